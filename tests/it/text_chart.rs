//! The chart in characters, read as a person reads it: where the axis says that a cell lies, against the schedule.

use std::path::PathBuf;

use gantline::calendar::{Day, Instant};
use gantline::compile::{Compilation, Options, compile};
use gantline::emit::{self, Ink};
use gantline::model::{Kind, Plan, TaskId};
use gantline::view::terminal::{self, TerminalChart, TerminalOptions};
use gantline::view::{Reader, display_width};

use crate::support::{Folder, files};

fn compiled(text: &str) -> Compilation {
    compile("main.plan", text.to_owned(), &Folder(PathBuf::new()), &Options::default())
}

fn drawn(compilation: &Compilation, width: usize) -> TerminalChart {
    let options = TerminalOptions { width, ..TerminalOptions::default() };
    terminal::layout(&compilation.plan, &compilation.schedule, &options)
}

fn plain(text: &str, width: usize) -> String {
    emit::terminal(&drawn(&compiled(text), width), Ink::Plain)
}

/// Cells between names and chart.
const GUTTER: usize = 3;

/// A chart, taken apart by what can be seen of it.
struct Seen {
    /// The rule below the axis.
    rule: Vec<char>,
    /// Cells and the days that begin there, by the smaller labels; only those under which the rule has a tick.
    days: Vec<(usize, Day)>,
    /// The cells of every row.
    rows: Vec<Vec<char>>,
}

impl Seen {
    /// Reads a chart whose axis counts days or longer units; `first` is the first day that anything happens on.
    fn of(chart: &TerminalChart, n_rows: usize, first: Day) -> Option<Self> {
        let texts: Vec<String> = chart.lines.iter().map(|line| line.iter().map(|piece| piece.text.as_str()).collect()).collect();
        let top = texts.iter().position(|text| !text.is_empty() && text.trim_start().chars().all(|c| "┬─╌┃".contains(c)))?;
        let row = chart.lines.get(top + 1)?;
        let margin = display_width(&row[0].text) + GUTTER;
        let rule: Vec<char> = texts[top].chars().skip(margin).collect();
        let lower: Vec<char> = texts[top - 1].chars().skip(margin).collect();
        let begun: Vec<(usize, String)> = words(&lower).into_iter().filter(|(cell, _)| rule[*cell] == '┬').collect();
        let days = days(&begun, first)?;
        let rows = chart.lines[top + 1..top + 1 + n_rows].iter();
        let rows = rows.map(|line| line[1..].iter().flat_map(|piece| piece.text.chars()).skip(GUTTER).collect()).collect();
        Some(Self { rule, days, rows })
    }

    /// Returns how many days a cell takes and where the line begins, in days.
    fn measure(&self) -> Option<(f64, f64)> {
        let ((a, first), (b, last)) = (self.days.first()?, self.days.last()?);
        let length = f64::from(last.0 - first.0) / (b - a) as f64;
        (a < b).then(|| (length, f64::from(first.0) - *a as f64 * length))
    }
}

/// Returns the labels of a line: two words are one where the first is a weekday.
fn words(line: &[char]) -> Vec<(usize, String)> {
    let mut words: Vec<(usize, String)> = Vec::new();
    for (n, c) in line.iter().enumerate().filter(|(_, c)| **c != ' ') {
        match words.last_mut() {
            Some((at, word)) if *at + word.chars().count() == n => word.push(*c),
            Some((_, word)) if ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].contains(&word.as_str()) => word.extend([' ', *c]),
            _ => words.push((n, c.to_string())),
        }
    }
    words
}

