//! Laying an order out by the real calendars: the forward and the backward pass, with the books open.

use std::cmp::Reverse;

use super::compact::Compact;
use super::csr::Rows;
use super::decode::{Decode, Direction, Layout, Pass, Scheme};
use super::nominal::Nominal;
use super::order::ranked;
use super::problem::Problem;
use super::queues::{Queues, Turn};
use crate::calendar::{Elapsed, Instant};
use crate::model::TaskId;
use crate::schedule::effort::Run;
use crate::schedule::inherit::Givens;
use crate::schedule::network::{Node, Order};
use crate::schedule::{Cx, Dates, backward, forward};

/// How many items the rules place in all in a large plan: so many orders are laid out as that divided by its items, of 4,000
/// twenty-five, of 10,000 ten, of 30,000 three.
const PLACED: u64 = 100_000;
/// The same where only the forward pass knows enough.
const PLACED_SLOWLY: u64 = 60_000;
/// Up to how many nodes all orders are tried that are worth trying, however long that takes.
const MOST_SLOW: usize = 3_000;
/// How many orders it takes for trying to be worth it: one, pushed to the right and to the left again.
const LEAST: u64 = 3;

/// Tells whether other orders are tried in a network of so many nodes.
pub(super) const fn affords(n_nodes: u32, is_compact: bool) -> bool {
    LEAST * n_nodes as u64 <= if is_compact { PLACED } else { PLACED_SLOWLY }
}

/// A plan that can be laid out again and again; times are tenths of a minute by the clock since its first start.
pub(super) struct Calendars<'c, 'a> {
    cx: &'c mut Cx<'a>,
    dates: &'c mut Dates,
    /// In large plans, what lays them out in less time.
    compact: Option<&'c mut Compact<'a>>,
    nominal: &'c Nominal,
    successors: &'c Rows<u32>,
    /// When the links alone would have everything over.
    earliest: i32,
    ranks: Vec<u32>,
}

