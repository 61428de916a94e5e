//! Dates, times, weekdays and working hours.

use super::ast::Moment;
use super::token::{Faults, Token};
use crate::calendar::{DAY, Day, DaySet, Hours, TimeOfDay};
use crate::diagnostic::{Code, suggest};

/// The end of a day as a time of day.
const MIDNIGHT: u16 = 14_400;

/// Reads `2026-03-02`, `2026-03-02 14:00` or `2026-03-02 14:00:36`.
pub(super) fn moment(token: Token<'_>, faults: &mut Faults<'_>) -> Option<Moment> {
    let (date, rest) = token.take(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.'));
    let day = day(date, faults);
    if rest.text.is_empty() {
        return Some(Moment { day: day?, time: None });
    }
    if rest.text.starts_with('T') {
        let mark = rest.split_at(1).0.range();
        let span = faults.span(mark);
        let report = faults.report(Code::BadDate, mark, "a space stands between a date and its time");
        report.help(format!("write `{} {}`", date.text, rest.text.trim_start_matches('T'))).fix("write a space", span, " ");
    }
    let time = time(rest.take(|c| matches!(c, ' ' | 'T')).1, faults);
    Some(Moment { day: day?, time: Some(time?) })
}

/// Reads `D` or `D..D`; one day is both ends.
pub(super) fn moments(token: Token<'_>, faults: &mut Faults<'_>) -> Option<(Moment, Moment)> {
    match token.split_once("..") {
        Some((from, to)) => moment(from, faults).zip(moment(to, faults)),
        None => moment(token, faults).map(|moment| (moment, moment)),
    }
}

fn day(token: Token<'_>, faults: &mut Faults<'_>) -> Option<Day> {
    let mut parts = token.text.split(['-', '/', '.']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if !(token.text.len() == 10
        && first.len() == 4
        && second.len() == 2
        && token.text.get(4..5) == Some("-")
        && token.text.get(7..8) == Some("-"))
    {
        report_format(token, [first, second, third], faults);
        return None;
    }
    let (year, month, number): (i32, u32, u32) = (first.parse().ok()?, second.parse().ok()?, third.parse().ok()?);
    let day = Day::from_ymd(year, month, number);
    if day.is_none() {
        report_no_day(token, (year, month, number), faults);
    }
    day
}

/// Offers the date in the order of ISO where the order is certain: the year first, or a day that can be no month.
fn report_format(token: Token<'_>, parts: [&str; 3], faults: &mut Faults<'_>) {
    let iso = |y: &str, m: &str, d: &str| (y.len() == 4 && m.len() <= 2 && d.len() <= 2).then(|| format!("{y}-{m:0>2}-{d:0>2}"));
    let [first, second, third] = parts;
    let guess = match (first.len(), first.parse::<u32>(), second.parse::<u32>()) {
        (4, _, _) => iso(first, second, third),
        (_, Ok(13..=31), _) => iso(third, second, first),
        (_, _, Ok(13..=31)) => iso(third, first, second),
        _ if token.text.contains('.') => iso(third, second, first),
        _ => None,
    };
    let span = faults.span(token.range());
    let report = faults.report(Code::BadDate, token.range(), format!("`{}` is not written as a date", token.text));
    match guess {
        Some(date) => report.help(format!("year, month and day: `{date}`")).fix(format!("write `{date}`"), span, date),
        None => report.help("year, month and day: `2026-03-02`"),
    };
}

fn report_no_day(token: Token<'_>, (year, month, number): (i32, u32, u32), faults: &mut Faults<'_>) {
    const MONTHS: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let name = usize::try_from(month).ok().and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    let last = (28..=31).rev().find(|last| Day::from_ymd(year, month, *last).is_some());
    let report = faults.report(Code::BadDate, token.range(), format!("there is no day `{}`", token.text));
    match (name, last) {
        (None, _) => report.help("a date is year, month and day, and months are 01 to 12"),
        (Some(_), None) => report.help("a plan reaches from 1900 to 2399"),
        (Some(_), Some(_)) if number == 0 => report.help("days are counted from 01"),
        (Some(name), Some(last)) => report.help(format!("{name} {year} has {last} days")),
    };
}

fn time(token: Token<'_>, faults: &mut Faults<'_>) -> Option<TimeOfDay> {
    let mut parts = token.text.split(':').map(|part| part.parse::<u32>().unwrap_or(u32::MAX));
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next().unwrap_or(0));
    let tenths = hour.saturating_mul(600).saturating_add(minute.saturating_mul(10)).saturating_add(second / 6);
    let fits = minute < 60
        && second < 60
        && (tenths, second) <= (u32::from(MIDNIGHT), 59)
        && hour.saturating_mul(3600) + minute * 60 + second <= 86_400;
    if !fits {
        let report = faults.report(Code::BadDate, token.range(), format!("there is no time `{}`", token.text));
        report.help("times reach from 00:00 to 24:00");
        return None;
    }
    Some(TimeOfDay(u16::try_from(tenths).ok()?))
}

// Weeks

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Reads `mon-fri`, `mon, thu`, `sat-mon, wed`.
pub(super) fn days(token: Token<'_>, faults: &mut Faults<'_>) -> Option<DaySet> {
    let mut set = DaySet(0);
    let mut rest = Some(token);
    while let Some(part) = rest {
        let (item, next) = part.split_once(",").map_or((part, None), |(item, next)| (item, Some(next)));
        let (first, last) = item.split_once("-").unwrap_or((item, item));
        let (first, last) = (weekday(first.trim(), faults)?, weekday(last.trim(), faults)?);
        let n = (last + 7 - first) % 7;
        for day in first..=first + n {
            set.0 |= 1 << (day % 7);
        }
        rest = next;
    }
    Some(set)
}

fn weekday(token: Token<'_>, faults: &mut Faults<'_>) -> Option<u8> {
    let found = (0u8..).zip(WEEKDAYS).find(|(_, name)| *name == token.text);
    if found.is_none() {
        let span = faults.span(token.range());
        let report = faults.report(Code::Syntax, token.range(), format!("`{}` is no day of the week", token.text));
        let short = token.text.get(..3).map(str::to_lowercase).unwrap_or_default();
        match suggest(&short, WEEKDAYS) {
            Some(day) => report.help(format!("write `{day}`; the days are mon, tue, wed, thu, fri, sat and sun")).fix(
                format!("write `{day}`"),
                span,
                day,
            ),
            None => report.help("the days are mon, tue, wed, thu, fri, sat and sun"),
        };
    }
    found.map(|(index, _)| index)
}

/// Reads `09:00-12:00, 13:00-17:00`; stretches that touch become one.
pub(super) fn hours(token: Token<'_>, faults: &mut Faults<'_>) -> Option<Hours> {
    let mut stretches: Vec<(u16, u16, Token<'_>)> = Vec::new();
    let mut rest = Some(token);
    while let Some(part) = rest {
        let (item, next) = part.split_once(",").map_or((part, None), |(item, next)| (item, Some(next)));
        stretches.push(stretch(item.trim(), faults)?);
        rest = next;
    }
    stretches.sort_by_key(|(from, to, token)| (*from, *to, token.start));
    let mut hours: Vec<(u16, u16)> = Vec::new();
    let mut before: Option<Token<'_>> = None;
    for (from, to, token) in stretches {
        match hours.last_mut() {
            Some(last) if from < last.1 => {
                report_overlap(token, before, faults);
                return None;
            }
            Some(last) if from == last.1 => last.1 = to,
            _ => hours.push((from, to)),
        }
        before = Some(token);
    }
    Some(Hours(hours))
}

/// Reads `22:00-06:00` in tenths of a minute since midnight; an end at or before the beginning lies on the next day.
fn stretch<'t>(token: Token<'t>, faults: &mut Faults<'_>) -> Option<(u16, u16, Token<'t>)> {
    let (from, to) = token.split_once("-")?;
    let (from, to) = (time(from, faults), time(to, faults));
    let (TimeOfDay(from), TimeOfDay(to)) = (from?, to?);
    if from == to {
        let report = faults.report(Code::BadHours, token.range(), format!("`{}` holds no time", token.text));
        report.help("write `00:00-24:00` for the whole day");
        return None;
    }
    let next_day = u16::try_from(DAY).unwrap_or(MIDNIGHT);
    let (from, to) = if from == MIDNIGHT { (0, to) } else { (from, to) };
    Some((from, if to < from { to + next_day } else { to }, token))
}

fn report_overlap(token: Token<'_>, before: Option<Token<'_>>, faults: &mut Faults<'_>) {
    let Some(before) = before else { return };
    let (first, second) = if before.start < token.start { (before, token) } else { (token, before) };
    let label = faults.span(first.range());
    faults
        .report(Code::BadHours, second.range(), format!("`{}` overlaps `{}`", second.text, first.text))
        .label(label, "these hours are worked already");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::span::SourceId;

    #[track_caller]
    fn check<T: std::fmt::Debug>(read: impl Fn(Token<'_>, &mut Faults<'_>) -> Option<T>, text: &str, expected: &str) {
        let mut diagnostics = Diagnostics::new();
        let value = read(Token { text, start: 0 }, &mut Faults { file: SourceId(0), diagnostics: &mut diagnostics });
        let found = match value {
            Some(value) if diagnostics.is_empty() => format!("{value:?}"),
            _ => diagnostics.iter().map(|d| format!("{}; {}", d.message, d.help.clone().unwrap_or_default())).collect(),
        };
        assert_eq!(found, expected);
    }

    fn iso(token: Token<'_>, faults: &mut Faults<'_>) -> Option<(String, Option<u16>)> {
        moment(token, faults).map(|moment| (moment.day.date().to_string(), moment.time.map(|time| time.0)))
    }

    #[test]
    fn moments_with_and_without_time() {
        check(iso, "2026-03-02", r#"("2026-03-02", None)"#);
        check(iso, "2026-03-02 14:00", r#"("2026-03-02", Some(8400))"#);
        check(iso, "2026-03-02 9:00:36", r#"("2026-03-02", Some(5406))"#);
        check(iso, "2026-03-02 24:00", r#"("2026-03-02", Some(14400))"#);
    }

    #[test]
    fn days_that_do_not_exist() {
        check(iso, "2026-02-30", "there is no day `2026-02-30`; February 2026 has 28 days");
        check(iso, "2026-13-01", "there is no day `2026-13-01`; a date is year, month and day, and months are 01 to 12");
        check(iso, "2026-01-00", "there is no day `2026-01-00`; days are counted from 01");
        check(iso, "2400-01-01", "there is no day `2400-01-01`; a plan reaches from 1900 to 2399");
        check(iso, "2026-03-02 25:00", "there is no time `25:00`; times reach from 00:00 to 24:00");
        check(iso, "2026-03-02 24:00:01", "there is no time `24:00:01`; times reach from 00:00 to 24:00");
    }

    #[test]
    fn dates_of_other_countries() {
        check(iso, "2026/3/2", "`2026/3/2` is not written as a date; year, month and day: `2026-03-02`");
        check(iso, "02.03.2026", "`02.03.2026` is not written as a date; year, month and day: `2026-03-02`");
        check(iso, "3/2/2026", "`3/2/2026` is not written as a date; year, month and day: `2026-03-02`");
        check(iso, "3/27/2026", "`3/27/2026` is not written as a date; year, month and day: `2026-03-27`");
        check(iso, "2026-03-02T14:00", "a space stands between a date and its time; write `2026-03-02 14:00`");
    }

    #[test]
    fn sets_of_weekdays() {
        check(days, "mon-fri", "DaySet(31)");
        check(days, "mon, thu", "DaySet(9)");
        check(days, "sat-mon,wed", "DaySet(101)");
        check(days, "mon-friday", "`friday` is no day of the week; write `fri`; the days are mon, tue, wed, thu, fri, sat and sun");
    }

    #[test]
    fn hours_touch_overlap_and_pass_midnight() {
        check(hours, "13:00-17:00, 09:00-12:00", "Hours([(5400, 7200), (7800, 10200)])");
        check(hours, "09:00-12:00, 12:00-17:00", "Hours([(5400, 10200)])");
        check(hours, "22:00-06:00", "Hours([(13200, 18000)])");
        check(hours, "00:00-24:00", "Hours([(0, 14400)])");
        check(hours, "09:00-12:00, 11:00-17:00", "`11:00-17:00` overlaps `09:00-12:00`; ");
        check(hours, "09:00-09:00", "`09:00-09:00` holds no time; write `00:00-24:00` for the whole day");
    }
}
