//! The search behind `--optimize`: two populations of orders, one laid out from the left and one from the right.
//!
//! Each child takes a busy stretch of time from its mother and the rest from its father, and is laid out in the direction
//! opposite to theirs, so that every layout is also a justification (the bi-population genetic algorithm of Debels and
//! Vanhoucke 2005 and 2007). Everything is decided by whole numbers and one sequence of chance: the same problem, budget and
//! seed give the same layout.

use super::attempt::{Attempts, By};
use super::chance::Chance;
use super::decode::{Decode, Direction, Scheme, Solution};
use super::portfolio;
use super::problem::Problem;

/// How many jobs of a thousand are moved in a child.
const MUTATION: usize = 20;

/// One order and what came of it.
#[derive(Clone, Debug, Default)]
struct Member {
    /// The jobs by `times`.
    order: Vec<u32>,
    /// By job: the finish in a layout from the left, the start in one from the right.
    times: Vec<i32>,
    span: i32,
}

/// A search that goes on generation by generation.
#[derive(Debug)]
pub struct Search<'d, D> {
    attempts: Attempts<'d, D>,
    chance: Chance,
    settings: Settings,
    /// Laid out from the left, and from the right.
    members: [Vec<Member>; 2],
    /// By job: how much of everything it takes, times how long.
    weights: Vec<u64>,
    child: Vec<u32>,
    late: Vec<u32>,
}

/// What the size of the budget decides.
#[derive(Clone, Copy, Debug)]
struct Settings {
    count: u64,
    population: usize,
    /// How much worse than the best of all a child may be to take the place of a better one, in parts of a hundred.
    is_strict: bool,
}

impl Settings {
    fn of(n_jobs: usize, count: u64) -> Self {
        let population = match count {
            0..=2_000 => 20,
            2_001..=10_000 => 40,
            10_001..=80_000 => 100,
            80_001..=400_000 => 200,
            _ => 400,
        };
        Self { count, population, is_strict: n_jobs <= 64 || 50_000 <= count }
    }
}

#[allow(clippy::indexing_slicing, reason = "members hold every job once, and both populations are equally large")]
impl<'d, D: Decode> Search<'d, D> {
    /// Runs the portfolio and makes the first generation from what it found.
    pub fn new(decoder: &'d mut D, count: u64, seed: u64) -> Self {
        let mut attempts = Attempts::new(decoder);
        let mut found = Vec::new();
        portfolio::run(&mut attempts, |order| found.push(order.to_vec()));
        let problem = attempts.problem();
        let settings = Settings::of(problem.len(), count);
        let weights = problem.jobs().map(|job| weight(problem, job)).collect();
        let mut search = Self {
            attempts,
            chance: Chance::new(seed),
            settings,
            members: [Vec::new(), Vec::new()],
            weights,
            child: Vec::new(),
            late: Vec::new(),
        };
        search.settle(&found);
        search
    }

