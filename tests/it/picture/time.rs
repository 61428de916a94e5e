//! Rules of time: labels of the axis stand apart, and every bar covers the days that its row tells, read off that axis.

use std::collections::BTreeMap;

use gantline::calendar::{DAY, Day, Instant, WorkTime};
use gantline::compile::{Options, compile};
use gantline::model::{Plan, TaskId};
use gantline::view::chart::{Bar, ChartOptions, Px, layout};

use super::Picture;
use super::shapes::{Kind, Words};
use crate::support::{Folder, files};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Labels of one tier stand six pixels apart.
pub(super) fn ticks(picture: &Picture<'_>, faults: &mut Vec<String>) {
    let mut labels: Vec<&Words> = picture.texts.iter().filter(|words| matches!(words.class.as_str(), "b r" | "q r")).collect();
    labels.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.area.left.total_cmp(&b.area.left)));
    if labels.len() < 2 {
        faults.push("ticks: the axis says nothing".to_owned());
    }
    for pair in labels.windows(2).filter(|pair| pair[0].baseline == pair[1].baseline) {
        let gap = pair[1].area.left - pair[0].area.right;
        if gap < 6.0 {
            faults.push(format!("ticks: `{}` and `{}` stand {gap:.1} px apart", pair[0].content, pair[1].content));
        }
    }
    through(picture, &labels, faults);
    if !labels.iter().any(|words| words.content.split(' ').any(|word| word.len() >= 4 && word.starts_with(|c: char| c.is_ascii_digit()))) {
        faults.push("ticks: no year".to_owned());
    }
}

/// No line passes through a label, and none of a month stands between it and its own line.
fn through(picture: &Picture<'_>, labels: &[&Words], faults: &mut Vec<String>) {
    let tier = tier(picture);
    let above = || picture.grid.iter().filter(|line| line.1 <= tier);
    for words in labels.iter().filter(|words| words.class == "q r" && words.baseline < picture.top) {
        let own = above().map(|line| line.0).filter(|x| *x <= words.area.left + 1.0).fold(f64::MIN, f64::max);
        let is_own = own == f64::MIN || above().any(|line| *line == (own, tier));
        if !is_own || above().any(|line| words.area.left + 1.0 < line.0 && line.0 < words.area.right - 1.0) {
            faults.push(format!("ticks: a line passes through `{}`, or before it, at {own:.1}", words.content));
        }
    }
}

/// Returns how high the lines of the lower tier begin; those without a label are short.
fn tier(picture: &Picture<'_>) -> f64 {
    picture.grid.iter().map(|line| line.1).filter(|y| *y < picture.top - 8.0).fold(f64::MIN, f64::max)
}

/// Where days are, as the axis says.
struct Ruler {
    /// A line of the axis and its day.
    anchors: Vec<(f64, Day)>,
    day: f64,
}

impl Ruler {
    /// Reads the lower tier, whose context is the first label of the upper.
    fn read(picture: &Picture<'_>) -> Option<Self> {
        let labels = |class: &str| {
            let mut labels: Vec<&Words> =
                picture.texts.iter().filter(|words| words.class == class && words.baseline < picture.top).collect();
            labels.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
            labels
        };
        let (upper, lower) = (labels("b r"), labels("q r"));
        // Where the first month is too short for its year, the second tells it.
        let (context, mut date) = upper.iter().find_map(|context| Some((*context, Reading::of(&context.content)?)))?;
        let mut anchors = Vec::new();
        // The lines of the lower tier begin lower.
        let tier = tier(picture);
        let lines: Vec<f64> = picture.grid.iter().filter(|line| line.1 == tier).map(|line| line.0).collect();
        for label in lower.iter().filter(|label| context.area.left - 7.0 <= label.area.left) {
            let day = date.next(&label.content)?;
            let line = lines.iter().copied().filter(|x| *x <= label.area.left + 0.2).fold(f64::MIN, f64::max);
            // A label without its line belongs to a unit that began before the picture.
            if label.area.left - line <= if date.days { 60.0 } else { 6.1 } {
                anchors.push((line, day));
            }
        }
        let (first, last) = (anchors.first()?, anchors.last()?);
        let days = f64::from(last.1.0 - first.1.0);
        (0.0 < days).then(|| Self { day: (last.0 - first.0) / days, anchors: anchors.clone() })
    }

    fn x(&self, day: Day, part: f64) -> f64 {
        let (x, first) = self.anchors[0];
        x + (f64::from(day.0 - first.0) + part) * self.day
    }
}

/// Labels of the lower tier, read one after the other.
struct Reading {
    year: i32,
    /// From 0.
    month: Option<u32>,
    last: u32,
    /// The lower tier counts days.
    days: bool,
}

