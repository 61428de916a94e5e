//! Calendars (RFC 5545): tasks and milestones as events that take up nobody's time.
//!
//! All-day events where days say it all, floating local times where a time of day matters. The stamp is the plan's own date
//! and not the clock's, and an event keeps its identity as long as its item keeps its path, so that a calendar that is
//! read again is brought up to date and not doubled.

use crate::calendar::{Day, Instant};
use crate::model::{Kind, ResourceId, TaskId};
use crate::view::{Paths, Reader, phrase, printable};

/// Bytes of a line, without its end, before it is folded.
const WIDTH: usize = 75;

/// One event; texts as they are, the writer escapes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// What identifies it in this calendar.
    pub path: String,
    /// The title.
    pub summary: String,
    /// When.
    pub when: Option<When>,
    /// What it belongs to.
    pub categories: Vec<String>,
    /// Lines for the reader.
    pub description: Vec<String>,
    /// Where to read on; only http and https are written.
    pub url: Option<String>,
    /// It takes up time of whoever has the calendar.
    pub busy: bool,
}

/// When an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// From the first day to the last, both included.
    Days(Day, Day),
    /// From one instant to the other; an event without length where they are the same.
    Times(Instant, Instant),
}

/// Returns the tasks and milestones of a plan as a calendar.
#[must_use]
pub fn ics(reader: &Reader<'_>) -> String {
    let plan = reader.plan;
    let paths = Paths::of(plan);
    let items = plan.tasks.iter().filter(|(_, task)| task.kind != Kind::Phase).map(|(id, _)| id);
    let events: Vec<Event> = items.filter_map(|id| event(reader, &paths, id)).collect();
    let title = plan.text(plan.settings.title);
    calendar((title, title), stamp(reader), &events)
}

/// Returns the day that stamps the events: the status date, else the plan's first day.
#[must_use]
pub fn stamp(reader: &Reader<'_>) -> Day {
    let as_of = reader.plan.settings.as_of.map(|as_of| as_of.at.last_day());
    as_of.or_else(|| reader.schedule.start.map(Instant::day)).unwrap_or(Day(0))
}

/// Returns the calendar of these events under its name; the plan's title makes the events' identities its own.
#[must_use]
pub fn calendar((name, title): (&str, &str), stamp: Day, events: &[Event]) -> String {
    let mut out = Writer(String::new());
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", "-//gantline//gantline//EN");
    out.line("CALSCALE", "GREGORIAN");
    out.line("METHOD", "PUBLISH");
    if !name.is_empty() {
        out.text("X-WR-CALNAME", name);
    }
    let domain = slug(title);
    let stamp = format!("{}T000000Z", basic_day(stamp));
    for event in events {
        out.line("BEGIN", "VEVENT");
        out.text("UID", &format!("{}@{domain}.gantline", event.path));
        out.line("DTSTAMP", &stamp);
        out.when(event.when);
        out.text("SUMMARY", &event.summary);
        if !event.categories.is_empty() {
            let list: Vec<String> = event.categories.iter().map(|category| escape(category)).collect();
            out.line("CATEGORIES", &list.join(","));
        }
        if !event.description.is_empty() {
            out.text("DESCRIPTION", &event.description.join("\n"));
        }
        if let Some(url) = event.url.as_ref().filter(|url| is_web(url)) {
            out.line("URL", url);
        }
        out.line("TRANSP", if event.busy { "OPAQUE" } else { "TRANSPARENT" });
        out.line("END", "VEVENT");
    }
    out.line("END", "VCALENDAR");
    out.0
}

/// Returns the event of an item that has dates.
fn event(reader: &Reader<'_>, paths: &Paths<'_>, id: TaskId) -> Option<Event> {
    let (plan, dates) = (reader.plan, reader.dates(id)?);
    let (start, finish) = (reader.start(id)?, reader.finish(id)?);
    let timed = start.time.is_some() || finish.time.is_some();
    let when = if timed { When::Times(dates.start, dates.finish) } else { When::Days(start.day, finish.day.max(start.day)) };
    let task = &plan.tasks[id];
    let kind = if task.kind == Kind::Milestone { "Milestone" } else { "Task" };
    let phase = task.parent().map(|phase| plan.title(phase).to_owned());
    let link = plan.details(id).links.first().map(|link| plan.text(*link).to_owned());
    Some(Event {
        path: paths.get(id),
        summary: plan.title(id).to_owned(),
        when: Some(when),
        categories: std::iter::once(kind.to_owned()).chain(phase).collect(),
        description: description(reader, id, None),
        url: link,
        busy: false,
    })
}

/// Returns what a reader wants to know of an item beside its dates, line by line; of a reader who is on it, not that they are.
pub(super) fn description(reader: &Reader<'_>, id: TaskId, of: Option<ResourceId>) -> Vec<String> {
    let plan = reader.plan;
    let Some(dates) = reader.dates(id) else { return Vec::new() };
    let others = plan.assignments_of(id).iter().map(|assignment| assignment.resource).filter(|who| Some(*who) != of);
    let who: Vec<&str> = others.map(|who| plan.text(plan.resources[who].title)).collect();
    let mut lines = Vec::new();
    if !who.is_empty() {
        lines.push(format!("{} {}", if of.is_some() { "With" } else { "By" }, who.join(", ")));
    }
    if let Some(due) = reader.due(id) {
        lines.push(format!("Due {}", reader.say(reader.ending(id, due))));
    }
    if reader.is_late(id) {
        lines.push(format!("{} late", phrase::work(reader.late_by(id), &plan.settings.units)));
    }
    if 0 < dates.done {
        lines.push(format!("{} done", phrase::whole_percent(dates.done)));
    }
    if dates.critical {
        lines.push("On the critical path".to_owned());
    }
    lines.extend(plan.details(id).note.map(|note| plan.text(note).to_owned()));
    lines
}

struct Writer(String);

impl Writer {
    /// Writes a property whose value needs no escape.
    fn line(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{}", printable(value));
        let mut used = 0;
        for c in line.chars() {
            if WIDTH < used + c.len_utf8() {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// Writes a property of text.
    fn text(&mut self, name: &str, value: &str) {
        self.line(name, &escape(value));
    }

    fn when(&mut self, when: Option<When>) {
        match when {
            None => {}
            Some(When::Days(first, last)) => {
                self.line("DTSTART;VALUE=DATE", &basic_day(first));
                self.line("DTEND;VALUE=DATE", &basic_day(last.plus(1)));
            }
            Some(When::Times(start, finish)) => {
                self.line("DTSTART", &basic(start));
                if start < finish {
                    self.line("DTEND", &basic(finish));
                }
            }
        }
    }
}

/// Returns a text value: backslash, comma, semicolon and line breaks escaped, the rest shown and not acting.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ',' | ';' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c => out.push_str(&printable(c.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}

fn is_web(url: &str) -> bool {
    let lower = url.get(..url.len().min(8)).unwrap_or("").to_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://")) && !url.contains(char::is_whitespace)
}

/// Returns the letters and digits of a title in lower case, everything else a dash: the name of its calendar.
fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    if slug.is_empty() { "plan".to_owned() } else { slug }
}

fn basic_day(day: Day) -> String {
    phrase::iso_day(day).replace('-', "")
}

fn basic(t: Instant) -> String {
    format!("{}T{}00", basic_day(t.day()), phrase::clock(t).replace(':', ""))
}
