//! One row's cells: bars, diamonds, brackets, slack, deadlines, and the legend of what was used.

use super::axis::Axis;
use super::scale::Scale;
use super::{Mark, Piece};
use crate::calendar::{Elapsed, Instant, Work};
use crate::model::{Effort, Kind, TaskId};
use crate::schedule::TaskDates;
use crate::view::{Reader, phrase};

/// A cell: a character and what it is.
type Cells = Vec<(char, Mark)>;

/// Which shapes a chart uses, for its legend.
#[derive(Default)]
pub(super) struct Used {
    done: bool,
    work: bool,
    critical: bool,
    slack: bool,
    milestone: bool,
    reached: bool,
    due: bool,
}

const DONE: char = '█';
const WORK: char = '▒';
const CRITICAL: char = '▓';
const SLACK: char = '·';
const MILESTONE: char = '◆';
const REACHED: char = '◇';
const DUE: char = '▼';
const LINE: char = '│';

/// Returns the cells of an item's row, with its slack or without.
pub(super) fn row(reader: &Reader<'_>, scale: &Scale, axis: &Axis, (id, slack): (TaskId, bool), used: &mut Used) -> Cells {
    let mut cells: Cells = axis.grid.iter().map(|tick| if *tick { ('┊', Mark::Faint) } else { (' ', Mark::Plain) }).collect();
    if let Some((cell, _)) = axis.as_of {
        put(&mut cells, i64::try_from(cell).unwrap_or(-1), LINE, Mark::AsOf);
    }
    let Some(dates) = reader.dates(id) else { return cells };
    let (from, to) = match reader.plan.tasks[id].kind {
        Kind::Phase => bracket(reader, scale, dates, &mut cells),
        Kind::Milestone => diamond(reader, scale, id, dates, &mut cells, used),
        Kind::Task => bar(reader, scale, (id, dates, slack), &mut cells, used),
    };
    let to = deadline(reader, scale, id, to, &mut cells, used);
    label(reader, id, (from, to), &mut cells);
    cells
}

fn put(cells: &mut Cells, at: i64, c: char, mark: Mark) {
    if let Some(cell) = usize::try_from(at).ok().and_then(|at| cells.get_mut(at)) {
        *cell = (c, mark);
    }
}

/// Returns the edges of a stretch of time, at least one cell apart.
fn edges(reader: &Reader<'_>, scale: &Scale, start: Instant, finish: Instant) -> (i64, i64) {
    let from = scale.edge(reader, start);
    (from, scale.edge(reader, finish).max(from + 1))
}

fn bracket(reader: &Reader<'_>, scale: &Scale, dates: &TaskDates, cells: &mut Cells) -> (i64, i64) {
    let (from, to) = edges(reader, scale, dates.start, dates.finish);
    for at in clipped(from, to, cells.len()) {
        let shape = match (at == from, at + 1 == to) {
            (true, true) | (false, false) => '▀',
            (true, false) => '▛',
            (false, true) => '▜',
        };
        put(cells, at, shape, Mark::Strong);
    }
    mark_clipped(from, to, cells);
    (from, to)
}

fn diamond(reader: &Reader<'_>, scale: &Scale, id: TaskId, dates: &TaskDates, cells: &mut Cells, used: &mut Used) -> (i64, i64) {
    let begins = scale.position(reader, dates.finish) == 0
        || reader.finish(id).is_some_and(|moment| moment.day == dates.finish.day() && dates.finish.time().0 == 0);
    let at = if begins { scale.edge(reader, dates.finish) } else { scale.cell_before(reader, dates.finish) };
    let is_reached = reader.is_done(id);
    let mark = state(reader, id, dates);
    put(cells, at, if is_reached { REACHED } else { MILESTONE }, mark);
    used.reached |= is_reached;
    used.milestone |= !is_reached;
    mark_clipped(at, at + 1, cells);
    (at, at + 1)
}

fn bar(
    reader: &Reader<'_>,
    scale: &Scale,
    (id, dates, slack): (TaskId, &TaskDates, bool),
    cells: &mut Cells,
    used: &mut Used,
) -> (i64, i64) {
    let (from, to) = edges(reader, scale, dates.start, dates.finish);
    let done_to = done_edge(reader, scale, id, dates, (from, to));
    let mark = state(reader, id, dates);
    let rest = if dates.critical { CRITICAL } else { WORK };
    for at in clipped(from, to, cells.len()) {
        put(cells, at, if at < done_to { DONE } else { rest }, mark);
    }
    used.done |= from < done_to;
    used.critical |= dates.critical && done_to < to;
    used.work |= !dates.critical && done_to < to;
    let slack_to = if !slack || dates.critical || 10_000 <= dates.done { to } else { scale.edge(reader, dates.late_finish).max(to) };
    for at in clipped(to, slack_to, cells.len()) {
        put(cells, at, SLACK, Mark::Faint);
        used.slack = true;
    }
    mark_clipped(from, to, cells);
    (from, slack_to)
}

