//! How two orders become a third.
//!
//! The child does what its mother does in the stretch of time in which she gets most done, and before and after it the same
//! jobs as she, in its father's order (the two-point crossover of Debels and Vanhoucke 2007 around the peak of resource
//! use). Then one or two jobs move a little, as far as dependencies let them.

use super::chance::Chance;
use super::problem::Problem;

/// How many jobs move in a child, of a thousand children.
const MOVES: usize = 1_500;

/// One order and what came of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Member {
    /// The jobs by `times`.
    pub(super) order: Vec<u32>,
    /// By job: the finish in a layout from the left, the start in one from the right.
    pub(super) times: Vec<i32>,
    /// How long everything takes.
    pub(super) span: i32,
}

/// What breeding reads, and the room it works in.
#[derive(Clone, Debug)]
pub(super) struct Breeding {
    /// By job: the share of everything that it takes, times how long.
    weights: Vec<u64>,
    child: Vec<u32>,
    late: Vec<u32>,
}

#[allow(clippy::indexing_slicing, reason = "every member holds every job once, and there is a time and a weight for each")]
impl Breeding {
    pub(super) fn of(problem: &Problem) -> Self {
        Self { weights: problem.jobs().map(|job| weight(problem, job)).collect(), child: Vec::new(), late: Vec::new() }
    }

    /// Returns a child; [`Breeding::give_back`] its room when it has been laid out.
    pub(super) fn cross(&mut self, chance: &mut Chance, mother: &Member, father: &Member) -> Vec<u32> {
        let (least, most) = (mother.span / 10, mother.span / 2);
        let length = least + chance.upto(most - least);
        let (from, to) = self.busiest(mother, length);
        let window = &mother.order[from..to];
        let time = |job: u32| mother.times[job as usize];
        let mut child = std::mem::take(&mut self.child);
        child.clear();
        self.late.clear();
        let (Some(&first), Some(&last)) = (window.first(), window.last()) else { return child };
        let (first, last) = (time(first), time(last));
        for &job in &father.order {
            if time(job) < first {
                child.push(job);
            } else if last < time(job) {
                self.late.push(job);
            }
        }
        child.extend_from_slice(window);
        child.extend_from_slice(&self.late);
        child
    }

    /// Takes back the room of a child that is no longer needed.
    pub(super) fn give_back(&mut self, child: Vec<u32>) {
        self.child = child;
    }

    /// Returns from where to where in the order of `member` most is done within `length`; all jobs of the same time as the
    /// first or the last are in it.
    fn busiest(&self, member: &Member, length: i32) -> (usize, usize) {
        let order = &member.order;
        let time = |place: usize| member.times[order[place] as usize];
        let weight = |place: usize| self.weights[order[place] as usize];
        let (mut best, mut most) = ((0, order.len()), 0);
        let (mut from, mut to, mut sum) = (0, 0, 0);
        while from < order.len() {
            let (begin, end) = (time(from), time(from).saturating_add(length));
            while to < order.len() && time(to) <= end {
                sum += weight(to);
                to += 1;
            }
            if most < sum {
                (best, most) = ((from, to), sum);
            }
            while from < order.len() && time(from) == begin {
                sum -= weight(from);
                from += 1;
            }
        }
        best
    }

    /// Moves a job or two of `child` up or down, mostly not far.
    pub(super) fn mutate(&self, chance: &mut Chance, problem: &Problem, child: &mut [u32]) {
        let moves = MOVES / 1_000 + usize::from(chance.place(1_000) < MOVES % 1_000);
        for _ in 0..moves {
            let mut place = chance.place(child.len());
            let is_later = chance.below(2) == 0;
            let reach = 1 + chance.place(4);
            for _ in 0..=chance.place(child.len() >> reach) {
                let next = if is_later { place + 1 } else { place.wrapping_sub(1) };
                let Some(&other) = child.get(next) else { break };
                let (earlier, later) = if is_later { (child[place], other) } else { (other, child[place]) };
                if problem.before(later).iter().any(|link| link.job == earlier) {
                    break;
                }
                child.swap(place, next);
                place = next;
            }
        }
    }
}

fn weight(problem: &Problem, job: u32) -> u64 {
    let shares = problem.demands(job).iter().map(|demand| {
        let most = problem.capacity(demand.resource).iter().map(|step| step.units).max().unwrap_or(1).max(1);
        u64::from(demand.units) * 1024 / u64::from(most)
    });
    (shares.sum::<u64>() + 1) * u64::from(problem.duration(job).unsigned_abs())
}
