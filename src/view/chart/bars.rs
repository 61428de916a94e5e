//! The rows: bars, brackets, diamonds, slack, deadlines, the words beside them; and the line of the status date.

use std::borrow::Cow;

use super::labels::{self, Anchor, Label, Note};
use super::rows::{Context, Item};
use super::scale::{Scale, has_whisker};
use super::strokes::Strokes;
use super::table::{Shown, Table};
use super::{Font, Px, runs};
use crate::calendar::{Instant, Work};
use crate::model::{Effort, Gate, Id, Kind, Plan, TaskId};
use crate::view::phrase;

/// One item, placed.
#[derive(Clone, Debug)]
pub struct Row<'p> {
    /// The item.
    pub task: TaskId,
    /// The top of the row.
    pub top: Px,
    /// Where the name begins.
    pub name_x: Px,
    /// The name, where it is not the item's title on one line.
    pub shown: Option<Box<Shown<'p>>>,
    /// It stands here only to tell what a page begins in, by its name.
    pub continued: bool,
    /// The mark in the picture; `None` where it is told at the edge.
    pub bar: Option<Bar>,
    /// What a bar says of a phase whose items are not drawn.
    pub folded: Option<Folded>,
    /// How far it has come.
    pub state: State,
    /// On the critical path.
    pub critical: bool,
    /// From the finish to the latest finish.
    pub slack: Option<(Px, Px)>,
    /// The deadline.
    pub deadline: Option<Flag>,
    /// From where on a bar is hatched, because it lies after its deadline.
    pub late_from: Option<Px>,
    /// What stands beside it.
    pub label: Option<Box<Label<'p>>>,
    /// When it is due, at its flag.
    pub due: Option<Box<Label<'p>>>,
    /// What is told at the edge of the picture, where it lies outside.
    pub edge: Option<Box<Label<'p>>>,
    /// Whether the mark began before the picture, and whether it goes on after it.
    pub runs_on: (bool, bool),
    /// Whether a line parts it from the row above.
    pub parted: bool,
    /// How far its name is indented; 1 is outermost.
    pub level: u8,
    /// The number of its colour, where colours tell something.
    pub colour: Option<u8>,
    /// Where the baseline has it, from edge to edge, where that is elsewhere; a milestone's instant twice.
    pub ghost: Option<(Px, Px)>,
}

impl<'p> Row<'p> {
    /// Returns all words of the row that stand in the picture.
    pub fn words(&self) -> impl Iterator<Item = &Label<'p>> {
        [&self.label, &self.due, &self.edge].into_iter().flatten().map(|label| &**label)
    }

    /// Returns the parts of the line from a missed deadline to what begins after it: it is broken where words stand on it.
    #[must_use]
    pub fn missed_parts(&self) -> Vec<(Px, Px)> {
        let Some((flag, to)) = self.deadline.zip(self.bar).and_then(|(flag, bar)| Some((flag, flag.misses(bar)?))) else {
            return Vec::new();
        };
        let away = Px::of(3);
        let words = self.label.as_deref().map(Label::span).filter(|span| flag.x < span.0 && span.1 < to);
        words.map_or_else(|| vec![(flag.x, to)], |(left, right)| vec![(flag.x, left - away), (right + away, to)])
    }

    /// Returns the name, or its first line, and what stands on a second line, which is mostly nothing.
    #[must_use]
    pub fn name<'a>(&'a self, plan: &'a Plan) -> (&'a str, &'a str) {
        match &self.shown {
            Some(shown) => (&shown.first, &shown.second),
            None => (plan.title(self.task), ""),
        }
    }

    /// Tells whether work has begun whose start is in the picture, and nothing of it is done.
    #[must_use]
    pub fn is_only_begun(&self) -> bool {
        let nothing_done = matches!(self.bar, Some(Bar::Task { left, done, .. }) if done <= left);
        nothing_done && self.state == State::Running && !self.runs_on.0
    }
}

/// The mark of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// Work, from edge to edge.
    Task {
        /// Where it begins.
        left: Px,
        /// Where it ends.
        right: Px,
        /// Where what is done of it ends, in working time.
        done: Px,
        /// Nobody said how long it takes.
        unestimated: bool,
    },
    /// A phase.
    Phase {
        /// Where its first item begins.
        left: Px,
        /// Where its last item ends.
        right: Px,
    },
    /// An instant.
    Milestone {
        /// When.
        x: Px,
        /// A gate, and whether it failed.
        gate: Option<bool>,
    },
}

