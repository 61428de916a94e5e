//! The backward pass: the latest dates of everything that do not move the plan's finish nor break a hard date.
//!
//! Every item, once its own late dates are known, lowers those of what it waits for. A phase's links bind through each item
//! inside it on that item's calendar, so what a phase pulls at is kept once per calendar, as in the forward pass.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::effort::Run;
use super::lag::{ahead, back, edge, ends, instant, length, side};
use super::network::{Node, Order, gives_start};
use super::progress::{self, State};
use super::{Cx, Dates, Driver};
use crate::calendar::{Elapsed, Instant, Work, WorkTime};
use crate::model::{CalendarId, ConstraintKind, Delay, Direction, Edge, Effort, Kind, TaskId, When};

/// By phase, the lowest date of what is inside for every calendar that something inside runs on.
#[derive(Default)]
pub(super) struct Lowest(FxHashMap<TaskId, Vec<(CalendarId, Instant)>>);

/// The dates at which an item pulls at what it waits for.
#[derive(Clone, Copy, Debug)]
struct Pull {
    start: Instant,
    finish: Instant,
}

/// Gives every item its late dates against `end`. A phase keeps the bounds of its own until it is rolled up.
pub(super) fn pass(cx: &Cx<'_>, order: &Order, end: Instant, dates: &mut Dates) {
    let mut lowest = begin(dates);
    for number in order.iter().rev() {
        let pull = match cx.network.node(number) {
            Node::Leaf(id) => leaf(cx, id, end, dates),
            Node::Open(_) | Node::Close(_) => None,
        };
        hand_back(cx, &mut lowest, (cx.network.node(number), pull), end, dates);
    }
}

/// Does the same, each item no later than everybody whom it takes is free for it, and books them.
pub(super) fn level(cx: &mut Cx<'_>, order: &Order, end: Instant, dates: &mut Dates) {
    let mut lowest = begin(dates);
    for number in order.iter().rev() {
        let pull = match cx.network.node(number) {
            Node::Leaf(id) => booked(cx, id, end, dates),
            Node::Open(_) | Node::Close(_) => None,
        };
        hand_back(cx, &mut lowest, (cx.network.node(number), pull), end, dates);
    }
}

fn begin(dates: &mut Dates) -> Lowest {
    for dates in &mut dates.list {
        (dates.late_start, dates.late_finish) = (Instant::MAX, Instant::MAX);
    }
    Lowest::default()
}

/// Hands on what a node pulls at, once it has its own late dates.
fn hand_back(cx: &Cx<'_>, lowest: &mut Lowest, (node, pull): (Node, Option<Pull>), end: Instant, dates: &mut Dates) {
    match node {
        Node::Leaf(id) => {
            let Some(pull) = pull else { return };
            push_all(cx, dates, Node::Leaf(id), pull);
            push_before(cx, dates, id, pull);
            let task = &cx.plan.tasks[id];
            if let Some(parent) = task.parent().filter(|parent| cx.network.gives(*parent)) {
                lowest.lower(parent, task.calendar, pull.start);
            }
        }
        Node::Open(phase) => open(cx, phase, lowest, dates),
        Node::Close(phase) => close(cx, phase, end, dates),
    }
}

