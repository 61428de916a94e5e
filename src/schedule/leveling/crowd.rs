//! Moment by moment where very many wait: the same schedules as `parallel` makes, without looking at everybody who waits.
//!
//! Jobs that take the same of everything queue together. Only the first of a queue can go, and only when something that it
//! takes has become free, so a moment costs what happens in it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::csr::{Rows, index};
use super::problem::{Demand, Problem};
use super::profile::Profile;
use super::serial::{OPEN, ready};
use super::side::Side;

/// How many of a queue are tried where there is enough now but not for long enough.
const TRIED: usize = 32;

/// The queues of a problem.
#[derive(Clone, Debug)]
pub(super) struct Crowd {
    /// By job.
    queue_of: Vec<u32>,
    /// The queues of those who take a resource.
    users: Rows<u32>,
    n_queues: usize,
    /// When what there is changes by itself, and of which resource.
    changes: Vec<(i32, u32)>,
}

/// A walk through time.
struct Walk<'a> {
    problem: &'a Problem,
    side: &'a Side,
    keys: Vec<u64>,
    missing: Vec<u32>,
    queues: Vec<BinaryHeap<Reverse<(u64, u32)>>>,
    /// Jobs by when they are ready.
    coming: BinaryHeap<Reverse<(i32, u32)>>,
    /// Resources by when there may be more of them.
    freed: BinaryHeap<Reverse<(i32, u32)>>,
    /// Queues whose first may go, by who that is.
    stirred: BinaryHeap<Reverse<(u64, u32)>>,
    fresh: Vec<u32>,
}

impl Crowd {
    pub(super) fn of(problem: &Problem) -> Self {
        let demands = |job: u32| -> Vec<Demand> {
            let mut list = problem.demands(job).to_vec();
            list.sort_unstable_by_key(|demand| demand.resource);
            list
        };
        let mut by_demands: Vec<(Vec<Demand>, u32)> = problem.jobs().map(|job| (demands(job), job)).collect();
        by_demands.sort_unstable_by(|(a, _), (b, _)| {
            let parts = |list: &[Demand]| list.iter().map(|demand| (demand.resource, demand.units)).collect::<Vec<_>>();
            parts(a).cmp(&parts(b))
        });
        let mut queue_of = vec![0; problem.len()];
        let mut pairs = Vec::new();
        let mut n_queues = 0;
        for (place, (demands, job)) in by_demands.iter().enumerate() {
            let is_new = place == 0 || by_demands.get(place - 1).is_some_and(|(before, _)| before != demands);
            if is_new {
                n_queues += 1;
                pairs.extend(demands.iter().map(|demand| (demand.resource, index(n_queues - 1))));
            }
            if let Some(queue) = queue_of.get_mut(*job as usize) {
                *queue = index(n_queues - 1);
            }
        }
        let users = Rows::of(problem.n_resources(), pairs.into_iter());
        let steps =
            problem.resources().flat_map(|resource| problem.capacity(resource).iter().skip(1).map(move |step| (step.from, resource)));
        let pinned = problem.jobs().filter_map(|job| Some((job, problem.pin(job)? + problem.duration(job))));
        let freed = pinned.flat_map(|(job, end)| problem.demands(job).iter().map(move |demand| (end, demand.resource)));
        let changes = steps.chain(freed).collect();
        Self { queue_of, users, n_queues, changes }
    }

    /// Places everything forward, as `Moments` does.
    pub(super) fn parallel<P: Profile>(&self, problem: &Problem, side: &Side, profile: &mut P, order: &[u32], starts: &mut [i32]) {
        let mut walk = self.begin(problem, side, order, starts);
        self.admit(&mut walk, i32::MIN, starts);
        while let Some(t) = walk.next() {
            self.stir(&mut walk, t);
            loop {
                while let Some(Reverse((key, queue))) = walk.stirred.pop() {
                    // Others may have come or gone since; then the queue was stirred for them.
                    if walk.first(queue) == Some(key) {
                        walk.serve(profile, queue, t, starts);
                    }
                }
                if walk.fresh.is_empty() {
                    break;
                }
                self.admit(&mut walk, t, starts);
            }
        }
    }

