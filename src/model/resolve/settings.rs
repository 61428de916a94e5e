//! The settings of the plan, and its standard calendar.
//!
//! Every `plan` item of every file is read. A setting that two of them tell must be told alike; holidays add up.
//! A title is no setting: each file has its own, and the first one's is the plan's.

use super::Cx;
use super::calendars::Source;
use super::clauses::word;
use super::entries::{ClauseAt, Entry};
use super::hours::{from_file, help_when_empty, read_week};
use super::placement::Kept;
use super::units;
use crate::calendar::{Calendar, Day, Hours, Instant, Week, WorkTime};
use crate::diagnostic::Code;
use crate::model::{AsOf, Direction, NamedCalendar, Plan, Units};
use crate::span::Span;
use crate::syntax::ast::{Amount, ClauseKind, ItemKind, Moment};

/// What was told, and where first.
type Said<T> = Option<(T, Span)>;

/// The settings that were told so far.
#[derive(Default)]
struct Told {
    start: Said<Moment>,
    end: Said<Moment>,
    as_of: Said<(Moment, bool)>,
    week: Said<Week>,
    currency: Said<String>,
    budget: Said<u64>,
    units: Said<Vec<(Amount, Amount)>>,
    leveling: Said<bool>,
    /// The first `plan` item, and whether any of its kind was faulty.
    plan: Option<Span>,
    damaged: bool,
    /// The first file has said the title.
    is_titled: bool,
}

/// Reads the plan's settings and makes the standard calendar, which is the first. An include has no clauses to read.
pub(super) fn resolve(cx: &mut Cx<'_>) {
    let mut told = Told::default();
    let (mut absences, mut worked) = (Vec::new(), Vec::new());
    let entries = cx.entries;
    for (index, entry) in entries.others().filter(|(_, entry)| entry.item.kind == ItemKind::Include && entry.item.id.is_none()) {
        cx.keep_clauses(index, &entry);
    }
    for (index, entry) in entries.others().filter(|(_, entry)| entry.item.kind == ItemKind::Plan) {
        read_title(cx, &entry, &mut told);
        let kept = cx.keep_clauses(index, &entry);
        told.damaged |= kept.damaged;
        for at in &kept.clauses {
            if let ClauseKind::Away(range) = &at.clause.kind {
                absences.extend(cx.absence(at.document, range));
            } else if let ClauseKind::Workday(said) = &at.clause.kind {
                worked.push((*at, said));
            } else if let ClauseKind::HolidaysFrom(_) = at.clause.kind {
                absences.extend(from_file(cx, entry.document, *at));
            } else {
                read(cx, &mut told, *at);
            }
        }
        tell_week(cx, &mut told, &kept);
    }
    let week = told.week.take();
    let span = week.as_ref().map(|(_, span)| *span).or(told.plan);
    let week = week.map_or_else(|| Calendar::standard().week, |(week, _)| week);
    for (at, said) in worked {
        absences.extend(cx.workday(at.document, said, &week));
    }
    settle(cx, told, Source { week, absences, damaged: false }, span);
}

/// Keeps the title of the first file's plan, else of the first that is not the content of a phase.
fn read_title(cx: &mut Cx<'_>, entry: &Entry, told: &mut Told) {
    let Some(name) = entry.item.title.or(entry.item.id) else { return };
    let span = cx.entries.document(entry).span(name);
    told.plan.get_or_insert(span);
    let is_first = entry.parent.is_none() && cx.plan.text(cx.plan.settings.title).is_empty();
    if is_first || (entry.document == 0 && !std::mem::replace(&mut told.is_titled, true)) {
        cx.plan.settings.title = if entry.item.title.is_some() { cx.keep_quoted(span) } else { cx.keep_in_words(span) };
    }
}

#[allow(clippy::wildcard_enum_match_arm, reason = "clauses that do not belong on a plan were reported and dropped")]
fn read(cx: &mut Cx<'_>, told: &mut Told, at: ClauseAt<'_>) {
    match &at.clause.kind {
        ClauseKind::Start(targets) => {
            let date = cx.plain_date(at, *targets);
            tell(cx, &mut told.start, date.map(|(moment, _)| moment), at);
        }
        ClauseKind::End(targets) => {
            let date = cx.plain_date(at, *targets);
            tell(cx, &mut told.end, date.map(|(moment, _)| moment), at);
        }
        ClauseKind::AsOf { date, keeping_dates } => {
            let date = cx.plain_date(at, *date);
            tell(cx, &mut told.as_of, date.map(|(moment, _)| (moment, *keeping_dates)), at);
        }
        ClauseKind::Currency(range) => {
            let currency = cx.text(at.document.span(*range)).to_owned();
            tell(cx, &mut told.currency, Some(currency), at);
        }
        ClauseKind::Budget(money) => tell(cx, &mut told.budget, Some(money.hundredths), at),
        ClauseKind::Units(pairs) => tell(cx, &mut told.units, Some(pairs.to_vec()), at),
        ClauseKind::Leveling(on) => tell(cx, &mut told.leveling, Some(*on), at),
        _ => {}
    }
}

