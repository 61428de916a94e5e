//! Files of Microsoft Project, element by element: the plan that comes of them, and what is said of broken ones.

use gantline::compile::compile;
use gantline::diagnostic::Severity;
use gantline::{format, interop};

use crate::support::{Folder, project};

/// A file with these settings, calendars, tasks, resources and assignments.
#[derive(Default)]
struct File<'a> {
    settings: &'a str,
    calendars: &'a str,
    tasks: &'a str,
    resources: &'a str,
    assignments: &'a str,
}

const EIGHT_TO_FIVE: &str = "<DayWorking>1</DayWorking><WorkingTimes>\
    <WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime>\
    <WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes>";

impl File<'_> {
    fn xml(&self) -> String {
        let days: String = (2..=6).map(|day| format!("<WeekDay><DayType>{day}</DayType>{EIGHT_TO_FIVE}</WeekDay>")).collect();
        let standard = format!(
            "<Calendar><UID>1</UID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>-1</BaseCalendarUID>\
             <WeekDays>{days}</WeekDays></Calendar>"
        );
        let calendars = if self.calendars.contains("<UID>1</UID>") { self.calendars.to_owned() } else { standard + self.calendars };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Project xmlns=\"http://schemas.microsoft.com/project\">\n\
             <Title>Bridge</Title><StartDate>2026-03-02T08:00:00</StartDate><CalendarUID>1</CalendarUID>{}\n\
             <Calendars>{calendars}</Calendars>\n<Tasks>{}</Tasks>\n<Resources>{}</Resources>\n<Assignments>{}</Assignments>\n</Project>\n",
            self.settings, self.tasks, self.resources, self.assignments
        )
    }
}

/// A task of a level, so many hours long.
fn task(uid: u32, level: u32, name: &str, hours: u32, more: &str) -> String {
    format!(
        "<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><OutlineLevel>{level}</OutlineLevel>\
         <Duration>PT{hours}H0M0S</Duration><DurationFormat>7</DurationFormat>{more}</Task>\n"
    )
}

fn link(uid: u32, kind: u32, lag: i32, format: u32) -> String {
    format!(
        "<PredecessorLink><PredecessorUID>{uid}</PredecessorUID><Type>{kind}</Type><LinkLag>{lag}</LinkLag><LagFormat>{format}</LagFormat></PredecessorLink>"
    )
}

/// Imports a file and returns the text, which must compile without errors.
#[track_caller]
fn import(xml: &str) -> String {
    let imported = interop::msproject::read(xml).unwrap_or_else(|fault| panic!("{fault:?}"));
    let text = format::write(&imported.draft);
    let compilation = compile("bridge.plan", text.as_str(), &Folder(project("")), &Default::default());
    let errors: Vec<String> = compilation
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| diagnostic.message.clone())
        .collect();
    assert!(errors.is_empty(), "{errors:?} in\n{text}");
    text
}

/// Checks the lines of the plan that come of `file`, but for those of its head that every file has.
#[track_caller]
fn check(file: &File<'_>, expected: &str) {
    let text = import(&file.xml());
    let usual = ["plan \"Bridge\"", "  start 2026-03-02", "  leveling off", "  week mon-fri 08:00-12:00, 13:00-17:00", ""];
    let lines: Vec<&str> = text.lines().filter(|line| !usual.contains(line)).collect();
    assert_eq!(lines.join("\n"), expected.trim_matches('\n'), "all of it:\n{text}");
}

#[track_caller]
fn check_tasks(tasks: &str, expected: &str) {
    check(&File { tasks, ..File::default() }, expected);
}

#[test]
fn outline_links_and_units() {
    let tasks = [
        task(1, 1, "Design", 80, ""),
        task(2, 2, "Soil survey", 40, ""),
        task(3, 2, "Drawings", 80, &link(2, 1, -4_800, 7)),
        task(4, 1, "Build", 0, &link(1, 1, 0, 7)),
        task(5, 2, "Foundations &amp; piers", 80, "").replace("<DurationFormat>7", "<DurationFormat>9"),
        task(6, 2, "Curing", 672, &link(5, 3, 28_800, 8)).replace("<DurationFormat>7", "<DurationFormat>10"),
        task(7, 2, "Deck", 12, &(link(6, 0, 50, 19) + &link(3, 2, 0, 7))),
        task(8, 2, "Open", 0, &link(7, 1, 0, 7)),
    ];
    check_tasks(
        &tasks.concat(),
        r#"
phase design key 1
  task soil-survey 5d key 2
  task drawings 10d after soil-survey - 1d key 3
phase build after design key 4
  task foundations-piers "Foundations & piers" 2w key 5
  task curing 4w elapsed after foundations-piers.start + 2d elapsed key 6
  task deck 1.5d ends after curing + 50%, drawings.start key 7
  milestone open after deck key 8"#,
    );
}
