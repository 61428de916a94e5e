//! Slack: how far an item can slip before something else must move.

use rustc_hash::FxHashMap;

use super::backward::Lowest;
use super::effort::Run;
use super::lag::{back, ends, length};
use super::progress::{self, State};
use super::{Cx, Dates, is_phase};
use crate::calendar::{Instant, Work};
use crate::model::{CalendarId, Edge, Effort, Kind, Plan, TaskId};

/// Gives every task and milestone its total slack, measured on its calendar, and tells whether it is critical.
pub(super) fn total(cx: &Cx<'_>, dates: &mut Dates) {
    for id in cx.plan.tasks.ids().filter(|id| !is_phase(cx.plan, *id)) {
        let state = progress::state(cx.plan, id);
        let task = &cx.plan.tasks[id];
        let known = dates[id];
        let slack = match state {
            State::Over => Work::ZERO,
            State::Begun => gap(cx, id, known.early_finish, known.late_finish),
            State::Open => {
                let finish = gap(cx, id, known.early_finish, known.late_finish);
                // Work of one length on its own calendar has as much slack at its start as at its end.
                let is_one = matches!(cx.run(id), Run::Hours(clock, _) if clock == task.calendar.0);
                let is_alike = is_one && task.details.is_none();
                let start = if is_alike { finish } else { gap(cx, id, known.early_start, known.late_start) };
                let logic = cx.course.logic.get(&id).map(|logic| gap(cx, id, *logic, known.late_start.min(known.early_start)));
                start.min(finish).min(logic.unwrap_or(start))
            }
        };
        let is_late = known.start != known.early_start && cx.course.drawing == super::Drawing::SomeLate;
        let slot = &mut dates[id];
        slot.total_slack = if is_late { slack.min(Work::ZERO) } else { slack };
        slot.critical = slot.total_slack <= Work::ZERO && state != State::Over && !is_hammock(cx.plan, id);
        slot.free_slack = slot.total_slack;
    }
    for id in cx.plan.tasks.ids().filter(|id| anchor(cx.plan, *id).is_some()) {
        // At a distance from another item it moves with that one and not alone.
        let held = std::iter::successors(Some(id), |id| anchor(cx.plan, *id)).take(64).last().unwrap_or(id);
        let (slack, critical) = (dates[held].total_slack, dates[held].critical);
        let slot = &mut dates[id];
        if !is_phase(cx.plan, held) && slack < slot.total_slack {
            (slot.total_slack, slot.critical) = (slack, critical);
        }
    }
}

/// Returns the item at whose exact distance a milestone sits.
fn anchor(plan: &Plan, id: TaskId) -> Option<TaskId> {
    if plan.tasks[id].kind != Kind::Milestone || progress::state(plan, id) != State::Open {
        return None;
    }
    plan.dependencies_of(id).iter().find(|link| link.exact).map(|link| link.predecessor)
}

/// The latest dates of a phase that move nothing outside it.
#[derive(Clone, Copy, Debug)]
struct Room {
    start: Instant,
    finish: Instant,
}

/// Lowers the free slack of everything to what its successors leave, measured on its own calendar, never under nothing.
pub(super) fn free(cx: &Cx<'_>, dates: &mut Dates) {
    for id in cx.plan.tasks.ids().filter(|id| is_phase(cx.plan, *id)) {
        dates[id].free_slack = Work(i32::MAX);
    }
    let mut rooms: FxHashMap<TaskId, Room> = FxHashMap::default();
    let mut lowest = Lowest::default();
    for id in cx.plan.tasks.ids().rev() {
        let task = &cx.plan.tasks[id];
        let parent = task.parent().filter(|parent| cx.network.gives(*parent));
        if is_phase(cx.plan, id) {
            let inside = lowest.take(id);
            for (calendar, start) in &inside {
                lower_all(cx, dates, &mut rooms, (id, *calendar), (Some(*start), None));
            }
            let finish = dates[id].finish;
            lower_all(cx, dates, &mut rooms, (id, task.calendar), (None, Some(finish)));
            for (calendar, start) in inside {
                parent.inspect(|parent| lowest.lower(*parent, calendar, start));
            }
        } else if progress::state(cx.plan, id) != State::Over {
            let (start, finish) = (dates[id].start, dates[id].finish);
            lower_all(cx, dates, &mut rooms, (id, task.calendar), (Some(start), Some(finish)));
            for handover in cx.chain.before(id) {
                let left = gap(cx, handover.before, handover.ends, handover.starts);
                lower_outward(cx.plan, dates, (handover.before, id), left);
            }
            parent.inspect(|parent| lowest.lower(*parent, task.calendar, start));
        }
    }
    hand_down(cx, dates, &rooms);
}