/// Returns the day that each label means, going on from the first; `None` where hours are told.
fn days(labels: &[(usize, String)], first: Day) -> Option<Vec<(usize, Day)>> {
    // The line begins at most at the Monday before, or a quarter of what is drawn earlier for the status date.
    let mut next = first.plus(-7);
    let mut days = Vec::new();
    for (cell, label) in labels {
        if label.contains(':') {
            return None;
        }
        let date = |day: Day| chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + chrono::Days::new(day.0 as u64);
        let is_meant = |day: &Day| {
            let date = date(*day);
            let (weekday, month) = (date.format("%a %-d").to_string(), date.format("%b").to_string());
            let first_of = |format: &str, text: &str| date.format(format).to_string() == text;
            match () {
                () if label.len() == 4 => first_of("%j", "001") && first_of("%Y", label),
                () if label.starts_with('Q') => {
                    first_of("%d", "01") && first_of("%-m", ["1", "4", "7", "10"][label[1..].parse::<usize>().unwrap() - 1])
                }
                () if label.chars().all(|c| c.is_ascii_digit()) => first_of("%-d", label),
                () => *label == weekday || *label == month && first_of("%d", "01"),
            }
        };
        let day = (next.0..next.0 + 200_000).map(Day).find(is_meant)?;
        days.push((*cell, day));
        next = day.plus(1);
    }
    Some(days)
}

/// Returns where a moment may stand, in days: a day is the standard hours, or, where anything is worked outside of them on that
/// day, whatever the picture takes it for.
fn places(reader: &Reader<'_>, at: Instant) -> (f64, f64) {
    let hours = reader.hours(Plan::STANDARD).unwrap();
    let day = at.day();
    let (from, to) = (hours.day_start(day), hours.day_finish(day));
    let is_off = hours.hours_on(day).span().is_none();
    let is_outside = |at: &Instant| at.day() == day && at.time().0 != 0 && (*at < from || to < *at || is_off);
    let dates = reader.plan.tasks.ids().filter_map(|id| reader.dates(id));
    if to <= from || dates.flat_map(|dates| [dates.start, dates.finish]).any(|at| is_outside(&at)) {
        return (f64::from(day.0), f64::from(day.0 + 1));
    }
    let part = f64::from(at.since(from).0) / f64::from(to.since(from).0);
    let place = f64::from(day.0) + part.clamp(0.0, 1.0);
    (place, place)
}

/// A chart that was read, to be compared with the schedule.
struct Reading<'a> {
    reader: Reader<'a>,
    seen: Seen,
    picture: String,
    /// How many days a cell takes.
    length: f64,
    /// Where the line begins, in days.
    begin: f64,
}

impl<'a> Reading<'a> {
    fn of(compilation: &'a Compilation, width: usize) -> Option<Self> {
        let chart = drawn(compilation, width);
        let seen = Seen::of(&chart, compilation.plan.tasks.len(), compilation.schedule.start?.day())?;
        let (length, begin) = seen.measure()?;
        let reader = Reader::of(&compilation.plan, &compilation.schedule);
        Some(Self { reader, seen, picture: emit::terminal(&chart, Ink::Plain), length, begin })
    }

    /// Returns the place of a cell's left edge, in days.
    fn edge(&self, cell: usize) -> f64 {
        self.begin + cell as f64 * self.length
    }

    /// Returns how far a cell's edge is from where a moment stands, in days.
    fn off(&self, cell: usize, at: Instant) -> f64 {
        let (from, to) = places(&self.reader, at);
        (self.edge(cell) - self.edge(cell).clamp(from, to)).abs()
    }

    fn day(&self, cell: usize) -> i32 {
        (self.edge(cell) + 0.001).floor() as i32
    }

    /// Fails where a cell's edge and a moment of an item are far apart: what begins and ends on the edges of cells is exact, other
    /// things are at most one cell off, and so are the ticks by which cells longer than a day are read.
    fn near(&self, id: TaskId, cell: usize, at: Instant, what: &str) {
        let tolerance = if self.length <= 1.0 { self.length } else { 2.0 * self.length } + 0.001;
        let (seen, off) = (self.edge(cell), self.off(cell, at));
        let path = self.reader.plan.path(id);
        assert!(off <= tolerance, "{what} of `{path}` is at {seen:.2}, {off:.2} days away:\n{}", self.picture);
    }

