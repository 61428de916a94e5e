//! In which order people and work are declared decides nothing but ties.

use gantline::compile::Compilation;
use gantline::schedule::leveling::Budget;
use gantline::schedule::{Booking, bookings};
use gantline::view::phrase;
use proptest::prelude::*;

use super::{PEOPLE, Seed, compiled, faults, lines, seed};

/// Returns the plan with its people, calendars and items in an order that `keys` decide; nested lines stay where they belong.
fn shuffled(items: &[String], keys: &[u64]) -> String {
    let mut blocks: Vec<String> = Vec::new();
    for line in PEOPLE.lines() {
        match blocks.last_mut().filter(|_| line.starts_with(' ')) {
            Some(block) => block.push_str(&format!("{line}\n")),
            None => blocks.push(format!("{line}\n")),
        }
    }
    let place = |list: Vec<String>| {
        let mut keyed: Vec<(u64, String)> = list.into_iter().enumerate().map(|(n, line)| (keys[n % keys.len()] ^ n as u64, line)).collect();
        keyed.sort();
        keyed.into_iter().map(|(_, line)| line).collect::<String>()
    };
    format!("plan \"Laws\"\n  start 2026-03-02\n{}{}", place(blocks), place(items.to_vec()))
}

/// Returns the dates of every item and who is booked for it, by their names alone.
fn dated(compilation: &Compilation) -> Vec<String> {
    let Compilation { plan, schedule, .. } = compilation;
    let id = |text| plan.text(text);
    let times = |start, finish| format!("{} {}", phrase::iso(start), phrase::iso(finish));
    let items = plan.tasks.iter().map(|(task, item)| {
        let dates = &schedule.tasks[task.0 as usize];
        format!("{} {}", id(item.id), times(dates.start, dates.finish))
    });
    let booked = |booking: &Booking| {
        let who = id(plan.resources[booking.resource].id);
        format!(
            "{} by {who} {} {} {}",
            id(plan.tasks[booking.task].id),
            times(booking.start, booking.finish),
            booking.units,
            booking.work.0
        )
    };
    let mut all: Vec<String> = items.chain(bookings(plan, schedule).iter().map(booked)).collect();
    all.sort();
    all
}

/// Gives every task a priority of its own, so that at no moment two are equals.
fn unlike(seeds: &[Seed], keys: &[u64]) -> Vec<String> {
    let mut ranks: Vec<usize> = (0..seeds.len()).collect();
    ranks.sort_by_key(|n| (keys[n % keys.len()].rotate_left(7), *n));
    let plain: Vec<Seed> = seeds.iter().map(|seed| Seed { extra: if seed.extra < 2 { 5 } else { seed.extra }, ..seed.clone() }).collect();
    let mut rank = ranks.iter();
    lines(&plain)
        .into_iter()
        .map(|line| match line.strip_suffix('\n').filter(|line| line.starts_with("task")) {
            Some(line) => format!("{line} priority {}\n", 40 * rank.next().unwrap() + 10),
            None => line,
        })
        .collect()
}

fn keys() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(any::<u64>(), 16)
}

proptest! {
    #![proptest_config(crate::support::cases(60))]

    #[test]
    fn where_nothing_is_a_tie_the_order_of_declaration_changes_nothing(
        seeds in prop::collection::vec(seed(), 2..14), keys in keys(), other in keys(),
    ) {
        let items = unlike(&seeds, &keys);
        let (one, two) = (shuffled(&items, &keys), shuffled(&items, &other));
        for budget in [Budget::Portfolio, Budget::Schedules { count: 60, seed: 3 }] {
            let (first, second) = (compiled(&one, budget), compiled(&two, budget));
            prop_assert_eq!(dated(&first), dated(&second), "{}\n{}", one, two);
        }
    }

    #[test]
    fn ties_or_not_every_order_of_declaration_gives_a_true_schedule(seeds in prop::collection::vec(seed(), 2..14), keys in keys()) {
        let items = lines(&seeds);
        let (usual, other) = (format!("plan \"Laws\"\n  start 2026-03-02\n{PEOPLE}{}", items.concat()), shuffled(&items, &keys));
        let (first, second) = (compiled(&usual, Budget::Portfolio), compiled(&other, Budget::Portfolio));
        prop_assert!(!second.diagnostics.has_errors(), "{}", other);
        let faults = faults(&second);
        prop_assert!(faults.is_empty(), "{}\n{}", other, faults.join("\n"));
        // Where nobody is waited for, and no team is asked who, there are no ties.
        let waits = |compilation: &Compilation| !compilation.schedule.leveling.waits.is_empty();
        if !waits(&first) && !waits(&second) && !["web", "all-of-us"].iter().any(|team| items.concat().contains(team)) {
            prop_assert_eq!(dated(&first), dated(&second), "{}", other);
        }
    }
}
