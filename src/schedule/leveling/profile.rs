//! What is left of the resources, instant by instant: what the schemes ask before they place a job.

use super::decode::Direction;

/// Bookings of all resources in the time of one direction.
pub(super) trait Profile {
    /// Forgets every booking of what may move and books the pinned jobs; backward, time counts from `horizon` to the past.
    fn reset(&mut self, direction: Direction, horizon: i32);

    /// Returns the first start at or after `from` at which `job` has all it needs for `duration`, one or more.
    fn first_fit(&mut self, job: u32, duration: i32, from: i32) -> i32;

    /// Tells whether `job` has all it needs from `start` on for `duration`.
    fn fits(&mut self, job: u32, duration: i32, start: i32) -> bool;

    /// Takes what `job` needs; it must fit.
    fn book(&mut self, job: u32, duration: i32, start: i32);

    /// Returns the first instant after `t` at which there may be more of something than just before.
    fn next_change(&self, t: i32) -> Option<i32>;
}
