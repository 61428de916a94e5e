//! From text to lines that say something, and how they nest.
//!
//! A text is split into logical lines whose spans tile it (`line`), each says what the strict grammar in
//! `grammar/plan.pest` reads in it (`statement`, `lower`), and indentation makes the tree (`outline`). One bad line is one diagnostic.

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
mod piece;
mod quick;
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
const WORTH_SHARING: usize = 256 * 1024;

/// The most bytes that a thread reads before both are joined: what the second has read is held twice for a moment.
const PIECE: usize = 256 * 1024;

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
    let mut statements = Statements::new(text, source, text.len());
    if !statements.fits() {
        statements.skip_all();
    } else if is_markdown {
        statements.read_blocks(&markdown::plan_blocks(text));
    } else if text.len() < WORTH_SHARING {
        statements.read_lines(0..text.len());
    } else {
        share(&mut statements, text, source);
    }
    statements.finish()
}

/// Reads a text piece by piece, two at once; what comes out is the same as if they had been read in turn.
fn share<'a>(statements: &mut Statements<'a>, text: &'a str, source: SourceId) {
    let line_end = |from: usize| text.bytes().skip(from).position(|byte| byte == b'\n').map_or(text.len(), |at| from + at + 1);
    let mut rest = Statements::new(text, source, PIECE);
    let mut start = 0;
    while start < text.len() {
        let n_bytes = (text.len() - start).div_ceil(2).min(PIECE);
        let middle = line_end(start + n_bytes);
        let end = line_end(middle + n_bytes);
        let second = std::thread::scope(|scope| {
            let second = scope.spawn(|| rest.read_lines(middle..end));
            statements.read_lines(start..middle);
            second.join()
        });
        second.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        statements.append(&mut rest);
        start = end;
    }
}

/// Tells whether a name may begin with `c`.
#[must_use]
pub fn begins_name(c: char) -> bool {
    c == '_' || pest::unicode::XID_START(c)
}

/// Tells whether a name may hold `c` after its first character.
#[must_use]
pub fn is_in_name(c: char) -> bool {
    c == '-' || pest::unicode::XID_CONTINUE(c)
}

/// Tells whether `word` begins an item or a clause, alone or with others.
#[must_use]
pub fn is_keyword(word: &str) -> bool {
    let words = words::ITEMS.iter().chain(&words::CLAUSES);
    words.map(|known| known.text.split(' ').next().unwrap_or(known.text)).any(|known| known == word)
}
