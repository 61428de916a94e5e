//! Dates of one item that cannot all hold, whatever else the plan says.
//!
//! Only plain dates are compared: what is told from another item is known when the schedule is. The item's own length on
//! its own calendar is the least it can take, so two dates closer than that contradict each other too.

use super::Cx;
use super::items::Draft;
use crate::calendar::{Instant, Work};
use crate::diagnostic::Code;
use crate::model::{ConstraintKind, Effort, Kind, When};
use crate::span::Span;
use crate::syntax::ast::ItemKind;

/// A plain date with the clause that says it.
type Date = (Instant, Span);

/// The tightest plain dates of an item.
#[derive(Clone, Copy, Debug, Default)]
struct Dates {
    /// It cannot start earlier, later; finish earlier, later.
    start_from: Option<Date>,
    start_by: Option<Date>,
    finish_from: Option<Date>,
    finish_by: Option<Date>,
    /// `starts on`, and what pins the finish.
    start_on: Option<Date>,
    finish_on: Option<Date>,
}

impl<'a> Cx<'a> {
    /// Reports the first two clauses of the item that cannot both hold.
    pub(super) fn check_constraints(&mut self, draft: &Draft<'a>) {
        let Some(details) = self.plan.tasks[draft.id].details.as_deref() else {
            if draft.distance.is_some() || matches!(self.plan.tasks[draft.id].effort, Effort::Span(_)) {
                self.check_pins(draft, None);
            }
            return;
        };
        let mut dates = Dates::default();
        let (mut any, mut pin, mut second) = (None, None, None);
        for constraint in &details.constraints {
            any = any.or(Some(constraint.span));
            if matches!(constraint.kind, ConstraintKind::MustStart | ConstraintKind::MustFinish) {
                second = pin.map(|_| constraint.span);
                pin = pin.or(Some(constraint.span));
            }
            if let When::At(at) = constraint.when {
                dates.add(constraint.kind, (at, constraint.span));
            }
        }
        if let (Some(one), Some(other), ItemKind::Milestone) = (pin, second, draft.kind) {
            self.contradict(one, other, "both say where this lies");
            return;
        }
        let is_fixed = matches!(self.plan.tasks[draft.id].effort, Effort::Span(_));
        let delay = details.delay.is_some();
        if is_fixed && delay {
            any = any.or_else(|| self.clause_named(draft, "delayed"));
        }
        if self.check_pins(draft, if is_fixed { any } else { pin }) && any.is_some() {
            self.check_order(draft, &dates);
        }
    }

    /// Checks that at most one thing pins the item: fixed dates, `on`, an exact distance. Answers whether that holds.
    fn check_pins(&mut self, draft: &Draft<'a>, date: Option<Span>) -> bool {
        let is_fixed = matches!(self.plan.tasks[draft.id].effort, Effort::Span(_));
        let fixed = draft.length.filter(|_| is_fixed);
        let late = draft.as_late_as_possible;
        let pins = [fixed, draft.distance, date, late];
        let mut told = pins.into_iter().flatten();
        match (told.next(), told.next()) {
            (Some(one), Some(other)) if draft.kind != ItemKind::Phase => {
                self.contradict(one.min(other), one.max(other), "both say where this lies");
                false
            }
            _ => true,
        }
    }

