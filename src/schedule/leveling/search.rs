//! The search behind `--optimize`: two populations of orders, one laid out from the left and one from the right.
//!
//! Each child is bred from two parents (`cross`) and laid out in the direction opposite to theirs, so that every layout is
//! also a justification: the bi-population genetic algorithm of Debels and Vanhoucke 2005 and 2007. Everything is decided
//! by whole numbers and one sequence of chance: the same problem, budget and seed give the same layout.

use super::attempt::{Attempts, By};
use super::chance::Chance;
use super::cross::{Breeding, Member};
use super::decode::{Decode, Direction, Layout, Scheme, Solution};
use super::portfolio;
use super::rules::Ranking;

/// Above this many jobs the default crosses nothing.
const MOST_BRED: usize = 1_000;
/// How many there are at most in each population.
const MOST_MEMBERS: usize = 400;
/// After how many generations without anything better a population of equals is given up.
const PATIENCE: u32 = 30;
/// How many others chance names for the best of them to be the partner.
const NAMED: usize = 2;

/// A search that goes on generation by generation.
///
/// The number of generations that a budget allows is up to the budget, not to the clock: stop early only where what is
/// recorded is how many schedules there were to be in all.
#[derive(Debug)]
pub struct Search<'d, D> {
    attempts: Attempts<'d, D>,
    chance: Chance,
    count: u64,
    breeding: Breeding,
    /// Laid out from the left, and from the right; equally many.
    left: Vec<Member>,
    right: Vec<Member>,
    /// How many generations have passed since the best was found.
    stale: u32,
}

impl<'d, D: Decode> Search<'d, D> {
    /// Does what leveling does by default: the portfolio, and then for small plans a little crossing of what it found, which
    /// gains as much as all the rules after the first.
    pub(super) fn brief(decoder: &'d mut D) -> Solution {
        Self::begin(decoder).0.into_best()
    }

    /// Does so, and returns what the portfolio ended with too.
    fn begin(decoder: &'d mut D) -> (Attempts<'d, D>, Vec<Layout>) {
        let mut attempts = Attempts::new(decoder);
        let mut found = Vec::new();
        portfolio::run(&mut attempts, |layout| found.push(layout.clone()));
        let schedules = attempts.best().schedules;
        let count = if MOST_BRED < attempts.problem().len() { schedules } else { schedules * 8 / 5 };
        let mut best_first: Vec<&Layout> = found.iter().collect();
        best_first.sort_by_key(|layout| layout.finish());
        let mut search = Self::among(attempts, &best_first, count, 0);
        while !search.is_over() {
            search.generation();
        }
        (search.attempts, found)
    }

    /// Makes the first generation from what is found by default, so that it is never worse. `count` schedules are laid out
    /// in all.
    pub fn new(decoder: &'d mut D, count: u64, seed: u64) -> Self {
        let (attempts, found) = Self::begin(decoder);
        Self::among(attempts, &found.iter().collect::<Vec<_>>(), count, seed)
    }

    fn among(attempts: Attempts<'d, D>, found: &[&Layout], count: u64, seed: u64) -> Self {
        let breeding = Breeding::of(attempts.problem());
        let chance = Chance::new(seed);
        let mut search = Self { attempts, chance, count, breeding, left: Vec::new(), right: Vec::new(), stale: 0 };
        search.settle(found);
        search
    }

    /// Returns the best so far, and how many orders have been laid out for it.
    #[must_use]
    pub fn best(&self) -> &Solution {
        self.attempts.best()
    }

    /// Ends the search.
    #[must_use]
    pub fn into_best(self) -> Solution {
        self.attempts.into_best()
    }

