//! Who works on what, when, and how much.

use gantline::compile::{Compilation, Options, compile};
use gantline::schedule::bookings;
use gantline::view::phrase;

use crate::support::Folder;

const HEAD: &str = "plan \"p\"\n start 2026-03-02\n";

fn plan(text: &str) -> Compilation {
    let compilation = compile("p.plan", format!("{HEAD}{text}"), &Folder(".".into()), &Options::default());
    let messages: Vec<&str> = compilation.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert!(!compilation.diagnostics.has_errors(), "{messages:?}");
    compilation
}

/// Every booking as `task who start..finish units% work in hours`.
fn booked(text: &str) -> Vec<String> {
    let Compilation { plan, schedule, .. } = plan(text);
    let line = |booking: &gantline::schedule::Booking| {
        let (task, who) = (plan.text(plan.tasks[booking.task].id), plan.text(plan.resources[booking.resource].id));
        let (start, finish) = (phrase::iso(booking.start), phrase::iso(booking.finish));
        format!("{task} {who} {}..{} {}% {}h", &start[5..13], &finish[5..13], booking.units / 100, booking.work.minutes() / 60)
    };
    bookings(&plan, &schedule).iter().map(line).collect()
}

#[test]
fn a_span_takes_units_of_every_hour() {
    assert_eq!(
        booked("person ana\nperson ben 50%\ntask a 5d by ana, ben\ntask b 2d by ana 25% after a\n"),
        ["a ana 03-02T09..03-06T17 100% 40h", "a ben 03-02T09..03-06T17 50% 20h", "b ana 03-09T09..03-10T17 25% 4h"]
    );
}

#[test]
fn an_effort_is_shared_out_and_adds_up() {
    assert_eq!(
        booked("person ana\nperson ben 50%\n  works mon-wed\ntask a effort 6d by ana, ben\n"),
        ["a ana 03-02T09..03-05T17 100% 32h", "a ben 03-02T09..03-09T17 50% 16h"]
    );
    assert_eq!(
        booked("person ana\nperson ben\ntask a by ana 24h, ben 8h\n"),
        ["a ana 03-02T09..03-04T17 100% 24h", "a ben 03-02T09..03-02T17 100% 8h"]
    );
}

#[test]
fn units_for_a_time_cut_a_booking() {
    assert_eq!(
        booked("person ana 50% 2026-03-04..2026-03-05\ntask a effort 4d by ana\n"),
        ["a ana 03-02T09..03-03T17 100% 16h", "a ana 03-04T09..03-05T17 50% 8h", "a ana 03-06T09..03-06T17 100% 8h"]
    );
}

#[test]
fn the_status_date_parts_what_was_done_from_what_is_left() {
    let text = " as of 2026-03-06\nperson ana\ntask a 5d by ana\n  started 2026-03-03\n  done 40%\ntask b effort 4d by ana after a\n";
    assert_eq!(
        booked(text),
        ["a ana 03-03T09..03-06T17 100% 16h", "a ana 03-09T09..03-11T17 100% 24h", "b ana 03-12T09..03-17T17 100% 32h"]
    );
}

#[test]
fn a_thing_is_booked_by_the_piece() {
    assert_eq!(booked("resource lab capacity 4\ntask a 1d by 3 of lab\n"), ["a lab 03-02T09..03-02T17 300% 24h"]);
}
