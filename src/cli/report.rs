//! `gantline report`: the schedule as a table, a page or data.

use super::args::{Common, Report, ReportFormat, View};
use super::chart::ink;
use super::console::Console;
use super::target::Target;
use super::{Exit, Failure, load, summary};
use crate::compile::Compilation;
use crate::diagnostic::render::Look;
use crate::diagnostic::visible;
use crate::emit;
use crate::view::chart::{self, ChartOptions};
use crate::view::table::TableOptions;
use crate::view::{self, Reader};

/// Writes the report, unless the plan has errors.
pub(super) fn run(report: &Report, common: &Common, console: &Console) -> Result<Exit, Failure> {
    let target = Target::named(report.output.as_deref()).unwrap_or(Target::Standard);
    let format = match report.format {
        Some(format) => format,
        None => target.format("a report is written as txt, md, html, csv or json", |_| String::new())?.unwrap_or(ReportFormat::Txt),
    };
    let loaded = match load::load_one(&report.input, common, console)? {
        Ok(loaded) => loaded,
        Err(exit) => return Ok(exit),
    };
    summary::something_to_show(&loaded)?;
    let look = if report.output.is_none() { console.out } else { Look::PLAIN };
    let text = text(&loaded.compilation, report, format, look);
    target.write(&loaded, console, |out| out.write_all(text.as_bytes()))?;
    if let Target::File(path) = &target {
        console.say(&format!("wrote {}: {}", visible(&path.to_string_lossy()), summary::of(&loaded)));
    }
    Ok(Exit::Done)
}

fn text(compilation: &Compilation, report: &Report, format: ReportFormat, look: Look) -> String {
    let (plan, schedule) = (&compilation.plan, &compilation.schedule);
    let options = TableOptions { depth: report.depth };
    let view = match report.view {
        View::Tasks => view::tasks(plan, schedule, &options),
        View::Milestones => view::milestones(plan, schedule, &options),
    };
    match format {
        ReportFormat::Txt => emit::text(&view, look.width, ink(look)),
        ReportFormat::Md => emit::markdown(&view),
        ReportFormat::Csv => emit::csv(&view.table),
        ReportFormat::Html => {
            let chart = chart::layout(plan, schedule, &ChartOptions { depth: report.depth, ..ChartOptions::default() });
            emit::html(&view, Some(&emit::svg::to_string(&chart)))
        }
        ReportFormat::Json => emit::json(&Reader::of(plan, schedule)),
    }
}
