//! G506: a task that nothing waits for: done or not, the plan goes on.

use super::Context;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Kind, Plan, TaskId, When};

pub(super) fn check(cx: &Context<'_>, diagnostics: &mut Diagnostics) {
    let waited_for = waited_for(cx.plan);
    for (id, task) in cx.plan.tasks.iter() {
        let waited = waited_for.get(id.0 as usize).copied().unwrap_or(true);
        if task.kind == Kind::Task && !waited {
            let message = format!("nothing waits for `{}`", cx.name(id));
            diagnostics
                .report(Code::DanglingTask, task.span(), message)
                .help(format!("let a milestone or a task wait for it: `after {}`", quoted(cx, id)));
        }
    }
}

fn quoted(cx: &Context<'_>, task: TaskId) -> String {
    if cx.plan.text(cx.plan.tasks[task].id).is_empty() { format!("\"{}\"", cx.name(task)) } else { cx.name(task).to_owned() }
}

/// Returns for each item whether anything waits for it or for a phase that holds it.
fn waited_for(plan: &Plan) -> Vec<bool> {
    let mut waited_for = vec![false; plan.tasks.len()];
    let mut mark = |item: TaskId| {
        if let Some(slot) = waited_for.get_mut(item.0 as usize) {
            *slot = true;
        }
    };
    plan.dependencies.iter().for_each(|dependency| mark(dependency.predecessor));
    for id in plan.tasks.ids() {
        let dates = plan.details(id).constraints.iter().map(|constraint| constraint.when);
        let given = plan.given(id).into_iter().flat_map(|(from, until)| [*from, *until]);
        dates.chain(given).filter_map(item_of).for_each(&mut mark);
    }
    for (id, task) in plan.tasks.iter() {
        let inherited = task.parent().is_some_and(|phase| waited_for.get(phase.0 as usize).copied().unwrap_or(false));
        if let Some(slot) = waited_for.get_mut(id.0 as usize) {
            *slot |= inherited;
        }
    }
    waited_for
}

fn item_of(when: When) -> Option<TaskId> {
    match when {
        When::At(_) => None,
        When::Item { item, .. } => Some(item),
    }
}
