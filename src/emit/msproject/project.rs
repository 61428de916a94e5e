//! What is said once for the whole project.

use super::rows::Cx;
use super::xml::{Xml, clock};
use crate::calendar::{Hours, TimeOfDay};
use crate::model::{Direction, Plan, ResourceKind};
use crate::view::Reader;

/// Writes the settings of a plan.
pub(super) fn write(xml: &mut Xml, reader: &Reader<'_>) {
    let plan = reader.plan;
    let settings = &plan.settings;
    let title = match plan.text(settings.title) {
        "" => "Plan",
        title => title,
    };
    xml.put("SaveVersion", 14);
    xml.text("Name", title);
    xml.text("Title", title);
    xml.put("ScheduleFromStart", u8::from(matches!(settings.direction, Direction::Forward(_))));
    let (start, finish) = match settings.direction {
        Direction::Forward(start) => (Some(start), reader.schedule.finish),
        Direction::Backward(end) => (reader.schedule.start, Some(end)),
    };
    if let Some(start) = start {
        xml.instant("StartDate", start);
    }
    if let Some(finish) = finish {
        xml.instant("FinishDate", finish);
    }
    xml.put("CriticalSlackLimit", 0);
    let currency = plan.text(settings.currency);
    xml.text("CurrencyCode", if currency.is_empty() { "USD" } else { currency });
    xml.put("CalendarUID", 1);
    let standard = plan.calendars.as_slice().first().map(|named| named.calendar.week.typical_hours()).unwrap_or(Hours::standard());
    let (from, to) = standard.span().unwrap_or((5_400, 10_200));
    xml.put("DefaultStartTime", clock(TimeOfDay(from)));
    xml.put("DefaultFinishTime", clock(TimeOfDay(to)));
    let units = &settings.units;
    xml.put("MinutesPerDay", units.day.minutes());
    xml.put("MinutesPerWeek", units.week.minutes());
    xml.put("DaysPerMonth", units.month.0 / units.day.0.max(1));
    xml.put("DefaultTaskType", 0);
    xml.put("DurationFormat", 7);
    xml.put("WorkFormat", 2);
    // Inverted: 0 is what MS Project writes where tasks honour their constraint dates.
    xml.put("HonorConstraints", 0);
    xml.put("MultipleCriticalPaths", 0);
    xml.put("NewTasksEffortDriven", 0);
    xml.put("SplitsInProgressTasks", 1);
    if let Some(as_of) = settings.as_of {
        xml.instant("StatusDate", as_of.at);
        xml.instant("CurrentDate", as_of.at);
    }
    xml.put("Autolink", 0);
    xml.put("NewTasksAreManual", 0);
}

/// Counts what is said of the plan, its calendars and people, and has no place in the file.
pub(super) fn note(cx: &mut Cx<'_>) {
    let plan: &Plan = cx.reader.plan;
    if plan.settings.budget.is_some() {
        cx.notes.say("the plan's budget, which MS Project does not hold", None);
    }
    let units = &plan.settings.units;
    if units.month.0 % units.day.0.max(1) != 0 {
        cx.notes.say("months that are no whole days, rounded down", None);
    }
    for (_, resource) in plan.resources.iter().filter(|(_, resource)| resource.kind == ResourceKind::Team) {
        cx.notes.say("teams, written as those of them who do the work", Some(plan.text(resource.title)));
    }
    for named in plan.calendars.as_slice() {
        let apart = named.calendar.week.0.iter().chain(named.calendar.exceptions.iter().map(|exception| &exception.hours));
        if apart.clone().any(|hours| hours.span().is_some_and(|(_, end)| 14_400 < end)) {
            cx.notes.say("shifts past midnight, split there", Some(plan.text(named.title)));
        }
        if apart.clone().any(|hours| 5 < hours.0.len()) {
            cx.notes.say("days of more than five stretches of work, of which MS Project takes five", Some(plan.text(named.title)));
        }
    }
}
