//! Laws of the schedule, on plans that nobody would think of.

use gantline::calendar::{Day, Instant, TimeOfDay};
use gantline::compile::{Compilation, Options, compile};
use gantline::diagnostic::{Code, Severity};
use gantline::model::TaskId;
use gantline::schedule::TaskDates;
use proptest::prelude::*;

use crate::brute::{Clock, Item, Lag, Link, Slot, dates};
use crate::support::Folder;

/// 2026-03-02 09:00.
const START: Slot = 48 * 56 + 18;
const CALENDARS: [&str; 3] = ["standard", "daily", "split"];

const HEAD: &str = "plan \"Laws\"
  start 2026-03-02
  holiday 2026-03-11
calendar daily
  week mon-sun 10:00-14:00
calendar split
  week mon-thu 08:00-12:00, 13:00-17:00
";

fn clocks() -> Vec<Clock> {
    let holiday = 48 * 65 / 48;
    vec![
        Clock::of(|weekday, day, slot| weekday < 5 && (18..34).contains(&slot) && day != holiday),
        Clock::of(|_, _, slot| (20..28).contains(&slot)),
        Clock::of(|weekday, _, slot| weekday < 4 && ((16..24).contains(&slot) || (26..34).contains(&slot))),
    ]
}

/// What is drawn for an item before its links know which items there are.
#[derive(Clone, Debug)]
struct Seed {
    kind: u8,
    hours: i64,
    calendar: usize,
    links: Vec<(prop::sample::Index, bool, bool, u8, i64)>,
    from: Option<i64>,
    ends_from: Option<i64>,
}

fn seed() -> impl Strategy<Value = Seed> {
    let link = (any::<prop::sample::Index>(), any::<bool>(), any::<bool>(), 0u8..6, -12i64..20);
    let day = prop::option::weighted(0.15, 0i64..30);
    (0u8..9, 1i64..24, 0usize..3, prop::collection::vec(link, 0..3), day.clone(), day)
        .prop_map(|(kind, hours, calendar, links, from, ends_from)| Seed { kind, hours, calendar, links, from, ends_from })
}

fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    prop::collection::vec(seed(), 1..11)
}

/// Makes items of the seeds: some are phases that hold the next two or three, at most two deep; links lead to what is above.
fn items(seeds: &[Seed]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (index, seed) in seeds.iter().enumerate() {
        open.retain(|(_, end)| index < *end);
        let around: Vec<usize> = open.iter().rev().map(|(phase, _)| *phase).collect();
        let room = open.iter().map(|(_, end)| *end).min().unwrap_or(seeds.len());
        let is_phase = seed.kind > 6 && open.len() < 2 && index + 1 < room;
        if is_phase {
            open.push((index, room.min(index + 2 + seed.hours as usize % 3)));
        }
        let is_milestone = !is_phase && seed.kind == 0;
        let length = if is_phase || is_milestone { 0 } else { seed.hours * 2 };
        let links = seed.links.iter().filter_map(|link| tie(link, &items, &around, index)).collect();
        let clock = if is_milestone || is_phase { 0 } else { seed.calendar };
        let ends_from = seed.ends_from.filter(|_| !is_milestone).map(|day| START - 18 + day * 48 + 30);
        items.push(Item { length, is_phase, clock, around, links, from: seed.from.map(|day| START - 18 + day * 48 + 22), ends_from });
    }
    items
}

/// The same items on one calendar without clock time: what a slip moves can then be told to the half hour.
fn in_one_calendar(mut items: Vec<Item>) -> Vec<Item> {
    for item in &mut items {
        item.clock = 0;
        for link in &mut item.links {
            if let Lag::Elapsed(n) = link.lag {
                link.lag = Lag::Work(n);
            }
        }
    }
    items
}

fn tie(link: &(prop::sample::Index, bool, bool, u8, i64), items: &[Item], around: &[usize], index: usize) -> Option<Link> {
    let (other, of_start, to_end, lag, hours) = link;
    let other = (index > 0).then(|| other.index(index))?;
    let is_over = !around.contains(&other) && items.get(other)?.is_phase;
    // A phase above is whole only if nothing inside it is still to come.
    let is_open = around.iter().any(|phase| items[other].around.contains(phase)) && items[other].around.first() != around.first();
    if around.contains(&other) || is_open && is_over {
        return None;
    }
    let lag = match lag {
        0..2 => Lag::None,
        2 | 3 => Lag::Work(hours * 2),
        4 => Lag::Elapsed(hours * 2),
        _ if items[other].length > 0 => Lag::Half,
        _ => Lag::None,
    };
    Some(Link { other, of_start: *of_start, to_end: *to_end, lag })
}

fn moment(slot: Slot) -> String {
    let day = Day::from_ymd(2026, 1, 5).unwrap().plus(i32::try_from(slot / 48).unwrap());
    format!("{} {:02}:{:02}", day.date(), slot % 48 / 2, slot % 2 * 30)
}

