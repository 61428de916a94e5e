//! A project in integers: jobs of fixed length, distances between starts, and resources of which there is only so much.
//!
//! Nothing here knows of calendars, people or dates: whoever asks has turned them into units of time (minutes, or working
//! minutes) and resources. Jobs are numbered in the order of the file, which is what ties are broken by.

use super::csr::{Rows, index};

/// The most that times may reach, so that sums of them never leave 32 bits.
pub(super) const HORIZON: i32 = 1 << 29;

/// A resource-constrained project: what is to be placed in time.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    durations: Vec<i32>,
    releases: Vec<i32>,
    /// `i32::MIN` for a job that may move.
    pins: Vec<i32>,
    priorities: Vec<u16>,
    before: Rows<Link>,
    after: Rows<Link>,
    demands: Rows<Demand>,
    resources: Rows<Step>,
    /// Every job after what it waits for; the order of the file where that is such an order.
    order: Vec<u32>,
    is_prioritised: bool,
    has_pins: bool,
}

/// One job, as it is told to a [`Draft`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// How long it runs, zero or more.
    pub duration: i32,
    /// It does not start before; zero or more.
    pub release: i32,
    /// It starts exactly here, whatever else holds, and is booked before all that may move.
    pub pin: Option<i32>,
    /// 0 to 1000, more goes first among those that contend for a resource at the same moment.
    pub priority: u16,
}

/// A distance between two starts, seen from one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The job at the other end.
    pub job: u32,
    /// `start of the later >= start of the earlier + lag`; may be negative.
    pub lag: i32,
}

/// What a job takes of a resource while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Which resource.
    pub resource: u32,
    /// One or more.
    pub units: u32,
}

/// How much there is of a resource from a time on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The first instant at which it holds.
    pub from: i32,
    /// How much there is until the next step.
    pub units: u32,
}

/// A problem while it is put together.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    jobs: Vec<Job>,
    /// Which waits, for which, how far.
    links: Vec<(u32, Link)>,
    demands: Vec<(u32, Demand)>,
    resources: Rows<Step>,
}

/// Why a draft is no problem that can be solved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// This job waits for itself in the end.
    Cycle(u32),
    /// This job needs more of something than there ever is at once for as long as it runs.
    TooMuch(u32),
    /// Times would leave the range that is counted in.
    TooLong,
}

impl Draft {
    /// Adds a resource. The steps are in the order of time, the first from zero (or before); the last one lasts for ever.
    pub fn resource(&mut self, steps: &[Step]) -> u32 {
        self.resources.push(steps.iter().copied());
        index(self.resources.len() - 1)
    }

    /// Adds a job and returns its number: add them in the order of the file.
    pub fn job(&mut self, job: Job) -> u32 {
        self.jobs.push(job);
        index(self.jobs.len() - 1)
    }

    /// Keeps `later` from starting before the start of `earlier` plus `lag`. For work that is to be over first, the lag is
    /// the duration of `earlier`.
    pub fn link(&mut self, earlier: u32, later: u32, lag: i32) {
        self.links.push((later, Link { job: earlier, lag }));
    }

    /// Has `job` take `units` of `resource` while it runs. Name a resource once for each job.
    pub fn demand(&mut self, job: u32, resource: u32, units: u32) {
        if 0 < units {
            self.demands.push((job, Demand { resource, units }));
        }
    }

