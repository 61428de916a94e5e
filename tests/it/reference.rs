//! The language reference: what it shows as right compiles, what it shows as wrong does not.

use gantline::compile::{Compilation, Options, compile};
use gantline::diagnostic::Severity;

use crate::support::{Folder, project};

#[test]
fn every_plan_of_the_reference_compiles() {
    let blocks = blocks("plan");
    assert!(!blocks.is_empty(), "the reference shows no plan");
    for (line, text) in blocks {
        let compilation = compiled(&text);
        let errors: Vec<_> = compilation.diagnostics.iter().filter(|each| each.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "grammar/REFERENCE.md:{line}: {errors:#?}\n{text}");
    }
}

#[test]
fn every_mistake_of_the_reference_is_one() {
    for (line, text) in blocks("plan-error") {
        assert!(compiled(&text).diagnostics.has_errors(), "grammar/REFERENCE.md:{line}: compiles\n{text}");
    }
}

fn compiled(text: &str) -> Compilation {
    compile("reference.plan", text, &Folder(project("examples")), &Options::default())
}

/// Returns the text of every fenced block with the given word behind its fence, and the line it begins on.
fn blocks(word: &str) -> Vec<(usize, String)> {
    let reference = std::fs::read_to_string(project("grammar/REFERENCE.md")).expect("the reference is there");
    let mut found = Vec::new();
    let mut open: Option<(bool, usize, String)> = None;
    for (index, line) in reference.lines().enumerate() {
        match (&mut open, line.trim_start().strip_prefix("```")) {
            (None, Some(info)) => open = Some((info.trim() == word, index + 2, String::new())),
            (None, None) => {}
            (Some(_), Some(_)) => found.extend(open.take().filter(|(wanted, ..)| *wanted).map(|(_, line, text)| (line, text))),
            (Some((_, _, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    found
}
