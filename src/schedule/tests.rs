//! Small plans built by hand: the arithmetic of the passes, one feature a test.

use super::*;
use crate::calendar::{Calendar, Day, Elapsed, TimeOfDay};
use crate::diagnostic::Code;
use crate::model::*;
use crate::span::{Place, Span};

const DAY: i32 = 4_800;

/// An item of a plan under construction: a task of so many days, a milestone of none, a phase of items.
struct Item {
    name: &'static str,
    kind: Kind,
    effort: Effort,
    given: Option<(When, When)>,
    details: Details,
    after: Vec<(&'static str, Link, Lag)>,
    inside: Vec<Item>,
    late: bool,
}

fn item(name: &'static str, kind: Kind, effort: Effort) -> Item {
    Item { name, kind, effort, given: None, details: Details::NONE, after: Vec::new(), inside: Vec::new(), late: false }
}

fn task(name: &'static str, days: i32) -> Item {
    item(name, Kind::Task, Effort::Duration(Work(days * DAY)))
}

fn milestone(name: &'static str) -> Item {
    item(name, Kind::Milestone, Effort::None)
}

fn phase(name: &'static str, inside: Vec<Item>) -> Item {
    Item { inside, ..item(name, Kind::Phase, Effort::None) }
}

impl Item {
    fn after(mut self, name: &'static str) -> Self {
        self.after.push((name, Link::FinishToStart, Lag::None));
        self
    }

    fn link(mut self, name: &'static str, link: Link, days: i32) -> Self {
        self.after.push((name, link, Lag::Work(Work(days * DAY))));
        self
    }

    fn bound(mut self, kind: ConstraintKind, when: Instant) -> Self {
        self.details.constraints.push(Constraint { kind, when: When::At(when), span: Span::default() });
        self
    }

    fn due(mut self, when: Instant) -> Self {
        self.details.due = Some(Deadline { when: When::At(when), span: Span::default() });
        self
    }
}

fn at(month: u32, day: u32, hour: u16) -> Instant {
    Day::from_ymd(2026, month, day).unwrap().at(TimeOfDay(hour * 600))
}

fn add(plan: &mut Plan, parent: Option<TaskId>, level: u8, item: &Item) {
    let id = plan.add_text(item.name);
    let task = Task {
        kind: item.kind,
        level,
        in_order: false,
        as_late_as_possible: item.late,
        calendar_only: false,
        holder: parent.unwrap_or(TaskId::NONE).0,
        end: TaskId(0),
        id,
        title: id,
        place: Place::default(),
        effort: item.given.map_or(item.effort, |given| Effort::Span(plan.spans.push(given))),
        calendar: Plan::STANDARD,
        assignments: 0..0,
        first_dependency: 0,
        details: (item.details.due.is_some() || !item.details.constraints.is_empty() || item.details.progress != Progress::default())
            .then(|| Box::new(item.details.clone())),
    };
    let phase = plan.tasks.push(task);
    for inside in &item.inside {
        add(plan, Some(phase), level + 1, inside);
    }
    plan.tasks[phase].end = TaskId(u32::try_from(plan.tasks.len()).unwrap());
}

/// A plan that starts on Monday, 2 March 2026, at 9, with the standard calendar.
fn plan(items: &[Item]) -> Plan {
    let mut plan = Plan::default();
    plan.settings.direction = Direction::Forward(at(3, 2, 9));
    let none = Text::default();
    plan.calendars.push(NamedCalendar { id: none, title: none, span: None, calendar: Calendar::standard() });
    for item in items {
        add(&mut plan, None, 1, item);
    }
    let mut flat = Vec::new();
    flatten(items, &mut flat);
    let find = |plan: &Plan, name: &str| plan.tasks.iter().find(|(_, task)| plan.text(task.id) == name).unwrap().0;
    for item in flat {
        let successor = find(&plan, item.name);
        let first = u32::try_from(plan.dependencies.len()).unwrap();
        for (name, link, lag) in &item.after {
            let predecessor = find(&plan, name);
            plan.dependencies.push(Dependency::new((predecessor, successor), *link, *lag, Span::default()));
        }
        plan.tasks[successor].first_dependency = first;
    }
    plan
}

fn flatten<'a>(items: &'a [Item], flat: &mut Vec<&'a Item>) {
    for item in items {
        flat.push(item);
        flatten(&item.inside, flat);
    }
}