    /// Puts it together.
    ///
    /// # Errors
    ///
    /// Says why this cannot be solved at all; see [`Flaw`].
    pub fn finish(self) -> Result<Problem, Flaw> {
        let n = self.jobs.len();
        let before = Rows::of(n, self.links.iter().copied());
        let after = Rows::of(n, self.links.iter().map(|&(later, link)| (link.job, Link { job: later, lag: link.lag })));
        let order = sequence(&before, &after)?;
        let mut problem = Problem {
            durations: self.jobs.iter().map(|job| job.duration.max(0)).collect(),
            releases: self.jobs.iter().map(|job| job.release.max(0)).collect(),
            pins: self.jobs.iter().map(|job| job.pin.unwrap_or(i32::MIN)).collect(),
            priorities: self.jobs.iter().map(|job| job.priority).collect(),
            before,
            after,
            demands: Rows::of(n, self.demands.iter().copied()),
            resources: self.resources,
            order,
            is_prioritised: false,
            has_pins: self.jobs.iter().any(|job| job.pin.is_some()),
        };
        problem.is_prioritised = problem.has_rivals_of_unlike_priority();
        problem.check_range()?;
        problem.check_demands()?;
        Ok(problem)
    }
}

impl Problem {
    /// How many jobs there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.durations.len()
    }

    /// Tells whether there is nothing to place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.durations.is_empty()
    }

    /// Returns the numbers of all jobs.
    pub fn jobs(&self) -> std::ops::Range<u32> {
        0..index(self.len())
    }

    /// Returns every job after all that it waits for; the order of the file, where that will do.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// Returns how long `job` runs.
    #[inline]
    pub fn duration(&self, job: u32) -> i32 {
        self.durations.get(job as usize).copied().unwrap_or(0)
    }

    /// Returns the time before which `job` does not start.
    #[inline]
    pub fn release(&self, job: u32) -> i32 {
        self.releases.get(job as usize).copied().unwrap_or(0)
    }

    /// Returns where `job` starts, if that is given.
    #[inline]
    pub fn pin(&self, job: u32) -> Option<i32> {
        self.pins.get(job as usize).copied().filter(|pin| *pin != i32::MIN)
    }

    /// Returns how much `job` matters, 0 to 1000.
    #[inline]
    pub fn priority(&self, job: u32) -> u16 {
        self.priorities.get(job as usize).copied().unwrap_or(0)
    }

    /// Returns what `job` waits for.
    #[inline]
    pub fn before(&self, job: u32) -> &[Link] {
        self.before.row(job)
    }

    /// Returns what waits for `job`.
    #[inline]
    pub fn after(&self, job: u32) -> &[Link] {
        self.after.row(job)
    }

    /// Returns what `job` takes while it runs.
    #[inline]
    pub fn demands(&self, job: u32) -> &[Demand] {
        self.demands.row(job)
    }

    /// How many resources there are.
    pub fn n_resources(&self) -> usize {
        self.resources.len()
    }

    /// Returns the numbers of all resources.
    #[must_use]
    pub fn resources(&self) -> std::ops::Range<u32> {
        0..index(self.n_resources())
    }

    /// Returns how much there is of `resource` from when on.
    pub fn capacity(&self, resource: u32) -> &[Step] {
        self.resources.row(resource)
    }

    /// Tells whether two jobs that share a resource matter unlike. Where not, priorities say nothing at all.
    pub fn is_prioritised(&self) -> bool {
        self.is_prioritised
    }

    /// Returns the last time that is given from outside: of pins, releases and changes of what there is.
    #[must_use]
    pub fn last_given(&self) -> i32 {
        let jobs = self.jobs().map(|job| self.release(job).max(self.pin(job).unwrap_or(0)));
        let steps = self.resources().filter_map(|resource| self.capacity(resource).last()).map(|step| step.from);
        jobs.chain(steps).max().unwrap_or(0)
    }

    /// Tells whether any job has a given start.
    #[must_use]
    pub fn has_pins(&self) -> bool {
        self.has_pins
    }

    /// Returns the greatest unit that all times are multiples of, one or more.
    #[must_use]
    pub fn unit(&self) -> i32 {
        let jobs = self.jobs().flat_map(|job| [self.duration(job), self.release(job), self.pin(job).unwrap_or(0)]);
        let lags = self.jobs().flat_map(|job| self.before(job)).map(|link| link.lag);
        let steps = self.resources().flat_map(|resource| self.capacity(resource)).map(|step| step.from);
        let mut unit = 0;
        for time in jobs.chain(lags).chain(steps) {
            unit = common(unit, time);
            if unit == 1 {
                break;
            }
        }
        unit.max(1)
    }

    /// Returns the same problem with all times counted in `unit`s, of which they are multiples.
    #[must_use]
    pub fn in_units_of(&self, unit: i32) -> Self {
        let mut problem = self.clone();
        let unit = unit.max(1);
        let lists = [&mut problem.durations, &mut problem.releases, &mut problem.pins];
        lists.into_iter().flatten().filter(|time| **time != i32::MIN).for_each(|time| *time /= unit);
        let links = problem.before.items_mut().iter_mut().chain(problem.after.items_mut());
        links.for_each(|link| link.lag /= unit);
        problem.resources.items_mut().iter_mut().for_each(|step| step.from /= unit);
        problem
    }

    fn has_rivals_of_unlike_priority(&self) -> bool {
        let mut first: Vec<Option<u16>> = vec![None; self.n_resources()];
        self.jobs().any(|job| {
            let own = self.priority(job);
            self.demands(job)
                .iter()
                .any(|demand| first.get_mut(demand.resource as usize).is_some_and(|seen| *seen.get_or_insert(own) != own))
        })
    }

    fn check_range(&self) -> Result<(), Flaw> {
        let mut total: i64 = 0;
        for job in self.jobs() {
            let reach = i64::from(self.release(job)).max(i64::from(self.pin(job).unwrap_or(0)));
            let lag: i64 = self.before(job).iter().map(|link| i64::from(link.lag).abs()).max().unwrap_or(0);
            total = total.saturating_add(i64::from(self.duration(job)) + lag);
            if i64::from(HORIZON) < reach.saturating_add(total) {
                return Err(Flaw::TooLong);
            }
        }
        let last = self.resources().filter_map(|resource| self.capacity(resource).last()).map(|step| i64::from(step.from)).max();
        if i64::from(HORIZON) < total + last.unwrap_or(0) { Err(Flaw::TooLong) } else { Ok(()) }
    }

    /// What may move must fit when everything else is over.
    fn check_demands(&self) -> Result<(), Flaw> {
        let fits = |demand: &Demand| self.capacity(demand.resource).last().is_some_and(|step| demand.units <= step.units);
        let moves = |job: &u32| self.pin(*job).is_none() && 0 < self.duration(*job);
        match self.jobs().filter(moves).find(|job| !self.demands(*job).iter().all(fits)) {
            Some(job) => Err(Flaw::TooMuch(job)),
            None => Ok(()),
        }
    }
}

