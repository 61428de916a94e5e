//! Rows and columns: how cells are parted, and what each heading means.

use super::fault;
use crate::interop::Fault;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Id,
    Name,
    Duration,
    Start,
    Finish,
    Due,
    Predecessors,
    Level,
    Outline,
    Parent,
    Phase,
    People,
    Done,
    Milestone,
    Notes,
    Priority,
    Mode,
    Active,
    Kind,
    ConstraintType,
    ConstraintDate,
}

/// Headings as they are written, in small letters and without signs.
const HEADINGS: [(&str, Column); 64] = [
    ("id", Column::Id),
    ("issue id", Column::Id),
    ("issue key", Column::Id),
    ("key", Column::Id),
    ("unique id", Column::Id),
    ("no", Column::Id),
    ("name", Column::Name),
    ("task name", Column::Name),
    ("task", Column::Name),
    ("title", Column::Name),
    ("summary", Column::Name),
    ("activity", Column::Name),
    ("activity name", Column::Name),
    ("duration", Column::Duration),
    ("length", Column::Duration),
    ("days", Column::Duration),
    ("start", Column::Start),
    ("start date", Column::Start),
    ("begin", Column::Start),
    ("begin date", Column::Start),
    ("from", Column::Start),
    ("finish", Column::Finish),
    ("finish date", Column::Finish),
    ("end", Column::Finish),
    ("end date", Column::Finish),
    ("until", Column::Finish),
    ("due", Column::Due),
    ("due date", Column::Due),
    ("deadline", Column::Due),
    ("target date", Column::Due),
    ("predecessors", Column::Predecessors),
    ("predecessor", Column::Predecessors),
    ("depends on", Column::Predecessors),
    ("dependencies", Column::Predecessors),
    ("after", Column::Predecessors),
    ("outline level", Column::Level),
    ("level", Column::Level),
    ("indent", Column::Level),
    ("outline number", Column::Outline),
    ("wbs", Column::Outline),
    ("parent", Column::Parent),
    ("parent id", Column::Parent),
    ("phase", Column::Phase),
    ("section", Column::Phase),
    ("group", Column::Phase),
    ("resource names", Column::People),
    ("resources", Column::People),
    ("resource", Column::People),
    ("assignee", Column::People),
    ("assigned to", Column::People),
    ("who", Column::People),
    ("owner", Column::People),
    ("complete", Column::Done),
    ("percent complete", Column::Done),
    ("completion", Column::Done),
    ("progress", Column::Done),
    ("done", Column::Done),
    ("milestone", Column::Milestone),
    ("notes", Column::Notes),
    ("description", Column::Notes),
    ("priority", Column::Priority),
    ("task mode", Column::Mode),
    ("active", Column::Active),
    ("issue type", Column::Kind),
];

/// More of them, in the order of the list of columns.
const MORE: [(&str, Column); 3] =
    [("type", Column::Kind), ("constraint type", Column::ConstraintType), ("constraint date", Column::ConstraintDate)];

/// A table with its columns told.
#[derive(Debug)]
pub(super) struct Sheet {
    columns: Vec<Option<Column>>,
    headings: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// One row that is not empty.
#[derive(Debug)]
pub(super) struct Row {
    /// The line it begins on.
    pub(super) line: usize,
    cells: Vec<String>,
}

impl Sheet {
    /// Returns a cell, without the space around it; empty where there is none. The first of several columns of one kind that
    /// has anything counts.
    pub(super) fn cell<'a>(&'a self, row: &'a Row, column: Column) -> &'a str {
        let cells = self.columns.iter().zip(&row.cells).filter(|(known, _)| **known == Some(column));
        cells.map(|(_, cell)| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or("")
    }

    /// Returns the name of a row as it is written, with the space before it.
    pub(super) fn name<'a>(&self, row: &'a Row) -> &'a str {
        let cells = self.columns.iter().zip(&row.cells).filter(|(known, _)| **known == Some(Column::Name));
        cells.map(|(_, cell)| cell.as_str()).next().unwrap_or("")
    }

    /// Tells whether there is such a column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.columns.contains(&Some(column))
    }

    /// Returns the heading of a column as it is written.
    pub(super) fn heading(&self, column: Column) -> &str {
        let index = self.columns.iter().position(|known| *known == Some(column));
        index.and_then(|index| self.headings.get(index)).map_or("", String::as_str)
    }

    /// Returns the headings that mean nothing here and have something under them.
    pub(super) fn unknown(&self) -> impl Iterator<Item = &str> {
        let is_used = |n: usize| self.rows.iter().any(|row| row.cells.get(n).is_some_and(|cell| !cell.trim().is_empty()));
        let columns = self.columns.iter().zip(&self.headings).enumerate();
        columns.filter(move |(n, (known, _))| known.is_none() && is_used(*n)).map(|(_, (_, heading))| heading.as_str())
    }
}

/// Reads a table whose first line has headings.
pub(super) fn read(text: &str) -> Result<Sheet, Fault> {
    let text = text.trim_start_matches('\u{feff}');
    if let Some(line) = open_quote(text) {
        return Err(fault(line, "", "a quote that opens here is not closed", "write a quote inside a cell twice"));
    }
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |sign: char| head.matches(sign).count();
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|sign| (count(*sign), *sign == ',')).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(u32::from(delimiter)).unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| fault(1, "", format!("the table cannot be read: {error}"), ""))?;
        let line = record.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(0));
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(Row { line, cells });
        }
    }
    if rows.is_empty() {
        return Err(fault(1, "", "there is nothing in the table", ""));
    }
    let headings = rows.remove(0).cells;
    let columns: Vec<Option<Column>> = headings.iter().map(|heading| column(heading)).collect();
    if !columns.contains(&Some(Column::Name)) {
        return Err(fault(1, "", "no column says what the tasks are called", "the first line has the headings; call one of them `Name`"));
    }
    Ok(Sheet { columns, headings, rows })
}

fn column(heading: &str) -> Option<Column> {
    let kept: String = heading.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let plain = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    HEADINGS.into_iter().chain(MORE).find(|(known, _)| *known == plain).map(|(_, column)| column)
}

/// Returns the line of a quote that opens a cell and is never closed: the rest of the file would be one cell.
fn open_quote(text: &str) -> Option<usize> {
    let (mut line, mut opened) = (1, None);
    for c in text.chars() {
        match (c, opened) {
            ('\n', _) => line += 1,
            ('"', None) => opened = Some(line),
            ('"', Some(_)) => opened = None,
            _ => {}
        }
    }
    opened
}