/// Places an item as late as it can be; of those who may do it, whoever can begin last, of equals the least loaded.
fn booked(cx: &mut Cx<'_>, id: TaskId, end: Instant, dates: &mut Dates) -> Option<Pull> {
    let given = (dates[id].late_start, dates[id].late_finish);
    let n = cx.books.as_ref().map_or(0, |books| books.choices(id).len());
    let mut best: Option<((Instant, Reverse<u64>), u32)> = None;
    for choice in (0u32..).take(n) {
        if let Some(books) = &mut cx.books {
            books.try_choice(id, choice);
        }
        leaf(cx, id, end, dates)?;
        let load = cx.books.as_ref().and_then(|books| Some(books.load(books.choice(id)?))).unwrap_or(0);
        let key = (dates[id].late_start, Reverse(load));
        if best.is_none_or(|(known, _)| known < key) {
            best = Some((key, choice));
        }
        (dates[id].late_start, dates[id].late_finish) = given;
    }
    if let (Some((_, choice)), Some(books)) = (best, &mut cx.books) {
        books.try_choice(id, choice);
    }
    let free = (dates[id].late_start, dates[id].late_finish);
    if matches!(cx.plan.settings.direction, Direction::Backward(_)) {
        // Where it would end, were everybody free: what it waits for is told from there.
        let books = cx.books.take();
        leaf(cx, id, end, dates)?;
        let allowed = dates[id].late_finish;
        (dates[id].late_start, dates[id].late_finish) = free;
        cx.books = books;
        cx.books.iter_mut().for_each(|books| books.waits.push((id, allowed)));
    }
    let pull = leaf(cx, id, end, dates)?;
    let run = left(cx, id);
    if let Some(books) = &mut cx.books {
        books.book(cx.lengths, id, run, (dates[id].late_start, dates[id].late_finish));
        books.settle(id);
    }
    Some(pull)
}

/// Moves what is to be as late as possible to where it moves nothing else, everybody whom it takes being free there. Everything
/// else stays.
pub(super) fn justify(cx: &mut Cx<'_>, order: &Order, end: Instant, dates: &mut Dates) {
    let mut lowest = begin(dates);
    for number in order.iter().rev() {
        let pull = match cx.network.node(number) {
            Node::Leaf(id) if moves(cx, id) => Some(justified(cx, id, end, dates)),
            Node::Leaf(id) if progress::state(cx.plan, id) == State::Over => leaf(cx, id, end, dates),
            Node::Leaf(id) => Some(Pull { start: dates[id].start, finish: dates[id].finish }),
            Node::Open(_) | Node::Close(_) => None,
        };
        hand_back(cx, &mut lowest, (cx.network.node(number), pull), end, dates);
    }
}

fn moves(cx: &Cx<'_>, id: TaskId) -> bool {
    let task = &cx.plan.tasks[id];
    task.as_late_as_possible && !matches!(task.effort, Effort::Span(_)) && progress::state(cx.plan, id) == State::Open
}

fn justified(cx: &mut Cx<'_>, id: TaskId, end: Instant, dates: &mut Dates) -> Pull {
    let known = dates[id];
    if let Some(books) = &mut cx.books {
        books.hold(id);
    }
    // Only now: how long it takes depends on who was chosen.
    let run = left(cx, id);
    if let Some(books) = &mut cx.books {
        books.unbook(cx.lengths, id, run, (known.start, known.finish));
    }
    let found = leaf(cx, id, end, dates);
    let late = (dates[id].late_start, dates[id].late_finish);
    // Where there is no later place that is free for all of it, it stays.
    let is_free = cx.books.as_ref().is_none_or(|books| books.is_free(cx.lengths, id, run, late));
    let slot = &mut dates[id];
    if found.is_some() && is_free && known.start < slot.late_start && known.finish <= slot.late_finish {
        (slot.start, slot.finish) = (slot.late_start, cx.lengths.over(run, slot.late_start, slot.late_finish).max(known.finish));
        (slot.early_start, slot.early_finish) = (slot.start, slot.finish);
        slot.driver = Driver::AsLateAsPossible;
    }
    let (start, finish) = (slot.start, slot.finish);
    if let Some(books) = &mut cx.books {
        books.book(cx.lengths, id, run, (start, finish));
        books.release();
    }
    Pull { start, finish }
}

/// Returns what there is still to do of an item.
fn left(cx: &Cx<'_>, id: TaskId) -> Run {
    let run = cx.run(id);
    let is_part = || progress::state(cx.plan, id) == State::Begun || cx.plan.details(id).progress.remaining.is_some();
    if cx.plan.tasks[id].details.is_some() && is_part() { progress::left(cx.plan, id, run) } else { run }
}

