//! How busy everybody is, and what they do: hours that add up, in every format.

use gantline::calendar::Day;
use gantline::compile::{Compilation, Options, compile};
use gantline::emit::{self, Ink, svg};
use gantline::schedule::bookings;
use gantline::view::chart::{self, ChartOptions, Style, Theme};
use gantline::view::load::{Load, LoadOptions, Step, agenda, people};
use gantline::view::{Reader, display_width};

use crate::support::{Folder, files, gantline, scratch};

const HEAD: &str = "plan \"P\"\n  start 2026-03-02\n";

fn plan(text: &str) -> Compilation {
    let compilation = compile("p.plan", format!("{HEAD}{text}"), &Folder(".".into()), &Options::default());
    let messages: Vec<&str> = compilation.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert!(!compilation.diagnostics.has_errors(), "{messages:?}");
    compilation
}

fn reader(compilation: &Compilation) -> Reader<'_> {
    Reader::of(&compilation.plan, &compilation.schedule)
}

fn weeks(compilation: &Compilation) -> Load {
    Load::of(&reader(compilation), &LoadOptions::default(), Step::Week)
}

/// Every person as `id booked/available ...` in hours, `!` behind an overloaded week.
fn lines(text: &str) -> Vec<String> {
    let compilation = plan(text);
    let load = weeks(&compilation);
    let line = |person: &gantline::view::load::PersonLoad| {
        let cells =
            person.cells.iter().map(|cell| format!(" {}/{}{}", cell.booked / 600, cell.available / 600, if cell.over { "!" } else { "" }));
        format!("{}{}", compilation.plan.text(compilation.plan.resources[person.who].id), cells.collect::<String>())
    };
    load.people.iter().map(line).collect()
}

fn load_text(text: &str, width: usize) -> String {
    let compilation = plan(text);
    let load = weeks(&compilation);
    emit::sheet_text(&people(&reader(&compilation), &load, &load), width, Ink::Plain)
}

#[test]
fn absences_and_part_time_are_not_there_to_be_booked() {
    assert_eq!(
        lines("person ana\n  away 2026-03-05..2026-03-06\nperson ben 50%\ntask a 8d by ana\ntask b 5d by ben\n"),
        ["ana 24/24 40/40", "ben 20/20 0/20"]
    );
    assert_eq!(lines("person ana\n  works mon-wed\n  from 2026-03-03\ntask a 4d by ana\n"), ["ana 16/16 16/16"]);
    assert_eq!(lines("person ana 50% 2026-03-09..2026-03-10\ntask a 10d by ana\n"), ["ana 40/40 32/32"]);
    assert_eq!(lines("resource lab capacity 4\ntask a 5d by 3 of lab\n"), ["lab 120/160"]);
}

#[test]
fn the_last_week_counts_up_to_the_end_of_the_plan() {
    assert_eq!(lines("person ana\nperson ben\ntask a 7d by ana\n"), ["ana 40/40 16/16", "ben 0/40 0/16"]);
}

#[test]
fn two_things_at_once_are_too_much_even_in_a_week_with_room() {
    let text = "  leveling off\nperson ana\ntask a 2d by ana\ntask b 1d by ana\ntask c 10d\n";
    assert_eq!(lines(text), ["ana 24/40! 0/40"]);
    assert_eq!(lines("person ana\ntask a 2d by ana\ntask b 1d by ana\ntask c 10d\n"), ["ana 24/40 0/40"]);
    assert_eq!(lines("  leveling off\nperson ana\ntask a 5d by ana\ntask b 5d by ana\n"), ["ana 80/40!"]);
    assert_eq!(lines("  leveling off\nperson ana\ntask a 5d by ana 50%\ntask b 5d by ana 50%\n"), ["ana 40/40"]);
}

