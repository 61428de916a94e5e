//! The plan as a whole: its settings and everything it holds.

use std::ops::Range;

use super::{Arena, Assignment, CalendarId, Chart, Dependency, Details, Effort, GivenId, Resource, ResourceId, Task, TaskId, When};
use crate::calendar::{Calendar, Instant, Work};
use crate::span::Span;

/// A resolved plan. With errors in the text it holds what could be understood.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// What is said once for the whole plan.
    pub settings: Settings,
    /// Phases, tasks and milestones in file order, parents before their children.
    pub tasks: Arena<TaskId, Task>,
    /// People, teams and resources; with none declared, the labels after `by`.
    pub resources: Arena<ResourceId, Resource>,
    /// Calendars; the first is the standard calendar.
    pub calendars: Arena<CalendarId, NamedCalendar>,
    /// The dates of items that reach from one date or item to another: [`Plan::given`] returns those of one.
    pub(crate) spans: Arena<GivenId, (When, When)>,
    /// Every dependency, grouped by successor: [`Plan::dependencies_of`] returns those of one.
    pub dependencies: Vec<Dependency>,
    /// Every assignment, grouped by task: [`Task::assignments`] is a range of it.
    pub assignments: Vec<Assignment>,
    /// The charts that the plan asks for, in the order of the text.
    pub charts: Vec<Chart>,
    /// The characters of all names and titles.
    pub(crate) texts: String,
}

/// A stretch of the plan's own text store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// What is said once for the whole plan.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The plan's title; empty when it has none.
    pub title: Text,
    /// Forward from a start or backward from an end.
    pub direction: Direction,
    /// Where the start or end was written; `None` when it was taken from the earliest date.
    pub direction_span: Option<Span>,
    /// The status date.
    pub as_of: Option<AsOf>,
    /// What `d`, `w` and `mo` are.
    pub units: Units,
    /// Whether work waits for busy people once leveling is there; `leveling off` makes it false.
    pub leveling: bool,
    /// ISO code; empty when untold.
    pub currency: Text,
    /// Hundredths of the currency.
    pub budget: Option<u64>,
    /// Whether any person, team or resource is declared; otherwise the names after `by` are labels.
    pub has_people: bool,
}

/// Which end of the plan is fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Everything as soon as possible from this instant.
    Forward(Instant),
    /// Everything as late as possible against this instant.
    Backward(Instant),
}

/// The status date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// What happened up to here is recorded.
    pub at: Instant,
    /// `keeping dates`: it marks the date and moves nothing.
    pub keeping_dates: bool,
    /// Where it was written; `None` from the command line.
    pub span: Option<Span>,
}

/// Working time of the larger units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Units {
    /// Of `1d`.
    pub day: Work,
    /// Of `1w`.
    pub week: Work,
    /// Of `1mo`.
    pub month: Work,
}

/// A calendar and what it is called.
#[derive(Clone, Debug)]
pub struct NamedCalendar {
    /// The id, `standard` for the plan's own; a person's own calendar carries the person's id.
    pub id: Text,
    /// The title; the id in words without one.
    pub title: Text,
    /// Where it is declared; `None` for the standard calendar of a plan that declares none.
    pub span: Option<Span>,
    /// Its hours.
    pub calendar: Calendar,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: Text::default(),
            direction: Direction::Forward(Instant::MIN),
            direction_span: None,
            as_of: None,
            units: Units::default(),
            leveling: true,
            currency: Text::default(),
            budget: None,
            has_people: false,
        }
    }
}

impl Default for Units {
    /// Eight hours, five days, twenty days.
    fn default() -> Self {
        Self { day: Work(4_800), week: Work(24_000), month: Work(96_000) }
    }
}

impl Plan {
    /// The standard calendar.
    pub const STANDARD: CalendarId = CalendarId(0);

    /// Returns the characters of `text`.
    #[must_use]
    pub fn text(&self, text: Text) -> &str {
        self.texts.get(text.start as usize..text.end as usize).unwrap_or("")
    }

    /// Keeps `characters`, for a name or title, and returns where they are.
    pub fn add_text(&mut self, characters: &str) -> Text {
        let start = self.texts.len();
        self.texts.push_str(characters);
        self.text_from(start)
    }

    /// Returns everything that was kept from `start` on as one text.
    pub(crate) fn text_from(&self, start: usize) -> Text {
        let at = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
        Text { start: at(start), end: at(self.texts.len()) }
    }

    /// Returns the title that readers see.
    #[must_use]
    pub fn title(&self, task: TaskId) -> &str {
        self.text(self.tasks[task].title)
    }

    /// Returns the path of ids, `design.wireframes`; an item without an id gets its position among its siblings, `design.#3`.
    #[must_use]
    pub fn path(&self, task: TaskId) -> String {
        let item = &self.tasks[task];
        let own = match self.text(item.id) {
            "" => format!("#{}", self.position(task)),
            id => id.to_owned(),
        };
        item.parent().map_or_else(|| own.clone(), |parent| format!("{}.{own}", self.path(parent)))
    }

    /// Returns the item's place among its siblings, counted from one.
    fn position(&self, task: TaskId) -> usize {
        let parent = self.tasks[task].parent();
        let first = parent.map_or(0, |parent| parent.0 + 1);
        (first..task.0).filter(|id| self.tasks[TaskId(*id)].parent() == parent).count() + 1
    }

    /// Returns the items directly inside a phase, in order.
    pub fn children(&self, phase: TaskId) -> impl Iterator<Item = TaskId> + '_ {
        let end = self.tasks[phase].end;
        let inside = move |child: &TaskId| *child < end;
        std::iter::successors(Some(TaskId(phase.0 + 1)).filter(inside), move |child| Some(self.tasks[*child].end).filter(inside))
    }

    /// Returns every item inside `task` at any depth as a range of ids; empty but for phases.
    #[must_use]
    pub fn descendants(&self, task: TaskId) -> Range<u32> {
        task.0 + 1..self.tasks[task].end.0
    }

    /// Returns what `task` waits for by links of its own; those inherited from its phases are not repeated here.
    #[must_use]
    pub fn dependencies_of(&self, task: TaskId) -> &[Dependency] {
        let start = self.tasks[task].first_dependency as usize;
        let next = self.tasks.as_slice().get(task.0 as usize + 1);
        let end = next.map_or(self.dependencies.len(), |next| next.first_dependency as usize);
        self.dependencies.get(start..end).unwrap_or(&[])
    }

    /// Returns from when until when `task` reaches, where that is given instead of a length.
    #[must_use]
    pub fn given(&self, task: TaskId) -> Option<&(When, When)> {
        match self.tasks[task].effort {
            Effort::Span(given) => Some(&self.spans[given]),
            Effort::None | Effort::Unestimated(_) | Effort::Duration(_) | Effort::Elapsed(_) | Effort::Effort(_) => None,
        }
    }

    /// Returns who is on `task`, inherited assignments included.
    #[must_use]
    pub fn assignments_of(&self, task: TaskId) -> &[Assignment] {
        let range = &self.tasks[task].assignments;
        self.assignments.get(range.start as usize..range.end as usize).unwrap_or(&[])
    }

    /// Returns what few items have; the empty details where nothing was said.
    #[must_use]
    pub fn details(&self, task: TaskId) -> &Details {
        static NONE: Details = Details::NONE;
        self.tasks[task].details.as_deref().unwrap_or(&NONE)
    }
}
