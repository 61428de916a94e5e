//! Laws of leveling, on plans that nobody would think of, by a checker that knows nothing of how work was placed: it reads the
//! plan, the dates and the bookings.

mod order;
mod priority;
mod seeded;

use std::fmt::Write as _;

use gantline::calendar::{Calendar, Instant, Work, WorkTime};
use gantline::compile::{Compilation, Options, compile};
use gantline::diagnostic::Code;
use gantline::model::{Constraint, ConstraintKind, Direction, Edge, Effort, Kind, Lag, Link, Plan, ResourceKind, TaskId, When};
use gantline::schedule::leveling::Budget;
use gantline::schedule::{Booking, Bookings};
use proptest::prelude::*;

use crate::support::{Folder, gantline, scratch};

/// What is drawn for a task.
#[derive(Clone, Debug)]
struct Seed {
    length: u8,
    shape: u8,
    who: u8,
    after: Option<(prop::sample::Index, u8)>,
    from: Option<u8>,
    extra: u8,
}

fn seed() -> impl Strategy<Value = Seed> {
    let after = prop::option::weighted(0.6, (any::<prop::sample::Index>(), 0u8..6));
    (1u8..30, 0u8..8, 0u8..14, after, prop::option::weighted(0.15, 0u8..20), 0u8..30)
        .prop_map(|(length, shape, who, after, from, extra)| Seed { length, shape, who, after, from, extra })
}

const PEOPLE: &str = "person ana
  away 2026-03-05..2026-03-06 \"leave\"
person ben 50%
person cid
  works mon-wed 08:00-14:00
person dan
  works mon-fri 09:00-17:00
  80% 2026-03-10..2026-03-13
person eva from 2026-03-04
team web of ana, dan, eva
team all-of-us of ana, ben, cid, dan
resource lab capacity 3
calendar early
  week mon-sat 06:00-12:00
";

/// Everybody who can be named, with calendars that share an hour.
const WHO: [&str; 14] = [
    "ana",
    "ben",
    "cid",
    "dan",
    "ana, dan",
    "web",
    "2 of web",
    "lab",
    "2 of lab, ana",
    "ben 25%",
    "dan 40%, lab",
    "all-of-us",
    "ana 50%, ben",
    "cid, dan",
];

fn text(seeds: &[Seed], head: &str) -> String {
    format!("plan \"Laws\"\n{head}{PEOPLE}{}", lines(seeds).concat())
}

/// Returns the items, a line each.
fn lines(seeds: &[Seed]) -> Vec<String> {
    let mut lines = Vec::new();
    for (n, seed) in seeds.iter().enumerate() {
        if seed.extra == 29 && n + 2 < seeds.len() {
            lines.push(format!("milestone m{n}\n"));
        }
        lines.push(line(n, seed));
    }
    lines
}

fn line(n: usize, seed: &Seed) -> String {
    let who = WHO[usize::from(seed.who)];
    let (length, shape) = (seed.length, seed.shape);
    let is_effort = shape > 4 && !who.contains("lab");
    let kind = if is_effort { "effort " } else { "" };
    let mut text = format!("task t{n} {kind}{length}h by {who}");
    if let Some((other, link)) = seed.after.as_ref().filter(|_| n > 0) {
        let other = other.index(n);
        let link = match link {
            0 => format!(" after t{other}.start + 2h"),
            1 => format!(" after t{other} + 3h"),
            2 => format!(" ends after t{other}"),
            3 => format!(" after t{other} + 5h elapsed"),
            _ => format!(" after t{other}"),
        };
        text.push_str(&link);
    }
    if let Some(day) = seed.from {
        let what = ["from", "from", "ends from"][usize::from(day % 3)];
        let _ = write!(text, " {what} 2026-03-{:02}", day + 2);
    }
    match seed.extra {
        0 => text.push_str(" as late as possible"),
        1 => text.push_str(" priority 900"),
        2 if !is_effort && !who.contains("cid") => text.push_str(" calendar early"),
        _ => {}
    }
    text.push('\n');
    text
}

