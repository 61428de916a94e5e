//! What stands in the rows, and what it costs the uprights of links to pass it.

use std::ops::Range;

use super::lanes::{Arrival, Upright};
use super::prices::{self, Prices};
use super::{Anchor, Bar, DIAMOND, Label, Px, Row};
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
    /// Beside the bar, at its flag, and at the edge of the picture.
    pub(super) words: [(Px, Px); 3],
    /// Where else words stand that do not belong to it alone: a flag, and a diamond of the baseline.
    flag: (Px, Px),
    promised: (Px, Px),
    slack: (Px, Px),
    /// The top of the row.
    pub(super) top: Px,
    pub(super) mark: Option<Kind>,
    /// Words stand left of the bar, or the way from a missed deadline to its milestone.
    pub(super) words_left: bool,
    /// The baseline has it elsewhere.
    pub(super) ghost: bool,
}

/// Where arrows land.
#[derive(Clone, Default)]
pub(super) struct Heads {
    /// By row: what lands beside its bar, at the start and at the finish.
    rows: Vec<[Head; 2]>,
    /// The rows that links tie, sorted: the one that a link leaves, and the one that it enters.
    ties: Vec<(u32, u32)>,
}

/// The arrows that land beside an end of a bar.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Head {
    #[default]
    None,
    /// All out of this edge.
    Of(u32),
    Several,
}

/// How far an upright keeps away from words.
const AWAY: Px = Px::of(3);
/// How far it keeps away from the ends of a bar, on either side of them.
const END: Px = Px::of(5);
/// How much room an arrow needs that lands beside a bar.
const LANDING: Px = Px::of(11);
const NOTHING: (Px, Px) = (Px(i32::MAX), Px(i32::MIN));
/// How many rows are looked at for all links together; a plan of ten thousand long links is drawn at once rather than at
/// its best.
pub(super) const BUDGET: usize = 400_000;
/// How many rows any link may ask for.
const FEW: usize = 64;

impl Obstacles {
    pub(super) fn of(rows: &[Row<'_>], n_links: usize) -> Self {
        let rows: Vec<Standing> = rows.iter().map(Standing::of).collect();
        Self { rows, most: (BUDGET / n_links.max(1)).max(FEW) }
    }

    /// Returns what stands in a row.
    pub(super) fn row(&self, row: u32) -> Option<&Standing> {
        self.rows.get(row as usize)
    }

    /// Tells whether so few rows are passed that there is time to look at each.
    pub(super) fn has_time_for(&self, rows: &Range<u32>) -> bool {
        rows.len() <= self.most
    }

    /// Adds what it costs an upright to pass its rows.
    pub(super) fn weigh(&self, upright: &Upright, heads: &Heads, prices: &mut Prices) {
        let passed = upright.rows.start as usize..upright.rows.end as usize;
        for (row, standing) in upright.rows.clone().zip(self.rows.get(passed).unwrap_or_default()) {
            let landing = heads.rows.get(row as usize).copied().unwrap_or_default();
            let is_foreign = |head: Head| head != Head::None && head != Head::Of(upright.source);
            standing.weigh(landing.map(is_foreign), prices);
            // What waits for the same comes along: their lines join.
            let (left, right) = (standing.bar.1 - END, standing.bar.1 + END);
            let joins = || heads.ties.binary_search(&(row, upright.target / 2)).is_ok();
            if upright.arrival == Arrival::On && left < upright.x && upright.x < right && joins() {
                prices.add((left, right), -prices::END);
            }
        }
    }
}

impl Heads {
    pub(super) fn new(n_rows: usize) -> Self {
        Self { rows: vec![[Head::None; 2]; n_rows], ties: Vec::new() }
    }

    /// Notes a link from one row to another.
    pub(super) fn tie(&mut self, rows: (u32, u32)) {
        self.ties.push(rows);
    }

    /// Notes that the link of an upright lands beside a bar, if it does not on it.
    pub(super) fn land(&mut self, upright: &Upright) {
        let (row, end) = ((upright.target / 2) as usize, (upright.target % 2) as usize);
        let head = self.rows.get_mut(row).and_then(|heads| heads.get_mut(end)).filter(|_| upright.arrival == Arrival::Beside);
        if let Some(head) = head {
            *head = match *head {
                Head::None => Head::Of(upright.source),
                Head::Of(edge) if edge == upright.source => Head::Of(edge),
                Head::Of(_) | Head::Several => Head::Several,
            };
        }
    }

    /// Ends the notes of links.
    pub(super) fn tied(&mut self) {
        self.ties.sort_unstable();
    }
}

impl Standing {
    fn of(row: &Row<'_>) -> Self {
        let span = |label: Option<&Label<'_>>| label.map_or(NOTHING, Label::span);
        let promised = row.ghost.filter(|(from, to)| from == to);
        Self {
            bar: row.bar.map_or(NOTHING, |bar| (bar.left(), bar.right())),
            words: [row.label.as_deref(), row.due.as_deref(), row.edge.as_deref()].map(span),
            flag: row.deadline.map_or(NOTHING, |flag| (flag.x, flag.x + Px::of(8))),
            promised: promised.map_or(NOTHING, |(x, _)| (x - DIAMOND, x + DIAMOND)),
            slack: row.slack.unwrap_or(NOTHING),
            top: row.top,
            mark: row.bar.map(Bar::kind),
            words_left: has_words_left(row),
            ghost: row.ghost.is_some(),
        }
    }

    /// Adds what it costs to pass this row, where these ends have arrows of others.
    fn weigh(&self, [at_start, at_finish]: [bool; 2], prices: &mut Prices) {
        for words in self.words.into_iter().filter(|(from, to)| from <= to) {
            prices.add((words.0 - AWAY, words.1 + AWAY), prices::WORDS);
        }
        for (span, price) in [(self.flag, prices::FLAG), (self.promised, prices::GHOST), (self.slack, prices::SLACK)] {
            if span.0 <= span.1 {
                prices.add((span.0 - AWAY, span.1 + AWAY), price);
            }
        }
        let Some(mark) = self.mark else { return };
        let (left, right) = self.bar;
        if prices.misses((left - LANDING, right + LANDING)) {
            return;
        }
        if at_start {
            prices.add((left - LANDING, left), prices::HEAD);
        }
        if at_finish {
            prices.add((right, right + LANDING), prices::HEAD);
        }
        let behind = match mark {
            Kind::Milestone => return prices.add((left - END, right + END), prices::DIAMOND),
            Kind::Phase => prices::BRACKET,
            Kind::Task => prices::BEHIND,
        };
        prices.add((left - END, right + END), prices::END);
        if END + END < right - left {
            // Well inside of it, where it is long.
            prices.add((left + END - Px(1), right - END + Px(1)), behind - prices::END);
        }
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

/// Tells whether words stand left of a mark, or the way from a missed deadline to it.
fn has_words_left(row: &Row<'_>) -> bool {
    let is_left = |bar: Bar| row.label.iter().chain(&row.due).any(|label| label.span().1 <= bar.left());
    row.bar.is_some_and(|bar| is_left(bar) || row.deadline.is_some_and(|flag| flag.misses(bar).is_some()))
}
