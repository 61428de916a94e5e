//! From a plan to dates: the critical path method with calendars (Kelley and Walker 1959), as MS Project does it.
//!
//! The network (`network`) puts work in an order, or `cycle` says why there is none; `effort` tells how each item's work
//! runs; the forward pass (`forward`, with `constraint`, `inherit` and `progress`) gives the early dates and what drove each,
//! the backward pass (`backward`) the late dates, `slack` the differences, `critical` the path; `rollup` fills in the phases.
//! `verify` and `overbooked` then say what the dates break, `booking` who works when, and `rivals` what else had a say in a date.

mod backward;
mod booking;
mod constraint;
mod critical;
mod cycle;
mod effort;
mod forward;
mod inherit;
mod lag;
pub mod leveling;
mod network;
mod overbooked;
mod progress;
mod rivals;
mod rollup;
mod slack;
#[cfg(test)]
mod tests;
mod verify;

use std::ops::{Index, IndexMut};

use rustc_hash::FxHashMap;

use crate::calendar::{Instant, Work};
use crate::diagnostic::Diagnostics;
use crate::model::{Direction, Plan, TaskId};
pub use booking::{Booking, Bookings, bookings};
use effort::{Lengths, Run};
use leveling::Leveling;
use leveling::{Books, Budget, Chain, Leveled, Optimized};
use network::Network;
pub use rivals::{Reasons, Rival, rivals};

/// Dates for every item of a plan, or none: see [`Schedule::is_empty`].
#[derive(Clone, Debug, Default)]
pub struct Schedule {
    /// Dates by task id, phases included; empty if nothing could be scheduled.
    pub tasks: Vec<TaskDates>,
    /// The first start of anything.
    pub start: Option<Instant>,
    /// The last finish of anything.
    pub finish: Option<Instant>,
    /// What leveling decided.
    pub leveling: Leveling,
}

/// The dates of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskDates {
    /// Where it is drawn to begin.
    pub start: Instant,
    /// Where it is drawn to end.
    pub finish: Instant,
    /// The earliest it can begin.
    pub early_start: Instant,
    /// The earliest it can end.
    pub early_finish: Instant,
    /// The latest it may begin without moving the plan's finish or breaking a hard date.
    pub late_start: Instant,
    /// The latest it may end.
    pub late_finish: Instant,
    /// Working time it can slip without moving the plan's finish; negative when it is already too late.
    pub total_slack: Work,
    /// Working time it can slip without moving anything else.
    pub free_slack: Work,
    /// Working time from start to finish: of a duration in the hours that it runs in, else on the task's calendar; clock time
    /// for elapsed durations.
    pub duration: Work,
    /// On the critical path: it has no slack, or it set the dates of something that has none.
    pub critical: bool,
    /// Ten-thousandths done; for a phase rolled up from inside, weighted by duration.
    pub done: u32,
    /// What set the start (the finish, where the link ties finishes).
    pub driver: Driver,
}

/// What set a date. Among equals the item's own links come before those of its phases, links before constraints, and
/// anything before the plan's start; within each the first in the text counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Driver {
    /// Nothing else: the start of the plan (its end, when it runs backward).
    PlanStart,
    /// The link numbered so in [`Plan::dependencies`]; it may be one of a phase that holds the item.
    Dependency(u32),
    /// The constraint numbered so in the details of `owner`, the item itself or a phase that holds it.
    Constraint {
        /// Whose constraint.
        owner: TaskId,
        /// Index in its constraints.
        index: u16,
    },
    /// An actual date that was recorded.
    Actual,
    /// Fixed dates, its own or of a phase that holds it.
    Fixed,
    /// The status date: work not done lies after it.
    AsOf,
    /// For a phase: the item inside that begins first.
    Child(TaskId),
    /// As late as possible: the late dates.
    AsLateAsPossible,
    /// A leveling delay kept from another tool.
    Delay,
    /// Somebody was busy: the wait numbered so in [`Leveling::waits`].
    Leveling(u32),
}

