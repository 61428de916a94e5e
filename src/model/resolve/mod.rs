//! From documents to a plan: every name is looked up, every clause finds its item, strings end.

mod calendars;
mod chain;
mod charts;
mod clauses;
mod contradictions;
mod dates;
mod directory;
mod efforts;
mod entries;
mod hours;
mod items;
mod lengths;
mod links;
mod names;
mod people;
mod place;
mod placement;
mod progress;
mod resources;
mod settings;
mod start;
mod tasks;
mod teams;
mod units;
mod unknown;
mod words;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use self::directory::{Directory, Excused};
use self::entries::Entries;
use super::{AsOf, Plan, ResourceId, TaskId};
use crate::calendar::{Instant, WorkTime};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Sources;
use crate::span::{SourceId, Span};
use crate::syntax::Document;
use crate::syntax::ast::ItemKind;

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
    /// The status date that holds instead of the plan's own.
    pub as_of: Option<crate::calendar::Day>,
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
    /// Days off that calendars took over from others.
    days_off: usize,
    /// The calendars indexed for arithmetic, each when it is first needed.
    times: Vec<Option<WorkTime>>,
    /// No calendar but the standard one has a name.
    names_no_calendar: bool,
    /// For every entry that is no work item, how many work items come before it.
    passed_over: Vec<u32>,
    /// The names of work items.
    lookup: names::Lookup,
    guesses: unknown::Guesses,
    /// Up to which target of which file the names have been looked at.
    warm: (SourceId, u32),
    /// The people of a plan that declares nobody.
    labels: FxHashMap<Cow<'a, str>, ResourceId>,
    /// The item that each person was last put on, and where.
    assigned: Vec<(u32, Span)>,
    /// The last item of each level, as far as it is in the same phase.
    above: Vec<Option<TaskId>>,
    /// How many tags phases have handed down.
    inherited_tags: usize,
    /// The earliest date that work is tied to.
    earliest: Option<Instant>,
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
        days_off: 0,
        times: Vec::new(),
        names_no_calendar: !entries.others().any(|(_, entry)| entry.item.kind == ItemKind::Calendar),
        passed_over: Vec::new(),
        lookup: names::Lookup::default(),
        guesses: unknown::Guesses::default(),
        warm: (SourceId::default(), 0),
        labels: FxHashMap::default(),
        assigned: Vec::new(),
        above: Vec::new(),
        inherited_tags: 0,
        earliest: None,
    };
    settings::resolve(&mut cx);
    calendars::resolve(&mut cx);
    resources::resolve(&mut cx);
    if let Some(day) = parts.as_of {
        let keeping_dates = cx.plan.settings.as_of.is_some_and(|as_of| as_of.keeping_dates);
        cx.plan.settings.as_of = Some(AsOf { at: day.plus(1).start(), keeping_dates, span: None });
    }
    tasks::resolve(&mut cx);
    items::resolve(&mut cx);
    links::group(&mut cx.plan);
    charts::resolve(&mut cx);
    start::settle(&mut cx);
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
