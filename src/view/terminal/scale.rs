//! Where a moment stands on a line of cells.
//!
//! A day stands for the hours that are worked on it, as in the drawn chart: what fills them runs from edge to edge, so that a bar
//! covers the days that a table names, and one instant has one place. Only in a plan of a few days that goes by the clock are
//! hours told apart. Cells are of one length, chosen so that hours, days or weeks fall on their edges.

use std::sync::Arc;

use crate::calendar::{DAY, Day, Instant};
use crate::model::{Plan, TaskId};
use crate::schedule::TaskDates;
use crate::view::Reader;
use crate::view::chart::{Days, hours_of_all};

/// A place in time: tenths of a minute of days that are all as long as what is drawn of them.
type Spot = i64;

/// A line of cells.
pub(super) struct Scale {
    /// Where the line begins.
    from: Spot,
    /// The length of a cell.
    pub cell: Spot,
    /// How many cells there are.
    pub n_cells: usize,
    /// How many there is room for; only words stand in those behind the line.
    pub room: usize,
    /// The hours that are drawn of every day, whole ones, where hours are told apart.
    pub clock: Option<(i32, i32)>,
    /// The hours that every day stands for, where they are not.
    days: Days,
}

/// Lengths that a cell may have while days or weeks are marked, so that these fall on its edges; longer ones go by quarter days.
const LENGTHS: [Spot; 12] = [300, 600, 1_200, 1_800, 2_400, 3_600, 4_800, 7_200, DAY_LENGTH, WEEK / 6, WEEK / 5, WEEK / 4];
/// Lengths that a cell may have while hours are marked.
const MINUTES: [Spot; 7] = [10, 20, 50, 100, 150, 200, 300];
const DAY_LENGTH: Spot = DAY as Spot;
const HOUR: i32 = 600;
const WEEK: Spot = 7 * DAY_LENGTH;
/// A day of fewer cells has no room for two times of day.
const CLOCK_DAY: Spot = 16;

impl Scale {
    /// Returns the scale on which `rows` fit into `cells`; `None` if none of them has dates.
    pub(super) fn of(reader: &Reader<'_>, rows: &[TaskId], cells: usize, range: (Option<Day>, Option<Day>)) -> Option<Self> {
        let cells = i64::try_from(cells.max(1)).unwrap_or(i64::MAX);
        let dates = || rows.iter().filter_map(|id| reader.dates(*id));
        let n_days = dates().map(|dates| dates.finish).max()?.day().0 - dates().map(|dates| dates.start).min()?.day().0;
        let clock = (i64::from(n_days) * CLOCK_DAY <= 2 * cells && goes_by_the_clock(reader, rows)).then(|| {
            let (from, to) = hours_of_all(reader.hours(Plan::STANDARD)?, dates());
            Some((from / HOUR * HOUR, ((to + HOUR - 1) / HOUR * HOUR).min(DAY)))
        });
        let items = rows.iter().filter_map(|id| Some((reader.dates(*id)?, reader.hours(reader.plan.tasks[*id].calendar)?)));
        let days = Days::of(Arc::new(reader.hours(Plan::STANDARD)?.clone()), items);
        let room = usize::try_from(cells).ok()?;
        let bare = |clock| Self { from: 0, cell: 1, n_cells: 0, room, clock, days: days.clone() };
        let by_the_clock = clock.flatten().and_then(|clock| bare(Some(clock)).by_the_clock(reader, rows, cells, range));
        by_the_clock.or_else(|| bare(None).by_the_day(reader, rows, cells, range))
    }

    fn by_the_clock(self, reader: &Reader<'_>, rows: &[TaskId], cells: i64, range: (Option<Day>, Option<Day>)) -> Option<Self> {
        let (day, hour) = (self.day_length(), i64::from(HOUR));
        let (first, last) = self.extent(reader, rows)?;
        let from = range.0.map_or(first.div_euclid(hour) * hour, |first| i64::from(first.0) * day);
        let to = range.1.map_or(-(-last).div_euclid(hour) * hour, |last| (i64::from(last.0) + 1) * day).max(from + hour);
        let cell = MINUTES.into_iter().find(|cell| to - from <= cell * cells && CLOCK_DAY * cell <= day)?;
        let n_cells = (to - from + cell - 1) / cell;
        Some(Self { from, cell, n_cells: usize::try_from(n_cells).ok()?, ..self })
    }

    fn by_the_day(self, reader: &Reader<'_>, rows: &[TaskId], cells: i64, range: (Option<Day>, Option<Day>)) -> Option<Self> {
        let (first, last) = self.extent(reader, rows)?;
        let day = |spot: Spot| Day(i32::try_from(spot.div_euclid(DAY_LENGTH)).unwrap_or(i32::MAX));
        let first = range.0.unwrap_or(day(first));
        let last = range.1.unwrap_or(day(last - 1)).max(first);
        let length = |cell: Spot| {
            let (from, to) = aligned(first, last, cell);
            i64::from(to.0 - from.0) * DAY_LENGTH
        };
        let quarters = |n: i64| n * DAY_LENGTH / 4;
        let cell = LENGTHS.into_iter().chain((8..800_000).map(quarters)).find(|cell| length(*cell) <= cell * cells)?;
        let n_cells = ((length(cell) + cell - 1) / cell).min(cells);
        let from = i64::from(aligned(first, last, cell).0.0) * DAY_LENGTH;
        Some(Self { from, cell, n_cells: usize::try_from(n_cells).ok()?, ..self })
    }