/// Notes the week that the lines of one plan item make.
fn tell_week(cx: &mut Cx<'_>, told: &mut Told, kept: &Kept<'_>) {
    let mut said: Option<(ClauseAt<'_>, Week)> = None;
    for at in &kept.clauses {
        if let ClauseKind::Week(hours) = &at.clause.kind {
            let (_, week) = said.get_or_insert_with(|| (*at, Week::default()));
            read_week(week, hours, |_| Hours::standard());
        }
    }
    if let Some((at, week)) = said {
        tell(cx, &mut told.week, Some(week), at);
    }
}

/// Notes a setting, or reports that it was told differently before.
fn tell<T: PartialEq>(cx: &mut Cx<'_>, slot: &mut Said<T>, value: Option<T>, at: ClauseAt<'_>) {
    let (Some(value), span) = (value, at.span()) else { return };
    match slot {
        None => *slot = Some((value, span)),
        Some((known, _)) if *known == value => {}
        Some((_, first)) => {
            let name = word(&at.clause.kind).0;
            let (code, message) = if first.file == span.file {
                (Code::RepeatedClause, format!("a second `{name}` for the plan, and a different one"))
            } else {
                (Code::IncludeConflict, format!("the plan is told a different `{name}` elsewhere"))
            };
            cx.report(code, span, message)
                .label(*first, "the other one is here")
                .help(format!("keep one `{name}`, or let both say the same"));
        }
    }
}

/// Fills in the settings, now that everything was told.
fn settle(cx: &mut Cx<'_>, told: Told, mut standard: Source, span: Option<Span>) {
    let calendar = standard.calendar();
    let time = WorkTime::of(&calendar);
    if time.is_empty() && !told.damaged {
        let span = span.unwrap_or_default();
        cx.report(Code::EmptyCalendar, span, "the plan's calendar has no working time")
            .help(help_when_empty(&standard.week, "say when work is done, `week mon-fri 09:00-17:00`"));
        standard.damaged = true;
    }
    let usual = Units { day: calendar.typical_day(), week: calendar.week_work(), month: crate::calendar::Work(0) };
    cx.plan.settings.units = units::settle(cx, usual, told.units);
    if let (Some((_, start)), Some((_, end))) = (&told.start, &told.end) {
        let (first, second) = if start < end { (*start, *end) } else { (*end, *start) };
        cx.report(Code::StartAndEnd, second, "a plan runs from its start or back from its end, not both")
            .label(first, "the other end is fixed here")
            .help("keep `start` for everything as soon as possible, or `end` for everything as late as possible; a date to keep is `due` on a milestone");
    }
    let settings = &mut cx.plan.settings;
    if let Some((moment, span)) = told.start {
        settings.direction = Direction::Forward(at(moment, |day| time.day_start(day)));
        settings.direction_span = Some(span);
    } else if let Some((moment, span)) = told.end {
        settings.direction = Direction::Backward(at(moment, |day| time.day_finish(day)));
        settings.direction_span = Some(span);
    }
    settings.as_of = told.as_of.map(|((moment, keeping_dates), span)| {
        let at = at(moment, |day| day.plus(1).start());
        AsOf { at, keeping_dates, span: Some(span) }
    });
    settings.leveling = told.leveling.is_none_or(|(on, _)| on);
    settings.budget = told.budget.map(|(hundredths, _)| hundredths);
    cx.plan.settings.currency = told.currency.map(|(currency, _)| cx.plan.add_text(&currency)).unwrap_or_default();
    let (id, title) = (cx.plan.add_text("standard"), cx.plan.add_text("Standard"));
    debug_assert!(cx.plan.calendars.is_empty(), "the standard calendar is the first: {:?}", Plan::STANDARD);
    cx.plan.calendars.push(NamedCalendar { id, title, span, calendar });
    cx.hours_of.push(standard);
}

/// Returns the instant of a moment; a date without a time is `whole` of its day.
fn at(moment: Moment, whole: impl Fn(Day) -> Instant) -> Instant {
    moment.time.map_or_else(|| whole(moment.day), |time| moment.day.at(time))
}
