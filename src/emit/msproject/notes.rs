//! What of a plan the other format has no word for: counted by what it is, so that nothing vanishes silently.

use crate::model::{Plan, TaskId};

/// How many items a note names.
const SHOWN: usize = 5;

/// One kind of thing that was left out or said in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What happened: `checklists, which MS Project does not hold`.
    pub what: &'static str,
    /// The titles of the items that it happened to, in order; empty if it is about the plan as a whole.
    pub items: Vec<String>,
}

impl Note {
    /// Returns the note as one line: how often, what, and the first few items.
    #[must_use]
    pub fn line(&self) -> String {
        if self.items.is_empty() {
            return self.what.to_owned();
        }
        let shown: Vec<String> = self.items.iter().take(SHOWN).map(|title| format!("“{title}”")).collect();
        let more = self.items.len().saturating_sub(SHOWN);
        let more = if 0 < more { format!(" and {more} more") } else { String::new() };
        format!("{} × {}: {}{more}", self.items.len(), self.what, shown.join(", "))
    }
}

/// The notes of one export, in the order in which each was first said.
#[derive(Debug, Default)]
pub(super) struct Notes(pub(super) Vec<Note>);

impl Notes {
    /// Notes that `what` happened to `task`.
    pub(super) fn add(&mut self, what: &'static str, plan: &Plan, task: TaskId) {
        self.say(what, Some(plan.title(task)));
    }

    /// Notes that `what` happened to something of this name, or to the plan as a whole.
    pub(super) fn say(&mut self, what: &'static str, name: Option<&str>) {
        let index = self.0.iter().position(|note| note.what == what).unwrap_or_else(|| {
            self.0.push(Note { what, items: Vec::new() });
            self.0.len() - 1
        });
        if let Some(note) = self.0.get_mut(index) {
            note.items.extend(name.map(str::to_owned));
        }
    }
}
