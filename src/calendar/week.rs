//! The hours of a week.
//!
//! Hours are kept as they were meant: a night shift belongs whole to the day on which it begins, so that a holiday takes
//! the shift and not the two halves of two shifts. Only the index splits them at midnight.

use super::{DAY, Day, Work};

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A set of weekdays: bit 0 is Monday.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DaySet(pub u8);

/// The working stretches of one day, in tenths of a minute since its midnight: sorted, apart from each other, none empty.
///
/// A stretch may reach past midnight (up to 28,800) and still belongs to the day on which it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Hours(pub Vec<(u16, u16)>);

/// The hours of every weekday, Monday first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Week(pub [Hours; 7]);

/// What keeps stretches from being the hours of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursError {
    /// The stretch numbered so ends where it begins, or lies outside of a day.
    Empty(usize),
    /// The two stretches numbered so share time.
    Overlap(usize, usize),
}

impl Weekday {
    /// Every weekday, Monday first.
    pub const ALL: [Self; 7] = [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// Returns its place in the week; 0 is Monday.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Returns the weekday that comes `n` days after Monday, counted on over the weeks.
    #[must_use]
    pub const fn from_monday(n: u32) -> Self {
        match n % 7 {
            0 => Self::Monday,
            1 => Self::Tuesday,
            2 => Self::Wednesday,
            3 => Self::Thursday,
            4 => Self::Friday,
            5 => Self::Saturday,
            _ => Self::Sunday,
        }
    }
}

impl Day {
    /// Returns which day of the week it is.
    #[must_use]
    pub const fn weekday(self) -> Weekday {
        // Days are counted from 2000-01-01, a Saturday.
        Weekday::from_monday(self.0.rem_euclid(7).unsigned_abs() + 5)
    }
}

impl DaySet {
    /// Monday to Friday.
    pub const WORKDAYS: Self = Self(0b001_1111);
    /// Every day.
    pub const ALL: Self = Self(0b111_1111);

    /// Returns the set of the one day.
    #[must_use]
    pub const fn of(day: Weekday) -> Self {
        Self(1 << day.index())
    }

    /// Tells whether `day` is in the set.
    #[must_use]
    pub const fn contains(self, day: Weekday) -> bool {
        self.0 >> day.index() & 1 == 1
    }

    /// Returns the days of the set, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        Weekday::ALL.into_iter().filter(move |day| self.contains(*day))
    }
}

impl Hours {
    /// No hours at all.
    pub const NONE: Self = Self(Vec::new());

    /// Makes hours of `stretches` in any order; those that touch become one.
    ///
    /// # Errors
    /// When a stretch is empty, begins after the day or ends more than a day after it, or when two overlap.
    pub fn new(stretches: Vec<(u16, u16)>) -> Result<Self, HoursError> {
        let wrong = |(from, to): &(u16, u16)| to <= from || i32::from(*from) >= DAY || i32::from(*to) > 2 * DAY;
        if let Some(index) = stretches.iter().position(wrong) {
            return Err(HoursError::Empty(index));
        }
        let mut order: Vec<usize> = (0..stretches.len()).collect();
        let at = |index: usize| stretches.get(index).copied().unwrap_or_default();
        order.sort_by_key(|index| at(*index));
        let overlap = order.iter().zip(order.iter().skip(1)).find(|(left, right)| at(**right).0 < at(**left).1);
        if let Some((left, right)) = overlap {
            return Err(HoursError::Overlap(*left.min(right), *left.max(right)));
        }
        Ok(Self(merged(stretches)))
    }

    /// Returns hours of stretches that may touch or overlap; those that end before they begin are left out.
    #[must_use]
    pub fn joined(stretches: Vec<(u16, u16)>) -> Self {
        let fits = |(from, to): &(u16, u16)| from < to && i32::from(*from) < DAY && i32::from(*to) <= 2 * DAY;
        Self(merged(stretches.into_iter().filter(fits).collect()))
    }

    /// Returns 09:00 to 17:00.
    #[must_use]
    pub fn standard() -> Self {
        Self(vec![(5_400, 10_200)])
    }

    /// Returns midnight to midnight.
    #[must_use]
    pub fn whole_day() -> Self {
        Self(vec![(0, 14_400)])
    }

    /// Tells whether nothing is worked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns how long is worked, hours after midnight included.
    #[must_use]
    pub fn work(&self) -> Work {
        Work::from_tenths(self.0.iter().map(|(from, to)| i64::from(to.saturating_sub(*from))).sum())
    }