impl Reading {
    /// Reads `March 2026`, `2026` or `2020s`.
    fn of(context: &str) -> Option<Self> {
        let year = context.rsplit(' ').next()?.trim_end_matches('s').parse().ok()?;
        let month = (0_u32..).zip(MONTHS).find(|(_, name)| context.starts_with(name)).map(|(month, _)| month);
        Some(Self { year, month, last: 0, days: false })
    }

    /// Returns the day of the next label.
    fn next(&mut self, label: &str) -> Option<Day> {
        if let Some(month) = (0_u32..).zip(MONTHS).find(|(_, name)| *name == label).map(|(month, _)| month) {
            self.step(month);
            return Day::from_ymd(self.year, month + 1, 1);
        }
        if let Some(quarter) = label.strip_prefix('Q') {
            let month = (quarter.parse::<u32>().ok()? - 1) * 3;
            self.step(month);
            return Day::from_ymd(self.year, month + 1, 1);
        }
        if let Some((_, day)) = label.split_once(' ') {
            self.days = true;
            return self.day_of_month(day);
        }
        match label.parse::<i32>().ok()? {
            year @ 1000.. => Day::from_ymd(year, 1, 1),
            _ => self.day_of_month(label),
        }
    }

    fn step(&mut self, month: u32) {
        let new_year = self.month.is_some_and(|before| month < before) && 0 < self.last;
        self.year += i32::from(new_year);
        (self.month, self.last) = (Some(month), 1);
    }

    fn day_of_month(&mut self, label: &str) -> Option<Day> {
        let day: u32 = label.parse().ok()?;
        self.days |= day == self.last + 1;
        let mut month = self.month?;
        if day <= self.last {
            month = (month + 1) % 12;
            self.year += i32::from(month == 0);
        }
        (self.month, self.last) = (Some(month), day);
        Day::from_ymd(self.year, month + 1, day)
    }
}

/// Every bar begins and ends where the axis has the dates of its item, and the columns name those dates.
pub(super) fn bars(picture: &Picture<'_>, faults: &mut Vec<String>) {
    let Some(ruler) = Ruler::read(picture) else { return };
    for (x, day) in &ruler.anchors {
        let off = x - ruler.x(*day, 0.0);
        if 0.3 < off.abs() {
            faults.push(format!("bar: the line of {} stands {off:.1} px off", day.date()));
        }
    }
    let shown: Vec<TaskId> = picture.rows.iter().map(|row| row.1).collect();
    let mut found = drawn_elsewhere(picture, &ruler, &Hours::of(picture, &shown));
    if !found.is_empty() {
        // A page shows the hours of what stands on the others, too.
        let all: Vec<TaskId> = picture.plan.tasks.ids().collect();
        found.retain(|_| !drawn_elsewhere(picture, &ruler, &Hours::of(picture, &all)).is_empty());
    }
    faults.extend(found);
    columns(picture, faults);
}

/// Returns the marks that are not where these hours have them.
fn drawn_elsewhere(picture: &Picture<'_>, ruler: &Ruler, hours: &Hours) -> Vec<String> {
    let mut found = Vec::new();
    for mark in &picture.marks {
        let Some((_, task)) = picture.rows.iter().find(|row| row.0 == mark.row) else { continue };
        let Some(dates) = picture.schedule.tasks.get(task.0 as usize) else { continue };
        let place = |t: Instant| hours.place(ruler, t).clamp(picture.left, picture.right);
        let (start, finish) = (place(dates.start), place(dates.finish));
        let (left, right) = match mark.kind {
            Kind::Diamond => ((mark.area.left + mark.area.right) / 2.0, (mark.area.left + mark.area.right) / 2.0),
            Kind::Bar | Kind::Bracket => (mark.area.left, mark.area.right),
        };
        let start = if mark.kind == Kind::Diamond { finish } else { start };
        let narrowest = if mark.kind == Kind::Diamond { start } else { start + 3.0 };
        if 0.8 < (left - start).abs() || 0.8 < (right - finish.max(narrowest.min(picture.right))).abs() {
            found.push(format!("bar: {} is drawn from {left:.1} to {right:.1}, but takes {start:.1} to {finish:.1}", mark.row));
        }
    }
    found
}

/// The hours that each day of a picture is as wide as: those of the standard calendar, and what begins or ends outside of them.
struct Hours {
    standard: WorkTime,
    other: BTreeMap<Day, (i32, i32)>,
}

