//! Who is how busy when: hours booked and hours there are, by week or by month, and what is done in them.
//!
//! Booked hours are those of [`Bookings`]: they are shared out over the periods by working time, to the last tenth of a
//! minute. Hours there are follow the person's calendar with absences, their units, and of a thing how many of it there are,
//! while the plan runs.

mod sheet;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use chrono::Datelike;

use super::{Reader, phrase};
use crate::calendar::{Day, Instant, WorkTime};
use crate::model::{Id, Resource, ResourceId, ResourceKind, TaskId};
use crate::schedule::{Booking, Bookings};
pub use sheet::{Grid, Line, Part, Sheet, Slot, agenda, people};
pub(crate) use sheet::{decimal_hours, state};

/// Whose load is asked for, and of which days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadOptions {
    /// These, a team standing for its members; everybody when empty.
    pub who: Vec<ResourceId>,
    /// Not before this day.
    pub from: Option<Day>,
    /// Not after this day.
    pub to: Option<Day>,
}

/// What time is cut into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Weeks, which begin on Monday.
    Week,
    /// Calendar months.
    Month,
}

/// Everybody's load.
#[derive(Clone, Debug)]
pub struct Load {
    /// What the periods are.
    pub step: Step,
    /// The periods that the plan takes part in, in order: first and last day, clipped to the plan and to what was asked for.
    pub periods: Vec<(Day, Day)>,
    /// People and things, in the order of the text.
    pub people: Vec<PersonLoad>,
}

/// The load of one person or thing.
#[derive(Clone, Debug)]
pub struct PersonLoad {
    /// Who.
    pub who: ResourceId,
    /// One for each period.
    pub cells: Vec<LoadCell>,
    /// What they do in which period, in the order of time: each task once a period.
    pub slices: Vec<Slice>,
}

/// A person's load in a period, in tenths of a minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LoadCell {
    /// Person-time booked.
    pub booked: i64,
    /// Person-time that they have.
    pub available: i64,
    /// Booked beyond what they have, all in all or at some moment.
    pub over: bool,
}

/// A person's part in a task, in one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// Index of the period.
    pub period: usize,
    /// The task.
    pub task: TaskId,
    /// When they begin in this period.
    pub start: Instant,
    /// When they are done in this period.
    pub finish: Instant,
    /// Person-time in tenths of a minute.
    pub work: i64,
}

impl LoadCell {
    /// Tells whether there are hours and nothing is booked.
    #[must_use]
    pub const fn is_free(&self) -> bool {
        self.booked == 0 && 0 < self.available
    }

    /// Returns the booked share of the hours in whole per cent, only nothing being 0 and only all of it 100; `None` without hours.
    #[must_use]
    pub fn percent(&self) -> Option<i64> {
        if self.available <= 0 {
            return None;
        }
        let rounded = (self.booked * 200 + self.available) / (self.available * 2);
        Some(match self.booked.cmp(&self.available) {
            std::cmp::Ordering::Equal => 100,
            std::cmp::Ordering::Greater => rounded.max(101),
            std::cmp::Ordering::Less if self.booked == 0 => 0,
            std::cmp::Ordering::Less => rounded.clamp(1, 99),
        })
    }
}

impl PersonLoad {
    /// Returns all periods together.
    #[must_use]
    pub fn total(&self) -> LoadCell {
        self.cells.iter().fold(LoadCell::default(), |sum, cell| LoadCell {
            booked: sum.booked + cell.booked,
            available: sum.available + cell.available,
            over: sum.over || cell.over,
        })
    }

    /// Returns what is done in the period numbered so.
    #[must_use]
    pub fn slices_in(&self, period: usize) -> &[Slice] {
        let from = self.slices.partition_point(|slice| slice.period < period);
        let to = self.slices.partition_point(|slice| slice.period <= period);
        self.slices.get(from..to).unwrap_or(&[])
    }

    /// Returns how many tasks they are on.
    #[must_use]
    pub fn n_tasks(&self) -> usize {
        let mut tasks: Vec<TaskId> = self.slices.iter().map(|slice| slice.task).collect();
        tasks.sort_unstable();
        tasks.dedup();
        tasks.len()
    }
}

