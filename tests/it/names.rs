//! What names, links and inherited clauses come to.

use std::path::Path;

use gantline::calendar::{Day, TimeOfDay, Work};
use gantline::compile::{Compilation, Files, Options, compile};
use gantline::model::{ConstraintKind, Direction, Effort, Gate, Lag, Plan, ResourceKind, TaskId, When};
use gantline::view::phrase;

/// Files that a plan under test may include.
struct Shelf(&'static [(&'static str, &'static str)]);

impl Files for Shelf {
    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        let file = self.0.iter().find(|(name, _)| Path::new(name) == path);
        file.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| "there is no such file".to_owned())
    }
}

fn compiled(text: &str, files: &'static [(&'static str, &'static str)]) -> Compilation {
    compile("main.plan", text.to_owned(), &Shelf(files), &Options::default())
}

/// Compiles the items below a plan that starts on 2 March 2026; there must be no error.
fn plan(items: &str) -> Plan {
    let compilation = compiled(&format!("plan \"P\"\n  start 2026-03-02\n{items}"), &[]);
    let messages: Vec<&str> = compilation.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert!(!compilation.diagnostics.has_errors(), "{messages:?}");
    compilation.plan
}

/// Compares the links with `predecessor letters lag successor` lines.
fn check_links(items: &str, expected: &[&str]) {
    assert_eq!(links(&plan(items)), expected);
}

fn links(plan: &Plan) -> Vec<String> {
    let text = |link: &gantline::model::Dependency| {
        let lag = match link.lag() {
            Lag::None => String::new(),
            Lag::Work(work) => format!(" {}", phrase::work(work, &plan.settings.units)),
            Lag::Elapsed(elapsed) => format!(" {} elapsed", phrase::elapsed(elapsed.0)),
            Lag::Percent(percent) => format!(" {}%", percent / 100),
        };
        let exact = if link.exact { " exactly" } else { "" };
        format!("{} {}{lag}{exact} {}", plan.path(link.predecessor), link.link.letters(), plan.path(link.successor))
    };
    plan.dependencies.iter().map(text).collect()
}

fn item(plan: &Plan, path: &str) -> TaskId {
    plan.tasks.ids().find(|id| plan.path(*id) == path).unwrap_or_else(|| panic!("nothing is called {path}"))
}

fn people(plan: &Plan, path: &str) -> Vec<String> {
    let name = |assignment: &gantline::model::Assignment| plan.text(plan.resources[assignment.resource].id).to_owned();
    plan.assignments_of(item(plan, path)).iter().map(name).collect()
}

/// Returns the codes of everything that is said, in order.
fn codes(compilation: &Compilation) -> Vec<&'static str> {
    compilation.diagnostics.iter().filter(|d| d.severity != gantline::diagnostic::Severity::Allowed).map(|d| d.code.as_str()).collect()
}

#[test]
fn every_kind_of_link_ties_its_ends() {
    let items =
        "task a 4d\ntask b 2d after a\ntask c 2d after a.start + 1d\ntask d 2d ends after a + 1d elapsed\ntask e 2d ends after a.start\n";
    check_links(items, &["a FS b", "a SS 1 d c", "a FF 1 d elapsed d", "a SF e"]);
}

#[test]
fn a_lag_is_its_own_names() {
    let items = "task a 1d\ntask b 1d\ntask c 1d\ntask d 1d after a, b + 2d and c - 50%\n";
    check_links(items, &["a FS d", "b FS 2 d d", "c FS -50% d"]);
}

#[test]
fn before_is_the_same_link_from_the_other_side() {
    let items = "task a 1d before c - 2w\ntask b 1d before c, d.end\ntask c 1d\ntask d 1d\n";
    check_links(items, &["a FS 10 d c", "b FS c", "b FF d"]);
}

#[test]
fn a_distance_places_a_milestone() {
    let items = "task a 1d\nmilestone m 2w after a\nmilestone n 1w before a\nmilestone o 3d after a.start\n";
    check_links(items, &["a FS 10 d exactly m", "a SS −5 d exactly n", "a SS 3 d exactly o"]);
}

#[test]
fn in_order_each_item_follows_the_one_above_unless_it_follows_another() {
    let items = "phase p in order\n  task a 1d\n  task b 1d\n  phase q\n    task x 1d\n    task y 1d\n  task c 1d after a\n  task d 1d\ntask e 1d\n";
    check_links(items, &["p.a FS p.b", "p.b FS p.q", "p.a FS p.c", "p.c FS p.d"]);
}

#[test]
fn in_order_may_stand_below_what_it_orders() {
    check_links("phase p\n  task a 1d\n  task b 1d\n  in order\n", &["p.a FS p.b"]);
}

