//! A report as one HTML file: the chart and the table, nothing fetched, nothing run.

use std::fmt::Write as _;

use super::colours;
use crate::model::Kind;
use crate::view::chart::{Style, Theme};
use crate::view::table::{Align, Cell, Row, Table};
use crate::view::{Report, steers};

const STYLE: &str = include_str!("report.css");

/// Returns a report as a page that needs nothing beside itself, in the colours of a theme. `chart` is the plan's SVG and goes
/// in as it is.
#[must_use]
pub fn html(report: &Report<'_>, chart: Option<&str>, look: (Theme, &Style)) -> String {
    let title = match report.summary.title {
        "" => "Plan".to_owned(),
        title => escape(title),
    };
    let mut out = head(&title, look);
    heading(report, &title, &mut out);
    if let Some(chart) = chart.filter(|_| !report.summary.is_empty()) {
        let _ = writeln!(out, "<figure class=\"report-chart\">\n{}\n</figure>", inline(chart));
    }
    match (report.summary.is_empty(), report.table.rows.is_empty()) {
        (true, _) => out.push_str("<p>There is no work in this plan yet.</p>\n"),
        (false, true) => out.push_str("<p>There is none in this plan.</p>\n"),
        (false, false) => table(&report.table, &mut out),
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// Returns everything of a report before its heading.
pub(super) fn head(title: &str, (theme, style): (Theme, &Style)) -> String {
    let mut out = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    let _ = writeln!(out, "<meta name=\"color-scheme\" content=\"{}\">", colours::scheme(theme));
    let rules = colours::rules(theme, style);
    let _ = writeln!(out, "<title>{title}</title>\n<style>\n{rules}{STYLE}</style>\n</head>\n<body>\n<main class=\"report\">");
    out
}

/// Returns an SVG file without what only a file of its own may have.
fn inline(chart: &str) -> &str {
    chart.find("<svg").and_then(|at| chart.get(at..)).unwrap_or("").trim_end()
}

fn heading(report: &Report<'_>, title: &str, out: &mut String) {
    let summary = &report.summary;
    let _ = writeln!(out, "<header>\n<h1>{title}</h1>");
    if !summary.is_empty() {
        let _ = writeln!(out, "<p class=\"report-line\">{}</p>", escape(&summary.line()));
    }
    let path = summary.critical_path().map(|path| ("report-path", "Critical path", path));
    let late = summary.late.iter().map(|sentence| ("report-late", "Late", sentence.clone()));
    let waiting = summary.waiting.iter().map(|sentence| ("report-waiting", "Waiting", sentence.clone()));
    let leveled = summary.leveled.iter().map(|sentence| ("report-leveled", "People", sentence.clone()));
    let facts: Vec<_> = path.into_iter().chain(late).chain(waiting).chain(leveled).collect();
    if !facts.is_empty() {
        out.push_str("<dl>\n");
        for (class, label, words) in facts {
            let _ = writeln!(out, "<div class=\"{class}\"><dt>{label}</dt><dd>{}</dd></div>", escape(&words));
        }
        out.push_str("</dl>\n");
    }
    out.push_str("</header>\n");
}

fn table(table: &Table<'_>, out: &mut String) {
    out.push_str("<table class=\"report-table\">\n<thead>\n<tr>");
    for column in &table.columns {
        let _ = write!(out, "<th scope=\"col\"{}>{}</th>", align(column.align), column.heading);
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &table.rows {
        line(table, row, out);
    }
    out.push_str("</tbody>\n</table>\n");
}

pub(super) const fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "",
        Align::Right => " class=\"n\"",
    }
}

fn line(table: &Table<'_>, row: &Row<'_>, out: &mut String) {
    let kind = match row.kind {
        Kind::Phase => "phase",
        Kind::Task => "task",
        Kind::Milestone => "milestone",
    };
    let flags = [(row.critical, " critical"), (row.late, " late"), (row.done, " done")];
    let flags: String = flags.iter().filter(|(set, _)| *set).map(|(_, flag)| *flag).collect();
    let _ = write!(out, "<tr class=\"{kind}{flags}\">");
    for (n, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
        let text = escape(&table.show(cell));
        let _ = match (n, cell) {
            (0, _) => {
                let indent = table.indent(row);
                write!(out, "<th scope=\"row\" style=\"padding-left:{}em\">{text}</th>", decimal_em(indent))
            }
            (_, Cell::Percent(part)) => {
                write!(
                    out,
                    "<td class=\"n\"><span class=\"bar\"><i style=\"width:{}%\"></i></span><span class=\"part\">{text}</span></td>",
                    part / 100
                )
            }
            (_, Cell::Empty | Cell::Text(_) | Cell::Date(_) | Cell::Work(_) | Cell::Guess(_) | Cell::Elapsed(_) | Cell::Clock(_)) => {
                write!(out, "<td{}>{text}</td>", align(column.align))
            }
        };
    }
    out.push_str("</tr>\n");
}

/// Returns the margin of a name: half an em and one and a quarter for each level.
fn decimal_em(indent: usize) -> String {
    let hundredths = 50 + indent * 125;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Returns `text` with everything escaped that HTML would act on, in content and in attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push(' '),
            c if steers(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