impl Lowest {
    pub(super) fn lower(&mut self, phase: TaskId, calendar: CalendarId, t: Instant) {
        let list = self.0.entry(phase).or_default();
        match list.iter_mut().find(|(known, _)| *known == calendar) {
            Some((_, lowest)) => *lowest = t.min(*lowest),
            None => list.push((calendar, t)),
        }
    }

    pub(super) fn take(&mut self, phase: TaskId) -> Vec<(CalendarId, Instant)> {
        self.0.remove(&phase).unwrap_or_default()
    }
}

/// Sets the late dates of a task or milestone and returns how it pulls; what is over does not.
fn leaf(cx: &Cx<'_>, id: TaskId, end: Instant, dates: &mut Dates) -> Option<Pull> {
    let task = &cx.plan.tasks[id];
    let state = progress::state(cx.plan, id);
    let known = dates[id];
    if state == State::Over {
        (dates[id].late_start, dates[id].late_finish) = (known.early_start, known.early_finish);
        return None;
    }
    let (whole, run) = (cx.run(id), left(cx, id));
    let (latest_start, latest_finish) = capped(cx, id, run, dates, known.late_start, known.late_finish.min(end));
    if matches!(task.effort, Effort::Span(_)) {
        return Some(fixed(cx, id, latest_start, latest_finish, dates));
    }
    let mut finish = latest_finish;
    // Where nobody has been waited for yet in a plan that is counted back, there are no early dates to keep.
    let is_open = cx.books.is_some() && matches!(cx.plan.settings.direction, Direction::Backward(_));
    let early_finish = if is_open { Instant::MIN } else { known.early_finish };
    if latest_start < Instant::MAX {
        let bound = cx.lengths.finish(run, latest_start);
        finish = finish.min(if latest_start < known.early_start { bound } else { bound.max(early_finish) });
    }
    if let Some(books) = &cx.books {
        finish = books.before(cx.lengths, id, run, finish);
    }
    let (mut start, mut snapped) = cx.lengths.lay_back(run, finish);
    let is_drawn = cx.books.is_some() || matches!(cx.plan.settings.direction, Direction::Backward(_));
    if is_drawn && latest_start < start {
        // Nobody works at the latest start: the work has begun before, and ends before.
        finish = cx.lengths.prev_finish(run, latest_start);
        if let Some(books) = &cx.books {
            finish = books.before(cx.lengths, id, run, finish);
        }
        (start, snapped) = cx.lengths.lay_back(run, finish);
    }
    // Work that ends at an instant at which nobody works is not late where it is.
    if snapped < early_finish && early_finish <= finish {
        finish = early_finish;
        start = cx.lengths.begin(run, finish);
    } else {
        finish = snapped;
    }
    let mut pull = Pull { start, finish };
    if state == State::Begun {
        start = known.early_start;
        let done = i32::try_from(progress::done(cx.plan, id)).unwrap_or(0);
        pull.start = cx.lengths.finish(whole.part(done, 10_000), start);
    } else if let Some(delay) = cx.plan.details(id).delay {
        pull.start = match delay {
            Delay::Work(work) => cx.lengths.calendar(task.calendar).add(start, Work(work.0.saturating_neg())),
            Delay::Elapsed(time) => start.plus(Elapsed(time.0.saturating_neg())),
        };
    }
    (dates[id].late_start, dates[id].late_finish) = (start, finish);
    Some(pull)
}

