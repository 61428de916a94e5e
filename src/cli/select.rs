//! From the names that were typed to the items, people and tags that are meant.

use super::args::Selecting;
use super::{Exit, Failure};
use crate::diagnostic::{suggest, visible};
use crate::model::{Plan, ResourceId, TaskId};
use crate::view::select::{Bounds, Selection};
use crate::view::{self, NotFound};

/// At most so many names are listed where none is near.
const LISTED: usize = 8;

/// Finds everything that is named; what is not asked for is as it was `said`.
pub(super) fn selection(plan: &Plan, asked: &Selecting, said: Selection) -> Result<Selection, Failure> {
    Ok(Selection {
        focus: either(plan, &asked.focus, item, said.focus)?,
        critical: asked.critical || said.critical,
        tags: either(plan, &asked.only, tag, said.tags)?,
        who: either(plan, &asked.who, person, said.who)?,
    })
}

fn either<T>(plan: &Plan, names: &[String], find: impl Fn(&Plan, &str) -> Result<T, Failure>, said: Vec<T>) -> Result<Vec<T>, Failure> {
    if names.is_empty() { Ok(said) } else { names.iter().map(|name| find(plan, name)).collect() }
}

/// Returns how far and how deep is looked; what is not asked for is as it was `said`.
pub(super) fn bounds(asked: &Selecting, said: Bounds) -> Result<Bounds, Failure> {
    let (from, to) = (asked.from.or(said.from), asked.to.or(said.to));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        let (sentence, help) = match (asked.from, asked.to) {
            (Some(_), Some(_)) => ("--to is before --from", "nothing would be shown; exchange the two"),
            (None, Some(_)) => ("--to is before the first day that the plan gives the chart", "say `--from` too"),
            (Some(_), None) | (None, None) => ("--from is after the last day that the plan gives the chart", "say `--to` too"),
        };
        return Err(Failure::new(Exit::Usage, sentence).help(help));
    }
    Ok(Bounds { depth: asked.depth.or(said.depth), from, to })
}

/// Finds the phase, task or milestone that is called so.
pub(super) fn item(plan: &Plan, name: &str) -> Result<TaskId, Failure> {
    view::find(plan, name).map_err(|error| match error {
        NotFound::Unknown(near) => {
            let help = near.map(|near| format!("did you mean `{}`?", visible(&near)));
            let help =
                help.unwrap_or_else(|| "an item is named by its id, its path or its title; `gantline report PLAN` lists them".to_owned());
            Failure::new(Exit::Usage, format!("no task, phase or milestone is named `{}`", visible(name))).help(help)
        }
        NotFound::Ambiguous(paths) => {
            let shown: Vec<String> = paths.iter().take(6).map(|path| format!("`{}`", visible(path))).collect();
            let more = if paths.len() > shown.len() { format!(" and {} more", paths.len() - shown.len()) } else { String::new() };
            Failure::new(Exit::Usage, format!("several items are named `{}`", visible(name)))
                .help(format!("write the path of the one that is meant: {}{more}", shown.join(", ")))
        }
    })
}

fn tag(plan: &Plan, name: &str) -> Result<Box<str>, Failure> {
    let details = plan.tasks.iter().filter_map(|(_, task)| task.details.as_deref());
    let mut tags: Vec<&str> = details.flat_map(|details| &details.tags).map(|tag| plan.text(*tag)).collect();
    tags.sort_unstable();
    tags.dedup();
    let same = tags.iter().find(|tag| **tag == name).or_else(|| tags.iter().find(|tag| tag.to_lowercase() == name.to_lowercase()));
    same.map(|tag| (*tag).into()).ok_or_else(|| {
        let none = "no item has a tag; `tag launch` on a task or phase gives it one";
        unknown("no item has the tag", name, &tags, none, "the tags are")
    })
}

/// Finds the person, team or resource that is called so.
pub(super) fn person(plan: &Plan, name: &str) -> Result<ResourceId, Failure> {
    let folded = name.to_lowercase();
    let id = |who: ResourceId| plan.text(plan.resources[who].id);
    let title = |who: ResourceId| plan.text(plan.resources[who].title);
    let ways: [&dyn Fn(ResourceId) -> bool; 3] =
        [&|who| id(who) == name, &|who| title(who) == name, &|who| id(who).to_lowercase() == folded || title(who).to_lowercase() == folded];
    let found = ways.iter().find_map(|way| plan.resources.iter().map(|(who, _)| who).find(|who| way(*who)));
    found.ok_or_else(|| {
        let mut names: Vec<&str> = plan.resources.iter().map(|(who, _)| id(who)).collect();
        let is_said = |title: &&str| names.iter().any(|name| name.to_lowercase() == title.to_lowercase());
        let more: Vec<&str> = plan.resources.iter().map(|(who, _)| title(who)).filter(|title| !is_said(title)).collect();
        names.extend(more);
        let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        unknown(
            "no person, team or resource is named",
            name,
            &names,
            "nobody is named in this plan; `by ana` puts ana on a task",
            "there are",
        )
    })
}

/// Says that a name is not there, and which may be meant: the nearest, else all of a few.
fn unknown(what: &str, name: &str, known: &[&str], none: &str, list: &str) -> Failure {
    let near = suggest(name, known.iter().copied()).map(|near| format!("did you mean `{}`?", visible(near)));
    let listed = || {
        let shown: Vec<String> = known.iter().take(LISTED).map(|name| format!("`{}`", visible(name))).collect();
        let more = known.len().saturating_sub(shown.len());
        format!("{list} {}{}", shown.join(", "), if 0 < more { format!(" and {more} more") } else { String::new() })
    };
    let help = near.unwrap_or_else(|| if known.is_empty() { none.to_owned() } else { listed() });
    Failure::new(Exit::Usage, format!("{what} `{}`", visible(name))).help(help)
}
