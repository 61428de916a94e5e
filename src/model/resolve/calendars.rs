//! The calendars of the plan.
//!
//! A calendar may be like another that stands below it, so all are read first and then made, each after the one it is like.
//! What a calendar was made of is kept beside it: a person who works other hours still has its holidays.

use super::Cx;
use super::chain::{Edge, report_cycle};
use super::entries::Entry;
use super::hours::{from_file, help_when_empty, read_week, usual_in};
use super::words::unquote;
use crate::calendar::{Absence, Calendar, Week};
use crate::diagnostic::Code;
use crate::model::{CalendarId, Id, NamedCalendar, Plan, Text};
use crate::span::Span;
use crate::syntax::ast::{ClauseKind, ItemKind};

/// Days off that calendars may take over from others; ten thousand people with four hundred holidays come to as many.
const MOST: usize = 4_000_000;

/// What a calendar is made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    /// The hours.
    pub(super) week: Week,
    /// The days off.
    pub(super) absences: Vec<Absence>,
    /// Something that was said of it could not be understood.
    pub(super) damaged: bool,
}

impl Source {
    /// Makes the calendar.
    pub(super) fn calendar(&self) -> Calendar {
        Calendar::without(self.week.clone(), self.absences.iter())
    }
}

/// A calendar that was declared.
struct Declared {
    id: CalendarId,
    index: u32,
    entry: Entry,
    name: Span,
    /// The calendar it is like, with the name that says so.
    like: Option<(CalendarId, Span)>,
}

/// Reads the calendars.
pub(super) fn resolve(cx: &mut Cx<'_>) {
    let entries = cx.entries;
    let mut declared: Vec<Declared> = Vec::new();
    for (index, entry) in entries.others().filter(|(_, entry)| entry.item.kind == ItemKind::Calendar) {
        if let Some((id, name)) = declare(cx, &entry) {
            declared.push(Declared { id, index, entry, name, like: None });
        }
    }
    for calendar in &mut declared {
        calendar.like = like(cx, calendar);
    }
    for number in order(cx, &mut declared) {
        declared.get(number).into_iter().for_each(|calendar| make(cx, calendar));
    }
}

/// Gives a calendar its number and enters its names.
fn declare(cx: &mut Cx<'_>, entry: &Entry) -> Option<(CalendarId, Span)> {
    let document = cx.entries.document(entry);
    let name = document.span(entry.name()?);
    let (id, title) = (entry.item.id.map(|range| document.span(range)), entry.item.title.map(|range| document.span(range)));
    let named = Named::of(cx, id, title);
    let calendar = Calendar { week: Week::default(), exceptions: Vec::new() };
    let number = cx.plan.calendars.push(NamedCalendar { id: named.id, title: named.title, span: Some(name), calendar });
    cx.hours_of.push(Source::default());
    if let Some(title) = title {
        cx.calendars.enter_title(&unquote(cx.text(title)), number.0, name);
    }
    match id {
        Some(id) if cx.text(id) == "standard" => {
            cx.report(Code::ReservedName, id, "`standard` is the plan's own calendar")
                .help("change it with `week` and `holiday` on the plan, or give this calendar another name");
        }
        Some(id) => {
            if let Some(first) = cx.calendars.enter_id(cx.text(id), number.0, id) {
                cx.duplicate(id, first);
            }
        }
        None => {}
    }
    Some((number, name))
}

/// An id and a title that were kept.
pub(super) struct Named {
    pub(super) id: Text,
    pub(super) title: Text,
}

impl Named {
    /// Keeps the id and the title of an item; without a title it is the id in words.
    pub(super) fn of(cx: &mut Cx<'_>, id: Option<Span>, title: Option<Span>) -> Self {
        let kept = id.map(|id| cx.keep_id(id)).unwrap_or_default();
        let title = match (title, id) {
            (Some(title), _) => cx.keep_quoted(title),
            (None, Some(id)) => cx.keep_in_words(id),
            (None, None) => kept,
        };
        Self { id: kept, title }
    }
}

/// Returns the calendar that `calendar` is like.
fn like(cx: &mut Cx<'_>, calendar: &Declared) -> Option<(CalendarId, Span)> {
    let named = cx.entries.clauses(calendar.index).find_map(|at| {
        let ClauseKind::Like(range) = at.clause.kind else { return None };
        Some(at.document.span(range))
    })?;
    let found = cx.calendar(named, calendar.name);
    if found.is_none() {
        cx.damage(calendar.id);
    }
    found.map(|id| (id, named))
}

