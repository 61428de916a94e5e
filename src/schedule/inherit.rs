//! What bounds an item's start: its own links and dates, and those of the phases that hold it.
//!
//! Every item inside a phase inherits the phase's links, each with the lag on its own calendar, so what a phase gives
//! is worked out once per calendar and not once per item. `gantline why` asks for the same bounds one by one.

use rustc_hash::FxHashMap;

use super::lag::{Bound, bound, instant, side};
use super::network::gives_start;
use super::{Cx, Dates, Driver};
use crate::calendar::{Instant, WorkTime};
use crate::model::{CalendarId, ConstraintKind, Effort, Link, TaskId};

/// One thing that keeps an item from being earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) driver: Driver,
    pub(super) bound: Bound,
    /// The kind of link, if it is one.
    pub(super) link: Option<Link>,
    /// The item sits exactly there.
    pub(super) exact: bool,
}

/// What the items of a phase inherit, on one calendar.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Given {
    /// The latest of the inherited starts.
    pub(super) start: Option<(Instant, Driver)>,
    /// The start of a phase with fixed dates.
    pub(super) floor: Option<Instant>,
}

/// What phases give, by phase and calendar.
pub(super) type Givens = FxHashMap<(TaskId, CalendarId), Given>;

/// Returns what `phase` gives to items that run on `calendar`; its links' other ends must have dates.
pub(super) fn given(cx: &Cx<'_>, givens: &mut Givens, dates: &Dates, phase: TaskId, calendar: CalendarId) -> Given {
    if let Some(known) = givens.get(&(phase, calendar)) {
        return *known;
    }
    let task = &cx.plan.tasks[phase];
    let outer = task.parent().filter(|parent| cx.network.gives(*parent));
    let mut all = outer.map(|parent| given(cx, givens, dates, parent, calendar)).unwrap_or_default();
    if matches!(task.effort, Effort::Span(_)) {
        all.floor = all.floor.max(Some(dates[phase].start));
    } else {
        let mut own = None;
        each_of_phase(cx, dates, phase, cx.lengths.calendar(calendar), |candidate| {
            if let Bound::Start(t) = candidate.bound {
                offer(&mut own, t, candidate.driver);
            }
        });
        if let Some((t, driver)) = all.start {
            offer(&mut own, t, driver);
        }
        all.start = own;
    }
    givens.insert((phase, calendar), all);
    all
}

/// Keeps the later of two starts; of equals the one that says more, then the one that was there.
pub(super) fn offer(best: &mut Option<(Instant, Driver)>, t: Instant, driver: Driver) {
    let better = best.is_none_or(|(other, known)| other < t || other == t && rank(known) < rank(driver));
    if better {
        *best = Some((t, driver));
    }
}

const fn rank(driver: Driver) -> u8 {
    match driver {
        Driver::Dependency(_) => 2,
        Driver::Constraint { .. } | Driver::Fixed | Driver::Delay | Driver::Leveling(_) | Driver::AsOf => 1,
        Driver::PlanStart | Driver::Actual | Driver::Child(_) | Driver::AsLateAsPossible => 0,
    }
}

/// Calls `each` with everything of its own that keeps a task or milestone from being earlier.
pub(super) fn each_of_leaf(cx: &Cx<'_>, dates: &Dates, id: TaskId, clock: &WorkTime, mut each: impl FnMut(Candidate)) {
    let task = &cx.plan.tasks[id];
    for (number, link) in (task.first_dependency..).zip(cx.plan.dependencies_of(id)) {
        let bound = bound(cx, dates, link, clock);
        each(Candidate { driver: Driver::Dependency(number), bound, link: Some(link.link), exact: link.exact });
    }
    if task.details.is_some() {
        each_constraint(cx, dates, id, clock, |kind, t, driver| match kind {
            ConstraintKind::StartNoEarlier => each(Candidate { driver, bound: Bound::Start(t), link: None, exact: false }),
            ConstraintKind::FinishNoEarlier => each(Candidate { driver, bound: Bound::Finish(t), link: None, exact: false }),
            ConstraintKind::StartNoLater | ConstraintKind::FinishNoLater | ConstraintKind::MustStart | ConstraintKind::MustFinish => {}
        });
    }
}

/// Calls `each` with everything of its own that a phase gives to what is inside, or keeps for its own finish.
pub(super) fn each_of_phase(cx: &Cx<'_>, dates: &Dates, phase: TaskId, clock: &WorkTime, mut each: impl FnMut(Candidate)) {
    let task = &cx.plan.tasks[phase];
    for (number, link) in (task.first_dependency..).zip(cx.plan.dependencies_of(phase)) {
        let bound = bound(cx, dates, link, clock);
        each(Candidate { driver: Driver::Dependency(number), bound, link: Some(link.link), exact: false });
    }
    if task.details.is_some() {
        each_constraint(cx, dates, phase, clock, |kind, t, driver| {
            if gives_start(kind) {
                each(Candidate { driver, bound: Bound::Start(t), link: None, exact: false });
            } else if matches!(kind, ConstraintKind::FinishNoEarlier | ConstraintKind::MustFinish) {
                each(Candidate { driver, bound: Bound::Finish(t), link: None, exact: false });
            }
        });
    }
}

/// Calls `each` with the kind, the instant and the driver of every date that binds `owner`.
pub(super) fn each_constraint(
    cx: &Cx<'_>,
    dates: &Dates,
    owner: TaskId,
    clock: &WorkTime,
    mut each: impl FnMut(ConstraintKind, Instant, Driver),
) {
    for (index, constraint) in (0u16..).zip(&cx.plan.details(owner).constraints) {
        each(constraint.kind, instant(cx, dates, &constraint.when, side(constraint.kind), clock), Driver::Constraint { owner, index });
    }
}
