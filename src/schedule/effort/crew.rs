//! Who works on an item, in which hours, at which rate.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::share::{Share, shares_of};
use super::shift::{Shift, divide_up};
use super::ways::{is_open, ways};
use super::{Run, person_time};
use crate::calendar::{Calendar, Day, Exception, Work, WorkTime};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Effort, Kind, Pick, Plan, ResourceId, ResourceKind, TaskId};
use crate::schedule::leveling::Chosen;

/// Ten-thousandths of a full person.
const FULL: i64 = 10_000;

/// Clocks that were told to share no hour.
type Told = FxHashSet<Vec<u32>>;

/// The people of one item, as far as its dates depend on them.
#[derive(Clone, Debug, Default)]
pub(in crate::schedule) struct Crew {
    /// The clock of the hours that all of them and the item's calendar share.
    pub(super) together: u32,
    /// Who works an effort; those with the same hours are one shift.
    pub(super) shifts: Vec<Shift>,
    /// The units of those who share the work that is nobody's own.
    pool_units: i64,
    /// The work that is somebody's own.
    own_work: i64,
    /// By share, the shift that it works in, if it works.
    shift_of: Vec<Option<u32>>,
    /// Clocks that share no hour though those on the item need one, and the one share that is about, or all.
    idle: Vec<(Vec<u32>, Option<u32>)>,
}

/// Every crew of a plan, found once per set of people.
pub(super) struct Crews {
    pub(super) clocks: Vec<WorkTime>,
    pub(super) list: Vec<Crew>,
    pub(super) by_task: Vec<u32>,
    /// The clock of a set of clocks; nothing where they share no hour.
    shared: FxHashMap<Vec<u32>, Option<u32>>,
    /// One more than the clock of each resource; 0 while unknown.
    pub(super) own: Vec<u32>,
    /// Members of teams who do what the first ones cannot, by task.
    pub(super) stand_ins: Vec<Chosen>,
}

impl Crews {
    pub(super) fn of(plan: &Plan, chosen: &[Chosen], clocks: Vec<WorkTime>, diagnostics: &mut Diagnostics) -> Self {
        let own = vec![0; plan.resources.len()];
        let mut crews = Self { clocks, list: Vec::new(), by_task: Vec::new(), shared: FxHashMap::default(), own, stand_ins: Vec::new() };
        let mut known: FxHashMap<Vec<u32>, (u32, Vec<Chosen>)> = FxHashMap::default();
        let mut key = Vec::new();
        // One more than the crew of each who is alone on a task: most are, and so most need no look at the map.
        let mut alone = vec![0; plan.resources.len()];
        let mut told = Told::default();
        for id in plan.tasks.ids().filter(|id| needs_crew(plan, *id)) {
            let slot = alone_on(plan, id).and_then(|resource| alone.get_mut(resource.0 as usize));
            let crew = match slot.as_ref().map_or(0, |slot| **slot) {
                0 => {
                    write_key(plan, chosen, id, &mut key);
                    if !known.contains_key(&key) {
                        known.insert(key.clone(), crews.first(plan, chosen, id, (&mut told, diagnostics)));
                    }
                    let (crew, stand_ins) = known.get(&key).map_or((0, &[][..]), |(crew, list)| (*crew, list.as_slice()));
                    crews.stand_ins.extend(stand_ins.iter().map(|one| Chosen { task: id, ..*one }));
                    crew
                }
                crew => crew,
            };
            if let Some(slot) = slot {
                *slot = crew;
            }
            crews.by_task.resize(plan.tasks.len(), 0);
            if let Some(slot) = crews.by_task.get_mut(id.0 as usize) {
                *slot = crew;
            }
        }
        if plan.settings.has_people {
            for resource in plan.resources.ids() {
                crews.clock_of(plan, resource);
            }
        }
        crews
    }

    /// Returns one more than the index of the crew of `id`, and of a team whose first members share no hour with the rest,
    /// those who do.
    fn first(
        &mut self,
        plan: &Plan,
        chosen: &[Chosen],
        id: TaskId,
        (told, diagnostics): (&mut Told, &mut Diagnostics),
    ) -> (u32, Vec<Chosen>) {
        let mut shares = Vec::new();
        shares_of(plan, chosen, id, &mut shares);
        let index = self.assemble(plan, id, &shares);
        if self.is_able(index) {
            return (index + 1, Vec::new());
        }
        let is_settled = chosen.binary_search_by_key(&id, |chosen| chosen.task).is_ok();
        let others = if is_settled || !is_open(plan, id) { Vec::new() } else { ways(plan, id) };
        for way in others.iter().skip(1) {
            let members: Vec<Chosen> =
                way.iter().map(|(assignment, member)| Chosen { task: id, assignment: *assignment, member: *member }).collect();
            let mut shares = Vec::new();
            shares_of(plan, &members, id, &mut shares);
            let other = self.assemble(plan, id, &shares);
            if self.is_able(other) {
                return (other + 1, members);
            }
        }
        let idle = self.list.get(index as usize).map_or(&[][..], |crew| &crew.idle);
        for (clocks, share) in idle {
            if told.insert(clocks.clone()) {
                let about = share.and_then(|share| shares.get(share as usize)).map_or(shares.as_slice(), std::slice::from_ref);
                if others.is_empty() {
                    report_no_shared_hours(plan, id, about, diagnostics);
                } else {
                    report_no_able_member(plan, id, &others, diagnostics);
                }
            }
        }
        (index + 1, Vec::new())
    }

