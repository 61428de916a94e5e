//! G507: a deadline that is met to the minute; the first slip misses it.

use super::Context;
use crate::calendar::{Instant, Work, WorkTime};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Arena, CalendarId, Id, Lag, NamedCalendar, TaskId, When};
use crate::syntax::ast::Edge;

pub(super) fn check(cx: &Context<'_>, diagnostics: &mut Diagnostics) {
    let mut clocks = Clocks { calendars: &cx.plan.calendars, indexed: vec![None; cx.plan.calendars.len()] };
    for (id, task) in cx.plan.tasks.iter() {
        let Some(due) = &cx.plan.details(id).due else { continue };
        let Some(clock) = clocks.of(task.calendar).filter(|_| !cx.is_done(id)) else { continue };
        if is_met_exactly(cx, id, due.when, clock) {
            let message = format!("`{}` meets its deadline with nothing to spare", cx.name(id));
            let diagnostic = diagnostics.report(Code::NoSlackToDeadline, due.span, message);
            diagnostic.help("shorten what leads to it, or agree on a later day, before the first slip decides");
        }
    }
}

fn is_met_exactly(cx: &Context<'_>, task: TaskId, when: When, clock: &WorkTime) -> bool {
    let (Some(dates), Some(due)) = (cx.dates(task), due_at(cx, when, clock)) else { return false };
    dates.finish <= due && clock.between(dates.finish, due).0 == 0
}

fn due_at(cx: &Context<'_>, when: When, clock: &WorkTime) -> Option<Instant> {
    let (item, edge, lag) = match when {
        When::At(instant) => return Some(instant),
        When::Item { item, edge, lag, span: _ } => (item, edge, lag),
    };
    let dates = cx.dates(item)?;
    let from = if edge == Edge::Start { dates.start } else { dates.finish };
    Some(match lag {
        Lag::None => from,
        Lag::Work(work) => clock.add(from, work),
        Lag::Elapsed(length) => from.plus(length),
        Lag::Percent(share) => clock.add(from, Work::from_tenths(i64::from(dates.duration.0) * i64::from(share) / 10_000)),
    })
}

/// The calendars of items with a deadline, each indexed once.
struct Clocks<'a> {
    calendars: &'a Arena<CalendarId, NamedCalendar>,
    indexed: Vec<Option<WorkTime>>,
}

impl Clocks<'_> {
    fn of(&mut self, id: CalendarId) -> Option<&WorkTime> {
        let calendar = &self.calendars[id].calendar;
        let slot = self.indexed.get_mut(id.index())?;
        Some(slot.get_or_insert_with(|| WorkTime::of(calendar)))
    }
}
