//! Sheets of load and agendas as text, Markdown and HTML.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::html::{align, escape as html_escape, head};
use super::ink::{Ink, Role};
use super::markdown::escape as markdown_escape;
use super::text::{GAP, put};
use crate::view::chart::{Style, Theme};
use crate::view::load::{Grid, Line, Part, Sheet, Slot};
use crate::view::table::Align;
use crate::view::{display_width, printable, shorten, wrap};

/// Cells of a full load in text.
const BAR: i64 = 10;

/// What a column of words keeps when a line is too long.
const LEAST: usize = 16;

/// Returns a sheet as text; words that do not fit into `width` cells go on below themselves.
#[must_use]
pub fn sheet_text(sheet: &Sheet, width: usize, ink: Ink) -> String {
    let mut out = String::new();
    if !sheet.title.is_empty() {
        ink.write(&mut out, Role::Strong, &shorten(&printable(&sheet.title), width));
        out.push('\n');
    }
    for line in wrap(&sheet.line, width) {
        ink.write(&mut out, Role::Faint, &line);
        out.push('\n');
    }
    for part in &sheet.parts {
        out.push('\n');
        if !part.heading.is_empty() {
            ink.write(&mut out, Role::Strong, &shorten(&printable(&part.heading), width));
            out.push('\n');
        }
        if !part.note.is_empty() {
            for line in wrap(&part.note, width) {
                ink.write(&mut out, Role::Faint, &line);
                out.push('\n');
            }
        }
        if !part.grid.rows.is_empty() {
            grid_text(&part.grid, width, ink, &mut out);
        }
    }
    out
}

fn grid_text(grid: &Grid, width: usize, ink: Ink, out: &mut String) {
    let widths = widths(grid, width);
    let last = grid.columns.len().saturating_sub(1);
    for (n, (column, cells)) in grid.columns.iter().zip(&widths).enumerate() {
        put(column.heading, *cells, column.align, n == last, ink, Role::Faint, out);
    }
    out.push('\n');
    for row in &grid.rows {
        let role = match (row.over, row.faint) {
            (true, _) => Role::Late,
            (false, true) => Role::Faint,
            (false, false) => Role::Plain,
        };
        let cells: Vec<Vec<String>> = row.cells.iter().zip(&widths).map(|(slot, width)| lines(slot, *width)).collect();
        for k in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
            let last = cells.iter().rposition(|lines| lines.get(k).is_some_and(|line| !line.is_empty())).unwrap_or(0);
            for (n, ((lines, column), width)) in cells.iter().zip(&grid.columns).zip(&widths).enumerate().take(last + 1) {
                put(lines.get(k).map_or("", String::as_str), *width, column.align, n == last, ink, role, out);
            }
            out.push('\n');
        }
    }
}

/// Returns how wide each column is. The last column of words gives way first, then the first.
fn widths(grid: &Grid, width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = grid.columns.iter().map(|column| display_width(column.heading)).collect();
    for row in &grid.rows {
        for (slot, widest) in row.cells.iter().zip(&mut widths) {
            *widest = (*widest).max(display_width(&shown(slot)));
        }
    }
    let mut excess = (widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)).saturating_sub(width);
    for (column, cells) in grid.columns.iter().zip(&mut widths).rev().filter(|(column, _)| column.align == Align::Left) {
        let given = excess.min(cells.saturating_sub(LEAST.max(display_width(column.heading))));
        *cells -= given;
        excess -= given;
    }
    widths
}

/// Returns a cell in lines: one, but for words.
fn lines(slot: &Slot, width: usize) -> Vec<String> {
    match slot {
        Slot::Text(_) => wrap(&shown(slot), width),
        Slot::Load(_) => vec![shown(slot).into_owned()],
    }
}

