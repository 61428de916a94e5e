//! Laws of working time, against a model that looks at every tenth of a minute.

use std::sync::Arc;

use gantline::calendar::{Calendar, DAY, Day, Exception, Hours, Instant, Week, Work, WorkTime};
use proptest::prelude::*;

/// A few weeks around this day are modelled; it is a Monday.
const MONDAY: i32 = 9_557;
const DAYS: i32 = 17;

/// Which tenths of a minute are worked, from the first modelled day on.
struct Model {
    worked: Vec<bool>,
}

impl Model {
    fn of(calendar: &Calendar) -> Self {
        let mut worked = vec![false; usize::try_from(DAYS * DAY).unwrap()];
        for day in -1..DAYS {
            for (from, to) in &calendar.hours_on(Day(MONDAY + day)).0 {
                for tenth in *from..*to {
                    if let Ok(at) = usize::try_from(day * DAY + i32::from(tenth)) {
                        worked.get_mut(at).into_iter().for_each(|worked| *worked = true);
                    }
                }
            }
        }
        Self { worked }
    }

    fn between(&self, from: usize, to: usize) -> i32 {
        let count = |from: usize, to: usize| i32::try_from(self.worked[from..to].iter().filter(|worked| **worked).count()).unwrap();
        if from <= to { count(from, to) } else { -count(to, from) }
    }

    fn add(&self, from: usize, mut work: i32) -> Option<usize> {
        let mut at = from;
        while work != 0 {
            if 0 < work {
                work -= i32::from(*self.worked.get(at)?);
                at += 1;
            } else {
                at = at.checked_sub(1)?;
                work += i32::from(self.worked[at]);
            }
        }
        Some(at)
    }

    fn next_start(&self, from: usize) -> Option<usize> {
        (from..self.worked.len()).find(|at| self.worked[*at])
    }

    fn prev_finish(&self, from: usize) -> Option<usize> {
        (0..from).rev().find(|at| self.worked[*at]).map(|at| at + 1)
    }

    fn stretches(&self, from: usize, to: usize) -> Vec<(usize, usize)> {
        let mut list: Vec<(usize, usize)> = Vec::new();
        for at in (from..to).filter(|at| self.worked[*at]) {
            match list.last_mut().filter(|last| last.1 == at) {
                Some(last) => last.1 = at + 1,
                None => list.push((at, at + 1)),
            }
        }
        list
    }
}

fn instant(at: usize) -> Instant {
    Instant::from_tenths(i64::from(MONDAY * DAY) + i64::try_from(at).unwrap())
}

fn hours() -> impl Strategy<Value = Hours> {
    let day = prop::collection::vec((0u16..1_440, 1u16..700), 0..3).prop_map(|list| {
        let stretches = list.into_iter().map(|(from, length)| (from * 10, from * 10 + length * 10)).collect();
        Hours::new(stretches).unwrap_or_default()
    });
    prop_oneof![day, Just(Hours::standard()), Just(Hours::whole_day()), Just(Hours(vec![(13_200, 18_000)])), Just(Hours::NONE)]
}

fn calendar() -> impl Strategy<Value = Calendar> {
    let week = prop_oneof![
        prop::collection::vec(hours(), 7).prop_map(|days| Week(days.try_into().unwrap())),
        hours().prop_map(|day| Week(std::array::from_fn(|_| day.clone()))),
        hours().prop_map(|day| Week(std::array::from_fn(|n| if n < 5 { day.clone() } else { Hours::NONE }))),
    ];
    let exception = (-3..DAYS, 0..12i32, hours()).prop_map(|(from, length, hours)| {
        Arc::new(Exception { from: Day(MONDAY + from), to: Day(MONDAY + from + length), hours, name: String::new() })
    });
    (week, prop::collection::vec(exception, 0..6)).prop_map(|(week, exceptions)| {
        let mut calendar = Calendar { week, exceptions: Vec::new() };
        calendar.add_exceptions(exceptions);
        calendar
    })
}

fn place() -> impl Strategy<Value = usize> {
    let minutes = usize::try_from(DAYS * DAY / 10).unwrap();
    prop_oneof![(0..minutes).prop_map(|minute| minute * 10), (0..minutes * 10), (0..minutes / 60).prop_map(|hour| hour * 600)]
}

