//! What an MS Project file says, element by element, before anything is made of it.
//!
//! Only what somebody decided is read: of the dates of a task those that were entered or recorded, never those that were
//! computed. A value that cannot be read is a fault at its element.

use rustc_hash::FxHashMap;

use crate::calendar::Instant;
use crate::interop::Fault;
use crate::interop::xml::Element;

/// Deepest level of the outline; a plan has no more.
const DEEPEST: u16 = 64;

/// The settings of the project.
#[derive(Debug)]
pub(super) struct Settings<'a> {
    pub(super) title: &'a str,
    pub(super) start: Option<Instant>,
    pub(super) finish: Option<Instant>,
    pub(super) runs_forward: bool,
    pub(super) calendar: i64,
    pub(super) minutes_per_day: i64,
    pub(super) minutes_per_week: i64,
    pub(super) days_per_month: i64,
    pub(super) currency: &'a str,
    pub(super) status_date: Option<Instant>,
    /// Dates that must be kept win over links. The element's name says the opposite of what it holds.
    pub(super) dates_win: bool,
    pub(super) critical_slack_limit: i64,
    pub(super) several_critical_paths: bool,
    pub(super) new_tasks_are_manual: bool,
}

/// One task, summary or milestone.
#[derive(Debug)]
pub(super) struct Task<'a> {
    pub(super) element: Element<'a>,
    pub(super) uid: i64,
    pub(super) name: &'a str,
    pub(super) level: u16,
    pub(super) is_milestone: bool,
    pub(super) is_active: bool,
    pub(super) is_manual: bool,
    pub(super) is_recurring: bool,
    pub(super) is_external: bool,
    pub(super) is_estimated: bool,
    /// 0 fixed units, 1 fixed duration, 2 fixed work.
    pub(super) kind: i64,
    pub(super) duration: Option<i64>,
    pub(super) duration_format: i64,
    /// The dates of a manual task, which are entered.
    pub(super) manual: (Option<Instant>, Option<Instant>),
    pub(super) constraint: i64,
    pub(super) constraint_date: Option<Instant>,
    pub(super) deadline: Option<Instant>,
    pub(super) calendar: Option<i64>,
    pub(super) ignores_resource_calendars: bool,
    /// Percent done.
    pub(super) done: i64,
    pub(super) actual_start: Option<Instant>,
    pub(super) actual_finish: Option<Instant>,
    pub(super) actual_duration: Option<i64>,
    pub(super) remaining_duration: Option<i64>,
    /// Where work under way stopped and goes on.
    pub(super) stop: Option<Instant>,
    pub(super) resume: Option<Instant>,
    pub(super) priority: i64,
    pub(super) leveling_delay: i64,
    /// Hundredths.
    pub(super) fixed_cost: i64,
    pub(super) baseline: Option<(Instant, Instant)>,
    pub(super) links: Vec<Link<'a>>,
}

/// One link, written at its successor.
#[derive(Debug)]
pub(super) struct Link<'a> {
    pub(super) element: Element<'a>,
    pub(super) predecessor: i64,
    /// 0 FF, 1 FS, 2 SF, 3 SS.
    pub(super) kind: i64,
    pub(super) lag: i64,
    pub(super) lag_format: i64,
    pub(super) is_elsewhere: bool,
}

/// One resource.
#[derive(Debug)]
pub(super) struct Resource<'a> {
    pub(super) element: Element<'a>,
    pub(super) uid: i64,
    pub(super) name: &'a str,
    /// Works; material and cost do not.
    pub(super) works: bool,
    /// Millionths of a person.
    pub(super) most: i64,
    pub(super) calendar: Option<i64>,
    /// Millionths of the currency an hour.
    pub(super) rate: i64,
    pub(super) is_inactive: bool,
}

/// One resource on one task.
#[derive(Debug)]
pub(super) struct Assignment<'a> {
    pub(super) element: Element<'a>,
    pub(super) task: i64,
    pub(super) resource: i64,
    /// Millionths.
    pub(super) units: i64,
    /// Tenths of a minute.
    pub(super) work: i64,
    pub(super) contour: i64,
    pub(super) delay: i64,
}

