//! All diagnostics as one JSON document, for tools.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::{Edit, Finding, Fix, Report};
use crate::line_index::Position;
use crate::source::Sources;
use crate::span::Span;

/// Writes the document: version, diagnostics, and a summary that counts all of them.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let summary = SummaryJson { errors: report.errors, warnings: report.warnings, shown: report.findings.len() };
    let document = DocumentJson { version: 1, diagnostics: Findings(&report.findings), summary };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct DocumentJson<'a> {
    version: u32,
    diagnostics: Findings<'a>,
    summary: SummaryJson,
}

#[derive(Serialize)]
struct SummaryJson {
    errors: usize,
    warnings: usize,
    shown: usize,
}

/// Serialized one by one, so that a million diagnostics are never held twice.
struct Findings<'a>(&'a [Finding<'a>]);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(diagnostic))
    }
}

#[derive(Serialize)]
struct DiagnosticJson<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    #[serde(flatten)]
    place: Place<'a>,
    labels: Vec<LabelJson<'a>>,
    fixes: Vec<FixJson<'a>>,
}

#[derive(Serialize)]
struct LabelJson<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct FixJson<'a> {
    message: &'a str,
    edits: Vec<EditJson<'a>>,
}

#[derive(Serialize)]
struct EditJson<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    text: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    range: RangeJson,
}

#[derive(Serialize)]
struct RangeJson {
    start: PositionJson,
    end: PositionJson,
}

#[derive(Serialize)]
struct PositionJson {
    line: u32,
    column: u32,
}

fn diagnostic<'a>(finding: &Finding<'a>) -> DiagnosticJson<'a> {
    let (sources, diagnostic) = (finding.sources, finding.diagnostic);
    let note = diagnostic.note.iter().map(|note| LabelJson { place: place(sources, diagnostic.span), message: note });
    let labels = diagnostic.labels.iter().map(|label| LabelJson { place: place(sources, label.span), message: &label.message });
    DiagnosticJson {
        code: diagnostic.code.as_str(),
        severity: diagnostic.severity.word(),
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        place: place(sources, diagnostic.span),
        labels: note.chain(labels).collect(),
        fixes: diagnostic.fixes.iter().map(|entry| fix(sources, entry)).collect(),
    }
}

fn fix<'a>(sources: &'a Sources, fix: &'a Fix) -> FixJson<'a> {
    let edit = |edit: &'a Edit| EditJson { place: place(sources, edit.span), text: &edit.text };
    FixJson { message: &fix.message, edits: fix.edits.iter().map(edit).collect() }
}

fn place(sources: &Sources, span: Span) -> Place<'_> {
    let source = sources.get(span.file);
    let position = |Position { line, column }: Position| PositionJson { line, column };
    let range = RangeJson { start: position(source.position(span.start)), end: position(source.position(span.end)) };
    Place { file: &source.name, range }
}
