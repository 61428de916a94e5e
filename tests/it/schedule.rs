//! Plans that say what must come of them.

use std::path::Path;

use gantline::calendar::Instant;
use gantline::compile::{Compilation, Options, compile};
use gantline::diagnostic::Severity;
use gantline::model::TaskId;
use gantline::schedule::{Driver, TaskDates};
use gantline::view::phrase;

use crate::marks::{carets, claims};
use crate::support::{Folder, files};

#[test]
fn every_plan_comes_out_as_it_says() {
    let faults: Vec<String> = files("tests/data/schedule", "plan").iter().flat_map(|path| check(path)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn check(path: &Path) -> Vec<String> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path).unwrap();
    let compilation = compile(&name, text.clone(), &Folder(path.parent().unwrap().to_path_buf()), &Options::default());
    let expects_errors = !carets(&text).is_empty();
    let errors = compilation.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error && !expects_errors);
    let mut faults: Vec<String> = errors.map(|error| format!("{name}: {} {}", error.code.as_str(), error.message)).collect();
    for claim in claims(&text) {
        let Some(task) = task_on(&compilation, claim.line) else {
            faults.push(format!("{name}:{}: no item on this line", claim.line));
            continue;
        };
        let Some(dates) = compilation.schedule.tasks.get(task.0 as usize) else {
            faults.push(format!("{name}: nothing was scheduled"));
            continue;
        };
        for fact in &claim.facts {
            if let Err(actual) = holds(&compilation, task, dates, fact) {
                faults.push(format!("{name}:{}: says `{fact}`, but {actual}", claim.line));
            }
        }
    }
    faults
}

fn task_on(compilation: &Compilation, line: usize) -> Option<TaskId> {
    let source = compilation.sources.iter().next()?;
    compilation
        .plan
        .tasks
        .iter()
        .find(|(_, task)| task.span().file == source.0 && source.1.position(task.span().start).line as usize == line)
        .map(|(id, _)| id)
}

fn holds(compilation: &Compilation, task: TaskId, dates: &TaskDates, fact: &str) -> Result<(), String> {
    let (key, value) = fact.split_once(' ').unwrap_or((fact, ""));
    let units = &compilation.plan.settings.units;
    let actual = match key {
        "start" => day(dates.start, value, false),
        "finish" => day(dates.finish, value, true),
        "early-start" => day(dates.early_start, value, false),
        "early-finish" => day(dates.early_finish, value, true),
        "late-start" => day(dates.late_start, value, false),
        "late-finish" => day(dates.late_finish, value, true),
        "slack" => phrase::work(dates.total_slack, units).replace(' ', "").replace('−', "-"),
        "free" => phrase::work(dates.free_slack, units).replace(' ', "").replace('−', "-"),
        "duration" => phrase::work(dates.duration, units).replace(' ', ""),
        "done" => phrase::percent(dates.done).replace(' ', ""),
        "critical" => return if dates.critical { Ok(()) } else { Err("it is not critical".to_owned()) },
        "not" => return if dates.critical { Err("it is critical".to_owned()) } else { Ok(()) },
        "driver" => driver(compilation, dates.driver),
        _ => return Err(format!("`{key}` is no claim that can be checked")),
    };
    let _ = task;
    if actual == value { Ok(()) } else { Err(format!("it is {actual}")) }
}

/// Returns the instant as the claim writes it: with a time where `value` has one, otherwise the day that readers see.
fn day(t: Instant, value: &str, is_finish: bool) -> String {
    if value.contains(' ') {
        format!("{} {}", phrase::iso_day(t.day()), phrase::clock(t))
    } else {
        phrase::iso_day(if is_finish { t.last_day() } else { t.day() })
    }
}

fn driver(compilation: &Compilation, driver: Driver) -> String {
    let plan = &compilation.plan;
    match driver {
        Driver::PlanStart => "plan-start".to_owned(),
        Driver::Dependency(index) => plan.dependencies.get(index as usize).map_or_else(String::new, |link| plan.path(link.predecessor)),
        Driver::Constraint { .. } => "constraint".to_owned(),
        Driver::Actual => "actual".to_owned(),
        Driver::Fixed => "fixed".to_owned(),
        Driver::AsOf => "as-of".to_owned(),
        Driver::Child(child) => plan.path(child),
        Driver::AsLateAsPossible => "late".to_owned(),
        Driver::Delay => "delay".to_owned(),
        Driver::Leveling(n) => {
            let wait = &compilation.schedule.leveling.waits[n as usize];
            let who = plan.text(plan.resources[wait.resource].id);
            wait.behind.map_or_else(|| who.to_owned(), |before| format!("{who} {}", plan.path(before)))
        }
    }
}
