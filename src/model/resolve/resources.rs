//! People, teams and resources.
//!
//! All are declared first, for a team may name members that stand below it. Someone who differs in nothing from a calendar
//! uses that calendar; whoever works other hours, is away or comes later has one of their own, with its holidays.

use super::calendars::{Named, Source};
use super::entries::{ClauseAt, Entry};
use super::hours::{help_when_empty, read_week, usual_in};
use super::words::unquote;
use super::{Cx, teams};
use crate::calendar::{Absence, Day, Week};
use crate::diagnostic::Code;
use crate::model::{NamedCalendar, Resource, ResourceId, ResourceKind};
use crate::span::Span;
use crate::syntax::ast::{ClauseKind, ItemKind, Moment, Money, Unit};

/// All of a person, in ten-thousandths.
const WHOLE: u32 = 10_000;

/// Reads them from the entries.
pub(super) fn resolve(cx: &mut Cx<'_>) {
    let entries = cx.entries;
    let mut declared: Vec<(ResourceId, u32, Entry)> = Vec::new();
    for (index, entry) in entries.others() {
        let kind = match entry.item.kind {
            ItemKind::Person => ResourceKind::Person,
            ItemKind::Team => ResourceKind::Team,
            ItemKind::Resource => ResourceKind::Resource,
            ItemKind::Plan
            | ItemKind::Calendar
            | ItemKind::Include
            | ItemKind::Chart
            | ItemKind::Phase
            | ItemKind::Task
            | ItemKind::Milestone => continue,
        };
        declared.extend(declare(cx, kind, &entry).map(|id| (id, index, entry)));
    }
    cx.plan.settings.has_people = !declared.is_empty();
    let mut members = teams::Members::default();
    for (id, index, entry) in declared {
        match entry.item.kind {
            ItemKind::Team => members.read(cx, id, index, &entry),
            ItemKind::Person | ItemKind::Resource => read(cx, id, index, &entry),
            ItemKind::Plan
            | ItemKind::Calendar
            | ItemKind::Include
            | ItemKind::Chart
            | ItemKind::Phase
            | ItemKind::Task
            | ItemKind::Milestone => {}
        }
    }
    members.take_apart(cx);
}

/// Gives someone a number and enters the names.
fn declare(cx: &mut Cx<'_>, kind: ResourceKind, entry: &Entry) -> Option<ResourceId> {
    let document = cx.entries.document(entry);
    let span = document.span(entry.name()?);
    let (id, title) = (entry.item.id.map(|range| document.span(range)), entry.item.title.map(|range| document.span(range)));
    let named = Named::of(cx, id, title);
    let number = cx.plan.resources.push(Resource::named(kind, (named.id, named.title), span));
    if let Some(title) = title {
        cx.people.enter_title(&unquote(cx.text(title)), number.0, span);
    }
    if let Some((id, first)) = id.and_then(|id| cx.people.enter_id(cx.text(id), number.0, id).map(|first| (id, first))) {
        cx.duplicate(id, first);
    }
    Some(number)
}

/// What the clauses of a person or resource say of their time.
#[derive(Default)]
struct Time {
    works: Option<Week>,
    away: Vec<Absence>,
    /// Days worked beside the week; they win over days off.
    extra: Vec<Absence>,
    from: Option<(Moment, Span)>,
    until: Option<(Moment, Span)>,
    damaged: bool,
}

/// Reads the clauses of a person or resource.
fn read(cx: &mut Cx<'_>, id: ResourceId, index: u32, entry: &Entry) {
    let kept = cx.keep_clauses(index, entry);
    let mut time = Time { damaged: kept.damaged, ..Time::default() };
    let name = cx.plan.resources[id].span;
    for at in &kept.clauses {
        if let ClauseKind::Calendar(range) = at.clause.kind {
            match cx.calendar(at.document.span(range), name) {
                Some(calendar) => cx.plan.resources[id].calendar = calendar,
                None => time.damaged = true,
            }
        }
    }
    for at in &kept.clauses {
        read_clause(cx, id, *at, &mut time);
    }
    settle(cx, id, time);
}

