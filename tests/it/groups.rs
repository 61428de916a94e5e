//! Charts in groups, in colours, of milestones alone, and beside a baseline.

use std::sync::Arc;

use gantline::compile::{Compilation, Options, compile};
use gantline::emit;
use gantline::view::Baseline;
use gantline::view::chart::{ChartOptions, Key, Picture, layout};
use gantline::view::terminal::{self, TerminalOptions};

use crate::support::{Folder, gantline, project, scratch};

const PLAN: &str = r#"plan "Shop"
  start 2026-03-02
  as of 2026-03-06 keeping dates
person ana "Ana Silva"
person ben
phase build
  task shelves 3d by ana tag wood done
  task paint 2d by ben after shelves
  task signs 1d tag print
phase open
  task signs 1d by ana tag print after build
  milestone party after signs due 2026-03-20
"#;

fn compiled(text: &str) -> Compilation {
    let compilation = compile("shop.plan", text, &Folder(project("examples")), &Options::default());
    assert!(!compilation.diagnostics.has_errors(), "{:?}", compilation.diagnostics);
    compilation
}

fn drawn(compilation: &Compilation, options: &ChartOptions) -> String {
    emit::svg::to_string(&layout(&compilation.plan, &compilation.schedule, options))
}

/// Returns the heads and names of the first column, top to bottom.
fn names(compilation: &Compilation, options: &ChartOptions) -> Vec<String> {
    let chart = layout(&compilation.plan, &compilation.schedule, options);
    let heads = chart.heads.iter().map(|head| (head.top, head.title.to_uppercase()));
    let mut all: Vec<_> = heads
        .chain(
            chart
                .rows
                .iter()
                .map(|row| (row.top, [row.name(chart.plan).0, row.name(chart.plan).1].join(" · ").trim_end_matches(" · ").to_owned())),
        )
        .collect();
    all.sort();
    all.into_iter().map(|(_, name)| name).collect()
}

#[track_caller]
fn check(key: Key, expected: &[&str]) {
    assert_eq!(names(&compiled(PLAN), &ChartOptions { group_by: Some(key), ..ChartOptions::default() }), expected);
}

#[test]
fn items_stand_under_who_does_them_and_nobody_comes_last() {
    check(Key::Owner, &["ANA SILVA", "Shelves", "Signs · Open", "BEN", "Paint", "NOBODY", "Signs · Build", "Party"]);
}

#[test]
fn items_stand_under_their_first_tag() {
    check(Key::Tag, &["WOOD", "Shelves", "PRINT", "Signs · Build", "Signs · Open", "NO TAG", "Paint", "Party"]);
}

#[test]
fn items_stand_under_how_far_they_are() {
    check(Key::Status, &["OVERDUE", "Paint", "Signs · Build", "TO DO", "Signs · Open", "Party", "DONE", "Shelves"]);
}

#[test]
fn items_stand_under_their_outermost_phase() {
    check(Key::Phase, &["BUILD", "Shelves", "Paint", "Signs · Build", "OPEN", "Signs · Open", "Party"]);
}

#[test]
fn a_row_in_a_group_keeps_the_name_of_its_item() {
    let svg = drawn(&compiled(PLAN), &ChartOptions { group_by: Some(Key::Owner), ..ChartOptions::default() });
    for id in ["build.shelves", "build.paint", "build.signs", "open.signs", "open.party"] {
        assert_eq!(svg.matches(&format!("<g id=\"t-{id}\"")).count(), 1, "{id}");
    }
}

#[test]
fn colours_tell_and_the_legend_says_what() {
    let svg = drawn(&compiled(PLAN), &ChartOptions { color_by: Some(Key::Owner), ..ChartOptions::default() });
    for (class, title) in [("k0", "Ana Silva"), ("k1", "Ben"), ("k2", "Nobody")] {
        assert!(svg.contains(&format!(" {class}\"")), "no bar is {class}");
        assert!(svg.contains(&format!(">{title}</text>")), "the legend does not say {title}");
    }
    assert!(!svg.contains("gantline-dots"), "three groups need no hatch");
}