fn shown(slot: &Slot) -> Cow<'_, str> {
    match slot {
        Slot::Text(text) => printable(text),
        Slot::Load(percent) => {
            let filled = usize::try_from((percent * BAR + 50).div_euclid(100).clamp(i64::from(0 < *percent), BAR)).unwrap_or(0);
            let empty = usize::try_from(BAR).unwrap_or(0).saturating_sub(filled);
            format!("{}{}{percent:>5} %", "█".repeat(filled), "░".repeat(empty)).into()
        }
    }
}

/// Returns a sheet as Markdown: headings and tables.
#[must_use]
pub fn sheet_markdown(sheet: &Sheet) -> String {
    let mut out = String::new();
    if !sheet.title.is_empty() {
        let _ = writeln!(out, "# {}\n", markdown_escape(&sheet.title));
    }
    let _ = writeln!(out, "{}", sheet.line);
    for part in &sheet.parts {
        if !part.heading.is_empty() {
            let _ = write!(out, "\n## {}\n", markdown_escape(&part.heading));
        }
        if !part.note.is_empty() {
            let _ = write!(out, "\n{}\n", part.note);
        }
        if !part.grid.rows.is_empty() {
            out.push('\n');
            grid_markdown(&part.grid, &mut out);
        }
    }
    out
}

fn grid_markdown(grid: &Grid, out: &mut String) {
    let headings: Vec<&str> = grid.columns.iter().map(|column| column.heading).collect();
    let rules: Vec<&str> = grid.columns.iter().map(|column| if column.align == Align::Left { ":--" } else { "--:" }).collect();
    let _ = writeln!(out, "| {} |\n| {} |", headings.join(" | "), rules.join(" | "));
    for row in &grid.rows {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|slot| match slot {
                Slot::Text(text) => markdown_escape(text),
                Slot::Load(percent) => format!("{percent} %"),
            })
            .collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
}

/// Returns a sheet as a page that needs nothing beside itself, in the colours of a theme.
#[must_use]
pub fn sheet_html(sheet: &Sheet, look: (Theme, &Style)) -> String {
    let title = if sheet.title.is_empty() { "Plan".to_owned() } else { html_escape(&sheet.title) };
    let mut out = head(&title, look);
    let _ = writeln!(out, "<header>\n<h1>{title}</h1>\n<p class=\"report-line\">{}</p>\n</header>", html_escape(&sheet.line));
    for part in &sheet.parts {
        part_html(part, &mut out);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn part_html(part: &Part, out: &mut String) {
    if !part.heading.is_empty() {
        let _ = writeln!(out, "<h2>{}</h2>", html_escape(&part.heading));
    }
    if !part.note.is_empty() {
        let _ = writeln!(out, "<p class=\"report-line\">{}</p>", html_escape(&part.note));
    }
    if part.grid.rows.is_empty() {
        return;
    }
    out.push_str("<table class=\"report-table\">\n<thead>\n<tr>");
    for column in &part.grid.columns {
        let _ = write!(out, "<th scope=\"col\"{}>{}</th>", align(column.align), column.heading);
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &part.grid.rows {
        line_html(&part.grid, row, out);
    }
    out.push_str("</tbody>\n</table>\n");
}

fn line_html(grid: &Grid, row: &Line, out: &mut String) {
    let class = match (row.over, row.faint) {
        (true, _) => " class=\"over\"",
        (false, true) => " class=\"done\"",
        (false, false) => "",
    };
    let _ = write!(out, "<tr{class}>");
    for (slot, column) in row.cells.iter().zip(&grid.columns) {
        let _ = match slot {
            Slot::Text(text) => write!(out, "<td{}>{}</td>", align(column.align), html_escape(text)),
            Slot::Load(percent) => write!(
                out,
                "<td class=\"n\"><span class=\"bar\"><i style=\"width:{}%\"></i></span><span class=\"part\">{percent} %</span></td>",
                percent.clamp(&0, &100)
            ),
        };
    }
    out.push_str("</tr>\n");
}
