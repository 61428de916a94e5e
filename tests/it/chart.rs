//! Laws of the chart, read from the SVG that is written: what is where, what is told, what stays as it was.

use gantline::calendar::Day;
use gantline::compile::{Compilation, Options, compile};
use gantline::emit;
use gantline::model::Column;
use gantline::view;
use gantline::view::chart::{Anchor, Arrows, ChartOptions, Font, layout, screen};
use gantline::view::table::TableOptions;
use gantline::view::{Cards, Reader};

use crate::support::{Folder, files};
use crate::svg::{Element, read};

fn plan(text: &str) -> Compilation {
    let compilation = compile("p.plan", text.to_owned(), &Folder(".".into()), &Options::default());
    assert!(!compilation.schedule.tasks.is_empty(), "the plan has no dates");
    compilation
}

fn drawn(compilation: &Compilation, options: &ChartOptions) -> String {
    emit::svg::to_string(&layout(&compilation.plan, &compilation.schedule, options))
}

/// Returns where the bars, brackets and diamonds of the rows begin and end.
fn bars(elements: &[Element]) -> Vec<(f64, f64)> {
    let in_rows = elements.iter().filter(|element| element.row.is_some());
    let span = |element: &Element| match (element.name.as_str(), element.class.split(' ').next().unwrap_or("")) {
        ("rect", "t" | "tc" | "f" | "fc") => Some((element.number("x"), element.number("x") + element.number("width"))),
        ("path", "t" | "tc" | "f" | "fc" | "z") => {
            let xs = || element.points().into_iter().map(|point| point.0);
            Some((xs().fold(f64::MAX, f64::min), xs().fold(f64::MIN, f64::max)))
        }
        _ => None,
    };
    in_rows.filter_map(span).collect()
}

#[test]
fn axis_labels_stand_apart_by_six_pixels_at_every_scale() {
    for days in [1, 2, 4, 9, 20, 45, 110, 300, 900, 2_500, 9_000, 40_000] {
        let compilation = plan(&format!("plan \"P\"\n  start 2026-03-02\ntask a {days}d elapsed\n"));
        for width in [500, 800, 1_200, 2_000] {
            let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions { width, ..ChartOptions::default() });
            for (tier, font) in [(&chart.axis.upper, Font::STRONG), (&chart.axis.lower, Font::SMALL)] {
                let labels: Vec<_> = tier.iter().filter_map(|tick| tick.label.as_ref()).collect();
                assert!(!labels.is_empty(), "{days} days on {width}: an empty tier");
                for pair in labels.windows(2) {
                    let gap = pair[1].0.0 - pair[0].0.0 - font.width(&pair[0].1).0;
                    assert!(60 <= gap, "{days} days on {width}: {pair:?} stand {gap} tenths apart");
                }
            }
            let years = chart.axis.upper.iter().chain(&chart.axis.lower).filter_map(|tick| tick.label.as_ref());
            assert!(years.into_iter().any(|label| label.1.contains("20")), "{days} days on {width}: no year");
        }
    }
}

#[test]
fn a_week_of_work_ends_with_friday_and_so_does_its_milestone() {
    let compilation = plan("plan \"P\"\n  start 2026-10-05\ntask a 5d\nmilestone m after a\ntask b 20d after m\n");
    let elements = read(&drawn(&compilation, &ChartOptions::default()));
    let friday_ends = elements.iter().find(|element| element.class == "s" && 300.0 < element.number("x")).unwrap().number("x");
    let bars = bars(&elements);
    assert_eq!(bars[0].1, friday_ends, "the bar ends where Saturday's shading begins");
    assert_eq!((bars[1].0 + bars[1].1) / 2.0, friday_ends, "the milestone is centred on the instant");
}

