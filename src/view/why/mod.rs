//! Why a date is what it is: the driving chain back to the plan's start, in sentences that read well aloud.
//!
//! The chain is [`chain`](super::chain()); here each step gets its reason, what else would have allowed and when, and
//! how its length leads to its end. Sentences keep names apart from words, so that an emitter may set them off.

mod facts;
mod reason;
mod rest;
mod sentence;

pub use sentence::{Sentence, Word};

use super::chain::{chain, first};
use super::{Moment, Reader};
use crate::calendar::Instant;
use crate::model::{Edge, TaskId};
use crate::schedule::{Driver, Reasons};

/// The reasons behind one item's dates.
pub struct Why {
    /// The item asked about.
    pub task: TaskId,
    /// It first, then what set its date, and so on back to where nothing did.
    pub steps: Vec<Reason>,
    /// How much it may slip, what it drives, its deadline, what blocks it.
    pub facts: Vec<Sentence>,
    /// What begins when this ends: the items whose dates it sets, in the order of the plan.
    pub drives: Vec<TaskId>,
}

/// Why one item is where it is.
pub struct Reason {
    /// The item.
    pub task: TaskId,
    /// Its beginning, as it is shown.
    pub start: Option<Moment>,
    /// Its end, as it is shown.
    pub finish: Option<Moment>,
    /// What set the date.
    pub driver: Driver,
    /// What else had a say, latest first.
    pub rivals: Vec<RivalDate>,
    /// The reason in words.
    pub sentences: Vec<Sentence>,
}

/// What else had a say in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RivalDate {
    /// What it is.
    pub driver: Driver,
    /// The start that it alone would have allowed.
    pub allows: Instant,
    /// It would have set the same date.
    pub binding: bool,
}

/// Explains the dates of `task`; `None` if it has none.
#[must_use]
pub fn explain(reader: &Reader<'_>, task: TaskId) -> Option<Why> {
    reader.dates(task)?;
    let reasons = Reasons::of(reader.plan, reader.schedule);
    let chain = chain(reader, task, Edge::End);
    let steps = chain.iter().map(|step| {
        let rivals = rivals(&reasons, step.task, step.driver);
        Reason {
            task: step.task,
            start: reader.start(step.task),
            finish: reader.finish(step.task),
            driver: step.driver,
            sentences: reason::sentences(reader, *step, step.task == task, &rivals),
            rivals,
        }
    });
    let drives = facts::drives(reader, task);
    Some(Why { task, steps: steps.collect(), facts: facts::sentences(reader, task, &drives), drives })
}

/// The reasons of many items, one by one: what they share is worked out once.
pub struct Because<'r, 'a> {
    reader: &'r Reader<'a>,
    reasons: Reasons<'a>,
}

impl<'r, 'a> Because<'r, 'a> {
    /// Prepares to be asked.
    #[must_use]
    pub fn of(reader: &'r Reader<'a>) -> Self {
        Self { reader, reasons: Reasons::of(reader.plan, reader.schedule) }
    }

    /// Returns why `task` is where it is, without what set that in turn: the first step of [`explain`].
    #[must_use]
    pub fn sentences(&self, task: TaskId) -> Vec<Sentence> {
        let Some(step) = first(self.reader, task, Edge::End) else { return Vec::new() };
        reason::sentences(self.reader, step, true, &rivals(&self.reasons, task, step.driver))
    }
}

fn rivals(reasons: &Reasons<'_>, task: TaskId, driver: Driver) -> Vec<RivalDate> {
    let others = reasons.rivals(task).into_iter().filter(|rival| rival.driver != driver);
    let mut list: Vec<RivalDate> =
        others.map(|rival| RivalDate { driver: rival.driver, allows: rival.allows, binding: rival.binding }).collect();
    list.sort_by_key(|rival| std::cmp::Reverse(rival.allows));
    list
}
