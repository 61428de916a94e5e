//! What lies between two days and is not worked: holidays by their names, absences by their people's, weekends by number.

use crate::calendar::{Calendar, Day, Work, WorkTime};
use crate::model::{Effort, TaskId};
use crate::view::{Reader, phrase};

/// Over more days than this nobody wants a list.
const LOOKED_AT: i32 = 800;

/// At most so many names are said.
const NAMES_SAID: usize = 3;

/// The days between two, sorted by why they are not worked.
#[derive(Default)]
struct Rest {
    names: Vec<String>,
    n_unnamed: usize,
    weekends: Vec<i32>,
}

/// Returns the days from `first` to `last` on which the item is not worked on: `Good Friday and 2 weekends`.
pub(super) fn words(reader: &Reader<'_>, task: TaskId, first: Day, last: Day) -> Option<String> {
    let rest = Rest::between(reader, task, first, last);
    listed(&rest.days_off().chain(rest.weekends()).collect::<Vec<_>>())
}

/// Returns the same without the weekends.
pub(super) fn named(reader: &Reader<'_>, task: TaskId, first: Day, last: Day) -> Option<String> {
    listed(&Rest::between(reader, task, first, last).days_off().collect::<Vec<_>>())
}

impl Rest {
    fn between(reader: &Reader<'_>, task: TaskId, first: Day, last: Day) -> Self {
        let mut rest = Self::default();
        let Some(hours) = reader.hours(reader.plan.tasks[task].calendar).filter(|_| last.0 - first.0 <= LOOKED_AT) else { return rest };
        for day in (first.0..=last.0).map(Day) {
            // 2000-01-01, day 0, was a Saturday.
            let is_weekend = day.0.rem_euclid(7) <= 1;
            match (rests(hours, day), is_weekend) {
                (true, true) => rest.weekends.push(day.0.div_euclid(7)),
                (true, false) => rest.add(name_of(hours.calendar(), day).map(str::to_owned)),
                (false, _) => rest.add_absence(reader, task, day),
            }
        }
        rest.weekends.dedup();
        rest
    }

    fn add(&mut self, name: Option<String>) {
        match name {
            Some(name) if self.names.contains(&name) => {}
            Some(name) => self.names.push(name),
            None => self.n_unnamed += 1,
        }
    }

    /// Adds a working day on which the item's people keep it from being worked on: one of them is enough where a duration
    /// runs in the hours that they share, all of them where each works at an effort in their own.
    fn add_absence(&mut self, reader: &Reader<'_>, task: TaskId, day: Day) {
        let people = reader.plan.assignments_of(task).iter().map(|assignment| &reader.plan.resources[assignment.resource]);
        let hours: Vec<_> = people.filter_map(|person| Some((person, reader.hours(person.calendar)?))).collect();
        let mut absent = hours.iter().filter(|(_, hours)| rests(hours, day));
        let Some((person, own)) = absent.next() else { return };
        let is_shared = matches!(reader.plan.tasks[task].effort, Effort::Duration(_) | Effort::Unestimated(_));
        if is_shared || absent.count() + 1 == hours.len() {
            self.add(name_of(own.calendar(), day).map(|why| format!("{why} ({})", reader.plan.text(person.title))));
        }
    }

    fn days_off(&self) -> impl Iterator<Item = String> {
        let more = self.names.len().saturating_sub(NAMES_SAID);
        let names = self.names.iter().take(NAMES_SAID).cloned();
        let more = (0 < more).then(|| phrase::count(more, "more holiday"));
        let unnamed = match self.n_unnamed {
            0 => None,
            1 => Some("a day off".to_owned()),
            n => Some(format!("{n} days off")),
        };
        names.chain(more).chain(unnamed)
    }

    fn weekends(&self) -> Option<String> {
        match self.weekends.len() {
            0 => None,
            1 => Some("a weekend".to_owned()),
            n => Some(format!("{n} weekends")),
        }
    }
}

fn rests(hours: &WorkTime, day: Day) -> bool {
    hours.between(day.start(), day.plus(1).start()) == Work::ZERO
}

/// Returns what a day off is called: the later of two exceptions holds.
fn name_of(calendar: &Calendar, day: Day) -> Option<&str> {
    let exception = calendar.exceptions.iter().rev().find(|exception| exception.from <= day && day <= exception.to)?;
    Some(exception.name.as_str()).filter(|name| !name.is_empty())
}

fn listed(parts: &[String]) -> Option<String> {
    let (last, others) = parts.split_last()?;
    Some(if others.is_empty() { last.clone() } else { format!("{} and {last}", others.join(", ")) })
}