impl Load {
    /// Adds up who does what in which period. A plan in which nothing is booked has no periods.
    #[must_use]
    pub fn of(reader: &Reader<'_>, options: &LoadOptions, step: Step) -> Self {
        let bookings = Bookings::of(reader.plan, reader.schedule);
        let periods = periods(reader, options, step);
        let mut by_resource: Vec<Vec<Booking>> = vec![Vec::new(); reader.plan.resources.len()];
        for booking in &bookings.list {
            if let Some(list) = by_resource.get_mut(booking.resource.index()) {
                list.push(*booking);
            }
        }
        let wanted = asked(reader, &options.who);
        let people = wanted.into_iter().map(|who| {
            let list = by_resource.get(who.index()).map_or(&[][..], Vec::as_slice);
            person(reader, &bookings, &periods, (who, list))
        });
        Self { step, people: people.collect(), periods }
    }

    /// Returns what a period is called: `2 Mar`, `2 Mar 2026` where years differ, `March 2026`.
    #[must_use]
    pub fn name(&self, period: usize) -> String {
        let Some((first, _)) = self.periods.get(period).copied() else { return String::new() };
        let years = || self.periods.first().zip(self.periods.last()).is_some_and(|(a, z)| a.0.date().year() != z.1.date().year());
        match self.step {
            Step::Month => format!("{} {}", phrase::month(first), first.date().year()),
            Step::Week if years() => phrase::short_date(monday(first)),
            Step::Week => phrase::short_day(monday(first)),
        }
    }
}

/// Returns the Monday on or before `day`.
#[must_use]
pub fn monday(day: Day) -> Day {
    day.plus(-i32::try_from(day.date().weekday().num_days_from_monday()).unwrap_or(0))
}

/// Returns who is asked for, in the order of the text; teams are their members.
fn asked(reader: &Reader<'_>, who: &[ResourceId]) -> Vec<ResourceId> {
    let mut marks = vec![who.is_empty(); reader.plan.resources.len()];
    for id in who.iter().flat_map(|who| reader.plan.resources[*who].members.iter().chain([who])) {
        if let Some(mark) = marks.get_mut(id.index()) {
            *mark = true;
        }
    }
    let resources = reader.plan.resources.iter().zip(marks);
    resources.filter(|((_, resource), mark)| *mark && resource.kind != ResourceKind::Team).map(|((id, _), _)| id).collect()
}

/// Returns the days of the plan, cut into periods.
fn periods(reader: &Reader<'_>, options: &LoadOptions, step: Step) -> Vec<(Day, Day)> {
    let Some((start, finish)) = reader.schedule.start.zip(reader.schedule.finish) else { return Vec::new() };
    let first = options.from.map_or(start.day(), |from| from.max(start.day()));
    let last = finish.last_day().max(start.day());
    let last = options.to.map_or(last, |to| to.min(last));
    let mut periods = Vec::new();
    let mut at = first;
    while at <= last {
        let end = match step {
            Step::Week => monday(at).plus(6),
            Step::Month => month_end(at),
        };
        periods.push((at, end.min(last)));
        at = end.plus(1);
    }
    periods
}

fn month_end(day: Day) -> Day {
    let date = day.date();
    let (year, month) = if date.month() == 12 { (date.year() + 1, 1) } else { (date.year(), date.month() + 1) };
    Day::from_ymd(year, month, 1).map_or(Day::LAST, |next| next.plus(-1)).max(day)
}

fn person(reader: &Reader<'_>, bookings: &Bookings, periods: &[(Day, Day)], (who, list): (ResourceId, &[Booking])) -> PersonLoad {
    let resource = &reader.plan.resources[who];
    let hours = reader.hours(resource.calendar);
    let there = |period: &(Day, Day)| hours.map_or(0, |hours| available(resource, hours, *period));
    let mut cells: Vec<LoadCell> = periods.iter().map(|period| LoadCell { available: there(period), ..LoadCell::default() }).collect();
    let slices = slices(bookings, periods, list);
    for slice in &slices {
        if let Some(cell) = cells.get_mut(slice.period) {
            cell.booked += slice.work;
        }
    }
    for cell in &mut cells {
        cell.over = cell.available < cell.booked;
    }
    mark_clashes(resource, bookings, periods, list, &mut cells);
    PersonLoad { who, cells, slices }
}

/// Returns how much somebody has from the first of two days to the second.
fn available(resource: &Resource, hours: &WorkTime, (first, last): (Day, Day)) -> i64 {
    let first = resource.from.map_or(first, |from| from.max(first));
    let last = resource.until.map_or(last, |until| until.min(last));
    if last < first {
        return 0;
    }
    let mut cuts: Vec<Instant> = unit_cuts(resource).filter(|cut| first.start() < *cut && *cut <= last.start()).collect();
    cuts.extend([first.start(), last.plus(1).start()]);
    cuts.sort_unstable();
    cuts.dedup();
    let worked =
        cuts.iter().zip(cuts.iter().skip(1)).map(|(from, to)| i64::from(hours.between(*from, *to).0) * limit(resource, from.day()));
    worked.sum::<i64>() / 10_000
}

