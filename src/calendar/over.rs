//! What a calendar says beyond another that it is laid over: one with a whole week, as a person's is over the plan's.

use super::{Calendar, Day, DaySet, Exception, Weekday};

/// Longest range that is looked at day by day.
const LONGEST: i32 = 1_000;

impl Calendar {
    /// Tells whether this calendar is `base` with more said on top: no exception of the base's is taken back to the week.
    #[must_use]
    pub fn is_over(&self, base: &Self) -> bool {
        let is_covered = |day: i32| self.exception_on(Day(day)).is_some();
        base.exceptions.iter().all(|exception| {
            let (from, to) = (exception.from.0, exception.to.0);
            self.exceptions.iter().any(|other| is_same(other, exception)) || (to - from < LONGEST && (from..=to).all(is_covered))
        })
    }

    /// Returns the weekdays whose hours are not the base's.
    #[must_use]
    pub fn days_over(&self, base: &Self) -> DaySet {
        let differs = |day: &Weekday| self.week.hours(*day) != base.week.hours(*day);
        DaySet(Weekday::ALL.into_iter().filter(differs).map(|day| DaySet::of(day).0).sum())
    }

    /// Returns the exceptions that say something else than the base does.
    pub fn exceptions_over<'a>(&'a self, base: &'a Self) -> impl Iterator<Item = &'a Exception> {
        let is_told = |exception: &Exception| {
            let (from, to) = (exception.from.0, exception.to.0);
            let as_base = |day: i32| base.exception_on(Day(day)).is_some_and(|other| other.hours == exception.hours);
            base.exceptions.iter().any(|other| is_same(other, exception)) || (to - from < LONGEST && (from..=to).all(as_base))
        };
        self.exceptions.iter().map(AsRef::as_ref).filter(move |exception| !is_told(exception))
    }
}

fn is_same(left: &Exception, right: &Exception) -> bool {
    (left.from, left.to, &left.hours) == (right.from, right.to, &right.hours)
}
