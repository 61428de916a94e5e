//! The calendars of an MS Project file, made into weeks, days off and working days.
//!
//! A calendar of a resource says only where it differs from its base. Which hours a day has is decided in this order: the
//! calendar's own exceptions, those of its base, work weeks (its own, then the base's), its own weekday, the base's.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::file::uid;
use super::repeats;
use super::values::{shown, time_of_day};
use crate::calendar::{Calendar, DAY, Day, DaySet, Exception, Hours, Week, Weekday, WorkTime};
use crate::format::{Clause, ItemId, Moment};
use crate::interop::Fault;
use crate::interop::xml::Element;

/// Most days for which a work week is told day by day.
const MOST_DAYS: i32 = 4_000;

/// Hours by weekday, Monday first, where they are told.
type Days = [Option<Hours>; 7];

/// The days of a week that differ from a first to a last day.
type ForATime = (Day, Day, Days);

/// The calendars of a file, by their UID.
#[derive(Debug, Default)]
pub(super) struct Calendars<'a> {
    list: Vec<Own<'a>>,
    by_uid: FxHashMap<i64, usize>,
}

/// A calendar as the file has it.
#[derive(Debug)]
pub(super) struct Own<'a> {
    pub(super) element: Element<'a>,
    pub(super) name: &'a str,
    base: Option<i64>,
    /// Hours of its own, by weekday.
    week: Days,
    /// Days that differ, in order.
    days: Vec<Exception>,
    /// Weeks that differ for a time.
    weeks: Vec<ForATime>,
    /// Its days and weeks as days off and working days.
    told: Vec<Exception>,
    /// What it comes to, base included.
    pub(super) whole: WorkTime,
    /// Where it is declared in the draft.
    pub(super) item: Option<ItemId>,
}

impl<'a> Calendars<'a> {
    /// Reads them, the bases before those that follow them.
    pub(super) fn of(project: Element<'a>) -> Result<Self, Fault> {
        let mut calendars = Self::default();
        for element in project.child("Calendars").into_iter().flat_map(|list| list.all("Calendar")) {
            let uid = uid(element)?;
            if calendars.by_uid.insert(uid, calendars.list.len()).is_some() {
                return Err(element.fault(format!("a second calendar has the UID {uid}")));
            }
            calendars.list.push(own(element)?);
        }
        for index in 0..calendars.list.len() {
            calendars.settle(index)?;
        }
        Ok(calendars)
    }

    /// Returns the calendar with this UID.
    pub(super) fn get(&self, uid: i64) -> Option<&Own<'a>> {
        self.list.get(*self.by_uid.get(&uid)?)
    }

    /// Returns the calendar with this UID if there is working time in it.
    pub(super) fn working(&self, uid: i64) -> Option<&Own<'a>> {
        self.get(uid).filter(|own| !own.whole.is_empty())
    }

    /// Says where the calendar with this UID is declared.
    pub(super) fn declare(&mut self, uid: i64, item: ItemId) {
        let slot = self.by_uid.get(&uid).and_then(|index| self.list.get_mut(*index));
        slot.into_iter().for_each(|own| own.item = Some(item));
    }

    /// Returns the UID of the base of a calendar.
    pub(super) fn base(&self, uid: i64) -> Option<i64> {
        self.get(uid)?.base.filter(|base| self.by_uid.contains_key(base))
    }

    /// Returns every calendar that others may be based on, with its UID, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (i64, &Own<'a>)> {
        let mut uids: Vec<(i64, usize)> = self.by_uid.iter().map(|(uid, index)| (*uid, *index)).collect();
        uids.sort_by_key(|(_, index)| *index);
        uids.into_iter().filter_map(|(uid, index)| Some((uid, self.list.get(index)?)))
    }

    /// Works out what a calendar comes to.
    fn settle(&mut self, index: usize) -> Result<(), Fault> {
        let mut chain = vec![index];
        while let Some(base) = chain.last().and_then(|at| self.list.get(*at)).and_then(|own| own.base) {
            let Some(base) = self.by_uid.get(&base) else { break };
            if chain.contains(base) {
                let element = self.list.get(index).map(|own| own.element);
                return Err(element.map_or_else(Fault::default, |element| element.fault("calendars that are each other's base")));
            }
            chain.push(*base);
        }
        let owns: Vec<&Own<'a>> = chain.iter().filter_map(|at| self.list.get(*at)).collect();
        let mut week = Week::default();
        for day in Weekday::ALL {
            let hours = owns.iter().find_map(|own| own.week.get(day.index()).and_then(Option::as_ref));
            week.set(DaySet::of(day), hours.unwrap_or(&Hours::NONE));
        }
        let covered: Vec<(Day, Day)> = owns.iter().flat_map(|own| &own.days).map(|day| (day.from, day.to)).collect();
        let told = |own: &Own<'_>| {
            let weeks = own.weeks.iter().flat_map(|weeks| by_day(weeks, &week, &covered));
            weeks.chain(own.days.iter().cloned()).collect::<Vec<Exception>>()
        };
        // Weeks for a time give way to every exception, so those of all come first.
        let layers = owns.iter().rev().flat_map(|own| own.weeks.iter().flat_map(|weeks| by_day(weeks, &week, &covered)));
        let layers = layers.chain(owns.iter().rev().flat_map(|own| own.days.iter().cloned()));
        let days: Vec<Arc<Exception>> = layers.map(Arc::new).collect();
        let own_days = owns.first().map(|own| told(own)).unwrap_or_default();
        let calendar = Calendar::layered(week, &days);
        let Some(own) = self.list.get_mut(index) else { return Ok(()) };
        (own.told, own.whole) = (own_days, WorkTime::of(&calendar));
        Ok(())
    }
}

