//! Seeded faults: a picture that passes is spoilt in one place, and the rule that is meant for it says so.

use gantline::compile::{Options, compile};
use gantline::view::chart::{ChartOptions, Column, layout};

use super::{compiled, faults_of, tasks_of};
use crate::support::{Folder, project};

/// Where the middle of a bar lies below the top of its row.
const MIDDLE: gantline::view::chart::Px = gantline::view::chart::Px::of(14);

/// Spoils the picture of an example and returns what the checker then finds.
fn spoilt(example: &str, spoil: impl Fn(&str) -> String) -> Vec<String> {
    let compilation = compiled(&project(&format!("examples/{example}")));
    let options = ChartOptions { columns: Some(vec![Column::Start, Column::Finish]), load: true, ..ChartOptions::default() };
    let chart = layout(&compilation.plan, &compilation.schedule, &options);
    let svg = gantline::emit::svg::to_string(&chart);
    let check = |svg: &str| faults_of(&compilation.plan, &compilation.schedule, (&tasks_of(&chart), svg));
    assert_eq!(check(&svg), Vec::<String>::new(), "{example} is not right to begin with");
    let broken = spoil(&svg);
    assert_ne!(svg, broken, "nothing is spoilt");
    check(&broken)
}

/// Asserts that a spoilt picture breaks this rule.
fn breaks(rule: &str, spoil: impl Fn(&str) -> String) {
    let found = spoilt("website.plan", spoil);
    assert!(found.iter().any(|fault| fault.starts_with(rule)), "`{rule}` is not found, only {found:#?}");
}

/// Changes the first line that has all of these parts.
fn change(svg: &str, parts: &[&str], with: impl Fn(&str) -> String) -> String {
    let line = svg.lines().find(|line| parts.iter().all(|part| line.contains(part))).unwrap_or_else(|| panic!("no line has {parts:?}"));
    svg.replacen(line, &with(line), 1)
}

/// Moves the number after `name="` by so much.
fn moved(line: &str, name: &str, by: f64) -> String {
    let (head, rest) = line.split_once(&format!("{name}=\"")).unwrap();
    let (number, rest) = rest.split_once('"').unwrap();
    format!("{head}{name}=\"{:.1}\"{rest}", number.parse::<f64>().unwrap() + by)
}

#[test]
fn texts_that_meet_or_leave_are_found() {
    breaks("overlap", |svg| change(svg, &[">Wireframes<"], |line| moved(line, "x", 200.0)));
    breaks("overlap", |svg| change(svg, &["<tspan", "Design approved"], |line| moved(line, "x", 40.0)));
    breaks("outside", |svg| change(svg, &["Beta live<", "tspan"], |line| moved(line, "x", 900.0)));
    breaks("outside", |svg| change(svg, &[">Website relaunch</text"], |line| moved(line, "x", -30.0)));
}

#[test]
fn texts_that_are_squeezed_or_cut_are_found() {
    breaks("squeezed", |svg| change(svg, &["<text", ">Wireframes<"], |line| line.replace("<text", "<text textLength=\"20\"")));
    breaks("squeezed", |svg| svg.replace("font-size:11.5px", "font-size:9px"));
    breaks("cut", |svg| svg.replace(">Interview five customers<", ">Interview five…<"));
    breaks("cut", |svg| svg.replace(">Wireframes<", ">Wire frames of it<"));
}

#[test]
fn labels_of_the_axis_that_touch_are_found() {
    breaks("ticks", |svg| change(svg, &["class=\"q r\"", ">16<"], |line| moved(line, "x", -66.0)));
    breaks("ticks", |svg| svg.replace(">March 2026<", ">March<"));
    for by in [-67.0, -50.0] {
        breaks("ticks: a line", |svg| change(svg, &["class=\"q r\"", ">6<"], |line| moved(line, "x", by)));
    }
}

#[test]
fn bars_that_disagree_with_the_dates_are_found() {
    breaks("bar", |svg| change(svg, &["<rect class=\"tc\""], |line| moved(line, "width", -8.0)));
    breaks("bar", |svg| change(svg, &["<rect class=\"tc\""], |line| moved(line, "x", 5.0)));
    breaks("bar", |svg| svg.replacen(">10 Mar<", ">11 Mar<", 1));
    breaks("bar", |svg| change(svg, &["<path class=\"z\""], |line| line.replacen("-10H", "-10H1", 1)));
}