/// A phase that stands for what is inside of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folded {
    /// Where what is done of it ends, in working time; its start where nothing is.
    pub done: Px,
    /// Whether critical work is inside.
    pub critical: bool,
}

/// How far an item has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Not begun.
    Future,
    /// Begun.
    Running,
    /// Done.
    Done,
    /// Not done, though the status date has passed its end.
    Overdue,
}

/// A deadline in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag {
    /// When it is.
    pub x: Px,
    /// Up to where the item exceeds it.
    pub missed_to: Option<Px>,
}

impl Flag {
    /// Returns where the line ends that leads from a missed deadline to what begins after it.
    #[must_use]
    pub fn misses(self, bar: Bar) -> Option<Px> {
        Some(bar.left()).filter(|left| self.missed_to.is_some() && self.x < *left)
    }
}

/// The line of the status date.
#[derive(Clone, Debug)]
pub struct AsOf {
    /// When; `None` where it lies outside of the picture.
    pub line: Option<Px>,
    /// Its label.
    pub label: String,
    /// Where the label begins.
    pub left: Px,
    /// Where the label ends.
    pub right: Px,
}

impl AsOf {
    /// Returns the parts of the line from `top` to `bottom`: it is broken where words of a row stand across it.
    #[must_use]
    pub fn parts(&self, (top, bottom): (Px, Px), rows: &[Row<'_>]) -> Vec<(Px, Px, Px)> {
        let Some(x) = self.line else { return Vec::new() };
        let away = Px::of(3);
        let is_across = |label: &Label<'_>| label.span().0 - away < x && x < label.span().1 + away;
        let across = rows.iter().filter(|row| row.label.iter().chain(&row.due).any(|label| is_across(label)));
        let mut parts = Vec::new();
        let mut from = top;
        for row in across {
            parts.push((x, from, row.top + Px::of(7)));
            from = row.top + Px::of(22);
        }
        parts.push((x, from, bottom));
        parts
    }
}

/// Half the width of a milestone.
pub const DIAMOND: Px = Px::of(8);
/// The narrowest bar.
const NARROWEST: Px = Px::of(3);

impl Bar {
    /// Returns what kind of item it is the mark of.
    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Task { .. } => Kind::Task,
            Self::Phase { .. } => Kind::Phase,
            Self::Milestone { .. } => Kind::Milestone,
        }
    }

    /// Returns where a link leaves or enters at the start.
    #[must_use]
    pub fn left(self) -> Px {
        match self {
            Self::Task { left, .. } | Self::Phase { left, .. } => left,
            Self::Milestone { x, .. } => x - DIAMOND,
        }
    }

    /// Returns where a link leaves or enters at the finish.
    #[must_use]
    pub fn right(self) -> Px {
        match self {
            Self::Task { right, .. } | Self::Phase { right, .. } => right,
            Self::Milestone { x, .. } => x + DIAMOND,
        }
    }
}

/// Places an item in its row, without words beside it.
pub(super) fn row<'p>(cx: &Context<'p>, (scale, table): (&Scale, &Table), item: &Item<'p>, top: Px) -> Row<'p> {
    let (left, right) = (scale.at(item.dates.start), scale.at(item.dates.finish));
    let seen = match item.task.kind {
        Kind::Milestone => scale.left <= right && left <= scale.right,
        Kind::Task | Kind::Phase => left < scale.right && scale.left < right.max(left + NARROWEST),
    };
    let state = state(cx, item);
    let bar = seen.then(|| bar(cx, scale, item, (left, right)));
    let slack = if seen && has_whisker(item) && state != State::Overdue { whisker(scale, item, right) } else { None };
    let deadline = cx.due(item).and_then(|due| flag(cx, scale, item, (due, right)));
    let edge = (!seen).then(|| Box::new(edge(scale, item, left)));
    let is_hidden = |flag: &Flag| bar.is_some_and(|bar| is_on(*flag, bar)) || edge.as_deref().is_some_and(|edge| is_in(*flag, edge));
    Row {
        task: item.id,
        top,
        name_x: table.x(item),
        shown: table.shown(cx, item),
        continued: false,
        folded: None,
        bar,
        state,
        critical: item.dates.critical && item.task.kind != Kind::Phase,
        slack,
        deadline: deadline.filter(|flag| !is_hidden(flag)),
        late_from: bar.filter(|_| state != State::Overdue).and_then(|bar| late_from(cx, scale, item, bar)),
        label: None,
        due: None,
        edge,
        runs_on: (seen && left < scale.left, seen && scale.right < right),
        level: item.level,
        colour: None,
        ghost: ghost(cx, scale, item),
        parted: item.task.level <= 1 && item.task.kind == Kind::Phase && item.id != TaskId(0),
    }
}