#[test]
fn a_new_title_changes_only_its_own_row() {
    let text = std::fs::read_to_string(crate::support::project("examples/website.plan")).unwrap();
    let (before, after) = (plan(&text), plan(&text.replace("Device testing", "Testing devices")));
    let (before, after) = (drawn(&before, &ChartOptions::default()), drawn(&after, &ChartOptions::default()));
    let changed: Vec<_> = before.lines().zip(after.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(before.lines().count(), after.lines().count());
    assert_eq!(changed.len(), 3, "its name, its sentence, the description: {changed:?}");
}

#[test]
fn many_links_are_reduced_and_the_legend_says_so() {
    let tasks: String = (1..200)
        .map(|n| format!("task t{n} 1d after t{}{}\n", n - 1, if 1 < n { format!(", t{}", n - 2) } else { String::new() }))
        .collect();
    let compilation = plan(&format!("plan \"P\"\n  start 2026-03-02\ntask t0 1d\n{tasks}"));
    let all = drawn(&compilation, &ChartOptions::default());
    assert!(all.contains("199 of 397 links: those that set a date"), "the legend is silent");
    let none = drawn(&compilation, &ChartOptions { arrows: Arrows::None, ..ChartOptions::default() });
    assert!(!none.contains("class=\"d\"") && !none.contains("class=\"dc\""));
}

#[test]
fn what_lies_outside_of_the_picture_is_told_at_its_edge() {
    let compilation = plan(
        "plan \"P\"\n  start 2026-03-02\ntask a 5d\ntask b 5d after a + 100d due 2026-03-20\ntask c 5d after b\nmilestone m after a due 2027-06-01\n",
    );
    let to = Day::from_ymd(2026, 4, 1);
    let svg = drawn(&compilation, &ChartOptions { to, ..ChartOptions::default() });
    assert!(svg.contains("27 Jul 2026 ►"), "a bar after the picture is not told:\n{svg}");
    assert!(svg.contains("1 Jun 2027"), "a deadline after the picture is not told:\n{svg}");
    assert!(svg.contains("1 item after 1 Apr 2026") && !svg.contains("C:"), "what has nothing in the picture is counted:\n{svg}");
}

#[test]
fn hostile_titles_are_text() {
    let compilation = plan("plan \"</title><script>&\"\n  start 2026-03-02\ntask \"<b> & 'c' ]]>\" 1d by \"<i>\"\n");
    let svg = drawn(&compilation, &ChartOptions::default());
    assert!(svg.contains("&lt;b&gt; &amp; 'c' ]]&gt;") && !svg.contains("<script") && !svg.contains("<b>"));
    assert!(read(&svg).iter().any(|element| element.text == "</title><script>&"));
}

#[test]
fn the_axis_ends_with_the_last_finish_and_late_words_stand_left() {
    let compilation = plan("plan \"P\"\n  start 2026-02-02\ntask a 40w\nmilestone m \"The long awaited end of it all\" after a\n");
    let elements = read(&drawn(&compilation, &ChartOptions::default()));
    let last = elements.iter().rfind(|element| element.class == "q r").unwrap();
    assert_eq!(last.text, "2", "the plan ends in the week of 2 November");
    let words = elements.iter().find(|element| element.class == "l e").expect("the words of the milestone stand left of it");
    let diamond = *bars(&elements).last().unwrap();
    assert!(words.number("x") < diamond.0);
}

#[test]
fn work_that_has_begun_is_told_from_work_to_come() {
    let compilation = plan("plan \"P\"\n  start 2026-09-07\n  as of 2026-09-09\ntask a 3w started 2026-09-07\ntask b 2w\n");
    let svg = drawn(&compilation, &ChartOptions::default());
    let elements = read(&svg);
    let marks: Vec<_> = elements.iter().filter(|element| element.class.ends_with(" j")).map(|element| element.row.is_some()).collect();
    assert_eq!(marks, [true, false], "one in its row, one in the legend");
    assert!(svg.lines().any(|line| line.starts_with("<title>") && line.contains(", started")));
}

#[test]
fn a_deadline_at_noon_says_so_and_one_at_the_end_of_the_day_does_not() {
    let text = "plan \"P\"\n  start 2026-03-02\nmilestone a after work due 2026-03-02 12:00\nmilestone b after work due 2026-03-03\ntask work 1h\n";
    let svg = drawn(&plan(text), &ChartOptions::default());
    assert!(svg.contains("due 2 Mar 12:00<") && svg.contains("due 3 Mar<"), "{svg}");
}

#[test]
fn a_task_that_takes_no_time_says_so() {
    let svg = drawn(&plan("plan \"P\"\n  start 2026-03-02\ntask a 0d\ntask b 3d after a\n"), &ChartOptions::default());
    assert!(svg.contains("<tspan class=\"q\">0 d</tspan>"), "{svg}");
}

#[test]
fn money_has_the_currency_of_the_plan() {
    let options = ChartOptions { columns: Some(vec![Column::Cost]), ..ChartOptions::default() };
    for (currency, heading) in [("", "cost"), ("\n  currency EUR", "cost (EUR)")] {
        let compilation = plan(&format!("plan \"P\"\n  start 2026-03-02{currency}\ntask a 5d cost 1200\n"));
        assert!(drawn(&compilation, &options).contains(&format!(">{heading}</text>")), "{heading}");
        let screen = screen(&compilation.plan, &compilation.schedule, &options);
        let mut page = Vec::new();
        emit::page(&screen, &Cards::of(&Reader::of(&compilation.plan, &compilation.schedule)), &mut page).unwrap();
        assert!(String::from_utf8(page).unwrap().contains(&format!("<span role=\"columnheader\">{heading}</span>")), "{heading}");
    }
}

#[test]
fn what_ends_at_the_status_date_is_not_overdue_and_a_minute_later_it_is() {
    for (time, overdue) in [("17:00", false), ("17:01", true)] {
        let compilation = plan(&format!("plan \"P\"\n  start 2026-03-02\n  as of 2026-03-06 {time} keeping dates\ntask a 5d done 40%\n"));
        let (plan, schedule) = (&compilation.plan, &compilation.schedule);
        let table = emit::markdown(&view::tasks(plan, schedule, &TableOptions::default()));
        assert_eq!(table.contains("overdue"), overdue, "{time}: {table}");
        assert_eq!(drawn(&compilation, &ChartOptions::default()).contains("overdue"), overdue, "{time}");
    }
}

#[test]
fn what_is_late_by_a_part_of_a_day_is_so_late_in_whole_days_rounded_up() {
    let row = |due: &str| format!("plan \"P\"\n  start 2026-03-02\ntask a 8d due {due}\ntask b 20d\n");
    for (due, late) in
        [("2026-03-10", "1 d late"), ("2026-03-10 13:00", "1.5 d late"), ("2026-03-05 15:00", "5 d late"), ("2026-03-05", "4 d late")]
    {
        let compilation = plan(&row(due));
        let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
        let label = chart.rows[0].label.as_deref().expect("words");
        assert!(label.alarm.ends_with(late), "{due}: {label:?}");
    }
}

#[test]
fn deadlines_tell_their_year_where_the_picture_has_more_than_one_and_their_time_where_work_goes_on() {
    let row = |due: &str, then: &str| {
        format!("plan \"P\"\n  start 2026-03-02\nmilestone m \"M\" on 2026-03-02 due {due}\ntask b 60d due {then}\n")
    };
    for (due, then, said) in [
        ("2026-03-20", "2026-06-01", "due 20 Mar"),
        ("2026-03-20", "2027-01-29", "due 20 Mar 2026"),
        ("2026-03-20 09:00", "2026-06-01", "due 20 Mar"),
        ("2026-03-20 14:00", "2026-06-01", "due 20 Mar 14:00"),
    ] {
        let compilation = plan(&row(due, then));
        let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
        assert_eq!(chart.rows[0].due.as_deref().expect("words at the flag").detail, said, "{due}, {then}");
    }
}

#[test]
fn what_misses_a_deadline_before_the_window_is_hatched_in_it() {
    let compilation = plan("plan \"P\"\n  start 2026-03-02\ntask a 20d due 2026-03-06\n");
    let from = Some(compilation.schedule.start.unwrap().day().plus(7));
    let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions { from, ..ChartOptions::default() });
    let row = &chart.rows[0];
    assert!(row.deadline.is_none() && row.late_from == Some(row.bar.unwrap().left()), "{row:?}");
    assert!(chart.legend.entries.iter().any(|entry| entry.text == "deadline missed"));
}