#[test]
fn colours_that_are_too_weak_are_found_in_both_schemes() {
    for (from, to) in [
        ("text,.gantline .b{fill:#1b2330", "text,.gantline .b{fill:#8b93a0"),
        ("text,.gantline .b{fill:#e7eaf0", "text,.gantline .b{fill:#575a60"),
        (".tc,.gantline .fc,.gantline .dc,.gantline .xh{stroke:#c8321a", ".tc,.gantline .fc,.gantline .dc,.gantline .xh{stroke:#f7c1b3"),
        (".fc{fill:#c8321a", ".fc{fill:#f08070"),
        ("fill:#102040;fill-opacity:.026", "fill:#102040;fill-opacity:.150"),
        ("fill:#102040;fill-opacity:.066", "fill:#102040;fill-opacity:.030"),
        ("fill:#102040;fill-opacity:.012", "fill:#102040;fill-opacity:.060"),
    ] {
        let from = if from.starts_with(".tc") || from.starts_with(".fc") { from } else { from.trim_start_matches('.') };
        breaks("contrast", |svg| svg.replace(from, to));
    }
    breaks("contrast", |svg| {
        let grid = svg.find(".g,.gantline .sf{stroke:").unwrap() + ".g,.gantline .sf{stroke:".len();
        format!("{}#808080{}", &svg[..grid], &svg[grid + 7..])
    });
}

#[test]
fn files_that_run_load_or_swell_are_found() {
    let before_end = |svg: &str, what: &str| svg.replacen("</svg>", &format!("{what}\n</svg>"), 1);
    for what in [
        "<script/>",
        "<foreignObject/>",
        "<image href=\"a.png\"/>",
        "<use href=\"#a\"/>",
        "<rect onclick=\"a()\"/>",
        "<g id=\"gantline-head\"/>",
        "<path class=\"p\" style=\"fill:var(--a)\"/>",
    ] {
        breaks("inert", |svg| before_end(svg, what));
    }
    breaks("inert", |svg| svg.replace("role=\"img\"", "role=\"main\""));
    breaks("inert", |svg| change(svg, &["viewBox"], |line| line.replacen("viewBox=\"0 0 ", "viewBox=\"0 0 1", 1)));
    breaks("small", |svg| before_end(svg, "<g><path/></g>"));
    breaks("small", |svg| before_end(svg, "<rect x=\"1.125\"/>"));
    breaks("small", |svg| change(svg, &["<path class=\"d"], |line| format!("{line}{}", " ".repeat(150))));
    breaks("small", |svg| change(svg, &["<g id=\"t-"], |line| format!("{line}{}", " ".repeat(9_000))));
    breaks("xml", |svg| svg.replacen("</g>", "", 1));
    breaks("xml", |svg| svg.replace(">Wireframes<", ">Wire & frames<"));
    breaks("told", |svg| change(svg, &["<title>Wireframes:"], |_| "<desc>Wireframes</desc>".to_owned()));
}

#[test]
fn a_legend_of_marks_that_are_not_there_is_found() {
    breaks("legend", |svg| {
        let (rows, legend) = svg.rsplit_once("<path class=\"t\" d=\"M").unwrap();
        format!("{rows}<path class=\"tc\" d=\"M{legend}")
    });
}

#[test]
fn columns_that_disagree_with_the_load_are_found() {
    let column = |svg: &str, with: &dyn Fn(&str) -> String| {
        let (before, strip) = svg.split_once("<g id=\"w-").unwrap();
        format!("{before}<g id=\"w-{}", change(strip, &["<rect class=\"t\""], with))
    };
    breaks("load", |svg| column(svg, &|line| moved(line, "height", -3.0)));
    breaks("load", |svg| column(svg, &|line| moved(&moved(line, "height", 3.0), "y", -3.0)));
    breaks("load", |svg| column(svg, &|line| moved(line, "x", -200.0)));
    breaks("load", |svg| column(svg, &|line| line.replace("\"t\"", "\"tc\"")));
    breaks("load", |svg| svg.replacen(" h booked of ", "0 h booked of ", 1));
}

