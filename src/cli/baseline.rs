//! The baseline of a chart: the dates of an earlier plan, or of a schedule that was written as JSON.

use std::path::Path;

use chrono::{Datelike, NaiveDateTime, Timelike};
use serde::Deserialize;

use super::args::Common;
use super::files::{self, Input};
use super::levels::Levels;
use super::load::{self, Loaded};
use super::{Exit, Failure};
use crate::calendar::{Day, Elapsed, Instant};
use crate::diagnostic::{Severity, visible};
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

/// Reads the baseline at `path`; what is wrong with a plan is in what comes beside.
pub(super) fn read(path: &Path, levels: &Levels, common: &Common) -> Result<(Baseline, Option<Loaded>), Failure> {
    if is_schedule(path) {
        let bytes = files::read_whole(path, "baseline")?;
        let refuse = |why| {
            Failure::new(Exit::Unreadable, format!("`{}` is no schedule: {why}", visible(&path.to_string_lossy())))
                .help("a baseline is a plan, or what `gantline report PLAN --format json` writes")
        };
        return Ok((parse(&bytes).map_err(refuse)?, None));
    }
    let loaded = compile(files::read(path), levels, common);
    Ok((Baseline::of(&loaded.compilation.plan, &loaded.compilation.schedule), Some(loaded)))
}

/// Compiles an earlier plan as of its own day. What was doubtful in it is history; only errors are told.
pub(super) fn compile(input: Input, levels: &Levels, common: &Common) -> Loaded {
    let mut loaded = load::load(input, levels, &Common { as_of: None, ..common.clone() });
    loaded.compilation.diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    loaded
}

/// Tells whether a file is a schedule and not a plan.
pub(super) fn is_schedule(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

/// Reads a schedule in JSON; otherwise says why it is none.
pub(super) fn parse(bytes: &[u8]) -> Result<Baseline, String> {
    let schedule: Schedule = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    let read = |task: Task| match (instant(&task.start), instant(&task.finish)) {
        (Some(start), Some(finish)) => Ok((task.id, (start, finish))),
        _ => Err(format!("the dates of `{}` are none", visible(&task.id))),
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
