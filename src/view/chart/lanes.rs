//! Where the upright part of each link stands: of all places that its ways allow, the one that costs least.
//!
//! Everything that a reader would mistake has its price: the end of a bar that a line only passes, an arrow that lands
//! beside it, another line close by, the line of the status date. Prices are laid out over the places an upright may take
//! and summed up, so that looking costs as much as what is looked at. Uprights that end on a mark come first, the short ones
//! before the long ones; then those beside one, which can give way, and of these the long ones first, which pass most.
//! Links out of one edge of an item, or into one, share a trunk. Among many links the first place that is good enough is
//! taken, and among many thousand the next free lane.

use super::Px;
use super::links::MANY;
use super::obstacles::{BUDGET, Heads, Obstacles};
use super::prices::{self, Prices};
use std::ops::Range;

/// An upright that asks for a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Upright {
    /// Where it would be best.
    pub(super) x: Px,
    /// How far it may give way to the left and to the right.
    pub(super) low: Px,
    pub(super) high: Px,
    pub(super) top: Px,
    pub(super) bottom: Px,
    /// The rows that it passes.
    pub(super) rows: Range<u32>,
    /// The edges that its link ties: those of one edge share a trunk.
    pub(super) source: u32,
    pub(super) target: u32,
    /// What the way costs that it is part of, whatever stands there.
    pub(super) detour: i32,
    pub(super) arrival: Arrival,
}

/// Where the arrow of an upright lands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Arrival {
    /// Beside its mark, from the side.
    #[default]
    Beside,
    /// On its mark, where the upright ends.
    On,
    /// On its mark, after the line has come back above it.
    Over,
}

/// An upright that has its place.
#[derive(Clone, Copy)]
struct Placed {
    index: u32,
    x: Px,
    top: Px,
    bottom: Px,
    source: u32,
    target: u32,
    /// Where its arrow lands on a mark.
    landing: Option<Px>,
}

/// Where an upright stands, and as part of which of its ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) x: Px,
    pub(super) way: u8,
}

/// What all uprights keep to.
pub(super) struct Field<'a> {
    /// Between where they may stand.
    pub(super) inside: (Px, Px),
    pub(super) obstacles: &'a Obstacles,
    /// The line of the status date.
    pub(super) status: Option<Px>,
    /// The lines of the grid, from left to right.
    pub(super) grid: &'a [Px],
}

/// How far two uprights that meet nobody's edge keep apart.
const APART: Px = Px::of(8);
/// Closer than this they read as one.
const CLOSE: Px = Px::of(6);
/// How far one reaches beyond its ends.
const BEYOND: Px = Px::of(6);
/// The height of a band, in which placed uprights are looked up.
const BAND: i32 = 8 * super::ROW.0;
/// The distance of two lanes, where there is no time to look.
const LANE: i32 = 40;
/// How many lanes are tried then.
const LANES: i32 = 4;
/// Of more uprights each takes the next free lane: nobody follows single ones there, and looking would take longest of all.
const MOST: usize = 4_000;
/// How often each is placed, as later ones come to stand in places that would have been better for none of both.
const ROUNDS: usize = 3;

/// Uprights, as they are placed.
struct Lanes<'a> {
    field: &'a Field<'a>,
    heads: Heads,
    top: Px,
    bands: Vec<Vec<Placed>>,
    /// Where those stand that share an edge with the one that is being placed.
    trunks: Vec<Px>,
    prices: Prices,
    /// Up to so much the best place of an upright is good enough: among many, not every one looks for a better.
    calm: i32,
    budget: usize,
}

