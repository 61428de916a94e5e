//! What other programs get: every format of every example, and titles that try to act.

use std::path::Path;

use crate::support::{files, gantline, gantline_with, scratch};

const FORMATS: [&str; 7] = ["ics", "mmd", "puml", "md", "csv", "jira", "json"];

/// Exports a plan and returns the text.
fn export(plan: &str, format: &str) -> String {
    let run = gantline_with(Path::new("."), &["export", "-", "--format", format, "--allow", "all"], plan.as_bytes());
    assert_eq!(run.code, 0, "{format}: {}", run.err);
    run.out
}

const SHOP: &str = "plan \"Shop\"
  start 2026-03-02
  holiday 2026-03-10 \"Founders' Day\"
phase design
  task sketch \"Sketch it\" 3d by ana
  task words 2d after sketch + 1d
  milestone agreed after words
phase build after design
  task bake 5d
milestone opening after build due 2026-03-20
";

#[test]
fn every_format_of_every_example_is_written_and_the_same_twice() {
    for path in files("examples", "plan") {
        let folder = scratch(&[]);
        for format in FORMATS {
            let out = folder.path().join(format);
            let arguments = ["export", path.to_str().unwrap(), "--format", format, "--allow", "all", "-o", out.to_str().unwrap()];
            let texts: Vec<String> = (0..2)
                .map(|_| {
                    let run = gantline(Path::new("."), &arguments);
                    assert_eq!(run.code, 0, "{}: {}", path.display(), run.err);
                    std::fs::read_to_string(&out).unwrap()
                })
                .collect();
            assert_eq!(texts[0], texts[1], "{}: {format} differs from run to run", path.display());
        }
    }
}

