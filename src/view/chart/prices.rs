//! What it costs a line to stand at each of a range of places, a pixel apart.
//!
//! A price on a stretch is noted at its two ends only; the sum from left to right then gives what each place costs.

use super::Px;

/// Up to so much nothing better is looked for.
pub(super) const CALM: i32 = 150;
/// Words, which no line crosses if there is any other way.
pub(super) const WORDS: i32 = 20_000;
/// A diamond.
pub(super) const DIAMOND: i32 = 1_600;
/// The end of a bar or a bracket.
pub(super) const END: i32 = 800;
/// The place of an arrow that lands beside a bar.
pub(super) const HEAD: i32 = 800;
/// A flag.
pub(super) const FLAG: i32 = 800;
/// Behind a bar, well inside of it, and behind a bracket.
pub(super) const BEHIND: i32 = 300;
pub(super) const BRACKET: i32 = 140;
/// What a row shows of a baseline.
pub(super) const GHOST: i32 = 80;
/// Slack.
pub(super) const SLACK: i32 = 12;
/// Along the status date, and for each row of it.
pub(super) const STATUS: i32 = 600;
pub(super) const STATUS_ROW: i32 = 60;
/// Along a line of the grid.
pub(super) const GRID: i32 = 30;
/// Upon another line, near it, and for each row of that.
pub(super) const OTHER: i32 = 1_000;
pub(super) const NEAR_OTHER: i32 = 300;
pub(super) const OTHER_ROW: i32 = 40;
/// Beside the trunk that a line should be part of, and what it gains as part of one.
pub(super) const BESIDE_TRUNK: i32 = 320;
pub(super) const TRUNK: i32 = 120;
/// How far from the best place every pixel costs something; beyond, every sixteenth does.
const NEARBY: Px = Px::of(60);

/// The places of a range, and what they cost.
#[derive(Default)]
pub(super) struct Prices {
    low: Px,
    high: Px,
    /// By how much each place is dearer than the one before.
    steps: Vec<i32>,
}

impl Prices {
    /// Begins anew with the places between two, which cost nothing yet.
    pub(super) fn lay_out(&mut self, (low, high): (Px, Px)) {
        (self.low, self.high) = (low, high);
        self.steps.clear();
        self.steps.resize(usize::try_from((high - low).0 / 10 + 2).unwrap_or(2), 0);
    }

    /// Tells whether no place lies between two.
    pub(super) fn misses(&self, (from, to): (Px, Px)) -> bool {
        to <= self.low || self.high <= from
    }

    /// Makes every place between two dearer.
    pub(super) fn add(&mut self, (from, to): (Px, Px), price: i32) {
        if self.misses((from, to)) {
            return;
        }
        let last = self.steps.len() - 1;
        let place = |x: i32| usize::try_from(x).unwrap_or(0).min(last);
        let first = place((from - self.low).0.div_euclid(10) + 1);
        let end = place(((to - self.low).0 + 9).div_euclid(10));
        if end <= first {
            return;
        }
        for (at, by) in [(first, price), (end, -price)] {
            if let Some(step) = self.steps.get_mut(at) {
                *step += by;
            }
        }
    }

    /// Returns the place that costs least, the nearest to `best` of several, and its price.
    pub(super) fn least(&self, best: Px) -> (Px, i32) {
        let mut sum = 0;
        let mut least = (self.low, i32::MAX, Px(i32::MAX));
        for (n, step) in self.steps.iter().take(self.steps.len() - 1).enumerate() {
            sum += step;
            let x = self.low + Px::of(1).times(n);
            let far = Px((x - best).0.abs());
            let cost = sum + far.min(NEARBY).0 / 10 + far.0 / 160;
            if (cost, far) < (least.1, least.2) {
                least = (x, cost, far);
            }
        }
        (least.0, least.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_place_is_the_nearest_of_those_outside() {
        let mut prices = Prices::default();
        prices.lay_out((Px::of(10), Px::of(50)));
        assert_eq!(prices.least(Px::of(50)), (Px::of(50), 0));
        prices.add((Px(405), Px::of(90)), 100);
        assert_eq!(prices.least(Px::of(50)), (Px::of(40), 10));
        prices.add((Px::of(-7), Px::of(40)), 100);
        assert_eq!(prices.least(Px::of(50)), (Px::of(40), 10));
        prices.add((Px(395), Px(405)), 200);
        assert_eq!(prices.least(Px::of(50)), (Px::of(50), 100));
    }

    #[test]
    fn one_place_has_a_price_too() {
        let mut prices = Prices::default();
        prices.lay_out((Px(123), Px(123)));
        prices.add((Px(123), Px(200)), 5);
        prices.add((Px(100), Px(123)), 5);
        assert_eq!(prices.least(Px(123)), (Px(123), 0));
        prices.add((Px(100), Px(124)), 5);
        assert_eq!(prices.least(Px(123)), (Px(123), 5));
    }
}
