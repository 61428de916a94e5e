//! What calendars, people and settings come to.

use std::path::Path;

use gantline::calendar::{Day, Hours, Work};
use gantline::compile::{Compilation, Files, Options, compile};
use gantline::model::{Direction, NamedCalendar, Resource};
use gantline::view::phrase;

/// Files that a plan under test may include.
struct Shelf(&'static [(&'static str, &'static str)]);

impl Files for Shelf {
    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        let file = self.0.iter().find(|(name, _)| Path::new(name) == path);
        file.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| "there is no such file".to_owned())
    }
}

fn plan(text: &str) -> Compilation {
    with_files(text, &[])
}

fn with_files(text: &str, files: &'static [(&'static str, &'static str)]) -> Compilation {
    let compilation = compile("main.plan", text.to_owned(), &Shelf(files), &Options::default());
    let messages: Vec<&str> = compilation.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert!(!compilation.diagnostics.has_errors(), "{messages:?}");
    compilation
}

impl Find for Compilation {
    fn person(&self, id: &str) -> &Resource {
        let found = self.plan.resources.as_slice().iter().find(|resource| self.plan.text(resource.id) == id);
        found.unwrap_or_else(|| panic!("no person {id}"))
    }

    fn calendar_of(&self, id: &str) -> &NamedCalendar {
        &self.plan.calendars[self.person(id).calendar]
    }

    fn calendar(&self, id: &str) -> &NamedCalendar {
        let found = self.plan.calendars.as_slice().iter().find(|calendar| self.plan.text(calendar.id) == id);
        found.unwrap_or_else(|| panic!("no calendar {id}"))
    }
}

trait Find {
    fn person(&self, id: &str) -> &Resource;
    fn calendar_of(&self, id: &str) -> &NamedCalendar;
    fn calendar(&self, id: &str) -> &NamedCalendar;
}

/// Returns the hours of 2026-03-DD as whole hours.
fn march(calendar: &NamedCalendar, day: u32) -> Vec<(u16, u16)> {
    let hours = calendar.calendar.hours_on(Day::from_ymd(2026, 3, day).unwrap());
    hours.0.iter().map(|(from, to)| (from / 600, to / 600)).collect()
}

#[test]
fn the_week_is_what_its_lines_say_and_no_more() {
    let compilation = plan("plan \"p\"\n start 2026-03-02\n week mon-thu 08:00-12:00, 13:00-18:00\n week fri 08:00-12:00\ntask a 1d\n");
    let standard = compilation.calendar("standard");
    assert_eq!(march(standard, 2), [(8, 12), (13, 18)]);
    assert_eq!((march(standard, 6), march(standard, 7)), (vec![(8, 12)], vec![]));
    let units = compilation.plan.settings.units;
    assert_eq!((units.day, units.week, units.month), (Work(5_400), Work(4 * 5_400 + 2_400), Work(20 * 5_400)));
}

#[test]
fn units_are_what_was_said_in_any_order() {
    let compilation = plan("plan \"p\"\n start 2026-03-02\n units 1mo = 4w, 1w = 5d, 1d = 7h\ntask a 1d\n");
    let units = compilation.plan.settings.units;
    assert_eq!((units.day, units.week, units.month), (Work(4_200), Work(21_000), Work(84_000)));
    let tied = plan("plan \"p\"\n start 2026-03-02\n week mon-tue 08:00-12:00\n week wed-thu 08:00-16:00\ntask a 1d\n");
    assert_eq!(tied.plan.settings.units.day, Work(4_800), "the longest if tied");
}

#[test]
fn a_start_without_a_time_is_when_that_day_begins() {
    let start = |text: &str| match plan(text).plan.settings.direction {
        Direction::Forward(at) | Direction::Backward(at) => phrase::iso(at),
    };
    assert_eq!(start("plan \"p\"\n start 2026-03-02\n week mon-fri 07:00-15:00\ntask a 1d\n"), "2026-03-02T07:00");
    assert_eq!(start("plan \"p\"\n start 2026-03-01\ntask a 1d\n"), "2026-03-01T09:00", "a Sunday counts as a default day");
    assert_eq!(start("plan \"p\"\n start 2026-03-02 13:30\ntask a 1d\n"), "2026-03-02T13:30");
    assert_eq!(start("plan \"p\"\n end 2026-03-06\ntask a 1d\n"), "2026-03-06T17:00");
}

#[test]
fn as_of_is_the_end_of_the_day() {
    let as_of = |text: &str| plan(text).plan.settings.as_of.map(|as_of| (phrase::iso(as_of.at), as_of.keeping_dates)).unwrap();
    assert_eq!(as_of("plan \"p\"\n start 2026-03-02\n as of 2026-03-04\ntask a 1d\n"), ("2026-03-05T00:00".to_owned(), false));
    let kept = as_of("plan \"p\"\n start 2026-03-02\n as of 2026-03-04 12:00 keeping dates\ntask a 1d\n");
    assert_eq!(kept, ("2026-03-04T12:00".to_owned(), true));
}

