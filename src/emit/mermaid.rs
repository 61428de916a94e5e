//! Plans as Mermaid gantt text, which code hosts draw: every date resolved, so that nothing is left to the renderer.
//!
//! A plan of whole days is written in days that include the last one, with the days off shaded. A plan with times of day
//! has exact times and no shading, because Mermaid would stretch its bars over the excluded days. What Mermaid would
//! read as its own syntax inside a title is written as a numbered entity, which it shows as the character.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::calendar::{Day, Instant, Weekday};
use crate::model::{Kind, Plan, TaskId};
use crate::view::{Closed, Paths, Reader, phrase, printable};

/// What hosts accept at most, in characters: Mermaid refuses longer text unless its page says otherwise.
pub const MERMAID_LIMIT: usize = 50_000;

/// Returns a plan as a Mermaid gantt diagram; its sections are the phases.
#[must_use]
pub fn mermaid(reader: &Reader<'_>) -> String {
    let items: Vec<TaskId> = leaves(reader).collect();
    let timed = items.iter().any(|id| [reader.start(*id), reader.finish(*id)].into_iter().flatten().any(|moment| moment.time.is_some()));
    let mut out = String::from("gantt\n");
    heading(reader, timed, &mut out);
    let mut sections = Sections::default();
    let mut ids = Ids::default();
    let paths = Paths::of(reader.plan);
    for id in &items {
        if let Some(name) = sections.enter(reader, &items, *id) {
            let _ = writeln!(out, "\n    section {}", escape(&name));
        }
        let name = ids.name(&paths, *id);
        item(reader, *id, &name, timed, &mut out);
    }
    out
}

/// Returns the tasks and milestones that have dates.
pub(super) fn leaves<'a>(reader: &'a Reader<'_>) -> impl Iterator<Item = TaskId> + 'a {
    let items = reader.plan.tasks.iter().filter(|(id, task)| task.kind != Kind::Phase && reader.dates(*id).is_some());
    items.map(|(id, _)| id)
}

fn heading(reader: &Reader<'_>, timed: bool, out: &mut String) {
    let plan = reader.plan;
    let title = plan.text(plan.settings.title);
    let as_of = plan.settings.as_of.map(|as_of| format!("as of {}", phrase::short_date(as_of.at.last_day())));
    match (title, as_of) {
        ("", None) => {}
        ("", Some(as_of)) => drop(writeln!(out, "    title {}", escape(&as_of))),
        (title, None) => drop(writeln!(out, "    title {}", escape(title))),
        (title, Some(as_of)) => drop(writeln!(out, "    title {} ({})", escape(title), escape(&as_of))),
    }
    out.push_str(if timed { "    dateFormat YYYY-MM-DD HH:mm\n" } else { "    dateFormat YYYY-MM-DD\n    inclusiveEndDates\n" });
    let (axis, tick) = axis(reader);
    let _ = write!(out, "    axisFormat {axis}\n    tickInterval {tick}\n    weekday monday\n    todayMarker off\n");
    if !timed {
        closed_days(&Closed::of(reader), out);
    }
}

/// Returns labels and distance of the axis, so that a dozen or two of them stand on it.
fn axis(reader: &Reader<'_>) -> (&'static str, &'static str) {
    let span = reader.schedule.start.zip(reader.schedule.finish);
    match span.map_or(0, |(start, finish)| finish.last_day().0 - start.day().0) {
        ..=14 => ("%d %b", "1day"),
        15..=140 => ("%d %b", "1week"),
        141..=1000 => ("%b %Y", "1month"),
        _ => ("%b %Y", "6month"),
    }
}

fn closed_days(closed: &Closed, out: &mut String) {
    let is_weekend = |day: &Weekday| matches!(day, Weekday::Saturday | Weekday::Sunday);
    let weekend = closed.weekdays.iter().filter(|day| is_weekend(day)).count() == 2;
    let mut words: Vec<String> = if weekend { vec!["weekends".to_owned()] } else { Vec::new() };
    words.extend(closed.weekdays.iter().filter(|day| !(weekend && is_weekend(day))).map(|day| weekday(*day).to_owned()));
    words.extend(days(&closed.off));
    if !words.is_empty() {
        let _ = writeln!(out, "    excludes {}", words.join(", "));
    }
    if !closed.worked.is_empty() {
        let _ = writeln!(out, "    includes {}", days(&closed.worked).collect::<Vec<_>>().join(", "));
    }
}

fn days(ranges: &[(Day, Day)]) -> impl Iterator<Item = String> {
    ranges.iter().flat_map(|(from, to)| (from.0..=to.0).map(|day| phrase::iso_day(Day(day))))
}

pub(super) const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}

/// The section at hand, and the names that sections have had: Mermaid draws two of one name as one.
#[derive(Default)]
pub(super) struct Sections {
    now: Option<TaskId>,
    begun: bool,
    names: BTreeMap<String, u32>,
}

