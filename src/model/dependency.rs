//! Links between items.

use super::TaskId;
use crate::calendar::{Elapsed, Work};
use crate::span::{Place, Span};

/// One link: `successor` waits for `predecessor`. A large plan has twice as many as items, so each is packed into 24 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// What must come first.
    pub predecessor: TaskId,
    /// What waits.
    pub successor: TaskId,
    /// Which ends are tied.
    pub link: Link,
    /// The successor sits exactly at the distance, and does not merely wait: `2w after x`, `1w before x` on a milestone.
    pub exact: bool,
    unit: Unit,
    /// Tenths of a minute, or ten-thousandths.
    lag: i32,
    place: Place,
}

/// What a lag counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Nothing,
    Work,
    Elapsed,
    Percent,
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

impl Dependency {
    /// Returns a link that is written at `span`: the target after `after`, the item's name for `in order`. The successor merely waits.
    #[must_use]
    pub fn new((predecessor, successor): (TaskId, TaskId), link: Link, lag: Lag, span: Span) -> Self {
        let place = Place::of(span);
        Self { predecessor, successor, link, exact: false, unit: Unit::Nothing, lag: 0, place }.with_lag(lag)
    }

    /// Returns the same link with its successor exactly at the distance.
    #[must_use]
    pub const fn exactly(self) -> Self {
        Self { exact: true, ..self }
    }

    /// Returns the same link with another lag.
    #[must_use]
    pub const fn with_lag(self, lag: Lag) -> Self {
        let (unit, lag) = match lag {
            Lag::None => (Unit::Nothing, 0),
            Lag::Work(work) => (Unit::Work, work.0),
            Lag::Elapsed(time) => (Unit::Elapsed, time.0),
            Lag::Percent(part) => (Unit::Percent, part),
        };
        Self { unit, lag, ..self }
    }

    /// Returns what lies between, in the successor's calendar.
    #[must_use]
    pub const fn lag(&self) -> Lag {
        match self.unit {
            Unit::Nothing => Lag::None,
            Unit::Work => Lag::Work(Work(self.lag)),
            Unit::Elapsed => Lag::Elapsed(Elapsed(self.lag)),
            Unit::Percent => Lag::Percent(self.lag),
        }
    }

    /// Returns where the link is written.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.place.span()
    }

    /// Tells whether both say the same, wherever they are written.
    pub(crate) fn repeats(&self, other: &Self) -> bool {
        Self { place: other.place, ..*self } == *other
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::SourceId;

    #[test]
    fn two_million_links_fit() {
        assert!(size_of::<Dependency>() <= 24);
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let span = Span { file: SourceId(999), start: 60_000_000, end: 60_032_768 };
        for lag in [Lag::None, Lag::Work(Work(-1)), Lag::Elapsed(Elapsed(i32::MAX)), Lag::Percent(i32::MIN)] {
            let link = Dependency::new((TaskId(1), TaskId(2)), Link::StartToFinish, lag, span);
            assert_eq!((link.lag(), link.span(), link.exact), (lag, span, false));
        }
    }
}
