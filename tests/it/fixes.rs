//! Every offered edit does what it promises: the plan that it makes no longer has the fault.

use gantline::compile::{Compilation, Options, compile};
use gantline::diagnostic::{Diagnostic, Fix};

use crate::support::{Folder, files, project};

#[test]
fn every_fix_mends_its_fault() {
    let mut faults = Vec::new();
    let mut n_fixes = 0;
    for path in files("tests/data/diagnostics", "plan") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let before = compiled(&name, &text);
        for diagnostic in before.diagnostics.iter() {
            for fix in &diagnostic.fixes {
                n_fixes += 1;
                let after = compiled(&name, &apply(&text, fix));
                let line = line_of(&before, diagnostic);
                let moved = line + fix.edits.iter().map(|edit| edit.text.matches('\n').count()).sum::<usize>();
                let (had, has) = (n_like(&before, diagnostic, line), n_like(&after, diagnostic, moved));
                if had <= has || n_errors(&before) < n_errors(&after) {
                    faults.push(format!("{name}:{}: `{}` does not mend {}", line + 1, fix.message, diagnostic.code.as_str()));
                }
            }
        }
    }
    assert!(20 < n_fixes, "only {n_fixes} fixes were tried");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn compiled(name: &str, text: &str) -> Compilation {
    compile(name, text, &Folder(project("tests/data/diagnostics")), &Options::default())
}

fn apply(text: &str, fix: &Fix) -> String {
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse((edit.span.start, edit.span.end)));
    let mut mended = text.to_owned();
    for edit in edits {
        mended.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    mended
}

/// Returns how many faults of the same code are on `line`, counted from zero.
fn n_like(compilation: &Compilation, like: &Diagnostic, line: usize) -> usize {
    compilation.diagnostics.iter().filter(|diagnostic| diagnostic.code == like.code && line_of(compilation, diagnostic) == line).count()
}

fn line_of(compilation: &Compilation, diagnostic: &Diagnostic) -> usize {
    compilation.sources.get(diagnostic.span.file).lines().line_of(diagnostic.span.start)
}

fn n_errors(compilation: &Compilation) -> usize {
    compilation.diagnostics.iter().filter(|diagnostic| diagnostic.severity == gantline::diagnostic::Severity::Error).count()
}
