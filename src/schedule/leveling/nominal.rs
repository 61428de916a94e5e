//! The plan in integers: one job for every node of the network, times in the working time of one clock.
//!
//! Where all work keeps the same hours this is the plan itself, and what is found for it holds to the minute. Elsewhere it
//! only steers those who know the calendars.

use super::daybook::ALL;
use super::needs::{Need, Needs, is_booked, is_pinned, limits, needs_of};
use super::problem::{Draft, Job, Problem, Step};
use crate::calendar::{Instant, WorkTime};
use crate::model::ConstraintKind::{FinishNoEarlier, FinishNoLater, MustFinish, MustStart, StartNoEarlier, StartNoLater};
use crate::model::{Delay, Edge, Effort, Lag, Link, Plan, TaskId, When};
use crate::schedule::effort::Run;
use crate::schedule::lag::{ends, side};
use crate::schedule::network::{Node, Why};
use crate::schedule::progress::{self, State};
use crate::schedule::{Cx, Dates};

/// A plan as a problem.
pub(super) struct Nominal {
    /// One job for each node, numbered alike.
    pub(super) problem: Problem,
    /// What holds for the problem holds for the plan.
    pub(super) is_exact: bool,
    /// The earliest start of anything.
    pub(super) origin: Instant,
}

/// What the jobs are read with.
struct Reading<'a> {
    cx: &'a Cx<'a>,
    dates: &'a Dates,
    clock: &'a WorkTime,
    /// By clock, whether it keeps the hours of the one that counts.
    alike: Vec<bool>,
    /// Work by the clock is work.
    is_always: bool,
    origin: u32,
    is_exact: bool,
}

impl Nominal {
    /// Reads the plan of `cx` with the dates that links allow; `None` if it is too long for integers.
    pub(super) fn of(cx: &Cx<'_>, needs: &Needs, dates: &Dates) -> Option<Self> {
        let number = main_clock(cx);
        let clock = cx.lengths.clock(number);
        let origin = dates.list.iter().map(|dates| dates.early_start).min()?.min(cx.course.plan_start);
        let alike = (0..cx.lengths.n_clocks()).map(|other| other == number || cx.lengths.clock(other).calendar() == clock.calendar());
        let mut reading = Reading {
            cx,
            dates,
            clock,
            alike: alike.collect(),
            is_always: *clock.calendar() == crate::calendar::Calendar::round_the_clock(),
            origin: clock.place(origin),
            is_exact: true,
        };
        let mut draft = Draft::default();
        for node in 0..cx.network.len() {
            let job = reading.job(cx.network.node(node));
            draft.job(job);
        }
        for node in 0..cx.network.len() {
            reading.links(node, &mut draft);
        }
        reading.demands(needs, &mut draft);
        let problem = draft.finish().ok()?;
        Some(Self { problem, is_exact: reading.is_exact, origin })
    }
}

/// Returns the clock by which the first work runs; of a plan that has none, the plan's own.
fn main_clock(cx: &Cx<'_>) -> u32 {
    let first = cx.plan.tasks.ids().find_map(|id| match cx.lengths.run(cx.plan, id) {
        Run::Hours(clock, _) => Some(clock),
        Run::Instant | Run::Elapsed(_) | Run::Crew { .. } => None,
    });
    first.unwrap_or(Plan::STANDARD.0)
}

