//! The rate at which people work who keep the same hours, and how long they take.

use super::share::Share;
use crate::calendar::{Instant, Work, WorkTime};
use crate::model::Plan;

/// People with the same hours, or one with work of their own.
#[derive(Clone, Debug)]
pub(in crate::schedule) struct Shift {
    pub(super) clock: u32,
    /// Ten-thousandths of a full person, untold changes for a time.
    pub(super) units: i64,
    /// The rate from each instant on; the first holds from the beginning of time.
    pub(super) rates: Vec<(Instant, i64)>,
    pub(super) own: Option<Work>,
}

impl Shift {
    pub(super) fn of(plan: &Plan, share: &Share, clock: u32) -> Self {
        let resource = &plan.resources[share.resource];
        let count = i64::from(share.count);
        if let Some(units) = share.units {
            let units = i64::from(units) * count;
            return Self { clock, units, rates: vec![(Instant::MIN, units)], own: share.work };
        }
        let units = i64::from(resource.units) * count;
        let mut shift = Self { clock, units, rates: vec![(Instant::MIN, units)], own: share.work };
        for (from, to, changed) in &resource.units_for {
            shift.change(from.start(), to.plus(1).start(), i64::from(*changed) * count);
        }
        shift
    }

    /// Sets the rate from `from` until `to`.
    fn change(&mut self, from: Instant, to: Instant, rate: i64) {
        let after = self.rate_at(to);
        self.rates.retain(|(at, _)| *at < from || to < *at);
        self.rates.push((from, rate));
        self.rates.push((to, after));
        self.rates.sort_by_key(|(at, _)| *at);
    }

    fn rate_at(&self, t: Instant) -> i64 {
        self.rates.iter().rev().find(|(from, _)| *from <= t).map_or(0, |(_, rate)| *rate)
    }

    /// Adds the rates of people with the same hours.
    pub(super) fn join(&mut self, other: &Self) {
        let mut instants: Vec<Instant> = self.rates.iter().chain(&other.rates).map(|(at, _)| *at).collect();
        instants.sort_unstable();
        instants.dedup();
        self.rates = instants.into_iter().map(|at| (at, self.rate_at(at) + other.rate_at(at))).collect();
        self.units += other.units;
    }

    /// Returns the next instant at or after `t` at which some of them can begin.
    pub(super) fn next_start(&self, clock: &WorkTime, t: Instant) -> Instant {
        let mut start = clock.next_start(t);
        for ((_, rate), (until, _)) in self.rates.iter().zip(self.rates.iter().skip(1)) {
            if *rate == 0 && start < *until && self.rate_at(start) == 0 {
                start = clock.next_start(*until);
            }
        }
        start
    }

    /// Returns when `need` is worked off by those who may begin at `t`.
    pub(super) fn finish(&self, clock: &WorkTime, t: Instant, need: i64) -> Instant {
        let (mut at, mut need) = (t, need);
        if need <= 0 {
            return t;
        }
        for (index, (_, rate)) in self.rates.iter().enumerate() {
            let until = self.rates.get(index + 1).map(|(until, _)| *until);
            if until.is_some_and(|until| until <= at) || *rate <= 0 {
                at = until.unwrap_or(Instant::MAX).max(at);
                continue;
            }
            let room = until.map_or(i64::MAX, |until| i64::from(clock.between(at, until).0) * rate);
            if need <= room {
                return clock.add(at, Work::from_tenths(divide_up(need, *rate)));
            }
            need -= room;
            at = until.unwrap_or(Instant::MAX);
        }
        Instant::MAX
    }

    /// Returns the least working time in which `need` can be worked off.
    pub(super) fn least(&self, need: i64) -> i64 {
        let most = self.rates.iter().map(|(_, rate)| *rate).max().unwrap_or(0);
        if most <= 0 || need <= 0 { 0 } else { divide_up(need, most) }
    }

    /// Returns when they must begin to have worked off `need` by `t`.
    pub(super) fn begin(&self, clock: &WorkTime, t: Instant, need: i64) -> Instant {
        let (mut at, mut need) = (t, need);
        if need <= 0 {
            return t;
        }
        for (from, rate) in self.rates.iter().rev() {
            if at <= *from || *rate <= 0 {
                at = at.min(*from);
                continue;
            }
            let room = if *from == Instant::MIN { i64::MAX } else { i64::from(clock.between(*from, at).0) * rate };
            if need <= room {
                return clock.add(at, Work::from_tenths(-divide_up(need, *rate)));
            }
            need -= room;
            at = *from;
        }
        Instant::MIN
    }
}

pub(super) fn divide_up(a: i64, b: i64) -> i64 {
    a.div_euclid(b) + i64::from(a.rem_euclid(b) != 0)
}
