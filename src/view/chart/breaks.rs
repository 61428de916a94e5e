//! Where the pages of a chart end: few pages, that part what belongs together as little as can be, the last one not bare.
//!
//! Every end costs something, and the cheapest ends of all are taken, as paragraphs are broken into lines: Knuth and Plass,
//! "Breaking Paragraphs into Lines", 1981.

use super::pages::Above;
use super::{AXIS, Chart, Px, REPEAT_AXIS, ROW};
use crate::model::Kind;

/// The rows of one page: from this row up to before that one, below the name of a phase that goes on, if there is one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The places of the rows in the whole chart.
    pub(super) top: Px,
    pub(super) bottom: Px,
    pub(super) continued: Option<Above>,
}

/// What a page costs, so that one more is taken only where it keeps several phases whole.
const PAGE: u32 = 100;
/// What it costs to part a phase between two phases in it, and between two other rows.
const BETWEEN_PHASES: u32 = 12;
const WITHIN: u32 = 25;
/// What it costs to leave one row of a phase alone with its name, or to take one over.
const ALONE: u32 = 10;
/// What it costs to leave the name of a phase without anything that it holds.
const BARE_NAME: u32 = 10_000;
/// What an empty page would cost beyond a full one.
const EMPTY: u32 = 30;

/// Decides which rows stand on which page of at most this height.
pub(super) fn stretches(chart: &Chart<'_>, height: Px) -> Vec<Stretch> {
    let rows = Rows::of(chart, height);
    let ends = rows.ends();
    let mut stretches = Vec::new();
    let mut from = 0;
    while let Some(to) = ends.get(from).copied().filter(|to| from < *to) {
        let continued = going_on(chart, from).filter(|_| 0 < from);
        stretches.push(Stretch { from, to, top: rows.top(from), bottom: rows.top(to), continued });
        from = to;
    }
    stretches
}

/// What the ends of pages are chosen by.
struct Rows {
    /// The top of each row, or of the head above it, and the bottom of the last.
    tops: Vec<Px>,
    /// Whether a page that begins with this row tells first what holds it.
    parted: Vec<bool>,
    /// What it costs to end a page before this row.
    costs: Vec<u32>,
    /// How high rows may be together.
    room: Px,
    /// How high the load of people below them is.
    strips: Px,
}

impl Rows {
    fn of(chart: &Chart<'_>, height: Px) -> Self {
        let n = chart.rows.len();
        let below = chart.legend.bottom - chart.legend.top + Px::of(14);
        let room = height - chart.frame.top - below;
        let room = if ROW.times(REPEAT_AXIS) < room { (room - AXIS).max(ROW.times(REPEAT_AXIS)) } else { room };
        let mut tops: Vec<Px> = chart.rows.iter().map(|row| row.top).collect();
        for head in &chart.heads {
            if let Some(top) = tops.get_mut(head.first) {
                *top = head.top;
            }
        }
        tops.push(chart.frame.bottom);
        let parted = (0..n).map(|row| 0 < row && going_on(chart, row).is_some()).collect();
        Self { tops, parted, costs: (0..=n).map(|row| cost(chart, row)).collect(), room, strips: chart.strips.height() }
    }

    /// Returns for each row the row before which a page ends best that begins with it.
    fn ends(&self) -> Vec<usize> {
        let n = self.parted.len();
        let mut best = vec![(0, n); n + 1];
        for from in (0..n).rev() {
            let ends = (from + 1..=n).take_while(|to| *to == from + 1 || self.high(from, *to) <= self.room);
            let cost = |to: usize| self.page(from, to).saturating_add(best.get(to).map_or(0, |(cost, _)| *cost));
            // Of equal ones the last: pages are full from the first on.
            let cheapest = ends.map(|to| (cost(to), to)).min_by_key(|(cost, to)| (*cost, n - to));
            if let Some((best, cheapest)) = best.get_mut(from).zip(cheapest) {
                *best = cheapest;
            }
        }
        best.into_iter().map(|(_, to)| to).collect()
    }

    /// Returns what a page of these rows costs.
    fn page(&self, from: usize, to: usize) -> u32 {
        let (high, is_last) = (self.high(from, to), to == self.parted.len());
        let cost = PAGE.saturating_add(self.costs.get(to).copied().unwrap_or(0));
        if is_last && Px::ZERO < self.strips {
            return cost + if self.room < high + self.strips { PAGE } else { 0 };
        }
        let unused = u64::try_from((self.room - high).max(Px::ZERO).0).unwrap_or(0);
        let room = u64::try_from(self.room.0).unwrap_or(0).max(1);
        // The last page may be empty by two thirds; of others, a little costs little.
        let empty = if is_last {
            (unused * 3).saturating_sub(room * 2) * u64::from(EMPTY) / room
        } else {
            unused * unused * u64::from(EMPTY) / (room * room)
        };
        cost.saturating_add(u32::try_from(empty).unwrap_or(u32::MAX))
    }

    fn top(&self, row: usize) -> Px {
        self.tops.get(row).copied().unwrap_or_default()
    }

    /// Returns how high rows are, with the name of what holds the first.
    fn high(&self, from: usize, to: usize) -> Px {
        let named = if self.parted.get(from).is_some_and(|parted| *parted) { ROW } else { Px::ZERO };
        self.top(to) - self.top(from) + named
    }
}

/// Returns what it costs to end a page before a row.
fn cost(chart: &Chart<'_>, row: usize) -> u32 {
    if row == 0 || chart.rows.len() <= row {
        return 0;
    }
    if holds(chart, row - 1, row) {
        return BARE_NAME;
    }
    if going_on(chart, row).is_none() {
        return 0;
    }
    let is_phase = |row: usize| {
        chart
            .rows
            .get(row)
            .and_then(|row| chart.plan.tasks.as_slice().get(row.task.0 as usize))
            .is_some_and(|task| task.kind == Kind::Phase)
    };
    let one_before = 1 < row && holds(chart, row - 2, row);
    let one_after = !holds(chart, row, row + 1) && going_on(chart, row + 1) != going_on(chart, row);
    let alone = if one_before || one_after { ALONE } else { 0 };
    alone + if is_phase(row) && chart.heads.is_empty() { BETWEEN_PHASES } else { WITHIN }
}

/// Tells whether a row is a phase that holds another.
fn holds(chart: &Chart<'_>, row: usize, other: usize) -> bool {
    let task = |row: usize| chart.rows.get(row).and_then(|row| Some((row.task, chart.plan.tasks.as_slice().get(row.task.0 as usize)?)));
    let (Some((phase, item)), Some((other, _))) = (task(row), task(other)) else { return false };
    item.kind == Kind::Phase && phase < other && other < item.end
}

/// Returns the phase that a row is in, unless the row is at the top of the outline; or its group, unless it is the first.
fn going_on(chart: &Chart<'_>, row: usize) -> Option<Above> {
    let row_of = chart.rows.get(row)?;
    if let Some(head) = chart.heads.partition_point(|head| head.first <= row).checked_sub(1) {
        return chart.heads.get(head).filter(|head| head.first < row).map(|_| Above::Head(head));
    }
    let parent = chart.plan.tasks.as_slice().get(row_of.task.0 as usize)?.parent();
    parent.filter(|_| 1 < row_of.level).map(Above::Phase)
}