    /// Returns when the first stretch begins and the last one ends, or `None` where nothing is worked.
    #[must_use]
    pub fn span(&self) -> Option<(u16, u16)> {
        self.0.first().zip(self.0.last()).map(|(first, last)| (first.0, last.1))
    }
}

/// Sorts stretches and joins those that touch or overlap.
pub(super) fn merged(mut stretches: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    stretches.sort_unstable();
    stretches.dedup_by(|next, kept| {
        let joins = next.0 <= kept.1;
        if joins {
            kept.1 = kept.1.max(next.1);
        }
        joins
    });
    stretches
}

impl Week {
    /// Returns the week in which `days` have `hours` and the others none.
    #[must_use]
    pub fn of(days: DaySet, hours: &Hours) -> Self {
        let mut week = Self::default();
        week.set(days, hours);
        week
    }

    /// Gives `days` these hours and leaves the others.
    pub fn set(&mut self, days: DaySet, hours: &Hours) {
        for day in days.iter() {
            if let Some(own) = self.0.get_mut(day.index()) {
                own.clone_from(hours);
            }
        }
    }

    /// Returns the hours of a weekday.
    #[must_use]
    pub fn hours(&self, day: Weekday) -> &Hours {
        static NONE: Hours = Hours::NONE;
        self.0.get(day.index()).unwrap_or(&NONE)
    }

    /// Tells whether nothing is worked on any day.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Hours::is_empty)
    }

    /// Returns the sum of the days.
    #[must_use]
    pub fn work(&self) -> Work {
        Work(self.0.iter().map(|hours| hours.work().0).sum())
    }

    /// Returns the most common length of a working day, the longest if tied; `None` when no day is worked.
    #[must_use]
    pub fn typical_work(&self) -> Option<Work> {
        let lengths = || self.0.iter().map(Hours::work).filter(|length| Work::ZERO < *length);
        lengths().max_by_key(|length| (lengths().filter(|other| other == length).count(), *length))
    }

    /// Returns the hours that a day without work counts as: the most common hours among the days of typical length, the
    /// earliest in the week if tied, 09:00 to 17:00 in an empty week.
    #[must_use]
    pub fn typical_hours(&self) -> Hours {
        let Some(length) = self.typical_work() else { return Hours::standard() };
        let days = || self.0.iter().filter(|hours| hours.work() == length);
        let count = |hours: &Hours| days().filter(|other| *other == hours).count();
        // Of several that are equally common `max_by_key` takes the last, so the week is read backwards.
        self.0.iter().rev().filter(|hours| hours.work() == length).max_by_key(|hours| count(hours)).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_that_touch_become_one() {
        assert_eq!(Hours::new(vec![(7_200, 10_200), (5_400, 7_200)]), Ok(Hours(vec![(5_400, 10_200)])));
    }

    #[test]
    fn an_overlap_names_both_stretches() {
        assert_eq!(Hours::new(vec![(600, 1_200), (5_400, 7_800), (7_200, 10_200)]), Err(HoursError::Overlap(1, 2)));
        assert_eq!(Hours::new(vec![(600, 1_200), (600, 600)]), Err(HoursError::Empty(1)));
    }

    #[test]
    fn weekdays_of_known_dates() {
        let day = |year, month, day| Day::from_ymd(year, month, day).unwrap().weekday();
        assert_eq!(day(2000, 1, 1), Weekday::Saturday);
        assert_eq!(day(2026, 3, 2), Weekday::Monday);
        assert_eq!(day(1900, 1, 1), Weekday::Monday);
    }

    #[test]
    fn the_typical_day_is_the_most_common_and_the_longest_if_tied() {
        let mut week = Week::of(DaySet::WORKDAYS, &Hours::standard());
        week.set(DaySet::of(Weekday::Friday), &Hours(vec![(5_400, 7_800)]));
        assert_eq!(week.typical_work(), Some(Work(4_800)));
        assert_eq!(week.work(), Work(4 * 4_800 + 2_400));
        let tied = Week([Hours(vec![(0, 600)]), Hours(vec![(0, 900)]), Hours::NONE, Hours::NONE, Hours::NONE, Hours::NONE, Hours::NONE]);
        assert_eq!(tied.typical_work(), Some(Work(900)));
        assert_eq!(tied.typical_hours(), Hours(vec![(0, 900)]));
        assert_eq!(Week::default().typical_hours(), Hours::standard());
    }
}
