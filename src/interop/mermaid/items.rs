//! The lines of a chart made into items of a plan.

use std::collections::BTreeMap;

use super::chart::{Chart, Line, Task};
use super::dates::{Unit, has_day, has_time, instant, span};
use super::fault;
use crate::calendar::{Calendar, DAY, Day, DaySet, Elapsed, Exception, Hours, Instant, Week, Weekday, WorkTime};
use crate::format::{Clause, Draft, Edge, Item, ItemId, Kind, Lag, Length, Moment, Target, Units};
use crate::interop::{Fault, Imported, Notes, leave_out_first_day};

/// Where a task begins.
enum Start<'a> {
    /// On a date.
    At(Instant),
    /// After these.
    After(Vec<&'a str>),
}

/// Where it ends.
enum End<'a> {
    At(Instant),
    /// When the first of these begins.
    Until(Vec<&'a str>),
    /// After so long: tenths of a minute of work.
    Long(i64),
}

struct Cx<'a> {
    chart: &'a Chart<'a>,
    clock: WorkTime,
    /// Tenths of a minute of a day's work.
    day: i64,
    by_id: BTreeMap<&'a str, ItemId>,
    notes: Notes,
}

/// Returns the plan of a chart.
pub(super) fn import(chart: &Chart<'_>) -> Result<Imported, Fault> {
    let is_timed = has_time(chart.date_format)
        || tasks(chart).any(|task| span(task.end).is_some_and(|span| matches!(span.unit, Unit::Second | Unit::Minute | Unit::Hour)));
    let calendar = calendar(chart, is_timed)?;
    let mut draft = Draft { units: units(&calendar), ..Draft::default() };
    let mut cx = Cx {
        chart,
        day: i64::from(calendar.typical_day().0),
        clock: WorkTime::of(&calendar),
        by_id: BTreeMap::new(),
        notes: Notes::default(),
    };
    let mut plan = Item::new(Kind::Plan, 0, chart.title.clone());
    draft.push(plan.clone());
    let ids = cx.declare(&mut draft)?;
    cx.check_loops(&ids)?;
    let mut first: Option<Instant> = None;
    let mut above: Option<ItemId> = None;
    for (task, id) in tasks(chart).zip(&ids) {
        let (start, end) = (cx.start(task, above)?, cx.end(task)?);
        if let Start::At(at) = start {
            first = Some(first.map_or(at, |first| first.min(at)));
        }
        let clauses = cx.clauses(task, above, &start, &end)?;
        if let Some(item) = draft.get_mut(*id) {
            item.clauses = clauses;
        }
        above = Some(*id);
    }
    for (line, id, url) in &chart.clicks {
        let item = cx.by_id.get(id).and_then(|id| draft.get_mut(*id));
        let Some(item) = item else { return Err(fault(*line, format!("`click` names `{id}`, and no task has that id"), "")) };
        item.clauses.push(Clause::Link((*url).to_owned()));
    }
    if let Some(first) = first {
        leave_out_first_day(&mut draft, first.day());
    }
    plan.clauses = cx.settings(&calendar, first, is_timed);
    if let Some(slot) = draft.items.first_mut() {
        *slot = plan;
    }
    Ok(cx.notes.finish(draft, "What was guessed, or is not in the plan, of the chart that it was imported from:"))
}

fn tasks<'a>(chart: &'a Chart<'a>) -> impl Iterator<Item = &'a Task<'a>> {
    chart.lines.iter().filter_map(|line| match line {
        Line::Section(_) => None,
        Line::Task(task) => Some(task),
    })
}

fn units(calendar: &Calendar) -> Units {
    let day = i64::from(calendar.typical_day().0);
    Units { day, week: i64::from(calendar.week_work().0), month: day * 20 }
}

