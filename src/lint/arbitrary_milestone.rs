//! G504: a milestone that follows nothing lies wherever the plan begins, and nothing that happens can move it.

use super::Context;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Direction, Gate, Kind, TaskId};

pub(super) fn check(cx: &Context<'_>, diagnostics: &mut Diagnostics) {
    let backward = matches!(cx.plan.settings.direction, Direction::Backward(_));
    let waited_for = if backward { waited_for(cx) } else { Vec::new() };
    for (id, task) in cx.plan.tasks.iter() {
        let held = waited_for.get(id.0 as usize).copied().unwrap_or(false);
        if task.kind == Kind::Milestone && !follows_something(cx, id) && !held && !cx.is_dated(id) && !is_reached(cx, id) {
            report(cx, id, diagnostics);
        }
    }
}

fn report(cx: &Context<'_>, milestone: TaskId, diagnostics: &mut Diagnostics) {
    let message = format!("`{}` follows nothing, so no work can move it", cx.name(milestone));
    let diagnostic = diagnostics.report(Code::ArbitraryMilestone, cx.plan.tasks[milestone].span(), message);
    let Some(before) = item_before(cx, milestone) else {
        diagnostic.help("say what it follows, `after …`, or the day it is on, `on …`");
        return;
    };
    diagnostic.help(format!("say what it follows, `after {before}`, or the day it is on, `on …`"));
    if let Some(end) = cx.end_of_line(milestone) {
        diagnostic.fix(format!("write `after {before}`"), end, format!(" after {before}"));
    }
}

fn follows_something(cx: &Context<'_>, milestone: TaskId) -> bool {
    std::iter::once(milestone).chain(cx.phases_of(milestone)).any(|item| !cx.plan.dependencies_of(item).is_empty())
}

/// Returns for each item whether something waits for it: in a plan that runs backward, that is what places it.
fn waited_for(cx: &Context<'_>) -> Vec<bool> {
    let mut waited_for = vec![false; cx.plan.tasks.len()];
    for dependency in &cx.plan.dependencies {
        if let Some(slot) = waited_for.get_mut(dependency.predecessor.0 as usize) {
            *slot = true;
        }
    }
    waited_for
}

fn is_reached(cx: &Context<'_>, milestone: TaskId) -> bool {
    let gate = cx.plan.details(milestone).gate;
    cx.is_done(milestone) || matches!(gate, Some(Gate::Passed(_) | Gate::Failed(_)))
}

/// Returns the id of the item just before in the same phase, where it can be named so.
fn item_before<'a>(cx: &Context<'a>, milestone: TaskId) -> Option<&'a str> {
    let parent = cx.plan.tasks[milestone].parent();
    let mut item = TaskId(milestone.0.checked_sub(1)?);
    while cx.plan.tasks[item].parent() != parent {
        item = cx.plan.tasks[item].parent()?;
    }
    Some(cx.plan.text(cx.plan.tasks[item].id)).filter(|id| !id.is_empty())
}
