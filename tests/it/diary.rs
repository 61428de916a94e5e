//! A person's calendar: every hour they are booked for, in their own hours, and when they are away.

use std::collections::BTreeSet;
use std::path::Path;

use gantline::calendar::{Day, Instant};
use gantline::emit::Diaries;
use gantline::model::ResourceKind;
use gantline::schedule::{Booking, bookings};
use gantline::view::Reader;
use icalendar::{Calendar, CalendarComponent, Component, DatePerhapsTime};

use crate::support::{files, gantline, gantline_with, scratch};

const SHOP: &str = "plan \"Shop\"
  start 2026-03-02
  week mon-fri 09:00-12:00, 13:00-17:00
  holiday 2026-03-06 \"Founders' Day\"
person ana \"Ana Silva\"
  works mon-thu
  away 2026-03-09..2026-03-10 \"leave\"
  away 2026-03-12 13:00..2026-03-12 \"dentist\"
  from 2026-03-01
person ben \"Ben\" 50%
resource lab \"Device lab\" capacity 3
phase design \"Design\"
  task sketch \"Sketch, and talk\" 2d by ana
    link https://shop.example/1
  task words 1d by ana, ben, 2 of lab after sketch
  task review effort 3d by ana after words
";

fn export(plan: &str, arguments: &[&str]) -> String {
    let arguments: Vec<&str> = ["export", "-", "--allow", "all"].iter().chain(arguments).copied().collect();
    let run = gantline_with(Path::new("."), &arguments, plan.as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

/// One event as `start..finish summary`, a whole-day one as `first..after summary`.
fn lines(text: &str) -> Vec<String> {
    let calendar: Calendar = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    let event = |component: &CalendarComponent| {
        let CalendarComponent::Event(event) = component else { panic!("not an event") };
        let say = |at: Option<DatePerhapsTime>| match at.unwrap() {
            DatePerhapsTime::Date(day) => day.format("%m-%d").to_string(),
            DatePerhapsTime::DateTime(icalendar::CalendarDateTime::Floating(time)) => time.format("%m-%dT%H:%M").to_string(),
            DatePerhapsTime::DateTime(other) => panic!("{other:?} is not the time of the place"),
        };
        format!("{}..{} {}", say(event.get_start()), say(event.get_end()), event.get_summary().unwrap())
    };
    calendar.components.iter().map(event).collect()
}

#[test]
fn work_is_in_a_persons_hours_and_absences_are_days() {
    assert_eq!(
        lines(&export(SHOP, &["--who", "ana"])),
        [
            "03-02T09:00..03-02T12:00 Sketch, and talk",
            "03-02T13:00..03-02T17:00 Sketch, and talk",
            "03-03T09:00..03-03T12:00 Sketch, and talk",
            "03-03T13:00..03-03T17:00 Sketch, and talk",
            "03-04T09:00..03-04T12:00 Words",
            "03-04T13:00..03-04T17:00 Words",
            "03-05T09:00..03-05T12:00 Review",
            "03-05T13:00..03-05T17:00 Review",
            "03-09..03-11 Away: leave",
            "03-11T09:00..03-11T12:00 Review",
            "03-11T13:00..03-11T17:00 Review",
            "03-12T09:00..03-12T12:00 Review",
            "03-12T13:00..03-12T17:00 Away: dentist",
            "03-16T09:00..03-16T12:00 Review",
            "03-16T13:00..03-16T14:00 Review",
        ]
    );
}

#[test]
fn an_event_says_with_whom_how_much_and_whether_it_takes_the_hours() {
    let text = export(SHOP, &["--who", "Ana Silva"]).replace("\r\n ", "");
    let event = |uid: &str| {
        let from = text.find(&format!("UID:{uid}@shop.gantline\r\n")).unwrap_or_else(|| panic!("{uid}: {text}"));
        text[from..].split("END:VEVENT").next().unwrap().replace("\r\n", "\n")
    };
    let sketch = event("design.sketch/ana/1");
    for line in ["CATEGORIES:Design", "URL:https://shop.example/1", "TRANSP:OPAQUE", "SUMMARY:Sketch\\, and talk"] {
        assert!(sketch.lines().any(|found| found == line), "{line}: {sketch}");
    }
    assert!(event("design.words/ana/1").contains("DESCRIPTION:With Ben\\, Device lab\\n"));
    assert!(event("away/ana/2026-03-09/1").contains("TRANSP:OPAQUE"));
    assert!(text.contains("X-WR-CALNAME:Ana Silva – Shop\r\n"), "{text}");
    let text = export(SHOP, &["--who", "ben", "--format", "ics"]);
    assert!(text.contains("DESCRIPTION:50 % of these hours\\nWith Ana Silva\\, Device lab"), "{text}");
    assert!(text.contains("TRANSP:TRANSPARENT") && !text.contains("OPAQUE"), "{text}");
    let text = export(SHOP, &["--who", "lab"]);
    assert!(text.contains("DESCRIPTION:2 of 3\\nWith Ana Silva\\, Ben"), "{text}");
}

#[test]
fn days_before_the_first_and_after_the_last_are_no_absence() {
    let head = "plan x\n start 2026-03-02\nperson ana from 2026-03-04 until 2026-03-20 away 2026-03-02..2026-03-05 \"visa\"\n";
    let text = export(&format!("{head}task a 1d by ana\n"), &["--who", "ana"]);
    assert_eq!(lines(&text), ["03-04..03-06 Away: visa", "03-06T09:00..03-06T17:00 A"]);
    let weekend = "plan x\n start 2026-03-02\nperson ana away 2026-03-07..2026-03-08 \"a weekend\"\ntask a 1d by ana\n";
    assert_eq!(lines(&export(weekend, &["--who", "ana"])).len(), 1, "nobody works then anyway");
}

#[test]
fn work_that_moves_keeps_its_identity() {
    let uids = |text: &str| {
        let uids: BTreeSet<String> = text.split("\r\n").filter(|line| line.starts_with("UID:")).map(str::to_owned).collect();
        assert_eq!(uids.len(), text.matches("BEGIN:VEVENT").count(), "two events are one: {text}");
        uids
    };
    let before = export(SHOP, &["--who", "ana"]);
    let after = export(&SHOP.replace("start 2026-03-02", "start 2026-03-16"), &["--who", "ana"]);
    let of_work = |uids: BTreeSet<String>| uids.into_iter().filter(|uid| !uid.starts_with("UID:away")).collect::<BTreeSet<_>>();
    assert!(of_work(uids(&after)).is_subset(&of_work(uids(&before))), "{after}");
    assert_ne!(before, after);
}

#[test]
fn several_in_one_calendar_are_told_apart_by_name() {
    let plan = format!("{SHOP}team both \"Both\" of ana, ben\n");
    let text = export(&plan, &["--who", "both"]);
    assert!(lines(&text).iter().any(|line| line.ends_with("Ben: Words")), "{text}");
    assert_eq!(text, export(&plan, &["--who", "ana", "--who", "ben", "--who", "both"]));
}

/// Every hour that is booked is in a calendar, and no more: of whole hours, after the status date, before which what was
/// done may be less than the hours that it took.
#[test]
fn events_add_up_to_what_is_booked() {
    let mut n_events = 0;
    for path in files("examples", "plan") {
        let text = std::fs::read_to_string(&path).unwrap();
        let folder = crate::support::Folder(path.parent().unwrap().to_owned());
        let compilation = gantline::compile::compile("p.plan", text, &folder, &gantline::compile::Options::default());
        let (plan, schedule) = (&compilation.plan, &compilation.schedule);
        let reader = Reader::of(plan, schedule);
        let diaries = Diaries::of(&reader);
        let since = plan.settings.as_of.map_or(Instant::MIN, |as_of| as_of.at);
        let booked: Vec<Booking> = bookings(plan, schedule).into_iter().filter(|booking| since < booking.finish).collect();
        let people = plan.resources.iter().filter(|(_, who)| who.kind != ResourceKind::Team && who.capacity == 1);
        for (who, resource) in people {
            let list: Vec<&Booking> = booked.iter().filter(|booking| booking.resource == who).collect();
            let events = worked(&diaries.calendar(&[who]), since);
            n_events += events.len();
            if list.iter().all(|booking| booking.units == 10_000 && since <= booking.start) {
                let minutes: i64 = list.iter().map(|booking| i64::from(booking.work.minutes())).sum();
                let in_calendar = events.iter().map(|(from, to)| to - from).sum::<i64>();
                assert_eq!(in_calendar, minutes, "{} in {}", plan.text(resource.title), path.display());
            }
        }
    }
    assert!(500 < n_events, "{n_events}");
}

/// Returns the events from `since` on that are not absences, in minutes.
fn worked(text: &str, since: Instant) -> Vec<(i64, i64)> {
    let calendar: Calendar = text.parse().unwrap();
    let minutes = |at: Option<DatePerhapsTime>| match at.unwrap() {
        DatePerhapsTime::DateTime(icalendar::CalendarDateTime::Floating(time)) => time.and_utc().timestamp() / 60,
        other @ (DatePerhapsTime::DateTime(_) | DatePerhapsTime::Date(_)) => panic!("{other:?} is not the time of the place"),
    };
    let first = i64::from(since.since(Day::from_ymd(1970, 1, 1).unwrap().start()).0 / 10);
    let events = calendar.components.iter().filter_map(|component| component.as_event());
    let work = events.filter(|event| !event.get_uid().unwrap().starts_with("away/"));
    let times = work.map(|event| (minutes(event.get_start()), minutes(event.get_end())));
    times.filter(|(from, _)| first <= *from).collect()
}

#[test]
fn everybody_has_a_file_of_their_own() {
    let folder = scratch(&[("shop.plan", SHOP)]);
    let run = gantline(folder.path(), &["export", "shop.plan", "--everybody", "-o", "calendars", "--allow", "all"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(run.err.contains("wrote calendars/ana.ics: 15 events\n"), "{}", run.err);
    for (name, who) in [("ana", "ana"), ("ben", "ben"), ("lab", "lab")] {
        let text = std::fs::read_to_string(folder.path().join(format!("calendars/{name}.ics"))).unwrap();
        assert_eq!(text, export(SHOP, &["--who", who]));
    }
    let run = gantline(folder.path(), &["export", "shop.plan", "--everybody", "-o", "all.ics"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("with --everybody, -o names the folder that the calendars go to"), "{}", run.err);
}

#[test]
fn what_is_no_calendar_of_somebody_is_refused() {
    let folder = scratch(&[("shop.plan", SHOP), ("alone.plan", "plan x\n  start 2026-03-02\ntask a 1d\n")]);
    for (arguments, says) in [
        (["shop.plan", "--who", "anna"], "no person, team or resource is named `anna`"),
        (["shop.plan", "--who=ana", "-oana.csv"], "--who asks for a calendar, which is written as ics"),
        (["alone.plan", "--who", "ana"], "nobody is named in this plan"),
    ] {
        let run = gantline(folder.path(), &[&["export"], &arguments[..]].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
        assert!(run.err.contains(says), "{says}: {}", run.err);
    }
}

#[test]
fn work_round_the_clock_is_one_event() {
    let plan = "plan x\n start 2026-03-02\n week mon-sun 00:00-24:00\n units 1d = 24h\nperson ana\ntask a 3d by ana\n";
    assert_eq!(lines(&export(plan, &["--who", "ana"])), ["03-02T00:00..03-05T00:00 A"]);
}
