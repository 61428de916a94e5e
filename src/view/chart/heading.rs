//! The title, the line below it, and the paragraph for those who cannot see the picture.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::rows::{Context, Item};
use super::{Font, MARGIN, Px, mark_after};
use crate::calendar::Work;
use crate::model::{Kind, TaskId};
use crate::view::select::Rows;
use crate::view::{Reader, phrase};

/// What stands above the chart.
#[derive(Clone, Debug)]
pub struct Heading<'p> {
    /// The plan's title, and the chart's where it has one.
    pub title: Cow<'p, str>,
    /// The title in one line, or in two: as much of it as there is room for.
    pub shown: Vec<String>,
    /// When, how much, how far: in as many lines as the width takes, one at least.
    pub summary: Vec<String>,
    /// What is late, at the end of the last line; empty when nothing is.
    pub alarm: String,
}

/// What stands between two parts of the line below the title.
pub const SEPARATOR: &str = " · ";
/// The height of a line below the title.
pub const LINE: Px = Px::of(20);
/// The height of a line of the title.
pub const TITLE_LINE: Px = Px::of(26);

impl Heading<'_> {
    /// Returns where the line below the title has its baseline.
    #[must_use]
    pub fn below_title(&self) -> Px {
        Px::of(60) + TITLE_LINE.times(self.shown.len().saturating_sub(1))
    }

    /// Returns where the heading ends.
    pub(super) fn bottom(&self) -> Px {
        self.below_title() + Px::of(8) + LINE.times(self.summary.len().saturating_sub(1))
    }

    /// Returns the heading of a page, whose title leaves room for a number, in no more lines than before.
    pub(super) fn beside(&self, number: Px, width: Px) -> Self {
        let room = width - MARGIN.times(3) - number;
        let shown = match self.shown.as_slice() {
            [_, _, ..] => broken(&self.title, room),
            _ => vec![Font::TITLE.fit(&self.title, room).into_owned()],
        };
        // As high as before: what stands below it has its place.
        let blank = self.shown.len().saturating_sub(shown.len());
        Self { shown: shown.into_iter().chain(std::iter::repeat_n(String::new(), blank)).collect(), ..self.clone() }
    }
}

/// Breaks a title into two lines at most; what is more is cut.
fn broken(title: &str, room: Px) -> Vec<String> {
    if Font::TITLE.width(title) <= room {
        return vec![title.to_owned()];
    }
    let (first, rest) = Font::TITLE.split(title, room);
    vec![first.to_owned(), Font::TITLE.fit(rest, room).into_owned()]
}

pub(super) fn heading<'p>(cx: &Context<'p>, chosen: &Rows, (name, width): (Option<&str>, Px)) -> Heading<'p> {
    let asked_for = || asked_for(cx, chosen);
    let (tasks, milestones) = counts(asked_for());
    let work = || phrase::count(tasks, "task");
    let mut parts = Vec::new();
    if !chosen.said.is_empty() {
        parts.push(chosen.said.clone());
    }
    parts.extend(span(cx, chosen));
    if cx.dated {
        parts.push(phrase::count(milestones, "milestone"));
    } else if asked_for().any(|item| 0 < item.dates.done) {
        let done = asked_for().filter(|item| item.task.kind == Kind::Task && item.dates.done == 10_000).count();
        parts.push(format!("{done} of {} done", work()));
    } else if chosen.is_all() {
        parts.push(work());
        if 0 < milestones {
            parts.push(phrase::count(milestones, "milestone"));
        }
    }
    if let Some(as_of) = cx.as_of() {
        parts.push(format!("as of {}", phrase::short_date(as_of.last_day())));
    }
    if let Some(words) = cx.against_words() {
        parts.push("against a baseline".to_owned());
        parts.extend(words);
    }
    parts.extend(chosen.left_out.iter().cloned());
    let room = width - MARGIN.times(2);
    let alarm = Font::STRONG.fit(&alarm(cx, asked_for()), room).into_owned();
    let mut summary = lines(&parts, room);
    let last = summary.last().map_or(Px::ZERO, |line| Font::NAME.width(line) + Font::NAME.width(SEPARATOR));
    if !alarm.is_empty() && room < last + Font::STRONG.width(&alarm) {
        summary.push(String::new());
    }
    let title = name.map_or_else(|| title(cx), |name| Cow::Owned(format!("{}{SEPARATOR}{name}", title(cx))));
    let shown = broken(&title, room);
    Heading { title, shown, summary, alarm }
}

