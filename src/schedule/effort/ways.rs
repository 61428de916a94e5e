//! Teams leave open who does the work: every way to say who.

use super::share::wanted;
use crate::model::{Assignment, Plan, ResourceId, ResourceKind, TaskId};

/// At most so many ways are looked at for one task; of more, each member with those that follow.
const MOST: usize = 64;

/// Tells whether a team is named on `task` of which not everybody is wanted.
pub(in crate::schedule) fn is_open(plan: &Plan, task: TaskId) -> bool {
    plan.assignments_of(task).iter().any(|assignment| leaves_open(plan, assignment))
}

fn leaves_open(plan: &Plan, assignment: &Assignment) -> bool {
    let team = &plan.resources[assignment.resource];
    team.kind == ResourceKind::Team && wanted(assignment, team.members.len()) < team.members.len()
}

/// Returns every way to staff a task, by assignment the members, in the order in which they are declared.
pub(in crate::schedule) fn ways(plan: &Plan, task: TaskId) -> Vec<Vec<(u32, ResourceId)>> {
    let named: Vec<ResourceId> = plan.assignments_of(task).iter().map(|assignment| assignment.resource).collect();
    let mut ways: Vec<Vec<(u32, ResourceId)>> = vec![Vec::new()];
    for (nth, assignment) in (0u32..).zip(plan.assignments_of(task)).filter(|(_, assignment)| leaves_open(plan, assignment)) {
        let team = &plan.resources[assignment.resource];
        let n = wanted(assignment, team.members.len());
        let mut next = Vec::new();
        for way in &ways {
            let free =
                team.members.iter().copied().filter(|member| !named.contains(member) && !way.iter().any(|(_, taken)| taken == member));
            let mut free: Vec<ResourceId> = free.collect();
            if free.len() < n {
                free.clone_from(&team.members);
            }
            next.extend(
                subsets(&free, n, MOST).into_iter().map(|set| way.iter().copied().chain(set.into_iter().map(|m| (nth, m))).collect()),
            );
        }
        next.truncate(MOST.max(team.members.len()));
        ways = next;
    }
    ways
}

/// Returns the sets of `n` of `list` in order, or of too many those of neighbours.
fn subsets(list: &[ResourceId], n: usize, most: usize) -> Vec<Vec<ResourceId>> {
    let count = (0..n).fold(1usize, |count, i| count.saturating_mul(list.len().saturating_sub(i)) / (i + 1));
    if n != 1 && most < count {
        return (0..list.len()).map(|first| list.iter().cycle().skip(first).take(n).copied().collect()).collect();
    }
    let mut sets: Vec<Vec<ResourceId>> = vec![Vec::new()];
    for _ in 0..n {
        let longer = |set: &Vec<ResourceId>| {
            let after = set.last().and_then(|last| list.iter().position(|member| member == last)).map_or(0, |last| last + 1);
            let set = set.clone();
            list.iter().skip(after).map(move |member| set.iter().copied().chain([*member]).collect()).collect::<Vec<Vec<_>>>()
        };
        sets = sets.iter().flat_map(longer).collect();
    }
    sets
}