#[test]
fn a_missed_deadline_is_tied_to_what_begins_after_it() {
    let compilation = plan("plan \"P\"\n  start 2026-03-02\ntask a 20d from 2026-03-23 due 2026-03-06\ntask b 20d\n");
    let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
    let row = &chart.rows[0];
    assert_eq!(row.missed_parts(), [(row.deadline.unwrap().x, row.bar.unwrap().left())]);
}

#[test]
fn slack_too_short_to_be_told_from_a_speck_is_left_out() {
    let compilation = plan("plan \"P\"\n  start 2026-03-02\ntask a 199d\ntask b 200d\ntask c 100d\nmilestone m after a, b, c\n");
    let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
    let slack: Vec<bool> = chart.rows.iter().map(|row| row.slack.is_some()).collect();
    assert_eq!(slack, [false, false, true, false]);
}

#[test]
fn the_dates_of_milestones_alone_outlast_everything_else_beside_them() {
    let text = "plan \"P\"\n  start 2026-03-02\ntask a 30d\nmilestone m \"Handed over\" gate after a due 2026-05-29\ntask b 40d after m\nmilestone n \"End\" gate after b due 2026-05-29\n";
    let compilation = plan(text);
    for width in (320..700).step_by(20) {
        let options = ChartOptions { width, picture: view::chart::Picture::Milestones, ..ChartOptions::default() };
        let chart = layout(&compilation.plan, &compilation.schedule, &options);
        for row in &chart.rows {
            let label = row.label.as_deref().unwrap_or_else(|| panic!("on {width}: no date"));
            let beyond = row.deadline.filter(|flag| flag.missed_to.is_none() && label.anchor == Anchor::Start && flag.x < label.x);
            assert!(beyond.is_none() || label.detail.contains("due"), "on {width}: the date stands at the flag: {label:?}");
            assert!(!label.name.is_empty() && !label.name.contains('…') && !label.detail.contains('…'), "on {width}: {label:?}");
        }
    }
}