fn compiled(text: &str, level: Budget) -> Compilation {
    compile("laws.plan", text.to_owned(), &Folder(".".into()), &Options { level, ..Options::default() })
}

/// Returns everything that is wrong with a schedule.
fn faults(compilation: &Compilation) -> Vec<String> {
    faults_of(compilation, &Bookings::of(&compilation.plan, &compilation.schedule))
}

fn faults_of(compilation: &Compilation, bookings: &Bookings) -> Vec<String> {
    let Compilation { plan, schedule, .. } = compilation;
    let mut faults = Vec::new();
    capacity(plan, bookings, &mut faults);
    hours(plan, bookings, &mut faults);
    amounts(compilation, bookings, &mut faults);
    links(compilation, bookings, &mut faults);
    for wait in &schedule.leveling.waits {
        let dates = &schedule.tasks[wait.task.0 as usize];
        let is_forward = matches!(plan.settings.direction, Direction::Forward(_));
        if is_forward && (dates.start <= wait.allowed || dates.start < dates.early_start) {
            faults.push(format!("{} waits from {:?} to {:?}", plan.path(wait.task), wait.allowed, dates.start));
        }
    }
    faults
}

/// Nobody is booked beyond what there is of them at any instant.
fn capacity(plan: &Plan, bookings: &Bookings, faults: &mut Vec<String>) {
    for (id, resource) in plan.resources.iter() {
        let mut changes: Vec<(Instant, i64)> = Vec::new();
        for booking in bookings.list.iter().filter(|booking| booking.resource == id) {
            for (from, to) in bookings.hours(booking).stretches(booking.start, booking.finish) {
                changes.extend([(from, i64::from(booking.units)), (to, -i64::from(booking.units))]);
            }
        }
        changes.sort_unstable();
        let count = if resource.kind == ResourceKind::Resource { resource.capacity } else { 1 };
        let mut booked = 0;
        for (at, change) in changes {
            booked += change;
            let limit = i64::from(resource.units_on(at.day()) * count);
            if change > 0 && limit < booked {
                faults.push(format!("{} has {limit} and is booked {booked} at {at:?}", plan.text(resource.id)));
            }
        }
    }
}

/// Nobody works when they are not there.
fn hours(plan: &Plan, bookings: &Bookings, faults: &mut Vec<String>) {
    for booking in &bookings.list {
        let resource = &plan.resources[booking.resource];
        let own = WorkTime::of(&plan.calendars[resource.calendar].calendar);
        for (from, to) in bookings.hours(booking).stretches(booking.start, booking.finish) {
            let is_there = resource.from.is_none_or(|day| day <= from.day()) && resource.until.is_none_or(|day| to.last_day() <= day);
            if own.between(from, to).0 != to.since(from).0 || !is_there {
                faults.push(format!("{} works on {} from {from:?} to {to:?}", plan.text(resource.id), plan.path(booking.task)));
            }
        }
    }
}

