//! Who works on what, when, and how much: what leveling keeps apart, and load views and agendas add up.
//!
//! Worked out when asked for: a schedule keeps the dates, and of the people only whom leveling chose from a team.

use super::effort::{Lengths, Run, Share, person_time, portion, shares_of};
use super::progress::{self, State};
use super::{Schedule, TaskDates, is_phase};
use crate::calendar::{Instant, Work, WorkTime};
use crate::diagnostic::Diagnostics;
use crate::model::{Kind, Plan, ResourceId, ResourceKind, TaskId};

/// Somebody's, or something's, part in a task. Where units change for a time, and where the status date parts what was
/// done from what is left, it is one booking on either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Booking {
    /// The task.
    pub task: TaskId,
    /// Who: of a team the member who does it.
    pub resource: ResourceId,
    /// When they begin.
    pub start: Instant,
    /// When they are done.
    pub finish: Instant,
    /// How much of each working hour, in ten-thousandths of a full person; of a thing with capacity, of one of it.
    pub units: u32,
    /// What they do of it: person-time.
    pub work: Work,
    /// In whose hours, for [`Bookings::hours`].
    clock: u32,
}

/// Every booking of a plan, with the hours that they run in.
pub struct Bookings {
    /// By task, then in the order in which people are named on it.
    pub list: Vec<Booking>,
    lengths: Lengths,
}

/// Returns every booking of `schedule`, by task, then in the order in which people are named on it.
///
/// Work adds up: of an effort to the effort, of a duration to its working time for each full person.
#[must_use]
pub fn bookings(plan: &Plan, schedule: &Schedule) -> Vec<Booking> {
    Bookings::of(plan, schedule).list
}

impl Bookings {
    /// Works out who does what in `schedule`.
    #[must_use]
    pub fn of(plan: &Plan, schedule: &Schedule) -> Self {
        let chosen = &schedule.leveling.chosen;
        let lengths = Lengths::of(plan, chosen, &mut Diagnostics::new());
        let as_of = plan.settings.as_of.filter(|as_of| !as_of.keeping_dates).map(|as_of| as_of.at);
        let (mut list, mut shares) = (Vec::new(), Vec::new());
        for (id, task) in plan.tasks.iter() {
            let Some(dates) = schedule.tasks.get(id.0 as usize) else { break };
            if task.kind != Kind::Task || task.assignments.is_empty() || is_phase(plan, id) {
                continue;
            }
            shares_of(plan, chosen, id, &mut shares);
            let cx = Cx { plan, lengths: &lengths, as_of, id, dates };
            for (index, share) in shares.iter().enumerate() {
                cx.book(index, &shares, share, &mut list);
            }
        }
        Self { list, lengths }
    }

    /// Returns the hours in which a booking is worked.
    #[must_use]
    pub fn hours(&self, booking: &Booking) -> &WorkTime {
        self.lengths.clock(booking.clock)
    }
}

/// One task, while it is booked.
struct Cx<'a> {
    plan: &'a Plan,
    lengths: &'a Lengths,
    as_of: Option<Instant>,
    id: TaskId,
    dates: &'a TaskDates,
}

/// A stretch of one share, with what is done in it.
#[derive(Clone, Copy)]
struct Part {
    start: Instant,
    finish: Instant,
    /// Working time of a span, person-time of an effort.
    amount: i64,
}

