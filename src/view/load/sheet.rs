//! Load and agendas as readers see them: a line for everybody, then a part for each of them.

use super::{Load, LoadCell, PersonLoad};
use crate::calendar::Day;
use crate::model::ResourceKind;
use crate::view::table::{Align, Column};
use crate::view::{Reader, phrase};

/// Some tables below each other, under the plan's title.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The plan's title; empty when it has none.
    pub title: String,
    /// What is shown of it, in a line.
    pub line: String,
    /// The tables.
    pub parts: Vec<Part>,
}

/// A table under a heading.
#[derive(Clone, Debug)]
pub struct Part {
    /// Whom it is about; empty for the table of everybody.
    pub heading: String,
    /// A sentence about it; may be empty.
    pub note: String,
    /// The table; may have no rows.
    pub grid: Grid,
}

/// Columns and rows.
#[derive(Clone, Debug)]
pub struct Grid {
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Line>,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Line {
    /// One for each column.
    pub cells: Vec<Slot>,
    /// Somebody is booked for more than they have.
    pub over: bool,
    /// It should step back.
    pub faint: bool,
}

/// What stands in a row under a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Words, some of them the planner's: not escaped.
    Text(String),
    /// A load in per cent, to be drawn too.
    Load(i64),
}

const SUMMARY: [(&str, Align); 7] = [
    ("Who", Align::Left),
    ("Load", Align::Right),
    ("Booked", Align::Right),
    ("Available", Align::Right),
    ("Free weeks", Align::Right),
    ("Overloaded", Align::Right),
    ("Tasks", Align::Right),
];

const NOBODY: &str = "Nobody is named in this plan. `person ana` declares somebody, and `by ana` puts them on a task.";

/// What a plan that declares nobody cannot know.
const MERE_NAMES: &str = "Nobody is declared, so each name counts as one person with the hours of the plan.";

/// Returns how busy everybody is: `weeks` for the line of each, `shown` for the parts below.
#[must_use]
pub fn people(reader: &Reader<'_>, weeks: &Load, shown: &Load) -> Sheet {
    let mut sheet = sheet(reader, weeks);
    if weeks.people.is_empty() || weeks.periods.is_empty() {
        return sheet;
    }
    let rows = weeks.people.iter().map(|person| summary_line(reader, person)).collect();
    let note = if reader.plan.settings.has_people { "" } else { MERE_NAMES };
    sheet.parts.push(Part { heading: String::new(), note: note.to_owned(), grid: grid(&SUMMARY, rows) });
    let step = match shown.step {
        super::Step::Week => "Week of",
        super::Step::Month => "Month",
    };
    let columns = [
        (step, Align::Right),
        ("Booked", Align::Right),
        ("Available", Align::Right),
        ("Load", Align::Right),
        ("", Align::Left),
        ("Tasks", Align::Left),
    ];
    for person in shown.people.iter().filter(|person| !person.slices.is_empty()) {
        let rows = (0..shown.periods.len()).map(|period| period_line(reader, shown, person, period)).collect();
        sheet.parts.push(Part { heading: name(reader, person), note: String::new(), grid: grid(&columns, rows) });
    }
    sheet
}

/// Returns what everybody does, week by week; weeks without work are left out.
#[must_use]
pub fn agenda(reader: &Reader<'_>, load: &Load) -> Sheet {
    let mut sheet = sheet(reader, load);
    let columns =
        [("Week of", Align::Right), ("When", Align::Left), ("Hours", Align::Right), ("Done", Align::Right), ("Task", Align::Left)];
    for person in load.people.iter().filter(|_| !load.periods.is_empty()) {
        let mut before = None;
        let rows: Vec<Line> = person
            .slices
            .iter()
            .map(|slice| {
                let week = if before.replace(slice.period) == Some(slice.period) { String::new() } else { load.name(slice.period) };
                let done = reader.dates(slice.task).map_or(0, |dates| dates.done);
                let share = if done == 0 { String::new() } else { phrase::whole_percent(done) };
                let when = days(slice.start.day(), slice.finish.last_day());
                let words = [week, when, hours(slice.work), share, reader.plan.title(slice.task).to_owned()];
                Line { cells: words.map(Slot::Text).into(), over: false, faint: 10_000 <= done }
            })
            .collect();
        let note = if rows.is_empty() { "Nothing is booked." } else { "" };
        sheet.parts.push(Part { heading: name(reader, person), note: note.to_owned(), grid: grid(&columns, rows) });
    }
    sheet
}

