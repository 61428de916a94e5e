//! Joining the pieces of a file that were read at once.

use super::ast::{ClauseKind, Document};

impl Document {
    /// Takes over the lines of the rest of the same file, whose lists are then empty and may be filled again.
    pub(super) fn append(&mut self, rest: &mut Self) {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (n_clauses, n_targets, n_assignments) =
            (number(self.clauses.len()), number(self.targets.len()), number(self.assignments.len()));
        for line in &mut rest.lines {
            line.first_clause += n_clauses;
        }
        for clause in &mut rest.clauses {
            clause.kind.shift(n_targets, n_assignments);
        }
        self.lines.append(&mut rest.lines);
        self.clauses.append(&mut rest.clauses);
        self.targets.append(&mut rest.targets);
        self.assignments.append(&mut rest.assignments);
        self.poisoned.append(&mut rest.poisoned);
    }
}

impl ClauseKind {
    /// Moves the lists that a clause points to further down.
    #[allow(clippy::too_many_lines, reason = "one flat match of every clause, so that a new one is not forgotten")]
    fn shift(&mut self, n_targets: u32, n_assignments: u32) {
        match self {
            Self::Span(targets)
            | Self::On(targets)
            | Self::After(targets)
            | Self::EndsAfter(targets)
            | Self::Before(targets)
            | Self::From(targets)
            | Self::Until(targets)
            | Self::EndsFrom(targets)
            | Self::StartsBy(targets)
            | Self::EndsBy(targets)
            | Self::StartsOn(targets)
            | Self::EndsOn(targets)
            | Self::Due(targets)
            | Self::ByDate(targets)
            | Self::Start(targets)
            | Self::End(targets)
            | Self::Baseline(targets)
            | Self::AsOf { date: targets, .. }
            | Self::Started(Some(targets))
            | Self::Finished(Some(targets))
            | Self::Passed(Some(targets))
            | Self::Failed(Some(targets)) => targets.first += n_targets,
            Self::DistanceAfter(distance) | Self::DistanceBefore(distance) => distance.target.first += n_targets,
            Self::By(assignments) | Self::Of(assignments) => assignments.first += n_assignments,
            Self::Started(None)
            | Self::Finished(None)
            | Self::Passed(None)
            | Self::Failed(None)
            | Self::Duration(_)
            | Self::Effort(_)
            | Self::InOrder
            | Self::Delayed(_)
            | Self::AsLateAsPossible
            | Self::Owner(_)
            | Self::Key(_)
            | Self::Priority(_)
            | Self::Done(_)
            | Self::Remaining(_)
            | Self::Calendar(_)
            | Self::CalendarOnly(_)
            | Self::Cost(_)
            | Self::Budget(_)
            | Self::Tag(_)
            | Self::Link(_)
            | Self::Note(_)
            | Self::Gate
            | Self::Week(_)
            | Self::Away(_)
            | Self::Workday(_)
            | Self::HolidaysFrom(_)
            | Self::Currency(_)
            | Self::Units(_)
            | Self::Leveling(_)
            | Self::Like(_)
            | Self::PersonUnits(_)
            | Self::UnitsFor(_)
            | Self::Rate { .. }
            | Self::Email(_)
            | Self::Capacity(_)
            | Self::Columns(_)
            | Self::Depth(_)
            | Self::Focus(_)
            | Self::Critical
            | Self::Only(_)
            | Self::Theme(_)
            | Self::Arrows(_)
            | Self::Width(_)
            | Self::GroupBy(_)
            | Self::ColorBy(_)
            | Self::View(_)
            | Self::BaselineFrom(_)
            | Self::Load
            | Self::IsoWeeks
            | Self::NoSlack
            | Self::Format(_)
            | Self::Page(_)
            | Self::Scale(_)
            | Self::Font(_) => {}
        }
    }
}
