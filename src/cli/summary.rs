//! A plan in one line, for the person who has just drawn or checked it.

use super::load::Loaded;
use super::{Exit, Failure};
use crate::diagnostic::{Code, visible};
use crate::model::Kind;
use crate::view::phrase::{count, day_span};

/// What to write in a plan that has nothing in it.
const FIRST: &str = "begin with a line such as `task first-step 2d from 2026-09-07`";

/// Refuses a plan with nothing in it: a chart or report of nothing helps nobody.
pub(super) fn something_to_show(loaded: &Loaded) -> Result<(), Failure> {
    if loaded.compilation.plan.tasks.is_empty() {
        let sentence = format!("`{}` has no task and no milestone yet, so there is nothing to show", visible(&loaded.name));
        return Err(Failure::new(Exit::PlanErrors, sentence).help(FIRST));
    }
    Ok(())
}

/// Returns how much a plan holds, when, and whether it is late: `21 tasks, 6 milestones, 2 Mar – 12 May 2026, 1 deadline missed`.
pub(super) fn of(loaded: &Loaded) -> String {
    let (plan, schedule) = (&loaded.compilation.plan, &loaded.compilation.schedule);
    let of_kind = |kind: Kind| plan.tasks.iter().filter(|(_, task)| task.kind == kind).count();
    let (tasks, milestones) = (of_kind(Kind::Task), of_kind(Kind::Milestone));
    if plan.tasks.is_empty() {
        return format!("nothing wrong, and nothing to draw yet: {FIRST}");
    }
    let mut parts = vec![count(tasks, "task"), count(milestones, "milestone")];
    parts.extend(schedule.start.zip(schedule.finish).map(|(start, finish)| day_span(start.day(), finish.last_day())));
    let missed = loaded.compilation.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::MissedDeadline).count();
    if missed > 0 {
        parts.push(format!("{} missed", count(missed, "deadline")));
    }
    parts.join(", ")
}
