//! What leveling does by default: a few good rules, in both directions and both schemes, each justified, and the best kept.

use super::attempt::{Attempts, By};
use super::chance::Chance;
use super::csr::index;
use super::decode::{Decode, Direction, Scheme};
use super::problem::Problem;
use super::rules::{RULES, Ranking, Rule};

/// Runs the portfolio; each layout that it reached goes to `each` in the order in which it was found.
pub(super) fn run<D: Decode>(attempts: &mut Attempts<'_, D>, mut each: impl FnMut(&[u32])) {
    let ranking = Ranking::of(attempts.problem());
    for rule in RULES {
        for direction in [Direction::Forward, Direction::Backward] {
            if rule == Rule::File && direction == Direction::Backward {
                continue;
            }
            for scheme in [Scheme::Serial, Scheme::Parallel] {
                if attempts.is_proved() {
                    return;
                }
                let order = ranking.order(attempts.problem(), rule, direction);
                start(attempts, &order, direction, scheme);
                each(&attempts.sorted(By::Start));
            }
        }
    }
}

/// Lays out one order of a rule and justifies it.
fn start<D: Decode>(attempts: &mut Attempts<'_, D>, order: &[u32], direction: Direction, scheme: Scheme) {
    let makespan = match direction {
        Direction::Forward => attempts.forward(order, scheme),
        Direction::Backward => {
            let horizon = if attempts.best().makespan == i32::MAX { 0 } else { attempts.best().makespan };
            attempts.backward(order, scheme, horizon);
            let order = attempts.sorted(By::Start);
            attempts.forward(&order, Scheme::Serial)
        }
    };
    attempts.justify(makespan, usize::MAX);
}

/// Draws an order in which the latest finishes mostly go first: each of what is ready with a chance that falls with how much
/// later it may finish than the most urgent (regret-biased random sampling, Drexl 1991).
pub(super) fn sample(chance: &mut Chance, problem: &Problem, ranking: &Ranking) -> Vec<u32> {
    let mut missing: Vec<u32> = problem.jobs().map(|job| index(problem.before(job).len())).collect();
    let mut ready: Vec<(i64, u32)> = Vec::new();
    let mut order = Vec::with_capacity(problem.len());
    let key = |job: u32| ranking.key(problem, Rule::LatestFinish, Direction::Forward, job);
    ready.extend(problem.jobs().filter(|job| problem.before(*job).is_empty()).map(|job| (key(job), job)));
    while !ready.is_empty() {
        let worst = ready.iter().map(|(key, _)| *key).max().unwrap_or(0);
        let regret = |key: i64| {
            let r = u64::try_from(worst - key).unwrap_or(0) + 1;
            r * r
        };
        let total: u64 = ready.iter().map(|(key, _)| regret(*key)).sum();
        let mut left = chance.long(total);
        let chosen = ready.iter().position(|(key, _)| {
            let own = regret(*key);
            if left < own {
                true
            } else {
                left -= own;
                false
            }
        });
        let (_, job) = ready.swap_remove(chosen.unwrap_or(0));
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