#[test]
fn a_calendar_is_empty_unless_it_is_like_another() {
    let compilation = plan(
        "plan \"p\"\n start 2026-03-02\n holiday 2026-03-03\ncalendar a like b\n holiday 2026-03-05\ncalendar b like standard\n week sat 10:00-12:00\ncalendar c\n week wed 10:00-12:00\ntask t 1d\n",
    );
    let days = |id: &str| [2, 3, 4, 5, 7].map(|day| march(compilation.calendar(id), day).len());
    assert_eq!((days("a"), days("b"), days("c")), ([1, 0, 1, 0, 1], [1, 0, 1, 1, 1], [0, 0, 1, 0, 0]));
}

#[test]
fn whoever_differs_in_nothing_uses_the_standard_calendar() {
    let compilation = plan("plan \"p\"\n start 2026-03-02\nperson ana \"Ana Silva\" 50% rate 600/d\ntask t 1d by ana\n");
    let ana = compilation.person("ana");
    assert_eq!((ana.calendar.0, ana.units, ana.rate_per_hour), (0, 5_000, Some(7_500)));
}

#[test]
fn works_replaces_the_week_and_keeps_the_holidays() {
    let compilation = plan(
        "plan \"p\"\n start 2026-03-02\n week mon-fri 08:00-12:00, 13:00-17:00\n holiday 2026-03-04\n holiday 2026-03-09 14:00..2026-03-09 24:00\nperson ana\n works mon-wed\nperson ben\n works mon-fri 10:00-16:00\n away 2026-03-12..2026-03-13 \"leave\"\ntask t 1d by ana\n",
    );
    let ana = compilation.calendar_of("ana");
    assert_eq!([2, 4, 5].map(|day| march(ana, day).len()), [2, 0, 0], "days alone have the hours of the week");
    assert_eq!(march(ana, 9), [(8, 12), (13, 14)]);
    let ben = compilation.calendar_of("ben");
    assert_eq!((march(ben, 9), march(ben, 12)), (vec![(10, 14)], vec![]), "an afternoon off is cut out of one's own hours");
    let leave = ben.calendar.exception_on(Day::from_ymd(2026, 3, 13).unwrap()).unwrap();
    assert_eq!(leave.name, "leave");
}

#[test]
fn before_the_first_day_and_after_the_last_nobody_works() {
    let compilation =
        plan("plan \"p\"\n start 2026-03-02\nperson ana from 2026-03-04 until 2026-03-10\nperson ben until 2026-03-03\ntask t 1d by ana\n");
    let ana = compilation.calendar_of("ana");
    assert_eq!([3, 4, 10, 11].map(|day| march(ana, day).len()), [0, 1, 1, 0]);
    assert_eq!([3, 4].map(|day| march(compilation.calendar_of("ben"), day).len()), [1, 0]);
    assert_eq!(compilation.person("ana").from, Day::from_ymd(2026, 3, 4));
}

#[test]
fn a_shift_over_midnight_begins_on_its_day() {
    let compilation = plan("plan \"p\"\n start 2026-03-02\ncalendar night\n week mon-fri 22:00-06:00\ntask t 1d calendar night\n");
    assert_eq!(compilation.calendar("night").calendar.hours_on(Day::from_ymd(2026, 3, 2).unwrap()), &Hours(vec![(13_200, 18_000)]));
}

#[test]
fn teams_come_down_to_people() {
    let compilation = plan(
        "plan \"p\"\n start 2026-03-02\nteam all of web, ben, cho\nteam web of ana, ben\nperson ana\nperson ben\nperson cho\ntask t 1d by all\n",
    );
    let names = |id: &str| {
        let members = compilation.person(id).members.iter();
        members.map(|member| compilation.plan.text(compilation.plan.resources[*member].id)).collect::<Vec<_>>()
    };
    assert_eq!((names("all"), names("web")), (vec!["ana", "ben", "cho"], vec!["ana", "ben"]));
}

#[test]
fn holidays_from_a_file_are_holidays() {
    const FILE: &str = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nDTSTART:20200303\nRRULE:FREQ=YEARLY\nSUMMARY:Founders' Day\nEND:VEVENT\nEND:VCALENDAR\n";
    let compilation = with_files(
        "plan \"p\"\n start 2026-03-02\n holidays from \"de.ics\"\ncalendar dock\n week mon-sun 06:00-14:00\ntask t 1d\n",
        &[("de.ics", FILE)],
    );
    assert_eq!([2, 3].map(|day| march(compilation.calendar("standard"), day).len()), [1, 0]);
    assert_eq!(march(compilation.calendar("dock"), 3).len(), 1, "another calendar has its own holidays");
}

#[test]
fn an_included_plan_may_say_the_same_and_add_holidays() {
    const CREW: &str = "plan \"Crew\"\n start 2026-03-02\n holiday 2026-03-05\nperson ana\n";
    let compilation = with_files(
        "include \"crew.plan\"\nplan \"Bridge\"\n start 2026-03-02\n holiday 2026-03-04\ntask t 1d by ana\n",
        &[("crew.plan", CREW)],
    );
    assert_eq!(compilation.plan.text(compilation.plan.settings.title), "Bridge");
    assert_eq!([3, 4, 5].map(|day| march(compilation.calendar("standard"), day).len()), [1, 0, 0]);
}
