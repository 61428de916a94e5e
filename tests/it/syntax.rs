//! What must hold of every text that is read, right or wrong.

use gantline::diagnostic::Diagnostics;
use gantline::source::Sources;
use gantline::syntax::{self, Document};

use crate::support::files;

fn parse(name: &str, text: &str) -> (Document, Diagnostics) {
    let mut sources = Sources::default();
    let source = sources.add(name, text);
    syntax::parse(&sources, source)
}

fn examples() -> Vec<(String, String)> {
    let read = |path: std::path::PathBuf| (path.display().to_string(), std::fs::read_to_string(&path).unwrap());
    files("examples", "plan").into_iter().map(read).collect()
}

#[track_caller]
fn check_tiles(text: &str, document: &Document) {
    let mut end = 0;
    for line in &document.lines {
        assert_eq!(line.start, end, "lines leave nothing out");
        assert!(line.start <= line.body.start && line.body.start <= line.body.end);
        end = text[line.body.end as usize..].find('\n').map_or(text.len(), |at| line.body.end as usize + at + 1) as u32;
    }
    assert_eq!(end as usize, text.len());
}

#[test]
fn examples_are_read_without_a_word() {
    for (name, text) in examples() {
        let (document, diagnostics) = parse(&name, &text);
        let said: Vec<_> = diagnostics
            .iter()
            .map(|d| format!("{} {:?} {}", &text[d.span.start as usize..d.span.end as usize], d.code, d.message))
            .collect();
        assert!(said.is_empty(), "{name}: {said:#?}");
        check_tiles(&text, &document);
    }
}
