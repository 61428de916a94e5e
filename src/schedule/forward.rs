//! The forward pass: the earliest dates of everything, and what set each.

use super::effort::Run;
use super::inherit::{Candidate, Givens, each_of_leaf, each_of_phase, given, offer};
use super::lag::{Bound, instant};
use super::network::{Node, Order};
use super::progress::{self, State};
use super::{Cx, Dates, Drawing, Driver, constraint};
use crate::calendar::{Instant, Work};
use crate::model::{Delay, Edge, Effort, Link, TaskId};

/// Where an item lies, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) start: Instant,
    pub(super) finish: Instant,
    pub(super) driver: Driver,
}

/// What was found out about an item before its dates are kept.
#[derive(Clone, Copy, Debug)]
struct Found {
    placed: Placed,
    /// How its whole work runs.
    run: Run,
    /// How what is booked of it runs.
    booked: Run,
    done: u32,
    /// Where logic alone would have started it, if a hard date had a say.
    logic: Option<Instant>,
    /// Where it would have started, had everybody been free.
    allowed: Option<Instant>,
}

/// Gives every item its early dates, and its drawn ones.
pub(super) fn pass(cx: &mut Cx<'_>, order: &Order, dates: &mut Dates) {
    let mut givens = Givens::default();
    cx.course.logic.clear();
    for number in order.iter() {
        step(cx, &mut givens, number, dates);
    }
}

/// Does the same for one node, after all that it waits for.
pub(super) fn step(cx: &mut Cx<'_>, givens: &mut Givens, number: u32, dates: &mut Dates) {
    match cx.network.node(number) {
        Node::Leaf(id) => leaf(cx, givens, id, dates),
        Node::Open(phase) => open(cx, phase, dates),
        Node::Close(phase) => close(cx, phase, dates),
    }
}

/// Returns where a task or milestone would start if its turn came now, and what it would be by whom it is best done.
pub(super) fn probe(cx: &mut Cx<'_>, givens: &mut Givens, id: TaskId, dates: &Dates) -> Instant {
    best(cx, givens, id, dates).placed.start
}

/// Gives every phase its dates once more, after something inside has moved.
pub(super) fn close_all(cx: &Cx<'_>, order: &Order, dates: &mut Dates) {
    for number in order.iter() {
        if let Node::Close(phase) = cx.network.node(number) {
            close(cx, phase, dates);
        }
    }
}

/// Places a task or milestone and books whom it takes.
fn leaf(cx: &mut Cx<'_>, givens: &mut Givens, id: TaskId, dates: &mut Dates) {
    let found = best(cx, givens, id, dates);
    let placed = found.placed;
    if let Some(books) = &mut cx.books {
        books.book(cx.lengths, id, found.booked, (placed.start, placed.finish));
        books.waits.extend(found.allowed.filter(|allowed| *allowed < placed.start).map(|allowed| (id, allowed)));
        books.settle(id);
    }
    store(cx, id, found.run, placed, found.done, dates);
    if let Some(logic) = found.logic.filter(|logic| dates[id].early_start < *logic) {
        cx.course.logic.insert(id, logic);
    }
}

/// Finds the place of an item; of those who may do it, whoever is done first, of equals the least loaded, then the first.
fn best(cx: &mut Cx<'_>, givens: &mut Givens, id: TaskId, dates: &Dates) -> Found {
    let n = cx.books.as_ref().map_or(0, |books| books.choices(id).len());
    let mut best: Option<((Instant, u64), u32, Found)> = None;
    for choice in (0u32..).take(n) {
        if let Some(books) = &mut cx.books {
            books.try_choice(id, choice);
        }
        let found = find(cx, givens, id, dates);
        let load = cx.books.as_ref().and_then(|books| Some(books.load(books.choice(id)?))).unwrap_or(0);
        let key = (found.placed.finish, load);
        if best.is_none_or(|(known, ..)| key < known) {
            best = Some((key, choice, found));
        }
    }
    let Some((_, choice, found)) = best else { return find(cx, givens, id, dates) };
    if let Some(books) = &mut cx.books {
        books.try_choice(id, choice);
    }
    found
}

