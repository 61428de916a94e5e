//! How the work of an item runs: in whose hours, how much of each day, for how long.
//!
//! A duration runs in the hours that its calendar and all its people share. An effort is shared out in proportion to units and
//! worked by each in their own hours, those with the same hours together. Who is on an item decides the hours, and the same
//! people are on many items, so both are worked out once per set of people. Work that does not divide is rounded up to
//! the next tenth of a minute.

mod crew;
mod share;
mod shift;
mod ways;

use super::leveling::Chosen;
use crate::calendar::{Elapsed, Instant, Work, WorkTime};
use crate::diagnostic::Diagnostics;
use crate::model::{Assignment, CalendarId, Effort, Kind, Plan, ResourceId, TaskId};
use crew::{Crew, Crews};
pub(super) use share::{Share, portion, shares, shares_of};
pub(super) use ways::{is_open, ways};

/// The working hours and crews of a plan.
pub(super) struct Lengths {
    all: Crews,
}

/// How the work of one item runs, or what remains of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// It takes no time.
    Instant,
    /// So much working time of one clock.
    Hours(u32, Work),
    /// Clock time.
    Elapsed(Elapsed),
    /// Of all the work of a crew, so many parts of so many.
    Crew {
        /// The crew's index.
        crew: u32,
        /// The parts that are left.
        left: Work,
        /// All parts.
        whole: Work,
    },
}

impl Lengths {
    /// Indexes every calendar, and the hours of everyone on anything, of teams those `chosen`; people who share no hour are
    /// reported.
    pub(super) fn of(plan: &Plan, chosen: &[Chosen], diagnostics: &mut Diagnostics) -> Self {
        let mut clocks: Vec<WorkTime> = plan.calendars.as_slice().iter().map(|named| WorkTime::of(&named.calendar)).collect();
        if clocks.is_empty() {
            clocks.push(WorkTime::of(&crate::calendar::Calendar::standard()));
        }
        Self { all: Crews::of(plan, chosen, clocks, diagnostics) }
    }

    /// Returns the hours of a calendar, as lags and slack count them.
    #[allow(clippy::indexing_slicing, reason = "there is always the standard calendar")]
    pub(super) fn calendar(&self, id: CalendarId) -> &WorkTime {
        self.all.clocks.get(id.0 as usize).unwrap_or(&self.all.clocks[0])
    }

    /// Returns how many clocks there are.
    pub(super) fn n_clocks(&self) -> u32 {
        u32::try_from(self.all.clocks.len()).unwrap_or(u32::MAX)
    }

    /// Returns a clock by its number.
    pub(super) fn clock(&self, clock: u32) -> &WorkTime {
        self.calendar(CalendarId(clock))
    }

    fn crew(&self, task: TaskId) -> Option<(u32, &Crew)> {
        self.crew_numbered(self.all.by_task.get(task.0 as usize).copied()?)
    }

    fn crew_numbered(&self, number: u32) -> Option<(u32, &Crew)> {
        let index = number.checked_sub(1)?;
        Some((index, self.all.list.get(index as usize)?))
    }

    /// Returns one more than the index of the crew of `task` when `shares` are on it, or nothing if they share no hour.
    pub(super) fn staff(&mut self, plan: &Plan, task: TaskId, shares: &[Share]) -> Option<u32> {
        if !crew::needs_crew(plan, task) {
            return Some(0);
        }
        let index = self.all.assemble(plan, task, shares);
        self.all.list.get(index as usize).is_some_and(Crew::has_hours).then_some(index + 1)
    }

    /// Returns the members of teams who stand for the first ones where those share no hour with the rest, by task.
    pub(super) fn stand_ins(&self) -> &[Chosen] {
        &self.all.stand_ins
    }

    /// Has the crew numbered so do `task`.
    pub(super) fn set_crew(&mut self, task: TaskId, number: u32) {
        if let Some(slot) = self.all.by_task.get_mut(task.0 as usize) {
            *slot = number;
        }
    }

    /// Returns how the whole work of a task, milestone or empty phase runs. Spans of fixed dates count as no work.
    pub(super) fn run(&self, plan: &Plan, id: TaskId) -> Run {
        self.run_by(plan, id, self.crew(id))
    }

    /// Returns the same when the crew numbered so does it.
    pub(super) fn run_of(&self, plan: &Plan, id: TaskId, number: u32) -> Run {
        self.run_by(plan, id, self.crew_numbered(number))
    }

    fn run_by(&self, plan: &Plan, id: TaskId, crew: Option<(u32, &Crew)>) -> Run {
        let task = &plan.tasks[id];
        if task.kind != Kind::Task {
            return Run::Instant;
        }
        if let Some(work) = person_time(plan, id) {
            return match crew {
                _ if work.0 <= 0 => Run::Instant,
                None => Run::Hours(task.calendar.0, work),
                Some((index, crew)) => crew.simple(work).unwrap_or(Run::Crew { crew: index, left: work, whole: work }),
            };
        }
        match task.effort {
            Effort::None | Effort::Span(_) | Effort::Effort(_) => Run::Instant,
            Effort::Elapsed(time) if time.0 <= 0 => Run::Instant,
            Effort::Elapsed(time) => Run::Elapsed(time),
            Effort::Unestimated(work) | Effort::Duration(work) if work.0 <= 0 => Run::Instant,
            Effort::Unestimated(work) | Effort::Duration(work) => Run::Hours(crew.map_or(task.calendar.0, |(_, crew)| crew.together), work),
        }
    }