    fn on(&self, id: TaskId, cell: usize, day: Day, what: &str) {
        let is_told = self.length <= 1.0;
        assert!(!is_told || self.day(cell) == day.0, "the day of {what} of `{}`:\n{}", self.reader.plan.path(id), self.picture);
    }

    fn check(&self, id: TaskId, row: &[char]) {
        let Some(dates) = self.reader.dates(id) else { return };
        let cells = |shapes: &str| row.iter().enumerate().filter(|(_, c)| shapes.contains(**c)).map(|(n, _)| n).collect::<Vec<_>>();
        let flags = cells("▼");
        if self.reader.plan.tasks[id].kind == Kind::Milestone {
            let Some(at) = cells("◆◇").first().copied() else {
                panic!("no diamond of `{}`:\n{}", self.reader.plan.path(id), self.picture)
            };
            self.on(id, at, self.reader.finish(id).unwrap().day, "the diamond");
            let is_nearer = self.off(at + 1, dates.finish) < self.off(at, dates.finish);
            self.near(id, if is_nearer { at + 1 } else { at }, dates.finish, "the diamond");
        } else {
            let bar = cells("█▒▓▛▀▜");
            let Some((from, to)) = bar.first().copied().zip(bar.last().copied()) else {
                panic!("no bar of `{}`:\n{}", self.reader.plan.path(id), self.picture)
            };
            // A deadline may stand on either end.
            let is_hidden =
                |cell: usize, flag: usize, hidden: usize, at| flags.contains(&flag) && self.off(hidden, at) < self.off(cell, at);
            let start = if is_hidden(from, from.wrapping_sub(1), from.wrapping_sub(1), dates.start) { from - 1 } else { from };
            let end = if is_hidden(to + 1, to + 1, to + 2, dates.finish) { to + 2 } else { to + 1 };
            self.near(id, start, dates.start, "the start");
            self.near(id, end, dates.finish, "the end");
            let (first, last) = (dates.start.day().0, dates.finish.last_day().0.max(dates.start.day().0));
            let covers = first <= self.day(from) && self.day(to) <= last;
            assert!(0.5 <= self.length || covers, "the days of `{}`:\n{}", self.reader.plan.path(id), self.picture);
        }
        if let (Some(due), Some(at)) = (self.reader.due(id), flags.first()) {
            self.on(id, *at, due.last_day(), "the deadline");
            self.near(id, at + 1, due, "the deadline");
        }
    }
}

/// Compares every bar, bracket, diamond and deadline, and the status date, with the schedule; returns how many rows there were.
fn check(compilation: &Compilation, width: usize) -> usize {
    let Some(reading) = Reading::of(compilation, width) else { return 0 };
    compilation.plan.tasks.ids().zip(&reading.seen.rows).for_each(|(id, row)| reading.check(id, row));
    if let (Some(as_of), Some(at)) = (compilation.plan.settings.as_of, reading.seen.rule.iter().position(|c| *c == '┃')) {
        let off = (reading.edge(at) - f64::from(as_of.at.last_day().0)).abs();
        assert!(off <= (2.0 * reading.length).max(1.0), "the status date:\n{}", reading.picture);
    }
    reading.seen.rows.len()
}

#[test]
fn every_bar_is_where_the_axis_says() {
    let mut n = 0;
    for path in files("examples", "plan").into_iter().chain(files("tests/data/schedule", "plan")).chain(files("tests/data/emit", "plan")) {
        let folder = Folder(path.parent().unwrap().to_owned());
        let compilation = compile("main.plan", std::fs::read_to_string(&path).unwrap(), &folder, &Options::default());
        for width in [40, 60, 80, 100, 120, 200, 333] {
            n += check(&compilation, width);
        }
    }
    assert!(5_000 < n, "{n}");
}

