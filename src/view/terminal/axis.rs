//! The axis in two tiers, the rule below it, and the status date.

use chrono::Datelike;

use super::scale::{Scale, monday};
use super::{Mark, Piece, TerminalChart};
use crate::calendar::{DAY, Day, Work};
use crate::model::Plan;
use crate::view::chart::Weeks;
use crate::view::{Reader, phrase};

/// The axis of a chart.
pub(super) struct Axis {
    /// Labels of the larger unit, by cell.
    upper: Vec<(usize, String)>,
    /// Labels of the smaller unit.
    lower: Vec<(usize, String)>,
    /// The cells at which the smaller unit begins.
    ticks: Vec<bool>,
    /// Those of them whose line goes down through the rows: not so many that they would be a hatch.
    pub grid: Vec<bool>,
    /// The cells of days without work, where days can be told apart.
    pub rests: Vec<bool>,
    /// The status date.
    as_of: Option<AsOf>,
}

/// The status date on the axis.
struct AsOf {
    /// Its cell; it may lie outside the line.
    cell: i64,
    words: String,
}

/// What the lower tier counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// So many minutes.
    Minutes(i32),
    Days,
    Weeks,
    Months,
    Quarters,
    /// So many years.
    Years(i32),
}

/// A beginning of a unit: its cell, its day, and the minute of it in tenths.
type Start = (usize, Day, i32);

impl Axis {
    pub(super) fn of(reader: &Reader<'_>, scale: &Scale, weeks: Weeks) -> Self {
        let unit = unit(scale);
        let starts = starts(scale, unit);
        let mut ticks = vec![false; scale.n_cells];
        for (cell, ..) in &starts {
            if let Some(tick) = ticks.get_mut(*cell) {
                *tick = true;
            }
        }
        let lower = spaced(lower(scale, unit, &starts, weeks), scale.n_cells);
        let grid = thinned(&ticks);
        Self { upper: upper(scale, unit), lower, ticks, grid, rests: rests(reader, scale), as_of: as_of(reader, scale) }
    }

    pub(super) fn draw_top(&self, margin: usize, chart: &mut TerminalChart) {
        self.draw_as_of(margin, chart);
        self.draw_tier(&self.upper, Mark::Strong, margin, chart);
        self.draw_tier(&self.lower, Mark::Faint, margin, chart);
        self.draw_rule('┬', margin, chart);
    }

    pub(super) fn draw_bottom(&self, margin: usize, chart: &mut TerminalChart) {
        self.draw_rule('┴', margin, chart);
        self.draw_tier(&self.lower, Mark::Faint, margin, chart);
        self.draw_tier(&self.upper, Mark::Strong, margin, chart);
    }

    /// Returns the cell of the status date, if it lies on the line.
    pub(super) fn status(&self) -> Option<usize> {
        let cell = usize::try_from(self.as_of.as_ref()?.cell).ok()?;
        (cell < self.ticks.len()).then_some(cell)
    }

    fn draw_as_of(&self, margin: usize, chart: &mut TerminalChart) {
        let Some(AsOf { cell, words }) = &self.as_of else { return };
        let (width, len) = (self.ticks.len(), words.chars().count() + 2);
        let (at, text) = match self.status() {
            Some(cell) if cell + len <= width => (cell, format!("▾ {words}")),
            Some(cell) => ((cell + 1).saturating_sub(len), format!("{words} ▾")),
            None if *cell < 0 => (0, format!("◂ {words}")),
            None => (width.saturating_sub(len), format!("{words} ▸")),
        };
        chart.lines.push(vec![Piece { text: format!("{:1$}{text}", "", margin + at), mark: Mark::AsOf }]);
    }

    fn draw_tier(&self, labels: &[(usize, String)], mark: Mark, margin: usize, chart: &mut TerminalChart) {
        if labels.is_empty() {
            return;
        }
        let mut text = " ".repeat(margin);
        for (cell, label) in labels {
            let room = (margin + cell).saturating_sub(text.chars().count());
            text.extend(std::iter::repeat_n(' ', room));
            text.push_str(label);
        }
        chart.lines.push(vec![Piece { text, mark }]);
    }

    fn draw_rule(&self, tick: char, margin: usize, chart: &mut TerminalChart) {
        let status = self.status();
        let rule = self.ticks.iter().zip(&self.rests).enumerate().map(|(cell, (is_tick, rests))| match (is_tick, rests) {
            _ if status == Some(cell) => ('┃', Mark::AsOf),
            (true, _) => (tick, Mark::Faint),
            (false, true) => ('╌', Mark::Faint),
            (false, false) => ('─', Mark::Faint),
        });
        let rule: Vec<(char, Mark)> = rule.collect();
        let blank = |n: usize| Piece { text: " ".repeat(n), mark: Mark::Plain };
        chart.row(blank(margin), blank(0), &rule);
    }
}