/// Returns the days that a chart does not exclude, with all hours where it tells hours.
fn calendar(chart: &Chart<'_>, is_timed: bool) -> Result<Calendar, Fault> {
    let hours = if is_timed { Hours::whole_day() } else { Hours::standard() };
    let mut days = DaySet::ALL;
    let mut off: Vec<Day> = Vec::new();
    for (line, word) in &chart.excludes {
        match excluded(word, chart.weekend_is_friday) {
            Some(set) => days.0 &= !set.0,
            None => off.push(day(chart, *line, word)?),
        }
    }
    let mut calendar = Calendar { week: Week::of(days, &hours), exceptions: Vec::new() };
    let worked: Vec<Day> = chart.includes.iter().map(|(line, word)| day(chart, *line, word)).collect::<Result<_, _>>()?;
    off.retain(|day| !worked.contains(day));
    let off = off.into_iter().map(|day| Exception::off(day, day, ""));
    let worked = worked.into_iter().map(|day| Exception { from: day, to: day, hours: hours.clone(), name: String::new() });
    let differs = |exception: &Exception| calendar.week.hours(exception.from.weekday()) != &exception.hours;
    let exceptions: Vec<_> = off.chain(worked).filter(differs).map(std::sync::Arc::new).collect();
    calendar.add_exceptions(exceptions);
    if calendar.is_empty() {
        let line = chart.excludes.first().map_or(1, |(line, _)| *line);
        return Err(fault(line, "every day is excluded, so nothing can be done", "leave a weekday to work on"));
    }
    Ok(calendar)
}

fn excluded(word: &str, weekend_is_friday: bool) -> Option<DaySet> {
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.to_lowercase();
    if word == "weekends" {
        let days = if weekend_is_friday { [Weekday::Friday, Weekday::Saturday] } else { [Weekday::Saturday, Weekday::Sunday] };
        return Some(DaySet(days.into_iter().map(|day| DaySet::of(day).0).sum()));
    }
    names.into_iter().zip(Weekday::ALL).find(|(name, _)| *name == word).map(|(_, day)| DaySet::of(day))
}

fn day(chart: &Chart<'_>, line: usize, word: &str) -> Result<Day, Fault> {
    let found = instant(word, "YYYY-MM-DD").or_else(|| instant(word, chart.date_format));
    found.map(Instant::day).ok_or_else(|| {
        fault(line, format!("`{word}` is no day that can be excluded"), "write `weekends`, a weekday, or a date as 2026-03-10")
    })
}

impl<'a> Cx<'a> {
    /// Adds an item for every line and returns those of the tasks.
    fn declare(&mut self, draft: &mut Draft) -> Result<Vec<ItemId>, Fault> {
        let mut level = 0;
        let mut ids = Vec::new();
        for line in &self.chart.lines {
            let task = match line {
                Line::Section(title) => {
                    level = 1;
                    draft.push(Item::new(Kind::Phase, 0, title.clone()));
                    continue;
                }
                Line::Task(task) => task,
            };
            let is_point = task.tags.iter().any(|tag| matches!(*tag, "milestone" | "vert"));
            let mut item = Item::new(if is_point { Kind::Milestone } else { Kind::Task }, level, task.title.clone());
            let is_name = |id: &&str| {
                id.starts_with(|c: char| c.is_ascii_alphabetic())
                    && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
                    && !matches!(*id, "start" | "end")
            };
            item.id = task.id.filter(is_name).unwrap_or("").to_owned();
            let id = draft.push(item);
            if let Some(name) = task.id
                && self.by_id.insert(name, id).is_some()
            {
                return Err(fault(
                    task.line,
                    format!("a second task has the id `{name}`; Mermaid would take the last"),
                    "give each its own",
                ));
            }
            ids.push(id);
        }
        Ok(ids)
    }

