//! Which items are drawn, and what every room of the chart wants to know of them.

use std::sync::{Arc, OnceLock};

use chrono::Datelike;

use super::runs::Runs;
use super::{ChartOptions, Picture};
use crate::calendar::{Instant, Work, WorkTime};
use crate::model::{CalendarId, Details, Edge, Id, Kind, Lag, Plan, Task, TaskId, When};
use crate::schedule::{Schedule, TaskDates};
use crate::view::baseline::Beside;
use crate::view::groups::{self, Head, arrange};
use crate::view::reader::is_overdue;
use crate::view::select::{Bounds, Rows};
use crate::view::{Baseline, Reader};

/// The plan and its dates, for all rooms.
#[derive(Debug)]
pub(super) struct Context<'p> {
    pub(super) plan: &'p Plan,
    pub(super) schedule: &'p Schedule,
    work_times: Vec<OnceLock<Arc<WorkTime>>>,
    runs: OnceLock<Runs>,
    baseline: Option<Beside>,
    years: OnceLock<bool>,
    /// Diamonds carry their dates, because their names stand right before them.
    pub(super) dated: bool,
}

/// An item that is drawn.
#[derive(Clone, Copy)]
pub(super) struct Item<'p> {
    pub(super) id: TaskId,
    pub(super) task: &'p Task,
    pub(super) dates: &'p TaskDates,
    /// How far its name is indented; 1 is outermost.
    pub(super) level: u8,
    /// Its name needs that of its phase, because another row has the same.
    pub(super) ambiguous: bool,
}

impl<'p> Context<'p> {
    pub(super) fn new(plan: &'p Plan, schedule: &'p Schedule) -> Self {
        Self {
            plan,
            schedule,
            work_times: vec![OnceLock::new(); plan.calendars.len().max(1)],
            runs: OnceLock::new(),
            baseline: None,
            years: OnceLock::new(),
            dated: false,
        }
    }

    /// Lays a baseline beside the plan: this one, or what its items keep themselves.
    pub(super) fn against(mut self, baseline: Option<&Baseline>) -> Self {
        self.baseline = baseline.map(|baseline| baseline.beside(self.plan)).or_else(|| Beside::kept(self.plan));
        self
    }

    /// Has diamonds carry their dates where only they are drawn.
    pub(super) const fn of(mut self, picture: Picture) -> Self {
        self.dated = matches!(picture, Picture::Milestones);
        self
    }

    /// Returns what the baseline and the plan do not share, where there is a baseline.
    pub(super) fn against_words(&self) -> Option<Vec<String>> {
        self.baseline.as_ref().map(Beside::said)
    }

    /// Tells whether the baseline does not know an item.
    pub(super) fn is_new(&self, item: &Item<'p>) -> bool {
        self.baseline.as_ref().is_some_and(|baseline| baseline.is_new(item.id))
    }

    /// Returns when the baseline has an item start and finish, where that is not when it does now.
    pub(super) fn promised(&self, item: &Item<'p>) -> Option<(Instant, Instant)> {
        let promised = self.baseline.as_ref()?.get(item.id)?;
        (promised != (item.dates.start, item.dates.finish)).then_some(promised)
    }

    /// Returns the working time by which an item finishes later than the baseline has it, negative when earlier; in whole
    /// days where it is another day.
    pub(super) fn slip(&self, item: &Item<'p>) -> Option<Work> {
        let (_, promised) = self.promised(item)?;
        let (hours, now) = (self.work_time(item.task.calendar), item.dates.finish);
        let slip = if promised.last_day() == now.last_day() {
            hours.between(promised, now)
        } else {
            hours.between(hours.day_finish(promised.last_day()), hours.day_finish(now.last_day()))
        };
        (slip != Work::ZERO).then_some(slip)
    }

    /// Returns the status date.
    pub(super) fn as_of(&self) -> Option<Instant> {
        self.plan.settings.as_of.map(|as_of| as_of.at)
    }

    /// Returns the hours of a calendar, indexed on first use.
    pub(super) fn work_time(&self, calendar: CalendarId) -> &WorkTime {
        self.hours_of(calendar)
    }

    fn hours_of(&self, calendar: CalendarId) -> &Arc<WorkTime> {
        static EMPTY: OnceLock<Arc<WorkTime>> = OnceLock::new();
        let standard = || Arc::new(WorkTime::of(&crate::calendar::Calendar::standard()));
        let named = || self.plan.calendars.as_slice().get(calendar.index());
        let Some(cell) = self.work_times.get(calendar.index()) else { return EMPTY.get_or_init(standard) };
        cell.get_or_init(|| named().map_or_else(standard, |named| Arc::new(WorkTime::of(&named.calendar))))
    }