fn sheet(reader: &Reader<'_>, load: &Load) -> Sheet {
    let title = reader.plan.text(reader.plan.settings.title).to_owned();
    let line = match (load.people.is_empty(), load.periods.first().zip(load.periods.last())) {
        (true, _) => NOBODY.to_owned(),
        (false, None) => "There is no work in these days.".to_owned(),
        (false, Some((first, last))) => phrase::day_span(first.0, last.1),
    };
    Sheet { title, line, parts: Vec::new() }
}

fn grid(columns: &[(&'static str, Align)], rows: Vec<Line>) -> Grid {
    Grid { columns: columns.iter().map(|(heading, align)| Column { heading, align: *align }).collect(), rows }
}

fn name(reader: &Reader<'_>, person: &PersonLoad) -> String {
    let resource = &reader.plan.resources[person.who];
    let title = reader.plan.text(resource.title);
    if resource.kind == ResourceKind::Resource && 1 < resource.capacity {
        format!("{title} ({})", resource.capacity)
    } else {
        title.to_owned()
    }
}

fn summary_line(reader: &Reader<'_>, person: &PersonLoad) -> Line {
    let total = person.total();
    let count = |is: fn(&LoadCell) -> bool| match person.cells.iter().filter(|cell| is(cell)).count() {
        0 => String::new(),
        n => n.to_string(),
    };
    let n_tasks = match person.n_tasks() {
        0 => String::new(),
        n => n.to_string(),
    };
    let words = |text: String| Slot::Text(text);
    let cells = vec![
        words(name(reader, person)),
        load(&total),
        words(hours(total.booked)),
        words(hours(total.available)),
        words(count(LoadCell::is_free)),
        words(count(|cell| cell.over)),
        words(n_tasks),
    ];
    Line { cells, over: total.over, faint: total.booked == 0 }
}

fn period_line(reader: &Reader<'_>, shown: &Load, person: &PersonLoad, period: usize) -> Line {
    let cell = person.cells.get(period).copied().unwrap_or_default();
    let titles: Vec<&str> = person.slices_in(period).iter().map(|slice| reader.plan.title(slice.task)).collect();
    let cells = vec![
        Slot::Text(shown.name(period)),
        Slot::Text(hours(cell.booked)),
        Slot::Text(hours(cell.available)),
        load(&cell),
        Slot::Text(state(&cell).to_owned()),
        Slot::Text(titles.join(", ")),
    ];
    Line { cells, over: cell.over, faint: cell.booked == 0 }
}

/// Returns what is to be said of a period: `overloaded`, `free`, `away`.
pub(crate) const fn state(cell: &LoadCell) -> &'static str {
    match (cell.over, cell.booked, cell.available) {
        (true, _, _) => "overloaded",
        (false, 0, ..=0) => "away",
        (false, 0, _) => "free",
        (false, _, _) => "",
    }
}

fn load(cell: &LoadCell) -> Slot {
    cell.percent().map_or_else(|| Slot::Text(String::new()), Slot::Load)
}

/// Returns hours of so many tenths of a minute: `40 h`, `7.5 h`, `0.25 h`.
fn hours(tenths: i64) -> String {
    format!("{} h", decimal_hours(tenths))
}

/// Returns tenths of a minute as hours, rounded to hundredths: `40`, `7.5`, `0.25`.
#[must_use]
pub(crate) fn decimal_hours(tenths: i64) -> String {
    let hundredths = (tenths + 3).div_euclid(6);
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => whole.to_string(),
        (whole, rest) if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
        (whole, rest) => format!("{whole}.{rest:02}"),
    }
}

/// Returns days with their weekdays: `Mon 2 Mar`, `Mon 2 Mar – Wed 4 Mar`.
fn days(first: Day, last: Day) -> String {
    let named = |day: Day| format!("{} {}", day.date().format("%a"), phrase::short_day(day));
    if last <= first { named(first) } else { format!("{} – {}", named(first), named(last)) }
}
