//! A plan in a few lines: when, how much, how far, what it hangs on, what is late.

use super::select::Rows;
use super::{Reader, blocked, chain, display_width, phrase};
use crate::calendar::Day;
use crate::model::{Direction, Edge, Id, Kind, TaskId};

/// At most so many names of the critical path are said; the middle of a longer one is counted.
const PATH_SHOWN: usize = 8;

/// What stands between two parts of a line.
const SEPARATOR: &str = " · ";

/// A plan in a few lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary<'a> {
    /// The plan's title; empty without one.
    pub title: &'a str,
    /// How much of the plan is looked at, of which all counts below are: `12 of 140 items: critical`; empty when all of it is.
    pub said: String,
    /// What of that is not shown: `3 items folded`.
    pub left_out: Vec<String>,
    /// First and last day.
    pub span: Option<(Day, Day)>,
    /// The status date.
    pub as_of: Option<Day>,
    /// How many tasks there are.
    pub n_tasks: usize,
    /// How many milestones there are.
    pub n_milestones: usize,
    /// Ten-thousandths done, weighted by duration; `None` when nothing was recorded and no status date is set.
    pub done: Option<u32>,
    /// The driving chain of the plan's finish, first to last, phases left out; empty when everything is done.
    pub critical: Vec<&'a str>,
    /// One sentence for every deadline missed.
    pub late: Vec<String>,
    /// One sentence for every gate that something waits for.
    pub waiting: Vec<String>,
    /// How much waits for people, and how far that can be from the best; `None` where nothing does.
    pub leveled: Option<String>,
}

impl<'a> Summary<'a> {
    /// Sums up what `rows` were asked for.
    #[must_use]
    pub fn of(reader: &Reader<'a>, rows: &Rows) -> Self {
        let plan = reader.plan;
        let of_kind = |kind: Kind| plan.tasks.iter().filter(|(id, task)| task.kind == kind && rows.asked_for(*id)).count();
        Self {
            title: plan.text(plan.settings.title),
            said: rows.said.clone(),
            left_out: rows.left_out.clone(),
            span: rows.span(reader),
            as_of: plan.settings.as_of.map(|as_of| as_of.at.last_day()),
            n_tasks: of_kind(Kind::Task),
            n_milestones: of_kind(Kind::Milestone),
            done: done(reader, rows),
            critical: critical(reader),
            late: late(reader, rows),
            waiting: waiting(reader, rows),
            leveled: leveled(reader),
        }
    }

    /// Returns the dates and counts as one line: `2 Mar – 12 May 2026 · as of 26 Mar 2026 · 15 tasks, 3 milestones · 41 % done`.
    #[must_use]
    pub fn line(&self) -> String {
        self.parts().join(SEPARATOR)
    }

    /// Returns the dates and counts in lines of at most `width` cells, a new one where a part would be cut.
    #[must_use]
    pub fn lines(&self, width: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for part in self.parts() {
            match lines.last_mut() {
                Some(line) if display_width(line) + display_width(SEPARATOR) + display_width(&part) <= width => {
                    line.push_str(SEPARATOR);
                    line.push_str(&part);
                }
                Some(_) | None => lines.push(part),
            }
        }
        lines
    }

    fn parts(&self) -> Vec<String> {
        let said = Some(self.said.clone()).filter(|said| !said.is_empty());
        let span = self.span.map(|(from, to)| phrase::day_span(from, to));
        let as_of = self.as_of.map(|day| format!("as of {}", phrase::short_date(day)));
        let counts = match self.n_milestones {
            0 => phrase::count(self.n_tasks, "task"),
            n => format!("{}, {}", phrase::count(self.n_tasks, "task"), phrase::count(n, "milestone")),
        };
        let done = self.done.map(|done| format!("{} done", phrase::whole_percent(done)));
        let parts = [said, span, as_of, Some(counts), done].into_iter().flatten();
        parts.chain(self.left_out.iter().cloned()).collect()
    }

    /// Returns the critical path in words, the middle of a long one counted: `A → B → … 9 more … → Y → Z`.
    #[must_use]
    pub fn critical_path(&self) -> Option<String> {
        let n = self.critical.len();
        if n <= PATH_SHOWN {
            return (0 < n).then(|| self.critical.join(" → "));
        }
        let half = PATH_SHOWN / 2;
        let (head, tail) = (self.critical.get(..half)?, self.critical.get(n - half..)?);
        Some(format!("{} → … {} more … → {}", head.join(" → "), n - 2 * half, tail.join(" → ")))
    }

    /// Tells whether the plan holds no work at all.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.n_tasks == 0 && self.n_milestones == 0 && self.said.is_empty()
    }
}

