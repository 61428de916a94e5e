//! Links between items.

use super::TaskId;
use crate::calendar::{Elapsed, Work};
use crate::span::Span;

/// One link: `successor` waits for `predecessor`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// What must come first.
    pub predecessor: TaskId,
    /// What waits.
    pub successor: TaskId,
    /// Which ends are tied.
    pub link: Link,
    /// What lies between, in the successor's calendar.
    pub lag: Lag,
    /// The successor sits exactly at the distance, and does not merely wait: `2w after x`, `1w before x` on a milestone.
    pub exact: bool,
    /// Where the link is written: the target after `after`, the item's name for `in order`.
    pub span: Span,
}

/// The four kinds of link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// The successor starts after the predecessor finishes.
    FinishToStart,
    /// The successor starts after the predecessor starts.
    StartToStart,
    /// The successor finishes after the predecessor finishes.
    FinishToFinish,
    /// The successor finishes after the predecessor starts.
    StartToFinish,
}

/// What lies between two ends; negative is a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lag {
    /// Nothing.
    None,
    /// Working time.
    Work(Work),
    /// Clock time.
    Elapsed(Elapsed),
    /// Ten-thousandths of the predecessor's duration.
    Percent(i32),
}

impl Link {
    /// Returns the two letters of the literature: `FS`.
    #[must_use]
    pub const fn letters(self) -> &'static str {
        match self {
            Self::FinishToStart => "FS",
            Self::StartToStart => "SS",
            Self::FinishToFinish => "FF",
            Self::StartToFinish => "SF",
        }
    }
}
