//! Reports for a terminal: aligned by what a reader sees, never wider than asked where names can give way.

use std::borrow::Cow;

use super::ink::{Ink, Role};
use crate::model::Kind;
use crate::view::table::{Align, Cell, Row, Table};
use crate::view::{Report, Summary, display_width, printable, shorten, wrap};

/// Cells between two columns.
pub(super) const GAP: usize = 2;

/// At most so many late or waiting items are listed above the table, which shows them all.
const LISTED: usize = 5;

/// Returns a report as text of at most `width` cells a line, dates and numbers never shortened.
#[must_use]
pub fn text(report: &Report<'_>, width: usize, ink: Ink) -> String {
    let mut out = String::new();
    heading(&report.summary, width, ink, &mut out);
    if report.table.rows.is_empty() {
        out.push_str(if report.summary.is_empty() { NOTHING } else { NOTHING_HERE });
        return out;
    }
    body(&report.table, width, ink, &mut out);
    out
}

const NOTHING: &str = "There is no work in this plan yet. A line such as `task design 5d` is a beginning.\n";
const NOTHING_HERE: &str = "There is none in this plan.\n";

/// Writes the plan in a few lines and an empty one.
pub(super) fn heading(summary: &Summary<'_>, width: usize, ink: Ink, out: &mut String) {
    if !summary.title.is_empty() {
        ink.write(out, Role::Strong, &shorten(&printable(summary.title), width));
        out.push('\n');
    }
    if !summary.is_empty() {
        for line in wrap(&summary.line(), width) {
            ink.write(out, Role::Faint, &line);
            out.push('\n');
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    let path = summary.critical_path().map(|path| ("Critical path", path, Role::Plain));
    let late = listed(&summary.late).map(|late| ("Late", late, Role::Late));
    let waiting = listed(&summary.waiting).map(|waiting| ("Waiting", waiting, Role::Plain));
    let leveled = summary.leveled.clone().map(|words| ("People", words, Role::Plain));
    let lines: Vec<_> = [path, late, waiting, leveled].into_iter().flatten().collect();
    for (label, words, role) in &lines {
        labelled(label, words, *role, width, ink, out);
    }
    if !lines.is_empty() {
        out.push('\n');
    }
}

fn listed(sentences: &[String]) -> Option<String> {
    let shown = sentences.get(..sentences.len().min(LISTED))?.join("; ");
    let more = sentences.len().saturating_sub(LISTED);
    match (sentences.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(shown),
        (false, more) => Some(format!("{shown}; and {more} more")),
    }
}

/// Writes a label and the words behind it, wrapped under themselves.
fn labelled(label: &str, words: &str, role: Role, width: usize, ink: Ink, out: &mut String) {
    const MARGIN: usize = 15;
    let mut lead = format!("{label:<MARGIN$}");
    for line in wrap(&printable(words), width.saturating_sub(MARGIN).max(20)) {
        ink.write(out, Role::Faint, &lead);
        ink.write(out, role, &line);
        out.push('\n');
        lead = " ".repeat(MARGIN);
    }
}

fn body(table: &Table<'_>, width: usize, ink: Ink, out: &mut String) {
    let widths = widths(table, width);
    for (n, (column, cells)) in table.columns.iter().zip(&widths).enumerate() {
        let is_last = n + 1 == table.columns.len();
        put(column.heading, *cells, column.align, is_last, ink, Role::Faint, out);
    }
    out.push('\n');
    for row in &table.rows {
        line(table, row, &widths, ink, out);
    }
}

/// Writes a row. Names and notes that are too long go on below themselves: no line may lose them.
fn line(table: &Table<'_>, row: &Row<'_>, widths: &[usize], ink: Ink, out: &mut String) {
    let columns = row.cells.iter().zip(&table.columns).zip(widths).enumerate();
    let cells: Vec<Vec<String>> =
        columns.map(|(n, ((cell, column), width))| lines(table, row, (n, cell), column.heading, *width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for k in 0..height {
        let last = cells.iter().rposition(|lines| lines.get(k).is_some_and(|line| !line.is_empty())).unwrap_or(0);
        for (n, ((lines, column), width)) in cells.iter().zip(&table.columns).zip(widths).enumerate().take(last + 1) {
            let line = lines.get(k).map_or("", String::as_str);
            put(line, *width, column.align, n == last, ink, role(table, row, n), out);
        }
        out.push('\n');
    }
}

/// Returns a cell in lines of at most `width` cells: one, but for names and notes.
fn lines(table: &Table<'_>, row: &Row<'_>, (n, cell): (usize, &Cell<'_>), heading: &str, width: usize) -> Vec<String> {
    let shown = shown(table, row, n, cell);
    if display_width(&shown) <= width || (n != 0 && heading != NOTES) {
        return vec![shorten(&shown, width).into_owned()];
    }
    let margin = if n == 0 { shown.len() - shown.trim_start().len() } else { 0 };
    let hanging = if n == 0 { margin + 2 } else { 0 };
    let (lead, rest) = shown.split_at(margin);
    wrap_hanging(rest, width, (lead, &" ".repeat(hanging)))
}

/// Returns `text` wrapped behind a first margin and another on the lines below it.
fn wrap_hanging(text: &str, width: usize, (first, others): (&str, &str)) -> Vec<String> {
    let room = width.saturating_sub(others.len()).max(1);
    let lines = wrap(text, room).into_iter().enumerate();
    lines.map(|(k, line)| shorten(&format!("{}{line}", if k == 0 { first } else { others }), width).into_owned()).collect()
}

/// Writes a cell and the gap behind it; the last of a line leaves no spaces.
pub(super) fn put(text: &str, cells: usize, align: Align, is_last: bool, ink: Ink, role: Role, out: &mut String) {
    let room = cells.saturating_sub(display_width(text));
    match align {
        Align::Left => {
            ink.write(out, role, text);
            spaces(if is_last { 0 } else { room }, out);
        }
        Align::Right => {
            spaces(room, out);
            ink.write(out, role, text);
        }
    }
    spaces(if is_last { 0 } else { GAP }, out);
}

fn spaces(n: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', n));
}

/// Returns a cell's text, the name indented and a milestone marked.
fn shown<'a, 'p>(table: &Table<'p>, row: &Row<'_>, n: usize, cell: &'a Cell<'p>) -> Cow<'a, str> {
    let text = match table.show(cell) {
        Cow::Borrowed(text) => printable(text),
        Cow::Owned(text) => Cow::Owned(printable(&text).into_owned()),
    };
    if n != 0 {
        return text;
    }
    let margin = table.indent(row) * 2;
    match (margin, row.kind) {
        (_, Kind::Milestone) => Cow::Owned(format!("{:margin$}◆ {text}", "")),
        (0, Kind::Phase | Kind::Task) => text,
        (_, Kind::Phase | Kind::Task) => Cow::Owned(format!("{:margin$}{text}", "")),
    }
}

/// The name and the notes are inked by what the row is; what is done steps back.
fn role(table: &Table<'_>, row: &Row<'_>, n: usize) -> Role {
    let is_notes = table.columns.get(n).is_some_and(|column| column.heading == NOTES || column.heading == "Status");
    match (n == 0 || is_notes, row.late, row.critical, row.done) {
        (true, true, _, _) => Role::Late,
        (_, false, _, true) => Role::Faint,
        (true, false, true, false) if row.kind != Kind::Phase => Role::Critical,
        (true, false, _, false) if n == 0 && row.kind == Kind::Phase => Role::Strong,
        (true | false, _, _, _) => Role::Plain,
    }
}

/// The column of words that go on below themselves, as names do.
const NOTES: &str = "Notes";

/// Which columns give way when a line is too long, in this order, and what each keeps.
const GIVING: [(&str, usize); 11] = [
    ("Who", 16),
    (NOTES, 22),
    ("Task", 28),
    ("Milestone", 28),
    (NOTES, 14),
    ("Who", 10),
    ("Task", 22),
    ("Milestone", 12),
    ("Who", 8),
    (NOTES, 8),
    ("Task", 8),
];

/// Returns how wide each column is: as wide as its widest cell, unless words must give way so that dates fit.
fn widths(table: &Table<'_>, width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = table.columns.iter().map(|column| display_width(column.heading)).collect();
    for row in &table.rows {
        for (n, (cell, widest)) in row.cells.iter().zip(&mut widths).enumerate() {
            *widest = (*widest).max(display_width(&shown(table, row, n, cell)));
        }
    }
    let mut excess = (widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)).saturating_sub(width);
    for (heading, least) in GIVING {
        let giving = table.columns.iter().zip(&mut widths).filter(|(column, _)| column.heading == heading);
        for (_, cells) in giving {
            let given = excess.min(cells.saturating_sub(least));
            *cells -= given;
            excess -= given;
        }
    }
    widths
}
