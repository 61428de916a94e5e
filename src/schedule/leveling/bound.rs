//! A time before which nobody can be done, however clever the order.
//!
//! The longest chain of work, and for each resource its load: what is left of it after a time cannot be done faster than
//! there are units, and before and after that come the shortest head and tail of the jobs in question (Stinson, Davis and
//! Khumawala 1978 for chains; Carlier 1982 for heads and tails).

use super::problem::Problem;

/// Returns the lower bound of every makespan of `problem`.
pub(super) fn lower(problem: &Problem) -> i32 {
    let (heads, tails) = heads_and_tails(problem);
    let of = |list: &[i32], job: u32| list.get(job as usize).copied().unwrap_or(0);
    let chain = problem.jobs().map(|job| of(&heads, job) + problem.duration(job) + of(&tails, job)).max().unwrap_or(0);
    let mut users: Vec<Vec<Use>> = vec![Vec::new(); problem.n_resources()];
    for job in problem.jobs().filter(|job| problem.pin(*job).is_none()) {
        for demand in problem.demands(job) {
            if let Some(list) = users.get_mut(demand.resource as usize) {
                let work = i64::from(demand.units) * i64::from(problem.duration(job));
                list.push(Use { head: of(&heads, job), tail: of(&tails, job), work });
            }
        }
    }
    let most = |resource: u32| problem.capacity(resource).iter().map(|step| step.units).max().unwrap_or(0);
    let load = problem.resources().zip(&mut users).map(|(resource, list)| load(list, most(resource))).max().unwrap_or(0);
    chain.max(load)
}

/// One job's part in the load of a resource.
#[derive(Clone, Copy, Debug)]
struct Use {
    head: i32,
    tail: i32,
    work: i64,
}

/// For every head, what starts no earlier needs its work's time after it, and then the least of the tails.
fn load(list: &mut [Use], capacity: u32) -> i32 {
    let capacity = i64::from(capacity.max(1));
    let mut best = 0;
    // Among equals those that leave the higher bound come first, so that names and numbers do not matter.
    list.sort_unstable_by_key(|used| std::cmp::Reverse((used.head, used.tail)));
    let (mut work, mut tail) = (0, i32::MAX);
    for used in list.iter() {
        work += used.work;
        tail = tail.min(used.tail);
        best = best.max(i64::from(used.head) + (work + capacity - 1) / capacity + i64::from(tail));
    }
    list.sort_unstable_by_key(|used| std::cmp::Reverse((used.tail, used.head)));
    let (mut work, mut head) = (0, i32::MAX);
    for used in list.iter() {
        work += used.work;
        head = head.min(used.head);
        best = best.max(i64::from(used.tail) + (work + capacity - 1) / capacity + i64::from(head));
    }
    i32::try_from(best).unwrap_or(i32::MAX)
}

/// Returns by job the earliest start, and the least time from its finish to the end of everything.
pub(super) fn heads_and_tails(problem: &Problem) -> (Vec<i32>, Vec<i32>) {
    let mut heads = vec![0; problem.len()];
    for &job in problem.order() {
        let ready = problem.before(job).iter().map(|link| heads.get(link.job as usize).copied().unwrap_or(0) + link.lag).max();
        if let Some(head) = heads.get_mut(job as usize) {
            *head = problem.pin(job).unwrap_or_else(|| ready.unwrap_or(0).max(problem.release(job)));
        }
    }
    let mut tails = vec![0; problem.len()];
    for &job in problem.order().iter().rev() {
        let after = problem.after(job).iter().filter(|link| problem.pin(link.job).is_none()).map(|link| {
            let tail = tails.get(link.job as usize).copied().unwrap_or(0);
            link.lag + problem.duration(link.job) - problem.duration(job) + tail
        });
        let tail = after.max().unwrap_or(0).max(0);
        if let Some(slot) = tails.get_mut(job as usize) {
            *slot = tail;
        }
    }
    (heads, tails)
}
