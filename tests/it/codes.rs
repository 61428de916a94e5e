//! The pages behind `gantline explain`: one form, and examples that do what they say.

use gantline::compile::{Compilation, Files, Options, compile};
use gantline::diagnostic::Code;
use std::path::Path;

/// Codes that no single text can show: they are about files, or the text would fill the page.
const WITHOUT_EXAMPLE: &[Code] = &[
    Code::NotUtf8,
    Code::ControlCharacter,
    Code::LineTooLong,
    Code::FileTooLarge,
    Code::NestedTooDeep,
    Code::IncludeNotRead,
    Code::IncludeCycle,
    Code::IncludeOutside,
    Code::IncludeConflict,
    Code::NoPlanInMarkdown,
    Code::NotRead,
    Code::ChartFile,
    Code::HolidaysNotRead,
    Code::ThemeSyntax,
    Code::UnknownThemeKey,
    Code::BadThemeValue,
    Code::LowContrast,
];

/// A folder with nothing in it.
struct NoFiles;

impl Files for NoFiles {
    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        Err(format!("there is no file {}", path.display()))
    }
}

#[test]
fn every_page_has_the_form() {
    let faults: Vec<String> =
        Code::ALL.iter().filter_map(|code| form(*code).err().map(|fault| format!("{}: {fault}", code.as_str()))).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_example_provokes_the_code_and_the_mended_plan_does_not() {
    let mut faults = Vec::new();
    for code in Code::ALL.iter().filter(|code| !WITHOUT_EXAMPLE.contains(code)) {
        let plans = plans(code.explanation());
        let [wrong, mended] = plans.as_slice() else { continue };
        let found: Vec<&str> = compiled(wrong).diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
        if !found.contains(&code.as_str()) {
            faults.push(format!("{}: the example gives {found:?}", code.as_str()));
        }
        let left = compiled(mended);
        if left.diagnostics.has_errors() || left.diagnostics.iter().any(|diagnostic| diagnostic.code == *code) {
            let found: Vec<String> =
                left.diagnostics.iter().map(|diagnostic| format!("{} {}", diagnostic.code.as_str(), diagnostic.message)).collect();
            faults.push(format!("{}: the mended plan gives {found:?}", code.as_str()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn compiled(plan: &str) -> Compilation {
    compile("example.plan", plan.to_owned(), &NoFiles, &Options::default())
}

/// Checks the heading, the order of the parts and the two plans.
fn form(code: Code) -> Result<(), String> {
    let page = code.explanation();
    let heading = format!("# {}: {}\n\n", code.as_str(), code.title());
    let rest = page.strip_prefix(&heading).ok_or(format!("the page begins {:?}, not {heading:?}", page.lines().next()))?;
    let (what, rest) = rest.split_once("\n## Example\n\n").ok_or("there is no `## Example`")?;
    let (example, help) = rest.split_once("\n## What to do\n\n").ok_or("there is no `## What to do`")?;
    let words = what.split_whitespace().count();
    if !(15..=160).contains(&words) {
        return Err(format!("{words} words say what it means"));
    }
    if page.lines().filter(|line| line.starts_with('#')).any(|line| line.starts_with("###")) {
        return Err("headings go two deep".to_owned());
    }
    let (n_example, n_help) = (plans(example).len(), plans(help).len());
    match (WITHOUT_EXAMPLE.contains(&code), n_example, n_help) {
        (true, ..=1, ..=1) | (false, 1, 1) => Ok(()),
        _ => Err(format!("{n_example} plans under Example and {n_help} under What to do")),
    }
}

/// Returns the text of every fenced plan.
fn plans(page: &str) -> Vec<String> {
    let mut plans = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line == "```plan" {
            let plan: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            plans.push(plan.join("\n") + "\n");
        }
    }
    plans
}
