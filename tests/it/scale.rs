//! Plans of the sizes and shapes that are measured: they must be right before they may be fast.

#[path = "../../benches/generate.rs"]
mod generate;

use std::path::Path;

use gantline::compile::{Compilation, Options, compile};
use gantline::diagnostic::Severity;

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

fn compiled(text: &str) -> Compilation {
    compile("scale.plan", text, &Folder(Path::new("").to_path_buf()), &Options::default())
}
