//! The door: a problem and a budget in, a layout out.

use super::csr::index;
use super::decode::{Decode, Solution};
use super::grid::Grid;
use super::lanes;
use super::lists::Lists;
use super::plain::Plain;
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

/// How far a search is, after each generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many orders have been laid out.
    pub schedules: u64,
    /// When the best layout so far is over.
    pub makespan: i32,
    /// See [`Solution::lower_bound`].
    pub lower_bound: i32,
}

/// How long jobs may be on average, in units of time, for a table with a row for each unit.
const SHORT: i64 = 24;
/// Above this many jobs the list of all changes is too long to be kept as one.
const MOST_PACKED: usize = 4_000;

/// Levels `problem`.
#[must_use]
pub fn solve(problem: &Problem, budget: Budget) -> Solution {
    watch(problem, budget, &mut |_| ())
}

/// Levels `problem` and tells `each` how far it is, again and again while it searches.
#[must_use]
pub fn watch(problem: &Problem, budget: Budget, each: &mut dyn FnMut(Progress)) -> Solution {
    let unit = problem.unit();
    let mut scaled = |progress: Progress| {
        let [makespan, lower_bound] = [progress.makespan, progress.lower_bound].map(|time| time.saturating_mul(unit));
        each(Progress { makespan, lower_bound, ..progress });
    };
    if unit == 1 {
        return watch_packed(problem, budget, each);
    }
    let mut solution = watch_packed(&problem.in_units_of(unit), budget, &mut scaled);
    solution.scale(unit);
    solution
}

fn watch_packed(problem: &Problem, budget: Budget, each: &mut dyn FnMut(Progress)) -> Solution {
    match lanes::words(problem) {
        Some(1) => watch_words::<1>(problem, budget, each),
        Some(2) => watch_words::<2>(problem, budget, each),
        Some(3 | 4) => watch_words::<4>(problem, budget, each),
        Some(_) | None => watch_with(&mut Plain::new(problem, Lists::of(problem)), budget, each),
    }
}

/// Levels with all resources in `W` words: instant by instant where jobs are short in their own unit, else by what changes.
fn watch_words<const W: usize>(problem: &Problem, budget: Budget, each: &mut dyn FnMut(Progress)) -> Solution {
    let total: i64 = problem.jobs().map(|job| i64::from(problem.duration(job))).sum();
    let is_short = total.max(i64::from(problem.last_given())) <= SHORT * i64::from(index(problem.len()));
    if MOST_PACKED < problem.len() {
        return watch_with(&mut Plain::new(problem, Lists::of(problem)), budget, each);
    }
    match (Grid::<W>::of(problem).filter(|_| is_short), Steps::<W>::of(problem)) {
        (Some(grid), _) => watch_with(&mut Plain::new(problem, grid), budget, each),
        (None, Some(steps)) => watch_with(&mut Plain::new(problem, steps), budget, each),
        (None, None) => watch_with(&mut Plain::new(problem, Lists::of(problem)), budget, each),
    }
}

/// Levels what `decoder` lays out.
#[must_use]
pub fn solve_with<D: Decode>(decoder: &mut D, budget: Budget) -> Solution {
    watch_with(decoder, budget, &mut |_| ())
}

/// Levels what `decoder` lays out, and tells `each` how far it is, again and again while it searches.
#[must_use]
pub fn watch_with<D: Decode>(decoder: &mut D, budget: Budget, each: &mut dyn FnMut(Progress)) -> Solution {
    match budget {
        Budget::Portfolio => Search::brief(decoder),
        Budget::Schedules { count, seed } => {
            let mut search = Search::new(decoder, count, seed);
            while !search.is_over() {
                search.generation();
                let &Solution { schedules, makespan, lower_bound, .. } = search.best();
                each(Progress { schedules, makespan, lower_bound });
            }
            search.into_best()
        }
    }
}
