//! From documents to a plan: every name is looked up, every clause finds its item, strings end.

mod calendars;
mod chain;
mod clauses;
mod directory;
mod entries;
mod hours;
mod lengths;
mod placement;
mod resources;
mod settings;
mod teams;
mod units;
mod words;

use self::directory::{Directory, Excused};
use self::entries::Entries;
use super::Plan;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Sources;
use crate::span::Span;
use crate::syntax::Document;

/// The documents of one plan: the root first, then every file that an `include` reached.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// The texts that the documents' ranges point into.
    pub sources: &'a Sources,
    /// The parsed files; the first is the root.
    pub documents: &'a [Document],
    /// For every `include` line that was read: document, line, and the document included there.
    pub includes: &'a [Include],
    /// For every `holidays from` clause that was read: document, clause number, and the days off with their names.
    pub holidays: &'a [Holidays],
}

/// An `include` line and the document it brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Include {
    /// Index of the document with the line.
    pub document: usize,
    /// The line.
    pub line: crate::syntax::ast::LineId,
    /// Index of the document it brought; items of one that was reached before are not repeated.
    pub target: usize,
    /// The file was reached before by another `include`.
    pub repeated: bool,
}

/// A `holidays from` clause and what its file said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holidays {
    /// Index of the document with the clause.
    pub document: usize,
    /// Index of the clause in the document.
    pub clause: u32,
    /// The days off.
    pub days: Vec<crate::calendar::Exception>,
}

/// What every step of resolving works with: the items to read, and the plan that grows.
struct Cx<'a> {
    parts: Parts<'a>,
    entries: &'a Entries<'a>,
    plan: Plan,
    diagnostics: Diagnostics,
    /// The names of calendars.
    calendars: Directory,
    /// The names of people, teams and resources.
    people: Directory,
    /// Names that nobody misses.
    excused: Excused<'a>,
    /// What the standard calendar and the declared ones are made of, by their ids.
    hours_of: Vec<calendars::Source>,
}

/// Makes a plan of parsed files. Always returns what could be understood, with everything that is wrong.
#[must_use]
pub fn resolve(parts: Parts<'_>) -> (Plan, Diagnostics) {
    let entries = Entries::of(parts);
    let mut cx = Cx {
        parts,
        entries: &entries,
        plan: Plan::default(),
        diagnostics: Diagnostics::new(),
        calendars: Directory::default(),
        people: Directory::default(),
        excused: Excused::of(parts),
        hours_of: Vec::new(),
    };
    settings::resolve(&mut cx);
    calendars::resolve(&mut cx);
    resources::resolve(&mut cx);
    (cx.plan, cx.diagnostics)
}

impl<'a> Cx<'a> {
    /// Returns the text that `span` covers.
    fn text(&self, span: Span) -> &'a str {
        self.parts.sources.text(span)
    }

    /// Adds a diagnostic and hands it back to be completed.
    fn report(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.report(code, span, message)
    }
}
