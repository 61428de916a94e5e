//! What waits for a decision: everything behind a gate that nobody has passed.
//!
//! One breadth-first walk from all such gates at once over links and phases, so each item is reached once, by the gate
//! nearest to it, and a plan of a million items costs a million steps.

use std::collections::VecDeque;

use super::successors::Successors;
use crate::model::{Gate, Id, Plan, TaskId};
use crate::schedule::Schedule;

/// Which gate keeps each item waiting.
pub struct Blocked {
    gates: Vec<Option<TaskId>>,
}

impl Blocked {
    /// Returns the nearest gate, open or failed, that `task` waits for; `None` where nothing blocks it.
    #[must_use]
    pub fn by(&self, task: TaskId) -> Option<TaskId> {
        self.gates.get(task.index()).copied().flatten()
    }

    /// Tells whether anything is blocked.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.gates.iter().any(Option::is_some)
    }
}

/// Finds what every open or failed gate of the plan blocks. What is done is not blocked.
#[must_use]
pub fn blocked(plan: &Plan, schedule: &Schedule) -> Blocked {
    let shut: Vec<TaskId> = plan.tasks.ids().filter(|id| is_shut(plan, *id)).collect();
    let mut gates = vec![None; if shut.is_empty() { 0 } else { plan.tasks.len() }];
    if !shut.is_empty() {
        walk(plan, &shut, &mut gates);
    }
    for (gate, dates) in gates.iter_mut().zip(&schedule.tasks) {
        *gate = gate.filter(|_| dates.done < 10_000);
    }
    Blocked { gates }
}

fn is_shut(plan: &Plan, id: TaskId) -> bool {
    match plan.details(id).gate {
        Some(Gate::Open | Gate::Failed(_)) => true,
        Some(Gate::Passed(_)) | None => false,
    }
}

fn walk(plan: &Plan, shut: &[TaskId], gates: &mut [Option<TaskId>]) {
    let successors = Successors::of(plan);
    let mut queue: VecDeque<(TaskId, TaskId)> = VecDeque::new();
    for gate in shut {
        queue.extend(waiting(plan, &successors, *gate).map(|next| (next, *gate)));
    }
    while let Some((item, gate)) = queue.pop_front() {
        let Some(entry) = gates.get_mut(item.index()).filter(|entry| entry.is_none()) else { continue };
        *entry = Some(gate);
        queue.extend(plan.children(item).map(|child| (child, gate)));
        queue.extend(waiting(plan, &successors, item).map(|next| (next, gate)));
    }
}

/// Returns what waits for `item`, or for a phase that ends with it.
fn waiting<'a>(plan: &'a Plan, successors: &'a Successors, item: TaskId) -> impl Iterator<Item = TaskId> + 'a {
    std::iter::successors(Some(item), |inner| plan.tasks[*inner].parent())
        .flat_map(|end| successors.links_from(end))
        .filter_map(|n| plan.dependencies.get(*n as usize))
        .map(|dependency| dependency.successor)
}
