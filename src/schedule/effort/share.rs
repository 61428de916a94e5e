//! Who is on an item, teams taken apart, and what part of an effort is whose.

use super::person_time;
use crate::calendar::Work;
use crate::model::{Assignment, Pick, Plan, ResourceId, ResourceKind, TaskId};
use crate::schedule::leveling::Chosen;
use crate::span::Span;

/// One person or thing of an item's assignments, teams taken apart.
#[derive(Clone, Copy, Debug)]
pub(in crate::schedule) struct Share {
    /// Who.
    pub(in crate::schedule) resource: ResourceId,
    /// Ten-thousandths of a full day, if said.
    pub(in crate::schedule) units: Option<u32>,
    /// How many of a thing.
    pub(in crate::schedule) count: u32,
    /// Their own work.
    pub(in crate::schedule) work: Option<Work>,
    /// Where it is written.
    pub(in crate::schedule) span: Span,
}

/// Returns everyone and everything on `task`: a team stands for its first member, or for the first of those it lends.
pub(in crate::schedule) fn shares(plan: &Plan, task: TaskId) -> Vec<Share> {
    let mut list = Vec::new();
    shares_into(plan, task, &mut list);
    list
}

/// Returns the same into a list that is used again and again.
pub(in crate::schedule) fn shares_into(plan: &Plan, task: TaskId, list: &mut Vec<Share>) {
    shares_of(plan, &[], task, list);
}

/// Returns everyone and everything on `task`, of teams those whom leveling has chosen where it has.
pub(in crate::schedule) fn shares_of(plan: &Plan, chosen: &[Chosen], task: TaskId, list: &mut Vec<Share>) {
    list.clear();
    let first = chosen.partition_point(|chosen| chosen.task < task);
    let chosen = chosen.get(first..).unwrap_or(&[]);
    for (nth, assignment) in (0u32..).zip(plan.assignments_of(task)) {
        let (resource, span) = (assignment.resource, assignment.span());
        let (units, work) = (assignment.units(), assignment.work());
        let whole = &plan.resources[resource];
        let of_person = |resource: ResourceId| Share { resource, units, count: 1, work, span };
        match whole.kind {
            ResourceKind::Team => {
                let from = list.len();
                let here = chosen.iter().take_while(|chosen| chosen.task == task).filter(|chosen| chosen.assignment == nth);
                list.extend(here.map(|chosen| of_person(chosen.member)));
                if list.len() == from {
                    list.extend(whole.members.iter().take(wanted(assignment, whole.members.len())).copied().map(of_person));
                }
            }
            ResourceKind::Resource => {
                let count = u32::try_from(wanted(assignment, whole.capacity as usize)).unwrap_or(u32::MAX);
                list.push(Share { resource, units, count, work, span });
            }
            ResourceKind::Person | ResourceKind::Label => list.push(of_person(resource)),
        }
    }
}

/// Returns how many are wanted of a team or resource that has `all`.
pub(in crate::schedule) fn wanted(assignment: &Assignment, all: usize) -> usize {
    match assignment.pick() {
        Pick::One => 1,
        Pick::Count(n) => n as usize,
        Pick::All => all,
    }
}

/// Returns the person-time of the share numbered so, all shares of an effort together being the effort to the last tenth
/// of a minute; `None` where what somebody does follows from how long the task runs.
pub(in crate::schedule) fn portion(plan: &Plan, task: TaskId, shares: &[Share], index: usize) -> Option<i64> {
    let whole = i64::from(person_time(plan, task)?.0);
    let is_thing = |share: &Share| plan.resources[share.resource].kind == ResourceKind::Resource;
    let nobody = shares.iter().all(is_thing);
    let works = |share: &Share| nobody || !is_thing(share);
    let asked = shares.get(index).filter(|share| works(share))?;
    if let Some(own) = asked.work {
        return Some(i64::from(own.0));
    }
    let owned: i64 = shares.iter().filter(|share| works(share)).filter_map(|share| share.work).map(|work| i64::from(work.0)).sum();
    let rest = i128::from((whole - owned).max(0));
    let units = |share: &Share| {
        let units = share.units.unwrap_or(plan.resources[share.resource].units);
        if works(share) && share.work.is_none() { i128::from(units) * i128::from(share.count) } else { 0 }
    };
    let all: i128 = shares.iter().map(units).sum::<i128>().max(1);
    let before: i128 = shares.iter().take(index).map(units).sum();
    let upto = |units: i128| rest * units / all;
    i64::try_from(upto(before + units(asked)) - upto(before)).ok()
}
