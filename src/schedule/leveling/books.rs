//! The books: when everybody is taken, and where work still fits.
//!
//! The forward and the backward pass ask here for a free place after (before) everything else has had its say about a date,
//! and enter what they place. Each person's time is counted in their own working time (`daybook`).

use super::daybook::Profile;
use super::needs::{Need, Needs, limits};
use super::team::Choice;
use crate::calendar::{Instant, WorkTime};
use crate::model::{Plan, TaskId};
use crate::schedule::effort::{Lengths, Run};

/// What is booked so far while an order is laid out.
#[derive(Clone, Debug)]
pub(in crate::schedule) struct Books<'a> {
    needs: &'a Needs,
    /// By resource, what is booked.
    profiles: Vec<Profile>,
    /// The same before anything that may move was.
    blank: Vec<Profile>,
    /// By resource, how much they have to do, by name and as chosen so far: the least loaded of a team goes first.
    loads: Vec<u64>,
    /// Tasks that wait for somebody, and the start that all else would have allowed.
    pub(in crate::schedule) waits: Vec<(TaskId, Instant)>,
    /// By task with a team, which choice was taken.
    pub(in crate::schedule) taken: Vec<(TaskId, u32)>,
    /// The choice that is tried just now.
    trying: Option<(TaskId, u32)>,
    /// Somebody is booked beyond what there is of them: a date forces it.
    pub(in crate::schedule) is_over: bool,
}

impl<'a> Books<'a> {
    /// Opens the books: nobody is booked.
    pub(in crate::schedule) fn new(plan: &Plan, lengths: &Lengths, needs: &'a Needs) -> Self {
        let blank = |(resource, clock): (&crate::model::Resource, &u32)| {
            let clock = lengths.clock(*clock);
            Profile::new(&limits(resource, |t| clock.place(t)))
        };
        let blank: Vec<Profile> = plan.resources.as_slice().iter().zip(&needs.clocks).map(blank).collect();
        let loads = needs.loads.clone();
        let profiles = blank.clone();
        Self { needs, profiles, blank, loads, waits: Vec::new(), taken: Vec::new(), trying: None, is_over: false }
    }

    /// Forgets everything that may move.
    pub(in crate::schedule) fn clear(&mut self) {
        self.profiles.clone_from(&self.blank);
        self.loads.clone_from(&self.needs.loads);
        self.waits.clear();
        self.taken.clear();
        self.is_over = false;
    }

    /// Keeps what is booked now through every `clear`.
    pub(in crate::schedule) fn keep(&mut self) {
        self.blank.clone_from(&self.profiles);
    }

