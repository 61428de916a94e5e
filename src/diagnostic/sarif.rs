//! Diagnostics as a SARIF 2.1.0 log (OASIS, 2020), which code scanning services and editors read.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Code, Diagnostic, Edit, Finding, Fix, Report, Severity};
use crate::source::Sources;
use crate::span::Span;

/// Writes one log with one run; its rules are the table of codes.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let rules: Vec<Value> = Code::ALL.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> = report.findings.iter().map(result).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "gantline", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "properties": {"errors": report.errors, "warnings": report.warnings, "shown": report.findings.len()},
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "name": code.name(),
        "shortDescription": {"text": code.title()},
        "help": {"text": format!("gantline explain {}", code.as_str())},
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

fn result(finding: &Finding<'_>) -> Value {
    let (sources, diagnostic) = (finding.sources, finding.diagnostic);
    let mut result = json!({
        "ruleId": diagnostic.code.as_str(),
        "ruleIndex": Code::ALL.iter().position(|code| *code == diagnostic.code),
        "level": level(diagnostic.severity),
        "message": {"text": message(diagnostic)},
        "locations": [{"physicalLocation": place(sources, diagnostic.span)}],
    });
    if let Some(fields) = result.as_object_mut() {
        let note = diagnostic.note.iter().map(|note| (diagnostic.span, note));
        let labels = note.chain(diagnostic.labels.iter().map(|label| (label.span, &label.message)));
        // The format wants no place twice.
        let mut related: Vec<Value> = Vec::new();
        for (span, text) in labels {
            let location = json!({"physicalLocation": place(sources, span), "message": {"text": text}});
            if !related.contains(&location) {
                related.push(location);
            }
        }
        if !related.is_empty() {
            fields.insert("relatedLocations".to_owned(), related.into());
        }
        let fixes: Vec<Value> = diagnostic.fixes.iter().map(|entry| fix(sources, entry)).collect();
        if !fixes.is_empty() {
            fields.insert("fixes".to_owned(), fixes.into());
        }
    }
    result
}

fn message(diagnostic: &Diagnostic) -> String {
    match &diagnostic.help {
        Some(help) => format!("{}\nhelp: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Allowed => "note",
    }
}

/// Edits of one file are one artifact change; they stay in the order of the files they first touch.
fn fix(sources: &Sources, fix: &Fix) -> Value {
    let mut files: Vec<_> = fix.edits.iter().map(|edit| edit.span.file).collect();
    files.dedup();
    let change = |file| {
        let of_file = |edit: &&Edit| edit.span.file == file;
        let replacements: Vec<Value> = fix
            .edits
            .iter()
            .filter(of_file)
            .map(|edit| json!({"deletedRegion": region(sources, edit.span), "insertedContent": {"text": edit.text}}))
            .collect();
        json!({"artifactLocation": {"uri": uri(&sources.get(file).name)}, "replacements": replacements})
    };
    let changes: Vec<Value> = files.into_iter().map(change).collect();
    json!({"description": {"text": fix.message}, "artifactChanges": changes})
}

fn place(sources: &Sources, span: Span) -> Value {
    json!({"artifactLocation": {"uri": uri(&sources.get(span.file).name)}, "region": region(sources, span)})
}

fn region(sources: &Sources, span: Span) -> Value {
    let source = sources.get(span.file);
    let (start, end) = (source.position(span.start), source.position(span.end));
    json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
}

/// Returns a path as a relative or absolute URI reference (RFC 3986): what is not a path character is percent-encoded.
fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'\\' => uri.push('/'),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
