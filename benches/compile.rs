//! What a compilation costs, stage by stage and size by size: `cargo bench`.
//!
//! The yardstick walks the lines of the same bytes and does nothing with them, so that the ratios hold on any machine.
//! `cargo bench --bench compile -- write plan 100000 big.plan` writes a plan to measure the whole program with.
#![allow(clippy::print_stderr, reason = "a program of its own that says why it did not write")]

mod generate;

use std::path::Path;
use std::process::ExitCode;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use gantline::compile::{Compilation, Files, Options, compile};
use gantline::diagnostic::Report;
use gantline::diagnostic::render::{self, Look};
use gantline::emit;
use gantline::schedule::schedule;
use gantline::source::Sources;
use gantline::syntax::parse;
use gantline::view::chart::{self, ChartOptions};

const SIZES: &[usize] = &[1_000, 10_000, 100_000];
/// The deepest nesting that a plan may have.
const DEPTH: usize = 64;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["write", shape, n, path] => write(shape, n, path),
        _ => {
            divan::main();
            ExitCode::SUCCESS
        }
    }
}

fn write(shape: &str, n: &str, path: &str) -> ExitCode {
    let Some(text) = n.parse().ok().and_then(|n| shaped(shape, n)) else {
        eprintln!("write plan|people|backlog|backward|fan|deep|wrong N FILE");
        return ExitCode::from(2);
    };
    match std::fs::write(path, text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::from(5)
        }
    }
}

fn shaped(shape: &str, n: usize) -> Option<String> {
    Some(match shape {
        "plan" => generate::plan(n),
        "people" => generate::people(n),
        "backlog" => generate::backlog(n),
        "backward" => generate::backward_chain(n),
        "fan" => generate::many_predecessors(n),
        "deep" => generate::deep_phases(n, DEPTH),
        "wrong" => generate::half_wrong(n),
        _ => return None,
    })
}

/// No plan here includes anything.
struct NoFiles;

impl Files for NoFiles {
    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        Err(format!("{} is not there", path.display()))
    }
}

fn compiled(text: &str) -> Compilation {
    compile("bench.plan", text, &NoFiles, &Options::default())
}

fn measure<R>(bencher: Bencher<'_, '_>, n: usize, text: &str, run: impl Fn() -> R + Sync) {
    bencher.counter(ItemsCount::new(n)).counter(BytesCount::of_str(text)).bench(run);
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn yardstick(bencher: Bencher<'_, '_>, n: usize) {
    let text = generate::plan(n);
    measure(bencher, n, &text, || text.lines().filter(|line| line.starts_with("  ")).count());
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn parsing(bencher: Bencher<'_, '_>, n: usize) {
    let text = generate::plan(n);
    let mut sources = Sources::default();
    let id = sources.add("bench.plan", text.as_str());
    measure(bencher, n, &text, || parse(&sources, id));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn scheduling(bencher: Bencher<'_, '_>, n: usize) {
    let text = generate::plan(n);
    let compilation = compiled(&text);
    measure(bencher, n, &text, || schedule(&compilation.plan));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn check(bencher: Bencher<'_, '_>, n: usize) {
    let text = generate::plan(n);
    measure(bencher, n, &text, || compiled(&text));
}

/// From the schedule to the bytes of the picture.
#[divan::bench(args = SIZES, sample_count = 20)]
fn drawing(bencher: Bencher<'_, '_>, n: usize) {
    let text = generate::plan(n);
    let compilation = compiled(&text);
    measure(bencher, n, &text, || {
        let chart = chart::layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
        let mut picture = Vec::new();
        emit::svg::write(&chart, &mut picture).expect("memory takes everything");
        picture
    });
}

/// Dates for everything with everybody booked once (`true`), and as if nobody were ever busy (`false`).
#[divan::bench(args = SIZES, consts = [true, false], sample_count = 5)]
fn leveling<const IS_ON: bool>(bencher: Bencher<'_, '_>, n: usize) {
    level_all(bencher, n, IS_ON, &generate::people(n));
}

#[divan::bench(args = SIZES, consts = [true, false], sample_count = 5)]
fn leveling_backlog<const IS_ON: bool>(bencher: Bencher<'_, '_>, n: usize) {
    level_all(bencher, n, IS_ON, &generate::backlog(n));
}

fn level_all(bencher: Bencher<'_, '_>, n: usize, is_on: bool, text: &str) {
    let mut compilation = compiled(text);
    compilation.plan.settings.leveling = is_on;
    measure(bencher, n, text, || schedule(&compilation.plan));
}

#[divan::bench(args = ["backward", "fan", "deep", "wrong"], sample_count = 10)]
fn check_hard_shape(bencher: Bencher<'_, '_>, shape: &str) {
    let n = 100_000;
    let text = shaped(shape, n).expect("the shapes are named here");
    measure(bencher, n, &text, || compiled(&text));
}

/// One error at the end of a file of `n` items, from the compiled plan to the text that a person reads.
#[divan::bench(args = SIZES, sample_count = 20)]
fn render_one_error(bencher: Bencher<'_, '_>, n: usize) {
    let text = generate::plan(n) + "task last 1d after no-such-task\n";
    let compilation = compiled(&text);
    let report = Report::of([(&compilation.sources, &compilation.diagnostics)], 50);
    assert_eq!(report.errors, 1);
    // The first call builds the index of the lines, once a file; what each further diagnostic costs is measured.
    rendered(&report);
    bencher.counter(ItemsCount::new(1usize)).bench(|| rendered(&report));
}

fn rendered(report: &Report<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    render::write(&mut out, report, Look::PLAIN).expect("memory takes everything");
    out
}