    /// Returns where the first of the rows begins and the last ends: a deadline or status date widens it by a quarter at most.
    fn extent(&self, reader: &Reader<'_>, rows: &[TaskId]) -> Option<(Spot, Spot)> {
        let dates = || rows.iter().filter_map(|id| Some((*id, reader.dates(*id)?)));
        // A point in time needs some of its day to stand in: of that which it begins, else of that which it ends.
        let begins = |id, at| reader.finish(id).is_some_and(|moment| self.begins(moment.day, at));
        let stretch = |(id, dates): (TaskId, &TaskDates)| {
            let (start, finish) = (self.spot(dates.start), self.spot(dates.finish));
            match () {
                () if start < finish => (start, finish),
                () if begins(id, dates.finish) => (start, finish + 1),
                () => (start - 1, finish),
            }
        };
        let first = dates().map(|item| stretch(item).0).min()?;
        let last = dates().map(|item| stretch(item).1).max()?;
        let near = (last - first) / 4;
        let due = rows.iter().filter_map(|id| Some(self.spot(reader.due(*id)?)));
        let as_of = reader.plan.settings.as_of.map(|as_of| self.spot(as_of.at));
        let seen = |spot: &Spot| first - near <= *spot && *spot <= last + near;
        let (begin, end) = (first, due.chain(as_of).filter(seen).fold(last, Spot::max));
        Some((as_of.map(|at| at - 1).filter(seen).map_or(begin, |at| begin.min(at)), end))
    }

    fn day_length(&self) -> Spot {
        self.clock.map_or(DAY_LENGTH, |(from, to)| i64::from((to - from).max(1)))
    }

    fn spot(&self, at: Instant) -> Spot {
        let day = at.day();
        let (from, to) = self.clock.unwrap_or_else(|| self.days.span(day));
        let time = i64::from(i32::from(at.time().0).clamp(from, to) - from);
        i64::from(day.0) * self.day_length() + time * self.day_length() / i64::from((to - from).max(1))
    }

    fn nearest_edge(&self, spot: Spot) -> i64 {
        (spot - self.from + self.cell / 2).div_euclid(self.cell)
    }

    /// Returns the edges of a stretch of time, the first cell and the one behind the last; they may lie outside the line.
    pub(super) fn edges(&self, start: Instant, finish: Instant) -> (i64, i64) {
        let (start, finish) = (self.spot(start), self.spot(finish));
        match (self.nearest_edge(start), self.nearest_edge(finish)) {
            (from, to) if from < to => (from, to),
            // What is short stands in the cell, and on the day, in which it begins.
            _ => {
                let from = (start - self.from).div_euclid(self.cell);
                (from, from + 1)
            }
        }
    }

    /// Returns the cell edge nearest to a moment; it may lie outside the line.
    pub(super) fn edge(&self, at: Instant) -> i64 {
        self.nearest_edge(self.spot(at))
    }

    /// Returns the cell in which a moment is, or which ends with it: a milestone after Friday's work stands in Friday's last cell.
    pub(super) fn cell_before(&self, at: Instant) -> i64 {
        (self.spot(at) - self.from - 1).div_euclid(self.cell)
    }

    /// Tells whether a moment is where the drawn part of a day begins, and not where one ends.
    pub(super) fn begins(&self, day: Day, at: Instant) -> bool {
        self.spot(at) <= i64::from(day.0) * self.day_length()
    }

    /// Returns the cell at whose edge a day begins, or a time of it where hours are told apart.
    pub(super) fn cell_of(&self, day: Day, time: i32) -> i64 {
        let time = self.clock.map_or(0, |(from, to)| i64::from(time.clamp(from, to) - from));
        self.nearest_edge(i64::from(day.0) * self.day_length() + time)
    }

    /// Returns the day on which a cell begins.
    pub(super) fn day_of(&self, cell: usize) -> Day {
        let spot = self.from + i64::try_from(cell).unwrap_or(0) * self.cell;
        Day(i32::try_from(spot.div_euclid(self.day_length())).unwrap_or(i32::MAX))
    }

    /// Returns how many cells days take, at least.
    pub(super) fn cells(&self, days: i64) -> i64 {
        days * self.day_length() / self.cell
    }

    /// Tells whether a day without its year may be one of two.
    pub(super) fn spans_a_year(&self) -> bool {
        360 * self.day_length() < i64::try_from(self.n_cells).unwrap_or(i64::MAX).saturating_mul(self.cell)
    }

    /// Tells whether a cell is no longer than a day, so that days can be told apart.
    pub(super) fn shows_days(&self) -> bool {
        self.cell <= self.day_length()
    }
}

/// Tells whether anything begins or ends within a day.
fn goes_by_the_clock(reader: &Reader<'_>, rows: &[TaskId]) -> bool {
    let ends = |id: &TaskId| [reader.start(*id), reader.finish(*id)];
    rows.iter().flat_map(ends).flatten().any(|moment| moment.time.is_some())
}

/// Returns the first day and the one past the last; whole weeks where a cell is longer than a day.
fn aligned(first: Day, last: Day, cell: Spot) -> (Day, Day) {
    if cell <= DAY_LENGTH { (first, last.plus(1)) } else { (monday(first), last.plus(1)) }
}

/// Returns the Monday of a day's week; 2000-01-01 was a Saturday.
pub(super) fn monday(day: Day) -> Day {
    day.plus(-(day.0 + 5).rem_euclid(7))
}
