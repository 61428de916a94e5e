//! Exceptions of a calendar that come again: every day, week, month or year, so often or until a day.

use crate::calendar::{Day, Exception, Hours, Weekday};
use crate::interop::Fault;
use crate::interop::xml::Element;

/// Most days that one exception may stand for.
const MOST: usize = 2_000;

/// Returns the days of an old-fashioned exception: one range.
pub(super) fn period(element: Element<'_>, hours: Hours) -> Result<Option<Exception>, Fault> {
    Ok(range(element)?.map(|(from, to)| Exception { from, to, hours, name: String::new() }))
}

/// Returns the first and last day of an element's `TimePeriod`.
pub(super) fn range(element: Element<'_>) -> Result<Option<(Day, Day)>, Fault> {
    let Some(period) = element.child("TimePeriod") else { return Ok(None) };
    let (Some(from), Some(to)) = (period.date("FromDate")?, period.date("ToDate")?) else { return Ok(None) };
    // The last day is told by its last minute, or by midnight after it or before it.
    let last = if from < to { to.last_day() } else { to.day() };
    if last < from.day() {
        return Err(period.fault("a time that ends before it begins"));
    }
    Ok(Some((from.day(), last)))
}

/// Returns the days of an exception, runs of days together.
pub(super) fn exception(element: Element<'_>, hours: &Hours) -> Result<Vec<Exception>, Fault> {
    let Some((from, to)) = range(element)? else { return Ok(Vec::new()) };
    let name = element.text_of("Name").to_owned();
    let rule = Rule::of(element, from)?;
    let day = |from: Day, to: Day| Exception { from, to, hours: hours.clone(), name: name.clone() };
    if rule.every == Every::Day && rule.step == 1 {
        return Ok(vec![day(from, to)]);
    }
    let limit = if element.flag("EnteredByOccurrences")?.unwrap_or(false) { element.number("Occurrences")? } else { None };
    let limit = limit.and_then(|n| usize::try_from(n).ok()).unwrap_or(MOST).min(MOST);
    let days = (from.0..=to.0).map(Day).filter(|day| rule.holds(*day)).take(limit);
    let mut runs: Vec<Exception> = Vec::new();
    for next in days {
        match runs.last_mut().filter(|run| run.to.plus(1) == next) {
            Some(run) => run.to = next,
            None => runs.push(day(next, next)),
        }
    }
    Ok(runs)
}

/// Which days of its range an exception holds for.
#[derive(Debug)]
struct Rule {
    every: Every,
    /// Every so many days, weeks, months or years.
    step: i32,
    first: Day,
    /// Bits of weekdays, Sunday first.
    weekdays: i64,
    /// What is counted in a month: 0 days, 1 workdays, 2 weekend days, 3 Sunday to 9 Saturday.
    item: i64,
    /// 0 first to 3 fourth, 4 last.
    position: i64,
    /// 0 January.
    month: i64,
    month_day: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Every {
    Day,
    Week,
    MonthDay,
    MonthPosition,
    YearDay,
    YearPosition,
}

impl Rule {
    fn of(element: Element<'_>, first: Day) -> Result<Self, Fault> {
        let every = match element.number("Type")?.unwrap_or(1) {
            2 => Every::YearDay,
            3 => Every::YearPosition,
            4 => Every::MonthDay,
            5 => Every::MonthPosition,
            6 => Every::Week,
            _ => Every::Day,
        };
        let number = |name: &str, untold: i64| element.number(name).map(|number| number.unwrap_or(untold));
        Ok(Self {
            every,
            step: i32::try_from(number("Period", 1)?.clamp(1, 1_000)).unwrap_or(1),
            first,
            weekdays: number("DaysOfWeek", 0)?,
            item: number("MonthItem", 0)?,
            position: number("MonthPosition", 0)?,
            month: number("Month", 0)?,
            month_day: number("MonthDay", 1)?,
        })
    }

    fn holds(&self, day: Day) -> bool {
        use chrono::Datelike;
        let (date, begun) = (day.date(), self.first.date());
        let months = (date.year() - begun.year()) * 12 + date.month0().cast_signed() - begun.month0().cast_signed();
        let in_month = i64::from(date.month0()) == self.month;
        match self.every {
            Every::Day => (day.0 - self.first.0) % self.step == 0,
            Every::Week => {
                let sunday = |day: Day| day.0 - sunday_first(day);
                let weeks = (sunday(day) - sunday(self.first)) / 7;
                weeks % self.step == 0 && self.weekdays >> sunday_first(day) & 1 == 1
            }
            Every::MonthDay => months % self.step == 0 && i64::from(date.day()) == self.month_day,
            Every::MonthPosition => months % self.step == 0 && self.is_at_position(day),
            Every::YearDay => in_month && i64::from(date.day()) == self.month_day,
            Every::YearPosition => in_month && self.is_at_position(day),
        }
    }

    /// Tells whether the day is the first, …, last of its kind in its month.
    fn is_at_position(&self, day: Day) -> bool {
        use chrono::Datelike;
        let is_counted = |day: Day| match self.item {
            0 => true,
            1 => day.weekday().index() < 5,
            2 => 4 < day.weekday().index(),
            item => i64::from(sunday_first(day)) == item - 3,
        };
        let date = day.date();
        let first = day.plus(1 - date.day().cast_signed());
        let in_month = |other: &Day| other.date().month() == date.month();
        let n_before = (first.0..day.0).map(Day).filter(|day| is_counted(*day)).count();
        let n_after = (day.0 + 1..day.0 + 31).map(Day).take_while(in_month).filter(|day| is_counted(*day)).count();
        is_counted(day) && if self.position == 4 { n_after == 0 } else { usize::try_from(self.position) == Ok(n_before) }
    }
}

/// Returns the number of a weekday when the week begins on Sunday.
fn sunday_first(day: Day) -> i32 {
    let monday_first = day.weekday().index();
    i32::try_from((monday_first + 1) % Weekday::ALL.len()).unwrap_or(0)
}
