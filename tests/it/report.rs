//! Reports: goldens that a person has read, and laws that hold for every format.

use std::path::Path;

use gantline::calendar::Day;
use gantline::compile::{Compilation, Files, Options, compile};
use gantline::emit::{self, Ink, svg};
use gantline::view::chart::{self, ChartOptions, Style, Theme};
use gantline::view::select::{Bounds, Rows, Selection};
use gantline::view::table::TableOptions;
use gantline::view::terminal::{self, TerminalOptions};
use gantline::view::why;
use gantline::view::{self, NotFound, Reader, Report, display_width};

use crate::support::{files, gantline, golden, project, scratch};

/// A folder in which nothing can be included.
struct Nothing;

impl Files for Nothing {
    fn read(&self, _: &Path) -> Result<Vec<u8>, String> {
        Err("there is no such file".to_owned())
    }
}

fn plan(text: &str) -> Compilation {
    let compilation = compile("main.plan", text, &Nothing, &Options::default());
    let messages: Vec<&str> = compilation.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert!(!compilation.diagnostics.has_errors(), "{messages:?}");
    compilation
}

fn tasks(compilation: &Compilation) -> Report<'_> {
    view::tasks(&compilation.plan, &compilation.schedule, &TableOptions::default())
}

fn milestones(compilation: &Compilation) -> Report<'_> {
    view::milestones(&compilation.plan, &compilation.schedule, &TableOptions::default())
}

fn json(compilation: &Compilation) -> String {
    {
        let reader = Reader::of(&compilation.plan, &compilation.schedule);
        emit::json(&reader, &Rows::of(&reader, &Selection::default(), Bounds::default()))
    }
}

fn html(compilation: &Compilation) -> String {
    let chart = chart::layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
    emit::html(&tasks(compilation), Some(&svg::to_string(&chart)), (Theme::Auto, &Style::default()))
}

#[test]
fn every_plan_reads_as_its_goldens() {
    for path in files("tests/data/emit", "plan") {
        let compilation = plan(&std::fs::read_to_string(&path).unwrap());
        let (tasks, milestones) = (tasks(&compilation), milestones(&compilation));
        let text = format!("{}\n{}", emit::text(&tasks, 100, Ink::Plain), emit::text(&milestones, 100, Ink::Plain));
        golden(&path.with_extension("txt"), &text);
        golden(&path.with_extension("md"), &format!("{}\n{}", emit::markdown(&tasks), emit::markdown(&milestones)));
        golden(&path.with_extension("csv"), &format!("{}\n{}", emit::csv(&tasks.table), emit::csv(&milestones.table)));
        golden(&path.with_extension("json"), &json(&compilation));
    }
}

#[test]
fn a_page_needs_nothing_beside_itself() {
    let page = html(&plan(&std::fs::read_to_string(project("examples/website.plan")).unwrap()));
    if let Some(folder) = std::env::var_os("LOOK") {
        std::fs::write(Path::new(&folder).join("website.html"), &page).unwrap();
    }
    for fetched in ["<script", "<link", "@import", "url(h", "url(/", "src=", "http-equiv"] {
        assert!(!page.contains(fetched), "the page has {fetched}");
    }
    assert_eq!(page.matches("<svg").count(), 1);
    assert!(!page.contains("<?xml"));
}

#[test]
fn json_keeps_its_schema() {
    let schema: serde_json::Value = serde_json::from_str(emit::SCHEDULE_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let plans = [files("examples", "plan"), files("tests/data/emit", "plan")].concat();
    for path in plans {
        let compilation = compile("main.plan", std::fs::read_to_string(&path).unwrap(), &Folder(&path), &Options::default());
        let value: serde_json::Value = serde_json::from_str(&json(&compilation)).unwrap();
        let faults: Vec<String> = validator.iter_errors(&value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
        assert_eq!(value["tasks"].as_array().unwrap().len(), compilation.plan.tasks.len(), "{}", path.display());
    }
}

/// The folder of an example.
struct Folder<'a>(&'a Path);

impl Files for Folder<'_> {
    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        std::fs::read(self.0.with_file_name(path)).map_err(|error| error.to_string())
    }
}

