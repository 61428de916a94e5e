//! Lags and dates told from items: how far one end lies from another.
//!
//! A lag runs on the calendar of the item that waits, never on a person's. Going back, the result is the latest instant
//! from which going forward does not pass the bound, so that the backward pass never undercuts the forward one.

use super::{Cx, Dates};
use crate::calendar::{DAY, Elapsed, Instant, Work, WorkTime};

use crate::model::{ConstraintKind, Dependency, Edge, Effort, Lag, Link, TaskId, When};

/// One side of a link: what it says about the start or the finish of what waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// Starts no earlier.
    Start(Instant),
    /// Finishes no earlier.
    Finish(Instant),
}

/// Returns what `link` bounds of an item that runs on `clock`; a lead into a finish lands where work ends.
pub(super) fn bound(cx: &Cx<'_>, dates: &Dates, link: &Dependency, clock: &WorkTime) -> Bound {
    let (from, to) = ends(link.link);
    let since = edge(cx, dates, link.predecessor, from);
    let lag = length(cx, dates, link.lag(), link.predecessor);
    let mut t = ahead(clock, since, lag);
    if is_lead(lag) && (to == Edge::End || link.exact && clock.next_start(since) != since) {
        // A week before Friday evening is Friday evening, not Monday morning.
        t = clock.prev_finish(t);
    }
    match to {
        Edge::Start => Bound::Start(t),
        Edge::End => Bound::Finish(t),
    }
}

/// Returns which end of the predecessor a link ties to which end of the successor.
pub(super) const fn ends(link: Link) -> (Edge, Edge) {
    match link {
        Link::FinishToStart => (Edge::End, Edge::Start),
        Link::StartToStart => (Edge::Start, Edge::Start),
        Link::FinishToFinish => (Edge::End, Edge::End),
        Link::StartToFinish => (Edge::Start, Edge::End),
    }
}

/// Returns the date that others see at one end of `task`.
pub(super) fn edge(cx: &Cx<'_>, dates: &Dates, task: TaskId, edge: Edge) -> Instant {
    let dates = &dates[task];
    match (edge, cx.course.drawing) {
        (Edge::Start, super::Drawing::AllLate) => dates.early_start,
        (Edge::End, super::Drawing::AllLate) => dates.early_finish,
        (Edge::Start, super::Drawing::Early | super::Drawing::SomeLate) => dates.start,
        (Edge::End, super::Drawing::Early | super::Drawing::SomeLate) => dates.finish,
    }
}

/// Returns the instant that `when` means for the start or finish (`side`) of an item that runs on `clock`; a lead of
/// working time into a finish lands where work ends.
pub(super) fn instant(cx: &Cx<'_>, dates: &Dates, when: &When, side: Edge, clock: &WorkTime) -> Instant {
    match *when {
        When::At(t) => t,
        When::Item { item, edge: end, lag, .. } => {
            let lag = length(cx, dates, lag, item);
            let t = ahead(clock, edge(cx, dates, item, end), lag);
            if side == Edge::End && is_lead(lag) { clock.prev_finish(t) } else { t }
        }
    }
}

fn is_lead(lag: Lag) -> bool {
    matches!(lag, Lag::Work(work) if work.0 < 0)
}

/// Returns which end of an item a constraint is about.
pub(super) const fn side(kind: ConstraintKind) -> Edge {
    match kind {
        ConstraintKind::StartNoEarlier | ConstraintKind::StartNoLater | ConstraintKind::MustStart => Edge::Start,
        ConstraintKind::FinishNoEarlier | ConstraintKind::FinishNoLater | ConstraintKind::MustFinish => Edge::End,
    }
}

/// Returns `lag` with a percentage made into time of `predecessor`: clock time where its duration is.
pub(super) fn length(cx: &Cx<'_>, dates: &Dates, lag: Lag, predecessor: TaskId) -> Lag {
    let Lag::Percent(percent) = lag else { return lag };
    let part = Work::from_tenths((i64::from(dates[predecessor].duration.0) * i64::from(percent)).div_euclid(10_000));
    if matches!(cx.plan.tasks[predecessor].effort, Effort::Elapsed(_)) { Lag::Elapsed(Elapsed(part.0)) } else { Lag::Work(part) }
}

/// Returns the instant `lag` after `t`.
pub(super) fn ahead(clock: &WorkTime, t: Instant, lag: Lag) -> Instant {
    match lag {
        Lag::None | Lag::Percent(_) => t,
        Lag::Work(work) => clock.add(t, work),
        Lag::Elapsed(time) => t.plus(time),
    }
}

/// Returns the latest instant from which `lag` does not lead past `t`.
pub(super) fn back(clock: &WorkTime, t: Instant, lag: Lag) -> Instant {
    match lag {
        Lag::None | Lag::Percent(_) => t,
        _ if t == Instant::MAX => t,
        Lag::Work(work) if work.0 < 0 => clock.next_start(clock.add(t, Work(work.0.saturating_neg()))),
        Lag::Work(work) => clock.add(t, Work(work.0.saturating_neg())),
        Lag::Elapsed(time) => t.plus(Elapsed(time.0.saturating_neg())),
    }
}

/// Returns clock time as working time of the plan's days, for weighing one against the other.
pub(super) fn as_work(cx: &Cx<'_>, clock_time: Work) -> i64 {
    i64::from(clock_time.0) * i64::from(cx.plan.settings.units.day.0) / i64::from(DAY)
}