#[test]
fn weeks_and_months_add_up_to_the_bookings() {
    let mut n_booked = 0;
    for path in [files("examples", "plan"), files("tests/data/emit", "plan")].concat() {
        let folder = Folder(path.parent().unwrap().to_owned());
        let compilation = compile("p.plan", std::fs::read_to_string(&path).unwrap(), &folder, &Options::default());
        let all = bookings(&compilation.plan, &compilation.schedule);
        for step in [Step::Week, Step::Month] {
            let load = Load::of(&reader(&compilation), &LoadOptions::default(), step);
            for person in &load.people {
                let booked: i64 =
                    all.iter().filter(|booking| booking.resource == person.who).map(|booking| i64::from(booking.work.0)).sum();
                assert_eq!(person.total().booked, booked, "{} {step:?}", path.display());
                assert_eq!(person.slices.iter().map(|slice| slice.work).sum::<i64>(), booked);
            }
            assert!(load.periods.windows(2).all(|pair| pair[0].1.plus(1) == pair[1].0), "{load:?}");
        }
        n_booked += all.len();
    }
    assert!(100 < n_booked, "{n_booked}");
}

#[test]
fn a_team_is_its_members_and_days_can_be_asked_for() {
    let compilation = plan("person ana\nperson ben\nperson cy\nteam web of ana, ben\ntask a 10d by all of web\n");
    let web = compilation.plan.resources.iter().find(|(_, one)| compilation.plan.text(one.id) == "web").unwrap().0;
    let options = LoadOptions { who: vec![web], from: Day::from_ymd(2026, 3, 4), to: Day::from_ymd(2026, 3, 10) };
    let load = Load::of(&reader(&compilation), &options, Step::Week);
    let hours: Vec<Vec<i64>> = load.people.iter().map(|person| person.cells.iter().map(|cell| cell.booked / 600).collect()).collect();
    assert_eq!(hours, [[24, 16], [24, 16]]);
}

#[test]
fn a_person_reads_their_weeks() {
    let text = load_text(
        "person ana \"Ana Silva\"\n  away 2026-03-09..2026-03-13\nperson ben\ntask a \"Plan\" 3d by ana\ntask b \"Build\" 12d by ben\n",
        100,
    );
    let expected = "\
P
2 – 17 Mar 2026

Who        Load               Booked  Available  Free weeks  Overloaded  Tasks
";
    assert!(text.starts_with(&expected[..20]), "{text}");
    for part in ["Ana Silva  ████░░░░░░   43 %", "Week of", "free", "away", "Plan"] {
        assert!(text.contains(part), "no {part}:\n{text}");
    }
}

#[test]
fn wide_names_align() {
    let text = load_text(
        "person ana \"設計書を書く\"\nperson ben \"Cafe\u{301} 🎉\"\nperson cy \"Plain\"\ntask a 3d by ana\ntask b 2d by ben\ntask c 1d by cy\n",
        100,
    );
    let rows = text.lines().skip_while(|line| !line.starts_with("Who")).skip(1).take(3);
    let at: Vec<usize> = rows.map(|line| display_width(&line[..line.find('█').unwrap()])).collect();
    assert!(at.len() == 3 && at.windows(2).all(|pair| pair[0] == pair[1]), "{text}");
}

#[test]
fn no_line_is_wider_than_asked() {
    let names = "A task with a long name that goes on and on";
    let text = format!(
        "person ana \"A person of many names who signs with all of them\"\ntask a \"{names}\" 2d by ana\ntask b \"{names}\" 2d by ana\n"
    );
    let compilation = plan(&text);
    let load = weeks(&compilation);
    for sheet in [people(&reader(&compilation), &load, &load), agenda(&reader(&compilation), &load)] {
        let text = emit::sheet_text(&sheet, 100, Ink::Plain);
        assert!(text.lines().all(|line| display_width(line) <= 100 && !line.ends_with(' ')), "{text}");
        assert!(text.contains("on and on") || text.contains("goes on"), "{text}");
    }
}

const HOSTILE: &str = "person ana \"<script>alert(1)</script> | *x*\"\nperson ben \"=1+1\"\n\
    task a \"</table><img src=x onerror=alert(1)> | `c` [d](javascript:e)\" 1d by ana\ntask b \"@sum\" 1d by ben\n";

