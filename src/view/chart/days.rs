//! The hours that a day on the picture stands for, the same for everything on it.
//!
//! They are those of the standard calendar, so that a bar of ordinary work fills its days. Where an item of the picture
//! begins or ends before or after them, in a night shift say, that one day goes from its first hour to its last; a day that
//! the standard calendar has off is as long as what is worked on it. So one instant has one place, and what is later is
//! never drawn earlier.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::calendar::{DAY, Day, WorkTime};
use crate::schedule::TaskDates;

/// From when to when, in tenths of a minute since midnight; not empty, and within the day.
type Span = (i32, i32);

/// The hours of every day.
#[derive(Clone, Debug)]
pub(in crate::view) struct Days {
    standard: Arc<WorkTime>,
    /// Days on which anything begins or ends at other hours.
    other: Arc<BTreeMap<Day, Span>>,
}

impl Days {
    /// Returns the hours of the days of a picture that shows items of these dates and calendars.
    pub(in crate::view) fn of<'i>(standard: Arc<WorkTime>, items: impl Iterator<Item = (&'i TaskDates, &'i WorkTime)>) -> Self {
        let mut other = BTreeMap::new();
        for (dates, hours) in items {
            for (day, at, worked) in [begun(dates, hours), Some(ended(dates, hours))].into_iter().flatten() {
                let span = span_of(&standard, day);
                if span.is_none_or(|(from, to)| (at < from || to < at) && at < DAY) {
                    let all = other.entry(day).or_insert(span.unwrap_or(worked));
                    *all = (all.0.min(worked.0), all.1.max(worked.1));
                }
            }
        }
        other.retain(|_, (from, to)| from < to);
        Self { standard, other: Arc::new(other) }
    }

    /// Returns the hours that a day stands for.
    pub(in crate::view) fn span(&self, day: Day) -> Span {
        let other = if self.other.is_empty() { None } else { self.other.get(&day).copied() };
        other.unwrap_or_else(|| worked(&self.standard, day))
    }
}

/// Returns the day on which an item begins, when, and from when to when it goes on that day. An instant only ends.
fn begun(dates: &TaskDates, hours: &WorkTime) -> Option<(Day, i32, Span)> {
    let (start, finish) = (dates.start, dates.finish);
    let day = start.day();
    let from = start.since(day.start()).0;
    let own = || span_of(hours, day).map(|(_, to)| to).filter(|to| from < *to).unwrap_or(DAY);
    let to = if finish.last_day() == day { finish.since(day.start()).0 } else { own() };
    (start < finish).then_some((day, from, (from, to)))
}

/// Returns the day on which an item ends, when, and from when to when it goes on that day.
fn ended(dates: &TaskDates, hours: &WorkTime) -> (Day, i32, Span) {
    let (start, finish) = (dates.start, dates.finish);
    let day = finish.last_day();
    let to = finish.since(day.start()).0;
    let own = || span_of(hours, day).map(|(from, _)| from).filter(|from| *from < to).unwrap_or(0);
    let from = match () {
        () if start == finish => to,
        () if start.day() == day => start.since(day.start()).0,
        () => own(),
    };
    (day, to, (from, to))
}

/// Returns when a day's work begins and ends, up to midnight.
fn span_of(hours: &WorkTime, day: Day) -> Option<Span> {
    let (from, to) = hours.hours_on(day).span()?;
    Some((i32::from(from), i32::from(to).min(DAY))).filter(|(from, to)| from < to)
}

/// Returns when a day's work begins and ends; a day off counts as a usual day.
fn worked(hours: &WorkTime, day: Day) -> (i32, i32) {
    let usual = || (hours.day_start(day).since(day.start()).0, hours.day_finish(day).since(day.start()).0.min(DAY));
    Some(span_of(hours, day).unwrap_or_else(usual)).filter(|(from, to)| from < to).unwrap_or((0, DAY))
}