fn find(cx: &Cx<'_>, givens: &mut Givens, id: TaskId, dates: &Dates) -> Found {
    let task = &cx.plan.tasks[id];
    let run = cx.run(id);
    let bounds = Bounds::of(cx, givens, dates, id, run);
    if task.details.is_none() && bounds.exact.is_none() && !matches!(task.effort, Effort::Span(_)) {
        let (logic, driver) = bounds.start(cx, cx.as_of.is_some() && run != Run::Instant);
        let free = handed_on(cx, dates, id, cx.free(id, run, logic));
        let placed = bounds.place(cx, run, free, driver);
        let allowed = (logic < free).then(|| cx.lengths.next_start(run, logic));
        return Found { placed, run, booked: run, done: 0, logic: None, allowed };
    }
    let mut found = special(cx, &bounds, id, run, dates);
    found.placed = progress::record(cx, id, run, found.placed, bounds.ends_from);
    found.logic = found.logic.filter(|_| progress::state(cx.plan, id) == State::Open);
    found
}

/// Places an item that few are like: with dates that bind, a delay, progress, fixed dates, or an exact distance.
fn special(cx: &Cx<'_>, bounds: &Bounds, id: TaskId, whole: Run, dates: &Dates) -> Found {
    let task = &cx.plan.tasks[id];
    let clock = cx.lengths.calendar(task.calendar);
    let details = cx.plan.details(id);
    let state = progress::state(cx.plan, id);
    let run = if state == State::Open && details.progress.remaining.is_some() { progress::left(cx.plan, id, whole) } else { whole };
    let done = progress::done(cx.plan, id);
    let waits = cx.as_of.is_some() && state == State::Open && progress::moves(cx.plan, id, run);
    let (mut logic, mut driver) = bounds.start(cx, waits);
    if let Some(delay) = details.delay {
        logic = match delay {
            Delay::Work(work) => clock.add(logic, work),
            Delay::Elapsed(time) => logic.plus(time),
        };
        driver = Driver::Delay;
    }
    if let Some((from, until)) = cx.plan.given(id) {
        let start = instant(cx, dates, from, Edge::Start, clock);
        let finish = instant(cx, dates, until, Edge::End, clock).max(start);
        let waited = bounds.start.map(|(t, _)| t);
        let placed = Placed { start, finish, driver: Driver::Fixed };
        return Found { placed, run: whole, booked: run, done, logic: waited, allowed: None };
    }
    let free = handed_on(cx, dates, id, cx.free(id, run, logic));
    let allowed = (logic < free).then(|| cx.lengths.next_start(run, logic));
    let mut placed = bounds.place(cx, run, free, driver);
    let unpinned = placed.start;
    if let Some((start, driver)) = bounds.exact {
        placed = Placed { start, finish: cx.lengths.finish(run, start), driver };
    }
    placed = constraint::pin(cx, dates, id, run, clock, placed);
    if let Some(as_of) = cx.as_of.filter(|as_of| waits && placed.start < *as_of) {
        placed = bounds.place(cx, run, cx.free(id, run, as_of), Driver::AsOf);
    }
    if run == Run::Instant && placed.driver == Driver::AsOf {
        // A decision that is still to be made is made when somebody is there again.
        let start = clock.next_start(placed.start);
        placed = Placed { start, finish: start, driver: Driver::AsOf };
    }
    Found { placed, run: whole, booked: run, done, logic: Some(unpinned), allowed }
}

