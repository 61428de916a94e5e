//! The decoder in plain integers: for problems that say all there is to know.

use super::bound;
use super::crowd::Crowd;
use super::csr::index;
use super::decode::{Decode, Direction, Layout, Pass, Scheme};
use super::parallel::Moments;
use super::problem::Problem;
use super::profile::Profile;
use super::serial::{OPEN, serial};
use super::side::Side;

/// Up to how many jobs all that wait are looked at in each moment.
const FEW: usize = 2_000;

/// Lays orders out on the bookings that `P` keeps.
#[derive(Clone, Debug)]
pub(super) struct Plain<'a, P> {
    problem: &'a Problem,
    forward: Side,
    backward: Side,
    profile: P,
    lower_bound: i32,
    moments: Moments,
    /// Made when it is first needed.
    crowd: Option<Crowd>,
    mended: Vec<u32>,
}

impl<'a, P: Profile> Plain<'a, P> {
    pub(super) fn new(problem: &'a Problem, profile: P) -> Self {
        Self {
            problem,
            forward: Side::of(problem, Direction::Forward),
            backward: Side::of(problem, Direction::Backward),
            profile,
            lower_bound: bound::lower(problem),
            moments: Moments::default(),
            crowd: None,
            mended: Vec::new(),
        }
    }

    /// Frees everything and gives the pinned jobs their places.
    fn begin(&mut self, pass: &Pass<'_>, starts: &mut Vec<i32>) {
        self.profile.reset(pass.direction, pass.horizon);
        starts.clear();
        starts.resize(self.problem.len(), OPEN);
        if !self.problem.has_pins() {
            return;
        }
        for (job, start) in self.problem.jobs().zip(starts) {
            if let Some(pin) = self.problem.pin(job) {
                *start = match pass.direction {
                    Direction::Forward => pin,
                    Direction::Backward => pass.horizon - pin - self.problem.duration(job),
                };
            }
        }
    }

    fn run_serial(&mut self, pass: &Pass<'_>, starts: &mut Vec<i32>) {
        self.begin(pass, starts);
        let is_done = match pass.direction {
            Direction::Forward => serial(&self.forward, &mut self.profile, pass.order.iter().copied(), starts),
            Direction::Backward => serial(&self.backward, &mut self.profile, pass.order.iter().rev().copied(), starts),
        };
        if !is_done {
            let mut mended = std::mem::take(&mut self.mended);
            mend(self.problem, pass.order, pass.direction, &mut mended);
            self.begin(pass, starts);
            let side = match pass.direction {
                Direction::Forward => &self.forward,
                Direction::Backward => &self.backward,
            };
            serial(side, &mut self.profile, mended.iter().copied(), starts);
            self.mended = mended;
        }
    }
}

impl<P: Profile> Decode for Plain<'_, P> {
    fn problem(&self) -> &Problem {
        self.problem
    }

    fn lower_bound(&self) -> i32 {
        self.lower_bound
    }

    fn decode(&mut self, pass: Pass<'_>, layout: &mut Layout) {
        match (pass.scheme, pass.direction) {
            (Scheme::Serial, _) => self.run_serial(&pass, &mut layout.starts),
            (Scheme::Parallel, Direction::Forward) => {
                self.begin(&pass, &mut layout.starts);
                if FEW < self.problem.len() {
                    let crowd = self.crowd.get_or_insert_with(|| Crowd::of(self.problem));
                    crowd.parallel(self.problem, &self.forward, &mut self.profile, pass.order, &mut layout.starts);
                } else {
                    self.moments.parallel(&self.forward, &mut self.profile, pass.order.iter().copied(), &mut layout.starts);
                }
            }
            (Scheme::Parallel, Direction::Backward) => {
                self.begin(&pass, &mut layout.starts);
                self.moments.parallel(&self.backward, &mut self.profile, pass.order.iter().rev().copied(), &mut layout.starts);
            }
        }
        layout.finishes.clear();
        let durations = self.forward.durations.iter();
        match pass.direction {
            Direction::Forward => layout.finishes.extend(layout.starts.iter().zip(durations).map(|(start, duration)| start + duration)),
            Direction::Backward => {
                layout.finishes.extend(layout.starts.iter().map(|start| pass.horizon - start));
                for ((start, finish), duration) in layout.starts.iter_mut().zip(&layout.finishes).zip(durations) {
                    *start = finish - duration;
                }
            }
        }
    }
}

/// Returns `order` in `mended` with every job after what it waits for, seen from `direction`: as few moved as that needs.
pub(super) fn mend(problem: &Problem, order: &[u32], direction: Direction, mended: &mut Vec<u32>) {
    let mut rank = vec![0u32; order.len()];
    let mut at = |place: usize, job: u32| {
        if let Some(slot) = rank.get_mut(job as usize) {
            *slot = index(place);
        }
    };
    match direction {
        Direction::Forward => order.iter().enumerate().for_each(|(place, job)| at(place, *job)),
        Direction::Backward => order.iter().rev().enumerate().for_each(|(place, job)| at(place, *job)),
    }
    let before = |job| if direction == Direction::Forward { problem.before(job) } else { problem.after(job) };
    let after = |job| if direction == Direction::Forward { problem.after(job) } else { problem.before(job) };
    let rank_of = |job: u32| rank.get(job as usize).copied().unwrap_or(0);
    let mut missing: Vec<u32> = problem.jobs().map(|job| index(before(job).len())).collect();
    let mut ready: std::collections::BinaryHeap<std::cmp::Reverse<(u32, u32)>> =
        problem.jobs().filter(|job| before(*job).is_empty()).map(|job| std::cmp::Reverse((rank_of(job), job))).collect();
    mended.clear();
    while let Some(std::cmp::Reverse((_, job))) = ready.pop() {
        mended.push(job);
        for link in after(job) {
            if let Some(count) = missing.get_mut(link.job as usize) {
                *count -= 1;
                if *count == 0 {
                    ready.push(std::cmp::Reverse((rank_of(link.job), link.job)));
                }
            }
        }
    }
}
