//! Resources made into people and things, and who is on which task.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Cx;
use super::file::{Assignment, Resource, Task};
use crate::calendar::{Calendar, Instant, Work, WorkTime};
use crate::format::{Clause, Entry, Item, ItemId, Kind, Length, Pick, Unit, Who};

/// Millionths of one.
const ONE: i64 = 1_000_000;

/// Those who were declared, by the UID of their resource.
#[derive(Debug, Default)]
pub(super) struct Staff {
    by_uid: FxHashMap<i64, Member>,
}

#[derive(Debug)]
struct Member {
    item: ItemId,
    /// How many there are of it; a person is one.
    capacity: i64,
    /// The most of one, in millionths.
    most: i64,
    /// Its own hours.
    hours: Calendar,
}

/// What an assignment comes to.
#[derive(Clone, Copy, Debug)]
struct Share<'a> {
    assignment: &'a Assignment<'a>,
    entry_units: Option<u32>,
    pick: Pick,
}

impl<'a> Cx<'a> {
    /// Declares every resource that works.
    pub(super) fn declare_people(&mut self) {
        let mut most_used: FxHashMap<i64, i64> = FxHashMap::default();
        for assignment in self.by_task.values().flatten() {
            let used = most_used.entry(assignment.resource).or_default();
            *used = assignment.units.max(*used);
        }
        for resource in self.resources {
            if resource.uid == 0 && !most_used.contains_key(&0) {
                // The row of work that is nobody's.
                continue;
            }
            if !resource.works || resource.is_inactive {
                let what = if resource.works { "inactive resources" } else { "materials and costs, which do no work" };
                self.notes.add(what, resource.name, 1);
                continue;
            }
            self.declare(resource, most_used.get(&resource.uid).copied().unwrap_or(0));
        }
    }

    fn declare(&mut self, resource: &Resource<'_>, most_used: i64) {
        let many = ONE < resource.most || ONE < most_used;
        let capacity = if many { (resource.most.max(most_used) + ONE - 1) / ONE } else { 1 };
        let mut item = Item::new(if many { Kind::Resource } else { Kind::Person }, 0, resource.name);
        if resource.name.is_empty() {
            item.title = format!("Resource {}", resource.uid);
        }
        if many {
            item.clauses.push(Clause::Capacity(u32::try_from(capacity).unwrap_or(u32::MAX).min(1_000_000)));
        }
        let most = if many || resource.most <= 0 { ONE } else { resource.most };
        if most < ONE {
            item.clauses.push(Clause::Share(share(most)));
        }
        if 0 < resource.rate {
            item.clauses.push(Clause::Rate(u64::try_from((resource.rate + 5_000) / 10_000).unwrap_or(0)));
        }
        if resource.calendar.is_some_and(|uid| self.calendars.working(uid).is_none()) {
            self.notes.add("calendars of resources without any working time", resource.name, 1);
        }
        let hours = resource.calendar.and_then(|uid| self.hours(uid, &mut item));
        let hours = hours.unwrap_or_else(|| self.standard.calendar().clone());
        let item = self.draft.push(item);
        self.staff.by_uid.insert(resource.uid, Member { item, capacity, most, hours });
    }

    /// Says the hours of a resource, as far as they are its own, and returns them.
    fn hours(&self, uid: i64, item: &mut Item) -> Option<Calendar> {
        let own = self.calendars.working(uid)?;
        let base = self.calendars.base(uid);
        if uid == self.settings.calendar {
            return Some(own.whole.calendar().clone());
        }
        let other = base.filter(|base| *base != self.settings.calendar).and_then(|base| self.calendars.get(base)?.item);
        item.clauses.extend(other.map(|base| Clause::Calendar(Some(base))));
        item.clauses.extend(own.clauses(base.is_some()));
        Some(own.whole.calendar().clone())
    }

    /// Returns the clauses that say how long a task is and who is on it.
    pub(super) fn length_and_people(&mut self, task: &Task<'_>, length: Length) -> Vec<Clause> {
        let shares = self.shares(task);
        let runs_by_clock = length.elapsed;
        let total: i64 = shares.iter().map(|share| share.assignment.work).sum();
        if shares.is_empty() {
            return vec![Clause::Duration(length, None)];
        }
        let mut clauses = Vec::new();
        if task.kind == 1 || runs_by_clock || total <= 0 {
            clauses.push(Clause::Duration(length, None));
            clauses.push(Clause::By(shares.iter().filter_map(|share| self.entry(share, None)).collect()));
        } else if self.is_even(&shares) {
            let unit = if length.tenths == total { length.unit } else { None };
            clauses.push(Clause::Effort(self.work_length(total, unit), None));
            clauses.push(Clause::By(shares.iter().filter_map(|share| self.entry(share, None)).collect()));
        } else {
            let own = |share: &Share<'_>| Some(self.work_length(share.assignment.work, None));
            clauses.push(Clause::By(shares.iter().filter_map(|share| self.entry(share, own(share))).collect()));
        }
        if self.runs_in_own_hours(task, &shares) {
            let calendar = task.calendar.and_then(|uid| self.calendars.get(uid)).and_then(|own| own.item);
            clauses.push(Clause::CalendarOnly(calendar));
        }
        clauses
    }

