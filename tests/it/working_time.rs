//! No work lies outside of working time: random calendars and people, and a model that knows only hours and days.

use gantline::calendar::{Calendar, Instant, Work, WorkTime};
use gantline::compile::{Options, compile};
use gantline::model::{Effort, Plan, TaskId};
use gantline::schedule::TaskDates;
use proptest::prelude::*;

use crate::support::Folder;

/// Weeks that plans under test may have.
const WEEKS: &[&str] = &[
    "mon-fri 09:00-17:00",
    "mon-fri 08:00-12:00, 13:00-17:00",
    "mon-thu 22:00-06:00",
    "mon-sun 00:00-24:00",
    "tue, thu, sat 10:00-10:30, 11:00-19:00",
    "sun-wed 18:00-02:00",
];

/// Days off that they may have, in 2026.
const DAYS_OFF: &[&str] = &[
    "03-03",
    "03-05..2026-03-08",
    "03-04 10:00..2026-03-04 12:30",
    "03-09 23:00..2026-03-11 01:00",
    "03-02..2026-04-10",
    "03-12 09:00..2026-03-13",
];

/// Lengths of work.
const LENGTHS: &[&str] = &["1h", "3d", "2.5d", "1w", "7min", "30h"];

#[derive(Clone, Debug)]
struct Case {
    weeks: [usize; 3],
    days_off: Vec<(usize, usize)>,
    tasks: Vec<(usize, usize, usize, usize)>,
}

fn cases() -> impl Strategy<Value = Case> {
    let weeks = prop::array::uniform3(0..WEEKS.len());
    let days_off = prop::collection::vec((0..4usize, 0..DAYS_OFF.len()), 0..5);
    let tasks = prop::collection::vec((0..LENGTHS.len(), 0..3usize, 0..4usize, 0..6usize), 1..9);
    (weeks, days_off, tasks).prop_map(|(weeks, days_off, tasks)| Case { weeks, days_off, tasks })
}

/// Writes the plan of a case: a week and a calendar, one person who works the week and one with hours of their own.
fn text(case: &Case) -> String {
    let [plan, other, person] = case.weeks.map(|week| WEEKS[week]);
    let off = |wanted: usize, word: &str| -> String {
        let own = case.days_off.iter().filter(|(whose, _)| *whose == wanted);
        own.map(|(_, day)| format!("  {word} 2026-{}\n", DAYS_OFF[*day])).collect()
    };
    let mut text = format!("plan \"p\"\n  start 2026-03-02\n  week {plan}\n{}", off(0, "holiday"));
    text += &format!("calendar other like standard\n  week {other}\n{}", off(1, "holiday"));
    text += &format!("person ana\n{}person ben calendar other\n  works {person}\n{}", off(2, "away"), off(3, "away"));
    for (n, (length, calendar, who, after)) in case.tasks.iter().enumerate() {
        let by = ["", " by ana", " by ben", " by ana, ben"][*who];
        let on = ["", " calendar other", " calendar standard"][*calendar];
        let after = if *after < n { format!(" after t{after}") } else { String::new() };
        text += &format!("task t{n} {}{on}{by}{after}\n", LENGTHS[*length]);
    }
    text
}

/// Returns the hours in which a task may run: its calendar's, and everybody's who is on it.
fn hours(plan: &Plan, task: TaskId) -> WorkTime {
    let people = plan.assignments_of(task).iter().map(|assignment| plan.resources[assignment.resource].calendar);
    let all: Vec<&Calendar> =
        [plan.tasks[task].calendar].into_iter().chain(people).map(|calendar| &plan.calendars[calendar].calendar).collect();
    WorkTime::of(&Calendar::intersect(&all))
}

/// Returns the work from `from` to `to`, counted tenth of a minute by tenth of a minute from day to day.
fn counted(time: &WorkTime, from: Instant, to: Instant) -> i32 {
    time.stretches(from, to).map(|(start, end)| end.tenths() - start.tenths()).sum()
}

fn check(plan: &Plan, task: TaskId, dates: &TaskDates) -> Result<(), TestCaseError> {
    let Effort::Duration(work) = plan.tasks[task].effort else { return Err(TestCaseError::fail("every task has a duration")) };
    let time = hours(plan, task);
    let first = time.stretches(dates.start, dates.finish).next();
    let last = time.stretches(dates.start, dates.finish).last();
    prop_assert_eq!(first.map(|(start, _)| start), Some(dates.start), "work begins inside working time");
    prop_assert_eq!(last.map(|(_, end)| end), Some(dates.finish), "work ends inside working time");
    prop_assert_eq!(Work(counted(&time, dates.start, dates.finish)), work, "the work takes its length");
    let (latest, end) = (time.next_start(dates.late_start), time.prev_finish(dates.late_finish));
    prop_assert_eq!((latest, end), (dates.late_start, dates.late_finish), "late dates are working time too");
    Ok(())
}

proptest! {
    #![proptest_config(crate::support::cases(200))]

    #[test]
    fn no_work_lies_outside_of_working_time(case in cases()) {
        let text = text(&case);
        let compilation = compile("p.plan", text.clone(), &Folder(".".into()), &Options::default());
        if compilation.diagnostics.has_errors() {
            let codes: Vec<&str> = compilation.diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
            prop_assert!(codes.contains(&"G304"), "{:?} in\n{}", codes, text);
            return Ok(());
        }
        let plan = &compilation.plan;
        for (id, dates) in plan.tasks.ids().zip(&compilation.schedule.tasks) {
            check(plan, id, dates).map_err(|error| TestCaseError::fail(format!("{error}\n{}\n{text}", plan.title(id))))?;
        }
    }
}
