//! What MS Project is told of each item: decided here, written elsewhere.
//!
//! MS Project computes dates again when it opens a file, so each row says what makes it come to the same ones. Where it has
//! no word for what set a date (a status date that moves work, say), the row is held there by `start no earlier than`.

use super::calendars::Calendars;
use super::links;
use super::notes::Notes;
use super::uids::Uids;
use crate::calendar::{Elapsed, Instant, Work};
use crate::model::{Constraint, ConstraintKind, Delay, Direction, Effort, Gate, Id, Kind, Plan, ResourceId, TaskId, When};
use crate::schedule::{Booking, Bookings, Driver, TaskDates};
use crate::view::Reader;

/// Constraints by their numbers.
const AS_LATE_AS_POSSIBLE: u8 = 1;
const MUST_START: u8 = 2;
const START_NO_EARLIER: u8 = 4;

/// One item as MS Project has it.
pub(super) struct Row {
    pub(super) task: TaskId,
    pub(super) dates: TaskDates,
    /// Its dates are given, not computed.
    pub(super) is_manual: bool,
    pub(super) rule: Rule,
    /// Tenths of a minute; of the clock where it counts by the clock.
    pub(super) length: i64,
    pub(super) is_elapsed: bool,
    /// The number of a calendar other than the project's.
    pub(super) calendar: Option<usize>,
    /// People's hours do not count.
    pub(super) ignores_people: bool,
    /// The number of the constraint, and its date.
    pub(super) constraint: (u8, Option<Instant>),
    pub(super) deadline: Option<Instant>,
    /// Clock time.
    pub(super) delay: Option<Elapsed>,
    pub(super) progress: Progress,
    pub(super) links: Vec<links::Row>,
    pub(super) people: Vec<Part>,
}

/// What stays when the rest changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Units,
    Duration,
    Work,
}

/// How far an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    Open,
    Begun,
    Over,
}

/// Somebody on an item.
pub(super) struct Part {
    pub(super) who: ResourceId,
    pub(super) units: u32,
    pub(super) work: Work,
    pub(super) start: Instant,
    pub(super) finish: Instant,
}

/// What every row is made with.
pub(super) struct Cx<'a> {
    pub(super) reader: &'a Reader<'a>,
    pub(super) uids: &'a Uids,
    pub(super) bookings: Bookings,
    pub(super) calendars: Calendars,
    pub(super) notes: Notes,
}

