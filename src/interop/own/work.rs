//! Phases, tasks and milestones as they were told.

use super::Cx;
use crate::calendar::WorkTime;
use crate::format::{Clause, Edge, Item, ItemId, Kind, Lag, Length, Moment, Target, Unit};
use crate::model::{self, Constraint, ConstraintKind, Delay, Dependency, Details, Effort, Gate, Link, Plan, TaskId, When};

/// Which end of an item a date is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Begin,
    End,
}

impl Cx<'_> {
    /// Declares all work.
    pub(super) fn declare_work(&mut self) {
        let plan = self.plan;
        let first = u32::try_from(self.draft.items.len()).unwrap_or(u32::MAX);
        self.work = plan.tasks.ids().map(|id| ItemId(first.saturating_add(id.0))).collect();
        for id in plan.tasks.ids() {
            let item = self.item(id);
            self.draft.push(item);
        }
    }

    fn item(&self, id: TaskId) -> Item {
        let plan = self.plan;
        let (task, details) = (&plan.tasks[id], plan.details(id));
        let kind = match task.kind {
            model::Kind::Phase => Kind::Phase,
            model::Kind::Task => Kind::Task,
            model::Kind::Milestone => Kind::Milestone,
        };
        let mut item = Item::new(kind, u16::from(task.level.saturating_sub(1)), plan.title(id));
        plan.text(task.id).clone_into(&mut item.id);
        let clauses = &mut item.clauses;
        if task.in_order {
            clauses.push(Clause::InOrder);
        }
        if details.gate.is_some() {
            clauses.push(Clause::Gate);
        }
        clauses.extend(self.length(id));
        self.people(id, clauses);
        self.links(id, clauses);
        clauses.extend(details.constraints.iter().map(|constraint| self.constraint(id, constraint)));
        let parent = task.parent().map(|parent| &plan.tasks[parent]);
        if task.as_late_as_possible && parent.is_none_or(|parent| !parent.as_late_as_possible) {
            clauses.push(Clause::AsLateAsPossible);
        }
        let around = parent.map_or((Plan::STANDARD, false), |parent| (parent.calendar, parent.calendar_only));
        if around != (task.calendar, task.calendar_only) {
            let calendar = self.named(task.calendar);
            clauses.push(if task.calendar_only { Clause::CalendarOnly(calendar) } else { Clause::Calendar(calendar) });
        }
        clauses.extend(details.delay.map(|delay| {
            Clause::Delayed(match delay {
                Delay::Work(work) => Length::work(i64::from(work.0)),
                Delay::Elapsed(time) => Length::elapsed(i64::from(time.0)),
            })
        }));
        clauses.extend(details.due.map(|due| Clause::Due(self.target(id, &due.when, Side::End))));
        self.recorded(id, details, clauses);
        self.words(id, details, clauses);
        item
    }

    fn length(&self, id: TaskId) -> Option<Clause> {
        let range = self.plan.details(id).range;
        let range = range.map(|(best, worst)| (Length::work(i64::from(best.0)), Length::work(i64::from(worst.0))));
        match self.plan.tasks[id].effort {
            Effort::None | Effort::Unestimated(_) => None,
            Effort::Duration(work) => Some(Clause::Duration(Length::work(i64::from(work.0)), range)),
            Effort::Elapsed(time) => Some(Clause::Duration(Length::elapsed(i64::from(time.0)), range)),
            Effort::Effort(work) => Some(Clause::Effort(self.work(id, i64::from(work.0)), range)),
            Effort::Span(given) => {
                let (begin, end) = &self.plan.spans[given];
                Some(Clause::Span(self.target(id, begin, Side::Begin), self.target(id, end, Side::End)))
            }
        }
    }

    /// Returns work in the unit that a person would say: days or hours of it, where it is not one person's time.
    fn work(&self, id: TaskId, tenths: i64) -> Length {
        let plan = self.plan;
        let is_alone = match plan.assignments_of(id) {
            [one] => one.units().unwrap_or(plan.resources[one.resource].units) == 10_000 && one.pick() == model::Pick::One,
            [] | [_, ..] => plan.assignments_of(id).is_empty(),
        };
        let unit = if tenths % self.draft.units.day.max(1) == 0 { Unit::Day } else { Unit::Hour };
        Length { unit: Some(unit).filter(|_| !is_alone), ..Length::work(tenths) }
    }

    /// Says who is on an item, unless its phase does.
    fn people(&self, id: TaskId, clauses: &mut Vec<Clause>) {
        let plan = self.plan;
        let task = &plan.tasks[id];
        let is_inherited = task.parent().is_some_and(|parent| plan.tasks[parent].assignments == task.assignments);
        let list = plan.assignments_of(id);
        if !list.is_empty() && !is_inherited {
            clauses.push(Clause::By(list.iter().map(|assignment| self.entry(assignment)).collect()));
        }
        let owner = plan.details(id).owner;
        let above = task.parent().and_then(|parent| plan.details(parent).owner);
        clauses.extend(owner.filter(|_| owner != above).map(|owner| Clause::Owner(self.who(owner))));
    }

    fn links(&self, id: TaskId, clauses: &mut Vec<Clause>) {
        let plan = self.plan;
        let (mut after, mut ends): (Vec<Target>, Vec<Target>) = (Vec::new(), Vec::new());
        for link in plan.dependencies_of(id) {
            let in_order = plan.tasks[id].parent().is_some_and(|parent| plan.tasks[parent].in_order);
            if in_order && link.span() == plan.tasks[id].span() {
                continue;
            }
            let from_start = matches!(link.link, Link::StartToStart | Link::StartToFinish);
            if link.exact {
                clauses.push(self.distance(link, from_start));
                continue;
            }
            let target = Target::Item(self.work_item(link.predecessor), from_start.then_some(Edge::Start), lag(link.lag()));
            match link.link {
                Link::FinishToStart | Link::StartToStart => after.push(target),
                Link::FinishToFinish | Link::StartToFinish => ends.push(target),
            }
        }
        if !after.is_empty() {
            clauses.push(Clause::After(after));
        }
        if !ends.is_empty() {
            clauses.push(Clause::EndsAfter(ends));
        }
    }

    fn distance(&self, link: &Dependency, from_start: bool) -> Clause {
        let far = match link.lag() {
            model::Lag::None | model::Lag::Percent(_) => Length::work(0),
            model::Lag::Work(work) => Length::work(i64::from(work.0)),
            model::Lag::Elapsed(time) => Length::elapsed(i64::from(time.0)),
        };
        let size = Length { tenths: far.tenths.abs(), ..far };
        let other = self.work_item(link.predecessor);
        if far.tenths < 0 {
            Clause::DistanceBefore(size, Target::Item(other, (!from_start).then_some(Edge::End), Lag::None))
        } else {
            Clause::DistanceAfter(size, Target::Item(other, from_start.then_some(Edge::Start), Lag::None))
        }
    }

    fn constraint(&self, id: TaskId, constraint: &Constraint) -> Clause {
        let at = |side: Side| self.target(id, &constraint.when, side);
        match constraint.kind {
            ConstraintKind::StartNoEarlier => Clause::From(at(Side::Begin)),
            ConstraintKind::FinishNoEarlier => Clause::EndsFrom(at(Side::End)),
            ConstraintKind::StartNoLater => Clause::StartsBy(at(Side::Begin)),
            ConstraintKind::FinishNoLater => Clause::EndsBy(at(Side::End)),
            ConstraintKind::MustStart => Clause::StartsOn(at(Side::Begin)),
            ConstraintKind::MustFinish => Clause::EndsOn(at(Side::End)),
        }
    }

    fn recorded(&self, id: TaskId, details: &Details, clauses: &mut Vec<Clause>) {
        let clock = self.clock(self.plan.tasks[id].calendar);
        let progress = &details.progress;
        match details.gate {
            Some(Gate::Passed(at)) => clauses.push(Clause::Passed(Moment::end(at, clock))),
            Some(Gate::Failed(at)) => clauses.push(Clause::Failed(Moment::end(at, clock))),
            Some(Gate::Open) | None => {
                clauses.extend(progress.started.map(|fact| Clause::Started(Moment::begin(fact.at, clock))));
                clauses.extend(progress.finished.map(|fact| Clause::Finished(Moment::end(fact.at, clock))));
            }
        }
        let is_elapsed = matches!(self.plan.tasks[id].effort, Effort::Elapsed(_));
        let left = |tenths: i32| Length { elapsed: is_elapsed, ..Length::work(i64::from(tenths)) };
        clauses.extend(progress.remaining.map(|work| Clause::Remaining(left(work.0))));
        // What a date, a verdict or a checklist says already is not said again.
        let said = progress.finished.is_some()
            || !details.checklist.is_empty()
            || progress.remaining.is_some()
            || details.gate.is_some_and(|gate| gate != Gate::Open);
        let ticked = details.checklist.iter().filter(|(ticked, _)| *ticked).count() as u64;
        let by_list = (ticked * 10_000).checked_div(details.checklist.len() as u64).and_then(|share| u32::try_from(share).ok());
        match progress.done {
            Some(done) if !said || (progress.finished.is_none() && !details.checklist.is_empty() && by_list != Some(done)) => {
                clauses.push(Clause::Done(done));
            }
            Some(_) | None => {}
        }
    }

    fn words(&self, id: TaskId, details: &Details, clauses: &mut Vec<Clause>) {
        let plan = self.plan;
        let above = plan.tasks[id].parent().map(|parent| plan.details(parent));
        clauses.extend(details.key.map(|key| Clause::Key(plan.text(key).to_owned())));
        let inherited = above.and_then(|above| above.priority);
        clauses.extend(details.priority.filter(|_| details.priority != inherited).map(Clause::Priority));
        clauses.extend(details.cost.map(Clause::Cost));
        clauses.extend(details.budget.map(Clause::Budget));
        let known: Vec<&str> = above.iter().flat_map(|above| &above.tags).map(|tag| plan.text(*tag)).collect();
        let tags: Vec<String> =
            details.tags.iter().map(|tag| plan.text(*tag)).filter(|tag| !known.contains(tag)).map(str::to_owned).collect();
        if !tags.is_empty() {
            clauses.push(Clause::Tag(tags));
        }
        clauses.extend(details.links.iter().map(|link| Clause::Link(plan.text(*link).to_owned())));
        clauses.extend(details.note.map(|note| Clause::Note(plan.text(note).to_owned())));
        clauses.extend(details.checklist.iter().map(|(ticked, text)| Clause::Check(*ticked, plan.text(*text).to_owned())));
    }

    fn target(&self, owner: TaskId, when: &When, side: Side) -> Target {
        let clock: &WorkTime = self.clock(self.plan.tasks[owner].calendar);
        match *when {
            When::At(t) if side == Side::Begin => Target::At(Moment::begin(t, clock)),
            When::At(t) => Target::At(Moment::end(t, clock)),
            When::Item { item, edge, lag: between, .. } => {
                let edge = match edge {
                    model::Edge::Start => Edge::Start,
                    model::Edge::End => Edge::End,
                };
                Target::Item(self.work_item(item), Some(edge), lag(between))
            }
        }
    }

    fn work_item(&self, id: TaskId) -> ItemId {
        self.work.get(id.0 as usize).copied().unwrap_or(ItemId(0))
    }
}

fn lag(lag: model::Lag) -> Lag {
    match lag {
        model::Lag::None => Lag::None,
        model::Lag::Work(work) => Lag::Time(Length::work(i64::from(work.0))),
        model::Lag::Elapsed(time) => Lag::Time(Length::elapsed(i64::from(time.0))),
        model::Lag::Percent(part) => Lag::Percent(part),
    }
}
