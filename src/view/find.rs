//! From what somebody types to the item that is meant: a path, an id, or a title.

use crate::diagnostic::suggest;
use crate::model::{Plan, TaskId};

/// Why no item was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotFound {
    /// Nothing is called so; the nearest name, if one is near.
    Unknown(Option<String>),
    /// Several are called so: their paths, in the order of the plan.
    Ambiguous(Vec<String>),
}

/// Finds the item that `name` means: by its path, else by its id, else by its title or id in any letter case.
///
/// # Errors
/// When nothing is called so, or several items are.
pub fn find(plan: &Plan, name: &str) -> Result<TaskId, NotFound> {
    let name = name.trim();
    let name = name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(name);
    let folded = name.to_lowercase();
    let last = name.rsplit('.').next().unwrap_or(name);
    let id = |task: TaskId| plan.text(plan.tasks[task].id);
    let ends_so = |task: TaskId| id(task) == last || (id(task).is_empty() && last.starts_with('#'));
    let by_path = |task: TaskId| ends_so(task) && plan.path(task) == name;
    let by_id = |task: TaskId| !name.is_empty() && id(task) == name;
    let by_title = |task: TaskId| plan.title(task).to_lowercase() == folded;
    let by_loose_id = |task: TaskId| !name.is_empty() && id(task).to_lowercase() == folded;
    let ways: [&dyn Fn(TaskId) -> bool; 4] = [&by_path, &by_id, &by_title, &by_loose_id];
    for way in ways {
        let found: Vec<TaskId> = plan.tasks.ids().filter(|task| way(*task)).collect();
        match found.as_slice() {
            [] => {}
            [task] => return Ok(*task),
            several => return Err(NotFound::Ambiguous(several.iter().map(|task| plan.path(*task)).collect())),
        }
    }
    Err(NotFound::Unknown(nearest(plan, name)))
}

/// Returns the id or title nearest to `name`; titles that begin with it count as near.
fn nearest(plan: &Plan, name: &str) -> Option<String> {
    if name.is_empty() {
        return None;
    }
    let ids = || plan.tasks.iter().map(|(_, task)| plan.text(task.id)).filter(|id| !id.is_empty());
    let titles = || plan.tasks.iter().map(|(_, task)| plan.text(task.title));
    let last = name.rsplit('.').next().unwrap_or(name);
    let begins = |title: &&str| 3 <= name.len() && title.to_lowercase().contains(&name.to_lowercase());
    suggest(last, ids()).or_else(|| suggest(name, titles())).or_else(|| titles().find(begins)).map(str::to_owned)
}
