//! When somebody who does one thing at a time is free: a list of gaps that stays fast when there are very many.
//!
//! Gaps lie in blocks of a few dozen; each block knows its longest, so that a search for a long gap steps over blocks of
//! short ones. Bookings that touch leave no gap between them, so that a person who is busy without a break is one gap, the
//! one after everything.

use super::problem::HORIZON;

/// How many gaps a block holds before it is split.
const BLOCK: usize = 64;

/// A stretch of time in which nothing is booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Gap {
    start: i32,
    end: i32,
}

#[derive(Clone, Debug, Default)]
struct Block {
    gaps: Vec<Gap>,
    /// No gap here is longer.
    longest: i32,
}

/// The gaps of one person, in the order of time; the last one never ends.
#[derive(Clone, Debug)]
pub(super) struct Gaps {
    /// None is empty.
    blocks: Vec<Block>,
}

impl Gap {
    const fn length(self) -> i32 {
        self.end.saturating_sub(self.start)
    }
}

impl Block {
    fn of(gaps: Vec<Gap>) -> Self {
        let mut block = Self { gaps, longest: 0 };
        block.measure();
        block
    }

    fn measure(&mut self) {
        self.longest = self.gaps.iter().map(|gap| gap.length()).max().unwrap_or(0);
    }

    /// Returns the first start at or after `from` in one gap of this block.
    fn first_fit(&self, duration: i32, from: i32) -> Option<i32> {
        let first = self.gaps.partition_point(|gap| gap.end <= from);
        let gaps = self.gaps.get(first..)?.iter();
        gaps.map(|gap| (gap.start.max(from), gap.end)).find(|(start, end)| duration <= end.saturating_sub(*start)).map(|(start, _)| start)
    }
}

impl Default for Gaps {
    fn default() -> Self {
        Self { blocks: vec![Block::of(vec![Gap { start: i32::MIN / 2, end: i32::MAX }])] }
    }
}

impl Gaps {
    /// Forgets every booking.
    pub(super) fn clear(&mut self) {
        self.blocks.truncate(1);
        if let Some(block) = self.blocks.first_mut() {
            block.gaps.clear();
            block.gaps.push(Gap { start: i32::MIN / 2, end: i32::MAX });
            block.measure();
        }
    }

    /// Returns the first start at or after `from` of a stretch of `duration` in which nothing is booked.
    pub(super) fn first_fit(&self, duration: i32, from: i32) -> i32 {
        let first = self.block_at(from);
        let blocks = self.blocks.get(first..).unwrap_or(&[]).iter().filter(|block| duration <= block.longest);
        blocks.filter_map(|block| block.first_fit(duration, from)).next().unwrap_or(HORIZON)
    }

    /// Books from `start` to `end`; what of it is booked already stays so.
    pub(super) fn book(&mut self, start: i32, end: i32) {
        let mut number = self.block_at(start);
        while let Some(block) = self.blocks.get_mut(number) {
            if block.gaps.first().is_none_or(|gap| end <= gap.start) {
                return;
            }
            if block.longest <= take(&mut block.gaps, start, end) {
                block.measure();
            }
            if block.gaps.is_empty() {
                self.blocks.remove(number);
                continue;
            }
            if BLOCK < block.gaps.len() {
                let later = Block::of(block.gaps.split_off(BLOCK / 2));
                block.measure();
                self.blocks.insert(number + 1, later);
                number += 1;
            }
            number += 1;
        }
    }

    /// Returns when, after `t`, a booking next ends.
    pub(super) fn next_free(&self, t: i32) -> Option<i32> {
        let place = self.blocks.partition_point(|block| block.gaps.last().is_none_or(|gap| gap.start <= t));
        let gaps = &self.blocks.get(place)?.gaps;
        gaps.get(gaps.partition_point(|gap| gap.start <= t)).map(|gap| gap.start)
    }

    fn block_at(&self, t: i32) -> usize {
        self.blocks.partition_point(|block| block.gaps.last().is_none_or(|gap| gap.end <= t))
    }
}

/// Takes `start` to `end` out of `gaps`; returns how long the longest was that lost something.
fn take(gaps: &mut Vec<Gap>, start: i32, end: i32) -> i32 {
    let mut longest = 0;
    let mut place = gaps.partition_point(|gap| gap.end <= start);
    while let Some(gap) = gaps.get_mut(place).filter(|gap| gap.start < end) {
        let after = Gap { start: end, end: gap.end };
        longest = longest.max(gap.length());
        match (gap.start < start, end < gap.end) {
            (true, true) => {
                gap.end = start;
                gaps.insert(place + 1, after);
                return longest;
            }
            (true, false) => {
                gap.end = start;
                place += 1;
            }
            (false, true) => {
                gap.start = end;
                return longest;
            }
            (false, false) => {
                gaps.remove(place);
            }
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_agree_with_a_table_of_minutes() {
        let mut chance = super::super::chance::Chance::new(7);
        for _ in 0..40 {
            let mut gaps = Gaps::default();
            let mut busy = vec![false; 4000];
            for _ in 0..400 {
                let (duration, from) = (1 + chance.place(12), chance.place(1500));
                let first = (from..).find(|start| busy[*start..*start + duration].iter().all(|busy| !busy)).unwrap();
                let start = gaps.first_fit(i32::try_from(duration).unwrap(), i32::try_from(from).unwrap());
                assert_eq!(usize::try_from(start).unwrap(), first);
                // Some bookings overlap what is booked, as pinned ones may.
                let at = if chance.below(8) == 0 { from } else { first };
                busy[at..at + duration].fill(true);
                gaps.book(i32::try_from(at).unwrap(), i32::try_from(at + duration).unwrap());
            }
            gaps.clear();
            assert_eq!(gaps.first_fit(3999, 1), 1);
        }
    }
}
