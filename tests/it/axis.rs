//! What the axis says, and where it begins.

use gantline::compile::{Compilation, Options, compile};
use gantline::view::chart::{Bar, Chart, ChartOptions, Px, Tick, layout};

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
        let within = |x: Px| (x.0 - day.left().0) % width * 100 / width;
        assert_eq!((within(night.left()), night.left() < later.left()), (86, true), "{night:?} in days of {width}");
        assert!((20..50).contains(&within(night.right())), "{night:?}");
        // The night ends before the day begins, on the same day.
        assert!((50..60).contains(&within(later.left())), "{later:?}");
    });
}

/// Returns where a label of a tier begins.
fn place(ticks: &[Tick], label: &str) -> Px {
    ticks.iter().filter_map(|tick| tick.label.as_ref()).find(|(_, text)| text == label).unwrap_or_else(|| panic!("no {label}: {ticks:?}")).0
}

#[test]
fn both_tiers_begin_together_with_the_first_line() {
    for (start, length, upper, lower) in [
        ("2026-03-16", "60d", "March 2026", "16"),
        ("2026-06-01", "60d", "June 2026", "1"),
        ("2026-05-04", "300d", "2026", "May"),
        ("2026-01-20", "300d", "2026", "Jan"),
    ] {
        look(&format!("plan \"P\"\n  start {start}\ntask a {length}\n"), |chart| {
            let left = place(&chart.axis.upper, upper);
            assert_eq!(left, place(&chart.axis.lower, lower), "{start}");
            let before = |ticks: &[Tick]| ticks.iter().filter_map(|tick| tick.line).any(|line| line < left - Px::of(6));
            assert!(!before(&chart.axis.lower) && !before(&chart.axis.upper), "{start}");
        });
    }
}

#[test]
fn a_date_is_left_out_where_the_line_of_the_next_month_would_make_it_one_of_that() {
    // The 31st of August is a Monday.
    look("plan \"P\"\n  start 2026-08-03\ntask a 80d\n", |chart| {
        let lower = said(&chart.axis.lower);
        assert_eq!(lower[..6], ["3", "10", "17", "24", "7", "14"]);
        assert_eq!(chart.axis.lower[4].label, None);
        assert!(chart.axis.lower[4].line.is_some());
    });
}

#[test]
fn weeks_begin_after_the_days_off() {
    look("plan \"P\"\n  start 2026-10-04\n  week sun-thu 08:00-16:00\ntask a 60d\n", |chart| {
        assert_eq!(said(&chart.axis.lower)[..3], ["4", "11", "18"]);
    });
}

#[test]
fn the_last_month_is_named_in_short_where_it_has_no_room_for_more() {
    let last = [107, 108, 109, 110, 111].map(|days| {
        let compilation = plan(&format!("plan \"P\"\n  start 2026-02-03\ntask a {days}d\n"));
        let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
        said(&chart.axis.upper).last().unwrap().to_string()
    });
    assert!(last.contains(&"Jul".to_owned()), "{last:?}");
}

#[test]
fn no_line_parts_an_empty_strip_from_the_end() {
    for days in 20..160 {
        look(&format!("plan \"P\"\n  start 2026-02-03\ntask a {days}d\n"), |chart| {
            let ticks = chart.axis.lower.iter().chain(&chart.axis.upper).filter(|tick| tick.label.is_none());
            let last = ticks.filter_map(|tick| tick.line).max().unwrap_or_default();
            assert!(last <= chart.frame.right - Px::of(8), "{days}");
        });
    }
}

#[test]
fn every_day_of_a_picture_of_hours_has_its_name_and_the_status_date_its_time() {
    let text = "plan \"P\"\n  start 2026-03-13\n  as of 2026-03-13 11:30\ntask a 10h\n";
    look(text, |chart| {
        assert_eq!(said(&chart.axis.upper), ["Fri 13 March 2026", "Sat 14 March", "Sun 15 March", "Mon 16 March"]);
        assert_eq!(chart.as_of.as_ref().unwrap().label, "13 March, 11:30");
    });
}

#[test]
fn an_item_that_ends_early_on_the_first_day_of_a_window_is_drawn() {
    let text = "plan \"P\"\n  start 2026-03-02\ntask a 10d\ntask b 1h after a\ntask c 60d after b\n";
    let compilation = plan(text);
    let from = compilation.schedule.tasks[1].finish.day();
    let options = ChartOptions { from: Some(from), ..ChartOptions::default() };
    let chart = layout(&compilation.plan, &compilation.schedule, &options);
    let row = chart.rows.iter().find(|row| row.task.0 == 1).unwrap();
    let Some(Bar::Task { left, right, .. }) = row.bar else { panic!("{row:?}") };
    assert!(row.edge.is_none() && left == chart.frame.left && Px::of(3) <= right - left, "{row:?}");
}