#[test]
fn the_extension_says_the_format() {
    let folder = scratch(&[("shop.plan", SHOP)]);
    for (name, begins) in
        [("shop.ics", "BEGIN:VCALENDAR\r\n"), ("shop.mmd", "gantt\n"), ("shop.puml", "@startgantt\n"), ("shop.csv", "ID,Active,")]
    {
        let run = gantline(folder.path(), &["export", "shop.plan", "-o", name, "--allow", "all"]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
        let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(text.starts_with(begins), "{name}: {text}");
    }
    let run = gantline(folder.path(), &["export", "shop.plan", "-o", "shop.doc"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("this version does not write `.doc`"), "{}", run.err);
    let run = gantline(folder.path(), &["export", "shop.plan"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("there is nothing to say what to write"), "{}", run.err);
}

#[test]
fn a_wrong_plan_is_not_exported_and_the_old_file_stays() {
    let folder = scratch(&[("shop.plan", "plan x\n  start 2026-03-02\ntask a 3dd\n"), ("shop.ics", "old")]);
    let run = gantline(folder.path(), &["export", "shop.plan", "-o", "shop.ics"]);
    assert_eq!(run.code, 1);
    assert_eq!(std::fs::read_to_string(folder.path().join("shop.ics")).unwrap(), "old");
}

#[test]
fn mermaid_has_dates_that_include_the_last_day_and_the_days_off() {
    let text = export(SHOP, "mmd");
    let expected = "gantt
    title Shop
    dateFormat YYYY-MM-DD
    inclusiveEndDates
    axisFormat %d %b
    tickInterval 1week
    weekday monday
    todayMarker off
    excludes weekends, 2026-03-10

    section Design
    Sketch it :crit, design-sketch, 2026-03-02, 2026-03-04
    Words :crit, design-words, 2026-03-06, 2026-03-09
    Agreed :crit, milestone, design-agreed, 2026-03-09, 2026-03-09

    section Build
    Bake :crit, build-bake, 2026-03-11, 2026-03-17

    section Milestones
    Opening :crit, milestone, opening, 2026-03-17, 2026-03-17
";
    assert_eq!(text, expected);
}

#[test]
fn mermaid_with_times_of_day_has_exact_times() {
    let text = export("plan x\n  start 2026-03-02\ntask a 4h\ntask b 4h after a\n", "mmd");
    assert!(text.contains("dateFormat YYYY-MM-DD HH:mm"), "{text}");
    assert!(text.contains("a, 2026-03-02 09:00, 2026-03-02 13:00\n"), "{text}");
    assert!(text.contains("b, 2026-03-02 13:00, 2026-03-02 17:00\n"), "{text}");
    assert!(!text.contains("excludes"), "Mermaid would stretch the bars: {text}");
}

#[test]
fn plantuml_has_the_same_days() {
    let text = export(SHOP, "puml");
    for line in
        ["2026-03-10 is closed", "[Sketch it] as [i2] starts 2026-03-02 and ends 2026-03-04", "[Opening] as [i7] happens 2026-03-17"]
    {
        assert!(text.lines().any(|found| found == line), "`{line}` is not in\n{text}");
    }
}

#[test]
fn events_end_on_the_day_after_the_last_and_keep_their_identity() {
    let text = export(SHOP, "ics");
    for line in ["UID:design.sketch@shop.gantline", "DTSTAMP:20260302T000000Z", "DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260305"]
    {
        assert!(text.split("\r\n").any(|found| found == line), "`{line}` is not in\n{text}");
    }
    let later = export(&SHOP.replace("  task words", "  task new 1d\n  task words"), "ics");
    assert!(later.contains("UID:design.sketch@shop.gantline\r\n"), "{later}");
    let calendar: icalendar::Calendar = text.parse().unwrap();
    assert_eq!(calendar.components.len(), 5);
}

#[test]
fn lines_of_a_calendar_are_folded_between_characters() {
    let title = "設計".repeat(60);
    let text = export(&format!("plan x\n  start 2026-03-02\ntask a \"{title}\" 1d\n"), "ics");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{title}\r\n")), "{text}");
}

#[test]
fn ms_project_reads_rows_levels_and_links() {
    let text = export(SHOP, "csv");
    let rows: Vec<Vec<String>> = csv::Reader::from_reader(text.as_bytes()).into_deserialize().map(Result::unwrap).collect();
    let row = |n: usize| rows[n].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(row(1)[..9], ["2", "Yes", "Auto Scheduled", "Sketch it", "3 days", "2026-03-02 09:00", "2026-03-04 17:00", "", "2"]);
    assert_eq!(row(2)[7], "2FS+1d");
    assert_eq!(row(1)[9], "ana");
    assert_eq!(row(6)[13], "2026-03-20 17:00");
}

#[test]
fn jira_gets_parents_first_and_what_blocks_what() {
    let text = export(SHOP, "jira");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(
        reader.headers().unwrap().iter().take(6).collect::<Vec<_>>().join(","),
        "Issue ID,Parent,Issue Type,Summary,Start date,Due Date"
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows[0].iter().take(4).collect::<Vec<_>>(), ["1", "", "Epic", "Design"]);
    assert_eq!(rows[1].iter().take(6).collect::<Vec<_>>(), ["2", "1", "Task", "Sketch it", "2026-03-02", "2026-03-04"]);
    assert_eq!(rows[1].iter().next_back(), Some("3"), "the sketch blocks the words");
}

/// Texts that some format would take for its own.
const HOSTILE: [&str; 12] = [
    "a:b;c#d%%e",
    "section :crit, x, 2026-01-01, 9d",
    "%%{init: {}}%%",
    "5% done",
    "click x href javascript:alert(1)",
    "</script><b>x</b> & co",
    "=HYPERLINK(1)",
    "[x] starts 2020-01-01",
    "!include /etc/passwd %getenv(HOME) $x",
    "END:VEVENT, \\\\n; x",
    "@endgantt",
    "-- ``` --",
];

#[test]
fn titles_that_try_to_act_are_shown() {
    let mut plan = String::from("plan \"title :x # %% ; <i>\"\n  start 2026-03-02\n");
    for (n, text) in HOSTILE.iter().enumerate() {
        plan.push_str(&format!("phase p{n} \"{text}\"\n  task t{n} \"{text}\" 1d by \"{text}\" note \"{text}\"\n"));
    }
    let mermaid = export(&plan, "mmd");
    assert_eq!(mermaid.lines().filter(|line| line.contains(" :")).count(), HOSTILE.len(), "{mermaid}");
    for line in mermaid.lines().skip(8).filter(|line| !line.is_empty()) {
        let title = line.trim_start().split(" :").next().unwrap();
        assert!(title.starts_with("section ") || !title.starts_with("click"), "{line}");
        assert!(!title.contains(['%', '<', '`']), "{line}");
    }
    let plantuml = export(&plan, "puml");
    assert_eq!(plantuml.matches("@endgantt").count(), 1, "{plantuml}");
    assert!(!plantuml.contains("%getenv") && !plantuml.contains("!include"), "{plantuml}");
    let calendar = export(&plan, "ics");
    assert_eq!(calendar.split("\r\n").filter(|line| *line == "END:VEVENT").count(), HOSTILE.len(), "{calendar}");
    for format in ["csv", "jira"] {
        let text = export(&plan, format);
        for record in csv::Reader::from_reader(text.as_bytes()).records() {
            for cell in &record.unwrap() {
                assert!(!cell.trim_start().starts_with(['=', '+', '@', '-']), "{format}: {cell}");
            }
        }
    }
}

#[test]
fn charts_and_tables_of_others_become_plans_or_say_why_not() {
    let table = "ID,Name,Duration,Predecessors\n1,Dig,3 days,\n2,Pour,1 day,1FS+2d\n";
    let chart = "gantt\n  Dig :2026-03-02, 3d\n  Pour :2d\n";
    let folder = scratch(&[("house.csv", table), ("house.mmd", chart), ("bad.mmd", "gantt\n  Dig :2026-02-30, 3d\n"), ("bad.plan", "old")]);
    let run = gantline(folder.path(), &["import", "house.csv", "-o", "-"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("task pour 1d after dig + 2d key 2") && run.out.contains("add `start`"), "{}", run.out);
    let run = gantline(folder.path(), &["import", "house.mmd"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("weekends, which the chart does not exclude"), "{}", run.err);
    assert_eq!(gantline(folder.path(), &["check", "house.plan"]).code, 0);
    let run = gantline(folder.path(), &["import", "bad.mmd", "-o", "bad.plan"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("bad.mmd:2: `2026-02-30` is not a date"), "{}", run.err);
    assert_eq!(std::fs::read_to_string(folder.path().join("bad.plan")).unwrap(), "old");
}
