//! Dates as they were written, made into instants by the item's own calendar, and dates told from other items.

use super::items::Draft;
use super::lengths::{lag, work};
use super::{Cx, TaskId};
use crate::calendar::{Instant, WorkTime};
use crate::diagnostic::Code;
use crate::model::{CalendarId, Constraint, ConstraintKind, Deadline, Fact, When};
use crate::span::Span;
use crate::syntax::ast::{ClauseKind, Edge, Moment, Target, TargetKind, Targets};

use super::entries::ClauseAt;

/// Which end of a day a date without a time means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// The first working instant, where something begins.
    Begin,
    /// The last working instant, where something ends.
    End,
}

impl Bound {
    const fn edge(self) -> Edge {
        match self {
            Self::Begin => Edge::Start,
            Self::End => Edge::End,
        }
    }
}

impl<'a> Cx<'a> {
    /// Returns the index of a calendar, built when it is first asked for.
    pub(super) fn time(&mut self, calendar: CalendarId) -> &WorkTime {
        let index = calendar.0 as usize;
        if self.times.len() <= index {
            self.times.resize_with(index + 1, || None);
        }
        let calendar = self.plan.calendars.as_slice().get(index);
        let slot = self.times.get_mut(index).expect("resized just now");
        slot.get_or_insert_with(|| match calendar {
            Some(named) => WorkTime::of(&named.calendar),
            None => WorkTime::of(&crate::calendar::Calendar::standard()),
        })
    }

    /// Returns the instant that `moment` means on `calendar`.
    pub(super) fn instant(&mut self, calendar: CalendarId, moment: Moment, bound: Bound) -> Instant {
        match (moment.time, bound) {
            (Some(time), _) => moment.day.at(time),
            (None, Bound::Begin) => self.time(calendar).day_start(moment.day),
            (None, Bound::End) => self.time(calendar).day_finish(moment.day),
        }
    }

    /// Returns what the first of `targets` tells, for something that begins or ends there.
    pub(super) fn when(&mut self, draft: &Draft<'a>, target: &Target, bound: Bound) -> Option<When> {
        let calendar = self.plan.tasks[draft.id].calendar;
        match target.what() {
            TargetKind::Date(moment) => {
                let at = self.instant(calendar, moment, bound);
                Some(When::At(at))
            }
            TargetKind::Item { path, edge } => {
                let item = self.item(draft.site(), path)?;
                let (span, lag) = (draft.span(target.range()), lag(target.lag(), &self.plan.settings.units));
                if self.tells_from_itself(draft, item, span) {
                    return None;
                }
                Some(When::Item { item, edge: edge.unwrap_or(bound.edge()), lag, span })
            }
        }
    }

    /// Reports an item that tells its date from itself or from a phase that holds it, whose dates come from the item.
    fn tells_from_itself(&mut self, draft: &Draft<'a>, item: TaskId, span: Span) -> bool {
        let is_itself = item == draft.id;
        if !is_itself && !self.plan.descendants(item).contains(&draft.id.0) {
            return false;
        }
        let place = self.plan.tasks[item].span();
        let name = super::names::own_name(&self.plan, item);
        let message = if is_itself {
            format!("`{name}` cannot tell its date from itself")
        } else {
            format!("the dates of `{name}` come from what is inside it, and this item is")
        };
        let report = self.report(Code::Cycle, span, message);
        if !is_itself {
            report.label(place, "this phase holds the item");
        }
        report.help("write a date, or tell it from another item");
        true
    }

    /// Adds a date that binds the item.
    pub(super) fn constrain(&mut self, draft: &mut Draft<'a>, at: ClauseAt<'a>, targets: Targets) {
        let Some((kind, bound)) = binding(&at.clause.kind) else { return };
        let Some(target) = draft.document.targets(targets).first() else { return };
        let Some(when) = self.when(draft, target, bound) else { return };
        if let (When::At(date), ClauseKind::From(_) | ClauseKind::StartsOn(_) | ClauseKind::On(_)) = (when, &at.clause.kind) {
            self.note_date(date);
        }
        self.details(draft.id).constraints.push(Constraint { kind, when, span: at.span() });
    }

    /// Sets the deadline.
    pub(super) fn set_deadline(&mut self, draft: &Draft<'a>, at: ClauseAt<'a>, targets: Targets) {
        let Some(target) = draft.document.targets(targets).first() else { return };
        if let Some(when) = self.when(draft, target, Bound::End) {
            self.details(draft.id).due = Some(Deadline { when, span: at.span() });
        }
    }

    /// Returns a date that was recorded: a plain one, not told from an item.
    pub(super) fn fact(&mut self, draft: &Draft<'a>, at: ClauseAt<'a>, targets: Targets, bound: Bound) -> Option<Fact> {
        let target = draft.document.targets(targets).first()?;
        match target.what() {
            TargetKind::Date(moment) => {
                let calendar = self.plan.tasks[draft.id].calendar;
                Some(Fact { at: self.instant(calendar, moment, bound), span: at.span() })
            }
            TargetKind::Item { .. } => {
                let word = super::clauses::word(&at.clause.kind).0;
                let message = format!("`{word}` records what has happened, so it takes a plain date");
                self.report(Code::Misplaced, draft.span(target.range()), message).help(format!("write the day: `{word} 2026-03-19`"));
                None
            }
        }
    }

    /// Remembers a date from which the plan may begin.
    pub(super) fn note_date(&mut self, date: Instant) {
        self.earliest = Some(self.earliest.map_or(date, |earliest| earliest.min(date)));
    }
}

/// Returns how a clause binds and which end of a day it means.
const fn binding(clause: &ClauseKind) -> Option<(ConstraintKind, Bound)> {
    #[allow(clippy::wildcard_enum_match_arm, reason = "the others bind nothing")]
    Some(match clause {
        ClauseKind::From(_) => (ConstraintKind::StartNoEarlier, Bound::Begin),
        ClauseKind::EndsFrom(_) => (ConstraintKind::FinishNoEarlier, Bound::End),
        ClauseKind::StartsBy(_) => (ConstraintKind::StartNoLater, Bound::Begin),
        ClauseKind::EndsBy(_) => (ConstraintKind::FinishNoLater, Bound::End),
        ClauseKind::StartsOn(_) => (ConstraintKind::MustStart, Bound::Begin),
        ClauseKind::EndsOn(_) | ClauseKind::On(_) => (ConstraintKind::MustFinish, Bound::End),
        _ => return None,
    })
}

impl Cx<'_> {
    /// Returns working time of an amount, or its clock time where it is elapsed, in tenths of a minute.
    pub(super) fn tenths(&self, amount: crate::syntax::ast::Amount) -> i32 {
        if amount.elapsed { super::lengths::elapsed(amount).0 } else { work(amount, &self.plan.settings.units).0 }
    }
}