/// Returns the place of each upright. `another` gives the other ways of a link, and where it has no more, nothing.
pub(super) fn lanes(
    uprights: &[Upright],
    (field, heads): (&Field<'_>, Heads),
    another: impl Fn(usize, u8) -> Option<Upright>,
) -> Vec<Place> {
    let mut places: Vec<Place> = uprights.iter().map(|upright| Place { x: upright.x, way: 0 }).collect();
    let mut order = order(uprights);
    if MOST < uprights.len() {
        hurry(uprights, (&mut order, field.inside), &mut places);
        return places;
    }
    let mut lanes = Lanes::new(uprights, field, heads);
    let mut hurried = Vec::new();
    let rounds = if uprights.len() <= MANY { ROUNDS } else { 1 };
    for round in 0..rounds {
        for index in order.iter().copied() {
            let (Some(upright), Some(place)) = (uprights.get(index as usize), places.get_mut(index as usize)) else { continue };
            if 0 < round {
                lanes.remove(index);
            }
            match lanes.choose((index, upright), |way| another(index as usize, way)) {
                Some(chosen) => *place = chosen,
                None if round == 0 => hurried.push(index),
                None => {}
            }
        }
    }
    hurry(uprights, (&mut hurried, field.inside), &mut places);
    places
}

/// Returns the order in which uprights are placed; of many only those on their marks come before the others.
fn order(uprights: &[Upright]) -> Vec<u32> {
    let is_last = |index: &u32| uprights.get(*index as usize).is_none_or(|upright| upright.arrival != Arrival::On);
    let (mut first, last): (Vec<u32>, Vec<u32>) = (0..).zip(uprights).map(|(index, _)| index).partition(|index| !is_last(index));
    first.extend(last);
    if uprights.len() <= MANY {
        let rows = |index: &u32| uprights.get(*index as usize).map_or(0, |upright| i64::try_from(upright.rows.len()).unwrap_or(0));
        first.sort_by_key(|index| (is_last(index), if is_last(index) { -rows(index) } else { rows(index) }));
    }
    first
}

impl<'a> Lanes<'a> {
    fn new(uprights: &[Upright], field: &'a Field<'a>, heads: Heads) -> Self {
        let top = uprights.iter().map(|upright| upright.top).min().unwrap_or_default() - BEYOND;
        let bottom = uprights.iter().map(|upright| upright.bottom).max().unwrap_or_default() + BEYOND;
        let n_bands = usize::try_from((bottom - top).0 / BAND + 1).unwrap_or(0);
        let calm = if uprights.len() <= MANY { 0 } else { prices::NEAR_OTHER + prices::OTHER_ROW };
        Self { field, heads, top, bands: vec![Vec::new(); n_bands], trunks: Vec::new(), prices: Prices::default(), calm, budget: BUDGET }
    }

    /// Returns the cheapest place of all ways; `None` where there is no time to look.
    fn choose(&mut self, (index, first): (u32, &Upright), another: impl Fn(u8) -> Option<Upright>) -> Option<Place> {
        let (x, cost) = self.cheapest(first)?;
        let (mut best, mut least) = (Place { x, way: 0 }, cost);
        let mut taken = None;
        for way in 1..=2 {
            if least <= prices::CALM.max(self.calm) {
                break;
            }
            let Some(upright) = another(way) else { break };
            let Some((x, cost)) = self.cheapest(&upright) else { break };
            if cost < least {
                (best, least) = (Place { x, way }, cost);
                taken = Some(upright);
            }
        }
        if let Some(upright) = &taken {
            self.heads.land(upright);
        }
        self.take(taken.as_ref().unwrap_or(first), (index, best.x));
        Some(best)
    }

    /// Returns the cheapest place and what it costs: the best one, where nothing is in its way.
    fn cheapest(&mut self, upright: &Upright) -> Option<(Px, i32)> {
        let (low, high) = (upright.low.max(self.field.inside.0).min(upright.x), upright.high.min(self.field.inside.1).max(upright.x));
        if self.calm > 0 && upright.rows.is_empty() {
            return Some((upright.x, upright.detour));
        }
        if low == high {
            return self.weigh(upright, (low, high));
        }
        let best = if upright.x == low { whole_from(low) } else { whole_to(upright.x) };
        let nearest = self.weigh(upright, (best, best))?;
        if nearest.1 - upright.detour <= self.calm {
            return Some(nearest);
        }
        let range = (whole_from(low), whole_to(high));
        if range.1 <= range.0 { Some(nearest) } else { self.weigh(upright, range) }
    }

    fn weigh(&mut self, upright: &Upright, range: (Px, Px)) -> Option<(Px, i32)> {
        if !self.field.obstacles.has_time_for(&upright.rows) {
            return None;
        }
        self.budget = self.budget.checked_sub(upright.rows.len() + 1)?;
        self.prices.lay_out(range);
        self.field.obstacles.weigh(upright, &self.heads, &mut self.prices);
        if let Some(x) = self.field.status {
            let rows = i32::try_from(upright.rows.len()).unwrap_or(0);
            self.prices.add((x - Px::of(5), x + Px::of(5)), prices::STATUS + rows * prices::STATUS_ROW);
        }
        let grid = self.field.grid;
        let from = grid.partition_point(|x| *x < range.0 - Px::of(2));
        for x in grid.iter().skip(from).take_while(|x| **x < range.1 + Px::of(2)) {
            self.prices.add((*x - Px(15), *x + Px(15)), prices::GRID);
        }
        self.weigh_others(upright)?;
        for x in self.trunks.drain(..) {
            self.prices.add((x - Px(5), x + Px(5)), -prices::TRUNK);
        }
        let (x, cost) = self.prices.least(upright.x);
        Some((x, cost + upright.detour))
    }

    /// Adds what it costs to stand close to uprights that have their place.
    fn weigh_others(&mut self, upright: &Upright) -> Option<()> {
        self.trunks.clear();
        let first = self.band(upright.top - BEYOND);
        for band in first..=self.band(upright.bottom + BEYOND) {
            let placed = self.bands.get(band).map_or(&[][..], |placed| placed);
            self.budget = self.budget.checked_sub(placed.len() / 2)?;
            for other in placed {
                // One that reaches over several bands is met in the first that both reach.
                let met_before = first < band && other.top < self.top + Px(BAND).times(band);
                if met_before || upright.bottom + BEYOND <= other.top || other.bottom + BEYOND <= upright.top {
                    continue;
                }
                let overlap = (upright.bottom.min(other.bottom) - upright.top.max(other.top)).max(Px::ZERO);
                let long = overlap.0 / super::ROW.0;
                let own = upright.source == other.source || upright.target == other.target;
                let (x, prices) = (other.x, &mut self.prices);
                if own {
                    // What goes on behind the bar on which it lands would seem to come out of that.
                    let goes_on = |landing: Px| upright.top + BEYOND < landing && landing + BEYOND < upright.bottom;
                    if other.target != upright.target && other.landing.is_some_and(goes_on) {
                        prices.add((x - APART, x + APART), prices::HEAD);
                    }
                    if !self.trunks.contains(&x) {
                        self.trunks.push(x);
                    }
                    prices.add((x - APART, x - Px(5)), prices::BESIDE_TRUNK);
                    prices.add((x + Px(5), x + APART), prices::BESIDE_TRUNK);
                } else {
                    prices.add((x - APART, x + APART), prices::NEAR_OTHER + long * prices::OTHER_ROW);
                    prices.add((x - CLOSE, x + CLOSE), prices::OTHER + long * prices::OTHER_ROW);
                }
            }
        }
        Some(())
    }

    fn take(&mut self, upright: &Upright, (index, x): (u32, Px)) {
        let Upright { top, bottom, source, target, .. } = *upright;
        let landing = (upright.arrival == Arrival::On).then_some(if target < source { top } else { bottom });
        let placed = Placed { index, x, top, bottom, source, target, landing };
        let (first, last) = (self.band(top), self.band(bottom));
        for band in self.bands.get_mut(first..=last).unwrap_or_default() {
            band.push(placed);
        }
    }

    /// Takes an upright out, so that it may be placed again among all others.
    fn remove(&mut self, index: u32) {
        for band in &mut self.bands {
            band.retain(|placed| placed.index != index);
        }
    }

    fn band(&self, y: Px) -> usize {
        usize::try_from((y - self.top).0.div_euclid(BAND)).unwrap_or(0).min(self.bands.len().saturating_sub(1))
    }
}

/// Places what there was no time to look at, from top to bottom: each in the next lane that is free.
fn hurry(uprights: &[Upright], (order, inside): (&mut [u32], (Px, Px)), places: &mut [Place]) {
    order.sort_by_cached_key(|index| uprights.get(*index as usize).map(|upright| (upright.top, upright.bottom)));
    let n_lanes = usize::try_from((inside.1 - inside.0).0 / LANE + 1).unwrap_or(0);
    let mut taken: Vec<Option<(Px, u32, u32)>> = vec![None; n_lanes];
    for index in order {
        let (Some(upright), Some(place)) = (uprights.get(*index as usize), places.get_mut(*index as usize)) else { continue };
        let lane = (upright.x - inside.0).0.div_euclid(LANE);
        let step = if upright.low < upright.x { -1 } else { 1 };
        let is_free = |lane: &i32| {
            let held = usize::try_from(*lane).ok().and_then(|lane| taken.get(lane));
            held.is_some_and(|held| {
                held.is_none_or(|(bottom, source, target)| bottom < upright.top || source == upright.source || target == upright.target)
            })
        };
        let lane = if upright.low == upright.high { lane } else { (0..LANES).map(|n| lane + n * step).find(is_free).unwrap_or(lane) };
        if upright.low < upright.high {
            place.x = inside.0 + Px(lane * LANE);
        }
        if let Some(held) = usize::try_from(lane).ok().and_then(|lane| taken.get_mut(lane)) {
            let bottom = held.map_or(upright.bottom, |held| held.0.max(upright.bottom));
            *held = Some((bottom, upright.source, upright.target));
        }
    }
}

/// Returns the first whole pixel from `x` on, and the last up to it.
fn whole_from(x: Px) -> Px {
    Px((x.0 + 9).div_euclid(10) * 10)
}

fn whole_to(x: Px) -> Px {
    Px(x.0.div_euclid(10) * 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upright(x: i32, (top, bottom): (i32, i32), (source, target): (u32, u32)) -> Upright {
        let (low, high) = (Px::of(x - 40), Px::of(x));
        Upright {
            x: Px::of(x),
            low,
            high,
            top: Px::of(top),
            bottom: Px::of(bottom),
            rows: 0..0,
            source,
            target,
            detour: 0,
            arrival: Arrival::Beside,
        }
    }

    fn places(uprights: &[Upright]) -> Vec<Px> {
        let obstacles = Obstacles::of(&[], 0);
        let field = Field { inside: (Px::of(50), Px::of(200)), obstacles: &obstacles, status: None, grid: &[] };
        lanes(uprights, (&field, Heads::default()), |_, _| None).into_iter().map(|place| place.x).collect()
    }

    #[test]
    fn uprights_that_meet_keep_apart_unless_they_share_an_edge() {
        let met = places(&[
            upright(100, (0, 50), (1, 2)),
            upright(100, (20, 70), (3, 4)),
            upright(100, (30, 90), (5, 2)),
            upright(100, (199, 210), (6, 8)),
        ]);
        assert_eq!(met, [Px::of(100), Px::of(92), Px::of(100), Px::of(100)]);
    }

    #[test]
    fn uprights_keep_off_the_status_line_and_the_grid() {
        let obstacles = Obstacles::of(&[], 0);
        let field = Field { inside: (Px::of(50), Px::of(200)), obstacles: &obstacles, status: Some(Px::of(98)), grid: &[Px::of(93)] };
        let place = lanes(&[upright(100, (0, 50), (1, 2))], (&field, Heads::default()), |_, _| None);
        assert_eq!(place, [Place { x: Px::of(91), way: 0 }]);
    }

    #[test]
    fn what_there_is_no_time_to_look_at_is_spread_over_lanes() {
        let long = |x, source, target| Upright { rows: 0..1_000_000, ..upright(x, (0, 90), (source, target)) };
        assert_eq!(places(&[long(100, 1, 2), long(100, 3, 4), long(100, 5, 4)]), [Px::of(98), Px::of(94), Px::of(94)]);
    }
}