#[allow(clippy::wildcard_enum_match_arm, reason = "`calendar` is read; what does not belong was reported and dropped")]
fn read_clause(cx: &mut Cx<'_>, id: ResourceId, at: ClauseAt<'_>, time: &mut Time) {
    match &at.clause.kind {
        ClauseKind::Week(hours) => {
            let base = &cx.source(cx.plan.resources[id].calendar).week;
            read_week(time.works.get_or_insert_default(), hours, |day| usual_in(base, day));
        }
        ClauseKind::Away(range) => time.away.extend(cx.absence(at.document, range)),
        ClauseKind::Workday(said) => {
            let base = cx.source(cx.plan.resources[id].calendar).week.clone();
            time.extra.extend(cx.workday(at.document, said, time.works.as_ref().unwrap_or(&base)));
        }
        ClauseKind::From(targets) => stay(cx, at, &mut time.from, "from", |cx| cx.plain_date(at, *targets)),
        ClauseKind::Until(targets) => stay(cx, at, &mut time.until, "until", |cx| cx.plain_date(at, *targets)),
        ClauseKind::Span(targets) => {
            let [from, until] = cx.two_dates(at, *targets);
            stay(cx, at, &mut time.from, "from", |_| from);
            stay(cx, at, &mut time.until, "until", |_| until);
        }
        ClauseKind::PersonUnits(units) if check_declared(cx, id, at.span(), *units) => cx.plan.resources[id].units = *units,
        ClauseKind::UnitsFor(said) => {
            let (units, range) = said.as_ref();
            if range.from.time.is_some() || range.to.time.is_some() {
                cx.report(Code::BadRange, at.document.span(range.range), "a percentage holds for whole days")
                    .help("leave the times out; hours that are not worked are `away`");
            } else if cx.check_range(at.document, range).is_some() && (*units == 0 || check_declared(cx, id, at.span(), *units)) {
                cx.plan.resources[id].units_for.push((range.from.day, range.to.day, *units));
            }
        }
        ClauseKind::Rate { money, per } => cx.plan.resources[id].rate_per_hour = Some(per_hour(cx, *money, *per)),
        ClauseKind::Email(range) => cx.plan.resources[id].email = cx.keep_quoted(at.document.span(*range)),
        ClauseKind::Capacity(0) => {
            cx.report(Code::BadUnits, at.span(), "a capacity of 0 is no resource at all").help("write how many there are, `capacity 2`");
        }
        ClauseKind::Capacity(capacity) => cx.plan.resources[id].capacity = *capacity,
        _ => {}
    }
}

