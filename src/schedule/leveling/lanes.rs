//! Many resources in a few machine words: what is free of each is a lane of its own width, compared and booked all at once.
//!
//! Each lane has a guard bit above it. Set all the guards, subtract a demand, and the guards that are still set are those
//! of resources of which there was enough (SIMD within a register, Lamport 1975).

use super::problem::{Problem, Step};

/// As many words as lanes may take before a problem is told as lists instead.
pub(super) const MOST_WORDS: usize = 4;

/// Units of every resource, in lanes.
pub(super) type Units<const W: usize> = [u64; W];

/// Where the lane of a resource lies.
#[derive(Clone, Copy, Debug)]
struct Lane {
    word: usize,
    shift: u32,
    width: u32,
}

/// Where the lanes of a problem lie, and what each job takes of them.
#[derive(Clone, Debug)]
pub(super) struct Lanes<const W: usize> {
    guards: Units<W>,
    needs: Vec<Units<W>>,
    lanes: Vec<Lane>,
}

impl Lane {
    fn put(self, units: u32) -> u64 {
        u64::from(units) << self.shift
    }

    fn get(self, word: u64) -> u32 {
        u32::try_from((word >> self.shift) & ((1 << self.width) - 1)).unwrap_or(0)
    }
}

/// Returns how many words the resources of `problem` take, or `None` if more than there are.
pub(super) fn words(problem: &Problem) -> Option<usize> {
    lay(problem).map(|(_, words)| words)
}

fn lay(problem: &Problem) -> Option<(Vec<Lane>, usize)> {
    let mut lanes = Vec::new();
    let (mut word, mut shift) = (0, 0);
    for resource in problem.resources() {
        let most = problem.capacity(resource).iter().map(|step| step.units).max().unwrap_or(0);
        let width = 32 - most.leading_zeros();
        if 64 < shift + width + 1 {
            (word, shift) = (word + 1, 0);
        }
        if MOST_WORDS <= word {
            return None;
        }
        lanes.push(Lane { word, shift, width });
        shift += width + 1;
    }
    Some((lanes, word + 1))
}

#[allow(clippy::indexing_slicing, reason = "lanes lie in as many words as there are, and jobs are numbered by the problem")]
impl<const W: usize> Lanes<W> {
    /// Packs `problem`, or not if its resources take more words.
    pub(super) fn of(problem: &Problem) -> Option<Self> {
        let (lanes, _) = lay(problem).filter(|(_, words)| *words <= W)?;
        let mut guards = [0; W];
        for lane in &lanes {
            guards[lane.word] |= 1 << (lane.shift + lane.width);
        }
        let mut packed = Self { guards, needs: Vec::with_capacity(problem.len()), lanes };
        for job in problem.jobs() {
            let mut need = [0; W];
            for demand in problem.demands(job) {
                if let Some(lane) = packed.lanes.get(demand.resource as usize) {
                    // A pinned job may take more than a lane holds; it is booked lane by lane, and all there is goes.
                    need[lane.word] += lane.put(demand.units.min((1 << lane.width) - 1));
                }
            }
            packed.needs.push(need);
        }
        Some(packed)
    }

    /// Returns what there is of everything when each resource has `units_of` it.
    pub(super) fn pack(&self, units_of: impl Fn(usize) -> u32) -> Units<W> {
        let mut units = [0; W];
        for (resource, lane) in self.lanes.iter().enumerate() {
            units[lane.word] |= lane.put(units_of(resource));
        }
        units
    }

    /// Returns what `job` takes.
    #[inline]
    pub(super) fn need(&self, job: u32) -> Units<W> {
        self.needs[job as usize]
    }

    /// Tells whether `free` is enough for `need`.
    #[inline]
    pub(super) fn is_enough(&self, free: &Units<W>, need: &Units<W>) -> bool {
        let mut missing = 0;
        for word in 0..W {
            missing |= !((free[word] | self.guards[word]).wrapping_sub(need[word])) & self.guards[word];
        }
        missing == 0
    }

    /// Takes `need` from `free`, where it may not be enough: nothing goes below zero.
    pub(super) fn take_all(&self, free: &mut Units<W>, need: &Units<W>) {
        for lane in &self.lanes {
            let (had, wanted) = (lane.get(free[lane.word]), lane.get(need[lane.word]));
            free[lane.word] -= lane.put(had.min(wanted));
        }
    }
}

/// Takes `need` from `free`, which has it.
#[inline]
#[allow(clippy::indexing_slicing, reason = "both have the same number of words")]
pub(super) fn take<const W: usize>(free: &mut Units<W>, need: &Units<W>) {
    for word in 0..W {
        free[word] = free[word].wrapping_sub(need[word]);
    }
}

/// Returns what there is before anything is booked that may move, piece by piece: the times at which it changes, first zero.
pub(super) fn pieces<const W: usize>(problem: &Problem, lanes: &Lanes<W>) -> Vec<(i32, Units<W>)> {
    let mut times = vec![0];
    let pinned: Vec<(u32, i32)> = problem.jobs().filter_map(|job| Some((job, problem.pin(job)?))).collect();
    times.extend(problem.resources().flat_map(|resource| problem.capacity(resource).iter().map(|step| step.from)));
    times.extend(pinned.iter().flat_map(|(job, start)| [*start, start + problem.duration(*job)]));
    times.retain(|t| 0 <= *t);
    times.sort_unstable();
    times.dedup();
    let mut pieces: Vec<(i32, Units<W>)> =
        times.into_iter().map(|t| (t, lanes.pack(|resource| units_at(problem.capacity(super::csr::index(resource)), t)))).collect();
    for (job, start) in pinned {
        let finish = start + problem.duration(job);
        let from = pieces.partition_point(|(t, _)| *t < start);
        for (_, free) in pieces.iter_mut().skip(from).take_while(|(t, _)| *t < finish) {
            lanes.take_all(free, &lanes.need(job));
        }
    }
    pieces.dedup_by(|later, earlier| later.1 == earlier.1);
    pieces
}

/// Returns how much there is at `t`.
pub(super) fn units_at(steps: &[Step], t: i32) -> u32 {
    let after = steps.partition_point(|step| step.from <= t);
    steps.get(after.max(1) - 1).map_or(0, |step| step.units)
}

/// Mirrors pieces of time at `horizon`; before the beginning there is as much as in the end,
/// which is enough for every job.
pub(super) fn mirrored<const W: usize>(pieces: &[(i32, Units<W>)], horizon: i32) -> Vec<(i32, Units<W>)> {
    let mut mirrored: Vec<(i32, Units<W>)> = Vec::with_capacity(pieces.len() + 1);
    let mut until = i32::MAX;
    for &(from, free) in pieces.iter().rev() {
        if from < horizon {
            mirrored.push((horizon.saturating_sub(until).max(0), free));
        }
        until = from;
    }
    mirrored.extend(pieces.last().map(|(_, free)| (horizon, *free)));
    mirrored
}
