//! What the rules look at, and the few questions that several of them ask.

use crate::diagnostic::Code;
use crate::model::{ConstraintKind, Id, Plan, TaskId};
use crate::schedule::{Schedule, TaskDates};
use crate::source::Sources;
use crate::span::Span;
use crate::syntax::Document;
use crate::syntax::ast::{Clause, Line, LineId, LineKind};

/// A compiled plan, as the rules see it.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The texts.
    pub sources: &'a Sources,
    /// The parsed texts, in the order of the sources; only the rules of the text look at them.
    pub documents: &'a [Document],
    /// What they mean.
    pub plan: &'a Plan,
    /// The dates; empty while the rules of the text run.
    pub schedule: &'a Schedule,
    /// Which rules to run.
    pub lints: Lints,
}

/// Which rules are wanted; all unless told otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lints {
    unwanted: u128,
}

impl Lints {
    /// Leaves out the rule of `code`; only lints can be left out, other codes change nothing.
    #[must_use]
    pub fn without(self, code: Code) -> Self {
        Self { unwanted: self.unwanted | Self::bit(code) }
    }

    /// Tells whether the rule of `code` is to be run.
    #[must_use]
    pub fn wants(self, code: Code) -> bool {
        self.unwanted & Self::bit(code) == 0
    }

    fn bit(code: Code) -> u128 {
        1u128.checked_shl(code as u32).unwrap_or(0)
    }
}

impl<'a> Context<'a> {
    /// Returns the name that the planner calls an item by: its id, or its title where it has none.
    pub(super) fn name(&self, task: TaskId) -> &'a str {
        match self.plan.text(self.plan.tasks[task].id) {
            "" => self.plan.title(task),
            id => id,
        }
    }

    /// Returns the dates of an item, or `None` when nothing was scheduled.
    pub(super) fn dates(&self, task: TaskId) -> Option<&'a TaskDates> {
        self.schedule.tasks.get(task.index())
    }

    /// Tells whether all of an item's work is recorded as done.
    pub(super) fn is_done(&self, task: TaskId) -> bool {
        let progress = &self.plan.details(task).progress;
        progress.finished.is_some() || progress.done.is_some_and(|done| 10_000 <= done)
    }

    /// Returns the phases that hold an item, from the inside outwards.
    pub(super) fn phases_of(&self, task: TaskId) -> impl Iterator<Item = TaskId> + use<'a> {
        let plan = self.plan;
        std::iter::successors(plan.tasks[task].parent(), |phase| plan.tasks[*phase].parent())
    }

    /// Tells whether a date of its own, and not only what comes before, says when the item is.
    pub(super) fn is_dated(&self, task: TaskId) -> bool {
        self.plan.details(task).constraints.iter().any(|constraint| match constraint.kind {
            ConstraintKind::StartNoEarlier | ConstraintKind::FinishNoEarlier | ConstraintKind::MustStart | ConstraintKind::MustFinish => {
                true
            }
            ConstraintKind::StartNoLater | ConstraintKind::FinishNoLater => false,
        })
    }

    /// Returns the first clause of an item that `wanted` accepts, with its place.
    pub(super) fn clause(&self, task: TaskId, wanted: impl Fn(&Clause) -> bool) -> Option<(&'a Clause, Span)> {
        let (document, item) = self.line(task)?;
        let lines = document.lines.iter().zip(0u32..).skip(item.0 as usize);
        let own = lines.take_while(|(line, id)| *id == item.0 || !matches!(line.kind(), LineKind::Item(_)));
        let mut clauses =
            own.filter(|(line, id)| *id == item.0 || line.owner() == Some(item)).flat_map(|(_, id)| document.clauses_of(LineId(id)));
        clauses.find(|clause| wanted(clause)).map(|clause| (clause, document.span(clause.range())))
    }

    /// Returns the empty place behind the last word of an item's own line, where a clause can be added.
    pub(super) fn end_of_line(&self, task: TaskId) -> Option<Span> {
        let (document, id) = self.line(task)?;
        let end = document.lines.get(id.0 as usize)?.body().end;
        Some(Span { file: document.source, start: end, end })
    }

    fn line(&self, task: TaskId) -> Option<(&'a Document, LineId)> {
        let span = self.plan.tasks[task].span();
        let document = self.documents.get(span.file.0 as usize)?;
        let after = document.lines.partition_point(|line: &Line| line.start <= span.start);
        let index = u32::try_from(after.checked_sub(1)?).ok()?;
        Some((document, LineId(index)))
    }
}