/// Returns the edge up to which a bar is done: to be seen as soon as anything is, and short of the end until all is.
fn done_edge(reader: &Reader<'_>, scale: &Scale, id: TaskId, dates: &TaskDates, (from, to): (i64, i64)) -> i64 {
    if dates.done == 0 || 10_000 <= dates.done {
        return if dates.done == 0 { from } else { to };
    }
    let part = i64::from(dates.duration.0) * i64::from(dates.done) / 10_000;
    let reached = match reader.plan.tasks[id].effort {
        Effort::Elapsed(_) => Some(dates.start.plus(Elapsed(i32::try_from(part).unwrap_or(i32::MAX)))),
        Effort::None | Effort::Unestimated(_) | Effort::Duration(_) | Effort::Effort(_) | Effort::Span(_) => {
            reader.hours(reader.plan.tasks[id].calendar).map(|hours| hours.add(dates.start, Work::from_tenths(part)))
        }
    };
    let edge = reached.map_or(from, |reached| scale.edge(reader, reached));
    edge.max(from + 1).min((to - 1).max(from))
}

fn state(reader: &Reader<'_>, id: TaskId, dates: &TaskDates) -> Mark {
    match (reader.is_done(id), dates.critical) {
        (true, _) => Mark::Done,
        (false, true) => Mark::Critical,
        (false, false) => Mark::Work,
    }
}

/// Marks the deadline of a bar and returns where what is drawn ends; that of a milestone is told in words.
fn deadline(reader: &Reader<'_>, scale: &Scale, id: TaskId, to: i64, cells: &mut Cells, used: &mut Used) -> i64 {
    let Some(due) = reader.due(id) else { return to };
    let at = scale.cell_before(reader, due);
    let is_milestone = reader.plan.tasks[id].kind == Kind::Milestone;
    if at < 0 || i64::try_from(cells.len()).unwrap_or(0) <= at || is_milestone {
        return to;
    }
    put(cells, at, DUE, if reader.is_late(id) { Mark::Late } else { Mark::Due });
    used.due = true;
    to.max(at + 1)
}

/// Writes the date of a milestone, by how much an item is late and that it is overdue, behind it or, where there is no room, before it.
fn label(reader: &Reader<'_>, id: TaskId, (from, to): (i64, i64), cells: &mut Cells) {
    let is_milestone = reader.plan.tasks[id].kind == Kind::Milestone;
    let date = reader.finish(id).filter(|_| is_milestone).map(|moment| phrase::short_day(moment.day));
    let due = reader.due(id).filter(|_| is_milestone).map(|due| format!("due {}", phrase::short_day(due.last_day())));
    let late = reader.is_late(id).then(|| format!("{} late", phrase::work(reader.late_by(id), &reader.plan.settings.units)));
    let overdue = reader.is_overdue(id).then(|| "overdue".to_owned());
    let mark = if late.is_some() || overdue.is_some() { Mark::Late } else { Mark::Faint };
    let words: Vec<String> = [date, due, late, overdue].into_iter().flatten().collect();
    let text = words.join(" · ");
    let len = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let width = i64::try_from(cells.len()).unwrap_or(i64::MAX);
    let at = if to.saturating_add(1).saturating_add(len) <= width { to + 1 } else { from.min(width) - 1 - len };
    if len == 0 || at < 0 || to < 0 || width < from {
        return;
    }
    for (n, c) in (0i64..).zip(text.chars()) {
        put(cells, at + n, c, mark);
    }
    // A space on either side, so that no line of the grid touches the words.
    for side in [at - 1, at + len] {
        let is_grid = usize::try_from(side).ok().and_then(|side| cells.get(side)).is_some_and(|(c, _)| *c == '┊');
        if is_grid {
            put(cells, side, ' ', Mark::Plain);
        }
    }
}

fn clipped(from: i64, to: i64, n_cells: usize) -> std::ops::Range<i64> {
    from.max(0)..to.min(i64::try_from(n_cells).unwrap_or(i64::MAX))
}

/// Shows at the edge of the line that something goes on beyond it.
fn mark_clipped(from: i64, to: i64, cells: &mut Cells) {
    let width = i64::try_from(cells.len()).unwrap_or(i64::MAX);
    if from < 0 {
        put(cells, 0, '◂', Mark::Faint);
    }
    if width < to {
        put(cells, width - 1, '▸', Mark::Faint);
    }
}

/// Returns the legend: only what the chart uses, in lines of at most `width` cells.
pub(super) fn legend(used: &Used, axis: &Axis, width: usize) -> Vec<Vec<Piece>> {
    let entries = [
        (used.done, DONE.to_string(), Mark::Done, "done"),
        (used.work, WORK.to_string(), Mark::Work, "to do"),
        (used.critical, CRITICAL.to_string(), Mark::Critical, "critical"),
        (used.slack, SLACK.to_string().repeat(3), Mark::Faint, "slack"),
        (used.milestone, MILESTONE.to_string(), Mark::Work, "milestone"),
        (used.reached, REACHED.to_string(), Mark::Done, "reached"),
        (used.due, DUE.to_string(), Mark::Due, "due"),
        (axis.as_of.is_some(), LINE.to_string(), Mark::AsOf, "status date"),
        (axis.rests.contains(&true), "╌╌".to_owned(), Mark::Faint, "not worked"),
    ];
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    let mut cells = 0;
    for (_, shape, mark, words) in entries.into_iter().filter(|(is_used, ..)| *is_used) {
        let len = shape.chars().count() + 1 + words.len() + 3;
        if lines.is_empty() || width < cells + len {
            lines.push(Vec::new());
            cells = 0;
        }
        cells += len;
        if let Some(line) = lines.last_mut() {
            line.push(Piece { text: shape, mark });
            line.push(Piece { text: format!(" {words}   "), mark: Mark::Faint });
        }
    }
    for line in &mut lines {
        if let Some(last) = line.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
    }
    lines
}
