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
    /// The status date's cell and words.
    pub as_of: Option<(usize, String)>,
}

/// What the lower tier counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Days,
    Weeks,
    Months,
    Quarters,
    Years,
}

impl Axis {
    pub(super) fn of(reader: &Reader<'_>, scale: &Scale, weeks: Weeks) -> Self {
        let unit = unit(scale);
        let starts: Vec<(usize, Day)> = starts(scale, unit);
        let mut ticks = vec![false; scale.n_cells];
        for (cell, _) in &starts {
            if let Some(tick) = ticks.get_mut(*cell) {
                *tick = true;
            }
        }
        let lower = spaced(starts.iter().map(|(cell, day)| (*cell, lower_label(*day, unit, weeks))).collect(), scale.n_cells);
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

    fn draw_as_of(&self, margin: usize, chart: &mut TerminalChart) {
        let Some((cell, words)) = &self.as_of else { return };
        let after = format!("▾ {words}");
        let text = if cell + after.chars().count() <= self.ticks.len() {
            format!("{:1$}{after}", "", margin + cell)
        } else {
            let before = format!("{words} ▾");
            format!("{:1$}{before}", "", (margin + cell + 1).saturating_sub(before.chars().count()))
        };
        chart.lines.push(vec![Piece { text, mark: Mark::AsOf }]);
    }

    fn draw_tier(&self, labels: &[(usize, String)], mark: Mark, margin: usize, chart: &mut TerminalChart) {
        let mut text = " ".repeat(margin);
        for (cell, label) in labels {
            let room = (margin + cell).saturating_sub(text.chars().count());
            text.extend(std::iter::repeat_n(' ', room));
            text.push_str(label);
        }
        chart.lines.push(vec![Piece { text, mark }]);
    }

    fn draw_rule(&self, tick: char, margin: usize, chart: &mut TerminalChart) {
        let is_as_of = |cell: usize| self.as_of.as_ref().is_some_and(|(at, _)| *at == cell);
        let rule = self.ticks.iter().zip(&self.rests).enumerate().map(|(cell, (is_tick, rests))| match (is_tick, rests) {
            _ if is_as_of(cell) => ('┃', Mark::AsOf),
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
    let day = i64::from(DAY);
    let cells = |days: i64| days * day / scale.cell;
    match scale.cell {
        _ if 3 <= cells(1) => Unit::Days,
        _ if 4 <= cells(7) => Unit::Weeks,
        _ if 4 <= cells(28) => Unit::Months,
        _ if 3 <= cells(90) => Unit::Quarters,
        _ => Unit::Years,
    }
}

/// Returns the first day of every unit in the line, with its cell.
fn starts(scale: &Scale, unit: Unit) -> Vec<(usize, Day)> {
    let begins = |day: Day| match unit {
        Unit::Days => true,
        Unit::Weeks => monday(day) == day,
        Unit::Months => day.date().day() == 1,
        Unit::Quarters => day.date().day() == 1 && day.date().month0().is_multiple_of(3),
        Unit::Years => day.date().ordinal() == 1,
    };
    let days = (scale.from.0..scale.to.0).map(Day).filter(|day| begins(*day));
    let cells = days.filter_map(|day| usize::try_from(scale.cell_of_day(day)).ok().map(|cell| (cell, day)));
    cells.filter(|(cell, _)| *cell < scale.n_cells).collect()
}

fn lower_label(day: Day, unit: Unit, weeks: Weeks) -> String {
    match unit {
        Unit::Weeks if weeks == Weeks::Iso => format!("W{}", day.date().iso_week().week()),
        Unit::Days | Unit::Weeks => day.date().day().to_string(),
        Unit::Months => phrase::month(day).get(..3).unwrap_or("").to_owned(),
        Unit::Quarters => format!("Q{}", day.date().month0() / 3 + 1),
        Unit::Years => day.date().year().to_string(),
    }
}

/// Returns the labels of the larger unit: months with their year, or years.
fn upper(scale: &Scale, unit: Unit) -> Vec<(usize, String)> {
    let (larger, is_month) = match unit {
        Unit::Days | Unit::Weeks => (Unit::Months, true),
        Unit::Months | Unit::Quarters => (Unit::Years, false),
        Unit::Years => return Vec::new(),
    };
    let inner = starts(scale, larger);
    let first = std::iter::once((0, scale.from)).filter(|_| inner.first().is_none_or(|(cell, _)| 0 < *cell));
    let places: Vec<(usize, Day)> = first.chain(inner.iter().copied()).collect();
    let mut labels: Vec<(usize, String)> = Vec::new();
    for (n, (cell, day)) in places.iter().enumerate() {
        let room = places.get(n + 1).map_or(scale.n_cells, |(next, _)| *next).saturating_sub(cell + 1);
        let year = day.date().year();
        let is_new_year = n == 0 || day.date().month() == 1;
        let month = phrase::month(*day);
        let short = month.get(..3).unwrap_or("");
        let forms = match (is_month, is_new_year) {
            (false, _) => vec![year.to_string()],
            (true, true) => vec![format!("{month} {year}"), format!("{short} {year}"), short.to_owned()],
            (true, false) => vec![month.to_owned(), short.to_owned()],
        };
        if let Some(label) = forms.into_iter().find(|form| form.chars().count() <= room) {
            labels.push((*cell, label));
        }
    }
    with_year(labels, places.first().map(|(_, day)| day.date().year()), is_month)
}

/// The year is always to be seen: where no label had room for it, the first takes it along in two digits' room or more.
fn with_year(mut labels: Vec<(usize, String)>, year: Option<i32>, is_month: bool) -> Vec<(usize, String)> {
    let says_year = |label: &str| label.contains(|c: char| c.is_ascii_digit());
    if is_month
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
    (0..scale.n_cells).map(|cell| rests(scale.day_of_cell(cell))).collect()
}

fn as_of(reader: &Reader<'_>, scale: &Scale) -> Option<(usize, String)> {
    let at = reader.plan.settings.as_of?.at;
    let cell = usize::try_from(scale.cell_before(reader, at)).ok().filter(|cell| *cell < scale.n_cells)?;
    Some((cell, format!("as of {}", phrase::short_day(at.last_day()))))
}
