//! Days that differ from the week.
//!
//! Exceptions may be long and may cover each other; [`runs`] takes them apart once into runs of days that do not.

use std::collections::BTreeSet;

use super::{Day, Hours};

/// A range of days with hours of their own; no hours is a holiday or an absence.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Exception {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// The hours of each of these days.
    pub hours: Hours,
    /// Why, for readers of the chart; empty when nothing was said.
    pub name: String,
}

impl Exception {
    /// Returns the days from `from` to `to` off, both included.
    #[must_use]
    pub fn off(from: Day, to: Day, name: impl Into<String>) -> Self {
        Self { from, to, hours: Hours::NONE, name: name.into() }
    }
}

/// Days in a row that one exception decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) from: Day,
    pub(super) to: Day,
    /// Which exception in the calendar's list.
    pub(super) exception: u32,
}

/// Returns which exception decides which days, in order, none twice: the later in the list holds.
pub(super) fn runs<'a>(exceptions: impl IntoIterator<Item = &'a Exception>) -> Vec<Run> {
    let list = exceptions.into_iter().zip(0u32..).filter(|(exception, _)| exception.from <= exception.to);
    let runs: Vec<Run> = list
        .map(|(exception, index)| Run { from: exception.from.max(Day::FIRST), to: exception.to.min(Day::LAST), exception: index })
        .filter(|run| run.from <= run.to)
        .collect();
    let apart = runs.iter().zip(runs.iter().skip(1)).all(|(left, right)| left.to < right.from);
    if apart { runs } else { taken_apart(&runs) }
}

/// Sweeps over the days on which a run begins or has ended; the highest number among the open ones decides.
fn taken_apart(runs: &[Run]) -> Vec<Run> {
    let mut events: Vec<(Day, bool, u32)> =
        runs.iter().flat_map(|run| [(run.from, true, run.exception), (run.to.plus(1), false, run.exception)]).collect();
    events.sort_unstable();
    let mut open = BTreeSet::new();
    let mut apart: Vec<Run> = Vec::new();
    let mut since = Day::FIRST;
    for (day, begins, exception) in events {
        if let Some(&decides) = open.last().filter(|_| since < day) {
            match apart.last_mut().filter(|last| last.exception == decides && last.to.plus(1) == since) {
                Some(last) => last.to = day.plus(-1),
                None => apart.push(Run { from: since, to: day.plus(-1), exception: decides }),
            }
        }
        since = day;
        if begins {
            open.insert(exception);
        } else {
            open.remove(&exception);
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_exception_holds_where_two_cover_a_day() {
        let off = |from, to| Exception::off(Day(from), Day(to), "");
        let run = |from, to, exception| Run { from: Day(from), to: Day(to), exception };
        assert_eq!(runs(&[off(1, 9), off(3, 4), off(4, 5)]), [run(1, 2, 0), run(3, 3, 1), run(4, 5, 2), run(6, 9, 0)]);
        assert_eq!(runs(&[off(1, 2), off(1, 9)]), [run(1, 9, 1)]);
        assert_eq!(runs(&[off(5, 4), off(i32::MIN, i32::MAX)]), [run(Day::FIRST.0, Day::LAST.0, 1)]);
    }
}
