//! G502: a task so long that nobody will know how far it is.
//!
//! The bound is twenty days of the plan, a month: what takes longer is a phase whose tasks were not thought of yet.

use super::Context;
use crate::calendar::Work;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Effort, Id, TaskId};

/// Days of the plan that a task may take.
const BOUND: i32 = 20;

pub(super) fn check(cx: &Context<'_>, diagnostics: &mut Diagnostics) {
    let bound = Work(cx.plan.settings.units.day.0.saturating_mul(BOUND));
    for (id, task) in cx.plan.tasks.iter() {
        if bound < length(cx, id) && !cx.is_done(id) {
            let message = format!("`{}` takes longer than {BOUND} days", cx.name(id));
            diagnostics
                .report(Code::LongTask, task.span(), message)
                .help("make it a phase, and break it into tasks that can be seen to be done");
        }
    }
}

/// Returns the working time that a task spans; nothing for what is waiting, or given by others.
fn length(cx: &Context<'_>, task: TaskId) -> Work {
    match cx.plan.tasks[task].effort {
        Effort::Duration(work) => work,
        Effort::Effort(work) => cx.schedule.tasks.get(task.index()).map_or(work, |dates| dates.duration),
        Effort::None | Effort::Unestimated(_) | Effort::Elapsed(_) | Effort::Span(_) => Work::ZERO,
    }
}
