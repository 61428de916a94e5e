//! What the axis says, and where it begins.

use gantline::compile::{Compilation, Options, compile};
use gantline::view::chart::{Bar, Chart, ChartOptions, Tick, layout};

use crate::support::Folder;

fn plan(text: &str) -> Compilation {
    let compilation = compile("p.plan", text.to_owned(), &Folder(".".into()), &Options::default());
    assert!(!compilation.diagnostics.has_errors(), "{:?}", compilation.diagnostics.iter().collect::<Vec<_>>());
    compilation
}

/// Draws a plan by default and looks at it.
fn look(text: &str, at: impl Fn(&Chart<'_>)) {
    let compilation = plan(text);
    at(&layout(&compilation.plan, &compilation.schedule, &ChartOptions::default()));
}

/// Returns what a tier says, from left to right.
fn said(ticks: &[Tick]) -> Vec<&str> {
    ticks.iter().filter_map(|tick| tick.label.as_ref()).map(|(_, label)| label.as_str()).collect()
}

#[test]
fn a_milestone_at_the_end_of_a_day_is_seen_on_that_day() {
    look("plan \"P\"\n  start 2026-03-02\nmilestone a \"The only day\" on 2026-03-05\n", |chart| {
        let lower = said(&chart.axis.lower);
        assert_eq!(lower[..2], ["Thu 5", "Fri 6"]);
        assert!(5 <= lower.len(), "{lower:?}");
        let friday = chart.axis.lower.iter().find(|tick| tick.label.as_ref().is_some_and(|label| label.1 == "Fri 6"));
        assert!(matches!(chart.rows[0].bar, Some(Bar::Milestone { x, .. }) if Some(x) == friday.unwrap().line), "{:?}", chart.rows[0]);
    });
}

#[test]
fn milestones_alone_stand_in_days_however_close_they_are() {
    look("plan \"P\"\nmilestone a on 2026-03-05\nmilestone b on 2026-03-06\n", |chart| {
        assert_eq!(said(&chart.axis.lower)[..3], ["Thu 5", "Fri 6", "Sat 7"]);
    });
}

#[test]
fn a_day_goes_on_for_whoever_works_at_night() {
    let text = "plan \"P\"\n  start 2026-03-02\ncalendar night\n  week mon-fri 22:00-06:00\n\
                task day 20d\ntask night 1d calendar night after day.start + 2d\ntask later 1d after night\n";
    look(text, |chart| {
        let [day, night, later] = [0, 1, 2].map(|row| chart.rows[row].bar.unwrap());
        let width = (day.right().0 - day.left().0) / 26;
        let within = |x: gantline::view::chart::Px| (x.0 - day.left().0) % width * 100 / width;
        assert_eq!((within(night.left()), night.left() < later.left()), (86, true), "{night:?} in days of {width}");
        assert!((20..50).contains(&within(night.right())), "{night:?}");
        // The night ends before the day begins, on the same day.
        assert!((50..60).contains(&within(later.left())), "{later:?}");
    });
}