impl<'a> Settings<'a> {
    pub(super) fn of(project: Element<'a>) -> Result<Self, Fault> {
        let title = [project.text_of("Title"), project.text_of("Name")].into_iter().find(|title| !title.is_empty());
        Ok(Self {
            title: title.unwrap_or("Project").trim_end_matches(".xml").trim_end_matches(".mpp"),
            start: project.date("StartDate")?,
            finish: project.date("FinishDate")?,
            runs_forward: project.flag("ScheduleFromStart")?.unwrap_or(true),
            calendar: project.number("CalendarUID")?.unwrap_or(1),
            minutes_per_day: project.number("MinutesPerDay")?.unwrap_or(480),
            minutes_per_week: project.number("MinutesPerWeek")?.unwrap_or(2_400),
            days_per_month: project.number("DaysPerMonth")?.unwrap_or(20),
            currency: project.text_of("CurrencyCode"),
            status_date: project.date("StatusDate")?,
            dates_win: !project.flag("HonorConstraints")?.unwrap_or(false),
            critical_slack_limit: project.number("CriticalSlackLimit")?.unwrap_or(0),
            several_critical_paths: project.flag("MultipleCriticalPaths")?.unwrap_or(false),
            new_tasks_are_manual: project.flag("NewTasksAreManual")?.unwrap_or(false),
        })
    }
}

/// Returns the tasks that are rows of the outline: no blank rows, and not the project's own summary.
pub(super) fn tasks<'a>(project: Element<'a>, settings: &Settings<'a>) -> Result<Vec<Task<'a>>, Fault> {
    let mut tasks = Vec::new();
    let mut known: FxHashMap<i64, ()> = FxHashMap::default();
    for element in project.child("Tasks").into_iter().flat_map(|tasks| tasks.all("Task")) {
        let uid = uid(element)?;
        if known.insert(uid, ()).is_some() {
            return Err(element.fault(format!("a second task has the UID {uid}")));
        }
        if element.flag("IsNull")?.unwrap_or(false) {
            continue;
        }
        let task = task(element, uid, settings)?;
        if DEEPEST < task.level {
            return Err(element.fault(format!("an outline more than {DEEPEST} levels deep")).into_limit());
        }
        if task.level > 0 {
            tasks.push(task);
        }
    }
    Ok(tasks)
}

fn task<'a>(element: Element<'a>, uid: i64, settings: &Settings<'a>) -> Result<Task<'a>, Fault> {
    let is_manual = element.flag("Manual")?.unwrap_or(settings.new_tasks_are_manual);
    let level = element.number("OutlineLevel")?.unwrap_or(1);
    let links: Result<Vec<Link<'a>>, Fault> = element.all("PredecessorLink").map(link).collect();
    Ok(Task {
        element,
        uid,
        name: element.text_of("Name"),
        level: u16::try_from(level).map_err(|_| element.fault("an outline level that is no number from 0 to 65,535"))?,
        is_milestone: element.flag("Milestone")?.unwrap_or(false),
        is_active: element.flag("Active")?.unwrap_or(true),
        is_manual,
        is_recurring: element.flag("Recurring")?.unwrap_or(false),
        is_external: element.flag("ExternalTask")?.unwrap_or(false),
        is_estimated: element.flag("Estimated")?.unwrap_or(false),
        kind: element.number("Type")?.unwrap_or(0),
        duration: element.length("Duration")?,
        duration_format: element.number("DurationFormat")?.unwrap_or(7),
        manual: if is_manual { manual_dates(element)? } else { (None, None) },
        constraint: element.number("ConstraintType")?.unwrap_or(0),
        constraint_date: element.date("ConstraintDate")?,
        deadline: element.date("Deadline")?,
        calendar: element.number("CalendarUID")?.filter(|uid| 0 <= *uid),
        ignores_resource_calendars: element.flag("IgnoreResourceCalendar")?.unwrap_or(false),
        done: element.number("PercentComplete")?.unwrap_or(0).clamp(0, 100),
        actual_start: element.date("ActualStart")?,
        actual_finish: element.date("ActualFinish")?,
        actual_duration: element.length("ActualDuration")?,
        remaining_duration: element.length("RemainingDuration")?,
        stop: element.date("Stop")?,
        resume: element.date("Resume")?,
        priority: element.number("Priority")?.unwrap_or(500).clamp(0, 1_000),
        leveling_delay: element.number("LevelingDelay")?.unwrap_or(0),
        fixed_cost: element.decimal("FixedCost")?.unwrap_or(0) / 1_000_000,
        baseline: baseline(element)?,
        links: links?,
    })
}

