//! G508: `5d by ben`, and ben works half days: five days of the calendar, or five days of work?
//!
//! A duration is a span, and stays one; the writer who meant work wants `effort`. Whoever writes the share on the task,
//! `ben 50%`, has thought of it, and someone full-time beside ben carries the span.

use super::Context;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Assignment, Effort, ResourceKind, TaskId};
use crate::syntax::ast::{Clause, ClauseKind};

/// Ten-thousandths of a full person.
const FULL: u32 = 10_000;

pub(super) fn check(cx: &Context<'_>, diagnostics: &mut Diagnostics) {
    for (id, task) in cx.plan.tasks.iter() {
        let assignments = cx.plan.assignments_of(id);
        let is_span = matches!(task.effort, Effort::Duration(_)) && !cx.is_done(id);
        if let Some(first) = assignments.first().filter(|_| is_span && assignments.iter().all(|each| is_part_time(cx, each))) {
            report(cx, id, first, diagnostics);
        }
    }
}

fn is_part_time(cx: &Context<'_>, assignment: &Assignment) -> bool {
    let resource = &cx.plan.resources[assignment.resource];
    resource.kind == ResourceKind::Person && resource.units < FULL && assignment.units().is_none() && assignment.work().is_none()
}

fn report(cx: &Context<'_>, task: TaskId, assignment: &Assignment, diagnostics: &mut Diagnostics) {
    let Some((_, span)) = cx.clause(task, is_duration) else { return };
    let person = &cx.plan.resources[assignment.resource];
    let (written, name) = (cx.sources.text(span), cx.plan.text(person.id));
    let share = format!("{name} {}%", f64::from(person.units) / 100.0);
    let message = format!("`{written}` is a span of time, and `{name}` is there for a part of it");
    let diagnostic = diagnostics.report(Code::PartTimeSpan, span, message);
    diagnostic.label(person.span, format!("`{name}` is part-time")).label(assignment.span(), "assigned here");
    diagnostic.help(format!("if the work is meant, write `effort {written}`; if the span is meant, say so: `by {share}`"));
    let before = crate::span::Span { end: span.start, ..span };
    diagnostic.fix(format!("write `effort {written}`"), before, "effort ");
    diagnostic.fix(format!("write `{share}`"), assignment.span(), share);
}

fn is_duration(clause: &Clause) -> bool {
    matches!(clause.kind, ClauseKind::Duration(_))
}
