//! Which charts are drawn, as what, and where each goes.

use std::path::{Path, PathBuf};

use super::args;
use super::folder::{self, Several};
use super::target::Target;
use super::{Failure, named};
use crate::diagnostic::visible;
use crate::model::{Chart, Format, Plan};

/// What the command line says of where charts go, and as what.
#[derive(Debug)]
pub(super) struct Output {
    place: Place,
    /// The format, where it is said: with `--format`, else by the file's extension.
    pub format: Option<Format>,
}

#[derive(Debug)]
enum Place {
    /// All of them into a folder.
    Folder(PathBuf),
    /// One, to where `-o` says.
    Given(Target),
    /// Beside the plan.
    Beside,
}

/// One chart to draw.
#[derive(Debug)]
pub(super) struct Job<'p> {
    /// The number of the chart, and the chart; nothing for the plan as a whole.
    pub item: Option<(usize, &'p Chart)>,
    /// What it becomes.
    pub format: Format,
    /// Where it goes.
    pub target: Target,
}

impl Output {
    /// Reads it from the arguments. `--format` wins over the extension of `-o`.
    pub(super) fn of(chart: &args::Chart) -> Result<Self, Failure> {
        if chart.all {
            let extensions = Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>();
            let several = Several { flag: "--all", what: "charts", whose: "each chart's own name", extensions: &extensions };
            let folder = folder::of(chart.output.as_deref(), &chart.input.plan, &several)?;
            return Ok(Self { place: Place::Folder(folder), format: chart.format });
        }
        let Some(target) = Target::named(chart.output.as_deref()) else { return Ok(Self { place: Place::Beside, format: chart.format }) };
        let format = match chart.format {
            Some(format) => Some(format),
            None => target.format("a chart is written as svg, png, pdf, html or txt", |_| instead(&chart.input.plan))?,
        };
        Ok(Self { place: Place::Given(target), format })
    }

    /// Tells whether something goes to standard output when the format is this one.
    pub(super) fn is_standard(&self, plan: &Path, format: Format) -> bool {
        match &self.place {
            Place::Folder(_) => false,
            Place::Given(target) => *target == Target::Standard,
            Place::Beside => format == Format::Txt || plan.as_os_str() == "-",
        }
    }

    /// Returns the folder that is made where it is not there.
    pub(super) fn folder(&self) -> Option<&Path> {
        match &self.place {
            Place::Folder(folder) => Some(folder),
            Place::Given(_) | Place::Beside => None,
        }
    }

    /// Returns everything that is drawn: every chart, the one that is named, or the plan as a whole. A format that nobody
    /// says is the chart's own, else svg.
    pub(super) fn jobs<'p>(&self, plan: &'p Plan, asked: &args::Chart) -> Result<Vec<Job<'p>>, Failure> {
        let numbered = |index: usize| plan.charts.get(index).map(|chart| (index, chart));
        let items: Vec<Option<(usize, &Chart)>> = match &asked.named {
            _ if asked.all && !plan.charts.is_empty() => plan.charts.iter().enumerate().map(Some).collect(),
            Some(name) => vec![numbered(named::find(plan, name)?)],
            None => vec![None],
        };
        let names = if asked.all { named::file_names(plan) } else { Vec::new() };
        let mut jobs = Vec::with_capacity(items.len());
        for item in items {
            let name = match item {
                Some((index, chart)) => names.get(index).cloned().unwrap_or_else(|| named::file_name(plan, chart)),
                None => stem(&asked.input.plan),
            };
            for format in self.formats(item.map(|(_, chart)| chart)) {
                jobs.push(Job { item, format, target: self.target(asked, (item.is_some(), &name), format) });
            }
        }
        if jobs.iter().all(|job| job.target == Target::Standard) {
            jobs.truncate(1);
        }
        Ok(jobs)
    }

    fn formats(&self, item: Option<&Chart>) -> Vec<Format> {
        match (self.format, item) {
            (Some(format), _) => vec![format],
            (None, Some(chart)) if !chart.formats.is_empty() => chart.formats.clone(),
            (None, _) => vec![Format::Svg],
        }
    }

    /// Returns where a chart goes. Characters are for reading, so without `-o` they go to standard output.
    fn target(&self, asked: &args::Chart, (is_item, name): (bool, &str), format: Format) -> Target {
        let plan = &asked.input.plan;
        let file = format!("{name}.{}", format.name());
        match &self.place {
            Place::Folder(folder) => Target::File(folder.join(file)),
            Place::Given(target) => target.clone(),
            Place::Beside if self.is_standard(plan, format) => Target::Standard,
            Place::Beside if is_item => Target::File(plan.with_file_name(file)),
            Place::Beside => Target::beside(plan, format.name()),
        }
    }
}

/// Returns what the chart of a whole plan is called.
fn stem(plan: &Path) -> String {
    let stem = plan.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    stem.filter(|stem| stem != "-").unwrap_or_else(|| "chart".to_owned())
}

/// Says how to get a chart all the same.
fn instead(plan: &Path) -> String {
    let name = match Target::beside(plan, "svg") {
        Target::File(path) => visible(&path.to_string_lossy()).into_owned(),
        Target::Standard => "chart.svg".to_owned(),
    };
    format!("write `-o {name}`, or say it with `--format svg`")
}