    /// Returns who may do `task`, where that is open.
    pub(in crate::schedule) fn choices(&self, task: TaskId) -> &'a [Choice] {
        self.needs.teams.choices(task)
    }

    /// Has the choice numbered so do `task` until the next call.
    pub(in crate::schedule) fn try_choice(&mut self, task: TaskId, choice: u32) {
        self.trying = Some((task, choice));
    }

    /// Settles the choice that is tried for `task`.
    pub(in crate::schedule) fn settle(&mut self, task: TaskId) {
        self.taken.extend(self.trying.filter(|(tried, _)| *tried == task));
        self.trying = None;
    }

    /// Has whoever was chosen for `task` before do it until `release`.
    pub(in crate::schedule) fn hold(&mut self, task: TaskId) {
        self.trying = self.taken.iter().copied().find(|(taken, _)| *taken == task);
    }

    /// Ends what `hold` began.
    pub(in crate::schedule) const fn release(&mut self) {
        self.trying = None;
    }

    /// Returns the choice by which `task` is done: the one that is tried.
    pub(in crate::schedule) fn choice(&self, task: TaskId) -> Option<&'a Choice> {
        let number = self.trying.filter(|(tried, _)| *tried == task)?.1;
        self.choices(task).get(number as usize)
    }

    /// Returns how much those of a choice are booked already.
    pub(in crate::schedule) fn load(&self, choice: &Choice) -> u64 {
        choice.needs.iter().filter_map(|need| self.loads.get(need.resource as usize)).sum()
    }

    /// Returns whom `task` takes.
    fn needs_of(&self, task: TaskId) -> &'a [Need] {
        self.choice(task).map_or_else(|| self.needs.row(task), |choice| choice.needs.as_slice())
    }

    fn profile(&self, need: &Need) -> Option<(&Profile, u32)> {
        let index = need.resource as usize;
        Some((self.profiles.get(index)?, *self.needs.clocks.get(index)?))
    }

    /// Returns the first instant from `t` on at which everybody is free for the whole of `run`: `t` itself if they are.
    pub(in crate::schedule) fn after(&self, lengths: &Lengths, task: TaskId, run: Run, t: Instant) -> Instant {
        let needs = self.needs_of(task);
        if needs.is_empty() || run == Run::Instant {
            return t;
        }
        match self.in_one_clock(needs, run) {
            Some((clock, length)) => self.after_in(needs, lengths.clock(clock), length, t),
            None => self.after_any(lengths, needs, run, t),
        }
    }

    /// Returns the last instant up to `t` by which the whole of `run` can be done with everybody free.
    pub(in crate::schedule) fn before(&self, lengths: &Lengths, task: TaskId, run: Run, t: Instant) -> Instant {
        let needs = self.needs_of(task);
        if needs.is_empty() || run == Run::Instant {
            return t;
        }
        match self.in_one_clock(needs, run) {
            Some((clock, length)) => self.before_in(needs, lengths.clock(clock), length, t),
            None => self.before_any(lengths, needs, run, t),
        }
    }

    /// Returns the clock and the length if the work is of one length in everybody's own working time.
    fn in_one_clock(&self, needs: &[Need], run: Run) -> Option<(u32, u32)> {
        let Run::Hours(clock, work) = run else { return None };
        let all = needs.iter().all(|need| self.needs.clocks.get(need.resource as usize) == Some(&clock));
        all.then_some((clock, u32::try_from(work.0).ok()?))
    }

    fn after_in(&self, needs: &[Need], clock: &WorkTime, length: u32, t: Instant) -> Instant {
        let from = clock.place(t);
        let mut at = from;
        loop {
            let before = at;
            for need in needs {
                if let Some((profile, _)) = self.profile(need) {
                    at = profile.first_fit(at, length, need.units);
                }
            }
            if at == before || needs.len() == 1 {
                return if at == from { t } else { clock.begin_at(at) };
            }
        }
    }

    fn before_in(&self, needs: &[Need], clock: &WorkTime, length: u32, t: Instant) -> Instant {
        let from = clock.place(t);
        let mut at = from;
        loop {
            let before = at;
            for need in needs {
                if let Some((profile, _)) = self.profile(need) {
                    let Some(fit) = profile.last_fit(at, length, need.units) else { return t };
                    at = fit;
                }
            }
            if at == before || needs.len() == 1 {
                return if at == from { t } else { clock.end_at(at) };
            }
        }
    }

    /// Moves on past whatever is in the way, one after the other: starting earlier would meet the same.
    fn after_any(&self, lengths: &Lengths, needs: &[Need], run: Run, t: Instant) -> Instant {
        let mut at = t;
        loop {
            let dates = lengths.lay(run, at);
            let mut next = at;
            for need in needs {
                let Some((profile, clock)) = self.profile(need) else { continue };
                let clock = lengths.clock(clock);
                let (start, finish) = lengths.window(run, need.share, dates);
                if let Some(end) = profile.blocked_until(clock.place(start), clock.place(finish), need.units) {
                    next = next.max(clock.begin_at(end));
                }
            }
            if next <= at {
                return at;
            }
            at = next;
        }
    }

    fn before_any(&self, lengths: &Lengths, needs: &[Need], run: Run, t: Instant) -> Instant {
        let mut at = t;
        loop {
            let dates = lengths.lay_back(run, at);
            if dates.0 == Instant::MIN {
                return t;
            }
            let mut next = at;
            for need in needs {
                let Some((profile, clock)) = self.profile(need) else { continue };
                let clock = lengths.clock(clock);
                let (start, finish) = lengths.window(run, need.share, dates);
                if let Some(begin) = profile.blocked_from(clock.place(start), clock.place(finish), need.units) {
                    next = next.min(clock.end_at(begin));
                }
            }
            if at <= next {
                return at;
            }
            at = next;
        }
    }

    /// Enters work that lies at `dates`.
    pub(in crate::schedule) fn book(&mut self, lengths: &Lengths, task: TaskId, run: Run, dates: (Instant, Instant)) {
        let is_chosen = self.choice(task).is_some();
        for need in self.needs_of(task) {
            let dates = lengths.window(run, need.share, dates);
            self.enter(lengths, need, dates, true);
            if let Some(load) = self.loads.get_mut(need.resource as usize).filter(|_| is_chosen) {
                *load += u64::from(dates.1.since(dates.0).0.unsigned_abs());
            }
        }
    }

    /// Tells whether everybody whom `task` takes is free for it at `dates`.
    pub(in crate::schedule) fn is_free(&self, lengths: &Lengths, task: TaskId, run: Run, dates: (Instant, Instant)) -> bool {
        self.needs_of(task).iter().all(|need| {
            let Some((profile, clock)) = self.profile(need) else { return true };
            let (clock, dates) = (lengths.clock(clock), lengths.window(run, need.share, dates));
            profile.blocked_from(clock.place(dates.0), clock.place(dates.1), need.units).is_none()
        })
    }

    /// Takes out work that lies at `dates`.
    pub(in crate::schedule) fn unbook(&mut self, lengths: &Lengths, task: TaskId, run: Run, dates: (Instant, Instant)) {
        for need in self.needs_of(task) {
            self.enter(lengths, need, lengths.window(run, need.share, dates), false);
        }
    }

    /// Enters or takes out one person's part.
    pub(in crate::schedule) fn enter(&mut self, lengths: &Lengths, need: &Need, dates: (Instant, Instant), is_in: bool) {
        let index = need.resource as usize;
        let Some(clock) = self.needs.clocks.get(index).map(|clock| lengths.clock(*clock)) else { return };
        let (from, to) = (clock.place(dates.0), clock.place(dates.1));
        let Some(profile) = self.profiles.get_mut(index) else { return };
        if is_in {
            self.is_over |= profile.blocked_from(from, to, need.units).is_some();
            profile.add(from, to, need.units);
        } else {
            profile.remove(from, to, need.units);
        }
    }
}
