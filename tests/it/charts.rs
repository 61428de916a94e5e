//! The charts that a plan asks for: what they say, which file each becomes, and that all are written or none.

use std::path::Path;

use gantline::compile::{Compilation, Options, compile};
use gantline::format::write;
use gantline::interop::own;
use gantline::model::{Arrows, Chart, ChartTheme, Column, Format, Paper, Theme};
use gantline::view::chart::{ChartOptions, Weeks};

use crate::support::{Folder, gantline, project, scratch};

const SHOP: &str = "plan \"Shop\"
  start 2026-03-02
person ana \"Ana Silva\"
person ben
phase design
  task sketch 3d by ana tag launch
  task depth \"How deep\" 1d by ben after sketch
phase build after design
  task theme 5d by ben tag wood after sketch, depth
  milestone built after theme
task party 1d after build by ana
";

fn compiled(charts: &str) -> Compilation {
    compile("shop.plan", format!("{SHOP}{charts}"), &Folder(project("examples")), &Options::default())
}

/// Returns the charts of a plan that is right.
fn charts(text: &str) -> (Compilation, Vec<Chart>) {
    let compilation = compiled(text);
    assert!(!compilation.diagnostics.has_errors(), "{text}: {:?}", compilation.diagnostics);
    let charts = compilation.plan.charts.clone();
    (compilation, charts)
}

#[test]
fn every_clause_says_one_thing() {
    let (compilation, charts) = charts(
        "chart view \"Customer view\" depth 2 columns start, finish from 2026-03-02 until 2026-03-20 focus party, build.built\n  \
         by ana, ben critical only launch and wood theme print arrows none width 900\n",
    );
    let (plan, chart) = (&compilation.plan, charts.first().unwrap());
    let names = |tasks: &[gantline::model::TaskId]| tasks.iter().map(|task| plan.path(*task)).collect::<Vec<_>>().join(" ");
    assert_eq!((plan.text(chart.id), plan.text(chart.title)), ("view", "Customer view"));
    assert_eq!((chart.depth, chart.columns.as_deref()), (Some(2), Some([Column::Start, Column::Finish].as_slice())));
    assert_eq!(
        (chart.from.unwrap().date().to_string(), chart.until.unwrap().date().to_string()),
        ("2026-03-02".to_owned(), "2026-03-20".to_owned())
    );
    assert_eq!((names(&chart.focus), chart.critical, chart.by.len()), ("party build.built".to_owned(), true, 2));
    assert_eq!(chart.only.iter().map(|tag| plan.text(*tag)).collect::<Vec<_>>(), ["launch", "wood"]);
    assert_eq!((chart.theme, chart.arrows, chart.width), (Some(ChartTheme::Named(Theme::Print)), Some(Arrows::None), Some(900)));
    let options = ChartOptions::of(plan, chart);
    assert_eq!((options.width, options.depth, options.selection.tags.len()), (900, Some(2), 2));
    assert_eq!(options.name.as_deref(), Some("Customer view"));
}

#[test]
fn files_formats_and_what_is_left_out_are_said_too() {
    let (compilation, charts) = charts(
        "chart a \"A\" theme \"look/brand.toml\", baseline \"first.plan\", load, iso weeks, no slack, format svg, pdf, png, page a3-landscape\n  \
         font \"a.ttf\" font \"b.ttf\", scale 1.5\nchart b format svg and html\n",
    );
    let (plan, chart) = (&compilation.plan, charts.first().unwrap());
    let Some(ChartTheme::File(theme)) = chart.theme else { panic!("{chart:?}") };
    assert_eq!(plan.text(theme.path), "look/brand.toml");
    assert_eq!(plan.text(chart.baseline.unwrap().path), "first.plan");
    assert!(chart.load && chart.iso_weeks && chart.no_slack);
    assert_eq!((chart.formats.as_slice(), chart.page), ([Format::Svg, Format::Pdf, Format::Png].as_slice(), Some(Paper::A3Landscape)));
    assert_eq!((chart.fonts.len(), chart.scale), (2, Some(150)));
    assert_eq!(charts.last().unwrap().formats, [Format::Svg, Format::Html]);
    let options = ChartOptions::of(plan, chart);
    assert!(options.load && !options.slack && options.weeks == Weeks::Iso);
}

