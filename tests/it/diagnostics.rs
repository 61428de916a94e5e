//! Plans that are wrong, with carets where they are.

use std::collections::BTreeSet;
use std::path::Path;

use gantline::compile::{Compilation, Options, compile};
use gantline::diagnostic::{Code, Diagnostic, Severity};

use crate::marks::{Expected, carets};
use crate::support::{Folder, files, project};

/// Codes that no plan text alone can provoke; their tests are in Rust.
const WITHOUT_PLAN: &[Code] = &[
    Code::NotUtf8,
    Code::NotRead,
    Code::ChartFile,
    Code::ControlCharacter,
    Code::LineTooLong,
    Code::FileTooLarge,
    Code::NestedTooDeep,
    Code::ThemeSyntax,
    Code::UnknownThemeKey,
    Code::BadThemeValue,
    Code::LowContrast,
];

#[test]
fn every_marked_plan_provokes_exactly_what_it_marks() {
    let faults: Vec<String> = plans().iter().flat_map(|path| check(path)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_code_has_a_plan_that_provokes_it() {
    let shown: BTreeSet<String> = plans().iter().flat_map(|path| carets(&read(path))).map(|expected| expected.code).collect();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !WITHOUT_PLAN.contains(code))
        .map(|code| code.as_str())
        .filter(|code| !shown.contains(*code))
        .collect();
    assert!(missing.is_empty(), "no plan in tests/data/diagnostics provokes {missing:?}");
}

#[test]
fn nothing_is_said_otherwise_when_the_parsed_text_is_not_kept() {
    for path in plans() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let compiled = |options: &Options| compile(&name, read(&path), &Folder(path.parent().unwrap().to_path_buf()), options);
        let (kept, freed) = (compiled(&Options::default()), compiled(&Options { keep_documents: false, ..Options::default() }));
        assert!(freed.documents.is_empty() && !kept.documents.is_empty());
        assert_eq!(format!("{:?}", kept.diagnostics), format!("{:?}", freed.diagnostics), "{}", path.display());
    }
}

/// Returns every plan of the folder, and `main.plan` or `main.md` of every folder in it.
fn plans() -> Vec<std::path::PathBuf> {
    let mut plans = files("tests/data/diagnostics", "plan");
    plans.extend(files("tests/data/diagnostics", "md"));
    for entry in std::fs::read_dir(project("tests/data/diagnostics")).unwrap() {
        let main = entry.unwrap().path().join("main.plan");
        if main.is_file() {
            plans.push(main);
        }
    }
    plans.sort();
    plans
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn check(path: &Path) -> Vec<String> {
    let text = read(path);
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let compilation = compile(&name, text.clone(), &Folder(path.parent().unwrap().to_path_buf()), &Options::default());
    let asked: Vec<Code> = text.lines().next().and_then(|line| line.strip_prefix("# warn ")).map_or_else(Vec::new, asked_for);
    let shown =
        compilation.diagnostics.iter().filter(|diagnostic| diagnostic.severity != Severity::Allowed || asked.contains(&diagnostic.code));
    let mut actual: Vec<Expected> = shown.map(|diagnostic| found(&compilation, diagnostic)).collect();
    let mut faults = Vec::new();
    for expected in carets(&text) {
        let same = |found: &Expected| {
            (found.line, found.column, found.end, &found.code) == (expected.line, expected.column, expected.end, &expected.code)
                && found.message.contains(&expected.message)
        };
        match actual.iter().position(same) {
            Some(index) => drop(actual.remove(index)),
            None => faults.push(format!("{name}: missing {expected:?}")),
        }
    }
    faults.extend(actual.into_iter().map(|found| format!("{name}: unmarked {found:?}")));
    faults
}

fn asked_for(words: &str) -> Vec<Code> {
    if words.trim() == "all" { Code::ALL.to_vec() } else { words.split_whitespace().filter_map(Code::find).collect() }
}

fn found(compilation: &Compilation, diagnostic: &Diagnostic) -> Expected {
    let source = compilation.sources.get(diagnostic.span.file);
    let (start, end) = (source.position(diagnostic.span.start), source.position(diagnostic.span.end));
    let end = if end.line == start.line { end.column.max(start.column + 1) } else { start.column + 1 };
    Expected {
        line: start.line as usize,
        column: start.column as usize,
        end: end as usize,
        code: diagnostic.code.as_str().to_owned(),
        message: diagnostic.message.clone(),
    }
}