fn done(reader: &Reader<'_>, rows: &Rows) -> Option<u32> {
    let asked = |id: TaskId, kind: Kind| kind == Kind::Task && rows.asked_for(id);
    let tasks = || reader.plan.tasks.iter().filter(|(id, task)| asked(*id, task.kind)).filter_map(|(id, _)| reader.dates(id));
    let total: i64 = tasks().map(|dates| i64::from(dates.duration.0)).sum();
    let part: i64 = tasks().map(|dates| i64::from(dates.duration.0) * i64::from(dates.done)).sum();
    let share = part.checked_div(total.max(1)).unwrap_or(0);
    let said = reader.plan.settings.as_of.is_some() || 0 < part;
    said.then(|| u32::try_from(share).unwrap_or(0))
}

/// Returns the titles along the chain that sets the plan's finish. Nothing is critical once all is done.
fn critical<'a>(reader: &Reader<'a>) -> Vec<&'a str> {
    let leaves = reader.plan.tasks.iter().filter(|(_, task)| task.kind != Kind::Phase).map(|(id, _)| id);
    let open = leaves.filter(|id| !reader.is_done(*id)).filter_map(|id| reader.dates(id).map(|dates| (id, dates)));
    let critical = open.filter(|(_, dates)| dates.critical);
    let is_milestone = |id: TaskId| reader.plan.tasks[id].kind == Kind::Milestone;
    // A plan that is counted back from its end hangs together forwards, from its first work.
    let is_backward = matches!(reader.plan.settings.direction, Direction::Backward(_));
    let end = if is_backward {
        critical.min_by_key(|(_, dates)| dates.start)
    } else {
        // Of several that end together a milestone is the one that the others lead to.
        critical.max_by_key(|(id, dates)| (dates.finish, is_milestone(*id)))
    };
    let Some((end, _)) = end else { return Vec::new() };
    let steps = chain(reader, end, Edge::End);
    let items = steps.iter().map(|step| step.task).filter(|id| reader.plan.tasks[*id].kind != Kind::Phase);
    let mut names: Vec<&str> = items.map(|id| reader.plan.title(id)).collect();
    if !is_backward {
        names.reverse();
    }
    names
}

fn late(reader: &Reader<'_>, rows: &Rows) -> Vec<String> {
    let missed = reader.plan.tasks.ids().filter(|id| rows.asked_for(*id) && reader.is_late(*id));
    missed.filter_map(|id| late_sentence(reader, id)).collect()
}

fn late_sentence(reader: &Reader<'_>, id: TaskId) -> Option<String> {
    let (due, ends) = (reader.ending(id, reader.due(id)?), reader.finish(id)?);
    let verb = match reader.plan.tasks[id].kind {
        Kind::Milestone if reader.is_done(id) => "was reached",
        Kind::Milestone => "comes",
        Kind::Phase | Kind::Task if reader.is_done(id) => "ended",
        Kind::Phase | Kind::Task => "ends",
    };
    let (title, units) = (reader.plan.title(id), &reader.plan.settings.units);
    let late = phrase::work(reader.late_by(id), units);
    Some(format!("{title} is due {} and {verb} {}, {late} late", due.short(reader.years), ends.short(reader.years)))
}

/// Returns how much waits for people, and how much longer the plan may be than the shortest: never that it is the shortest,
/// unless that is proved.
fn leveled(reader: &Reader<'_>) -> Option<String> {
    let leveling = &reader.schedule.leveling;
    let above = leveling.above?;
    let n = leveling.waits.len();
    let wait = if n == 1 { "waits" } else { "wait" };
    let far = match above {
        0 => "no order of the work ends sooner".to_owned(),
        above => format!("at most {} above the lower bound", phrase::percent(above.next_multiple_of(10))),
    };
    Some(format!("{} {wait} for people; {far}", phrase::count(n, "task")))
}

fn waiting(reader: &Reader<'_>, rows: &Rows) -> Vec<String> {
    let blocked = blocked(reader.plan, reader.schedule);
    let mut counts = vec![0usize; if blocked.is_any() { reader.plan.tasks.len() } else { 0 }];
    for id in reader.plan.tasks.ids().filter(|id| reader.plan.tasks[*id].kind != Kind::Phase && rows.asked_for(*id)) {
        if let Some(count) = blocked.by(id).and_then(|gate| counts.get_mut(gate.index())) {
            *count += 1;
        }
    }
    let gates = reader.plan.tasks.ids().zip(counts).filter(|(_, count)| 0 < *count);
    gates
        .map(|(gate, count)| {
            let verb = if count == 1 { "waits" } else { "wait" };
            format!("{} {verb} for {}", phrase::count(count, "item"), reader.plan.title(gate))
        })
        .collect()
}
