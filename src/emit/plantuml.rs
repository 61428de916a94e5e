//! Plans as PlantUML gantt text: every date resolved, days off closed, nothing in a title that its preprocessor would run.

use std::fmt::Write as _;

use super::mermaid::{Sections, leaves, weekday};
use crate::calendar::Day;
use crate::model::{Kind, TaskId};
use crate::view::{Closed, Reader, phrase, printable};

/// Returns a plan as a PlantUML gantt diagram, to the day: PlantUML knows no times. Phases are separators.
#[must_use]
pub fn plantuml(reader: &Reader<'_>) -> String {
    let plan = reader.plan;
    let mut out = String::from("@startgantt\n");
    let title = plan.text(plan.settings.title);
    if !title.is_empty() {
        let _ = writeln!(out, "title {}", escape(title));
    }
    if let Some(start) = reader.schedule.start {
        let _ = writeln!(out, "Project starts {}", phrase::iso_day(start.day()));
    }
    out.push_str("printscale weekly\n");
    closed_days(&Closed::of(reader), &mut out);
    let items: Vec<TaskId> = leaves(reader).collect();
    let mut sections = Sections::default();
    for id in &items {
        if let Some(name) = sections.enter(reader, &items, *id) {
            let _ = writeln!(out, "-- {} --", escape(&name));
        }
        item(reader, *id, &mut out);
    }
    out.push_str("@endgantt\n");
    out
}

fn closed_days(closed: &Closed, out: &mut String) {
    for day in &closed.weekdays {
        let _ = writeln!(out, "{} are closed", weekday(*day));
    }
    for (ranges, verb) in [(&closed.off, "closed"), (&closed.worked, "opened")] {
        for (from, to) in ranges {
            let _ = match from == to {
                true => writeln!(out, "{} is {verb}", phrase::iso_day(*from)),
                false => writeln!(out, "{} to {} is {verb}", phrase::iso_day(*from), phrase::iso_day(*to)),
            };
        }
    }
}

fn item(reader: &Reader<'_>, id: TaskId, out: &mut String) {
    let (Some(start), Some(finish), Some(dates)) = (reader.start(id), reader.finish(id), reader.dates(id)) else { return };
    let (title, name) = (escape(reader.plan.title(id)), format!("i{}", id.0 + 1));
    let is_milestone = reader.plan.tasks[id].kind == Kind::Milestone;
    let day = |day: Day| phrase::iso_day(day);
    let _ = match is_milestone {
        true => writeln!(out, "[{title}] as [{name}] happens {}", day(start.day)),
        false => writeln!(out, "[{title}] as [{name}] starts {} and ends {}", day(start.day), day(finish.day.max(start.day))),
    };
    if 0 < dates.done && !is_milestone {
        let _ = writeln!(out, "[{name}] is {}% completed", dates.done.min(10_000) / 100);
    }
    if dates.critical {
        let _ = writeln!(out, "[{name}] is colored in Salmon/FireBrick");
    }
}

/// Returns `text` so that PlantUML shows its characters: what formats, calls or ends something is written by its number.
fn escape(text: &str) -> String {
    let text = printable(text);
    let mut out = String::with_capacity(text.len());
    let mut last = '\0';
    for c in text.trim().chars() {
        let doubled = c == last && matches!(c, '*' | '_' | '/' | '-' | '=' | '.' | '#');
        if doubled || matches!(c, '[' | ']' | '<' | '>' | '%' | '$' | '"' | '\\' | '~' | '\'' | '!' | '&' | '|' | '^' | '@') {
            let _ = write!(out, "<U+{:04X}>", u32::from(c));
        } else {
            out.push(c);
        }
        last = c;
    }
    if out.is_empty() {
        out.push('–');
    }
    out
}
