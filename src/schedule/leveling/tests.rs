//! All ways of keeping bookings lay the same order out the same, and what is laid out keeps the rules.

use super::chance::Chance;
use super::crowd::Crowd;
use super::decode::{Decode, Direction, Layout, Pass, Scheme};
use super::grid::Grid;
use super::lists::Lists;
use super::parallel::Moments;
use super::plain::Plain;
use super::problem::{Draft, Job, Problem, Step};
use super::profile::Profile;
use super::serial::OPEN;
use super::side::Side;
use super::steps::Steps;

/// Draws a problem with everything that there is: lags of all signs, releases, pins, steps, priorities.
fn draw(chance: &mut Chance, is_plain: bool) -> Problem {
    let mut draft = Draft::default();
    let n_resources = 1 + chance.below(4);
    let capacities: Vec<u32> = (0..n_resources).map(|_| 1 + chance.below(3)).collect();
    for &units in &capacities {
        let mut steps = vec![Step { from: 0, units }];
        if !is_plain && chance.below(2) == 0 {
            let from = 3 + chance.upto(5);
            steps.push(Step { from, units: chance.below(2) });
            steps.push(Step { from: from + 1 + chance.upto(6), units });
        }
        draft.resource(&steps);
    }
    let n = 2 + chance.below(14);
    for job in 0..n {
        let release = if !is_plain && chance.below(4) == 0 { chance.upto(9) } else { 0 };
        let pin = (!is_plain && chance.below(8) == 0).then(|| chance.upto(12));
        draft.job(Job {
            duration: chance.upto(7),
            release,
            pin,
            priority: if is_plain { 500 } else { 100 * u16::try_from(chance.below(3)).unwrap() },
        });
        for (resource, capacity) in (0..).zip(&capacities) {
            if chance.below(2) == 0 {
                draft.demand(job, resource, 1 + chance.below(*capacity));
            }
        }
    }
    for _ in 0..n {
        let (a, b) = (chance.below(n), chance.below(n));
        if a != b {
            draft.link(a.min(b), a.max(b), chance.upto(9) - if is_plain { 0 } else { 2 });
        }
    }
    draft.finish().expect("links run upward, and there is enough of everything in the end")
}

fn decoded(decoder: &mut impl Decode, order: &[u32], direction: Direction, scheme: Scheme) -> Layout {
    let mut layout = Layout::default();
    decoder.decode(Pass { order, direction, scheme, horizon: 60 }, &mut layout);
    layout
}

#[test]
fn tables_and_lists_lay_out_the_same() {
    let mut chance = Chance::new(11);
    for round in 0..600 {
        let problem = draw(&mut chance, round % 3 == 0);
        let mut order: Vec<u32> = problem.jobs().collect();
        for place in 1..order.len() {
            order.swap(place, chance.place(place + 1));
        }
        let mut grid = Plain::new(&problem, Grid::<1>::of(&problem).unwrap());
        let mut steps = Plain::new(&problem, Steps::<2>::of(&problem).unwrap());
        let mut lists = Plain::new(&problem, Lists::of(&problem));
        for direction in [Direction::Forward, Direction::Backward] {
            for scheme in [Scheme::Serial, Scheme::Parallel] {
                let expected = decoded(&mut grid, &order, direction, scheme);
                assert_eq!(decoded(&mut steps, &order, direction, scheme), expected, "{round} {direction:?} {scheme:?} {problem:?}");
                assert_eq!(decoded(&mut lists, &order, direction, scheme), expected, "{round} {direction:?} {scheme:?} {problem:?}");
                keeps_the_rules(&problem, &expected, direction);
            }
        }
    }
}

/// Links hold, nothing is over capacity where something lies that may move, and releases hold forward.
fn keeps_the_rules(problem: &Problem, layout: &Layout, direction: Direction) {
    let at = |job: u32| layout.starts[job as usize];
    for job in problem.jobs() {
        assert_eq!(layout.finishes[job as usize], at(job) + problem.duration(job));
        if let Some(pin) = problem.pin(job) {
            assert_eq!(at(job), pin);
            continue;
        }
        assert!(direction == Direction::Backward || problem.release(job) <= at(job));
        for link in problem.before(job).iter().filter(|link| direction == Direction::Forward || problem.pin(link.job).is_none()) {
            assert!(at(link.job) + link.lag <= at(job), "{link:?} of {job}");
        }
        for demand in problem.demands(job) {
            let steps = problem.capacity(demand.resource);
            for t in at(job)..at(job) + problem.duration(job) {
                let runs = |other: &u32| at(*other) <= t && t < at(*other) + problem.duration(*other);
                let taken = |other: u32| problem.demands(other).iter().find(|d| d.resource == demand.resource).map_or(0, |d| d.units);
                let used: u32 = problem.jobs().filter(runs).map(taken).sum();
                assert!(used <= steps.iter().rev().find(|step| step.from <= t).or(steps.first()).unwrap().units, "{t} {demand:?}");
            }
        }
    }
}

/// The order in which many are served is that of looking at everybody.
#[test]
fn a_crowd_is_served_as_a_few_are() {
    let mut chance = Chance::new(5);
    for round in 0..600 {
        let problem = draw(&mut chance, round % 4 == 0);
        let mut order: Vec<u32> = problem.jobs().collect();
        for place in 1..order.len() {
            order.swap(place, chance.place(place + 1));
        }
        let side = Side::of(&problem, Direction::Forward);
        let begin = |profile: &mut Grid<1>| {
            profile.reset(Direction::Forward, 0);
            problem.jobs().map(|job| problem.pin(job).unwrap_or(OPEN)).collect::<Vec<i32>>()
        };
        let mut profile = Grid::<1>::of(&problem).unwrap();
        let mut expected = begin(&mut profile);
        Moments::default().parallel(&side, &mut profile, order.iter().copied(), &mut expected);
        let mut starts = begin(&mut profile);
        Crowd::of(&problem).parallel(&problem, &side, &mut profile, &order, &mut starts);
        assert_eq!(starts, expected, "{round} {problem:?}");
    }
}
