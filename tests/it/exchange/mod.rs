//! Plans that go to MS Project's format: what is written, and that an outside reader finds it.
//!
//! `tests/mpxj/run` asks mpxj to read what [`networks`] writes, and to compute the same dates.

mod random;

use std::fmt::Write as _;
use std::path::Path;

use gantline::calendar::{Day, Instant};
use gantline::compile::{Compilation, Options, compile};
use gantline::emit;
use gantline::format::write;
use gantline::interop::{msproject, own};
use gantline::model::{Id, Kind, Lag, Plan};
use gantline::view::Reader;

use crate::support::{Folder, files, project};
use random::Shape;

/// Compiles a plan that must have no errors.
fn compiled(name: &str, text: &str) -> Compilation {
    let compilation = compile(name, text, &Folder(project("examples")), &Options::default());
    let errors: Vec<_> = compilation.diagnostics.iter().filter(|found| found.severity == gantline::diagnostic::Severity::Error).collect();
    assert!(errors.is_empty(), "{name}: {errors:?}\n{text}");
    compilation
}

fn exported(compilation: &Compilation) -> String {
    emit::msproject(&Reader::of(&compilation.plan, &compilation.schedule)).text
}

fn stamp(t: Instant) -> String {
    gantline::view::phrase::iso(t)
}

/// Returns what a reader of the exported file must find, a fact a line, its parts apart by tabs.
fn facts(plan: &Plan, compilation: &Compilation) -> String {
    let mut out = String::new();
    for (id, task) in plan.tasks.iter() {
        let dates = compilation.schedule.get(id).unwrap();
        let kind =
            ["phase", "task", "milestone"][[Kind::Phase, Kind::Task, Kind::Milestone].iter().position(|kind| *kind == task.kind).unwrap()];
        let _ = writeln!(
            out,
            "T\t{}\t{}\t{kind}\t{}\t{}\t{}",
            id.index() + 1,
            task.level,
            stamp(dates.start),
            stamp(dates.finish),
            plan.title(id)
        );
        for link in plan.dependencies_of(id) {
            let lag = match link.lag() {
                Lag::None => "0".to_owned(),
                Lag::Work(work) => format!("{}min", work.0 / 10),
                Lag::Elapsed(time) => format!("{}emin", time.0 / 10),
                Lag::Percent(part) => format!("{}%", part / 100),
            };
            let _ = writeln!(out, "L\t{}\t{}\t{}\t{lag}", id.index() + 1, link.predecessor.index() + 1, link.link.letters());
        }
    }
    let names = ["Standard", "Six", "Late"];
    for (named, name) in plan.calendars.as_slice().iter().zip(names) {
        let first = compilation.schedule.start.unwrap().day();
        for day in (first.0..first.0 + 366).map(Day) {
            let hours: i32 = named.calendar.hours_on(day).work().0 / 10;
            let _ = writeln!(out, "D\t{name}\t{}\t{hours}", gantline::view::phrase::iso_day(day));
        }
    }
    out
}

/// Asserts that two schedules have the same dates, item by item.
fn assert_same_dates(name: &str, one: &Compilation, other: &Compilation, text: &str) {
    assert_eq!(one.plan.tasks.len(), other.plan.tasks.len(), "{name}");
    for id in one.plan.tasks.ids() {
        let (ours, theirs) = (one.schedule.get(id).unwrap(), other.schedule.get(id).unwrap());
        let told = |dates: &gantline::schedule::TaskDates| (stamp(dates.start), stamp(dates.finish));
        assert_eq!(told(ours), told(theirs), "{name}: {} of\n{text}", one.plan.title(id));
    }
}

#[test]
fn a_plan_told_anew_is_the_same_schedule() {
    for path in files("examples", "plan") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let ours = compiled(&name, &std::fs::read_to_string(&path).unwrap());
        let text = write(&own::draft(&ours.plan));
        assert_same_dates(&name, &ours, &compiled(&name, &text), &text);
        let again = write(&own::draft(&compiled(&name, &text).plan));
        assert_eq!(again, text, "{name}: told twice is told once");
    }
}

#[test]
fn every_example_comes_back_with_its_dates() {
    for path in files("examples", "plan") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let ours = compiled(&name, &std::fs::read_to_string(&path).unwrap());
        let imported = msproject::read(&exported(&ours)).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
        let text = write(&imported.draft);
        assert_same_dates(&name, &ours, &compiled(&name, &text), &text);
    }
}

#[test]
fn a_thousand_random_plans_come_back_with_their_dates_and_their_text() {
    for seed in 0..1_000u64 {
        let shape = Shape {
            tasks: 4 + seed % 14,
            constraints: 10,
            late: seed % 5 == 0,
            progress: seed % 3 == 0,
            people: seed % 2 == 0,
            keys: true,
        };
        let source = random::plan(seed, shape);
        let name = format!("plan {seed}");
        let ours = compiled(&name, &source);
        let mut imported = msproject::read(&exported(&ours)).unwrap_or_else(|fault| panic!("{name}: {fault:?}")).draft;
        imported.foot.clear();
        let text = write(&imported);
        assert_same_dates(&name, &ours, &compiled(&name, &text), &format!("{source}\n{text}"));
        assert_eq!(write(&own::draft(&ours.plan)), text, "{name}");
    }
}

