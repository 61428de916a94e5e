//! Resources and assignments: who there is, and who is on what.

use super::rows::{Cx, Part, Progress, Row};
use super::tasks::part;
use super::xml::{Xml, length, money, share};
use crate::calendar::Day;
use crate::model::{Plan, Resource, ResourceKind};
use crate::view::phrase;

/// The number of nobody. A task of which something is done needs an assignment, if only to nobody.
const NOBODY: &str = "-65535";

/// Writes resources and assignments.
pub(super) fn write(xml: &mut Xml, cx: &Cx<'_>, rows: &[Row]) {
    let plan = cx.reader.plan;
    xml.inside("Resources", |xml| {
        for (id, resource) in plan.resources.iter().filter(|(_, resource)| resource.kind != ResourceKind::Team) {
            xml.inside("Resource", |xml| self::resource(xml, plan, resource, (id.0 + 1, cx.calendars.uid_of(id))));
        }
    });
    let mut n = 0;
    xml.inside("Assignments", |xml| {
        for row in rows {
            for person in &row.people {
                n += 1;
                xml.inside("Assignment", |xml| assignment(xml, cx, row, (n, person)));
            }
            if row.people.is_empty() && row.progress != Progress::Open {
                n += 1;
                xml.inside("Assignment", |xml| nobody(xml, cx, row, n));
            }
        }
    });
}

fn resource(xml: &mut Xml, plan: &Plan, resource: &Resource, (uid, calendar): (u32, Option<usize>)) {
    xml.put("UID", uid);
    xml.put("ID", uid);
    // MS Project separates names by commas or semicolons, and units from them by brackets.
    let name = plan.text(resource.title).replace([',', ';'], " ").replace('[', "(").replace(']', ")");
    xml.text("Name", &name);
    xml.put("Type", 1);
    xml.put("IsNull", 0);
    xml.text("EmailAddress", plan.text(resource.email));
    let units = u64::from(resource.units) * u64::from(resource.capacity);
    xml.put("MaxUnits", share(u32::try_from(units).unwrap_or(u32::MAX)));
    xml.put("CanLevel", 1);
    if let Some(rate) = resource.rate_per_hour {
        xml.put("StandardRate", money(rate));
        xml.put("StandardRateFormat", 2);
    }
    if let Some(calendar) = calendar {
        xml.put("CalendarUID", calendar);
    }
    xml.put("IsGeneric", 0);
    if !resource.units_for.is_empty() {
        xml.inside("AvailabilityPeriods", |xml| {
            for (from, to, units) in &resource.units_for {
                xml.inside("AvailabilityPeriod", |xml| available(xml, (*from, *to), *units));
            }
        });
    }
}

fn available(xml: &mut Xml, (from, to): (Day, Day), units: u32) {
    xml.put("AvailableFrom", format!("{}T00:00:00", phrase::iso_day(from)));
    xml.put("AvailableTo", format!("{}T23:59:00", phrase::iso_day(to)));
    xml.put("AvailableUnits", share(units));
}

fn assignment(xml: &mut Xml, cx: &Cx<'_>, row: &Row, (uid, person): (u32, &Part)) {
    let work = i64::from(person.work.0);
    let done = part(work, row);
    xml.put("UID", uid);
    xml.put("TaskUID", cx.uids.of(row.task));
    xml.put("ResourceUID", person.who.0 + 1);
    if row.progress == Progress::Over {
        xml.instant("ActualFinish", person.finish);
    }
    if row.progress != Progress::Open {
        xml.instant("ActualStart", person.start);
    }
    xml.put("ActualWork", length(done));
    xml.instant("Finish", person.finish);
    xml.put("RegularWork", length(work));
    xml.put("RemainingWork", length(work - done));
    xml.instant("Start", person.start);
    xml.put("Units", share(person.units));
    xml.put("Work", length(work));
    xml.put("WorkContour", 0);
}

fn nobody(xml: &mut Xml, cx: &Cx<'_>, row: &Row, uid: u32) {
    let done = part(row.length, row);
    xml.put("UID", uid);
    xml.put("TaskUID", cx.uids.of(row.task));
    xml.put("ResourceUID", NOBODY);
    if row.progress == Progress::Over {
        xml.instant("ActualFinish", row.dates.finish);
    }
    xml.instant("ActualStart", row.dates.start);
    xml.put("ActualWork", length(done));
    xml.instant("Finish", row.dates.finish);
    xml.put("RemainingWork", length(row.length - done));
    xml.instant("Start", row.dates.start);
    xml.put("Units", 1);
    xml.put("Work", length(row.length));
}
