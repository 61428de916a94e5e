//! `gantline chart`: a plan as a picture.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::args::{self, Chart, ChartFormat, Common};
use super::console::Console;
use super::load::Loaded;
use super::picture::Renderer;
use super::target::Target;
use super::theme::{self, Asked};
use super::{Exit, Failure, baseline, load, named, select, summary};
use crate::diagnostic::render::Look;
use crate::diagnostic::visible;
use crate::emit::{self, Ink};
use crate::model::{self, Plan};
use crate::view::chart::{self, Arrows, ChartOptions, Column, Key, Paper, Picture, Screen, Weeks};
use crate::view::select::{Bounds, Rows};
use crate::view::terminal::{self, TerminalOptions};
use crate::view::{Cards, Reader};

/// Draws the plan, or the charts that it asks for, unless it has errors.
pub(super) fn run(chart: &Chart, common: &Common, console: &Console) -> Result<Exit, Failure> {
    let target = if chart.all { named::folder(chart)? } else { target(chart)? };
    fit_for_text(chart, target.1)?;
    select::bounds(&chart.selecting, Bounds::default())?;
    let renderer = Renderer::of(target.1, &chart.rendering, &target.0, console)?;
    let (mut asked, beside) = theme::read(chart, common)?;
    let loaded = match load::load_with(&chart.input, beside, common, console)? {
        Ok(loaded) => loaded,
        Err(exit) => return Ok(exit),
    };
    summary::something_to_show(&loaded)?;
    somebody_to_show(chart, &loaded.compilation.plan)?;
    if let Some(path) = &chart.drawing.baseline {
        match baseline::read(path, &chart.input, common, console)? {
            Ok(baseline) => asked.baseline = Some(Arc::new(baseline)),
            Err(exit) => return Ok(exit),
        }
    }
    if chart.all {
        return named::draw_all((&asked, renderer.as_ref()), &loaded, target, console);
    }
    let plan = &loaded.compilation.plan;
    let item = chart.named.as_deref().map(|name| named::find(plan, name)).transpose()?;
    let (mut target, format) = target;
    if let (Some(item), None, Target::File(path)) = (item, &chart.output, &mut target) {
        path.set_file_name(format!("{}.{}", named::file_name(plan, item), extension(format)));
    }
    let look = if chart.output.is_none() { console.out } else { Look::PLAIN };
    let options = options(plan, item, &asked)?;
    let drawn = draw(&loaded, options, (format, renderer.as_ref(), console), (chart.drawing.width, look))?;
    target.write(&loaded, console, |out| drawn.write(out))?;
    if let Target::File(path) = &target {
        console.say(&format!("wrote {}: {}", visible(&path.to_string_lossy()), drawn.said));
    }
    Ok(Exit::Done)
}

/// Refuses what characters cannot show, rather than leave it out without a word.
fn fit_for_text(chart: &Chart, format: ChartFormat) -> Result<(), Failure> {
    let drawing = &chart.drawing;
    let asked = [("--color-by", drawing.color_by.is_some()), ("--baseline", drawing.baseline.is_some()), ("--load", drawing.load)];
    match asked.into_iter().find(|(_, is_asked)| *is_asked && format == ChartFormat::Txt) {
        Some((flag, _)) => Err(Failure::new(Exit::Usage, format!("a chart in characters cannot show what {flag} asks for"))
            .help("write it as svg, png or html: `-o chart.svg`")),
        None => Ok(()),
    }
}

/// Refuses to draw the load of nobody.
fn somebody_to_show(chart: &Chart, plan: &Plan) -> Result<(), Failure> {
    if chart.drawing.load && plan.resources.is_empty() {
        let help = "`person ana` declares somebody, and `by ana` puts them on a task";
        return Err(Failure::new(Exit::Usage, "nobody is named in this plan, so there is no load to draw").help(help));
    }
    Ok(())
}

/// A chart that only has to be written.
pub(super) struct Drawn<'p> {
    content: Content<'p>,
    /// What it shows, in a few words.
    pub said: String,
}

enum Content<'p> {
    Svg(Box<chart::Chart<'p>>),
    Text(String),
    Bytes(Vec<u8>),
    Page(Box<Screen<'p>>),
}

impl Drawn<'_> {
    /// Writes the chart.
    pub(super) fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        match &self.content {
            Content::Svg(picture) => emit::svg::write(picture, out),
            Content::Text(text) => out.write_all(text.as_bytes()),
            Content::Bytes(bytes) => out.write_all(bytes),
            Content::Page(screen) => {
                let reader = Reader::of(screen.still.plan, screen.still.schedule);
                emit::page(screen, &Cards::of(&reader), out)
            }
        }
    }
}

/// Draws a chart; characters are as wide as it was said, else as the look.
pub(super) fn draw<'p>(
    loaded: &'p Loaded,
    options: ChartOptions,
    (format, renderer, console): (ChartFormat, Option<&Renderer>, &Console),
    (width, look): (Option<u16>, Look),
) -> Result<Drawn<'p>, Failure> {
    let (plan, schedule) = (&loaded.compilation.plan, &loaded.compilation.schedule);
    let bounds = Bounds { depth: options.depth, from: options.from, to: options.to };
    let said = if options.selection.is_all() {
        summary::of(loaded)
    } else {
        visible(&Rows::of(&Reader::of(plan, schedule), &options.selection, bounds).said).into_owned()
    };
    let content = match (renderer, format) {
        (Some(renderer), _) => Content::Bytes(renderer.draw(chart::layout(plan, schedule, &options), console)?),
        (None, ChartFormat::Svg | ChartFormat::Png | ChartFormat::Pdf) => Content::Svg(Box::new(chart::layout(plan, schedule, &options))),
        (None, ChartFormat::Html) => Content::Page(Box::new(chart::screen(plan, schedule, &options))),
        (None, ChartFormat::Txt) => {
            let width = width.map_or(look.width, usize::from);
            let ChartOptions { selection, name, picture, group_by, .. } = options;
            let options = TerminalOptions { width, selection, bounds, name, picture, group_by };
            Content::Text(emit::terminal(&terminal::layout(plan, schedule, &options), ink(look)))
        }
    };
    Ok(Drawn { content, said })
}