/// Returns the row of an item.
fn row<'a>(chart: &'a str, name: &str) -> &'a str {
    chart.lines().find(|line| line.trim_start().starts_with(name)).unwrap_or_else(|| panic!("no {name}:\n{chart}"))
}

#[test]
fn a_night_is_drawn_by_the_hour() {
    let night = "plan \"Cut-over\"\n  start 2026-03-06\n  week mon-sun 00:00-24:00\ntask freeze 2h from 2026-03-06 18:00\n\
                 task dump 3h after freeze\ntask load 5h after dump\nmilestone live after load\n";
    let expected = "\
Cut-over
6 – 7 Mar 2026 · 3 tasks, 1 milestone

           Fri 6 Mar 2026          Sat 7 Mar
           18:00   20:00   22:00   00:00   02:00
           ┬───────┬───────┬───────┬───────┬───────
Freeze   • ▓▓▓▓▓▓▓▓┊       ┊       ┊       ┊
Dump     • ┊       ▓▓▓▓▓▓▓▓▓▓▓▓    ┊       ┊
Load     • ┊       ┊       ┊   ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓
Live     • ┊       ┊       ┊       ┊       ┊      ◆ 7 Mar 04:00

• ▓ critical   ◆ milestone
";
    assert_eq!(plain(night, 63), expected);
    // Nobody works at night here, and nothing begins within a day: days it is.
    let days = plain("plan \"P\"\n  start 2026-03-02\ntask a 3d\n", 80);
    assert!(days.contains("Mon 2       Tue 3       Wed 4\n"), "{days}");
}

#[test]
fn decades_are_told_in_round_years_and_dates_with_theirs() {
    let chart =
        plain("plan \"Repository\"\n  start 2026-01-05\ntask site 600w\ntask fill 2020w after site\nmilestone closed after fill\n", 80);
    assert!(chart.lines().all(|line| line.is_empty() || !line.trim().is_empty()), "{chart}");
    let years: Vec<i32> = chart.lines().nth(3).unwrap().split_whitespace().map(|year| year.parse().unwrap()).collect();
    assert!(5 < years.len() && years.iter().all(|year| year % 5 == 0), "{chart}");
    assert!(row(&chart, "Closed").ends_with("20 Mar 2076 ◆"), "{chart}");
}

#[test]
fn the_legend_tells_what_the_marks_are_and_no_more() {
    let legend = |text: &str| plain(text, 80).lines().last().unwrap().to_owned();
    let plan = "plan \"P\"\n  start 2026-03-02\n";
    assert_eq!(legend(&format!("{plan}milestone a on 2026-04-01\n")), "• critical   ◆ milestone");
    assert_eq!(legend(&format!("{plan}task a 60d\n")), "• ▓ critical");
    assert_eq!(legend(&format!("{plan}task a 60d\ntask b 5d\n")), "▒ to do   • ▓ critical   ··· slack");
}

#[test]
fn a_deadline_that_lies_beyond_the_line_is_told_in_words() {
    let plan = "plan \"P\"\n  start 2026-03-02\n";
    let chart = plain(&format!("{plan}task a 20d due 2026-12-24\n"), 80);
    assert!(row(&chart, "A").ends_with("▓ due 24 Dec") && !chart.contains('▼'), "{chart}");
    let chart = plain(&format!("{plan}task a 20d due 2026-04-01\n"), 80);
    assert!(row(&chart, "A").contains('▼') && chart.contains("▼ due"), "{chart}");
}

#[test]
fn lateness_is_told_however_little_room_there_is() {
    let late = "plan \"P\"\n  start 2026-03-02\ntask long 60d due 2026-03-10\nmilestone end after long due 2026-03-12\n";
    for width in [40, 44, 60, 100, 200] {
        let chart = plain(late, width);
        assert!(row(&chart, "Long  ").contains(" 53 d late"), "{chart}");
        assert!(chart.replace('\n', " ").contains("Long is due 10 Mar and ends 22 May, 53 d late"), "{chart}");
        assert!(row(&chart, "End  ").contains("51 d late"), "{chart}");
        assert!(chart.lines().all(|line| display_width(line) <= width), "{chart}");
    }
}

