//! From an order of jobs to times: what the portfolio and the search ask of whoever knows the calendars.
//!
//! One implementation counts in plain integers and is fast; another knows whose hours are when. Both are driven by the same
//! rules and the same search.

use super::problem::Problem;

/// Lays jobs out in time, one order after the other.
pub trait Decode {
    /// What the rules and the search know of the jobs. Where lengths depend on when a job runs these are nominal ones, and
    /// they only steer.
    fn problem(&self) -> &Problem;

    /// A time before which no layout can be over, in the times that [`Decode::decode`] returns.
    fn lower_bound(&self) -> i32;

    /// How many jobs the rules may place in all: what takes longer to lay out is tried less often.
    fn most_placed(&self) -> u64 {
        super::portfolio::PLACED
    }

    /// Places every job and returns the times in `layout`.
    ///
    /// Forward: as early as possible, from the start of the plan; backward: as late as possible before `pass.horizon`. The
    /// times are clock times in both, so that a layout of one direction is an order for the other.
    ///
    /// `pass.order` names each job once. It is a wish: a job whose turn comes before that of one it waits for (forward) or
    /// that waits for it (backward, where the order is read from the last job to the first) comes after it all the same.
    /// Pinned jobs are booked first. Forward, where [`Problem::is_prioritised`], the caller asks for [`Scheme::Parallel`]
    /// only and priority comes before the order.
    fn decode(&mut self, pass: Pass<'_>, layout: &mut Layout);
}

/// One order to lay out.
#[derive(Clone, Copy, Debug)]
pub struct Pass<'a> {
    /// Every job once, in the order of time.
    pub order: &'a [u32],
    /// Which way.
    pub direction: Direction,
    /// In which manner; backward it is always [`Scheme::Serial`] or a mirrored [`Scheme::Parallel`].
    pub scheme: Scheme,
    /// Where a backward pass begins to count from; forward it means nothing.
    pub horizon: i32,
}

/// Which way time is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Everything as early as it can.
    Forward,
    /// Everything as late as it can.
    Backward,
}

/// How an order becomes a layout (Kolisch 1996).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Job by job, each where it first fits: an active schedule.
    Serial,
    /// Moment by moment, at each whatever may start and fits, in order: a schedule in which nobody waits idly.
    Parallel,
}

/// Where every job lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// By job.
    pub starts: Vec<i32>,
    /// By job; with calendars not always start plus duration.
    pub finishes: Vec<i32>,
}

impl Layout {
    /// Returns the last finish; the start of the plan if there is nothing.
    pub fn finish(&self) -> i32 {
        self.finishes.iter().copied().max().unwrap_or(0)
    }

    /// Returns the first start.
    pub fn start(&self) -> i32 {
        self.starts.iter().copied().min().unwrap_or(0)
    }
}

/// What leveling came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// Where every job lies; forward, and with priorities kept.
    pub layout: Layout,
    /// The order and the scheme that gave it: laying it out forward once more gives the same.
    pub order: Vec<u32>,
    /// See `order`.
    pub scheme: Scheme,
    /// When everything is over.
    pub makespan: i32,
    /// No layout can be over before; the same as `makespan` where this one is proved to be the best.
    pub lower_bound: i32,
    /// How many orders were laid out for it.
    pub schedules: u64,
}

impl Solution {
    /// Counts all times in a unit that is `unit` times smaller.
    pub(super) fn scale(&mut self, unit: i32) {
        let times = self.layout.starts.iter_mut().chain(&mut self.layout.finishes);
        times.chain([&mut self.makespan, &mut self.lower_bound]).for_each(|time| *time = time.saturating_mul(unit));
    }
}