/// Returns `t`, or when everybody whom an item takes over has been handed on, in a plan that is counted back from its end.
fn handed_on(cx: &Cx<'_>, dates: &Dates, id: TaskId, t: Instant) -> Instant {
    if cx.course.drawing != Drawing::AllLate {
        return t;
    }
    cx.chain.before(id).iter().map(|handover| dates[handover.before].early_finish).fold(t, Instant::max)
}

/// Everything that bounds one item from below.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bounds {
    /// The latest of the starts that links and dates allow.
    start: Option<(Instant, Driver)>,
    /// `ends from`, which binds begun work too.
    ends_from: Option<Instant>,
    exact: Option<(Instant, Driver)>,
    /// The start of the plan, or of the phase with fixed dates, where it counts.
    floor: Option<(Instant, Driver)>,
}

impl Bounds {
    fn of(cx: &Cx<'_>, givens: &mut Givens, dates: &Dates, id: TaskId, run: Run) -> Self {
        let task = &cx.plan.tasks[id];
        let clock = cx.lengths.calendar(task.calendar);
        let mut bounds = Self::default();
        let (mut replaces, mut floors, mut has_date) = (false, false, false);
        each_of_leaf(cx, dates, id, clock, |candidate| {
            bounds.take(cx, run, candidate);
            replaces |= replaces_plan_start(&candidate);
            floors |= candidate.link == Some(Link::FinishToFinish);
            has_date |= candidate.link.is_none();
        });
        if let Some(parent) = task.parent().filter(|parent| cx.network.gives(*parent)) {
            let given = given(cx, givens, dates, parent, task.calendar);
            if let Some((t, driver)) = given.start {
                offer(&mut bounds.start, t, driver);
                replaces = true;
            }
            if let Some(floor) = given.floor.filter(|_| !has_date) {
                offer(&mut bounds.floor, floor, Driver::Fixed);
                replaces = true;
            }
        }
        if floors || !replaces {
            offer(&mut bounds.floor, cx.course.plan_start, Driver::PlanStart);
        }
        bounds
    }

    fn take(&mut self, cx: &Cx<'_>, run: Run, candidate: Candidate) {
        let start = match candidate.bound {
            Bound::Start(t) => t,
            Bound::Finish(t) => {
                if candidate.link.is_none() {
                    self.ends_from = self.ends_from.max(Some(t));
                }
                cx.lengths.begin(run, t)
            }
        };
        offer(&mut self.start, start, candidate.driver);
        if candidate.exact && self.exact.is_none() {
            self.exact = Some((start, candidate.driver));
        }
    }

    /// Returns the earliest start and what set it; `waits` for the status date where nothing of the work is done.
    fn start(&self, cx: &Cx<'_>, waits: bool) -> (Instant, Driver) {
        let mut best = self.start;
        if let Some((t, driver)) = self.floor {
            offer(&mut best, t, driver);
        }
        if let Some(as_of) = cx.as_of.filter(|as_of| waits && best.is_none_or(|(t, _)| t < *as_of)) {
            best = Some((as_of, Driver::AsOf));
        }
        best.unwrap_or((cx.course.plan_start, Driver::PlanStart))
    }

    /// Places work that may begin at `logic`. Where a date binds the finish to an instant at which nobody works, it lies there; a
    /// link is kept when no work is left after it.
    fn place(&self, cx: &Cx<'_>, run: Run, logic: Instant, driver: Driver) -> Placed {
        let (start, finish) = cx.lengths.lay(run, logic);
        Placed { start, finish: self.ends_from.map_or(finish, |bound| bound.max(finish)), driver }
    }
}

/// Tells whether an item with this bound does not also wait for the plan's start.
pub(super) fn replaces_plan_start(candidate: &Candidate) -> bool {
    match candidate.link {
        Some(link) => link != Link::FinishToFinish,
        None => matches!(candidate.bound, Bound::Start(_)),
    }
}