#[test]
fn a_name_is_looked_up_from_the_inside_outwards() {
    let items = "phase p\n  task a 1d\n  phase q\n    task a 1d\n    task b 1d after a\n  task c 1d after a\ntask a 1d\ntask d 1d after a, p.a, p.q.a\n";
    check_links(items, &["p.q.a FS p.q.b", "p.a FS p.c", "a FS d", "p.a FS d", "p.q.a FS d"]);
}

#[test]
fn a_unique_name_is_found_anywhere() {
    check_links("task b 1d after deep\nphase p\n  phase q\n    task deep 1d\n", &["p.q.deep FS b"]);
}

#[test]
fn a_title_may_stand_anywhere_an_id_may() {
    let items =
        "phase build\n  task \"Write \\\"v1.0\\\"\" 1d\ntask b 1d after build.\"Write \\\"v1.0\\\"\".start + 1d, \"Write \\\"v1.0\\\"\"\n";
    check_links(items, &["build.#1 SS 1 d b", "build.#1 FS b"]);
}

#[test]
fn names_are_compared_composed_and_case_matters() {
    let items = "task caf\u{e9} 1d\ntask Caf\u{e9} 1d\ntask b 1d after cafe\u{301}\n";
    check_links(items, &["caf\u{e9} FS b"]);
}

#[test]
fn keywords_are_names_right_behind_their_item() {
    check_links("milestone done\ntask after 1d after done\ntask task 1d after after\n", &["done FS after", "after FS task"]);
}

#[test]
fn work_people_and_calendars_have_names_of_their_own() {
    let plan = plan("person design\ncalendar design like standard\nphase design calendar design\n  task a 1d by design\n");
    assert_eq!(people(&plan, "design.a"), ["design"]);
}

#[test]
fn a_title_is_the_id_in_words_unless_one_is_written() {
    let plan = plan("task homepage-layout 1d\ntask x \"As \\\"written\\\"\" 1d\n");
    assert_eq!((plan.title(TaskId(0)), plan.title(TaskId(1))), ("Homepage layout", "As \"written\""));
}

#[test]
fn people_of_a_phase_are_on_what_is_inside_unless_it_has_its_own() {
    let plan = plan("phase p by ana, ben\n  task a 1d\n  task b 1d by cho\n  milestone g gate\n  phase q\n    task c 1d\n");
    assert_eq!(people(&plan, "p.a"), ["ana", "ben"]);
    assert_eq!(people(&plan, "p.b"), ["cho"]);
    assert!(people(&plan, "p.g").is_empty());
    assert_eq!(people(&plan, "p.q.c"), ["ana", "ben"]);
    assert_eq!(plan.resources.as_slice().iter().map(|r| r.kind).collect::<Vec<_>>(), [ResourceKind::Label; 3]);
}

#[test]
fn the_rest_of_inheritance() {
    let items = "calendar night\n  week mon-fri 22:00-06:00\nphase p owner ana priority 700 tag x, y as late as possible calendar night\n  task a 1d tag z, x\n  task b 1d owner ben priority 10 calendar standard\n";
    let plan = plan(items);
    let (a, b) = (item(&plan, "p.a"), item(&plan, "p.b"));
    let tags = |id| plan.details(id).tags.iter().map(|tag| plan.text(*tag)).collect::<Vec<_>>();
    let owner = |id| plan.details(id).owner.map(|owner| plan.text(plan.resources[owner].id));
    assert_eq!((tags(a), tags(b)), (vec!["x", "y", "z"], vec!["x", "y"]));
    assert_eq!((owner(a), owner(b)), (Some("ana"), Some("ben")));
    assert_eq!((plan.details(a).priority, plan.details(b).priority), (Some(700), Some(10)));
    assert!(plan.tasks[a].as_late_as_possible && plan.tasks[b].as_late_as_possible);
    assert_eq!((plan.tasks[a].calendar.0, plan.tasks[b].calendar), (1, Plan::STANDARD));
}

#[test]
fn a_date_is_the_first_or_last_working_instant_of_its_day() {
    let items = "calendar late\n  week mon-fri 12:00-20:00\ntask a 1d calendar late from 2026-03-03 due 2026-03-06\nmilestone m on 2026-03-07\nmilestone n on 2026-03-06 10:30\n";
    let plan = plan(items);
    let hours = |day: u32, minutes: u16| Day::from_ymd(2026, 3, day).unwrap().at(TimeOfDay(minutes * 10));
    let a = plan.details(item(&plan, "a"));
    assert_eq!(a.constraints[0].when, When::At(hours(3, 12 * 60)));
    assert_eq!(a.due.unwrap().when, When::At(hours(6, 20 * 60)));
    assert_eq!(plan.details(item(&plan, "m")).constraints[0].when, When::At(hours(7, 17 * 60)), "a weekend is kept");
    assert_eq!(plan.details(item(&plan, "n")).constraints[0].when, When::At(hours(6, 10 * 60 + 30)));
}

