//! `gantline chart`: a plan as a picture.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::args::{Chart, Common};
use super::beside::{self, Beside};
use super::console::Console;
use super::jobs::{Job, Output};
use super::levels::Levels;
use super::load::Loaded;
use super::picture::{self, Renderer, Subject};
use super::target::{self, Target};
use super::{Exit, Failure, baseline, files, fit, folder, load, named, select, summary, theme};
use crate::diagnostic::render::Look;
use crate::diagnostic::visible;
use crate::emit::{self, Ink};
use crate::model::{Format, Plan};
use crate::view::chart::{self, ChartOptions, Screen, Weeks};
use crate::view::select::{Bounds, Rows, Selection};
use crate::view::terminal::{self, TerminalOptions};
use crate::view::{Baseline, Cards, Reader};

/// What a chart command was asked for, with the files that were read for it.
pub(super) struct Asked<'a> {
    /// The arguments.
    chart: &'a Chart,
    /// The theme, if one was named.
    theme: Option<theme::Look>,
    /// The dates that were once promised, if they were named.
    baseline: Option<Arc<Baseline>>,
    /// What the charts of the plan name themselves, for each of those that are drawn.
    besides: Vec<Beside>,
    /// What draws pixels and pages.
    renderer: Renderer,
}

/// Draws the plan, or the charts that it asks for, unless it has errors. All are drawn before the first is written.
pub(super) fn run(chart: &Chart, common: &Common, console: &Console) -> Result<Exit, Failure> {
    let output = Output::of(chart)?;
    if let Some(format) = output.format.or_else(|| chart.named.is_none().then_some(Format::Svg).filter(|_| !chart.all)) {
        fit::asked(chart, &[format])?;
        picture::check(format, output.is_standard(&chart.input.plan, format) && console.shown)?;
    }
    select::bounds(&chart.selecting, Bounds::default())?;
    let levels = Levels::of(common)?;
    let (theme, theme_file) = theme::read(chart.drawing.theme.as_ref(), &levels);
    let renderer = Renderer::of(&chart.rendering)?;
    let mut asked = Asked { chart, theme, baseline: None, besides: Vec::new(), renderer };
    let mut more = |loaded: &mut Loaded, levels: &Levels| read_more(&mut asked, loaded, levels, common);
    let loaded = match load::load_with(&chart.input, theme_file, &mut more, common, console)? {
        Ok(loaded) => loaded,
        Err(exit) => return Ok(exit),
    };
    summary::something_to_show(&loaded)?;
    let plan = &loaded.compilation.plan;
    fit::somebody_to_show(chart, plan)?;
    let jobs = output.jobs(plan, chart)?;
    fit::asked(chart, &jobs.iter().map(|job| job.format).collect::<Vec<_>>())?;
    let mut drawn = Vec::with_capacity(jobs.len());
    for job in &jobs {
        picture::check(job.format, job.target == Target::Standard && console.shown)?;
        fit::told(plan, job, console);
        drawn.push(draw(&loaded, &asked, job, console)?);
    }
    if chart.all && plan.charts.is_empty() {
        console.say("the plan asks for no chart, so it is drawn as a whole; a line such as `chart \"Overview\" depth 1` asks for one");
    }
    write(&loaded, output.folder(), (&jobs, &drawn), console)?;
    Ok(Exit::Done)
}

/// Reads the baseline, and what those charts name that are drawn.
fn read_more(asked: &mut Asked<'_>, loaded: &mut Loaded, levels: &Levels, common: &Common) -> Result<Vec<Loaded>, Failure> {
    let chart = asked.chart;
    let drawn = chart.named.as_deref().map(|name| named::find(&loaded.compilation.plan, name)).transpose()?;
    let (besides, mut others) = beside::read(loaded, |index| chart.all || drawn == Some(index), levels, common);
    asked.besides = besides;
    loaded.beside.extend(chart.drawing.baseline.iter().chain(&chart.rendering.font).cloned());
    if let Some(path) = &chart.drawing.baseline {
        let (baseline, plan) = baseline::read(path, levels, common)?;
        asked.baseline = Some(Arc::new(baseline));
        others.extend(plan);
    }
    Ok(others)
}

