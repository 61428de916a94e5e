//! The links the other way round: for each item what waits for it.

use crate::model::{Id, Plan, TaskId};

/// Numbers of links in one flat list, grouped by predecessor.
pub(super) struct Successors {
    starts: Vec<usize>,
    links: Vec<u32>,
}

impl Successors {
    pub(super) fn of(plan: &Plan) -> Self {
        let mut starts = vec![0usize; plan.tasks.len() + 1];
        for dependency in &plan.dependencies {
            if let Some(count) = starts.get_mut(dependency.predecessor.index() + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut links: Vec<u32> = (0u32..).take(plan.dependencies.len()).collect();
        links.sort_by_key(|n| plan.dependencies.get(*n as usize).map(|dependency| dependency.predecessor));
        Self { starts, links }
    }

    /// Returns the numbers in [`Plan::dependencies`] of the links that begin at `item`, in the order of the plan.
    pub(super) fn links_from(&self, item: TaskId) -> &[u32] {
        let edge = |n: usize| self.starts.get(n).copied().unwrap_or(0);
        self.links.get(edge(item.index())..edge(item.index() + 1)).unwrap_or(&[])
    }
}
