//! What has the higher priority goes first: of work that contends for somebody at one moment, and only then.
//!
//! Precisely: when work begins at an instant with somebody whom more urgent work needs too, then that had begun already, or it
//! could not begin: something that it waits for was not over, its own date had not come, its hours had not begun, or somebody
//! whom it needs was busy with what had begun before or is no less urgent.

use std::fmt::Write as _;

use gantline::calendar::WorkTime;
use gantline::compile::Compilation;
use gantline::model::{Kind, Plan, TaskId};
use gantline::schedule::leveling::Budget;
use gantline::schedule::{Booking, Bookings};
use proptest::prelude::*;

use super::{PEOPLE, compiled, faults};

#[derive(Clone, Debug)]
struct Seed {
    length: u8,
    who: u8,
    after: Option<prop::sample::Index>,
    from: Option<u8>,
    priority: u8,
}

const WHO: [&str; 7] = ["ana", "cid", "dan", "eva", "ana, dan", "cid, dan", "lab, ana"];

fn seeds(n: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<Seed>> {
    let after = prop::option::weighted(0.5, any::<prop::sample::Index>());
    let seed = (1u8..30, 0u8..7, after, prop::option::weighted(0.15, 0u8..20), 0u8..4)
        .prop_map(|(length, who, after, from, priority)| Seed { length, who, after, from, priority });
    prop::collection::vec(seed, n)
}

fn text(seeds: &[Seed]) -> String {
    let mut text = format!("plan \"Laws\"\n  start 2026-03-02\n{PEOPLE}").replace("  80% 2026-03-10..2026-03-13\n", "");
    for (n, seed) in seeds.iter().enumerate() {
        let priority = [200, 500, 500, 800][usize::from(seed.priority)];
        let _ = write!(text, "task t{n} {}h by {} priority {priority}", seed.length, WHO[usize::from(seed.who)]);
        if let Some(other) = seed.after.as_ref().filter(|_| 0 < n) {
            let _ = write!(text, " after t{}", other.index(n));
        }
        if let Some(day) = seed.from {
            let _ = write!(text, " from 2026-03-{:02}", day + 2);
        }
        text.push('\n');
    }
    text
}

/// Returns every start that took somebody from more urgent work that could have begun then.
fn jumps(compilation: &Compilation) -> Vec<String> {
    let Compilation { plan, schedule, .. } = compilation;
    let bookings = Bookings::of(plan, schedule);
    let mut of_task: Vec<Vec<&Booking>> = vec![Vec::new(); plan.tasks.len()];
    bookings.list.iter().for_each(|booking| of_task[booking.task.0 as usize].push(booking));
    let mut by_person: Vec<Vec<&Booking>> = vec![Vec::new(); plan.resources.len()];
    bookings.list.iter().for_each(|booking| by_person[booking.resource.0 as usize].push(booking));
    let own = |task: TaskId| &of_task[task.0 as usize];
    let priority = |task: TaskId| plan.details(task).priority.unwrap_or(500);
    let mut found = Vec::new();
    for (urgent, _) in plan.tasks.iter().filter(|(_, task)| task.kind == Kind::Task) {
        let start = schedule.tasks[urgent.0 as usize].start;
        let hours: &WorkTime = bookings.hours(own(urgent)[0]);
        let rivals = own(urgent).iter().flat_map(|need| &by_person[need.resource.0 as usize]);
        for rival in rivals.filter(|rival| rival.start < start && priority(rival.task) < priority(urgent)) {
            let t = rival.start;
            let goes_before = |booking: &Booking| {
                let runs = booking.start <= t && t < booking.finish && booking.task != urgent;
                runs && (booking.start < t || priority(urgent) <= priority(booking.task))
            };
            let is_busy = own(urgent).iter().any(|need| {
                let taken: u32 = by_person[need.resource.0 as usize].iter().filter(|one| goes_before(one)).map(|one| one.units).sum();
                let resource = &plan.resources[need.resource];
                resource.units_on(t.day()) * resource.capacity < taken + need.units
            });
            if is_ready(plan, compilation, urgent, t) && hours.next_start(t) == t && !is_busy {
                found.push(format!("{} went before {} at {t:?}", plan.path(rival.task), plan.path(urgent)));
            }
        }
    }
    found
}

/// Tells whether everything that `task` waits for but people is there at `t`.
fn is_ready(plan: &Plan, compilation: &Compilation, task: TaskId, t: gantline::calendar::Instant) -> bool {
    let dates = |task: TaskId| &compilation.schedule.tasks[task.0 as usize];
    let links = plan.dependencies.iter().filter(|link| link.successor == task);
    let constraints = &plan.details(task).constraints;
    let told = constraints.iter().all(|constraint| match constraint.when {
        gantline::model::When::At(date) => date <= t,
        gantline::model::When::Item { .. } => false,
    });
    links.into_iter().all(|link| dates(link.predecessor).finish <= t) && told
}

proptest! {
    #![proptest_config(crate::support::cases(80))]

    #[test]
    fn what_matters_more_goes_first(seeds in seeds(2..16)) {
        let text = text(&seeds);
        for budget in [Budget::Portfolio, Budget::Schedules { count: 80, seed: 2 }] {
            let compilation = compiled(&text, budget);
            prop_assert!(!compilation.diagnostics.has_errors(), "{text}");
            let found = jumps(&compilation);
            prop_assert!(found.is_empty(), "{}\n{}", text, found.join("\n"));
            let faults = faults(&compilation);
            prop_assert!(faults.is_empty(), "{}\n{}", text, faults.join("\n"));
        }
    }
}

#[test]
fn so_it_does_in_a_large_plan() {
    let index = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
    let mut text = format!("plan \"Laws\"\n  start 2026-03-02\n{PEOPLE}").replace("  80% 2026-03-10..2026-03-13\n", "");
    for n in 0..3_100 {
        let who = WHO[usize::try_from(index(n) % 7).unwrap()];
        let _ = write!(text, "task t{n} {}h by {who} priority {}", 1 + index(n + 9_000) % 29, 200 + 300 * (index(n + 20_000) % 3));
        if 9 < n && index(n + 30_000) % 2 == 0 {
            let _ = write!(text, " after t{}", n - 1 - index(n + 40_000) % 9);
        }
        text.push('\n');
    }
    let compilation = compiled(&text, Budget::Portfolio);
    assert!(!compilation.diagnostics.has_errors());
    let found = jumps(&compilation);
    assert!(found.is_empty(), "{}, as {}", found.len(), found[0]);
}

#[test]
fn one_who_jumps_the_queue_is_found() {
    let plan = |first: &str, second: &str| {
        format!(
            "plan x\n start 2026-03-02\nperson ana\ntask a 2d by ana priority {first}\ntask b 3d by ana after a.start priority {second}\n"
        )
    };
    let usual = compiled(&plan("500", "400"), Budget::Portfolio);
    assert_eq!(jumps(&usual), Vec::<String>::new());
    let mut turned = compiled(&plan("500", "400"), Budget::Portfolio);
    let later = turned.schedule.tasks[1];
    let ahead = turned.schedule.tasks[0];
    turned.schedule.tasks[0] = later;
    turned.schedule.tasks[1] = ahead;
    assert_eq!(jumps(&turned).len(), 1);
}