#[test]
fn hostile_names_are_data_in_every_format() {
    let compilation = plan(HOSTILE);
    let (reader, load) = (reader(&compilation), weeks(&compilation));
    for sheet in [people(&reader, &load, &load), agenda(&reader, &load)] {
        let page = emit::sheet_html(&sheet, (Theme::Auto, &Style::default()));
        assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
        assert_eq!(page.matches("<table").count(), page.matches("</table>").count());
        let text = emit::sheet_markdown(&sheet);
        assert!(!text.contains("<script") && !text.contains("<img") && !text.contains("[d](") && !text.contains(" `c`"), "{text}");
        let bars = |row: &str| row.replace("\\|", "").matches('|').count();
        let tables: Vec<&str> = text.split("\n\n").filter(|part| part.starts_with('|')).collect();
        assert!(!tables.is_empty(), "{text}");
        for table in tables {
            assert!(table.lines().all(|row| bars(row) == bars(table.lines().next().unwrap())), "{table}");
        }
    }
    for csv in [emit::load_csv(&reader, &load), emit::agenda_csv(&reader, &load)] {
        assert!(csv.contains("'=1+1") && csv.contains("'@sum"), "{csv}");
        let mut rows = csv::Reader::from_reader(csv.as_bytes());
        assert!(rows.records().all(|record| record.is_ok()), "{csv}");
    }
    let value: serde_json::Value = serde_json::from_str(&emit::load_json(&reader, &load)).unwrap();
    assert_eq!(value["people"][1]["title"], "=1+1");
}

