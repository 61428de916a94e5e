//! Files of Microsoft Project, element by element: the plan that comes of them, and what is said of broken ones.

mod faults;

use gantline::compile::compile;
use gantline::diagnostic::Severity;
use gantline::{format, interop};

use crate::support::{Folder, gantline_with, project};

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

fn with_tasks(tasks: &str) -> String {
    File { tasks, ..File::default() }.xml()
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

#[test]
fn dates_that_bind_and_dates_that_judge() {
    let bound = |uid: u32, kind: u32, date: &str| {
        task(uid, 1, &format!("Pier {uid}"), 8, &format!("<ConstraintType>{kind}</ConstraintType><ConstraintDate>{date}</ConstraintDate>"))
    };
    let tasks = [
        bound(1, 0, "2026-03-09T08:00:00"),
        bound(2, 1, "2026-03-09T08:00:00"),
        bound(3, 2, "2026-03-09T08:00:00"),
        bound(4, 3, "2026-03-09T17:00:00"),
        bound(5, 4, "2026-03-09T10:00:00"),
        bound(6, 5, "2026-03-09T08:00:00"),
        bound(7, 6, "2026-03-09T17:00:00"),
        bound(8, 7, "2026-03-09T12:00:00"),
        bound(9, 6, "2026-03-02T17:00:00").replace("PT8H", "PT40H"),
        task(10, 1, "Deck", 8, "<Deadline>2026-03-20T17:00:00</Deadline><Priority>700</Priority><LevelingDelay>28800</LevelingDelay>"),
        task(11, 1, "Rail", 8, "<ConstraintType>4</ConstraintType><ConstraintDate>1984-01-01T00:00:00</ConstraintDate>"),
    ];
    check_tasks(
        &tasks.concat(),
        r#"
task pier-1 1d key 1
task pier-2 1d as late as possible key 2
task pier-3 1d starts on 2026-03-09 key 3
task pier-4 1d ends on 2026-03-09 key 4
task pier-5 1d from 2026-03-09 10:00 key 5
task pier-6 1d starts by 2026-03-09 key 6
task pier-7 1d ends from 2026-03-09 key 7
task pier-8 1d ends by 2026-03-09 12:00 key 8
task pier-9 5d from 2026-02-24 ends from 2026-03-02 key 9
task deck 1d delayed 2d elapsed due 2026-03-20 key 10
  priority 700
task rail 1d key 11
# What this plan does not hold of the file that it was imported from:
# - 1 × constraints without a date: “Rail”"#,
    );
}

#[test]
fn where_links_win_over_dates_a_date_judges() {
    let kinds = [2, 3, 5, 7];
    let bound = |kind: u32| {
        let more = format!("<ConstraintType>{kind}</ConstraintType><ConstraintDate>2026-03-09T17:00:00</ConstraintDate>");
        task(kind, 1, &format!("Pier {kind}"), 8, &more)
    };
    let tasks: String = kinds.map(bound).concat();
    let file = File { settings: "<HonorConstraints>1</HonorConstraints>", tasks: &tasks, ..File::default() };
    check(
        &file,
        r#"
task pier-2 1d from 2026-03-09 17:00 key 2
task pier-3 1d ends from 2026-03-09 due 2026-03-09 key 3
task pier-5 1d due 2026-03-10 key 5
task pier-7 1d due 2026-03-09 key 7
# What this plan does not hold of the file that it was imported from:
# - 4 × dates to be kept that give way to links there; each is a bound or a deadline: “Pier 2”, “Pier 3”, “Pier 5”, “Pier 7”"#,
    );
}

#[test]
fn what_was_recorded_is_kept_and_what_was_computed_is_not() {
    let from = "<ActualStart>2026-03-02T08:00:00</ActualStart>";
    let to = |date: &str| format!("<ActualFinish>{date}</ActualFinish><PercentComplete>100</PercentComplete>");
    let part = |share: u32, done: u32, left: u32| {
        let share = format!("<PercentComplete>{share}</PercentComplete>");
        format!("{from}{share}<ActualDuration>PT{done}H0M0S</ActualDuration><RemainingDuration>PT{left}H0M0S</RemainingDuration>")
    };
    let instant = "<ActualStart>2026-03-05T15:00:00</ActualStart>".to_owned();
    let computed = "<Start>2026-07-01T08:00:00</Start><EarlyStart>2026-07-01T08:00:00</EarlyStart><TotalSlack>4800</TotalSlack>";
    let tasks = [
        task(1, 1, "Survey", 40, &(from.to_owned() + &to("2026-03-05T15:00:00"))),
        task(2, 1, "Piers", 40, &part(40, 16, 24)),
        task(3, 1, "Deck", 24, &part(33, 8, 16)),
        task(4, 1, "Open", 0, &(instant + &to("2026-03-05T15:00:00"))),
        task(5, 1, "Permit", 0, &(from.to_owned() + &to("2026-03-04T17:00:00"))),
        task(6, 1, "Paint", 8, &format!("<Milestone>1</Milestone>{computed}")),
    ];
    let file = File { settings: "<StatusDate>2026-03-06T17:00:00</StatusDate>", tasks: &tasks.concat(), ..File::default() };
    check(
        &file,
        r#"
  as of 2026-03-06 17:00 keeping dates
task survey 5d key 1
  started 2026-03-02 finished 2026-03-05 15:00
task piers 5d key 2
  started 2026-03-02 done 40%
task deck 3d key 3
  started 2026-03-02 remaining 2d
milestone open key 4
  finished 2026-03-05 15:00
task permit 0d key 5
  started 2026-03-02 finished 2026-03-04
task paint 1d key 6
  tag milestone
# What this plan does not hold of the file that it was imported from:
# - 1 × milestones that took time when they were done; each is a task with both dates: “Permit”
# - 1 × milestones with a duration; each is a task tagged `milestone`: “Paint”"#,
    );
}

#[test]
fn manual_and_inactive_tasks_and_estimates() {
    let manual = "<Manual>1</Manual><ManualStart>2026-03-03T08:00:00</ManualStart><ManualFinish>2026-03-05T17:00:00</ManualFinish>";
    let tasks = [
        task(1, 1, "Fair", 24, manual),
        task(2, 1, "Season", 24, manual),
        task(3, 2, "Stand", 8, "<Active>0</Active><Notes>Only if the permit comes.</Notes>"),
        task(4, 2, "Leaflets", 8, &format!("<Estimated>1</Estimated>{}", link(3, 1, 0, 7))),
        task(5, 2, "Posters", 16, "<Estimated>1</Estimated>"),
        task(
            6,
            1,
            "Visit",
            0,
            "<Manual>1</Manual><ManualStart>2026-03-04T13:00:00</ManualStart><ManualFinish>2026-03-04T13:00:00</ManualFinish>",
        ),
        task(7, 1, "Some day", 8, "<Manual>1</Manual>"),
    ];
    check_tasks(
        &tasks.concat(),
        r#"
task fair 2026-03-03..2026-03-05 key 1
phase season 2026-03-03..2026-03-05 key 2
  # task stand 1d key 3
  #   note "Only if the permit comes."
  task leaflets key 4
  task posters 2d key 5
milestone visit from 2026-03-04 13:00 key 6
task some-day 1d key 7
# What this plan does not hold of the file that it was imported from:
# - 1 × inactive tasks, which stand above as comments: “Stand”
# - 1 × manual tasks without dates, which are scheduled now: “Some day”
# - 1 × links from inactive tasks, which hold nothing up: “Leaflets”"#,
    );
}

/// A resource and its calendar, and who is on what.
fn person(uid: u32, name: &str, more: &str) -> String {
    format!("<Resource><UID>{uid}</UID><Name>{name}</Name><Type>1</Type>{more}</Resource>")
}

fn on(task: u32, resource: u32, units: &str, hours: u32) -> String {
    format!(
        "<Assignment><UID>{task}{resource}</UID><TaskUID>{task}</TaskUID><ResourceUID>{resource}</ResourceUID><Units>{units}</Units><Work>PT{hours}H0M0S</Work></Assignment>"
    )
}

#[test]
fn people_calendars_and_the_three_kinds_of_tasks() {
    let night = "<Calendar><UID>2</UID><Name>Night shift</Name><BaseCalendarUID>-1</BaseCalendarUID><WeekDays><WeekDay><DayType>2</DayType>\
        <DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>22:00:00</FromTime><ToTime>00:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay></WeekDays></Calendar>";
    let own = "<Calendar><UID>3</UID><Name>Ben</Name><BaseCalendarUID>1</BaseCalendarUID><WeekDays><WeekDay><DayType>6</DayType><DayWorking>0</DayWorking></WeekDay></WeekDays>\
        <Exceptions><Exception><EnteredByOccurrences>0</EnteredByOccurrences><TimePeriod><FromDate>2026-04-13T00:00:00</FromDate><ToDate>2026-04-17T23:59:00</ToDate></TimePeriod>\
        <Name>leave</Name><Type>1</Type><DayWorking>0</DayWorking></Exception></Exceptions></Calendar>";
    let tasks = [
        task(1, 1, "Design", 24, "<Type>0</Type>"),
        task(2, 1, "Build", 40, "<Type>2</Type>"),
        task(3, 1, "Meet", 8, "<Type>1</Type>"),
        task(4, 1, "Cast", 8, "<Type>0</Type>"),
        task(5, 1, "Guard", 8, "<Type>1</Type><CalendarUID>2</CalendarUID>"),
        task(6, 1, "Lay", 16, "<Type>0</Type>"),
    ];
    let resources = [
        person(1, "Ana Silva", "<MaxUnits>1</MaxUnits><StandardRate>80</StandardRate>"),
        person(2, "Ben", "<MaxUnits>0.5</MaxUnits><CalendarUID>3</CalendarUID>"),
        person(3, "Masons", "<MaxUnits>3</MaxUnits>"),
        "<Resource><UID>4</UID><Name>Cement</Name><Type>0</Type></Resource>".to_owned(),
    ];
    let assignments = [
        on(1, 1, "1", 24),
        on(2, 1, "1", 40),
        on(2, 2, "0.5", 8),
        on(3, 1, "1", 8),
        on(3, 2, "0.5", 4),
        on(4, 3, "3", 24),
        on(4, 4, "12", 0),
        on(5, 1, "1", 8),
        on(6, 1, "0.25", 4),
        on(6, 3, "1.5", 24),
    ];
    let file = File {
        calendars: &format!("{night}{own}"),
        tasks: &tasks.concat(),
        resources: &resources.concat(),
        assignments: &assignments.concat(),
        ..File::default()
    };
    check(
        &file,
        r#"
calendar night-shift
  week mon 22:00-24:00
person ana-silva "Ana Silva" rate 80/h
person ben 50%
  works mon-thu 08:00-12:00, 13:00-17:00
  away 2026-04-13..2026-04-17 "leave"
resource masons capacity 3
task design effort 3d by ana-silva key 1
task build by ana-silva 5d, ben 1d key 2
task meet 1d by ana-silva, ben calendar standard only key 3
task cast effort 3d by 3 of masons key 4
task guard 1d by ana-silva calendar night-shift only key 5
task lay by ana-silva 25% 4h, 2 of masons 75% 3d key 6
# What this plan does not hold of the file that it was imported from:
# - 1 × materials and costs, which do no work: “Cement”
# - 1 × assignments of materials, costs or inactive resources: “Cast”"#,
    );
}

/// The project's calendar with these exceptions and work weeks.
fn calendar(more: &str) -> String {
    let days: String = (2..=6).map(|day| format!("<WeekDay><DayType>{day}</DayType>{EIGHT_TO_FIVE}</WeekDay>")).collect();
    format!("<Calendar><UID>1</UID><Name>Standard</Name><BaseCalendarUID>-1</BaseCalendarUID><WeekDays>{days}</WeekDays>{more}</Calendar>")
}

fn exception(kind: u32, from: &str, to: &str, more: &str) -> String {
    format!(
        "<Exception><TimePeriod><FromDate>{from}T00:00:00</FromDate><ToDate>{to}T23:59:00</ToDate></TimePeriod><Name>off</Name><Type>{kind}</Type>{more}</Exception>"
    )
}

#[track_caller]
fn check_calendar(more: &str, expected: &str) {
    check(
        &File { calendars: &calendar(more), tasks: &task(1, 1, "Deck", 8, ""), ..File::default() },
        &format!("{}\ntask deck 1d key 1", expected.trim_matches('\n')),
    );
}

#[test]
fn exceptions_that_come_again_are_told_day_by_day() {
    let exceptions = [
        exception(1, "2026-04-03", "2026-04-06", "<DayWorking>0</DayWorking>"),
        exception(2, "2026-01-01", "2027-12-31", "<Month>4</Month><MonthDay>1</MonthDay><DayWorking>0</DayWorking>"),
        exception(
            3,
            "2026-01-01",
            "2026-12-31",
            "<Month>10</Month><MonthItem>7</MonthItem><MonthPosition>3</MonthPosition><DayWorking>0</DayWorking>",
        ),
        exception(6, "2026-06-01", "2026-06-30", "<Period>2</Period><DaysOfWeek>32</DaysOfWeek><DayWorking>0</DayWorking>"),
        exception(
            4,
            "2026-08-01",
            "2027-08-01",
            "<EnteredByOccurrences>1</EnteredByOccurrences><Occurrences>2</Occurrences><MonthDay>31</MonthDay><DayWorking>0</DayWorking>",
        ),
        exception(1, "2026-03-07", "2026-03-07", EIGHT_TO_FIVE),
    ];
    check_calendar(
        &format!("<Exceptions>{}</Exceptions>", exceptions.concat()),
        r#"
  holiday 2026-04-03..2026-04-06 "off"
  holiday 2026-05-01 "off"
  holiday 2026-06-05 "off"
  holiday 2026-06-19 "off"
  holiday 2026-08-31 "off"
  holiday 2026-10-31 "off"
  holiday 2026-11-26 "off"
  holiday 2027-05-01 "off"
  workday 2026-03-07 08:00-12:00, 13:00-17:00 "off""#,
    );
}

#[test]
fn weeks_for_a_time_are_told_as_days_that_differ() {
    let short = "<DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime></WorkingTimes>";
    let weeks = format!(
        "<WorkWeeks><WorkWeek><TimePeriod><FromDate>2026-07-06T00:00:00</FromDate><ToDate>2026-07-12T23:59:00</ToDate></TimePeriod><Name>summer</Name><WeekDays>\
         <WeekDay><DayType>2</DayType>{short}</WeekDay><WeekDay><DayType>3</DayType>{short}</WeekDay><WeekDay><DayType>6</DayType><DayWorking>0</DayWorking></WeekDay>\
         <WeekDay><DayType>4</DayType>{EIGHT_TO_FIVE}</WeekDay></WeekDays></WorkWeek></WorkWeeks>"
    );
    check_calendar(&weeks, "  holiday 2026-07-10\n  workday 2026-07-06..2026-07-07 08:00-12:00");
}

#[test]
fn the_same_days_told_twice_for_older_readers_count_once() {
    let old = "<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod><FromDate>2026-04-03T00:00:00</FromDate><ToDate>2026-04-03T23:59:00</ToDate></TimePeriod></WeekDay>";
    let only_old = calendar("").replace("</WeekDays>", &format!("{old}</WeekDays>"));
    let tasks = task(1, 1, "Deck", 8, "");
    check(&File { calendars: &only_old, tasks: &tasks, ..File::default() }, "  holiday 2026-04-03\ntask deck 1d key 1");
    let both = only_old.replace(
        "</Calendar>",
        &format!("<Exceptions>{}</Exceptions></Calendar>", exception(1, "2026-04-03", "2026-04-03", "<DayWorking>0</DayWorking>")),
    );
    check(&File { calendars: &both, tasks: &tasks, ..File::default() }, "  holiday 2026-04-03 \"off\"\ntask deck 1d key 1");
}

#[test]
fn a_series_of_dates_does_not_wait_for_what_its_summary_waits_for() {
    let pinned = "<ConstraintType>4</ConstraintType><ConstraintDate>2026-03-02T08:00:00</ConstraintDate>";
    let tasks = [
        task(1, 1, "Design", 80, ""),
        task(2, 1, "Build", 0, &link(1, 1, 0, 7)),
        task(3, 2, "Weekly", 0, "<Recurring>1</Recurring>"),
        task(4, 3, "Weekly 1", 1, pinned),
        task(5, 2, "Piers", 8, ""),
    ];
    check_tasks(
        &tasks.concat(),
        r#"
task design 10d key 1
phase build key 2
  phase weekly key 3
    task weekly-1 1h from 2026-03-02 key 4
  task piers 1d after design key 5"#,
    );
}

#[test]
fn the_first_baseline_is_kept_and_the_schedule_shows_it() {
    let baseline = |number: u32, from: &str, to: &str| {
        format!("<Baseline><Number>{number}</Number><Start>{from}</Start><Finish>{to}</Finish></Baseline>")
    };
    let tasks = [
        task(
            1,
            1,
            "Survey",
            8,
            &(baseline(0, "2026-03-02T08:00:00", "2026-03-03T17:00:00") + &baseline(1, "2026-03-09T08:00:00", "2026-03-09T17:00:00")),
        ),
        task(2, 1, "Deck", 8, &baseline(0, "2026-03-04T08:00:00", "2026-03-04T17:00:00")),
        task(3, 1, "Open", 0, &baseline(0, "2026-03-04T12:00:00", "2026-03-04T12:00:00")),
    ];
    let text = import(&with_tasks(&tasks.concat()));
    let expected = r#"
task survey 1d key 1
  baseline 2026-03-02..2026-03-03
task deck 1d key 2
  baseline 2026-03-04
milestone open key 3
  baseline 2026-03-04 12:00

# What this plan does not hold of the file that it was imported from:
# - 1 × further baselines, or such without dates: “Survey”
"#;
    assert!(text.ends_with(expected), "{text}");
    let run = gantline_with(&project(""), &["report", "-", "--format", "json"], text.as_bytes());
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let shown = |index: usize| json["tasks"][index]["baseline"].clone();
    assert_eq!(shown(0), serde_json::json!({"start": "2026-03-02T08:00", "finish": "2026-03-03T17:00"}));
    assert_eq!(shown(2), serde_json::json!({"start": "2026-03-04T12:00", "finish": "2026-03-04T12:00"}));
    let turned = text.replace("2026-03-02..2026-03-03", "2026-03-03..2026-03-02");
    let run = gantline_with(&project(""), &["check", "-", "--format", "short"], turned.as_bytes());
    assert!(run.out.contains("this baseline ends before it begins"), "{}", run.out);
}

#[test]
fn what_has_no_word_is_counted_by_task() {
    let custom = "<ExtendedAttribute><FieldID>188743731</FieldID><Value>x</Value></ExtendedAttribute>";
    let tasks = [
        task(1, 1, "Survey", 8, &custom.repeat(3)),
        task(2, 1, "Deck", 8, &(custom.to_owned() + "<HyperlinkAddress>https://example.org/deck</HyperlinkAddress>")),
    ];
    check_tasks(
        &tasks.concat(),
        r#"
task survey 1d key 1
task deck 1d key 2
  link https://example.org/deck
# What this plan does not hold of the file that it was imported from:
# - 4 × custom fields: “Survey”, “Deck”"#,
    );
}
