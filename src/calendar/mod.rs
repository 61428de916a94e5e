//! Working time: which minutes of which days are worked, and arithmetic on them.
//!
//! A [`Calendar`] is what a plan says (a week and its exceptions); a [`WorkTime`] is the same, indexed so that adding
//! three years of work costs as much as adding an hour: weeks are closed form, exceptions carry cumulative sums.
//! All times are local, without zone; the unit is a tenth of a minute.

use std::sync::Arc;

mod absence;
mod buckets;
mod exception;
mod holidays;
mod index;
mod instant;
mod over;
mod recurrence;
mod shared;
mod week;
mod worktime;

pub use absence::Absence;
pub use exception::Exception;
pub use holidays::read_holidays;
pub use instant::{DAY, Day, Elapsed, Instant, TimeOfDay, Work};
pub use week::{DaySet, Hours, HoursError, Week, Weekday};
pub use worktime::WorkTime;

/// The working hours of a week, and the days that differ.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Calendar {
    /// The hours of each weekday.
    pub week: Week,
    /// Days that differ, sorted by their first day; where two cover a day the later in the list holds.
    /// They are shared, for a thousand people keep the same holidays.
    pub exceptions: Vec<Arc<Exception>>,
}

impl Calendar {
    /// Returns Monday to Friday, 09:00 to 17:00.
    #[must_use]
    pub fn standard() -> Self {
        Self { week: Week::of(DaySet::WORKDAYS, &Hours::standard()), exceptions: Vec::new() }
    }

    /// Returns every minute of every day.
    #[must_use]
    pub fn round_the_clock() -> Self {
        Self { week: Week::of(DaySet::ALL, &Hours::whole_day()), exceptions: Vec::new() }
    }

    /// Returns the hours that belong to `day`: those of the exception that covers it, else of its weekday.
    #[must_use]
    pub fn hours_on(&self, day: Day) -> &Hours {
        self.exception_on(day).map_or_else(|| self.week.hours(day.weekday()), |exception| &exception.hours)
    }

    /// Returns the exception that holds on `day`.
    #[must_use]
    pub fn exception_on(&self, day: Day) -> Option<&Exception> {
        let begun = self.exceptions.partition_point(|exception| exception.from <= day);
        self.exceptions.get(..begun)?.iter().rev().find(|exception| day <= exception.to).map(AsRef::as_ref)
    }

    /// Tells whether there is no working time at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        // Each weekday comes twenty-six thousand times in five centuries; fewer days off cannot take them all.
        let n_days: i64 = self.exceptions.iter().map(|exception| i64::from(exception.to.0) - i64::from(exception.from.0) + 1).sum();
        if !self.week.is_empty() && n_days < 26_000 { false } else { WorkTime::of(self).is_empty() }
    }

    /// Returns the most common length of a working day of the week, the longest if tied; eight hours in an empty week.
    #[must_use]
    pub fn typical_day(&self) -> Work {
        self.week.typical_work().unwrap_or(Hours::standard().work())
    }

    /// Returns the working time of a week without exceptions.
    #[must_use]
    pub fn week_work(&self) -> Work {
        self.week.work()
    }

    /// Adds exceptions; where two begin on one day the later added holds.
    pub fn add_exceptions(&mut self, exceptions: impl IntoIterator<Item = Arc<Exception>>) {
        self.exceptions.extend(exceptions);
        self.exceptions.sort_by_key(|exception| exception.from);
    }
}