proptest! {
    #![proptest_config(crate::support::cases(96))]

    #[test]
    fn arithmetic_is_that_of_the_model(calendar in calendar(), a in place(), b in place(), work in -30_000..30_000i32) {
        let (model, time) = (Model::of(&calendar), WorkTime::of(&calendar));
        prop_assert_eq!(time.between(instant(a), instant(b)), Work(model.between(a, b)));
        for work in [work, work / 600 * 600, 1, -1, 0] {
            if let Some(at) = model.add(a, work) {
                prop_assert_eq!(time.add(instant(a), Work(work)), instant(at), "add {}", work);
            }
        }
        if let Some(at) = model.next_start(a) {
            prop_assert_eq!(time.next_start(instant(a)), instant(at));
        }
        if let Some(at) = model.prev_finish(a) {
            prop_assert_eq!(time.prev_finish(instant(a)), instant(at));
        }
    }

    #[test]
    fn stretches_are_those_of_the_model(calendar in calendar(), a in place(), b in place()) {
        let (model, time) = (Model::of(&calendar), WorkTime::of(&calendar));
        let expected: Vec<_> = model.stretches(a, b).into_iter().map(|(from, to)| (instant(from), instant(to))).collect();
        prop_assert_eq!(time.stretches(instant(a), instant(b)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn shared_hours_are_worked_by_all(calendars in prop::collection::vec(calendar(), 2..4), a in place(), b in place()) {
        let models: Vec<Model> = calendars.iter().map(Model::of).collect();
        let shared = WorkTime::of(&Calendar::intersect(&calendars.iter().collect::<Vec<_>>()));
        let all = Model { worked: (0..models[0].worked.len()).map(|at| models.iter().all(|model| model.worked[at])).collect() };
        prop_assert_eq!(shared.between(instant(a), instant(b)), Work(all.between(a, b)));
        let expected: Vec<_> = all.stretches(a, b).into_iter().map(|(from, to)| (instant(from), instant(to))).collect();
        prop_assert!(shared.stretches(instant(a), instant(b)).eq(expected.iter().copied()));
        // What lies within a calendar already is all that the two share.
        let again = WorkTime::of(&Calendar::intersect(&[shared.calendar(), &calendars[0]]));
        prop_assert_eq!(again.stretches(instant(a), instant(b)).collect::<Vec<_>>(), expected);
        prop_assert_eq!(shared.calendar().is_empty(), shared.is_empty());
    }

    #[test]
    fn laws_hold_anywhere_in_five_centuries(calendar in calendar(), from in any::<i32>(), to in any::<i32>(), work in any::<i32>()) {
        let time = WorkTime::of(&calendar);
        let [a, b] = [from, to].map(|tenths| Instant::from_tenths(i64::from(tenths)));
        let sum = time.add(a, Work(work));
        if !sum.is_end() {
            prop_assert_eq!(time.between(a, sum), Work(work));
            prop_assert_eq!(if 0 < work { time.prev_finish(sum) } else if work < 0 { time.next_start(sum) } else { sum }, sum);
        }
        for t in [a, b] {
            let (next, before) = (time.next_start(t), time.prev_finish(t));
            prop_assert_eq!(time.next_start(next), next);
            prop_assert_eq!(time.prev_finish(before), before);
            prop_assert!(before <= t && t <= next);
        }
        let middle = Day(MONDAY).start();
        let whole = i64::from(time.between(a, middle).0) + i64::from(time.between(middle, b).0);
        prop_assert_eq!(time.between(a, b), Work::from_tenths(whole));
    }
}

#[test]
fn work_lands_where_planners_expect_it() {
    let time = WorkTime::of(&Calendar::standard());
    let at = |day: i32, hour: i32| Instant::from_tenths(i64::from((MONDAY + day) * DAY + hour * 600));
    assert_eq!(time.add(at(0, 9), Work(5 * 4_800)), at(4, 17), "five days end on Friday at 17:00");
    assert_eq!(time.add(at(4, 17), Work(-5 * 4_800)), at(0, 9));
    assert_eq!(time.next_start(at(4, 17)), at(7, 9));
    assert_eq!(time.prev_finish(at(7, 9)), at(4, 17));
    assert_eq!(time.day_start(Day(MONDAY + 5)), at(5, 9), "a Saturday counts as a default day");
    assert_eq!(time.add(at(0, 9), Work(i32::MAX)), Instant::MAX);
    assert_eq!(time.add(at(0, 9), Work(i32::MIN)), Instant::MIN);
}

#[test]
fn a_holiday_takes_the_shift_that_begins_on_it() {
    let mut night = Calendar { week: Week(std::array::from_fn(|_| Hours(vec![(13_200, 18_000)]))), exceptions: Vec::new() };
    night.add_exceptions([Arc::new(Exception::off(Day(MONDAY + 1), Day(MONDAY + 1), "inventory"))]);
    let time = WorkTime::of(&night);
    let at = |day: i32, hour: i32| Instant::from_tenths(i64::from((MONDAY + day) * DAY + hour * 600));
    let stretches: Vec<_> = time.stretches(at(0, 12), at(3, 12)).collect();
    assert_eq!(stretches, [(at(0, 22), at(1, 6)), (at(2, 22), at(3, 6))]);
    assert_eq!(time.day_finish(Day(MONDAY)), at(1, 6));
}

#[test]
fn round_the_clock_has_no_seams() {
    let time = WorkTime::of(&Calendar::round_the_clock());
    let midnight = Day(MONDAY).start();
    assert_eq!((time.next_start(midnight), time.prev_finish(midnight)), (midnight, midnight));
    assert_eq!(time.stretches(midnight, Day(MONDAY + 30).start()).count(), 1);
}

#[test]
fn nothing_is_worked_in_an_empty_calendar() {
    let empty = WorkTime::of(&Calendar { week: Week::default(), exceptions: Vec::new() });
    assert!(empty.is_empty());
    assert_eq!(empty.add(Day(MONDAY).start(), Work(1)), Instant::MAX);
    assert_eq!(empty.prev_finish(Day(MONDAY).start()), Instant::MIN);
    assert_eq!(empty.stretches(Instant::MIN, Instant::MAX).count(), 0);
    assert_eq!(empty.day_start(Day(MONDAY)).time().0, 5_400);
}

#[test]
fn ten_years_away_cost_one_exception() {
    let mut calendar = Calendar::standard();
    calendar.add_exceptions([Arc::new(Exception::off(Day(MONDAY), Day(MONDAY + 3_652), "abroad"))]);
    let time = WorkTime::of(&calendar);
    assert_eq!(time.between(Day(MONDAY).start(), Day(MONDAY + 3_653).start()), Work(0));
    assert!(Day(MONDAY + 3_653) <= time.next_start(Day(MONDAY).start()).day());
}