#[test]
fn json_paths_are_the_plans_own() {
    let compilation = plan(
        "plan \"P\"\n  start 2026-03-02\nphase a\n  task \"One\" 1d\n  task b 1d\n  phase \"Two\"\n    task \"Three\" 1d\ntask \"Four\" 1d\n",
    );
    let value: serde_json::Value = serde_json::from_str(&json(&compilation)).unwrap();
    let paths: Vec<String> = compilation.plan.tasks.ids().map(|id| compilation.plan.path(id)).collect();
    let written: Vec<&str> = value["tasks"].as_array().unwrap().iter().map(|task| task["id"].as_str().unwrap()).collect();
    assert_eq!(written, paths);
    assert_eq!(written, ["a", "a.#1", "a.b", "a.#3", "a.#3.#1", "#2"]);
}

const HOSTILE: &str = "plan \"<script>alert(1)</script> | *x*\"\n  start 2026-03-02\n\
    task a \"=cmd|'/c calc'!A1\" 1d\ntask b \"</table><img src=x onerror=alert(1)>\" 1d after a\n\
    task c \"a | b `c` [d](javascript:e) ![f](g) **h** _i_ \\\\ \\\" & ' ~~j~~\" 1d after b\n\
    task d \"@sum\" 1d\ntask e \"-1+1\" 1d\ntask f \"+1\" 1d\nmilestone g \"]]> --> <!--\" after c due 2026-03-02\n";

#[test]
fn a_hostile_title_is_data_in_html() {
    let page = html(&plan(HOSTILE));
    assert!(!page.contains("<script"));
    assert!(!page.contains("<img"));
    assert!(!page.contains("<!--"));
    assert_eq!(page.matches("</table>").count(), 1);
}

#[test]
fn a_hostile_title_is_data_in_markdown() {
    let text = emit::markdown(&tasks(&plan(HOSTILE)));
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
    let bars = |row: &str| row.replace("\\|", "").matches('|').count();
    assert!(rows.iter().all(|row| bars(row) == bars(rows[0])), "{rows:#?}");
    assert!(!text.contains("<script") && !text.contains("<img") && !text.contains("[d](") && !text.contains(" `c` "), "{text}");
    assert!(text.contains("\\*\\*h\\*\\*"), "{text}");
}

#[test]
fn a_hostile_title_is_data_in_csv() {
    let text = emit::csv(&tasks(&plan(HOSTILE)).table);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<String> = reader.records().map(|record| record.unwrap()[0].to_owned()).collect();
    assert_eq!(names[0], "'=cmd|'/c calc'!A1");
    assert_eq!(names[2], "a | b `c` [d](javascript:e) ![f](g) **h** _i_ \\ \" & ' ~~j~~");
    assert_eq!(names[3..6], ["'@sum", "'-1+1", "'+1"]);
}

#[test]
fn text_columns_align_by_what_a_reader_sees() {
    let compilation = plan(
        "plan \"P\"\n  start 2026-03-02\ntask a \"設計書を書く\" 3d\ntask b \"🎉 party 👩‍👩‍👧‍👦\" 2d after a\ntask c \"Plain\" 1d after b\ntask d \"Cafe\u{301}\" 1d after c\n",
    );
    let text = emit::text(&tasks(&compilation), 100, Ink::Plain);
    let rows = text.lines().skip_while(|line| !line.starts_with("Task")).skip(1);
    let starts: Vec<usize> = rows.map(|line| display_width(&line[..line.find(" Mar ").unwrap()])).collect();
    assert!(starts.len() == 4 && starts.windows(2).all(|pair| pair[0] == pair[1]), "{text}");
}

#[test]
fn text_keeps_to_the_width_and_loses_neither_names_nor_dates() {
    let name = "A very long name that nobody would write in a plan that anybody wants to read on a narrow screen";
    let compilation = plan(&format!("plan \"P\"\n  start 2026-03-02\ntask a \"{name}\" 3d by ana\nmilestone \"Done\" after a\n"));
    let text = emit::text(&tasks(&compilation), 60, Ink::Plain);
    assert!(text.lines().all(|line| display_width(line) <= 60), "{text}");
    assert!(text.contains("2 Mar") && text.contains("4 Mar"), "{text}");
    let column: String = text.lines().skip_while(|line| !line.starts_with("Task")).skip(1).map(|line| format!("{line:.20} ")).collect();
    let words: Vec<&str> = column.split_whitespace().collect();
    assert!(name.split(' ').all(|word| words.contains(&word)), "{text}");
}

