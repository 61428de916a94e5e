//! The driving chain: from a date back to what set it, and to what set that, until nothing did.

use crate::model::{Edge, Kind, Link, TaskId};
use crate::schedule::Driver;

use super::Reader;

/// One link of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The item.
    pub task: TaskId,
    /// Which of its ends the step before hangs on.
    pub edge: Edge,
    /// What set it.
    pub driver: Driver,
}

/// Returns the chain that set the given end of `task`, from `task` backwards to the first item that nothing else drives.
#[must_use]
pub fn chain(reader: &Reader<'_>, task: TaskId, edge: Edge) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut next = Some((task, edge));
    while let Some((task, edge)) = next {
        let Some(dates) = reader.dates(task) else { break };
        let driver = match dates.driver {
            Driver::Child(_) => innermost(reader, task, edge).map_or(dates.driver, Driver::Child),
            Driver::PlanStart
            | Driver::Dependency(_)
            | Driver::Constraint { .. }
            | Driver::Actual
            | Driver::Fixed
            | Driver::AsOf
            | Driver::AsLateAsPossible
            | Driver::Delay => dates.driver,
        };
        steps.push(Step { task, edge, driver });
        next = before(reader, task, driver, edge).filter(|_| steps.len() <= 2 * reader.plan.tasks.len());
    }
    steps
}

/// Returns the end that `driver` hangs on.
fn before(reader: &Reader<'_>, task: TaskId, driver: Driver, edge: Edge) -> Option<(TaskId, Edge)> {
    match driver {
        Driver::Dependency(n) => {
            let dependency = reader.plan.dependencies.get(n as usize)?;
            Some((dependency.predecessor, predecessor_edge(dependency.link)))
        }
        Driver::Child(child) => Some((child, edge)),
        Driver::AsLateAsPossible => successor_held_by(reader, task).map(|next| (next, Edge::Start)),
        Driver::PlanStart | Driver::Constraint { .. } | Driver::Actual | Driver::Fixed | Driver::AsOf | Driver::Delay => None,
    }
}

/// Returns what follows `task` first: what keeps work that is as late as possible from being later still.
#[must_use]
pub(super) fn successor_held_by(reader: &Reader<'_>, task: TaskId) -> Option<TaskId> {
    let own = reader.plan.dependencies.iter().filter(|dependency| dependency.predecessor == task);
    let starts = own.filter_map(|dependency| reader.dates(dependency.successor).map(|dates| (dates.start, dependency.successor)));
    starts.min().map(|(_, successor)| successor)
}

/// Returns which end of the predecessor a link is tied to.
#[must_use]
pub(super) const fn predecessor_edge(link: Link) -> Edge {
    match link {
        Link::FinishToStart | Link::FinishToFinish => Edge::End,
        Link::StartToStart | Link::StartToFinish => Edge::Start,
    }
}

/// Returns the first task or milestone inside a phase that makes the given end what it is.
fn innermost(reader: &Reader<'_>, phase: TaskId, edge: Edge) -> Option<TaskId> {
    let inside = reader.plan.descendants(phase).map(TaskId).filter(|id| reader.plan.tasks[*id].kind != Kind::Phase);
    let dated = inside.filter_map(|id| reader.dates(id).map(|dates| (id, dates)));
    match edge {
        Edge::Start => dated.min_by_key(|(_, dates)| dates.start).map(|(id, _)| id),
        // Of several that end together the first counts, as everywhere.
        Edge::End => dated.rev().max_by_key(|(_, dates)| dates.finish).map(|(id, _)| id),
    }
}
