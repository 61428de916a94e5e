//! Which items of a plan are shown: what a reader asked for, the phases that hold it, and what is said of the rest.
//!
//! Every view picks its rows here, so that a chart, a table and a page of one question have the same rows. Nothing is left
//! out without a word: [`Rows::said`] and [`Rows::left_out`] are for the line below the title.

use super::{Reader, focus, phrase};
use crate::calendar::Day;
use crate::model::{Id, Kind, Plan, ResourceId, TaskId};
use crate::schedule::bookings;

/// What a reader asks for. All that is said must hold; of several tags, people or focused items one is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// These items with what they wait for, what sets their dates, what waits for them and whose dates they set.
    pub focus: Vec<TaskId>,
    /// The critical path.
    pub critical: bool,
    /// Items with one of these tags.
    pub tags: Vec<Box<str>>,
    /// Items that one of these is on or answers for: a team stands for its members. What a team is on is theirs who are
    /// booked for it; in a plan whose leveling is off nobody decides that, and it is every member's.
    pub who: Vec<ResourceId>,
}

/// How far and how deep is looked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Items deeper than this level are folded into their phases; 1 is outermost.
    pub depth: Option<u8>,
    /// Items that end before this day are left out.
    pub from: Option<Day>,
    /// Items that begin after this day are left out.
    pub to: Option<Day>,
}

/// The rows of a view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The items that are shown, in the order of the plan: each after the phases that hold it.
    pub ids: Vec<TaskId>,
    /// By task: whether it was asked for. `None` when all were.
    asked_for: Option<Vec<bool>>,
    /// How much of the plan was asked for: `12 of 140 items: critical`; empty when all of it was.
    pub said: String,
    /// What is not shown of it: `3 items folded`, `20 items outside 1 – 30 Apr 2026`.
    pub left_out: Vec<String>,
}

impl Selection {
    /// Tells whether every item is asked for.
    #[must_use]
    pub const fn is_all(&self) -> bool {
        self.focus.is_empty() && !self.critical && self.tags.is_empty() && self.who.is_empty()
    }

    /// Returns what is asked for in words: `critical, tag launch, with Ana Silva, around Go-live`.
    fn words(&self, plan: &Plan) -> String {
        let any = |words: Vec<&str>| words.join(" or ");
        let mut parts = Vec::new();
        if self.critical {
            parts.push("critical".to_owned());
        }
        if !self.tags.is_empty() {
            parts.push(format!("tag {}", any(self.tags.iter().map(AsRef::as_ref).collect())));
        }
        if !self.who.is_empty() {
            parts.push(format!("with {}", any(self.who.iter().map(|who| plan.text(plan.resources[*who].title)).collect())));
        }
        if !self.focus.is_empty() {
            parts.push(format!("around {}", any(self.focus.iter().map(|task| plan.title(*task)).collect())));
        }
        parts.join(", ")
    }

    /// Marks what was asked for; `None` when that is everything.
    fn marks(&self, reader: &Reader<'_>) -> Option<Vec<bool>> {
        if self.is_all() {
            return None;
        }
        let plan = reader.plan;
        let mut marks = if self.focus.is_empty() { vec![true; plan.tasks.len()] } else { focus::around(reader, &self.focus) };
        let who = if self.who.is_empty() { Who::default() } else { Who::of(reader, &self.who) };
        for (id, mark) in plan.tasks.ids().zip(&mut marks).filter(|(_, mark)| **mark) {
            let details = plan.details(id);
            let critical =
                || plan.tasks[id].kind != Kind::Phase && reader.dates(id).is_some_and(|dates| dates.critical && dates.done < 10_000);
            let tagged = || details.tags.iter().any(|tag| self.tags.iter().any(|wanted| **wanted == *plan.text(*tag)));
            *mark =
                (!self.critical || critical()) && (self.tags.is_empty() || tagged()) && (self.who.is_empty() || who.concerns(reader, id));
        }
        Some(marks)
    }
}

/// Whose work is asked for.
#[derive(Default)]
struct Who {
    /// By resource: one of those asked for, or a member of such a team.
    named: Vec<bool>,
    /// By resource: a team that one of them is in.
    teams: Vec<bool>,
    /// By task: one of them is booked on it. `None` where nobody decides who of a team does what.
    booked: Option<Vec<bool>>,
}

impl Who {
    fn of(reader: &Reader<'_>, who: &[ResourceId]) -> Self {
        let plan = reader.plan;
        let mut named = vec![false; plan.resources.len()];
        let members = who.iter().flat_map(|id| &plan.resources[*id].members);
        who.iter().chain(members).for_each(|id| mark(&mut named, id.index()));
        let teams: Vec<bool> =
            plan.resources.iter().map(|(_, resource)| resource.members.iter().any(|member| who.contains(member))).collect();
        let decided = plan.settings.leveling && teams.contains(&true);
        let booked = decided.then(|| {
            let mut booked = vec![false; plan.tasks.len()];
            let theirs = bookings(plan, reader.schedule).into_iter().filter(|booking| is_marked(&named, booking.resource.index()));
            theirs.for_each(|booking| mark(&mut booked, booking.task.index()));
            booked
        });
        Self { named, teams, booked }
    }