    /// Tells whether a task runs in the hours of its calendar although people with other hours are on it: because that is said, or
    /// because they share none.
    fn runs_in_own_hours(&mut self, task: &Task<'_>, shares: &[Share<'_>]) -> bool {
        let ignores = task.kind == 1 || (task.ignores_resource_calendars && task.calendar.is_some());
        let clock = self.clock(task);
        let members = shares.iter().filter_map(|share| self.staff.by_uid.get(&share.assignment.resource));
        let mut others = members.filter(|member| member.hours != *clock.calendar());
        if ignores || task.calendar.is_none() {
            return ignores && others.next().is_some();
        }
        let shares_none = others.any(|member| Calendar::is_empty(&WorkTime::shared(&[clock, &WorkTime::of(&member.hours)])));
        if shares_none {
            self.notes.add("tasks whose calendar shares no hour with a resource of theirs; they run on their calendar alone", task.name, 1);
        }
        shares_none
    }

    /// Returns when each who works on a task must begin to be done by `date`, in their own hours.
    pub(super) fn begins(&self, task: &Task<'_>, date: Instant) -> Vec<Instant> {
        let list = self.by_task.get(&task.uid).into_iter().flatten().filter(|assignment| task.kind != 1 && 0 < assignment.units);
        let begin = |assignment: &&Assignment<'_>| {
            let member = self.staff.by_uid.get(&assignment.resource)?;
            let time = i128::from(assignment.work) * i128::from(ONE) / i128::from(assignment.units.max(1));
            Some(WorkTime::of(&member.hours).add(date, Work::from_tenths(-i64::try_from(time).unwrap_or(0))))
        };
        list.filter_map(begin).collect()
    }

    /// Returns the hours that a task's dates are told in.
    pub(super) fn clock(&self, task: &Task<'_>) -> &WorkTime {
        task.calendar.and_then(|uid| self.calendars.get(uid)).map_or(&self.standard, |own| &own.whole)
    }

    /// Returns a length of work in days where it is whole days, else in hours.
    const fn work_length(&self, tenths: i64, unit: Option<Unit>) -> Length {
        let is_whole = tenths % self.draft.units.day == 0;
        let unit = match unit {
            Some(unit) => unit,
            None if is_whole => Unit::Day,
            None => Unit::Hour,
        };
        Length { tenths, elapsed: false, unit: Some(unit) }
    }

    /// Tells whether the work is shared out in proportion to units, and among people or among things alone.
    fn is_even(&self, shares: &[Share<'_>]) -> bool {
        let Some(first) = shares.first() else { return false };
        let is_thing = |share: &Share<'_>| self.staff.by_uid.get(&share.assignment.resource).is_some_and(|member| 1 < member.capacity);
        let (work, units) = (i128::from(first.assignment.work), i128::from(first.assignment.units));
        shares.iter().all(|share| {
            i128::from(share.assignment.work) * units == work * i128::from(share.assignment.units) && is_thing(share) == is_thing(first)
        })
    }

    /// Returns the work of each who is on a task; what does no work, or no work that anyone could do, is counted and left out.
    fn shares(&mut self, task: &Task<'_>) -> Vec<Share<'a>> {
        let list = self.by_task.get(&task.uid).cloned().unwrap_or_default();
        let mut seen: FxHashSet<i64> = FxHashSet::default();
        let mut shares = Vec::with_capacity(list.len());
        for assignment in list {
            let Some(member) = self.staff.by_uid.get(&assignment.resource) else {
                self.notes.add("assignments of materials, costs or inactive resources", task.name, 1);
                continue;
            };
            if assignment.units <= 0 || (task.kind != 1 && assignment.work <= 0) {
                self.notes.add("assignments without work", task.name, 1);
                continue;
            }
            if !seen.insert(assignment.resource) {
                self.notes.add("second assignments of one resource to one task", task.name, 1);
                continue;
            }
            let (pick, entry_units) = if 1 < member.capacity {
                several(assignment.units, member.capacity)
            } else {
                (Pick::One, one(assignment.units, member.most))
            };
            shares.push(Share { assignment, entry_units, pick });
        }
        shares
    }

    fn entry(&self, share: &Share<'_>, work: Option<Length>) -> Option<Entry> {
        let member = self.staff.by_uid.get(&share.assignment.resource)?;
        Some(Entry { who: Who::Item(member.item), pick: share.pick, units: share.entry_units, work })
    }
}

/// Returns millionths as ten-thousandths, at least one.
fn share(millionths: i64) -> u32 {
    u32::try_from((millionths + 50) / 100).unwrap_or(u32::MAX).max(1)
}

/// Returns the units of one person as they are written; nothing where it is all they have.
fn one(units: i64, most: i64) -> Option<u32> {
    (units != most).then(|| share(units.min(ONE)))
}

/// Returns how many of a thing, and how much of each: as few as come out even to a hundredth of a percent.
fn several(units: i64, capacity: i64) -> (Pick, Option<u32>) {
    let least = ((units + ONE - 1) / ONE).max(1);
    let count = (least..=capacity).find(|count| units % (count * 100) == 0).unwrap_or(least);
    let each = units / count;
    let pick = if count == 1 { Pick::One } else { Pick::Count(u32::try_from(count).unwrap_or(u32::MAX)) };
    (pick, (each != ONE).then(|| share(each)))
}
