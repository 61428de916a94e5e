//! Calendars as MS Project has them: base calendars with a whole week, and one for each person that says what differs.
//!
//! Two things it cannot hold are taken apart first: shifts past midnight, and several exceptions for one day. Exceptions are
//! written twice, as old readers want them inside the week and new ones outside of it.

use std::collections::BTreeMap;

use super::xml::{Xml, clock};
use crate::calendar::{Calendar, Day, DaySet, Exception, Hours, TimeOfDay, Week, Weekday};
use crate::model::{CalendarId, Plan, ResourceId, ResourceKind};
use crate::view::phrase;

/// MS Project's time begins here; exceptions outside of it would make it refuse the file.
const FIRST: i32 = -5_843;
/// And ends here; 2049-12-31 itself stands for no date at all, as 1984-01-01 does.
const LAST: i32 = 18_261;
/// Letters of a name at most.
const LONGEST_NAME: usize = 51;

/// Every calendar that is written.
pub(super) struct Calendars {
    list: Vec<Entry>,
    by_id: BTreeMap<CalendarId, usize>,
    by_person: BTreeMap<ResourceId, usize>,
}

struct Entry {
    name: String,
    calendar: Calendar,
    /// The base that it differs from; none if it is one.
    base: Option<usize>,
}

impl Calendars {
    /// Gathers the calendars of a plan: the standard one, those that work runs on, and one for each person.
    pub(super) fn of(plan: &Plan) -> Self {
        let mut all = Self { list: Vec::new(), by_id: BTreeMap::new(), by_person: BTreeMap::new() };
        let people = || plan.resources.iter().filter(|(_, resource)| !matches!(resource.kind, ResourceKind::Team));
        let mut is_base = vec![true; plan.calendars.len()];
        let mut mark = |id: CalendarId, base: bool| is_base.get_mut(id.0 as usize).into_iter().for_each(|slot| *slot = base);
        for (_, resource) in people() {
            let own = &plan.calendars[resource.calendar];
            if plan.text(own.id) == plan.text(resource.id) {
                mark(resource.calendar, false);
            }
        }
        mark(Plan::STANDARD, true);
        for (_, task) in plan.tasks.iter() {
            mark(task.calendar, true);
        }
        for ((id, named), _) in plan.calendars.iter().zip(&is_base).filter(|(_, base)| **base) {
            let title = if id == Plan::STANDARD { "Standard" } else { plan.text(named.title) };
            let index = all.push(title, named.calendar.apart(), None);
            all.by_id.insert(id, index);
        }
        for (id, resource) in people() {
            let index = all.person(plan, resource.calendar, plan.text(resource.title));
            all.by_person.insert(id, index);
        }
        all
    }

    /// Adds a calendar that no item of the plan names.
    pub(super) fn add(&mut self, name: &str, calendar: &Calendar) -> usize {
        let calendar = calendar.apart();
        let known = self.list.iter().position(|entry| entry.base.is_none() && entry.calendar == calendar);
        known.unwrap_or_else(|| self.push(name, calendar, None))
    }

    /// Returns the number of a calendar of the plan.
    pub(super) fn uid(&self, id: CalendarId) -> usize {
        self.by_id.get(&id).map_or(1, |index| index + 1)
    }

    /// Returns the number of a person's calendar.
    pub(super) fn uid_of(&self, person: ResourceId) -> Option<usize> {
        self.by_person.get(&person).map(|index| index + 1)
    }

    fn person(&mut self, plan: &Plan, id: CalendarId, name: &str) -> usize {
        if let Some(base) = self.by_id.get(&id).copied() {
            let calendar = self.list.get(base).map(|entry| entry.calendar.clone()).unwrap_or_else(Calendar::standard);
            return self.push(name, calendar, Some(base));
        }
        let calendar = plan.calendars[id].calendar.apart();
        let bases = || self.list.iter().enumerate().filter(|(_, entry)| entry.base.is_none());
        let base = bases().find(|(_, entry)| calendar.is_over(&entry.calendar)).map(|(index, _)| index);
        let base = base.unwrap_or_else(|| self.push(name, calendar.clone(), None));
        self.push(name, calendar, Some(base))
    }

