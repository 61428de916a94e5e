//! Plans that go to MS Project's format: what is written, and that an outside reader finds it.
//!
//! `tests/mpxj/run` asks mpxj to read what [`networks`] writes, and to compute the same dates.

mod random;

use std::fmt::Write as _;
use std::path::Path;

use gantline::calendar::{Day, Instant};
use gantline::compile::{Compilation, Options, compile};
use gantline::emit;
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
            let lag = match link.lag {
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
            people: false,
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
