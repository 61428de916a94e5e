//! A time before which a plan cannot be over, whoever waits for whom, through everybody's own calendar.
//!
//! Each person, and each team as a whole, has work that begins no earlier than links allow and is followed by other work.
//! Worked off in their own hours without a pause, whatever is followed by most first, even in pieces, it takes a least time
//! (Jackson's preemptive schedule: Carlier 1982). What follows is counted in the hours in which anybody works at all, which
//! no calendar can beat. Somebody more, or less work, or fewer links only ever lower it.

use std::collections::BinaryHeap;

use super::csr::Rows;
use super::daybook::ALL;
use super::needs::{Need, Needs, is_booked, is_pinned, limits};
use crate::calendar::{Elapsed, Instant, Work, WorkTime};
use crate::model::{ConstraintKind, Edge, Effort, Id, Lag, Plan, ResourceId, TaskId, When};
use crate::schedule::effort::Run;
use crate::schedule::lag::ends;
use crate::schedule::network::{Node, Order, Why};
use crate::schedule::progress::{self, State};
use crate::schedule::{Cx, Dates};

/// In a larger network only all the work of somebody together is looked at, and not what follows it.
const MOST: u32 = 10_000;

/// What a plan is bounded by.
struct Floor<'a> {
    cx: &'a Cx<'a>,
    needs: &'a Needs,
    /// The hours in which anybody works.
    wide: WorkTime,
    /// By node, the least it takes in wide hours.
    lengths: Vec<u32>,
    /// By node, the least time in wide hours from its end to the end of everything.
    tails: Vec<u32>,
}

/// Some people, or one, and what is theirs to do.
struct Pool {
    /// The clock of each and the most units that there are of them.
    members: Vec<(u32, u64)>,
    uses: Vec<Use>,
}

/// One task's part in the load of a pool.
#[derive(Clone, Copy, Debug)]
struct Use {
    head: Instant,
    /// Working time times units.
    area: u64,
    tail: u32,
}

/// Returns the lower bound of every finish of the plan of `cx`; `dates` are those that links allow.
pub(super) fn floor(cx: &Cx<'_>, needs: &Needs, successors: &Rows<u32>, dates: &Dates) -> Option<Instant> {
    let is_large = MOST < cx.network.len();
    let order = cx.network.order()?;
    let clocks: Vec<&WorkTime> = (0..cx.lengths.n_clocks()).map(|clock| cx.lengths.clock(clock)).collect();
    let wide = WorkTime::of(&WorkTime::covering(&clocks));
    let are_asked = !is_large || !needs.teams.is_empty();
    let lengths = (0..cx.network.len()).filter(|_| are_asked).map(|node| least(cx, needs, node)).collect();
    let mut floor = Floor { cx, needs, wide, lengths, tails: Vec::new() };
    if !is_large {
        floor.tails = floor.tails(successors, &order);
    }
    let heads = floor.heads(&order, dates);
    let mut best = if needs.teams.is_empty() { dates.last_finish()? } else { floor.chain(&heads, dates) };
    for pool in &mut floor.pools(&heads) {
        best = best.max(floor.load(pool, best));
    }
    Some(best)
}

/// Tells whether an item moves with what it waits for.
fn moves(plan: &Plan, id: TaskId) -> bool {
    !is_pinned(plan, id) && progress::state(plan, id) == State::Open && !matches!(plan.tasks[id].effort, Effort::Span(_))
}

/// Returns the least that a node takes, by whomever it is done.
fn least(cx: &Cx<'_>, needs: &Needs, node: u32) -> u32 {
    let Node::Leaf(id) = cx.network.node(node) else { return 0 };
    if !moves(cx.plan, id) {
        return 0;
    }
    let of = |run: Run| cx.lengths.least(left(cx.plan, id, run));
    let choices = needs.teams.choices(id);
    choices.iter().map(|choice| of(cx.lengths.run_of(cx.plan, id, choice.crew))).min().unwrap_or_else(|| of(cx.lengths.run(cx.plan, id)))
}

