//! How an order of jobs becomes a schedule moment by moment: parallel schedule generation (Brooks and White 1965; Kolisch
//! 1996 says what it reaches).

use super::csr::index;
use super::profile::Profile;
use super::serial::{OPEN, ready};
use super::side::Side;

/// A job that waits for its moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    /// What comes first among those that could start: priority, then the order.
    key: u64,
    job: u32,
    ready: i32,
}

/// Moment by moment: what the walk keeps between one use and the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Moments {
    rank: Vec<u32>,
    missing: Vec<u32>,
    waiting: Vec<Waiting>,
    fresh: Vec<u32>,
}

#[allow(clippy::indexing_slicing, reason = "jobs are numbered by the problem, and there is a row for each")]
impl Moments {
    /// Places, at each moment, whatever is ready and fits: by priority where there is such a thing, then by the order.
    pub(super) fn parallel<P: Profile>(&mut self, side: &Side, profile: &mut P, order: impl Iterator<Item = u32>, starts: &mut [i32]) {
        self.prepare(side, order, starts);
        let mut t = self.waiting.iter().map(|waiting| waiting.ready).min().unwrap_or(0);
        loop {
            while self.place(side, profile, t, starts) {}
            let ready = self.waiting.iter().map(|waiting| waiting.ready).filter(|ready| t < *ready).min();
            let is_held = self.waiting.iter().any(|waiting| waiting.ready <= t);
            let change = if is_held { profile.next_change(t) } else { None };
            t = match (ready, change) {
                (Some(ready), Some(change)) => ready.min(change),
                (Some(next), None) | (None, Some(next)) => next,
                (None, None) => return,
            };
        }
    }

    fn prepare(&mut self, side: &Side, order: impl Iterator<Item = u32>, starts: &mut [i32]) {
        self.rank.clear();
        self.rank.resize(starts.len(), 0);
        for (rank, job) in (0..).zip(order) {
            self.rank[job as usize] = rank;
        }
        self.missing.clear();
        self.missing.extend((0..).zip(&*starts).map(|(job, _)| {
            let open = side.before.row(job).iter().filter(|link| starts[link.job as usize] == OPEN);
            index(open.count())
        }));
        self.waiting.clear();
        self.fresh.clear();
        self.fresh
            .extend((0..).zip(&*starts).filter(|(job, start)| **start == OPEN && self.missing[*job as usize] == 0).map(|(job, _)| job));
        self.admit(side, starts);
    }

    /// Lets wait what has become ready; what takes no time has its place at once, and so has what waited for it only.
    fn admit(&mut self, side: &Side, starts: &mut [i32]) {
        while let Some(job) = self.fresh.pop() {
            let Some(ready) = ready(side, starts, job) else { continue };
            if side.durations[job as usize] == 0 {
                self.settle(side, job, ready, starts);
                continue;
            }
            let urgency = side.priorities.get(job as usize).map_or(0, |priority| u64::from(u16::MAX - *priority));
            let waiting = Waiting { key: (urgency << 32) | u64::from(self.rank[job as usize]), job, ready };
            let place = self.waiting.partition_point(|other| other.key < waiting.key);
            self.waiting.insert(place, waiting);
        }
    }

    fn settle(&mut self, side: &Side, job: u32, start: i32, starts: &mut [i32]) {
        starts[job as usize] = start;
        for link in side.after.row(job) {
            let missing = &mut self.missing[link.job as usize];
            *missing = missing.saturating_sub(1);
            if *missing == 0 && starts[link.job as usize] == OPEN {
                self.fresh.push(link.job);
            }
        }
    }

    /// Places what fits at `t`; true if that made something else ready.
    fn place<P: Profile>(&mut self, side: &Side, profile: &mut P, t: i32, starts: &mut [i32]) -> bool {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.retain(|waiting| {
            let duration = side.durations[waiting.job as usize];
            if t < waiting.ready || !profile.fits(waiting.job, duration, t) {
                return true;
            }
            profile.book(waiting.job, duration, t);
            self.settle(side, waiting.job, t, starts);
            false
        });
        self.waiting = waiting;
        let is_changed = !self.fresh.is_empty();
        self.admit(side, starts);
        is_changed
    }
}