    fn is_able(&self, index: u32) -> bool {
        self.list.get(index as usize).is_some_and(Crew::has_hours)
    }

    /// Adds the crew of `id` when `shares` are on it, and returns its index.
    pub(super) fn assemble(&mut self, plan: &Plan, id: TaskId, shares: &[Share]) -> u32 {
        let task = &plan.tasks[id];
        let crew = if person_time(plan, id).is_some() {
            self.by_effort(plan, id, shares)
        } else {
            let mut clocks = vec![task.calendar.0];
            let narrowing = if task.calendar_only { &[] } else { shares };
            clocks.extend(narrowing.iter().filter_map(|share| self.clock_of(plan, share.resource)));
            let mut crew = Crew::default();
            crew.together = self.share(clocks, &mut crew.idle, None);
            crew
        };
        self.list.push(crew);
        u32::try_from(self.list.len() - 1).unwrap_or(u32::MAX)
    }

    /// Returns the crew of an effort: people work, things only narrow their hours, unless there are no people or a thing has
    /// work of its own.
    fn by_effort(&mut self, plan: &Plan, id: TaskId, shares: &[Share]) -> Crew {
        let calendar = plan.tasks[id].calendar;
        let only = plan.tasks[id].calendar_only;
        let is_thing = |share: &&Share| plan.resources[share.resource].kind == ResourceKind::Resource && share.work.is_none();
        let nobody = shares.iter().all(|share| is_thing(&share));
        let mut narrowed: Vec<u32> = Vec::new();
        if calendar != Plan::STANDARD || only {
            narrowed.push(calendar.0);
        }
        if !nobody && !only {
            narrowed.extend(shares.iter().filter(is_thing).filter_map(|share| self.clock_of(plan, share.resource)));
        }
        let mut crew = Crew { together: calendar.0, ..Crew::default() };
        for (number, share) in (0u32..).zip(shares) {
            if is_thing(&share) && !nobody {
                crew.shift_of.push(None);
                continue;
            }
            let mut clocks = narrowed.clone();
            if !only {
                clocks.extend(self.clock_of(plan, share.resource));
            }
            if clocks.is_empty() {
                clocks.push(calendar.0);
            }
            let clock = self.share(clocks, &mut crew.idle, Some(number));
            crew.add(Shift::of(plan, share, clock));
        }
        crew
    }

    /// Returns the clock of everything that a person or thing is there for; a label is there whenever the item's calendar is.
    pub(super) fn clock_of(&mut self, plan: &Plan, id: ResourceId) -> Option<u32> {
        let resource = &plan.resources[id];
        if resource.kind == ResourceKind::Label {
            return None;
        }
        if let Some(known) = self.own.get(id.0 as usize).and_then(|known| known.checked_sub(1)) {
            return Some(known);
        }
        let mut clock = resource.calendar.0;
        if resource.from.is_some() || resource.until.is_some() {
            let mut there = Calendar::round_the_clock();
            let before = resource.from.map(|day| Exception::off(Day::FIRST, day.plus(-1), ""));
            let after = resource.until.map(|day| Exception::off(day.plus(1), Day::LAST, ""));
            there.add_exceptions(before.into_iter().chain(after).map(Arc::new));
            let there = WorkTime::of(&there);
            let both = self.clocks.get(clock as usize).map(|own| WorkTime::of(&WorkTime::shared(&[own, &there])));
            clock = self.add(both.unwrap_or(there));
        }
        if let Some(slot) = self.own.get_mut(id.0 as usize) {
            *slot = clock + 1;
        }
        Some(clock)
    }

    fn add(&mut self, clock: WorkTime) -> u32 {
        self.clocks.push(clock);
        u32::try_from(self.clocks.len() - 1).unwrap_or(u32::MAX)
    }

