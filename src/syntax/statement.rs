//! From one logical line to one line of the document, whatever is wrong with it.

use std::borrow::Cow;
use std::ops::Range;

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};
use pest::iterators::Pairs;

use super::ast::{Document, Line, LineKind};
use super::explain::{Fault, explain};
use super::grammar::{PlanGrammar, Rule};
use super::line::{LogicalLine, split};
use super::lower::Lower;
use super::piece::{self, Parts, Piece};
use super::quick;
use super::scan;
use super::token::Faults;
use crate::diagnostic::{Code, Diagnostics};
use crate::span::{SourceId, Span, TextRange};

/// Bytes that a line of a plan takes at least, nearly always; to reserve memory that is then touched once.
const BYTES_A_LINE: usize = 32;

/// Bytes that a clause of a plan takes, likewise.
const BYTES_A_CLAUSE: usize = 14;

/// How often a line is tried again; one that is still wrong says nothing anybody could use.
const MOST_TRIES: usize = 4;

/// How many bytes of a refused line are searched for names.
const MOST_POISON: usize = 1024;

/// Reads the lines of one text into a document.
pub(super) struct Statements<'a> {
    text: &'a str,
    document: Document,
    diagnostics: Diagnostics,
    /// The parts of the line that is read.
    pieces: Vec<Piece>,
}

impl<'a> Statements<'a> {
    /// Begins a document for a text, or for a part of it of `n_bytes`.
    pub(super) fn new(text: &'a str, source: SourceId, n_bytes: usize) -> Self {
        let mut document = Document { source, ..Document::default() };
        document.lines.reserve(n_bytes / BYTES_A_LINE);
        document.clauses.reserve(n_bytes / BYTES_A_CLAUSE);
        document.targets.reserve(n_bytes / BYTES_A_LINE);
        document.assignments.reserve(n_bytes / BYTES_A_LINE / 2);
        Self { text, document, diagnostics: Diagnostics::new(), pieces: Vec::new() }
    }

    /// Returns what was read and what is wrong with it.
    pub(super) fn finish(self) -> (Document, Diagnostics) {
        (self.document, self.diagnostics)
    }

    /// Takes over what was read of the following stretch of the text; `rest` is then empty and keeps its memory for the next one.
    pub(super) fn append(&mut self, rest: &mut Self) {
        self.document.append(&mut rest.document);
        self.diagnostics.append(std::mem::take(&mut rest.diagnostics));
    }

    /// Tells whether the text may be read at all; reports it if not.
    pub(super) fn fits(&mut self) -> bool {
        scan::fits(self.text, self.document.source, &mut self.diagnostics)
    }

    /// Adds the lines of a stretch of the text, which begins and ends with a line.
    pub(super) fn read_lines(&mut self, range: Range<usize>) {
        split(self.text, range, |line| self.add(line));
    }

    /// Adds every line of a Markdown file; only those of its plan blocks are read.
    pub(super) fn read_blocks(&mut self, blocks: &[Range<usize>]) {
        let mut done = 0;
        for block in blocks {
            split(self.text, done..block.start, |line| self.skip(line));
            self.read_lines(block.clone());
            done = block.end;
        }
        split(self.text, done..self.text.len(), |line| self.skip(line));
        if blocks.is_empty() {
            let content = self.text.trim_start();
            let start = self.text.len() - content.len();
            let end = start + content.lines().next().map_or(0, str::len);
            let first_line = Span::new(self.document.source, TextRange::new(offset(start), offset(end)));
            self.diagnostics
                .report(Code::NoPlanInMarkdown, first_line, "no plan stands in this Markdown file")
                .help("a plan begins with a line ` ```plan ` and ends with a line ` ``` `");
        }
    }

    /// Adds the whole text as one line that is not read.
    pub(super) fn skip_all(&mut self) {
        let body = TextRange::new(0, 0);
        self.document.lines.push(Line::new(0, body, LineKind::Unknown, 0, true));
    }

    /// Adds a line and reads its statement, if it has one that may be read.
    fn add(&mut self, line: LogicalLine) {
        let n_before = self.diagnostics.len();
        let refused = !scan::accepts(self.text, line, self.document.source, &mut self.diagnostics);
        let line = if refused { within_reach(self.text, line) } else { line };
        let first_clause = length_of(&self.document.clauses);
        let kind = if refused || line.body.is_empty() { self.unreadable(line.body, refused) } else { self.statement(line.body) };
        let broken = self.diagnostics.len() > n_before;
        self.document.lines.push(Line::new(line.start, line.body, kind, first_clause, broken));
    }

    /// Adds `line` to the document as text that is no part of the plan.
    fn skip(&mut self, line: LogicalLine) {
        let first_clause = length_of(&self.document.clauses);
        let body = TextRange::new(line.start, line.start);
        self.document.lines.push(Line::new(line.start, body, LineKind::Text, first_clause, false));
    }

    /// Leaves a line unread; where it was refused, its words may be names that others wait for.
    fn unreadable(&mut self, body: TextRange, refused: bool) -> LineKind {
        if refused {
            self.poison(body.start, &(0..(body.len() as usize).min(MOST_POISON)));
        }
        if body.is_empty() { LineKind::Blank } else { LineKind::Unknown }
    }