fn instant(slot: Slot) -> Instant {
    let day = Day::from_ymd(2026, 1, 5).unwrap().plus(i32::try_from(slot / 48).unwrap());
    day.at(TimeOfDay(u16::try_from(slot % 48 * 300).unwrap()))
}

fn slot(t: Instant) -> Slot {
    i64::from(t.since(instant(0)).0) / 300
}

/// Writes an item and what it holds; `turned` puts siblings in the opposite order.
fn write(items: &[Item], index: usize, turned: bool, extra: &[String], text: &mut String) {
    let item = &items[index];
    let margin = "  ".repeat(item.around.len());
    let word = if item.is_phase {
        "phase"
    } else if item.length == 0 {
        "milestone"
    } else {
        "task"
    };
    *text += &format!("{margin}{word} t{index}");
    if item.length > 0 {
        *text += &format!(" {}h calendar {}", item.length / 2, CALENDARS[item.clock]);
    }
    *text += "\n";
    for link in &item.links {
        let lag = match link.lag {
            Lag::None => String::new(),
            Lag::Work(n) => format!(" {} {}h", if n < 0 { "-" } else { "+" }, n.abs() / 2),
            Lag::Elapsed(n) => format!(" {} {}h elapsed", if n < 0 { "-" } else { "+" }, n.abs() / 2),
            Lag::Half => " + 50%".to_owned(),
        };
        let (ends, edge) = (if link.to_end { "ends " } else { "" }, if link.of_start { "start" } else { "end" });
        *text += &format!("{margin}  {ends}after t{}.{edge}{lag}\n", link.other);
    }
    if let Some(from) = item.from {
        *text += &format!("{margin}  from {}\n", moment(from));
    }
    if let Some(from) = item.ends_from {
        *text += &format!("{margin}  ends from {}\n", moment(from));
    }
    *text += &extra.get(index).filter(|extra| !extra.is_empty()).map_or_else(String::new, |extra| format!("{margin}  {extra}\n"));
    siblings(items, Some(index), turned, extra, text);
}

fn siblings(items: &[Item], parent: Option<usize>, turned: bool, extra: &[String], text: &mut String) {
    let inside = (0..items.len()).filter(|index| items[*index].around.first().copied() == parent);
    let mut inside: Vec<usize> = inside.collect();
    if turned {
        inside.reverse();
    }
    inside.iter().for_each(|index| write(items, *index, turned, extra, text));
}

fn compiled(items: &[Item], turned: bool, extra: &[String]) -> Compilation {
    let mut text = HEAD.to_owned();
    siblings(items, None, turned, extra, &mut text);
    let compilation = compile("laws.plan", text.clone(), &Folder(".".into()), &Options::default());
    let errors: Vec<_> = compilation.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{text}\n{errors:?}");
    compilation
}

fn of(compilation: &Compilation, index: usize) -> (TaskId, TaskDates) {
    let name = format!("t{index}");
    let plan = &compilation.plan;
    let id = plan.tasks.iter().find(|(_, task)| plan.text(task.id) == name).unwrap().0;
    (id, compilation.schedule.tasks[id.0 as usize])
}

fn text(items: &[Item]) -> String {
    let mut text = String::new();
    siblings(items, None, false, &[], &mut text);
    text
}