fn left(plan: &Plan, id: TaskId, run: Run) -> Run {
    let is_part = plan.tasks[id].details.is_some() && plan.details(id).progress.remaining.is_some();
    if is_part { progress::left(plan, id, run) } else { run }
}

impl Floor<'_> {
    fn length(&self, node: u32) -> u32 {
        self.lengths.get(node as usize).copied().unwrap_or(0)
    }

    /// Calls `each` with every node that `node` certainly waits for: the end of it, or its start, and how long after.
    fn each_wait(&self, node: u32, mut each: impl FnMut(u32, Edge, u32)) {
        let (cx, owner) = (self.cx, self.cx.network.node(node));
        let (Node::Leaf(id) | Node::Open(id) | Node::Close(id)) = owner;
        let is_span = matches!(cx.plan.tasks[id].effort, Effort::Span(_));
        let is_still = match owner {
            Node::Leaf(_) => !moves(cx.plan, id),
            Node::Open(_) => false,
            // The end of a phase with fixed dates is not that of what is inside.
            Node::Close(_) => is_span,
        };
        if is_still {
            return;
        }
        // Where one link says exactly when, or dates are fixed, the other links are not kept.
        let has_links = !is_span && !cx.plan.dependencies_of(id).iter().any(|link| link.exact);
        cx.network.each_edge(cx.plan, owner, |before, why| match why {
            Why::Inside | Why::Holds => each(before, Edge::End, 0),
            Why::Anchor(_) => {}
            Why::Link(_) if !has_links => {}
            Why::Link(number) => {
                let Some(link) = cx.plan.dependencies.get(number as usize) else { return };
                let lag = match link.lag() {
                    Lag::Work(work) => work.0,
                    Lag::Elapsed(time) => time.0.min(0),
                    Lag::None | Lag::Percent(_) => 0,
                };
                let is_start = matches!(ends(link.link), (_, Edge::Start));
                let from = ends(link.link).0;
                // The start of a phase is known only once it is whole.
                let is_known = from == Edge::End || matches!(cx.network.node(before), Node::Leaf(_));
                if let (Ok(lag), true, true) = (u32::try_from(lag), is_start, is_known) {
                    each(before, from, lag);
                }
            }
        });
    }

    /// Returns by node the least time from its end to the end of everything.
    fn tails(&self, successors: &Rows<u32>, order: &Order) -> Vec<u32> {
        let mut tails = vec![0u32; self.lengths.len()];
        for node in order.iter().rev() {
            if successors.row(node).is_empty() && self.length(node) == 0 {
                continue;
            }
            let own = tails.get(node as usize).copied().unwrap_or(0).saturating_add(self.length(node));
            self.each_wait(node, |before, from, lag| {
                if let Some(tail) = tails.get_mut(before as usize).filter(|_| from == Edge::End) {
                    *tail = own.saturating_add(lag).max(*tail);
                }
            });
        }
        tails
    }

    /// Returns by node when it can start at the earliest: as links have it where it is known who does what.
    fn heads(&self, order: &Order, dates: &Dates) -> Vec<Instant> {
        let (cx, wide) = (self.cx, &self.wide);
        let mut heads = vec![Instant::MIN; cx.network.len() as usize];
        for node in order.iter() {
            let (Node::Leaf(id) | Node::Open(id) | Node::Close(id)) = cx.network.node(node);
            let is_leaf = matches!(cx.network.node(node), Node::Leaf(_));
            let known = if self.needs.teams.is_empty() || is_leaf && !moves(cx.plan, id) {
                dates[id].early_start
            } else {
                let mut head = Instant::MIN;
                self.each_wait(node, |before, from, lag| {
                    let since = heads.get(before as usize).copied().unwrap_or(Instant::MIN);
                    let work = if from == Edge::End { self.length(before).saturating_add(lag) } else { lag };
                    head = head.max(if let Ok(work) = i32::try_from(work) { wide.add(since, Work(work)) } else { since });
                });
                for constraint in &cx.plan.details(id).constraints {
                    if let (ConstraintKind::StartNoEarlier, When::At(at)) = (constraint.kind, constraint.when) {
                        head = head.max(at);
                    }
                }
                let is_first = head == Instant::MIN && cx.plan.dependencies_of(id).is_empty();
                if is_first { cx.course.plan_start } else { head }
            };
            if let Some(head) = heads.get_mut(node as usize) {
                *head = known;
            }
        }
        heads
    }

    /// Returns when the longest chain of work is over.
    fn chain(&self, heads: &[Instant], dates: &Dates) -> Instant {
        let ends = (0u32..).zip(heads).map(|(node, head)| {
            let rest = self.length(node).saturating_add(self.tails.get(node as usize).copied().unwrap_or(0));
            let fixed = match self.cx.network.node(node) {
                Node::Leaf(id) if !moves(self.cx.plan, id) => dates[id].finish,
                Node::Leaf(_) | Node::Open(_) | Node::Close(_) => Instant::MIN,
            };
            self.wide.add(*head, Work(i32::try_from(rest).unwrap_or(0))).max(fixed)
        });
        ends.max().unwrap_or(Instant::MIN)
    }

    /// Returns everybody, and every team, with what is theirs to do.
    fn pools(&self, heads: &[Instant]) -> Vec<Pool> {
        let plan = self.cx.plan;
        let most = |id: ResourceId| limits(&plan.resources[id], |_| 0).iter().map(|(_, units)| u64::from(*units)).max().unwrap_or(0);
        let member = |id: ResourceId| (self.needs.clocks.get(id.index()).copied().unwrap_or(0), most(id));
        let mut pools: Vec<Pool> = plan.resources.ids().map(|id| Pool { members: vec![member(id)], uses: Vec::new() }).collect();
        let mut pools_of: Vec<Vec<u32>> = (0u32..).zip(&pools).map(|(number, _)| vec![number]).collect();
        if !self.needs.teams.is_empty() {
            for (_, team) in plan.resources.iter().filter(|(_, team)| !team.members.is_empty()) {
                let number = u32::try_from(pools.len()).unwrap_or(u32::MAX);
                pools.push(Pool { members: team.members.iter().map(|id| member(*id)).collect(), uses: Vec::new() });
                for id in &team.members {
                    pools_of.get_mut(id.index()).into_iter().for_each(|list| list.push(number));
                }
            }
        }
        let mut areas = Vec::new();
        for node in 0..self.cx.network.len() {
            let Node::Leaf(id) = self.cx.network.node(node) else { continue };
            if !is_booked(plan, id) || !moves(plan, id) {
                continue;
            }
            let head = heads.get(node as usize).copied().unwrap_or(Instant::MIN);
            let tail = self.tails.get(node as usize).copied().unwrap_or(0);
            self.areas(id, &pools, &pools_of, &mut areas);
            for (number, area) in areas.drain(..).filter(|(_, area)| 0 < *area) {
                if let Some(pool) = pools.get_mut(number as usize) {
                    pool.add(Use { head, area, tail }, MOST < self.cx.network.len());
                }
            }
        }
        pools
    }

    /// Writes what a task takes at least of each pool, by whomever it is done.
    fn areas(&self, id: TaskId, pools: &[Pool], pools_of: &[Vec<u32>], areas: &mut Vec<(u32, u64)>) {
        let choices = self.needs.teams.choices(id);
        if choices.is_empty() {
            self.add_areas(id, (self.cx.lengths.run(self.cx.plan, id), self.needs.row(id)), (pools, pools_of), areas);
            return;
        }
        let mut own = Vec::new();
        for (nth, choice) in choices.iter().enumerate() {
            own.clear();
            self.add_areas(id, (self.cx.lengths.run_of(self.cx.plan, id, choice.crew), &choice.needs), (pools, pools_of), &mut own);
            if nth == 0 {
                areas.clone_from(&own);
            } else {
                let here = |pool: u32| own.iter().find(|(number, _)| *number == pool).map_or(0, |(_, area)| *area);
                areas.iter_mut().for_each(|(pool, area)| *area = here(*pool).min(*area));
            }
        }
    }

    fn add_areas(&self, id: TaskId, (run, needs): (Run, &[Need]), (pools, pools_of): (&[Pool], &[Vec<u32>]), areas: &mut Vec<(u32, u64)>) {
        let run = left(self.cx.plan, id, run);
        for need in needs {
            let own = need.resource as usize;
            let (Some(&(clock, most)), Some(list)) = (pools.get(own).and_then(|pool| pool.members.first()), pools_of.get(own)) else {
                continue;
            };
            let units = if need.units == ALL { most } else { u64::from(need.units).min(most) };
            let area = u64::from(self.cx.lengths.least_of(self.cx.plan, id, run, need.share, clock)) * units;
            for pool in list {
                match areas.iter_mut().find(|(number, _)| number == pool) {
                    Some((_, known)) => *known += area,
                    None => areas.push((*pool, area)),
                }
            }
        }
    }

    /// Returns when a pool can have done its work, and what follows that, if it is later than `best`.
    fn load(&self, pool: &mut Pool, best: Instant) -> Instant {
        let mut best = best;
        pool.uses.sort_unstable_by_key(|used| used.head);
        let mut waiting: BinaryHeap<(u32, u64)> = BinaryHeap::new();
        let mut coming = pool.uses.iter().map(|used| (pool.capacity(self.cx, used.head), *used)).peekable();
        let mut now = 0;
        loop {
            while let Some((_, used)) = coming.next_if(|(head, _)| *head <= now) {
                waiting.push((used.tail, used.area));
            }
            match (waiting.pop(), coming.peek()) {
                (None, None) => return best,
                (None, Some((head, _))) => now = *head,
                (Some((tail, area)), Some((head, _))) if *head < now + area => {
                    waiting.push((tail, area - (head - now)));
                    now = *head;
                }
                (Some((tail, area)), _) => {
                    now += area;
                    self.raise(pool, now, tail, &mut best);
                }
            }
        }
    }

    /// Raises `best` to the end of what follows when a pool has worked off `done`, if that is later.
    fn raise(&self, pool: &Pool, done: u64, tail: u32, best: &mut Instant) {
        let tail = Work(i32::try_from(tail).unwrap_or(0));
        // The latest end of the pool's work after which what follows can still be over by `best`.
        let latest = if tail == Work::ZERO { *best } else { self.wide.add(*best, Work(-tail.0)) };
        if done <= pool.capacity(self.cx, latest) {
            return;
        }
        let (mut from, mut to) = (latest, Instant::MAX);
        while 1 < to.since(from).0 {
            let middle = from.plus(Elapsed(to.since(from).0 / 2));
            if pool.capacity(self.cx, middle) < done {
                from = middle;
            } else {
                to = middle;
            }
        }
        *best = self.wide.add(to, tail).max(*best);
    }
}

impl Pool {
    /// Gives the pool more to do, as one with what it has or apart.
    fn add(&mut self, more: Use, as_one: bool) {
        match self.uses.last_mut().filter(|_| as_one) {
            Some(all) => *all = Use { head: all.head.min(more.head), area: all.area + more.area, tail: all.tail.min(more.tail) },
            None => self.uses.push(more),
        }
    }

    /// Returns what all members together can have done by `t`, since the beginning of time.
    fn capacity(&self, cx: &Cx<'_>, t: Instant) -> u64 {
        self.members.iter().map(|(clock, most)| u64::from(cx.lengths.clock(*clock).place(t)) * most).sum()
    }
}
