//! What is shown when somebody asks for a part of a plan, and what is said of the rest.

use gantline::calendar::Day;
use gantline::compile::{Compilation, Options, compile};
use gantline::emit::{self, Ink};
use gantline::model::TaskId;
use gantline::view::chart::{self, ChartOptions};
use gantline::view::select::{Bounds, Rows, Selection};
use gantline::view::table::TableOptions;
use gantline::view::{self, Reader, find};

use crate::support::{Folder, gantline, project, scratch};

const SHOP: &str = "plan \"Shop\"
  start 2026-03-02
  leveling off
person ana \"Ana Silva\"
person ben
person cleo
team web of ben, cleo
phase design
  task sketch 3d by ana tag launch
  task colours 1d by ben
  milestone agreed after sketch
phase build after design
  task shelves 5d by web tag launch, wood
  phase signs owner ana
    task letters 2d by cleo
    task lamps 1d by ben after letters
  milestone built after shelves
task party 1d after build by ana
";

fn shop() -> Compilation {
    compiled(SHOP)
}

fn compiled(text: &str) -> Compilation {
    let compilation = compile("shop.plan", text, &Folder(project("examples")), &Options::default());
    assert!(!compilation.diagnostics.has_errors(), "{:?}", compilation.diagnostics);
    compilation
}

/// Returns the ids of the rows, those that only hold others in brackets, and what is said of them.
fn rows(compilation: &Compilation, selection: &Selection, bounds: Bounds) -> (String, Rows) {
    let reader = Reader::of(&compilation.plan, &compilation.schedule);
    let rows = Rows::of(&reader, selection, bounds);
    let id = |task: TaskId| compilation.plan.text(compilation.plan.tasks[task].id).to_owned();
    let names = rows.ids.iter().map(|task| if rows.asked_for(*task) { id(*task) } else { format!("({})", id(*task)) });
    (names.collect::<Vec<_>>().join(" "), rows)
}

fn asked(compilation: &Compilation, selection: &Selection) -> (String, String) {
    let (names, rows) = rows(compilation, selection, Bounds::default());
    (names, rows.said)
}

#[test]
fn everything_is_shown_and_nothing_said_when_nothing_is_asked_for() {
    let shop = shop();
    let (names, rows) = rows(&shop, &Selection::default(), Bounds::default());
    assert_eq!(names, "design sketch colours agreed build shelves signs letters lamps built party");
    assert!(rows.said.is_empty() && rows.left_out.is_empty() && rows.is_all());
}

#[test]
fn what_is_asked_for_stands_in_its_phases() {
    let shop = shop();
    let critical = Selection { critical: true, ..Selection::default() };
    let (names, said) = asked(&shop, &critical);
    assert_eq!(names, "(design) sketch agreed (build) shelves built party");
    assert_eq!(said, "5 of 11 items: critical");
    let tagged = |tags: &[&str]| Selection { tags: tags.iter().map(|tag| (*tag).into()).collect(), ..Selection::default() };
    assert_eq!(asked(&shop, &tagged(&["launch"])).0, "(design) sketch (build) shelves");
    assert_eq!(asked(&shop, &tagged(&["wood", "glass"])), ("(build) shelves".to_owned(), "1 of 11 items: tag wood or glass".to_owned()));
    assert_eq!(asked(&shop, &tagged(&["glass"])).0, "");
}

#[test]
fn a_team_stands_for_its_members_and_its_work_is_theirs_who_do_it() {
    let who = |shop: &Compilation, name: &str| {
        let id = shop.plan.resources.iter().find(|(_, each)| shop.plan.text(each.id) == name).unwrap().0;
        asked(shop, &Selection { who: vec![id], ..Selection::default() }).0
    };
    let open = shop();
    assert_eq!(who(&open, "ana"), "(design) sketch (build) signs letters lamps party");
    assert_eq!(who(&open, "web"), "(design) colours (build) shelves (signs) letters lamps");
    assert_eq!(who(&open, "ben"), "(design) colours (build) shelves (signs) lamps");
    assert_eq!(who(&open, "cleo"), "(build) shelves (signs) letters", "anybody of the team may do it");
    let decided = compiled(&SHOP.replace("  leveling off\n", ""));
    assert_eq!(who(&decided, "ben"), "(design) colours (build) shelves (signs) lamps");
    assert_eq!(who(&decided, "cleo"), "(build) (signs) letters", "the shelves are ben's");
}