proptest! {
    #![proptest_config(crate::support::cases(300))]

    #[test]
    fn a_naive_scheduler_agrees(seeds in seeds()) {
        let items = items(&seeds);
        let compilation = compiled(&items, false, &[]);
        for (index, (start, finish)) in dates(&items, &clocks(), START, None).into_iter().enumerate() {
            let found = of(&compilation, index).1;
            let (start, finish) = (moment(start), moment(finish));
            prop_assert_eq!((moment(slot(found.start)), moment(slot(found.finish))), (start, finish), "t{} of\n{}", index, text(&items));
        }
    }

    #[test]
    fn early_is_not_later_than_late_and_slack_is_in_order(seeds in seeds()) {
        let items = items(&seeds);
        let compilation = compiled(&items, false, &[]);
        for index in 0..items.len() {
            let found = of(&compilation, index).1;
            prop_assert!(found.early_start <= found.late_start && found.early_finish <= found.late_finish, "t{}: {:?} of\n{}", index, found, text(&items));
            prop_assert!(0 <= found.free_slack.0 && found.free_slack <= found.total_slack, "t{}: {:?} of\n{}", index, found, text(&items));
        }
    }

    #[test]
    fn total_slack_is_as_far_as_an_item_can_slip(seeds in seeds()) {
        let items = in_one_calendar(items(&seeds));
        let clocks = clocks();
        let compilation = compiled(&items, false, &[]);
        let of_phase_start = items.iter().flat_map(|item| &item.links).any(|link| link.of_start && items[link.other].is_phase);
        let end = dates(&items, &clocks, START, None).iter().map(|(_, finish)| *finish).max();
        let end_if = |index: usize, start: Slot| dates(&items, &clocks, START, Some((index, start))).iter().map(|(_, finish)| *finish).max();
        for index in (0..items.len()).filter(|index| !items[*index].is_phase) {
            let latest = slot(of(&compilation, index).1.late_start);
            // A start is bound at worst by an instant at which nobody works; the next beginning of work is the same work away.
            let is_same = end_if(index, latest) == end || end_if(index, clocks[items[index].clock].add(latest, -1)) == end;
            prop_assert!(is_same, "t{} at {} of\n{}", index, moment(latest), text(&items));
            if !of_phase_start {
                let later = clocks[items[index].clock].add(latest, 1);
                prop_assert!(end < end_if(index, later), "t{} can start after {} of\n{}", index, moment(latest), text(&items));
            }
        }
    }

    #[test]
    fn free_slack_moves_nothing_else(seeds in seeds()) {
        let items = in_one_calendar(items(&seeds));
        let clocks = clocks();
        let compilation = compiled(&items, false, &[]);
        let before = dates(&items, &clocks, START, None);
        for index in (0..items.len()).filter(|index| !items[*index].is_phase) {
            let found = of(&compilation, index).1;
            let clock = &clocks[items[index].clock];
            let mut slipped = clock.add(slot(found.start), i64::from(found.free_slack.0) / 300);
            if 0 < found.free_slack.0 && clock.next_start(slipped) != slipped {
                // Evening and next morning are one to slack, not to what follows a start.
                slipped = clock.add(slipped, -1);
            }
            let after = dates(&items, &clocks, START, Some((index, slipped)));
            for other in (0..items.len()).filter(|other| *other != index && !items[index].around.contains(other)) {
                let moved = |from: Slot, to: Slot| clock.between(from, to) != 0;
                let moves = moved(before[other].0, after[other].0) || moved(before[other].1, after[other].1);
                prop_assert!(!moves, "t{} moves t{} in\n{}", index, other, text(&items));
            }
        }
    }

    #[test]
    fn the_order_of_declaration_does_not_matter(seeds in seeds()) {
        let items = items(&seeds);
        let (one, other) = (compiled(&items, false, &[]), compiled(&items, true, &[]));
        for index in 0..items.len() {
            let (mut one, mut other) = (of(&one, index).1, of(&other, index).1);
            (one.driver, other.driver) = (gantline::schedule::Driver::PlanStart, gantline::schedule::Driver::PlanStart);
            prop_assert_eq!(one, other, "t{} of\n{}", index, text(&items));
        }
    }

    #[test]
    fn a_link_holds_or_is_told_to_be_broken(seeds in seeds(), pins in prop::collection::vec((0u8..12, 0i64..20), 11)) {
        let items = items(&seeds);
        let clocks = clocks();
        let pin = |index: usize| {
            let (kind, day) = pins[index];
            let is_free = !items[index].is_phase && items[index].from.is_none() && items[index].ends_from.is_none();
            let word = ["starts on", "ends on", "starts by", "ends by"].get(usize::from(kind)).filter(|_| is_free);
            word.map_or_else(String::new, |word| format!("{word} {}", moment(START - 18 + day * 48 + 22)))
        };
        let extra: Vec<String> = (0..items.len()).map(pin).collect();
        let compilation = compiled(&items, false, &extra);
        for (number, link) in compilation.plan.dependencies.iter().enumerate() {
            let told = compilation.diagnostics.iter().any(|found| found.code == Code::BrokenDependency && found.span == link.span());
            let owner: usize = compilation.plan.text(compilation.plan.tasks[link.successor].id)[1..].parse().unwrap();
            let Some(written) = items[owner].links.iter().find(|written| {
                let (other, _) = of(&compilation, written.other);
                let ends = format!("{}", u8::from(written.of_start) * 2 + u8::from(written.to_end));
                let letters = ["FS", "FF", "SS", "SF"][ends.parse::<usize>().unwrap()];
                other == link.predecessor && letters == link.link.letters()
            }) else { continue };
            if items[owner].links.iter().filter(|other| other.other == written.other).count() > 1 || items[owner].is_phase {
                continue;
            }
            let (_, before) = of(&compilation, written.other);
            let (_, after) = of(&compilation, owner);
            let clock = &clocks[items[owner].clock];
            let since = slot(if written.of_start { before.start } else { before.finish });
            let needs = match written.lag {
                Lag::None => since,
                Lag::Work(n) if n < 0 && written.to_end => clock.prev_finish(clock.add(since, n)),
                Lag::Work(n) => clock.add(since, n),
                Lag::Elapsed(n) => since + n,
                Lag::Half => clock.add(since, items[written.other].length / 2),
            };
            let has = slot(if written.to_end { after.finish } else { after.start });
            let holds = needs <= has || items[owner].length > 0 && clock.between(has, needs) <= 0;
            prop_assert_eq!(holds, !told, "link {} of t{} ({} needs {}) in\n{}\n{:?}", number, owner, moment(has), moment(needs), text(&items), extra);
        }
    }
}
