//! `gantline chart`: a plan as a picture.

use std::path::Path;

use super::args::{self, Chart, ChartFormat, Common};
use super::console::Console;
use super::picture::Renderer;
use super::target::Target;
use super::{Exit, Failure, load, select, summary};
use crate::diagnostic::render::Look;
use crate::diagnostic::visible;
use crate::emit::{self, Ink};
use crate::view::chart::{self, Arrows, ChartOptions, Column, Theme};
use crate::view::select::{Bounds, Selection};
use crate::view::terminal::{self, TerminalOptions};
use crate::view::{Cards, Reader};

/// Draws the plan, unless it has errors.
pub(super) fn run(chart: &Chart, common: &Common, console: &Console) -> Result<Exit, Failure> {
    let (target, format) = target(chart)?;
    let bounds = select::bounds(&chart.selecting)?;
    let renderer = Renderer::of(format, &chart.rendering, &target, console)?;
    let loaded = match load::load_one(&chart.input, common, console)? {
        Ok(loaded) => loaded,
        Err(exit) => return Ok(exit),
    };
    summary::something_to_show(&loaded)?;
    let (plan, schedule) = (&loaded.compilation.plan, &loaded.compilation.schedule);
    let selection = select::selection(plan, &chart.selecting)?;
    match (renderer, format) {
        (Some(renderer), _) => {
            let picture = chart::layout(plan, schedule, &options(&chart.drawing, selection, bounds));
            let bytes = renderer.draw(&picture, console)?;
            target.write(&loaded, console, |out| out.write_all(&bytes))?;
        }
        (None, ChartFormat::Html) => {
            let screen = chart::screen(plan, schedule, &options(&chart.drawing, selection, bounds));
            let reader = Reader::of(plan, schedule);
            target.write(&loaded, console, |out| emit::page(&screen, &Cards::of(&reader), out))?;
        }
        (None, ChartFormat::Txt) => {
            let look = if chart.output.is_none() { console.out } else { Look::PLAIN };
            let width = chart.drawing.width.map_or(look.width, usize::from);
            let picture = terminal::layout(plan, schedule, &TerminalOptions { width, selection, bounds });
            let text = emit::terminal(&picture, ink(look));
            target.write(&loaded, console, |out| out.write_all(text.as_bytes()))?;
        }
        (None, ChartFormat::Svg | ChartFormat::Png) => {
            let picture = chart::layout(plan, schedule, &options(&chart.drawing, selection, bounds));
            target.write(&loaded, console, |out| emit::svg::write(&picture, out))?;
        }
    }
    if let Target::File(path) = &target {
        console.say(&format!("wrote {}: {}", visible(&path.to_string_lossy()), summary::of(&loaded)));
    }
    Ok(Exit::Done)
}

/// Decides where the chart goes and as what: `--format` wins over the extension of `-o`; without either, svg beside the plan.
/// Characters are for reading, so without `-o` they go to standard output.
fn target(chart: &Chart) -> Result<(Target, ChartFormat), Failure> {
    let plan = &chart.input.plan;
    match (Target::named(chart.output.as_deref()), chart.format) {
        (Some(target), Some(format)) => Ok((target, format)),
        (Some(target), None) => {
            let format = target.format("a chart is written as svg, png, html or txt", |extension| other(plan, extension))?;
            Ok((target, format.unwrap_or(ChartFormat::Svg)))
        }
        (None, Some(ChartFormat::Svg) | None) => Ok((Target::beside(plan, "svg"), ChartFormat::Svg)),
        (None, Some(ChartFormat::Png)) => Ok((Target::beside(plan, "png"), ChartFormat::Png)),
        (None, Some(ChartFormat::Html)) => Ok((Target::beside(plan, "html"), ChartFormat::Html)),
        (None, Some(ChartFormat::Txt)) => Ok((Target::Standard, ChartFormat::Txt)),
    }
}

/// Says how to get what charts are not written as.
fn other(plan: &Path, extension: &str) -> String {
    let svg = Target::beside(plan, "svg");
    let name = if let Target::File(path) = &svg { path.to_string_lossy().into_owned() } else { "chart.svg".to_owned() };
    match extension {
        "pdf" => format!("write `-o {name}`; browsers and image tools turn it into {extension}"),
        _ => format!("write `-o {name}`, or say it with `--format svg`"),
    }
}

fn options(drawing: &args::Drawing, selection: Selection, bounds: Bounds) -> ChartOptions {
    let columns = drawing.columns.as_ref().map(|columns| columns.iter().filter_map(|name| column(*name)).collect());
    ChartOptions {
        theme: match drawing.theme {
            args::Theme::Auto => Theme::Auto,
            args::Theme::Light => Theme::Light,
            args::Theme::Dark => Theme::Dark,
            args::Theme::Print => Theme::Print,
        },
        columns,
        from: bounds.from,
        to: bounds.to,
        depth: bounds.depth,
        arrows: match drawing.arrows {
            args::Arrows::All => Arrows::All,
            args::Arrows::Critical => Arrows::Critical,
            args::Arrows::None => Arrows::None,
        },
        width: drawing.width.unwrap_or(ChartOptions::default().width),
        selection,
    }
}

/// Returns the ink that a stream may have.
pub(super) const fn ink(look: Look) -> Ink {
    if look.colour { Ink::Colour } else { Ink::Plain }
}

const fn column(name: args::Column) -> Option<Column> {
    match name {
        args::Column::None => None,
        args::Column::Start => Some(Column::Start),
        args::Column::Finish => Some(Column::Finish),
        args::Column::Duration => Some(Column::Duration),
        args::Column::Owner => Some(Column::Owner),
        args::Column::Done => Some(Column::Done),
        args::Column::Slack => Some(Column::Slack),
    }
}
