//! A calendar, indexed for arithmetic.

use super::{Calendar, Day, Instant, Work};

/// A calendar with its cumulative index: every operation costs a closed form over weeks and a binary search over exceptions.
///
/// Semantics: `W(t)` is the working time before `t`. Adding goes to the earliest instant that has the sum, so a finish
/// lands on the end of a stretch (Friday 17:00); subtracting goes to the latest, so a start lands on a beginning.
#[derive(Clone, Debug)]
pub struct WorkTime {
    calendar: Calendar,
}

#[allow(unused_variables, reason = "the shape of the room; the bodies follow")]
impl WorkTime {
    /// Indexes `calendar`.
    #[must_use]
    pub fn of(calendar: &Calendar) -> Self {
        Self { calendar: calendar.clone() }
    }

    /// Returns the calendar that was indexed.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Tells whether there is no working time at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        todo!()
    }

    /// Returns the instant `work` after `t`; before it when negative; `t` itself for none. Saturates at the ends of time.
    #[must_use]
    pub fn add(&self, t: Instant, work: Work) -> Instant {
        todo!()
    }

    /// Returns `t` if work can begin there, otherwise the next beginning of a working stretch.
    #[must_use]
    pub fn next_start(&self, t: Instant) -> Instant {
        todo!()
    }

    /// Returns `t` if work can end there, otherwise the end of the working stretch before it.
    #[must_use]
    pub fn prev_finish(&self, t: Instant) -> Instant {
        todo!()
    }

    /// Returns the working time from `from` to `to`; negative when `to` is earlier.
    #[must_use]
    pub fn between(&self, from: Instant, to: Instant) -> Work {
        todo!()
    }

    /// Returns the first working instant of `day`; a day without work counts as a default day.
    #[must_use]
    pub fn day_start(&self, day: Day) -> Instant {
        todo!()
    }

    /// Returns the last working instant of `day`; a day without work counts as a default day.
    #[must_use]
    pub fn day_finish(&self, day: Day) -> Instant {
        todo!()
    }

    /// Returns the working stretches that overlap `from..to`, clipped to it, in order.
    pub fn stretches(&self, from: Instant, to: Instant) -> impl Iterator<Item = (Instant, Instant)> {
        std::iter::empty()
    }
}
