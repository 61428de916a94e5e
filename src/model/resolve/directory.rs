//! Who and what is named: people and calendars by id and by title, and the words that might have been names.

use std::collections::hash_map::Entry as Slot;

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::{normal, unquote};
use super::{Cx, Parts};
use crate::diagnostic::{Code, suggest};
use crate::model::{CalendarId, Id, Plan, ResourceId};
use crate::span::Span;
use crate::syntax::ast::{ItemKind, LineKind};

/// The names of one namespace.
#[derive(Debug, Default)]
pub(super) struct Directory {
    ids: FxHashMap<Box<str>, (u32, Span)>,
    titles: FxHashMap<Box<str>, Titled>,
    /// In the order of the text, for suggestions.
    names: Vec<Box<str>>,
}

/// Whoever has a title, and who else has the same.
#[derive(Debug)]
struct Titled {
    first: (u32, Span),
    second: Option<Span>,
}

/// What a name may turn out to be.
enum Found {
    One(u32),
    /// Two places that have it.
    Several(Span, Span),
    Nothing,
}

/// Words of lines that could not be read, which may have been names: nobody complains that they are missing.
#[derive(Debug, Default)]
pub(super) struct Excused<'a> {
    words: FxHashSet<&'a str>,
    /// A file could not be read, so any name may be in it.
    all: bool,
}

impl Directory {
    /// Enters an id; where another has it, answers where that is.
    pub(super) fn enter_id(&mut self, id: &str, number: u32, span: Span) -> Option<Span> {
        let id = normal(id);
        match self.ids.entry(id.as_ref().into()) {
            Slot::Occupied(slot) => Some(slot.get().1),
            Slot::Vacant(slot) => {
                self.names.push(slot.key().clone());
                slot.insert((number, span));
                None
            }
        }
    }

    /// Enters a title without its quotes; several may have the same.
    pub(super) fn enter_title(&mut self, title: &str, number: u32, span: Span) {
        match self.titles.entry(normal(title).as_ref().into()) {
            Slot::Occupied(mut slot) => slot.get_mut().second = slot.get().second.or(Some(span)),
            Slot::Vacant(slot) => {
                slot.insert(Titled { first: (number, span), second: None });
            }
        }
    }

    fn find(&self, written: &str) -> Found {
        if !written.starts_with('"') {
            return self.ids.get(normal(written).as_ref()).map_or(Found::Nothing, |(number, _)| Found::One(*number));
        }
        match self.titles.get(normal(&unquote(written)).as_ref()) {
            Some(Titled { first, second: Some(second) }) => Found::Several(first.1, *second),
            Some(Titled { first, second: None }) => Found::One(first.0),
            None => Found::Nothing,
        }
    }

    /// Returns the name that was probably meant.
    fn suggest(&self, written: &str) -> Option<&str> {
        suggest(&unquote(written), self.names.iter().map(AsRef::as_ref))
    }
}

impl<'a> Excused<'a> {
    /// Gathers the words of the broken lines of `parts`.
    pub(super) fn of(parts: Parts<'a>) -> Self {
        let mut excused = Self::default();
        for (index, document) in parts.documents.iter().enumerate() {
            excused.words.extend(document.poisoned.iter().map(|range| parts.sources.text(document.span(*range))));
            let lines = document.lines.iter().zip(0u32..);
            let includes = lines.filter(|(line, _)| matches!(line.kind(), LineKind::Item(item) if item.kind == ItemKind::Include));
            let n_includes = includes.count();
            let n_read = parts.includes.iter().filter(|include| include.document == index).count();
            excused.all |= n_read < n_includes;
        }
        excused
    }

    /// Excuses a name whose item was left out and reported.
    pub(super) fn add(&mut self, name: &'a str) {
        self.words.insert(name);
    }

    /// Tells whether the word as it is written may be a name that could not be read.
    pub(super) fn covers(&self, written: &str) -> bool {
        self.all || self.words.contains(written)
    }
}

impl Cx<'_> {
    /// Returns the person, team or resource that the text at `name` names; otherwise reports it, with `owner` as whoever needs it.
    pub(super) fn person(&mut self, name: Span, owner: Span) -> Option<ResourceId> {
        match self.people.find(self.text(name)) {
            Found::One(number) => return Some(ResourceId::from_index(number)),
            Found::Several(first, second) => self.ambiguous(name, first, second),
            Found::Nothing => {
                let looks = self.people.names.len();
                let meant = if self.spend(looks) { self.people.suggest(self.text(name)).map(str::to_owned) } else { None };
                self.unknown(Code::UnknownPerson, "person, team or resource", meant, name, owner);
            }
        }
        None
    }

    /// Returns the calendar that the text at `name` names; otherwise reports it, with `owner` as whoever needs it.
    pub(super) fn calendar(&mut self, name: Span, owner: Span) -> Option<CalendarId> {
        let written = self.text(name);
        if written == "standard" {
            return Some(Plan::STANDARD);
        }
        match self.calendars.find(written) {
            Found::One(number) => return Some(CalendarId::from_index(number)),
            Found::Several(first, second) => self.ambiguous(name, first, second),
            Found::Nothing => {
                let meant = self.calendars.suggest(written).or_else(|| suggest(written, ["standard"])).map(str::to_owned);
                self.unknown(Code::UnknownCalendar, "calendar", meant, name, owner);
            }
        }
        None
    }

    fn ambiguous(&mut self, name: Span, first: Span, second: Span) {
        let shown = unquote(self.text(name));
        self.report(Code::AmbiguousName, name, format!("several have the title `{shown}`"))
            .label(first, "this one has it")
            .label(second, "this one has it too")
            .help("name the one that is meant by its id");
    }

    fn unknown(&mut self, code: Code, kind: &str, meant: Option<String>, name: Span, owner: Span) {
        let written = self.text(name);
        if self.excused.covers(written) {
            return;
        }
        let item = if code == Code::UnknownCalendar { "calendar" } else { "person" };
        let declare = format!("declare it on a line of its own: `{item} {written}`");
        let report = self.report(code, name, format!("no {kind} is named `{}`", unquote(written)));
        report.label(owner, "needed here");
        match meant {
            Some(meant) => report.help(format!("did you mean `{meant}`?")).fix(format!("write `{meant}`"), name, meant),
            None => report.help(declare),
        };
    }

    /// Reports a name that another item of the namespace has already.
    pub(super) fn duplicate(&mut self, name: Span, first: Span) {
        let shown = unquote(self.text(name));
        self.report(Code::DuplicateName, name, format!("the name `{shown}` is given twice"))
            .label(first, "first given here")
            .help("give one of the two another name");
    }
}
