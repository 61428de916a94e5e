//! Where the plan begins when nobody said: at the earliest date that work is tied to.

use super::Cx;
use crate::calendar::Day;
use crate::diagnostic::{Code, Edit, Fix, Severity};
use crate::model::Direction;
use crate::span::{Span, TextRange};
use crate::syntax::Document;
use crate::syntax::ast::{ClauseKind, ItemKind, Line, LineKind, TargetKind};

/// Settles the direction, once every item has said its dates.
pub(super) fn settle(cx: &mut Cx<'_>) {
    if cx.plan.settings.direction_span.is_some() || cx.plan.tasks.is_empty() {
        return;
    }
    match cx.earliest {
        Some(earliest) => cx.plan.settings.direction = Direction::Forward(earliest),
        None if cx.may_have_dates() => {}
        None => cx.report_no_start(),
    }
}

impl Cx<'_> {
    /// Tells whether something that could not be read may have said a date.
    fn may_have_dates(&self) -> bool {
        let dated = |document: &Document| {
            let of_unknown = |line: &Line| {
                line.owner().and_then(|owner| document.lines.get(owner.0 as usize)).is_some_and(|line| line.kind() == LineKind::Unknown)
            };
            let unread = document.lines.iter().filter(|line| line.broken || line.kind() == LineKind::Unknown || of_unknown(line));
            unread
                .into_iter()
                .any(|line| has_year(self.text(document.span(line.body()))) || is_of_plan(document, line.owner(), line.kind()))
        };
        let is_complete =
            self.entries.others().filter(|(_, entry)| entry.item.kind == ItemKind::Include).count() <= self.parts.includes.len();
        let in_faults =
            self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error && has_year(self.text(diagnostic.span)));
        !is_complete || in_faults || self.is_told() || self.parts.documents.iter().any(dated)
    }

    /// Tells whether a plan says its start or end, though it could not be used.
    fn is_told(&self) -> bool {
        let plans = self.entries.others().filter(|(_, entry)| entry.item.kind == ItemKind::Plan);
        let mut clauses = plans.flat_map(|(index, _)| self.entries.clauses(index));
        clauses.any(|at| matches!(at.clause.kind, ClauseKind::Start(_) | ClauseKind::End(_)))
    }

    fn report_no_start(&mut self) {
        let Some(document) = self.parts.documents.first() else { return };
        let plan =
            self.entries.others().find(|(_, entry)| entry.item.kind == ItemKind::Plan && entry.document == 0).map(|(_, entry)| entry);
        let place = match plan {
            Some(entry) => self.keyword(&entry),
            None => self.plan.tasks.as_slice().first().map_or_else(Span::default, |task| task.span()),
        };
        let day = self.some_day().map(|day| day.date().format("%Y-%m-%d").to_string());
        let report = self.diagnostics.report(Code::NoStart, place, "nothing says when this plan begins");
        let Some(day) = day else {
            report.help(match plan {
                Some(_) => "write below `plan` the day on which work begins: `start 2026-03-02`",
                None => "begin with a line such as `plan \"Shop\" start 2026-03-02`, the day on which work begins",
            });
            return;
        };
        report.help(format!("write the day on which work begins: `start {day}`"));
        let edit = match plan.and_then(|entry| document.lines.get(entry.line.0 as usize)) {
            Some(line) => {
                let end = TextRange::new(line.body().end, line.body().end);
                let title = if plan.is_some_and(|entry| entry.item.title.or(entry.item.id).is_none()) { " \"Plan\"" } else { "" };
                Edit { span: document.span(end), text: format!("{title} start {day}") }
            }
            None => Edit { span: document.span(first_line(document)), text: format!("plan \"Plan\"\n  start {day}\n\n") },
        };
        report.fixes.push(Fix { message: format!("add `start {day}`"), edits: vec![edit] });
    }

    /// Returns the earliest day that is written anywhere, for want of a better one.
    fn some_day(&self) -> Option<Day> {
        let targets = self.parts.documents.iter().flat_map(|document| &document.targets);
        let days = targets.filter_map(|target| match target.what() {
            TargetKind::Date(moment) => Some(moment.day),
            TargetKind::Item { .. } => None,
        });
        days.min()
    }
}

/// Returns where the first item begins, before which a new one may be written.
fn first_line(document: &Document) -> TextRange {
    let item = document.lines.iter().find(|line| matches!(line.kind(), LineKind::Item(_)));
    item.map_or(TextRange::default(), |line| TextRange::new(line.start, line.start))
}

/// Tells whether the text has four digits and a dash, as dates do.
fn has_year(text: &str) -> bool {
    text.as_bytes().windows(5).any(|w| matches!(w, [a, b, c, d, b'-'] if [a, b, c, d].into_iter().all(u8::is_ascii_digit)))
}

/// Tells whether an unread line is the plan's own or one of its clauses.
fn is_of_plan(document: &Document, owner: Option<crate::syntax::ast::LineId>, kind: LineKind) -> bool {
    let owner = owner.and_then(|owner| document.lines.get(owner.0 as usize)).map_or(kind, |line| line.kind());
    matches!(owner, LineKind::Item(item) if item.kind == ItemKind::Plan)
}