#[test]
fn a_date_may_be_told_from_an_item() {
    let plan = plan("task a 4d due m - 2d\nmilestone m on 2026-03-20\ntask b from a until m.start + 1d elapsed\n");
    let due = plan.details(item(&plan, "a")).due.unwrap().when;
    let m = item(&plan, "m");
    assert!(matches!(due, When::Item { item, edge: gantline::syntax::ast::Edge::End, lag: Lag::Work(Work(-9_600)), .. } if item == m));
    let (from, _) = plan.given(item(&plan, "b")).unwrap();
    assert!(matches!(from, When::Item { edge: gantline::syntax::ast::Edge::Start, .. }));
}

#[test]
fn an_estimate_without_a_middle_is_halfway() {
    let plan = plan("task a 5d (3d..10d)\ntask b 4w..7w\ntask c 6w elapsed\ntask d effort 12d\ntask e\n");
    let day = 4_800;
    assert!(matches!(plan.tasks[TaskId(0)].effort, Effort::Duration(Work(n)) if n == 5 * day));
    assert_eq!(plan.details(TaskId(0)).range, Some((Work(3 * day), Work(10 * day))));
    assert!(matches!(plan.tasks[TaskId(1)].effort, Effort::Duration(Work(132_000))));
    assert!(matches!(plan.tasks[TaskId(2)].effort, Effort::Elapsed(elapsed) if elapsed.0 == 42 * 14_400));
    assert!(matches!(plan.tasks[TaskId(3)].effort, Effort::Effort(_)));
    assert!(matches!(plan.tasks[TaskId(4)].effort, Effort::Unestimated(Work(n)) if n == day));
}

#[test]
fn a_checklist_counts_unless_done_is_said() {
    let plan = plan(
        "task a 4d\n  - [x] one\n  - [ ] two\n  - [ ] three\n  - [x] four\ntask b 4d done 10%\n  - [x] one\ntask c 1d finished 2026-03-04\n  - [ ] one\n",
    );
    let done = |path| plan.details(item(&plan, path)).progress.done;
    assert_eq!((done("a"), done("b"), done("c")), (Some(5_000), Some(1_000), Some(10_000)));
}

#[test]
fn the_latest_verdict_on_a_gate_counts() {
    let plan = plan("milestone g gate passed 2026-03-20 failed 2026-03-10\nmilestone h gate failed 2026-03-10\nmilestone i gate\n");
    let gate = |path| plan.details(item(&plan, path)).gate;
    assert!(matches!(gate("g"), Some(Gate::Passed(at)) if phrase::iso(at) == "2026-03-20T17:00"));
    assert!(matches!(gate("h"), Some(Gate::Failed(_))));
    assert_eq!(gate("i"), Some(Gate::Open));
    assert_eq!(plan.details(item(&plan, "g")).progress.done, Some(10_000));
    assert_eq!(plan.details(item(&plan, "h")).progress.done, None);
}

#[test]
fn without_a_start_the_earliest_date_of_work_is_the_start() {
    let start = |items: &str| match compiled(items, &[]).plan.settings.direction {
        Direction::Forward(at) => phrase::iso(at),
        Direction::Backward(_) => panic!("forward"),
    };
    assert_eq!(start("task a 1d from 2026-05-04\ntask b 1d starts on 2026-04-01\ntask c 1d due 2026-01-01\n"), "2026-04-01T09:00");
    assert_eq!(start("task a 2026-05-04..2026-05-05\n"), "2026-05-04T09:00");
    assert_eq!(start("task a 1d started 2026-03-09 14:00\nmilestone m on 2026-03-10\n"), "2026-03-09T14:00");
}

#[test]
fn notes_add_up_to_one() {
    let plan = plan("task a 1d\n  note \"One.\"\n  note \"Two.\"\n");
    assert_eq!(plan.details(TaskId(0)).note.map(|note| plan.text(note)), Some("One.\nTwo."));
}

#[test]
fn clauses_may_stand_below_what_a_phase_holds() {
    let plan = plan("phase p\n  task a 1d\n  from 2026-04-01\n  due 2026-05-01\n");
    let details = plan.details(TaskId(0));
    assert_eq!(details.constraints[0].kind, ConstraintKind::StartNoEarlier);
    assert!(details.due.is_some());
}

#[test]
fn words_of_a_broken_line_are_missed_by_nobody() {
    let compilation = compiled("plan \"P\"\n  start 2026-03-02\ntask sketches 3 dogs\ntask b 1d after sketches\n", &[]);
    let codes = codes(&compilation);
    assert!(codes.len() == 1 && !codes.contains(&"G201"), "{codes:?}");
}