/// Computes every date of `plan`: work that needs somebody who is busy waits, unless the plan has `leveling off`.
///
/// A cycle is reported once with every edge and leaves the schedule empty.
#[must_use]
pub fn schedule(plan: &Plan) -> (Schedule, Diagnostics) {
    schedule_within(plan, Budget::Portfolio, &mut |_| ())
}

/// Computes every date of `plan`, with so much tried for an order of the work in which little waits for people. `each` is
/// told how far that is, again and again.
///
/// The same budget gives the same dates, and more never gives a later finish than the usual rules.
#[must_use]
pub fn schedule_within(plan: &Plan, budget: Budget, each: &mut dyn FnMut(leveling::Progress)) -> (Schedule, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let network = Network::of(plan);
    let Some(order) = network.order() else {
        cycle::report(plan, &network, &mut diagnostics);
        return (Schedule::default(), diagnostics);
    };
    let mut lengths = Lengths::of(plan, &[], &mut diagnostics);
    let mut dates = Dates::blank(plan.tasks.len());
    let course = by_links(plan, &network, &lengths, &order, &mut dates);
    let wants_level = plan.settings.has_people && plan.settings.leveling && !diagnostics.has_errors();
    let (leveled, course) = if wants_level {
        leveling::level((plan, &network), &mut lengths, course, &mut dates, (budget, each))
    } else {
        (Leveled::of_plan(&lengths), course)
    };
    let mut cx = Cx::with(plan, &network, &lengths, course);
    cx.chain = leveled.chain;
    slack::total(&cx, &mut dates);
    slack::free(&cx, &mut dates);
    critical::path(&cx, &leveled.leveling, &mut dates);
    rollup::phases(&cx, &mut dates);
    verify::check(&cx, &order, &dates, &mut diagnostics);
    if !wants_level || leveled.is_over {
        overbooked::check(&cx, &leveled.leveling.chosen, &dates, &mut diagnostics);
    }
    for (dates, early) in dates.list.iter_mut().zip(leveled.early) {
        (dates.early_start, dates.early_finish) = early;
    }
    let (start, finish) = (dates.first_start(), dates.last_finish());
    let optimized = match budget {
        Budget::Portfolio => None,
        Budget::Schedules { count, seed } => Some(Optimized { schedules: count, seed }),
    };
    let leveling = Leveling { optimized, ..leveled.leveling };
    (Schedule { start, finish, tasks: dates.list, leveling }, diagnostics)
}

/// Gives everything the dates that links, dates and calendars allow, as if nobody were ever busy.
fn by_links(plan: &Plan, network: &Network, lengths: &Lengths, order: &network::Order, dates: &mut Dates) -> Course {
    let mut cx = Cx::with(plan, network, lengths, Course::of(plan));
    match plan.settings.direction {
        Direction::Forward(_) => run_forward(&mut cx, order, dates),
        Direction::Backward(end) => run_backward(&mut cx, order, end, dates),
    }
    cx.course
}

/// As soon as possible from the plan's start; what is to be as late as possible then moves to its late dates, and a
/// second forward pass moves what follows.
fn run_forward(cx: &mut Cx<'_>, order: &network::Order, dates: &mut Dates) {
    forward::pass(cx, order, dates);
    let finish = dates.last_finish().unwrap_or(cx.course.plan_start);
    backward::pass(cx, order, finish, dates);
    if cx.plan.tasks.iter().any(|(_, task)| task.as_late_as_possible) {
        cx.course.drawing = Drawing::SomeLate;
        forward::pass(cx, order, dates);
    }
}

/// As late as possible against the plan's end: the first passes find where the plan must start, the second the dates.
fn run_backward(cx: &mut Cx<'_>, order: &network::Order, end: Instant, dates: &mut Dates) {
    cx.course.plan_start = end;
    forward::pass(cx, order, dates);
    backward::pass(cx, order, end, dates);
    cx.course.plan_start = dates.list.iter().map(|dates| dates.late_start).min().unwrap_or(end);
    forward::pass(cx, order, dates);
    backward::pass(cx, order, end, dates);
    cx.course.drawing = Drawing::AllLate;
    forward::pass(cx, order, dates);
}

