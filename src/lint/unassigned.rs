//! G501: work that nobody does. Silent until the plan declares people, so that a first plan is not scolded.

use super::Context;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Effort, Kind, ResourceKind, TaskId, When};

pub(super) fn check(cx: &Context<'_>, diagnostics: &mut Diagnostics) {
    if !cx.plan.settings.has_people {
        return;
    }
    for (id, task) in cx.plan.tasks.iter() {
        if task.kind == Kind::Task && task.assignments.is_empty() && !cx.is_done(id) && is_work(cx, id) {
            let message = format!("nobody is assigned to `{}`", cx.name(id));
            diagnostics.report(Code::Unassigned, task.span(), message).help(help(cx));
        }
    }
}

/// Concrete cures and a council decides without anyone of the plan: clock time is waiting, and so is a stretch between other items.
fn is_work(cx: &Context<'_>, task: TaskId) -> bool {
    match cx.plan.tasks[task].effort {
        Effort::Unestimated(_) | Effort::Duration(_) | Effort::Effort(_) => true,
        Effort::None | Effort::Elapsed(_) => false,
        Effort::Span(_) => matches!(cx.plan.given(task), Some((When::At(_), When::At(_)))),
    }
}

fn help(cx: &Context<'_>) -> String {
    let someone = cx.plan.resources.iter().find(|(_, resource)| resource.kind == ResourceKind::Person);
    someone.map_or_else(String::new, |(_, person)| format!("say who does it: `by {}`", cx.plan.text(person.id)))
}