    /// Tells whether one of them is on an item or answers for it.
    fn concerns(&self, reader: &Reader<'_>, id: TaskId) -> bool {
        let is_task = reader.plan.tasks[id].kind == Kind::Task;
        let does_it = self.booked.as_ref().is_none_or(|booked| !is_task || is_marked(booked, id.index()));
        let mut people = reader.plan.assignments_of(id).iter().map(|assignment| assignment.resource.index());
        people.any(|who| is_marked(&self.named, who) || (does_it && is_marked(&self.teams, who)))
            || reader.plan.details(id).owner.is_some_and(|owner| is_marked(&self.named, owner.index()))
    }
}

fn mark(marks: &mut [bool], index: usize) {
    if let Some(mark) = marks.get_mut(index) {
        *mark = true;
    }
}

fn is_marked(marks: &[bool], index: usize) -> bool {
    marks.get(index).copied().unwrap_or(false)
}

impl Bounds {
    /// Tells whether an item has its work or its deadline between the days that are looked at.
    fn reach(&self, reader: &Reader<'_>, id: TaskId) -> bool {
        let Some(dates) = reader.dates(id) else { return false };
        let within = |first: Day, last: Day| self.from.is_none_or(|from| from <= last) && self.to.is_none_or(|to| first <= to);
        let last = dates.finish.last_day();
        let first = if dates.start == dates.finish { last } else { dates.start.day() };
        within(first, last) || reader.due(id).is_some_and(|due| within(due.last_day(), due.last_day()))
    }

    const fn is_all_time(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Returns where what is left out lies: `outside 1 – 30 Apr 2026`, `before 1 Apr 2026`, `after 30 Apr 2026`.
    fn beyond(&self) -> String {
        match (self.from, self.to) {
            (Some(from), Some(to)) => format!("outside {}", phrase::day_span(from, to.max(from))),
            (Some(from), None) => format!("before {}", phrase::short_date(from)),
            (None, Some(to)) => format!("after {}", phrase::short_date(to)),
            (None, None) => String::new(),
        }
    }
}

impl Rows {
    /// Picks the rows that `selection` asks for within `bounds`. Linear in items and links.
    #[must_use]
    pub fn of(reader: &Reader<'_>, selection: &Selection, bounds: Bounds) -> Self {
        let plan = reader.plan;
        if selection.is_all() && bounds == Bounds::default() {
            return Self { ids: plan.tasks.ids().collect(), ..Self::default() };
        }
        let depth = bounds.depth.unwrap_or(u8::MAX).max(1);
        let asked_for = selection.marks(reader);
        let is_asked = |id: TaskId| asked_for.as_ref().is_none_or(|marks| is_marked(marks, id.index()));
        let mut shown = vec![asked_for.is_none() && bounds.is_all_time(); plan.tasks.len()];
        let (mut n_asked, mut n_outside, mut n_folded) = (0, 0, 0);
        if asked_for.is_some() || !bounds.is_all_time() {
            for id in plan.tasks.ids().filter(|id| is_asked(*id)) {
                n_asked += 1;
                if !bounds.reach(reader, id) {
                    n_outside += 1;
                    continue;
                }
                show(plan, id, &mut shown);
            }
        }
        let is_shown = |id: TaskId| is_marked(&shown, id.index());
        let ids = plan.tasks.iter().filter(|(id, _)| is_shown(*id));
        let ids: Vec<TaskId> = ids
            .filter(|(_, task)| {
                n_folded += usize::from(depth < task.level);
                task.level <= depth
            })
            .map(|(id, _)| id)
            .collect();
        let said = if asked_for.is_some() {
            format!("{n_asked} of {}: {}", phrase::count(plan.tasks.len(), "item"), selection.words(plan))
        } else {
            String::new()
        };
        let folded = (0 < n_folded).then(|| format!("{} folded", phrase::count(n_folded, "item")));
        let outside = (0 < n_outside).then(|| format!("{} {}", phrase::count(n_outside, "item"), bounds.beyond()));
        Self { ids, asked_for, said, left_out: folded.into_iter().chain(outside).collect() }
    }

    /// Tells whether an item was asked for; a phase that only holds others was not.
    #[must_use]
    pub fn asked_for(&self, id: TaskId) -> bool {
        self.asked_for.as_ref().is_none_or(|marks| is_marked(marks, id.index()))
    }

    /// Returns the first and last day of what was asked for.
    #[must_use]
    pub fn span(&self, reader: &Reader<'_>) -> Option<(Day, Day)> {
        let schedule = reader.schedule;
        let (start, finish) = match &self.asked_for {
            None => (schedule.start?, schedule.finish?),
            Some(marks) => {
                let dates = || schedule.tasks.iter().zip(marks).filter(|(_, mark)| **mark).map(|(dates, _)| dates);
                (dates().map(|dates| dates.start).min()?, dates().map(|dates| dates.finish).max()?)
            }
        };
        Some((start.day(), finish.last_day().max(start.day())))
    }

    /// Tells whether every item was asked for.
    #[must_use]
    pub const fn is_all(&self) -> bool {
        self.asked_for.is_none()
    }
}

/// Shows an item and the phases that hold it; those of one that is shown are shown already.
fn show(plan: &Plan, id: TaskId, shown: &mut [bool]) {
    let mut next = Some(id);
    while let Some(id) = next {
        let Some(mark) = shown.get_mut(id.index()).filter(|mark| !**mark) else { break };
        *mark = true;
        next = plan.tasks[id].parent();
    }
}
