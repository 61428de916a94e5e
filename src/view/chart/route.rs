//! The way of a link: orthogonal, from edge to edge, its upright part in the gutter beside the item that waits.
//!
//! Uprights are kept in lanes four pixels apart, given out from top to bottom (interval partitioning by a sorted sweep),
//! so that two lines that mean different things never lie on each other, while links that share an item share a trunk.
//! Where a mark or words stand in its way, an upright gives way to them as far as its link allows.

use std::cell::Cell;
use std::ops::Range;

use super::Px;
use super::obstacles::{BUDGET, Heed, Obstacles};

/// A polyline; the last point is the tip of the arrow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Route {
    points: [(Px, Px); 8],
    len: u8,
}

impl Route {
    /// Returns the corners, the start first and the tip last.
    #[must_use]
    pub fn points(&self) -> &[(Px, Px)] {
        self.points.get(..usize::from(self.len)).unwrap_or(&[])
    }

    /// Adds a corner; one on the line through the two before moves the last instead.
    pub(super) fn to(mut self, x: Px, y: Px) -> Self {
        let len = usize::from(self.len);
        let last = len.checked_sub(1).and_then(|at| self.points.get(at)).copied();
        if last == Some((x, y)) {
            return self;
        }
        let before = len.checked_sub(2).and_then(|at| self.points.get(at)).copied();
        let straight = match (before, last) {
            (Some(a), Some(b)) => a.0 == b.0 && b.0 == x || a.1 == b.1 && b.1 == y,
            (None, _) | (_, None) => false,
        };
        let at = if straight { len - 1 } else { len };
        if let Some(point) = self.points.get_mut(at) {
            *point = (x, y);
            self.len = u8::try_from(at + 1).unwrap_or(self.len);
        }
        self
    }
}

/// An upright of a link that asks for a lane.
#[derive(Clone, Debug, Default)]
pub(super) struct Upright {
    /// Where it would be best.
    pub(super) x: Px,
    /// Which way it may give way: -1 to the left, 1 to the right, 0 not at all.
    pub(super) way: i32,
    /// How far it may give way to what stands in the rows.
    pub(super) far: Px,
    pub(super) top: Px,
    pub(super) bottom: Px,
    /// The rows that it passes.
    pub(super) rows: Range<u32>,
    /// Uprights of one bundle may lie on each other.
    pub(super) bundle: u32,
}

/// The distance of two lanes.
const LANE: i32 = 40;
/// How many lanes an upright may give way to others.
const LANES: i32 = 4;
/// How many places are tried for one upright.
const TRIED: usize = 40;

/// Lanes, as they fill from top to bottom.
struct Lanes<'a> {
    /// Who was put into each last, and where that ends.
    taken: Vec<Option<(Px, u32)>>,
    lowest: i32,
    /// The lane that each bundle has.
    chosen: Vec<Option<i32>>,
    inside: (Px, Px),
    obstacles: &'a Obstacles,
    /// How many rows may still be looked at.
    budget: Cell<usize>,
}

/// Returns the place of each upright: a lane between `left` and `right` that is free along all of it, or shared with its
/// bundle. It passes marks and words by where there is room for that, and runs behind marks where there is none.
pub(super) fn lanes(uprights: &[Upright], inside: (Px, Px), obstacles: &Obstacles) -> Vec<Px> {
    let mut order: Vec<usize> = (0..uprights.len()).collect();
    order.sort_by_cached_key(|index| uprights.get(*index).map(|upright| (upright.top, upright.way != 0, upright.bottom)));
    let lane = |x: Px| x.0.div_euclid(LANE);
    let lowest = uprights.iter().map(|upright| lane(upright.x)).min().unwrap_or(0).min(lane(inside.0));
    let highest = uprights.iter().map(|upright| lane(upright.x)).max().unwrap_or(0).max(lane(inside.1));
    let bundles = uprights.iter().map(|upright| upright.bundle + 1).max().unwrap_or(0);
    let taken = vec![None; usize::try_from(highest - lowest + 1).unwrap_or(0)];
    let mut lanes = Lanes { taken, lowest, chosen: vec![None; bundles as usize], inside, obstacles, budget: Cell::new(BUDGET) };
    let mut places: Vec<Px> = uprights.iter().map(|upright| upright.x).collect();
    for index in order {
        let (Some(upright), Some(place)) = (uprights.get(index), places.get_mut(index)) else { continue };
        let lane = if upright.way == 0 { lane(upright.x) } else { lanes.choose(upright) };
        if upright.way != 0 {
            *place = Px(lane * LANE);
        }
        lanes.take(lane, upright);
    }
    places
}

