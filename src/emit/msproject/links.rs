//! Links as MS Project has them: its numbers for the four kinds, lags in tenths of a minute.

use super::notes::Notes;
use super::uids::Uids;
use super::values::lag_format;
use crate::calendar::Work;
use crate::model::{Constraint, ConstraintKind, Edge, Effort, Kind, Lag, Link, TaskId, When};
use crate::schedule::Driver;
use crate::view::Reader;

/// A link to a predecessor.
pub(super) struct Row {
    /// The predecessor's number.
    pub(super) predecessor: u32,
    /// 0 is FF, 1 FS, 2 SF, 3 SS.
    pub(super) kind: u8,
    /// Tenths of a minute, or percent.
    pub(super) lag: i64,
    /// The unit of the lag.
    pub(super) format: u8,
    /// Where the predecessor stands in the plan.
    pub(super) item: TaskId,
}

/// Tells whether a date told from an item is a link in all but name: it holds back and does not pin.
pub(super) const fn is_link(constraint: &Constraint) -> bool {
    matches!(constraint.when, When::Item { .. })
        && matches!(constraint.kind, ConstraintKind::StartNoEarlier | ConstraintKind::FinishNoEarlier)
}

/// Returns the links of an item, those that its dates are told by included.
pub(super) fn rows(reader: &Reader<'_>, uids: &Uids, (task, driver): (TaskId, Driver), notes: &mut Notes) -> Vec<Row> {
    let plan = reader.plan;
    let is_phase = plan.tasks[task].kind == Kind::Phase;
    let mut rows: Vec<Row> = Vec::new();
    let mut push = |kind: Link, predecessor: TaskId, lag: Lag, drives: bool| {
        if is_phase && matches!(kind, Link::FinishToFinish | Link::StartToFinish) {
            notes.add("links that hold the end of a phase, which MS Project does not allow", plan, task);
            return;
        }
        let (lag, format) = lag_of(reader, predecessor, lag);
        let row = Row { predecessor: uids.of(predecessor), kind: number(kind), lag, format, item: predecessor };
        // MS Project holds one link between two items: the one that sets the date stays.
        match rows.iter_mut().find(|other| other.predecessor == row.predecessor) {
            None => rows.push(row),
            Some(other) => {
                notes.add("second links between the same two items, for MS Project holds one", plan, task);
                if drives {
                    *other = row;
                }
            }
        }
    };
    for (number, dependency) in (plan.tasks[task].first_dependency..).zip(plan.dependencies_of(task)) {
        push(dependency.link, dependency.predecessor, dependency.lag(), driver == Driver::Dependency(number));
    }
    for (index, constraint) in (0u16..).zip(&plan.details(task).constraints).filter(|(_, constraint)| is_link(constraint)) {
        let When::Item { item, edge, lag, .. } = constraint.when else { continue };
        let link = match (edge, constraint.kind == ConstraintKind::StartNoEarlier) {
            (Edge::End, true) => Link::FinishToStart,
            (Edge::Start, true) => Link::StartToStart,
            (Edge::End, false) => Link::FinishToFinish,
            (Edge::Start, false) => Link::StartToFinish,
        };
        push(link, item, lag, driver == Driver::Constraint { owner: task, index });
    }
    rows
}

/// Returns a lag and its unit; a percentage that is not whole becomes the time that it comes to.
fn lag_of(reader: &Reader<'_>, predecessor: TaskId, lag: Lag) -> (i64, u8) {
    let units = &reader.plan.settings.units;
    let is_elapsed = matches!(reader.plan.tasks[predecessor].effort, Effort::Elapsed(_));
    match lag {
        Lag::None => (0, 7),
        Lag::Work(work) => (i64::from(work.0), lag_format(i64::from(work.0), false, units)),
        Lag::Elapsed(time) => (i64::from(time.0), lag_format(i64::from(time.0), true, units)),
        Lag::Percent(part) if part % 100 == 0 => (i64::from(part / 100), if is_elapsed { 20 } else { 19 }),
        Lag::Percent(part) => {
            let of = reader.dates(predecessor).map_or(0, |dates| dates.duration.0);
            let tenths = (i64::from(of) * i64::from(part)).div_euclid(10_000);
            (tenths, lag_format(tenths, is_elapsed, units))
        }
    }
}

/// Rewrites lags in working time as the clock time that they come to on the item's own calendar; tells whether any was.
pub(super) fn by_the_clock(reader: &Reader<'_>, task: TaskId, rows: &mut [Row]) -> bool {
    let Some(clock) = reader.hours(reader.plan.tasks[task].calendar) else { return false };
    let mut any = false;
    for row in rows.iter_mut().filter(|row| row.lag != 0 && matches!(row.format, 3 | 5 | 7 | 9 | 19)) {
        let Some(dates) = reader.dates(row.item) else { continue };
        let since = if matches!(row.kind, 0 | 1) { dates.finish } else { dates.start };
        let part = if row.format == 19 { i64::from(dates.duration.0) * row.lag / 100 } else { row.lag };
        row.lag = i64::from(clock.add(since, Work::from_tenths(part)).since(since).0);
        row.format = lag_format(row.lag, true, &reader.plan.settings.units);
        any = true;
    }
    any
}

const fn number(link: Link) -> u8 {
    match link {
        Link::FinishToFinish => 0,
        Link::FinishToStart => 1,
        Link::StartToFinish => 2,
        Link::StartToStart => 3,
    }
}