/// Returns the calendars so that each comes after the one it is like; cycles are reported and cut.
fn order(cx: &mut Cx<'_>, declared: &mut [Declared]) -> Vec<usize> {
    let mut state = vec![State::Unseen; declared.len()];
    let mut order = Vec::with_capacity(declared.len());
    for start in 0..declared.len() {
        let mut path: Vec<usize> = Vec::new();
        let mut next = Some(start);
        while let Some(number) = next {
            match state.get(number) {
                Some(State::Unseen) => {}
                Some(State::OnPath) => {
                    let from = path.iter().position(|other| *other == number).unwrap_or(0);
                    cut(cx, declared, path.get(from..).unwrap_or(&[]));
                    break;
                }
                Some(State::Done) | None => break,
            }
            set(&mut state, number, State::OnPath);
            path.push(number);
            let like = declared.get(number).and_then(|calendar| calendar.like);
            next = like.and_then(|(id, _)| id.index().checked_sub(1));
        }
        path.iter().for_each(|number| set(&mut state, *number, State::Done));
        order.extend(path.into_iter().rev());
    }
    order
}

#[derive(Clone, Copy)]
enum State {
    Unseen,
    OnPath,
    Done,
}

fn set(state: &mut [State], number: usize, to: State) {
    state.get_mut(number).into_iter().for_each(|state| *state = to);
}

/// Reports a cycle, and lets its last calendar be like nothing.
fn cut(cx: &mut Cx<'_>, declared: &mut [Declared], cycle: &[usize]) {
    let calendars = cycle.iter().filter_map(|number| declared.get(*number));
    let edges: Vec<Edge> =
        calendars.map(|calendar| Edge { name: calendar.name, at: calendar.like.map_or(calendar.name, |(_, at)| at) }).collect();
    report_cycle(cx, Code::CalendarCycle, ("calendars that are like each other", "is like"), &edges)
        .help("let one of them say its own `week`");
    if let Some(last) = cycle.last().and_then(|number| declared.get_mut(*number)) {
        last.like = None;
        cx.damage(last.id);
    }
}

/// Makes a calendar of its clauses and of the calendar it is like, which is made already.
#[allow(clippy::wildcard_enum_match_arm, reason = "`like` is read; what does not belong was reported and dropped")]
fn make(cx: &mut Cx<'_>, calendar: &Declared) {
    let kept = cx.keep_clauses(calendar.index, &calendar.entry);
    let base = calendar.like.filter(|(id, at)| cx.take_over(*id, *at)).map(|(id, _)| cx.source(id).clone());
    let standard = cx.source(Plan::STANDARD).week.clone();
    let like_week = base.as_ref().map_or(standard, |base| base.week.clone());
    let is_cut_short = calendar.like.is_some() && base.is_none();
    let mut source = base.unwrap_or_default();
    source.damaged |= is_cut_short || kept.damaged || cx.source(calendar.id).damaged;
    let mut worked = Vec::new();
    for at in &kept.clauses {
        match &at.clause.kind {
            ClauseKind::Week(hours) => read_week(&mut source.week, hours, |day| usual_in(&like_week, day)),
            ClauseKind::Away(range) => source.absences.extend(cx.absence(at.document, range)),
            ClauseKind::Workday(said) => worked.push((*at, said)),
            ClauseKind::HolidaysFrom(_) => source.absences.extend(from_file(cx, calendar.entry.document, *at)),
            _ => {}
        }
    }
    for (at, said) in worked {
        source.absences.extend(cx.workday(at.document, said, &source.week));
    }
    let made = source.calendar();
    if !source.damaged && made.is_empty() {
        let shown = unquote(cx.text(calendar.name));
        let say = "say when work is done, `week mon-fri 09:00-17:00`, or which calendar it is like, `like standard`";
        cx.report(Code::EmptyCalendar, calendar.name, format!("calendar `{shown}` has no working time"))
            .help(help_when_empty(&source.week, say));
        source.damaged = true;
    }
    cx.plan.calendars[calendar.id].calendar = made;
    cx.hours_of.get_mut(calendar.id.index()).into_iter().for_each(|slot| slot.clone_from(&source));
}

impl Cx<'_> {
    /// Returns what a calendar is made of; the standard calendar for one that belongs to a person alone.
    pub(super) fn source(&self, id: CalendarId) -> &Source {
        let standard = self.hours_of.first().expect("the standard calendar is made with the settings");
        self.hours_of.get(id.index()).unwrap_or(standard)
    }

    /// Counts the days off that a calendar takes over from `id`. Answers false where they become too many, which is said once.
    pub(super) fn take_over(&mut self, id: CalendarId, at: Span) -> bool {
        let before = self.days_off;
        self.days_off = before.saturating_add(self.source(id).absences.len());
        if before <= MOST && MOST < self.days_off {
            self.report(Code::NumberTooLarge, at, format!("with this one, calendars take over more than {MOST} days off"))
                .help("let fewer calendars be like others, or fewer people have hours of their own");
        }
        self.days_off <= MOST
    }

    fn damage(&mut self, id: CalendarId) {
        self.hours_of.get_mut(id.index()).into_iter().for_each(|source| source.damaged = true);
    }
}