/// Returns the dates that were entered for a manual task.
fn manual_dates(element: Element<'_>) -> Result<(Option<Instant>, Option<Instant>), Fault> {
    let pick = |one: Option<Instant>, other: Option<Instant>| one.or(other);
    let start = pick(element.date("ManualStart")?, element.date("Start")?);
    let finish = pick(element.date("ManualFinish")?, element.date("Finish")?);
    Ok((start, finish))
}

/// Returns the dates of the first baseline.
fn baseline(element: Element<'_>) -> Result<Option<(Instant, Instant)>, Fault> {
    for baseline in element.all("Baseline") {
        if baseline.number("Number")?.unwrap_or(0) == 0 {
            return Ok(baseline.date("Start")?.zip(baseline.date("Finish")?));
        }
    }
    Ok(None)
}

fn link(element: Element<'_>) -> Result<Link<'_>, Fault> {
    let predecessor = element.number("PredecessorUID")?;
    Ok(Link {
        element,
        predecessor: predecessor.ok_or_else(|| element.fault("a link without a `PredecessorUID`"))?,
        kind: element.number("Type")?.unwrap_or(1),
        lag: element.number("LinkLag")?.unwrap_or(0),
        lag_format: element.number("LagFormat")?.unwrap_or(7),
        is_elsewhere: element.flag("CrossProject")?.unwrap_or(false),
    })
}

/// Returns the resources, without the blank one that unassigned work belongs to.
pub(super) fn resources(project: Element<'_>) -> Result<Vec<Resource<'_>>, Fault> {
    let mut resources = Vec::new();
    let mut known: FxHashMap<i64, ()> = FxHashMap::default();
    for element in project.child("Resources").into_iter().flat_map(|resources| resources.all("Resource")) {
        let uid = uid(element)?;
        if known.insert(uid, ()).is_some() {
            return Err(element.fault(format!("a second resource has the UID {uid}")));
        }
        let name = element.text_of("Name");
        if element.flag("IsNull")?.unwrap_or(false) || (uid <= 0 && name.is_empty()) {
            continue;
        }
        resources.push(Resource {
            element,
            uid,
            name,
            works: element.number("Type")?.unwrap_or(1) == 1 && !element.flag("IsCostResource")?.unwrap_or(false),
            most: element.decimal("MaxUnits")?.unwrap_or(1_000_000),
            calendar: element.number("CalendarUID")?.filter(|uid| 0 <= *uid),
            rate: element.decimal("StandardRate")?.unwrap_or(0),
            is_inactive: element.flag("IsInactive")?.unwrap_or(false),
        });
    }
    Ok(resources)
}

/// Returns who is on what; unassigned work is nobody's.
pub(super) fn assignments(project: Element<'_>) -> Result<Vec<Assignment<'_>>, Fault> {
    let mut assignments = Vec::new();
    for element in project.child("Assignments").into_iter().flat_map(|list| list.all("Assignment")) {
        let (Some(task), resource) = (element.number("TaskUID")?, element.number("ResourceUID")?.unwrap_or(-65_535)) else {
            return Err(element.fault("an assignment without a `TaskUID`"));
        };
        if resource < 0 {
            continue;
        }
        assignments.push(Assignment {
            element,
            task,
            resource,
            units: element.decimal("Units")?.unwrap_or(1_000_000),
            work: element.length("Work")?.unwrap_or(0),
            contour: element.number("WorkContour")?.unwrap_or(0),
            delay: element.number("Delay")?.unwrap_or(0),
        });
    }
    Ok(assignments)
}

/// Returns the number by which the rest of the file refers to an element.
pub(super) fn uid(element: Element<'_>) -> Result<i64, Fault> {
    element.number("UID")?.ok_or_else(|| element.fault(format!("a `{}` without a `UID`", element.name())))
}
