//! The baseline of a chart: the dates of an earlier plan, or of a schedule that was written as JSON.

use std::path::Path;

use chrono::{Datelike, NaiveDateTime, Timelike};
use serde::Deserialize;

use super::args::{self, Common};
use super::console::Console;
use super::{Exit, Failure, files, load};
use crate::calendar::{Day, Elapsed, Instant};
use crate::diagnostic::visible;
use crate::view::Baseline;

/// What is read of a schedule in JSON.
#[derive(Deserialize)]
struct Schedule {
    tasks: Vec<Task>,
}

#[derive(Deserialize)]
struct Task {
    id: String,
    start: String,
    finish: String,
}

/// Reads the baseline at `path`; a plan with errors is none, and the exit code says why.
pub(super) fn read(path: &Path, input: &args::Input, common: &Common, console: &Console) -> Result<Result<Baseline, Exit>, Failure> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        return schedule(path).map(Ok);
    }
    let input = args::Input { plan: path.to_owned(), diagnostics: input.diagnostics, optimize: None };
    let loaded = load::load_one(&input, &Common { as_of: None, quiet: true, ..common.clone() }, console)?;
    Ok(loaded.map(|loaded| Baseline::of(&loaded.compilation.plan, &loaded.compilation.schedule)))
}

fn schedule(path: &Path) -> Result<Baseline, Failure> {
    let shown = visible(&path.to_string_lossy()).into_owned();
    let bytes = files::read_whole(path, "baseline")?;
    let refuse = |why: String| {
        Failure::new(Exit::Unreadable, format!("`{shown}` is no schedule: {why}"))
            .help("a baseline is a plan, or what `gantline report PLAN --format json` writes")
    };
    let schedule: Schedule = serde_json::from_slice(&bytes).map_err(|error| refuse(error.to_string()))?;
    let read = |task: Task| match (instant(&task.start), instant(&task.finish)) {
        (Some(start), Some(finish)) => Ok((task.id, (start, finish))),
        _ => Err(refuse(format!("the dates of `{}` are none", visible(&task.id)))),
    };
    schedule.tasks.into_iter().map(read).collect()
}

/// Reads `2026-03-02T09:00`.
fn instant(text: &str) -> Option<Instant> {
    let at = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok()?;
    let day = Day::from_ymd(at.year(), at.month(), at.day())?;
    let minutes = i32::try_from(at.hour() * 60 + at.minute()).ok()?;
    Some(day.start().plus(Elapsed(minutes * 10)))
}
