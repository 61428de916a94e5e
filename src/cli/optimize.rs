//! `--optimize`: how many orders of the work are tried, and how far that is.
//!
//! A time is turned into a number first, by measuring how long a few take, and the number is kept in the output: the same
//! number gives the same dates on any machine, a time would not.

use std::time::{Duration, Instant};

use super::args::{Common, Optimize};
use super::console::Console;
use super::files::Input;
use super::levels::Levels;
use super::load::{Loaded, load_within};
use crate::model::Plan;
use crate::schedule::leveling::{Budget, Progress};
use crate::schedule::schedule_within;

/// What chance begins from.
const SEED: u64 = 1;
/// How many orders are tried at first to see how long they take.
const FIRST: u64 = 200;
/// How often progress is shown.
const OFTEN: Duration = Duration::from_millis(100);

/// Compiles what was read and tries so much.
pub(super) fn load(input: Input, levels: &Levels, common: &Common, (much, console): (Optimize, &Console)) -> Loaded {
    let count = match much {
        Optimize::Schedules(count) => count,
        Optimize::Time(time) => {
            let begun = Instant::now();
            let first = super::load::load(copy(&input), levels, common);
            if first.compilation.diagnostics.has_errors() {
                return first;
            }
            fitting(&first.compilation.plan, begun, time)
        }
    };
    let mut shown = Instant::now();
    let mut is_shown = false;
    let mut show = |progress: Progress| {
        if console.watched && OFTEN < shown.elapsed() {
            shown = Instant::now();
            is_shown = true;
            console.write_err(|out| write!(out, "\r\x1b[K{}", said(progress, count)));
        }
    };
    let loaded = load_within(input, levels, common, Budget::Schedules { count, seed: SEED }, &mut show);
    if is_shown {
        console.write_err(|out| write!(out, "\r\x1b[K"));
    }
    loaded
}

fn copy(input: &Input) -> Input {
    let text = match &input.text {
        Ok(text) => Ok(text.clone()),
        Err(compilation) => Err(compilation.clone()),
    };
    Input { name: input.name.clone(), path: input.path.clone(), text }
}

fn said(progress: Progress, count: u64) -> String {
    let above = f64::from(progress.makespan - progress.lower_bound) * 100.0 / f64::from(progress.lower_bound.max(1));
    format!("{} of {count} schedules, at most {above:.1} % above the lower bound", progress.schedules)
}

/// Returns how many orders can be tried until `time` has passed since `begun`, rounded down to two digits.
fn fitting(plan: &Plan, begun: Instant, time: Duration) -> u64 {
    let mut count = FIRST;
    loop {
        let from = Instant::now();
        let (mut laid, mut is_proved) = (0, false);
        let _ = schedule_within(plan, Budget::Schedules { count, seed: SEED }, &mut |progress| {
            laid = progress.schedules;
            is_proved = progress.makespan <= progress.lower_bound;
        });
        let (took, spent) = (from.elapsed(), begun.elapsed());
        if laid == 0 || is_proved || time <= spent {
            return count;
        }
        if time < spent * 6 {
            let left = (time - spent).as_secs_f64() * 0.9;
            let each = took.as_secs_f64().max(1e-9) / f64::from(u32::try_from(laid).unwrap_or(u32::MAX));
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number, bounded")]
            return rounded(((left / each).min(1e9) as u64).max(count));
        }
        count *= 4;
    }
}

fn rounded(count: u64) -> u64 {
    let mut unit = 1;
    while 100 <= count / unit {
        unit *= 10;
    }
    count / unit * unit
}
