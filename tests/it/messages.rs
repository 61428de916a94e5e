//! Every message side by side, as a person sees it: read the golden page when it changes.

use std::path::Path;

use gantline::compile::{Options, compile};
use gantline::diagnostic::render::{Look, render};
use gantline::diagnostic::{Code, Finding, Severity};

use crate::support::{Folder, files, golden, project};

#[test]
fn all_messages_read_as_if_one_person_wrote_them() {
    let mut page = String::new();
    let mut plans = files("tests/data/diagnostics", "plan");
    let folders = std::fs::read_dir(project("tests/data/diagnostics")).unwrap().map(|entry| entry.unwrap().path().join("main.plan"));
    plans.extend(folders.filter(|main| main.is_file()));
    plans.extend(files("tests/data/diagnostics", "md"));
    plans.sort();
    for plan in plans {
        messages(&mut page, &plan);
    }
    golden(&project("tests/data/diagnostics/all.txt"), &page);
}

fn messages(page: &mut String, path: &Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let asked = text.lines().next().and_then(|line| line.strip_prefix("# warn ")).unwrap_or("").to_owned();
    let is_asked = |code: Code| asked == "all" || asked.split_whitespace().any(|name| Code::find(name) == Some(code));
    let mut compilation = compile(&name, text, &Folder(path.parent().unwrap().to_path_buf()), &Options::default());
    compilation.diagnostics.retain(|diagnostic| {
        if diagnostic.severity == Severity::Allowed && is_asked(diagnostic.code) {
            diagnostic.severity = Severity::Warning;
        }
        diagnostic.severity != Severity::Allowed
    });
    let shown = path.strip_prefix(project("tests/data/diagnostics")).unwrap();
    page.push_str(&format!("==== {}\n\n", shown.display()));
    for diagnostic in compilation.diagnostics.iter() {
        render(page, &Finding { sources: &compilation.sources, diagnostic }, Look::PLAIN);
        page.push('\n');
    }
}
