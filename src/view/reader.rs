//! A plan with its schedule, and how dates are read off them.
//!
//! Inside, a date is an instant; a reader sees a day, and a time only where the day alone would hide something: a task
//! that begins at noon. That rule, deadlines and lateness are asked by every view, so they are answered in one place.

use std::cell::OnceCell;

use chrono::Datelike;

use super::phrase;
use super::successors::Successors;
use crate::calendar::{Day, Instant, TimeOfDay, Work, WorkTime};
use crate::model::{CalendarId, ConstraintKind, Dependency, Direction, Edge, Gate, Id, Kind, Lag, Link, Plan, TaskId, When};
use crate::schedule::{Driver, Schedule, TaskDates};

/// A plan with its schedule, read as a person reads it.
pub struct Reader<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its dates.
    pub schedule: &'a Schedule,
    /// The plan reaches over a turn of the year, so a date is nothing without its year.
    pub years: bool,
    hours: Vec<OnceCell<WorkTime>>,
    successors: OnceCell<Successors>,
}

/// Tells whether the status date has passed the end of an item that is not done: what ends at that very instant is not
/// overdue yet. A gate that has failed had its day.
pub(super) fn is_overdue(plan: &Plan, task: TaskId, dates: &TaskDates) -> bool {
    let open = dates.done < 10_000 && !matches!(plan.details(task).gate, Some(Gate::Failed(_)));
    open && plan.settings.as_of.is_some_and(|as_of| dates.finish < as_of.at)
}

/// A date as it is shown: a day, with the time where the day alone would hide something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// The time, unless it is the working day's own beginning or end.
    pub time: Option<TimeOfDay>,
}

impl<'a> Reader<'a> {
    /// Opens a plan with its schedule.
    #[must_use]
    pub fn of(plan: &'a Plan, schedule: &'a Schedule) -> Self {
        let span = schedule.start.zip(schedule.finish);
        let years = span.is_some_and(|(start, finish)| start.day().date().year() != finish.last_day().date().year());
        Self { plan, schedule, years, hours: vec![OnceCell::new(); plan.calendars.len()], successors: OnceCell::new() }
    }

