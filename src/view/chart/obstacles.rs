//! What stands in the rows, so that the uprights of links find a way between.

use std::ops::Range;

use super::{Anchor, Bar, Label, Px, Row};
use crate::model::Kind;

/// What uprights keep away from, row by row.
pub(super) struct Obstacles {
    rows: Vec<Standing>,
    /// A link that passes more rows is not asked what it crosses.
    most: usize,
}

/// What stands in one row, from left to right; what there is not ends before it begins.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    pub(super) bar: (Px, Px),
    /// Beside the bar, and at the edge of the picture.
    pub(super) words: [(Px, Px); 2],
    /// The top of the row.
    pub(super) top: Px,
    pub(super) mark: Option<Kind>,
    /// Words stand left of the bar, or the way from a missed deadline to its milestone.
    pub(super) words_left: bool,
    /// The baseline has it elsewhere.
    pub(super) ghost: bool,
}

/// What an upright must not cross.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heed {
    /// Marks and words.
    All,
    /// Words, and the inside of marks; it may touch their ends.
    Inside,
    /// Words; it runs behind marks.
    Words,
}

/// How far an upright keeps away.
const AWAY: Px = Px::of(3);
/// How far one reaches in that only touches.
const TOUCHING: Px = Px::of(-1);
const NOTHING: (Px, Px) = (Px(i32::MAX), Px(i32::MIN));
/// How many rows are looked at for all links together; a plan of ten thousand long links is drawn at once rather than at
/// its best.
pub(super) const BUDGET: usize = 400_000;
/// How many rows any link may ask for.
const FEW: usize = 64;

impl Obstacles {
    pub(super) fn of(rows: &[Row<'_>], n_links: usize) -> Self {
        let span = |label: Option<&Label<'_>>| label.map_or(NOTHING, Label::span);
        let standing = |row: &Row<'_>| Standing {
            bar: row.bar.map_or(NOTHING, |bar| (bar.left(), bar.right())),
            words: [span(row.label.as_deref()), span(row.edge.as_deref())],
            top: row.top,
            mark: row.bar.map(Bar::kind),
            words_left: row.label.as_deref().is_some_and(|label| label.anchor == Anchor::End) || has_slip(row),
            ghost: row.ghost.is_some(),
        };
        Self { rows: rows.iter().map(standing).collect(), most: (BUDGET / n_links.max(1)).max(FEW) }
    }

    /// Returns what stands in a row.
    pub(super) fn row(&self, row: u32) -> Option<&Standing> {
        self.rows.get(row as usize)
    }

    /// Returns what an upright at `x` would cross in these rows, with the room that it should have; nothing where they are
    /// too many to ask.
    pub(super) fn block(&self, rows: Range<u32>, x: Px, heed: Heed) -> Option<(Px, Px)> {
        let rows = Some(rows.start as usize..rows.end as usize).filter(|rows| rows.len() <= self.most)?;
        let bars = match heed {
            Heed::All => Some(AWAY),
            Heed::Inside => Some(TOUCHING),
            Heed::Words => None,
        };
        let hit = |span: (Px, Px), away: Px| span.0 - away < x && x < span.1 + away && span.0 <= span.1;
        let crossed = |row: &Standing| {
            let bar = Some(row.bar).filter(|span| bars.is_some_and(|away| hit(*span, away)));
            bar.or_else(|| row.words.into_iter().find(|span| hit(*span, AWAY)))
        };
        self.rows.get(rows)?.iter().find_map(crossed).map(|span| (span.0 - AWAY, span.1 + AWAY))
    }
}

impl Label<'_> {
    /// Returns where the words begin and end.
    pub(super) fn span(&self) -> (Px, Px) {
        match self.anchor {
            Anchor::Start => (self.x, self.x + self.width),
            Anchor::End => (self.x - self.width, self.x),
        }
    }
}

/// Tells whether the way from a missed deadline to its milestone is drawn.
fn has_slip(row: &Row<'_>) -> bool {
    let is_milestone = matches!(row.bar, Some(Bar::Milestone { .. }));
    is_milestone && row.deadline.is_some_and(|flag| flag.missed_to.is_some())
}
