//! The charts that a plan asks for: which one is meant, and what its file is called.

use std::path::{Path, PathBuf};

use super::args::{self, ChartFormat};
use super::console::{Console, reason};
use super::load::Loaded;
use super::picture::Renderer;
use super::target::{self, Target};
use super::theme::Asked;
use super::{Exit, Failure, chart, files};
use crate::diagnostic::render::Look;
use crate::diagnostic::{suggest, visible};
use crate::model::{Chart, Plan};

/// The longest name of a file, in bytes, before its extension.
const LONGEST: usize = 100;

/// Names that a file cannot have everywhere.
const RESERVED: [&str; 8] = ["con", "prn", "aux", "nul", "com1", "com2", "lpt1", "lpt2"];

/// Tells by its id and its title whether a chart is meant.
type Way<'a> = &'a dyn Fn(&str, &str) -> bool;

/// Finds the chart that is called so: by its id, else by its title, else by either in any letter case.
pub(super) fn find<'p>(plan: &'p Plan, name: &str) -> Result<&'p Chart, Failure> {
    let folded = name.to_lowercase();
    let ways: [Way<'_>; 3] = [&|id, _| !id.is_empty() && id == name, &|_, title| title == name, &|id, title| {
        !folded.is_empty() && (id.to_lowercase() == folded || title.to_lowercase() == folded)
    }];
    let names = |chart: &Chart| (plan.text(chart.id), plan.text(chart.title));
    let found = ways.iter().find_map(|way| plan.charts.iter().find(|chart| way(names(chart).0, names(chart).1)));
    found.ok_or_else(|| {
        let known: Vec<&str> =
            plan.charts.iter().flat_map(|chart| [names(chart).0, names(chart).1]).filter(|name| !name.is_empty()).collect();
        let titles: Vec<String> = plan.charts.iter().map(|chart| format!("`{}`", visible(names(chart).1))).collect();
        let help = match suggest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{}`?", visible(near)),
            None if titles.is_empty() => "the plan asks for no chart; a line such as `chart \"Overview\" depth 1` does".to_owned(),
            None => format!("the plan asks for {}", titles.join(", ")),
        };
        Failure::new(Exit::Usage, format!("no chart is named `{}`", visible(name))).help(help)
    })
}

/// Returns the folder that all charts go to, and the format that they have.
pub(super) fn folder(asked: &args::Chart) -> Result<(Target, ChartFormat), Failure> {
    let format = asked.format.unwrap_or(ChartFormat::Svg);
    let refuse = |sentence: &str, help: &str| Err(Failure::new(Exit::Usage, sentence).help(help));
    let Some(folder) = &asked.output else {
        if asked.input.plan.as_os_str() == "-" {
            return refuse("--all writes several files, and a plan from standard input has no folder", "name one: `-o charts`");
        }
        let parent = asked.input.plan.parent().filter(|parent| !parent.as_os_str().is_empty());
        return Ok((Target::File(parent.unwrap_or(Path::new(".")).to_owned()), format));
    };
    let is_picture = || {
        let extension = folder.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        extension.is_some_and(|extension| ["svg", "png", "pdf", "html", "txt"].contains(&&*extension))
    };
    if folder.as_os_str() == "-" || folder.is_file() || (is_picture() && !folder.is_dir()) {
        return refuse(
            "with --all, -o names the folder that the charts go to",
            "write `-o charts`; each chart's own name becomes its file's",
        );
    }
    Ok((Target::File(folder.clone()), format))
}

/// Draws every chart of the plan into the folder; the plan as a whole where it asks for none. All are drawn before the
/// first is written.
pub(super) fn draw_all(
    (asked, renderer): (&Asked<'_>, Option<&Renderer>),
    loaded: &Loaded,
    (target, format): (Target, ChartFormat),
    console: &Console,
) -> Result<Exit, Failure> {
    let Target::File(folder) = target else { return Ok(Exit::Done) };
    let plan = &loaded.compilation.plan;
    let mut items: Vec<(Option<&Chart>, String)> = plan.charts.iter().map(Some).zip(file_names(plan)).collect();
    if items.is_empty() {
        let stem = asked.chart.input.plan.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        items.push((None, stem.filter(|stem| stem != "-").unwrap_or_else(|| "chart".to_owned())));
        console.say("the plan asks for no chart, so it is drawn as a whole; a line such as `chart \"Overview\" depth 1` asks for one");
    }
    let mut drawn = Vec::with_capacity(items.len());
    for (item, name) in items {
        let path = folder.join(format!("{name}.{}", chart::extension(format)));
        target::keep_plan(&path, loaded)?;
        let options = chart::options(plan, item, asked)?;
        drawn.push((path, chart::draw(loaded, options, (format, renderer, console), (asked.chart.drawing.width, Look::PLAIN))?));
    }
    let is_new = !folder.is_dir();
    make(&folder)?;
    let saved = files::save_all(drawn.iter().map(|(path, drawn)| (path.clone(), |out: &mut dyn std::io::Write| drawn.write(out))));
    if saved.is_err() && is_new {
        // Only an empty folder goes; what is in it was not made here.
        let _ = std::fs::remove_dir(&folder);
    }
    saved?;
    for (path, drawn) in &drawn {
        console.say(&format!("wrote {}: {}", visible(&path.to_string_lossy()), drawn.said));
    }
    Ok(Exit::Done)
}

fn make(folder: &PathBuf) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| {
        let shown = visible(&folder.to_string_lossy()).into_owned();
        Failure::new(Exit::NotWritten, format!("the folder `{shown}` cannot be made: {}", reason(&error)))
    })
}

/// Returns what the files of all charts are called, without their extension, each differently.
pub(super) fn file_names(plan: &Plan) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(plan.charts.len());
    let mut taken = rustc_hash::FxHashSet::default();
    for chart in &plan.charts {
        let name = file_name(plan, chart);
        let numbered = (2..).map(|n| format!("{name}-{n}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| taken.insert(name.to_lowercase()));
        names.push(free.unwrap_or(name));
    }
    names
}

/// Returns what the file of a chart is called: its id, else its title in kebab case.
pub(super) fn file_name(plan: &Plan, chart: &Chart) -> String {
    let words = match plan.text(chart.id) {
        "" => plan.text(chart.title),
        id => id,
    };
    let mut name = String::new();
    for c in words.to_lowercase().chars() {
        if LONGEST < name.len() + c.len_utf8() {
            break;
        }
        if c.is_alphanumeric() || c == '_' {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') && !matches!(c, '\'' | '’') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() || RESERVED.contains(&name) { format!("{name}-chart").trim_start_matches('-').to_owned() } else { name.to_owned() }
}
