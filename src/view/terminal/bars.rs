//! One row's cells: bars, diamonds, brackets, slack, deadlines, and the legend of what was used.

use super::axis::Axis;
use super::scale::Scale;
use super::{Mark, Piece};
use crate::calendar::{Elapsed, Work};
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
    /// The mark of the critical path.
    pub path: bool,
}

const DONE: char = '█';
const WORK: char = '▒';
const CRITICAL: char = '▓';
const SLACK: char = '·';
const MILESTONE: char = '◆';
const REACHED: char = '◇';
const DUE: char = '▼';
/// Stands before what lies on the critical path.
pub(super) const PATH: char = '•';
const LINE: char = '│';

/// Returns the cells of an item's row, with its slack or without. Words may go on behind the line, as far as there is room.
pub(super) fn row(reader: &Reader<'_>, scale: &Scale, axis: &Axis, (id, slack): (TaskId, bool), used: &mut Used) -> Cells {
    let mut cells: Cells = axis.grid.iter().map(|tick| if *tick { ('┊', Mark::Faint) } else { (' ', Mark::Plain) }).collect();
    if let Some(cell) = axis.status() {
        put(&mut cells, i64::try_from(cell).unwrap_or(-1), LINE, Mark::AsOf);
    }
    let Some(dates) = reader.dates(id) else { return cells };
    let (from, to) = match reader.plan.tasks[id].kind {
        Kind::Phase => bracket(scale, dates, &mut cells),
        Kind::Milestone => diamond(reader, scale, id, dates, &mut cells, used),
        Kind::Task => bar(reader, scale, (id, dates, slack), &mut cells, used),
    };
    let drawn = deadline(reader, scale, id, (from, to), &mut cells, used);
    cells.resize(scale.room.max(scale.n_cells), (' ', Mark::Plain));
    label(reader, id, drawn, scale, &mut cells);
    cells
}

fn put(cells: &mut Cells, at: i64, c: char, mark: Mark) {
    if let Some(cell) = usize::try_from(at).ok().and_then(|at| cells.get_mut(at)) {
        *cell = (c, mark);
    }
}

fn bracket(scale: &Scale, dates: &TaskDates, cells: &mut Cells) -> (i64, i64) {
    let (from, to) = scale.edges(dates.start, dates.finish);
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
    let begins_day = reader.finish(id).is_some_and(|moment| scale.begins(moment.day, dates.finish));
    let at = if begins_day { scale.edge(dates.finish) } else { scale.cell_before(dates.finish) };
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
    let (from, to) = scale.edges(dates.start, dates.finish);
    let done_to = done_edge(reader, scale, id, dates, (from, to));
    let mark = state(reader, id, dates);
    let rest = if dates.critical { CRITICAL } else { WORK };
    for at in clipped(from, to, cells.len()) {
        put(cells, at, if at < done_to { DONE } else { rest }, mark);
    }
    used.done |= from < done_to;
    used.critical |= dates.critical && done_to < to;
    used.work |= !dates.critical && done_to < to;
    let slack_to = if !slack || dates.critical || 10_000 <= dates.done { to } else { scale.edge(dates.late_finish).max(to) };
    for at in clipped(to, slack_to, cells.len()) {
        put(cells, at, SLACK, Mark::Faint);
        used.slack = true;
    }
    mark_clipped(from, slack_to, cells);
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
    let edge = reached.map_or(from, |reached| scale.edge(reached));
    edge.max(from + 1).min((to - 1).max(from))
}

fn state(reader: &Reader<'_>, id: TaskId, dates: &TaskDates) -> Mark {
    match (reader.is_done(id), dates.critical) {
        (true, _) => Mark::Done,
        (false, true) => Mark::Critical,
        (false, false) => Mark::Work,
    }
}