    /// Returns `t` if the work can begin there, else the next instant at which somebody can begin.
    pub(super) fn next_start(&self, run: Run, t: Instant) -> Instant {
        match run {
            Run::Instant | Run::Elapsed(_) => t,
            Run::Hours(clock, _) => self.clock(clock).next_start(t),
            Run::Crew { crew, .. } => self.each_of(crew, |shift| shift.next_start(self.clock(shift.clock), t)).min().unwrap_or(t),
        }
    }

    /// Returns `t` if the work can end there, else the last instant before it at which somebody can.
    pub(super) fn prev_finish(&self, run: Run, t: Instant) -> Instant {
        match run {
            Run::Instant | Run::Elapsed(_) => t,
            Run::Hours(clock, _) => self.clock(clock).prev_finish(t),
            Run::Crew { crew, .. } => self.each_of(crew, |shift| self.clock(shift.clock).prev_finish(t)).max().unwrap_or(t),
        }
    }

    /// Returns where the work lies that may begin at `t`.
    pub(super) fn lay(&self, run: Run, t: Instant) -> (Instant, Instant) {
        match run {
            Run::Hours(clock, work) if 0 < work.0 => self.clock(clock).lay(t, work),
            Run::Instant | Run::Elapsed(_) | Run::Hours(..) | Run::Crew { .. } => {
                let start = self.next_start(run, t);
                (start, self.finish(run, start))
            }
        }
    }

    /// Returns where the work lies at the latest that must be done by `t`.
    pub(super) fn lay_back(&self, run: Run, t: Instant) -> (Instant, Instant) {
        match run {
            Run::Hours(clock, work) if 0 < work.0 => self.clock(clock).lay_back(t, work),
            Run::Instant | Run::Elapsed(_) | Run::Hours(..) | Run::Crew { .. } => {
                let finish = self.prev_finish(run, t);
                (self.begin(run, finish), finish)
            }
        }
    }

    /// Returns when work that may begin at `t` is done: when the last of those on it is.
    pub(super) fn finish(&self, run: Run, t: Instant) -> Instant {
        match run {
            Run::Instant => t,
            Run::Elapsed(time) => t.plus(time),
            Run::Hours(clock, work) => self.clock(clock).add(t, work),
            Run::Crew { crew, left, whole } => {
                let all = self.all.list.get(crew as usize);
                let ends =
                    self.each_of(crew, |shift| shift.finish(self.clock(shift.clock), t, all.map_or(0, |all| all.need(shift, left, whole))));
                ends.max().unwrap_or(t)
            }
        }
    }

    /// Returns when work is over that begins at `start` and must be over by `latest`: of several who work in hours of their own
    /// the last is done before that where one of them had to begin early.
    pub(super) fn over(&self, run: Run, start: Instant, latest: Instant) -> Instant {
        match run {
            Run::Crew { .. } => self.finish(run, start).min(latest),
            Run::Instant | Run::Elapsed(_) | Run::Hours(..) => latest,
        }
    }

    /// Returns the latest instant at which the work may begin to be done by `t`.
    pub(super) fn begin(&self, run: Run, t: Instant) -> Instant {
        match run {
            Run::Instant => t,
            Run::Elapsed(time) => t.plus(Elapsed(time.0.saturating_neg())),
            Run::Hours(clock, work) => self.clock(clock).add(t, Work(work.0.saturating_neg())),
            Run::Crew { crew, left, whole } => {
                let all = self.all.list.get(crew as usize);
                let begins =
                    self.each_of(crew, |shift| shift.begin(self.clock(shift.clock), t, all.map_or(0, |all| all.need(shift, left, whole))));
                begins.min().unwrap_or(t)
            }
        }
    }

    /// Returns the clock of the hours of a person or thing; a label has the item's.
    pub(super) fn own(&self, resource: ResourceId) -> Option<u32> {
        self.all.own.get(resource.0 as usize)?.checked_sub(1)
    }

    /// Returns the clock of what somebody does on `task` whom the task's calendar does not bind: clock time, given dates.
    pub(super) fn unbound(&self, task: TaskId, resource: ResourceId) -> Option<u32> {
        if self.crew(task).is_some() { None } else { self.own(resource) }
    }

    /// Returns the clock that the share numbered so of `task` works by, and when it begins and ends, if the task lies at `dates`.
    pub(super) fn share(&self, plan: &Plan, task: TaskId, share: usize, dates: (Instant, Instant)) -> (u32, Instant, Instant) {
        let whole = person_time(plan, task).unwrap_or(Work::ZERO);
        self.share_left(plan, task, share, (whole, whole), dates)
    }

