//! A calendar, indexed for arithmetic.
//!
//! Everything rests on two functions of the index: how much is worked before an instant, and where the working tenth of a
//! minute numbered so begins. Adding, subtracting and the snaps to working time are one call of each.

use std::sync::Arc;

use super::index::{DAY_LENGTH, Index};
use super::{Calendar, Day, Exception, Hours, Instant, TimeOfDay, Work};

/// A calendar with its cumulative index: every operation costs a closed form over weeks and a binary search over exceptions.
///
/// Semantics: `W(t)` is the working time before `t`. Adding goes to the earliest instant that has the sum, so a finish
/// lands on the end of a stretch (Friday 17:00); subtracting goes to the latest, so a start lands on a beginning.
#[derive(Clone, Debug)]
pub struct WorkTime {
    calendar: Calendar,
    pub(super) index: Index,
    /// Begin and end of the hours that a day without work counts as.
    default_day: (u16, u16),
}

impl WorkTime {
    /// Indexes `calendar`.
    #[must_use]
    pub fn of(calendar: &Calendar) -> Self {
        let default_day = calendar.week.typical_hours().span().unwrap_or_default();
        Self { index: Index::of(calendar), calendar: calendar.clone(), default_day }
    }

    /// Returns the calendar that was indexed.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Tells whether there is no working time at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.index.total == 0
    }

    /// Returns the instant `work` after `t`; before it when negative; `t` itself for none. Saturates at the ends of time.
    #[must_use]
    pub fn add(&self, t: Instant, work: Work) -> Instant {
        let sum = self.worked(t) + i64::from(work.0);
        match work.0 {
            0 => t,
            1.. => self.tick_end(sum - 1),
            ..0 => self.tick_start(sum),
        }
    }

    /// Returns `t` if work can begin there, otherwise the next beginning of a working stretch.
    #[must_use]
    pub fn next_start(&self, t: Instant) -> Instant {
        self.tick_start(self.worked(t))
    }

    /// Returns `t` if work can end there, otherwise the end of the working stretch before it.
    #[must_use]
    pub fn prev_finish(&self, t: Instant) -> Instant {
        self.tick_end(self.worked(t) - 1)
    }

    /// Returns the start and finish of `work`, which is more than none, that may begin at `t`: `next_start` and `add` in one.
    #[must_use]
    pub fn lay(&self, t: Instant, work: Work) -> (Instant, Instant) {
        let worked = self.worked(t);
        (self.tick_start(worked), self.tick_end(worked + i64::from(work.0) - 1))
    }

    /// Returns the latest start and finish of `work`, which is more than none, that must be done by `t`: `prev_finish` and `add` in one.
    #[must_use]
    pub fn lay_back(&self, t: Instant, work: Work) -> (Instant, Instant) {
        let worked = self.worked(t);
        (self.tick_start(worked - i64::from(work.0)), self.tick_end(worked - 1))
    }

    /// Returns the working time from `from` to `to`; negative when `to` is earlier.
    #[must_use]
    pub fn between(&self, from: Instant, to: Instant) -> Work {
        Work::from_tenths(self.worked(to) - self.worked(from))
    }

    /// Returns the first working instant of `day`; a day without work counts as a default day.
    #[must_use]
    pub fn day_start(&self, day: Day) -> Instant {
        day.at(TimeOfDay(self.hours_on(day).span().unwrap_or(self.default_day).0))
    }

    /// Returns the last working instant of `day`; a day without work counts as a default day.
    ///
    /// A shift past midnight belongs to the day on which it begins, so this may be in the morning after.
    #[must_use]
    pub fn day_finish(&self, day: Day) -> Instant {
        day.at(TimeOfDay(self.hours_on(day).span().unwrap_or(self.default_day).1))
    }

    /// Returns the hours that belong to `day`.
    #[must_use]
    pub fn hours_on(&self, day: Day) -> &Hours {
        self.exception_on(day).map_or_else(|| self.calendar.week.hours(day.weekday()), |exception| &exception.hours)
    }

    /// Returns the exception that holds on `day`.
    pub(super) fn exception_on(&self, day: Day) -> Option<&Arc<Exception>> {
        let next = self.index.runs.partition_point(|run| run.from <= day);
        let run = self.index.runs.get(next.wrapping_sub(1)).filter(|run| day <= run.to)?;
        self.calendar.exceptions.get(run.exception as usize)
    }

    /// Returns the working stretches that overlap `from..to`, clipped to it, in order; none touches the next.
    pub fn stretches(&self, from: Instant, to: Instant) -> impl Iterator<Item = (Instant, Instant)> {
        let mut at = from;
        std::iter::from_fn(move || {
            let start = self.next_start(at);
            if to <= start || at == Instant::MAX {
                return None;
            }
            let end = self.stretch_end(start, to).min(to);
            at = end;
            Some((start, end))
        })
    }

    /// Returns where the stretch that holds `start` ends, or some instant past `enough` inside of it.
    fn stretch_end(&self, start: Instant, enough: Instant) -> Instant {
        let mut end = start;
        while end < enough {
            let since = tenths(end);
            let (pattern, _) = self.index.day(since / DAY_LENGTH);
            let time = since % DAY_LENGTH;
            let inside = self.index.stretches(pattern).iter().find(|(from, to)| u32::from(*from) <= time && time < u32::from(*to));
            match inside {
                Some((_, to)) => end = instant(since - time + u32::from(*to)),
                None => return end,
            }
        }
        end
    }

    /// Returns the working time before `t`, in tenths of a minute: where `t` lies if nothing but working time is counted.
    pub(crate) fn place(&self, t: Instant) -> u32 {
        self.index.worked(tenths(t))
    }

    /// Returns the latest instant that lies at `place`: where work can begin.
    pub(crate) fn begin_at(&self, place: u32) -> Instant {
        self.tick_start(i64::from(place))
    }

    /// Returns the earliest instant that lies at `place`: where work can end.
    pub(crate) fn end_at(&self, place: u32) -> Instant {
        self.tick_end(i64::from(place) - 1)
    }

    fn worked(&self, t: Instant) -> i64 {
        i64::from(self.index.worked(tenths(t)))
    }

    fn tick_start(&self, tick: i64) -> Instant {
        self.index.tick(tick).map_or_else(|| beyond(tick), instant)
    }

    fn tick_end(&self, tick: i64) -> Instant {
        self.index.tick(tick).map_or_else(|| beyond(tick), |start| instant(start + 1))
    }
}

/// Returns the end of time on the side on which there is no more work.
const fn beyond(tick: i64) -> Instant {
    if tick < 0 { Instant::MIN } else { Instant::MAX }
}

/// Returns the tenths of a minute since the earliest instant.
fn tenths(t: Instant) -> u32 {
    t.tenths().abs_diff(Instant::MIN.tenths())
}

fn instant(tenths: u32) -> Instant {
    Instant::from_tenths(i64::from(Instant::MIN.tenths()) + i64::from(tenths))
}
