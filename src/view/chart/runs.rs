//! When work is done, by those who do it, and what it costs.

use std::fmt;

use super::rows::{Context, Item};
use crate::calendar::{Elapsed, Instant};
use crate::model::{Id, Plan, TaskId};
use crate::schedule::{Booking, Bookings, Schedule};

/// Who does what when, by task, and what everything costs.
pub(super) struct Runs {
    bookings: Bookings,
    /// By task: what all tasks before it in the plan cost, in hundredths.
    costs: Vec<u64>,
    ends: Vec<TaskId>,
}

impl fmt::Debug for Runs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runs").finish_non_exhaustive()
    }
}

impl Runs {
    pub(super) fn of(plan: &Plan, schedule: &Schedule) -> Self {
        let bookings = Bookings::of(plan, schedule);
        let mut own: Vec<u64> = plan.tasks.ids().map(|id| plan.details(id).cost.unwrap_or(0)).collect();
        for booking in &bookings.list {
            let rate = plan.resources.as_slice().get(booking.resource.index()).and_then(|resource| resource.rate_per_hour).unwrap_or(0);
            let cost = u64::try_from(booking.work.0).unwrap_or(0).saturating_mul(rate) / 600;
            if let Some(own) = own.get_mut(booking.task.index()) {
                *own = own.saturating_add(cost);
            }
        }
        let mut costs = Vec::with_capacity(own.len() + 1);
        costs.push(0);
        let mut sum = 0_u64;
        costs.extend(own.into_iter().map(|cost| {
            sum = sum.saturating_add(cost);
            sum
        }));
        let ends = plan.tasks.iter().map(|(_, task)| task.end).collect();
        Self { bookings, costs, ends }
    }

    /// Returns what an item costs with all that is inside, in hundredths: fixed costs, and the rates of those who work on it.
    pub(super) fn cost(&self, id: TaskId) -> u64 {
        let end = self.ends.get(id.index()).map_or(id.index() + 1, |end| end.index().max(id.index() + 1));
        let up_to = |index: usize| self.costs.get(index).or(self.costs.last()).copied().unwrap_or(0);
        up_to(end) - up_to(id.index())
    }

    /// Returns when this share of a task is done, in ten-thousandths, by the hours of everyone on it; `None` where nobody
    /// works on it.
    pub(super) fn done_at(&self, item: &Item<'_>, share: i64) -> Option<Instant> {
        let list = &self.bookings.list;
        let first = list.partition_point(|booking| booking.task < item.id);
        let after = list.partition_point(|booking| booking.task <= item.id);
        let own = list.get(first..after)?;
        let total: i64 = own.iter().map(|booking| i64::from(booking.work.0)).sum();
        if total <= 0 {
            return None;
        }
        // The first minute after which so much is done.
        let (mut low, mut high) = (0, item.dates.finish.since(item.dates.start).0 / 10);
        while low < high {
            let middle = i32::midpoint(low, high);
            let done: i64 = own.iter().map(|booking| self.done_by(booking, item.dates.start.plus(Elapsed(middle * 10)))).sum();
            if total * share <= done * 10_000 { high = middle } else { low = middle + 1 }
        }
        Some(item.dates.start.plus(Elapsed(low * 10)))
    }

    fn done_by(&self, booking: &Booking, t: Instant) -> i64 {
        let hours = self.bookings.hours(booking);
        let whole = i64::from(hours.between(booking.start, booking.finish).0);
        let part = i64::from(hours.between(booking.start, t.clamp(booking.start, booking.finish)).0);
        if whole == 0 { 0 } else { i64::from(booking.work.0) * part / whole }
    }
}

/// Tells whether somebody on a task keeps other hours than its calendar.
pub(super) fn keeps_own_hours(cx: &Context<'_>, item: &Item<'_>) -> bool {
    cx.plan.assignments_of(item.id).iter().any(|assignment| {
        let resource = cx.plan.resources.as_slice().get(assignment.resource.index());
        resource.is_some_and(|resource| {
            let of_member = |id: &crate::model::ResourceId| cx.plan.resources.as_slice().get(id.index()).map(|member| member.calendar);
            let mut calendars = resource.members.iter().filter_map(of_member).chain([resource.calendar]);
            calendars.any(|calendar| calendar != item.task.calendar)
        })
    })
}
