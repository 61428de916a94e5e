//! The distances that links keep, in words beside their lines.
//!
//! The words stand in the space between two rows, next to the upright of their link, where no other line runs and no
//! other words are; next to the item that waits if there is room, else further along the line, at last in the rows that
//! it passes. Where links come together in one, the words stand next to the item that theirs comes from. What finds no
//! place there is told in the row of the item that waits.

use super::rows::Context;
use super::scale::Scale;
use super::strokes::{Area, Strokes};
use super::{Anchor, BASELINE, DIAMOND, Font, Px, ROW, Row};
use crate::calendar::Work;
use crate::model::{self, Dependency, Link};
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
    /// The place of its link among all.
    pub(super) arrow: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    /// Where the upright of its link is.
    pub(super) x: Px,
    /// Other links end where it does, so that near its end the words could be meant for any.
    pub(super) shared: bool,
}

/// The words that are taken between and in the rows, so that no two of them meet.
pub(super) struct LagPlaces<'a, 'p> {
    rows: &'a [Row<'p>],
    /// By half rows: those with an even number are the spaces above the rows, the others the rows themselves.
    taken: Vec<Option<(Px, Px)>>,
    left: Px,
    right: Px,
}

/// How many half rows are tried along a line.
const TRIED: usize = 48;
/// How many half rows away words are put where they are not right below a bar.
const CALM: usize = 4;
/// Between a line and its words, and between words.
const GAP: Px = Px::of(4);
/// How far words may stand left of the time line, where the texts of the table end.
const LEFT_OF_TIME: Px = Px::of(14);

impl<'a, 'p> LagPlaces<'a, 'p> {
    pub(super) fn new(rows: &'a [Row<'p>], scale: &Scale) -> Self {
        Self { rows, taken: Vec::new(), left: scale.left - LEFT_OF_TIME, right: scale.right }
    }

    /// Puts a distance beside its upright, where no line and no other words are, and keeps later words from there.
    pub(super) fn place(&mut self, lag: &Lag, strokes: &mut Strokes) -> Option<LagLabel> {
        if self.taken.is_empty() {
            self.taken = vec![None; self.rows.len() * 2 + 2];
        }
        let width = Font::SMALL.width(&lag.text);
        // From the space below the upper item to the space above the lower one.
        let halves = (lag.from.min(lag.to) + 1) * 2..=lag.from.max(lag.to) * 2;
        let upwards = (lag.from < lag.to) != lag.shared;
        let spaces: Vec<usize> = if upwards { halves.rev().take(TRIED).collect() } else { halves.take(TRIED).collect() };
        let beside = |anchor| if anchor == Anchor::Start { (lag.x + GAP, lag.x + GAP + width) } else { (lag.x - GAP - width, lag.x - GAP) };
        let spots = spaces.iter().flat_map(|half| [(*half, Anchor::Start), (*half, Anchor::End)]);
        let area = |half, anchor| {
            let (left, right) = beside(anchor);
            let baseline = self.baseline(half, (left, right));
            Area { left, top: baseline - Px::of(9), right, bottom: baseline + Px(25) }
        };
        let is_free = |(half, anchor): &(usize, Anchor)| {
            let (left, right) = beside(*anchor);
            let held = self.taken.get(*half).copied().flatten();
            let inside = self.left <= left && right <= self.right;
            inside && held.is_none_or(|(a, b)| right + GAP <= a || b + GAP <= left) && self.leaves_row(*half, (left, right))
        };
        // On a trunk that other links share, the words could be meant for any of them.
        let is_own = |area: &Area| !strokes.has_upright((lag.x, area.top.half() + area.bottom.half()), lag.arrow);
        let is_clear = |spot: &(usize, Anchor)| {
            let area = area(spot.0, spot.1);
            is_free(spot) && is_own(&area) && strokes.leave(area)
        };
        let mut spots = spots.filter(is_clear);
        let first = spots.next()?;
        let is_calm = |spot: &(usize, Anchor)| self.is_calm(spot.0, beside(spot.1)) && spot.0.abs_diff(first.0) <= CALM;
        let (half, anchor) = std::iter::once(first).chain(spots).find(is_calm).unwrap_or(first);
        let (left, right) = beside(anchor);
        let (y, area) = (self.baseline(half, (left, right)), area(half, anchor));
        strokes.add(area);
        let held = self.taken.get_mut(half)?;
        *held = Some(held.map_or((left, right), |(a, b)| (a.min(left), b.max(right))));
        Some(LagLabel { x: if anchor == Anchor::Start { left } else { right }, y, anchor, text: lag.text.clone() })
    }

    /// Returns the baseline of words in a space between rows, or in a row; lower where no bar is below them.
    fn baseline(&self, half: usize, words: (Px, Px)) -> Px {
        let top = (half / 2).checked_sub(1).and_then(|above| self.rows.get(above)).map_or(Px::ZERO, |row| row.top + ROW);
        match half.is_multiple_of(2) {
            true if self.has_bar(half / 2, words) => top + Px(35),
            true => top + Px(45),
            false => top + BASELINE,
        }
    }

    /// Tells whether words between two rows are neither right below a bar, whose own they would seem to be, nor on the line that
    /// parts them.
    fn is_calm(&self, half: usize, words: (Px, Px)) -> bool {
        let (above, below) = ((half / 2).checked_sub(1), self.rows.get(half / 2));
        !half.is_multiple_of(2) || !above.is_some_and(|above| self.has_bar(above, words)) && !below.is_some_and(|row| row.parted)
    }

    /// Tells whether the bar of a row stands above or below words.
    fn has_bar(&self, row: usize, (left, right): (Px, Px)) -> bool {
        let bar = self.rows.get(row).and_then(|row| row.bar);
        bar.is_some_and(|bar| left < bar.right() + GAP && bar.left() - GAP < right)
    }

    /// Tells whether nothing of a row stands where words would. What a baseline says of a row stands right below its bar.
    fn leaves_row(&self, half: usize, (left, right): (Px, Px)) -> bool {
        let is_free = |(a, b): (Px, Px)| right + GAP <= a || b + GAP <= left;
        if half.is_multiple_of(2) {
            return (half / 2).checked_sub(1).and_then(|above| self.rows.get(above)?.ghost).is_none_or(is_free);
        }
        let Some(row) = self.rows.get(half / 2) else { return true };
        let bar = row.bar.map(|bar| (bar.left(), bar.right()));
        let words = row.words().map(|label| Some(label.span()));
        let flag = row.deadline.map(|flag| (flag.x, flag.missed_to.unwrap_or(flag.x).max(flag.x + Px::of(8))));
        let runs_on = bar.filter(|_| row.runs_on.0 || row.runs_on.1).map(|(a, b)| (a - Px::of(10), b + Px::of(10)));
        let ghost = row.ghost.map(|(a, b)| if a == b { (a - DIAMOND, b + DIAMOND) } else { (a, b) });
        [bar, row.slack, flag, runs_on, ghost].into_iter().chain(words).flatten().all(is_free)
    }
}

