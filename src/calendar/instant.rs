//! Points in time and lengths of time, in tenths of a minute.
//!
//! Four bytes each, because a schedule holds a dozen a task: they reach from 1900 to 2399, and every operation saturates at
//! the ends instead of overflowing; `Instant::is_end` tells that a schedule ran off the calendar.

use chrono::{Datelike, NaiveDate};

/// Tenths of a minute in a day.
pub const DAY: i32 = 14_400;

/// A day, counted from 2000-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// A time of day in tenths of a minute since midnight, 0 to 14,400 (the end of the day).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(pub u16);

/// A point in local time, in tenths of a minute since 2000-01-01T00:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i32);

/// Working time in tenths of a minute; negative is a lead or a lack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Work(pub i32);

/// Clock time in tenths of a minute, nights and weekends included; negative is a lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Elapsed(pub i32);

impl Day {
    /// The first day that a plan can name: 1900-01-01.
    pub const FIRST: Self = Self(-36_524);
    /// The last day that a plan can name: 2399-12-31.
    pub const LAST: Self = Self(146_096);

    /// Returns the day with this date, or `None` if there is no such date or it is out of range.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        let number = Self(date.num_days_from_ce() - Self::epoch().num_days_from_ce());
        (Self::FIRST <= number && number <= Self::LAST).then_some(number)
    }

    /// Returns the day as a date.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        let days = self.0.clamp(Self::FIRST.0, Self::LAST.0 + 1) + Self::epoch().num_days_from_ce();
        NaiveDate::from_num_days_from_ce_opt(days).unwrap_or_else(Self::epoch)
    }

    /// Returns the day `n` later, or earlier when negative; saturates.
    #[must_use]
    pub fn plus(self, n: i32) -> Self {
        Self(self.0.saturating_add(n))
    }

    /// Returns this day's midnight at its beginning.
    #[must_use]
    pub fn start(self) -> Instant {
        self.at(TimeOfDay(0))
    }

    /// Returns the instant at `time` on this day.
    #[must_use]
    pub fn at(self, time: TimeOfDay) -> Instant {
        Instant::from_tenths(i64::from(self.0) * i64::from(DAY) + i64::from(time.0))
    }

    fn epoch() -> NaiveDate {
        NaiveDate::from_ymd_opt(2000, 1, 1).expect("2000-01-01 exists")
    }
}

impl Instant {
    /// The earliest instant: 1900-01-01T00:00.
    pub const MIN: Self = Self(Day::FIRST.0 * DAY);
    /// The latest instant: the end of 2399-12-31.
    pub const MAX: Self = Self((Day::LAST.0 + 1) * DAY);

    /// Returns the instant so many tenths of a minute after 2000-01-01T00:00, saturating at both ends.
    #[must_use]
    pub fn from_tenths(tenths: i64) -> Self {
        let clamped = tenths.clamp(i64::from(Self::MIN.0), i64::from(Self::MAX.0));
        Self(i32::try_from(clamped).expect("clamped to the range of instants"))
    }

    /// Returns the tenths of a minute since 2000-01-01T00:00.
    #[must_use]
    pub const fn tenths(self) -> i32 {
        self.0
    }

    /// Tells whether the instant lies at an end of the calendar: a sum saturated there.
    #[must_use]
    pub fn is_end(self) -> bool {
        self == Self::MIN || self == Self::MAX
    }

    /// Returns the day that holds the instant; midnight belongs to the day that it begins.
    #[must_use]
    pub const fn day(self) -> Day {
        Day(self.0.div_euclid(DAY))
    }

    /// Returns the day on which something that ends here was last worked on: midnight belongs to the day before.
    #[must_use]
    pub const fn last_day(self) -> Day {
        Day((self.0 - 1).div_euclid(DAY))
    }

    /// Returns the time of day.
    #[must_use]
    pub fn time(self) -> TimeOfDay {
        TimeOfDay(u16::try_from(self.0.rem_euclid(DAY)).expect("a remainder of a day fits"))
    }

    /// Returns the instant `length` later by the clock, saturating.
    #[must_use]
    pub fn plus(self, length: Elapsed) -> Self {
        Self::from_tenths(i64::from(self.0) + i64::from(length.0))
    }

    /// Returns the clock time from `earlier` to here; negative when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Elapsed {
        Elapsed(self.0.saturating_sub(earlier.0))
    }
}

impl Work {
    /// No work.
    pub const ZERO: Self = Self(0);

    /// Returns the work of so many tenths of a minute, saturating.
    #[must_use]
    pub fn from_tenths(tenths: i64) -> Self {
        Self(i32::try_from(tenths).unwrap_or(if tenths < 0 { i32::MIN } else { i32::MAX }))
    }

    /// Returns whole minutes, rounded down.
    #[must_use]
    pub const fn minutes(self) -> i32 {
        self.0.div_euclid(10)
    }
}
