//! Trying orders and keeping the best layout of all.

use super::csr::index;
use super::decode::{Decode, Direction, Layout, Pass, Scheme, Solution};
use super::problem::Problem;

/// Lays orders out, counts them, and keeps the best: the one that is over first, and among equals the one nearest to the
/// order of the file.
#[derive(Debug)]
pub(super) struct Attempts<'d, D> {
    decoder: &'d mut D,
    pub(super) sorter: Sorter,
    /// The layout of the last pass.
    pub(super) layout: Layout,
    order: Vec<u32>,
    best: Solution,
    /// How far the best is from the file's order, once it was asked.
    distance: Option<u64>,
}

/// By which end of the jobs an order is read from a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Start,
    Finish,
}

impl<'d, D: Decode> Attempts<'d, D> {
    pub(super) fn new(decoder: &'d mut D) -> Self {
        let sorter = Sorter::of(decoder.problem());
        let best = Solution {
            layout: Layout::default(),
            order: Vec::new(),
            scheme: Scheme::Serial,
            makespan: i32::MAX,
            lower_bound: decoder.lower_bound(),
            schedules: 0,
        };
        Self { decoder, sorter, layout: Layout::default(), order: Vec::new(), best, distance: None }
    }

    pub(super) fn problem(&self) -> &Problem {
        self.decoder.problem()
    }

    /// See [`Decode::most_placed`].
    pub(super) fn most_placed(&self) -> u64 {
        self.decoder.most_placed()
    }

    pub(super) fn best(&self) -> &Solution {
        &self.best
    }

    pub(super) fn into_best(self) -> Solution {
        self.best
    }

    /// Tells whether nothing can be over earlier than the best.
    pub(super) fn is_proved(&self) -> bool {
        self.best.makespan <= self.best.lower_bound
    }

    /// Lays `order` out forward; returns when everything is over.
    pub(super) fn forward(&mut self, order: &[u32], scheme: Scheme) -> i32 {
        let scheme = if self.problem().is_prioritised() { Scheme::Parallel } else { scheme };
        self.decoder.decode(Pass { order, direction: Direction::Forward, scheme, horizon: 0 }, &mut self.layout);
        self.best.schedules += 1;
        let makespan = self.layout.finish();
        if makespan < self.best.makespan {
            self.distance = None;
        } else {
            if self.best.makespan < makespan {
                return makespan;
            }
            let distance = self.sorter.distance(&self.layout);
            let known = self.distance.unwrap_or_else(|| self.sorter.distance(&self.best.layout));
            self.distance = Some(distance.min(known));
            if known <= distance {
                return makespan;
            }
        }
        self.best.makespan = makespan;
        self.best.scheme = scheme;
        self.best.layout.clone_from(&self.layout);
        self.best.order.clear();
        self.best.order.extend_from_slice(order);
        makespan
    }

    /// Lays `order` out backward from `horizon`; returns how long everything takes.
    pub(super) fn backward(&mut self, order: &[u32], scheme: Scheme, horizon: i32) -> i32 {
        self.decoder.decode(Pass { order, direction: Direction::Backward, scheme, horizon }, &mut self.layout);
        self.best.schedules += 1;
        self.layout.finish() - self.layout.start()
    }

    /// Pushes the last layout to the right, then to the left, for as long as that ends earlier (forward-backward
    /// improvement: Tormos and Lova 2001; double justification: Valls, Ballestin and Quintanilla 2005).
    /// The last layout is a forward one.
    /// Nothing more is begun once `most` orders have been laid out in all.
    pub(super) fn justify(&mut self, mut makespan: i32, most: u64) {
        while !self.is_proved() && (self.best.schedules < most || self.best.schedules == 1) {
            let mut order = std::mem::take(&mut self.order);
            self.sorter.sort(&self.layout, By::Finish, &mut order);
            self.backward(&order, Scheme::Serial, makespan);
            self.sorter.sort(&self.layout, By::Start, &mut order);
            let next = self.forward(&order, Scheme::Serial);
            self.order = order;
            if makespan <= next {
                return;
            }
            makespan = next;
        }
    }

    /// Reads the last layout as an order.
    pub(super) fn sorted(&mut self, by: By) -> Vec<u32> {
        let mut order = Vec::new();
        self.sorter.sort(&self.layout, by, &mut order);
        order
    }
}

/// Puts jobs in the order of their times; equals stay in an order that dependencies allow.
#[derive(Clone, Debug)]
pub(super) struct Sorter {
    /// The jobs, each after what it waits for.
    sequence: Vec<u32>,
    counts: Vec<u32>,
    keys: Vec<u64>,
    order: Vec<u32>,
}

impl Sorter {
    fn of(problem: &Problem) -> Self {
        Self { sequence: problem.order().to_vec(), counts: Vec::new(), keys: Vec::new(), order: Vec::new() }
    }

    /// Writes the jobs by their times in `layout` to `order`.
    pub(super) fn sort(&mut self, layout: &Layout, by: By, order: &mut Vec<u32>) {
        let times = match by {
            By::Start => &layout.starts,
            By::Finish => &layout.finishes,
        };
        let first = times.iter().copied().min().unwrap_or(0);
        let last = times.iter().copied().max().unwrap_or(0);
        let range = usize::try_from(i64::from(last) - i64::from(first)).unwrap_or(usize::MAX);
        if range < 4 * times.len() + 64 { self.count(times, first, range, order) } else { self.compare(times, first, order) }
    }

    /// By counting, where there are few instants.
    #[allow(clippy::indexing_slicing, reason = "every time lies in the range that was counted, every place among the jobs")]
    fn count(&mut self, times: &[i32], first: i32, range: usize, order: &mut Vec<u32>) {
        let at = |time: i32| (time - first) as usize;
        self.counts.clear();
        self.counts.resize(range + 2, 0);
        for time in times {
            self.counts[at(*time) + 1] += 1;
        }
        let mut total = 0;
        for count in &mut self.counts {
            total += *count;
            *count = total;
        }
        order.clear();
        order.resize(times.len(), 0);
        for &job in &self.sequence {
            let place = &mut self.counts[at(times[job as usize])];
            order[*place as usize] = job;
            *place += 1;
        }
    }

    fn compare(&mut self, times: &[i32], first: i32, order: &mut Vec<u32>) {
        self.keys.clear();
        self.keys.extend((0u64..).zip(&self.sequence).map(|(place, job)| {
            let time = times.get(*job as usize).map_or(0, |time| time.wrapping_sub(first).cast_unsigned());
            (u64::from(time) << 32) | place
        }));
        self.keys.sort_unstable();
        order.clear();
        let sequence = &self.sequence;
        order.extend(self.keys.iter().map(|key| sequence.get((key & u64::from(u32::MAX)) as usize).copied().unwrap_or(0)));
    }

    /// Returns how far the order of starts in `layout` is from the order of the file: the places that all jobs moved.
    fn distance(&mut self, layout: &Layout) -> u64 {
        let mut order = std::mem::take(&mut self.order);
        self.sort(layout, By::Start, &mut order);
        let distance = order.iter().enumerate().map(|(place, job)| u64::from(job.abs_diff(index(place)))).sum();
        self.order = order;
        distance
    }
}