/// Marks the deadline of an item and returns the edges of all that is drawn, and whether the deadline is to be seen.
///
/// That of a milestone is told in words, because the mark would stand close to it and be taken for it.
fn deadline(
    reader: &Reader<'_>,
    scale: &Scale,
    id: TaskId,
    (from, to): (i64, i64),
    cells: &mut Cells,
    used: &mut Used,
) -> ((i64, i64), bool) {
    let Some(due) = reader.due(id) else { return ((from, to), true) };
    let at = scale.cell_before(due);
    let is_milestone = reader.plan.tasks[id].kind == Kind::Milestone;
    if at < 0 || i64::try_from(cells.len()).unwrap_or(0) <= at || is_milestone {
        return ((from, to), false);
    }
    put(cells, at, DUE, if reader.is_late(id) { Mark::Late } else { Mark::Due });
    used.due = true;
    ((from.min(at), to.max(at + 1)), true)
}

/// Writes the date of a milestone, a deadline that no mark shows, by how much an item is late and that it is overdue.
///
/// The words stand behind what is drawn, else before it, and fewer of them where there is no room for all. Only lateness, which
/// is never left unsaid, may stand on a bar.
fn label(reader: &Reader<'_>, id: TaskId, ((from, to), shows_due): ((i64, i64), bool), scale: &Scale, cells: &mut Cells) {
    let line = i64::try_from(scale.n_cells).unwrap_or(i64::MAX);
    let width = i64::try_from(cells.len()).unwrap_or(i64::MAX);
    if to <= 0 || line <= from {
        return;
    }
    let is_milestone = reader.plan.tasks[id].kind == Kind::Milestone;
    let years = reader.years && scale.spans_a_year();
    let date = reader.finish(id).filter(|_| is_milestone).map(|moment| moment.short(years));
    let due = reader.due(id).filter(|_| !shows_due).map(|due| reader.ending(id, due));
    let due = due.map(|due| format!("due {}", due.short(reader.years && (years || !is_milestone))));
    let late = reader.is_late(id).then(|| format!("{} late", phrase::work(reader.late_by(id), &reader.plan.settings.units)));
    let overdue = reader.is_overdue(id).then(|| "overdue".to_owned());
    let is_late = late.is_some() || overdue.is_some();
    let told = |words: &[&Option<String>]| words.iter().filter_map(|words| words.as_deref()).collect::<Vec<_>>().join(" · ");
    let forms: [String; 4] =
        [told(&[&date, &due, &late, &overdue]), told(&[&date, &late, &overdue]), told(&[&late, &overdue]), told(&[&date])];
    let place = |text: &str| {
        let len = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        let behind = (to + 1 + len <= width).then_some(to + 1);
        behind.or_else(|| Some(from.min(width) - 1 - len).filter(|at| 0 <= *at))
    };
    let mark = if is_late { Mark::Late } else { Mark::Faint };
    let found = forms.iter().filter(|text| !text.is_empty()).find_map(|text| Some((place(text)?, text.clone())));
    let on_bar = || {
        let text = forms.get(2).filter(|text| !text.is_empty())?;
        let at = to.min(line) - 3 - i64::try_from(text.chars().count()).ok()?;
        (from.max(0) < at).then(|| (at, format!(" {text} ")))
    };
    if let Some((at, text)) = found.or_else(on_bar) {
        write(cells, at, &text, mark);
    }
}

/// Writes words over the cells, a space on either side, so that no line of the grid touches them.
fn write(cells: &mut Cells, at: i64, text: &str, mark: Mark) {
    let len = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    for (n, c) in (0i64..).zip(text.chars()) {
        put(cells, at + n, c, mark);
    }
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
    let critical: Vec<String> =
        [(used.path, PATH), (used.critical, CRITICAL)].iter().filter(|(used, _)| *used).map(|(_, shape)| shape.to_string()).collect();
    let entries = [
        (used.done, DONE.to_string(), Mark::Done, "done"),
        (used.work, WORK.to_string(), Mark::Work, "to do"),
        (!critical.is_empty(), critical.join(" "), Mark::Critical, "critical"),
        (used.slack, SLACK.to_string().repeat(3), Mark::Faint, "slack"),
        (used.milestone, MILESTONE.to_string(), Mark::Work, "milestone"),
        (used.reached, REACHED.to_string(), Mark::Done, "reached"),
        (used.due, DUE.to_string(), Mark::Due, "due"),
        (axis.status().is_some(), LINE.to_string(), Mark::AsOf, "status date"),
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
