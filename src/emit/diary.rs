//! A person's calendar (RFC 5545): what they are booked for, in the hours in which they work on it, and when they are away.
//!
//! A booking is an event for each stretch of their hours, so that nights, lunch and days off stay free. An event is numbered
//! within its task and not dated: work that moves is moved in the reader's calendar too, and not doubled.

use super::ics::{Event, When, calendar, description, stamp};
use crate::calendar::{Calendar, Day, Exception, Hours, Instant, TimeOfDay};
use crate::model::{Id, Plan, Resource, ResourceId, ResourceKind};
use crate::schedule::{Booking, Bookings};
use crate::view::{Paths, Reader, phrase};

/// Everybody's bookings, to make calendars of.
pub struct Diaries<'r, 'p> {
    reader: &'r Reader<'p>,
    paths: Paths<'p>,
    bookings: Bookings,
    by_resource: Vec<Vec<Booking>>,
}

impl<'r, 'p> Diaries<'r, 'p> {
    /// Works out who does what.
    #[must_use]
    pub fn of(reader: &'r Reader<'p>) -> Self {
        let bookings = Bookings::of(reader.plan, reader.schedule);
        let mut by_resource = vec![Vec::new(); reader.plan.resources.len()];
        for booking in &bookings.list {
            if let Some(list) = by_resource.get_mut(booking.resource.index()) {
                list.push(*booking);
            }
        }
        Self { reader, paths: Paths::of(reader.plan), bookings, by_resource }
    }

    /// Returns the calendar of `who`: of one, or of several with their names before what they do.
    #[must_use]
    pub fn calendar(&self, who: &[ResourceId]) -> String {
        let plan = self.reader.plan;
        let several = 1 < who.len();
        let mut events = Vec::new();
        for person in who {
            let from = events.len();
            self.work(*person, &mut events);
            self.absences(*person, &mut events);
            events.get_mut(from..).into_iter().for_each(|own| own.sort_by_key(|event| event.when.map(begins)));
            let named = plan.text(plan.resources[*person].title);
            for event in events.iter_mut().skip(from).filter(|_| several) {
                event.summary = format!("{named}: {}", event.summary);
            }
        }
        let names: Vec<&str> = who.iter().map(|person| plan.text(plan.resources[*person].title)).collect();
        let title = plan.text(plan.settings.title);
        let name = [names.join(", "), title.to_owned()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" – ");
        calendar((&name, title), stamp(self.reader), &events)
    }

    /// Adds what somebody is booked for: an event for each stretch of their hours.
    fn work(&self, who: ResourceId, events: &mut Vec<Event>) {
        let plan = self.reader.plan;
        let resource = &plan.resources[who];
        let name = handle(plan, resource);
        let list = self.by_resource.get(who.index()).map_or(&[][..], Vec::as_slice);
        for of_task in list.chunk_by(|left, right| left.task == right.task) {
            let Some(task) = of_task.first().map(|booking| booking.task) else { continue };
            let (path, about) = (self.paths.get(task), description(self.reader, task, Some(who)));
            let mut n_events = 0;
            for booking in of_task {
                let share = share(resource, booking);
                let lines: Vec<String> = share.iter().chain(&about).cloned().collect();
                for (start, finish) in self.bookings.hours(booking).stretches(booking.start, booking.finish) {
                    n_events += 1;
                    events.push(Event {
                        path: format!("{path}/{name}/{n_events}"),
                        summary: plan.title(task).to_owned(),
                        when: Some(When::Times(start, finish)),
                        categories: plan.tasks[task].parent().map(|phase| plan.title(phase).to_owned()).into_iter().collect(),
                        description: lines.clone(),
                        url: plan.details(task).links.first().map(|link| plan.text(*link).to_owned()),
                        busy: share.is_none(),
                    });
                }
            }
        }
    }

    /// Adds when somebody is away, of their own accord and not with everybody: whole days, and hours of a day.
    fn absences(&self, who: ResourceId, events: &mut Vec<Event>) {
        let plan = self.reader.plan;
        let resource = &plan.resources[who];
        let own = plan.calendars[resource.calendar].calendar.apart();
        let standard = &plan.calendars[Plan::STANDARD].calendar;
        let name = handle(plan, resource);
        for exception in own.exceptions_over(standard) {
            let (from, to) = (resource.from.map_or(exception.from, |from| from.max(exception.from)), resource.until);
            let days = (from, to.map_or(exception.to, |to| to.min(exception.to)));
            for (when, n) in off(&own, exception, days).into_iter().zip(1..) {
                let summary = if exception.name.is_empty() { "Away".to_owned() } else { format!("Away: {}", exception.name) };
                let path = format!("away/{name}/{}/{n}", phrase::iso_day(days.0));
                events.push(Event { path, summary, when: Some(when), busy: true, ..Event::default() });
            }
        }
    }
}

/// Returns what an exception takes from the usual hours: all of its days, or hours of one; nothing where it adds some.
fn off(calendar: &Calendar, exception: &Exception, (from, to): (Day, Day)) -> Vec<When> {
    let worked_anyway = |day: Day| !calendar.week.hours(day.weekday()).is_empty();
    match () {
        () if to < from => Vec::new(),
        () if exception.hours.is_empty() => {
            let is_felt = to.0 - from.0 >= 6 || (from.0..=to.0).any(|day| worked_anyway(Day(day)));
            is_felt.then_some(When::Days(from, to)).into_iter().collect()
        }
        () if from == to => {
            let usual = calendar.week.hours(from.weekday());
            let at = |minute: u16| from.at(TimeOfDay(minute));
            gaps(usual, &exception.hours).into_iter().map(|(start, end)| When::Times(at(start), at(end))).collect()
        }
        () => Vec::new(),
    }
}

/// Returns the parts of `usual` that are not in `left`, in tenths of a minute of the day.
fn gaps(usual: &Hours, left: &Hours) -> Vec<(u16, u16)> {
    let mut parts = usual.0.clone();
    for (start, end) in &left.0 {
        let cut = |(a, z): (u16, u16)| [(a, z.min(*start)), (a.max(*end), z)];
        parts = parts.into_iter().flat_map(cut).filter(|(a, z)| a < z).collect();
    }
    parts
}

/// Returns what a booking takes of its hours, where that is not all of somebody.
fn share(resource: &Resource, booking: &Booking) -> Option<String> {
    match resource.kind {
        ResourceKind::Resource if 10_000 < booking.units => Some(format!("{} of {}", booking.units / 10_000, resource.capacity)),
        ResourceKind::Resource if 1 < resource.capacity => Some(format!("1 of {}", resource.capacity)),
        ResourceKind::Person | ResourceKind::Team | ResourceKind::Resource | ResourceKind::Label if booking.units < 10_000 => {
            Some(format!("{} of these hours", phrase::percent(booking.units)))
        }
        ResourceKind::Person | ResourceKind::Team | ResourceKind::Resource | ResourceKind::Label => None,
    }
}

/// Returns what somebody is called among events: their id, else their title.
fn handle<'p>(plan: &'p Plan, resource: &Resource) -> &'p str {
    match plan.text(resource.id) {
        "" => plan.text(resource.title),
        id => id,
    }
}

fn begins(when: When) -> Instant {
    match when {
        When::Days(first, _) => first.start(),
        When::Times(start, _) => start,
    }
}