impl Cx<'_> {
    /// Returns the rows of every item, in the order of the plan.
    pub(super) fn rows(&mut self) -> Vec<Row> {
        let all = std::mem::take(&mut self.bookings.list);
        let mut rest = all.as_slice();
        let mut rows = Vec::with_capacity(self.reader.plan.tasks.len());
        for id in self.reader.plan.tasks.ids() {
            let n = rest.iter().take_while(|booking| booking.task == id).count();
            let (own, after) = rest.split_at_checked(n).unwrap_or_default();
            rest = after;
            if let Some(dates) = self.reader.dates(id) {
                rows.push(self.row(id, *dates, own));
            }
        }
        rows
    }

    fn row(&mut self, task: TaskId, dates: TaskDates, bookings: &[Booking]) -> Row {
        let plan = self.reader.plan;
        let item = &plan.tasks[task];
        let details = plan.details(task);
        let mut row = Row {
            task,
            dates,
            is_manual: matches!(item.effort, Effort::Span(_)),
            rule: Rule::Units,
            length: length(plan, task, &dates),
            is_elapsed: matches!(item.effort, Effort::Elapsed(_)),
            calendar: ((item.calendar != Plan::STANDARD || item.calendar_only) && item.kind != Kind::Phase)
                .then(|| self.calendars.uid(item.calendar)),
            ignores_people: item.calendar_only,
            constraint: (0, None),
            deadline: self.reader.due(task),
            delay: match details.delay {
                Some(Delay::Elapsed(time)) => Some(time),
                Some(Delay::Work(_)) | None => None,
            },
            progress: progress(plan, task, &dates),
            links: links::rows(self.reader, self.uids, (task, dates.driver), &mut self.notes),
            people: parts(plan, bookings),
        };
        if item.kind == Kind::Phase {
            row.rule = Rule::Duration;
        }
        self.people(&mut row, bookings);
        self.bind(&mut row);
        self.note(task);
        row
    }

    /// Says how the length of a row follows from who is on it.
    fn people(&mut self, row: &mut Row, bookings: &[Booking]) {
        let plan = self.reader.plan;
        let item = &plan.tasks[row.task];
        if item.kind != Kind::Task {
            row.people = plan
                .assignments_of(row.task)
                .iter()
                .filter(|_| plan.details(row.task).gate.is_none() && item.kind == Kind::Milestone)
                .map(|assignment| Part {
                    who: assignment.resource,
                    units: 10_000,
                    work: Work::ZERO,
                    start: row.dates.start,
                    finish: row.dates.finish,
                })
                .collect();
            return;
        }
        let Some(first) = bookings.first() else { return };
        let own = &plan.calendars[item.calendar].calendar;
        let hours = self.bookings.hours(first).calendar();
        let is_effort = matches!(item.effort, Effort::Effort(_)) || row.people.iter().any(|_| has_own_work(plan, row.task));
        let is_split = bookings.len() != row.people.len();
        match item.effort {
            _ if row.is_manual => row.rule = Rule::Duration,
            Effort::Effort(_) | Effort::Unestimated(_) if is_effort && !is_split => row.rule = Rule::Work,
            Effort::Effort(_) | Effort::Unestimated(_) if is_effort => {
                row.rule = Rule::Duration;
                row.ignores_people = true;
                self.notes.add("work whose people change their units or went on after the status date, a span instead", plan, row.task);
            }
            Effort::None | Effort::Elapsed(_) | Effort::Span(_) => row.rule = Rule::Duration,
            Effort::Duration(_) | Effort::Unestimated(_) | Effort::Effort(_) if hours == own => row.rule = Rule::Duration,
            Effort::Duration(_) | Effort::Unestimated(_) | Effort::Effort(_) => self.share(row, first),
        }
    }

    /// Says a span in hours that are not those of its calendar: one person's own as work, those of several as a calendar.
    fn share(&mut self, row: &mut Row, booking: &Booking) {
        let plan = self.reader.plan;
        let id = plan.tasks[row.task].calendar;
        let hours = self.bookings.hours(booking).calendar().clone();
        if let [alone] = row.people.as_mut_slice() {
            let own = &plan.calendars[plan.resources[alone.who].calendar].calendar;
            if *own == hours || id != Plan::STANDARD {
                alone.work = Work::from_tenths(row.length * i64::from(alone.units) / 10_000);
                return;
            }
        }
        row.rule = Rule::Duration;
        row.ignores_people = true;
        let names: Vec<&str> = row.people.iter().map(|part| plan.text(plan.resources[part.who].title)).collect();
        row.calendar = Some(self.calendars.add(&names.join(" + "), &hours) + 1);
        if links::by_the_clock(self.reader, row.task, &mut row.links) {
            self.notes.add("lags that MS Project would count in other hours, in clock time instead", plan, row.task);
        }
    }

    /// Finds the one constraint that a row may have, and says what is lost.
    fn bind(&mut self, row: &mut Row) {
        let plan = self.reader.plan;
        let (item, details) = (&plan.tasks[row.task], plan.details(row.task));
        if item.kind != Kind::Phase && (item.as_late_as_possible || matches!(plan.settings.direction, Direction::Backward(_))) {
            row.constraint = (AS_LATE_AS_POSSIBLE, None);
        }
        // A date told from an item that does not bind hard is a link, and written as one.
        let dated: Vec<(usize, &Constraint)> =
            details.constraints.iter().enumerate().filter(|(_, constraint)| !links::is_link(constraint)).collect();
        let drives = |index: usize| matches!(row.dates.driver, Driver::Constraint { owner, index: n } if owner == row.task && usize::from(n) == index);
        let chosen = dated
            .iter()
            .find(|(index, _)| drives(*index))
            .or_else(|| dated.iter().find(|(_, constraint)| is_hard(constraint.kind)))
            .or(dated.first());
        if let Some((_, constraint)) = chosen {
            row.constraint = (number(constraint.kind), self.reader.when(row.task, constraint.when));
            if constraint.kind == ConstraintKind::FinishNoEarlier && row.links.is_empty() && row.dates.driver == Driver::PlanStart {
                // There such a date stands in place of the project's start, and the work would begin before it.
                row.constraint = (START_NO_EARLIER, Some(row.dates.start));
                self.notes.add("dates that an end waits for and that do not bind, `start no earlier than` there", plan, row.task);
            }
        }
        for (_, other) in dated.iter().filter(|(index, _)| chosen.is_some_and(|(chosen, _)| chosen != index)) {
            match self.reader.when(row.task, other.when).filter(|_| other.kind == ConstraintKind::FinishNoLater && row.deadline.is_none()) {
                Some(date) => row.deadline = Some(date),
                None => self.notes.add("second dates, for MS Project holds one", plan, row.task),
            }
        }
        if dated.iter().any(|(_, constraint)| matches!(constraint.when, When::Item { .. })) {
            self.notes.add("dates told from an item, written as the dates that they come to", plan, row.task);
        }
        self.hold(row);
    }

    /// Holds a row where something put it that MS Project does not know.
    fn hold(&mut self, row: &mut Row) {
        let plan = self.reader.plan;
        if let Some(Gate::Failed(at)) = plan.details(row.task).gate {
            row.constraint = (MUST_START, Some(at));
        }
        if plan.tasks[row.task].kind == Kind::Phase || row.progress != Progress::Open {
            return;
        }
        let exact = |n: u32| plan.dependencies.get(n as usize).is_some_and(|link| link.exact);
        let (kind, what) = match row.dates.driver {
            Driver::AsOf => (START_NO_EARLIER, "work moved by the status date, held by `start no earlier than`"),
            Driver::Delay if row.delay.is_none() => (START_NO_EARLIER, "delays in working time, held by `start no earlier than`"),
            Driver::Fixed if !row.is_manual => {
                (START_NO_EARLIER, "work that begins with a phase of fixed dates, held by `start no earlier than`")
            }
            Driver::Dependency(n) if exact(n) => (MUST_START, "exact distances, held by `must start on`"),
            Driver::Leveling(_) => {
                if let Some(wait) = self.reader.schedule.leveling.wait(row.task) {
                    let own = row.delay.map_or(0, |delay| delay.0);
                    row.delay = Some(Elapsed(row.dates.start.since(wait.allowed).0.saturating_add(own)));
                    self.notes.add("work that waits for somebody who is busy, by a leveling delay", plan, row.task);
                }
                return;
            }
            Driver::PlanStart
            | Driver::Dependency(_)
            | Driver::Constraint { .. }
            | Driver::Actual
            | Driver::Fixed
            | Driver::Child(_)
            | Driver::AsLateAsPossible
            | Driver::Delay => return,
        };
        row.constraint = (kind, Some(row.dates.start));
        self.notes.add(what, plan, row.task);
    }

    /// Counts what a row does not say.
    fn note(&mut self, task: TaskId) {
        let plan = self.reader.plan;
        let details = plan.details(task);
        let lost = [
            (details.gate.is_some(), "gates, plain milestones there"),
            (details.range.is_some(), "best and worst cases, which MS Project does not hold"),
            (!details.tags.is_empty(), "tags, which MS Project does not hold"),
            (!details.checklist.is_empty(), "checklists, which MS Project does not hold"),
            (details.budget.is_some(), "budgets, which MS Project does not hold"),
            (1 < details.links.len(), "links for readers beyond the first"),
            (details.key.is_some() && !self.uids.is_key(task), "keys that are no numbers of their own"),
            (plan.given(task).is_some_and(told_from_items), "spans told from items, fixed dates there"),
        ];
        for (_, what) in lost.into_iter().filter(|(is_lost, _)| *is_lost) {
            self.notes.add(what, plan, task);
        }
    }
}