#[test]
fn a_milestone_at_the_end_of_a_day_is_shown_as_the_day() {
    let compilation = plan("plan \"P\"\n  start 2026-03-02\ntask a 5d\nmilestone q 2w after a\nmilestone r 1w before q\n");
    let text = emit::text(&tasks(&compilation), 100, Ink::Plain);
    let row = text.lines().find(|line| line.starts_with("◆ R")).unwrap();
    assert!(row.contains("13 Mar") && !row.contains(':'), "{text}");
}

#[test]
fn colour_adds_nothing_but_colour() {
    let compilation = plan(&std::fs::read_to_string(project("examples/website.plan")).unwrap());
    let coloured = emit::text(&tasks(&compilation), 100, Ink::Colour);
    let mut plain = String::new();
    for piece in coloured.split('\u{1b}') {
        plain.push_str(if piece.starts_with('[') { piece.split_once('m').unwrap().1 } else { piece });
    }
    assert_eq!(plain, emit::text(&tasks(&compilation), 100, Ink::Plain));
}

#[test]
fn an_empty_plan_is_told_kindly() {
    let compilation = compile("main.plan", "plan \"Nothing yet\"\n  start 2026-03-02\n", &Nothing, &Options::default());
    let text = emit::text(&tasks(&compilation), 100, Ink::Plain);
    assert_eq!(text, "Nothing yet\n\nThere is no work in this plan yet. A line such as `task design 5d` is a beginning.\n");
    assert!(emit::markdown(&tasks(&compilation)).contains("There is no work in this plan yet."));
    assert!(html(&compilation).contains("There is no work in this plan yet."));
}

fn drawn(compilation: &Compilation, width: usize, ink: Ink) -> String {
    let options = TerminalOptions { width, ..TerminalOptions::default() };
    emit::terminal(&terminal::layout(&compilation.plan, &compilation.schedule, &options), ink)
}

#[test]
fn every_plan_is_drawn_as_its_golden() {
    for path in files("tests/data/emit", "plan") {
        let compilation = plan(&std::fs::read_to_string(&path).unwrap());
        golden(&path.with_extension("chart.txt"), &drawn(&compilation, 100, Ink::Plain));
    }
}

#[test]
fn no_line_of_any_example_is_wider_than_asked() {
    for path in files("examples", "plan") {
        let compilation = compile("main.plan", std::fs::read_to_string(&path).unwrap(), &Folder(&path), &Options::default());
        for width in [40, 72, 100, 213] {
            let chart = drawn(&compilation, width, Ink::Plain);
            assert!(chart.lines().all(|line| display_width(line) <= width), "{} at {width}:\n{chart}", path.display());
            let text = emit::text(&tasks(&compilation), width.max(100), Ink::Plain);
            assert!(text.lines().all(|line| display_width(line) <= width.max(100)), "{} at {width}:\n{text}", path.display());
        }
        if let Some(folder) = std::env::var_os("LOOK") {
            let name = Path::new(&folder).join(path.file_name().unwrap());
            std::fs::write(
                name.with_extension("txt"),
                drawn(&compilation, 100, Ink::Plain) + "\n" + &emit::text(&tasks(&compilation), 100, Ink::Plain),
            )
            .unwrap();
            std::fs::write(name.with_extension("ansi"), drawn(&compilation, 100, Ink::Colour)).unwrap();
        }
    }
}

/// Returns the reasons behind the date of the item named so, as text.
fn why(compilation: &Compilation, name: &str, ink: Ink) -> String {
    let reader = Reader::of(&compilation.plan, &compilation.schedule);
    let task = view::find(&compilation.plan, name).unwrap_or_else(|none| panic!("{name}: {none:?}"));
    emit::why(&reader, &why::explain(&reader, task).unwrap(), 100, ink)
}

fn why_json(compilation: &Compilation, name: &str) -> serde_json::Value {
    let reader = Reader::of(&compilation.plan, &compilation.schedule);
    let task = view::find(&compilation.plan, name).unwrap();
    serde_json::from_str(&emit::why_json(&reader, &why::explain(&reader, task).unwrap())).unwrap()
}

