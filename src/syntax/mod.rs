//! From text to lines that say something, and how they nest.
//!
//! A text is split into logical lines whose spans tile it (`line`), each line is parsed alone by the strict grammar
//! in `grammar/plan.pest` (`statement`, `lower`), and indentation makes the tree (`outline`). One bad line is one diagnostic.

mod amount;
pub mod ast;
mod date;
mod explain;
mod grammar;
mod line;
mod lower;
mod markdown;
mod name;
mod outline;
mod scan;
mod statement;
mod token;
mod words;

pub use ast::Document;

use self::statement::Statements;
use crate::diagnostic::Diagnostics;
use crate::source::Sources;
use crate::span::SourceId;

/// Reads one file: a plan, or the `plan` blocks of a Markdown file where the source's name ends in `.md` or `.markdown`.
///
/// Never fails: lines that cannot be read are reported and kept as [`ast::LineKind::Unknown`].
#[must_use]
pub fn parse(sources: &Sources, source: SourceId) -> (Document, Diagnostics) {
    let text = sources.get(source).text.as_str();
    let mut document = Document { source, ..Document::default() };
    let mut diagnostics = Diagnostics::new();
    let mut statements = Statements { text, document: &mut document, diagnostics: &mut diagnostics };
    if !scan::fits(text, source, statements.diagnostics) {
        statements.skip_all();
    } else if markdown::is_markdown(&sources.get(source).name) {
        statements.read_blocks(&markdown::plan_blocks(text));
    } else {
        statements.read_lines(0..text.len());
    }
    outline::nest(text, &mut document, &mut diagnostics);
    (document, diagnostics)
}
