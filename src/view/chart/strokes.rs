//! Where lines run, so that words can keep clear of them.

use super::rows::Context;
use super::scale::Scale;
use super::{Arrow, Px, ROW};

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

/// The straight parts of all links, by the height at which they run, and the line of the status date.
pub(super) struct Strokes {
    bands: Vec<Vec<Area>>,
    top: Px,
    as_of: Option<Px>,
}

/// How many rows share a band.
const BAND: i32 = 8 * ROW.0;
/// How far words keep away from a line.
const NEAR: Px = Px::of(2);

impl Strokes {
    pub(super) fn of(cx: &Context<'_>, scale: &Scale, arrows: &[Arrow]) -> Self {
        let heights = || arrows.iter().flat_map(|arrow| arrow.route.points()).map(|point| point.1);
        let (top, bottom) = (heights().min().unwrap_or(Px::ZERO), heights().max().unwrap_or(Px::ZERO));
        let as_of = cx.as_of().map(|at| scale.at(at, cx.standard())).filter(|x| scale.sees(*x));
        let bands = if arrows.is_empty() { 0 } else { usize::try_from((bottom - top).0 / BAND + 1).unwrap_or(0) };
        let mut strokes = Self { bands: vec![Vec::new(); bands], top, as_of };
        for arrow in arrows {
            let points = arrow.route.points();
            for (a, b) in points.iter().zip(points.iter().skip(1)) {
                strokes.add(Area { left: a.0.min(b.0), top: a.1.min(b.1), right: a.0.max(b.0), bottom: a.1.max(b.1) });
            }
        }
        strokes
    }

    /// Adds what words keep clear of.
    pub(super) fn add(&mut self, line: Area) {
        let bands = self.bands_of(&line);
        for band in self.bands.get_mut(bands).into_iter().flatten() {
            band.push(line);
        }
    }

    fn bands_of(&self, area: &Area) -> std::ops::Range<usize> {
        let band = |y: Px| usize::try_from((y - self.top).0.div_euclid(BAND)).unwrap_or(0).min(self.bands.len());
        band(area.top)..(band(area.bottom) + 1).min(self.bands.len())
    }

    /// Tells whether no line touches `area`.
    pub(super) fn leave(&self, area: Area) -> bool {
        self.crossing(area).is_none() && self.as_of(area).is_none()
    }

    /// Returns a link that touches `area`, from left to right.
    pub(super) fn crossing(&self, area: Area) -> Option<(Px, Px)> {
        let area = Area { left: area.left - NEAR, right: area.right + NEAR, ..area };
        let mut lines = self.bands.get(self.bands_of(&area)).into_iter().flatten().flatten();
        lines.find(|line| line.meets(&area)).map(|line| (line.left, line.right))
    }

    /// Returns the line of the status date, if it touches `area`.
    pub(super) fn as_of(&self, area: Area) -> Option<(Px, Px)> {
        self.as_of.filter(|x| area.left - NEAR <= *x && *x <= area.right + NEAR).map(|x| (x, x))
    }
}