impl Reading<'_> {
    fn at(&self, t: Instant) -> i32 {
        i32::try_from(i64::from(self.clock.place(t)) - i64::from(self.origin)).unwrap_or(i32::MAX)
    }

    fn is_alike(&self, clock: u32) -> bool {
        self.alike.get(clock as usize).copied().unwrap_or(false)
    }

    fn job(&mut self, node: Node) -> Job {
        let mut job = Job { duration: 0, release: 0, pin: None, priority: 500 };
        let (Node::Leaf(id) | Node::Open(id) | Node::Close(id)) = node;
        let (plan, known) = (self.cx.plan, &self.dates[id]);
        let task = &plan.tasks[id];
        self.is_exact &= matches!(node, Node::Close(_)) || self.is_alike(task.calendar.0);
        if let Some(given) = plan.given(id) {
            let is_told = matches!(given, (When::At(_), When::At(_)));
            self.is_exact &= is_told && matches!(node, Node::Leaf(_));
        }
        let Node::Leaf(id) = node else {
            if let Node::Open(_) = node {
                self.constrain(id, 0, &mut job);
            }
            return job;
        };
        job.priority = plan.details(id).priority.unwrap_or(500);
        job.duration = self.length(id);
        let is_over = progress::state(plan, id) == State::Over;
        if is_over || is_pinned(plan, id) {
            (job.duration, job.pin) = (self.at(known.finish) - self.at(known.start), Some(self.at(known.start)));
            return job;
        }
        let has_links = !plan.dependencies_of(id).is_empty() || task.parent().is_some_and(|parent| self.cx.network.gives(parent));
        if !has_links {
            job.release = self.at(self.cx.course.plan_start).max(0);
        }
        if let Some(as_of) = self.cx.as_of.filter(|_| 0 < job.duration) {
            job.release = job.release.max(self.at(as_of));
        }
        self.constrain(id, job.duration, &mut job);
        job
    }

    /// Returns how long an item runs in the clock that counts.
    fn length(&mut self, id: TaskId) -> i32 {
        let whole = self.cx.lengths.run(self.cx.plan, id);
        let has_left = self.cx.plan.details(id).progress.remaining.is_some();
        let run = if has_left { progress::left(self.cx.plan, id, whole) } else { whole };
        let known = &self.dates[id];
        match run {
            Run::Instant if matches!(self.cx.plan.tasks[id].effort, Effort::Span(_)) => self.at(known.finish) - self.at(known.start),
            Run::Instant => 0,
            Run::Hours(clock, work) if self.is_alike(clock) => work.0,
            Run::Elapsed(time) if self.is_always => time.0,
            Run::Hours(..) | Run::Elapsed(_) | Run::Crew { .. } => {
                self.is_exact = false;
                self.at(known.early_finish) - self.at(known.early_start)
            }
        }
    }

    fn constrain(&mut self, id: TaskId, duration: i32, job: &mut Job) {
        for constraint in &self.cx.plan.details(id).constraints {
            let When::At(at) = constraint.when else {
                self.is_exact = false;
                continue;
            };
            let at = self.at(at) - if side(constraint.kind) == Edge::End { duration } else { 0 };
            match constraint.kind {
                StartNoEarlier | FinishNoEarlier | MustStart | MustFinish => job.release = job.release.max(at),
                StartNoLater | FinishNoLater => self.is_exact = false,
            }
        }
    }

    /// Adds the distances to everything that a node waits for.
    fn links(&mut self, node: u32, draft: &mut Draft) {
        let (cx, owner) = (self.cx, self.cx.network.node(node));
        let (Node::Leaf(id) | Node::Open(id) | Node::Close(id)) = owner;
        let own = if let Node::Leaf(id) = owner { self.length(id) } else { 0 };
        let delay = match cx.plan.details(id).delay {
            Some(Delay::Work(work)) => work.0,
            Some(Delay::Elapsed(_)) => {
                self.is_exact = false;
                0
            }
            None => 0,
        };
        cx.network.each_edge(cx.plan, owner, |before, why| {
            let before_id = cx.network.node(before);
            let length = if let Node::Leaf(id) = before_id { self.length(id) } else { 0 };
            match why {
                Why::Link(number) => {
                    let Some(link) = cx.plan.dependencies.get(number as usize) else { return };
                    let lag = self.lag(link.lag(), length) + delay;
                    self.is_exact &= !link.exact && 0 <= lag;
                    let (from, to) = ends(link.link);
                    // The start of a phase is known once it is whole; here it is where the phase opens.
                    self.is_exact &= from == Edge::End || matches!(before_id, Node::Leaf(_));
                    let from = if from == Edge::End { length } else { 0 };
                    let to = if to == Edge::End { own } else { 0 };
                    draft.link(before, node, from + lag - to);
                    self.is_exact &= link.link != Link::StartToFinish;
                }
                Why::Anchor(_) => self.is_exact = false,
                Why::Inside => draft.link(before, node, 0),
                Why::Holds => draft.link(before, node, length),
            }
        });
    }

    fn lag(&mut self, lag: Lag, before: i32) -> i32 {
        match lag {
            Lag::None => 0,
            Lag::Work(work) => work.0,
            Lag::Elapsed(time) if self.is_always => time.0,
            Lag::Elapsed(time) => {
                self.is_exact = false;
                time.0 / 3
            }
            Lag::Percent(part) => i32::try_from(i64::from(before) * i64::from(part) / 10_000).unwrap_or(0),
        }
    }

    /// Adds what there is of everybody, and what is taken of it, in the largest units that all of it is whole numbers of.
    fn demands(&mut self, needs: &Needs, draft: &mut Draft) {
        let cx = self.cx;
        // Whoever is free first is known only once the calendars are.
        self.is_exact &= needs.teams.is_empty();
        let mut taken: Vec<(u32, Need)> = Vec::new();
        for node in 0..cx.network.len() {
            let Node::Leaf(id) = cx.network.node(node) else { continue };
            if !is_booked(cx.plan, id) {
                continue;
            }
            let pinned = if is_pinned(cx.plan, id) { needs_of(cx.plan, cx.lengths, cx.lengths.stand_ins(), id) } else { Vec::new() };
            taken.extend(needs.row(id).iter().chain(&pinned).map(|need| (node, *need)));
        }
        let mut parts: Vec<(u32, u32)> = Vec::with_capacity(cx.plan.resources.len());
        for resource in cx.plan.resources.as_slice() {
            let steps = limits(resource, |t| self.clock.place(t));
            self.is_exact &= steps.len() == 1;
            let most = steps.iter().map(|(_, units)| *units).max().unwrap_or(0).max(1);
            parts.push((most, most));
        }
        for (_, need) in taken.iter().filter(|(_, need)| need.units != ALL) {
            if let Some((_, part)) = parts.get_mut(need.resource as usize) {
                *part = gcd(*part, need.units);
            }
        }
        for (most, part) in &parts {
            draft.resource(&[Step { from: 0, units: most / part }]);
        }
        for (node, need) in taken {
            if let Some((most, part)) = parts.get(need.resource as usize) {
                draft.demand(node, need.resource, need.units.min(*most) / part);
            }
        }
    }
}

fn gcd(a: u32, b: u32) -> u32 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}