/// Writes everything that was drawn, or nothing of it.
fn write(loaded: &Loaded, folder: Option<&Path>, (jobs, drawn): (&[Job<'_>], &[Drawn<'_>]), console: &Console) -> Result<(), Failure> {
    if let ([job], [drawn], None) = (jobs, drawn, folder) {
        job.target.write(loaded, console, |out| drawn.write(out))?;
    } else {
        let files = || jobs.iter().zip(drawn).filter_map(|(job, drawn)| Some((job.target.path()?, drawn)));
        files().try_for_each(|(path, _)| target::keep_plan(path, loaded))?;
        let all = files().map(|(path, drawn)| (path.to_owned(), |out: &mut dyn io::Write| drawn.write(out)));
        match folder {
            Some(folder) => folder::save(folder, all)?,
            None => files::save_all(all)?,
        }
        for (_, drawn) in jobs.iter().zip(drawn).filter(|(job, _)| job.target == Target::Standard) {
            console.write(|out| drawn.write(out))?;
        }
    }
    for (job, path, drawn) in jobs.iter().zip(drawn).filter_map(|(job, drawn)| Some((job, job.target.path()?, drawn))) {
        let path = visible(&path.to_string_lossy()).into_owned();
        let says = path.rsplit_once('.').and_then(|(_, extension)| Format::from_name(&extension.to_lowercase()));
        let but = says.filter(|says| *says != job.format).map_or_else(String::new, |_| format!(", which is a {}", job.format.name()));
        console.say(&format!("wrote {path}{but}: {}", drawn.said));
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

/// Draws a chart.
fn draw<'p>(loaded: &'p Loaded, asked: &Asked<'_>, job: &Job<'_>, console: &Console) -> Result<Drawn<'p>, Failure> {
    let (plan, schedule) = (&loaded.compilation.plan, &loaded.compilation.schedule);
    let options = options(plan, asked, job)?;
    let bounds = Bounds { depth: options.depth, from: options.from, to: options.to };
    let said = said(loaded, (&options.selection, bounds), console);
    let wide = asked.chart.drawing.width.or(job.item.and_then(|(_, item)| item.width)).is_some();
    let content = match job.format {
        Format::Svg => {
            let chart = chart::layout(plan, schedule, &options);
            fit::as_wide_as_asked(&chart, options.width, console);
            Content::Svg(Box::new(chart))
        }
        Format::Png | Format::Pdf => {
            let beside = job.item.and_then(|(index, _)| asked.besides.get(index));
            Content::Bytes(asked.renderer.draw(&Subject { plan, schedule, options, wide }, (job, beside), console)?)
        }
        Format::Html => Content::Page(Box::new(chart::screen(plan, schedule, &options))),
        Format::Txt => {
            let look = if job.target == Target::Standard && asked.chart.output.is_none() { console.out } else { Look::PLAIN };
            let width = asked.chart.drawing.width.map_or(look.width, usize::from);
            let ChartOptions { selection, name, picture, group_by, weeks, slack, .. } = options;
            let options = TerminalOptions { width, selection, bounds, name, picture, group_by, weeks, slack };
            Content::Text(emit::terminal(&terminal::layout(plan, schedule, &options), ink(look)))
        }
    };
    Ok(Drawn { content, said })
}

/// Returns what a chart shows in a few words, and warns of one that shows nothing.
fn said(loaded: &Loaded, (selection, bounds): (&Selection, Bounds), console: &Console) -> String {
    if selection.is_all() && bounds == Bounds::default() {
        return summary::of(loaded);
    }
    let rows = Rows::of(&Reader::of(&loaded.compilation.plan, &loaded.compilation.schedule), selection, bounds);
    if rows.ids.is_empty() {
        console.warn("no item of the plan is among those asked for: the chart is empty", "ask for more time, or for more of the plan");
    }
    let of = if selection.is_all() { summary::of(loaded) } else { visible(&rows.said).into_owned() };
    let left_out = rows.left_out.iter().map(|left_out| format!("; {}", visible(left_out)));
    std::iter::once(of).chain(left_out).collect()
}

/// Returns how a chart is drawn: as the command line says, else as the plan says of it, else as by default.
fn options(plan: &Plan, asked: &Asked<'_>, job: &Job<'_>) -> Result<ChartOptions, Failure> {
    let (drawing, selecting) = (&asked.chart.drawing, &asked.chart.selecting);
    let item = job.item.map(|(_, item)| item);
    let beside = job.item.and_then(|(index, _)| asked.besides.get(index));
    let said = item.map_or_else(ChartOptions::default, |item| ChartOptions::of(plan, item));
    let bounds = select::bounds(selecting, Bounds { depth: said.depth, from: said.from, to: said.to })?;
    let columns = drawing.columns.as_ref().map(|columns| columns.iter().filter_map(|listed| listed.column()).collect());
    let file = beside.and_then(|beside| beside.theme.as_ref()).map(|file| (file.base, Arc::new(file.style.clone())));
    let (theme, style) = asked.theme.clone().or(file).unwrap_or((said.theme, said.style));
    Ok(ChartOptions {
        theme,
        columns: columns.or(said.columns),
        from: bounds.from,
        to: bounds.to,
        depth: bounds.depth,
        arrows: drawing.arrows.unwrap_or(said.arrows),
        width: drawing.width.or(item.and_then(|item| item.width)).unwrap_or(said.width),
        selection: select::selection(plan, selecting, said.selection)?,
        name: said.name,
        style,
        weeks: if drawing.iso_weeks { Weeks::Iso } else { said.weeks },
        slack: said.slack && !drawing.no_slack,
        picture: drawing.view.unwrap_or(said.picture),
        group_by: drawing.group_by.or(said.group_by),
        color_by: drawing.color_by.or(said.color_by),
        baseline: asked.baseline.clone().or_else(|| beside?.baseline.clone()),
        load: drawing.load || said.load,
    })
}

/// Returns the ink that a stream may have.
pub(super) const fn ink(look: Look) -> Ink {
    if look.colour { Ink::Colour } else { Ink::Plain }
}