#[test]
fn the_status_date_is_told_where_it_lies() {
    let chart = |as_of: &str| plain(&format!("plan \"P\"\n  start 2026-03-02\n  as of {as_of} keeping dates\ntask a 20d\n"), 80);
    // Close by, the line is longer for it; from far away it is pointed at.
    let near = chart("2026-02-26");
    assert!(near.contains("▾ as of 26 Feb") && near.contains("│ status date"), "{near}");
    assert_eq!(near.chars().filter(|c| *c == '┃').count(), 1);
    let before = chart("2025-06-02");
    assert!(before.contains("◂ as of 2 Jun") && !before.contains('┃') && !before.contains("status date"), "{before}");
    let after = chart("2026-09-01");
    assert!(after.contains("as of 1 Sep ▸") && !after.contains('┃'), "{after}");
}

#[test]
fn every_colour_is_read_on_black_and_on_white() {
    let compilation = compiled(
        "plan \"P\"\n  start 2026-03-02\n  as of 2026-03-06\nphase p\n  task a 10d done 20% due 2026-03-09\n  task b 3d due 2026-03-30\nmilestone m after a\n",
    );
    let inked = emit::terminal(&drawn(&compilation, 100), Ink::Colour);
    let codes: Vec<&str> = inked.split("\u{1b}[").skip(1).filter_map(|rest| rest.split('m').next()).collect();
    // Blue is not to be read on black, yellow and white not on white, black not on black.
    assert!(codes.iter().all(|code| ["0", "1", "2", "31", "1;31", "35", "36"].contains(code)), "{codes:?}");
    for code in ["1", "2", "31", "1;31", "35", "36"] {
        assert!(codes.contains(&code), "{code}: {inked}");
    }
}

#[test]
fn a_name_that_runs_to_the_left_does_not_turn_the_cells() {
    let chart =
        plain("plan \"P\"\n  start 2026-03-02\ntask a \"תכנון\" 3d\nmilestone m \"فتح\" after a\ntask b \"Build\" 2d after m\n", 80);
    assert!(row(&chart, "תכנון").starts_with("תכנון\u{200e} ") && row(&chart, "فتح").starts_with("فتح\u{200e} "), "{chart}");
    assert!(!row(&chart, "Build").contains('\u{200e}'), "{chart}");
    let bar = |name: &str| row(&chart, name).chars().filter(|c| *c != '\u{200e}').position(|c| "▓◆".contains(c)).unwrap();
    assert!(bar("תכנון") < bar("فتح") && bar("فتح") < bar("Build"), "{chart}");
}

#[test]
fn what_ends_with_the_plan_is_not_drawn_behind_it() {
    let plan =
        "plan \"P\"\n  start 2026-02-03\ntask a 100d\ntask b 1d after a\ntask c 1d after b\ntask d 2h after c\nmilestone m after d\n";
    for width in 40..120 {
        let chart = plain(plan, width);
        let last = |name: &str| row(&chart, name).chars().enumerate().filter(|(_, c)| "▓◆".contains(*c)).last().unwrap().0;
        let ends = ["A ", "B ", "C ", "D ", "M "].map(last);
        assert!(ends.is_sorted(), "{ends:?}:\n{chart}");
    }
}

#[test]
fn three_years_have_quarters_in_a_narrow_terminal() {
    let chart = plain("plan \"P\"\n  start 2026-09-01\ntask a 800d\nmilestone m after a\n", 60);
    let axis: Vec<&str> = chart.lines().skip(3).take(2).map(str::trim_end).collect();
    assert!(axis[0].contains("2027") && axis[0].contains("2028") && axis[1].contains("Q3") && axis[1].contains("Q1"), "{chart}");
}
