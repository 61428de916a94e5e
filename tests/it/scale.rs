//! Plans of the sizes and shapes that are measured: they must be right before they may be fast.

#[path = "../../benches/generate.rs"]
mod generate;

use std::io;
use std::path::Path;

use gantline::compile::{Compilation, Options, compile};
use gantline::diagnostic::{Code, Severity};
use gantline::emit;
use gantline::model::TaskId;
use gantline::schedule::bookings;
use gantline::view::chart::{ChartOptions, layout};

use crate::support::Folder;

#[test]
fn a_measured_plan_has_nothing_to_complain_of() {
    let compilation = compiled(&generate::plan(2_000));
    let loud = compilation.diagnostics.iter().filter(|each| each.severity != Severity::Allowed);
    assert_eq!(loud.map(|each| each.message.clone()).collect::<Vec<_>>(), Vec::<String>::new());
    assert_eq!(compilation.plan.tasks.len(), 2_000 + 100);
    assert_eq!(compilation.schedule.tasks.len(), compilation.plan.tasks.len());
}

#[test]
fn a_long_chain_written_backward_ends_where_its_minutes_say() {
    let n = 100_000;
    let compilation = compiled(&generate::backward_chain(n));
    assert!(!compilation.diagnostics.has_errors());
    let (first, last) = (compilation.schedule.tasks.last().unwrap(), compilation.schedule.tasks.first().unwrap());
    assert_eq!(first.start, compilation.schedule.start.unwrap());
    assert_eq!(last.finish, compilation.schedule.finish.unwrap());
    assert!(compilation.schedule.tasks.iter().all(|dates| dates.critical));
}

#[test]
fn a_task_may_wait_for_a_hundred_thousand() {
    let n = 100_000;
    let compilation = compiled(&generate::many_predecessors(n));
    assert!(!compilation.diagnostics.has_errors());
    assert_eq!(compilation.plan.dependencies.len(), n);
    assert_eq!(compilation.schedule.tasks.last().unwrap().finish, compilation.schedule.finish.unwrap());
}

#[test]
fn phases_may_nest_to_the_limit() {
    let compilation = compiled(&generate::deep_phases(6_400, 64));
    assert!(!compilation.diagnostics.has_errors());
    assert_eq!(compilation.plan.tasks.len(), 6_400);
}

#[test]
fn every_wrong_line_is_one_error() {
    let text = generate::half_wrong(2_000);
    let wrong = text.lines().zip(generate::plan(2_000).lines()).filter(|(wrong, right)| wrong != right).count();
    let errors = compiled(&text).diagnostics.iter().filter(|each| each.severity == Severity::Error).count();
    assert!(900 < wrong, "only {wrong} lines are wrong");
    assert_eq!(errors, wrong);
}

/// Above three thousand items leveling takes a shorter way: nobody may be booked twice for all that, and every link holds.
#[test]
fn nobody_is_booked_twice_in_a_large_plan() {
    for text in [generate::people(4_000), generate::backlog(4_000)] {
        let Compilation { plan, schedule, diagnostics, .. } = compiled(&text);
        assert!(!diagnostics.has_errors() && diagnostics.iter().all(|each| each.code != Code::Overbooked));
        let mut list = bookings(&plan, &schedule);
        list.sort_unstable_by_key(|booking| (booking.resource, booking.start));
        assert!(list.windows(2).all(|pair| pair[0].resource != pair[1].resource || pair[0].finish <= pair[1].start));
        let dates = |task: TaskId| &schedule.tasks[task.0 as usize];
        assert!(plan.dependencies.iter().all(|link| dates(link.predecessor).finish <= dates(link.successor).start));
        assert!(schedule.leveling.waits.len() > 1_000);
    }
}

fn compiled(text: &str) -> Compilation {
    compile("scale.plan", text, &Folder(Path::new("").to_path_buf()), &Options::default())
}

/// Takes so many bytes and then no more.
struct Narrow(usize);

impl io::Write for Narrow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_large_picture_that_nobody_reads_to_the_end_is_given_up() {
    let compilation = compiled(&generate::plan(10_000));
    let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
    for room in [0, 10_000, 300_000, 2_000_000] {
        let given_up = emit::svg::write(&chart, &mut Narrow(room)).unwrap_err();
        assert_eq!(given_up.kind(), io::ErrorKind::BrokenPipe, "after {room} bytes");
    }
}
