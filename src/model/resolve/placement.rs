//! Where clauses belong: the rule for items that are not work, and the sentence that shows the way.

use super::Cx;
use super::clauses::{Seen, a_kind};
use super::entries::{ClauseAt, Entry};
use crate::diagnostic::Code;
use crate::span::{Span, TextRange};
use crate::syntax::ast::{ClauseKind, ItemKind, LineKind};

/// Returns where a clause belongs, as the end of a sentence: "on a task".
#[rustfmt::skip]
pub(super) const fn home(kind: &ClauseKind) -> &'static str {
    match kind {
        ClauseKind::Duration(_) | ClauseKind::Effort(_) => "a duration or an effort belongs on a task",
        ClauseKind::InOrder => "`in order` belongs on a phase",
        ClauseKind::On(_) => "`on` belongs on a milestone",
        ClauseKind::Gate | ClauseKind::Passed(_) | ClauseKind::Failed(_) => "a gate and its verdict belong on a milestone",
        ClauseKind::DistanceAfter(_) | ClauseKind::DistanceBefore(_) => "a distance to another item belongs on a milestone",
        ClauseKind::Span(_) | ClauseKind::After(_) | ClauseKind::EndsAfter(_) | ClauseKind::Before(_) | ClauseKind::EndsFrom(_)
        | ClauseKind::StartsBy(_) | ClauseKind::EndsBy(_) | ClauseKind::StartsOn(_) | ClauseKind::EndsOn(_) | ClauseKind::Delayed(_)
        | ClauseKind::Due(_) | ClauseKind::AsLateAsPossible | ClauseKind::By(_) | ClauseKind::ByDate(_) | ClauseKind::Owner(_) | ClauseKind::Key(_)
        | ClauseKind::Priority(_) | ClauseKind::Done(_) | ClauseKind::Started(_) | ClauseKind::Finished(_) | ClauseKind::Remaining(_)
        | ClauseKind::Cost(_) | ClauseKind::Tag(_) | ClauseKind::Link(_) | ClauseKind::Note(_) => {
            "it belongs on a phase, a task or a milestone"
        }
        ClauseKind::Baseline(_) => "the dates of a baseline belong on a phase, a task or a milestone; a chart names a file: `baseline \"first.plan\"`",
        ClauseKind::From(_) => "`from` belongs on work, on a person or on a resource",
        ClauseKind::Until(_) => "`until` belongs on a person or a resource",
        ClauseKind::Calendar(_) => "`calendar` belongs on work, on a person or on a resource",
        ClauseKind::Budget(_) => "`budget` belongs on the plan or on work",
        ClauseKind::Start(_) => "`start` belongs on the plan; work that begins no earlier than a date says `from`",
        ClauseKind::End(_) => "`end` belongs on the plan; work that should be done by a date says `due`",
        ClauseKind::AsOf { .. } | ClauseKind::Currency(_) | ClauseKind::Units(_) | ClauseKind::Leveling(_) => "it belongs on the plan",
        ClauseKind::Week(_) => "a plan or a calendar has a `week`; what a person or resource `works` stands on it",
        ClauseKind::Away(_) => "a plan or a calendar has a `holiday`; a person or resource is `away`",
        ClauseKind::Workday(_) => "a plan or a calendar has a `workday`; a person or resource `works` on a day",
        ClauseKind::CalendarOnly(_) => "`only` belongs on the calendar of work",
        ClauseKind::HolidaysFrom(_) => "`holidays from` belongs on the plan or a calendar",
        ClauseKind::Like(_) => "`like` belongs on a calendar",
        ClauseKind::PersonUnits(_) | ClauseKind::UnitsFor(_) => "a percentage belongs on a person or a resource, or after a name in `by`",
        ClauseKind::Rate { .. } | ClauseKind::Email(_) => "it belongs on a person or a resource",
        ClauseKind::Capacity(_) => "`capacity` belongs on a resource",
        ClauseKind::Of(_) => "`of` belongs on a team",
        ClauseKind::Columns(_) | ClauseKind::Depth(_) | ClauseKind::Focus(_) | ClauseKind::Critical | ClauseKind::Only(_)
        | ClauseKind::Theme(_) | ClauseKind::Arrows(_) | ClauseKind::Width(_)
        | ClauseKind::GroupBy(_) | ClauseKind::ColorBy(_) | ClauseKind::View(_) | ClauseKind::Load | ClauseKind::IsoWeeks
        | ClauseKind::NoSlack | ClauseKind::Format(_) | ClauseKind::Page(_) | ClauseKind::Scale(_) | ClauseKind::Font(_) => "it belongs on a chart",
        ClauseKind::BaselineFrom(_) => "the file of a baseline belongs on a chart; on work stand its dates: `baseline 2026-03-02..2026-03-06`",
    }
}