/// Returns the smallest unit whose labels have room.
fn unit(scale: &Scale) -> Unit {
    let minutes = |step: &i32| 7 <= i64::from(*step) * 10 / scale.cell;
    if scale.clock.is_some() {
        return Unit::Minutes([5, 10, 15, 30, 60, 120, 180, 240, 360].into_iter().find(minutes).unwrap_or(720));
    }
    match () {
        () if 3 <= scale.cells(1) => Unit::Days,
        () if 4 <= scale.cells(7) => Unit::Weeks,
        () if 4 <= scale.cells(28) => Unit::Months,
        () if 2 <= scale.cells(90) => Unit::Quarters,
        () => {
            let has_room = |step: &i32| 6 <= scale.cells(365 * i64::from(*step));
            Unit::Years([1, 2, 5, 10, 20, 50, 100, 200].into_iter().find(has_room).unwrap_or(500))
        }
    }
}

/// Returns the beginning of every unit in the line.
fn starts(scale: &Scale, unit: Unit) -> Vec<Start> {
    let begins = |day: Day| match unit {
        Unit::Minutes(_) | Unit::Days => true,
        Unit::Weeks => monday(day) == day,
        Unit::Months => day.date().day() == 1,
        Unit::Quarters => day.date().day() == 1 && day.date().month0().is_multiple_of(3),
        Unit::Years(step) => day.date().ordinal() == 1 && day.date().year() % step == 0,
    };
    let (from, to) = scale.clock.unwrap_or((0, DAY));
    let step = match unit {
        Unit::Minutes(step) => step * 10,
        Unit::Days | Unit::Weeks | Unit::Months | Unit::Quarters | Unit::Years(_) => DAY,
    };
    // The first hour of a day is told, be it none of the others'.
    let times = |day: Day| {
        (0..DAY / step)
            .map(move |n| n * step)
            .filter(move |time| scale.clock.is_none() || (from..to).contains(time))
            .map(move |time| (day, time))
    };
    let days = (scale.day_of(0).0..=scale.day_of(scale.n_cells.saturating_sub(1)).0).map(Day).filter(|day| begins(*day));
    let cells = days.flat_map(times).filter_map(|(day, time)| Some((usize::try_from(scale.cell_of(day, time)).ok()?, day, time)));
    cells.filter(|(cell, ..)| *cell < scale.n_cells).collect()
}

/// Returns the labels of the smaller unit; the first is told too if it began before the line.
fn lower(scale: &Scale, unit: Unit, starts: &[Start], weeks: Weeks) -> Vec<(usize, String)> {
    let has_weekday = 7 <= scale.cells(1);
    let label = |day: Day, time: i32| match unit {
        Unit::Minutes(_) => format!("{:02}:{:02}", time / 600, time % 600 / 10),
        Unit::Weeks if weeks == Weeks::Iso => format!("W{}", day.date().iso_week().week()),
        Unit::Days if has_weekday => format!("{} {}", day.date().weekday(), day.date().day()),
        Unit::Days | Unit::Weeks => day.date().day().to_string(),
        Unit::Months => phrase::month(day).get(..3).unwrap_or("").to_owned(),
        Unit::Quarters => format!("Q{}", day.date().month0() / 3 + 1),
        Unit::Years(_) => day.date().year().to_string(),
    };
    let begun = match unit {
        Unit::Months | Unit::Quarters | Unit::Years(1) => Some(label(scale.day_of(0), 0)),
        Unit::Minutes(_) | Unit::Days | Unit::Weeks | Unit::Years(_) => None,
    };
    let free = starts.first().map_or(scale.n_cells, |(cell, ..)| *cell);
    let begun = begun.filter(|label| label.chars().count() < free).map(|label| (0, label));
    begun.into_iter().chain(starts.iter().map(|(cell, day, time)| (*cell, label(*day, *time)))).collect()
}

