//! A compiled plan made into a draft again: what it means, in the canonical layout, without the words it was told in.
//!
//! Inherited clauses stand where they are inherited from, included files are part of the whole, and dates and lengths are
//! told anew; comments are gone. Compiled again it is the same schedule.

mod charts;
mod people;
mod work;

use crate::calendar::{Calendar, Exception, WorkTime};
use crate::format::{Clause, Draft, Item, ItemId, Kind, Moment, Units};
use crate::model::{CalendarId, Direction, Plan, ResourceKind};

/// Returns `plan` as a draft that compiles to the same schedule.
#[must_use]
pub fn draft(plan: &Plan) -> Draft {
    let units = &plan.settings.units;
    let units = Units { day: i64::from(units.day.0), week: i64::from(units.week.0), month: i64::from(units.month.0) };
    let clocks = plan.calendars.as_slice().iter().map(|named| WorkTime::of(&named.calendar)).collect();
    let mut cx =
        Cx { plan, clocks, calendars: vec![None; plan.calendars.len()], people: Vec::new(), work: Vec::new(), draft: Draft::default() };
    cx.draft.units = units;
    cx.settings();
    cx.declare_calendars();
    cx.declare_people();
    cx.declare_work();
    cx.declare_charts();
    cx.draft
}

struct Cx<'a> {
    plan: &'a Plan,
    clocks: Vec<WorkTime>,
    /// The item of each calendar that has one.
    calendars: Vec<Option<ItemId>>,
    people: Vec<Option<ItemId>>,
    work: Vec<ItemId>,
    draft: Draft,
}

impl Cx<'_> {
    fn settings(&mut self) {
        let plan = self.plan;
        let settings = &plan.settings;
        let mut item = Item::new(Kind::Plan, 0, plan.text(settings.title));
        let clock = self.clock(Plan::STANDARD);
        item.clauses.push(match settings.direction {
            Direction::Forward(start) => Clause::Start(Moment::begin(start, clock)),
            Direction::Backward(end) => Clause::End(Moment::end(end, clock)),
        });
        if let Some(as_of) = settings.as_of {
            let moment = if as_of.at.time().0 == 0 { Moment::day(as_of.at.last_day()) } else { Moment::exact(as_of.at) };
            item.clauses.push(Clause::AsOf(moment, as_of.keeping_dates));
        }
        let calendar = clock.calendar();
        let day = i64::from(calendar.typical_day().0);
        if self.draft.units != (Units { day, week: i64::from(calendar.week_work().0), month: day * 20 }) {
            item.clauses.push(Clause::Units);
        }
        let currency = plan.text(settings.currency);
        if !currency.is_empty() {
            item.clauses.push(Clause::Currency(currency.to_owned()));
        }
        item.clauses.extend(settings.budget.map(Clause::Budget));
        if !settings.leveling {
            item.clauses.push(Clause::Leveling(false));
        }
        if calendar.week != Calendar::standard().week {
            item.clauses.extend(Clause::hours_of(&calendar.week));
        }
        item.clauses.extend(calendar.exceptions.iter().map(|exception| exceptional(exception)));
        self.draft.push(item);
    }

    /// Declares every calendar but the standard one and those that somebody has alone.
    fn declare_calendars(&mut self) {
        let plan = self.plan;
        let is_own = |id: CalendarId| {
            let own = plan.text(plan.calendars[id].id);
            plan.resources.iter().any(|(_, resource)| resource.calendar == id && plan.text(resource.id) == own)
                && !plan.tasks.iter().any(|(_, task)| task.calendar == id)
        };
        for (id, named) in plan.calendars.iter().skip(1).filter(|(id, _)| !is_own(*id)) {
            let mut item = Item::new(Kind::Calendar, 0, plan.text(named.title));
            plan.text(named.id).clone_into(&mut item.id);
            item.clauses.extend(Clause::hours_of(&named.calendar.week));
            item.clauses.extend(named.calendar.exceptions.iter().map(|exception| exceptional(exception)));
            let item = self.draft.push(item);
            self.calendars.get_mut(id.0 as usize).into_iter().for_each(|slot| *slot = Some(item));
        }
    }

    /// Returns how a calendar is named on an item: nothing is the standard one.
    fn named(&self, id: CalendarId) -> Option<ItemId> {
        self.calendars.get(id.0 as usize).copied().flatten()
    }

    #[allow(clippy::indexing_slicing, reason = "there is always the standard calendar, and a clock for each")]
    fn clock(&self, id: CalendarId) -> &WorkTime {
        self.clocks.get(id.0 as usize).unwrap_or(&self.clocks[0])
    }

    /// Tells whether somebody is declared, and not only named.
    fn is_declared(kind: ResourceKind) -> bool {
        match kind {
            ResourceKind::Person | ResourceKind::Team | ResourceKind::Resource => true,
            ResourceKind::Label => false,
        }
    }
}

fn exceptional(exception: &Exception) -> Clause {
    if exception.hours.is_empty() {
        Clause::Off(Moment::day(exception.from), Moment::day(exception.to), exception.name.clone())
    } else {
        Clause::Workday(exception.from, exception.to, exception.hours.clone(), exception.name.clone())
    }
}
