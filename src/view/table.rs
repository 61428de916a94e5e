//! Tables of tasks and of milestones: typed cells, so that a spreadsheet gets numbers and a reader gets words.

use std::borrow::Cow;

use super::select::{Bounds, Rows, Selection};
use super::{Blocked, Moment, Reader, blocked, phrase};
use crate::calendar::{Elapsed, Work};
use crate::model::{Assignment, Effort, Gate, Kind, Pick, TaskId, Units};
use crate::schedule::TaskDates;

/// What a table may be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableOptions {
    /// Which items.
    pub selection: Selection,
    /// How far and how deep.
    pub bounds: Bounds,
}

/// Columns, and a row for each item, in the order of the plan.
pub struct Table<'a> {
    /// The columns, left to right; a column in which no row has anything is left out.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row<'a>>,
    /// What a day is, for lengths in words.
    pub units: Units,
    /// Dates are nothing without their year.
    pub years: bool,
    /// Rows are indented by their level: nothing between them is left out.
    pub is_outline: bool,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it is about.
    pub heading: &'static str,
    /// Where its cells stand.
    pub align: Align,
}

/// Where a cell stands in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Names and notes.
    Left,
    /// Dates and numbers.
    Right,
}

/// A row.
pub struct Row<'a> {
    /// The item.
    pub task: TaskId,
    /// Depth in the outline; 1 is outermost.
    pub level: u8,
    /// Which kind of item.
    pub kind: Kind,
    /// One cell a column.
    pub cells: Vec<Cell<'a>>,
    /// On the critical path.
    pub critical: bool,
    /// Misses its deadline.
    pub late: bool,
    /// All of it is done.
    pub done: bool,
}

/// What stands in a row under a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Words, some of them the planner's: not escaped.
    Text(Cow<'a, str>),
    /// A date.
    Date(Moment),
    /// Working time.
    Work(Work),
    /// Working time that nobody estimated.
    Guess(Work),
    /// A length in clock time.
    Elapsed(Elapsed),
    /// Slack in clock time, of what takes clock time.
    Clock(Elapsed),
    /// Ten-thousandths.
    Percent(u32),
}

const TASK_COLUMNS: [(&str, Align); 8] = [
    ("Task", Align::Left),
    ("Who", Align::Left),
    ("Start", Align::Right),
    ("Finish", Align::Right),
    ("Duration", Align::Right),
    ("Done", Align::Right),
    ("Slack", Align::Right),
    ("Notes", Align::Left),
];

const MILESTONE_COLUMNS: [(&str, Align); 6] = [
    ("Milestone", Align::Left),
    ("Date", Align::Right),
    ("Due", Align::Right),
    ("Slack", Align::Right),
    ("Status", Align::Left),
    ("Notes", Align::Left),
];

/// Returns a line for every one of `rows`.
#[must_use]
pub fn tasks<'a>(reader: &Reader<'a>, rows: &Rows) -> Table<'a> {
    let blocked = blocked(reader.plan, reader.schedule);
    let items = rows.ids.iter().copied();
    table(reader, &TASK_COLUMNS, items.map(|id| row(reader, id, task_cells(reader, &blocked, id))).collect())
}

/// Returns a line for every milestone of `rows`.
#[must_use]
pub fn milestones<'a>(reader: &Reader<'a>, rows: &Rows) -> Table<'a> {
    let blocked = blocked(reader.plan, reader.schedule);
    let items = rows.ids.iter().copied().filter(|id| reader.plan.tasks[*id].kind == Kind::Milestone);
    let rows = items.map(|id| row(reader, id, milestone_cells(reader, &blocked, id))).collect();
    Table { is_outline: false, ..table(reader, &MILESTONE_COLUMNS, rows) }
}

fn row<'a>(reader: &Reader<'a>, id: TaskId, cells: Vec<Cell<'a>>) -> Row<'a> {
    let task = &reader.plan.tasks[id];
    let critical = reader.dates(id).is_some_and(|dates| dates.critical);
    Row { task: id, level: task.level, kind: task.kind, cells, critical, late: reader.is_late(id), done: reader.is_done(id) }
}