    /// Returns the clock of the hours that all `clocks` share. If there are none it is the first one's, and `idle` has them.
    fn share(&mut self, mut clocks: Vec<u32>, idle: &mut Vec<(Vec<u32>, Option<u32>)>, share: Option<u32>) -> u32 {
        clocks.sort_unstable();
        clocks.dedup();
        let first = clocks.first().copied().unwrap_or_default();
        let known = self.shared.get(&clocks).copied();
        let clock = known.unwrap_or_else(|| self.find_shared(&clocks));
        if known.is_none() {
            self.shared.insert(clocks.clone(), clock);
        }
        clock.unwrap_or_else(|| {
            idle.push((clocks, share));
            first
        })
    }

    fn find_shared(&mut self, clocks: &[u32]) -> Option<u32> {
        let first = clocks.first().copied().unwrap_or_default();
        if clocks.len() <= 1 && self.clocks.get(first as usize).is_none_or(|first| !first.is_empty()) {
            return Some(first);
        }
        let all: Vec<&WorkTime> = clocks.iter().filter_map(|clock| self.clocks.get(*clock as usize)).collect();
        let shared = WorkTime::shared(&all);
        // Most people work within the hours of the plan: what they share with it is their own clock, indexed already.
        let own = clocks.iter().copied().find(|clock| self.clocks.get(*clock as usize).is_some_and(|own| *own.calendar() == shared));
        if let Some(own) = own {
            return self.clocks.get(own as usize).filter(|own| !own.is_empty()).map(|_| own);
        }
        let indexed = WorkTime::of(&shared);
        if indexed.is_empty() { None } else { Some(self.add(indexed)) }
    }
}

impl Crew {
    fn add(&mut self, shift: Shift) {
        let is_own = shift.own.is_some();
        let known = self.shifts.iter().position(|other| !is_own && other.own.is_none() && other.clock == shift.clock);
        let index = known.unwrap_or(self.shifts.len());
        self.shift_of.push(u32::try_from(index).ok());
        self.own_work += shift.own.map_or(0, |own| i64::from(own.0));
        self.pool_units += if is_own { 0 } else { shift.units };
        match known.and_then(|known| self.shifts.get_mut(known)) {
            Some(other) => other.join(&shift),
            None => self.shifts.push(shift),
        }
    }

    /// Tells whether there are hours in which all who must can work.
    pub(super) fn has_hours(&self) -> bool {
        self.idle.is_empty()
    }

    /// Returns the shift in which the share numbered so works.
    pub(super) fn shift(&self, share: usize) -> Option<&Shift> {
        self.shifts.get(self.shift_of.get(share).copied().flatten()? as usize)
    }

