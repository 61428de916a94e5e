//! The sentence and the name of each row, worded while the picture is written, into one buffer.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use super::people::Names;
use super::rows::{Context, Item};
use super::{Row, lags, table};
use crate::calendar::Work;
use crate::model::{Column, Effort, Gate, Id, Kind, Plan, TaskId};
use crate::view::phrase;

/// The sentences and figures of a chart's rows.
#[derive(Clone, Debug)]
pub struct Words<'p> {
    cx: Arc<Context<'p>>,
    names: Names,
}

impl<'p> Words<'p> {
    pub(super) fn new(cx: Context<'p>, names: Names) -> Self {
        Self { cx: Arc::new(cx), names }
    }

    /// Writes what a row shows into `out`: `Wireframes: 30 Oct – 10 Nov 2026, 8 d, 80 %, critical`.
    pub fn describe(&self, row: &Row<'p>, out: &mut String) {
        if let Some(item) = self.cx.item(row.task) {
            sentence(&self.cx, &item, out);
        }
    }

    /// Returns the text of a row in a column; empty where there is nothing to say.
    #[must_use]
    pub fn cell(&self, row: &Row<'p>, column: Column) -> Cow<'p, str> {
        match self.cx.item(row.task) {
            Some(item) if !row.continued => table::cell(&self.cx, &item, (column, self.names)),
            Some(_) | None => Cow::Borrowed(""),
        }
    }

    /// Returns when the baseline has an item, where that is not when it is now.
    #[must_use]
    pub fn promised(&self, row: &Row<'p>) -> Option<String> {
        let mut out = String::new();
        write_promised(&self.cx, &self.cx.item(row.task)?, &mut out);
        Some(out).filter(|out| !out.is_empty())
    }
}

fn write_promised<'p>(cx: &Context<'p>, item: &Item<'p>, out: &mut String) {
    let Some((start, finish)) = cx.promised(item) else { return };
    if item.task.kind == Kind::Milestone {
        phrase::write_short_date(out, finish.last_day());
    } else {
        phrase::write_day_span(out, start.day(), finish.last_day().max(start.day()));
    }
}

/// Writes the sentence of an item.
pub(super) fn sentence<'p>(cx: &Context<'p>, item: &Item<'p>, out: &mut String) {
    let (dates, units) = (item.dates, &cx.plan.settings.units);
    out.push_str(cx.plan.title(item.id));
    out.push_str(": ");
    if item.task.kind == Kind::Milestone {
        phrase::write_short_date(out, dates.finish.last_day());
    } else {
        let (first, last) = (dates.start.day(), dates.finish.last_day().max(dates.start.day()));
        phrase::write_day_span(out, first, last);
        if first == last && dates.duration < units.day {
            let _ = write!(out, " {}–{}", phrase::clock(dates.start), phrase::clock(dates.finish));
        }
        out.push_str(", ");
        write_duration(cx.plan, item, out);
    }
    if 0 < dates.done {
        out.push_str(", ");
        phrase::write_percent(out, dates.done);
    } else if cx.details(item).progress.started.is_some() && item.task.kind == Kind::Task {
        out.push_str(", started");
    }
    if dates.critical {
        out.push_str(", critical");
    } else if Work::ZERO < dates.total_slack && dates.done < 10_000 && item.task.kind != Kind::Phase {
        out.push_str(", slack ");
        write_slack(cx.plan, item, out);
    }
    for dependency in cx.plan.dependencies_of(item.id) {
        if let Some(lag) = lags::words(cx, dependency) {
            out.push_str(", ");
            lags::write_in_words(out, dependency, (&lag, cx.plan.title(dependency.predecessor)));
        }
    }
    if let Some(due) = cx.due(item) {
        out.push_str(", due ");
        phrase::write_short_date(out, due.last_day());
    }
    if let Some(late) = cx.late_by(item) {
        out.push_str(", ");
        phrase::write_work(out, late, units);
        out.push_str(" late");
    }
    if cx.promised(item).is_some() {
        out.push_str(", baseline ");
        write_promised(cx, item, out);
    }
    if cx.is_overdue(item) {
        out.push_str(", overdue");
    }
    match cx.details(item).gate {
        None => {}
        Some(Gate::Open) => out.push_str(", gate open"),
        Some(Gate::Passed(_)) => out.push_str(", gate passed"),
        Some(Gate::Failed(_)) => out.push_str(", gate failed"),
    }
}

