//! G505: a phase whose end nobody can point at.

use super::Context;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Kind, TaskId};

pub(super) fn check(cx: &Context<'_>, diagnostics: &mut Diagnostics) {
    let ends_in_milestone = ends_in_milestone(cx);
    for (id, task) in cx.plan.tasks.iter() {
        let ended = ends_in_milestone.get(id.0 as usize).copied().unwrap_or(true);
        if task.kind == Kind::Phase && !cx.plan.descendants(id).is_empty() && !ended {
            let message = format!("`{}` ends in no milestone", cx.name(id));
            diagnostics
                .report(Code::PhaseWithoutMilestone, task.span(), message)
                .help("end it with a milestone that says what is there when it is done");
        }
    }
}

/// Returns for each phase whether its last item is a milestone, one inside lies at its end, or one directly follows it.
fn ends_in_milestone(cx: &Context<'_>) -> Vec<bool> {
    let mut ended = vec![false; cx.plan.tasks.len()];
    let mut mark = |phase: TaskId| {
        if let Some(slot) = ended.get_mut(phase.0 as usize) {
            *slot = true;
        }
    };
    for dependency in &cx.plan.dependencies {
        if cx.plan.tasks[dependency.successor].kind == Kind::Milestone {
            mark(dependency.predecessor);
        }
    }
    for (id, task) in cx.plan.tasks.iter().filter(|(_, task)| task.kind == Kind::Milestone) {
        let finish = cx.dates(id).map(|dates| dates.finish);
        for phase in cx.phases_of(id) {
            let is_last = cx.plan.tasks[phase].end == task.end;
            if is_last || finish.is_some() && cx.dates(phase).map(|dates| dates.finish) == finish {
                mark(phase);
            }
        }
    }
    ended
}