#[test]
fn every_item_says_why() {
    for path in files("tests/data/emit", "plan") {
        let compilation = plan(&std::fs::read_to_string(&path).unwrap());
        let all: Vec<String> = compilation.plan.tasks.ids().map(|id| why(&compilation, &compilation.plan.path(id), Ink::Plain)).collect();
        golden(&path.with_extension("why.txt"), &all.join("\n\n"));
    }
}

/// Every step of every item of every example: each hangs on the one after it, and the last on nothing.
#[test]
fn every_chain_holds_together() {
    for path in files("examples", "plan") {
        let compilation = compile("main.plan", std::fs::read_to_string(&path).unwrap(), &Folder(&path), &Options::default());
        let mut all = String::new();
        for id in compilation.plan.tasks.ids() {
            let name = compilation.plan.path(id);
            let value = why_json(&compilation, &name);
            let steps = value["steps"].as_array().unwrap();
            assert_eq!(steps[0]["id"], name.as_str(), "{}", path.display());
            for pair in steps.windows(2) {
                let follows = ["dependency", "child"].contains(&pair[0]["driver"]["kind"].as_str().unwrap());
                assert!(!follows || pair[0]["driver"]["id"] == pair[1]["id"], "{} {name}: {pair:#?}", path.display());
            }
            let last = steps.last().unwrap()["driver"]["kind"].as_str().unwrap();
            assert!(!["dependency", "child"].contains(&last), "{} {name} ends with {last}", path.display());
            all += &(why(&compilation, &name, Ink::Plain) + "\n");
        }
        if let Some(folder) = std::env::var_os("LOOK") {
            std::fs::write(Path::new(&folder).join(path.with_extension("why.txt").file_name().unwrap()), all).unwrap();
        }
    }
}

#[test]
fn names_are_found_by_path_id_and_title() {
    let compilation = plan(
        "plan \"P\"\n  start 2026-03-02\nphase a\n  task x \"The X\" 1d\n  task y 1d\nphase b\n  task y \"Why\" 1d\n  task \"Unnamed\" 1d\n",
    );
    let found = |name: &str| view::find(&compilation.plan, name).map(|id| compilation.plan.path(id));
    assert_eq!(found("a.y"), Ok("a.y".to_owned()));
    assert_eq!(found("x"), Ok("a.x".to_owned()));
    assert_eq!(found("the x"), Ok("a.x".to_owned()));
    assert_eq!(found("\"why\""), Ok("b.y".to_owned()));
    assert_eq!(found("b.#2"), Ok("b.#2".to_owned()));
    assert_eq!(found("unnamed"), Ok("b.#2".to_owned()));
    assert_eq!(found("y"), Err(NotFound::Ambiguous(vec!["a.y".to_owned(), "b.y".to_owned()])));
    assert_eq!(found("Unamed"), Err(NotFound::Unknown(Some("Unnamed".to_owned()))));
    assert_eq!(found("zzzzzz"), Err(NotFound::Unknown(None)));
    assert_eq!(found(""), Err(NotFound::Unknown(None)));
}

#[test]
fn a_hostile_title_is_data_in_json() {
    let compilation = plan(HOSTILE);
    let value: serde_json::Value = serde_json::from_str(&json(&compilation)).unwrap();
    assert_eq!(value["tasks"][0]["title"], "=cmd|'/c calc'!A1");
    assert_eq!(value["tasks"][2]["title"], "a | b `c` [d](javascript:e) ![f](g) **h** _i_ \\ \" & ' ~~j~~");
    assert_eq!(why_json(&compilation, "c")["steps"][0]["title"], value["tasks"][2]["title"]);
}

#[test]
fn a_hostile_title_is_data_in_a_terminal() {
    let compilation = plan(HOSTILE);
    for ink in [Ink::Plain, Ink::Colour] {
        let all = [emit::text(&tasks(&compilation), 100, ink), drawn(&compilation, 100, ink), why(&compilation, "g", ink)];
        for text in all {
            let escapes = text.matches('\u{1b}').count();
            let ours = text.matches("\u{1b}[").count();
            assert_eq!(escapes, ours);
            assert!(ink == Ink::Colour || escapes == 0);
            assert!(text.chars().all(|c| c == '\n' || c == '\u{1b}' || !c.is_control()), "{text:?}");
        }
    }
}

