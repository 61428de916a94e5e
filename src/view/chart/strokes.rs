//! Where lines run, so that words can keep clear of them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::rows::Context;
use super::scale::Scale;
use super::{Arrow, Px, ROW, Route};

/// A rectangle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) left: Px,
    pub(super) top: Px,
    pub(super) right: Px,
    pub(super) bottom: Px,
}

impl Area {
    fn meets(&self, other: &Self) -> bool {
        self.left <= other.right && other.left <= self.right && self.top <= other.bottom && other.top <= self.bottom
    }
}

impl Route {
    /// Returns the straight parts.
    fn strokes(&self) -> impl Iterator<Item = Area> + '_ {
        let points = self.points();
        let area =
            |(a, b): (&(Px, Px), &(Px, Px))| Area { left: a.0.min(b.0), top: a.1.min(b.1), right: a.0.max(b.0), bottom: a.1.max(b.1) };
        points.iter().zip(points.iter().skip(1)).map(area)
    }

    /// Returns the least and the greatest height.
    fn heights(&self) -> (Px, Px) {
        self.points().iter().map(|point| (point.1, point.1)).fold((Px(i32::MAX), Px(i32::MIN)), hull)
    }
}

/// The links, by the height at which they run, with what else words keep clear of.
pub(super) struct Strokes {
    pub(super) arrows: Vec<Arrow>,
    /// By band: the places of its links, one band after the other, and where each band begins among them.
    links: Vec<u32>,
    starts: Vec<u32>,
    /// By band: words that stand at links.
    words: BTreeMap<usize, Vec<Area>>,
    top: Px,
    as_of: Option<Px>,
}

/// How many rows share a band.
const BAND: i32 = 8 * ROW.0;
/// Uprights so close are one, in tenths of a pixel.
const SAME: i32 = 10;
/// How far words keep away from a line.
const NEAR: Px = Px::of(2);

impl Strokes {
    pub(super) fn of(cx: &Context<'_>, scale: &Scale, arrows: Vec<Arrow>) -> Self {
        let as_of = cx.as_of().map(|at| scale.at(at)).filter(|x| scale.sees(*x));
        let (top, bottom) = arrows.iter().map(|arrow| arrow.route.heights()).fold((Px(i32::MAX), Px(i32::MIN)), hull);
        let n_bands = if arrows.is_empty() { 0 } else { usize::try_from((bottom - top).0 / BAND + 1).unwrap_or(0) };
        let mut strokes = Self { arrows, links: Vec::new(), starts: vec![0; n_bands], words: BTreeMap::new(), top, as_of };
        strokes.sort_in();
        strokes
    }

    /// Sorts the links into their bands: counts those of each, then puts them in from the last to the first.
    fn sort_in(&mut self) {
        let n_bands = self.starts.len();
        let bands = |arrow: &Arrow| bands((self.top, n_bands), arrow.route.heights());
        for band in self.arrows.iter().flat_map(bands) {
            if let Some(count) = self.starts.get_mut(band) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        self.links = vec![0; sum as usize];
        for (place, arrow) in self.arrows.iter().enumerate().rev() {
            for band in bands(arrow) {
                let Some(at) = self.starts.get_mut(band) else { continue };
                *at -= 1;
                if let Some(link) = self.links.get_mut(*at as usize) {
                    *link = u32::try_from(place).unwrap_or(u32::MAX);
                }
            }
        }
    }

    /// Keeps later words away from these, which stand at a link.
    pub(super) fn add(&mut self, words: Area) {
        for band in self.bands_of(&words) {
            self.words.entry(band).or_default().push(words);
        }
    }

    fn bands_of(&self, area: &Area) -> Range<usize> {
        bands((self.top, self.starts.len()), (area.top, area.bottom))
    }

    /// Tells whether no line touches `area`.
    pub(super) fn leave(&self, area: Area) -> bool {
        self.crossing(area).is_none() && self.as_of(area).is_none()
    }

    /// Returns a link, or words at one, that touch `area`, from left to right.
    pub(super) fn crossing(&self, area: Area) -> Option<(Px, Px)> {
        let area = Area { left: area.left - NEAR, right: area.right + NEAR, ..area };
        let lines = self.bands_of(&area).flat_map(|band| {
            let links = self.links_of(band).iter().filter_map(|link| self.arrows.get(*link as usize));
            let words = self.words.get(&band).into_iter().flatten().copied();
            links.flat_map(|arrow| arrow.route.strokes()).chain(words)
        });
        lines.into_iter().find(|line| line.meets(&area)).map(|line| (line.left, line.right))
    }

    /// Tells whether a link other than the one at this place runs upright through a point.
    pub(super) fn has_upright(&self, (x, y): (Px, Px), except: usize) -> bool {
        let through = |line: Area| line.left == line.right && line.top < y && y < line.bottom && (line.left - x).0.abs() <= SAME;
        let is_through = |link: &u32| {
            let arrow = self.arrows.get(*link as usize).filter(|_| *link as usize != except);
            arrow.is_some_and(|arrow| arrow.route.strokes().any(through))
        };
        self.bands_of(&Area { left: x, top: y, right: x, bottom: y }).any(|band| self.links_of(band).iter().any(is_through))
    }

    fn links_of(&self, band: usize) -> &[u32] {
        let (from, to) = (self.starts.get(band), self.starts.get(band + 1));
        let to = to.map_or(self.links.len(), |to| *to as usize);
        from.and_then(|from| self.links.get(*from as usize..to)).unwrap_or(&[])
    }

    /// Returns the line of the status date, if it touches `area`.
    pub(super) fn as_of(&self, area: Area) -> Option<(Px, Px)> {
        self.as_of.filter(|x| area.left - NEAR <= *x && *x <= area.right + NEAR).map(|x| (x, x))
    }
}

/// Returns the bands between two heights, of so many below `top`.
fn bands((top, n_bands): (Px, usize), (from, to): (Px, Px)) -> Range<usize> {
    let band = |y: Px| usize::try_from((y - top).0.div_euclid(BAND)).unwrap_or(0).min(n_bands);
    band(from)..(band(to) + 1).min(n_bands)
}

/// Returns what holds both of two spans.
fn hull(a: (Px, Px), b: (Px, Px)) -> (Px, Px) {
    (a.0.min(b.0), a.1.max(b.1))
}
