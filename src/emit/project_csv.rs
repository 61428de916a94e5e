//! CSV that MS Project's import wizard maps by itself: its own field names, one row an item, the outline as levels.
//!
//! Rows are numbered from one in the order of the plan, and predecessors name those numbers (`3FS+2d`). Dates are ISO, for
//! the wizard reads dates and lists by the settings of the machine that it runs on.

use super::csv::{disarm, records};
use crate::calendar::{DAY, Instant};
use crate::model::{Assignment, ConstraintKind, Dependency, Effort, Kind, Lag, Link, Plan, TaskId};
use crate::view::{Reader, phrase};

const HEADINGS: [&str; 15] = [
    "ID",
    "Active",
    "Task Mode",
    "Name",
    "Duration",
    "Start",
    "Finish",
    "Predecessors",
    "Outline Level",
    "Resource Names",
    "% Complete",
    "Constraint Type",
    "Constraint Date",
    "Deadline",
    "Notes",
];

/// Returns a plan as CSV for MS Project.
#[must_use]
pub fn project_csv(reader: &Reader<'_>) -> String {
    let ids = reader.plan.tasks.ids();
    let rows = ids.filter_map(|id| row(reader, id)).map(|cells| cells.to_vec());
    records(HEADINGS.map(str::to_owned).to_vec(), rows)
}

fn row(reader: &Reader<'_>, id: TaskId) -> Option<[String; 15]> {
    let (plan, dates) = (reader.plan, reader.dates(id)?);
    let (task, details) = (&plan.tasks[id], plan.details(id));
    let (constraint, date) = constraint(reader, id);
    let predecessors: Vec<String> = plan.dependencies_of(id).iter().map(|dependency| predecessor(plan, dependency)).collect();
    let booked = if details.gate.is_none() { plan.assignments_of(id) } else { &[] };
    let people: Vec<String> = booked.iter().map(|assignment| resource(plan, assignment)).collect();
    let mode = if matches!(task.effort, Effort::Span(_)) { "Manually Scheduled" } else { "Auto Scheduled" };
    Some([
        (id.0 + 1).to_string(),
        "Yes".to_owned(),
        mode.to_owned(),
        disarm(plan.title(id)).into_owned(),
        duration(reader, id),
        stamp(dates.start),
        stamp(dates.finish),
        predecessors.join(","),
        task.level.to_string(),
        disarm(&people.join(",")).into_owned(),
        format!("{}%", dates.done.min(10_000) / 100),
        constraint.to_owned(),
        date,
        reader.due(id).map(stamp).unwrap_or_default(),
        disarm(details.note.map_or("", |note| plan.text(note))).into_owned(),
    ])
}

fn stamp(t: Instant) -> String {
    phrase::iso(t).replace('T', " ")
}

/// Returns how long an item takes, in days of eight hours if that is what the plan's day is, else in hours.
fn duration(reader: &Reader<'_>, id: TaskId) -> String {
    let dates = reader.dates(id);
    let plan = reader.plan;
    let task = &plan.tasks[id];
    let days = plan.settings.units.day.0 == 4_800;
    match &task.effort {
        Effort::None if task.kind == Kind::Milestone => "0 days".to_owned(),
        Effort::Elapsed(length) => amount(length.0, (DAY, "edays"), "emins"),
        Effort::Unestimated(work) => format!("{}?", amount(work.0, if days { (4_800, "days") } else { (600, "hrs") }, "mins")),
        Effort::None | Effort::Duration(_) | Effort::Effort(_) | Effort::Span(_) => {
            let work = dates.map_or(0, |dates| dates.duration.0);
            amount(work, if days { (4_800, "days") } else { (600, "hrs") }, "mins")
        }
    }
}

/// Returns a length in the larger unit where hundredths of it say it exactly, else in the smaller, a minute.
fn amount(tenths: i32, (unit, name): (i32, &str), minutes: &str) -> String {
    let tenths = i64::from(tenths);
    if tenths * 100 % i64::from(unit) != 0 {
        return format!("{} {minutes}", tenths / 10);
    }
    let hundredths = tenths * 100 / i64::from(unit);
    match (hundredths / 100, hundredths % 100) {
        (1, 0) => format!("1 {}", name.trim_end_matches('s')),
        (whole, 0) => format!("{whole} {name}"),
        (whole, part) if part % 10 == 0 => format!("{whole}.{} {name}", part / 10),
        (whole, part) => format!("{whole}.{part:02} {name}"),
    }
}

/// Returns a link as MS Project writes it: `3`, `5SS+2d`, `7FF-1ed`, `2FS+50%`.
fn predecessor(plan: &Plan, dependency: &Dependency) -> String {
    let id = dependency.predecessor.0 + 1;
    let link = dependency.link.letters();
    let day = plan.settings.units.day.0;
    let signed = |tenths: i32, unit: i32, day: &str, minute: &str| {
        let sign = if tenths < 0 { '-' } else { '+' };
        let size = tenths.unsigned_abs().cast_signed();
        let (whole, rest) = (size / unit.max(1), size % unit.max(1));
        if rest == 0 { format!("{sign}{whole}{day}") } else { format!("{sign}{}{minute}", size / 10) }
    };
    match dependency.lag() {
        Lag::None if dependency.link == Link::FinishToStart => id.to_string(),
        Lag::None => format!("{id}{link}"),
        Lag::Work(work) if day == 4_800 => format!("{id}{link}{}", signed(work.0, day, "d", "min")),
        Lag::Work(work) => format!("{id}{link}{}", signed(work.0, 600, "h", "min")),
        Lag::Elapsed(length) => format!("{id}{link}{}", signed(length.0, DAY, "ed", "emin")),
        Lag::Percent(part) => format!("{id}{link}{}{}%", if part < 0 { '-' } else { '+' }, part.unsigned_abs() / 100),
    }
}

/// Returns who is on an item, in characters that a list of names can hold.
fn resource(plan: &Plan, assignment: &Assignment) -> String {
    let name = plan.text(plan.resources[assignment.resource].title).replace([',', ';'], " ").replace('[', "(").replace(']', ")");
    let units = assignment.units().unwrap_or(plan.resources[assignment.resource].units);
    if units == 10_000 { name } else { format!("{name}[{}%]", units / 100) }
}

fn constraint(reader: &Reader<'_>, id: TaskId) -> (&'static str, String) {
    let plan = reader.plan;
    let Some(constraint) = plan.details(id).constraints.first() else {
        let late = plan.tasks[id].as_late_as_possible;
        return (if late { "As Late As Possible" } else { "As Soon As Possible" }, String::new());
    };
    let name = match constraint.kind {
        ConstraintKind::StartNoEarlier => "Start No Earlier Than",
        ConstraintKind::FinishNoEarlier => "Finish No Earlier Than",
        ConstraintKind::StartNoLater => "Start No Later Than",
        ConstraintKind::FinishNoLater => "Finish No Later Than",
        ConstraintKind::MustStart => "Must Start On",
        ConstraintKind::MustFinish => "Must Finish On",
    };
    (name, reader.when(id, constraint.when).map(stamp).unwrap_or_default())
}