#[test]
fn json_keeps_its_schema_and_its_minutes_add_up() {
    let schema: serde_json::Value = serde_json::from_str(emit::LOAD_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for path in files("examples", "plan") {
        let folder = Folder(path.parent().unwrap().to_owned());
        let compilation = compile("p.plan", std::fs::read_to_string(&path).unwrap(), &folder, &Options::default());
        let value: serde_json::Value = serde_json::from_str(&emit::load_json(&reader(&compilation), &weeks(&compilation))).unwrap();
        let faults: Vec<String> = validator.iter_errors(&value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
        for person in value["people"].as_array().unwrap() {
            for what in ["booked", "available"] {
                let sum: i64 = person["weeks"].as_array().unwrap().iter().map(|week| week[what].as_i64().unwrap()).sum();
                assert_eq!(sum, person[what], "{} {person}", path.display());
            }
        }
    }
}

#[test]
fn an_agenda_says_when_how_long_and_what() {
    let text =
        "  as of 2026-03-04\nperson ana\ntask a \"Plan\" 3d by ana\n  started 2026-03-02\n  done 50%\ntask b \"Build\" 5d by ana after a\n";
    let folder = scratch(&[("p.plan", &format!("{HEAD}{text}"))]);
    let run = gantline(folder.path(), &["report", "p.plan", "agenda", "--who", "ana"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("2 Mar") && run.out.contains("50 %") && run.out.contains("Plan") && run.out.contains("Build"), "{}", run.out);
    assert_eq!(run.out.matches("Build").count(), 2, "in both of its weeks:\n{}", run.out);
    let csv = gantline(folder.path(), &["report", "p.plan", "agenda", "--format", "csv"]).out;
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let hours: f64 = rows.records().map(|record| record.unwrap()[5].parse::<f64>().unwrap()).sum();
    assert!((hours - 64.0).abs() < 0.001, "{csv}");
}

#[test]
fn long_plans_show_months_and_tables_keep_weeks() {
    let folder = scratch(&[("p.plan", &format!("{HEAD}person ana\ntask a 200d by ana\n"))]);
    let text = gantline(folder.path(), &["report", "p.plan", "people"]).out;
    assert!(text.contains("March 2026") && text.contains("Month") && !text.contains("Week of"), "{text}");
    let csv = gantline(folder.path(), &["report", "p.plan", "people", "--format", "csv"]).out;
    assert_eq!(csv.lines().count(), 41, "{csv}");
}

#[test]
fn a_plan_without_people_is_told_kindly() {
    let folder = scratch(&[("p.plan", &format!("{HEAD}task a 2d\n"))]);
    for view in ["people", "agenda"] {
        for format in ["txt", "md", "html"] {
            let run = gantline(folder.path(), &["report", "p.plan", view, "--format", format]);
            assert!(run.code == 0 && run.out.contains("Nobody is named in this plan."), "{run:?}");
        }
    }
}

#[test]
fn what_these_reports_do_not_know_is_refused() {
    let folder = scratch(&[("p.plan", &format!("{HEAD}person ana\ntask a 2d by ana\n"))]);
    for (arguments, said) in [(["people", "--critical"], "selects items"), (["agenda", "--format=json"], "txt, md, html or csv")] {
        let run = gantline(folder.path(), &["report", "p.plan", arguments[0], arguments[1]]);
        assert!(run.code == 2 && run.err.contains(said) && run.out.is_empty(), "{run:?}");
    }
}

#[test]
fn a_chart_shows_the_load_under_its_items() {
    let compilation = plan("  leveling off\nperson ana \"<Ana & co>\"\nperson ben\ntask a 5d by ana\ntask b 5d by ana\ntask c 8d by ben\n");
    let bare = chart::layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
    assert!(bare.strips.list.is_empty());
    for width in [320, 700, 1200] {
        let options = ChartOptions { load: true, width, ..ChartOptions::default() };
        let chart = chart::layout(&compilation.plan, &compilation.schedule, &options);
        let [ana, ben] = &chart.strips.list[..] else { panic!("{:?}", chart.strips) };
        assert_eq!((ana.columns.len(), ben.columns.len()), (1, 2));
        assert!(ana.columns[0].over && ben.columns.iter().all(|column| !column.over));
        assert!(ana.columns[0].top < ana.full && ben.columns[0].top == ben.full, "{:?}", chart.strips);
        assert_eq!(ben.columns[0].words, "week of 2 Mar: 40 h booked of 40 h");
        assert!(ana.foot < ben.columns[0].top && chart.frame.bottom < ana.columns[0].top && ben.foot <= chart.legend.top);
        let columns = ana.columns.iter().chain(&ben.columns);
        assert!(columns.clone().all(|column| chart.frame.left <= column.left && column.right <= chart.frame.right), "{:?}", chart.strips);
        let drawn = svg::to_string(&chart);
        assert!(drawn.contains("of 40 h</title>") && drawn.contains("overloaded</title>") && !drawn.contains("<Ana"), "{drawn}");
    }
}

#[test]
fn a_load_that_cannot_be_drawn_is_refused() {
    let folder = scratch(&[("p.plan", &format!("{HEAD}person ana\ntask a 2d by ana\n")), ("q.plan", &format!("{HEAD}task a 2d\n"))]);
    for (arguments, said) in
        [(["p.plan", "--format=txt"], "in characters cannot show what --load asks for"), (["q.plan", "--format=svg"], "nobody is named")]
    {
        let run = gantline(folder.path(), &["chart", arguments[0], arguments[1], "--load"]);
        assert!(run.code == 2 && run.err.contains(said), "{run:?}");
    }
    assert_eq!(gantline(folder.path(), &["chart", "p.plan", "--load"]).code, 0);
}

#[test]
fn what_a_report_takes_for_granted_is_said() {
    let text = load_text("task a 2d by ana\n", 100);
    assert!(text.contains("each name counts as one person") && text.contains("100 %"), "{text}");
    assert!(!load_text("person ana\ntask a 2d by ana\n", 100).contains("counts as"));
    let folder = scratch(&[("p.plan", &format!("{HEAD}person ana\ntask a 2d by ana\n"))]);
    let run = gantline(folder.path(), &["report", "p.plan", "people", "--from", "2027-01-01"]);
    assert_eq!(run.out, "P\nThere is no work in these days.\n");
}