    /// Returns the run of `work` if all of it is done in the same hours at one rate.
    pub(super) fn simple(&self, work: Work) -> Option<Run> {
        match self.shifts.as_slice() {
            [] => Some(Run::Hours(self.together, work)),
            [Shift { clock, own: None, rates, .. }] => match rates.as_slice() {
                [(_, rate)] if *rate > 0 => Some(Run::Hours(*clock, Work::from_tenths(divide_up(i64::from(work.0) * FULL, *rate)))),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns what `shift` has to do of `left` parts of `whole`, in tenths of a minute times ten-thousandths of a person.
    pub(super) fn need(&self, shift: &Shift, left: Work, whole: Work) -> i64 {
        let full = i128::from(FULL);
        let rest = i128::from((i64::from(whole.0) - self.own_work).max(0));
        let pooled = || rest * full * i128::from(shift.units) / i128::from(self.pool_units.max(1));
        let all = shift.own.map_or_else(pooled, |own| i128::from(own.0) * full);
        i64::try_from(all * i128::from(left.0) / i128::from(whole.0.max(1))).unwrap_or(i64::MAX)
    }
}

/// Tells whether people change how `task` runs: declared ones their hours, any their number.
pub(super) fn needs_crew(plan: &Plan, id: TaskId) -> bool {
    let task = &plan.tasks[id];
    let is_duration = || matches!(task.effort, Effort::Duration(_) | Effort::Unestimated(_));
    let is_worked = || plan.settings.has_people && is_duration() || person_time(plan, id).is_some();
    task.kind == Kind::Task && task.assignments.start < task.assignments.end && is_worked()
}

/// Returns who is alone on a task for a span in the plan's own hours, with nothing said beside the name.
fn alone_on(plan: &Plan, id: TaskId) -> Option<ResourceId> {
    let task = &plan.tasks[id];
    let [one] = plan.assignments_of(id) else { return None };
    let is_span = matches!(task.effort, Effort::Duration(_) | Effort::Unestimated(_)) && task.calendar == Plan::STANDARD;
    let is_team = plan.resources[one.resource].kind == ResourceKind::Team;
    (is_span && !is_team && !task.calendar_only && one.pick() == Pick::One && one.units().is_none() && one.work().is_none())
        .then_some(one.resource)
}

/// Writes what the crew of a task depends on.
pub(super) fn write_key(plan: &Plan, chosen: &[Chosen], id: TaskId, key: &mut Vec<u32>) {
    let task = &plan.tasks[id];
    key.clear();
    key.push(task.calendar.0 << 2 | u32::from(task.calendar_only) << 1 | u32::from(person_time(plan, id).is_some()));
    for assignment in plan.assignments_of(id) {
        let count = match assignment.pick() {
            Pick::One => u32::MAX,
            Pick::Count(n) => n,
            Pick::All => u32::MAX - 1,
        };
        let (units, work) = (assignment.units(), assignment.work());
        key.extend([
            assignment.resource.0,
            count,
            units.map_or(u32::MAX, |units| units),
            work.map_or(u32::MAX, |work| work.0.unsigned_abs()),
        ]);
    }
    let first = chosen.partition_point(|chosen| chosen.task < id);
    let here = chosen.iter().skip(first).take_while(|chosen| chosen.task == id);
    key.extend(here.flat_map(|chosen| [chosen.assignment, chosen.member.0]));
}

fn report_no_shared_hours(plan: &Plan, id: TaskId, shares: &[Share], diagnostics: &mut Diagnostics) {
    let task = &plan.tasks[id];
    let names = names(plan, shares.iter().map(|share| share.resource));
    let whose = whose_hours(plan, id);
    let message = match names.as_slice() {
        [one] => format!("{one} and {whose} share no working hour"),
        [_, _, ..] => format!("{} share no working hour in {whose}", listed(&names)),
        [] => format!("{whose} has no working hour left for this"),
    };
    let span = shares.first().map_or(task.span(), |share| share.span);
    let diagnostic = diagnostics.report(Code::NoSharedHours, span, message);
    for share in shares.iter().skip(1) {
        diagnostic.label(share.span, "and must work on it in the same hours");
    }
    diagnostic.label(task.span(), "this has to be done in hours that all of them work");
    diagnostic.help("give the task another `calendar`, or write `effort` so that each works in their own hours");
}

/// Of a team that leaves open who does it, nobody can.
fn report_no_able_member(plan: &Plan, id: TaskId, ways: &[Vec<(u32, ResourceId)>], diagnostics: &mut Diagnostics) {
    let task = &plan.tasks[id];
    let members = ways.iter().flatten().map(|(_, member)| *member);
    let tried = names(plan, members.clone());
    let open = |nth: u32| ways.iter().flatten().any(|(assignment, _)| *assignment == nth);
    let (teams, others): (Vec<_>, Vec<_>) = (0u32..).zip(plan.assignments_of(id)).partition(|(nth, _)| open(*nth));
    let others = names(plan, others.iter().map(|(_, assignment)| assignment.resource));
    let whose = whose_hours(plan, id);
    let with = if others.is_empty() { whose } else { format!("{} in {whose}", listed(&others)) };
    let team = names(plan, teams.iter().map(|(_, assignment)| assignment.resource));
    let message = format!("nobody of {} shares a working hour with {with}", listed(&team));
    let span = teams.first().map_or(task.span(), |(_, assignment)| assignment.span());
    let diagnostic = diagnostics.report(Code::NoSharedHours, span, message);
    diagnostic.label(task.span(), "this has to be done in hours that all on it work");
    diagnostic.note(format!("{} {} in other hours", listed(&tried), if tried.len() == 1 { "works" } else { "work" }));
    diagnostic.help("give the task another `calendar`, or write `effort` so that each works in their own hours");
}

fn whose_hours(plan: &Plan, id: TaskId) -> String {
    let number = plan.tasks[id].calendar;
    match plan.calendars.as_slice().get(number.0 as usize).map_or("", |named| plan.text(named.id)) {
        calendar if !calendar.is_empty() && number != Plan::STANDARD => format!("calendar `{calendar}`"),
        _ => "the plan's week".to_owned(),
    }
}

/// Returns everybody's name once.
fn names(plan: &Plan, resources: impl Iterator<Item = ResourceId>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for resource in resources.filter(|resource| plan.resources[*resource].kind != ResourceKind::Label) {
        let name = format!("`{}`", name_of(plan, resource));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn listed(names: &[String]) -> String {
    match names {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        [..] => names.concat(),
    }
}

fn name_of(plan: &Plan, resource: ResourceId) -> &str {
    let resource = &plan.resources[resource];
    match plan.text(resource.id) {
        "" => plan.text(resource.title),
        id => id,
    }
}