#[test]
fn the_seventh_colour_has_a_hatch_and_the_nineteenth_is_none() {
    let mut text = String::from("plan \"Tags\"\n  start 2026-03-02\n");
    for number in 0..20 {
        text.push_str(&format!("task t{number} 1d tag g{number}\n"));
    }
    let svg = drawn(&compiled(&text), &ChartOptions { color_by: Some(Key::Tag), ..ChartOptions::default() });
    let row = |number: usize| svg.split(&format!("<g id=\"t-t{number}\"")).nth(1).and_then(|rest| rest.split("</g>").next()).unwrap();
    assert!(!row(5).contains("h1") && row(6).contains("\"h1\"") && row(12).contains("\"h2\""));
    assert!(row(17).contains(" k5\"") && !row(18).contains(" k"), "{}", row(18));
    assert!(svg.contains(">2 others</text>"));
}

/// Returns the row of an item.
fn row_of(svg: &str, id: &str) -> String {
    let row = svg.split(&format!("<g id=\"t-{id}\"")).nth(1).and_then(|rest| rest.split("</g>").next());
    row.unwrap_or_else(|| panic!("no row is {id}")).to_owned()
}

#[test]
fn a_status_keeps_its_colour_from_month_to_month() {
    let text = |done: &str| {
        format!("plan \"P\"\n  start 2026-03-02\n  as of 2026-03-05\ntask a 2d {done}\ntask b 9d done 20%\ntask c 2d after a, b\n")
    };
    let options = ChartOptions { color_by: Some(Key::Status), ..ChartOptions::default() };
    for done in ["done", "done 50%", ""] {
        let svg = drawn(&compiled(&text(done)), &options);
        assert!(row_of(&svg, "b").contains(" k0\""), "in progress is blue, a being `{done}`");
        assert!(row_of(&svg, "c").contains(" k5\""), "to do is grey, a being `{done}`");
        assert_eq!(row_of(&svg, "a").contains("\"f d2\""), done == "done", "done is green");
    }
}