/// Puts words beside an item where nothing else of its row stands, and at the edge what lies outside of the picture.
pub(super) fn worded<'p>(
    cx: &Context<'p>,
    mut row: Row<'p>,
    (item, note): (&Item<'p>, Option<&Note<'p>>),
    (scale, lines): (&Scale, &Strokes),
) -> Row<'p> {
    let Some(bar) = row.bar else { return row };
    if let Some(note) = note {
        labels::settle(&mut row, (bar, note), (scale, lines));
    }
    let edge = due_edge(cx, scale, item);
    let used = row.label.as_deref().map_or(bar.right(), |label| label.span().1.max(bar.right()));
    row.edge = edge.filter(|edge| used + Px::of(12) <= edge.span().0).map(Box::new);
    if let (Some(edge), Some(slack)) = (&row.edge, row.slack.as_mut()) {
        slack.1 = slack.1.min(edge.span().0 - Px::of(6));
    }
    row.slack = row.slack.filter(|slack| slack.0 < slack.1);
    row
}

/// Returns what the bar of an item says, whose items are not drawn where the next row is of this level.
pub(super) fn folded(cx: &Context<'_>, scale: &Scale, item: &Item<'_>, next: u8) -> Option<Folded> {
    if item.task.kind != Kind::Phase || item.level < next || item.task.end.index() <= item.id.index() + 1 {
        return None;
    }
    let (left, right) = (scale.at(item.dates.start), scale.at(item.dates.finish));
    let done = done_to(cx, scale, item, (left, right.max(left + NARROWEST))).clamp(scale.left, scale.right);
    Some(Folded { done, critical: item.dates.critical && item.dates.done < 10_000 })
}

