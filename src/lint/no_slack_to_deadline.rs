//! G507: a deadline that is met to the minute; the first slip misses it.

use super::Context;
use crate::calendar::Instant;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{TaskId, When};

pub(super) fn check(cx: &Context<'_>, diagnostics: &mut Diagnostics) {
    for id in cx.plan.tasks.ids() {
        let Some(due) = &cx.plan.details(id).due else { continue };
        if !cx.is_done(id) && is_met_exactly(cx, id, due.when) {
            let message = format!("`{}` meets its deadline with nothing to spare", cx.name(id));
            let diagnostic = diagnostics.report(Code::NoSlackToDeadline, due.span, message);
            diagnostic.help("shorten what leads to it, or agree on a later day, before the first slip decides");
        }
    }
}

fn is_met_exactly(cx: &Context<'_>, task: TaskId, when: When) -> bool {
    let Some(dates) = cx.dates(task) else { return false };
    due_at(when).is_some_and(|due| due == dates.finish)
}

fn due_at(when: When) -> Option<Instant> {
    match when {
        When::At(instant) => Some(instant),
        When::Item { .. } => None,
    }
}