/// Returns the labels of the larger unit: days, months or years, the first with its year.
fn upper(scale: &Scale, unit: Unit) -> Vec<(usize, String)> {
    let larger = match unit {
        Unit::Minutes(_) => Unit::Days,
        Unit::Days | Unit::Weeks => Unit::Months,
        Unit::Months | Unit::Quarters => Unit::Years(1),
        Unit::Years(_) => return Vec::new(),
    };
    let inner: Vec<(usize, Day)> = starts(scale, larger).into_iter().map(|(cell, day, _)| (cell, day)).collect();
    let first = std::iter::once((0, scale.day_of(0))).filter(|_| inner.first().is_none_or(|(cell, _)| 0 < *cell));
    let places: Vec<(usize, Day)> = first.chain(inner.iter().copied()).collect();
    let mut labels: Vec<(usize, String)> = Vec::new();
    let mut told = None;
    for (n, (cell, day)) in places.iter().enumerate() {
        let room = places.get(n + 1).map_or(scale.n_cells, |(next, _)| *next).saturating_sub(cell + 1);
        let year = day.date().year();
        let forms = larger_labels(larger, *day, told != Some(year));
        if let Some(label) = forms.into_iter().find(|form| form.chars().count() <= room) {
            told = Some(year);
            labels.push((*cell, label));
        }
    }
    with_year(labels, places.first().map(|(_, day)| day.date().year()), larger)
}

/// Returns what a larger unit may be called, the best first.
fn larger_labels(larger: Unit, day: Day, is_new_year: bool) -> Vec<String> {
    let (year, month, weekday) = (day.date().year(), phrase::month(day), day.date().weekday());
    let short = month.get(..3).unwrap_or("");
    match (larger, is_new_year) {
        (Unit::Minutes(_) | Unit::Weeks | Unit::Quarters | Unit::Years(_), _) => vec![year.to_string()],
        (Unit::Days, true) => vec![format!("{weekday} {}", phrase::short_date(day))],
        (Unit::Days, false) => vec![format!("{weekday} {}", phrase::short_day(day)), phrase::short_day(day), weekday.to_string()],
        (Unit::Months, true) => vec![format!("{month} {year}"), format!("{short} {year}"), short.to_owned()],
        (Unit::Months, false) => vec![month.to_owned(), short.to_owned()],
    }
}

/// The year is always to be seen: where no month had room for it, the first takes it along or gives way to it.
fn with_year(mut labels: Vec<(usize, String)>, year: Option<i32>, larger: Unit) -> Vec<(usize, String)> {
    let says_year = |label: &str| label.contains(|c: char| c.is_ascii_digit());
    if larger == Unit::Months
        && !labels.iter().any(|(_, label)| says_year(label))
        && let Some(year) = year
    {
        let next = labels.get(1).map_or(usize::MAX, |(cell, _)| *cell);
        match labels.first_mut() {
            Some((cell, label)) if *cell + label.chars().count() + 6 <= next => label.push_str(&format!(" {year}")),
            Some(_) | None => {
                labels = vec![(0, year.to_string())].into_iter().chain(labels.into_iter().filter(|(cell, _)| 5 < *cell)).collect();
            }
        }
    }
    labels
}

/// Leaves out every second label, and again, until two cells are free between them all.
fn spaced(labels: Vec<(usize, String)>, n_cells: usize) -> Vec<(usize, String)> {
    let mut labels: Vec<(usize, String)> = labels.into_iter().filter(|(cell, label)| cell + label.chars().count() <= n_cells).collect();
    let touch = |labels: &[(usize, String)]| {
        labels.iter().zip(labels.iter().skip(1)).any(|((cell, label), (next, _))| *next < cell + label.chars().count() + 1)
    };
    while 1 < labels.len() && touch(&labels) {
        labels = labels.into_iter().step_by(2).collect();
    }
    labels
}

/// Returns the ticks that are at least six cells apart.
fn thinned(ticks: &[bool]) -> Vec<bool> {
    let mut free_from = 0;
    let mut keep = |cell: usize| {
        let keeps = free_from <= cell;
        if keeps {
            free_from = cell + 6;
        }
        keeps
    };
    ticks.iter().enumerate().map(|(cell, is_tick)| *is_tick && keep(cell)).collect()
}

fn rests(reader: &Reader<'_>, scale: &Scale) -> Vec<bool> {
    let hours = reader.hours(Plan::STANDARD).filter(|_| scale.shows_days());
    let rests = |day: Day| hours.is_some_and(|hours| hours.between(day.start(), day.plus(1).start()) == Work::ZERO);
    (0..scale.n_cells).map(|cell| rests(scale.day_of(cell))).collect()
}

fn as_of(reader: &Reader<'_>, scale: &Scale) -> Option<AsOf> {
    let at = reader.plan.settings.as_of?.at;
    Some(AsOf { cell: scale.cell_before(at), words: format!("as of {}", phrase::short_day(at.last_day())) })
}