#[test]
fn links_that_end_elsewhere_or_nowhere_are_found() {
    let critical = ["<path class=\"dc\" d=\"M"];
    breaks("head", |svg| change(svg, &critical, |line| line.replacen("V", "V1", 1)));
    breaks("head", |svg| change(svg, &critical, |line| moved_path(line, 4.0)));
    breaks("head", |svg| change(svg, &critical, |_| String::new()));
    breaks("head", |svg| change(svg, &critical, |line| format!("{line}\n{line}")));
    breaks("head", |svg| change(svg, &["<path class=\"d\"", "V"], |line| format!("{}V0\"/>", &line[..line.rfind('V').unwrap()])));
}

#[test]
fn words_that_name_a_hollow_diamond_are_found() {
    let of = |days: u8| {
        let text = format!("plan \"P\"\n  start 2026-03-02\ntask a {days}d\nmilestone m \"All done\" after a\ntask b 60d\n");
        compile("p.plan", text, &Folder(".".into()), &Options::default())
    };
    let (now, then) = (of(10), of(40));
    let baseline = Some(std::sync::Arc::new(gantline::view::Baseline::of(&then.plan, &then.schedule)));
    let chart = layout(&now.plan, &now.schedule, &ChartOptions { baseline, ..ChartOptions::default() });
    let svg = gantline::emit::svg::to_string(&chart);
    let check = |svg: &str| faults_of(&now.plan, &now.schedule, (&tasks_of(&chart), svg));
    assert_eq!(check(&svg), Vec::<String>::new());
    let (promised, label) = (chart.rows[1].ghost.unwrap().0, chart.rows[1].label.as_deref().unwrap().x);
    let by = f64::from((promised - label).0) / 10.0 + 20.0;
    let found = check(&change(&svg, &["<tspan", "All done<"], |line| moved(line, "x", by)));
    assert!(found.iter().any(|fault| fault.starts_with("named")), "{found:#?}");
}

#[test]
fn links_that_run_through_words_or_over_bars_are_found() {
    breaks("crossing", |svg| change(svg, &["<tspan", "Go live<"], |line| moved(line, "x", 40.0)));
    breaks("crossing", |svg| {
        let line = svg.lines().find(|line| line.starts_with("<path class=\"d") && line.matches('V').count() == 1).unwrap();
        let moved = svg.replacen(&format!("{line}\n"), "", 1);
        moved.replacen("</svg>", &format!("{line}\n</svg>"), 1)
    });
    let found = spoilt("progress.plan", |svg| change(svg, &["\"l q e\"", ">+5d<"], |line| moved(line, "x", 9.0)));
    assert!(found.iter().any(|fault| fault.starts_with("crossing")), "{found:#?}");
    let found = spoilt("progress.plan", |svg| change(svg, &[">+5d<"], |_| String::new()));
    assert!(found.iter().any(|fault| fault.starts_with("distance")), "{found:#?}");
    breaks("alarm", |svg| svg.replace("due 8 May · 2 d late", "due 8 May"));
}

#[test]
fn lines_that_cut_links_are_found() {
    let to_the_end = |svg: &str, line: &str| svg.replacen(&format!("{line}\n"), "", 1).replacen("</svg>", &format!("{line}\n</svg>"), 1);
    for class in ["<path class=\"w\"", "<path class=\"g\""] {
        breaks("order", |svg| to_the_end(svg, svg.lines().find(|line| line.starts_with(class)).unwrap()));
    }
}

