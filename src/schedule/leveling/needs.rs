//! Whom every task takes, how much of them, and who may stand in for whom.
//!
//! Read from the plan once; every order that is tried is laid out by the same needs.

use rustc_hash::FxHashMap;

use super::csr::Rows;
use super::daybook::ALL;
use super::outcome::Chosen;
use super::team::Teams;
use crate::calendar::Instant;
use crate::model::{ConstraintKind, Id, Kind, Plan, Resource, ResourceKind, TaskId, When};
use crate::schedule::effort::{Lengths, Run, Share, person_time, shares_of};
use crate::schedule::progress::{self, State};
use crate::schedule::{Dates, is_phase};

/// What one task takes of one person or thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::schedule) struct Need {
    /// Whom.
    pub(in crate::schedule) resource: u32,
    /// Ten-thousandths, or all that they have.
    pub(in crate::schedule) units: u32,
    /// Which of the task's shares it is.
    pub(in crate::schedule) share: u32,
}

/// The needs of all tasks that leveling may move.
#[derive(Debug, Default)]
pub(in crate::schedule) struct Needs {
    rows: Rows<Need>,
    /// Who of a team may do what.
    pub(in crate::schedule) teams: Teams,
    /// By resource, the clock in whose working time its bookings are counted.
    pub(in crate::schedule) clocks: Vec<u32>,
    /// By resource, the clock time of all that names them.
    pub(in crate::schedule) loads: Vec<u64>,
}

impl Needs {
    /// Reads the needs of `plan`; teams get their alternatives from `lengths`, and what people have to do its length from `dates`.
    pub(in crate::schedule) fn of(plan: &Plan, lengths: &mut Lengths, dates: &Dates) -> Self {
        let mut rows = Rows::default();
        let mut teams = Teams::default();
        let mut clocks: Vec<Option<u32>> = vec![None; plan.resources.len()];
        let mut loads = vec![0; plan.resources.len()];
        let (mut shares, mut list) = (Vec::new(), Vec::new());
        for id in plan.tasks.ids() {
            list.clear();
            if is_booked(plan, id) && !is_pinned(plan, id) {
                shares_of(plan, lengths.stand_ins(), id, &mut shares);
                each_need(plan, lengths, id, &shares, &mut list);
                teams.add(plan, lengths, id);
                note_clocks(plan, lengths, id, &list, &mut clocks);
                // Whoever of a team does it works by a clock of their own, not by that of a task that others share.
                for need in teams.choices(id).iter().flat_map(|choice| &choice.needs) {
                    if let Some(slot) = clocks.get_mut(need.resource as usize) {
                        *slot = Some(MANY);
                    }
                }
                if teams.choices(id).is_empty() {
                    let length = u64::from(dates[id].finish.since(dates[id].start).0.unsigned_abs());
                    for need in &list {
                        if let Some(load) = loads.get_mut(need.resource as usize) {
                            *load += length;
                        }
                    }
                }
            }
            rows.push(list.iter().copied());
        }
        let own = plan.resources.ids().map(|id| lengths.own(id).unwrap_or(0));
        let clocks = clocks.iter().zip(own).map(|(clock, own)| clock.filter(|clock| *clock != MANY).unwrap_or(own)).collect();
        Self { rows, teams, clocks, loads }
    }

    /// Returns, by resource, the clock in whose working time its bookings are counted; the needs themselves are given back.
    pub(in crate::schedule) fn into_clocks(self) -> Vec<u32> {
        self.clocks
    }

    /// Returns what `task` takes, of teams their first members.
    pub(in crate::schedule) fn row(&self, task: TaskId) -> &[Need] {
        self.rows.row(task.0)
    }
}

/// Somebody works by more than one clock.
const MANY: u32 = u32::MAX;

/// Keeps the one clock by which somebody always works; with any other way of working there is none.
fn note_clocks(plan: &Plan, lengths: &Lengths, id: TaskId, needs: &[Need], clocks: &mut [Option<u32>]) {
    let clock = match lengths.run(plan, id) {
        Run::Hours(clock, _) => clock,
        Run::Instant | Run::Elapsed(_) | Run::Crew { .. } => MANY,
    };
    for need in needs {
        if let Some(slot) = clocks.get_mut(need.resource as usize) {
            *slot = Some(slot.map_or(clock, |known| if known == clock { clock } else { MANY }));
        }
    }
}

/// Tells whether anybody is booked for an item.
pub(in crate::schedule) fn is_booked(plan: &Plan, id: TaskId) -> bool {
    let task = &plan.tasks[id];
    task.kind == Kind::Task && !task.assignments.is_empty() && !is_phase(plan, id) && progress::state(plan, id) != State::Over
}

