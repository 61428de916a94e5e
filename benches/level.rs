//! How good leveling is, and what it costs.
//!
//! `cargo bench --bench level` measures large projects. `cargo bench --bench level -- score j60 [SCHEDULES]` scores the public
//! benchmark set of Kolisch and Sprecher (1996) in `../shared/oracle/psplib`, or the folder
//! that `PSPLIB` names: the mean of how much longer than
//! the best known schedule each project takes. `-- score-plans j60` takes the whole way instead, from the text of a plan.
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "a program of its own that says what it found")]

mod psplib;

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use divan::Bencher;
use divan::counter::ItemsCount;
use gantline::compile::{Files, Options, compile};
use gantline::schedule::leveling::{Budget, Draft, Job, Problem, Step, solve};
use psplib::Project;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["score", set, rest @ ..] => score(set, &Way::Integers(budget(rest))),
        ["score-scaled", set, rest @ ..] => score(set, &Way::Scaled(budget(rest))),
        ["score-plans", set] => score(set, &Way::Plan),
        _ => {
            divan::main();
            ExitCode::SUCCESS
        }
    }
}

/// Which way a project takes to its makespan.
enum Way {
    /// Told to the library job by job.
    Integers(Budget),
    /// The same, with every duration 480 times as long.
    Scaled(Budget),
    /// As the text of a plan.
    Plan,
}

fn budget(arguments: &[&str]) -> Budget {
    match arguments.first().and_then(|count| count.parse().ok()) {
        Some(count) => Budget::Schedules { count, seed: 1 },
        None => Budget::Portfolio,
    }
}

/// What one project came to: its makespan, and how long that took.
fn measure(project: &Project, way: &Way) -> Option<(i64, f64)> {
    let (scale, budget) = match way {
        Way::Integers(budget) => (1, *budget),
        Way::Scaled(budget) => (480, *budget),
        Way::Plan => {
            let text = project.plan();
            let begun = Instant::now();
            let schedule = compile("plan", &text, &NoFiles, &Options::default()).schedule;
            let taken = begun.elapsed().as_secs_f64();
            return Some((i64::from(schedule.finish?.since(schedule.start?).0) / 14_400, taken));
        }
    };
    let problem = project.problem(scale);
    let begun = Instant::now();
    let solution = solve(&problem, budget);
    Some((i64::from(solution.makespan / scale), begun.elapsed().as_secs_f64()))
}

fn score(set: &str, way: &Way) -> ExitCode {
    let folder =
        std::env::var_os("PSPLIB").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/oracle/psplib"), Into::into);
    let Some(known) = psplib::read(&folder, set) else {
        eprintln!("{} is not there, or has no {set}", folder.display());
        return ExitCode::from(2);
    };
    let (mut excess, mut seconds, mut slowest, mut n) = (0.0, 0.0, 0.0f64, 0.0);
    for (project, bound, best) in &known {
        let Some((makespan, taken)) = measure(project, way) else {
            eprintln!("{}: no schedule", project.name);
            return ExitCode::FAILURE;
        };
        if makespan < *bound {
            eprintln!("{}: {makespan} is less than the lower bound {bound}", project.name);
            return ExitCode::FAILURE;
        }
        #[allow(clippy::cast_precision_loss, reason = "makespans are small")]
        let ratio = makespan as f64 / *best as f64;
        excess += 100.0 * (ratio - 1.0);
        seconds += taken;
        slowest = slowest.max(taken);
        n += 1.0;
    }
    println!(
        "{set}: {:.3} % over best known, mean of {n} projects; {:.3} ms each, at most {:.3} ms",
        excess / n,
        1e3 * seconds / n,
        1e3 * slowest
    );
    ExitCode::SUCCESS
}

/// No plan here includes anything.
struct NoFiles;

impl Files for NoFiles {
    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        Err(format!("{} is not there", path.display()))
    }
}

/// A project of `n` jobs, each of one person, some of two. Of ten jobs `waiting` wait for one or two others.
fn large(n: u32, n_people: u32, waiting: u64) -> Problem {
    let mut state = 88_172_645_463_325_252u64;
    let mut chance = move |below: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u32::try_from(state % u64::from(below.max(1))).unwrap_or(0)
    };
    let mut draft = Draft::default();
    (0..n_people).for_each(|_| {
        draft.resource(&[Step { from: 0, units: 1 }]);
    });
    let mut durations = Vec::new();
    for job in 0..n {
        let duration = 60 * i32::try_from(1 + chance(40)).unwrap_or(1);
        durations.push(duration);
        draft.job(Job { duration, release: 0, pin: None, priority: 500 });
        let person = chance(n_people);
        draft.demand(job, person, 1);
        if chance(10) == 0 && 1 < n_people {
            draft.demand(job, (person + 1) % n_people, 1);
        }
        for _ in 0..2 {
            if 0 < job && u64::from(chance(10)) < waiting {
                let earlier = job - 1 - chance(job.min(200));
                draft.link(earlier, job, durations.get(earlier as usize).copied().unwrap_or(0));
            }
        }
    }
    draft.finish().unwrap_or_default()
}

fn level(bencher: Bencher<'_, '_>, n: u32, problem: &Problem) {
    bencher.counter(ItemsCount::new(n)).bench(|| solve(divan::black_box(problem), Budget::Portfolio));
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 5)]
fn five_hundred_people(bencher: Bencher<'_, '_>, n: u32) {
    level(bencher, n, &large(n, 500, 9));
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 5)]
fn backlog_of_ten(bencher: Bencher<'_, '_>, n: u32) {
    level(bencher, n, &large(n, 10, 2));
}

#[divan::bench(args = [60, 120, 500], sample_count = 20)]
fn five_people(bencher: Bencher<'_, '_>, n: u32) {
    level(bencher, n, &large(n, 5, 9));
}