#[test]
fn different_questions_must_all_be_answered() {
    let shop = shop();
    let ana = shop.plan.resources.ids().next().unwrap();
    let selection = Selection { critical: true, tags: vec!["launch".into()], who: vec![ana], ..Selection::default() };
    assert_eq!(asked(&shop, &selection), ("(design) sketch".to_owned(), "1 of 11 items: critical, tag launch, with Ana Silva".to_owned()));
}

#[test]
fn a_focus_has_what_sets_its_date_and_what_it_moves() {
    let text = "plan \"P\"\n  start 2026-03-02\ntask a 5d\ntask slow 9d\ntask side 1d\ntask b 5d after a\ntask c 5d after b, side\n\
                phase p after c\n  task d 2d\n  task e 1d\ntask f 1d after p\ntask g 1d after e + 1h, slow\ntask h 1d after slow\ntask i 1d after f, h\n";
    let compilation = compiled(text);
    let around = |name: &str| {
        let focus = vec![find(&compilation.plan, name).unwrap()];
        asked(&compilation, &Selection { focus, ..Selection::default() }).0
    };
    // `side` is waited for though it sets nothing; `p` holds what begins when `c` ends, and `f` follows what ends `p`.
    assert_eq!(around("c"), "a side b c p d e f g i");
    // `slow` sets the date of `h` only; `g` waits for it all the same.
    assert_eq!(around("slow"), "slow g h");
    assert_eq!(around("h"), "slow h i");
    // `g` is moved by `e`, `f` by `d`, which ends `p`.
    assert_eq!(around("e"), "a b c (p) e g");
    assert_eq!(around("d"), "a b c (p) d f i");
    assert_eq!(around("p"), "a b c p d e f g i");
}

#[test]
fn a_long_chain_of_phases_is_walked_once() {
    let mut text = "plan \"P\"\n  start 2026-03-02\n".to_owned();
    for n in 0..3_000 {
        text += &format!(
            "phase p{n}{}\n  task a{n} 1h\n  milestone m{n} after a{n}\n",
            if n == 0 { String::new() } else { format!(" after p{}", n - 1) }
        );
    }
    let compilation = compiled(&text);
    let focus = vec![find(&compilation.plan, "p1500").unwrap()];
    let (_, said) = asked(&compilation, &Selection { focus, ..Selection::default() });
    // Every phase and task before it, itself and the phase that waits for it, and every task and milestone from it on.
    assert_eq!(said, "6002 of 9000 items: around P1500");
}

#[test]
fn a_time_leaves_out_what_has_nothing_in_it() {
    let shop = shop();
    let bounds = Bounds { from: Day::from_ymd(2026, 3, 5), to: Day::from_ymd(2026, 3, 6), depth: None };
    let (names, rows) = rows(&shop, &Selection::default(), bounds);
    assert_eq!(names, "build shelves signs letters");
    assert_eq!(rows.left_out, ["7 items outside 5 – 6 Mar 2026"]);
    let late = compiled("plan \"P\"\n  start 2026-03-02\ntask a 20d due 2026-03-04\ntask b 1d\ntask c 1d after a\n");
    let bounds = Bounds { from: Day::from_ymd(2026, 3, 4), to: Day::from_ymd(2026, 3, 4), depth: None };
    assert_eq!(self::rows(&late, &Selection::default(), bounds).0, "a");
}

#[test]
fn folded_rows_are_counted() {
    let shop = shop();
    let bounds = Bounds { depth: Some(1), ..Bounds::default() };
    let critical = Selection { critical: true, ..Selection::default() };
    let (names, rows) = rows(&shop, &critical, bounds);
    assert_eq!((names.as_str(), rows.left_out.as_slice()), ("(design) (build) party", ["4 items folded".to_owned()].as_slice()));
}

