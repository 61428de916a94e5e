//! The days on which nobody works, as other tools want them told: weekdays, days off, days worked all the same.

use super::Reader;
use crate::calendar::{Day, Weekday};
use crate::model::Plan;

/// The days without work by the standard calendar, from the schedule's first day to its last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closed {
    /// Weekdays without work, Monday first; none where no weekday is worked.
    pub weekdays: Vec<Weekday>,
    /// Days off on weekdays that are worked, as ranges that include both ends.
    pub off: Vec<(Day, Day)>,
    /// Days worked on weekdays that are not.
    pub worked: Vec<(Day, Day)>,
}

impl Closed {
    /// Returns the closed days of a plan, day by day between its first start and its last finish.
    #[must_use]
    pub fn of(reader: &Reader<'_>) -> Self {
        let Some(hours) = reader.hours(Plan::STANDARD) else { return Self::default() };
        let Some((start, finish)) = reader.schedule.start.zip(reader.schedule.finish) else { return Self::default() };
        let week = &hours.calendar().week;
        if week.is_empty() {
            return Self::default();
        }
        let is_closed = |day: Weekday| week.hours(day).is_empty();
        let mut closed = Self { weekdays: Weekday::ALL.into_iter().filter(|day| is_closed(*day)).collect(), ..Self::default() };
        for day in (start.day().0..=finish.last_day().0).map(Day) {
            match (is_closed(day.weekday()), hours.hours_on(day).is_empty()) {
                (false, true) => lengthen(&mut closed.off, day),
                (true, false) => lengthen(&mut closed.worked, day),
                (true, true) | (false, false) => {}
            }
        }
        closed
    }
}

fn lengthen(ranges: &mut Vec<(Day, Day)>, day: Day) {
    match ranges.last_mut().filter(|(_, to)| to.plus(1) == day) {
        Some((_, to)) => *to = day,
        None => ranges.push((day, day)),
    }
}