    /// Returns the dates of an item, if it has any.
    #[must_use]
    pub fn dates(&self, task: TaskId) -> Option<&'a TaskDates> {
        self.schedule.tasks.get(task.index())
    }

    /// Returns the working time of a calendar; `None` only if the plan has no such calendar.
    #[must_use]
    pub fn hours(&self, calendar: CalendarId) -> Option<&WorkTime> {
        let cell = self.hours.get(calendar.index())?;
        Some(cell.get_or_init(|| WorkTime::of(&self.plan.calendars[calendar].calendar)))
    }

    /// Returns the links that begin at `task` itself, in the order of the plan.
    pub(super) fn links_from(&self, task: TaskId) -> impl Iterator<Item = &'a Dependency> {
        let successors = self.successors.get_or_init(|| Successors::of(self.plan));
        successors.links_from(task).iter().filter_map(|n| self.plan.dependencies.get(*n as usize))
    }

    /// Returns the beginning as it is shown.
    #[must_use]
    pub fn start(&self, task: TaskId) -> Option<Moment> {
        let dates = self.dates(task)?;
        Some(if self.is_instant(task) { self.instant(task, dates) } else { self.beginning(task, dates.start) })
    }

    /// Returns the end as it is shown: the last day worked.
    #[must_use]
    pub fn finish(&self, task: TaskId) -> Option<Moment> {
        let dates = self.dates(task)?;
        Some(if self.is_instant(task) { self.instant(task, dates) } else { self.ending(task, dates.finish) })
    }

    /// Returns `at` as the beginning of something on the task's hours.
    #[must_use]
    pub fn beginning(&self, task: TaskId, at: Instant) -> Moment {
        let day = at.day();
        let is_edge = at.time().0 == 0 || self.calendars(task).any(|hours| hours.day_start(day) == at);
        Moment { day, time: (!is_edge).then(|| at.time()) }
    }

    /// Returns `at` as the end of something on the task's hours.
    #[must_use]
    pub fn ending(&self, task: TaskId, at: Instant) -> Moment {
        let day = at.last_day();
        let is_edge = at.time().0 == 0 || self.calendars(task).any(|hours| hours.day_finish(day) == at);
        Moment { day, time: (!is_edge).then(|| at.time()) }
    }

    /// Returns the deadline of an item.
    #[must_use]
    pub fn due(&self, task: TaskId) -> Option<Instant> {
        self.when(task, self.plan.details(task).due?.when)
    }

    /// Returns the instant that `when` means on the hours of `task`.
    #[must_use]
    pub fn when(&self, task: TaskId, when: When) -> Option<Instant> {
        match when {
            When::At(at) => Some(at),
            When::Item { item, edge, lag, span: _ } => {
                let told_from = self.dates(item)?;
                let base = match edge {
                    Edge::Start => told_from.start,
                    Edge::End => told_from.finish,
                };
                self.after(task, base, lag, told_from.duration)
            }
        }
    }

    /// Returns the working time by which an item misses its deadline; zero when it does not.
    #[must_use]
    pub fn late_by(&self, task: TaskId) -> Work {
        let late = || {
            let (due, finish) = (self.due(task)?, self.dates(task)?.finish);
            (due < finish).then(|| self.hours(self.plan.tasks[task].calendar).map(|hours| hours.between(due, finish)))?
        };
        late().unwrap_or(Work::ZERO)
    }

    /// Tells whether an item ends after its deadline, be it only by time that nobody works.
    #[must_use]
    pub fn is_late(&self, task: TaskId) -> bool {
        self.due(task).zip(self.dates(task)).is_some_and(|(due, dates)| due < dates.finish)
    }

    /// Tells whether all of it is done.
    #[must_use]
    pub fn is_done(&self, task: TaskId) -> bool {
        self.dates(task).is_some_and(|dates| 10_000 <= dates.done)
    }

    /// Tells whether the status date has passed the end of an item that is not done.
    #[must_use]
    pub fn is_overdue(&self, task: TaskId) -> bool {
        self.dates(task).is_some_and(|dates| is_overdue(self.plan, task, dates))
    }

    /// Returns a moment in full words: `14 April`, with the year where the plan needs it, with the time where it has one.
    #[must_use]
    pub fn say(&self, moment: Moment) -> String {
        let day = phrase::day_month(moment.day);
        let year = if self.years { format!(" {}", moment.day.date().year()) } else { String::new() };
        format!("{day}{year}{}", time_after(moment, " at "))
    }

    fn after(&self, task: TaskId, base: Instant, lag: Lag, of: Work) -> Option<Instant> {
        match lag {
            Lag::None => Some(base),
            Lag::Elapsed(length) => Some(base.plus(length)),
            Lag::Work(work) => Some(self.hours(self.plan.tasks[task].calendar)?.add(base, work)),
            Lag::Percent(part) => {
                let work = Work::from_tenths(i64::from(of.0) * i64::from(part) / 10_000);
                Some(self.hours(self.plan.tasks[task].calendar)?.add(base, work))
            }
        }
    }

    /// Returns a point in time as it is shown: as the beginning or the end of its day where it is one, as what set it has it
    /// where it is both.
    fn instant(&self, task: TaskId, dates: &TaskDates) -> Moment {
        let (begins, ends) = (self.beginning(task, dates.start), self.ending(task, dates.finish));
        let (likely, other) = if self.begins_a_day(task, dates) { (begins, ends) } else { (ends, begins) };
        if likely.time.is_some() && other.time.is_none() { other } else { likely }
    }

    /// Tells whether an item is a point in time and not a stretch.
    fn is_instant(&self, task: TaskId) -> bool {
        match self.plan.tasks[task].kind {
            Kind::Milestone => true,
            Kind::Phase | Kind::Task => self.dates(task).is_some_and(|dates| dates.start == dates.finish),
        }
    }

    /// Tells whether a point in time opens a day, because it was set by a beginning, and does not close the day before.
    fn begins_a_day(&self, task: TaskId, dates: &TaskDates) -> bool {
        match dates.driver {
            Driver::PlanStart => matches!(self.plan.settings.direction, Direction::Forward(_)),
            Driver::AsOf => true,
            Driver::Dependency(n) => self.plan.dependencies.get(n as usize).is_some_and(|dependency| match dependency.link {
                Link::FinishToStart | Link::FinishToFinish => false,
                Link::StartToStart | Link::StartToFinish => true,
            }),
            Driver::Constraint { owner, index } => {
                self.plan.details(owner).constraints.get(index as usize).is_some_and(|constraint| match constraint.kind {
                    ConstraintKind::StartNoEarlier | ConstraintKind::StartNoLater | ConstraintKind::MustStart => true,
                    ConstraintKind::FinishNoEarlier | ConstraintKind::FinishNoLater | ConstraintKind::MustFinish => false,
                })
            }
            Driver::Child(_) => self.plan.tasks[task].kind == Kind::Phase,
            Driver::Actual | Driver::Fixed | Driver::AsLateAsPossible | Driver::Delay | Driver::Leveling(_) => false,
        }
    }

    /// Returns the hours whose beginnings and ends are nothing to speak of: the item's calendar and its people's.
    fn calendars(&self, task: TaskId) -> impl Iterator<Item = &WorkTime> {
        let people = self.plan.assignments_of(task).iter().map(|assignment| self.plan.resources[assignment.resource].calendar);
        std::iter::once(self.plan.tasks[task].calendar).chain(people).filter_map(|calendar| self.hours(calendar))
    }
}

impl Moment {
    /// Returns the moment short, as in a table: `14 Apr`, `14 Apr 2026`, `14 Apr 13:00`.
    #[must_use]
    pub fn short(self, years: bool) -> String {
        let day = if years { phrase::short_date(self.day) } else { phrase::short_day(self.day) };
        format!("{day}{}", time_after(self, " "))
    }

    /// Returns the moment as ISO writes it: `2026-04-14`, `2026-04-14T13:00`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{}{}", phrase::iso_day(self.day), time_after(self, "T"))
    }
}

fn time_after(moment: Moment, before: &str) -> String {
    moment.time.map_or_else(String::new, |time| format!("{before}{}", phrase::clock(moment.day.at(time))))
}
