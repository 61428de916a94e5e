//! Files of other programs, read into a [`Draft`] of a plan.
//!
//! A reader either understands the whole file or says where it is broken; what the language has no word for it counts,
//! by task, so that nothing vanishes silently. Nothing here touches the disk, and nothing that the other program computed
//! is taken for something that somebody decided.

pub mod mermaid;
pub mod msproject;
pub mod own;
pub mod table;
mod xml;

use crate::calendar::Day;
use crate::format::{Clause, Draft, Moment, Target};

/// A plan made of another program's file, and what of the file is not in it.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The plan.
    pub draft: Draft,
    /// What was left out, changed or guessed; the same stands as comments at the end of the draft.
    pub notes: Vec<Note>,
}

/// One kind of thing that was left out, changed or guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What happened to them, as the end of a sentence: "custom fields, which a plan does not hold".
    pub what: String,
    /// The titles of the items it happened to, in order; empty if it is about the file as a whole.
    pub items: Vec<String>,
    /// How often it happened in all.
    pub count: usize,
}

/// Where a file is broken, and why nothing could be made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from one.
    pub line: usize,
    /// The element: `Project/Tasks/Task[3]/Duration`.
    pub path: String,
    /// What is wrong, lower case, no full stop.
    pub sentence: String,
    /// What to do about it; may be empty.
    pub help: String,
    /// The file is too large for what is read here, and not wrong.
    pub is_limit: bool,
}

/// Leaves out what says that something begins when the plan does: without a word it does so.
fn leave_out_first_day(draft: &mut Draft, first: Day) {
    let is_first = |clause: &Clause| matches!(clause, Clause::From(Target::At(at)) if *at == Moment::day(first));
    for item in &mut draft.items {
        item.clauses.retain(|clause| !is_first(clause));
    }
}

/// How many items a note names.
const SHOWN: usize = 5;

impl Note {
    /// Returns the note as one line: what, how often, and the first few items.
    #[must_use]
    pub fn line(&self) -> String {
        let counted = if self.count == 1 && self.items.is_empty() { String::new() } else { format!("{} × ", self.count) };
        let mut line = format!("{counted}{}", self.what);
        if self.items.is_empty() {
            return line;
        }
        let shown: Vec<String> = self.items.iter().take(SHOWN).map(|title| format!("“{title}”")).collect();
        line.push_str(": ");
        line.push_str(&shown.join(", "));
        if SHOWN < self.items.len() {
            line.push_str(&format!(" and {} more", self.items.len() - SHOWN));
        }
        line
    }
}

/// The notes of one import, gathered by what they say, in the order in which each was first said.
#[derive(Debug, Default)]
struct Notes {
    list: Vec<Note>,
}

impl Notes {
    /// Counts `count` of `what`, which happened to `title`, or to the file if that is empty.
    fn add(&mut self, what: &str, title: &str, count: usize) {
        let index = self.list.iter().position(|note| note.what == what).unwrap_or_else(|| {
            self.list.push(Note { what: what.to_owned(), items: Vec::new(), count: 0 });
            self.list.len() - 1
        });
        let Some(note) = self.list.get_mut(index) else { return };
        note.count += count;
        if !title.is_empty() && note.items.last().is_none_or(|last| last != title) {
            note.items.push(title.to_owned());
        }
    }

    /// Ends the draft with them.
    fn finish(self, mut draft: Draft, heading: &str) -> Imported {
        if !self.list.is_empty() {
            draft.foot.push(heading.to_owned());
            draft.foot.extend(self.list.iter().map(|note| format!("- {}", note.line())));
        }
        Imported { draft, notes: self.list }
    }
}
