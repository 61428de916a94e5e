//! From dates that links allow to dates on which everybody is there: work that needs somebody who is busy waits.

use std::cmp::Reverse;

use super::books::Books;
use super::calendars::Calendars;
use super::chain::{Chain, Stint};
use super::needs::{Needs, is_booked, needs_of};
use super::nominal::Nominal;
use super::order::{ranked, successors};
use super::outcome::{Chosen, Leveling, Wait};
use super::solve::{Budget, solve, solve_with};
use super::team;
use crate::calendar::{Instant, Work};
use crate::model::{Direction, Plan, TaskId};
use crate::schedule::effort::{Lengths, Run};
use crate::schedule::network::{Network, Node, Order};
use crate::schedule::progress::{self, State};
use crate::schedule::{Course, Cx, Dates, Drawing, Driver, backward, forward};

/// Of a larger network only one order is laid out.
const TRIED: u32 = 3_000;

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

/// Moves what must wait for somebody. `dates` are those that links allow; if nobody is booked twice they stay.
pub(in crate::schedule) fn level(
    plan: &Plan,
    network: &Network,
    lengths: &mut Lengths,
    course: Course,
    dates: &mut Dates,
) -> (Leveled, Course) {
    let needs = Needs::of(plan, lengths, dates);
    let mut books = Books::new(plan, lengths, &needs);
    pin(plan, lengths, dates, &mut books);
    books.keep();
    let is_over = books.is_over;
    if needs.teams.is_empty() && fits(plan, lengths, dates, &mut books) {
        return (Leveled { is_over, ..Leveled::default() }, course);
    }
    if matches!(plan.settings.direction, Direction::Backward(_)) {
        return (Leveled { is_over: true, ..Leveled::default() }, course);
    }
    books.clear();
    let early = dates.list.iter().map(|dates| (dates.early_start, dates.early_finish)).collect();
    let mut cx = Cx::with(plan, network, lengths, course);
    cx.course.drawing = Drawing::Early;
    cx.books = Some(books);
    lay_out(&mut cx, &needs, dates);
    let Cx { books, course, .. } = cx;
    let Some(Books { taken, waits, is_over: forced, .. }) = books else { return (Leveled::default(), course) };
    let chosen = choose(lengths, &needs, taken);
    let mut leveled = Leveled { early, is_over: is_over || forced, ..Leveled::default() };
    leveled.chain = link(plan, network, lengths, &needs, &chosen, dates);
    leveled.leveling = Leveling { waits: explain(plan, lengths, &leveled.chain, waits, dates), chosen };
    let by_start = in_time(network, dates);
    let mut cx = Cx::with(plan, network, lengths, course);
    cx.chain = std::mem::take(&mut leveled.chain);
    let finish = dates.last_finish().unwrap_or(cx.course.plan_start);
    backward::pass(&cx, &by_start, finish, dates);
    leveled.chain = cx.chain;
    (leveled, cx.course)
}

/// Finds an order and lays it out.
fn lay_out(cx: &mut Cx<'_>, needs: &Needs, dates: &mut Dates) {
    let successors = successors(cx.network);
    let order = match Nominal::of(cx, needs, dates).filter(|_| cx.network.len() <= TRIED) {
        Some(nominal) if nominal.is_exact => {
            let solution = solve(&nominal.problem, Budget::Portfolio);
            let starts = solution.layout.starts;
            ranked(cx.network, &successors, |node| starts.get(node as usize).copied())
        }
        Some(nominal) => {
            let solution = solve_with(&mut Calendars::new(cx, dates, &nominal, &successors), Budget::Portfolio);
            let starts = solution.layout.starts;
            ranked(cx.network, &successors, |node| starts.get(node as usize).copied())
        }
        None => ranked(cx.network, &successors, |node| {
            let (Node::Leaf(id) | Node::Open(id) | Node::Close(id)) = cx.network.node(node);
            let priority = cx.plan.details(id).priority.unwrap_or(500);
            Some((Reverse(priority), dates[id].late_finish, dates[id].late_start))
        }),
    };
    if let Some(books) = &mut cx.books {
        books.clear();
    }
    forward::pass(cx, &order, dates);
}

/// Books what has dates of its own.
fn pin(plan: &Plan, lengths: &Lengths, dates: &Dates, books: &mut Books<'_>) {
    for id in plan.tasks.ids().filter(|id| is_booked(plan, *id) && super::needs::is_pinned(plan, *id)) {
        for need in needs_of(plan, lengths, &[], id) {
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
fn choose(lengths: &mut Lengths, needs: &Needs, mut taken: Vec<(TaskId, u32)>) -> Vec<Chosen> {
    taken.sort_unstable();
    let mut chosen = Vec::new();
    for (task, number) in taken {
        if let Some(choice) = needs.teams.choices(task).get(number as usize) {
            lengths.set_crew(task, choice.crew);
            team::keep(task, choice, &mut chosen);
        }
    }
    chosen
}

/// Returns the links through people between everything that is placed.
fn link(plan: &Plan, network: &Network, lengths: &Lengths, needs: &Needs, chosen: &[Chosen], dates: &Dates) -> Chain {
    let mut stints = Vec::new();
    for id in plan.tasks.ids().filter(|id| is_booked(plan, *id)) {
        let list = needs_of(plan, lengths, chosen, id);
        stints.extend(list.into_iter().map(|need| Stint { task: id, need, dates: window(plan, lengths, dates, id, need.share) }));
    }
    let mut ranks = vec![0u32; plan.tasks.len()];
    for (rank, node) in (0u32..).zip(in_time(network, dates).iter()) {
        if let (Node::Leaf(id), rank) = (network.node(node), rank)
            && let Some(slot) = ranks.get_mut(id.0 as usize)
        {
            *slot = rank;
        }
    }
    let rank = |id: TaskId| ranks.get(id.0 as usize).copied().unwrap_or(0);
    Chain::of(plan, lengths, &needs.clocks, &stints, |before, after| rank(before) < rank(after))
}

/// Returns the nodes in the order of their dates.
fn in_time(network: &Network, dates: &Dates) -> Order {
    ranked(network, &successors(network), |node| match network.node(node) {
        Node::Leaf(id) | Node::Open(id) | Node::Close(id) => (dates[id].start, dates[id].finish),
    })
}

/// Says for whom everything waits that waits, and behind what.
fn explain(plan: &Plan, lengths: &Lengths, chain: &Chain, waits: Vec<(TaskId, Instant)>, dates: &mut Dates) -> Vec<Wait> {
    let mut waits = waits;
    waits.sort_unstable();
    let mut list: Vec<Wait> = Vec::with_capacity(waits.len());
    for (task, allowed) in waits {
        let start = dates[task].start;
        let delay = lengths.calendar(plan.tasks[task].calendar).between(allowed, start);
        let behind = chain.before(task).iter().find(|handover| handover.touches);
        let first = plan.assignments_of(task).first().map(|assignment| assignment.resource);
        let Some(resource) = behind.map(|handover| handover.resource).or(first).filter(|_| Work::ZERO < delay) else { continue };
        dates[task].driver = Driver::Leveling(u32::try_from(list.len()).unwrap_or(u32::MAX));
        list.push(Wait { task, allowed, delay, resource, behind: behind.map(|handover| handover.before) });
    }
    list
}
