//! People, teams and resources as they were declared.

use super::{Cx, exceptional};
use crate::calendar::{Calendar, Day, Exception};
use crate::format::{Clause, Entry, Item, ItemId, Kind, Length, Moment, Pick, Who};
use crate::model::{self, Assignment, CalendarId, Plan, Resource, ResourceId, ResourceKind};

impl Cx<'_> {
    /// Declares everyone, members before the teams that name them.
    pub(super) fn declare_people(&mut self) {
        let plan = self.plan;
        self.people = vec![None; plan.resources.len()];
        let is_team = |kind: ResourceKind| kind == ResourceKind::Team;
        for teams in [false, true] {
            for (id, resource) in plan.resources.iter().filter(|(_, resource)| is_team(resource.kind) == teams) {
                if Self::is_declared(resource.kind) {
                    let item = self.person(resource);
                    let item = self.draft.push(item);
                    self.people.get_mut(id.0 as usize).into_iter().for_each(|slot| *slot = Some(item));
                }
            }
        }
    }

    fn person(&self, resource: &Resource) -> Item {
        let plan = self.plan;
        let kind = match resource.kind {
            ResourceKind::Person | ResourceKind::Label => Kind::Person,
            ResourceKind::Team => Kind::Team,
            ResourceKind::Resource => Kind::Resource,
        };
        let mut item = Item::new(kind, 0, plan.text(resource.title));
        plan.text(resource.id).clone_into(&mut item.id);
        if kind == Kind::Team {
            let members = resource.members.iter();
            item.clauses.push(Clause::Of(
                members.map(|member| Entry { who: self.who(*member), pick: Pick::One, units: None, work: None }).collect(),
            ));
            return item;
        }
        if resource.units != 10_000 {
            item.clauses.push(Clause::Share(resource.units));
        }
        if resource.capacity != 1 {
            item.clauses.push(Clause::Capacity(resource.capacity));
        }
        item.clauses.extend(resource.rate_per_hour.map(Clause::Rate));
        item.clauses.extend(resource.from.map(|day| Clause::Joins(Moment::day(day))));
        item.clauses.extend(resource.until.map(|day| Clause::Leaves(Moment::day(day))));
        let email = plan.text(resource.email);
        if !email.is_empty() {
            item.clauses.push(Clause::Email(email.to_owned()));
        }
        self.hours(resource, &mut item);
        item.clauses.extend(resource.units_for.iter().map(|(from, to, units)| Clause::ShareFor(*units, *from, *to)));
        item
    }

    /// Says in which hours somebody works: those of a calendar, or what differs from one.
    fn hours(&self, resource: &Resource, item: &mut Item) {
        let id = resource.calendar;
        if id == Plan::STANDARD || self.named(id).is_some() {
            item.clauses.extend(self.named(id).map(|calendar| Clause::Calendar(Some(calendar))));
            return;
        }
        let plan = self.plan;
        let own = &plan.calendars[id].calendar;
        let bases = plan.calendars.iter().filter(|(base, _)| *base == Plan::STANDARD || self.named(*base).is_some());
        let base = bases.map(|(base, named)| (base, &named.calendar)).find(|(_, base)| own.is_over(base));
        let (base, under): (CalendarId, &Calendar) = base.unwrap_or((Plan::STANDARD, &plan.calendars[Plan::STANDARD].calendar));
        item.clauses.extend(self.named(base).map(|calendar| Clause::Calendar(Some(calendar))));
        if own.days_over(under).0 != 0 {
            item.clauses.extend(Clause::hours_of(&own.week));
        }
        item.clauses.extend(own.exceptions_over(under).filter(|exception| !is_presence(resource, exception)).map(exceptional));
    }

    /// Returns somebody as a list names them.
    pub(super) fn who(&self, id: ResourceId) -> Who {
        let declared: Option<ItemId> = self.people.get(id.0 as usize).copied().flatten();
        declared.map_or_else(|| Who::Label(self.plan.text(self.plan.resources[id].id).to_owned()), Who::Item)
    }

    /// Returns an assignment as it was written.
    pub(super) fn entry(&self, assignment: &Assignment) -> Entry {
        let pick = match assignment.pick() {
            model::Pick::One => Pick::One,
            model::Pick::Count(n) => Pick::Count(n),
            model::Pick::All => Pick::All,
        };
        let work = assignment.work().map(|work| Length::work(i64::from(work.0)));
        Entry { who: self.who(assignment.resource), pick, units: assignment.units(), work }
    }
}

/// Tells whether days off are those before somebody comes or after they have left.
fn is_presence(resource: &Resource, exception: &Exception) -> bool {
    let before = resource.from.is_some_and(|from| exception.to.plus(1) == from && exception.from == Day::FIRST);
    let after = resource.until.is_some_and(|until| until.plus(1) == exception.from && exception.to == Day::LAST);
    before || after
}
