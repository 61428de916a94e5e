//! Weeks and days off, as clauses say them.

use super::Cx;
use super::entries::ClauseAt;
use super::words::unquote;
use crate::calendar::{Absence, DAY, DaySet, Hours, Week, Weekday};
use crate::diagnostic::Code;
use crate::span::Span;
use crate::syntax::Document;
use crate::syntax::ast::{ClauseKind, DayRange, Moment, Target, TargetKind, Targets, WeekHours};

/// Takes one more line into a week; days without hours have those of `usual`.
pub(super) fn read_week(week: &mut Week, said: &WeekHours, usual: impl Fn(Weekday) -> Hours) {
    if said.hours.is_empty() {
        said.days.iter().for_each(|day| week.set(DaySet::of(day), &usual(day)));
    } else {
        week.set(said.days, &said.hours);
    }
}

/// Returns the hours that a day has in `week` when only the day was named: its own, else those of a typical day.
pub(super) fn usual_in(week: &Week, day: Weekday) -> Hours {
    let own = week.hours(day);
    if own.is_empty() { week.typical_hours() } else { own.clone() }
}

/// Returns the help for a calendar that is empty: `say` how to say its hours, or, where it has a week, to look at its days off.
pub(super) fn help_when_empty<'h>(week: &Week, say: &'h str) -> &'h str {
    if week.is_empty() { say } else { "its days off leave no day to work on; look at their years" }
}

impl Cx<'_> {
    /// Reads days off. Reports a range that ends before it begins and answers nothing for it.
    pub(super) fn absence(&mut self, document: &Document, range: &DayRange) -> Option<Absence> {
        self.check_range(document, range)?;
        let reason = range.reason.map_or("", |reason| self.text(document.span(reason)));
        let mut absence = Absence::days(range.from.day, range.to.day, unquote(reason));
        absence.from = range.from.time;
        absence.until = range.to.time;
        Some(absence)
    }

    /// Reads days that are worked, in the hours of a typical day of `week` if none are told.
    pub(super) fn workday(&mut self, document: &Document, (range, hours): &(DayRange, Hours), week: &Week) -> Option<Absence> {
        let mut worked = self.absence(document, range)?;
        let hours = if hours.is_empty() { week.typical_hours() } else { hours.clone() };
        std::sync::Arc::make_mut(&mut worked.days).hours = hours;
        Some(worked)
    }

    /// Reports a range that ends before it begins, or a single moment where time should pass.
    pub(super) fn check_range(&mut self, document: &Document, range: &DayRange) -> Option<()> {
        let span = document.span(range.range);
        let (from, to) = (begin(range.from), end(range.to));
        if from < to {
            return Some(());
        }
        if range.from == range.to {
            self.report(Code::BadRange, span, "this is a moment, in which no time passes").help(
                "write when it begins and when it ends, `2026-12-24 13:00..2026-12-24 17:00`, or leave out the time for the whole day",
            );
            return None;
        }
        let written = self.text(span);
        let report = self.report(Code::BadRange, span, "this range ends before it begins");
        if let Some((first, last)) = written.split_once("..") {
            let turned = format!("{last}..{first}");
            report.help(format!("did you mean `{turned}`?")).fix(format!("write `{turned}`"), span, turned);
        }
        None
    }

    /// Returns the plain date that a clause tells, with its place; reports an item or a lag, which the clause cannot have.
    pub(super) fn plain_date(&mut self, at: ClauseAt<'_>, targets: Targets) -> Option<(Moment, Span)> {
        let target = *at.document.targets(targets).first()?;
        self.date(at.document, target, super::clauses::word(&at.clause.kind).0)
    }

    /// Returns the two dates of `from D until D`.
    pub(super) fn two_dates(&mut self, at: ClauseAt<'_>, targets: Targets) -> [Option<(Moment, Span)>; 2] {
        let [from, until] = at.document.targets(targets) else { return [None; 2] };
        [self.date(at.document, *from, "from"), self.date(at.document, *until, "until")]
    }

    fn date(&mut self, document: &Document, target: Target, word: &str) -> Option<(Moment, Span)> {
        let span = document.span(target.range());
        if let TargetKind::Date(moment) = target.what() {
            return Some((moment, span));
        }
        self.report(Code::Misplaced, span, format!("`{word}` takes a date here")).help(format!("write a day, `{word} 2026-03-02`"));
        None
    }
}

/// Returns where a moment begins, in tenths of a minute.
fn begin(moment: Moment) -> i64 {
    i64::from(moment.day.0) * i64::from(DAY) + moment.time.map_or(0, |time| i64::from(time.0))
}

/// Returns where a moment that ends something ends, in tenths of a minute.
fn end(moment: Moment) -> i64 {
    i64::from(moment.day.0) * i64::from(DAY) + moment.time.map_or(i64::from(DAY), |time| i64::from(time.0))
}

/// Returns the days off that a `holidays from` clause brought.
pub(super) fn from_file(cx: &Cx<'_>, document: u32, at: ClauseAt<'_>) -> Vec<Absence> {
    debug_assert!(matches!(at.clause.kind, ClauseKind::HolidaysFrom(_)), "only these bring a file");
    let index = at.document.clauses.partition_point(|clause| clause.range().start < at.clause.range().start);
    let brought = cx.parts.holidays.iter().filter(|file| file.document == document as usize && usize::try_from(file.clause) == Ok(index));
    brought.flat_map(|file| &file.days).map(|day| Absence { days: day.clone().into(), from: None, until: None }).collect()
}
