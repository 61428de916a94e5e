//! How long an item takes: a duration, an effort, or a span between two dates.

use super::Cx;
use super::dates::Bound;
use super::entries::ClauseAt;
use super::items::Draft;
use crate::calendar::{Elapsed, Work};
use crate::diagnostic::{Code, Edit, Fix};
use crate::model::{Effort, When};
use crate::syntax::ast::{Amount, Estimate, ItemKind, Targets};

impl<'a> Cx<'a> {
    /// Sets a span of working or clock time.
    pub(super) fn set_duration(&mut self, draft: &mut Draft<'a>, at: ClauseAt<'a>, estimate: &Estimate) {
        let Some(tenths) = self.estimate(draft, at, estimate) else { return };
        let is_elapsed = estimate.likely().or(estimate.bounds().map(|(low, _)| low)).is_some_and(|amount| amount.elapsed);
        let effort = if is_elapsed { Effort::Elapsed(Elapsed(tenths)) } else { Effort::Duration(Work(tenths)) };
        self.set_length(draft, at, effort);
    }

    /// Sets person-time.
    pub(super) fn set_effort(&mut self, draft: &mut Draft<'a>, at: ClauseAt<'a>, estimate: &Estimate) {
        let amounts = [estimate.likely(), estimate.bounds().map(|(low, _)| low), estimate.bounds().map(|(_, high)| high)];
        if amounts.iter().flatten().any(|amount| amount.elapsed) {
            self.report(Code::BadUnit, at.span(), "an effort is working time, and `elapsed` counts nights and weekends")
                .help("leave `elapsed` out, or leave `effort` out for a span of clock time");
            return;
        }
        let Some(tenths) = self.estimate(draft, at, estimate) else { return };
        self.set_length(draft, at, Effort::Effort(Work(tenths)));
    }

    /// Sets a span that is given, not computed.
    pub(super) fn set_span(&mut self, draft: &mut Draft<'a>, at: ClauseAt<'a>, targets: Targets) {
        let [from, until] = draft.document.targets(targets) else { return };
        let begin = self.when(draft, from, Bound::Begin);
        let end = self.when(draft, until, Bound::End);
        let (Some(begin), Some(end)) = (begin, end) else {
            draft.length = draft.length.or(Some(at.span()));
            return;
        };
        if let (When::At(first), When::At(last)) = (begin, end)
            && last < first
        {
            let (a, b) = (draft.span(from.range()), draft.span(until.range()));
            let edits = vec![Edit { span: a, text: self.text(b).to_owned() }, Edit { span: b, text: self.text(a).to_owned() }];
            let report = self.report(Code::BadRange, at.span(), "this span ends before it begins");
            report.help("write the earlier date first").fixes.push(Fix { message: "swap the dates".to_owned(), edits });
            return;
        }
        if let When::At(first) = begin {
            self.note_date(first);
        }
        let given = self.plan.spans.push((begin, end));
        self.set_length(draft, at, Effort::Span(given));
    }

    /// Sets the length, unless another clause did.
    fn set_length(&mut self, draft: &mut Draft<'a>, at: ClauseAt<'a>, effort: Effort) {
        if let Some(first) = draft.length {
            let (one, other) = (self.text(first), self.text(at.span()));
            self.report(Code::ContradictoryConstraints, at.span(), format!("`{one}` and `{other}` both say how long this takes"))
                .label(first, "the first one is here")
                .help("keep one: a duration is a span of time, an effort is what people put in, two dates fix it");
            return;
        }
        draft.length = Some(at.span());
        let task = &mut self.plan.tasks[draft.id];
        // A task that became a phase, because items stand inside it, has no length of its own.
        if draft.kind == ItemKind::Phase || task.kind == crate::model::Kind::Task {
            task.effort = effort;
        }
    }

    /// Returns the most likely length in tenths of a minute, and keeps the range; halfway where there is no middle.
    fn estimate(&mut self, draft: &Draft<'a>, at: ClauseAt<'a>, estimate: &Estimate) -> Option<i32> {
        let likely = estimate.likely().map(|amount| self.tenths(amount));
        let Some((low, high)) = estimate.bounds() else { return likely };
        let (low, high) = (self.tenths(low), self.tenths(high));
        let middle = likely.unwrap_or(low + (high.saturating_sub(low)) / 2);
        if high < low {
            self.report(Code::BadRange, at.span(), "the pessimistic end of this range is less than the optimistic one")
                .help("write the shorter one first: `3d..10d`");
            return Some(middle);
        }
        if middle < low || high < middle {
            self.report(Code::BadRange, at.span(), "the most likely length lies outside its range")
                .help("a range is the optimistic and the pessimistic length around it: `5d (3d..10d)`");
            return Some(middle);
        }
        self.details(draft.id).range = Some((Work(low), Work(high)));
        Some(middle)
    }

    /// Sets the work that remains.
    pub(super) fn set_remaining(&mut self, draft: &mut Draft<'a>, at: ClauseAt<'a>, amount: Amount) {
        draft.remaining = Some(at.span());
        let tenths = self.tenths(amount);
        let progress = &mut self.details(draft.id).progress;
        progress.remaining = Some(Work(tenths));
        progress.span = Some(at.span());
    }
}
