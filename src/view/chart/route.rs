//! The way of a link: orthogonal, from edge to edge, its upright part in the gutter beside the item that waits.
//!
//! Uprights are kept in lanes four pixels apart, given out from top to bottom (interval partitioning by a sorted sweep),
//! so that two lines that mean different things never lie on each other, while links that share an item share a trunk.

use super::Px;

/// A polyline; the last point is the tip of the arrow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Route {
    points: [(Px, Px); 6],
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
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Upright {
    /// Where it would be best.
    pub(super) x: Px,
    /// Which way it may give way: -1 to the left, 1 to the right, 0 not at all.
    pub(super) way: i32,
    pub(super) top: Px,
    pub(super) bottom: Px,
    /// Uprights of one bundle may lie on each other.
    pub(super) bundle: u32,
}

/// The distance of two lanes.
const LANE: i32 = 40;
/// How many lanes an upright may give way.
const LANES: i32 = 4;

/// Returns the place of each upright: a lane between `left` and `right` that is free along all of it, or shared with its bundle.
pub(super) fn lanes(uprights: &[Upright], (left, right): (Px, Px)) -> Vec<Px> {
    let mut order: Vec<usize> = (0..uprights.len()).collect();
    order.sort_by_cached_key(|index| uprights.get(*index).map(|upright| (upright.top, upright.way != 0, upright.bottom)));
    let lowest = uprights.iter().map(|upright| upright.x.0.div_euclid(LANE)).min().unwrap_or(0) - LANES;
    let highest = uprights.iter().map(|upright| upright.x.0.div_euclid(LANE)).max().unwrap_or(0) + LANES;
    let mut taken: Vec<Option<(Px, u32)>> = vec![None; usize::try_from(highest - lowest + 1).unwrap_or(0)];
    let mut places: Vec<Px> = uprights.iter().map(|upright| upright.x).collect();
    for index in order {
        let (Some(upright), Some(place)) = (uprights.get(index), places.get_mut(index)) else { continue };
        let nominal = upright.x.0.div_euclid(LANE);
        let lane_of = |step: i32| nominal + step * upright.way;
        let slot = |lane: i32| usize::try_from(lane - lowest).unwrap_or(usize::MAX);
        let is_free = |lane: i32| match taken.get(slot(lane)) {
            Some(Some((bottom, bundle))) => *bundle == upright.bundle || *bottom < upright.top,
            Some(None) => true,
            None => false,
        };
        let steps = if upright.way == 0 { 1 } else { LANES };
        let is_inside = |lane: i32| left.0 <= lane * LANE && lane * LANE <= right.0;
        let lane = (0..steps).map(lane_of).find(|lane| is_inside(*lane) && is_free(*lane)).unwrap_or(nominal);
        if upright.way != 0 {
            *place = Px(lane * LANE);
        }
        if let Some(held) = taken.get_mut(slot(lane)) {
            let bottom = held.filter(|held| held.1 == upright.bundle).map_or(upright.bottom, |held| held.0.max(upright.bottom));
            *held = Some((bottom, upright.bundle));
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upright(x: i32, top: i32, bottom: i32, bundle: u32) -> Upright {
        Upright { x: Px::of(x), way: -1, top: Px::of(top), bottom: Px::of(bottom), bundle }
    }

    #[test]
    fn uprights_that_meet_keep_apart_unless_they_share_an_item() {
        let places = lanes(
            &[upright(100, 0, 50, 1), upright(100, 20, 70, 2), upright(100, 30, 90, 1), upright(100, 95, 99, 3)],
            (Px::of(90), Px::of(200)),
        );
        assert_eq!(places, [Px::of(100), Px::of(96), Px::of(100), Px::of(100)]);
    }

    #[test]
    fn corners_on_one_line_are_left_out() {
        let route = Route::default().to(Px(0), Px(0)).to(Px(5), Px(0)).to(Px(9), Px(0)).to(Px(9), Px(0)).to(Px(9), Px(7));
        assert_eq!(route.points(), [(Px(0), Px(0)), (Px(9), Px(0)), (Px(9), Px(7))]);
    }
}
