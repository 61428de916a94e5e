//! The paths of all items, each cheap to ask for.
//!
//! [`Plan::path`] counts siblings for an item without an id; over a whole report that is quadratic, so the positions are
//! counted once.

use crate::model::{Id, Plan, TaskId};

/// The paths of a plan's items.
pub struct Paths<'a> {
    plan: &'a Plan,
    positions: Vec<u32>,
}

impl<'a> Paths<'a> {
    /// Counts every item's place among its siblings.
    #[must_use]
    pub fn of(plan: &'a Plan) -> Self {
        let mut positions = Vec::with_capacity(plan.tasks.len());
        let mut counts: Vec<u32> = vec![0; 1];
        for (_, task) in plan.tasks.iter() {
            counts.truncate(usize::from(task.level));
            let position = counts.last_mut().map_or(1, |count| {
                *count += 1;
                *count
            });
            positions.push(position);
            counts.push(0);
        }
        Self { plan, positions }
    }

    /// Returns the path of `task`, equal to [`Plan::path`].
    #[must_use]
    pub fn get(&self, task: TaskId) -> String {
        let mut parts = Vec::new();
        let mut next = Some(task);
        while let Some(id) = next {
            parts.push(id);
            next = self.plan.tasks[id].parent();
        }
        let mut path = String::new();
        for id in parts.into_iter().rev() {
            if !path.is_empty() {
                path.push('.');
            }
            match self.plan.text(self.plan.tasks[id].id) {
                "" => path.push_str(&format!("#{}", self.positions.get(id.index()).copied().unwrap_or(0))),
                name => path.push_str(name),
            }
        }
        path
    }
}
