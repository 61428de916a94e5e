//! The title, the line below it, and the paragraph for those who cannot see the picture.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::rows::{Context, Item};
use crate::calendar::Work;
use crate::model::{Kind, TaskId};
use crate::view::phrase;

/// What stands above the chart.
#[derive(Clone, Debug)]
pub struct Heading<'p> {
    /// The plan's title.
    pub title: Cow<'p, str>,
    /// When, how much, how far.
    pub summary: String,
    /// What is late; empty when nothing is.
    pub alarm: String,
}

pub(super) fn heading<'p>(cx: &Context<'p>, items: &[Item<'p>]) -> Heading<'p> {
    let everything = all(cx);
    let work: Vec<_> = everything.iter().filter(|item| item.task.kind == Kind::Task).collect();
    let done = work.iter().filter(|item| item.dates.done == 10_000).count();
    let milestones = everything.iter().filter(|item| item.task.kind == Kind::Milestone).count();
    let mut parts = Vec::new();
    parts.extend(span(cx));
    if everything.iter().any(|item| 0 < item.dates.done) {
        parts.push(format!("{done} of {} done", phrase::count(work.len(), "task")));
    } else {
        parts.push(phrase::count(work.len(), "task"));
        if 0 < milestones {
            parts.push(phrase::count(milestones, "milestone"));
        }
    }
    if let Some(as_of) = cx.as_of() {
        parts.push(format!("as of {}", phrase::short_date(as_of.last_day())));
    }
    if items.len() < everything.len() {
        parts.push(format!("{} folded", phrase::count(everything.len() - items.len(), "item")));
    }
    Heading { title: title(cx), summary: parts.join(" · "), alarm: alarm(cx, &everything) }
}

fn all<'p>(cx: &Context<'p>) -> Vec<Item<'p>> {
    cx.plan.tasks.ids().filter_map(|id| cx.item(id)).collect()
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

fn span(cx: &Context<'_>) -> Option<String> {
    let (start, finish) = (cx.schedule.start?, cx.schedule.finish?);
    Some(phrase::day_span(start.day(), finish.last_day().max(start.day())))
}

/// Returns what is late: the item that ends latest among those that miss their deadline, and how many others do.
fn alarm(cx: &Context<'_>, items: &[Item<'_>]) -> String {
    let missed: Vec<_> = items.iter().filter_map(|item| Some((item, cx.late_by(item)?))).collect();
    let Some((worst, late)) = missed.iter().max_by_key(|(item, late)| (item.dates.finish, *late)) else {
        let overdue = items.iter().filter(|item| cx.is_overdue(item)).count();
        return if overdue == 0 { String::new() } else { format!("{overdue} overdue") };
    };
    let mut text = format!("{} {} late", cx.plan.title(worst.id), long(cx, *late));
    if 1 < missed.len() {
        let _ = write!(text, " (and {} more)", missed.len() - 1);
    }
    text
}

/// Returns working time with its unit spelled out: `2 days`, `1 day`, `4 hours`.
fn long(cx: &Context<'_>, work: Work) -> String {
    let short = phrase::work(work, &cx.plan.settings.units);
    let Some((number, unit)) = short.split_once(' ') else { return short };
    let noun = match unit {
        "d" => "day",
        "h" => "hour",
        _ => "minute",
    };
    if number == "1" { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// How many items of the critical path the description names.
const NAMED: usize = 12;

/// Returns what the picture shows, for those who cannot see it: how many, when, the critical path.
pub(super) fn description(cx: &Context<'_>, items: &[Item<'_>]) -> String {
    let everything = all(cx);
    let count = |kind| everything.iter().filter(|item| item.task.kind == kind).count();
    let mut text = format!("{}, {}", phrase::count(count(Kind::Task), "task"), phrase::count(count(Kind::Milestone), "milestone"));
    if let Some(span) = span(cx) {
        let _ = write!(text, ", {span}");
    }
    let critical: Vec<_> =
        everything.iter().filter(|item| item.dates.critical && item.task.kind != Kind::Phase && item.dates.done < 10_000).collect();
    let mut path: Vec<_> = critical.clone();
    path.sort_by_key(|item| (item.dates.start, item.dates.finish));
    if !path.is_empty() {
        let names: Vec<_> = path.iter().take(NAMED).map(|item| cx.plan.title(item.id)).collect();
        let _ = write!(text, "; critical path: {}", names.join(", "));
        if NAMED < path.len() {
            let _ = write!(text, " and {} more", path.len() - NAMED);
        }
    }
    let alarm = alarm(cx, items);
    if !alarm.is_empty() {
        let _ = write!(text, "; {alarm}");
    }
    text
}
