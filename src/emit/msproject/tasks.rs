//! Tasks: the project itself as number 0, then every item in the order of the plan.

use super::links;
use super::rows::{Cx, Progress, Row, Rule};
use super::values::duration_format;
use super::xml::{Xml, length};
use crate::calendar::Instant;
use crate::model::{Effort, Kind, Plan};

/// Letters of a name at most.
const LONGEST_NAME: usize = 500;

/// Writes the tasks.
pub(super) fn write(xml: &mut Xml, cx: &Cx<'_>, rows: &[Row]) {
    let numbers = outline(cx.reader.plan, rows);
    xml.inside("Tasks", |xml| {
        xml.inside("Task", |xml| whole(xml, cx));
        for (index, (row, number)) in rows.iter().zip(&numbers).enumerate() {
            xml.inside("Task", |xml| task(xml, cx, row, (index + 1, number)));
        }
    });
}

/// Returns the outline numbers: `2.1.3`.
fn outline(plan: &Plan, rows: &[Row]) -> Vec<String> {
    let mut counts: Vec<u32> = Vec::new();
    let numbers = rows.iter().map(|row| {
        let level = usize::from(plan.tasks[row.task].level.max(1));
        counts.resize(level, 0);
        if let Some(last) = counts.last_mut() {
            *last += 1;
        }
        counts.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
    });
    numbers.collect()
}

/// Writes the project as a task.
fn whole(xml: &mut Xml, cx: &Cx<'_>) {
    let (plan, schedule) = (cx.reader.plan, cx.reader.schedule);
    xml.put("UID", 0);
    xml.put("ID", 0);
    xml.text("Name", &name(plan.text(plan.settings.title)));
    for (tag, value) in
        [("Active", 1), ("Manual", 0), ("Type", 1), ("IsNull", 0), ("OutlineNumber", 0), ("OutlineLevel", 0), ("Priority", 500)]
    {
        xml.put(tag, value);
    }
    if let Some((start, finish)) = schedule.start.zip(schedule.finish) {
        xml.instant("Start", start);
        xml.instant("Finish", finish);
        let work = cx.reader.hours(Plan::STANDARD).map_or(0, |hours| hours.between(start, finish).0);
        xml.put("Duration", length(i64::from(work)));
        xml.put("DurationFormat", 7);
    }
    xml.put("Milestone", 0);
    xml.put("Summary", 1);
}

fn name(title: &str) -> String {
    let name: String = title.chars().take(LONGEST_NAME).collect();
    if name.trim().is_empty() { "Plan".to_owned() } else { name }
}

fn task(xml: &mut Xml, cx: &Cx<'_>, row: &Row, (id, number): (usize, &str)) {
    let plan = cx.reader.plan;
    let (item, details) = (&plan.tasks[row.task], plan.details(row.task));
    xml.put("UID", cx.uids.of(row.task));
    xml.put("ID", id);
    xml.text("Name", &name(plan.title(row.task)));
    xml.put("Active", 1);
    xml.put("Manual", u8::from(row.is_manual));
    xml.put("Type", rule(row.rule));
    xml.put("IsNull", 0);
    if let Some(owner) = details.owner {
        xml.text("Contact", plan.text(plan.resources[owner].title));
    }
    xml.put("OutlineNumber", number);
    xml.put("OutlineLevel", item.level);
    xml.put("Priority", details.priority.unwrap_or(500));
    xml.instant("Start", row.dates.start);
    xml.instant("Finish", row.dates.finish);
    xml.put("Duration", length(row.length));
    let is_guess = matches!(item.effort, Effort::Unestimated(_));
    xml.put("DurationFormat", duration_format(row.length, row.is_elapsed, is_guess, &plan.settings.units));
    let work: i64 = row.people.iter().map(|part| i64::from(part.work.0)).sum();
    xml.put("Work", length(work));
    xml.put("EffortDriven", 0);
    xml.put("Estimated", u8::from(is_guess));
    xml.put("Milestone", u8::from(item.kind == Kind::Milestone));
    xml.put("Summary", u8::from(item.kind == Kind::Phase));
    xml.put("Critical", u8::from(row.dates.critical));
    computed(xml, row);
    if let Some(cost) = details.cost {
        // Money is in hundredths here, and nowhere else.
        xml.put("FixedCost", cost);
        xml.put("FixedCostAccrual", 3);
    }
    progress(xml, row);
    bounds(xml, row);
    if let Some(url) = details.links.first() {
        xml.text("Hyperlink", plan.text(*url));
        xml.text("HyperlinkAddress", plan.text(*url));
    }
    xml.put("IgnoreResourceCalendar", u8::from(row.ignores_people));
    xml.paragraphs("Notes", details.note.map_or("", |note| plan.text(note)));
    for link in &row.links {
        xml.inside("PredecessorLink", |xml| predecessor(xml, link));
    }
    if row.is_manual {
        xml.instant("ManualStart", row.dates.start);
        xml.instant("ManualFinish", row.dates.finish);
        xml.put("ManualDuration", length(row.length));
    }
}