impl Cx<'_> {
    fn book(&self, index: usize, shares: &[Share], share: &Share, list: &mut Vec<Booking>) {
        let (clock, start, finish) = self.lengths.share(self.plan, self.id, index, (self.dates.start, self.dates.finish));
        let clock = self.lengths.unbound(self.id, share.resource).unwrap_or(clock);
        let hours = self.lengths.clock(clock);
        let effort = portion(self.plan, self.id, shares, index);
        let whole = Part { start, finish, amount: effort.unwrap_or_else(|| i64::from(hours.between(start, finish).0)) };
        for part in self.parts(whole, index, effort.is_some()) {
            let of_day = |units: i64| if effort.is_some() { part.amount } else { part.amount * units / 10_000 };
            let from = list.len();
            for (start, finish, units) in self.stretches(share, hours, part) {
                let worked = i64::from(hours.between(start, finish).0) * i64::from(units) / 10_000;
                list.push(Booking {
                    task: self.id,
                    resource: share.resource,
                    start,
                    finish,
                    units,
                    work: Work::from_tenths(worked),
                    clock,
                });
            }
            let Some(booked) = list.get_mut(from..) else { continue };
            match booked {
                [] => {}
                [one] => one.work = Work::from_tenths(of_day(i64::from(one.units))),
                [most @ .., last] if effort.is_some() => {
                    let sum: i64 = most.iter().map(|booking| i64::from(booking.work.0)).sum();
                    last.work = Work::from_tenths((part.amount - sum).max(0));
                }
                [..] => {}
            }
        }
    }

    /// Parts work under way at the status date: what was done up to there, what is left after it.
    fn parts(&self, whole: Part, index: usize, is_effort: bool) -> impl Iterator<Item = Part> {
        let begun = self.as_of.filter(|_| progress::state(self.plan, self.id) == State::Begun);
        let Some(as_of) = begun.filter(|as_of| whole.start < *as_of) else { return [Some(whole), None].into_iter().flatten() };
        let run = self.lengths.run(self.plan, self.id);
        let left = progress::left(self.plan, self.id, run);
        let resume = self.lengths.next_start(left, as_of);
        let parts = match (left, run) {
            (Run::Crew { left, whole, .. }, _) | (Run::Hours(_, left), Run::Hours(_, whole)) => (left, whole),
            (Run::Instant | Run::Elapsed(_) | Run::Hours(..), _) => (Work::ZERO, Work(1)),
        };
        let (clock, start, finish) = self.lengths.share_left(self.plan, self.id, index, parts, (resume, self.dates.finish));
        let all = whole.amount;
        let (left, done) = if is_effort {
            let left = all * i64::from(parts.0.0) / i64::from(parts.1.0.max(1));
            (left, (all - left).max(0))
        } else {
            let left = i64::from(self.lengths.clock(clock).between(start, finish).0);
            let length = if let Run::Hours(_, work) = run { i64::from(work.0) } else { all };
            (left, (length - left).max(0))
        };
        let before = Part { start: whole.start, finish: self.lengths.clock(clock).prev_finish(as_of).min(whole.finish), amount: done };
        let after = Part { start, finish, amount: left };
        [Some(before).filter(|part| 0 < part.amount), Some(after).filter(|part| 0 < part.amount)].into_iter().flatten()
    }

    /// Cuts a part where somebody has other units for a time; said units hold throughout.
    fn stretches(&self, share: &Share, hours: &WorkTime, part: Part) -> Vec<(Instant, Instant, u32)> {
        if part.finish <= part.start {
            return Vec::new();
        }
        let resource = &self.plan.resources[share.resource];
        if let Some(units) = self.said(share, hours, part) {
            return vec![(part.start, part.finish, units)];
        }
        let mut cuts: Vec<Instant> = resource.units_for.iter().flat_map(|(from, to, _)| [from.start(), to.plus(1).start()]).collect();
        cuts.retain(|cut| part.start < *cut && *cut < part.finish);
        cuts.extend([part.start, part.finish]);
        cuts.sort_unstable();
        cuts.dedup();
        let pairs = cuts.iter().zip(cuts.iter().skip(1));
        let dated = pairs.map(|(from, to)| (hours.next_start(*from), hours.prev_finish(*to), resource.units_on(from.day()) * share.count));
        dated.filter(|(from, to, units)| from < to && 0 < *units).collect()
    }

    /// Returns the units of a share that are the same throughout.
    fn said(&self, share: &Share, hours: &WorkTime, part: Part) -> Option<u32> {
        let resource = &self.plan.resources[share.resource];
        if let Some(units) = share.units {
            return Some(units.saturating_mul(share.count));
        }
        if let Some(own) = share.work.filter(|_| person_time(self.plan, self.id).is_none()) {
            let length = i64::from(hours.between(part.start, part.finish).0).max(1);
            return u32::try_from(i64::from(own.0) * 10_000 / length).ok();
        }
        let is_one = resource.units_for.is_empty() || resource.kind != ResourceKind::Person;
        is_one.then(|| resource.units.saturating_mul(share.count))
    }
}
