//! The charts that a plan asks for: which one is meant, and what its file is called.

use super::{Exit, Failure, folder};
use crate::diagnostic::{suggest, visible};
use crate::model::{Chart, Plan};

/// What a file of a chart without a name is called.
const CHART: &str = "chart";

/// Tells by its id and its title whether a chart is meant.
type Way<'a> = &'a dyn Fn(&str, &str) -> bool;

/// Returns the number of the chart that is called so: by its id, else by its title, else by either in any letter case.
pub(super) fn find(plan: &Plan, name: &str) -> Result<usize, Failure> {
    let folded = name.to_lowercase();
    let ways: [Way<'_>; 3] = [&|id, _| !id.is_empty() && id == name, &|_, title| title == name, &|id, title| {
        !folded.is_empty() && (id.to_lowercase() == folded || title.to_lowercase() == folded)
    }];
    let names = |chart: &Chart| (plan.text(chart.id), plan.text(chart.title));
    let found = ways.iter().find_map(|way| plan.charts.iter().position(|chart| way(names(chart).0, names(chart).1)));
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

/// Returns what the files of all charts are called, without their extension, each differently.
pub(super) fn file_names(plan: &Plan) -> Vec<String> {
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