/// Lowers a latest start and finish to what the item's deadline and hard dates say.
fn capped(cx: &Cx<'_>, id: TaskId, run: Run, dates: &Dates, start: Instant, finish: Instant) -> (Instant, Instant) {
    let task = &cx.plan.tasks[id];
    let (mut start, mut finish) = (start, finish);
    if task.details.is_none() {
        return (start, finish);
    }
    let clock = cx.lengths.calendar(task.calendar);
    let details = cx.plan.details(id);
    if let Some(due) = &details.due {
        finish = finish.min(instant(cx, dates, &due.when, Edge::End, clock));
    }
    for constraint in &details.constraints {
        let date = instant(cx, dates, &constraint.when, side(constraint.kind), clock);
        match constraint.kind {
            ConstraintKind::StartNoEarlier | ConstraintKind::FinishNoEarlier => {}
            ConstraintKind::StartNoLater | ConstraintKind::MustStart => {
                start = start.min(date);
                finish = if task.kind == Kind::Phase { finish } else { finish.min(cx.lengths.finish(run, date)) };
            }
            ConstraintKind::FinishNoLater | ConstraintKind::MustFinish => finish = finish.min(date),
        }
    }
    (start, finish)
}

/// Gives fixed dates, or a span between items, the late dates that what follows allows; they themselves do not move.
fn fixed(cx: &Cx<'_>, id: TaskId, latest_start: Instant, latest_finish: Instant, dates: &mut Dates) -> Pull {
    let task = &cx.plan.tasks[id];
    let clock = cx.lengths.calendar(task.calendar);
    let known = dates[id];
    let moved = clock.between(known.early_finish, latest_finish);
    let start = clock.add(known.early_start, moved);
    // Time moved on ends where work ends; what takes time begins where it goes on.
    let takes_time = known.early_start < known.early_finish && 0 < moved.0;
    let start = if takes_time { clock.next_start(start) } else { start }.min(latest_start);
    (dates[id].late_start, dates[id].late_finish) = (start, latest_finish);
    if let Some((from, until)) = cx.plan.given(id) {
        push_when(cx, dates, from, clock, latest_start);
        push_when(cx, dates, until, clock, latest_finish);
    }
    Pull { start: start.min(known.early_start), finish: latest_finish.min(known.early_finish) }
}

/// Lowers the late dates of what a phase's items inherit waiting for.
fn open(cx: &Cx<'_>, phase: TaskId, lowest: &mut Lowest, dates: &mut Dates) {
    if !cx.network.gives(phase) {
        return;
    }
    let task = &cx.plan.tasks[phase];
    let inside = lowest.take(phase);
    if matches!(task.effort, Effort::Span(_)) {
        let start = dates[phase].early_start;
        push_all(cx, dates, Node::Open(phase), Pull { start, finish: start });
    } else {
        for (calendar, start) in &inside {
            push_on(cx, dates, Node::Open(phase), Pull { start: *start, finish: *start }, cx.lengths.calendar(*calendar));
        }
    }
    if let Some(parent) = task.parent().filter(|parent| cx.network.gives(*parent)) {
        for (calendar, start) in inside {
            lowest.lower(parent, calendar, start);
        }
    }
}

/// Hands what bounds a phase's dates to what is inside: its finish to everything, its start to all that begins first.
fn close(cx: &Cx<'_>, phase: TaskId, end: Instant, dates: &mut Dates) {
    let known = dates[phase];
    let (start, finish) = capped(cx, phase, Run::Instant, dates, known.late_start, known.late_finish.min(end));
    dates[phase].late_finish = finish;
    push_all(cx, dates, Node::Close(phase), Pull { start: finish, finish });
    if finish < end {
        for child in cx.plan.children(phase) {
            dates[child].late_finish = dates[child].late_finish.min(finish);
        }
    }
    if start < Instant::MAX {
        let begin = edge(cx, dates, phase, Edge::Start);
        for child in cx.plan.children(phase) {
            if edge(cx, dates, child, Edge::Start) <= begin {
                dates[child].late_start = dates[child].late_start.min(start);
            }
        }
    }
}