#[test]
fn a_deadline_in_the_picture_has_its_flag_whatever_its_milestone_says() {
    let row = |due: u32| {
        format!(
            "plan \"P\"\n  start 2026-03-02\ntask a 40d\nmilestone m \"Handed over to operations\" after a due 2026-05-{due:02}\ntask b 40d after m\n"
        )
    };
    for due in 4..=29 {
        let compilation = plan(&row(due));
        let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
        let milestone = &chart.rows[1];
        let (flag, label) = (milestone.deadline.expect("a flag"), milestone.label.as_deref().expect("words"));
        let (left, right) = match label.anchor {
            Anchor::Start => (label.x, label.x + label.width),
            Anchor::End => (label.x - label.width, label.x),
        };
        assert!(flag.x < left || right < flag.x, "due on {due} May: the flag stands in its words");
        assert!((label.name.starts_with("Handed"), label.detail.as_str()) == (true, ""), "due on {due} May: {label:?}");
        let told = milestone.due.as_deref().expect("the date at the flag");
        assert_eq!(told.detail, format!("due {due} May"));
        assert!((told.x - flag.x).0.abs() <= 150, "due on {due} May: {told:?} is not at {flag:?}");
    }
}

#[test]
fn figures_stay_behind_a_name_that_runs_to_the_left() {
    let compilation =
        plan("plan \"P\"\n  start 2026-03-02\nmilestone m \"الاستقلال\" on 2026-03-04 due 2026-03-02\ntask b \"Left\" 1d due 2026-02-27\n");
    let svg = emit::svg::to_string(&layout(&compilation.plan, &compilation.schedule, &ChartOptions::default()));
    assert!(svg.contains(">الاستقلال\u{200e} 2 days late (and 1 more)</tspan>"), "{svg}");
    assert!(svg.contains("<tspan class=\"b\">الاستقلال\u{200e}</tspan>"), "{svg}");
    assert_eq!(svg.matches('\u{200e}').count(), 3, "in the description too, and nowhere else");
}

#[test]
fn slack_of_work_by_the_clock_is_told_by_the_clock() {
    let compilation = plan("plan \"P\"\n  start 2026-03-02\ntask a 12h elapsed\ntask b 5d\n");
    let options = ChartOptions { columns: Some(vec![Column::Slack]), ..ChartOptions::default() };
    let svg = drawn(&compilation, &options);
    // From Monday 21:00 to Friday 17:00.
    assert!(svg.contains(">3.8 d<") && svg.contains("12 h elapsed, slack 3.8 d<"), "{svg}");
}

#[test]
fn time_told_from_one_day_on_ends_soon_after_the_last_finish() {
    let compilation = plan("plan \"P\"\n  start 2026-03-02\ntask a 100d\ntask b 5d after a\n");
    let options = ChartOptions { from: Day::from_ymd(2026, 7, 13), ..ChartOptions::default() };
    let chart = layout(&compilation.plan, &compilation.schedule, &options);
    let ends = chart.rows[1].bar.expect("a bar").right();
    assert!(chart.frame.right.0 - ends.0 < 400, "{} tenths of a pixel lie empty", chart.frame.right.0 - ends.0);
}

#[test]
fn a_lag_stands_where_its_link_runs_alone() {
    for path in files("examples", "plan") {
        let compilation = compile(
            &path.to_string_lossy(),
            std::fs::read_to_string(&path).unwrap(),
            &Folder(path.parent().unwrap().to_path_buf()),
            &Options::default(),
        );
        let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
        for (index, arrow) in chart.arrows.iter().enumerate() {
            let Some(lag) = &arrow.lag else { continue };
            let x = if lag.anchor == Anchor::Start { lag.x.0 - 40 } else { lag.x.0 + 40 };
            let y = lag.y.0 - 32;
            let is_there = |points: &[(view::chart::Px, view::chart::Px)]| {
                let mut pairs = points.windows(2).map(|pair| (pair[0], pair[1]));
                pairs.any(|(a, b)| a.0 == b.0 && (a.0.0 - x).abs() <= 10 && a.1.0.min(b.1.0) < y && y < a.1.0.max(b.1.0))
            };
            assert!(is_there(arrow.route.points()), "{}: {lag:?} is not at its link", path.display());
            let others = chart.arrows.iter().enumerate().filter(|(other, _)| *other != index);
            let shared = others.filter(|(_, other)| is_there(other.route.points())).count();
            assert_eq!(shared, 0, "{}: {lag:?} could be that of another link", path.display());
        }
    }
}

#[test]
fn what_ends_a_lag_after_another_ends_so_much_after_it() {
    let compilation = plan("plan \"P\"\n  start 2026-03-02\ntask a 5d\ntask b 5d ends after a + 5d\n");
    let svg = drawn(&compilation, &ChartOptions::default());
    assert!(svg.contains("ends 5d after A") && !svg.contains("ends +5d"), "{svg}");
}