/// Returns the extension of a format's files.
pub(super) const fn extension(format: ChartFormat) -> &'static str {
    match format {
        ChartFormat::Svg => "svg",
        ChartFormat::Png => "png",
        ChartFormat::Pdf => "pdf",
        ChartFormat::Html => "html",
        ChartFormat::Txt => "txt",
    }
}

/// Decides where the chart goes and as what: `--format` wins over the extension of `-o`; without either, svg beside the plan.
/// Characters are for reading, so without `-o` they go to standard output.
fn target(chart: &Chart) -> Result<(Target, ChartFormat), Failure> {
    let plan = &chart.input.plan;
    match (Target::named(chart.output.as_deref()), chart.format) {
        (Some(target), Some(format)) => Ok((target, format)),
        (Some(target), None) => {
            let format = target.format("a chart is written as svg, png, pdf, html or txt", |_| instead(plan))?;
            Ok((target, format.unwrap_or(ChartFormat::Svg)))
        }
        (None, Some(ChartFormat::Svg) | None) => Ok((Target::beside(plan, "svg"), ChartFormat::Svg)),
        (None, Some(ChartFormat::Png)) => Ok((Target::beside(plan, "png"), ChartFormat::Png)),
        (None, Some(ChartFormat::Html)) => Ok((Target::beside(plan, "html"), ChartFormat::Html)),
        (None, Some(ChartFormat::Pdf)) => Ok((Target::beside(plan, "pdf"), ChartFormat::Pdf)),
        (None, Some(ChartFormat::Txt)) => Ok((Target::Standard, ChartFormat::Txt)),
    }
}

/// Says how to get a chart all the same.
fn instead(plan: &Path) -> String {
    let name = match Target::beside(plan, "svg") {
        Target::File(path) => visible(&path.to_string_lossy()).into_owned(),
        Target::Standard => "chart.svg".to_owned(),
    };
    format!("write `-o {name}`, or say it with `--format svg`")
}

/// Returns how a chart is drawn: as the command line says, else as the plan says of it, else as by default.
pub(super) fn options(plan: &Plan, item: Option<&model::Chart>, asked: &Asked<'_>) -> Result<ChartOptions, Failure> {
    let chart = asked.chart;
    let drawing = &chart.drawing;
    let said = item.map_or_else(ChartOptions::default, |item| ChartOptions::of(plan, item));
    let bounds = Bounds { depth: said.depth, from: said.from, to: said.to };
    let bounds = select::bounds(&chart.selecting, bounds)?;
    let paper = chart.rendering.page.map(Paper::chart_width);
    let columns = drawing.columns.as_ref().map(|columns| columns.iter().filter_map(|name| column(*name)).collect());
    Ok(ChartOptions {
        theme: asked.theme.unwrap_or(said.theme),
        columns: columns.or(said.columns),
        from: bounds.from,
        to: bounds.to,
        depth: bounds.depth,
        arrows: drawing.arrows.map_or(said.arrows, arrows),
        width: drawing.width.or(item.and_then(|item| item.width)).or(paper).unwrap_or(said.width),
        selection: select::selection(plan, &chart.selecting, said.selection)?,
        name: said.name,
        style: Arc::clone(&asked.style),
        weeks: if drawing.iso_weeks { Weeks::Iso } else { said.weeks },
        slack: said.slack && !drawing.no_slack,
        picture: drawing.view.map_or(said.picture, picture),
        group_by: drawing.group_by.map(key).or(said.group_by),
        color_by: drawing.color_by.map(key).or(said.color_by),
        baseline: asked.baseline.clone(),
        load: drawing.load,
    })
}

/// Returns the ink that a stream may have.
pub(super) const fn ink(look: Look) -> Ink {
    if look.colour { Ink::Colour } else { Ink::Plain }
}

const fn column(name: args::Column) -> Option<Column> {
    match name {
        args::Column::None | args::Column::Name => None,
        args::Column::Start => Some(Column::Start),
        args::Column::Finish => Some(Column::Finish),
        args::Column::Duration => Some(Column::Duration),
        args::Column::Owner => Some(Column::Owner),
        args::Column::Done => Some(Column::Done),
        args::Column::Slack => Some(Column::Slack),
        args::Column::Cost => Some(Column::Cost),
    }
}

const fn picture(name: args::Picture) -> Picture {
    match name {
        args::Picture::Gantt => Picture::Gantt,
        args::Picture::Milestones => Picture::Milestones,
    }
}

const fn key(name: args::Key) -> Key {
    match name {
        args::Key::Phase => Key::Phase,
        args::Key::Owner => Key::Owner,
        args::Key::Tag => Key::Tag,
        args::Key::Status => Key::Status,
    }
}

const fn arrows(name: args::Arrows) -> Arrows {
    match name {
        args::Arrows::All => Arrows::All,
        args::Arrows::Critical => Arrows::Critical,
        args::Arrows::None => Arrows::None,
    }
}