const fn rule(rule: Rule) -> u8 {
    match rule {
        Rule::Units => 0,
        Rule::Duration => 1,
        Rule::Work => 2,
    }
}

fn computed(xml: &mut Xml, row: &Row) {
    let dates = &row.dates;
    for (tag, t) in [
        ("EarlyStart", dates.early_start),
        ("EarlyFinish", dates.early_finish),
        ("LateStart", dates.late_start),
        ("LateFinish", dates.late_finish),
    ] {
        if t != Instant::MIN && t != Instant::MAX {
            xml.instant(tag, t);
        }
    }
    xml.put("FreeSlack", dates.free_slack.0);
    xml.put("TotalSlack", dates.total_slack.0);
}

fn progress(xml: &mut Xml, row: &Row) {
    let percent = match row.progress {
        Progress::Over => 100,
        Progress::Open | Progress::Begun => row.dates.done.min(9_999) / 100,
    };
    xml.put("PercentComplete", percent);
    if row.progress != Progress::Open {
        xml.instant("ActualStart", row.dates.start);
    }
    if row.progress == Progress::Over {
        xml.instant("ActualFinish", row.dates.finish);
    }
    let done = part(row.length, row);
    xml.put("ActualDuration", length(done));
    xml.put("ActualWork", length(row.people.iter().map(|person| part(i64::from(person.work.0), row)).sum()));
    xml.put("RemainingDuration", length(row.length - done));
    xml.put("RemainingWork", length(row.people.iter().map(|person| i64::from(person.work.0) - part(i64::from(person.work.0), row)).sum()));
}

/// Returns how much of `whole` is done.
pub(super) fn part(whole: i64, row: &Row) -> i64 {
    match row.progress {
        Progress::Over => whole,
        Progress::Open | Progress::Begun => whole * i64::from(row.dates.done.min(10_000)) / 10_000,
    }
}

fn bounds(xml: &mut Xml, row: &Row) {
    let (kind, date) = row.constraint;
    xml.put("ConstraintType", kind);
    xml.put("CalendarUID", row.calendar.map_or_else(|| "-1".to_owned(), |uid| uid.to_string()));
    if let Some(date) = date {
        xml.instant("ConstraintDate", date);
    }
    if let Some(deadline) = row.deadline {
        xml.instant("Deadline", deadline);
    }
    if let Some(delay) = row.delay {
        xml.put("LevelingDelay", delay.0);
        xml.put("LevelingDelayFormat", 8);
    }
}

fn predecessor(xml: &mut Xml, link: &links::Row) {
    xml.put("PredecessorUID", link.predecessor);
    xml.put("Type", link.kind);
    xml.put("CrossProject", 0);
    xml.put("LinkLag", link.lag);
    xml.put("LagFormat", link.format);
}