/// What every pass reads.
struct Cx<'a> {
    plan: &'a Plan,
    network: &'a Network,
    lengths: &'a Lengths,
    /// The status date, where it moves what is not done.
    as_of: Option<Instant>,
    course: Course,
    /// Who is taken when, while work waits for people.
    books: Option<Books<'a>>,
    /// Who hands whom on to what, once it has waited.
    chain: Chain,
}

/// What the passes leave for those that come after.
struct Course {
    plan_start: Instant,
    drawing: Drawing,
    /// Where logic alone would start an item that a hard date starts earlier.
    logic: FxHashMap<TaskId, Instant>,
}

/// Which items the forward pass draws at their late dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drawing {
    /// None: there are no late dates yet.
    Early,
    /// Those that say so.
    SomeLate,
    /// All that have not begun; early dates follow early dates.
    AllLate,
}

impl Course {
    fn of(plan: &Plan) -> Self {
        let (Direction::Forward(plan_start) | Direction::Backward(plan_start)) = plan.settings.direction;
        Self { plan_start, drawing: Drawing::Early, logic: FxHashMap::default() }
    }
}

impl<'a> Cx<'a> {
    fn with(plan: &'a Plan, network: &'a Network, lengths: &'a Lengths, course: Course) -> Self {
        let as_of = plan.settings.as_of.filter(|as_of| !as_of.keeping_dates).map(|as_of| as_of.at);
        Self { plan, network, lengths, as_of, course, books: None, chain: Chain::default() }
    }

    /// Returns how the whole work of an item runs, by whoever does it.
    fn run(&self, id: TaskId) -> Run {
        match self.books.as_ref().and_then(|books| books.choice(id)) {
            Some(choice) => self.lengths.run_of(self.plan, id, choice.crew),
            None => self.lengths.run(self.plan, id),
        }
    }

    /// Returns `t`, or the first instant after it at which everybody whom an item takes is free for all of `run`.
    fn free(&self, id: TaskId, run: Run, t: Instant) -> Instant {
        self.books.as_ref().map_or(t, |books| books.after(self.lengths, id, run, t))
    }
}

/// Tells whether an item holds others; a phase with nothing in it is like a milestone.
fn is_phase(plan: &Plan, id: TaskId) -> bool {
    id.0 + 1 < plan.tasks[id].end.0
}

/// The dates by task id, while they are computed.
struct Dates {
    list: Vec<TaskDates>,
}

impl Dates {
    fn blank(n_tasks: usize) -> Self {
        let (t, none) = (Instant::MIN, Work::ZERO);
        let blank = TaskDates {
            start: t,
            finish: t,
            early_start: t,
            early_finish: t,
            late_start: Instant::MAX,
            late_finish: Instant::MAX,
            total_slack: none,
            free_slack: none,
            duration: none,
            critical: false,
            done: 0,
            driver: Driver::PlanStart,
        };
        Self { list: vec![blank; n_tasks] }
    }

    fn first_start(&self) -> Option<Instant> {
        self.list.iter().map(|dates| dates.start).min()
    }

    fn last_finish(&self) -> Option<Instant> {
        self.list.iter().map(|dates| dates.finish).max()
    }
}

#[allow(clippy::indexing_slicing, reason = "there are dates for every task of the plan")]
impl Index<TaskId> for Dates {
    type Output = TaskDates;

    fn index(&self, id: TaskId) -> &TaskDates {
        &self.list[id.0 as usize]
    }
}

#[allow(clippy::indexing_slicing, reason = "there are dates for every task of the plan")]
impl IndexMut<TaskId> for Dates {
    fn index_mut(&mut self, id: TaskId) -> &mut TaskDates {
        &mut self.list[id.0 as usize]
    }
}

impl Schedule {
    /// Tells whether nothing could be scheduled: an error kept the work from having an order, or there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// Returns the dates of `task`, or `None` where nothing could be scheduled.
    #[must_use]
    pub fn get(&self, task: TaskId) -> Option<&TaskDates> {
        self.tasks.get(task.0 as usize)
    }
}