fn of(plan: &Plan, schedule: &Schedule, name: &str) -> TaskDates {
    let (id, _) = plan.tasks.iter().find(|(_, task)| plan.text(task.id) == name).unwrap();
    schedule.tasks[id.0 as usize]
}

/// Schedules without a complaint and checks the start and finish of one item, and its slack in days.
fn check(items: &[Item], name: &str, start: Instant, finish: Instant, slack: i32) {
    let plan = plan(items);
    let (schedule, diagnostics) = schedule(&plan);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let dates = of(&plan, &schedule, name);
    assert_eq!((dates.start, dates.finish, dates.total_slack.0), (start, finish, slack * DAY), "{name}: {dates:?}");
}

#[test]
fn work_follows_work_over_the_weekend() {
    check(&[task("a", 5), task("b", 1).after("a")], "b", at(3, 9, 9), at(3, 9, 17), 0);
}

#[test]
fn a_milestone_stays_where_its_predecessor_ends() {
    check(&[task("a", 5), milestone("m").after("a"), task("b", 1).after("m")], "m", at(3, 6, 17), at(3, 6, 17), 0);
}

#[test]
fn all_four_links_bind() {
    use Link::{FinishToFinish, StartToFinish, StartToStart};
    check(&[task("a", 5), task("b", 2).link("a", StartToStart, 1)], "b", at(3, 3, 9), at(3, 4, 17), 2);
    check(&[task("a", 5), task("b", 2).link("a", FinishToFinish, 0)], "b", at(3, 5, 9), at(3, 6, 17), 0);
    check(&[task("a", 5), task("b", 2).link("a", StartToFinish, 4)], "b", at(3, 4, 9), at(3, 5, 17), 1);
}

#[test]
fn a_lead_overlaps() {
    check(&[task("a", 5), task("b", 2).link("a", Link::FinishToStart, -1)], "b", at(3, 6, 9), at(3, 9, 17), 0);
}

#[test]
fn slack_is_what_the_longer_path_leaves() {
    let items = [task("a", 5), task("b", 2), task("c", 1).after("a").after("b")];
    check(&items, "b", at(3, 2, 9), at(3, 3, 17), 3);
    check(&items, "a", at(3, 2, 9), at(3, 6, 17), 0);
}

#[test]
fn a_phase_hands_its_links_to_what_is_inside() {
    let items = [task("a", 5), phase("p", vec![task("b", 2), task("c", 1)]).after("a"), task("d", 1).after("p")];
    check(&items, "b", at(3, 9, 9), at(3, 10, 17), 0);
    check(&items, "c", at(3, 9, 9), at(3, 9, 17), 1);
    check(&items, "p", at(3, 9, 9), at(3, 10, 17), 0);
    check(&items, "d", at(3, 11, 9), at(3, 11, 17), 0);
}

#[test]
fn what_ends_after_a_phase_holds_only_the_phase() {
    let items = [task("a", 5), phase("p", vec![task("b", 2)]).link("a", Link::FinishToFinish, 0), task("c", 1).after("p")];
    check(&items, "b", at(3, 2, 9), at(3, 3, 17), 3);
    check(&items, "p", at(3, 2, 9), at(3, 6, 17), 3);
    check(&items, "c", at(3, 9, 9), at(3, 9, 17), 0);
    check(&items, "a", at(3, 2, 9), at(3, 6, 17), 0);
}

#[test]
fn dates_bind_and_hard_ones_override() {
    use ConstraintKind::*;
    check(&[task("a", 1).bound(StartNoEarlier, at(3, 7, 9))], "a", at(3, 9, 9), at(3, 9, 17), 0);
    check(&[task("a", 1).bound(StartNoEarlier, at(2, 27, 9))], "a", at(2, 27, 9), at(2, 27, 17), 0);
    check(&[task("a", 1).bound(FinishNoEarlier, at(3, 4, 17))], "a", at(3, 4, 9), at(3, 4, 17), 0);
    check(&[task("a", 1).bound(FinishNoEarlier, at(3, 8, 17))], "a", at(3, 6, 9), at(3, 8, 17), 0);
}

