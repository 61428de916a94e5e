//! From one logical line to one line of the document, whatever is wrong with it.

use std::borrow::Cow;
use std::ops::Range;

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};
use pest::iterators::Pair;

use super::ast::{Document, Line, LineKind};
use super::explain::{Fault, explain};
use super::grammar::{PlanGrammar, Rule};
use super::line::{LogicalLine, split};
use super::lower::Lower;
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

/// How many lines are given to the grammar at once: a call costs as much as half a line.
const BATCH: usize = 32;

/// Reads the lines of one text into a document.
pub(super) struct Statements<'a> {
    text: &'a str,
    document: Document,
    diagnostics: Diagnostics,
    /// The lines that wait to be read together.
    waiting: Vec<Waiting>,
    /// Their statements, each with a line feed.
    batch: String,
}

/// A line that waits to be read.
#[derive(Clone, Copy)]
struct Waiting {
    line: LogicalLine,
    /// Where its statement begins in the batch.
    at: usize,
    /// It has a statement that may be read.
    readable: bool,
    /// It was refused.
    refused: bool,
}

impl<'a> Statements<'a> {
    /// Begins a document for a text, or for a part of it of `n_bytes`.
    pub(super) fn new(text: &'a str, source: SourceId, n_bytes: usize) -> Self {
        let mut document = Document { source, ..Document::default() };
        document.lines.reserve(n_bytes / BYTES_A_LINE);
        document.clauses.reserve(n_bytes / BYTES_A_CLAUSE);
        document.targets.reserve(n_bytes / BYTES_A_LINE);
        document.assignments.reserve(n_bytes / BYTES_A_LINE / 2);
        Self { text, document, diagnostics: Diagnostics::new(), waiting: Vec::with_capacity(BATCH), batch: String::new() }
    }

    /// Returns what was read and what is wrong with it.
    pub(super) fn finish(self) -> (Document, Diagnostics) {
        (self.document, self.diagnostics)
    }

    /// Takes over what was read of the following stretch of the text.
    pub(super) fn append(&mut self, (rest, faults): (Document, Diagnostics)) {
        self.document.append(rest);
        self.diagnostics.append(faults);
    }

    /// Tells whether the text may be read at all; reports it if not.
    pub(super) fn fits(&mut self) -> bool {
        scan::fits(self.text, self.document.source, &mut self.diagnostics)
    }

    /// Adds the lines of a stretch of the text, which begins and ends with a line.
    pub(super) fn read_lines(&mut self, range: Range<usize>) {
        split(self.text, range, |line| self.wait(line));
        self.read();
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

    /// Takes a line into the batch, and reads the batch when it is full.
    fn wait(&mut self, line: LogicalLine) {
        let refused = !scan::accepts(self.text, line, self.document.source, &mut self.diagnostics);
        let line = if refused { within_reach(self.text, line) } else { line };
        let readable = !refused && !line.body.is_empty();
        self.waiting.push(Waiting { line, at: self.batch.len(), readable, refused });
        if readable {
            let text = self.text.get(line.body.start as usize..line.body.end as usize).unwrap_or("");
            self.batch.push_str(&with_spaces(text));
            self.batch.push('\n');
        }
        if self.waiting.len() == BATCH {
            self.read();
        }
    }

    /// Reads the lines that wait together; those that are wrong once more alone, to learn why.
    fn read(&mut self) {
        let (batch, mut waiting) = (std::mem::take(&mut self.batch), std::mem::take(&mut self.waiting));
        let mut together = PlanGrammar::parse(Rule::lines, &batch).ok().and_then(|mut pairs| pairs.next()).map(Pair::into_inner);
        for line in waiting.drain(..) {
            let body = line.line.body;
            let start = body.start.wrapping_sub(offset(line.at));
            self.add(line, |this| match together.as_mut().and_then(Iterator::next) {
                Some(pair) if pair.as_rule() == Rule::line => {
                    Self::lower(&mut this.document, &mut this.diagnostics, start, body).line(pair)
                }
                Some(_) | None => this.alone(body, batch.get(line.at..line.at + body.len() as usize).unwrap_or("")),
            });
        }
        (self.batch, self.waiting) = (batch, waiting);
        self.batch.clear();
    }

    /// Adds a line; `read` reads its statement if it has one.
    fn add(&mut self, Waiting { line, readable, refused, .. }: Waiting, read: impl FnOnce(&mut Self) -> LineKind) {
        let first_clause = length_of(&self.document.clauses);
        let n_before = self.diagnostics.len();
        let kind = if readable { read(self) } else { self.unreadable(line.body, refused) };
        let broken = refused || self.diagnostics.len() > n_before;
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

    /// Reads one statement, given with spaces for its tabs.
    fn alone(&mut self, body: TextRange, text: &str) -> LineKind {
        match PlanGrammar::parse(Rule::line, text) {
            Ok(mut pairs) => {
                let mut lower = Self::lower(&mut self.document, &mut self.diagnostics, body.start, body);
                pairs.next().map_or(LineKind::Unknown, |pair| lower.line(pair))
            }
            Err(error) => self.recover(body, text.to_owned(), &error),
        }
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
                Ok(mut pairs) => {
                    let mut told = Diagnostics::new();
                    let mut lower = Self::lower(&mut self.document, &mut told, start, body);
                    return pairs.next().map_or(LineKind::Unknown, |pair| lower.line(pair));
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

    fn lower<'l>(document: &'l mut Document, diagnostics: &'l mut Diagnostics, start: u32, body: TextRange) -> Lower<'l> {
        let faults = Faults { file: document.source, diagnostics };
        Lower { document, faults, start, head: body.start }
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
