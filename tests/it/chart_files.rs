//! Files that charts of a plan name, and the formats that they ask for: read from the plan's folder, told where they are wrong.

use std::path::Path;

#[cfg(all(feature = "png", feature = "pdf"))]
use crate::support::project;
use crate::support::{gantline, scratch};

const SHOP: &str = "plan \"Shop\"\n  start 2026-03-02\n\ntask shelves 10d by ana\ntask posters 2d after shelves by ben\n";
const FIRST: &str = "plan \"Shop\"\n  start 2026-03-02\n\ntask shelves 8d by ana\ntask posters 2d after shelves by ben due 2026-03-02\n";

fn shop(charts: &str) -> String {
    format!("{SHOP}{charts}")
}

fn text(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn a_theme_is_found_beside_the_file_that_names_it() {
    let folder = scratch(&[
        ("plans/shop.plan", &shop("chart \"Brand\" theme \"brand.toml\"\ninclude \"parts/more.plan\"\n")),
        ("plans/parts/more.plan", "chart \"More\" theme \"look/more.toml\"\nchart \"Same\" theme \"../brand.toml\" width 700\n"),
        ("plans/brand.toml", "base = \"dark\"\n[colours]\npaper = \"#101820\"\n"),
        ("plans/parts/look/more.toml", "text-size = 15\n[colours]\nquiet = \"#b0b8c0\"\n"),
    ]);
    let run = gantline(folder.path(), &["chart", "plans/shop.plan", "--all", "-o", "out"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("plans/parts/look/more.toml:3:9") && run.err.matches("warning[G604]").count() == 1, "{}", run.err);
    for (file, colour) in [("brand.svg", "{fill:#101820}"), ("same.svg", "{fill:#101820}"), ("more.svg", "{fill:#b0b8c0}")] {
        assert!(text(folder.path(), &format!("out/{file}")).contains(colour), "{file}");
    }
    // The command line wins.
    let run = gantline(folder.path(), &["chart", "plans/shop.plan", "--chart", "Brand", "--theme", "print", "-o", "-"]);
    assert!(run.code == 0 && !run.out.contains("#101820"), "{run:?}");
    // A chart that does not name it does without, and so does the plan.
    std::fs::remove_file(folder.path().join("plans/parts/look/more.toml")).unwrap();
    assert_eq!(gantline(folder.path(), &["chart", "plans/shop.plan", "--chart", "Brand", "-o", "-"]).code, 0);
    assert_eq!(gantline(folder.path(), &["chart", "plans/shop.plan", "-o", "-"]).code, 0);
    assert_eq!(gantline(folder.path(), &["report", "plans/shop.plan"]).code, 0);
    let run = gantline(folder.path(), &["check", "plans/shop.plan"]);
    assert!(run.code == 1 && run.out.contains("plans/parts/more.plan:1:20") && run.out.contains("G012"), "{run:?}");
}

#[test]
fn what_cannot_be_used_is_told_where_the_plan_names_it_and_nothing_is_drawn() {
    let folder = scratch(&[
        ("no-theme.plan", &shop("chart a theme \"none.toml\"\n")),
        ("no-font.plan", &shop("chart a font \"shop.json\"\n")),
        ("no-schedule.plan", &shop("chart a baseline \"shop.json\"\n")),
        ("no-baseline.plan", &shop("chart a baseline \"folder\"\n")),
        ("bad-baseline.plan", &shop("chart a baseline \"wrong.plan\"\n")),
        ("bad-theme.plan", &shop("chart a theme \"wrong.toml\"\n")),
        ("wrong.plan", "task a 3dd\n"),
        ("wrong.toml", "base = \"light\"\ntext-size = 4\n"),
        ("shop.json", "{}"),
        ("folder/x", ""),
        ("out/a.svg", "old"),
    ]);
    let cases = [
        ("no-theme.plan", "no-theme.plan:6:15: error[G012]: `none.toml` cannot be read: there is no such file"),
        ("no-schedule.plan", "no-schedule.plan:6:18: error[G012]: `shop.json` is no schedule"),
        ("no-baseline.plan", "no-baseline.plan:6:18: error[G012]: `folder` cannot be read: it is a folder"),
        ("bad-baseline.plan", "wrong.plan:1:9: error[G104]"),
        ("bad-theme.plan", "wrong.toml:2:13: error[G603]"),
        #[cfg(feature = "png")]
        ("no-font.plan", "no-font.plan:6:14: error[G012]: `shop.json` is not a font"),
    ];
    for (plan, expected) in cases {
        let run = gantline(folder.path(), &["chart", plan, "--all", "-o", "out", "--diagnostics", "short"]);
        assert!(run.code == 1 && run.err.contains(expected), "{plan}: {run:?}");
        let check = gantline(folder.path(), &["check", plan, "--format", "short"]);
        assert!(check.code == 1 && check.out.contains(expected), "{plan}: {check:?}");
        let json = gantline(folder.path(), &["chart", plan, "--all", "-o", "out", "--diagnostics", "json"]);
        serde_json::from_str::<serde_json::Value>(&json.err).unwrap_or_else(|error| panic!("{plan}: {error}: {}", json.err));
    }
    assert_eq!(text(folder.path(), "out/a.svg"), "old");
}

#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    #[cfg(unix)]
    {
        let folder = scratch(&[("plans/shop.plan", &shop("chart a theme \"brand.toml\"\n")), ("brand.toml", "")]);
        std::os::unix::fs::symlink("../brand.toml", folder.path().join("plans/brand.toml")).unwrap();
        let run = gantline(folder.path(), &["check", "plans/shop.plan"]);
        assert!(run.code == 1 && run.out.contains("it lies outside the plan's folder"), "{run:?}");
    }
}

#[test]
fn a_baseline_is_an_earlier_plan_or_its_schedule() {
    let charts = "chart plan \"P\" baseline \"first.plan\"\nchart json \"J\" baseline \"first.json\"\nchart now\n";
    let folder = scratch(&[("shop.plan", &shop(charts)), ("first.plan", FIRST)]);
    assert_eq!(gantline(folder.path(), &["report", "first.plan", "-o", "first.json"]).code, 0);
    let run = gantline(folder.path(), &["chart", "shop.plan", "--all", "-o", "out"]);
    // What was late in the earlier plan is not of this one.
    assert!(run.code == 0 && !run.err.contains("warning"), "{run:?}");
    let slips =
        |file: &str| text(folder.path(), file).contains("2 d later than the baseline") || text(folder.path(), file).contains("baseline");
    assert!(slips("out/plan.svg") && slips("out/json.svg") && !slips("out/now.svg"));
    assert_eq!(text(folder.path(), "out/plan.svg").replace("· P", "· J"), text(folder.path(), "out/json.svg"));
    // The baseline is no place to write a chart to.
    let run = gantline(folder.path(), &["chart", "shop.plan", "--chart", "plan", "-o", "first.plan", "--format", "svg"]);
    assert!(run.code == 2 && text(folder.path(), "first.plan") == FIRST, "{run:?}");
    assert_eq!(gantline(folder.path(), &["chart", "shop.plan", "--chart", "now", "--baseline", "first.plan", "-o", "-"]).code, 0);
}

#[test]
fn nothing_is_written_over_what_the_plan_reads() {
    let brand = "text-size = 15\n";
    let charts = "chart wall theme \"brand.toml\" baseline \"first.json\"\ninclude \"parts/more.plan\"\n";
    let folder = scratch(&[
        ("shop.plan", &shop(charts)),
        ("parts/more.plan", "chart more font \"inter.ttf\" baseline \"../first.json\"\n"),
        ("parts/inter.ttf", "no font yet"),
        ("first.plan", FIRST),
        ("brand.toml", brand),
    ]);
    assert_eq!(gantline(folder.path(), &["report", "first.plan", "-o", "first.json"]).code, 0);
    std::fs::copy(folder.path().join("first.json"), folder.path().join("other.json")).unwrap();
    let schedule = text(folder.path(), "first.json");
    let cases: [&[&str]; 9] = [
        &["report", "shop.plan", "-o", "first.json"],
        &["report", "shop.plan", "-o", "./parts/../first.json"],
        &["export", "shop.plan", "-o", "first.json", "--format", "csv"],
        &["chart", "shop.plan", "-o", "first.json", "--format", "svg"],
        &["chart", "shop.plan", "--chart", "wall", "-o", "first.json", "--format", "html"],
        &["chart", "shop.plan", "--chart", "wall", "-o", "brand.toml", "--format", "txt"],
        &["report", "shop.plan", "-o", "brand.toml", "--format", "csv"],
        &["report", "shop.plan", "-o", "parts/inter.ttf", "--format", "csv"],
        &["chart", "shop.plan", "--baseline", "other.json", "-o", "other.json", "--format", "svg"],
    ];
    for arguments in cases {
        let run = gantline(folder.path(), arguments);
        assert!(run.code == 2 && run.err.contains("belongs to the plan, which reads it"), "{arguments:?}: {run:?}");
    }
    for file in ["shop.plan", "first.plan"] {
        let run = gantline(folder.path(), &["report", file, "-o", file, "--format", "csv"]);
        assert!(run.code == 2 && run.err.contains("is the plan itself"), "{run:?}");
    }
    assert_eq!((text(folder.path(), "brand.toml").as_str(), text(folder.path(), "parts/inter.ttf").as_str()), (brand, "no font yet"));
    assert!(text(folder.path(), "first.json") == schedule && text(folder.path(), "other.json") == schedule);
    // A file of its own is.
    assert_eq!(gantline(folder.path(), &["report", "shop.plan", "-o", "new.json"]).code, 0);
}

#[test]
fn a_chart_is_written_in_every_format_that_it_asks_for() {
    let folder = scratch(&[("shop.plan", &shop("chart wall format html, svg\nchart web\nchart line format txt\n"))]);
    let listed = |of: &str| {
        let mut names: Vec<_> =
            std::fs::read_dir(folder.path().join(of)).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(gantline(folder.path(), &["chart", "shop.plan", "--all", "-o", "own"]).code, 0);
    assert_eq!(listed("own"), ["line.txt", "wall.html", "wall.svg", "web.svg"]);
    assert_eq!(gantline(folder.path(), &["chart", "shop.plan", "--all", "-o", "txt", "--format", "txt"]).code, 0);
    assert_eq!(listed("txt"), ["line.txt", "wall.txt", "web.txt"]);
    assert_eq!(gantline(folder.path(), &["chart", "shop.plan", "--chart", "wall"]).code, 0);
    assert_eq!(listed("."), ["own", "shop.plan", "txt", "wall.html", "wall.svg"]);
    let run = gantline(folder.path(), &["chart", "shop.plan", "--chart", "line"]);
    assert!(run.code == 0 && run.out.starts_with("Shop · Line\n"), "{run:?}");
    let run = gantline(folder.path(), &["chart", "shop.plan", "--chart", "wall", "-o", "-"]);
    assert!(run.code == 0 && run.out.starts_with("<!doctype html>"), "{run:?}");
}

#[test]
fn what_a_format_cannot_show_is_said() {
    let folder = scratch(&[("shop.plan", &shop("chart busy load color by owner\n"))]);
    let draw = |format: &str| gantline(folder.path(), &["chart", "shop.plan", "--chart", "busy", "--format", format, "-o", "-"]);
    assert!(draw("txt").err.contains("`Busy` is drawn without its colours and load"), "{:?}", draw("txt"));
    assert_eq!(draw("svg").err, "");
    for (arguments, expected) in [
        (&["--scale", "2", "-o", "a.svg"][..], "--scale is for a png"),
        (&["--page", "a4", "-o", "a.svg"], "--page is for a pdf"),
        (&["--chart", "busy", "--page", "a4"], "--page is for a pdf"),
        (&["--page", "a5", "-o", "a.pdf"], "write one of a4, a4-landscape, a3"),
    ] {
        let run = gantline(folder.path(), &[&["chart", "shop.plan"], arguments].concat());
        assert!(run.code == 2 && run.err.contains(expected), "{arguments:?}: {run:?}");
    }
}

#[test]
fn nothing_that_was_asked_for_is_left_out_without_a_word() {
    let folder = scratch(&[("shop.plan", &shop("")), ("data.csv", "Task,Duration\nA,3d\n")]);
    let run = |line: &str| gantline(folder.path(), &line.split(' ').collect::<Vec<_>>());
    for (line, code, expected) in [
        // A chart of nothing is told to be one, and so is what lies outside.
        ("chart shop.plan -o a.svg --from 2030-01-01", 0, "no item of the plan is among those asked for: the chart is empty"),
        ("chart shop.plan -o a.svg --to 2026-03-13", 0, "; 1 item after 13 Mar 2026"),
        ("chart shop.plan -o a.svg --format html", 0, "wrote a.svg, which is a html: 2 tasks"),
        ("chart shop.plan -o a.svg --width 319", 2, "--width is too narrow for a picture; the least is 320"),
        ("chart shop.plan -o a.svg --columns start,none", 2, "--columns says `none` beside others"),
        ("chart shop.plan -o a.svg --columns strat", 2, "did you mean `start`?"),
        ("chart shop.plan -o a.svg --columns price", 2, "write some of owner, start, finish"),
        ("chart shop.plan -o a.svg --theme drak", 2, "did you mean `dark`?"),
        ("chart shop -o a.svg", 3, "did you mean `shop.plan`?"),
        ("chart shop.plan -o a.svg --as-of 2026-02-30", 2, "it is not between 1900 and 2399\n"),
        ("chart shop.plan -o a.svg --as-of soon", 2, "write a date as 2026-03-26, or `today`"),
        ("why shop.plan nothing-like-it", 2, "`gantline report PLAN` lists them"),
        ("report shop.plan -o a.svg", 2, "to draw the plan: `gantline chart shop.plan -o a.svg`"),
        ("import shop.plan", 2, "`shop.plan` is a plan already"),
    ] {
        let run = run(line);
        assert!(run.code == code && run.err.contains(expected), "{line}: {run:?}");
    }
    for line in [
        "chart shop.plan -o a.svg --width 320",
        "chart shop.plan --format txt --width 40",
        "chart shop.plan -o a.svg --columns name,Start",
        "chart shop.plan -o a.svg --columns none",
        "chart shop.plan -o a.svg",
    ] {
        let run = run(line);
        assert!(run.code == 0 && !run.err.contains("which is a") && !run.err.contains("warning"), "{line}: {run:?}");
    }
}

#[cfg(all(feature = "png", feature = "pdf"))]
#[test]
fn pages_pixels_and_fonts_are_the_charts_own_unless_the_command_line_says_otherwise() {
    let inter = std::fs::read(project("src/emit/font/inter-regular.otf")).unwrap();
    let charts = "chart wall page a4-landscape scale 2\n  font \"fonts/own.otf\"\n";
    let folder = scratch(&[("shop.plan", &shop(charts)), ("fonts/x", "")]);
    std::fs::write(folder.path().join("fonts/own.otf"), inter).unwrap();
    let draw = |arguments: &[&str], to: &str| {
        let run = gantline(folder.path(), &[&["chart", "shop.plan", "--chart", "wall", "-o", to], arguments].concat());
        assert_eq!((run.code, run.err.contains("warning")), (0, false), "{run:?}");
        std::fs::read(folder.path().join(to)).unwrap()
    };
    let width = |bytes: &[u8]| resvg::tiny_skia::Pixmap::decode_png(bytes).unwrap().width();
    assert_eq!((width(&draw(&[], "own.png")), width(&draw(&["--scale", "1"], "one.png"))), (2_400, 1_200));
    let sheet = |bytes: &[u8]| String::from_utf8_lossy(bytes).split("/MediaBox[").nth(1).unwrap().split(']').next().unwrap().to_owned();
    assert_eq!(sheet(&draw(&[], "own.pdf")), "0 0 841.9 595.3");
    assert_eq!(sheet(&draw(&["--page", "letter"], "letter.pdf")), "0 0 612 792");
    // A picture without pages has the width of any other.
    let svg = String::from_utf8(draw(&[], "own.svg")).unwrap();
    assert!(svg.contains(" width=\"1200\""), "{}", svg.get(..300).unwrap());
}

/// Whoever built the program without pixels or pages is told so before anything is written, and what to do.
#[cfg(not(all(feature = "png", feature = "pdf")))]
#[test]
fn a_format_that_was_left_out_is_refused() {
    let folder = scratch(&[("shop.plan", &shop("chart wall format svg, png, pdf\nchart web\n"))]);
    for (format, is_built) in [("png", cfg!(feature = "png")), ("pdf", cfg!(feature = "pdf"))].into_iter().filter(|(_, built)| !built) {
        for arguments in [vec!["-o", "a.png"], vec!["--format", "png"], vec!["--all", "-o", "out"]] {
            let arguments: Vec<String> = arguments.iter().map(|argument| argument.replace("png", format)).collect();
            let arguments: Vec<&str> = ["chart", "shop.plan"].into_iter().chain(arguments.iter().map(String::as_str)).collect();
            let run = gantline(folder.path(), &arguments);
            assert!(run.code == 2 && run.err.contains("this gantline was built without p"), "{is_built} {arguments:?}: {run:?}");
            assert!(run.err.contains("write an .svg, or build gantline with `--features p"), "{run:?}");
        }
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(gantline(folder.path(), &["chart", "shop.plan", "--chart", "web"]).code, 0);
}