/// Keeps the dates of a task or milestone; late dates are drawn where that is wanted and nothing has begun.
fn store(cx: &Cx<'_>, id: TaskId, run: Run, placed: Placed, done: u32, dates: &mut Dates) {
    let task = &cx.plan.tasks[id];
    let is_fixed = matches!(task.effort, Effort::Span(_));
    let wants_late = match cx.course.drawing {
        Drawing::Early => false,
        Drawing::SomeLate => task.as_late_as_possible,
        Drawing::AllLate => true,
    };
    let slot = &mut dates[id];
    let mut drawn = placed;
    if wants_late && !is_fixed && progress::state(cx.plan, id) == State::Open && placed.start < slot.late_start {
        let finish = cx.lengths.over(run, slot.late_start, slot.late_finish).max(placed.finish);
        drawn = Placed { start: slot.late_start, finish, driver: Driver::AsLateAsPossible };
    }
    slot.early_start = placed.start;
    slot.early_finish = placed.finish;
    slot.start = drawn.start;
    slot.finish = drawn.finish;
    slot.driver = drawn.driver;
    slot.done = done;
    // A span that lies where it was laid takes what it takes.
    let is_whole = drawn == placed && matches!(task.effort, Effort::Duration(_) | Effort::Unestimated(_)) && !placed.finish.is_end();
    slot.duration = match run {
        Run::Hours(clock, work) if task.details.is_none() && (clock == task.calendar.0 || is_whole) => work,
        Run::Hours(clock, _) if matches!(task.effort, Effort::Duration(_) | Effort::Unestimated(_)) => {
            cx.lengths.clock(clock).between(drawn.start, drawn.finish)
        }
        Run::Elapsed(_) => Work(drawn.finish.since(drawn.start).0),
        Run::Instant if !is_fixed => Work::ZERO,
        Run::Instant | Run::Hours(..) | Run::Crew { .. } => cx.lengths.calendar(task.calendar).between(drawn.start, drawn.finish),
    };
}

/// A phase with fixed dates has them before anything inside does.
fn open(cx: &Cx<'_>, phase: TaskId, dates: &mut Dates) {
    let task = &cx.plan.tasks[phase];
    if let Some((from, until)) = cx.plan.given(phase) {
        let clock = cx.lengths.calendar(task.calendar);
        let start = instant(cx, dates, from, Edge::Start, clock);
        let finish = instant(cx, dates, until, Edge::End, clock).max(start);
        let slot = &mut dates[phase];
        (slot.start, slot.early_start) = (start, start);
        (slot.finish, slot.early_finish) = (finish, finish);
        slot.driver = Driver::Fixed;
        slot.duration = clock.between(start, finish);
    }
}

/// A phase reaches from the first start to the last finish inside it; what holds its finish moves nothing inside.
fn close(cx: &Cx<'_>, phase: TaskId, dates: &mut Dates) {
    let task = &cx.plan.tasks[phase];
    if matches!(task.effort, Effort::Span(_)) {
        return;
    }
    let mut all = dates[phase];
    let mut first: Option<Instant> = None;
    (all.early_start, all.finish, all.early_finish) = (Instant::MAX, Instant::MIN, Instant::MIN);
    for child in cx.plan.children(phase) {
        let inside = &dates[child];
        if first.is_none_or(|first| inside.start < first) {
            first = Some(inside.start);
            all.start = inside.start;
            all.driver = Driver::Child(child);
        }
        all.finish = all.finish.max(inside.finish);
        all.early_start = all.early_start.min(inside.early_start);
        all.early_finish = all.early_finish.max(inside.early_finish);
    }
    let clock = cx.lengths.calendar(task.calendar);
    each_of_phase(cx, dates, phase, clock, |candidate| {
        if let Bound::Finish(t) = candidate.bound {
            if all.finish < t {
                all.driver = candidate.driver;
            }
            all.finish = all.finish.max(t);
            all.early_finish = all.early_finish.max(t);
        }
    });
    all.duration = clock.between(all.start, all.finish);
    dates[phase] = all;
}
