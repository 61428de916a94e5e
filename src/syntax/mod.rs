//! From text to lines that say something, and how they nest.
//!
//! A text is split into logical lines whose spans tile it (`line`), each line is parsed alone by the strict grammar
//! in `grammar/plan.pest` (`statement`, `lower`), and indentation makes the tree (`outline`). One bad line is one diagnostic.

mod amount;
mod append;
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

/// From how many bytes on a second thread pays: starting one costs as much as reading a hundred lines.
const WORTH_HALVING: usize = 256 * 1024;

/// Reads one file: a plan, or the `plan` blocks of a Markdown file where the source's name ends in `.md` or `.markdown`.
///
/// Never fails: lines that cannot be read are reported and kept as [`ast::LineKind::Unknown`].
#[must_use]
pub fn parse(sources: &Sources, source: SourceId) -> (Document, Diagnostics) {
    let text = sources.get(source).text.as_str();
    let (mut document, mut diagnostics) = read(text, source, markdown::is_markdown(&sources.get(source).name));
    outline::nest(text, &mut document, &mut diagnostics);
    (document, diagnostics)
}

fn read(text: &str, source: SourceId, is_markdown: bool) -> (Document, Diagnostics) {
    if !is_markdown && text.len() >= WORTH_HALVING && scan::fits(text, source, &mut Diagnostics::new()) {
        return read_halves(text, source);
    }
    let mut statements = Statements::new(text, source, text.len());
    if !statements.fits() {
        statements.skip_all();
    } else if is_markdown {
        statements.read_blocks(&markdown::plan_blocks(text));
    } else {
        statements.read_lines(0..text.len());
    }
    statements.finish()
}

/// Reads the two halves of a text at once; what comes out is the same as if they had been read in turn.
fn read_halves(text: &str, source: SourceId) -> (Document, Diagnostics) {
    let middle = text.bytes().skip(text.len() / 2).position(|byte| byte == b'\n').map_or(text.len(), |at| text.len() / 2 + at + 1);
    let read = |range: std::ops::Range<usize>, n_bytes: usize| {
        let mut statements = Statements::new(text, source, n_bytes);
        statements.read_lines(range);
        statements.finish()
    };
    let ((mut document, mut diagnostics), second) = std::thread::scope(|scope| {
        let second = scope.spawn(|| read(middle..text.len(), text.len() - middle));
        (read(0..middle, text.len()), second.join())
    });
    let (rest, faults) = second.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    document.append(rest);
    diagnostics.append(faults);
    (document, diagnostics)
}