impl Hours {
    fn of(picture: &Picture<'_>, shown: &[TaskId]) -> Self {
        let work_time = |calendar: usize| WorkTime::of(&picture.plan.calendars.as_slice()[calendar].calendar);
        let mut hours = Self { standard: work_time(Plan::STANDARD.0 as usize), other: BTreeMap::new() };
        for task in shown {
            let Some(dates) = picture.schedule.tasks.get(task.0 as usize) else { continue };
            let own = work_time(picture.plan.tasks.as_slice()[task.0 as usize].calendar.0 as usize);
            let worked = |day: Day| own.hours_on(day).span().map(|(from, to)| (i32::from(from), i32::from(to).min(DAY)));
            let (first, last) = (dates.start.day(), dates.finish.last_day());
            let (start, finish) = (dates.start.since(first.start()).0, dates.finish.since(last.start()).0);
            if dates.start < dates.finish {
                let evening = worked(first).map_or(DAY, |(_, to)| if start < to { to } else { DAY });
                hours.see(first, start, (start, if first == last { finish } else { evening }));
            }
            let morning = worked(last).map_or(0, |(from, _)| if from < finish { from } else { 0 });
            let begin = match () {
                () if dates.start == dates.finish => finish,
                () if first == last => start,
                () => morning,
            };
            hours.see(last, finish, (begin, finish));
        }
        hours
    }

    /// Notes that something begins or ends at `at`, and goes on for so much of the day.
    fn see(&mut self, day: Day, at: i32, (from, to): (i32, i32)) {
        let standard = self.standard.hours_on(day).span().map(|(from, to)| (i32::from(from), i32::from(to).min(DAY)));
        let ordinary = standard.is_some_and(|(from, to)| from <= at && at <= to || at == DAY);
        if !ordinary && (standard.is_some() || from < to) {
            let hours = self.other.entry(day).or_insert(standard.unwrap_or((from, to)));
            *hours = (hours.0.min(from), hours.1.max(to));
        }
    }

    fn place(&self, ruler: &Ruler, t: Instant) -> f64 {
        let day = t.day();
        let since = |at: Instant| at.since(day.start()).0.min(DAY);
        let usual = || (since(self.standard.day_start(day)), since(self.standard.day_finish(day)));
        let (from, to) = self.other.get(&day).copied().unwrap_or_else(usual);
        let (from, to) = if from < to { (from, to) } else { (0, DAY) };
        ruler.x(day, ((f64::from(t.time().0) - f64::from(from)) / f64::from(to - from)).clamp(0.0, 1.0))
    }
}

/// The columns `start` and `finish` name the days on which the bar begins and ends.
fn columns(picture: &Picture<'_>, faults: &mut Vec<String>) {
    for (name, is_start) in [("start", true), ("finish", false)] {
        let Some(head) = picture.texts.iter().find(|words| words.class == "c" && words.row.is_none() && words.content == name) else {
            continue;
        };
        for (row, task) in &picture.rows {
            let Some(dates) = picture.schedule.tasks.get(task.0 as usize) else { continue };
            let day = if is_start { dates.start.day() } else { dates.finish.last_day() }.date();
            let said = picture
                .texts
                .iter()
                .find(|words| words.class == "c" && words.row.as_ref() == Some(row) && (words.area.right - head.area.right).abs() < 0.1);
            let Some(said) = said else { continue };
            let wanted = format!("{} {}", day.format("%-d"), day.format("%b"));
            if !said.content.starts_with(&wanted) {
                faults.push(format!("bar: {row} says {name} `{}`, not `{wanted}`", said.content));
            }
        }
    }
}

/// Returns every instant at which anything in a picture begins or ends, and where that is drawn.
fn places(chart: &gantline::view::chart::Chart<'_>) -> Vec<(Instant, Px)> {
    let narrowest = Px::of(3);
    let mut places = Vec::new();
    for row in &chart.rows {
        let dates = &chart.schedule.tasks[row.task.0 as usize];
        match row.bar {
            Some(Bar::Milestone { x, .. }) => places.push((dates.finish, x)),
            Some(Bar::Task { left, right, .. } | Bar::Phase { left, right }) => {
                places.push((dates.start, left));
                // What is too short to be seen is drawn longer.
                places.extend(Some((dates.finish, right)).filter(|_| left + narrowest < right));
            }
            None => {}
        }
    }
    places.sort();
    places
}

#[test]
fn what_is_later_is_never_drawn_earlier_and_one_instant_has_one_place() {
    let mut plans = files("examples", "plan");
    plans.extend(files("tests/data/schedule", "plan"));
    let mut n_pictures = 0;
    for path in plans {
        let (name, folder) = (path.display().to_string(), Folder(path.parent().unwrap().to_path_buf()));
        let compilation = compile(&name, std::fs::read_to_string(&path).unwrap(), &folder, &Options::default());
        for width in [500, 1_200, 4_000] {
            let options = ChartOptions { width, ..ChartOptions::default() };
            let places = places(&layout(&compilation.plan, &compilation.schedule, &options));
            for pair in places.windows(2) {
                let ((before, left), (after, right)) = (pair[0], pair[1]);
                let is_right = if before == after { left == right } else { left <= right };
                assert!(is_right, "{name} on {width}: {before:?} is drawn at {left:?}, {after:?} at {right:?}");
            }
            n_pictures += usize::from(1 < places.len());
        }
    }
    assert!(100 < n_pictures, "{n_pictures} pictures");
}