/// What is done adds up: an effort to the effort, a duration to as much time of each; and takes the hours that it says, from
/// the task's start to its end.
fn amounts(compilation: &Compilation, bookings: &Bookings, faults: &mut Vec<String>) {
    let Compilation { plan, schedule, .. } = compilation;
    let mut of_task: Vec<Vec<&Booking>> = vec![Vec::new(); plan.tasks.len()];
    bookings.list.iter().for_each(|booking| of_task[booking.task.0 as usize].push(booking));
    for (id, _) in plan.tasks.iter().filter(|(_, task)| task.kind == Kind::Task && !task.assignments.is_empty()) {
        let own = &of_task[id.0 as usize];
        let (path, dates) = (plan.path(id), &schedule.tasks[id.0 as usize]);
        let ends = own.iter().map(|booking| booking.start).min().zip(own.iter().map(|booking| booking.finish).max());
        // What must not end before a date ends then, be it that nobody works at that instant.
        let is_held =
            |constraint: &Constraint| constraint.when == When::At(dates.finish) && constraint.kind == ConstraintKind::FinishNoEarlier;
        let last = if plan.details(id).constraints.iter().any(is_held) { ends.map(|(start, _)| (start, dates.finish)) } else { ends };
        if last != Some((dates.start, dates.finish)) {
            faults.push(format!("{path} runs from {:?} to {:?} and is worked from and to {ends:?}", dates.start, dates.finish));
        }
        for booking in own {
            let hours = i64::from(bookings.hours(booking).between(booking.start, booking.finish).0);
            let work = hours * i64::from(booking.units) / 10_000;
            // An effort is shared out to the tenth of a minute, and each part of an hour has one that is left over.
            if 10 < (work - i64::from(booking.work.0)).abs() {
                faults.push(format!("{path} is {} of work in {work} of {:?}", booking.work.0, booking.resource));
            }
        }
        match plan.tasks[id].effort {
            Effort::Effort(effort) => {
                let sum: i32 = own.iter().map(|booking| booking.work.0).sum();
                if sum != effort.0 {
                    faults.push(format!("{path} is {effort:?} and {sum} is done"));
                }
            }
            Effort::Duration(length) => {
                for booking in own.iter().filter(|booking| plan.resources[booking.resource].units_for.is_empty()) {
                    let took = bookings.hours(booking).between(booking.start, booking.finish);
                    if took != length {
                        faults.push(format!("{path} takes {length:?} and is worked {took:?}"));
                    }
                }
            }
            Effort::None | Effort::Unestimated(_) | Effort::Elapsed(_) | Effort::Span(_) => {}
        }
    }
}

fn links(compilation: &Compilation, bookings: &Bookings, faults: &mut Vec<String>) {
    let Compilation { plan, schedule, .. } = compilation;
    let clock = |id: TaskId| {
        WorkTime::of(
            plan.calendars.as_slice().get(plan.tasks[id].calendar.0 as usize).map_or(&Calendar::standard(), |named| &named.calendar),
        )
    };
    let at = |id: TaskId, edge: Edge| {
        let dates = &schedule.tasks[id.0 as usize];
        if edge == Edge::Start { dates.start } else { dates.finish }
    };
    for link in &plan.dependencies {
        let (from, to) = match link.link {
            Link::FinishToStart => (Edge::End, Edge::Start),
            Link::StartToStart => (Edge::Start, Edge::Start),
            Link::FinishToFinish => (Edge::End, Edge::End),
            Link::StartToFinish => (Edge::Start, Edge::End),
        };
        let since = at(link.predecessor, from);
        let least = match link.lag() {
            Lag::None | Lag::Percent(_) => since,
            Lag::Work(work) => clock(link.successor).add(since, work),
            Lag::Elapsed(time) => since.plus(time),
        };
        // An end waits until the last work before it; who works elsewhere in the week has none.
        let own = bookings.list.iter().find(|booking| booking.task == link.successor).map(|booking| bookings.hours(booking).clone());
        let hours = own.filter(|_| to == Edge::End).unwrap_or_else(|| clock(link.successor));
        let is_over = hours.between(at(link.successor, to), least) <= Work::ZERO;
        if at(link.successor, to) < least && !is_over {
            faults.push(format!("{} does not wait for {}", plan.path(link.successor), plan.path(link.predecessor)));
        }
    }
    for (id, _) in plan.tasks.iter() {
        for constraint in &plan.details(id).constraints {
            let When::At(date) = constraint.when else { continue };
            let (start, finish) = (at(id, Edge::Start), at(id, Edge::End));
            let holds = match constraint.kind {
                ConstraintKind::StartNoEarlier => date <= start,
                ConstraintKind::FinishNoEarlier => date <= finish,
                ConstraintKind::StartNoLater => start <= date,
                ConstraintKind::FinishNoLater => finish <= date,
                ConstraintKind::MustStart => start == date,
                ConstraintKind::MustFinish => finish == date,
            };
            if !holds {
                faults.push(format!("{} runs from {start:?} to {finish:?} and is to be {:?} {date:?}", plan.path(id), constraint.kind));
            }
        }
    }
}