#[test]
fn a_milestone_has_the_colour_of_its_group_or_none() {
    let text = "plan \"P\"\n  start 2026-03-02\nphase a\n  task b 2d\n  milestone m after b\nphase c\n  task d 9d\n  milestone n after d\nmilestone o after m\n";
    let svg = drawn(&compiled(text), &ChartOptions { color_by: Some(Key::Phase), ..ChartOptions::default() });
    assert!(row_of(&svg, "a.m").contains("\"t k0\"") && row_of(&svg, "c.n").contains("\"tc k1\""));
    assert!(row_of(&svg, "o").contains("<path class=\"t\""));
    let fill = |class: &str| {
        svg.lines().rev().filter(|line| line.starts_with(class)).map(|line| line.split('#').nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    let plain: Vec<String> = fill(".gantline .t{");
    assert!(
        !plain[0].is_empty() && fill(".gantline .k0{").iter().all(|colour| !plain.contains(colour)),
        "what has no group looks like the first"
    );
}

#[test]
fn paper_tells_groups_apart_in_what_is_done_too() {
    let options = ChartOptions { color_by: Some(Key::Phase), theme: gantline::view::chart::Theme::Print, ..ChartOptions::default() };
    let text = "plan \"P\"\n  start 2026-03-02\nphase a\n  task b 2d done\nphase c\n  task d 9d done 50%\n";
    let svg = drawn(&compiled(text), &options);
    for number in ["0", "1"] {
        let stripe =
            svg.split(&format!("id=\"gantline-done-{number}\"")).nth(1).and_then(|rest| rest.split("</linearGradient>").next()).unwrap();
        let task = svg.split(&format!(".gantline .k{number}{{fill:")).nth(1).and_then(|rest| rest.split('}').next()).unwrap();
        assert!(stripe.contains(task), "the grey of group {number} is seen over what is done of it");
        assert!(svg.contains(&format!(".d{number}{{fill:url(#gantline-done-{number})}}")));
        assert!(svg.contains(&format!("rect.tc.k{number}{{fill:url(#gantline-critical-{number})}}")), "what is critical is hatched too");
    }
}

#[test]
fn a_legend_has_the_plain_form_where_a_bar_explains_red() {
    let legend = |text: &str, options: &ChartOptions| {
        let svg = drawn(&compiled(text), options);
        svg.rsplit_once("<path class=\"g\"").unwrap().1.to_owned()
    };
    let text = "plan \"P\"\n  start 2026-03-02\n  as of 2026-03-05\ntask a 2d done\nmilestone g gate after a passed 2026-03-03\ntask b 2d after g\nmilestone h gate after b\nmilestone m after h\n";
    let all = legend(text, &ChartOptions::default());
    assert!(all.contains(">critical path<") && all.contains(">gate<") && all.contains(">gate, passed<") && all.contains(">milestone<"));
    assert!(!all.contains("<path class=\"tc\"") && all.contains(">as of<"));
    let road = legend(text, &ChartOptions { picture: Picture::Milestones, ..ChartOptions::default() });
    assert!(road.contains(">critical milestone<") && road.contains(">critical gate<"), "{road}");
    let later = ChartOptions { from: gantline::calendar::Day::from_ymd(2026, 3, 9), ..ChartOptions::default() };
    assert!(!legend(text, &later).contains(">as of<"), "no line is drawn");
}

#[test]
fn a_folded_phase_tells_how_much_is_done_and_what_is_critical() {
    let text = "plan \"P\"\n  start 2026-03-02\n  as of 2026-03-06 keeping dates\nphase a\n  task b 4d done 50%\nphase c\n  task d 20d\nphase e\n  task f 2d done\n";
    let svg = drawn(&compiled(text), &ChartOptions { depth: Some(1), ..ChartOptions::default() });
    let (half, critical, done) = (row_of(&svg, "a"), row_of(&svg, "c"), row_of(&svg, "e"));
    assert!(half.contains("<path class=\"z zo\"") && half.contains("<rect class=\"z\""), "{half}");
    assert!(critical.contains("<path class=\"z zo zc\"") && !critical.contains("<rect"), "{critical}");
    assert!(done.contains("<path class=\"z\"") && !done.contains("<rect"), "{done}");
    assert!(svg.contains(">folded phase, part done<") && svg.contains(">folded phase, critical<") && !svg.contains(">phase<"));
    let open = drawn(&compiled(text), &ChartOptions::default());
    assert!(!open.contains("<path class=\"z zo") && open.contains(">phase<"));
}

#[test]
fn what_a_window_cuts_off_has_an_open_end() {
    let text = "plan \"P\"\n  start 2026-03-02\nphase a\n  task b 20d done 80%\n  task c 1d\n";
    let day = |day| gantline::calendar::Day::from_ymd(2026, 3, day);
    let svg = drawn(&compiled(text), &ChartOptions { to: day(11), ..ChartOptions::default() });
    assert_eq!(row_of(&svg, "a.b").matches(" cu\"").count(), 2, "the bar, and what is done up to the edge");
    let bracket = row_of(&svg, "a").lines().find(|line| line.contains("\"z\"")).unwrap().to_owned();
    assert_eq!(bracket.matches("l-5").count(), 1, "no leg at the edge: {bracket}");
    let short = drawn(&compiled("plan \"P\"\n  start 2026-03-02\nphase a\n  task b 1h\ntask c 200d\n"), &ChartOptions::default());
    assert!(!row_of(&short, "a").contains("l-5"), "no legs where they would meet");
}

#[test]
fn milestones_alone_come_in_the_order_of_their_dates() {
    let text = "plan \"Road\"\n  start 2026-03-02\nmilestone late on 2026-05-01\ntask a 2d\nmilestone soon after a\n";
    let options = ChartOptions { picture: Picture::Milestones, ..ChartOptions::default() };
    assert_eq!(names(&compiled(text), &options), ["Soon", "Late"]);
    assert!(drawn(&compiled(text), &options).contains(">3 Mar</tspan>"), "a diamond carries its date");
}

#[test]
fn characters_have_the_same_groups() {
    let compilation = compiled(PLAN);
    let options = TerminalOptions { group_by: Some(Key::Owner), ..TerminalOptions::default() };
    let chart = terminal::layout(&compilation.plan, &compilation.schedule, &options);
    let text = emit::terminal(&chart, emit::Ink::Plain);
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| ["Ana Silva", "Ben", "Nobody"].contains(line)).collect();
    assert_eq!(lines, ["Ana Silva", "Ben", "Nobody"]);
}

fn against(old: &str, new: &str) -> String {
    let (old, new) = (compiled(old), compiled(new));
    let baseline = Some(Arc::new(Baseline::of(&old.plan, &old.schedule)));
    drawn(&new, &ChartOptions { baseline, ..ChartOptions::default() })
}

#[test]
fn what_moved_has_a_ghost_and_says_by_how_many_days() {
    let new = PLAN.replace("paint 2d", "paint 4d").replace("  task signs 1d tag print\n", "");
    let svg = against(PLAN, &new);
    let row = |id: &str| svg.split(&format!("<g id=\"t-{id}\"")).nth(1).and_then(|rest| rest.split("</g>").next()).unwrap().to_owned();
    assert!(!row("build.shelves").contains("\"gb\""), "what did not move has no ghost");
    assert!(row("build.paint").contains("\"gb\"") && row("build.paint").contains("+2 d"), "{}", row("build.paint"));
    assert!(row("build.paint").contains("baseline 5 – 6 Mar 2026"), "{}", row("build.paint"));
    assert!(row("open.party").contains("\"gm\"") && row("open.party").contains("+2 d"), "{}", row("open.party"));
    assert!(svg.contains("against a baseline · 1 gone since (build.signs)"), "{}", svg.lines().nth(100).unwrap_or(""));
    assert!(svg.contains(">baseline ("));
}

#[test]
fn what_the_baseline_does_not_know_is_new() {
    let svg = against(&PLAN.replace("  task signs 1d tag print\n", ""), PLAN);
    assert!(row_of(&svg, "build.signs").contains(">new<"), "{}", row_of(&svg, "build.signs"));
    assert!(!row_of(&svg, "build.paint").contains(">new<"));
}

#[test]
fn what_comes_earlier_says_so_too() {
    let svg = against(&PLAN.replace("paint 2d", "paint 4d"), PLAN);
    assert!(svg.contains("−2 d"));
}

#[test]
fn items_may_keep_their_baselines_themselves() {
    let text = "plan \"Kept\"\n  start 2026-03-02\ntask a 3d baseline 2026-03-02..2026-03-03\ntask b 1d after a\n";
    let svg = drawn(&compiled(text), &ChartOptions::default());
    assert_eq!(svg.matches("\"gb\"").count(), 2, "one row and the legend");
    assert!(svg.contains("+1 d"));
}

#[test]
fn the_same_plan_is_its_own_baseline() {
    let svg = against(PLAN, PLAN);
    assert!(!svg.contains("\"gb\"") && !svg.contains("\"gm\"") && !svg.contains(">baseline</text>"));
}

#[test]
fn a_baseline_is_a_plan_or_a_schedule_in_json() {
    let folder = scratch(&[("shop.plan", &PLAN.replace("paint 2d", "paint 4d")), ("old.plan", PLAN)]);
    let run = |arguments: &[&str]| gantline(folder.path(), arguments);
    assert_eq!(run(&["report", "old.plan", "-o", "old.json"]).code, 0);
    let from_plan = run(&["chart", "shop.plan", "--baseline", "old.plan", "-o", "-"]);
    let from_json = run(&["chart", "shop.plan", "--baseline", "old.json", "-o", "-"]);
    assert_eq!((from_plan.code, from_json.code), (0, 0), "{} {}", from_plan.err, from_json.err);
    assert!(from_plan.out.contains("+2 d"));
    assert_eq!(from_plan.out, from_json.out);
}

#[test]
fn what_is_no_baseline_is_said_and_nothing_is_written() {
    let bad = [("none.plan", 3, "none.plan"), ("none.json", 3, "none.json"), ("bad.json", 3, "is no schedule"), ("wrong.plan", 1, "G201")];
    let folder = scratch(&[("shop.plan", PLAN), ("bad.json", "{\"tasks\": [{\"id\": 3}]}"), ("wrong.plan", "task a 1d after nosuch\n")]);
    for (file, code, says) in bad {
        let run = gantline(folder.path(), &["chart", "shop.plan", "--baseline", file]);
        assert_eq!(run.code, code, "{file}: {}", run.err);
        assert!(run.err.contains(says), "{file}: {}", run.err);
        assert!(!folder.path().join("shop.svg").exists());
    }
}

#[test]
fn characters_refuse_what_they_cannot_show() {
    let folder = scratch(&[("shop.plan", PLAN)]);
    for arguments in [["--color-by", "owner"], ["--baseline", "shop.plan"]] {
        let run = gantline(folder.path(), &["chart", "shop.plan", "--format", "txt", arguments[0], arguments[1]]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains(arguments[0]));
    }
}

#[test]
fn a_plan_asks_for_groups_and_colours_itself() {
    let plan = format!("{PLAN}chart who group by owner color by tag\nchart road view milestones\n");
    let folder = scratch(&[("shop.plan", &plan)]);
    let run = gantline(folder.path(), &["chart", "shop.plan", "--all", "-o", "charts"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let who = std::fs::read_to_string(folder.path().join("charts/who.svg")).unwrap();
    assert!(who.contains(">Ana Silva</text>") && who.contains(">wood</text>"));
    let road = std::fs::read_to_string(folder.path().join("charts/road.svg")).unwrap();
    assert_eq!(road.matches("<g id=\"t-").count(), 1);
}
