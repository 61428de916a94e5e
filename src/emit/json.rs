//! The schedule as JSON: stable, versioned, one item a line so that two of them compare well.
//!
//! Times are local, to the minute, rounded down; lengths are minutes of work unless their name says otherwise. The
//! schema beside this file says what every field means, and a test holds the two together.

use serde::Serialize;
use serde_json::{Value, json};

use crate::calendar::Instant;
use crate::model::{Assignment, Dependency, Effort, Gate, Kind, Lag, Link, Pick, Plan, TaskId};
use crate::schedule::{Driver, TaskDates};
use crate::view::select::Rows;
use crate::view::{Blocked, Paths, Reader, blocked, phrase};

/// The JSON Schema of what [`json()`] writes.
pub const SCHEDULE_SCHEMA: &str = include_str!("schedule.schema.json");

/// Returns the schedule of `rows` in the order of the plan. What is said of the plan is of all of it.
#[must_use]
pub fn json(reader: &Reader<'_>, rows: &Rows) -> String {
    let cx = Cx { reader, paths: Paths::of(reader.plan), blocked: blocked(reader.plan, reader.schedule) };
    let mut out = format!("{{\"version\": 1,\n \"plan\": {},\n \"tasks\": [", line(&plan(reader)));
    let mut separator = "\n  ";
    for id in rows.ids.iter().copied() {
        let Some(dates) = reader.dates(id) else { continue };
        out.push_str(separator);
        out.push_str(&line(&item(&cx, id, dates)));
        separator = ",\n  ";
    }
    out.push_str("]}\n");
    out
}

struct Cx<'a> {
    reader: &'a Reader<'a>,
    paths: Paths<'a>,
    blocked: Blocked,
}

fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("strings, numbers and lists are always JSON")
}

#[derive(Serialize)]
struct PlanObject<'a> {
    title: Option<&'a str>,
    start: Option<String>,
    finish: Option<String>,
    as_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    optimize: Option<Value>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    title: &'a str,
    kind: &'static str,
    level: u8,
    parent: Option<String>,
    start: String,
    finish: String,
    duration_min: i32,
    early_start: String,
    early_finish: String,
    late_start: String,
    late_finish: String,
    leveling_delay_min: i32,
    total_slack_min: i32,
    free_slack_min: i32,
    critical: bool,
    done: f64,
    assigned: Vec<Value>,
    due: Option<String>,
    late_by_min: i32,
    predecessors: Vec<Value>,
    driver: Value,
    external_id: Option<&'a str>,
    estimated: bool,
    owner: Option<&'a str>,
    gate: Option<&'static str>,
    blocked_by: Option<String>,
    baseline: Option<Value>,
}

fn plan<'a>(reader: &Reader<'a>) -> PlanObject<'a> {
    let (plan, schedule) = (reader.plan, reader.schedule);
    PlanObject {
        title: Some(plan.text(plan.settings.title)).filter(|title| !title.is_empty()),
        start: schedule.start.map(phrase::iso),
        finish: schedule.finish.map(phrase::iso),
        as_of: plan.settings.as_of.map(|as_of| phrase::iso(as_of.at)),
        optimize: schedule.leveling.optimized.map(|asked| json!({"schedules": asked.schedules, "seed": asked.seed})),
    }
}