#[test]
fn one_cause_is_one_diagnostic() {
    for (text, code) in [
        ("plan \"P\" start 2026-13-45\ntask a 1d\n", "G103"),
        ("plan \"P\"\n  start 2026-03-02\ninclude \"x.plan\"\ntask a 1d after b by c\n", "G006"),
        ("plan \"P\"\n  start 2026-03-02\ntask a 3d\n  task b 1d\n  task c 1d after b, a.b\n", "G404"),
        ("task a 1d after 2026-03-09\n", "G206"),
    ] {
        assert_eq!(codes(&compiled(text, &[])), [code], "{text}");
    }
}

#[test]
fn an_include_is_as_if_written_where_it_stands() {
    let files: &[_] = &[
        ("parts/hub.plan", "plan \"The hub\"\nphase p\n  task x 1d\ninclude \"more.plan\"\n"),
        ("parts/more.plan", "task y 1d after x\n"),
    ];
    let text = "plan \"P\"\n  start 2026-03-02\ntask a 1d\ninclude \"parts/hub.plan\" as hub after a\ninclude \"parts/more.plan\"\ntask b 1d after hub.p.x, hub.y\n";
    let compilation = compiled(text, files);
    assert_eq!(codes(&compilation), [""; 0]);
    let plan = &compilation.plan;
    assert_eq!(links(plan), ["a FS hub", "hub.p.x FS hub.y", "hub.p.x FS b", "hub.y FS b"]);
    assert_eq!(plan.title(item(plan, "hub")), "The hub");
    assert_eq!(
        compilation.sources.iter().map(|(_, source)| source.name.as_str()).collect::<Vec<_>>(),
        ["main.plan", "parts/hub.plan", "parts/more.plan"]
    );
}

#[test]
fn a_cycle_of_files_shows_every_include() {
    let files: &[_] = &[("a.plan", "include \"b.plan\"\n"), ("b.plan", "task x 1d\ninclude \"a.plan\"\n")];
    let compilation = compiled("plan \"P\"\n  start 2026-03-02\ninclude \"a.plan\"\n", files);
    let diagnostic = compilation.diagnostics.iter().next().unwrap();
    assert_eq!(diagnostic.message, "these files include each other: `a.plan -> b.plan -> a.plan`");
    assert_eq!(diagnostic.labels.len(), 1);
    assert_eq!(codes(&compilation), ["G007"]);
}

#[test]
fn a_file_under_two_names_is_an_error() {
    let compilation =
        compiled("plan \"P\"\n  start 2026-03-02\ninclude \"a.plan\" as x\ninclude \"a.plan\" as y\n", &[("a.plan", "task t 1d\n")]);
    assert_eq!(codes(&compilation), ["G203"]);
}

#[test]
fn the_status_date_of_the_command_line_wins() {
    let options = Options { as_of: Day::from_ymd(2026, 3, 6), ..Options::default() };
    let text = "plan \"P\"\n  start 2026-03-02\n  as of 2026-03-31\ntask a 3d started 2026-03-09\n";
    let compilation = compile("main.plan", text, &Shelf(&[]), &options);
    assert_eq!(codes(&compilation), ["G407"]);
}

#[test]
fn an_item_cannot_tell_its_date_from_itself_or_its_phase() {
    let compilation = compiled("plan \"P\"\n  start 2026-03-02\nphase p\n  task a 1d from a + 1d\n  task b 1d due p - 1d\n", &[]);
    assert_eq!(codes(&compilation), ["G401", "G401"]);
}

#[test]
fn what_is_said_twice_in_the_same_words_is_one_link() {
    check_links("task a 1d\ntask b 1d after a, a and a.start\n  after a + 1d, a\n", &["a FS b", "a SS b", "a FS 1 d b"]);
}

#[test]
fn both_ends_of_a_task_without_a_length_are_its_dates() {
    let plan = plan("task a starts on 2026-03-04 ends on 2026-03-06\n");
    assert!(matches!(plan.tasks[TaskId(0)].effort, Effort::Span(_)));
    assert!(plan.details(TaskId(0)).constraints.is_empty());
}

#[test]
fn an_item_takes_hardly_more_room_than_what_it_says() {
    assert!(size_of::<gantline::model::Task>() <= 104, "{}", size_of::<gantline::model::Task>());
    assert!(size_of::<gantline::model::Dependency>() <= 36, "{}", size_of::<gantline::model::Dependency>());
    assert!(size_of::<gantline::model::Assignment>() <= 44, "{}", size_of::<gantline::model::Assignment>());
}
