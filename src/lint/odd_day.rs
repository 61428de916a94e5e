//! G509: `5d` on a calendar whose days are longer or shorter than the plan's `1d`.
//!
//! Days are a measure of the whole plan, so that two tasks of `5d` are the same work; on a night shift of six hours
//! five of them take longer than five nights, which surprises whoever counts nights. On the standard calendar the two
//! differ only where `units` says so, and then it was meant.

use super::Context;
use crate::calendar::Work;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Arena, CalendarId, NamedCalendar, Plan, TaskId};
use crate::syntax::ast::{Amount, Clause, ClauseKind, Estimate, Unit};

pub(super) fn check(cx: &Context<'_>, diagnostics: &mut Diagnostics) {
    let days = days(&cx.plan.calendars);
    for (id, task) in cx.plan.tasks.iter() {
        let Some(day) = days.get(task.calendar.0 as usize).copied() else { continue };
        let is_odd = task.calendar != Plan::STANDARD && day != cx.plan.settings.units.day && day != Work::ZERO;
        if is_odd && !cx.is_done(id) {
            report(cx, id, day, diagnostics);
        }
    }
}

/// Returns the usual length of a day in each calendar.
fn days(calendars: &Arena<CalendarId, NamedCalendar>) -> Vec<Work> {
    calendars.iter().map(|(_, named)| named.calendar.typical_day()).collect()
}

fn report(cx: &Context<'_>, task: TaskId, day: Work, diagnostics: &mut Diagnostics) {
    let Some((clause, span)) = cx.clause(task, |clause| amount(clause).is_some()) else { return };
    let Some(amount) = amount(clause) else { return };
    let plan_day = cx.plan.settings.units.day;
    let calendar = cx.plan.text(cx.plan.calendars[cx.plan.tasks[task].calendar].id);
    let message = format!("`1d` is {}, a day of the calendar `{calendar}` has {}", in_hours(plan_day), in_hours(day));
    let keyword = if matches!(clause.kind, ClauseKind::Effort(_)) { "effort " } else { "" };
    let hours = format!("{keyword}{}", hours(amount, cx.plan));
    let diagnostic = diagnostics.report(Code::OddDay, span, message);
    if is_range(clause) {
        diagnostic.help("write it in hours");
        return;
    }
    diagnostic.help(format!("write the hours that are meant; as it stands it is `{hours}`"));
    diagnostic.fix(format!("write `{hours}`"), span, hours);
}

/// Returns the length that a clause gives in days, weeks or months of work.
fn amount(clause: &Clause) -> Option<Amount> {
    let amount = estimate(clause)?.likely()?;
    let in_days = match amount.unit {
        Unit::Day | Unit::Week | Unit::Month => true,
        Unit::Minute | Unit::Hour | Unit::Percent => false,
    };
    Some(amount).filter(|amount| in_days && !amount.elapsed)
}

fn estimate(clause: &Clause) -> Option<&Estimate> {
    if let ClauseKind::Duration(estimate) | ClauseKind::Effort(estimate) = &clause.kind { Some(estimate) } else { None }
}

fn is_range(clause: &Clause) -> bool {
    estimate(clause).is_some_and(|estimate| estimate.bounds().is_some())
}

/// Returns the length in hours of the plan: `5d` is `40h`.
fn hours(amount: Amount, plan: &Plan) -> String {
    let units = plan.settings.units;
    let unit = match amount.unit {
        Unit::Month => units.month,
        Unit::Week => units.week,
        Unit::Day | Unit::Hour | Unit::Minute | Unit::Percent => units.day,
    };
    let tenths = i64::from(amount.thousandths) * i64::from(unit.0) / 1_000;
    format!("{}h", decimal(tenths))
}

fn in_hours(work: Work) -> String {
    format!("{} h", decimal(i64::from(work.0)))
}

/// Returns tenths of a minute as hours, to at most two decimals.
fn decimal(tenths: i64) -> String {
    let hundredths = tenths / 6;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:02}").trim_end_matches('0').to_owned() }
}
