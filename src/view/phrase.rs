//! Dates, spans and lengths in words: the one place that decides how they read.

use chrono::Datelike;

use crate::calendar::{DAY, Day, Instant, Work};
use crate::model::Units;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Returns the name of a day's month: `April`.
#[must_use]
pub fn month(day: Day) -> &'static str {
    MONTHS.get(day.date().month0() as usize).copied().unwrap_or("")
}

/// Returns a day without its year: `14 April`.
#[must_use]
pub fn day_month(day: Day) -> String {
    format!("{} {}", day.date().day(), month(day))
}

/// Returns a day without its year, short: `14 Apr`.
#[must_use]
pub fn short_day(day: Day) -> String {
    format!("{} {}", day.date().day(), month(day).get(..3).unwrap_or(""))
}

/// Returns a day with its year, short: `14 Apr 2026`.
#[must_use]
pub fn short_date(day: Day) -> String {
    format!("{} {}", short_day(day), day.date().year())
}

/// Returns a day as ISO writes it: `2026-04-14`.
#[must_use]
pub fn iso_day(day: Day) -> String {
    day.date().format("%Y-%m-%d").to_string()
}

/// Returns an instant as ISO writes it, to the minute, rounded down: `2026-04-14T17:00`.
#[must_use]
pub fn iso(t: Instant) -> String {
    let minutes = t.time().0 / 10;
    format!("{}T{:02}:{:02}", iso_day(t.day()), minutes / 60, minutes % 60)
}

/// Returns the time of day, to the minute, rounded down: `09:30`.
#[must_use]
pub fn clock(t: Instant) -> String {
    let minutes = t.time().0 / 10;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Returns two days as one span, saying each year and month once where it can: `2 Mar – 12 May 2026`, `5 – 9 Oct 2026`.
#[must_use]
pub fn day_span(from: Day, to: Day) -> String {
    let (a, b) = (from.date(), to.date());
    if from == to {
        short_date(from)
    } else if a.year() != b.year() {
        format!("{} – {}", short_date(from), short_date(to))
    } else if a.month() != b.month() {
        format!("{} – {}", short_day(from), short_date(to))
    } else {
        format!("{} – {}", a.day(), short_date(to))
    }
}

/// Returns working time as people say it: `8 d`, `2.5 d`, `4 h`, `30 min`; with a sign when negative.
///
/// From three days on, what is no tenth of a day is rounded to one: nobody says 63 hours.
#[must_use]
pub fn work(work: Work, units: &Units) -> String {
    let tenths = i64::from(work.0);
    let day = i64::from(units.day.0).max(1);
    if tenths == 0 {
        return "0 d".to_owned();
    }
    if tenths * 10 % day == 0 {
        return format!("{} d", decimal(tenths * 10 / day));
    }
    if tenths % 60 == 0 && tenths.abs() < 3 * day {
        return format!("{} h", decimal(tenths / 60));
    }
    if tenths.abs() >= day { format!("{} d", decimal((tenths * 10 + day / 2).div_euclid(day))) } else { format!("{} min", tenths / 10) }
}

/// Returns clock time: `6 w`, `3 d`, `4 h`, `30 min`, of round-the-clock days.
#[must_use]
pub fn elapsed(tenths: i32) -> String {
    let n = i64::from(tenths);
    for (unit, size) in [("d", i64::from(DAY)), ("h", 600)] {
        if n * 10 % size == 0 && n.abs() >= size {
            return format!("{} {unit}", decimal(n * 10 / size));
        }
    }
    format!("{} min", n / 10)
}

/// Returns ten-thousandths as a percentage: `40 %`, `12.5 %`.
#[must_use]
pub fn percent(ten_thousandths: u32) -> String {
    format!("{} %", decimal(i64::from(ten_thousandths) / 10))
}

/// Returns a count with its noun: `1 task`, `3 tasks`.
#[must_use]
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

fn decimal(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}
