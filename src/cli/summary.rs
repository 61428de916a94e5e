//! A plan in one line, for the person who has just drawn or checked it.

use super::load::Loaded;
use super::{Exit, Failure};
use crate::diagnostic::visible;
use crate::model::{Kind, TaskId};
use crate::view::Reader;
use crate::view::phrase::{count, day_span, work};

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

/// Returns how much a plan holds, when, and whether it is late: `21 tasks, 6 milestones, 2 Mar – 12 May 2026, Go-live 2 d late`.
pub(super) fn of(loaded: &Loaded) -> String {
    let (plan, schedule) = (&loaded.compilation.plan, &loaded.compilation.schedule);
    if plan.tasks.is_empty() {
        return format!("nothing wrong, and nothing to draw yet: {FIRST}");
    }
    let of_kind = |kind: Kind| plan.tasks.iter().filter(|(_, task)| task.kind == kind).count();
    let counts = [(of_kind(Kind::Task), "task"), (of_kind(Kind::Milestone), "milestone")];
    let mut parts: Vec<String> = counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(n, noun)).collect();
    parts.extend(schedule.start.zip(schedule.finish).map(|(start, finish)| day_span(start.day(), finish.last_day().max(start.day()))));
    let reader = Reader::of(plan, schedule);
    let late: Vec<TaskId> = plan.tasks.ids().filter(|id| reader.is_late(*id)).collect();
    match late.as_slice() {
        [] => {}
        [one] => parts.push(format!("{} {} late", visible(plan.title(*one)), work(reader.late_by(*one), &plan.settings.units))),
        several => parts.push(format!("{} deadlines missed", several.len())),
    }
    parts.join(", ")
}