    /// Returns the same when of `left.1` parts of the work `left.0` are to be done within `dates`.
    pub(super) fn share_left(
        &self,
        plan: &Plan,
        task: TaskId,
        share: usize,
        left: (Work, Work),
        dates: (Instant, Instant),
    ) -> (u32, Instant, Instant) {
        let Some((_, crew)) = self.crew(task) else { return (plan.tasks[task].calendar.0, dates.0, dates.1) };
        let Some(shift) = crew.shift(share).filter(|_| person_time(plan, task).is_some()) else {
            return (crew.together, dates.0, dates.1);
        };
        let clock = self.clock(shift.clock);
        let start = shift.next_start(clock, dates.0);
        (shift.clock, start, shift.finish(clock, start, crew.need(shift, left.0, left.1)).min(dates.1))
    }

    /// Returns when the share numbered so of a crew begins and ends its part of `run`, which lies at `dates`.
    pub(super) fn window(&self, run: Run, share: u32, dates: (Instant, Instant)) -> (Instant, Instant) {
        let Run::Crew { crew, left, whole } = run else { return dates };
        let found = self.all.list.get(crew as usize).and_then(|all| Some((all, all.shift(share as usize)?)));
        let Some((all, shift)) = found else { return dates };
        let clock = self.clock(shift.clock);
        let start = shift.next_start(clock, dates.0);
        (start, shift.finish(clock, start, all.need(shift, left, whole)).min(dates.1))
    }

    /// Returns the least working time that the work takes in any hours that hold those of everybody on it.
    pub(super) fn least(&self, run: Run) -> u32 {
        let least = match run {
            Run::Instant | Run::Elapsed(_) => 0,
            Run::Hours(_, work) => i64::from(work.0),
            Run::Crew { crew, left, whole } => {
                let all = self.all.list.get(crew as usize);
                all.map_or(0, |all| all.shifts.iter().map(|shift| shift.least(all.need(shift, left, whole))).max().unwrap_or(0))
            }
        };
        u32::try_from(least.max(0)).unwrap_or(0)
    }

    /// Returns the least time of the clock numbered so, which is that of whoever it is, for which a share of `task` takes
    /// them when it runs so.
    pub(super) fn least_of(&self, plan: &Plan, task: TaskId, run: Run, share: u32, clock: u32) -> u32 {
        let (own, least) = match run {
            Run::Instant | Run::Elapsed(_) => return 0,
            Run::Hours(own, work) => (own, i64::from(work.0)),
            Run::Crew { crew, left, whole } => {
                let found = self.all.list.get(crew as usize).and_then(|all| Some((all, all.shift(share as usize)?)));
                let Some((all, shift)) = found else { return 0 };
                (shift.clock, shift.least(all.need(shift, left, whole)))
            }
        };
        // Hours of the task's calendar alone may be those in which nobody is there.
        let is_within = own == clock || !plan.tasks[task].calendar_only;
        if is_within { u32::try_from(least.max(0)).unwrap_or(0) } else { 0 }
    }

    /// Writes what the crew of a task depends on.
    pub(super) fn write_key(&self, plan: &Plan, id: TaskId, key: &mut Vec<u32>) {
        crew::write_key(plan, &[], id, key);
    }

    fn each_of<'a, T: 'a>(&'a self, crew: u32, each: impl FnMut(&'a shift::Shift) -> T + 'a) -> impl Iterator<Item = T> + 'a {
        self.all.list.get(crew as usize).into_iter().flat_map(|crew| &crew.shifts).map(each)
    }
}

/// Returns how much person-time a task is, if that is what its length follows from: its effort, or without any length
/// the work that each is given of their own.
pub(super) fn person_time(plan: &Plan, id: TaskId) -> Option<Work> {
    let own = || plan.assignments_of(id).iter().filter_map(Assignment::work);
    match plan.tasks[id].effort {
        Effort::Effort(work) => Some(work),
        Effort::Unestimated(_) if own().next().is_some() => Some(Work::from_tenths(own().map(|work| i64::from(work.0)).sum())),
        Effort::None | Effort::Unestimated(_) | Effort::Duration(_) | Effort::Elapsed(_) | Effort::Span(_) => None,
    }
}

impl Run {
    /// Returns `n` parts of the work when the whole of it is `of`; more than the whole where `n` is more.
    pub(super) fn part(self, n: i32, of: i32) -> Self {
        let part = |whole: i32| i32::try_from(i64::from(whole) * i64::from(n) / i64::from(of.max(1))).unwrap_or(i32::MAX);
        match self {
            Self::Instant => self,
            Self::Hours(clock, work) => Self::Hours(clock, Work(part(work.0))),
            Self::Elapsed(time) => Self::Elapsed(Elapsed(part(time.0))),
            Self::Crew { crew, left, whole } => Self::Crew { crew, left: Work(part(left.0)), whole },
        }
    }
}
