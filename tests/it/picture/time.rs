//! Rules of time: labels of the axis stand apart, and every bar covers the days that its row tells, read off that axis.

use gantline::calendar::{DAY, Day, Instant, WorkTime};
use gantline::model::{self, TaskId};

use super::Picture;
use super::shapes::{Kind, Words};

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
    if !labels.iter().any(|words| words.content.split(' ').any(|word| word.len() >= 4 && word.starts_with(|c: char| c.is_ascii_digit()))) {
        faults.push("ticks: no year".to_owned());
    }
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
        let context = *upper.first()?;
        let mut date = Reading::of(&context.content)?;
        let mut anchors = Vec::new();
        // The lines of the lower tier begin lower.
        let begin = picture.grid.iter().map(|line| line.1).filter(|y| *y < picture.top).fold(f64::MIN, f64::max);
        let lines: Vec<f64> = picture.grid.iter().filter(|line| line.1 == begin).map(|line| line.0).collect();
        for label in lower.iter().filter(|label| context.area.left - 7.0 <= label.area.left) {
            let day = date.next(&label.content)?;
            let line = lines.iter().copied().filter(|x| *x <= label.area.left + 0.2).fold(f64::MIN, f64::max);
            // A label without its line belongs to a unit that began before the picture.
            if label.area.left - line <= if date.days { 60.0 } else { 6.0 } {
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
    for mark in &picture.marks {
        let Some((_, task)) = picture.rows.iter().find(|row| row.0 == mark.row) else { continue };
        let Some(dates) = picture.schedule.tasks.get(task.0 as usize) else { continue };
        let place = |t: Instant| place(picture, &ruler, *task, t).clamp(picture.left, picture.right);
        let (start, finish) = (place(dates.start), place(dates.finish));
        let (left, right) = match mark.kind {
            Kind::Diamond => ((mark.area.left + mark.area.right) / 2.0, (mark.area.left + mark.area.right) / 2.0),
            Kind::Bar | Kind::Bracket => (mark.area.left, mark.area.right),
        };
        let start = if mark.kind == Kind::Diamond { finish } else { start };
        let narrowest = if mark.kind == Kind::Diamond { start } else { start + 3.0 };
        if 0.8 < (left - start).abs() || 0.8 < (right - finish.max(narrowest.min(picture.right))).abs() {
            faults.push(format!("bar: {} is drawn from {left:.1} to {right:.1}, but takes {start:.1} to {finish:.1}", mark.row));
        }
    }
    columns(picture, faults);
}

/// Returns where an instant is: a day is as wide as the hours that are worked on it.
fn place(picture: &Picture<'_>, ruler: &Ruler, task: TaskId, t: Instant) -> f64 {
    let calendar = picture.plan.tasks.as_slice().get(task.0 as usize).map_or(model::Plan::STANDARD, |task| task.calendar);
    let hours = WorkTime::of(&picture.plan.calendars.as_slice()[calendar.0 as usize].calendar);
    let day = t.day();
    let span = hours.hours_on(day).span().map(|(from, to)| (f64::from(from), f64::from(to).min(f64::from(DAY))));
    let usual = || (f64::from(hours.day_start(day).since(day.start()).0), f64::from(hours.day_finish(day).since(day.start()).0));
    let (from, to) = span.unwrap_or_else(usual);
    let (from, to) = if from < to { (from, to) } else { (0.0, f64::from(DAY)) };
    ruler.x(day, ((f64::from(t.time().0) - from) / (to - from)).clamp(0.0, 1.0))
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
