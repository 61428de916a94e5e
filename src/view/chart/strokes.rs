//! Where lines run, so that words can keep clear of them.

use super::rows::Context;
use super::scale::Scale;
use super::{Arrow, Px};

/// A rectangle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) left: Px,
    pub(super) top: Px,
    pub(super) right: Px,
    pub(super) bottom: Px,
}

/// The straight parts of all links, and the line of the status date.
pub(super) struct Strokes(Vec<Area>);

impl Strokes {
    pub(super) fn of(cx: &Context<'_>, scale: &Scale, arrows: &[Arrow]) -> Self {
        let mut strokes = Vec::with_capacity(arrows.len() * 3 + 1);
        for arrow in arrows {
            let points = arrow.route.points();
            strokes.extend(points.iter().zip(points.iter().skip(1)).map(|(a, b)| Area {
                left: a.0.min(b.0),
                top: a.1.min(b.1),
                right: a.0.max(b.0),
                bottom: a.1.max(b.1),
            }));
        }
        let as_of = cx.as_of().map(|at| scale.at(at, cx.standard())).filter(|x| scale.sees(*x));
        strokes.extend(as_of.map(|x| Area { left: x, top: Px::ZERO, right: x, bottom: Px(i32::MAX) }));
        Self(strokes)
    }

    /// Tells whether no line touches `area`.
    pub(super) fn leave(&self, area: Area) -> bool {
        let near = Px::of(1);
        let area = Area { left: area.left - near, right: area.right + near, ..area };
        !self.0.iter().any(|line| line.left <= area.right && area.left <= line.right && line.top <= area.bottom && area.top <= line.bottom)
    }
}
