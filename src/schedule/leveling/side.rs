//! A problem as one direction of time sees it: what each job waits for, and how far.
//!
//! Backward, time runs from the horizon to the past: ends become starts, what waited is waited for, and a distance between
//! starts becomes the same distance between ends.

use super::csr::Rows;
use super::decode::Direction;
use super::problem::{Link, Problem};

/// What the schemes read of a problem, in the time of one direction.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) before: Rows<Link>,
    pub(super) after: Rows<Link>,
    /// By job; backward all zero, since a layout that ends at the horizon may begin wherever it must.
    pub(super) releases: Vec<i32>,
    pub(super) durations: Vec<i32>,
    /// By job, where priorities say anything: more goes first.
    pub(super) priorities: Vec<u16>,
}

impl Side {
    pub(super) fn of(problem: &Problem, direction: Direction) -> Self {
        let n = problem.len();
        let durations: Vec<i32> = problem.jobs().map(|job| problem.duration(job)).collect();
        let mirrored = |job: u32, link: &Link| Link { job: link.job, lag: link.lag + problem.duration(link.job) - problem.duration(job) };
        let same = |_: u32, link: &Link| *link;
        let (before, after) = match direction {
            Direction::Forward => (rows(n, problem, Problem::before, same), rows(n, problem, Problem::after, same)),
            Direction::Backward => (
                rows(n, problem, Problem::after, mirrored),
                rows(n, problem, Problem::before, |job, link| Link {
                    job: link.job,
                    lag: link.lag + problem.duration(job) - problem.duration(link.job),
                }),
            ),
        };
        let (releases, priorities) = match direction {
            Direction::Forward if problem.is_prioritised() => {
                (releases(problem), problem.jobs().map(|job| problem.priority(job)).collect())
            }
            Direction::Forward => (releases(problem), Vec::new()),
            Direction::Backward => (vec![0; n], Vec::new()),
        };
        Self { before, after, releases, durations, priorities }
    }
}

fn releases(problem: &Problem) -> Vec<i32> {
    problem.jobs().map(|job| problem.release(job)).collect()
}

fn rows(n: usize, problem: &Problem, of: fn(&Problem, u32) -> &[Link], map: impl Fn(u32, &Link) -> Link) -> Rows<Link> {
    let mut rows = Rows::default();
    for job in (0..n).map(|job| u32::try_from(job).unwrap_or(u32::MAX)) {
        rows.push(of(problem, job).iter().map(|link| map(job, link)));
    }
    rows
}