/// Writes 1,000 random networks, and the examples, with what must be found in them, into the folder that
/// `GANTLINE_NETWORKS` names.
#[test]
#[ignore = "writes what tests/mpxj/run reads"]
fn networks() {
    let folder = std::env::var_os("GANTLINE_NETWORKS").expect("GANTLINE_NETWORKS names a folder");
    let folder = Path::new(&folder);
    for seed in 0..1_000u64 {
        let shape = Shape {
            tasks: 40 + seed * 360 / 999,
            constraints: if seed % 4 == 0 { 0 } else { 8 },
            late: seed % 10 == 9,
            progress: false,
            people: seed % 5 == 2,
            keys: false,
        };
        let text = random::plan(seed, shape);
        let name = format!("network-{seed:04}");
        let compilation = compiled(&name, &text);
        std::fs::write(folder.join(format!("{name}.plan")), &text).unwrap();
        std::fs::write(folder.join(format!("{name}.xml")), exported(&compilation)).unwrap();
        std::fs::write(folder.join(format!("{name}.facts")), facts(&compilation.plan, &compilation)).unwrap();
    }
    for path in files("examples", "plan") {
        let name = format!("example-{}", path.file_stem().unwrap().to_string_lossy());
        let compilation = compiled(&name, &std::fs::read_to_string(&path).unwrap());
        std::fs::write(folder.join(format!("{name}.xml")), exported(&compilation)).unwrap();
        let facts = facts(&compilation.plan, &compilation);
        // The calendars of examples have names of their own; their days are looked at by the dates.
        let facts: String = facts.lines().filter(|line| !line.starts_with("D\t")).map(|line| format!("{line}\n")).collect();
        std::fs::write(folder.join(format!("{name}.facts")), facts).unwrap();
    }
}

/// Texts that XML, or a program behind it, would take for its own.
const HOSTILE: [&str; 5] = ["</Name><Task>", "a & b &amp; c", "]]> <!-- x", "=cmd|x!A0", "Ana, Ben [50%]; x"];

#[test]
fn hostile_titles_come_back_as_they_were() {
    let mut source = String::from("plan \"</Title> & <x>\"\n  start 2026-03-02\n  currency EUR\n  leveling off\n");
    for (n, text) in HOSTILE.iter().enumerate() {
        source.push_str(&format!("phase p{n} \"{text} phase\"\n  task t{n} \"{text}\" 1d note \"{text}\"\n    note \"second line\"\n"));
    }
    let ours = compiled("hostile", &source);
    let xml = exported(&ours);
    assert_eq!(xml.matches("<Task>").count(), 11, "{xml}");
    let imported = msproject::read(&xml).unwrap();
    let theirs = compiled("hostile", &write(&imported.draft));
    for id in ours.plan.tasks.ids() {
        assert_eq!(ours.plan.title(id), theirs.plan.title(id));
        let note = |compilation: &Compilation| compilation.plan.details(id).note.map(|note| compilation.plan.text(note).to_owned());
        assert_eq!(note(&ours), note(&theirs));
    }
}

#[test]
fn what_the_format_asks_for_is_there() {
    let source = "plan \"Shop\"\n  start 2026-03-02\n  holiday 2026-03-10 \"Founders' Day\"\ncalendar late\n  week mon-fri 14:00-22:00\n\
                  calendar night\n  week mon-fri 22:00-06:00\nperson ana rate 80/h\n  away 2026-03-05\nphase build\n  task a 3d by ana done 40% started 2026-03-02\n  \
                  task b 2d calendar late after a + 1d due 2026-03-20\n  task c 1d elapsed after a.start + 50%\nmilestone m after build - 2h done\n\
                  task fixed 2026-03-11..2026-03-12\ntask night-work 2d calendar night ends from 2026-03-20\n";
    let xml = exported(&compiled("shop", source));
    let order = [
        "<SaveVersion>",
        "<Title>",
        "<StartDate>",
        "<CurrencyCode>",
        "<HonorConstraints>0<",
        "<Calendars>",
        "<Tasks>",
        "<Resources>",
        "<Assignments>",
    ];
    let places: Vec<usize> = order.iter().map(|element| xml.find(element).unwrap_or_else(|| panic!("no {element} in\n{xml}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    for element in [
        "<Manual>0</Manual>",
        "<Manual>1</Manual>",
        "<ManualStart>2026-03-11T09:00:00</ManualStart>",
        "<LinkLag>4800</LinkLag>",
        "<LinkLag>50</LinkLag>",
        "<LagFormat>19</LagFormat>",
        "<LinkLag>-1200</LinkLag>",
        "<DurationFormat>8</DurationFormat>",
        "<ResourceUID>-65535</ResourceUID>",
        "<ActualFinish>",
        "<FromTime>22:00:00</FromTime>",
        "<ToTime>00:00:00</ToTime>",
        "<ToTime>06:00:00</ToTime>",
        "<DayType>0</DayType>",
        "<EnteredByOccurrences>0</EnteredByOccurrences>",
        "<StandardRate>80</StandardRate>",
        "<ConstraintType>6</ConstraintType>",
        "<Deadline>2026-03-20T22:00:00</Deadline>",
    ] {
        assert!(xml.contains(element), "no {element} in\n{xml}");
    }
    assert!(!xml.contains("<WeekDays>\n      </WeekDays>") && !xml.contains("PT-") && !xml.contains(">P1D"), "{xml}");
}