#[test]
fn clauses_stand_anywhere_with_commas_or_without() {
    let one =
        "chart \"A\" depth 1, columns start, finish, theme dark, by ana, arrows critical, only launch, width 700, critical, focus party\n";
    let two = "chart \"A\"\n  focus party\n  critical\n  width 700\n  only launch\n  arrows critical\n  by ana\n  theme dark\n  \
               columns start, finish\n  depth 1\n";
    let three = "chart \"A\" by ana, theme dark, depth 1\n  only launch, critical, focus party, columns start and finish, width 700\n  arrows critical\n";
    let read = |text: &str| {
        let (compilation, charts) = charts(text);
        let mut chart = charts.into_iter().next().unwrap();
        let tags: Vec<String> = chart.only.drain(..).map(|tag| compilation.plan.text(tag).to_owned()).collect();
        (chart, tags)
    };
    let expected = read(one);
    assert_eq!(expected.1, ["launch"]);
    assert_eq!(read(two), expected);
    assert_eq!(read(three), expected);
}

#[test]
fn either_end_of_the_time_may_stand_alone() {
    let (_, charts) =
        charts("chart \"A\" from 2026-03-02\nchart \"B\" until 2026-03-09\nchart \"C\" 2026-03-02..2026-03-09\nchart \"D\" columns none\n");
    let ends: Vec<_> = charts.iter().map(|chart| (chart.from.is_some(), chart.until.is_some())).collect();
    assert_eq!(ends, [(true, false), (false, true), (true, true), (false, false)]);
    assert_eq!(charts.last().unwrap().columns, Some(Vec::new()));
}

#[test]
fn words_of_charts_break_no_name() {
    let text = "task width 1d\ntask columns 2d after width, depth\ntask focus 1d after width, columns, theme by ben tag only, critical\n\
                task arrows 1d after focus, width due 2026-05-01\nmilestone chart after arrows, theme and depth\n\
                task load 1d by ana tag page\ntask iso 1d after load, page, font\ntask page 1d by ben tag no, format\n\
                task scale 1d after page, iso, load + 1d\ntask font 2d after no\ntask no 1d\ntask format 1d after font, no, scale\n";
    let compilation = compiled(text);
    assert!(!compilation.diagnostics.has_errors(), "{:?}", compilation.diagnostics);
    assert!(compilation.plan.charts.is_empty());
}

#[test]
fn charts_of_an_included_file_are_the_plans_unless_it_is_a_phase() {
    let main = "plan \"Main\"\n  start 2026-03-02\ninclude \"views.plan\"\ninclude \"hub.plan\" as hub\ntask a 1d tag x\n";
    let folder = scratch(&[
        ("main.plan", main),
        ("views.plan", "chart \"From views\" only x\n"),
        ("hub.plan", "plan \"Hub\"\n  start 2026-03-02\ntask b 1d\nchart \"From hub\" focus b\n"),
    ]);
    let compilation = compile("main.plan", main, &Folder(folder.path().to_path_buf()), &Options::default());
    assert!(!compilation.diagnostics.has_errors(), "{:?}", compilation.diagnostics);
    let titles: Vec<_> = compilation.plan.charts.iter().map(|chart| compilation.plan.text(chart.title)).collect();
    assert_eq!(titles, ["From views"]);
}