/// Returns the greatest common divisor of both (Euclid).
fn common(a: i32, b: i32) -> i32 {
    let (mut a, mut b) = (a.saturating_abs(), b.saturating_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Returns every job after what it waits for, by smallest number first where the file's order will not do (Kahn 1962).
fn sequence(before: &Rows<Link>, after: &Rows<Link>) -> Result<Vec<u32>, Flaw> {
    let jobs = 0..index(before.len());
    if jobs.clone().all(|job| before.row(job).iter().all(|link| link.job < job)) {
        return Ok(jobs.collect());
    }
    let mut missing: Vec<u32> = jobs.clone().map(|job| index(before.row(job).len())).collect();
    let mut ready: std::collections::BinaryHeap<std::cmp::Reverse<u32>> =
        jobs.clone().filter(|job| before.row(*job).is_empty()).map(std::cmp::Reverse).collect();
    let mut order = Vec::with_capacity(before.len());
    while let Some(std::cmp::Reverse(job)) = ready.pop() {
        order.push(job);
        for link in after.row(job) {
            if let Some(count) = missing.get_mut(link.job as usize) {
                *count -= 1;
                if *count == 0 {
                    ready.push(std::cmp::Reverse(link.job));
                }
            }
        }
    }
    match jobs.zip(&missing).find(|(_, count)| 0 < **count) {
        Some((job, _)) => Err(Flaw::Cycle(job)),
        None => Ok(order),
    }
}