    fn start(&self, task: &Task<'a>, above: Option<ItemId>) -> Result<Start<'a>, Fault> {
        let Some(text) = task.start else {
            return match above {
                Some(_) => Ok(Start::After(Vec::new())),
                None => Err(fault(
                    task.line,
                    format!("`{}` has no start, and nothing stands before it", task.title),
                    "write a date: `:2026-03-09, 5d`",
                )),
            };
        };
        if let Some(names) = text.strip_prefix("after").filter(|rest| rest.starts_with(char::is_whitespace)) {
            return Ok(Start::After(self.known(task, "after", names)?));
        }
        self.date(task, text).map(Start::At)
    }

    fn end(&self, task: &Task<'a>) -> Result<End<'a>, Fault> {
        if let Some(names) = task.end.strip_prefix("until").filter(|rest| rest.starts_with(char::is_whitespace)) {
            return Ok(End::Until(self.known(task, "until", names)?));
        }
        let Some(span) = span(task.end) else {
            let format = self.chart.date_format;
            let is_time = !has_day(format) && instant(&format!("2000-01-01 {}", task.end), &format!("YYYY-MM-DD {format}")).is_some();
            let date = if is_time { self.date(task, task.end).map(Some) } else { Ok(instant(task.end, format)) }?;
            let date = date.ok_or_else(|| {
                let sentence = format!("`{}` is neither a length such as 3d nor a date as `dateFormat {format}` has it", task.end);
                fault(task.line, sentence, "the units are s, m, h, d, w, M and y")
            })?;
            let inclusive = self.chart.inclusive && !has_time(format);
            return Ok(End::At(if inclusive { date.plus(Elapsed(DAY)) } else { date }));
        };
        // A day of Mermaid's is a day of the calendar that is not excluded, and a week seven of them.
        let size = match span.unit {
            Unit::Second => 0,
            Unit::Minute => 10,
            Unit::Hour => 600,
            Unit::Day => self.day,
            Unit::Week => self.day * 7,
            Unit::Month => self.day * 30,
            Unit::Year => self.day * 365,
        };
        let tenths = if span.unit == Unit::Second { span.thousandths / 6_000 } else { span.thousandths * size / 1_000 };
        Ok(End::Long(tenths))
    }

    fn date(&self, task: &Task<'_>, text: &str) -> Result<Instant, Fault> {
        let format = self.chart.date_format;
        if !has_day(format) {
            let sentence = format!("`{text}` is a time of no day, which Mermaid draws on the day it is looked at");
            return Err(fault(task.line, sentence, "write days too: `dateFormat YYYY-MM-DD HH:mm`"));
        }
        instant(text, format).ok_or_else(|| {
            fault(
                task.line,
                format!("`{text}` is not a date as `dateFormat {format}` has it"),
                "Mermaid would draw it somewhere all the same",
            )
        })
    }

    fn known(&self, task: &Task<'_>, word: &str, names: &'a str) -> Result<Vec<&'a str>, Fault> {
        let names: Vec<&str> = names.split_whitespace().collect();
        match names.iter().find(|name| !self.by_id.contains_key(**name)) {
            Some(unknown) => {
                Err(fault(task.line, format!("`{word}` names `{unknown}`, and no task has that id"), "Mermaid would take today"))
            }
            None => Ok(names),
        }
    }

    /// Refuses tasks that wait for themselves.
    fn check_loops(&self, ids: &[ItemId]) -> Result<(), Fault> {
        let list: Vec<&Task<'_>> = tasks(self.chart).collect();
        let at = |name: &str| self.by_id.get(name).and_then(|id| ids.binary_search(id).ok());
        let before = |n: usize| -> Vec<usize> {
            let Some(task) = list.get(n) else { return Vec::new() };
            let above = task.start.is_none().then(|| n.checked_sub(1)).flatten();
            let after = task.start.and_then(|text| text.strip_prefix("after ")).unwrap_or("");
            let until = task.end.strip_prefix("until ").unwrap_or("");
            after.split_whitespace().chain(until.split_whitespace()).filter_map(at).chain(above).collect()
        };
        let mut open: Vec<usize> = (0..list.len()).map(|n| before(n).len()).collect();
        let mut waits: Vec<Vec<usize>> = vec![Vec::new(); list.len()];
        for n in 0..list.len() {
            for other in before(n) {
                waits.get_mut(other).into_iter().for_each(|list| list.push(n));
            }
        }
        let mut ready: Vec<usize> = open.iter().enumerate().filter(|(_, count)| **count == 0).map(|(n, _)| n).collect();
        while let Some(n) = ready.pop() {
            for next in waits.get(n).cloned().unwrap_or_default() {
                if let Some(count) = open.get_mut(next) {
                    *count -= 1;
                    if *count == 0 {
                        ready.push(next);
                    }
                }
            }
        }
        let stuck: Vec<&&Task<'_>> = list.iter().zip(&open).filter(|(_, count)| 0 < **count).map(|(task, _)| task).collect();
        match stuck.as_slice() {
            [] => Ok(()),
            [one] => Err(fault(one.line, format!("`{}` waits for itself", one.title), "take the `after` or `until` away")),
            [one, other, ..] => {
                Err(fault(one.line, format!("`{}` waits for itself, by way of `{}`", one.title, other.title), "take one of the two away"))
            }
        }
    }

    fn clauses(&mut self, task: &Task<'a>, above: Option<ItemId>, start: &Start<'a>, end: &End<'a>) -> Result<Vec<Clause>, Fault> {
        let mut clauses = self.tags(task);
        let target = |name: &&'a str| self.by_id.get(*name).map(|id| Target::Item(*id, None, Lag::None));
        let after: Vec<Target> = match start {
            Start::At(_) => Vec::new(),
            Start::After(names) if names.is_empty() => above.map(|id| Target::Item(id, None, Lag::None)).into_iter().collect(),
            Start::After(names) => names.iter().filter_map(target).collect(),
        };
        if task.tags.iter().any(|tag| matches!(*tag, "milestone" | "vert")) {
            clauses.extend(self.point(task, start, end, after));
            return Ok(clauses);
        }
        match (start, end) {
            (Start::At(from), End::At(to)) if to < from => {
                return Err(fault(task.line, format!("`{}` ends before it begins", task.title), "exchange the two dates"));
            }
            (Start::At(from), End::At(to)) => clauses.extend(self.between(task, *from, *to)),
            (Start::At(from), End::Long(length)) => {
                self.long(task, *length, &mut clauses);
                if self.clock.next_start(*from) < self.next_day(*from) {
                    clauses.push(Clause::From(Target::At(self.begin(*from))));
                } else {
                    self.notes.add("starts on excluded days, which begin on the next working day", &task.title, 1);
                    clauses.push(Clause::From(Target::At(Moment::begin(self.clock.next_start(*from), &self.clock))));
                }
            }
            (Start::After(_), End::Long(length)) => {
                self.long(task, *length, &mut clauses);
                clauses.push(Clause::After(after));
            }
            (Start::After(_), End::At(to)) => {
                self.notes.add("work between another's end and a date, whose length is not told: it is a span", &task.title, 1);
                let from = after.first().copied().unwrap_or(Target::At(Moment::exact(*to)));
                clauses.push(Clause::Span(from, Target::At(self.finish(*to))));
            }
            (_, End::Until(names)) => {
                let until = names.first().and_then(|name| self.by_id.get(name)).map(|id| Target::Item(*id, Some(Edge::Start), Lag::None));
                if 1 < names.len() {
                    self.notes.add("`until` with several names, of which the first counts", &task.title, 1);
                }
                let from = match start {
                    Start::At(at) => Some(Target::At(self.begin(*at))),
                    Start::After(_) => after.first().copied(),
                };
                clauses.extend(from.zip(until).map(|(from, until)| Clause::Span(from, until)));
            }
        }
        Ok(clauses)
    }

    /// Returns what the words before the id say.
    fn tags(&mut self, task: &Task<'_>) -> Vec<Clause> {
        let mut clauses = Vec::new();
        for tag in &task.tags {
            match *tag {
                "done" => clauses.push(Clause::Done(10_000)),
                "active" => self.notes.add("`active`, which does not say how much is done", &task.title, 1),
                "crit" => self.notes.add("`crit`, which is computed here", &task.title, 1),
                "vert" => self.notes.add("vertical lines, milestones now", &task.title, 1),
                _ => {}
            }
        }
        clauses
    }

    /// Says when a milestone is. Mermaid draws it in the middle of its length.
    fn point(&mut self, task: &Task<'_>, start: &Start<'_>, end: &End<'_>, after: Vec<Target>) -> Option<Clause> {
        let one_day = match (start, end) {
            (_, End::Long(length)) => *length <= self.day,
            (Start::At(from), End::At(to)) => to.since(*from).0 <= DAY,
            (_, End::At(_) | End::Until(_)) => false,
        };
        if !one_day {
            self.notes.add("milestones with a length, placed at its beginning", &task.title, 1);
        }
        match start {
            Start::At(at) if has_time(self.chart.date_format) => Some(Clause::On(Target::At(Moment::exact(*at)))),
            Start::At(at) => Some(Clause::On(Target::At(Moment::day(at.day())))),
            Start::After(_) => (!after.is_empty()).then_some(Clause::After(after)),
        }
    }

    fn long(&mut self, task: &Task<'_>, tenths: i64, clauses: &mut Vec<Clause>) {
        let unit = span(task.end).map_or(Unit::Day, |span| span.unit);
        if matches!(unit, Unit::Month | Unit::Year) {
            self.notes.add("months and years, taken for 30 and 365 days", &task.title, 1);
        }
        let unit = match unit {
            Unit::Second | Unit::Minute => crate::format::Unit::Minute,
            Unit::Hour => crate::format::Unit::Hour,
            Unit::Day | Unit::Week | Unit::Month | Unit::Year => crate::format::Unit::Day,
        };
        clauses.push(Clause::Duration(Length { tenths, elapsed: false, unit: Some(unit) }, None));
    }

    /// Says work between two dates: as its working days, or as a span where there are none.
    fn between(&mut self, task: &Task<'_>, from: Instant, to: Instant) -> Vec<Clause> {
        let work = i64::from(self.clock.between(from, to).0);
        if work == 0 || self.next_day(from) <= self.clock.next_start(from) {
            self.notes.add("work on excluded days, kept as a span", &task.title, 1);
            return vec![Clause::Span(Target::At(self.begin(from)), Target::At(self.finish(to.max(from.plus(Elapsed(10))))))];
        }
        let length = Length { tenths: work, elapsed: false, unit: Some(crate::format::Unit::Day) };
        vec![Clause::Duration(length, None), Clause::From(Target::At(self.begin(from)))]
    }

    fn next_day(&self, t: Instant) -> Instant {
        t.day().plus(1).start()
    }

    /// Returns a date on which something begins; midnight is where the day's work begins.
    fn begin(&self, t: Instant) -> Moment {
        if t.time().0 == 0 { Moment::day(t.day()) } else { Moment::exact(t) }
    }

    /// Returns a date on which something ends; midnight is the end of the day before.
    fn finish(&self, t: Instant) -> Moment {
        if t.time().0 == 0 { Moment::day(t.last_day()) } else { Moment::exact(t) }
    }

    fn settings(&mut self, calendar: &Calendar, first: Option<Instant>, is_timed: bool) -> Vec<Clause> {
        let mut clauses = Vec::new();
        if let Some(first) = first {
            clauses.push(Clause::Start(Moment::day(first.day())));
        }
        if calendar.week != Calendar::standard().week {
            let days = Weekday::ALL.into_iter().filter(|day| !calendar.week.hours(*day).is_empty()).map(|day| DaySet::of(day).0).sum();
            clauses.push(Clause::Week(DaySet(days), Hours(calendar.week.typical_hours().0)));
        }
        for exception in &calendar.exceptions {
            clauses.push(if exception.hours.is_empty() {
                Clause::Off(Moment::day(exception.from), Moment::day(exception.to), String::new())
            } else {
                Clause::Workday(exception.from, exception.to, exception.hours.clone(), String::new())
            });
        }
        if !is_timed {
            self.notes.add("hours of a day, which the chart does not tell: 09:00 to 17:00", "", 1);
        }
        if self.chart.excludes.is_empty() {
            self.notes.add("weekends, which the chart does not exclude: they are worked", "", 1);
        }
        clauses
    }
}