fn item<'a>(cx: &'a Cx<'_>, id: TaskId, dates: &TaskDates) -> Item<'a> {
    let plan = cx.reader.plan;
    let (task, details) = (&plan.tasks[id], plan.details(id));
    Item {
        id: cx.paths.get(id),
        title: plan.title(id),
        kind: kind(task.kind),
        level: task.level,
        parent: task.parent().map(|parent| cx.paths.get(parent)),
        start: phrase::iso(dates.start),
        finish: phrase::iso(dates.finish),
        duration_min: dates.duration.minutes(),
        early_start: phrase::iso(dates.early_start),
        early_finish: phrase::iso(dates.early_finish),
        late_start: phrase::iso(dates.late_start),
        late_finish: phrase::iso(dates.late_finish),
        leveling_delay_min: cx.reader.schedule.leveling.wait(id).map_or(0, |wait| wait.delay.minutes()),
        total_slack_min: dates.total_slack.minutes(),
        free_slack_min: dates.free_slack.minutes(),
        critical: dates.critical,
        done: share(dates.done),
        assigned: assigned_to(cx.reader, id),
        due: cx.reader.due(id).map(phrase::iso),
        late_by_min: cx.reader.late_by(id).minutes(),
        predecessors: plan.dependencies_of(id).iter().map(|dependency| predecessor(cx, dependency)).collect(),
        driver: driver(cx, id, dates),
        external_id: details.key.map(|key| plan.text(key)),
        estimated: !matches!(task.effort, Effort::Unestimated(_)),
        owner: details.owner.map(|owner| plan.text(plan.resources[owner].id)),
        gate: details.gate.map(gate),
        blocked_by: cx.blocked.by(id).map(|gate| cx.paths.get(gate)),
        baseline: details.baseline.map(|(start, finish)| json!({ "start": phrase::iso(start), "finish": phrase::iso(finish) })),
    }
}

pub(super) const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Phase => "phase",
        Kind::Task => "task",
        Kind::Milestone => "milestone",
    }
}

const fn gate(gate: Gate) -> &'static str {
    match gate {
        Gate::Open => "open",
        Gate::Passed(_) => "passed",
        Gate::Failed(_) => "failed",
    }
}

/// Returns ten-thousandths as a share of one.
fn share(ten_thousandths: u32) -> f64 {
    f64::from(ten_thousandths) / 10_000.0
}

/// Returns who is on an item, of teams with those who were chosen.
fn assigned_to(reader: &Reader<'_>, id: TaskId) -> Vec<Value> {
    let plan = reader.plan;
    let each = (0u32..).zip(plan.assignments_of(id)).map(|(nth, assignment)| {
        let mut value = assigned(plan, assignment);
        let members = reader.schedule.leveling.chosen_for(id).filter(|chosen| chosen.assignment == nth);
        let members: Vec<&str> = members.map(|chosen| plan.text(plan.resources[chosen.member].id)).collect();
        if !members.is_empty() {
            put(&mut value, "members", json!(members));
        }
        value
    });
    each.collect()
}

/// Returns who is on an item: `units` is each one's share of a full day, `count` how many of a team or resource.
fn assigned(plan: &Plan, assignment: &Assignment) -> Value {
    let resource = &plan.resources[assignment.resource];
    let mut value = json!({"who": plan.text(resource.id), "units": share(assignment.units().unwrap_or(resource.units))});
    let count = match assignment.pick() {
        Pick::One => None,
        Pick::Count(n) => Some(n),
        Pick::All => Some(u32::try_from(resource.members.len()).unwrap_or(u32::MAX).max(resource.capacity)),
    };
    if let Some(count) = count {
        put(&mut value, "count", json!(count));
    }
    if let Some(work) = assignment.work() {
        put(&mut value, "work_min", json!(work.minutes()));
    }
    value
}

/// Returns a link; a lag in clock time or percent says so beside its minutes.
fn predecessor(cx: &Cx<'_>, dependency: &Dependency) -> Value {
    let lag_min = match dependency.lag() {
        Lag::None => 0,
        Lag::Work(work) => work.minutes(),
        Lag::Elapsed(length) => length.0.div_euclid(10),
        Lag::Percent(part) => {
            let of = cx.reader.dates(dependency.predecessor).map_or(0, |dates| dates.duration.0);
            i32::try_from(i64::from(of) * i64::from(part) / 100_000).unwrap_or(i32::MAX)
        }
    };
    let mut value = json!({
        "id": cx.paths.get(dependency.predecessor), "kind": dependency.link.letters(), "lag_min": lag_min,
    });
    match dependency.lag() {
        Lag::None | Lag::Work(_) => {}
        Lag::Elapsed(_) => put(&mut value, "lag_elapsed", json!(true)),
        Lag::Percent(part) => put(&mut value, "lag_percent", json!(f64::from(part) / 100.0)),
    }
    value
}

