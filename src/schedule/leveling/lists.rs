//! Bookings resource by resource: for problems with more people than fit in a few machine words.

use super::decode::Direction;
use super::gaps::Gaps;
use super::lanes::units_at;
use super::problem::{Demand, Problem, Step};
use super::profile::Profile;

/// What is free of every resource, each in a list of its own.
#[derive(Clone, Debug)]
pub(super) struct Lists<'a> {
    problem: &'a Problem,
    resources: Vec<Booked>,
    /// Pinned jobs and their starts.
    pinned: Vec<(u32, i32)>,
}

/// The bookings of one resource.
#[derive(Clone, Debug)]
enum Booked {
    /// Somebody who does one thing at a time.
    Gaps(Gaps),
    /// Something of which there are several.
    Levels(Levels),
}

/// How much is free from each change on.
#[derive(Clone, Debug, Default)]
struct Levels {
    times: Vec<i32>,
    free: Vec<u32>,
}

impl<'a> Lists<'a> {
    pub(super) fn of(problem: &'a Problem) -> Self {
        let is_single = |resource: u32| problem.capacity(resource).iter().all(|step| step.units <= 1);
        let booked = |resource| if is_single(resource) { Booked::Gaps(Gaps::default()) } else { Booked::Levels(Levels::default()) };
        let pinned = problem.jobs().filter_map(|job| Some((job, problem.pin(job)?))).collect();
        Self { problem, resources: problem.resources().map(booked).collect(), pinned }
    }

    fn resource(&self, demand: &Demand) -> Option<&Booked> {
        self.resources.get(demand.resource as usize)
    }
}

impl Booked {
    /// Forgets what was booked; `steps` are in the time of one direction.
    fn reset(&mut self, steps: &[Step]) {
        match self {
            Self::Gaps(gaps) => {
                gaps.clear();
                for (place, step) in steps.iter().enumerate().filter(|(_, step)| step.units == 0) {
                    let end = steps.get(place + 1).map_or(i32::MAX, |next| next.from);
                    gaps.book(step.from, end);
                }
            }
            Self::Levels(levels) => {
                levels.times.clear();
                levels.free.clear();
                levels.times.extend(steps.iter().map(|step| step.from));
                levels.free.extend(steps.iter().map(|step| step.units));
            }
        }
    }

    fn first_fit(&self, units: u32, duration: i32, from: i32) -> i32 {
        match self {
            Self::Gaps(gaps) => gaps.first_fit(duration, from),
            Self::Levels(levels) => levels.first_fit(units, duration, from),
        }
    }

    fn book(&mut self, units: u32, start: i32, end: i32) {
        match self {
            Self::Gaps(gaps) => gaps.book(start, end),
            Self::Levels(levels) => levels.book(units, start, end),
        }
    }

    fn next_change(&self, t: i32) -> Option<i32> {
        match self {
            Self::Gaps(gaps) => gaps.next_free(t),
            Self::Levels(levels) => levels.times.get(levels.step(t) + 1).copied(),
        }
    }
}

impl Levels {
    fn step(&self, t: i32) -> usize {
        self.times.partition_point(|time| *time <= t).max(1) - 1
    }

    fn first_fit(&self, units: u32, duration: i32, from: i32) -> i32 {
        let mut start = from;
        let steps = self.times.iter().zip(&self.free).zip(self.times.iter().skip(1).map(Some).chain([None]));
        for ((time, free), next) in steps.skip(self.step(from)) {
            if start + duration <= *time {
                break;
            }
            if *free < units {
                start = next.copied().unwrap_or(start);
            }
        }
        start
    }

    fn book(&mut self, units: u32, start: i32, end: i32) {
        let from = self.cut(start);
        let to = self.cut(end);
        for free in self.free.get_mut(from..to).unwrap_or(&mut []) {
            *free = free.saturating_sub(units);
        }
        self.join(to);
        self.join(from);
    }

    /// Makes a step begin at `t`, and returns which.
    fn cut(&mut self, t: i32) -> usize {
        let step = self.step(t);
        match (self.times.get(step), self.free.get(step).copied()) {
            (Some(time), Some(free)) if *time < t => {
                self.times.insert(step + 1, t);
                self.free.insert(step + 1, free);
                step + 1
            }
            _ => step,
        }
    }

    /// Forgets `step` where nothing changes at it.
    fn join(&mut self, step: usize) {
        if 0 < step && self.free.get(step).is_some() && self.free.get(step) == self.free.get(step - 1) {
            self.times.remove(step);
            self.free.remove(step);
        }
    }
}

impl Profile for Lists<'_> {
    fn reset(&mut self, direction: Direction, horizon: i32) {
        let mut steps = Vec::new();
        for (resource, booked) in (0..).zip(&mut self.resources) {
            let known = self.problem.capacity(resource);
            match direction {
                Direction::Forward => booked.reset(known),
                Direction::Backward => {
                    mirror(known, horizon, &mut steps);
                    booked.reset(&steps);
                }
            }
        }
        for &(job, pin) in &self.pinned {
            let duration = self.problem.duration(job);
            let start = match direction {
                Direction::Forward => pin,
                Direction::Backward => horizon - pin - duration,
            };
            if 0 < duration {
                for demand in self.problem.demands(job) {
                    if let Some(booked) = self.resources.get_mut(demand.resource as usize) {
                        booked.book(demand.units, start, start + duration);
                    }
                }
            }
        }
    }

    /// Leaps from one resource to the next until all agree.
    fn first_fit(&mut self, job: u32, duration: i32, from: i32) -> i32 {
        let demands = self.problem.demands(job);
        if let [demand] = demands {
            return self.resource(demand).map_or(from, |booked| booked.first_fit(demand.units, duration, from));
        }
        let mut start = from;
        let mut agreed = 0;
        for demand in demands.iter().cycle() {
            let next = self.resource(demand).map_or(start, |booked| booked.first_fit(demand.units, duration, start));
            agreed = if next == start { agreed + 1 } else { 1 };
            start = next;
            if demands.len() <= agreed {
                break;
            }
        }
        start
    }

    fn fits(&mut self, job: u32, duration: i32, start: i32) -> bool {
        let fits = |demand: &Demand| self.resource(demand).is_none_or(|booked| booked.first_fit(demand.units, duration, start) == start);
        self.problem.demands(job).iter().all(fits)
    }

    fn book(&mut self, job: u32, duration: i32, start: i32) {
        for demand in self.problem.demands(job) {
            if let Some(booked) = self.resources.get_mut(demand.resource as usize) {
                booked.book(demand.units, start, start + duration);
            }
        }
    }

    fn next_change(&self, t: i32) -> Option<i32> {
        self.resources.iter().filter_map(|booked| booked.next_change(t)).min()
    }
}

/// Writes `steps` as time runs back from `horizon`; before the beginning there is as much as in the end,
/// which is enough for every job.
fn mirror(steps: &[Step], horizon: i32, mirrored: &mut Vec<Step>) {
    mirrored.clear();
    mirrored.push(Step { from: i32::MIN / 2, units: units_at(steps, horizon.saturating_sub(1)) });
    for place in (1..steps.partition_point(|step| step.from < horizon)).rev() {
        if let (Some(step), Some(earlier)) = (steps.get(place), steps.get(place - 1)) {
            mirrored.push(Step { from: horizon - step.from, units: earlier.units });
        }
    }
    if let Some(last) = steps.last() {
        mirrored.push(Step { from: horizon, units: last.units });
    }
}
