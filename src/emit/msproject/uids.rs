//! The numbers by which MS Project knows the items of a plan.

use std::collections::BTreeSet;

use crate::model::{Id, Plan, TaskId};

/// A number for each item. A key that is a number is the number: an imported plan goes back under its own.
pub(super) struct Uids {
    of: Vec<u32>,
    keyed: Vec<bool>,
}

impl Uids {
    /// Gives every item its number; 0 is the project itself.
    pub(super) fn of_plan(plan: &Plan) -> Self {
        let mut taken = BTreeSet::new();
        let keys: Vec<Option<u32>> = plan.tasks.ids().map(|id| key(plan, id).filter(|key| taken.insert(*key))).collect();
        let mut next = 1;
        let mut free = || {
            while taken.contains(&next) {
                next += 1;
            }
            next += 1;
            next - 1
        };
        let of = keys.iter().map(|key| key.unwrap_or_else(&mut free)).collect();
        Self { of, keyed: keys.iter().map(Option::is_some).collect() }
    }

    /// Returns the number of an item.
    pub(super) fn of(&self, task: TaskId) -> u32 {
        self.of.get(task.index()).copied().unwrap_or(0)
    }

    /// Tells whether an item has the number that its key says.
    pub(super) fn is_key(&self, task: TaskId) -> bool {
        self.keyed.get(task.index()).copied().unwrap_or(false)
    }
}

fn key(plan: &Plan, task: TaskId) -> Option<u32> {
    let key = plan.text(plan.details(task).key?);
    let is_plain = key.bytes().all(|byte| byte.is_ascii_digit()) && !key.starts_with('0');
    key.parse().ok().filter(|key| is_plain && (1..=i32::MAX.unsigned_abs()).contains(key))
}
