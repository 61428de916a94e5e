//! G503: a task whose length nobody has said; it is drawn as one day, which is a guess.

use super::Context;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::Effort;

pub(super) fn check(cx: &Context<'_>, diagnostics: &mut Diagnostics) {
    for (id, task) in cx.plan.tasks.iter() {
        if matches!(task.effort, Effort::Unestimated(_)) && !cx.is_done(id) {
            let message = format!("`{}` has no estimate", cx.name(id));
            diagnostics.report(Code::NoEstimate, task.span(), message).help("say how long it takes: `5d`, or `3d..10d` while it is unsure");
        }
    }
}
