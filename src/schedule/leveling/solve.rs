//! The door: a problem and a budget in, a layout out.

use super::attempt::Attempts;
use super::csr::index;
use super::decode::{Decode, Solution};
use super::grid::Grid;
use super::lanes;
use super::lists::Lists;
use super::plain::Plain;
use super::portfolio;
use super::problem::Problem;
use super::search::Search;
use super::steps::Steps;

/// How much may be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    /// The few good rules that are always tried.
    Portfolio,
    /// The rules, and then a search until so many orders have been laid out in all.
    Schedules {
        /// How many, the rules' included.
        count: u64,
        /// What chance begins from; the same seed gives the same layout.
        seed: u64,
    },
}

/// How long jobs may be on average, in units of time, for a table with a row for each unit.
const SHORT: i64 = 24;

/// Levels `problem`.
#[must_use]
pub fn solve(problem: &Problem, budget: Budget) -> Solution {
    let unit = problem.unit();
    if 1 < unit {
        let mut solution = solve(&problem.in_units_of(unit), budget);
        solution.scale(unit);
        return solution;
    }
    match lanes::words(problem) {
        Some(1) => solve_packed::<1>(problem, budget),
        Some(2) => solve_packed::<2>(problem, budget),
        Some(3 | 4) => solve_packed::<4>(problem, budget),
        Some(_) | None => solve_with(&mut Plain::new(problem, Lists::of(problem)), budget),
    }
}

/// Levels with all resources in `W` words: instant by instant where jobs are short in their own unit, else by what changes.
fn solve_packed<const W: usize>(problem: &Problem, budget: Budget) -> Solution {
    let total: i64 = problem.jobs().map(|job| i64::from(problem.duration(job))).sum();
    let is_short = total <= SHORT * i64::from(index(problem.len())) && problem.is_simple();
    match (Grid::<W>::of(problem).filter(|_| is_short), Steps::<W>::of(problem)) {
        (Some(grid), _) => solve_with(&mut Plain::new(problem, grid), budget),
        (None, Some(steps)) => solve_with(&mut Plain::new(problem, steps), budget),
        (None, None) => solve_with(&mut Plain::new(problem, Lists::of(problem)), budget),
    }
}

/// Levels what `decoder` lays out.
#[must_use]
pub fn solve_with<D: Decode>(decoder: &mut D, budget: Budget) -> Solution {
    match budget {
        Budget::Portfolio => {
            let mut attempts = Attempts::new(decoder);
            portfolio::run(&mut attempts, |_| ());
            attempts.into_best()
        }
        Budget::Schedules { count, seed } => {
            let mut search = Search::new(decoder, count, seed);
            while !search.is_over() {
                search.generation();
            }
            search.into_best()
        }
    }
}