    /// Reads one statement: what is common by heart, everything else by the grammar.
    fn statement(&mut self, body: TextRange) -> LineKind {
        let text = with_spaces(self.text.get(body.start as usize..body.end as usize).unwrap_or(""));
        if !quick::parse(&text, &mut self.pieces) {
            match PlanGrammar::parse(Rule::line, &text) {
                Ok(pairs) => take(pairs, &mut self.pieces),
                Err(error) => return self.recover(body, text.into_owned(), &error),
            }
        }
        let faults = Faults { file: self.document.source, diagnostics: &mut self.diagnostics };
        let mut lower = Lower { document: &mut self.document, faults, start: body.start, head: body.start };
        lower.line(Parts::new(&text, &self.pieces))
    }

    /// Reports what is wrong with a line and reads what is left of it.
    ///
    /// What does not fit is blanked out by as many bytes, so that every place stays true, and only the first fault is told.
    fn recover(&mut self, body: TextRange, mut text: String, error: &Error<Rule>) -> LineKind {
        let mut start = body.start;
        let mut fault = fault_of(&text, error);
        self.report(body, &fault);
        for _ in 0..MOST_TRIES {
            match fault.head {
                Some(head) => start = start.wrapping_sub(write_head(&mut text, head, fault.range.end)),
                None if fault.blank.len() == text.len() || !blank(&mut text, fault.blank.clone()) => break,
                None => self.poison(start, &fault.blank),
            }
            let rest = text.trim_end_matches(' ');
            match PlanGrammar::parse(Rule::line, rest) {
                Ok(pairs) => {
                    take(pairs, &mut self.pieces);
                    let faults = Faults { file: self.document.source, diagnostics: &mut Diagnostics::new() };
                    let mut lower = Lower { document: &mut self.document, faults, start, head: body.start };
                    return lower.line(Parts::new(rest, &self.pieces));
                }
                Err(error) => fault = fault_of(rest, &error),
            }
        }
        self.poison(body.start, &(0..body.len() as usize));
        LineKind::Unknown
    }

    fn report(&mut self, body: TextRange, fault: &Fault) {
        let file = self.document.source;
        let span = |range: &Range<usize>| Span::new(file, TextRange::new(body.start + offset(range.start), body.start + offset(range.end)));
        let report = self.diagnostics.report(fault.code, span(&fault.range), fault.message.as_str());
        if let Some(help) = &fault.help {
            report.help(help.as_str());
        }
        if let Some(fix) = &fault.fix {
            let message = if fix.text.is_empty() { "leave it out".to_owned() } else { format!("write `{}`", fix.text.trim()) };
            report.fix(message, span(&fix.range), fix.text.as_str());
        }
    }

    /// Counts the words of a stretch as names that the line might have defined.
    fn poison(&mut self, start: u32, range: &Range<usize>) {
        let first = start.wrapping_add(offset(range.start));
        let text = self.text.get(first as usize..first as usize + range.len()).unwrap_or("");
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c == '"' || c == '_' || c.is_alphabetic()) {
            let word = rest.get(at..).unwrap_or("");
            let is_title = word.starts_with('"');
            let inside = word.get(1..).unwrap_or("");
            let end = if is_title {
                inside.find('"').map(|end| end + 2)
            } else {
                word.find(|c: char| !(c == '_' || c == '-' || c.is_alphanumeric()))
            };
            let end = end.unwrap_or(word.len());
            let begin = first + offset(text.len() - word.len());
            self.document.poisoned.push(TextRange::new(begin, begin + offset(end)));
            rest = word.get(end..).unwrap_or("");
        }
    }
}

/// Takes over what pest found in one line.
fn take(mut pairs: Pairs<'_, Rule>, pieces: &mut Vec<Piece>) {
    pieces.clear();
    if let Some(line) = pairs.next() {
        piece::add(line.into_inner(), pieces);
    }
}

/// Ends the body of an overlong line where sixteen bits can still say where that is.
fn within_reach(text: &str, line: LogicalLine) -> LogicalLine {
    let most = line.start.saturating_add(u32::from(u16::MAX));
    let end = (0..=line.body.end.min(most)).rev().find(|at| text.is_char_boundary(*at as usize)).unwrap_or(line.start);
    LogicalLine { body: TextRange::new(line.body.start.min(end), end), ..line }
}

/// Returns how far the grammar came.
const fn position(error: &Error<Rule>) -> usize {
    let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
    at
}

fn fault_of(text: &str, error: &Error<Rule>) -> Fault {
    let at = position(error);
    match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => explain(text, at, positives),
        ErrorVariant::CustomError { .. } => explain(text, at, &[]),
    }
}

/// Writes spaces over a stretch; tells whether that changed anything.
fn blank(text: &mut String, range: Range<usize>) -> bool {
    let spaces = " ".repeat(range.len());
    let changes = text.get(range.clone()).is_some_and(|old| old.contains(|c| c != ' '));
    if changes {
        text.replace_range(range, &spaces);
    }
    changes
}

/// Writes the word that was meant over the first `end` bytes; returns by how many bytes the text has grown.
fn write_head(text: &mut String, head: &str, end: usize) -> u32 {
    text.replace_range(..end, &format!("{head:end$}"));
    offset(head.len().saturating_sub(end))
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
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
