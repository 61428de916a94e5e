//! What the language has no word for, counted by task.

use super::Cx;
use crate::interop::xml::Element;

/// Elements of a task that are left out, each with what they are; those that stand for nothing are not counted.
const OF_TASKS: [(&str, &str); 6] = [
    ("ExtendedAttribute", "custom fields"),
    ("OutlineCode", "outline codes"),
    ("TimephasedData", "amounts of work by day"),
    ("SubprojectName", "inserted projects"),
    ("Contact", "contacts"),
    ("PreleveledStart", "dates before leveling"),
];

/// Counts what is left out.
pub(super) fn count(project: Element<'_>, cx: &mut Cx<'_>) {
    for task in cx.tasks {
        for (name, what) in OF_TASKS {
            let n = task.element.all(name).filter(|element| !element.text().is_empty() || element.children().next().is_some()).count();
            if 0 < n {
                cx.notes.add(what, task.name, n);
            }
        }
        let n_baselines = task.element.all("Baseline").count().saturating_sub(usize::from(task.baseline.is_some()));
        if 0 < n_baselines {
            cx.notes.add("further baselines, or such without dates", task.name, n_baselines);
        }
        if let (Some(stop), Some(resume)) = (task.stop, task.resume)
            && stop < resume
            && task.actual_finish.is_none()
            && 0 < cx.clock(task).between(stop, resume).0
        {
            cx.notes.add("splits of work under way", task.name, 1);
        }
        if task.is_external {
            cx.notes.add("tasks of other files", task.name, 1);
        }
        for assignment in cx.by_task.get(&task.uid).into_iter().flatten() {
            if assignment.contour != 0 {
                cx.notes.add("work that is not spread evenly", task.name, 1);
            }
            if assignment.delay != 0 {
                cx.notes.add("delays of one assignment", task.name, 1);
            }
        }
    }
    let settings = cx.settings;
    if settings.critical_slack_limit != 0 {
        cx.notes.add(&format!("slack limit of {} days up to which work counts as critical", settings.critical_slack_limit), "", 1);
    }
    if settings.several_critical_paths {
        cx.notes.add("option that shows several critical paths", "", 1);
    }
    let n_fields = project.child("ExtendedAttributes").into_iter().flat_map(|list| list.all("ExtendedAttribute")).count();
    if 0 < n_fields {
        cx.notes.add("definitions of custom fields", "", n_fields);
    }
}
