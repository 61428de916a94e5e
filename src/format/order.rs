//! The order of clauses, and on which line each stands.

use super::{Clause, Kind};

/// On which line a clause stands. The order is that of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// The item's own line.
    Head,
    /// With the other facts.
    Fact,
    /// With the other words for readers and filters.
    About,
    /// A line of its own.
    Own,
}

/// Returns where a clause stands on an item of this kind.
#[allow(clippy::wildcard_enum_match_arm, reason = "what is not said here stands on the item's line")]
pub(super) const fn place(clause: &Clause, kind: Kind) -> Place {
    match clause {
        Clause::Started(_) | Clause::Finished(_) | Clause::Passed(_) | Clause::Failed(_) | Clause::Done(_) | Clause::Remaining(_) => {
            Place::Fact
        }
        Clause::Baseline(..) | Clause::Owner(_) | Clause::Priority(_) | Clause::Cost(_) | Clause::Budget(_) | Clause::Tag(_)
            if !matches!(kind, Kind::Plan) =>
        {
            Place::About
        }
        Clause::Link(_)
        | Clause::Note(_)
        | Clause::Check(..)
        | Clause::Week(..)
        | Clause::Off(..)
        | Clause::Workday(..)
        | Clause::ShareFor(..) => Place::Own,
        _ if matches!(kind, Kind::Plan) => Place::Own,
        _ => Place::Head,
    }
}

/// Returns the place of a clause among those that share its line.
pub(super) const fn rank(clause: &Clause) -> u8 {
    match clause {
        Clause::Start(_) | Clause::Gate | Clause::InOrder | Clause::Like(_) | Clause::Of(_) | Clause::Share(_) => 0,
        Clause::End(_) | Clause::Capacity(_) => 1,
        Clause::Duration(..)
        | Clause::Effort(..)
        | Clause::Span(..)
        | Clause::On(_)
        | Clause::DistanceAfter(..)
        | Clause::DistanceBefore(..)
        | Clause::Words(..) => 2,
        Clause::AsOf(..) | Clause::By(_) => 3,
        Clause::Units | Clause::After(_) | Clause::Focus(_) => 4,
        Clause::EndsAfter(_) => 5,
        Clause::Before(_) => 6,
        Clause::From(_) | Clause::Joins(_) | Clause::Started(_) => 7,
        Clause::StartsBy(_) | Clause::Leaves(_) => 8,
        Clause::StartsOn(_) => 9,
        Clause::EndsFrom(_) => 10,
        Clause::EndsBy(_) => 11,
        Clause::EndsOn(_) => 12,
        Clause::AsLateAsPossible => 13,
        Clause::Delayed(_) => 14,
        Clause::Due(_) | Clause::Finished(_) | Clause::Passed(_) | Clause::Failed(_) => 15,
        Clause::Calendar(_) | Clause::CalendarOnly(_) | Clause::Done(_) | Clause::Rate(_) => 16,
        Clause::Key(_) | Clause::Remaining(_) | Clause::Email(_) | Clause::Currency(_) => 17,
        Clause::Leveling(_) | Clause::Flag(_) | Clause::Choice(..) | Clause::File(..) => 18,
        Clause::Owner(_) | Clause::Budget(_) => 19,
        Clause::Priority(_) | Clause::Week(..) => 20,
        Clause::Cost(_) | Clause::Off(..) => 21,
        Clause::Tag(_) | Clause::Workday(..) | Clause::Baseline(..) => 22,
        Clause::ShareFor(..) => 23,
        Clause::Link(_) => 24,
        Clause::Note(_) => 25,
        Clause::Check(..) => 26,
    }
}
