//! What leveling does by default: a few good rules, in both directions and both schemes, each justified, and the best kept.

use super::attempt::{Attempts, By};
use super::chance::Chance;
use super::csr::index;
use super::decode::{Decode, Direction, Layout, Scheme};
use super::problem::Problem;
use super::rules::{Ranking, Rule};

/// How many jobs may be placed in all before no other rule is begun: small plans get all of them, a hundred thousand jobs
/// one, justified once.
pub(super) const PLACED: u64 = 300_000;
/// Above this many jobs nothing is tried moment by moment, which is slow where very many wait.
const MOST_PARALLEL: usize = 2_000;

/// What is tried, the most worth first; what the file says comes before everything where there is time for it.
const TRIED: [(Rule, Direction); 9] = [
    (Rule::File, Direction::Forward),
    (Rule::LatestFinish, Direction::Forward),
    (Rule::LatestFinish, Direction::Backward),
    (Rule::LatestStart, Direction::Forward),
    (Rule::LatestStart, Direction::Backward),
    (Rule::MostFollowers, Direction::Forward),
    (Rule::MostFollowers, Direction::Backward),
    (Rule::RankedWeight, Direction::Forward),
    (Rule::RankedWeight, Direction::Backward),
];

/// Runs the portfolio; each layout that it ended with goes to `found`.
pub(super) fn run<D: Decode>(attempts: &mut Attempts<'_, D>, mut found: impl FnMut(&Layout)) {
    let ranking = Ranking::of(attempts.problem());
    let n = attempts.problem().len();
    let most = attempts.most_placed() / u64::try_from(n).unwrap_or(u64::MAX).max(1);
    for (rule, direction) in TRIED {
        if rule == Rule::File && most < 8 {
            continue;
        }
        let order = ranking.order(attempts.problem(), rule, direction);
        for scheme in [Scheme::Serial, Scheme::Parallel] {
            let is_slow = scheme == Scheme::Parallel && MOST_PARALLEL < n && !attempts.problem().is_prioritised();
            // Where priorities rule, everything is laid out moment by moment in the end.
            let is_twice = scheme == Scheme::Serial && attempts.problem().is_prioritised();
            if is_twice || attempts.is_proved() || is_slow || 0 < attempts.best().schedules && most <= attempts.best().schedules {
                continue;
            }
            let makespan = start(attempts, &order, direction, scheme);
            attempts.justify(makespan, most);
            found(&attempts.layout);
        }
    }
}

/// Lays out one order of a rule, in the end forward.
fn start<D: Decode>(attempts: &mut Attempts<'_, D>, order: &[u32], direction: Direction, scheme: Scheme) -> i32 {
    match direction {
        Direction::Forward => attempts.forward(order, scheme),
        Direction::Backward => {
            let horizon = attempts.best().makespan;
            attempts.backward(order, scheme, horizon);
            let order = attempts.sorted(By::Start);
            attempts.forward(&order, Scheme::Serial)
        }
    }
}

/// Draws an order in which the latest finishes mostly go first: each of what is ready with a chance that grows with how much
/// earlier it must finish than the least urgent (regret-biased random sampling, Drexl 1991).
pub(super) fn sample(chance: &mut Chance, problem: &Problem, ranking: &Ranking) -> Vec<u32> {
    let key = |job: u32| ranking.key(problem, Rule::LatestFinish, Direction::Forward, job);
    let mut missing: Vec<u32> = problem.jobs().map(|job| index(problem.before(job).len())).collect();
    let mut ready: Vec<(i64, u32)> = problem.jobs().filter(|job| problem.before(*job).is_empty()).map(|job| (key(job), job)).collect();
    let mut order = Vec::with_capacity(problem.len());
    while !ready.is_empty() {
        let (_, job) = ready.swap_remove(draw(chance, &ready));
        order.push(job);
        for link in problem.after(job) {
            if let Some(count) = missing.get_mut(link.job as usize) {
                *count -= 1;
                if *count == 0 {
                    ready.push((key(link.job), link.job));
                }
            }
        }
    }
    order
}

/// Returns the place of one of `ready`.
fn draw(chance: &mut Chance, ready: &[(i64, u32)]) -> usize {
    let worst = ready.iter().map(|(key, _)| *key).max().unwrap_or(0);
    let weight = |key: i64| u128::from(worst.abs_diff(key) + 1).pow(2);
    let total: u128 = ready.iter().map(|(key, _)| weight(*key)).sum();
    let mut left = chance.part(total);
    let chosen = ready.iter().position(|(key, _)| match left.checked_sub(weight(*key)) {
        Some(rest) => {
            left = rest;
            false
        }
        None => true,
    });
    chosen.unwrap_or(0)
}
