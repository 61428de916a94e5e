//! Reports as GitHub Markdown: a heading, a list, a table.

use std::fmt::Write as _;

use crate::model::Kind;
use crate::view::table::{Align, Cell, Row, Table};
use crate::view::{Report, printable};

/// Returns a report as Markdown.
#[must_use]
pub fn markdown(report: &Report<'_>) -> String {
    let mut out = String::new();
    let summary = &report.summary;
    if !summary.title.is_empty() {
        let _ = writeln!(out, "# {}\n", escape(summary.title));
    }
    if summary.is_empty() {
        out.push_str("There is no work in this plan yet.\n");
        return out;
    }
    let _ = writeln!(out, "{}\n", summary.line());
    let path = summary.critical_path().map(|path| format!("critical path: {}", escape(&path)));
    let sentences = summary.late.iter().chain(&summary.waiting).chain(&summary.leveled).map(|sentence| escape(sentence));
    for line in path.into_iter().chain(sentences) {
        let _ = writeln!(out, "- {line}");
    }
    out.push('\n');
    if report.table.rows.is_empty() {
        out.push_str("There is none in this plan.\n");
    } else {
        table(&report.table, &mut out);
    }
    out
}

fn table(table: &Table<'_>, out: &mut String) {
    for column in &table.columns {
        let _ = write!(out, "| {} ", column.heading);
    }
    out.push_str("|\n");
    for column in &table.columns {
        out.push_str(match column.align {
            Align::Left => "| :-- ",
            Align::Right => "| --: ",
        });
    }
    out.push_str("|\n");
    for row in &table.rows {
        for (n, cell) in row.cells.iter().enumerate() {
            out.push_str("| ");
            write_cell(table, row, n, cell, out);
            out.push(' ');
        }
        out.push_str("|\n");
    }
}

fn write_cell(table: &Table<'_>, row: &Row<'_>, n: usize, cell: &Cell<'_>, out: &mut String) {
    let text = match cell {
        Cell::Text(text) => escape(text),
        Cell::Empty | Cell::Date(_) | Cell::Work(_) | Cell::Guess(_) | Cell::Elapsed(_) | Cell::Clock(_) | Cell::Percent(_) => {
            table.show(cell).into_owned()
        }
    };
    if n != 0 {
        out.push_str(&text);
        return;
    }
    for _ in 0..table.indent(row) {
        out.push_str("&emsp;");
    }
    let _ = match row.kind {
        Kind::Phase => write!(out, "**{text}**"),
        Kind::Milestone => write!(out, "◆ {text}"),
        Kind::Task => write!(out, "{text}"),
    };
}

/// Returns `text` so that Markdown shows its characters and none of them acts.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A backslash before the pipe is understood by tables only; the entity is understood everywhere.
            '|' => out.push_str("\\|"),
            '\\' | '`' | '*' | '_' | '~' | '[' | ']' | '!' | '#' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
