//! One line a diagnostic, as compilers and `grep -n` write them, for editors and scripts.

use std::io::{self, Write};

use super::Report;
use super::visible::visible;

/// Writes `shop.plan:7:23: error[G201]: message` for everything that is shown.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    for finding in &report.findings {
        let diagnostic = finding.diagnostic;
        let source = finding.sources.get(diagnostic.span.file);
        let at = source.position(diagnostic.span.start);
        let message = diagnostic.message.replace('\n', " ");
        let (name, word, code) = (visible(&source.name), diagnostic.severity.word(), diagnostic.code.as_str());
        writeln!(out, "{name}:{}:{}: {word}[{code}]: {}", at.line, at.column, visible(&message))?;
    }
    if report.is_cut() {
        writeln!(out, "{}; {}", report.counts(), report.cut())?;
    }
    Ok(())
}