impl Own<'_> {
    /// Returns the clauses that say how it differs from its base, or all of its hours where it has none.
    pub(super) fn clauses(&self, has_base: bool) -> Vec<Clause> {
        let mut clauses = Vec::new();
        if !has_base || self.week.iter().any(Option::is_some) {
            clauses.extend(Clause::hours_of(&self.whole.calendar().week));
        }
        for day in &self.told {
            clauses.push(if day.hours.is_empty() {
                Clause::Off(Moment::day(day.from), Moment::day(day.to), day.name.clone())
            } else {
                Clause::Workday(day.from, day.to, day.hours.clone(), day.name.clone())
            });
        }
        clauses
    }
}

/// Returns the days of a week that holds for a time, as runs of days that differ from the usual week.
fn by_day((from, to, hours): &ForATime, week: &Week, covered: &[(Day, Day)]) -> Vec<Exception> {
    let mut runs: Vec<Exception> = Vec::new();
    for n in 0..(to.0 - from.0 + 1).clamp(0, MOST_DAYS) {
        let day = from.plus(n);
        let Some(own) = hours.get(day.weekday().index()).and_then(Option::as_ref) else { continue };
        if own == week.hours(day.weekday()) || covered.iter().any(|(first, last)| *first <= day && day <= *last) {
            continue;
        }
        match runs.last_mut().filter(|run| run.to.plus(1) == day && run.hours == *own) {
            Some(run) => run.to = day,
            None => runs.push(Exception { from: day, to: day, hours: own.clone(), name: String::new() }),
        }
    }
    runs
}

fn own(element: Element<'_>) -> Result<Own<'_>, Fault> {
    let mut week: Days = Default::default();
    let mut days = Vec::new();
    let mut has_week = false;
    for day in element.child("WeekDays").into_iter().flat_map(|days| days.all("WeekDay")) {
        match day.number("DayType")? {
            Some(0) => days.extend(repeats::period(day, working(day)?)?),
            Some(number @ 1..=7) => {
                has_week = true;
                set(&mut week, number, &working(day)?);
            }
            _ => return Err(day.fault("a weekday whose `DayType` is not a number from 0 to 7")),
        }
    }
    let exceptions: Vec<Element<'_>> = element.child("Exceptions").into_iter().flat_map(|list| list.all("Exception")).collect();
    if !exceptions.is_empty() {
        // The same days are told twice, for older readers.
        days.clear();
    }
    for exception in exceptions {
        days.extend(repeats::exception(exception, &working(exception)?)?);
    }
    let mut weeks = Vec::new();
    for work_week in element.child("WorkWeeks").into_iter().flat_map(|list| list.all("WorkWeek")) {
        weeks.extend(for_a_time(work_week)?);
    }
    let base = element.number("BaseCalendarUID")?.filter(|uid| 0 <= *uid);
    if base.is_none() && !has_week {
        (2..=6).for_each(|day| set(&mut week, day, &usual()));
    }
    days.sort_by_key(|day| day.from);
    let whole = WorkTime::of(&Calendar::standard());
    Ok(Own { element, name: element.text_of("Name"), base, week, days, weeks, told: Vec::new(), whole, item: None })
}

/// Returns a week that holds for a time.
fn for_a_time(element: Element<'_>) -> Result<Option<ForATime>, Fault> {
    let Some((from, to)) = repeats::range(element)? else { return Ok(None) };
    let mut week: Days = Default::default();
    for day in element.child("WeekDays").into_iter().flat_map(|days| days.all("WeekDay")) {
        if let Some(number) = day.number("DayType")? {
            set(&mut week, number, &working(day)?);
        }
    }
    Ok(Some((from, to, week)))
}

/// Sets a weekday; Sunday is 1.
fn set(week: &mut Days, number: i64, hours: &Hours) {
    let index = usize::try_from((number + 5).rem_euclid(7)).unwrap_or(0);
    week.get_mut(index).into_iter().for_each(|slot| *slot = Some(hours.clone()));
}

/// Returns the hours that are worked on a weekday or an exception; those of a usual day where only that it is worked is told.
fn working(element: Element<'_>) -> Result<Hours, Fault> {
    let mut stretches = Vec::new();
    for time in element.child("WorkingTimes").into_iter().flat_map(|times| times.all("WorkingTime")) {
        let (Some(from), Some(to)) = (clock(time, "FromTime")?, clock(time, "ToTime")?) else { continue };
        let day = u16::try_from(DAY).unwrap_or(u16::MAX);
        // Midnight at the end of the day is written as its beginning, and now and then as 24:00.
        let to = match to {
            0 => day,
            _ if to < from => to + day,
            _ => to,
        };
        stretches.push((from, to));
    }
    let is_worked = element.flag("DayWorking")?.unwrap_or(!stretches.is_empty());
    Ok(match (is_worked, stretches.is_empty()) {
        (false, _) => Hours::NONE,
        (true, true) => usual(),
        (true, false) => Hours::joined(stretches),
    })
}

fn clock(time: Element<'_>, name: &str) -> Result<Option<u16>, Fault> {
    let Some(element) = time.child(name).filter(|element| !element.text().is_empty()) else { return Ok(None) };
    let text = element.text().split_once('T').map_or(element.text(), |(_, time)| time);
    match time_of_day(text) {
        Some(time) => Ok(Some(time.0)),
        None => Err(element.fault(format!("`{}` is not a time such as 08:00:00", shown(element.text())))),
    }
}

/// Eight to twelve and one to five: what a working day is where a file does not say.
fn usual() -> Hours {
    Hours(vec![(4_800, 7_200), (7_800, 10_200)])
}
