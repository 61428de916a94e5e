//! Which clause may stand on which work item, and what to write instead: most of these mistakes are well meant.

use super::Cx;
use super::entries::ClauseAt;
use super::items::Draft;
use super::placement::home;
use crate::diagnostic::{Code, Edit, Fix};
use crate::span::TextRange;
use crate::syntax::ast::{ClauseKind, ItemKind};

impl<'a> Cx<'a> {
    /// Tells whether the clause may stand on the item, and reports it if not.
    pub(super) fn check_place(&mut self, draft: &Draft<'a>, at: ClauseAt<'a>) -> bool {
        let clause = &at.clause.kind;
        if let ClauseKind::ByDate(_) = clause {
            self.report_by_date(at);
            return false;
        }
        let fits = match draft.kind {
            ItemKind::Task => fits_task(clause),
            ItemKind::Milestone => fits_milestone(clause),
            ItemKind::Phase => fits_phase(clause),
            ItemKind::Plan
            | ItemKind::Calendar
            | ItemKind::Person
            | ItemKind::Team
            | ItemKind::Resource
            | ItemKind::Include
            | ItemKind::Chart => false,
        };
        if !fits {
            self.report_place(draft, at);
        }
        fits
    }

    fn report_place(&mut self, draft: &Draft<'a>, at: ClauseAt<'a>) {
        match (&at.clause.kind, draft.kind) {
            (ClauseKind::Duration(_) | ClauseKind::Effort(_) | ClauseKind::Span(_), ItemKind::Milestone) => {
                self.report_long_milestone(draft, at);
            }
            (ClauseKind::On(_), ItemKind::Task) => {
                self.offer(at, Code::DateForName, "a task takes time, so it starts on a day or ends on one", "on", "starts on");
            }
            (ClauseKind::On(_), _) => self.offer(at, Code::DateForName, "the dates of a phase come from what is inside it", "on", "from"),
            (ClauseKind::StartsOn(_), ItemKind::Phase) => {
                self.offer(at, Code::Misplaced, "`starts on` does not belong on a phase", "starts on", "from");
            }
            (ClauseKind::Started(_), ItemKind::Milestone) => {
                self.offer(at, Code::Misplaced, "a milestone is an instant: it is finished, not started", "started", "finished");
            }
            (ClauseKind::Passed(_), ItemKind::Task) => {
                self.offer(at, Code::Misplaced, "`passed` does not belong on a task", "passed", "finished");
            }
            (clause, kind) => {
                let help = instead(clause, kind).unwrap_or_else(|| home(clause));
                self.misplaced(kind, at).help(help);
            }
        }
    }

    /// Reports a clause whose first words should be others, and offers them.
    fn offer(&mut self, at: ClauseAt<'a>, code: Code, message: &str, wrong: &str, right: &str) {
        let mut rest = self.text(at.span());
        for word in wrong.split(' ') {
            rest = rest.trim_start().strip_prefix(word).unwrap_or(rest);
        }
        let fixed = format!("{right}{rest}");
        self.report(code, at.span(), message).help(format!("write `{fixed}`")).fix(format!("write `{fixed}`"), at.span(), fixed.as_str());
    }

    /// Reports a milestone with a length, which is a task, or lies at a distance from what it is after.
    fn report_long_milestone(&mut self, draft: &Draft<'a>, at: ClauseAt<'a>) {
        let entry = self.entry(draft.id);
        let keyword = entry.map(|entry| self.keyword(&entry));
        let written = self.text(at.span());
        let after = self.entries.clauses(draft.index).find(|other| matches!(other.clause.kind, ClauseKind::After(_)));
        let is_duration = matches!(at.clause.kind, ClauseKind::Duration(_));
        let report = self.diagnostics.report(Code::MilestoneWithDuration, at.span(), "a milestone is an instant and takes no time");
        if let Some(keyword) = keyword {
            report.label(keyword, "this is a milestone");
            report.fix("make it a task", keyword, "task");
        }
        match after.filter(|_| is_duration && !written.contains(['(', '.'])) {
            Some(after) => {
                let start = after.clause.range().start;
                let insert = Edit { span: after.document.span(TextRange::new(start, start)), text: format!("{written} ") };
                // Between two clauses on one line there is a blank, which goes too.
                let blank = u32::from(at.clause.range().start != start && 0 < at.clause.range().start);
                let gone = TextRange::new(at.clause.range().start - blank, at.clause.range().end);
                let remove = Edit { span: at.document.span(gone), text: String::new() };
                report.help(format!("make it a `task`; or write `{written} after …` for a milestone at that distance"));
                report.fixes.push(Fix { message: format!("put it {written} after"), edits: vec![insert, remove] });
            }
            None => {
                report.help("make it a `task`, or leave the length out");
            }
        }
    }