    fn begin<'a>(&self, problem: &'a Problem, side: &'a Side, order: &[u32], starts: &[i32]) -> Walk<'a> {
        let mut keys = vec![0; starts.len()];
        for (rank, job) in (0u64..).zip(order) {
            if let Some(key) = keys.get_mut(*job as usize) {
                let urgency = side.priorities.get(*job as usize).map_or(0, |priority| u64::from(u16::MAX - *priority));
                *key = (urgency << 32) | rank;
            }
        }
        let is_open = |job: u32| starts.get(job as usize) == Some(&OPEN);
        let missing: Vec<u32> =
            problem.jobs().map(|job| index(side.before.row(job).iter().filter(|link| is_open(link.job)).count())).collect();
        let fresh = problem.jobs().zip(&missing).filter(|(job, missing)| is_open(*job) && **missing == 0).map(|(job, _)| job).collect();
        Walk {
            problem,
            side,
            keys,
            missing,
            queues: vec![BinaryHeap::new(); self.n_queues],
            coming: BinaryHeap::new(),
            freed: self.changes.iter().copied().map(Reverse).collect(),
            stirred: BinaryHeap::new(),
            fresh,
        }
    }

    /// Lets wait what has become ready; what takes no time has its place at once.
    fn admit(&self, walk: &mut Walk<'_>, t: i32, starts: &mut [i32]) {
        while let Some(job) = walk.fresh.pop() {
            let Some(ready) = ready(walk.side, starts, job) else { continue };
            if walk.problem.duration(job) == 0 {
                walk.settle(job, ready, starts);
            } else if ready <= t {
                self.enqueue(walk, job);
            } else {
                walk.coming.push(Reverse((ready, job)));
            }
        }
    }

    fn enqueue(&self, walk: &mut Walk<'_>, job: u32) {
        let key = walk.keys.get(job as usize).copied().unwrap_or(0);
        let Some(&number) = self.queue_of.get(job as usize) else { return };
        if let Some(queue) = walk.queues.get_mut(number as usize) {
            queue.push(Reverse((key, job)));
            walk.stir(number);
        }
    }

    /// Finds the queues for which something happens at `t`.
    fn stir(&self, walk: &mut Walk<'_>, t: i32) {
        let mut last = None;
        while let Some(&Reverse((at, resource))) = walk.freed.peek().filter(|Reverse((at, _))| *at <= t) {
            walk.freed.pop();
            if last != Some((at, resource)) {
                last = Some((at, resource));
                self.users.row(resource).iter().for_each(|queue| walk.stir(*queue));
            }
        }
        while let Some(&Reverse((_, job))) = walk.coming.peek().filter(|Reverse((at, _))| *at <= t) {
            walk.coming.pop();
            self.enqueue(walk, job);
        }
    }
}

impl Walk<'_> {
    /// Returns when something next happens.
    fn next(&self) -> Option<i32> {
        let coming = self.coming.peek().map(|Reverse((at, _))| *at);
        let freed = self.freed.peek().map(|Reverse((at, _))| *at);
        coming.into_iter().chain(freed).min()
    }

    fn first(&self, queue: u32) -> Option<u64> {
        self.queues.get(queue as usize)?.peek().map(|Reverse((key, _))| *key)
    }

    fn stir(&mut self, queue: u32) {
        if let Some(key) = self.first(queue) {
            self.stirred.push(Reverse((key, queue)));
        }
    }

    /// Starts the first of a queue if it fits at `t`.
    fn serve<P: Profile>(&mut self, profile: &mut P, number: u32, t: i32, starts: &mut [i32]) {
        let Some(queue) = self.queues.get_mut(number as usize) else { return };
        let mut held = Vec::new();
        let mut gone = None;
        while let Some(Reverse((key, job))) = queue.pop() {
            let duration = self.problem.duration(job);
            if profile.fits(job, duration, t) {
                profile.book(job, duration, t);
                gone = Some(job);
                break;
            }
            held.push(Reverse((key, job)));
            if TRIED <= held.len() || !profile.fits(job, 1, t) {
                break;
            }
        }
        queue.extend(held);
        if let Some(job) = gone {
            let end = t + self.problem.duration(job);
            self.freed.extend(self.problem.demands(job).iter().map(|demand| Reverse((end, demand.resource))));
            self.settle(job, t, starts);
            self.stir(number);
        }
    }

    fn settle(&mut self, job: u32, start: i32, starts: &mut [i32]) {
        if let Some(slot) = starts.get_mut(job as usize) {
            *slot = start;
        }
        for link in self.side.after.row(job) {
            let is_open = starts.get(link.job as usize) == Some(&OPEN);
            if let Some(missing) = self.missing.get_mut(link.job as usize) {
                *missing = missing.saturating_sub(1);
                if *missing == 0 && is_open {
                    self.fresh.push(link.job);
                }
            }
        }
    }
}
