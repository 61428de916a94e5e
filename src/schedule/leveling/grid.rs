//! Bookings in a table with one row for each unit of time: the fastest there is while plans are short in their own unit.

use super::decode::Direction;
use super::lanes::{Lanes, Units, mirrored, pieces, take};
use super::problem::Problem;
use super::profile::Profile;

/// What is free in every unit of time.
#[derive(Clone, Debug)]
pub(super) struct Grid<const W: usize> {
    lanes: Lanes<W>,
    /// What there is before anything that may move is booked.
    pieces: Vec<(i32, Units<W>)>,
    /// By unit of time; the last piece goes on after it.
    free: Vec<Units<W>>,
    rest: Units<W>,
    /// How far anything was booked, so that no more than this is cleared.
    reach: usize,
}

impl<const W: usize> Grid<W> {
    /// Lays out the empty table of `problem`, or not if its resources take more words.
    pub(super) fn of(problem: &Problem) -> Option<Self> {
        let lanes = Lanes::of(problem)?;
        let pieces = pieces(problem, &lanes);
        let rest = pieces.last()?.1;
        Some(Self { lanes, pieces, free: Vec::new(), rest, reach: 0 })
    }

    fn fill(&mut self, pieces: &[(i32, Units<W>)]) {
        for pair in pieces.windows(2) {
            if let [(_, units), (to, _)] = pair {
                self.free.resize(at(*to), *units);
            }
        }
        self.rest = pieces.last().map_or(self.rest, |(_, units)| *units);
    }
}

#[allow(clippy::indexing_slicing, reason = "the table grows to the end of a window before the window is read")]
impl<const W: usize> Profile for Grid<W> {
    fn reset(&mut self, direction: Direction, horizon: i32) {
        let length = self.free.len();
        self.free.clear();
        if 1 < self.pieces.len() {
            let pieces = std::mem::take(&mut self.pieces);
            match direction {
                Direction::Forward => self.fill(&pieces),
                Direction::Backward => self.fill(&mirrored(&pieces, horizon)),
            }
            self.pieces = pieces;
        }
        let length = length.min(self.reach * 2).max(self.free.len());
        self.free.resize(length, self.rest);
        self.reach = 0;
    }

    /// Looks at a window from its end, so that one full instant rules out every window that holds it.
    #[inline]
    fn first_fit(&mut self, job: u32, duration: i32, from: i32) -> i32 {
        let need = self.lanes.need(job);
        let duration = at(duration);
        let (mut start, mut seen) = (at(from), at(from));
        loop {
            let end = start + duration;
            if self.free.len() < end {
                self.free.resize(end + end / 2, self.rest);
            }
            let window = &self.free[seen..end];
            match window.iter().rposition(|free| !self.lanes.is_enough(free, &need)) {
                None => return back(start),
                Some(full) => {
                    start = seen + full + 1;
                    seen = end;
                }
            }
        }
    }

    #[inline]
    fn fits(&mut self, job: u32, duration: i32, start: i32) -> bool {
        let need = self.lanes.need(job);
        let end = at(start) + at(duration);
        if self.free.len() < end {
            self.free.resize(end + end / 2, self.rest);
        }
        self.free[at(start)..end].iter().all(|free| self.lanes.is_enough(free, &need))
    }

    #[inline]
    fn book(&mut self, job: u32, duration: i32, start: i32) {
        let need = self.lanes.need(job);
        let end = at(start) + at(duration);
        for free in &mut self.free[at(start)..end] {
            take(free, &need);
        }
        self.reach = self.reach.max(end);
    }

    fn next_change(&self, t: i32) -> Option<i32> {
        let now = self.free.get(at(t)).unwrap_or(&self.rest);
        let changed = self.free.get(at(t) + 1..)?.iter().position(|free| free != now);
        Some(t + 1 + changed.map_or_else(|| back(self.free.len() - at(t) - 1), back))
    }
}

#[inline]
fn at(t: i32) -> usize {
    usize::try_from(t).unwrap_or(0)
}

#[inline]
fn back(t: usize) -> i32 {
    i32::try_from(t).unwrap_or(i32::MAX)
}