    /// Reports `by 2026-05-01`, which means a deadline.
    fn report_by_date(&mut self, at: ClauseAt<'a>) {
        let text = self.text(at.span());
        let date = text.split_once(char::is_whitespace).map_or("", |(_, date)| date.trim());
        let fixed = format!("due {date}");
        self.report(Code::DateForName, at.span(), "`by` takes the names of people, and this is a date")
            .help(format!("a deadline is written `{fixed}`"))
            .fix(format!("write `{fixed}`"), at.span(), fixed.as_str());
    }
}

/// Returns what to write where a clause does not fit the item.
const fn instead(clause: &ClauseKind, kind: ItemKind) -> Option<&'static str> {
    #[allow(clippy::wildcard_enum_match_arm, reason = "the others have nothing better than where they belong")]
    Some(match (clause, kind) {
        (ClauseKind::Duration(_) | ClauseKind::Effort(_), ItemKind::Phase) => {
            "a phase takes as long as what is inside it; give the length to a task in it"
        }
        (ClauseKind::Started(_) | ClauseKind::Finished(_) | ClauseKind::Remaining(_), ItemKind::Phase) => {
            "write it on the tasks inside; the phase follows"
        }
        (ClauseKind::StartsBy(_), ItemKind::Phase) => "write it on the item inside that must start",
        (ClauseKind::Cost(_), ItemKind::Phase) => "write it on a task inside; what the phase may cost is its `budget`",
        (ClauseKind::Delayed(_), ItemKind::Phase) => "write it on the tasks inside",
        (ClauseKind::Failed(_), ItemKind::Task) => "only a gate can fail; make it a `milestone … gate`",
        (ClauseKind::Remaining(_), ItemKind::Milestone) => "a milestone takes no time, so nothing of it remains",
        (ClauseKind::Until(_), _) => "a span is written `from … until …`, both in one place",
        (ClauseKind::PersonUnits(_), _) => "say `done 50%` for progress, or `by ana 50%` for half of a person",
        _ => return None,
    })
}

/// Tells whether the clause fits every work item.
const fn fits_all(clause: &ClauseKind) -> bool {
    matches!(
        clause,
        ClauseKind::After(_)
            | ClauseKind::EndsAfter(_)
            | ClauseKind::Before(_)
            | ClauseKind::From(_)
            | ClauseKind::EndsFrom(_)
            | ClauseKind::EndsBy(_)
            | ClauseKind::EndsOn(_)
            | ClauseKind::Due(_)
            | ClauseKind::AsLateAsPossible
            | ClauseKind::By(_)
            | ClauseKind::Owner(_)
            | ClauseKind::Key(_)
            | ClauseKind::Priority(_)
            | ClauseKind::Done(_)
            | ClauseKind::Calendar(_)
            | ClauseKind::CalendarOnly(_)
            | ClauseKind::Baseline(_)
            | ClauseKind::Budget(_)
            | ClauseKind::Tag(_)
            | ClauseKind::Link(_)
            | ClauseKind::Note(_)
    )
}

const fn fits_phase(clause: &ClauseKind) -> bool {
    fits_all(clause) || matches!(clause, ClauseKind::InOrder | ClauseKind::Span(_))
}

const fn fits_task(clause: &ClauseKind) -> bool {
    fits_all(clause)
        || matches!(
            clause,
            ClauseKind::Duration(_)
                | ClauseKind::Effort(_)
                | ClauseKind::Span(_)
                | ClauseKind::StartsBy(_)
                | ClauseKind::StartsOn(_)
                | ClauseKind::Delayed(_)
                | ClauseKind::Started(_)
                | ClauseKind::Finished(_)
                | ClauseKind::Remaining(_)
                | ClauseKind::Cost(_)
        )
}

const fn fits_milestone(clause: &ClauseKind) -> bool {
    fits_all(clause)
        || matches!(
            clause,
            ClauseKind::On(_)
                | ClauseKind::DistanceAfter(_)
                | ClauseKind::DistanceBefore(_)
                | ClauseKind::StartsBy(_)
                | ClauseKind::StartsOn(_)
                | ClauseKind::Delayed(_)
                | ClauseKind::Finished(_)
                | ClauseKind::Gate
                | ClauseKind::Passed(_)
                | ClauseKind::Failed(_)
                | ClauseKind::Cost(_)
        )
}
