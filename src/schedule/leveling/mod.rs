//! Leveling: when work can really be done, if nobody does two things at once.
//!
//! A plan becomes a [`Problem`]: jobs, distances between their starts, and resources, all in integers. Whoever can lay an
//! order of jobs out in time ([`Decode`]) is driven by the same few rules and by the same search, whatever calendars there
//! are behind it.

mod attempt;
mod books;
mod bound;
mod calendars;
mod chain;
mod chance;
mod compact;
mod cross;
mod crowd;
mod csr;
mod daybook;
mod decode;
mod floor;
mod gaps;
mod grid;
mod lanes;
mod level;
mod lists;
mod needs;
mod nominal;
mod order;
mod outcome;
mod parallel;
mod plain;
mod portfolio;
mod problem;
mod profile;
mod queues;
mod rules;
mod search;
mod serial;
mod side;
mod solve;
mod start;
mod steps;
mod team;
#[cfg(test)]
mod tests;

pub(super) use books::Books;
pub(super) use chain::Chain;
pub use decode::{Decode, Direction, Layout, Pass, Scheme, Solution};
pub(super) use level::{Leveled, level};
pub use outcome::{Chosen, Leveling, Optimized, Wait};
pub use problem::{Demand, Draft, Flaw, Job, Link, Problem, Step};
pub use search::Search;
pub use solve::{Budget, Progress, solve, solve_with, watch, watch_with};
