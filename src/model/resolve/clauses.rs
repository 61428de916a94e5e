//! The words of clauses, and the two rules that every item has: a clause must belong there, and most stand once.

use super::Cx;
use super::entries::ClauseAt;
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{ClauseKind, ItemKind};

/// The clauses that an item has had so far, one bit for each that may stand only once.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen(u64);

/// Returns the word that a clause is known by, and its bit: zero for those that may be repeated.
#[rustfmt::skip]
#[allow(clippy::too_many_lines, reason = "one flat match")]
pub(super) const fn word(kind: &ClauseKind) -> (&'static str, u64) {
    match kind {
        ClauseKind::Duration(_) => ("duration", 1),
        ClauseKind::Effort(_) => ("effort", 1 << 1),
        ClauseKind::Span(_) => ("fixed dates", 1 << 2),
        ClauseKind::On(_) => ("on", 1 << 3),
        ClauseKind::After(_) => ("after", 0),
        ClauseKind::DistanceAfter(_) => ("after", 1 << 4),
        ClauseKind::DistanceBefore(_) => ("before", 1 << 5),
        ClauseKind::EndsAfter(_) => ("ends after", 0),
        ClauseKind::Before(_) => ("before", 0),
        ClauseKind::InOrder => ("in order", 1 << 6),
        ClauseKind::From(_) => ("from", 1 << 7),
        ClauseKind::Until(_) => ("until", 1 << 8),
        ClauseKind::EndsFrom(_) => ("ends from", 1 << 9),
        ClauseKind::StartsBy(_) => ("starts by", 1 << 10),
        ClauseKind::EndsBy(_) => ("ends by", 1 << 11),
        ClauseKind::StartsOn(_) => ("starts on", 1 << 12),
        ClauseKind::EndsOn(_) => ("ends on", 1 << 13),
        ClauseKind::Delayed(_) => ("delayed", 1 << 14),
        ClauseKind::Due(_) => ("due", 1 << 15),
        ClauseKind::AsLateAsPossible => ("as late as possible", 1 << 16),
        ClauseKind::By(_) | ClauseKind::ByDate(_) => ("by", 0),
        ClauseKind::Owner(_) => ("owner", 1 << 17),
        ClauseKind::Key(_) => ("key", 1 << 18),
        ClauseKind::Priority(_) => ("priority", 1 << 19),
        ClauseKind::Done(_) => ("done", 1 << 20),
        ClauseKind::Started(_) => ("started", 1 << 21),
        ClauseKind::Finished(_) => ("finished", 1 << 22),
        ClauseKind::Remaining(_) => ("remaining", 1 << 23),
        ClauseKind::Passed(_) => ("passed", 0),
        ClauseKind::Failed(_) => ("failed", 0),
        ClauseKind::Calendar(_) | ClauseKind::CalendarOnly(_) => ("calendar", 1 << 24),
        ClauseKind::Cost(_) => ("cost", 1 << 25),
        ClauseKind::Baseline(_) => ("baseline", 1 << 46),
        ClauseKind::Budget(_) => ("budget", 1 << 26),
        ClauseKind::Tag(_) => ("tag", 0),
        ClauseKind::Link(_) => ("link", 0),
        ClauseKind::Note(_) => ("note", 0),
        ClauseKind::Gate => ("gate", 1 << 27),
        ClauseKind::Start(_) => ("start", 1 << 28),
        ClauseKind::End(_) => ("end", 1 << 29),
        ClauseKind::AsOf { .. } => ("as of", 1 << 30),
        ClauseKind::Week(_) => ("week", 0),
        ClauseKind::Away(_) => ("holiday", 0),
        ClauseKind::Workday(_) => ("workday", 0),
        ClauseKind::HolidaysFrom(_) => ("holidays from", 0),
        ClauseKind::Currency(_) => ("currency", 1 << 31),
        ClauseKind::Units(_) => ("units", 1 << 32),
        ClauseKind::Leveling(_) => ("leveling", 1 << 33),
        ClauseKind::Like(_) => ("like", 1 << 34),
        ClauseKind::PersonUnits(_) => ("percentage", 1 << 35),
        ClauseKind::UnitsFor(_) => ("percentage for a time", 0),
        ClauseKind::Rate { .. } => ("rate", 1 << 36),
        ClauseKind::Email(_) => ("email", 1 << 37),
        ClauseKind::Capacity(_) => ("capacity", 1 << 38),
        ClauseKind::Of(_) => ("of", 1 << 39),
        ClauseKind::Columns(_) => ("columns", 1 << 40),
        ClauseKind::Depth(_) => ("depth", 1 << 41),
        ClauseKind::Focus(_) => ("focus", 0),
        ClauseKind::Critical => ("critical", 1 << 42),
        ClauseKind::Only(_) => ("only", 0),
        ClauseKind::Theme(_) => ("theme", 1 << 43),
        ClauseKind::Arrows(_) => ("arrows", 1 << 44),
        ClauseKind::Width(_) => ("width", 1 << 45),
        ClauseKind::GroupBy(_) => ("group by", 1 << 50),
        ClauseKind::ColorBy(_) => ("color by", 1 << 51),
        ClauseKind::View(_) => ("view", 1 << 52),
        ClauseKind::BaselineFrom(_) => ("baseline", 1 << 46),
        ClauseKind::Load => ("load", 1 << 47),
        ClauseKind::IsoWeeks => ("iso weeks", 1 << 48),
        ClauseKind::NoSlack => ("no slack", 1 << 49),
        ClauseKind::Format(_) => ("format", 1 << 53),
        ClauseKind::Page(_) => ("page", 1 << 54),
        ClauseKind::Scale(_) => ("scale", 1 << 55),
        ClauseKind::Font(_) => ("font", 0),
    }
}

