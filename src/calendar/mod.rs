//! Working time: which minutes of which days are worked, and arithmetic on them.
//!
//! A [`Calendar`] is what a plan says (a week and its exceptions); a [`WorkTime`] is the same, indexed so that adding
//! three years of work costs as much as adding an hour: weeks are closed form, exceptions carry cumulative sums.
//! All times are local, without zone; the unit is a tenth of a minute.

mod exception;
mod instant;
mod week;
mod worktime;

pub use exception::Exception;
pub use instant::{DAY, Day, Elapsed, Instant, TimeOfDay, Work};
pub use week::{DaySet, Hours, Week, Weekday};
pub use worktime::WorkTime;

/// The working hours of a week, and the days that differ.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Calendar {
    /// The hours of each weekday.
    pub week: Week,
    /// Days that differ, sorted by their first day; where two cover a day the later in the list holds.
    pub exceptions: Vec<Exception>,
}
