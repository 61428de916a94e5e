//! Microsoft Project's XML (MSPDI) read into a plan.
//!
//! `file` says what is in the file, `check` whether its parts fit each other, `calendars` and `people` declare hours and
//! who works them, `work` and `links` make items of the tasks. What the program computed (dates of automatic tasks, slack,
//! costs by formula) is never read: the plan computes its own, and they are the same.

mod calendars;
mod check;
mod file;
mod leftovers;
mod links;
mod outline;
mod people;
mod repeats;
mod values;
mod work;

use rustc_hash::FxHashMap;

use super::xml::Tree;
use super::{Fault, Imported, Notes};
use crate::calendar::{Calendar, WorkTime};
use crate::format::{Clause, Draft, Item, ItemId, Kind, Moment, Units};
use calendars::Calendars;
use file::{Assignment, Resource, Settings, Task};
use outline::Outline;
use people::Staff;

/// Reads the text of an MSPDI file.
///
/// # Errors
/// Where the file is no such XML, is cut off, or contradicts itself: a reference to nothing, work that waits for itself.
pub fn read(text: &str) -> Result<Imported, Fault> {
    let tree = Tree::read(text)?;
    let project = tree.root();
    if project.name() != "Project" {
        let sentence =
            format!("the outermost element is `{}`; a file of Microsoft Project begins with `Project`", values::shown(project.name()));
        return Err(project.fault(sentence).with_help("in Microsoft Project, save the plan as XML"));
    }
    let settings = Settings::of(project)?;
    let calendars = Calendars::of(project)?;
    let tasks = file::tasks(project, &settings)?;
    let resources = file::resources(project)?;
    let assignments = file::assignments(project)?;
    let outline = Outline::of(&tasks);
    check::references(&tasks, (&resources, &assignments), &calendars)?;
    check::cycles(&tasks, &outline)?;
    if let Some(own) = calendars.get(settings.calendar).filter(|own| own.whole.is_empty()) {
        return Err(own.element.fault("the project's calendar has no working time"));
    }

    let standard = calendars.get(settings.calendar).map_or_else(|| WorkTime::of(&Calendar::standard()), |own| own.whole.clone());
    let units = units(&settings, &standard);
    let mut cx = Cx {
        settings: &settings,
        tasks: &tasks,
        resources: &resources,
        outline: &outline,
        calendars,
        standard,
        by_task: by_task(&assignments),
        staff: Staff::default(),
        items: FxHashMap::default(),
        draft: Draft { units, ..Draft::default() },
        notes: Notes::default(),
    };
    cx.plan();
    cx.declare_calendars();
    cx.declare_people();
    cx.declare_work();
    leftovers::count(project, &mut cx);
    Ok(cx.notes.finish(cx.draft, "What this plan does not hold of the file that it was imported from:"))
}

/// Everything that is known while the draft is made.
struct Cx<'a> {
    settings: &'a Settings<'a>,
    tasks: &'a [Task<'a>],
    resources: &'a [Resource<'a>],
    outline: &'a Outline,
    calendars: Calendars<'a>,
    /// The hours of the project's calendar.
    standard: WorkTime,
    by_task: FxHashMap<i64, Vec<&'a Assignment<'a>>>,
    staff: Staff,
    /// The item that was made of a task, by UID.
    items: FxHashMap<i64, ItemId>,
    draft: Draft,
    notes: Notes,
}

fn by_task<'a>(assignments: &'a [Assignment<'a>]) -> FxHashMap<i64, Vec<&'a Assignment<'a>>> {
    let mut by_task: FxHashMap<i64, Vec<&'a Assignment<'a>>> = FxHashMap::default();
    for assignment in assignments {
        by_task.entry(assignment.task).or_default().push(assignment);
    }
    by_task
}