/// The bits of clauses that begin with no word of their own: a duration, dates, a percentage.
const HAS_NO_WORD: u64 = 1 | 1 << 2 | 1 << 35;

/// Returns a clause's name as a message shows it: what is written in a plan stands in backticks.
fn quoted(name: &str) -> String {
    if matches!(name, "duration" | "fixed dates" | "percentage") { name.to_owned() } else { format!("`{name}`") }
}

/// Returns an item's kind with its article: `a task`.
pub(super) const fn a_kind(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Plan => "the plan",
        ItemKind::Calendar => "a calendar",
        ItemKind::Person => "a person",
        ItemKind::Team => "a team",
        ItemKind::Resource => "a resource",
        ItemKind::Include => "an include",
        ItemKind::Chart => "a chart",
        ItemKind::Phase => "a phase",
        ItemKind::Task => "a task",
        ItemKind::Milestone => "a milestone",
    }
}

impl<'a> Cx<'a> {
    /// Notes that entry `index` has `at`; a second one of a kind that stands once is reported with both places and answers false.
    pub(super) fn clause_once(&mut self, seen: &mut Seen, index: u32, at: ClauseAt<'a>) -> bool {
        let (name, bit) = word(&at.clause.kind);
        if seen.0 & bit == 0 {
            seen.0 |= bit;
            return true;
        }
        let first = self.entries.clauses(index).find(|other| word(&other.clause.kind).1 == bit).map(|first| first.span());
        let report = self.diagnostics.report(Code::RepeatedClause, at.span(), format!("a second {} on one item", quoted(name)));
        if let Some(first) = first {
            report.label(first, "the first one is here");
        }
        report.help("keep one of the two");
        false
    }

    /// Reports a clause on an item that cannot have it; the caller adds what to do instead.
    pub(super) fn misplaced(&mut self, kind: ItemKind, at: ClauseAt<'a>) -> &mut Diagnostic {
        let (name, bit) = word(&at.clause.kind);
        let written = if HAS_NO_WORD & bit == 0 { name } else { self.text(at.span()) };
        let message = format!("`{written}` does not belong on {}", a_kind(kind));
        self.diagnostics.report(Code::Misplaced, at.span(), message)
    }
}
