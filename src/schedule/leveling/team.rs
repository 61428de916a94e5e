//! Teams are pools: who of them may do a task, each choice with the hours and the length that come of it.

use rustc_hash::FxHashMap;

use super::needs::{Known, Need, each_need};
use super::outcome::Chosen;
use crate::model::{Plan, ResourceId, TaskId};
use crate::schedule::effort::{Lengths, is_open, shares_of, ways};

/// Who may do a task.
#[derive(Clone, Debug)]
pub(in crate::schedule) struct Choice {
    /// One more than the crew's index; 0 where nobody's hours matter.
    pub(in crate::schedule) crew: u32,
    /// Whom it takes.
    pub(in crate::schedule) needs: Vec<Need>,
    /// By assignment, the members.
    pub(in crate::schedule) members: Vec<(u32, ResourceId)>,
}

/// The choices of all tasks that name a team.
#[derive(Debug, Default)]
pub(in crate::schedule) struct Teams {
    lists: Vec<Vec<Choice>>,
    by_task: FxHashMap<TaskId, u32>,
    known: Known,
}

impl Teams {
    /// Tells whether no task leaves open who does it.
    pub(in crate::schedule) fn is_empty(&self) -> bool {
        self.by_task.is_empty()
    }

    /// Returns who may do `task`; nobody to choose from where it names no team.
    pub(in crate::schedule) fn choices(&self, task: TaskId) -> &[Choice] {
        let list = self.by_task.get(&task).and_then(|list| self.lists.get(*list as usize));
        list.map_or(&[], Vec::as_slice)
    }

    /// Adds `task`, if it leaves open who does it.
    pub(in crate::schedule) fn add(&mut self, plan: &Plan, lengths: &mut Lengths, task: TaskId) {
        if !is_open(plan, task) {
            return;
        }
        let mut key = Vec::new();
        lengths.write_key(plan, task, &mut key);
        let list = if let Some(list) = self.known.get(&key) {
            *list
        } else {
            let list = choices(plan, lengths, task);
            self.lists.push(list);
            let number = u32::try_from(self.lists.len() - 1).unwrap_or(u32::MAX);
            self.known.insert(key, number);
            number
        };
        if self.lists.get(list as usize).is_some_and(|list| !list.is_empty()) {
            self.by_task.insert(task, list);
        }
    }
}

/// Returns every way to staff a task, in the order in which the members are declared.
fn choices(plan: &Plan, lengths: &mut Lengths, task: TaskId) -> Vec<Choice> {
    let mut crews: FxHashMap<Vec<u32>, Option<u32>> = FxHashMap::default();
    ways(plan, task).into_iter().filter_map(|members| staffed(plan, lengths, task, members, &mut crews)).collect()
}

fn staffed(
    plan: &Plan,
    lengths: &mut Lengths,
    task: TaskId,
    members: Vec<(u32, ResourceId)>,
    crews: &mut FxHashMap<Vec<u32>, Option<u32>>,
) -> Option<Choice> {
    let chosen: Vec<Chosen> =
        members.iter().map(|(assignment, member)| Chosen { task, assignment: *assignment, member: *member }).collect();
    let mut shares = Vec::new();
    shares_of(plan, &chosen, task, &mut shares);
    // Members with the same hours and units make the same crew.
    let alike = |share: &crate::schedule::effort::Share| {
        let resource = &plan.resources[share.resource];
        let is_plain = resource.units_for.is_empty();
        [lengths.own(share.resource).unwrap_or(u32::MAX), resource.units, if is_plain { u32::MAX } else { share.resource.0 }]
    };
    let key: Vec<u32> = shares.iter().flat_map(alike).collect();
    let crew = match crews.get(&key) {
        Some(crew) => *crew,
        None => {
            let crew = lengths.staff(plan, task, &shares);
            crews.insert(key, crew);
            crew
        }
    };
    let mut needs = Vec::new();
    each_need(plan, lengths, task, &shares, &mut needs);
    Some(Choice { crew: crew?, needs, members })
}

/// Returns the members that were chosen, as a schedule keeps them.
pub(in crate::schedule) fn keep(task: TaskId, choice: &Choice, chosen: &mut Vec<Chosen>) {
    chosen.extend(choice.members.iter().map(|(assignment, member)| Chosen { task, assignment: *assignment, member: *member }));
}