/// Puts rows under the columns in which any of them has something; the first column always stays.
fn table<'a>(reader: &Reader<'a>, columns: &[(&'static str, Align)], mut rows: Vec<Row<'a>>) -> Table<'a> {
    let is_used = |n: usize| n == 0 || rows.iter().any(|row| row.cells.get(n).is_some_and(|cell| *cell != Cell::Empty));
    let used: Vec<bool> = (0..columns.len()).map(is_used).collect();
    for row in &mut rows {
        let mut keep = used.iter();
        row.cells.retain(|_| keep.next().copied().unwrap_or(false));
    }
    let columns = columns.iter().zip(&used).filter(|(_, used)| **used);
    let columns = columns.map(|((heading, align), _)| Column { heading, align: *align }).collect();
    Table { columns, rows, units: reader.plan.settings.units, years: reader.years, is_outline: true }
}

fn task_cells<'a>(reader: &Reader<'a>, blocked: &Blocked, id: TaskId) -> Vec<Cell<'a>> {
    let Some(dates) = reader.dates(id) else { return undated(reader, id, TASK_COLUMNS.len()) };
    let kind = reader.plan.tasks[id].kind;
    let done = if dates.done == 0 { Cell::Empty } else { Cell::Percent(dates.done) };
    vec![
        Cell::Text(reader.plan.title(id).into()),
        who(reader, id),
        date(reader.start(id)),
        date(reader.finish(id)),
        if kind == Kind::Milestone { Cell::Empty } else { length(reader, id, dates) },
        done,
        slack(reader, id, dates),
        words(&notes(reader, blocked, id, dates)),
    ]
}

fn milestone_cells<'a>(reader: &Reader<'a>, blocked: &Blocked, id: TaskId) -> Vec<Cell<'a>> {
    let Some(dates) = reader.dates(id) else { return undated(reader, id, MILESTONE_COLUMNS.len()) };
    let mut notes = Vec::new();
    lateness(reader, id, &mut notes);
    if let Some(gate) = blocked.by(id) {
        notes.push(format!("blocked by {}", reader.plan.title(gate)));
    }
    if reader.is_overdue(id) {
        notes.push("overdue".to_owned());
    }
    if dates.critical {
        notes.push("critical".to_owned());
    }
    vec![
        Cell::Text(reader.plan.title(id).into()),
        date(reader.finish(id)),
        date(reader.due(id).map(|due| reader.ending(id, due))),
        slack(reader, id, dates),
        Cell::Text(status(reader, blocked, id, dates).into()),
        words(&notes),
    ]
}

/// Returns where a milestone stands, in one word.
fn status(reader: &Reader<'_>, blocked: &Blocked, id: TaskId, dates: &TaskDates) -> &'static str {
    match reader.plan.details(id).gate {
        Some(Gate::Passed(_)) => "passed",
        Some(Gate::Failed(_)) => "failed",
        Some(Gate::Open) | None if 10_000 <= dates.done => "reached",
        Some(Gate::Open) | None if blocked.by(id).is_some() => "blocked",
        Some(Gate::Open) => "open gate",
        None => "open",
    }
}

/// Returns what there is to say of an item beside its dates, the gravest first.
fn notes(reader: &Reader<'_>, blocked: &Blocked, id: TaskId, dates: &TaskDates) -> Vec<String> {
    let mut notes = Vec::new();
    lateness(reader, id, &mut notes);
    match reader.plan.details(id).gate {
        Some(Gate::Failed(_)) => notes.push("failed".to_owned()),
        Some(Gate::Open) if dates.done < 10_000 => notes.push("gate".to_owned()),
        Some(Gate::Passed(_)) => notes.push("passed".to_owned()),
        Some(Gate::Open) | None => {}
    }
    if let Some(gate) = blocked.by(id).filter(|gate| waits_itself(reader, id, *gate)) {
        notes.push(format!("blocked by {}", reader.plan.title(gate)));
    }
    if reader.is_overdue(id) {
        notes.push("overdue".to_owned());
    }
    if dates.critical && reader.plan.tasks[id].kind != Kind::Phase {
        notes.push("critical".to_owned());
    }
    notes
}

/// Tells whether `id` has a link of its own to the gate. What comes later, or is inside what waits, need not repeat it.
fn waits_itself(reader: &Reader<'_>, id: TaskId, gate: TaskId) -> bool {
    reader.plan.dependencies_of(id).iter().any(|dependency| dependency.predecessor == gate)
}

fn lateness(reader: &Reader<'_>, id: TaskId, notes: &mut Vec<String>) {
    if reader.is_late(id) {
        notes.push(format!("{} late", phrase::work(reader.late_by(id), &reader.plan.settings.units)));
    }
}

fn date(moment: Option<Moment>) -> Cell<'static> {
    moment.map_or(Cell::Empty, Cell::Date)
}