/// Lowers the free slack of everything that an item waits for; `own` are the dates that wait, and the lags run on the calendar.
fn lower_all(
    cx: &Cx<'_>,
    dates: &mut Dates,
    rooms: &mut FxHashMap<TaskId, Room>,
    (id, calendar): (TaskId, CalendarId),
    own: (Option<Instant>, Option<Instant>),
) {
    let clock = cx.lengths.calendar(calendar);
    for link in cx.plan.dependencies_of(id) {
        let (from, to) = ends(link.link);
        let Some(waits) = (if to == Edge::Start { own.0 } else { own.1 }) else { continue };
        let latest = back(clock, waits, length(cx, dates, link.lag(), link.predecessor));
        let known = dates[link.predecessor];
        let left = gap(cx, link.predecessor, if from == Edge::Start { known.start } else { known.finish }, latest);
        lower_outward(cx.plan, dates, (link.predecessor, link.successor), left);
        if is_phase(cx.plan, link.predecessor) {
            let room = rooms.entry(link.predecessor).or_insert(Room { start: Instant::MAX, finish: Instant::MAX });
            match from {
                Edge::Start => room.start = room.start.min(latest),
                Edge::End => room.finish = room.finish.min(latest),
            }
        }
    }
}

/// Lowers the free slack of a predecessor, and of the phases around it that do not hold the successor too.
fn lower_outward(plan: &Plan, dates: &mut Dates, (before, after): (TaskId, TaskId), left: Work) {
    let mut at = Some(before);
    while let Some(id) = at.filter(|id| !plan.descendants(*id).contains(&after.0)) {
        dates[id].free_slack = dates[id].free_slack.min(left);
        at = plan.tasks[id].parent();
    }
}

/// What follows a phase's finish follows everything inside it, what follows its start all that it begins with.
fn hand_down(cx: &Cx<'_>, dates: &mut Dates, rooms: &FxHashMap<TaskId, Room>) {
    let mut open: Vec<(TaskId, Instant, Room)> = Vec::new();
    for (id, task) in cx.plan.tasks.iter() {
        while open.pop_if(|(end, ..)| *end <= id).is_some() {}
        let known = dates[id];
        let mut room = open.last().map_or(Room { start: Instant::MAX, finish: Instant::MAX }, |(_, begins, room)| Room {
            start: if known.start <= *begins { room.start } else { Instant::MAX },
            finish: room.finish,
        });
        if is_phase(cx.plan, id) {
            if let Some(own) = rooms.get(&id) {
                room = Room { start: room.start.min(own.start), finish: room.finish.min(own.finish) };
            }
            open.push((task.end, known.start, room));
            continue;
        }
        let mut left = known.free_slack.min(known.total_slack);
        if room.finish < Instant::MAX {
            left = left.min(gap(cx, id, known.finish, room.finish));
        }
        if room.start < Instant::MAX {
            left = left.min(gap(cx, id, known.start, room.start));
        }
        dates[id].free_slack = left.max(Work::ZERO);
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
pub(super) fn is_hammock(plan: &Plan, id: TaskId) -> bool {
    let is_told = |when: &crate::model::When| matches!(when, crate::model::When::Item { .. });
    plan.given(id).is_some_and(|(from, until)| is_told(from) || is_told(until))
}