#[test]
fn links_behind_bars_that_could_pass_by_are_found() {
    // Each link runs from one bar to a later one; a bar between them is avoided.
    let text = "plan \"P\"\n  start 2026-03-02\ntask a 1w\ntask b 6w\ntask c 1w after d\ntask d 1w after a from 2026-05-04\n";
    let compilation = compile("p.plan", text.to_owned(), &Folder(".".into()), &Options::default());
    assert!(!compilation.diagnostics.has_errors(), "{:?}", compilation.diagnostics.iter().collect::<Vec<_>>());
    let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
    let svg = gantline::emit::svg::to_string(&chart);
    let check = |svg: &str| faults_of(&compilation.plan, &compilation.schedule, (&tasks_of(&chart), svg));
    assert_eq!(check(&svg), Vec::<String>::new());
    let b = chart.rows[1].bar.unwrap();
    let line = svg.lines().find(|line| line.starts_with("<path class=\"d\"")).unwrap();
    let upright: f64 = line[line.find('H').unwrap() + 1..line.find('q').unwrap()].parse().unwrap();
    let worse = (f64::from(b.right().0) / 10.0 - 20.0) - upright;
    let moved: String = line.replacen(&format!("H{upright}"), &format!("H{:.1}", upright + worse), 1);
    let found = check(&svg.replacen(line, &moved, 1));
    assert!(found.iter().any(|fault| fault.contains("runs behind")), "{line} {moved} {found:#?}");
}

#[test]
fn links_too_close_to_what_they_pass_are_found() {
    // The link from `a` to `d` passes `x`, where another lands, and there is room at both sides of it.
    let text = "plan \"P\"\n  start 2026-03-02\n  as of 2026-03-18\ntask z 1w\ntask a 1w\ntask x 4w after z + 3w\ntask y 4w from 2026-03-30\n\
                task d 1w after a from 2026-06-01\n";
    let compilation = compile("p.plan", text.to_owned(), &Folder(".".into()), &Options::default());
    assert!(!compilation.diagnostics.has_errors(), "{:?}", compilation.diagnostics.iter().collect::<Vec<_>>());
    let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
    let svg = gantline::emit::svg::to_string(&chart);
    let check = |svg: &str| faults_of(&compilation.plan, &compilation.schedule, (&tasks_of(&chart), svg));
    assert_eq!(check(&svg), Vec::<String>::new());
    let px = |x: gantline::view::chart::Px| f64::from(x.0) / 10.0;
    let place = |row: usize| {
        chart.arrows.iter().map(|arrow| arrow.route.points()).find(|way| way.last().unwrap().1 == chart.rows[row].top + MIDDLE)
    };
    let upright = |row: usize| px(place(row).unwrap()[1].0);
    let (x, at, status) = (chart.rows[2].bar.unwrap(), upright(4), px(chart.as_of.as_ref().unwrap().line.unwrap()));
    let line = svg.lines().find(|line| line.starts_with("<path class=\"d") && line.contains(&format!("H{}q", at - 3.0))).unwrap();
    for (fault, to) in [
        ("the end of t-x", px(x.right()) + 3.0),
        ("an arrow that lands", px(x.left()) - 6.0),
        ("another link at", upright(2) - 5.0),
        ("the status date", status + 2.0),
    ] {
        let moved = line.replacen(&format!("H{}q", at - 3.0), &format!("H{:.1}q", to - 3.0), 1);
        let found = check(&svg.replacen(line, &moved, 1));
        assert!(found.iter().any(|found| found.starts_with("apart") && found.contains(fault)), "{fault}: {line} {moved} {found:#?}");
    }
}

#[test]
fn words_and_links_on_a_baseline_are_found() {
    let text = "plan \"P\"\n  start 2026-03-02\ntask a 3d baseline 2026-03-02..2026-03-03\ntask b 1w\ntask c 1w after a + 1w\n";
    let compilation = compile("p.plan", text.to_owned(), &Folder(".".into()), &Options::default());
    let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
    let svg = gantline::emit::svg::to_string(&chart);
    let check = |svg: &str| faults_of(&compilation.plan, &compilation.schedule, (&tasks_of(&chart), svg));
    assert_eq!(check(&svg), Vec::<String>::new());
    let ghost = ["class=\"gb\"", "x=\""];
    for (fault, down) in [("lies on a baseline", -8.0), ("runs along a baseline", 1.5)] {
        let found = check(&change(&svg, &ghost, |line| moved(&moved(line, "width", 400.0), "y", down)));
        assert!(found.iter().any(|found| found.contains(fault)), "{found:#?}");
    }
}

/// Moves the first place of a path to the right.
fn moved_path(line: &str, by: f64) -> String {
    let (head, rest) = line.split_once("d=\"M").unwrap();
    let (x, rest) = rest.split_once(' ').unwrap();
    format!("{head}d=\"M{:.1} {rest}", x.parse::<f64>().unwrap() + by)
}