fn words(notes: &[String]) -> Cell<'static> {
    if notes.is_empty() { Cell::Empty } else { Cell::Text(notes.join(", ").into()) }
}

fn undated<'a>(reader: &Reader<'a>, id: TaskId, n_columns: usize) -> Vec<Cell<'a>> {
    let mut cells = vec![Cell::Empty; n_columns];
    if let Some(name) = cells.first_mut() {
        *name = Cell::Text(reader.plan.title(id).into());
    }
    cells
}

fn length(reader: &Reader<'_>, id: TaskId, dates: &TaskDates) -> Cell<'static> {
    match reader.plan.tasks[id].effort {
        Effort::Unestimated(_) => Cell::Guess(dates.duration),
        Effort::Elapsed(length) => Cell::Elapsed(length),
        Effort::None | Effort::Duration(_) | Effort::Effort(_) | Effort::Span(_) => Cell::Work(dates.duration),
    }
}

/// Slack says something of what can still slip: not of phases, nor of what is done.
fn slack(reader: &Reader<'_>, id: TaskId, dates: &TaskDates) -> Cell<'static> {
    let task = &reader.plan.tasks[id];
    match task.effort {
        _ if 10_000 <= dates.done || task.kind == Kind::Phase => Cell::Empty,
        Effort::Elapsed(_) => Cell::Clock(Elapsed(dates.total_slack.0)),
        Effort::None | Effort::Unestimated(_) | Effort::Duration(_) | Effort::Effort(_) | Effort::Span(_) => Cell::Work(dates.total_slack),
    }
}

/// Returns who is on an item, or else who answers for it.
fn who<'a>(reader: &Reader<'a>, id: TaskId) -> Cell<'a> {
    let plan = reader.plan;
    match plan.assignments_of(id) {
        [] => plan.details(id).owner.map_or(Cell::Empty, |owner| Cell::Text(plan.text(plan.resources[owner].title).into())),
        [one] => Cell::Text(assigned(reader, one)),
        several => Cell::Text(several.iter().map(|one| assigned(reader, one)).collect::<Vec<_>>().join(", ").into()),
    }
}

fn assigned<'a>(reader: &Reader<'a>, assignment: &Assignment) -> Cow<'a, str> {
    let name = reader.plan.text(reader.plan.resources[assignment.resource].title);
    let picked: Cow<'a, str> = match assignment.pick() {
        Pick::One => name.into(),
        Pick::Count(n) => format!("{n} of {name}").into(),
        Pick::All => format!("all of {name}").into(),
    };
    match (assignment.units(), assignment.work()) {
        (Some(units), _) => format!("{picked} {}", phrase::percent(units)).into(),
        (None, Some(work)) => format!("{picked} {}", phrase::work(work, &reader.plan.settings.units)).into(),
        (None, None) => picked,
    }
}

impl<'a> Table<'a> {
    /// Returns how many levels a row is indented.
    #[must_use]
    pub fn indent(&self, row: &Row<'_>) -> usize {
        if self.is_outline { usize::from(row.level.saturating_sub(1)) } else { 0 }
    }

    /// Returns a cell as a reader sees it: `18 Mar`, `5 d`, `1 d?`, `40 %`.
    #[must_use]
    pub fn show<'c>(&self, cell: &'c Cell<'a>) -> Cow<'c, str> {
        match cell {
            Cell::Empty => "".into(),
            Cell::Text(text) => text.as_ref().into(),
            Cell::Date(moment) => moment.short(self.years).into(),
            Cell::Work(work) => phrase::work(*work, &self.units).into(),
            Cell::Guess(work) => format!("{}?", phrase::work(*work, &self.units)).into(),
            Cell::Elapsed(length) => format!("{} elapsed", phrase::elapsed(length.0)).into(),
            Cell::Clock(length) => phrase::elapsed(length.0).into(),
            Cell::Percent(part) => phrase::whole_percent(*part).into(),
        }
    }
}
