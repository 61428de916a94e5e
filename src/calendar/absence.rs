//! Time off: whole days, or from and until a time within them.
//!
//! Where a holiday ends at noon, what is left of the day depends on whose day it is; so an absence is kept as it was
//! said, and becomes exceptions only in the calendar that it is taken off.

use std::sync::Arc;

use super::exception::runs;
use super::{Calendar, DAY, Day, Exception, Hours, TimeOfDay, Week};

/// Time off, both ends included; with a time, the end is that instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// The days, without hours; with hours they are days that are worked then, whatever was said of them before.
    pub days: Arc<Exception>,
    /// When it begins on the first day; with the day's first hours if untold.
    pub from: Option<TimeOfDay>,
    /// When it ends on the last day; with the day's last hours if untold.
    pub until: Option<TimeOfDay>,
}

impl Absence {
    /// Returns the days from `from` to `to` off, both included.
    #[must_use]
    pub fn days(from: Day, to: Day, name: impl Into<String>) -> Self {
        Self { days: Arc::new(Exception::off(from, to, name)), from: None, until: None }
    }

    fn is_part(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }

    /// Returns the days of which nothing is left whatever their hours.
    fn whole_days(&self) -> Option<Arc<Exception>> {
        if !self.is_part() {
            return Some(Arc::clone(&self.days));
        }
        let (from, to) = (self.days.from.plus(1), self.days.to.plus(-2));
        (from <= to).then(|| Arc::new(Exception::off(from, to, self.days.name.clone())))
    }

    /// Returns its first and last day, and the day before each, whose night shift may reach into it.
    fn edges(&self) -> [Day; 4] {
        let (first, last) = (self.days.from, self.days.to);
        [first.plus(-1), first, last.plus(-1).max(first), last]
    }

    /// Returns the stretch of a day off, in tenths of a minute since its midnight.
    fn on(&self, day: Day) -> (i64, i64) {
        let at = |end: Day, time: TimeOfDay| (i64::from(end.0) - i64::from(day.0)) * i64::from(DAY) + i64::from(time.0);
        let from = self.from.map_or(if day < self.days.from { i64::MAX } else { i64::MIN }, |time| at(self.days.from, time));
        let until = self.until.map_or(if self.days.to < day { i64::MIN } else { i64::MAX }, |time| at(self.days.to, time));
        (from, until)
    }
}

impl Calendar {
    /// Returns the calendar of `week` with days that differ; of two that cover a day the later in the list holds.
    #[must_use]
    pub fn layered(week: Week, days: &[Arc<Exception>]) -> Self {
        let layers = runs(days.iter().map(AsRef::as_ref));
        let day = |run: &super::exception::Run| {
            let exception = days.get(run.exception as usize)?;
            Some(Arc::new(Exception { from: run.from, to: run.to, ..exception.as_ref().clone() }))
        };
        Self { week, exceptions: layers.iter().filter_map(day).collect() }
    }

    /// Returns the calendar of `week` without `absences`. Whole days are shared with the absence, parts of days are cut out
    /// of what is worked on them.
    #[must_use]
    pub fn without<'a>(week: Week, absences: impl Iterator<Item = &'a Absence> + Clone) -> Self {
        let mut calendar = Self { week, exceptions: Vec::new() };
        let whole = absences.clone().filter_map(Absence::whole_days);
        if absences.clone().any(|absence| !absence.days.hours.is_empty()) {
            let days: Vec<Arc<Exception>> = whole.collect();
            calendar = Self::layered(calendar.week, &days);
        } else {
            calendar.add_exceptions(whole);
        }
        let mut parts: Vec<(Day, &Absence)> =
            absences.filter(|absence| absence.is_part()).flat_map(|absence| absence.edges().map(|day| (day, absence))).collect();
        if !parts.is_empty() {
            parts.sort_by_key(|(day, _)| *day);
            let off = runs(calendar.exceptions.iter().map(AsRef::as_ref));
            let hours_of = |day: Day| match off.get(off.partition_point(|run| run.to < day)).filter(|run| run.from <= day) {
                Some(run) => calendar.exceptions.get(run.exception as usize).map(|exception| &exception.hours),
                None => Some(calendar.week.hours(day.weekday())),
            };
            let days = parts.chunk_by(|left, right| left.0 == right.0);
            let cut: Vec<_> = days.filter_map(|day| cut_day(hours_of(day.first()?.0)?, day)).collect();
            calendar.add_exceptions(cut);
        }
        calendar
    }
}

