//! Phases, tasks and milestones.

use std::ops::Range;

use super::{CalendarId, Constraint, Deadline, GivenId, ResourceId, TaskId, Text};
use crate::calendar::{Elapsed, Instant, Work};
use crate::span::{Place, Span};

/// A phase, task or milestone.
#[derive(Clone, Debug)]
pub struct Task {
    /// Which of the three.
    pub kind: Kind,
    /// Depth in the outline; 1 is outermost.
    pub level: u8,
    /// `in order`, on a phase.
    pub in_order: bool,
    /// As late as possible, own or inherited.
    pub as_late_as_possible: bool,
    /// It runs in the hours of its calendar whoever is on it: `calendar night only`, own or inherited.
    pub calendar_only: bool,
    /// The number of the phase that holds it, or of none: [`Task::parent`].
    pub(crate) holder: u32,
    /// One past the last item inside it; its own id plus one unless it is a phase.
    pub end: TaskId,
    /// The name that others refer to it by; empty without one.
    pub id: Text,
    /// The title; without one, the id in words.
    pub title: Text,
    /// The id or title in the source: [`Task::span`].
    pub(crate) place: Place,
    /// How long it takes.
    pub effort: Effort,
    /// The working calendar: own, inherited, or the standard one. People's hours narrow it further.
    pub calendar: CalendarId,
    /// Range of [`super::Plan::assignments`]; inherited ones are included. A gate's approver counts as no booking.
    pub assignments: Range<u32>,
    /// The first of its own in [`super::Plan::dependencies`]; they reach to the next item's: [`super::Plan::dependencies_of`].
    pub(crate) first_dependency: u32,
    /// What few items have.
    pub details: Option<Box<Details>>,
}

/// Which kind of work item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A summary; its dates come from what is inside.
    Phase,
    /// Work with a duration or effort.
    Task,
    /// An instant.
    Milestone,
}

/// How long an item takes.
#[derive(Clone, Copy, Debug)]
pub enum Effort {
    /// A phase or milestone: nothing of its own.
    None,
    /// A task that says nothing of its length; it is drawn as one day and marked.
    Unestimated(Work),
    /// A span of working time in the hours that its calendar and all its people share.
    Duration(Work),
    /// A span of clock time.
    Elapsed(Elapsed),
    /// Person-time: the duration follows from who is on it.
    Effort(Work),
    /// From a date or item until another: fixed dates or a hammock. Also on phases. The dates are [`super::Plan::given`].
    Span(GivenId),
}

/// What few items have.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// Dates that bind, in the order of the text.
    pub constraints: Vec<Constraint>,
    /// The deadline.
    pub due: Option<Deadline>,
    /// What was recorded of the work so far.
    pub progress: Progress,
    /// Optimistic and pessimistic length, as working time.
    pub range: Option<(Work, Work)>,
    /// A leveling delay kept from another tool.
    pub delay: Option<Delay>,
    /// Who answers for it.
    pub owner: Option<ResourceId>,
    /// 0 to 1,000.
    pub priority: Option<u16>,
    /// Set on a milestone that someone must pass.
    pub gate: Option<Gate>,
    /// The name in another system.
    pub key: Option<Text>,
    /// Where it was once planned to lie; moves nothing.
    pub baseline: Option<(Instant, Instant)>,
    /// Own and inherited tags.
    pub tags: Vec<Text>,
    /// Links for readers; only http, https, mailto and relative ones become links.
    pub links: Vec<Text>,
    /// All notes, joined by line breaks.
    pub note: Option<Text>,
    /// Fixed cost in hundredths.
    pub cost: Option<u64>,
    /// Budget in hundredths.
    pub budget: Option<u64>,
    /// The checklist: what each entry says, and whether it is ticked.
    pub checklist: Vec<(bool, Text)>,
}

/// A leveling delay: clock time when `elapsed`, else working time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// Working time.
    Work(Work),
    /// Clock time.
    Elapsed(Elapsed),
}

/// What was recorded of the work so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Ten-thousandths; from `done`, else from the checklist.
    pub done: Option<u32>,
    /// Actual start.
    pub started: Option<Fact>,
    /// Actual finish; for a milestone or gate the date it was reached or passed.
    pub finished: Option<Fact>,
    /// Work that remains; wins over `done`.
    pub remaining: Option<Work>,
    /// Where `done` or `remaining` stands.
    pub span: Option<Span>,
}

/// A date that was recorded, not computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// When.
    pub at: Instant,
    /// Where it stands.
    pub span: Span,
}

/// Where a gate stands: the latest verdict counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Nobody has decided.
    Open,
    /// Passed then.
    Passed(Instant),
    /// Failed then; scheduled as if passed when reached, and what waits for it is blocked.
    Failed(Instant),
}

impl Task {
    /// Returns where its id or title is written.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.place.span()
    }

    /// Returns the phase that holds it.
    #[must_use]
    pub fn parent(&self) -> Option<TaskId> {
        Some(TaskId(self.holder)).filter(|parent| *parent != TaskId::NONE)
    }
}

impl Details {
    /// Nothing was said.
    pub const NONE: Self = Self {
        constraints: Vec::new(),
        due: None,
        progress: Progress { done: None, started: None, finished: None, remaining: None, span: None },
        range: None,
        delay: None,
        owner: None,
        priority: None,
        gate: None,
        key: None,
        baseline: None,
        tags: Vec::new(),
        links: Vec::new(),
        note: None,
        cost: None,
        budget: None,
        checklist: Vec::new(),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_items_fit() {
        assert!(size_of::<Task>() <= 72);
        assert!(size_of::<crate::model::Assignment>() <= 24);
    }
}