    /// Tells whether the budget is used up, or nothing better is possible.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.attempts.is_proved() || self.count <= self.best().schedules || self.left.len() < 2
    }

    /// Lets both populations have children once. Where all have become alike and nothing better came for long, others take
    /// their place.
    pub fn generation(&mut self) {
        let before = self.best().makespan;
        self.breed_all();
        self.stale = if self.best().makespan < before { 0 } else { self.stale + 1 };
        let mut spans = self.left.iter().map(|member| member.span);
        let first = spans.next();
        if PATIENCE <= self.stale && spans.all(|span| Some(span) == first) {
            self.stale = 0;
            self.left.clear();
            self.right.clear();
            self.settle(&[]);
        }
    }

    /// The children of one population take places in the other.
    fn breed_all(&mut self) {
        for parents in [Direction::Forward, Direction::Backward] {
            for slot in 0..self.left.len() {
                if self.is_over() {
                    return;
                }
                self.breed(parents, slot);
            }
        }
    }

    /// How many there are in each population: more where a budget allows for more generations of a plan.
    fn size(&self) -> usize {
        let n_jobs = u64::try_from(self.attempts.problem().len()).unwrap_or(u64::MAX).max(1);
        usize::try_from((self.count.saturating_mul(49) / n_jobs).isqrt()).unwrap_or(4).clamp(4, MOST_MEMBERS)
    }

    /// Makes the first generation: what was found, then samples.
    fn settle(&mut self, found: &[&Layout]) {
        if self.attempts.problem().len() < 2 || self.attempts.is_proved() || self.count <= self.best().schedules {
            return;
        }
        let ranking = Ranking::of(self.attempts.problem());
        for place in 0..self.size() {
            if self.attempts.is_proved() || self.count <= self.best().schedules {
                break;
            }
            let span = if let Some(layout) = found.get(place) {
                self.attempts.layout.clone_from(layout);
                layout.finish()
            } else {
                let order = portfolio::sample(&mut self.chance, self.attempts.problem(), &ranking);
                self.attempts.forward(&order, Scheme::Serial)
            };
            let mut left = Member { span, ..Member::default() };
            self.keep(Direction::Forward, &mut left);
            let span = self.right_to_left(&left.order);
            let mut right = Member { span, ..Member::default() };
            self.keep(Direction::Backward, &mut right);
            self.left.push(left);
            self.right.push(right);
        }
    }

    /// Lays `order` out from the right; where that takes less time than anything so far, from the left too.
    fn right_to_left(&mut self, order: &[u32]) -> i32 {
        let best = self.best().makespan;
        let span = self.attempts.backward(order, Scheme::Serial, best);
        if span < best {
            let right = self.attempts.layout.clone();
            let order = self.attempts.sorted(By::Start);
            self.attempts.forward(&order, Scheme::Serial);
            self.attempts.layout = right;
        }
        span
    }

    /// Reads the last layout, of `direction`, into `member`.
    fn keep(&mut self, direction: Direction, member: &mut Member) {
        let Attempts { layout, sorter, .. } = &mut self.attempts;
        let (by, times) = match direction {
            Direction::Forward => (By::Finish, &layout.finishes),
            Direction::Backward => (By::Start, &layout.starts),
        };
        member.times.clone_from(times);
        sorter.sort(layout, by, &mut member.order);
    }

    /// Lets the member of `slot` and another have a child, laid out the other way; it takes the place of what is in the same
    /// slot of the other population and takes no less time.
    fn breed(&mut self, parents: Direction, slot: usize) {
        let own = if parents == Direction::Forward { &self.left } else { &self.right };
        let partner = partner(&mut self.chance, own, slot);
        let pair = if self.chance.below(2) == 0 { [slot, partner] } else { [partner, slot] };
        let [Some(mother), Some(father)] = pair.map(|place| own.get(place)) else { return };
        let mut child = self.breeding.cross(&mut self.chance, mother, father);
        self.breeding.mutate(&mut self.chance, self.attempts.problem(), &mut child);
        let (direction, span) = match parents {
            Direction::Forward => (Direction::Backward, self.right_to_left(&child)),
            Direction::Backward => (Direction::Forward, self.attempts.forward(&child, Scheme::Serial)),
        };
        self.breeding.give_back(child);
        let other = if direction == Direction::Forward { &mut self.left } else { &mut self.right };
        let Some(old) = other.get_mut(slot).filter(|old| span <= old.span) else { return };
        let mut member = std::mem::take(old);
        member.span = span;
        self.keep(direction, &mut member);
        let other = if direction == Direction::Forward { &mut self.left } else { &mut self.right };
        if let Some(place) = other.get_mut(slot) {
            *place = member;
        }
    }
}

/// Returns another place than `slot` of `members`: the best of a few that chance names.
fn partner(chance: &mut Chance, members: &[Member], slot: usize) -> usize {
    let mut draw = || {
        let place = chance.place(members.len() - 1);
        if slot <= place { place + 1 } else { place }
    };
    let drawn = (0..NAMED).map(|_| draw());
    drawn.min_by_key(|place| members.get(*place).map(|member| member.span)).unwrap_or(slot)
}