impl Lanes<'_> {
    fn choose(&self, upright: &Upright) -> i32 {
        let shared = self.chosen.get(upright.bundle as usize).copied().flatten();
        let shared = shared.filter(|lane| self.allows(upright, *lane) && self.is_free(upright, *lane));
        let clear = |heed| move |lane: &i32| self.block(upright, *lane, heed).is_none();
        let nominal = upright.x.0.div_euclid(LANE);
        let near = || (0..LANES).map(|step| nominal + step * upright.way);
        shared
            .filter(clear(Heed::All))
            .or_else(|| self.walk(upright, Heed::All))
            .or_else(|| shared.filter(clear(Heed::Words)))
            .or_else(|| self.walk(upright, Heed::Words))
            .or_else(|| near().find(|lane| self.is_inside(*lane) && self.is_free(upright, *lane)))
            .unwrap_or(nominal)
    }

    /// Goes from the best place on until nothing is in the way.
    fn walk(&self, upright: &Upright, heed: Heed) -> Option<i32> {
        let mut lane = upright.x.0.div_euclid(LANE);
        for _ in 0..TRIED {
            if !self.allows(upright, lane) {
                return None;
            }
            if !self.is_free(upright, lane) {
                lane += upright.way;
                continue;
            }
            let (left, right) = match self.block(upright, lane, heed) {
                None => return Some(lane),
                Some(span) => span,
            };
            lane = if upright.way < 0 { left.0.div_euclid(LANE).min(lane - 1) } else { (right.0.div_euclid(LANE) + 1).max(lane + 1) };
        }
        None
    }

    /// Returns what an upright would cross in a lane, as long as there is time to look.
    fn block(&self, upright: &Upright, lane: i32, heed: Heed) -> Option<(Px, Px)> {
        let left = self.budget.get().checked_sub(upright.rows.len())?;
        self.budget.set(left);
        self.obstacles.block(upright.rows.clone(), Px(lane * LANE), heed)
    }

    /// Tells whether an upright may give way as far as a lane.
    fn allows(&self, upright: &Upright, lane: i32) -> bool {
        let x = Px(lane * LANE);
        let (first, last) = (upright.x.min(upright.far), upright.x.max(upright.far));
        self.is_inside(lane) && first <= x && x <= last || lane == upright.x.0.div_euclid(LANE)
    }

    fn is_inside(&self, lane: i32) -> bool {
        self.inside.0.0 <= lane * LANE && lane * LANE <= self.inside.1.0
    }

    fn is_free(&self, upright: &Upright, lane: i32) -> bool {
        match self.taken.get(self.slot(lane)) {
            Some(Some((bottom, bundle))) => *bundle == upright.bundle || *bottom < upright.top,
            Some(None) => true,
            None => false,
        }
    }

    fn take(&mut self, lane: i32, upright: &Upright) {
        let slot = self.slot(lane);
        if let Some(held) = self.taken.get_mut(slot) {
            let bottom = held.filter(|held| held.1 == upright.bundle).map_or(upright.bottom, |held| held.0.max(upright.bottom));
            *held = Some((bottom, upright.bundle));
        }
        if let Some(chosen) = self.chosen.get_mut(upright.bundle as usize).filter(|_| upright.way != 0) {
            *chosen = Some(lane);
        }
    }

    fn slot(&self, lane: i32) -> usize {
        usize::try_from(lane - self.lowest).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upright(x: i32, top: i32, bottom: i32, bundle: u32) -> Upright {
        Upright { x: Px::of(x), way: -1, far: Px::of(x - 20), top: Px::of(top), bottom: Px::of(bottom), rows: 0..0, bundle }
    }

    #[test]
    fn uprights_that_meet_keep_apart_unless_they_share_an_item() {
        let places = lanes(
            &[upright(100, 0, 50, 1), upright(100, 20, 70, 2), upright(100, 30, 90, 1), upright(100, 95, 99, 3)],
            (Px::of(90), Px::of(200)),
            &Obstacles::of(&[], 0),
        );
        assert_eq!(places, [Px::of(100), Px::of(96), Px::of(100), Px::of(100)]);
    }

    #[test]
    fn corners_on_one_line_are_left_out() {
        let route = Route::default().to(Px(0), Px(0)).to(Px(5), Px(0)).to(Px(9), Px(0)).to(Px(9), Px(0)).to(Px(9), Px(7));
        assert_eq!(route.points(), [(Px(0), Px(0)), (Px(9), Px(0)), (Px(9), Px(7))]);
    }
}
