//! `gantline report`: the schedule as a table, a page or data.

use std::sync::Arc;

use super::args::{Common, Report, ReportFormat, View};
use super::chart::ink;
use super::console::Console;
use super::levels::Levels;
use super::people::Shown;
use super::target::Target;
use super::{Exit, Failure, load, people, select, summary, theme};
use crate::compile::Compilation;
use crate::diagnostic::render::Look;
use crate::diagnostic::visible;
use crate::emit;
use crate::model::Format;
use crate::view::chart::{self, ChartOptions};
use crate::view::select::{Bounds, Rows, Selection};
use crate::view::table::TableOptions;
use crate::view::{self, Reader};

/// Writes the report, unless the plan has errors.
pub(super) fn run(report: &Report, common: &Common, console: &Console) -> Result<Exit, Failure> {
    let target = Target::named(report.output.as_deref()).unwrap_or(Target::Standard);
    let format = match report.format {
        Some(format) => format,
        None => target
            .format("a report is written as txt, md, html, csv or json", |extension| instead(report, extension))?
            .unwrap_or(ReportFormat::Txt),
    };
    people::check(report, format)?;
    let bounds = select::bounds(&report.selecting, Bounds::default())?;
    if report.theme.is_some() && format != ReportFormat::Html {
        return Err(Failure::new(Exit::Usage, "--theme is for a page: no other report has colours of its own")
            .help("write it with `-o report.html`"));
    }
    let (theme, file) = theme::read(report.theme.as_ref(), &Levels::of(common)?);
    let theme = theme.unwrap_or_default();
    let loaded = match load::load_with(&report.input, file, &mut |_, _| Ok(Vec::new()), common, console)? {
        Ok(loaded) => loaded,
        Err(exit) => return Ok(exit),
    };
    summary::something_to_show(&loaded)?;
    let selection = select::selection(&loaded.compilation.plan, &report.selecting, Selection::default())?;
    let options = TableOptions { selection, bounds };
    let look = if report.output.is_none() { console.out } else { Look::PLAIN };
    let text = text(&loaded.compilation, report.view, &options, (format, look, &theme));
    target.write(&loaded, console, |out| out.write_all(text.as_bytes()))?;
    if let Target::File(path) = &target {
        console.say(&format!("wrote {}: {}", visible(&path.to_string_lossy()), summary::of(&loaded)));
    }
    Ok(Exit::Done)
}

/// Says what writes a format that is no report's.
fn instead(report: &Report, extension: &str) -> String {
    let is_picture = Format::from_name(extension).is_some();
    let name = |path: &std::path::Path| visible(&path.to_string_lossy()).into_owned();
    let output = report.output.as_deref().map(name).filter(|_| is_picture);
    output.map_or_else(String::new, |output| format!("to draw the plan: `gantline chart {} -o {output}`", name(&report.input.plan)))
}

fn text(
    compilation: &Compilation,
    view: View,
    options: &TableOptions,
    (format, look, theme): (ReportFormat, Look, &theme::Look),
) -> String {
    let (plan, schedule) = (&compilation.plan, &compilation.schedule);
    let view = match view {
        View::Tasks => view::tasks(plan, schedule, options),
        View::Milestones => view::milestones(plan, schedule, options),
        View::People => return people::text(compilation, Shown::Load, options, (format, look, theme)),
        View::Agenda => return people::text(compilation, Shown::Agenda, options, (format, look, theme)),
    };
    match format {
        ReportFormat::Txt => emit::text(&view, look.width, ink(look)),
        ReportFormat::Md => emit::markdown(&view),
        ReportFormat::Csv => emit::csv(&view.table),
        ReportFormat::Html => {
            let Bounds { depth, from, to } = options.bounds;
            let drawn = ChartOptions {
                depth,
                from,
                to,
                selection: options.selection.clone(),
                theme: theme.0,
                style: Arc::clone(&theme.1),
                ..ChartOptions::default()
            };
            let chart = chart::layout(plan, schedule, &drawn);
            emit::html(&view, Some(&emit::svg::to_string(&chart)), (theme.0, &theme.1))
        }
        ReportFormat::Json => {
            let reader = Reader::of(plan, schedule);
            emit::json(&reader, &Rows::of(&reader, &options.selection, options.bounds))
        }
    }
}