impl<'c, 'a> Calendars<'c, 'a> {
    /// `bound` is when the links alone would have everything over.
    pub(super) fn new(
        (cx, dates, compact): (&'c mut Cx<'a>, &'c mut Dates, Option<&'c mut Compact<'a>>),
        nominal: &'c Nominal,
        successors: &'c Rows<u32>,
        bound: Instant,
    ) -> Self {
        Self { cx, dates, compact, nominal, successors, earliest: bound.since(nominal.origin).0, ranks: Vec::new() }
    }

    fn node_rank(&self, node: u32) -> u32 {
        self.ranks.get(node as usize).copied().unwrap_or(u32::MAX)
    }

    /// Reads the times of every node off the dates: a phase opens with its first and closes with its last item.
    fn read(&self, layout: &mut Layout, dates_of: impl Fn(TaskId) -> (Instant, Instant)) {
        let plan = self.cx.plan;
        let mut around: Vec<(i32, i32)> = vec![(i32::MAX, 0); plan.tasks.len()];
        for id in plan.tasks.ids().rev() {
            let at = |t: Instant| t.since(self.nominal.origin).0;
            let is_phase = crate::schedule::is_phase(plan, id);
            let own =
                if is_phase { around.get(id.0 as usize).copied().unwrap_or_default() } else { (at(dates_of(id).0), at(dates_of(id).1)) };
            if let Some(slot) = around.get_mut(id.0 as usize) {
                *slot = own;
            }
            if let Some(slot) = plan.tasks[id].parent().and_then(|parent| around.get_mut(parent.0 as usize)) {
                *slot = (slot.0.min(own.0), slot.1.max(own.1));
            }
        }
        let n = self.cx.network.len() as usize;
        layout.starts.resize(n, 0);
        layout.finishes.resize(n, 0);
        for (node, (start, finish)) in (0u32..).zip(layout.starts.iter_mut().zip(&mut layout.finishes)) {
            let (Node::Leaf(id) | Node::Open(id) | Node::Close(id)) = self.cx.network.node(node);
            let own = around.get(id.0 as usize).copied().unwrap_or_default();
            (*start, *finish) = match self.cx.network.node(node) {
                Node::Leaf(_) => own,
                Node::Open(_) => (own.0, own.0),
                Node::Close(_) => (own.1, own.1),
            };
        }
    }

    fn forward(&mut self, scheme: Scheme) {
        match scheme {
            Scheme::Serial => {
                let order = ranked(self.cx.network, self.successors, |node| self.node_rank(node));
                forward::pass(self.cx, &order, self.dates);
            }
            Scheme::Parallel => self.moment_by_moment(),
        }
    }

    /// Of all that is ready, whatever can begin first goes first; at one moment what matters more, then the order. A moment
    /// that has become later since it was looked up is looked up again.
    fn moment_by_moment(&mut self) {
        let network = self.cx.network;
        self.cx.course.logic.clear();
        let mut givens = Givens::default();
        let queues = self.queues();
        let mut waiting = queues.begin();
        let mut missing: Vec<u32> = (0..network.len()).map(|node| u32::try_from(network.predecessors(node).len()).unwrap_or(0)).collect();
        for node in (0..network.len()).filter(|node| network.predecessors(*node).is_empty()) {
            waiting.push(self.probe(&mut givens, node), self.turn(node));
        }
        while let Some((at, turn)) = waiting.pop() {
            let node = turn.2;
            let start = self.probe(&mut givens, node);
            if at < start {
                if let (Node::Leaf(id), true, Some(books)) = (network.node(node), queues.is_shared(node), &self.cx.books) {
                    waiting.raise(node, books.taken_until(self.cx.lengths, id, at).min(start));
                }
                waiting.push(start, turn);
                continue;
            }
            forward::step(self.cx, &mut givens, node, self.dates);
            for after in self.successors.row(node) {
                if let Some(count) = missing.get_mut(*after as usize) {
                    *count -= 1;
                    if *count == 0 {
                        waiting.push(self.probe(&mut givens, *after), self.turn(*after));
                    }
                }
            }
        }
    }

    /// Returns when a node would begin if its turn came now; phases open and close at once.
    fn probe(&mut self, givens: &mut Givens, node: u32) -> Instant {
        match self.cx.network.node(node) {
            Node::Leaf(id) => forward::probe(self.cx, givens, id, self.dates),
            Node::Open(_) | Node::Close(_) => Instant::MIN,
        }
    }

    fn turn(&self, node: u32) -> Turn {
        let priority = match self.cx.network.node(node) {
            Node::Leaf(id) => self.cx.plan.details(id).priority.unwrap_or(500),
            Node::Open(_) | Node::Close(_) => u16::MAX,
        };
        (Reverse(priority), self.node_rank(node), node)
    }

    /// Has those queue together who take the same people, in the same hours, for as long as they are there.
    fn queues(&self) -> Queues {
        let Some(books) = &self.cx.books else { return Queues::default() };
        let taken = |node| match self.cx.network.node(node) {
            Node::Leaf(id) if matches!(self.cx.run(id), Run::Hours(..)) => books.taken_by(id),
            Node::Leaf(_) | Node::Open(_) | Node::Close(_) => None,
        };
        Queues::of((0..self.cx.network.len()).map(taken))
    }

    fn backward(&mut self, horizon: i32) {
        let order: Order = ranked(self.cx.network, self.successors, |node| self.node_rank(node));
        let end = self.nominal.origin.plus(Elapsed(horizon.max(self.earliest)));
        backward::level(self.cx, &order, end, self.dates);
    }

    /// Lays an order out in little time; false if that cannot be done.
    fn decode_compact(&mut self, pass: &Pass<'_>, layout: &mut Layout) -> bool {
        let order = |this: &Self| ranked(this.cx.network, this.successors, |node| this.node_rank(node));
        let end = self.nominal.origin.plus(Elapsed(pass.horizon.max(self.earliest)));
        let Some(compact) = self.compact.take() else { return false };
        let Some(mut books) = self.cx.books.take() else { return false };
        let successors = self.successors;
        let is_done = match pass.direction {
            Direction::Forward => {
                compact.forward(&mut books, pass.order.iter().copied()) || compact.forward(&mut books, order(self).iter())
            }
            Direction::Backward => {
                compact.backward(&mut books, successors, pass.order.iter().copied(), end)
                    || compact.backward(&mut books, successors, order(self).iter(), end)
            }
        };
        let at = |t: Instant| t.since(self.nominal.origin).0;
        layout.starts.clear();
        layout.starts.extend(compact.times.iter().map(|(start, _)| at(*start)));
        layout.finishes.clear();
        layout.finishes.extend(compact.times.iter().map(|(_, finish)| at(*finish)));
        (self.compact, self.cx.books) = (Some(compact), Some(books));
        is_done
    }
}

impl Decode for Calendars<'_, '_> {
    fn problem(&self) -> &Problem {
        &self.nominal.problem
    }

    fn lower_bound(&self) -> i32 {
        self.earliest
    }

    fn most_placed(&self) -> u64 {
        match self.compact {
            Some(_) => PLACED,
            None if self.problem().len() <= MOST_SLOW => super::portfolio::PLACED,
            None => PLACED_SLOWLY,
        }
    }

    fn decode(&mut self, pass: Pass<'_>, layout: &mut Layout) {
        self.ranks.resize(pass.order.len(), 0);
        for (rank, node) in (0u32..).zip(pass.order) {
            if let Some(slot) = self.ranks.get_mut(*node as usize) {
                *slot = rank;
            }
        }
        if pass.scheme == Scheme::Serial && self.decode_compact(&pass, layout) {
            return;
        }
        if let Some(books) = &mut self.cx.books {
            books.clear();
        }
        match pass.direction {
            Direction::Forward => {
                self.forward(pass.scheme);
                self.read(layout, |id| (self.dates[id].start, self.dates[id].finish));
            }
            Direction::Backward => {
                self.backward(pass.horizon);
                self.read(layout, |id| (self.dates[id].late_start, self.dates[id].late_finish));
            }
        }
    }
}