/// Notes a first or last day, which `from D until D` and `from D` could both have said.
fn stay(
    cx: &mut Cx<'_>,
    at: ClauseAt<'_>,
    slot: &mut Option<(Moment, Span)>,
    word: &str,
    date: impl FnOnce(&mut Cx<'_>) -> Option<(Moment, Span)>,
) {
    match *slot {
        None => *slot = date(cx),
        Some((_, first)) => {
            cx.report(Code::RepeatedClause, at.span(), format!("a second `{word}` on one item"))
                .label(first, "the first one is here")
                .help("keep one of the two");
        }
    }
}

/// Returns hundredths of the currency an hour, rounded to the nearest.
fn per_hour(cx: &Cx<'_>, money: Money, per: Unit) -> u64 {
    let units = &cx.plan.settings.units;
    let tenths = match per {
        Unit::Minute => 10,
        Unit::Hour | Unit::Percent => 600,
        Unit::Day => units.day.0,
        Unit::Week => units.week.0,
        Unit::Month => units.month.0,
    };
    let tenths = u64::from(tenths.unsigned_abs()).max(1);
    money.hundredths.saturating_mul(600).saturating_add(tenths / 2) / tenths
}

/// Reports units that nobody can have, and answers whether they can be had.
fn check_declared(cx: &mut Cx<'_>, id: ResourceId, span: Span, units: u32) -> bool {
    let kind = cx.plan.resources[id].kind;
    let one = if kind == ResourceKind::Person { "a person" } else { "a resource" };
    if units == 0 {
        cx.report(Code::BadUnits, span, format!("0% of {one} can do nothing"))
            .help("say `from` and `until` for when they are there, or `0%` with the days for which it holds");
    } else if WHOLE < units {
        let help = match kind {
            ResourceKind::Person => "declare a second person, or a team",
            ResourceKind::Team | ResourceKind::Resource | ResourceKind::Label => "say `capacity 2` where there are two",
        };
        cx.report(Code::BadUnits, span, format!("more than 100% of {one}")).help(help);
    }
    0 < units && units <= WHOLE
}

/// Reports units of an assignment at `span` that whoever is assigned does not have: an error where nobody could have them,
/// otherwise a warning, and they get all that they have.
pub(super) fn check_assigned(cx: &mut Cx<'_>, id: ResourceId, span: Span, units: u32) {
    let resource = &cx.plan.resources[id];
    let (name, place) = (cx.plan.text(resource.title).to_owned(), resource.span);
    let most = resource.units_for.iter().map(|(_, _, units)| *units).chain([resource.units]).max().unwrap_or(WHOLE);
    match resource.kind {
        ResourceKind::Label | ResourceKind::Person | ResourceKind::Team | ResourceKind::Resource if units == 0 => {
            cx.report(Code::BadUnits, span, "0% of someone does no work").help("leave the name out, or write how much they are on it");
        }
        ResourceKind::Label | ResourceKind::Person | ResourceKind::Team | ResourceKind::Resource if WHOLE < units => {
            let one = if resource.kind == ResourceKind::Person { "a person" } else { "each" };
            cx.report(Code::BadUnits, span, format!("more than 100% of {one}")).help("several are `2 of` a team or resource");
        }
        ResourceKind::Person | ResourceKind::Resource if most < units => {
            let (has, asked) = (percent(most), percent(units));
            cx.report(Code::UnitsOverPerson, span, format!("{name} has {has}, not {asked}"))
                .label(place, format!("declared here with {has}"))
                .help(format!("the name alone means all that {name} has"));
        }
        ResourceKind::Label | ResourceKind::Person | ResourceKind::Team | ResourceKind::Resource => {}
    }
}

/// Returns ten-thousandths as they are written in a plan.
fn percent(units: u32) -> String {
    match units % 100 {
        0 => format!("{}%", units / 100),
        rest => format!("{}.{rest:02}%", units / 100),
    }
}

/// Gives someone their calendar, now that everything was read.
fn settle(cx: &mut Cx<'_>, id: ResourceId, mut time: Time) {
    if let (Some((from, first)), Some((until, second))) = (time.from, time.until)
        && until.day < from.day
    {
        cx.report(Code::BadRange, second, "the last day comes before the first")
            .label(first, "the first day is here")
            .help("turn the two around");
        (time.from, time.until) = (None, None);
    }
    let resource = &mut cx.plan.resources[id];
    (resource.from, resource.until) = (time.from.map(|(from, _)| from.day), time.until.map(|(until, _)| until.day));
    time.away.append(&mut time.extra);
    time.away.extend(time.from.and_then(|(from, _)| before(from)));
    time.away.extend(time.until.and_then(|(until, _)| after(until)));
    if time.works.is_none() && time.away.is_empty() {
        return;
    }
    let (id_text, title, span, calendar) = (resource.id, resource.title, resource.span, resource.calendar);
    if !cx.take_over(calendar, span) {
        return;
    }
    let base = cx.source(calendar);
    let damaged = time.damaged || base.damaged;
    let week = time.works.unwrap_or_else(|| base.week.clone());
    let absences = base.absences.iter().cloned().chain(time.away).collect();
    let calendar = Source { week, absences, damaged }.calendar();
    if !damaged && calendar.is_empty() {
        let name = cx.plan.text(title).to_owned();
        cx.report(Code::EmptyCalendar, span, format!("{name} never works"))
            .help(help_when_empty(&calendar.week, "say when, `works mon-fri 09:00-17:00`"));
    }
    let own = cx.plan.calendars.push(NamedCalendar { id: id_text, title, span: Some(span), calendar });
    cx.plan.resources[id].calendar = own;
}

/// Returns the time before someone's first day.
fn before(first: Moment) -> Option<Absence> {
    let last = if first.time.is_some() { first.day } else { first.day.plus(-1) };
    let mut absence = Absence::days(Day::FIRST, last, "");
    absence.until = first.time;
    (Day::FIRST <= last).then_some(absence)
}

/// Returns the time after someone's last day.
fn after(last: Moment) -> Option<Absence> {
    let first = if last.time.is_some() { last.day } else { last.day.plus(1) };
    let mut absence = Absence::days(first, Day::LAST, "");
    absence.from = last.time;
    (first <= Day::LAST).then_some(absence)
}
