//! Plans that Microsoft Project scheduled: imported, compiled, and the same to the minute.
//!
//! The files lie beside the project, not in it; without them the test says that it was skipped. Their stored dates are
//! never read by the importer, so what is equal here was computed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gantline::calendar::{Day, Elapsed, Instant, Work, WorkTime};
use gantline::compile::compile;
use gantline::diagnostic::Severity;
use gantline::model::{Plan, TaskId};
use gantline::schedule::{Schedule, TaskDates};
use gantline::{format, interop};
use serde_json::Value;

use crate::support::{Folder, project};

/// The shares of a file's tasks that are equal, in the columns of the table.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    tasks: usize,
    dates: usize,
    early: usize,
    late: usize,
    slack: usize,
    critical: usize,
}

#[test]
fn every_date_is_the_one_that_microsoft_project_showed() {
    let Some(folder) = folder() else {
        println!("skipped: there is no ../shared/oracle/msproject beside the project");
        return;
    };
    let mut table = vec!["file                tasks  start+finish   early    late   slack  critical".to_owned()];
    let mut faults = Vec::new();
    for (path, expected) in files(&folder) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let (plan, schedule) = imported(&path);
        let is_tight = expected["oracle"]["tier"] == "A";
        let score = score(&plan, &schedule, &expected, is_tight, &mut |task, field| faults.push(format!("{name}: {task}: {field}")));
        let share = |n: usize| format!("{:6.1}%", 100.0 * n as f64 / score.tasks.max(1) as f64);
        let late =
            if is_tight { [score.late, score.slack, score.critical].map(share) } else { ["", "", ""].map(|none| format!("{none:>7}")) };
        table.push(format!(
            "{name:18}  {:5}       {} {} {} {}   {}",
            score.tasks,
            share(score.dates),
            share(score.early),
            late[0],
            late[1],
            late[2]
        ));
    }
    println!("{}", table.join("\n"));
    assert!(faults.is_empty(), "not the dates that Microsoft Project showed:\n{}", faults.join("\n"));
}

/// Elements whose values are exchanged for others, to see that whatever is read makes a plan that compiles.
const VARIED: [(&str, &[&str]); 14] = [
    ("ConstraintType", &["0", "1", "2", "3", "4", "5", "6", "7"]),
    ("DurationFormat", &["3", "5", "6", "7", "8", "9", "11", "39", "53"]),
    ("LagFormat", &["5", "7", "8", "9", "19", "20"]),
    ("LinkLag", &["0", "4800", "-4800", "50"]),
    ("Manual", &["0", "1"]),
    ("Active", &["1", "1", "0"]),
    ("PercentComplete", &["0", "33", "100"]),
    ("Units", &["1", "0.5", "2", "1.5", "0.0006", "0"]),
    ("MaxUnits", &["1", "0", "0.5", "3"]),
    ("Type", &["0", "1", "2"]),
    ("OutlineLevel", &["1", "2", "3"]),
    ("Duration", &["PT0H0M0S", "PT8H0M0S", "PT0H7M6S", "PT999H0M0S"]),
    ("ActualStart", &["2016-04-01T08:00:00", "2023-01-07T03:00:00"]),
    ("FromTime", &["08:00:00", "07:00:00", "13:00:00"]),
];

#[test]
fn files_with_other_values_are_faults_or_make_plans_that_compile() {
    let Some(folder) = folder() else { return println!("skipped: there is no ../shared/oracle/msproject beside the project") };
    let mut seed: u64 = 1;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % n
    };
    let mut n_read = 0;
    for (path, _) in files(&folder).iter().filter(|(path, _)| std::fs::metadata(path).unwrap().len() < 200_000) {
        let mut text = std::fs::read_to_string(path).unwrap();
        for _ in 0..3 {
            let (name, values) = VARIED[next(VARIED.len())];
            let (open, close) = (format!("<{name}>"), format!("</{name}>"));
            let parts: Vec<&str> = text.split(&open).collect();
            let varied = parts[1..].iter().map(|part| match part.split_once(&close) {
                Some((_, rest)) if next(3) == 0 => format!("{open}{}{close}{rest}", values[next(values.len())]),
                _ => format!("{open}{part}"),
            });
            text = parts[0].to_owned() + &varied.collect::<String>();
        }
        let Ok(imported) = interop::msproject::read(&text) else { continue };
        n_read += 1;
        compiled(&path.display().to_string(), &format::write(&imported.draft));
    }
    assert!(10 < n_read, "most of them can be read, but {n_read} were");
}

