//! Where a moment stands on a line of cells.
//!
//! A day is as wide as its working time: work that fills it runs from edge to edge, and what begins at noon begins in the
//! middle, whatever the hours are. Cells are of one length, chosen so that days or weeks fall on their edges.

use crate::calendar::{DAY, Day, Instant, Work};
use crate::model::{Plan, TaskId};
use crate::view::Reader;

/// A line of cells from one day to another.
pub(super) struct Scale {
    /// The first day; a Monday where cells are longer than a day.
    pub from: Day,
    /// One past the last day.
    pub to: Day,
    /// The length of a cell, in tenths of a minute of days that are all worked through.
    pub cell: i64,
    /// How many cells there are.
    pub n_cells: usize,
}

/// Lengths that a cell may have while days or weeks are marked, so that these fall on its edges; longer ones go by quarter days.
const LENGTHS: [i64; 10] = [1_200, 1_800, 2_400, 3_600, 4_800, 7_200, DAY_LENGTH, WEEK / 6, WEEK / 5, WEEK / 4];
const DAY_LENGTH: i64 = DAY as i64;
const WEEK: i64 = 7 * DAY_LENGTH;

impl Scale {
    /// Returns the scale on which `rows` fit into `cells`; `None` if none of them has dates.
    pub(super) fn of(reader: &Reader<'_>, rows: &[TaskId], cells: usize, range: (Option<Day>, Option<Day>)) -> Option<Self> {
        let dates = || rows.iter().filter_map(|id| reader.dates(*id));
        let first = dates().map(|dates| dates.start).min()?.day();
        let last = dates().map(|dates| dates.finish).max()?.last_day().max(first);
        let last = deadline(reader, rows, first, last);
        let first = range.0.unwrap_or(first);
        let last = range.1.unwrap_or(last).max(first);
        let cells_wide = i64::try_from(cells.max(1)).unwrap_or(i64::MAX);
        let fits = |cell: i64| {
            let (from, to) = aligned(first, last, cell);
            i64::from(to.0 - from.0) * DAY_LENGTH <= cell * cells_wide
        };
        let quarters = |n: i64| n * DAY_LENGTH / 4;
        let cell = LENGTHS.into_iter().chain((8..800_000).map(quarters)).find(|cell| fits(*cell))?;
        let (from, to) = aligned(first, last, cell);
        let n_cells = usize::try_from((i64::from(to.0 - from.0) * DAY_LENGTH + cell - 1) / cell).unwrap_or(cells).min(cells);
        Some(Self { from, to, cell, n_cells })
    }

    /// Returns where a moment stands, in tenths of worked-through days from the left edge.
    pub(super) fn position(&self, reader: &Reader<'_>, at: Instant) -> i64 {
        let day = at.day();
        let (start, end) = (day.start(), day.plus(1).start());
        let worked = reader.hours(Plan::STANDARD).map(|hours| (hours.between(start, at), hours.between(start, end)));
        let part = match worked {
            Some((Work(part), Work(whole))) if 0 < whole => i64::from(part) * DAY_LENGTH / i64::from(whole),
            Some(_) | None => i64::from(at.time().0),
        };
        i64::from(day.0 - self.from.0) * DAY_LENGTH + part
    }

    /// Returns the cell edge nearest to a moment; it may lie outside the line.
    pub(super) fn edge(&self, reader: &Reader<'_>, at: Instant) -> i64 {
        (self.position(reader, at) + self.cell / 2).div_euclid(self.cell)
    }

    /// Returns the cell that ends with a moment: a milestone after Friday's work stands in Friday's last cell.
    pub(super) fn cell_before(&self, reader: &Reader<'_>, at: Instant) -> i64 {
        (self.position(reader, at) - 1).div_euclid(self.cell)
    }

    /// Returns the cell in which a day begins.
    pub(super) fn cell_of_day(&self, day: Day) -> i64 {
        (i64::from(day.0 - self.from.0) * DAY_LENGTH).div_euclid(self.cell)
    }

    /// Returns the day on which a cell begins.
    pub(super) fn day_of_cell(&self, cell: usize) -> Day {
        let at = i64::try_from(cell).unwrap_or(0) * self.cell;
        self.from.plus(i32::try_from(at / DAY_LENGTH).unwrap_or(i32::MAX))
    }

    /// Tells whether a cell is no longer than a day, so that days can be told apart.
    pub(super) const fn shows_days(&self) -> bool {
        self.cell <= DAY_LENGTH
    }
}

/// Returns the first day and the one past the last; whole weeks where a cell is longer than a day.
fn aligned(first: Day, last: Day, cell: i64) -> (Day, Day) {
    if cell <= DAY_LENGTH { (first, last.plus(1)) } else { (monday(first), last.plus(1)) }
}

/// Returns the Monday of a day's week; 2000-01-01 was a Saturday.
pub(super) fn monday(day: Day) -> Day {
    day.plus(-(day.0 + 5).rem_euclid(7))
}

/// Returns the last day, moved out to a deadline that lies not far behind it.
fn deadline(reader: &Reader<'_>, rows: &[TaskId], first: Day, last: Day) -> Day {
    let reach = last.plus((last.0 - first.0) / 4);
    let due = rows.iter().filter_map(|id| reader.due(*id)).map(Instant::last_day);
    due.filter(|due| *due <= reach).max().unwrap_or(last).max(last)
}
