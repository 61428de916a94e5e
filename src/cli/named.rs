//! The charts that a plan asks for: which one is meant, and what its file is called.

use super::args::{self, ChartFormat};
use super::console::Console;
use super::folder::{self, Several};
use super::load::Loaded;
use super::picture::Renderer;
use super::target::{self, Target};
use super::theme::Asked;
use super::{Exit, Failure, chart};
use crate::diagnostic::render::Look;
use crate::diagnostic::{suggest, visible};
use crate::model::{Chart, Plan};

/// What a file of a chart without a name is called.
const CHART: &str = "chart";

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
    let several =
        Several { flag: "--all", what: "charts", whose: "each chart's own name", extensions: &["svg", "png", "pdf", "html", "txt"] };
    let folder = folder::of(asked.output.as_deref(), &asked.input.plan, &several)?;
    Ok((Target::File(folder), format))
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
    folder::save(&folder, drawn.iter().map(|(path, drawn)| (path.clone(), |out: &mut dyn std::io::Write| drawn.write(out))))?;
    for (path, drawn) in &drawn {
        console.say(&format!("wrote {}: {}", visible(&path.to_string_lossy()), drawn.said));
    }
    Ok(Exit::Done)
}

/// Returns what the files of all charts are called, without their extension, each differently.
fn file_names(plan: &Plan) -> Vec<String> {
    folder::names(plan.charts.iter().map(|chart| words(plan, chart)), CHART)
}

/// Returns what the file of a chart is called: its id, else its title in kebab case.
pub(super) fn file_name(plan: &Plan, chart: &Chart) -> String {
    folder::name(words(plan, chart), CHART)
}

fn words<'p>(plan: &'p Plan, chart: &Chart) -> &'p str {
    match plan.text(chart.id) {
        "" => plan.text(chart.title),
        id => id,
    }
}