#[test]
fn depth_leaves_out_what_lies_deeper() {
    let compilation = plan(&std::fs::read_to_string(project("examples/website.plan")).unwrap());
    let bounds = Bounds { depth: Some(1), ..Bounds::default() };
    let table = view::tasks(&compilation.plan, &compilation.schedule, &TableOptions { bounds, ..TableOptions::default() }).table;
    assert_eq!(table.rows.len(), 4);
    let options = TerminalOptions { bounds, ..TerminalOptions::default() };
    let chart = emit::terminal(&terminal::layout(&compilation.plan, &compilation.schedule, &options), Ink::Plain);
    assert!(chart.contains("Build") && !chart.contains("Wireframes"), "{chart}");
}

#[test]
fn a_chart_of_part_of_the_time_says_that_bars_go_on() {
    let compilation = plan(&std::fs::read_to_string(project("examples/website.plan")).unwrap());
    let bounds = Bounds { from: Day::from_ymd(2026, 3, 10), to: Day::from_ymd(2026, 4, 10), depth: None };
    let options = TerminalOptions { bounds, ..TerminalOptions::default() };
    let chart = emit::terminal(&terminal::layout(&compilation.plan, &compilation.schedule, &options), Ink::Plain);
    let row = |name: &str| chart.lines().find(|line| line.contains(name)).unwrap().to_owned();
    assert!(row("Page templates").ends_with('▸'), "{chart}");
    assert!(row("Design").contains('◂'), "{chart}");
    assert!(!chart.contains("Interview") && chart.contains("items outside 10 Mar – 10 Apr 2026"), "{chart}");
    assert!(chart.lines().all(|line| display_width(line) <= 100), "{chart}");
}

#[test]
fn a_long_chain_is_told_in_short() {
    let mut text = "plan \"Chain\"\n  start 2026-03-02\nphase p in order\n".to_owned();
    for n in 0..300 {
        text += &format!("  task t{n} 1d\n");
    }
    let compilation = plan(&text);
    let told = why(&compilation, "t299", Ink::Plain);
    assert!(told.contains("… 276 more steps …") && told.lines().count() < 60, "{told}");
    assert_eq!(why_json(&compilation, "t299")["steps"].as_array().unwrap().len(), 300);
}

#[test]
fn a_page_has_the_theme_that_it_is_given() {
    let plan = "plan \"Shop\"\n  start 2026-03-02\ntask a 3d by ana\n";
    let folder = scratch(&[("a.plan", plan), ("brand.toml", "[colours]\npaper = \"#fffdf7\"\n"), ("bad.toml", "[colours]\npaper = 3\n")]);
    let page = |arguments: &[&str]| {
        let run = gantline(folder.path(), &[&["report", "a.plan", "-o", "a.html"], arguments].concat());
        assert_eq!(run.code, 0, "{run:?}");
        std::fs::read_to_string(folder.path().join("a.html")).unwrap()
    };
    let (plain, dark, brand) = (page(&[]), page(&["--theme", "dark"]), page(&["--theme", "brand.toml"]));
    assert!(plain.contains("content=\"light dark\"") && dark.contains("<meta name=\"color-scheme\" content=\"dark\">"));
    assert!(!dark.contains("prefers-color-scheme") && brand.contains("--paper:#fffdf7"));
    for view in ["people", "agenda", "milestones"] {
        assert!(page(&[view, "--theme", "brand.toml"]).contains("--paper:#fffdf7"), "{view}");
    }
    let run = |arguments: &[&str]| gantline(folder.path(), &[&["report", "a.plan"], arguments].concat());
    let text = run(&["--theme", "dark"]);
    assert!(text.code == 2 && text.err.contains("--theme is for a page"), "{text:?}");
    let wrong = run(&["--theme", "bad.toml", "-o", "b.html"]);
    assert!(wrong.code == 1 && wrong.err.contains("bad.toml:2:9") && !folder.path().join("b.html").exists(), "{wrong:?}");
    let onto = run(&["--theme", "brand.toml", "-o", "brand.toml", "--format", "html"]);
    assert_eq!(onto.code, 2, "{onto:?}");
}
