//! From dates that links allow to dates on which everybody is there: work that needs somebody who is busy waits.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::books::Books;
use super::chain::{Chain, Stint};
use super::csr::Rows;
use super::needs::{Needs, each_need, is_booked, needs_of};
use super::order::{ranked, successors};
use super::outcome::{Chosen, Leveling, Wait};
use super::start::{Trial, from_start};
use super::team;
use crate::calendar::{Instant, Work};
use crate::model::{Direction, Plan, TaskId};
use crate::schedule::effort::{Lengths, Run, shares_of};
use crate::schedule::network::{Network, Node, Order};
use crate::schedule::progress::{self, State};
use crate::schedule::{Course, Cx, Dates, Drawing, Driver, backward, forward};

/// What leveling came to.
#[derive(Default)]
pub(in crate::schedule) struct Leveled {
    /// For the schedule.
    pub(in crate::schedule) leveling: Leveling,
    /// The links through people.
    pub(in crate::schedule) chain: Chain,
    /// The dates that links alone allow, by task; empty if they are the dates.
    pub(in crate::schedule) early: Vec<(Instant, Instant)>,
    /// Somebody is booked twice all the same, because dates force it.
    pub(in crate::schedule) is_over: bool,
}

impl Leveled {
    /// Nothing waits for anybody; of teams their first members do the work, or who stands in for them.
    pub(in crate::schedule) fn of_plan(lengths: &Lengths) -> Self {
        let chosen = lengths.stand_ins().to_vec();
        Self { leveling: Leveling { chosen, ..Leveling::default() }, ..Self::default() }
    }
}

/// Moves what must wait for somebody. `dates` are those that links allow; if nobody is booked twice they stay.
pub(in crate::schedule) fn level(
    (plan, network): (&Plan, &Network),
    lengths: &mut Lengths,
    course: Course,
    dates: &mut Dates,
    trial: Trial<'_>,
) -> (Leveled, Course) {
    let needs = Needs::of(plan, lengths, dates);
    let mut books = Books::new(plan, lengths, &needs);
    pin(plan, lengths, dates, &mut books);
    books.keep();
    let is_over = books.is_over;
    if needs.teams.is_empty() && fits(plan, lengths, dates, &mut books) {
        return (Leveled { is_over, ..Leveled::of_plan(lengths) }, course);
    }
    books.clear();
    let mut cx = Cx::with(plan, network, lengths, course);
    cx.books = Some(books);
    let successors = successors(network);
    let laid = match plan.settings.direction {
        Direction::Forward(_) => from_start(&mut cx, &needs, &successors, dates, trial),
        Direction::Backward(end) => from_end(&mut cx, end, &successors, dates),
    };
    let Cx { books, course, .. } = cx;
    let Some((taken, waits, forced)) = books.map(|books| (books.taken, books.waits, books.is_over)) else {
        return (Leveled::default(), course);
    };
    let chosen = choose(lengths, &needs, &taken);
    let mut leveled = Leveled { early: laid.early, is_over: is_over || forced, ..Leveled::default() };
    let order = in_time(network, &successors, dates);
    let clocks = needs.into_clocks();
    let chain = link(plan, network, lengths, (&clocks, &chosen, &order), dates);
    let mut cx = Cx::with(plan, network, lengths, course);
    cx.chain = chain;
    again(&mut cx, &order, dates);
    if !chosen.is_empty() {
        leveled.early = unhindered(&mut cx, &successors, dates);
    }
    let Cx { chain, course, .. } = cx;
    let waits = explain(plan, lengths, &chain, waits, dates);
    let above = Some(laid.above).filter(|_| !waits.is_empty());
    leveled.leveling = Leveling { waits, chosen, above, optimized: None };
    leveled.chain = chain;
    (leveled, course)
}

/// What came of laying everything out.
pub(super) struct Laid {
    /// The dates that links alone allow.
    pub(super) early: Vec<(Instant, Instant)>,
    /// How far, in ten-thousandths, the plan's length is above what it must be.
    pub(super) above: u32,
}