    /// Returns who does what when, worked out on first use.
    pub(super) fn runs(&self) -> &Runs {
        self.runs.get_or_init(|| Runs::of(self.plan, self.schedule))
    }

    /// Returns the hours of the standard calendar.
    pub(super) fn standard(&self) -> &WorkTime {
        self.work_time(Plan::STANDARD)
    }

    /// Returns the hours of the standard calendar, for whoever keeps them.
    pub(super) fn standard_hours(&self) -> Arc<WorkTime> {
        Arc::clone(self.hours_of(Plan::STANDARD))
    }

    /// Returns an item that has dates.
    pub(super) fn item(&self, id: TaskId) -> Option<Item<'p>> {
        let task = self.plan.tasks.as_slice().get(id.index())?;
        let dates = self.schedule.tasks.get(id.index())?;
        Some(Item { id, task, dates, level: task.level, ambiguous: false })
    }

    /// Returns what few items have.
    pub(super) fn details(&self, item: &Item<'p>) -> &'p Details {
        self.plan.details(item.id)
    }

    /// Returns the deadline of an item.
    pub(super) fn due(&self, item: &Item<'p>) -> Option<Instant> {
        match item.task.details.as_ref()?.due?.when {
            When::At(at) => Some(at),
            When::Item { item: other, edge, lag, .. } => {
                let dates = self.item(other)?.dates;
                let at = if edge == Edge::Start { dates.start } else { dates.finish };
                Some(match lag {
                    Lag::None => at,
                    Lag::Work(work) => self.work_time(item.task.calendar).add(at, work),
                    Lag::Elapsed(length) => at.plus(length),
                    Lag::Percent(share) => {
                        let part = i64::from(dates.duration.0) * i64::from(share) / 10_000;
                        self.work_time(item.task.calendar).add(at, Work::from_tenths(part))
                    }
                })
            }
        }
    }

    /// Tells whether work and deadlines lie in more than one year, so that a deadline is told with its own.
    pub(super) fn spans_years(&self) -> bool {
        *self.years.get_or_init(|| {
            let due = |id| self.item(id).filter(|item| item.task.details.is_some()).and_then(|item| self.due(&item));
            let dues = self.plan.tasks.ids().filter_map(due);
            let mut years = self.schedule.start.into_iter().chain(self.schedule.finish).chain(dues).map(|t| t.last_day().date().year());
            years.next().is_some_and(|first| years.any(|year| year != first))
        })
    }

    /// Returns how much working time an item ends after its deadline.
    pub(super) fn late_by(&self, item: &Item<'p>) -> Option<Work> {
        let due = self.due(item)?;
        (due < item.dates.finish)
            .then(|| self.work_time(item.task.calendar).between(due, item.dates.finish))
            .filter(|late| Work::ZERO < *late)
    }

    /// Tells whether a task or milestone is overdue; of a phase it is what is inside.
    pub(super) fn is_overdue(&self, item: &Item<'p>) -> bool {
        item.task.kind != Kind::Phase && is_overdue(self.plan, item.id, item.dates)
    }
}

/// The items of a picture.
pub(super) struct Visible<'p> {
    /// Those that are drawn, in the order of the text.
    pub(super) items: Vec<Item<'p>>,
    /// Why these.
    pub(super) rows: Rows,
    /// What stands over them, where they are grouped.
    pub(super) heads: Vec<Head>,
}

/// Picks the items that are drawn.
pub(super) fn visible<'p>(cx: &Context<'p>, options: &ChartOptions) -> Visible<'p> {
    let bounds = Bounds { depth: options.depth, from: options.from, to: options.to };
    let reader = Reader::of(cx.plan, cx.schedule);
    let mut rows = Rows::of(&reader, &options.selection, bounds);
    let heads = arrange(&reader, &mut rows.ids, (options.picture, options.group_by));
    let outline = options.picture == Picture::Gantt && options.group_by.is_none();
    let mut items: Vec<_> = rows.ids.iter().filter_map(|id| cx.item(*id)).collect();
    if !outline {
        let namesakes = groups::namesakes(&reader, &rows.ids);
        for item in &mut items {
            (item.level, item.ambiguous) = (if heads.is_empty() { 1 } else { 2 }, namesakes.contains(&item.id));
        }
    }
    Visible { items, rows, heads }
}