/// Tells whether an item lies where it lies whatever else moves: given dates, work under way.
pub(in crate::schedule) fn is_pinned(plan: &Plan, id: TaskId) -> bool {
    let is_told = |when: &When| matches!(when, When::At(_));
    if let Some((from, until)) = plan.given(id) {
        return is_told(from) && is_told(until);
    }
    let details = plan.details(id);
    match progress::state(plan, id) {
        State::Open => details.constraints.iter().any(|constraint| {
            matches!(constraint.kind, ConstraintKind::MustStart | ConstraintKind::MustFinish) && is_told(&constraint.when)
        }),
        // With no date recorded it began where the schedule puts it.
        State::Begun => details.progress.started.is_some() || plan.settings.as_of.is_some_and(|as_of| !as_of.keeping_dates),
        State::Over => true,
    }
}

/// Adds what `shares` of a task take to `list`; whoever stands there twice is added up.
pub(in crate::schedule) fn each_need(plan: &Plan, lengths: &Lengths, id: TaskId, shares: &[Share], list: &mut Vec<Need>) {
    for (index, share) in (0u32..).zip(shares) {
        let resource = &plan.resources[share.resource];
        if resource.kind == ResourceKind::Label {
            continue;
        }
        let asked = units_of(plan, lengths, id, share);
        let units = if top(resource) <= asked { most(resource) } else { asked };
        let number = u32::try_from(share.resource.index()).unwrap_or(u32::MAX);
        match list.iter_mut().find(|need| need.resource == number) {
            Some(need) if need.units == ALL || units == ALL => need.units = ALL,
            Some(need) if top(resource) <= need.units.saturating_add(units) => need.units = most(resource),
            Some(need) => need.units += units,
            None if 0 < units => list.push(Need { resource: number, units, share: index }),
            None => {}
        }
    }
}

fn units_of(plan: &Plan, lengths: &Lengths, id: TaskId, share: &Share) -> u32 {
    let resource = &plan.resources[share.resource];
    let is_thing = resource.kind == ResourceKind::Resource;
    if let Some(units) = share.units {
        return units.saturating_mul(share.count);
    }
    if let (Some(own), None, Run::Hours(_, length)) = (share.work, person_time(plan, id), lengths.run(plan, id)) {
        return u32::try_from(i64::from(own.0) * 10_000 / i64::from(length.0.max(1))).unwrap_or(ALL);
    }
    if is_thing { resource.units.saturating_mul(share.count) } else { ALL }
}

/// Returns the most that there ever is of somebody. Who is asked for more is asked for all: it was told where it stands.
fn top(resource: &Resource) -> u32 {
    let count = if resource.kind == ResourceKind::Resource { resource.capacity } else { 1 };
    let units = resource.units_for.iter().map(|(.., units)| *units).chain([resource.units]).max().unwrap_or(0);
    units.saturating_mul(count)
}

/// Returns what taking all of somebody is: a person is asked for with everything, a thing by the piece.
fn most(resource: &Resource) -> u32 {
    if resource.kind == ResourceKind::Resource { top(resource).min(ALL - 1) } else { ALL }
}

/// Returns from where on how much there is of somebody, in the places of a clock.
pub(in crate::schedule) fn limits(resource: &Resource, place: impl Fn(Instant) -> u32) -> Vec<(u32, u32)> {
    let count = if resource.kind == ResourceKind::Resource { resource.capacity } else { 1 };
    let mut days: Vec<_> = resource.units_for.iter().flat_map(|(from, to, _)| [*from, to.plus(1)]).collect();
    days.sort_unstable();
    days.dedup();
    let mut list = vec![(0, resource.units.saturating_mul(count))];
    for day in days {
        let (at, units) = (place(day.start()), resource.units_on(day).saturating_mul(count));
        match list.last_mut() {
            Some(last) if last.0 == at => last.1 = units,
            Some(_) | None => list.push((at, units)),
        }
    }
    list
}

/// Returns the needs of a task that has a place of its own, with whom leveling chose for it so far.
pub(in crate::schedule) fn needs_of(plan: &Plan, lengths: &Lengths, chosen: &[Chosen], id: TaskId) -> Vec<Need> {
    let (mut shares, mut list) = (Vec::new(), Vec::new());
    shares_of(plan, chosen, id, &mut shares);
    each_need(plan, lengths, id, &shares, &mut list);
    list
}

/// What alternatives are found by: those whom a task names, and how.
pub(in crate::schedule) type Known = FxHashMap<Vec<u32>, u32>;