pub(super) fn early(dates: &Dates) -> Vec<(Instant, Instant)> {
    dates.list.iter().map(|dates| (dates.early_start, dates.early_finish)).collect()
}

/// Returns the dates that links alone allow to those who were chosen.
fn unhindered(cx: &mut Cx<'_>, successors: &Rows<u32>, dates: &Dates) -> Vec<(Instant, Instant)> {
    let chain = std::mem::take(&mut cx.chain);
    let logic = std::mem::take(&mut cx.course.logic);
    let mut alone = Dates { list: dates.list.clone() };
    forward::pass(cx, &in_order(cx.network, successors), &mut alone);
    (cx.chain, cx.course.logic) = (chain, logic);
    early(&alone)
}

/// Lays everything out as late as it can be before the plan's end.
fn from_end(cx: &mut Cx<'_>, end: Instant, successors: &Rows<u32>, dates: &mut Dates) -> Laid {
    let order = ranked(cx.network, successors, |node| {
        let (Node::Leaf(id) | Node::Open(id) | Node::Close(id)) = cx.network.node(node);
        Some((cx.plan.details(id).priority.unwrap_or(500), dates[id].early_start, dates[id].early_finish))
    });
    let before = early(dates);
    backward::level(cx, &order, end, dates);
    let books = cx.books.take();
    cx.course.plan_start = dates.list.iter().map(|dates| dates.late_start).min().unwrap_or(end);
    cx.course.drawing = Drawing::AllLate;
    let numbered = in_order(cx.network, successors);
    forward::pass(cx, &numbered, dates);
    cx.books = books;
    let (first, last) = (before.iter().map(|(start, _)| *start).min().unwrap_or(end), dates.last_finish().unwrap_or(end));
    let bound = i64::from(last.since(first).0).max(1);
    let length = i64::from(last.since(cx.course.plan_start).0);
    let above = u32::try_from((length - bound).max(0) * 10_000 / bound).unwrap_or(u32::MAX);
    Laid { early: early(dates), above }
}

pub(super) fn in_order(network: &Network, successors: &Rows<u32>) -> Order {
    ranked(network, successors, |node| node)
}

/// Gives everything its late dates once more (of a plan that is counted back from its end, its early ones), now that those who
/// must be free hand one another on.
fn again(cx: &mut Cx<'_>, order: &Order, dates: &mut Dates) {
    match cx.plan.settings.direction {
        Direction::Forward(_) => {
            let finish = dates.last_finish().unwrap_or(cx.course.plan_start);
            backward::pass(cx, order, finish, dates);
        }
        Direction::Backward(_) => forward::pass(cx, order, dates),
    }
}

/// Books what has dates of its own.
fn pin(plan: &Plan, lengths: &Lengths, dates: &Dates, books: &mut Books<'_>) {
    for id in plan.tasks.ids().filter(|id| is_booked(plan, *id) && super::needs::is_pinned(plan, *id)) {
        for need in needs_of(plan, lengths, lengths.stand_ins(), id) {
            books.enter(lengths, &need, window(plan, lengths, dates, id, need.share), true);
        }
    }
}

/// Returns when one share of an item that is under way, or has dates of its own, is still to be worked.
fn window(plan: &Plan, lengths: &Lengths, dates: &Dates, id: TaskId, share: u32) -> (Instant, Instant) {
    let run = lengths.run(plan, id);
    let known = (dates[id].start, dates[id].finish);
    let as_of = plan.settings.as_of.filter(|as_of| !as_of.keeping_dates).map(|as_of| as_of.at);
    match as_of.filter(|_| progress::state(plan, id) == State::Begun) {
        Some(as_of) if run != Run::Instant => {
            let left = progress::left(plan, id, run);
            lengths.window(left, share, (lengths.next_start(left, as_of.max(known.0)), known.1))
        }
        Some(as_of) => (known.0.max(as_of), known.1.max(as_of)),
        None => lengths.window(run, share, known),
    }
}

