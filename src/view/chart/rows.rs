//! Which items are drawn, and what every room of the chart wants to know of them.

use std::sync::OnceLock;

use super::ChartOptions;
use super::runs::Runs;
use crate::calendar::{Instant, Work, WorkTime};
use crate::model::{CalendarId, Details, Edge, Gate, Id, Kind, Lag, Plan, Task, TaskId, When};
use crate::schedule::{Schedule, TaskDates};
use crate::view::Reader;
use crate::view::select::{Bounds, Rows};

/// The plan and its dates, for all rooms.
#[derive(Debug)]
pub(super) struct Context<'p> {
    pub(super) plan: &'p Plan,
    pub(super) schedule: &'p Schedule,
    work_times: Vec<OnceLock<WorkTime>>,
    runs: OnceLock<Runs>,
}

/// An item that is drawn.
#[derive(Clone, Copy)]
pub(super) struct Item<'p> {
    pub(super) id: TaskId,
    pub(super) task: &'p Task,
    pub(super) dates: &'p TaskDates,
}

impl<'p> Context<'p> {
    pub(super) fn new(plan: &'p Plan, schedule: &'p Schedule) -> Self {
        Self { plan, schedule, work_times: vec![OnceLock::new(); plan.calendars.len().max(1)], runs: OnceLock::new() }
    }

    /// Returns the status date.
    pub(super) fn as_of(&self) -> Option<Instant> {
        self.plan.settings.as_of.map(|as_of| as_of.at)
    }

    /// Returns the hours of a calendar, indexed on first use.
    pub(super) fn work_time(&self, calendar: CalendarId) -> &WorkTime {
        static EMPTY: OnceLock<WorkTime> = OnceLock::new();
        let index = |calendar: CalendarId| self.plan.calendars.as_slice().get(calendar.index());
        let Some(cell) = self.work_times.get(calendar.index()) else {
            return EMPTY.get_or_init(|| WorkTime::of(&crate::calendar::Calendar::standard()));
        };
        cell.get_or_init(|| {
            index(calendar).map_or_else(|| WorkTime::of(&crate::calendar::Calendar::standard()), |named| WorkTime::of(&named.calendar))
        })
    }

    /// Returns who does what when, worked out on first use.
    pub(super) fn runs(&self) -> &Runs {
        self.runs.get_or_init(|| Runs::of(self.plan, self.schedule))
    }

    /// Returns the hours of the standard calendar.
    pub(super) fn standard(&self) -> &WorkTime {
        self.work_time(Plan::STANDARD)
    }

    /// Returns an item that has dates.
    pub(super) fn item(&self, id: TaskId) -> Option<Item<'p>> {
        let task = self.plan.tasks.as_slice().get(id.index())?;
        let dates = self.schedule.tasks.get(id.index())?;
        Some(Item { id, task, dates })
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

    /// Returns how much working time an item ends after its deadline.
    pub(super) fn late_by(&self, item: &Item<'p>) -> Option<Work> {
        let due = self.due(item)?;
        (due < item.dates.finish)
            .then(|| self.work_time(item.task.calendar).between(due, item.dates.finish))
            .filter(|late| Work::ZERO < *late)
    }

    /// Tells whether the status date has passed an item that is not done. A gate that failed had its day.
    pub(super) fn is_overdue(&self, item: &Item<'p>) -> bool {
        let open = item.task.kind != Kind::Phase && item.dates.done < 10_000;
        open && self.as_of().is_some_and(|as_of| item.dates.finish < as_of) && !matches!(self.details(item).gate, Some(Gate::Failed(_)))
    }
}

/// The items of a picture.
pub(super) struct Visible<'p> {
    /// Those that are drawn, in the order of the text.
    pub(super) items: Vec<Item<'p>>,
    /// Why these.
    pub(super) rows: Rows,
}

/// Picks the items that are drawn.
pub(super) fn visible<'p>(cx: &Context<'p>, options: &ChartOptions) -> Visible<'p> {
    let bounds = Bounds { depth: options.depth, from: options.from, to: options.to };
    let rows = Rows::of(&Reader::of(cx.plan, cx.schedule), &options.selection, bounds);
    Visible { items: rows.ids.iter().filter_map(|id| cx.item(*id)).collect(), rows }
}