/// Returns what a day, a week and a month are in the file; nothing said is what the calendar gives.
fn units(settings: &Settings<'_>, standard: &WorkTime) -> Units {
    let tenths = |minutes: i64, untold: i32| if minutes <= 0 { i64::from(untold) } else { minutes.saturating_mul(10) };
    let day = tenths(settings.minutes_per_day, standard.calendar().typical_day().0);
    let days = if settings.days_per_month <= 0 { 20 } else { settings.days_per_month.min(1_000) };
    Units { day, week: tenths(settings.minutes_per_week, standard.calendar().week_work().0), month: day.saturating_mul(days) }
}

impl Cx<'_> {
    /// Makes the item of the plan itself.
    fn plan(&mut self) {
        let status_date = self.status_date();
        let calendar = self.standard.calendar();
        let mut plan = Item::new(Kind::Plan, 0, self.settings.title);
        let given = Units {
            day: i64::from(calendar.typical_day().0),
            week: i64::from(calendar.week_work().0),
            month: i64::from(calendar.typical_day().0) * 20,
        };
        if self.settings.runs_forward {
            plan.clauses.extend(self.settings.start.map(|start| Clause::Start(Moment::begin(start, &self.standard))));
        } else {
            plan.clauses.extend(self.settings.finish.map(|finish| Clause::End(Moment::end(finish, &self.standard))));
        }
        if let Some(at) = status_date {
            let moment = if at.time().0 == 0 { Moment::day(at.last_day()) } else { Moment::exact(at) };
            plan.clauses.push(Clause::AsOf(moment, true));
        }
        if self.draft.units != given {
            plan.clauses.push(Clause::Units);
        }
        let currency = self.settings.currency;
        let has_money =
            self.resources.iter().any(|resource| resource.works && 0 < resource.rate) || self.tasks.iter().any(|task| task.fixed_cost != 0);
        // Every file names a currency; without money in it, the one that stands there unasked says nothing.
        if (has_money || currency != "USD") && currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            plan.clauses.push(Clause::Currency(currency.to_owned()));
        }
        plan.clauses.push(Clause::Leveling(false));
        if let Some(own) = self.calendars.get(self.settings.calendar) {
            let is_usual = calendar.week == Calendar::standard().week;
            plan.clauses.extend(own.clauses(false).into_iter().filter(|clause| !is_usual || !matches!(clause, Clause::Week(..))));
        }
        self.draft.push(plan);
    }

    /// Returns the status date, if nothing is recorded after it.
    fn status_date(&mut self) -> Option<crate::calendar::Instant> {
        let at = self.settings.status_date?;
        let facts = self.tasks.iter().flat_map(|task| [task.actual_start, task.actual_finish]).flatten();
        if facts.into_iter().any(|fact| at < fact) {
            let day = at.last_day().date();
            self.notes.add(&format!("status date ({day}), which lies before dates that are recorded already"), "", 1);
            return None;
        }
        Some(at)
    }

    /// Declares the calendars that tasks or resources use, but for the project's own.
    fn declare_calendars(&mut self) {
        let mut used: Vec<i64> = self.tasks.iter().filter_map(|task| task.calendar).collect();
        used.extend(self.resources.iter().filter_map(|resource| resource.calendar).filter_map(|own| self.calendars.base(own)));
        let wanted: Vec<i64> = self.calendars.iter().map(|(uid, _)| uid).filter(|uid| used.contains(uid)).collect();
        for uid in wanted {
            if uid == self.settings.calendar {
                continue;
            }
            let Some(own) = self.calendars.get(uid) else { continue };
            let mut item = Item::new(Kind::Calendar, 0, own.name);
            let base = self.calendars.base(uid);
            match base {
                Some(base) if base == self.settings.calendar => item.clauses.push(Clause::Like(None)),
                Some(base) => item.clauses.extend(self.calendars.get(base).and_then(|base| base.item).map(|base| Clause::Like(Some(base)))),
                None => {}
            }
            let has_base = !item.clauses.is_empty();
            item.clauses.extend(own.clauses(has_base));
            let item = self.draft.push(item);
            self.calendars.declare(uid, item);
        }
    }
}