impl Sections {
    /// Returns the name of the section that begins with `id`, if one does.
    pub(super) fn enter(&mut self, reader: &Reader<'_>, items: &[TaskId], id: TaskId) -> Option<String> {
        let parent = reader.plan.tasks[id].parent();
        let first = !std::mem::replace(&mut self.begun, true);
        if !first && self.now == parent {
            return None;
        }
        self.now = parent;
        let name = match parent {
            Some(phase) => phase_name(reader.plan, phase),
            None if first => return None,
            None => outer_name(reader.plan, items, id).to_owned(),
        };
        let n = self.names.entry(name.clone()).or_default();
        *n += 1;
        Some(if *n == 1 { name } else { format!("{name} ({n})") })
    }
}

/// Returns a phase with those around it: `Build / Backend`.
fn phase_name(plan: &Plan, phase: TaskId) -> String {
    let around = std::iter::successors(Some(phase), |phase| plan.tasks[*phase].parent());
    let mut titles: Vec<&str> = around.map(|phase| plan.title(phase)).collect();
    titles.reverse();
    titles.join(" / ")
}

/// Returns a heading for items of no phase that follow one.
fn outer_name(plan: &Plan, items: &[TaskId], first: TaskId) -> &'static str {
    let begin = items.partition_point(|id| *id < first);
    let mut run = items.iter().skip(begin).take_while(|id| plan.tasks[**id].parent().is_none());
    if run.all(|id| plan.tasks[*id].kind == Kind::Milestone) { "Milestones" } else { "Other work" }
}

/// The names that were given out.
#[derive(Default)]
struct Ids(BTreeSet<String>);

impl Ids {
    /// Returns a name that Mermaid takes in `after` and for no tag: the path with dashes, or the item's number.
    fn name(&mut self, paths: &Paths<'_>, id: TaskId) -> String {
        let path = paths.get(id).replace('.', "-");
        let is_plain = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        let is_word = ["active", "done", "crit", "milestone", "vert"].contains(&path.as_str()) || path.starts_with("__");
        let mut name = if is_plain && !is_word { path } else { format!("item-{}", id.0 + 1) };
        while !self.0.insert(name.clone()) {
            name.push('-');
        }
        name
    }
}

fn item(reader: &Reader<'_>, id: TaskId, name: &str, timed: bool, out: &mut String) {
    let Some(dates) = reader.dates(id) else { return };
    let is_milestone = reader.plan.tasks[id].kind == Kind::Milestone;
    let state = match dates.done {
        0 => None,
        10_000.. => Some("done"),
        _ => Some("active"),
    };
    let tags = [dates.critical.then_some("crit"), state, is_milestone.then_some("milestone")];
    let words: String = tags.into_iter().flatten().map(|tag| format!("{tag}, ")).collect();
    let _ = write!(out, "    {} :{words}{name}, ", escape(reader.plan.title(id)));
    let days = reader.start(id).zip(reader.finish(id));
    let _ = match (timed, days) {
        (false, Some((start, finish))) => writeln!(out, "{}, {}", phrase::iso_day(start.day), phrase::iso_day(finish.day.max(start.day))),
        (true, _) | (false, None) => writeln!(out, "{}, {}", exact(dates.start), exact(dates.finish)),
    };
}

fn exact(t: Instant) -> String {
    format!("{} {}", phrase::iso_day(t.day()), phrase::clock(t))
}

/// Words that Mermaid takes for its own at the beginning of a line, in any case.
const KEYWORDS: [&str; 18] = [
    "gantt",
    "dateformat",
    "inclusiveenddates",
    "topaxis",
    "axisformat",
    "tickinterval",
    "includes",
    "excludes",
    "todaymarker",
    "weekday",
    "weekend",
    "title",
    "section",
    "click",
    "call",
    "href",
    "acctitle",
    "accdescr",
];

/// Returns `text` so that Mermaid shows its characters and none of them acts.
fn escape(text: &str) -> String {
    let text = printable(text);
    let text = text.trim();
    let lower = text.get(..text.len().min(20)).unwrap_or(text).to_lowercase();
    let head = lower.starts_with(|c: char| c.is_ascii_digit()) && lower.get(4..5) == Some("-");
    let begins = |word: &&str| lower.strip_prefix(*word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let acts = head || KEYWORDS.iter().any(begins);
    let mut out = String::with_capacity(text.len());
    for (n, c) in text.chars().enumerate() {
        match c {
            ':' | ';' | '#' | '%' | '`' | '<' | '>' | '&' | '"' | '\\' => drop(write!(out, "#{};", u32::from(c))),
            c if n == 0 && acts => drop(write!(out, "#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    if out.is_empty() {
        out.push('–');
    }
    out
}