/// Returns what is left of a day after all the absences that begin or end near it, or `None` where that is all of it.
fn cut_day(own: &Hours, absences: &[(Day, &Absence)]) -> Option<Arc<Exception>> {
    let (day, _) = *absences.first()?;
    let (mut hours, mut name) = (own.clone(), "");
    for (_, absence) in absences {
        let rest = cut(&hours, absence.on(day));
        if rest != hours {
            (hours, name) = (rest, absence.days.name.as_str());
        }
    }
    (hours != *own).then(|| Arc::new(Exception { from: day, to: day, hours, name: name.to_owned() }))
}

/// Returns what is left of `hours` without the stretch from `from` to `until`.
fn cut(hours: &Hours, (from, until): (i64, i64)) -> Hours {
    let within = |tenths: i64, (start, end): (u16, u16)| u16::try_from(tenths.clamp(i64::from(start), i64::from(end))).unwrap_or(start);
    let parts = hours.0.iter().flat_map(|stretch| {
        let (start, end) = *stretch;
        if until <= from { [(start, end), (end, end)] } else { [(start, within(from, *stretch)), (within(until, *stretch), end)] }
    });
    Hours(parts.filter(|(start, end)| start < end).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{DaySet, Weekday};

    fn part(from: (i32, u16), until: (i32, u16)) -> Absence {
        let mut absence = Absence::days(Day(from.0), Day(until.0), "");
        (absence.from, absence.until) = (Some(TimeOfDay(from.1 * 600)), Some(TimeOfDay(until.1 * 600)));
        absence
    }

    fn hours(calendar: &Calendar, day: i32) -> Vec<(u16, u16)> {
        calendar.hours_on(Day(day)).0.iter().map(|(from, to)| (from / 600, to / 600)).collect()
    }

    #[test]
    fn an_afternoon_off_leaves_the_morning_of_whoever_works_it() {
        let afternoon = [part((2, 13), (2, 24))];
        let standard = Week::of(DaySet::ALL, &Hours::standard());
        assert_eq!(hours(&Calendar::without(standard, afternoon.iter()), 2), [(9, 13)]);
        let early = Week::of(DaySet::ALL, &Hours(vec![(3_600, 8_400)]));
        assert_eq!(hours(&Calendar::without(early, afternoon.iter()), 2), [(6, 13)]);
        let elsewhere = Week::of(DaySet::of(Weekday::Wednesday), &Hours::standard());
        assert_eq!(Day(2).weekday(), Weekday::Monday);
        assert_eq!(Calendar::without(elsewhere, afternoon.iter()).exceptions.len(), 0);
    }

    #[test]
    fn hours_in_the_middle_of_a_day_split_it() {
        let calendar = Calendar::without(Week::of(DaySet::ALL, &Hours::standard()), [part((2, 11), (2, 12))].iter());
        assert_eq!(hours(&calendar, 2), [(9, 11), (12, 17)]);
    }

    #[test]
    fn a_morning_off_ends_the_night_shift_of_the_day_before() {
        let night = Week::of(DaySet::ALL, &Hours(vec![(13_200, 18_000)]));
        let calendar = Calendar::without(night, [part((2, 2), (2, 23))].iter());
        assert_eq!((hours(&calendar, 1), hours(&calendar, 2)), (vec![(22, 26)], vec![(23, 30)]));
    }

    #[test]
    fn days_between_are_off_whatever_else_is_said_of_them() {
        let absences = [part((3, 11), (3, 12)), part((1, 13), (6, 10)), Absence::days(Day(5), Day(9), "")];
        let calendar = Calendar::without(Week::of(DaySet::ALL, &Hours::standard()), absences.iter());
        let days: Vec<_> = (0..11).map(|day| hours(&calendar, day)).collect();
        assert_eq!(days[0..2], [vec![(9, 17)], vec![(9, 13)]]);
        assert!(days[2..10].iter().all(Vec::is_empty), "{days:?}");
        assert_eq!(days[10], [(9, 17)]);
    }
}
