//! What was recorded of the work so far, and where that puts it.
//!
//! Finished work keeps its dates. Begun work keeps its start; with a status date that moves, what remains of it goes on at
//! the next working instant, without one it keeps its shape. What has no date of its own is where logic puts it.

use super::effort::{Run, person_time};
use super::forward::Placed;
use super::{Cx, Driver};
use crate::calendar::Instant;
use crate::model::{Effort, Gate, Plan, TaskId};

/// How far an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing of it is done.
    Open,
    /// Some of it is.
    Begun,
    /// All of it is.
    Over,
}

/// Returns how far a task or milestone is.
pub(super) fn state(plan: &Plan, id: TaskId) -> State {
    if plan.tasks[id].details.is_none() {
        return State::Open;
    }
    let progress = &plan.details(id).progress;
    let is_over = match progress.remaining {
        Some(remaining) => remaining.0 <= 0,
        None => progress.done.is_some_and(|done| done >= 10_000),
    };
    if progress.finished.is_some() || is_over {
        State::Over
    } else if progress.started.is_some() || progress.done.is_some_and(|done| done > 0) {
        State::Begun
    } else {
        State::Open
    }
}

/// Returns how many ten-thousandths of an item are done: what remains decides, else what was said.
pub(super) fn done(plan: &Plan, id: TaskId) -> u32 {
    let progress = &plan.details(id).progress;
    match (state(plan, id), progress.remaining) {
        // A failed gate has its date, and is not done for all that.
        (State::Over, _) if matches!(plan.details(id).gate, Some(Gate::Failed(_))) => progress.done.unwrap_or(0),
        (State::Over, _) => 10_000,
        (State::Open, None) => 0,
        (State::Begun, None) => progress.done.unwrap_or(0),
        (State::Open | State::Begun, Some(remaining)) => {
            let whole = i64::from(whole(plan, id)).max(1);
            u32::try_from((whole - i64::from(remaining.0)) * 10_000 / whole).unwrap_or(0)
        }
    }
}

/// Returns the work that is left of `run`, the whole work of `id`: what was said to remain, else what is not done.
pub(super) fn left(plan: &Plan, id: TaskId, run: Run) -> Run {
    let progress = &plan.details(id).progress;
    match progress.remaining {
        Some(remaining) => run.part(remaining.0, whole(plan, id)),
        None => run.part(10_000 - i32::try_from(progress.done.unwrap_or(0)).unwrap_or(0), 10_000),
    }
}

/// Returns how much work the plan says an item is, in its own kind: a span, person-time or clock time.
fn whole(plan: &Plan, id: TaskId) -> i32 {
    if let Some(work) = person_time(plan, id) {
        return work.0;
    }
    match plan.tasks[id].effort {
        Effort::None | Effort::Span(_) => 0,
        Effort::Unestimated(work) | Effort::Duration(work) | Effort::Effort(work) => work.0,
        Effort::Elapsed(time) => time.0,
    }
}

/// Tells whether the status date moves an item of which nothing is done: work does, and a gate that nobody has passed.
/// Other milestones sit where what they mark happened.
pub(super) fn moves(plan: &Plan, id: TaskId, run: Run) -> bool {
    run != Run::Instant || matches!(plan.details(id).gate, Some(Gate::Open | Gate::Failed(_)))
}

/// Returns where an item that is begun or over really lies; logic would have put it at `planned`.
pub(super) fn record(cx: &Cx<'_>, id: TaskId, run: Run, planned: Placed, ends_from: Option<Instant>) -> Placed {
    match state(cx.plan, id) {
        State::Open => planned,
        State::Begun => begun(cx, id, run, planned, ends_from),
        State::Over => over(cx, id, run, planned),
    }
}

fn begun(cx: &Cx<'_>, id: TaskId, run: Run, planned: Placed, ends_from: Option<Instant>) -> Placed {
    let progress = &cx.plan.details(id).progress;
    let mut start = planned.start;
    let mut driver = planned.driver;
    if let Some(started) = progress.started {
        (start, driver) = (started.at, Driver::Actual);
    } else if let Some(latest) = latest_start(cx, id).filter(|latest| *latest < start) {
        (start, driver) = (latest, Driver::AsOf);
    }
    if matches!(cx.plan.tasks[id].effort, Effort::Span(_)) {
        return Placed { start, finish: planned.finish.max(start), driver };
    }
    let left = left(cx.plan, id, run);
    let finish = match cx.as_of {
        Some(as_of) => cx.lengths.finish(left, cx.lengths.next_start(left, as_of.max(start))),
        None if progress.remaining.is_some_and(|remaining| whole(cx.plan, id) < remaining.0) => cx.lengths.finish(left, start),
        None => cx.lengths.finish(run, start),
    };
    Placed { start, finish: ends_from.map_or(finish, |date| date.max(finish)), driver }
}

fn over(cx: &Cx<'_>, id: TaskId, run: Run, planned: Placed) -> Placed {
    let progress = &cx.plan.details(id).progress;
    let started = progress.started.map(|fact| fact.at);
    let finish = progress.finished.map_or_else(
        || {
            let computed = started.map_or(planned.finish, |started| cx.lengths.finish(run, started));
            let clock = cx.lengths.calendar(cx.plan.tasks[id].calendar);
            let latest = |as_of| if run == Run::Instant { clock.prev_finish(as_of) } else { cx.lengths.prev_finish(run, as_of) };
            cx.as_of.map_or(computed, |as_of| computed.min(latest(as_of)))
        },
        |fact| fact.at,
    );
    let start = started.unwrap_or_else(|| {
        let stays = progress.finished.is_none() && planned.start <= finish && planned.finish <= finish;
        if stays { planned.start } else { cx.lengths.begin(run, finish) }
    });
    let recorded = progress.started.is_some() || progress.finished.is_some();
    Placed { start: start.min(finish), finish, driver: if recorded { Driver::Actual } else { planned.driver } }
}

/// Returns the latest start that work under way can have had: the beginning of the status day.
fn latest_start(cx: &Cx<'_>, id: TaskId) -> Option<Instant> {
    let as_of = cx.as_of?;
    let clock = cx.lengths.calendar(cx.plan.tasks[id].calendar);
    Some(clock.day_start(as_of.last_day()).min(as_of))
}