    fn check_order(&mut self, draft: &Draft<'a>, dates: &Dates) {
        let task = &self.plan.tasks[draft.id];
        let is_instant = task.kind == Kind::Milestone;
        let (effort, calendar) = (task.effort, task.calendar);
        let from = latest(dates.start_from, dates.start_on);
        let by = earliest(dates.start_by, dates.start_on);
        let finish_from = latest(dates.finish_from, dates.finish_on);
        let finish_by = earliest(dates.finish_by, dates.finish_on);
        let clash = |early: Option<Date>, late: Option<Date>| {
            let (early, late) = (early?, late?);
            let over = if is_instant { late.0.day() < early.0.day() } else { late.0 < early.0 };
            (early.1 != late.1 && over).then_some((early.1, late.1))
        };
        let clashes = [clash(from, by), clash(finish_from, finish_by), clash(from, finish_by)];
        let instants = [clash(finish_from, by).filter(|_| is_instant)];
        if let Some((one, other)) = clashes.into_iter().chain(instants).flatten().next() {
            self.contradict(one.min(other), one.max(other), "cannot both hold");
            return;
        }
        let Some(length) = draft.length else {
            self.span_between(draft, dates);
            return;
        };
        if let (Some(start), Some(finish)) = (from, finish_by) {
            let end = self.least_finish(&effort, calendar, start.0);
            if end.is_some_and(|end| finish.0 < end) {
                let message = "leave too little time between them";
                self.contradict(start.1.min(finish.1), start.1.max(finish.1), message).label(length, "it takes at least this long");
                return;
            }
        }
        if let (Some(start), Some(finish)) = (dates.start_on, dates.finish_on) {
            let end = self.least_finish(&effort, calendar, start.0);
            if end.is_some_and(|end| end < finish.0) && matches!(effort, Effort::Duration(_) | Effort::Elapsed(_)) {
                let message = "leave more time between them than it takes";
                self.contradict(start.1.min(finish.1), start.1.max(finish.1), message).label(length, "this long");
            }
        }
    }

    /// Makes `starts on` and `ends on` of a task without a length the dates that it has.
    fn span_between(&mut self, draft: &Draft<'a>, dates: &Dates) {
        let effort = self.plan.tasks[draft.id].effort;
        let (Some(start), Some(finish), Effort::Unestimated(_)) = (dates.start_on, dates.finish_on, effort) else { return };
        self.plan.tasks[draft.id].effort = Effort::Span(self.plan.spans.push((When::At(start.0), When::At(finish.0))));
        self.details(draft.id).constraints.retain(|constraint| ![start.1, finish.1].contains(&constraint.span));
    }

    /// Returns when an item that starts at `start` ends at the earliest, if that is known without its people.
    fn least_finish(&mut self, effort: &Effort, calendar: crate::model::CalendarId, start: Instant) -> Option<Instant> {
        match effort {
            Effort::Duration(work) if *work != Work::ZERO => Some(self.time(calendar).add(start, *work)),
            Effort::Elapsed(elapsed) => Some(start.plus(*elapsed)),
            Effort::Duration(_) | Effort::None | Effort::Unestimated(_) | Effort::Effort(_) | Effort::Span(_) => None,
        }
    }

    /// Reports two clauses that contradict each other.
    pub(super) fn contradict(&mut self, one: Span, other: Span, why: &str) -> &mut crate::diagnostic::Diagnostic {
        let (first, second) = (self.text(one), self.text(other));
        let report = self.report(Code::ContradictoryConstraints, other, format!("`{first}` and `{second}` {why}"));
        report.label(one, "the other one is here").help("keep the one that is meant");
        report
    }

    fn clause_named(&self, draft: &Draft<'a>, word: &str) -> Option<Span> {
        self.entries.clauses(draft.index).find(|at| super::clauses::word(&at.clause.kind).0 == word).map(|at| at.span())
    }
}

impl Dates {
    fn add(&mut self, kind: ConstraintKind, date: Date) {
        let slot = match kind {
            ConstraintKind::StartNoEarlier => &mut self.start_from,
            ConstraintKind::FinishNoEarlier => &mut self.finish_from,
            ConstraintKind::StartNoLater => &mut self.start_by,
            ConstraintKind::FinishNoLater => &mut self.finish_by,
            ConstraintKind::MustStart => &mut self.start_on,
            ConstraintKind::MustFinish => &mut self.finish_on,
        };
        *slot = slot.or(Some(date));
    }
}

fn latest(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    one.into_iter().chain(other).max_by_key(|(at, _)| *at)
}

fn earliest(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    one.into_iter().chain(other).min_by_key(|(at, _)| *at)
}
