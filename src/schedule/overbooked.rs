//! Who is booked beyond their units, on which days, by which tasks.
//!
//! The bookings of each person are swept in the order of time, so the cost is that of sorting them. Stretches in which they
//! add up to too much are joined over nights and weekends: one message for each person and each run of days.

use super::effort::{Share, shares, shares_of};
use super::leveling::Chosen;
use super::progress::{self, State};
use super::verify::name;
use super::{Cx, Dates, is_phase};
use crate::calendar::{Instant, WorkTime};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Effort, Id, Kind, Plan, Resource, ResourceId, ResourceKind, TaskId};
use crate::span::Span;

/// How many tasks of a run are pointed at.
const SHOWN: usize = 8;

/// One person's part in one task.
#[derive(Clone, Copy, Debug)]
struct Booking {
    start: Instant,
    finish: Instant,
    task: TaskId,
    /// Which of the task's shares it is.
    share: u32,
    /// Index of its terms.
    terms: u32,
}

/// What bookings of one person mostly have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Terms {
    /// Ten-thousandths of a full person; `None` is all that they have.
    units: Option<i64>,
    clock: u32,
}

/// Everything that one person is booked for. A large plan has a million bookings, so each is twenty bytes.
#[derive(Clone, Debug, Default)]
struct Booked {
    list: Vec<Booking>,
    /// Whenever they change from one booking to the next; most people have one.
    terms: Vec<Terms>,
}

impl Booked {
    fn add(&mut self, terms: Terms, booking: Booking) {
        if self.terms.last() != Some(&terms) {
            self.terms.push(terms);
        }
        let last = u32::try_from(self.terms.len()).unwrap_or(u32::MAX) - 1;
        self.list.push(Booking { terms: last, ..booking });
    }
}

/// Returns what `booking` takes of somebody, and the clock it runs by.
fn terms_of(terms: &[Terms], booking: &Booking) -> Terms {
    terms.get(booking.terms as usize).copied().unwrap_or(Terms { units: None, clock: 0 })
}

/// Reports everyone who is booked beyond their units.
pub(super) fn check(cx: &Cx<'_>, chosen: &[Chosen], dates: &Dates, diagnostics: &mut Diagnostics) {
    if !cx.plan.settings.has_people {
        return;
    }
    let mut by_resource: Vec<Booked> = vec![Booked::default(); cx.plan.resources.len()];
    let mut shares = Vec::new();
    for (id, task) in cx.plan.tasks.iter() {
        if task.kind != Kind::Task || task.assignments.is_empty() || is_phase(cx.plan, id) || progress::state(cx.plan, id) == State::Over {
            continue;
        }
        shares_of(cx.plan, chosen, id, &mut shares);
        for (index, share) in shares.iter().enumerate() {
            let (terms, booking) = book(cx, dates, id, (index, share));
            if let Some(booked) = by_resource.get_mut(share.resource.index()).filter(|_| booking.start < booking.finish) {
                booked.add(terms, booking);
            }
        }
    }
    for (index, booked) in (0u32..).zip(by_resource) {
        let resource = ResourceId(index);
        if 1 < booked.list.len() || booked.terms.iter().any(|terms| terms.units.is_some()) {
            sweep(cx, resource, booked, diagnostics);
        }
    }
}

fn book(cx: &Cx<'_>, dates: &Dates, id: TaskId, (index, share): (usize, &Share)) -> (Terms, Booking) {
    let known = &dates[id];
    let (clock, mut start, finish) = cx.lengths.share(cx.plan, id, index, (known.start, known.finish));
    if let Some(as_of) = cx.as_of {
        // What happened up to the status date is over, and too much of it is past help.
        start = start.max(as_of);
    }
    let is_span = matches!(cx.plan.tasks[id].effort, Effort::Duration(_));
    let own = share.work.filter(|_| is_span && share.units.is_none());
    let units = own.map_or_else(
        || share.units.map(|units| i64::from(units) * i64::from(share.count)),
        |own| Some(i64::from(own.0) * 10_000 / i64::from(cx.lengths.clock(clock).between(known.start, known.finish).0).max(1)),
    );
    let resource = &cx.plan.resources[share.resource];
    let units = if resource.kind == ResourceKind::Resource {
        Some(units.unwrap_or(i64::from(resource.units) * i64::from(share.count)))
    } else {
        units
    };
    let share = u32::try_from(index).unwrap_or(u32::MAX);
    (Terms { units, clock }, Booking { start, finish, task: id, share, terms: 0 })
}

/// Returns the most that a person or a resource can be booked at `t`, in ten-thousandths.
fn limit(resource: &Resource, t: Instant) -> i64 {
    let units = resource.units_on(t.day());
    let count = if resource.kind == ResourceKind::Resource { i64::from(resource.capacity) } else { 1 };
    i64::from(units) * count
}

/// A stretch of time in which somebody is booked too much.
#[derive(Clone, Debug)]
struct Excess {
    start: Instant,
    finish: Instant,
    most: i64,
    tasks: Vec<Booking>,
    /// How many tasks beyond those listed.
    more: usize,
}

