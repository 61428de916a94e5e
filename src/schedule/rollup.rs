//! Phases: late dates, slack and progress from what is inside.

use super::lag::as_work;
use super::{Cx, Dates};
use crate::calendar::{Instant, Work};
use crate::model::{Effort, TaskId};

/// A phase that is being read, with what was found inside it so far.
struct Sum {
    phase: TaskId,
    end: TaskId,
    late_start: Instant,
    late_finish: Instant,
    early_finish: Instant,
    slack: Work,
    critical: bool,
    /// Durations, and durations times ten-thousandths done.
    whole: i64,
    done: i64,
    /// The same by count, for phases of milestones alone.
    items: i64,
    items_done: i64,
}

/// Gives every phase what its items add up to: the least slack, progress weighted by duration.
pub(super) fn phases(cx: &Cx<'_>, dates: &mut Dates) {
    let mut open: Vec<Sum> = Vec::new();
    for (id, task) in cx.plan.tasks.iter() {
        settle(cx, dates, &mut open, id);
        if id.0 + 1 < task.end.0 {
            open.push(Sum::new(id, task.end));
        } else if let Some(sum) = open.last_mut() {
            let known = &dates[id];
            let weight = if matches!(task.effort, Effort::Elapsed(_)) { as_work(cx, known.duration) } else { i64::from(known.duration.0) };
            sum.add(&Sum {
                late_start: known.late_start,
                late_finish: known.late_finish,
                early_finish: known.early_finish,
                slack: known.total_slack,
                critical: known.critical,
                whole: weight,
                done: weight * i64::from(known.done),
                items: 1,
                items_done: i64::from(known.done),
                ..Sum::new(id, id)
            });
        }
    }
    settle(cx, dates, &mut open, TaskId(u32::MAX));
}

/// Finishes the phases that end before `id` and adds each to the one around it.
fn settle(cx: &Cx<'_>, dates: &mut Dates, open: &mut Vec<Sum>, id: TaskId) {
    while let Some(sum) = open.pop_if(|sum| sum.end <= id) {
        let slot = &mut dates[sum.phase];
        slot.late_start = sum.late_start;
        // A finish that is held beyond what is inside has a bound of its own, kept by the backward pass.
        let is_held = sum.early_finish < slot.early_finish;
        slot.late_finish = if is_held { slot.late_finish.max(sum.late_finish) } else { sum.late_finish };
        slot.total_slack = sum.slack;
        slot.free_slack = slot.free_slack.min(sum.slack).max(Work::ZERO);
        slot.critical = sum.critical;
        let rolled = if sum.whole > 0 { sum.done / sum.whole } else { sum.items_done / sum.items.max(1) };
        slot.done = cx.plan.details(sum.phase).progress.done.unwrap_or(u32::try_from(rolled).unwrap_or(0));
        if let Some(outer) = open.last_mut() {
            let inside = Sum { late_finish: slot.late_finish, early_finish: slot.early_finish, ..sum };
            outer.add(&inside);
        }
    }
}

impl Sum {
    const fn new(phase: TaskId, end: TaskId) -> Self {
        Self {
            phase,
            end,
            late_start: Instant::MAX,
            late_finish: Instant::MIN,
            early_finish: Instant::MIN,
            slack: Work(i32::MAX),
            critical: false,
            whole: 0,
            done: 0,
            items: 0,
            items_done: 0,
        }
    }

    fn add(&mut self, inside: &Self) {
        self.late_start = self.late_start.min(inside.late_start);
        self.late_finish = self.late_finish.max(inside.late_finish);
        self.early_finish = self.early_finish.max(inside.early_finish);
        self.slack = self.slack.min(inside.slack);
        self.critical |= inside.critical;
        self.whole += inside.whole;
        self.done += inside.done;
        self.items += inside.items;
        self.items_done += inside.items_done;
    }
}