/// Returns the names of the files of a folder, sorted.
fn listed(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn all_charts_are_drawn_into_files_of_their_own() {
    let asked = "chart ana \"Ana's work\" by ana\nchart \"Customer view: 2026!\" depth 1\nchart \"customer VIEW 2026\" depth 2\nchart \"設計 — Über\"\n\
                 chart \"!?\"\nchart \"Con\"\nchart \"Ben's\"\n";
    let folder = scratch(&[("shop.plan", &format!("{SHOP}{asked}"))]);
    let run = gantline(folder.path(), &["chart", "shop.plan", "--all", "-o", "out/charts"]);
    assert_eq!(run.code, 0, "{run:?}");
    let expected =
        ["ana.svg", "bens.svg", "chart.svg", "con-chart.svg", "customer-view-2026-2.svg", "customer-view-2026.svg", "設計-über.svg"];
    assert_eq!(listed(&folder.path().join("out/charts")), expected);
    let ana = std::fs::read_to_string(folder.path().join("out/charts/ana.svg")).unwrap();
    assert!(ana.contains(">Shop · Ana&apos;s work<") || ana.contains(">Shop · Ana's work<"), "{ana}");
    assert!(
        ana.contains("2 of 7 items: with Ana Silva") && run.err.contains("wrote out/charts/ana.svg: 2 of 7 items: with Ana Silva"),
        "{run:?}"
    );
    let run = gantline(folder.path(), &["chart", "shop.plan", "--all", "-o", "txt", "--format", "txt", "--depth", "1"]);
    assert_eq!((run.code, listed(&folder.path().join("txt")).len()), (0, 7), "{run:?}");
    let ana = std::fs::read_to_string(folder.path().join("txt/ana.txt")).unwrap();
    assert!(ana.starts_with("Shop · Ana's work\n") && !ana.contains("Sketch") && ana.contains("folded"), "{ana}");
}

#[test]
fn one_chart_is_drawn_by_its_name_and_the_command_line_wins() {
    let folder = scratch(&[("shop.plan", &format!("{SHOP}chart view \"Customer view\" depth 1 width 700 until 2026-03-31\n"))]);
    for name in ["view", "Customer view", "customer VIEW"] {
        let run = gantline(folder.path(), &["chart", "shop.plan", "--chart", name, "-o", "-", "--format", "svg"]);
        assert!(run.code == 0 && run.out.contains("width=\"700\"") && !run.out.contains(">Sketch<"), "{run:?}");
    }
    let run =
        gantline(folder.path(), &["chart", "shop.plan", "--chart", "view", "--depth", "2", "--width", "800", "-o", "-", "--format", "svg"]);
    assert!(run.code == 0 && run.out.contains("width=\"800\"") && run.out.contains(">Sketch<"), "{run:?}");
    assert_eq!(gantline(folder.path(), &["chart", "shop.plan", "--chart", "view"]).code, 0);
    assert_eq!(listed(folder.path()), ["shop.plan", "view.svg"]);
    let run = gantline(folder.path(), &["chart", "shop.plan", "--chart", "veiw"]);
    assert!(run.code == 2 && run.err.contains("did you mean `view`?"), "{run:?}");
    let run = gantline(folder.path(), &["chart", "shop.plan", "--chart", "view", "--from", "2026-04-01"]);
    assert!(run.code == 2 && run.err.contains("--from is after the last day that the plan gives the chart"), "{run:?}");
}

#[test]
fn a_plan_that_asks_for_no_chart_is_drawn_whole() {
    let folder = scratch(&[("shop.plan", SHOP)]);
    let run = gantline(folder.path(), &["chart", "shop.plan", "--all"]);
    assert!(run.code == 0 && run.err.contains("the plan asks for no chart") && run.err.contains("wrote ./shop.svg"), "{run:?}");
    assert_eq!(listed(folder.path()), ["shop.plan", "shop.svg"]);
    let run = gantline(folder.path(), &["chart", "shop.plan", "--chart", "x"]);
    assert!(run.code == 2 && run.err.contains("the plan asks for no chart"), "{run:?}");
}

#[test]
fn all_charts_are_written_or_none() {
    let folder =
        scratch(&[("shop.plan", &format!("{SHOP}chart a\nchart b\nchart c\n")), ("out/b.svg/in-the-way", ""), ("out/a.svg", "old")]);
    let run = gantline(folder.path(), &["chart", "shop.plan", "--all", "-o", "out"]);
    assert!(run.code == 5 && run.err.contains("b.svg` is not a file"), "{run:?}");
    assert_eq!(std::fs::read_to_string(folder.path().join("out/a.svg")).unwrap(), "old");
    assert_eq!(listed(&folder.path().join("out")), ["a.svg", "b.svg"]);
    // With one error in the plan nothing is drawn either.
    let folder = scratch(&[("shop.plan", &format!("{SHOP}chart a\nchart b only lunch\n"))]);
    let run = gantline(folder.path(), &["chart", "shop.plan", "--all", "-o", "out"]);
    assert!(run.code == 1 && run.err.contains("G208") && !folder.path().join("out").exists(), "{run:?}");
}

#[test]
fn all_takes_a_folder_and_nothing_else() {
    let folder = scratch(&[("shop.plan", &format!("{SHOP}chart a\n"))]);
    for output in ["-", "shop.plan", "all.svg", "all.PNG"] {
        let run = gantline(folder.path(), &["chart", "shop.plan", "--all", "-o", output]);
        assert!(run.code == 2 && run.err.contains("-o names the folder"), "{output}: {run:?}");
    }
    let run = gantline(folder.path(), &["chart", "-", "--all"]);
    assert!(run.code == 2 && run.err.contains("name one: `-o charts`"), "{run:?}");
    assert_eq!(gantline(folder.path(), &["chart", "shop.plan", "--all", "--chart", "a"]).code, 2);
    assert_eq!(listed(folder.path()), ["shop.plan"]);
}

#[test]
fn every_clause_is_written_as_it_was_read() {
    let asked = "\
chart wall \"For the wall\" only launch, wood columns start, finish format svg, pdf, png by ana, ben
  focus built, party from 2026-03-02 until 2026-03-20 critical load iso weeks no slack
  theme \"look/brand.toml\" view gantt group by owner color by tag depth 2 arrows none width 900
  page a3-landscape scale 1.5 baseline \"first.plan\" font \"a.ttf\" font \"b.ttf\"
chart \"Customer view: 2026!\" columns none theme print scale 0.25
chart plain view milestones arrows all
";
    let (compilation, first) = charts(asked);
    let text = write(&own::draft(&compilation.plan));
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    let written = text.split("\nchart ").skip(1).map(|chart| format!("chart {chart}\n")).collect::<String>();
    assert_eq!(written.trim_end(), asked.trim_end());
    let again = compile("shop.plan", text.clone(), &Folder(project("examples")), &Options::default());
    assert!(!again.diagnostics.has_errors(), "{text}: {:?}", again.diagnostics);
    assert_eq!((write(&own::draft(&again.plan)), again.plan.charts.len()), (text, first.len()));
}

#[test]
fn somebody_who_is_only_named_may_be_named_in_quotes() {
    let text =
        "plan \"P\"\n  start 2026-03-02\ntask a 1d by \"Finance and tax\", ana\nchart x by \"Finance and tax\"\nchart y by \"ana\"\n";
    let compilation = compile("p.plan", text, &Folder(project("examples")), &Options::default());
    assert!(!compilation.diagnostics.has_errors(), "{:?}", compilation.diagnostics);
    assert!(compilation.plan.charts.iter().all(|chart| chart.by.len() == 1));
}

#[test]
fn every_column_may_stand_anywhere_in_the_list() {
    let text =
        "chart a columns finish, start, done, cost, owner, slack, duration, name depth 2\nchart b columns done , and cost critical\n";
    let (_, charts) = charts(text);
    let names = |chart: &Chart| chart.columns.as_ref().unwrap().iter().map(|column| column.name()).collect::<Vec<_>>().join(" ");
    assert_eq!(names(&charts[0]), "finish start done cost owner slack duration");
    assert_eq!((names(&charts[1]).as_str(), charts[1].critical, charts[0].depth), ("done cost", true, Some(2)));
}

#[test]
fn characters_have_what_they_can_show_and_the_rest_is_refused() {
    let folder = scratch(&[("shop.plan", &format!("{SHOP}task idle 1d\nchart a columns start iso weeks no slack\n"))]);
    let run = |arguments: &[&str]| gantline(folder.path(), &[&["chart", "shop.plan", "--format", "txt"], arguments].concat());
    let plain = run(&[]).out;
    assert!(plain.contains("slack") && !plain.contains("W10"), "{plain}");
    let told = run(&["--iso-weeks", "--no-slack", "--arrows", "none", "--columns", "none"]).out;
    assert!(!told.contains("slack") && plain.contains("··") && !told.contains("··"), "{told}");
    assert!(run(&["--iso-weeks", "--from", "2026-01-05", "--to", "2026-05-05"]).out.contains("W10"));
    let item = run(&["--chart", "a"]);
    assert!(item.code == 0 && item.err.contains("`A` is drawn without its columns") && !item.out.contains("slack"), "{item:?}");
    for arguments in [&["--columns", "start"], &["--arrows", "all"], &["--theme", "dark"]] {
        let refused = run(arguments);
        assert!(refused.code == 2 && refused.err.contains(&format!("cannot show what {} asks for", arguments[0])), "{refused:?}");
    }
}