/// Parts outermost items from the phase above them, be it folded.
pub(super) fn part(rows: &mut [Row<'_>]) {
    let mut above = 0;
    for row in rows {
        row.parted |= row.level <= 1 && 1 < above;
        above = if matches!(row.bar, Some(Bar::Phase { .. })) { row.level.saturating_add(1) } else { row.level };
    }
}

/// Places what the baseline says of an item.
fn ghost(cx: &Context<'_>, scale: &Scale, item: &Item<'_>) -> Option<(Px, Px)> {
    let (start, finish) = cx.promised(item)?;
    let (left, right) = (scale.at(start), scale.at(finish));
    if item.task.kind == Kind::Milestone {
        return scale.sees(right).then_some((right, right));
    }
    let (left, right) = (left.max(scale.left), right.max(left + NARROWEST).min(scale.right));
    (left < right).then_some((left, right))
}

/// Tells whether a flag would stand on its diamond.
fn is_on(flag: Flag, bar: Bar) -> bool {
    matches!(bar, Bar::Milestone { .. }) && flag.missed_to.is_none() && flag.x <= bar.right() + Px::of(3)
}

/// Tells whether a flag would stand in words.
fn is_in(flag: Flag, label: &Label<'_>) -> bool {
    let (from, to) = label.span();
    from - Px::of(8) < flag.x && flag.x < to + Px::of(5)
}

/// Returns from where on a bar lies after its deadline, be that before the picture.
fn late_from(cx: &Context<'_>, scale: &Scale, item: &Item<'_>, bar: Bar) -> Option<Px> {
    let (due, Bar::Task { left, right, .. }) = (cx.due(item)?, bar) else { return None };
    cx.late_by(item)?;
    Some(scale.at(due).max(left)).filter(|from| *from < right)
}

fn state(cx: &Context<'_>, item: &Item<'_>) -> State {
    let begun = 0 < item.dates.done || cx.details(item).progress.started.is_some();
    match item.dates.done {
        10_000.. => State::Done,
        _ if cx.is_overdue(item) => State::Overdue,
        _ if begun => State::Running,
        _ => State::Future,
    }
}

fn bar(cx: &Context<'_>, scale: &Scale, item: &Item<'_>, (left, right): (Px, Px)) -> Bar {
    let clip = |x: Px| x.clamp(scale.left, scale.right);
    match item.task.kind {
        Kind::Milestone => {
            let gate = cx.details(item).gate.map(|gate| matches!(gate, Gate::Failed(_)));
            Bar::Milestone { x: right, gate }
        }
        Kind::Phase => Bar::Phase { left: clip(left), right: clip(right.max(clip(left) + NARROWEST)) },
        Kind::Task => {
            let right = right.max(clip(left) + NARROWEST);
            let done = done_to(cx, scale, item, (left, right));
            let unestimated = matches!(item.task.effort, Effort::Unestimated(_));
            Bar::Task { left: clip(left), right: clip(right), done: clip(done), unestimated }
        }
    }
}

/// Returns how far the done part of a task reaches: it is measured in working time, so it may cover a weekend.
fn done_to(cx: &Context<'_>, scale: &Scale, item: &Item<'_>, (left, right): (Px, Px)) -> Px {
    let share = i64::from(item.dates.done);
    if share == 0 || 10_000 <= share {
        return if share == 0 { left } else { right };
    }
    let hours = cx.work_time(item.task.calendar);
    let total = i64::from(hours.between(item.dates.start, item.dates.finish).0);
    let by_clock = left + Px(i32::try_from(i64::from((right - left).0) * share / 10_000).unwrap_or(0));
    if total <= 0 || matches!(item.task.effort, Effort::Elapsed(_)) {
        return by_clock;
    }
    let in_own_hours = || runs::keeps_own_hours(cx, item).then(|| cx.runs().done_at(item, share)).flatten();
    let done = in_own_hours().unwrap_or_else(|| hours.add(item.dates.start, Work::from_tenths(total * share / 10_000)));
    // A tenth of a short bar is seen too.
    scale.at(done).max(left + NARROWEST).clamp(left, right)
}

fn whisker(scale: &Scale, item: &Item<'_>, right: Px) -> Option<(Px, Px)> {
    let end = scale.at(item.dates.late_finish).min(scale.right);
    (right + Px::of(4) <= end).then_some((right, end))
}

/// Tells whether slack is long enough to be told from a speck.
pub(super) fn is_seen((from, to): (Px, Px)) -> bool {
    from + Px::of(10) <= to
}

fn flag(cx: &Context<'_>, scale: &Scale, item: &Item<'_>, (due, right): (Instant, Px)) -> Option<Flag> {
    let x = scale.at(due);
    let missed_to = cx.late_by(item).map(|_| right.clamp(scale.left, scale.right));
    scale.sees(x).then_some(Flag { x, missed_to })
}

/// Words at the edge, for an item that lies outside of the picture.
fn edge<'p>(scale: &Scale, item: &Item<'p>, left: Px) -> Label<'p> {
    if scale.left < left {
        at_edge(scale, format!("{} ►", phrase::short_date(item.dates.start.day())), Anchor::End)
    } else {
        at_edge(scale, format!("◄ {}", phrase::short_date(item.dates.finish.last_day())), Anchor::Start)
    }
}

/// Words at the edge, for a deadline that lies after the picture. A milestone's own words tell its deadline.
fn due_edge<'p>(cx: &Context<'p>, scale: &Scale, item: &Item<'p>) -> Option<Label<'p>> {
    let due = cx.due(item).filter(|_| item.task.kind != Kind::Milestone)?;
    let is_after = scale.right < scale.at(due);
    is_after.then(|| at_edge(scale, format!("due {} ►", labels::due_day(cx, item, due)), Anchor::End))
}

fn at_edge<'p>(scale: &Scale, detail: String, anchor: Anchor) -> Label<'p> {
    let width = Font::SMALL.width(&detail);
    let x = if anchor == Anchor::Start { scale.left + Px::of(4) } else { scale.right - Px::of(4) };
    Label { x, anchor, name: Cow::Borrowed(""), detail, alarm: String::new(), width }
}

/// Places the line of the status date and its label.
pub(super) fn as_of(scale: &Scale, at: Instant) -> AsOf {
    let x = scale.at(at);
    let day = at.last_day();
    let time = if scale.hours.is_some() && at.time().0 != 0 { format!(", {}", phrase::clock(at)) } else { String::new() };
    let label = match () {
        () if x < scale.left => format!("◄ {}", phrase::short_date(day)),
        () if scale.right < x => format!("{} ►", phrase::short_date(day)),
        () => phrase::day_month(day) + &time,
    };
    let half = Px((Font::SMALL_STRONG.width(&label).0 + 180) / 2);
    let middle = x.clamp(scale.left, scale.right - half);
    AsOf { line: scale.sees(x).then_some(x), label, left: middle - half, right: middle + half }
}