#[test]
fn charts_and_tables_have_the_same_rows_and_say_so() {
    let shop = shop();
    let selection = Selection { critical: true, ..Selection::default() };
    let options = ChartOptions { selection: selection.clone(), ..ChartOptions::default() };
    let picture = chart::layout(&shop.plan, &shop.schedule, &options);
    let table = view::tasks(&shop.plan, &shop.schedule, &TableOptions { selection, ..TableOptions::default() });
    assert_eq!(
        picture.rows.iter().map(|row| row.task).collect::<Vec<_>>(),
        table.table.rows.iter().map(|row| row.task).collect::<Vec<_>>()
    );
    let said = "5 of 11 items: critical";
    assert!(picture.heading.summary.concat().starts_with(said), "{:?}", picture.heading.summary);
    assert!(picture.description.starts_with(said), "{}", picture.description);
    assert!(emit::text(&table, 100, Ink::Plain).contains(said));
    let svg = emit::svg::to_string(&picture);
    assert!(svg.contains("4 of 5 links: those between items in view"), "{svg}");
}

#[test]
fn a_question_without_an_answer_is_an_empty_chart_that_says_so() {
    let shop = shop();
    let selection = Selection { tags: vec!["glass".into()], ..Selection::default() };
    let picture = chart::layout(&shop.plan, &shop.schedule, &ChartOptions { selection, ..ChartOptions::default() });
    assert!(picture.rows.is_empty() && picture.heading.summary.concat().starts_with("0 of 11 items: tag glass"));
    let svg = emit::svg::to_string(&picture);
    assert!(svg.contains("March 2026"), "the axis is that of the plan:\n{svg}");
}

#[test]
fn a_long_summary_is_wrapped_and_stays_in_the_picture() {
    let shop = shop();
    let tags = vec!["launch".into(), "t".repeat(4_000).into()];
    let selection = Selection { tags, ..Selection::default() };
    let options =
        ChartOptions { selection, width: 500, from: Day::from_ymd(2026, 3, 1), to: Day::from_ymd(2026, 3, 4), ..ChartOptions::default() };
    let picture = chart::layout(&shop.plan, &shop.schedule, &options);
    let lines = &picture.heading.summary;
    assert!(1 < lines.len() && lines.iter().all(|line| line.chars().count() < 90), "{lines:?}");
    assert!(lines.concat().contains("1 item outside"), "{lines:?}");
}

#[test]
fn names_on_the_command_line_are_found_or_suggested() {
    let folder = scratch(&[("shop.plan", SHOP)]);
    for (arguments, words) in [
        (&["--focus", "skecth"][..], "did you mean `sketch`?"),
        (&["--only", "lunch"], "did you mean `launch`?"),
        (&["--only", "zzz"], "the tags are `launch`, `wood`"),
        (&["--who", "anna"], "did you mean `ana`?"),
        (&["--from", "2026-03-09", "--to", "2026-03-02"], "--to is before --from"),
    ] {
        let run = gantline(folder.path(), &[&["chart", "shop.plan"][..], arguments].concat());
        assert!(run.code == 2 && run.err.contains(words), "{arguments:?}: {run:?}");
        assert!(!folder.path().join("shop.svg").exists());
    }
    let run = gantline(folder.path(), &["chart", "shop.plan", "--who", "ANA SILVA", "--format", "txt"]);
    assert!(run.code == 0 && run.out.contains("5 of 11 items: with Ana Silva") && !run.out.contains("Shelves"), "{run:?}");
    let run = gantline(folder.path(), &["report", "shop.plan", "--only", "wood", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let ids: Vec<&str> = json["tasks"].as_array().unwrap().iter().map(|task| task["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["build", "build.shelves"]);
}

#[test]
fn rows_keep_their_paths_when_others_are_left_out() {
    let compilation = compiled("plan \"P\"\n  start 2026-03-02\nphase p\n  task \"One\" 1d\n  task \"Two\" 5d\n");
    let selection = Selection { critical: true, ..Selection::default() };
    let svg = emit::svg::to_string(&chart::layout(
        &compilation.plan,
        &compilation.schedule,
        &ChartOptions { selection, ..ChartOptions::default() },
    ));
    assert!(svg.contains("id=\"t-p.2\"") && !svg.contains("id=\"t-p.1\""), "{svg}");
}