fn told_from_items(span: &(When, When)) -> bool {
    matches!(span.0, When::Item { .. }) || matches!(span.1, When::Item { .. })
}

fn has_own_work(plan: &Plan, task: TaskId) -> bool {
    matches!(plan.tasks[task].effort, Effort::Unestimated(_))
        && plan.assignments_of(task).iter().any(|assignment| assignment.work().is_some())
}

/// Returns how long an item is said to be: as long as it takes, but work under way that only a date holds keeps its own length.
fn length(plan: &Plan, task: TaskId, dates: &TaskDates) -> i64 {
    let moves = plan.settings.as_of.is_some_and(|as_of| !as_of.keeping_dates) || plan.details(task).progress.remaining.is_some();
    match plan.tasks[task].effort {
        Effort::Duration(work) | Effort::Unestimated(work) if !moves && progress(plan, task, dates) == Progress::Begun => i64::from(work.0),
        Effort::None | Effort::Unestimated(_) | Effort::Duration(_) | Effort::Elapsed(_) | Effort::Effort(_) | Effort::Span(_) => {
            i64::from(dates.duration.0)
        }
    }
}

/// Returns one part for each person, their bookings added up.
fn parts(plan: &Plan, bookings: &[Booking]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for booking in bookings {
        match parts.iter_mut().find(|part| part.who == booking.resource) {
            Some(part) => {
                part.work = Work(part.work.0.saturating_add(booking.work.0));
                part.start = part.start.min(booking.start);
                part.finish = part.finish.max(booking.finish);
            }
            None if booking.resource.index() < plan.resources.len() => parts.push(Part {
                who: booking.resource,
                units: booking.units,
                work: booking.work,
                start: booking.start,
                finish: booking.finish,
            }),
            None => {}
        }
    }
    parts
}

fn progress(plan: &Plan, task: TaskId, dates: &TaskDates) -> Progress {
    let (details, kind) = (plan.details(task), plan.tasks[task].kind);
    let failed = matches!(details.gate, Some(Gate::Failed(_)));
    match dates.done {
        10_000.. => Progress::Over,
        _ if kind == Kind::Phase => Progress::Open,
        _ if details.progress.finished.is_some() && !failed => Progress::Over,
        0 if details.progress.started.is_none() || failed => Progress::Open,
        _ => Progress::Begun,
    }
}

const fn is_hard(kind: ConstraintKind) -> bool {
    match kind {
        ConstraintKind::StartNoEarlier | ConstraintKind::FinishNoEarlier => false,
        ConstraintKind::StartNoLater | ConstraintKind::FinishNoLater | ConstraintKind::MustStart | ConstraintKind::MustFinish => true,
    }
}

const fn number(kind: ConstraintKind) -> u8 {
    match kind {
        ConstraintKind::MustStart => MUST_START,
        ConstraintKind::MustFinish => 3,
        ConstraintKind::StartNoEarlier => START_NO_EARLIER,
        ConstraintKind::StartNoLater => 5,
        ConstraintKind::FinishNoEarlier => 6,
        ConstraintKind::FinishNoLater => 7,
    }
}