fn unit_cuts(resource: &Resource) -> impl Iterator<Item = Instant> {
    resource.units_for.iter().flat_map(|(from, to, _)| [from.start(), to.plus(1).start()])
}

/// Returns the most that somebody can be booked on `day`, in ten-thousandths.
fn limit(resource: &Resource, day: Day) -> i64 {
    let count = if resource.kind == ResourceKind::Resource { i64::from(resource.capacity) } else { 1 };
    i64::from(resource.units_on(day)) * count
}

/// Cuts bookings at the ends of periods. What lies outside all of them is left out.
fn slices(bookings: &Bookings, periods: &[(Day, Day)], list: &[Booking]) -> Vec<Slice> {
    let mut slices: Vec<Slice> = Vec::new();
    for booking in list {
        let hours = bookings.hours(booking);
        let whole = i64::from(hours.between(booking.start, booking.finish).0);
        let upto = |t: Instant| match whole {
            ..=0 => {
                if t <= booking.start {
                    0
                } else {
                    i64::from(booking.work.0)
                }
            }
            _ => i64::from(booking.work.0) * i64::from(hours.between(booking.start, t).0) / whole,
        };
        let first = periods.partition_point(|(_, last)| last.plus(1).start() <= booking.start);
        for (period, (from, to)) in periods.iter().enumerate().skip(first) {
            let (from, to) = (from.start().max(booking.start), to.plus(1).start().min(booking.finish));
            if to <= from {
                break;
            }
            let work = upto(to) - upto(from);
            if 0 < work {
                let (start, finish) = (hours.next_start(from).min(to), hours.prev_finish(to).max(from));
                slices.push(Slice { period, task: booking.task, start, finish, work });
            }
        }
    }
    slices.sort_by_key(|slice| (slice.period, slice.task, slice.start));
    slices.dedup_by(|next, kept| {
        let same = (next.period, next.task) == (kept.period, kept.task);
        if same {
            kept.work += next.work;
            kept.finish = kept.finish.max(next.finish);
        }
        same
    });
    slices.sort_by_key(|slice| (slice.period, slice.start, slice.finish, slice.task));
    slices
}

/// Marks the periods in which somebody is booked beyond their units at some moment, though the hours may add up.
fn mark_clashes(resource: &Resource, bookings: &Bookings, periods: &[(Day, Day)], list: &[Booking], cells: &mut [LoadCell]) {
    let mut points: Vec<Instant> = list.iter().flat_map(|booking| [booking.start, booking.finish]).chain(unit_cuts(resource)).collect();
    points.extend(periods.iter().flat_map(|(from, to)| [from.start(), to.plus(1).start()]));
    points.sort_unstable();
    points.dedup();
    let mut waiting: Vec<&Booking> = list.iter().collect();
    waiting.sort_by_key(|booking| (booking.start, booking.task));
    let mut waiting = waiting.into_iter().peekable();
    let mut active: Vec<&Booking> = Vec::new();
    // What all of them take together, were they all at work: only where that is too much they are looked at one by one.
    let mut taken = 0;
    let mut ends: BinaryHeap<Reverse<(Instant, u32)>> = BinaryHeap::new();
    for (from, to) in points.iter().zip(points.iter().skip(1)) {
        while let Some(booking) = waiting.next_if(|booking| booking.start <= *from) {
            active.push(booking);
            taken += i64::from(booking.units);
            ends.push(Reverse((booking.finish, booking.units)));
        }
        while let Some(Reverse((_, units))) = ends.peek().filter(|Reverse((finish, _))| finish <= from).copied() {
            taken -= i64::from(units);
            ends.pop();
        }
        let most = limit(resource, from.day());
        let period = periods.partition_point(|(_, last)| last.plus(1).start() <= *from);
        let Some(cell) = cells.get_mut(period).filter(|cell| !cell.over && most < taken) else { continue };
        active.retain(|booking| *from < booking.finish);
        if periods.get(period).is_some_and(|(first, _)| first.start() <= *from) {
            cell.over = is_beyond(most, bookings, &active, (*from, *to));
        }
    }
}

/// Tells whether bookings that work between two instants take more than `limit` together.
fn is_beyond(limit: i64, bookings: &Bookings, active: &[&Booking], (from, to): (Instant, Instant)) -> bool {
    let mut taken = 0;
    active.iter().any(|booking| {
        if 0 < bookings.hours(booking).between(from, to).0 {
            taken += i64::from(booking.units);
        }
        limit < taken
    })
}
