//! What stands in the rows, so that the uprights of links find a way between.

use std::cell::Cell;
use std::ops::Range;

use super::{Anchor, Label, Px, Row};

/// What uprights keep away from, row by row.
pub(super) struct Obstacles {
    rows: Vec<Standing>,
    /// How many rows may still be looked at; a plan of ten thousand long links is drawn at once rather than at its best.
    budget: Cell<usize>,
}

/// What stands in one row, from left to right; what there is not ends before it begins.
#[derive(Clone, Copy)]
struct Standing {
    bar: (Px, Px),
    words: [(Px, Px); 2],
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
/// How many rows are looked at for all links together.
const BUDGET: usize = 400_000;

impl Obstacles {
    pub(super) fn of(rows: &[Row<'_>]) -> Self {
        let span = |label: Option<&Label<'_>>| label.map_or(NOTHING, Label::span);
        let standing = |row: &Row<'_>| Standing {
            bar: row.bar.map_or(NOTHING, |bar| (bar.left(), bar.right())),
            words: [span(row.label.as_deref()), span(row.edge.as_deref())],
        };
        Self { rows: rows.iter().map(standing).collect(), budget: Cell::new(BUDGET) }
    }

    /// Returns what an upright at `x` would cross in these rows, with the room that it should have.
    pub(super) fn block(&self, rows: Range<usize>, x: Px, heed: Heed) -> Option<(Px, Px)> {
        let left = self.budget.get().checked_sub(rows.len())?;
        self.budget.set(left);
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
