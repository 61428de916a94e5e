//! What should go first: the rules by which a portfolio puts jobs in order (Kolisch 1996 compares them).

use super::bound::heads_and_tails;
use super::csr::index;
use super::decode::Direction;
use super::problem::{Link, Problem};

/// Above this many jobs the followers of each are no longer counted, since that is quadratic.
const MOST_COUNTED: usize = 4096;

/// A rule that puts jobs in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// As they are written, as far as dependencies let them be.
    File,
    /// Least latest finish first (LFT).
    LatestFinish,
    /// Least latest start first (LST, which is least slack first at the beginning).
    LatestStart,
    /// Most followers first, direct or not (MTS).
    MostFollowers,
    /// Most work in itself and what directly follows first (GRPW).
    RankedWeight,
}

/// What the rules read, computed once.
#[derive(Clone, Debug)]
pub(super) struct Ranking {
    heads: Vec<i32>,
    tails: Vec<i32>,
    /// How many follow, and how many go before.
    followers: Vec<u32>,
    leaders: Vec<u32>,
}

impl Ranking {
    pub(super) fn of(problem: &Problem) -> Self {
        let (heads, tails) = heads_and_tails(problem);
        let backward = problem.order().iter().rev().copied();
        let followers = reached(problem, backward, Problem::after);
        let leaders = reached(problem, problem.order().iter().copied(), Problem::before);
        Self { heads, tails, followers, leaders }
    }

    /// Returns the jobs in the order of `rule`, in the order of time; for a backward pass by the mirrored rule.
    pub(super) fn order(&self, problem: &Problem, rule: Rule, direction: Direction) -> Vec<u32> {
        let sequence = problem.order();
        let keys: Vec<i64> = sequence.iter().map(|job| self.key(problem, rule, direction, *job)).collect();
        let least = keys.iter().copied().min().unwrap_or(0);
        // Times and counts take less than 32 bits each, so that the place in the sequence beside them makes every key unlike,
        // and equals stay in an order that dependencies allow.
        let mut sorted: Vec<u64> = (0..).zip(keys).map(|(place, key): (u64, i64)| (key.abs_diff(least) << 32) | place).collect();
        sorted.sort_unstable();
        let place = |key: u64| usize::try_from(key & u64::from(u32::MAX)).unwrap_or(usize::MAX);
        sorted.into_iter().filter_map(|key| sequence.get(place(key)).copied()).collect()
    }

    /// Returns what places `job` by `rule`; less goes earlier in time.
    pub(super) fn key(&self, problem: &Problem, rule: Rule, direction: Direction, job: u32) -> i64 {
        let duration = i64::from(problem.duration(job));
        let head = i64::from(self.heads.get(job as usize).copied().unwrap_or(0));
        let tail = i64::from(self.tails.get(job as usize).copied().unwrap_or(0));
        let weight = |links: &[Link]| duration + links.iter().map(|link| i64::from(problem.duration(link.job))).sum::<i64>();
        match (rule, direction) {
            (Rule::File, _) => 0,
            (Rule::LatestFinish, Direction::Forward) => -tail,
            (Rule::LatestFinish, Direction::Backward) => head,
            (Rule::LatestStart, Direction::Forward) => -tail - duration,
            (Rule::LatestStart, Direction::Backward) => head + duration,
            (Rule::MostFollowers, Direction::Forward) => -i64::from(self.followers.get(job as usize).copied().unwrap_or(0)),
            (Rule::MostFollowers, Direction::Backward) => i64::from(self.leaders.get(job as usize).copied().unwrap_or(0)),
            (Rule::RankedWeight, Direction::Forward) => -weight(problem.after(job)),
            (Rule::RankedWeight, Direction::Backward) => weight(problem.before(job)),
        }
    }
}

/// Returns by job how many others it reaches over `links`; `order` has every job after all it reaches.
fn reached(problem: &Problem, order: impl Iterator<Item = u32>, links: fn(&Problem, u32) -> &[Link]) -> Vec<u32> {
    let n = problem.len();
    if MOST_COUNTED < n {
        return problem.jobs().map(|job| index(links(problem, job).len())).collect();
    }
    let words = n.div_ceil(64);
    let mut sets = vec![0u64; words * n];
    let mut counts = vec![0; n];
    let mut set = vec![0u64; words];
    for job in order {
        let from = job as usize * words;
        set.fill(0);
        for link in links(problem, job) {
            let other = link.job as usize;
            if let Some(word) = set.get_mut(other / 64) {
                *word |= 1 << (other % 64);
            }
            let theirs = sets.get(other * words..(other + 1) * words).unwrap_or(&[]);
            set.iter_mut().zip(theirs).for_each(|(word, more)| *word |= more);
        }
        if let Some(count) = counts.get_mut(job as usize) {
            *count = set.iter().map(|word| word.count_ones()).sum();
        }
        if let Some(own) = sets.get_mut(from..from + words) {
            own.copy_from_slice(&set);
        }
    }
    counts
}
