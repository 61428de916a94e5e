//! Everything that had a say in a date, with the date that each alone would have allowed.
//!
//! Asked for one item at a time and worked out by the same functions as the forward pass, so that the reasons given are
//! the reasons there were.

use super::forward::replaces_plan_start;
use super::inherit::{Candidate, each_constraint, each_of_leaf, each_of_phase};
use super::lag::{Bound, instant};
use super::network::Network;
use super::progress::{self, State};
use super::{Cx, Dates, Drawing, Driver, Schedule, effort::Lengths, is_phase};
use crate::calendar::Instant;
use crate::diagnostic::Diagnostics;
use crate::model::{ConstraintKind, Direction, Edge, Link, Plan, TaskId};

/// Something that keeps an item from being earlier, or holds it where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rival {
    /// What it is.
    pub driver: Driver,
    /// The start that it alone would have allowed; for a phase's held finish, that finish.
    pub allows: Instant,
    /// It set the date, or would have set the same.
    pub binding: bool,
}

/// A plan and its schedule, ready to be asked for reasons.
pub struct Reasons<'a> {
    plan: &'a Plan,
    network: Network,
    lengths: Lengths,
    dates: Dates,
}

/// Returns every rival for the dates of `task`, the item's own before its phases' and links before constraints.
///
/// For more than one item of a plan, [`Reasons`] does the common work once.
#[must_use]
pub fn rivals(plan: &Plan, schedule: &Schedule, task: TaskId) -> Vec<Rival> {
    Reasons::of(plan, schedule).rivals(task)
}

impl<'a> Reasons<'a> {
    /// Reads a plan and the schedule that was computed from it.
    #[must_use]
    pub fn of(plan: &'a Plan, schedule: &Schedule) -> Self {
        let lengths = Lengths::of(plan, &schedule.leveling.chosen, &mut Diagnostics::new());
        Self { plan, network: Network::of(plan), lengths, dates: Dates { list: schedule.tasks.clone() } }
    }

    /// Returns every rival for the dates of `task`; none if the schedule is empty.
    #[must_use]
    pub fn rivals(&self, task: TaskId) -> Vec<Rival> {
        if self.dates.list.len() <= task.0 as usize {
            return Vec::new();
        }
        let mut cx = Cx::with(self.plan, &self.network, &self.lengths, super::Course::of(self.plan));
        cx.course.drawing = match self.plan.settings.direction {
            Direction::Forward(_) => Drawing::SomeLate,
            Direction::Backward(_) => Drawing::AllLate,
        };
        if cx.course.drawing == Drawing::AllLate {
            cx.course.plan_start = self.dates.list.iter().map(|dates| dates.late_start).min().unwrap_or(cx.course.plan_start);
        }
        if is_phase(self.plan, task) { self.of_phase(&cx, task) } else { self.of_leaf(&cx, task) }
    }

    fn of_leaf(&self, cx: &Cx<'_>, id: TaskId) -> Vec<Rival> {
        let task = &self.plan.tasks[id];
        let clock = cx.lengths.calendar(task.calendar);
        let run = cx.lengths.run(self.plan, id);
        let known = &self.dates[id];
        let mut list = Vec::new();
        let (mut replaces, mut floors) = (false, false);
        let mut take = |driver: Driver, bound: Bound| {
            let start = match bound {
                Bound::Start(t) => t,
                Bound::Finish(t) => cx.lengths.begin(run, t),
            };
            let allows = cx.lengths.next_start(run, start);
            list.push(Rival { driver, allows, binding: driver == known.driver || allows == known.early_start });
        };
        each_of_leaf(cx, &self.dates, id, clock, |candidate| {
            replaces |= replaces_plan_start(&candidate);
            floors |= candidate.link == Some(Link::FinishToFinish);
            take(candidate.driver, candidate.bound);
        });
        each_constraint(cx, &self.dates, id, clock, |kind, date, driver| match kind {
            ConstraintKind::StartNoEarlier | ConstraintKind::FinishNoEarlier => {}
            ConstraintKind::StartNoLater | ConstraintKind::MustStart => take(driver, Bound::Start(date)),
            ConstraintKind::FinishNoLater | ConstraintKind::MustFinish => take(driver, Bound::Finish(date)),
        });
        replaces |= self.inherited(cx, id, &mut take);
        if let Some(as_of) = cx.as_of.filter(|_| progress::state(self.plan, id) == State::Open && progress::moves(self.plan, id, run)) {
            take(Driver::AsOf, Bound::Start(as_of));
        }
        if floors || !replaces {
            take(Driver::PlanStart, Bound::Start(cx.course.plan_start));
        }
        list
    }

    /// Takes what the phases around an item give; tells whether any of it stands for the plan's start.
    fn inherited(&self, cx: &Cx<'_>, id: TaskId, take: &mut impl FnMut(Driver, Bound)) -> bool {
        let task = &self.plan.tasks[id];
        let clock = cx.lengths.calendar(task.calendar);
        let mut replaces = false;
        let mut around = task.parent();
        while let Some(phase) = around {
            if let Some((from, _)) = self.plan.given(phase) {
                replaces = true;
                take(Driver::Fixed, Bound::Start(instant(cx, &self.dates, from, Edge::Start, clock)));
            } else {
                each_of_phase(cx, &self.dates, phase, clock, |Candidate { driver, bound, .. }| {
                    if let Bound::Start(_) = bound {
                        replaces = true;
                        take(driver, bound);
                    }
                });
            }
            around = self.plan.tasks[phase].parent();
        }
        replaces
    }

    fn of_phase(&self, cx: &Cx<'_>, phase: TaskId) -> Vec<Rival> {
        let known = &self.dates[phase];
        let clock = cx.lengths.calendar(self.plan.tasks[phase].calendar);
        let mut list: Vec<Rival> = self
            .plan
            .children(phase)
            .map(|child| Rival {
                driver: Driver::Child(child),
                allows: self.dates[child].start,
                binding: self.dates[child].start == known.start,
            })
            .collect();
        each_of_phase(cx, &self.dates, phase, clock, |Candidate { driver, bound, .. }| {
            if let Bound::Finish(t) = bound {
                list.push(Rival { driver, allows: t, binding: t == known.finish });
            }
        });
        list
    }
}
