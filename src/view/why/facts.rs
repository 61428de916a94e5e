//! What else to know of an item: its slack, what it drives, its deadline, what blocks it.

use super::sentence::{Sentence, length};
use crate::calendar::Work;
use crate::model::{Direction, Effort, Gate, Kind, TaskId};
use crate::schedule::{Driver, TaskDates};
use crate::view::{Moment, Reader, blocked, phrase};

/// Returns the items whose date `task` sets, in the order of the plan.
pub(super) fn drives(reader: &Reader<'_>, task: TaskId) -> Vec<TaskId> {
    let is_backward = matches!(reader.plan.settings.direction, Direction::Backward(_));
    let is_driven = |id: TaskId| match reader.dates(id).map(|dates| dates.driver) {
        Some(Driver::Leveling(n)) => reader.schedule.leveling.waits.get(n as usize).is_some_and(|wait| wait.behind == Some(task)),
        Some(Driver::Dependency(n)) => reader.plan.dependencies.get(n as usize).is_some_and(|dependency| dependency.predecessor == task),
        Some(
            Driver::PlanStart
            | Driver::Constraint { .. }
            | Driver::Actual
            | Driver::Fixed
            | Driver::AsOf
            | Driver::Child(_)
            | Driver::AsLateAsPossible
            | Driver::Delay,
        )
        | None => false,
    };
    // Counted back from the end, work is held by what follows it and sets the date of nothing behind it.
    reader.plan.tasks.ids().filter(|id| !is_backward && is_driven(*id)).collect()
}

/// Returns the facts in words.
pub(super) fn sentences(reader: &Reader<'_>, task: TaskId, drives: &[TaskId]) -> Vec<Sentence> {
    let Some(dates) = reader.dates(task) else { return Vec::new() };
    let facts =
        [slack(reader, task, dates, drives), drives_sentence(reader, drives), due(reader, task), overdue(reader, task), gate(reader, task)];
    facts.into_iter().flatten().collect()
}

/// Returns slack as people speak of it. A phase has none of its own, and what is done has none to lose.
fn slack(reader: &Reader<'_>, task: TaskId, dates: &TaskDates, drives: &[TaskId]) -> Option<Sentence> {
    if reader.plan.tasks[task].kind == Kind::Phase || reader.is_done(task) {
        return None;
    }
    let say = |work: Work| match reader.plan.tasks[task].effort {
        Effort::Elapsed(_) => format!("{} by the clock", super::sentence::spelled(&phrase::elapsed(work.0))),
        Effort::None | Effort::Unestimated(_) | Effort::Duration(_) | Effort::Effort(_) | Effort::Span(_) => {
            length(work, &reader.plan.settings.units)
        }
    };
    let moves = moves_end(reader);
    let (total, free) = (dates.total_slack, dates.free_slack);
    if dates.critical && Work::ZERO < total {
        let set = "It is critical, for it set the dates of critical work";
        return Some(Sentence::new().say(format!("{set}; it can slip {} before it {moves}.", say(total))));
    }
    Some(match (total < Work::ZERO, total == Work::ZERO, free < total) {
        (true, ..) => {
            let missing = say(Work(total.0.saturating_neg()));
            Sentence::new().say(format!("It is critical, {missing} too late to keep every deadline and fixed date."))
        }
        (false, true, _) => Sentence::new().say(format!("It is critical: if it slips, it {moves}.")),
        (false, false, false) => Sentence::new().say(format!("It can slip {} before it {moves}.", say(total))),
        (false, false, true) if free <= Work::ZERO => {
            moved_first(reader, drives, Sentence::new().say("If it slips, it moves ")).say(format!("; after {} it {moves}.", say(total)))
        }
        (false, false, true) => moved_first(reader, drives, Sentence::new().say(format!("It can slip {} before it moves ", say(free))))
            .say(format!(", and {} before it {moves}.", say(total))),
    })
}

fn moved_first(reader: &Reader<'_>, drives: &[TaskId], sentence: Sentence) -> Sentence {
    match drives {
        [] => sentence.say("something that waits for it"),
        [first, ..] => sentence.name(reader.plan.title(*first)),
    }
}

/// Returns what happens when slack is used up: the plan ends later, or a date is missed where there are any.
fn moves_end(reader: &Reader<'_>) -> String {
    let has_dates = reader.plan.tasks.ids().any(|id| {
        let details = reader.plan.details(id);
        details.due.is_some() || !details.constraints.is_empty()
    });
    if has_dates {
        return "moves the end of the plan or misses a date that is to be kept".to_owned();
    }
    let day = reader.schedule.finish.map(|finish| reader.say(Moment { day: finish.last_day(), time: None }));
    day.map_or_else(|| "moves the end of the plan".to_owned(), |day| format!("moves the end of the plan, {day}"))
}

fn drives_sentence(reader: &Reader<'_>, drives: &[TaskId]) -> Option<Sentence> {
    let names: Vec<&str> = drives.iter().map(|id| reader.plan.title(*id)).collect();
    (!names.is_empty()).then(|| Sentence::new().say("It sets the date of ").names(&names, 4).say("."))
}

fn due(reader: &Reader<'_>, task: TaskId) -> Option<Sentence> {
    let due = reader.due(task)?;
    let day = reader.say(reader.ending(task, due));
    let late = length(reader.late_by(task), &reader.plan.settings.units);
    let words = match (reader.is_late(task), reader.is_done(task)) {
        (true, true) => format!("It was due {day}, so it was {late} late."),
        (true, false) => format!("It is due {day}, so it is {late} late."),
        (false, true) => format!("It was due {day} and kept that."),
        (false, false) if reader.is_overdue(task) => format!("It is due {day}."),
        (false, false) => format!("It is due {day} and keeps that."),
    };
    Some(Sentence::new().say(words))
}

/// Says that the status date has passed what is drawn, so that nobody takes a kept date for a true one.
fn overdue(reader: &Reader<'_>, task: TaskId) -> Option<Sentence> {
    let as_of = reader.plan.settings.as_of.filter(|_| reader.is_overdue(task))?;
    let day = reader.say(Moment { day: as_of.at.last_day(), time: None });
    Some(Sentence::new().say(format!("It is overdue: by the status date, {day}, it was not done.")))
}

fn gate(reader: &Reader<'_>, task: TaskId) -> Option<Sentence> {
    let gate = blocked(reader.plan, reader.schedule).by(task)?;
    let state = match reader.plan.details(gate).gate {
        Some(Gate::Failed(_)) => "has failed",
        Some(Gate::Open | Gate::Passed(_)) | None => "is open",
    };
    Some(Sentence::new().say("It is blocked: the gate ").name(reader.plan.title(gate)).say(format!(" {state}.")))
}