/// Puts parts one after the other, on a new line where they would leave the picture.
fn lines(parts: &[String], room: Px) -> Vec<String> {
    let mut lines = vec![String::new()];
    for part in parts {
        let part = Font::NAME.fit(part, room);
        let Some(line) = lines.last_mut() else { continue };
        match Font::NAME.width(line) + Font::NAME.width(SEPARATOR) + Font::NAME.width(&part) {
            _ if line.is_empty() => line.push_str(&part),
            width if room < width => lines.push(part.into_owned()),
            _ => {
                line.push_str(SEPARATOR);
                line.push_str(&part);
            }
        }
    }
    lines
}

/// Returns what the words above the chart are about.
fn asked_for<'p>(cx: &Context<'p>, chosen: &Rows) -> impl Iterator<Item = Item<'p>> + Clone {
    cx.plan.tasks.ids().filter(|id| chosen.asked_for(*id)).filter_map(|id| cx.item(id))
}

/// Returns how many tasks and how many milestones there are.
fn counts<'p>(items: impl Iterator<Item = Item<'p>>) -> (usize, usize) {
    items.fold((0, 0), |(tasks, milestones), item| match item.task.kind {
        Kind::Task => (tasks + 1, milestones),
        Kind::Milestone => (tasks, milestones + 1),
        Kind::Phase => (tasks, milestones),
    })
}

fn title<'p>(cx: &Context<'p>) -> Cow<'p, str> {
    match cx.plan.text(cx.plan.settings.title) {
        "" => Cow::Borrowed(
            cx.item(TaskId(0))
                .filter(|first| first.task.end.0 as usize == cx.plan.tasks.len())
                .map_or("Plan", |_| cx.plan.title(TaskId(0))),
        ),
        title => Cow::Borrowed(title),
    }
}

fn span(cx: &Context<'_>, chosen: &Rows) -> Option<String> {
    let (first, last) = chosen.span(&Reader::of(cx.plan, cx.schedule))?;
    Some(phrase::day_span(first, last))
}

/// Returns what is late: the item that ends latest among those that miss their deadline, and how many others do.
fn alarm<'p>(cx: &Context<'p>, items: impl Iterator<Item = Item<'p>> + Clone) -> String {
    let missed: Vec<_> = items.clone().filter_map(|item| Some((item, cx.late_by(&item)?))).collect();
    let Some((worst, late)) = missed.iter().max_by_key(|(item, late)| (item.dates.finish, *late)) else {
        let overdue = items.filter(|item| cx.is_overdue(item)).count();
        return if overdue == 0 { String::new() } else { format!("{overdue} overdue") };
    };
    let title = cx.plan.title(worst.id);
    let mut text = format!("{title}{} {} late", mark_after(title), long(cx, *late));
    if 1 < missed.len() {
        let _ = write!(text, " (and {} more)", missed.len() - 1);
    }
    text
}

/// Returns working time with its unit spelled out: `2 days`, `1 day`, `4 hours`.
fn long(cx: &Context<'_>, work: Work) -> String {
    let short = phrase::whole_work(work, &cx.plan.settings.units);
    let Some((number, unit)) = short.split_once(' ') else { return short };
    let noun = match unit {
        "d" => "day",
        "h" => "hour",
        "min" => "minute",
        // Hours with minutes.
        _ => return short,
    };
    if number == "1" { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// How many items of the critical path the description names.
const NAMED: usize = 12;

/// Returns what the picture shows, for those who cannot see it: how many, when, the critical path.
pub(super) fn description(cx: &Context<'_>, chosen: &Rows) -> String {
    let everything = || asked_for(cx, chosen);
    let (tasks, milestones) = counts(everything());
    let mut text = if chosen.said.is_empty() { String::new() } else { format!("{}; ", chosen.said) };
    let _ = write!(text, "{}, {}", phrase::count(tasks, "task"), phrase::count(milestones, "milestone"));
    if let Some(span) = span(cx, chosen) {
        let _ = write!(text, ", {span}");
    }
    let is_critical = |item: &Item<'_>| item.dates.critical && item.task.kind != Kind::Phase && item.dates.done < 10_000;
    let mut path: Vec<_> = everything().filter(is_critical).collect();
    path.sort_by_key(|item| (item.dates.start, item.dates.finish));
    if !path.is_empty() {
        let names: Vec<_> = path.iter().take(NAMED).map(|item| cx.plan.title(item.id)).collect();
        let _ = write!(text, "; critical path: {}", names.join(", "));
        if NAMED < path.len() {
            let _ = write!(text, " and {} more", path.len() - NAMED);
        }
    }
    let alarm = alarm(cx, everything());
    if !alarm.is_empty() {
        let _ = write!(text, "; {alarm}");
    }
    text
}