/// Finds the files from the project's root or from a worktree of it.
fn folder() -> Option<PathBuf> {
    Some(project("../shared/oracle/msproject")).filter(|folder| folder.is_dir())
}

fn files(folder: &Path) -> Vec<(PathBuf, Value)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "xml"));
    files.sort();
    let expected = |path: &PathBuf| std::fs::read_to_string(path.with_extension("expected.json")).unwrap();
    files.iter().map(|path| (path.clone(), serde_json::from_str(&expected(path)).unwrap())).collect()
}

fn imported(path: &Path) -> (Plan, Schedule) {
    let imported = interop::msproject::read(&std::fs::read_to_string(path).unwrap()).unwrap_or_else(|fault| panic!("{path:?}: {fault:?}"));
    compiled(&path.display().to_string(), &format::write(&imported.draft))
}

/// Compiles an imported plan, which has no errors.
fn compiled(name: &str, text: &str) -> (Plan, Schedule) {
    let compilation = compile("import.plan", text, &Folder(project("")), &Default::default());
    let errors = compilation.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let errors: Vec<&String> = errors.map(|diagnostic| &diagnostic.message).collect();
    assert!(errors.is_empty(), "{name}: an imported plan compiles without errors: {errors:?}");
    (compilation.plan, compilation.schedule)
}

/// Compares every scored task; `differs` hears of each field that is not the same.
fn score(plan: &Plan, schedule: &Schedule, expected: &Value, is_tight: bool, differs: &mut dyn FnMut(&str, &str)) -> Score {
    let by_key: BTreeMap<&str, (TaskId, &TaskDates)> =
        plan.tasks.ids().filter_map(|id| Some((plan.text(plan.details(id).key?), (id, schedule.get(id)?)))).collect();
    let mut score = Score::default();
    for task in expected["tasks"].as_array().unwrap().iter().filter(|task| task["scored"] == true) {
        let uid = task["uid"].to_string();
        score.tasks += 1;
        let Some((id, dates)) = by_key.get(uid.as_str()) else {
            differs(&uid, "is missing");
            continue;
        };
        let mut all = |fields: &[(&str, bool)]| {
            let wrong: Vec<&str> = fields.iter().filter(|(_, same)| !same).map(|(field, _)| *field).collect();
            wrong.iter().for_each(|field| differs(&uid, field));
            usize::from(wrong.is_empty())
        };
        let clock = WorkTime::of(&plan.calendars[plan.tasks[*id].calendar].calendar);
        let at = |field: &str, ours: Instant| is_same(task, field, ours, &clock);
        score.dates += all(&[("start", at("start", dates.start)), ("finish", at("finish", dates.finish))]);
        score.early +=
            all(&[("early start", at("early_start", dates.early_start)), ("early finish", at("early_finish", dates.early_finish))]);
        if is_tight {
            score.late += all(&[("late start", at("late_start", dates.late_start)), ("late finish", at("late_finish", dates.late_finish))]);
            let slack =
                task["total_slack_min"].as_f64().is_none_or(|minutes| (minutes * 10.0 - f64::from(dates.total_slack.0)).abs() <= 10.0);
            score.slack += all(&[("total slack", slack)]);
            // Microsoft Project's path is what has no slack; ours is also what set the dates of that.
            let critical = dates.critical && dates.total_slack <= Work::ZERO;
            score.critical += all(&[("critical", task["critical"].as_bool().is_none_or(|told| told == critical))]);
        }
    }
    score
}

/// Tells whether a date is the expected one to the minute; a loose one may differ by time in which nobody works.
fn is_same(task: &Value, field: &str, ours: Instant, clock: &WorkTime) -> bool {
    let Some(text) = task[field].as_str() else { return true };
    let number = |from: usize| text[from..from + 2].parse::<u32>().unwrap();
    let day = Day::from_ymd(text[..4].parse().unwrap(), number(5), number(8)).unwrap();
    let theirs = day.start().plus(Elapsed((number(11) * 600 + number(14) * 10).cast_signed()));
    let is_loose = task["loose_fields"].as_array().is_some_and(|fields| fields.iter().any(|loose| loose == field));
    ours.since(theirs).0.abs() <= 10 || (is_loose && clock.between(theirs, ours).0 == 0)
}