    /// Adds a calendar under a name of its own.
    fn push(&mut self, name: &str, calendar: Calendar, base: Option<usize>) -> usize {
        let clean: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let short = |letters: usize| clean.chars().take(letters).collect::<String>();
        let mut unique = short(LONGEST_NAME);
        let mut n = 1;
        while unique.trim().is_empty() || self.list.iter().any(|entry| entry.name == unique) {
            n += 1;
            unique = format!("{} {n}", short(LONGEST_NAME - 6));
        }
        self.list.push(Entry { name: unique, calendar, base });
        self.list.len() - 1
    }

    /// Writes them all, bases before what differs from them.
    pub(super) fn write(&self, xml: &mut Xml) {
        xml.inside("Calendars", |xml| {
            let order = |of_base: bool| self.list.iter().enumerate().filter(move |(_, entry)| entry.base.is_none() == of_base);
            for (index, entry) in order(true).chain(order(false)) {
                xml.inside("Calendar", |xml| self.entry(xml, index, entry));
            }
        });
    }

    fn entry(&self, xml: &mut Xml, index: usize, entry: &Entry) {
        xml.put("UID", index + 1);
        xml.text("Name", &entry.name);
        xml.put("IsBaseCalendar", u8::from(entry.base.is_none()));
        xml.put("IsBaselineCalendar", 0);
        xml.put("BaseCalendarUID", entry.base.map_or_else(|| "-1".to_owned(), |base| (base + 1).to_string()));
        let base = entry.base.and_then(|base| self.list.get(base)).map(|base| &base.calendar);
        let whole = Calendar { week: Week::default(), exceptions: Vec::new() };
        let told = base.map_or(DaySet::ALL, |base| entry.calendar.days_over(base));
        let days: Vec<Weekday> = SUNDAY_FIRST.into_iter().filter(|day| told.contains(*day)).collect();
        let is_in_range = |exception: &&Exception| exception.from.0 <= LAST && FIRST <= exception.to.0;
        let exceptions: Vec<&Exception> = entry.calendar.exceptions_over(base.unwrap_or(&whole)).filter(is_in_range).collect();
        if days.is_empty() && exceptions.is_empty() {
            return;
        }
        xml.inside("WeekDays", |xml| {
            for day in days {
                let hours = entry.calendar.week.hours(day);
                xml.inside("WeekDay", |xml| {
                    xml.put("DayType", (day.index() + 1) % 7 + 1);
                    working(xml, hours);
                });
            }
            for exception in &exceptions {
                xml.inside("WeekDay", |xml| {
                    xml.put("DayType", 0);
                    xml.put("DayWorking", u8::from(!exception.hours.is_empty()));
                    period(xml, exception);
                    times(xml, &exception.hours);
                });
            }
        });
        if !exceptions.is_empty() {
            xml.inside("Exceptions", |xml| {
                for exception in &exceptions {
                    xml.inside("Exception", |xml| exceptional(xml, exception));
                }
            });
        }
    }
}

const SUNDAY_FIRST: [Weekday; 7] =
    [Weekday::Sunday, Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday, Weekday::Saturday];

fn exceptional(xml: &mut Xml, exception: &Exception) {
    let (from, to) = (exception.from.0.max(FIRST), exception.to.0.min(LAST));
    xml.put("EnteredByOccurrences", 0);
    period(xml, exception);
    xml.put("Occurrences", i64::from(to) - i64::from(from) + 1);
    xml.text("Name", &exception.name);
    xml.put("Type", 1);
    working(xml, &exception.hours);
}

fn period(xml: &mut Xml, exception: &Exception) {
    let day = |day: i32| phrase::iso_day(Day(day));
    xml.inside("TimePeriod", |xml| {
        xml.put("FromDate", format!("{}T00:00:00", day(exception.from.0.max(FIRST))));
        xml.put("ToDate", format!("{}T23:59:00", day(exception.to.0.min(LAST))));
    });
}

fn working(xml: &mut Xml, hours: &Hours) {
    xml.put("DayWorking", u8::from(!hours.is_empty()));
    times(xml, hours);
}

fn times(xml: &mut Xml, hours: &Hours) {
    if hours.is_empty() {
        return;
    }
    xml.inside("WorkingTimes", |xml| {
        for (from, to) in &hours.0 {
            xml.inside("WorkingTime", |xml| {
                xml.put("FromTime", clock(TimeOfDay(*from)));
                xml.put("ToTime", clock(TimeOfDay(*to)));
            });
        }
    });
}