fn put(value: &mut Value, key: &str, field: Value) {
    if let Some(object) = value.as_object_mut() {
        object.insert(key.to_owned(), field);
    }
}

/// Returns what set an item's date: the kind, the item it came from if any, and the date that it gave.
fn driver(cx: &Cx<'_>, id: TaskId, dates: &TaskDates) -> Value {
    driver_value(cx.reader, &cx.paths, id, dates.driver)
}

/// Returns a driver with the date that it gave; of one that is somebody who is busy, who that is.
pub(super) fn driver_value(reader: &Reader<'_>, paths: &Paths<'_>, id: TaskId, driver: Driver) -> Value {
    let (kind, item) = driver_kind(reader, driver);
    let date = driver_date(reader, id, driver).map(phrase::iso);
    let mut value = json!({"kind": kind, "id": item.map(|item| paths.get(item)), "date": date});
    if let Driver::Leveling(n) = driver
        && let Some(wait) = reader.schedule.leveling.waits.get(n as usize)
    {
        put(&mut value, "who", json!(reader.plan.text(reader.plan.resources[wait.resource].id)));
        put(&mut value, "allowed", json!(phrase::iso(wait.allowed)));
    }
    value
}

/// Returns the kind of a driver, and the item it comes from: the predecessor, the owner of a date, what begins a phase.
pub(super) fn driver_kind(reader: &Reader<'_>, driver: Driver) -> (&'static str, Option<TaskId>) {
    let plan = reader.plan;
    match driver {
        Driver::PlanStart => ("plan_start", None),
        Driver::Dependency(n) => ("dependency", plan.dependencies.get(n as usize).map(|dependency| dependency.predecessor)),
        Driver::Constraint { owner, .. } => ("constraint", Some(owner)),
        Driver::Actual => ("actual", None),
        Driver::Fixed => ("fixed", None),
        Driver::AsOf => ("as_of", None),
        Driver::Child(child) => ("child", Some(child)),
        Driver::AsLateAsPossible => ("as_late_as_possible", None),
        Driver::Delay => ("leveling", None),
        Driver::Leveling(n) => ("leveling", reader.schedule.leveling.waits.get(n as usize).and_then(|wait| wait.behind)),
    }
}

/// Returns the date that a driver gave, before lag and calendar.
pub(super) fn driver_date(reader: &Reader<'_>, id: TaskId, driver: Driver) -> Option<Instant> {
    let dates = reader.dates(id)?;
    match driver {
        Driver::PlanStart | Driver::Fixed | Driver::Delay => Some(dates.start),
        Driver::Dependency(n) => {
            let dependency = reader.plan.dependencies.get(n as usize)?;
            let dates = reader.dates(dependency.predecessor)?;
            Some(match dependency.link {
                Link::FinishToStart | Link::FinishToFinish => dates.finish,
                Link::StartToStart | Link::StartToFinish => dates.start,
            })
        }
        Driver::Constraint { owner, index } => {
            reader.plan.details(owner).constraints.get(index as usize).and_then(|constraint| reader.when(owner, constraint.when))
        }
        Driver::Actual => Some(recorded(reader.plan, id).unwrap_or(dates.start)),
        Driver::AsOf => reader.plan.settings.as_of.map(|as_of| as_of.at),
        Driver::Child(child) => reader.dates(child).map(|dates| dates.start),
        Driver::AsLateAsPossible => Some(dates.late_start),
        Driver::Leveling(n) => {
            let behind = reader.schedule.leveling.waits.get(n as usize).and_then(|wait| wait.behind);
            behind.and_then(|before| reader.dates(before)).map_or(Some(dates.start), |before| Some(before.finish))
        }
    }
}

/// Returns the date that was recorded for an item: its start if there is one, else its finish.
fn recorded(plan: &Plan, id: TaskId) -> Option<Instant> {
    let progress = &plan.details(id).progress;
    progress.started.or(progress.finished).map(|fact| fact.at)
}
