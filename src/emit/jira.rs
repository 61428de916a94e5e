//! CSV for Jira's importer: epics, tasks and sub-tasks with their parents before them, and who blocks whom.
//!
//! Jira knows three levels. A phase at the outermost level is an epic, what lies in it is a task, and what lies deeper is a
//! sub-task of the nearest task. Columns that hold several values are repeated, as the importer wants it; its wizard asks for
//! the pattern of dates, which is `yyyy-MM-dd`.

use super::csv::{disarm, records};
use crate::model::{Id, Kind, Link, Plan, TaskId};
use crate::view::{Reader, phrase};

/// Returns a plan as CSV for Jira.
#[must_use]
pub fn jira(reader: &Reader<'_>) -> String {
    let plan = reader.plan;
    let blocks = blocks(plan);
    let items = || plan.tasks.ids().filter(|id| reader.dates(*id).is_some());
    let n_labels = items().map(|id| labels(plan, id).len()).max().unwrap_or(0);
    let n_blocks = blocks.iter().map(Vec::len).max().unwrap_or(0);
    let fixed = ["Issue ID", "Parent", "Issue Type", "Summary", "Start date", "Due Date", "Assignee", "Description"];
    let repeated = std::iter::repeat_n("Labels", n_labels).chain(std::iter::repeat_n("Blocks", n_blocks));
    let headings = fixed.into_iter().chain(repeated).map(str::to_owned).collect();
    let rows = items().map(|id| {
        let mut cells = row(reader, id);
        let labels = labels(plan, id).into_iter().map(|label| disarm(&label).into_owned());
        cells.extend(labels.chain(std::iter::repeat(String::new())).take(n_labels));
        let blocked = blocks.get(id.index()).into_iter().flatten().map(|other| number(*other));
        cells.extend(blocked.chain(std::iter::repeat(String::new())).take(n_blocks));
        cells
    });
    records(headings, rows)
}

fn number(id: TaskId) -> String {
    (id.0 + 1).to_string()
}

/// Returns for each item the tasks and milestones that wait for its end.
fn blocks(plan: &Plan) -> Vec<Vec<TaskId>> {
    let mut blocks = vec![Vec::new(); plan.tasks.len()];
    for dependency in plan.dependencies.iter().filter(|dependency| dependency.link == Link::FinishToStart) {
        if let Some(list) = blocks.get_mut(dependency.predecessor.index()) {
            list.push(dependency.successor);
        }
    }
    blocks
}

fn row(reader: &Reader<'_>, id: TaskId) -> Vec<String> {
    let plan = reader.plan;
    let (kind, parent) = place(plan, id);
    let details = plan.details(id);
    let who = plan.assignments_of(id).first().map(|assignment| assignment.resource).or(details.owner);
    let assignee = who.map_or("", |who| {
        let resource = &plan.resources[who];
        let email = plan.text(resource.email);
        if email.is_empty() { plan.text(resource.title) } else { email }
    });
    let day = |day| phrase::iso_day(day);
    vec![
        number(id),
        parent.map(number).unwrap_or_default(),
        kind.to_owned(),
        disarm(plan.title(id)).into_owned(),
        reader.start(id).map(|start| day(start.day)).unwrap_or_default(),
        reader.finish(id).map(|finish| day(finish.day)).unwrap_or_default(),
        disarm(assignee).into_owned(),
        disarm(details.note.map_or("", |note| plan.text(note))).into_owned(),
    ]
}

/// Returns which of Jira's three levels an item is on, and what holds it there.
fn place(plan: &Plan, id: TaskId) -> (&'static str, Option<TaskId>) {
    let mut around: Vec<TaskId> = std::iter::successors(plan.tasks[id].parent(), |phase| plan.tasks[*phase].parent()).collect();
    around.reverse();
    match around.as_slice() {
        [] if plan.tasks[id].kind == Kind::Phase => ("Epic", None),
        [] => ("Task", None),
        [epic] => ("Task", Some(*epic)),
        [_, task, ..] => ("Sub-task", Some(*task)),
    }
}

/// Returns tags and kind as labels, which hold no spaces.
fn labels(plan: &Plan, id: TaskId) -> Vec<String> {
    let tags = plan.details(id).tags.iter().map(|tag| plan.text(*tag).replace(char::is_whitespace, "-"));
    let milestone = (plan.tasks[id].kind == Kind::Milestone).then(|| "milestone".to_owned());
    tags.chain(milestone).collect()
}
