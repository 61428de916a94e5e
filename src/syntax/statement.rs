//! From one logical line to one line of the document, whatever is wrong with it.

use std::borrow::Cow;

use pest::Parser;

use super::ast::{Document, Line, LineKind};
use super::grammar::{PlanGrammar, Rule};
use super::line::LogicalLine;
use super::lower::Lower;
use super::token::Faults;
use crate::diagnostic::{Code, Diagnostics};
use crate::span::TextRange;

/// Reads the lines of one text into a document.
pub(super) struct Statements<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// Where lines go.
    pub(super) document: &'a mut Document,
    /// Where faults go.
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Statements<'_> {
    /// Adds `line` to the document, read as a statement.
    pub(super) fn read(&mut self, line: LogicalLine) {
        let first_clause = length_of(&self.document.clauses);
        let n_before = self.diagnostics.len();
        let kind = self.kind(line.body);
        let broken = self.diagnostics.len() > n_before;
        self.document.lines.push(Line { start: line.start, body: line.body, kind, owner: None, first_clause, broken });
    }

    /// Adds `line` to the document as text that is no part of the plan.
    pub(super) fn skip(&mut self, line: LogicalLine) {
        let first_clause = length_of(&self.document.clauses);
        let body = TextRange::new(line.start, line.start);
        self.document.lines.push(Line { start: line.start, body, kind: LineKind::Text, owner: None, first_clause, broken: false });
    }

    fn kind(&mut self, body: TextRange) -> LineKind {
        let text = self.text.get(body.start as usize..body.end as usize).unwrap_or("");
        if text.is_empty() {
            return LineKind::Blank;
        }
        let spaced = with_spaces(text);
        match PlanGrammar::parse(Rule::line, &spaced) {
            Ok(pairs) => self.lower(body).line(pairs),
            Err(error) => {
                let at = match error.location {
                    pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
                };
                let at = body.start + u32::try_from(at).unwrap_or(u32::MAX);
                let range = TextRange::new(at.min(body.end - 1), body.end);
                self.lower(body).faults.report(Code::Syntax, range, "this cannot be read");
                LineKind::Unknown
            }
        }
    }

    fn lower(&mut self, body: TextRange) -> Lower<'_> {
        let faults = Faults { file: self.document.source, diagnostics: self.diagnostics };
        Lower { document: self.document, faults, start: body.start }
    }
}

/// Returns the text with a space for every tab that stands between words, which is what the grammar reads.
fn with_spaces(text: &str) -> Cow<'_, str> {
    if !text.contains('\t') {
        return Cow::Borrowed(text);
    }
    let mut quoted = false;
    let spaced = text.chars().map(|c| {
        quoted ^= c == '"';
        if c == '\t' && !quoted { ' ' } else { c }
    });
    Cow::Owned(spaced.collect())
}

fn length_of<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}
