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
                let (had, has) = (count(&before, diagnostic), count(&after, diagnostic));
                let (errors, left) = (n_errors(&before), n_errors(&after));
                if had <= has || errors < left {
                    faults.push(format!(
                        "{name}: `{}` leaves {has} of {had} {}, {left} of {errors} errors",
                        fix.message,
                        diagnostic.code.as_str()
                    ));
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

fn count(compilation: &Compilation, like: &Diagnostic) -> usize {
    compilation.diagnostics.iter().filter(|diagnostic| diagnostic.code == like.code).count()
}

fn n_errors(compilation: &Compilation) -> usize {
    compilation.diagnostics.iter().filter(|diagnostic| diagnostic.severity == gantline::diagnostic::Severity::Error).count()
}
