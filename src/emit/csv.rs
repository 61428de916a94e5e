//! Reports as CSV for spreadsheets: ISO dates, lengths as numbers of days, nothing that a spreadsheet would run.

use std::borrow::Cow;

use crate::model::Kind;
use crate::view::printable;
use crate::view::table::{Cell, Row, Table};

/// Returns a table as CSV with a heading line; the plan's own columns come first, then the item's level and kind.
///
/// Lengths are in days of the plan's `1d`, clock time in days of 24 hours; a percentage is written `40%`.
#[must_use]
pub fn csv(table: &Table<'_>) -> String {
    let headings = table.columns.iter().map(|column| column.heading).chain(["Level", "Kind", "Critical"]);
    let rows = table.rows.iter().map(|row| {
        let facts = [row.level.to_string(), kind(row).to_owned(), if row.critical { "yes" } else { "no" }.to_owned()];
        row.cells.iter().map(|cell| cell_text(table, cell).into_owned()).chain(facts).collect()
    });
    records(headings.map(str::to_owned).collect(), rows)
}

/// Returns a heading line and rows, quoted where a cell needs it.
pub(super) fn records(headings: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let written = std::iter::once(headings).chain(rows).try_for_each(|row| writer.write_record(row));
    written.expect("every row has as many cells as there are columns");
    let bytes = writer.into_inner().expect("a vector takes every byte");
    String::from_utf8(bytes).expect("only strings were written")
}

const fn kind(row: &Row<'_>) -> &'static str {
    match row.kind {
        Kind::Phase => "phase",
        Kind::Task => "task",
        Kind::Milestone => "milestone",
    }
}

fn cell_text<'a>(table: &Table<'_>, cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Empty => "".into(),
        Cell::Text(text) => disarm(text),
        Cell::Date(moment) => moment.iso().into(),
        Cell::Work(work) | Cell::Guess(work) => days(work.0, table.units.day.0).into(),
        Cell::Elapsed(length) | Cell::Clock(length) => days(length.0, crate::calendar::DAY).into(),
        Cell::Percent(part) => percent(*part).into(),
    }
}

/// Returns a length in days, rounded to hundredths.
fn days(tenths: i32, day: i32) -> String {
    let day = i64::from(day.max(1));
    let hundredths = (i64::from(tenths) * 100 + day / 2).div_euclid(day);
    decimal(hundredths, 100)
}

fn percent(part: u32) -> String {
    format!("{}%", decimal(i64::from(part), 100))
}

fn decimal(hundredths: i64, scale: i64) -> String {
    let (sign, size) = (if hundredths < 0 { "-" } else { "" }, hundredths.abs());
    match size % scale {
        0 => format!("{sign}{}", size / scale),
        rest if rest % 10 == 0 => format!("{sign}{}.{}", size / scale, rest / 10),
        rest => format!("{sign}{}.{rest:02}", size / scale),
    }
}

/// Returns a text cell that no spreadsheet takes for a formula.
pub(super) fn disarm<'a>(text: &'a str) -> Cow<'a, str> {
    let text = printable(text);
    if text.trim_start().starts_with(['=', '+', '-', '@']) { Cow::Owned(format!("'{text}")) } else { text }
}
