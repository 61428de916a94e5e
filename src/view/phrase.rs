//! Dates, spans and lengths in words: the one place that decides how they read.

use chrono::{Datelike, NaiveDate};

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
    worded(|out| write_day(out, day.date()))
}

/// Returns a day with its year, short: `14 Apr 2026`.
#[must_use]
pub fn short_date(day: Day) -> String {
    worded(|out| write_short_date(out, day))
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
    worded(|out| write_day_span(out, from, to))
}

/// Writes what [`day_span`] returns.
pub(crate) fn write_day_span(out: &mut String, from: Day, to: Day) {
    let (a, b) = (from.date(), to.date());
    if from != to {
        match () {
            () if a.year() != b.year() => write_date(out, a),
            () if a.month() != b.month() => write_day(out, a),
            () => write_number(out, i64::from(a.day())),
        }
        out.push_str(" – ");
    }
    write_date(out, b);
}

/// Writes what [`short_date`] returns.
pub(crate) fn write_short_date(out: &mut String, day: Day) {
    write_date(out, day.date());
}

fn write_day(out: &mut String, date: NaiveDate) {
    write_number(out, i64::from(date.day()));
    out.push(' ');
    out.push_str(MONTHS.get(date.month0() as usize).and_then(|month| month.get(..3)).unwrap_or(""));
}

fn write_date(out: &mut String, date: NaiveDate) {
    write_day(out, date);
    out.push(' ');
    write_number(out, i64::from(date.year()));
}

/// Returns working time as people say it: `8 d`, `2.5 d`, `4 h`, `9 h 20 min`, `30 min`; with a minus sign, not a hyphen, when negative.
///
/// From three days on, what is no tenth of a day is rounded to one: nobody says 63 hours.
#[must_use]
pub fn work(work: Work, units: &Units) -> String {
    worded(|out| write_work(out, work, units))
}

/// Returns working time as [`work`] does, from two days on in whole days: a day that is begun counts, so that what is late is
/// never said to be less late than it is.
#[must_use]
pub fn whole_work(length: Work, units: &Units) -> String {
    let (tenths, day) = (i64::from(length.0), i64::from(units.day.0).max(1));
    if tenths.abs() < 2 * day {
        return work(length, units);
    }
    worded(|out| {
        write_number(out, -(-tenths).div_euclid(day));
        out.push_str(" d");
    })
}

/// Writes what [`work`] returns.
pub(crate) fn write_work(out: &mut String, work: Work, units: &Units) {
    let tenths = i64::from(work.0);
    let day = i64::from(units.day.0).max(1);
    let (number, unit) = match () {
        () if tenths * 10 % day == 0 => (tenths * 10 / day, " d"),
        () if tenths % 300 == 0 && tenths.abs() < 3 * day => (tenths / 60, " h"),
        () if day <= tenths.abs() => ((tenths * 10 + day / 2).div_euclid(day), " d"),
        () if 1_200 <= tenths.abs() => (tenths / 600 * 10, " h"),
        () => (tenths / 10 * 10, " min"),
    };
    write_decimal(out, number);
    out.push_str(unit);
    let rest = tenths.abs() % 600 / 10;
    if unit == " h" && tenths % 300 != 0 && 0 < rest {
        out.push(' ');
        write_number(out, rest);
        out.push_str(" min");
    }
}

/// Returns clock time in round-the-clock days, hours or minutes: `3 d`, `2.5 d`, `4 h`, `30 min`; rounded like [`work`].
#[must_use]
pub fn elapsed(tenths: i32) -> String {
    let (n, day) = (i64::from(tenths), i64::from(DAY));
    match n.abs() {
        0 => "0 d".to_owned(),
        size if size * 10 % day == 0 && (day <= size || size % 600 != 0) => format!("{} d", decimal(n * 10 / day)),
        size if size % 300 == 0 && size < 3 * day => format!("{} h", decimal(n / 60)),
        size if day <= size => format!("{} d", decimal((n * 10 + day / 2).div_euclid(day))),
        _ => format!("{} min", decimal(n / 10 * 10)),
    }
}

/// Returns an amount in hundredths, in groups of three digits: `1 250`, `60 000.50`.
#[must_use]
pub fn money(hundredths: u64) -> String {
    let digits = (hundredths / 100).to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if 0 < index && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    if !hundredths.is_multiple_of(100) {
        text.push('.');
        text.push(char::from(b'0' + u8::try_from(hundredths % 100 / 10).unwrap_or(0)));
        text.push(char::from(b'0' + u8::try_from(hundredths % 10).unwrap_or(0)));
    }
    text
}

/// Returns ten-thousandths as a percentage: `40 %`, `12.5 %`.
#[must_use]
pub fn percent(ten_thousandths: u32) -> String {
    worded(|out| write_percent(out, ten_thousandths))
}

/// Writes what [`percent`] returns.
pub(crate) fn write_percent(out: &mut String, ten_thousandths: u32) {
    write_decimal(out, i64::from(ten_thousandths) / 10);
    out.push_str(" %");
}

/// Returns ten-thousandths as a whole percentage; only nothing is `0 %`, and only all of it `100 %`.
#[must_use]
pub fn whole_percent(ten_thousandths: u32) -> String {
    let whole = match ten_thousandths {
        0 => 0,
        10_000.. => 100,
        part => ((part + 50) / 100).clamp(1, 99),
    };
    format!("{whole} %")
}

/// Returns a count with its noun: `1 task`, `3 tasks`.
#[must_use]
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

fn decimal(tenths: i64) -> String {
    worded(|out| write_decimal(out, tenths))
}

fn write_decimal(out: &mut String, tenths: i64) {
    if tenths < 0 {
        out.push('−');
    }
    write_number(out, tenths.abs() / 10);
    if tenths % 10 != 0 {
        out.push('.');
        write_number(out, tenths.abs() % 10);
    }
}

/// Writes a whole number. The formatting machinery costs ten times as much, and a chart writes a dozen numbers a row.
pub(crate) fn write_number(out: &mut String, number: i64) {
    if number < 0 {
        out.push('−');
    }
    write_digits(out, number.unsigned_abs());
}

/// Every number of two digits, one after the other.
const PAIRS: &str = "\
    0001020304050607080910111213141516171819\
    2021222324252627282930313233343536373839\
    4041424344454647484950515253545556575859\
    6061626364656667686970717273747576777879\
    8081828384858687888990919293949596979899";

/// Writes the digits of a number, two at a time, of which there are twenty at most.
fn write_digits(out: &mut String, number: u64) {
    if number < 10 {
        return out.push(char::from(b'0' + u8::try_from(number).unwrap_or(0)));
    }
    if 100 <= number {
        write_digits(out, number / 100);
    }
    let at = usize::try_from(number % 100).unwrap_or(0) * 2;
    out.push_str(PAIRS.get(at..at + 2).unwrap_or(""));
}

fn worded(write: impl FnOnce(&mut String)) -> String {
    let mut out = String::with_capacity(16);
    write(&mut out);
    out
}
