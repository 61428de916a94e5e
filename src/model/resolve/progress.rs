//! What was recorded: how much is done, and dates that are facts.

use super::Cx;
use super::dates::Bound;
use super::entries::ClauseAt;
use super::items::Draft;
use crate::calendar::Work;
use crate::diagnostic::Code;
use crate::model::{Fact, Gate, Kind};
use crate::span::Span;
use crate::syntax::ast::{ClauseKind, ItemKind, TargetKind, Targets};

/// All of it, in ten-thousandths.
const ALL: u32 = 10_000;

impl<'a> Cx<'a> {
    /// Sets how much is done, in ten-thousandths.
    pub(super) fn set_done(&mut self, draft: &mut Draft<'a>, at: ClauseAt<'a>, done: u32) {
        if ALL < done {
            self.report(Code::NumberTooLarge, at.span(), "more than all of it cannot be done").help("`done` alone is all of it").fix(
                "write `done`",
                at.span(),
                "done",
            );
            return;
        }
        draft.done = Some(at.span());
        let progress = &mut self.details(draft.id).progress;
        progress.done = Some(done);
        progress.span = progress.span.or(Some(at.span()));
    }

    /// Records an actual date, or a verdict on a gate.
    pub(super) fn record(&mut self, draft: &mut Draft<'a>, at: ClauseAt<'a>, date: Option<Targets>) {
        let Some(targets) = date else {
            self.report_no_date(at);
            return;
        };
        let is_start = matches!(at.clause.kind, ClauseKind::Started(_));
        let bound = if is_start { Bound::Begin } else { Bound::End };
        let Some(fact) = self.fact(draft, at, targets, bound) else { return };
        self.check_past(fact, at);
        let progress = &mut self.details(draft.id).progress;
        #[allow(clippy::wildcard_enum_match_arm, reason = "only these four record")]
        match at.clause.kind {
            ClauseKind::Started(_) => {
                progress.started = Some(fact);
                self.note_date(fact.at);
            }
            ClauseKind::Finished(_) => progress.finished = Some(fact),
            ClauseKind::Passed(_) => draft.judge(true, fact),
            _ => draft.judge(false, fact),
        }
    }

    /// Keeps where the item was once planned to lie.
    pub(super) fn set_baseline(&mut self, draft: &Draft<'a>, at: ClauseAt<'a>, targets: Targets) {
        let [from, to] = draft.document.targets(targets) else { return };
        let (TargetKind::Date(from), TargetKind::Date(to)) = (from.what(), to.what()) else { return };
        let calendar = self.plan.tasks[draft.id].calendar;
        let finish = self.instant(calendar, to, Bound::End);
        let is_instant = draft.kind == ItemKind::Milestone;
        let start = if is_instant { self.instant(calendar, from, Bound::End) } else { self.instant(calendar, from, Bound::Begin) };
        if finish < start {
            self.report(Code::BadRange, at.span(), "this baseline ends before it begins").help("write the earlier date first");
            return;
        }
        self.details(draft.id).baseline = Some((start, finish));
    }

    /// Reports a fact without its date, and offers the status date.
    fn report_no_date(&mut self, at: ClauseAt<'a>) {
        let word = self.text(at.span());
        let day = self.plan.settings.as_of.map(|as_of| as_of.at.last_day().date().format("%Y-%m-%d").to_string());
        let report = self.diagnostics.report(Code::DateForName, at.span(), format!("`{word}` needs its date"));
        match day {
            Some(day) => {
                let fixed = format!("{word} {day}");
                report.help(format!("write `{fixed}`, the status date, or the day it was")).fix(
                    format!("write `{fixed}`"),
                    at.span(),
                    fixed,
                );
            }
            None => {
                report.help(format!("write the day it was: `{word} 2026-03-19`"));
            }
        }
    }

    /// Reports a fact after the status date, up to which facts are known.
    fn check_past(&mut self, fact: Fact, at: ClauseAt<'a>) {
        let Some(as_of) = self.plan.settings.as_of.filter(|as_of| as_of.at < fact.at) else { return };
        let word = super::clauses::word(&at.clause.kind).0;
        let day = as_of.at.last_day().date().format("%Y-%m-%d");
        let report =
            self.diagnostics.report(Code::FactInFuture, fact.span, format!("`{word}` records a date after the status date, {day}"));
        if let Some(span) = as_of.span {
            report.label(span, "what is known ends here");
        }
        report.help("write the day it really was, or move the status date on");
    }

    /// Weighs what was recorded: the checklist counts where nothing else does, a verdict dates a gate, and all must agree.
    pub(super) fn settle_progress(&mut self, draft: &Draft<'a>, (ticked, boxes): (u64, u64)) {
        let is_gate = draft.is_gate;
        if is_gate {
            self.details(draft.id).gate = Some(match draft.verdict {
                None => Gate::Open,
                Some((true, fact)) => Gate::Passed(fact.at),
                Some((false, fact)) => Gate::Failed(fact.at),
            });
        }
        match draft.verdict {
            Some((passed, fact)) if is_gate => {
                let progress = &mut self.details(draft.id).progress;
                progress.finished = Some(fact);
                progress.done = progress.done.or(passed.then_some(ALL));
            }
            Some((_, fact)) => self.report_no_gate(draft, fact),
            None => {}
        }
        let Some(details) = self.plan.tasks[draft.id].details.as_deref_mut() else { return };
        let progress = &mut details.progress;
        if let (Some(finished), Some(span)) =
            (progress.finished, draft.done.filter(|_| progress.done.is_some_and(|done| done < ALL)).or(draft.remaining))
        {
            let none_left = progress.remaining == Some(Work::ZERO) && draft.done.is_none();
            if !none_left {
                let contradiction = (finished.span, span);
                self.report_unfinished(contradiction);
                return;
            }
        }
        if progress.done.is_none() && progress.finished.is_some() && !matches!(details.gate, Some(Gate::Failed(_))) {
            progress.done = Some(ALL);
        } else if progress.done.is_none() && 0 < ticked {
            progress.done = u32::try_from(ticked * u64::from(ALL) / boxes.max(1)).ok();
        }
        if let (Some(started), Some(finished)) = (progress.started, progress.finished)
            && finished.at < started.at
        {
            self.report(Code::BadRange, finished.span, "this was finished before it was started")
                .label(started.span, "started here")
                .help("mend the one that is wrong");
        }
    }

    fn report_unfinished(&mut self, (finished, other): (Span, Span)) {
        let (one, two) = (self.text(finished), self.text(other));
        self.report(Code::ContradictoryConstraints, other, format!("`{two}` says that work is left, and `{one}` that there is none"))
            .label(finished, "finished here")
            .help("keep the one that is true");
    }

    fn report_no_gate(&mut self, draft: &Draft<'a>, fact: Fact) {
        let at = Span { start: fact.span.start, end: fact.span.start, ..fact.span };
        let is_milestone = draft.kind == ItemKind::Milestone && self.plan.tasks[draft.id].kind == Kind::Milestone;
        if is_milestone {
            self.report(Code::Misplaced, fact.span, "only a gate is passed or failed")
                .label(draft.name, "this milestone is no gate")
                .help("make it a `gate`, or say `finished`")
                .fix("make it a gate", at, "gate ");
        }
    }
}

impl Draft<'_> {
    /// Keeps the latest verdict; of two at one instant the later in the text.
    fn judge(&mut self, passed: bool, fact: Fact) {
        if self.verdict.is_none_or(|(_, latest)| latest.at <= fact.at) {
            self.verdict = Some((passed, fact));
        }
    }
}