    /// Tells whether the budget is used up, or nothing better is possible.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.attempts.is_proved() || self.settings.count <= self.attempts.best().schedules || self.members[0].len() < 2
    }

    /// Makes the first generation: what the portfolio found, then samples of its rules.
    fn settle(&mut self, found: &[Vec<u32>]) {
        let mut members = Vec::new();
        let n = self.settings.population;
        let ranking = super::rules::Ranking::of(self.attempts.problem());
        for i in 0..n {
            if self.attempts.is_proved() || self.settings.count <= self.attempts.best().schedules {
                break;
            }
            let order = match found.get(i).filter(|_| i < 3.max(n / 4)) {
                Some(order) => order.clone(),
                None => portfolio::sample(&mut self.chance, self.attempts.problem(), &ranking),
            };
            let span = self.attempts.forward(&order, Scheme::Serial);
            members.push(self.member(Direction::Forward, span));
        }
        self.members[1] = Vec::new();
        for member in &members {
            let horizon = self.attempts.best().makespan;
            let span = self.attempts.backward(&member.order, Scheme::Serial, horizon);
            let member = self.member(Direction::Backward, span);
            if span < self.attempts.best().makespan {
                self.attempts.forward(&member.order, Scheme::Serial);
            }
            self.members[1].push(member);
        }
        self.members[0] = members;
    }

    fn member(&mut self, direction: Direction, span: i32) -> Member {
        let mut member = Member { span, ..Member::default() };
        self.keep(direction, &mut member);
        member
    }

    /// Reads the last layout into `member`.
    fn keep(&mut self, direction: Direction, member: &mut Member) {
        let (by, times) = match direction {
            Direction::Forward => (By::Finish, &self.attempts.layout.finishes),
            Direction::Backward => (By::Start, &self.attempts.layout.starts),
        };
        member.times.clone_from(times);
        self.attempts.sorter.sort(&self.attempts.layout, by, &mut member.order);
    }

    /// Lets both populations have children once.
    pub fn generation(&mut self) {
        for direction in [Direction::Forward, Direction::Backward] {
            for slot in 0..self.members[0].len() {
                if self.is_over() {
                    return;
                }
                self.breed(direction, slot);
            }
        }
    }

    /// Parents in `direction`, the child in the other.
    fn breed(&mut self, direction: Direction, slot: usize) {
        let (own, other) = match direction {
            Direction::Forward => (0, 1),
            Direction::Backward => (1, 0),
        };
        let n = self.members[own].len();
        let mut partner = self.chance.place(n - 1);
        if slot <= partner {
            partner += 1;
        }
        let (mother, father) = if self.chance.below(2) == 0 { (slot, partner) } else { (partner, slot) };
        self.cross(own, mother, father);
        self.mutate();
        let order = std::mem::take(&mut self.child);
        let span = match direction {
            Direction::Forward => self.attempts.backward(&order, Scheme::Serial, self.attempts.best().makespan),
            Direction::Backward => self.attempts.forward(&order, Scheme::Serial),
        };
        self.child = order;
        let old = self.members[other][slot].span;
        let best = self.attempts.best().makespan;
        let slack = if self.settings.is_strict { -1 } else { (best / 100).max(1) };
        let is_better = span <= old || span <= best + slack;
        if !is_better {
            return;
        }
        let mut member = std::mem::take(&mut self.members[other][slot]);
        member.span = span;
        let to = if direction == Direction::Forward { Direction::Backward } else { Direction::Forward };
        self.keep(to, &mut member);
        if to == Direction::Backward && span < best {
            self.attempts.forward(&member.order, Scheme::Serial);
        }
        self.members[other][slot] = member;
    }

    /// A stretch from the mother, what is before and after it in the order of the father.
    fn cross(&mut self, own: usize, mother: usize, father: usize) {
        let n = self.weights.len();
        let length = {
            let span = self.members[own][mother].span;
            let lo = span / 10;
            let hi = span / 2;
            lo + i32::try_from(self.chance.below((hi - lo).max(1) as u32)).unwrap_or(0)
        };
        let mother = &self.members[own][mother];
        let father = &self.members[own][father];
        let (from, to) = busiest(mother, &self.weights, length);
        let (first, last) = (mother.times[mother.order[from] as usize], mother.times[mother.order[to - 1] as usize]);
        self.child.clear();
        self.late.clear();
        for &job in &father.order {
            let time = mother.times[job as usize];
            if time < first {
                self.child.push(job);
            } else if last < time {
                self.late.push(job);
            }
        }
        let from = mother.order[..from].iter().rposition(|job| mother.times[*job as usize] < first).map_or(0, |place| place + 1);
        let to = to + mother.order[to..].iter().take_while(|job| mother.times[**job as usize] <= last).count();
        self.child.extend_from_slice(&mother.order[from..to]);
        self.child.extend_from_slice(&self.late);
        debug_assert_eq!(self.child.len(), n);
    }

    /// Moves a few jobs a few places.
    fn mutate(&mut self) {
        let n = self.child.len();
        let expected = n * MUTATION;
        let moves = expected / 1000 + usize::from(self.chance.place(1000) < expected % 1000);
        let problem = self.attempts.problem();
        for _ in 0..moves {
            let mut place = self.chance.place(n);
            let is_up = self.chance.below(2) == 0;
            let far = 1 + self.chance.place(n / 8 + 1);
            for _ in 0..far {
                let next = if is_up { place + 1 } else { place.wrapping_sub(1) };
                let Some(&other) = self.child.get(next) else { break };
                let job = self.child[place];
                let (earlier, later) = if is_up { (job, other) } else { (other, job) };
                if problem.before(later).iter().any(|link| link.job == earlier) {
                    break;
                }
                self.child.swap(place, next);
                place = next;
            }
        }
    }

    /// Returns the best so far; how many orders were laid out is in it.
    #[must_use]
    pub fn best(&self) -> &Solution {
        self.attempts.best()
    }

    /// Ends the search.
    #[must_use]
    pub fn into_best(self) -> Solution {
        self.attempts.into_best()
    }
}

/// Returns from where to where in the order of `member` the most is done within `length`.
#[allow(clippy::indexing_slicing, reason = "members hold every job once")]
fn busiest(member: &Member, weights: &[u64], length: i32) -> (usize, usize) {
    let n = member.order.len();
    let mut best = (0, n.min(1));
    let (mut sum, mut most, mut to) = (0, 0, 0);
    for from in 0..n {
        let end = member.times[member.order[from] as usize] + length;
        while to < n && member.times[member.order[to] as usize] <= end {
            sum += weights[member.order[to] as usize];
            to += 1;
        }
        if most < sum {
            most = sum;
            best = (from, to);
        }
        sum -= weights[member.order[from] as usize];
    }
    best
}

fn weight(problem: &Problem, job: u32) -> u64 {
    let parts = problem.demands(job).iter().map(|demand| {
        let most = problem.capacity(demand.resource).iter().map(|step| step.units).max().unwrap_or(1).max(1);
        u64::from(demand.units) * 1024 / u64::from(most)
    });
    (parts.sum::<u64>() + 1) * u64::from(problem.duration(job).unsigned_abs())
}