/// Tells whether everything fits where it is.
fn fits(plan: &Plan, lengths: &Lengths, dates: &Dates, books: &mut Books<'_>) -> bool {
    books.is_over = false;
    plan.tasks.ids().all(|id| {
        books.book(lengths, id, lengths.run(plan, id), (dates[id].start, dates[id].finish));
        !books.is_over
    })
}

/// Has those do the work who were chosen for it.
fn choose(lengths: &mut Lengths, needs: &Needs, taken: &BTreeMap<TaskId, u32>) -> Vec<Chosen> {
    let mut chosen = Vec::new();
    for (task, number) in taken {
        if let Some(choice) = needs.teams.choices(*task).get(*number as usize) {
            lengths.set_crew(*task, choice.crew);
            team::keep(*task, choice, &mut chosen);
        }
    }
    let is_open = |one: &&Chosen| !taken.contains_key(&one.task);
    chosen.extend(lengths.stand_ins().iter().filter(is_open));
    chosen.sort_by_key(|one| (one.task, one.assignment));
    chosen
}

/// Returns the links through people between everything that is placed.
fn link(plan: &Plan, network: &Network, lengths: &Lengths, (clocks, chosen, order): (&[u32], &[Chosen], &Order), dates: &Dates) -> Chain {
    let (mut stints, mut shares, mut list) = (Vec::new(), Vec::new(), Vec::new());
    for id in plan.tasks.ids().filter(|id| is_booked(plan, *id)) {
        list.clear();
        shares_of(plan, chosen, id, &mut shares);
        each_need(plan, lengths, id, &shares, &mut list);
        stints.extend(list.iter().copied().map(|need| Stint { task: id, need, dates: window(plan, lengths, dates, id, need.share) }));
    }
    let mut ranks = vec![0u32; plan.tasks.len()];
    for (rank, node) in (0u32..).zip(order.iter()) {
        if let (Node::Leaf(id), rank) = (network.node(node), rank)
            && let Some(slot) = ranks.get_mut(id.0 as usize)
        {
            *slot = rank;
        }
    }
    let rank = |id: TaskId| ranks.get(id.0 as usize).copied().unwrap_or(0);
    Chain::of(plan, lengths, clocks, stints, |before, after| rank(before) < rank(after))
}

/// Returns the nodes in the order of their dates.
pub(super) fn in_time(network: &Network, successors: &Rows<u32>, dates: &Dates) -> Order {
    ranked(network, successors, |node| match network.node(node) {
        Node::Leaf(id) | Node::Open(id) | Node::Close(id) => (dates[id].start, dates[id].finish),
    })
}

/// Says for whom everything waits that waits, and behind what: in a plan that is counted back from its end, before what.
fn explain(plan: &Plan, lengths: &Lengths, chain: &Chain, waits: Vec<(TaskId, Instant)>, dates: &mut Dates) -> Vec<Wait> {
    let is_backward = matches!(plan.settings.direction, Direction::Backward(_));
    let after = if is_backward { chain.after(plan) } else { FxHashMap::default() };
    let mut waits = waits;
    waits.sort_unstable();
    let mut list: Vec<Wait> = Vec::with_capacity(waits.len());
    for (task, allowed) in waits {
        let known = dates[task];
        let clock = lengths.calendar(plan.tasks[task].calendar);
        let delay = if is_backward { clock.between(known.finish, allowed) } else { clock.between(allowed, known.start) };
        let before = || chain.before(task).iter().find(|handover| handover.touches).map(|handover| (handover.before, handover.resource));
        let other = if is_backward { after.get(&task).copied() } else { before() };
        let first = plan.assignments_of(task).first().map(|assignment| assignment.resource);
        let is_late = !is_backward && known.driver == Driver::AsLateAsPossible;
        let Some(resource) = other.map(|(_, resource)| resource).or(first).filter(|_| Work::ZERO < delay && !is_late) else { continue };
        dates[task].driver = Driver::Leveling(u32::try_from(list.len()).unwrap_or(u32::MAX));
        list.push(Wait { task, allowed, delay, resource, behind: other.map(|(other, _)| other) });
    }
    list
}
