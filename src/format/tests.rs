//! Drafts and the text that comes of them.

use super::*;
use crate::calendar::{Day, DaySet, Hours, TimeOfDay};

#[track_caller]
fn check(draft: &Draft, expected: &str) {
    let text = write(draft);
    assert_eq!(text.trim_end(), expected.trim_matches('\n'));
}

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd(year, month, day).unwrap()
}

fn at(when: Day) -> Target {
    Target::At(Moment::day(when))
}

fn add(draft: &mut Draft, kind: Kind, level: u16, title: &str, clauses: Vec<Clause>) -> ItemId {
    draft.push(Item { clauses, ..Item::new(kind, level, title) })
}

fn lag(tenths: i64) -> Lag {
    Lag::Time(Length::work(tenths))
}

#[test]
fn a_plan_reads_as_a_person_writes_it() {
    let mut draft = Draft::default();
    let hours = Hours(vec![(5_400, 7_200), (7_800, 10_200)]);
    let clauses = vec![
        Clause::Off(Moment::day(day(2026, 4, 3)), Moment::day(day(2026, 4, 3)), "Good Friday".to_owned()),
        Clause::Week(DaySet::WORKDAYS, hours),
        Clause::Leveling(false),
        Clause::Start(Moment::day(day(2026, 3, 2))),
    ];
    add(&mut draft, Kind::Plan, 0, "Website relaunch", clauses);
    let ana = add(&mut draft, Kind::Person, 0, "Ana Silva", vec![Clause::Rate(8_000)]);
    let design = add(&mut draft, Kind::Phase, 0, "Design", vec![]);
    let review =
        add(&mut draft, Kind::Task, 1, "Review", vec![Clause::Duration(Length::work(4_800 * 3), None), Clause::Key("4".to_owned())]);
    add(&mut draft, Kind::Phase, 0, "Build it", vec![Clause::After(vec![Target::Item(design, None, Lag::None)])]);
    let by = Entry { who: Who::Item(ana), pick: Pick::One, units: Some(5_000), work: Some(Length::work(4_800)) };
    let after = vec![Target::Item(review, Some(Edge::Start), lag(-2_400)), Target::Item(design, None, Lag::Percent(5_000))];
    let facts = vec![Clause::Note("one\ntwo".to_owned()), Clause::Done(4_000), Clause::Started(Moment::day(day(2026, 3, 9)))];
    add(&mut draft, Kind::Task, 1, "Review", [vec![Clause::After(after), Clause::By(vec![by])], facts].concat());
    add(&mut draft, Kind::Milestone, 0, "Go-live", vec![Clause::Due(at(day(2026, 5, 8)))]);
    draft.foot.push("2 tasks had custom fields".to_owned());
    check(
        &draft,
        r#"
plan "Website relaunch"
  start 2026-03-02
  leveling off
  week mon-fri 09:00-12:00, 13:00-17:00
  holiday 2026-04-03 "Good Friday"

person ana-silva "Ana Silva" rate 80/h

phase design
  task review 3d key 4

phase build-it after design
  task review by ana-silva 50% 1d after design.review.start - 4h, design + 50%
    started 2026-03-09 done 40%
    note "one"
    note "two"

milestone go-live "Go-live" due 2026-05-08

# 2 tasks had custom fields"#,
    );
}

#[test]
fn names_come_from_titles_and_are_unique_where_they_stand() {
    let mut draft = Draft::default();
    for title in [
        "1.2 Foundations & walls",
        "2024",
        "Start",
        "due",
        "Due",
        "設計レビュー",
        "A title that goes on and on until nobody reads it",
        "!?",
        "Task 1",
    ] {
        add(&mut draft, Kind::Task, 0, title, vec![]);
    }
    check(
        &draft,
        r#"
task foundations-walls "1.2 Foundations & walls"
task task-2024 "2024"
task start-task "Start"
task due-task "due"
task due-task-2 "Due"
task 設計レビュー
task a-title-that-goes-on-and-on "A title that goes on and on until nobody reads it"
task task-1 "!?"
task task-1-2 "Task 1""#,
    );
}

#[test]
fn lengths_are_told_in_the_largest_unit_that_is_even() {
    let text = |length: Length| {
        let mut out = String::new();
        amount::length(&mut out, length, &Units::default());
        out
    };
    let told = |tenths, unit| text(Length { unit: Some(unit), ..Length::work(tenths) });
    assert_eq!(text(Length::work(48_000)), "2w");
    assert_eq!(text(Length::work(7_200)), "12h");
    assert_eq!(told(48_000, Unit::Day), "10d");
    assert_eq!(told(7_200, Unit::Day), "1.5d");
    assert_eq!(told(96_000, Unit::Month), "1mo");
    assert_eq!(told(1_601, Unit::Day), "160.1min");
    assert_eq!(text(Length::work(900)), "90min");
    assert_eq!(text(Length::work(0)), "0d");
    assert_eq!(text(Length::elapsed(14_400 * 14)), "2w elapsed");
    assert_eq!(told(1_600, Unit::Day), "160min");
}

#[test]
fn long_lists_and_long_lines_break_where_a_clause_begins() {
    let mut draft = Draft::default();
    let before: Vec<Target> = (0..9)
        .map(|n| Target::Item(add(&mut draft, Kind::Task, 0, &format!("Lay the foundation number {n}"), vec![]), None, Lag::None))
        .collect();
    draft.items.clear();
    let before = before.into_iter();
    for n in 0..9 {
        add(&mut draft, Kind::Task, 0, &format!("Lay the foundation number {n}"), vec![]);
    }
    let clauses = vec![Clause::Duration(Length::work(4_800), None), Clause::After(before.collect()), Clause::Key("9".to_owned())];
    add(&mut draft, Kind::Task, 0, "Strip", clauses);
    let text = write(&draft);
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(text.contains("task strip 1d\n  after lay-the-foundation-number-0,"), "{text}");
}

#[test]
fn work_that_is_left_out_stays_as_a_comment() {
    let mut draft = Draft::default();
    let clauses = vec![Clause::Duration(Length::work(4_800), None), Clause::Note("later".to_owned())];
    draft.push(Item { clauses, is_comment: true, ..Item::new(Kind::Task, 1, "Paint") });
    check(&draft, "  # task paint 1d\n  #   note \"later\"");
}

#[test]
fn times_stand_only_where_they_say_something() {
    let clock = crate::calendar::WorkTime::of(&crate::calendar::Calendar::standard());
    let monday = day(2026, 3, 2);
    let (nine, five) = (monday.at(TimeOfDay(5_400)), monday.at(TimeOfDay(10_200)));
    assert_eq!(Moment::begin(nine, &clock), Moment::day(monday));
    assert_eq!(Moment::end(five, &clock), Moment::day(monday));
    assert_eq!(Moment::begin(five, &clock), Moment::exact(five));
}

#[test]
fn what_a_plan_cannot_hold_becomes_a_space() {
    let mut draft = Draft::default();
    add(&mut draft, Kind::Task, 0, "a\u{7}b \"c\" \u{202e}d", vec![]);
    check(&draft, r#"task a-b-c-d "a b \"c\"  d""#);
}