/// Returns a distance that finds no place beside its link, in words for the row of the item that waits.
pub(super) fn in_words(cx: &Context<'_>, dependency: &Dependency, text: &str) -> String {
    let mut words = String::new();
    write_in_words(&mut words, dependency, (text, &Font::SMALL.fit(cx.plan.title(dependency.predecessor), Px::of(150))));
    words
}

/// Writes a distance with what it is kept from: `+2d after Wireframes`.
pub(super) fn write_in_words(out: &mut String, dependency: &Dependency, (text, before): (&str, &str)) {
    // It ends five days after, not plus five.
    let plain = text.strip_prefix('+').unwrap_or(text);
    let (ends, start) = match dependency.link {
        Link::FinishToStart => ("", ""),
        Link::StartToStart => ("", "the start of "),
        Link::FinishToFinish => ("ends ", ""),
        Link::StartToFinish => ("ends ", "the start of "),
    };
    for part in [ends, if ends.is_empty() { text } else { plain }, " after ", start, before] {
        out.push_str(part);
    }
}

/// Returns the distance that a link keeps: `+2d`, `−1w`, `+50%`.
pub(super) fn words(cx: &Context<'_>, dependency: &Dependency) -> Option<String> {
    let signed = |text: String| if text.starts_with('−') { text.replace(' ', "") } else { format!("+{}", text.replace(' ', "")) };
    match dependency.lag() {
        model::Lag::None | model::Lag::Work(Work::ZERO) => None,
        model::Lag::Work(work) => Some(signed(phrase::work(work, &cx.plan.settings.units))),
        model::Lag::Elapsed(length) => Some(format!("{} elapsed", signed(phrase::elapsed(length.0)))),
        model::Lag::Percent(share) => Some(format!("{}{}%", if share < 0 { "−" } else { "+" }, share.abs() / 100)),
    }
}