#[test]
fn a_pinned_start_breaks_its_link_and_goes_negative() {
    let items = [task("a", 5), task("b", 2).after("a").bound(ConstraintKind::MustStart, at(3, 5, 9))];
    let plan = plan(&items);
    let (schedule, _) = schedule(&plan);
    let b = of(&plan, &schedule, "b");
    assert_eq!((b.start, b.finish, b.total_slack.0), (at(3, 5, 9), at(3, 6, 17), -2 * DAY));
    assert_eq!(of(&plan, &schedule, "a").total_slack.0, -2 * DAY);
}

#[test]
fn a_deadline_moves_nothing_but_the_slack() {
    let items = [task("a", 5).due(at(3, 4, 17)), task("b", 8)];
    let plan = plan(&items);
    let (schedule, _) = schedule(&plan);
    let a = of(&plan, &schedule, "a");
    assert_eq!((a.finish, a.total_slack.0, a.critical), (at(3, 6, 17), -2 * DAY, true));
    assert_eq!(of(&plan, &schedule, "b").total_slack.0, 0);
}

#[test]
fn as_late_as_possible_is_drawn_late_and_what_follows_moves_with_it() {
    let mut late = task("a", 1);
    late.late = true;
    let items = [late, task("b", 1).after("a"), task("c", 5)];
    check(&items, "a", at(3, 5, 9), at(3, 5, 17), 0);
    check(&items, "b", at(3, 6, 9), at(3, 6, 17), 0);
}

#[test]
fn a_plan_backward_ends_on_its_end() {
    let mut plan = plan(&[task("a", 5), task("b", 2), task("c", 1).after("a").after("b")]);
    plan.settings.direction = Direction::Backward(at(3, 31, 17));
    let (schedule, _) = schedule(&plan);
    let dates = ["a", "b", "c"].map(|name| of(&plan, &schedule, name));
    assert_eq!(dates.map(|dates| dates.finish), [at(3, 30, 17), at(3, 30, 17), at(3, 31, 17)]);
    assert_eq!(dates.map(|dates| dates.total_slack.0 / DAY), [0, 3, 0]);
    assert_eq!(schedule.start, Some(at(3, 24, 9)));
}

#[test]
fn elapsed_lags_run_through_the_weekend() {
    let mut b = task("b", 1);
    b.after.push(("a", Link::FinishToStart, Lag::Elapsed(Elapsed(3 * 14_400))));
    check(&[task("a", 5), b], "b", at(3, 10, 9), at(3, 10, 17), 0);
}

#[test]
fn half_of_the_predecessor_as_a_lag() {
    let mut b = task("b", 1);
    b.after.push(("a", Link::StartToStart, Lag::Percent(5_000)));
    check(&[task("a", 4), b], "b", at(3, 4, 9), at(3, 4, 17), 1);
}

#[test]
fn a_span_between_items_reaches_from_one_to_the_other() {
    let told = |name: u32, edge| When::Item { item: TaskId(name), edge, lag: Lag::None, span: Span::default() };
    let given = Some((told(1, Edge::Start), told(2, Edge::End)));
    let hammock = Item { given, ..item("h", Kind::Task, Effort::None) };
    let items = [hammock, task("a", 2), task("b", 3).after("a")];
    check(&items, "h", at(3, 2, 9), at(3, 6, 17), 0);
}

#[test]
fn a_cycle_is_one_report_and_no_dates() {
    let plan = plan(&[task("a", 1).after("c"), task("b", 1).after("a"), task("c", 1).after("b"), task("d", 1).after("a")]);
    let (schedule, diagnostics) = schedule(&plan);
    assert!(schedule.is_empty());
    let found: Vec<_> = diagnostics.iter().map(|diagnostic| (diagnostic.code, diagnostic.message.as_str())).collect();
    assert_eq!(found, [(Code::Cycle, "work waits for itself: `a -> c -> b -> a`")]);
}

#[test]
fn a_phase_that_waits_for_what_is_inside_it_is_a_cycle() {
    let plan = plan(&[phase("p", vec![task("a", 1)]).after("a")]);
    let (_, diagnostics) = schedule(&plan);
    let found = diagnostics.iter().next().unwrap();
    assert_eq!(found.message, "work waits for itself: `p -> a -> p`");
    assert_eq!(found.note.as_deref(), Some("`p` waits for `a`, which is inside it"));
}