fn hold(text: &str) -> Result<Compilation, TestCaseError> {
    let compilation = compiled(text, Budget::Portfolio);
    prop_assert!(!compilation.diagnostics.has_errors(), "{text}\n{:?}", compilation.diagnostics);
    let faults = faults(&compilation);
    prop_assert!(faults.is_empty(), "{text}\n{}", faults.join("\n"));
    let overbooked = compilation.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::Overbooked);
    prop_assert!(!overbooked, "{text}");
    Ok(compilation)
}

proptest! {
    #![proptest_config(crate::support::cases(150))]

    #[test]
    fn nobody_is_booked_twice_and_everything_waits(seeds in prop::collection::vec(seed(), 1..14)) {
        let text = text(&seeds, "  start 2026-03-02\n");
        let compilation = hold(&text)?;
        let again = compiled(&text, Budget::Portfolio);
        prop_assert_eq!(&compilation.schedule.tasks, &again.schedule.tasks, "{}", text);
        prop_assert_eq!(&compilation.schedule.leveling, &again.schedule.leveling);
    }

    #[test]
    fn more_tries_never_end_later(seeds in prop::collection::vec(seed(), 4..12)) {
        let text = text(&seeds, "  start 2026-03-02\n");
        let (usual, more) = (compiled(&text, Budget::Portfolio), compiled(&text, Budget::Schedules { count: 120, seed: 1 }));
        prop_assert!(more.schedule.finish <= usual.schedule.finish, "{}", text);
        let faults = faults(&more);
        prop_assert!(faults.is_empty(), "{}\n{}", text, faults.join("\n"));
        let again = compiled(&text, Budget::Schedules { count: 120, seed: 1 });
        prop_assert_eq!(&more.schedule.tasks, &again.schedule.tasks);
    }

    #[test]
    fn plans_counted_back_from_their_end_hold_too(seeds in prop::collection::vec(seed(), 1..10)) {
        hold(&text(&seeds, "  end 2026-06-30\n"))?;
    }

    #[test]
    fn what_lies_after_the_status_date_holds_too(seeds in prop::collection::vec(seed(), 1..10)) {
        hold(&text(&seeds, "  start 2026-03-02\n  as of 2026-03-11\n"))?;
    }
}

const SHOP: &str = "plan \"Shop\"
  start 2026-03-02
person ana \"Ana Silva\"
person ben
phase build
  task templates \"Page templates\" 5d by ana
  task articles \"Articles\" 3d by ana
  task photos 2d by ben
  task proofs 4d by ana, ben after photos
";

#[test]
fn somebody_who_is_busy_is_named_with_what() {
    let folder = scratch(&[("shop.plan", SHOP)]);
    let run = gantline(folder.path(), &["why", "shop.plan", "articles"]);
    assert!(run.out.contains("because Ana Silva is busy with *"), "{}", run.out);
    let report = gantline(folder.path(), &["report", "shop.plan"]);
    assert!(report.out.contains("wait for people; no order of the work ends sooner"), "{}", report.out);
}

#[test]
fn what_was_tried_is_kept_and_gives_the_same_bytes() {
    let folder = scratch(&[("shop.plan", SHOP)]);
    let run = |much: &str| gantline(folder.path(), &["report", "shop.plan", "--format", "json", "--optimize", much]);
    let (first, second) = (run("200"), run("200"));
    assert_eq!((first.code, &first.out), (0, &second.out), "{}", first.err);
    assert!(first.out.contains("\"optimize\":{\"schedules\":200,\"seed\":1}"), "{}", first.out);
    let timed = run("0.1s");
    let schedules = timed.out.split("\"schedules\":").nth(1).and_then(|rest| rest.split(',').next()).unwrap().to_owned();
    assert_eq!(run(&schedules).out, timed.out, "{}", timed.err);
    assert_eq!(run("fast").code, 2);
}
