//! Load and agendas for spreadsheets and tools: a row or an object for each person and week.

use serde_json::{Value, json};

use super::csv::{disarm, records};
use crate::model::ResourceKind;
use crate::view::load::{Load, LoadCell, PersonLoad, decimal_hours, monday, state};
use crate::view::{Paths, Reader, phrase};

/// The JSON Schema of what [`load_json`] writes.
pub const LOAD_SCHEMA: &str = include_str!("load.schema.json");

/// Returns a row for each person and week: hours booked and available, the load in per cent, and what is to be said of it.
#[must_use]
pub fn load_csv(reader: &Reader<'_>, weeks: &Load) -> String {
    let headings = ["Who", "Kind", "Week of", "Booked hours", "Available hours", "Load", "State", "Tasks"];
    let rows = weeks.people.iter().flat_map(|person| {
        (0..weeks.periods.len()).zip(&person.cells).map(|(period, cell)| {
            let titles: Vec<&str> = person.slices_in(period).iter().map(|slice| reader.plan.title(slice.task)).collect();
            vec![
                disarm(title(reader, person)).into_owned(),
                kind(reader, person).to_owned(),
                week(weeks, period),
                decimal_hours(cell.booked),
                decimal_hours(cell.available),
                cell.percent().map_or_else(String::new, |percent| format!("{percent}%")),
                state(cell).to_owned(),
                disarm(&titles.join(", ")).into_owned(),
            ]
        })
    });
    records(headings.map(str::to_owned).into(), rows)
}

/// Returns a row for each person, week and task: when, how many hours, and what part of the task is done.
#[must_use]
pub fn agenda_csv(reader: &Reader<'_>, weeks: &Load) -> String {
    let headings = ["Who", "Week of", "Task", "Start", "Finish", "Hours", "Done"];
    let rows = weeks.people.iter().flat_map(|person| {
        person.slices.iter().map(|slice| {
            let done = reader.dates(slice.task).map_or(0, |dates| dates.done);
            vec![
                disarm(title(reader, person)).into_owned(),
                week(weeks, slice.period),
                disarm(reader.plan.title(slice.task)).into_owned(),
                phrase::iso(slice.start),
                phrase::iso(slice.finish),
                decimal_hours(slice.work),
                phrase::whole_percent(done).replace(' ', ""),
            ]
        })
    });
    records(headings.map(str::to_owned).into(), rows)
}

/// Returns everybody's load by week as JSON, a person a line; minutes are whole, and those of the weeks add up.
#[must_use]
pub fn load_json(reader: &Reader<'_>, weeks: &Load) -> String {
    let paths = Paths::of(reader.plan);
    let mut out = String::from("{\"version\": 1,\n \"people\": [");
    let mut separator = "\n  ";
    for person in &weeks.people {
        out.push_str(separator);
        out.push_str(&person_json(reader, &paths, weeks, person).to_string());
        separator = ",\n  ";
    }
    out.push_str("]}\n");
    out
}

fn person_json(reader: &Reader<'_>, paths: &Paths<'_>, weeks: &Load, person: &PersonLoad) -> Value {
    let mut sum = LoadCell::default();
    let mut list = Vec::new();
    for (period, cell) in (0..weeks.periods.len()).zip(&person.cells) {
        let before = (sum.booked / 10, sum.available / 10);
        (sum.booked, sum.available) = (sum.booked + cell.booked, sum.available + cell.available);
        let tasks: Vec<String> = person.slices_in(period).iter().map(|slice| paths.get(slice.task)).collect();
        list.push(json!({
            "week": week(weeks, period),
            "booked": sum.booked / 10 - before.0,
            "available": sum.available / 10 - before.1,
            "overloaded": cell.over,
            "tasks": tasks,
        }));
    }
    let resource = &reader.plan.resources[person.who];
    json!({
        "id": reader.plan.text(resource.id),
        "title": title(reader, person),
        "kind": kind(reader, person),
        "booked": sum.booked / 10,
        "available": sum.available / 10,
        "weeks": list,
    })
}

/// Returns the Monday of a week.
fn week(weeks: &Load, period: usize) -> String {
    weeks.periods.get(period).map_or_else(String::new, |(first, _)| phrase::iso_day(monday(*first)))
}

fn title<'a>(reader: &Reader<'a>, person: &PersonLoad) -> &'a str {
    reader.plan.text(reader.plan.resources[person.who].title)
}

fn kind(reader: &Reader<'_>, person: &PersonLoad) -> &'static str {
    match reader.plan.resources[person.who].kind {
        ResourceKind::Person => "person",
        ResourceKind::Team => "team",
        ResourceKind::Resource => "resource",
        ResourceKind::Label => "name",
    }
}
