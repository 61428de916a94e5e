//! Workflow commands that GitHub turns into annotations on the lines of a pull request.

use std::io::{self, Write};

use super::visible::visible_lines;
use super::{Report, Severity};

/// Writes one `::error` or `::warning` command for everything that is shown, escaped as the runner's own toolkit does.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    for finding in &report.findings {
        let diagnostic = finding.diagnostic;
        let source = finding.sources.get(diagnostic.span.file);
        let (start, end) = (source.position(diagnostic.span.start), source.position(diagnostic.span.end));
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Allowed => "notice",
        };
        let (file, title) = (property(&source.name), property(&format!("{} {}", diagnostic.code.as_str(), diagnostic.code.title())));
        write!(out, "::{command} file={file},line={},endLine={},", start.line, end.line)?;
        // The runner drops columns of a stretch over several lines, and complains.
        if start.line == end.line {
            write!(out, "col={},endColumn={},", start.column, end.column.max(start.column))?;
        }
        let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!("\nhelp: {help}"));
        writeln!(out, "title={title}::{}", data(&format!("{}{help}", diagnostic.message)))?;
    }
    if report.is_cut() {
        writeln!(out, "::notice::{}", data(&format!("{}; {}", report.counts(), report.cut())))?;
    }
    Ok(())
}

fn data(text: &str) -> String {
    visible_lines(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
