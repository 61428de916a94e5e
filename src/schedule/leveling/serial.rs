//! How an order of jobs becomes a schedule job by job: serial schedule generation (Kelley 1963; Kolisch 1996 says what it
//! reaches).

use super::profile::Profile;
use super::side::Side;

/// The start of a job that has none yet.
pub(super) const OPEN: i32 = i32::MIN;

/// Places job by job, each at the first instant at which all it waits for is there; false if the order has a job before
/// one that it waits for, and then `starts` is half done.
#[inline]
#[allow(clippy::indexing_slicing, reason = "jobs are numbered by the problem, and there is a start for each")]
pub(super) fn serial<P: Profile>(side: &Side, profile: &mut P, order: impl Iterator<Item = u32>, starts: &mut [i32]) -> bool {
    for job in order {
        if starts[job as usize] != OPEN {
            continue;
        }
        let Some(ready) = ready(side, starts, job) else { return false };
        let duration = side.durations[job as usize];
        starts[job as usize] = if duration == 0 {
            ready
        } else {
            let start = profile.first_fit(job, duration, ready);
            profile.book(job, duration, start);
            start
        };
    }
    true
}

/// Returns when everything that `job` waits for lets it start, or `None` while some of it has no place.
#[inline]
#[allow(clippy::indexing_slicing, reason = "jobs are numbered by the problem, and there is a start for each")]
pub(super) fn ready(side: &Side, starts: &[i32], job: u32) -> Option<i32> {
    let mut ready = side.releases[job as usize];
    let mut is_open = false;
    for link in side.before.row(job) {
        let start = starts[link.job as usize];
        is_open |= start == OPEN;
        ready = ready.max(start.saturating_add(link.lag));
    }
    if is_open { None } else { Some(ready) }
}
