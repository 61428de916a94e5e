//! The books: when everybody is taken, and where work still fits.
//!
//! The forward and the backward pass ask here for a free place after (before) everything else has had its say about a date,
//! and enter what they place. Each person's time is counted in their own working time (`daybook`).

use std::collections::BTreeMap;

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
    pub(in crate::schedule) taken: BTreeMap<TaskId, u32>,
    /// The choice that is tried just now.
    trying: Option<(TaskId, u32)>,
    /// Somebody is booked beyond what there is of them: a date forces it.
    pub(in crate::schedule) is_over: bool,
    /// Where everything is booked already, by task, while a pass follows that.
    places: Vec<(Instant, Instant)>,
    /// The pass came to other dates.
    has_strayed: bool,
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
        Self {
            needs,
            profiles,
            blank,
            loads,
            waits: Vec::new(),
            taken: BTreeMap::new(),
            trying: None,
            is_over: false,
            places: Vec::new(),
            has_strayed: false,
        }
    }

    /// Forgets everything that may move.
    pub(in crate::schedule) fn clear(&mut self) {
        self.profiles.clone_from(&self.blank);
        self.loads.clone_from(&self.needs.loads);
        self.waits.clear();
        self.taken.clear();
        self.is_over = false;
        self.places.clear();
    }

    /// Has the next pass place everything where it is booked already.
    pub(in crate::schedule) fn follow(&mut self, places: Vec<(Instant, Instant)>) {
        (self.places, self.has_strayed) = (places, false);
    }

    /// Ends that, and tells whether everything came to lie there.
    pub(in crate::schedule) fn has_followed(&mut self) -> bool {
        self.places = Vec::new();
        !self.has_strayed
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
        self.trying = self.taken.get(&task).map(|choice| (task, *choice));
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

    /// Returns what `task` takes of whom, for those that take the same to queue together; nothing where that is still open.
    pub(super) fn taken_by(&self, task: TaskId) -> Option<Vec<(u32, u32)>> {
        let needs = self.needs.row(task);
        let is_known = !needs.is_empty() && self.choices(task).is_empty();
        is_known.then(|| needs.iter().map(|need| (need.resource, need.units)).collect())
    }

    /// Returns from when on all those whom `task` takes may be free, who are asked at `t`, an instant at which they work.
    pub(super) fn taken_until(&self, lengths: &Lengths, task: TaskId, t: Instant) -> Instant {
        let until = self.needs_of(task).iter().filter_map(|need| {
            let (profile, clock) = self.profile(need)?;
            let clock = lengths.clock(clock);
            let place = clock.place(t);
            Some(clock.begin_at(profile.blocked_until(place, place + 1, need.units)?))
        });
        until.max().map_or(t, |until| until.max(t))
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
        if let Some((start, _)) = self.places.get(task.0 as usize) {
            return t.max(*start);
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
        let at = self.first_fit(needs, length, from);
        if at == from { t } else { clock.begin_at(at) }
    }

    fn before_in(&self, needs: &[Need], clock: &WorkTime, length: u32, t: Instant) -> Instant {
        let from = clock.place(t);
        let fit = self.last_fit(needs, length, from);
        fit.filter(|at| *at != from).map_or(t, |at| clock.end_at(at))
    }

    /// Returns the first place from `from` on at which all are free for `length`.
    fn first_fit(&self, needs: &[Need], length: u32, from: u32) -> u32 {
        let mut at = from;
        loop {
            let before = at;
            for need in needs {
                if let Some((profile, _)) = self.profile(need) {
                    at = profile.first_fit(at, length, need.units);
                }
            }
            if at == before || needs.len() == 1 {
                return at;
            }
        }
    }

    /// Returns the last place up to `to` by which all are free for `length`, if there is one.
    fn last_fit(&self, needs: &[Need], length: u32, to: u32) -> Option<u32> {
        let mut at = to;
        loop {
            let before = at;
            for need in needs {
                if let Some((profile, _)) = self.profile(need) {
                    at = profile.last_fit(at, length, need.units)?;
                }
            }
            if at == before || needs.len() == 1 {
                return Some(at);
            }
        }
    }

    /// Moves on past whatever is in the way, one after the other: starting earlier would meet the same.
    fn after_any(&self, lengths: &Lengths, needs: &[Need], run: Run, t: Instant) -> Instant {
        let mut at = t;
        loop {
            let ends =
                |hours: &WorkTime, profile: &Profile, (from, to), units| Some(hours.begin_at(profile.blocked_until(from, to, units)?));
            let next = self.in_the_way(lengths, needs, (run, lengths.lay(run, at)), ends).max();
            match next.filter(|next| at < *next) {
                Some(next) => at = next,
                None => return at,
            }
        }
    }

    fn before_any(&self, lengths: &Lengths, needs: &[Need], run: Run, t: Instant) -> Instant {
        let mut at = t;
        loop {
            let dates = lengths.lay_back(run, at);
            if dates.0 == Instant::MIN {
                return t;
            }
            let begins =
                |hours: &WorkTime, profile: &Profile, (from, to), units| Some(hours.end_at(profile.blocked_from(from, to, units)?));
            let next = self.in_the_way(lengths, needs, (run, dates), begins).min();
            match next.filter(|next| *next < at) {
                Some(next) => at = next,
                None => return at,
            }
        }
    }

    /// Returns for everybody who is not free for their part of work that lies at the dates what `edge` says of it.
    fn in_the_way<'b>(
        &'b self,
        lengths: &'b Lengths,
        needs: &'b [Need],
        (run, dates): (Run, (Instant, Instant)),
        edge: impl Fn(&WorkTime, &Profile, (u32, u32), u32) -> Option<Instant> + 'b,
    ) -> impl Iterator<Item = Instant> + 'b {
        needs.iter().filter_map(move |need| {
            let (profile, clock) = self.profile(need)?;
            let hours = lengths.clock(clock);
            let (start, finish) = lengths.window(run, need.share, dates);
            edge(hours, profile, (hours.place(start), hours.place(finish)), need.units)
        })
    }

    /// Books `task` where it first fits from `t` on, and returns its dates.
    pub(in crate::schedule) fn place(&mut self, lengths: &Lengths, task: TaskId, run: Run, t: Instant) -> (Instant, Instant) {
        let dates = lengths.lay(run, self.after(lengths, task, run, t));
        self.book(lengths, task, run, dates);
        dates
    }

    /// Does the same for work of one person alone in hours of their own, if it is that.
    pub(in crate::schedule) fn place_alone(&mut self, lengths: &Lengths, need: &Need, run: Run, t: Instant) -> Option<(Instant, Instant)> {
        let Run::Hours(clock, work) = run else { return None };
        let length = u32::try_from(work.0).ok().filter(|length| 0 < *length && 0 < need.units)?;
        let index = need.resource as usize;
        let profile = self.profiles.get_mut(index).filter(|_| self.needs.clocks.get(index) == Some(&clock))?;
        let hours = lengths.clock(clock);
        let at = profile.first_fit(hours.place(t), length, need.units);
        profile.add(at, at.saturating_add(length), need.units);
        Some((hours.begin_at(at), hours.end_at(at.saturating_add(length))))
    }

    /// Books `task` where it last fits up to `t`, and returns its dates.
    pub(in crate::schedule) fn place_before(&mut self, lengths: &Lengths, task: TaskId, run: Run, t: Instant) -> (Instant, Instant) {
        let dates = lengths.lay_back(run, self.before(lengths, task, run, t));
        self.book(lengths, task, run, dates);
        dates
    }

    /// Enters work that lies at `dates`.
    pub(in crate::schedule) fn book(&mut self, lengths: &Lengths, task: TaskId, run: Run, dates: (Instant, Instant)) {
        if let Some(place) = self.places.get(task.0 as usize) {
            self.has_strayed |= *place != dates && !self.needs_of(task).is_empty();
            return;
        }
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