/// Lowers the late dates of the work whose people `id` takes over: they must be free when it begins at the latest.
fn push_before(cx: &Cx<'_>, dates: &mut Dates, id: TaskId, pull: Pull) {
    for handover in cx.chain.before(id) {
        let begin = if progress::state(cx.plan, id) == State::Begun { dates[id].start } else { pull.start };
        let known = dates[handover.before];
        let is_whole = handover.ends == known.finish && handover.starts == dates[id].start;
        let latest = if is_whole {
            begin
        } else {
            // Somebody may be free before the rest of the work is done: how far that may slip is measured where it is.
            let clock = cx.lengths.calendar(cx.plan.tasks[handover.before].calendar);
            let later = clock.between(dates[id].start, begin);
            clock.add(known.finish, Work(clock.between(handover.ends, handover.starts).0.saturating_add(later.0)))
        };
        lower(dates, handover.before, Edge::End, latest);
    }
}

fn push_all(cx: &Cx<'_>, dates: &mut Dates, node: Node, pull: Pull) {
    let (Node::Leaf(id) | Node::Open(id) | Node::Close(id)) = node;
    push_on(cx, dates, node, pull, cx.lengths.calendar(cx.plan.tasks[id].calendar));
}

/// Lowers the late dates of everything that `node` itself waits for, with lags on `clock`.
fn push_on(cx: &Cx<'_>, dates: &mut Dates, node: Node, pull: Pull, clock: &WorkTime) {
    let (Node::Leaf(id) | Node::Open(id) | Node::Close(id)) = node;
    // At a distance from another item it moves with that one alone: what else must come before it must do so where it is.
    let is_held = cx.plan.tasks[id].kind == Kind::Milestone && cx.plan.dependencies_of(id).iter().any(|link| link.exact);
    let (free, here) = (pull, dates[id].early_finish);
    let pull = if is_held { Pull { start: pull.start.min(here), finish: pull.finish.min(here) } } else { pull };
    for link in cx.plan.dependencies_of(id) {
        let (from, to) = ends(link.link);
        let pull = if link.exact { free } else { pull };
        let t = match (to, node) {
            (Edge::Start, Node::Leaf(_) | Node::Open(_)) => pull.start,
            (Edge::End, Node::Leaf(_) | Node::Close(_)) => pull.finish,
            (Edge::Start, Node::Close(_)) | (Edge::End, Node::Open(_)) => continue,
        };
        let lag = length(cx, dates, link.lag(), link.predecessor);
        let mut latest = back(clock, t, lag);
        if let (Edge::End, Node::Leaf(_)) = (to, node) {
            // It may wait for something that ends while nobody works on it: with no work left to do, that is not late.
            let other = &dates[link.predecessor];
            let known = if from == Edge::Start { other.early_start } else { other.early_finish };
            if latest < known && clock.between(t, ahead(clock, known, lag)) <= Work::ZERO {
                latest = known;
            }
        }
        lower(dates, link.predecessor, from, latest);
    }
    if cx.plan.tasks[id].details.is_none() {
        return;
    }
    for constraint in &cx.plan.details(id).constraints {
        let starts = gives_start(constraint.kind);
        let finishes = matches!(constraint.kind, ConstraintKind::FinishNoEarlier | ConstraintKind::MustFinish);
        match node {
            Node::Leaf(_) | Node::Open(_) if starts => push_when(cx, dates, &constraint.when, clock, pull.start),
            Node::Leaf(_) | Node::Close(_) if finishes => push_when(cx, dates, &constraint.when, clock, pull.finish),
            Node::Leaf(_) | Node::Open(_) | Node::Close(_) => {}
        }
    }
}

/// Lowers the late date of the item that a date is told from.
fn push_when(cx: &Cx<'_>, dates: &mut Dates, when: &When, clock: &WorkTime, t: Instant) {
    if let When::Item { item, edge, lag, .. } = *when {
        let latest = back(clock, t, length(cx, dates, lag, item));
        lower(dates, item, edge, latest);
    }
}

fn lower(dates: &mut Dates, task: TaskId, edge: Edge, latest: Instant) {
    let slot = &mut dates[task];
    match edge {
        Edge::Start => slot.late_start = slot.late_start.min(latest),
        Edge::End => slot.late_finish = slot.late_finish.min(latest),
    }
}
