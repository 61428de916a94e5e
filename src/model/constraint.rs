//! Dates that bind an item, and deadlines that only judge it.

use super::{Lag, TaskId};
use crate::calendar::Instant;
use crate::span::Span;
use crate::syntax::ast::Edge;

/// A date that binds an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// How it binds.
    pub kind: ConstraintKind,
    /// The date.
    pub when: When,
    /// The clause.
    pub span: Span,
}

/// How a date binds, in the names of the scheduling literature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConstraintKind {
    /// `from D`: SNET.
    StartNoEarlier,
    /// `ends from D`: FNET.
    FinishNoEarlier,
    /// `starts by D`: SNLT.
    StartNoLater,
    /// `ends by D`: FNLT.
    FinishNoLater,
    /// `starts on D`: MSO.
    MustStart,
    /// `ends on D`, and `on D` of a milestone: MFO.
    MustFinish,
}

/// A date, or one told from an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// An instant; a date without a time was made one by the item's calendar.
    At(Instant),
    /// `conf - 4w`, `beta.start + 2d`; untold, the edge is the start where something begins and the end where something ends.
    Item {
        /// The item told from.
        item: TaskId,
        /// Which end of it.
        edge: Edge,
        /// What is added or taken off.
        lag: Lag,
        /// Where it stands.
        span: Span,
    },
}

/// A date by which an item should end; it moves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The date.
    pub when: When,
    /// The clause.
    pub span: Span,
}