/// Tells whether a clause may stand on an item that is not work.
const fn belongs(item: ItemKind, clause: &ClauseKind) -> bool {
    match item {
        ItemKind::Plan => matches!(
            clause,
            ClauseKind::Start(_)
                | ClauseKind::End(_)
                | ClauseKind::AsOf { .. }
                | ClauseKind::Week(_)
                | ClauseKind::Away(_)
                | ClauseKind::Workday(_)
                | ClauseKind::HolidaysFrom(_)
                | ClauseKind::Currency(_)
                | ClauseKind::Budget(_)
                | ClauseKind::Units(_)
                | ClauseKind::Leveling(_)
        ),
        ItemKind::Calendar => {
            matches!(
                clause,
                ClauseKind::Like(_) | ClauseKind::Week(_) | ClauseKind::Away(_) | ClauseKind::Workday(_) | ClauseKind::HolidaysFrom(_)
            )
        }
        ItemKind::Person => is_of_people(clause),
        ItemKind::Resource => is_of_people(clause) || matches!(clause, ClauseKind::Capacity(_)),
        ItemKind::Team => matches!(clause, ClauseKind::Of(_)),
        ItemKind::Chart => matches!(
            clause,
            ClauseKind::Columns(_)
                | ClauseKind::Depth(_)
                | ClauseKind::Focus(_)
                | ClauseKind::Critical
                | ClauseKind::Only(_)
                | ClauseKind::Theme(_)
                | ClauseKind::Arrows(_)
                | ClauseKind::Width(_)
                | ClauseKind::GroupBy(_)
                | ClauseKind::ColorBy(_)
                | ClauseKind::View(_)
                | ClauseKind::BaselineFrom(_)
                | ClauseKind::Load
                | ClauseKind::IsoWeeks
                | ClauseKind::NoSlack
                | ClauseKind::Format(_)
                | ClauseKind::Page(_)
                | ClauseKind::Scale(_)
                | ClauseKind::Font(_)
                | ClauseKind::From(_)
                | ClauseKind::Until(_)
                | ClauseKind::Span(_)
                | ClauseKind::By(_)
        ),
        ItemKind::Include | ItemKind::Phase | ItemKind::Task | ItemKind::Milestone => false,
    }
}

const fn is_of_people(clause: &ClauseKind) -> bool {
    matches!(
        clause,
        ClauseKind::Week(_)
            | ClauseKind::Away(_)
            | ClauseKind::Workday(_)
            | ClauseKind::Calendar(_)
            | ClauseKind::Rate { .. }
            | ClauseKind::PersonUnits(_)
            | ClauseKind::UnitsFor(_)
            | ClauseKind::From(_)
            | ClauseKind::Until(_)
            | ClauseKind::Email(_)
    )
}

/// What is left of an item after its lines were looked at.
pub(super) struct Kept<'a> {
    /// The clauses that belong there and stand once where they must.
    pub(super) clauses: Vec<ClauseAt<'a>>,
    /// Some line or clause of the item was faulty, so what it lacks may have been there.
    pub(super) damaged: bool,
}

impl<'a> Cx<'a> {
    /// Returns the clauses of an item that is not work, after reporting those that do not belong there or stand twice.
    pub(super) fn keep_clauses(&mut self, index: u32, entry: &Entry) -> Kept<'a> {
        let kind = entry.item.kind;
        let mut kept = Kept { clauses: Vec::new(), damaged: false };
        let mut seen = Seen::default();
        let entries = self.entries;
        for (_, line) in entries.lines(index) {
            kept.damaged |= line.broken || line.kind() == LineKind::Unknown;
            if let LineKind::Checklist { .. } = line.kind() {
                let span = entries.document(entry).span(line.body());
                self.report(Code::Misplaced, span, format!("a checklist does not belong on {}", a_kind(kind)))
                    .help("it belongs on a phase, a task or a milestone");
            }
        }
        for at in entries.clauses(index) {
            if !belongs(kind, &at.clause.kind) && !self.is_stay(kind, at) {
                self.misplaced(kind, at).help(home(&at.clause.kind));
                kept.damaged = true;
            } else if self.clause_once(&mut seen, index, at) {
                self.check_keyword(kind, at);
                kept.clauses.push(at);
            } else {
                kept.damaged = true;
            }
        }
        kept
    }

    /// Tells whether the clause is `from D until D` on a person or resource: when they are there, written as one.
    fn is_stay(&self, kind: ItemKind, at: ClauseAt<'a>) -> bool {
        let is_of_people = matches!(kind, ItemKind::Person | ItemKind::Resource);
        is_of_people && matches!(at.clause.kind, ClauseKind::Span(_)) && self.text(at.span()).starts_with("from")
    }

    /// Reports a `week` or `holiday` on people, `works` or `away` on a plan or calendar: one thing has one name where it stands.
    fn check_keyword(&mut self, kind: ItemKind, at: ClauseAt<'a>) {
        let (of_calendars, of_people) = if matches!(at.clause.kind, ClauseKind::Week(_)) {
            ("week", "works")
        } else if matches!(at.clause.kind, ClauseKind::Away(_)) {
            ("holiday", "away")
        } else if matches!(at.clause.kind, ClauseKind::Workday(_)) {
            ("workday", "works")
        } else {
            return;
        };
        let on_calendar = matches!(kind, ItemKind::Plan | ItemKind::Calendar);
        let (right, wrong) = if on_calendar { (of_calendars, of_people) } else { (of_people, of_calendars) };
        if !self.text(at.span()).starts_with(wrong) {
            return;
        }
        let length = u32::try_from(wrong.len()).unwrap_or(0);
        let start = at.clause.range().start;
        let word = at.document.span(TextRange::new(start, start + length));
        self.report(Code::Misplaced, word, format!("`{wrong}` does not belong on {}", a_kind(kind)))
            .help(format!("say `{right}` here"))
            .fix(format!("write `{right}`"), word, right);
    }

    /// Returns the part numbered `n` of the text at `span` between commas, without the blanks around it.
    pub(super) fn part(&self, span: Span, n: usize) -> Span {
        let mut start = span.start;
        for (index, part) in self.text(span).split(',').enumerate() {
            let length = u32::try_from(part.len()).unwrap_or(0);
            if index == n {
                let blanks = length - u32::try_from(part.trim_start().len()).unwrap_or(0);
                let trimmed = u32::try_from(part.trim().len()).unwrap_or(0);
                return Span { file: span.file, start: start + blanks, end: start + blanks + trimmed };
            }
            start += length + 1;
        }
        span
    }
}