/// Returns the length of an item: `8 d`, `3 d elapsed`, `1 d?` when nobody has estimated it.
pub(super) fn duration(plan: &Plan, item: &Item<'_>) -> String {
    let mut out = String::new();
    write_duration(plan, item, &mut out);
    out
}

fn write_duration(plan: &Plan, item: &Item<'_>, out: &mut String) {
    let units = &plan.settings.units;
    match &item.task.effort {
        Effort::Elapsed(length) => {
            let _ = write!(out, "{} elapsed", phrase::elapsed(length.0));
        }
        Effort::Unestimated(_) => {
            phrase::write_work(out, item.dates.duration, units);
            out.push('?');
        }
        Effort::None if item.task.kind == Kind::Milestone => {}
        Effort::None | Effort::Duration(_) | Effort::Effort(_) | Effort::Span(_) => phrase::write_work(out, item.dates.duration, units),
    }
}

/// Returns how far an item can slip: `2 d`, by the clock where its length is.
pub(super) fn slack(plan: &Plan, item: &Item<'_>) -> String {
    let mut out = String::new();
    write_slack(plan, item, &mut out);
    out
}

fn write_slack(plan: &Plan, item: &Item<'_>, out: &mut String) {
    let slack = item.dates.total_slack;
    match item.task.effort {
        Effort::Elapsed(_) => out.push_str(&phrase::elapsed(slack.0)),
        Effort::None | Effort::Unestimated(_) | Effort::Duration(_) | Effort::Effort(_) | Effort::Span(_) => {
            phrase::write_work(out, slack, &plan.settings.units);
        }
    }
}

/// The path of each item as rows are written in order, without walking to the root for each.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    path: String,
    /// By level: the end of the path so far, and how many items came.
    levels: Vec<(usize, usize)>,
    /// How many items of the plan came, those that are not shown included.
    passed: u32,
}

impl Paths {
    /// Returns the path of the next row, as [`Plan::path`] gives it. Rows that come in order, each after its
    /// parent, cost next to nothing; others may be left out.
    pub fn next(&mut self, plan: &Plan, task: TaskId) -> &str {
        if plan.tasks.len() <= task.index() {
            return "";
        }
        if task.0 < self.passed {
            // Rows in groups are not in the order of the plan.
            self.passed = u32::MAX;
            self.path = plan.path(task);
            return &self.path;
        }
        while self.passed < task.0 {
            self.leave_out(plan, TaskId(self.passed));
        }
        self.pass(plan, task)
    }

    /// Goes on over `task`, the item right after the last, whose path nobody asks for.
    fn leave_out(&mut self, plan: &Plan, task: TaskId) {
        // An item that holds others begins their path; one that does not only counts.
        let item = plan.tasks.as_slice().get(task.index()).filter(|item| item.end.0 <= task.0 + 1);
        match item.and_then(|item| self.levels.get_mut(usize::from(item.level.max(1)) - 1)) {
            Some(level) => (level.1, self.passed) = (level.1 + 1, task.0 + 1),
            None => {
                self.pass(plan, task);
            }
        }
    }

    /// Goes on to `task`, the item right after the last.
    fn pass(&mut self, plan: &Plan, task: TaskId) -> &str {
        self.passed = task.0 + 1;
        let Some(item) = plan.tasks.as_slice().get(task.0 as usize) else { return "" };
        let level = usize::from(item.level.max(1));
        self.levels.truncate(level);
        if self.levels.len() < level {
            self.levels.resize(level, (0, 0));
        }
        let end = level.checked_sub(2).and_then(|above| self.levels.get(above)).map_or(0, |above| above.0);
        self.path.truncate(end);
        if !self.path.is_empty() {
            self.path.push('.');
        }
        if let Some(own) = self.levels.last_mut() {
            own.1 += 1;
            match plan.text(item.id) {
                "" => {
                    let _ = write!(self.path, "#{}", own.1);
                }
                id => self.path.push_str(id),
            }
            own.0 = self.path.len();
        }
        &self.path
    }
}
