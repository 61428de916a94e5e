//! Seeded faults: a true schedule is spoilt in one place, and the checker names it.

use gantline::calendar::{Elapsed, Instant, Work};
use gantline::compile::Compilation;
use gantline::model::ResourceId;
use gantline::schedule::leveling::Budget;
use gantline::schedule::{Booking, Bookings};

use super::{compiled, faults, faults_of};

const PLAN: &str = "plan x
  start 2026-03-02
person ana
person ben
  works mon-wed
resource lab capacity 2
person cid
  works sat-sun
task a 2d by ana
task b 1d by ana
task c 2d by ben after a
task d effort 3d by ana, ben
task e 2d by lab from 2026-03-11
task f 2d by lab
task g 2d by lab
task h 1d starts by 2026-03-04
task i 1d ends on 2026-03-12
";

/// Moves the dates of one task by hours of the clock.
fn moved(task: usize, start: i32, finish: i32) -> Vec<String> {
    let mut compilation = compiled(PLAN, Budget::Portfolio);
    assert_eq!(faults(&compilation), Vec::<String>::new());
    let dates = &mut compilation.schedule.tasks[task];
    (dates.start, dates.finish) = (dates.start.plus(Elapsed(start * 600)), dates.finish.plus(Elapsed(finish * 600)));
    faults(&compilation)
}

fn breaks(what: &str, found: &[String]) {
    assert!(found.iter().any(|fault| fault.contains(what)), "`{what}` is not found, only {found:#?}");
}

#[test]
fn a_schedule_that_is_spoilt_is_found_out() {
    let at = |compilation: &Compilation, task: usize| -> (Instant, Instant) {
        let dates = &compilation.schedule.tasks[task];
        (dates.start, dates.finish)
    };
    let usual = compiled(PLAN, Budget::Portfolio);
    let apart = (at(&usual, 0).0.since(at(&usual, 1).0).0 / 600, at(&usual, 0).1.since(at(&usual, 1).1).0 / 600);
    breaks("ana has 10000 and is booked 20000", &moved(1, apart.0, apart.0));
    breaks("c does not wait for a", &moved(2, -7 * 24, -7 * 24));
    breaks("a takes", &moved(0, 0, 24));
    breaks("d is", &moved(3, 0, 24));
    breaks("b takes", &moved(1, 3, 0));
    breaks("e runs from", &moved(4, -24 * 7, -24 * 7));
    breaks("h runs from", &moved(7, 24 * 7, 24 * 7));
    breaks("i runs from", &moved(8, 24, 24));
    let lab = (at(&usual, 5).0, at(&usual, 6).0);
    assert_ne!(at(&usual, 4).0, lab.0);
    assert_eq!(lab.0, lab.1, "two of the lab at once are no fault");
    let apart = at(&usual, 5).0.since(at(&usual, 4).0).0 / 600;
    breaks("lab has 20000 and is booked 30000", &moved(4, apart, apart));
}

/// Changes one booking of the plan, whose dates stay.
fn booked(task: usize, spoil: impl Fn(&mut Booking)) -> Vec<String> {
    let compilation = compiled(PLAN, Budget::Portfolio);
    let mut bookings = Bookings::of(&compilation.plan, &compilation.schedule);
    spoil(bookings.list.iter_mut().find(|booking| booking.task.0 as usize == task).unwrap());
    faults_of(&compilation, &bookings)
}

#[test]
fn bookings_that_are_spoilt_are_found_out() {
    let hours = |n: i32| Elapsed(n * 600);
    breaks("b runs from", &booked(1, |booking| booking.start = booking.start.plus(hours(3))));
    breaks("d runs from", &booked(3, |booking| booking.finish = booking.finish.plus(hours(24))));
    breaks("d is Work", &booked(3, |booking| booking.work = Work(booking.work.0 - 1)));
    breaks("of work in", &booked(3, |booking| booking.units = 5_000));
    breaks("has 10000 and is booked 10001", &booked(1, |booking| booking.units = 10_001));
    // Somebody with other hours.
    breaks("cid works on", &booked(0, |booking| booking.resource = ResourceId(3)));
    let mut compilation = compiled(PLAN, Budget::Portfolio);
    let bookings = Bookings::of(&compilation.plan, &compilation.schedule);
    let ana = compilation.plan.resources.ids().next().unwrap();
    compilation.plan.resources[ana].until = Some(compilation.schedule.tasks[0].start.day().plus(-1));
    breaks("ana works on", &faults_of(&compilation, &bookings));
}