/// Walks through one person's bookings in the order of time. One alone that asks for more than there is was told where it stands.
fn sweep(cx: &Cx<'_>, id: ResourceId, booked: Booked, diagnostics: &mut Diagnostics) {
    let resource = &cx.plan.resources[id];
    let Booked { mut list, terms } = booked;
    list.sort_by_key(|booking| (booking.start, booking.task));
    let own = list.first().map_or(0, |booking| terms_of(&terms, booking).clock);
    let clock = cx.lengths.clock(if resource.calendar.0 == own { own } else { resource.calendar.0 });
    let mut instants: Vec<Instant> = list.iter().flat_map(|booking| [booking.start, booking.finish]).collect();
    instants.extend(resource.units_for.iter().flat_map(|(from, to, _)| [from.start(), to.plus(1).start()]));
    instants.sort_unstable();
    instants.dedup();
    let mut waiting = list.iter().copied().peekable();
    let mut active: Vec<Booking> = Vec::new();
    let mut open: Option<Excess> = None;
    for (from, to) in instants.iter().zip(instants.iter().skip(1)) {
        active.retain(|booking| *from < booking.finish);
        while let Some(booking) = waiting.next_if(|booking| booking.start <= *from) {
            active.push(booking);
        }
        let allowed = limit(resource, *from);
        let booked: i64 = active.iter().map(|booking| terms_of(&terms, booking).units.unwrap_or(allowed)).sum();
        let is_told =
            matches!(active.as_slice(), [one] if terms_of(&terms, one).units.is_some_and(|units| limit(resource, Instant::MIN) < units));
        if booked <= allowed || is_told || !is_worked(cx, clock, (&active, &terms), allowed, (*from, *to)) {
            continue;
        }
        match open.as_mut().filter(|run| clock.between(run.finish, *from).0 <= 0) {
            Some(run) => run.extend(&active, *to, booked),
            None => {
                open.take().inspect(|run| tell(cx.plan, id, run, clock, diagnostics));
                let mut run = Excess { start: *from, finish: *to, most: booked, tasks: Vec::new(), more: 0 };
                run.extend(&active, *to, booked);
                open = Some(run);
            }
        }
    }
    open.inspect(|run| tell(cx.plan, id, run, clock, diagnostics));
}

impl Excess {
    fn extend(&mut self, active: &[Booking], to: Instant, booked: i64) {
        self.finish = to;
        self.most = self.most.max(booked);
        for booking in active.iter().rev().take(SHOWN * 2) {
            if self.tasks.iter().any(|known| known.task == booking.task) {
                continue;
            }
            if self.tasks.len() < SHOWN {
                self.tasks.push(*booking);
            } else {
                self.more += 1;
            }
        }
    }
}

/// Tells whether bookings meet in somebody's working time: those in other hours, mornings and afternoons say, may not.
fn is_worked(cx: &Cx<'_>, clock: &WorkTime, (active, terms): (&[Booking], &[Terms]), allowed: i64, (from, to): (Instant, Instant)) -> bool {
    let first = active.first().map(|booking| terms_of(terms, booking).clock);
    if active.iter().all(|booking| Some(terms_of(terms, booking).clock) == first) {
        return 0 < first.map_or(clock, |first| cx.lengths.clock(first)).between(from, to).0;
    }
    let mut changes: Vec<(Instant, i64)> = Vec::new();
    for booking in active {
        let Terms { units, clock } = terms_of(terms, booking);
        let units = units.unwrap_or(allowed);
        for (start, end) in cx.lengths.clock(clock).stretches(from, to).take(1_000) {
            changes.extend([(start, units), (end, -units)]);
        }
    }
    changes.sort_unstable();
    let mut booked = 0;
    changes.into_iter().any(|(_, units)| {
        booked += units;
        allowed < booked
    })
}

/// Returns where a booking is written.
fn span_of(plan: &Plan, booking: &Booking) -> Span {
    shares(plan, booking.task).get(booking.share as usize).map_or(plan.tasks[booking.task].span(), |share| share.span)
}

fn tell(plan: &Plan, id: ResourceId, run: &Excess, clock: &WorkTime, diagnostics: &mut Diagnostics) {
    let resource = &plan.resources[id];
    let who = plan.text(if plan.text(resource.id).is_empty() { resource.title } else { resource.id });
    let first = clock.next_start(run.start).day().date();
    let last = run.finish.last_day().date();
    let days = if first == last { format!("on {first}") } else { format!("from {first} to {last}") };
    let mut tasks = run.tasks.clone();
    tasks.sort_by_key(|booking| (booking.start, booking.task));
    let Some(latest) = tasks.pop() else { return };
    let (most, allowed) = (run.most / 100, limit(resource, run.start) / 100);
    let names: Vec<String> = tasks.iter().chain([&latest]).map(|booking| format!("`{}`", name(plan, booking.task))).collect();
    let by = match names.as_slice() {
        [one] => one.clone(),
        [most @ .., last] if run.more == 0 => format!("{} and {last}", most.join(", ")),
        names => format!("{} and {} more", names.join(", "), run.more),
    };
    let message = format!("`{who}` is booked {most}% {days}, by {by}, and has {allowed}%");
    let diagnostic = diagnostics.report(Code::Overbooked, span_of(plan, &latest), message);
    for booking in &tasks {
        diagnostic.label(
            span_of(plan, booking),
            format!("`{}` needs `{who}` too, until {}", name(plan, booking.task), booking.finish.last_day().date()),
        );
    }
    diagnostic.help(format!("let one of them wait with `after`, or have someone else than `{who}` do it"));
}
