//! The distances that links keep, in words beside their lines.
//!
//! The words stand in the space between two rows, next to the upright of their link, where no other line runs and no
//! other words are; next to the item that waits if there is room, else further along the line. Where
//! links come together in one, the words stand next to the item that theirs comes from.

use super::rows::Context;
use super::scale::Scale;
use super::strokes::{Area, Strokes};
use super::{Anchor, Font, Px, ROW, Row};
use crate::calendar::Work;
use crate::model::{self, Dependency};
use crate::view::phrase;

/// The distance that a link keeps, in words.
#[derive(Clone, Debug)]
pub struct LagLabel {
    /// Where the words begin or end.
    pub x: Px,
    /// Their baseline.
    pub y: Px,
    /// Which end of them is at `x`.
    pub anchor: Anchor,
    /// `+2d`.
    pub text: String,
}

/// A distance that has no place yet.
pub(super) struct Lag {
    pub(super) text: String,
    pub(super) from: usize,
    pub(super) to: usize,
    /// Where the upright of its link is.
    pub(super) x: Px,
    /// Other links end where it does, so that near its end the words could be meant for any.
    pub(super) shared: bool,
}

/// The words that are taken between the rows, so that no two of them meet.
pub(super) struct LagPlaces<'a, 'p> {
    rows: &'a [Row<'p>],
    strokes: &'a Strokes,
    taken: Vec<Option<(Px, Px)>>,
    left: Px,
    right: Px,
}

/// How many spaces between rows are tried along a line.
const TRIED: usize = 6;
/// Between a line and its words, and between words.
const GAP: Px = Px::of(4);
/// How far words may stand left of the time line, where the texts of the table end.
const LEFT_OF_TIME: Px = Px::of(14);

impl<'a, 'p> LagPlaces<'a, 'p> {
    pub(super) fn new(rows: &'a [Row<'p>], scale: &Scale, strokes: &'a Strokes) -> Self {
        Self { rows, strokes, taken: Vec::new(), left: scale.left - LEFT_OF_TIME, right: scale.right }
    }

    /// Puts a distance beside its upright: where nothing crosses it, or else where at least no other words are.
    pub(super) fn place(&mut self, lag: Lag) -> Option<LagLabel> {
        if self.taken.is_empty() {
            self.taken = vec![None; self.rows.len() + 1];
        }
        let width = Font::SMALL.width(&lag.text);
        // The spaces that the upright crosses, counted by the row below.
        let (first, last) = (lag.from.min(lag.to) + 1, lag.from.max(lag.to));
        let upwards = (lag.from < lag.to) != lag.shared;
        let spaces: Vec<usize> = if upwards { (first..=last).rev().take(TRIED).collect() } else { (first..=last).take(TRIED).collect() };
        let beside = |anchor| if anchor == Anchor::Start { (lag.x + GAP, lag.x + GAP + width) } else { (lag.x - GAP - width, lag.x - GAP) };
        let spots = || spaces.iter().flat_map(|space| [(*space, Anchor::Start), (*space, Anchor::End)]);
        let is_free = |(space, anchor): &(usize, Anchor)| {
            let (left, right) = beside(*anchor);
            let held = self.taken.get(*space).copied().flatten();
            self.left <= left && right <= self.right && held.is_none_or(|(a, b)| right + GAP <= a || b + GAP <= left)
        };
        let is_clear = |(space, anchor): &(usize, Anchor)| {
            let ((left, right), middle) = (beside(*anchor), self.middle(*space));
            self.strokes.leave(Area { left, top: middle - Px::of(4), right, bottom: middle + Px::of(4) })
        };
        let (space, anchor) = spots().find(|spot| is_free(spot) && is_clear(spot)).or_else(|| spots().find(is_free))?;
        let (left, right) = beside(anchor);
        let y = self.middle(space) + Px(35);
        let held = self.taken.get_mut(space)?;
        *held = Some(held.map_or((left, right), |(a, b)| (a.min(left), b.max(right))));
        Some(LagLabel { x: if anchor == Anchor::Start { left } else { right }, y, anchor, text: lag.text })
    }

    /// Returns the height of the line between two rows, counted by the row below.
    fn middle(&self, space: usize) -> Px {
        let above = space.checked_sub(1).and_then(|above| self.rows.get(above));
        above.map_or(Px::ZERO, |row| row.top + ROW)
    }
}

/// Returns the distance that a link keeps: `+2d`, `-1w`, `+50%`.
pub(super) fn words(cx: &Context<'_>, dependency: &Dependency) -> Option<String> {
    let signed = |text: String| {
        if text.starts_with('-') { text.replace(' ', "").replacen('-', "−", 1) } else { format!("+{}", text.replace(' ', "")) }
    };
    match dependency.lag {
        model::Lag::None | model::Lag::Work(Work::ZERO) => None,
        model::Lag::Work(work) => Some(signed(phrase::work(work, &cx.plan.settings.units))),
        model::Lag::Elapsed(length) => Some(format!("{} elapsed", signed(phrase::elapsed(length.0)))),
        model::Lag::Percent(share) => Some(format!("{}{}%", if share < 0 { "−" } else { "+" }, share.abs() / 100)),
    }
}
