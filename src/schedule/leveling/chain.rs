//! Who hands whom on to what: the critical chain's links through people.
//!
//! Once everything has its place, each booking takes what it needs from those that gave it back before, whoever gave it
//! back longest ago first, so that no link is tighter than it must be (the resource flow of Artigues and Roubellat 2000).
//! If the first slips past the second's start, the second slips too.

use rustc_hash::FxHashMap;

use super::csr::Rows;
use super::daybook::ALL;
use super::needs::{Need, limits};
use crate::calendar::Instant;
use crate::model::{Plan, ResourceId, TaskId};
use crate::schedule::effort::Lengths;

/// One link: a task has somebody after another task had them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::schedule) struct Handover {
    /// Who had them before.
    pub(in crate::schedule) before: TaskId,
    /// Whom.
    pub(in crate::schedule) resource: ResourceId,
    /// When the one before is done with them.
    pub(in crate::schedule) ends: Instant,
    /// When the one after begins with them.
    pub(in crate::schedule) starts: Instant,
    /// Nothing lies between but time off.
    pub(in crate::schedule) touches: bool,
}

/// All handovers, by the task after.
#[derive(Debug, Default)]
pub(in crate::schedule) struct Chain {
    rows: Rows<Handover>,
}

/// One part of a task in the time of one person.
#[derive(Clone, Copy, Debug)]
pub(in crate::schedule) struct Stint {
    /// What.
    pub(in crate::schedule) task: TaskId,
    /// Of whom, how much.
    pub(in crate::schedule) need: Need,
    /// When.
    pub(in crate::schedule) dates: (Instant, Instant),
}

/// What somebody gave back: when, who, how much.
#[derive(Clone, Copy)]
struct Free {
    at: u32,
    by: Option<(TaskId, Instant)>,
    units: u32,
}

impl Chain {
    /// Links the stints of everybody; those that `comes_before` does not let follow one another are left out.
    pub(in crate::schedule) fn of(
        plan: &Plan,
        lengths: &Lengths,
        clocks: &[u32],
        stints: Vec<Stint>,
        comes_before: impl Fn(TaskId, TaskId) -> bool,
    ) -> Self {
        let n_resources = plan.resources.len();
        let by_resource = Rows::of(n_resources, stints.iter().map(|stint| (stint.need.resource, *stint)));
        drop(stints);
        let mut pairs = Vec::new();
        for (resource, clock) in (0u32..).zip(clocks).take(n_resources) {
            let clock = lengths.clock(*clock);
            let place = |t: Instant| clock.place(t);
            let limit = limits(&plan.resources[ResourceId(resource)], place).iter().map(|(_, units)| *units).max().unwrap_or(0);
            hand_on(by_resource.row(resource).to_vec(), limit, place, |task, handover| {
                if comes_before(handover.before, task) {
                    pairs.push((task.0, handover));
                }
            });
        }
        // Of a million tasks they are as much as the rows that follow.
        drop(by_resource);
        Self { rows: Rows::of(plan.tasks.len(), pairs.iter().copied()) }
    }

    /// Returns, by task, what takes over somebody from it the very moment it ends, the first of them.
    pub(in crate::schedule) fn after(&self, plan: &Plan) -> FxHashMap<TaskId, (TaskId, ResourceId)> {
        let mut after = FxHashMap::default();
        for id in plan.tasks.ids() {
            for handover in self.before(id).iter().filter(|handover| handover.touches) {
                after.entry(handover.before).or_insert((id, handover.resource));
            }
        }
        after
    }

    /// Returns from what `task` took over whom.
    pub(in crate::schedule) fn before(&self, task: TaskId) -> &[Handover] {
        self.rows.row(task.0)
    }
}

/// Goes through one person's stints in the order of time.
fn hand_on(mut stints: Vec<Stint>, limit: u32, place: impl Fn(Instant) -> u32, mut each: impl FnMut(TaskId, Handover)) {
    stints.sort_by_key(|stint| (stint.dates.0, stint.dates.1, stint.task));
    let mut free = vec![Free { at: 0, by: None, units: limit }];
    let mut busy: Vec<Free> = Vec::new();
    for stint in &stints {
        let (from, to) = (place(stint.dates.0), place(stint.dates.1));
        if to <= from {
            continue;
        }
        free.extend(busy.extract_if(.., |busy| busy.at <= from));
        free.sort_by_key(|free| free.at);
        let mut wanted = if stint.need.units == ALL { limit } else { stint.need.units.min(limit) };
        let units = wanted;
        for given in &mut free {
            let taken = given.units.min(wanted);
            given.units -= taken;
            wanted -= taken;
            if let Some((before, ends)) = given.by.filter(|_| 0 < taken) {
                let resource = ResourceId(stint.need.resource);
                each(stint.task, Handover { before, resource, ends, starts: stint.dates.0, touches: given.at == from });
            }
        }
        free.retain(|free| 0 < free.units);
        busy.push(Free { at: to, by: Some((stint.task, stint.dates.1)), units: units - wanted });
    }
}
