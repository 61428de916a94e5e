//! Bookings as the times at which something changes: for plans whose times are long in their own unit.

use super::decode::Direction;
use super::lanes::{Lanes, Units, mirrored, pieces, take};
use super::problem::Problem;
use super::profile::Profile;

/// What is free from each change on.
#[derive(Clone, Debug)]
pub(super) struct Steps<const W: usize> {
    lanes: Lanes<W>,
    /// What there is before anything that may move is booked.
    pieces: Vec<(i32, Units<W>)>,
    /// When something changes, first zero.
    times: Vec<i32>,
    /// What is free from each of `times` to the next.
    free: Vec<Units<W>>,
}

impl<const W: usize> Steps<W> {
    /// Lays out the empty list of `problem`, or not if its resources take more words.
    pub(super) fn of(problem: &Problem) -> Option<Self> {
        let lanes = Lanes::of(problem)?;
        let pieces = pieces(problem, &lanes);
        pieces.last()?;
        Some(Self { lanes, pieces, times: Vec::new(), free: Vec::new() })
    }

    /// Returns which step holds at `t`.
    #[inline]
    fn step(&self, t: i32) -> usize {
        self.times.partition_point(|time| *time <= t).max(1) - 1
    }

    /// Makes a step begin at `t`, and returns which.
    #[inline]
    #[allow(clippy::indexing_slicing, reason = "there is always a first step")]
    fn cut(&mut self, t: i32) -> usize {
        let step = self.step(t);
        if self.times[step] == t {
            return step;
        }
        self.times.insert(step + 1, t);
        self.free.insert(step + 1, self.free[step]);
        step + 1
    }
}

#[allow(clippy::indexing_slicing, reason = "steps are looked up in the same two lists that they come from")]
impl<const W: usize> Profile for Steps<W> {
    fn reset(&mut self, direction: Direction, horizon: i32) {
        self.times.clear();
        self.free.clear();
        let mut fill = |pieces: &[(i32, Units<W>)]| {
            self.times.extend(pieces.iter().map(|(t, _)| *t));
            self.free.extend(pieces.iter().map(|(_, units)| *units));
        };
        match (direction, self.pieces.as_slice()) {
            (Direction::Backward, [_, _, ..]) => fill(&mirrored(&self.pieces, horizon)),
            (Direction::Forward | Direction::Backward, pieces) => fill(pieces),
        }
    }

    #[inline]
    fn first_fit(&mut self, job: u32, duration: i32, from: i32) -> i32 {
        let need = self.lanes.need(job);
        let mut start = from;
        let mut end = from + duration;
        for step in self.step(from)..self.times.len() {
            if end <= self.times[step] {
                break;
            }
            if !self.lanes.is_enough(&self.free[step], &need) {
                start = self.times.get(step + 1).copied().unwrap_or(start);
                end = start + duration;
            }
        }
        start
    }

    #[inline]
    fn fits(&mut self, job: u32, duration: i32, start: i32) -> bool {
        let need = self.lanes.need(job);
        let end = start + duration;
        let from = self.step(start);
        let window = self.times[from..].iter().zip(&self.free[from..]).take_while(|(time, _)| **time < end);
        window.into_iter().all(|(_, free)| self.lanes.is_enough(free, &need))
    }

    #[inline]
    fn book(&mut self, job: u32, duration: i32, start: i32) {
        let need = self.lanes.need(job);
        let from = self.cut(start);
        let to = self.cut(start + duration);
        for free in &mut self.free[from..to] {
            take(free, &need);
        }
    }

    fn next_change(&self, t: i32) -> Option<i32> {
        self.times.get(self.step(t) + 1).copied()
    }
}
