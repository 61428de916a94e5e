//! Slack: how far an item can slip before something else must move.

use rustc_hash::FxHashMap;

use super::backward::Lowest;
use super::lag::{ahead, back, ends, length};
use super::progress::{self, State};
use super::{Cx, Dates};
use crate::calendar::{Instant, Work};
use crate::model::{Dependency, Effort, Plan, TaskId};
use crate::syntax::ast::Edge;

/// Gives every task and milestone its total slack, measured on its calendar, and tells whether it is critical.
pub(super) fn total(cx: &Cx<'_>, dates: &mut Dates) {
    for id in cx.plan.tasks.ids().filter(|id| !is_phase(cx.plan, *id)) {
        let state = progress::state(cx.plan, id);
        let known = dates[id];
        let slack = match state {
            State::Over => Work::ZERO,
            State::Begun => gap(cx, id, known.early_finish, known.late_finish),
            State::Open => {
                let finish = gap(cx, id, known.early_finish, known.late_finish);
                let start = gap(cx, id, known.early_start, known.late_start);
                let logic = cx.logic.get(&id).map(|logic| gap(cx, id, *logic, known.late_start.min(known.early_start)));
                start.min(finish).min(logic.unwrap_or(start))
            }
        };
        let is_late = known.start != known.early_start && cx.drawing == super::Drawing::SomeLate;
        let slot = &mut dates[id];
        slot.total_slack = if is_late { slack.min(Work::ZERO) } else { slack };
        slot.critical = slot.total_slack <= Work::ZERO && state != State::Over && !is_hammock(cx.plan, id);
        slot.free_slack = slot.total_slack;
    }
}

/// Lowers the free slack of everything to what its successors leave, never under nothing.
pub(super) fn free(cx: &Cx<'_>, dates: &mut Dates) {
    for id in cx.plan.tasks.ids().filter(|id| is_phase(cx.plan, *id)) {
        dates[id].free_slack = Work(i32::MAX);
    }
    let mut after = FxHashMap::default();
    let mut lowest = Lowest::default();
    for id in cx.plan.tasks.ids().rev() {
        let task = &cx.plan.tasks[id];
        let parent = task.parent.filter(|parent| cx.network.gives(*parent));
        if is_phase(cx.plan, id) {
            let inside = lowest.take(id);
            for (calendar, start) in &inside {
                lower_all(cx, dates, &mut after, id, *calendar, (*start, dates[id].finish));
            }
            for (calendar, start) in inside {
                parent.inspect(|parent| lowest.lower(*parent, calendar, start));
            }
        } else if progress::state(cx.plan, id) != State::Over {
            let own = (dates[id].start, dates[id].finish);
            lower_all(cx, dates, &mut after, id, task.calendar, own);
            parent.inspect(|parent| lowest.lower(*parent, task.calendar, own.0));
        }
    }
    hand_down(cx, dates, &after);
}

/// Lowers the free slack of everything that `id` waits for; `own` are its dates.
fn lower_all(
    cx: &Cx<'_>,
    dates: &mut Dates,
    after: &mut FxHashMap<TaskId, Instant>,
    id: TaskId,
    calendar: crate::model::CalendarId,
    own: (Instant, Instant),
) {
    let clock = cx.lengths.calendar(calendar);
    for link in cx.plan.dependencies_of(id) {
        let (from, to) = ends(link.link);
        let lag = length(cx, dates, link.lag, link.predecessor);
        let known = dates[link.predecessor];
        let t = ahead(clock, if from == Edge::Start { known.start } else { known.finish }, lag);
        let has = if to == Edge::Start { own.0 } else { own.1 };
        let left = clock.between(t, has);
        lower_outward(cx.plan, dates, link, left);
        if is_phase(cx.plan, link.predecessor) && from == Edge::End {
            let latest = back(clock, has, lag);
            after.entry(link.predecessor).and_modify(|known| *known = latest.min(*known)).or_insert(latest);
        }
    }
}

/// Lowers the free slack of a predecessor, and of the phases around it that do not hold the successor too.
fn lower_outward(plan: &Plan, dates: &mut Dates, link: &Dependency, left: Work) {
    let mut at = Some(link.predecessor);
    while let Some(id) = at.filter(|id| !plan.descendants(*id).contains(&link.successor.0)) {
        dates[id].free_slack = dates[id].free_slack.min(left);
        at = plan.tasks[id].parent;
    }
}

/// What follows a phase follows everything inside it.
fn hand_down(cx: &Cx<'_>, dates: &mut Dates, after: &FxHashMap<TaskId, Instant>) {
    let mut open: Vec<(TaskId, Instant)> = Vec::new();
    for (id, task) in cx.plan.tasks.iter() {
        while open.pop_if(|(end, _)| *end <= id).is_some() {}
        let outer = open.last().map_or(Instant::MAX, |(_, latest)| *latest);
        if is_phase(cx.plan, id) {
            open.push((task.end, after.get(&id).map_or(outer, |latest| outer.min(*latest))));
        } else if outer < Instant::MAX {
            let left = gap(cx, id, dates[id].finish, outer);
            dates[id].free_slack = dates[id].free_slack.min(left);
        }
        if !is_phase(cx.plan, id) {
            let slot = &mut dates[id];
            slot.free_slack = slot.free_slack.min(slot.total_slack).max(Work::ZERO);
        }
    }
}

/// Returns the time from `from` to `to` as the item's slack counts it: on its calendar, or by the clock if it runs so.
fn gap(cx: &Cx<'_>, id: TaskId, from: Instant, to: Instant) -> Work {
    let task = &cx.plan.tasks[id];
    if from == to {
        return Work::ZERO;
    }
    match task.effort {
        Effort::Elapsed(_) => Work(to.since(from).0),
        Effort::None | Effort::Unestimated(_) | Effort::Duration(_) | Effort::Effort(_) | Effort::Span(_) => {
            cx.lengths.calendar(task.calendar).between(from, to)
        }
    }
}

/// Tells whether an item reaches from one item to another: shortening it would gain nothing.
fn is_hammock(plan: &Plan, id: TaskId) -> bool {
    let is_told = |when: &crate::model::When| matches!(when, crate::model::When::Item { .. });
    match &plan.tasks[id].effort {
        Effort::Span(span) => is_told(&span.0) || is_told(&span.1),
        Effort::None | Effort::Unestimated(_) | Effort::Duration(_) | Effort::Elapsed(_) | Effort::Effort(_) => false,
    }
}

fn is_phase(plan: &Plan, id: TaskId) -> bool {
    id.0 + 1 < plan.tasks[id].end.0
}
