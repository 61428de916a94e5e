//! The driving chain: from a date back to what set it, and to what set that, until nothing did.

use crate::model::{Dependency, Direction, Edge, Kind, Link, TaskId, When};
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
        let driver = told(reader, task, edge, dates.driver);
        steps.push(Step { task, edge, driver });
        next = before(reader, task, driver, edge).filter(|_| steps.len() <= 2 * reader.plan.tasks.len());
    }
    steps
}

/// Returns the end of another item that the given end of `task` hangs on, the step after it in a chain.
pub(super) fn hangs_on(reader: &Reader<'_>, task: TaskId, edge: Edge) -> Option<(TaskId, Edge)> {
    before(reader, task, told(reader, task, edge, reader.dates(task)?.driver), edge)
}

/// Returns the first step of the chain alone.
pub(super) fn first(reader: &Reader<'_>, task: TaskId, edge: Edge) -> Option<Step> {
    let dates = reader.dates(task)?;
    Some(Step { task, edge, driver: told(reader, task, edge, dates.driver) })
}

/// Returns the driver as it is told: of a phase the innermost item that counts, and in a plan that is counted back from its
/// end what follows, not what comes before.
fn told(reader: &Reader<'_>, task: TaskId, edge: Edge, driver: Driver) -> Driver {
    let is_backward = matches!(reader.plan.settings.direction, Direction::Backward(_));
    match driver {
        Driver::Child(_) => innermost(reader, task, edge).map_or(driver, Driver::Child),
        Driver::PlanStart | Driver::Dependency(_) if is_backward => Driver::AsLateAsPossible,
        Driver::PlanStart
        | Driver::Dependency(_)
        | Driver::Constraint { .. }
        | Driver::Actual
        | Driver::Fixed
        | Driver::AsOf
        | Driver::AsLateAsPossible
        | Driver::Delay
        | Driver::Leveling(_) => driver,
    }
}

/// Returns the end that `driver` hangs on.
fn before(reader: &Reader<'_>, task: TaskId, driver: Driver, edge: Edge) -> Option<(TaskId, Edge)> {
    let item = |when: &When| match when {
        When::At(_) => None,
        When::Item { item, edge, .. } => Some((*item, *edge)),
    };
    match driver {
        Driver::Dependency(n) => {
            let dependency = reader.plan.dependencies.get(n as usize)?;
            Some((dependency.predecessor, predecessor_edge(dependency.link)))
        }
        Driver::Child(child) => Some((child, edge)),
        Driver::AsLateAsPossible => held_by(reader, task).map(|dependency| (dependency.successor, successor_edge(dependency.link))),
        Driver::Constraint { owner, index } => {
            reader.plan.details(owner).constraints.get(index as usize).and_then(|constraint| item(&constraint.when))
        }
        Driver::Fixed => reader.plan.given(task).and_then(|(from, _)| item(from)),
        Driver::Leveling(n) => {
            let is_backward = matches!(reader.plan.settings.direction, Direction::Backward(_));
            let edge = if is_backward { Edge::Start } else { Edge::End };
            reader.schedule.leveling.waits.get(n as usize)?.behind.map(|other| (other, edge))
        }
        Driver::PlanStart | Driver::Actual | Driver::AsOf | Driver::Delay => None,
    }
}

/// Returns the link to what follows `task`, or a phase that holds it, first: what keeps work that is as late as possible
/// from being later still. What itself waits for this work only is no reason for it.
#[must_use]
pub(super) fn held_by<'a>(reader: &Reader<'a>, task: TaskId) -> Option<&'a Dependency> {
    let ends: Vec<TaskId> = std::iter::successors(Some(task), |inner| reader.plan.tasks[*inner].parent()).collect();
    let is_backward = matches!(reader.plan.settings.direction, Direction::Backward(_));
    let waits = |dependency: &Dependency| {
        let driver = reader.dates(dependency.successor).map(|dates| dates.driver);
        let by_this = |n: u32| reader.plan.dependencies.get(n as usize).is_some_and(|driving| ends.contains(&driving.predecessor));
        !is_backward && matches!(driver, Some(Driver::Dependency(n)) if by_this(n))
    };
    let links = ends.iter().flat_map(|end| reader.links_from(*end)).filter(|dependency| !waits(dependency));
    let dated = links.filter_map(|dependency| {
        let dates = reader.dates(dependency.successor)?;
        let at = if successor_edge(dependency.link) == Edge::Start { dates.start } else { dates.finish };
        Some((at, dependency))
    });
    dated.min_by_key(|(at, _)| *at).map(|(_, dependency)| dependency)
}

/// Returns which end of the successor a link is tied to.
#[must_use]
pub(super) const fn successor_edge(link: Link) -> Edge {
    match link {
        Link::FinishToStart | Link::StartToStart => Edge::Start,
        Link::FinishToFinish | Link::StartToFinish => Edge::End,
    }
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
