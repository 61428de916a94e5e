//! Holiday calendars in the iCalendar format (RFC 5545): whole days off, once or every year.
//!
//! Only what a holiday can be is understood. Anything else in the file is an error and not left out, for a day that
//! was silently dropped would be worked on in the schedule.

use std::collections::BTreeSet;

use icalendar::parser::{Component, Property, read_components, unfold};

use super::recurrence::Yearly;
use super::{Day, Exception};

/// Days off and yearly rules that one file may hold; the calendar of a whole country has a hundred.
const MOST: (usize, usize) = (100_000, 1_000);

/// Components within components; the format needs three, and the parser recurses.
const DEEPEST: usize = 8;

/// Returns the days off that an iCalendar file tells of, sorted by their first day.
///
/// Every event is a range of whole days, as `DTSTART` and an exclusive `DTEND` or a `DURATION` say, repeated by a yearly
/// `RRULE` up to 2399, with `RDATE` added and `EXDATE` taken out; its `SUMMARY` is the name.
///
/// # Errors
/// A sentence, with the event's name where one is at fault, for anything that is no such file or no such day.
pub fn read_holidays(text: &str) -> Result<Vec<Exception>, String> {
    let text = lines(text)?;
    let calendars = read_components(&text).map_err(|_| "it is not a whole iCalendar file".to_owned())?;
    let mut days = Vec::new();
    let mut n_rules = 0;
    for component in calendars.iter().flat_map(|calendar| &calendar.components) {
        match component.name.as_str() {
            "VEVENT" => {
                n_rules += properties(component, "RRULE").count();
                if MOST.1 < n_rules {
                    return Err(format!("it repeats more than {} events", MOST.1));
                }
                days.extend(event(component)?);
                if MOST.0 < days.len() {
                    return Err(format!("it holds more than {} days off", MOST.0));
                }
            }
            "VTIMEZONE" | "VFREEBUSY" => {}
            other => return Err(format!("it holds a {other}, which is no holiday")),
        }
    }
    if days.is_empty() {
        return Err("it holds no holiday".to_owned());
    }
    days.sort_by_key(|exception| exception.from);
    Ok(days)
}

/// Returns the text with its folded lines made whole, all ended alike; refuses what the parser would choke on.
fn lines(text: &str) -> Result<String, String> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if !text.get(..15).is_some_and(|head| head.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return Err("it is no iCalendar file: it does not begin with `BEGIN:VCALENDAR`".to_owned());
    }
    let whole = unfold(text);
    let mut out = String::with_capacity(whole.len());
    let mut depth = 0usize;
    for line in whole.lines().filter(|line| !line.trim().is_empty()) {
        depth += usize::from(line.starts_with("BEGIN:"));
        depth -= usize::from(line.starts_with("END:") && 0 < depth);
        if DEEPEST < depth {
            return Err("it nests too deeply".to_owned());
        }
        out.push_str(line);
        out.push_str("\r\n");
    }
    Ok(out)
}

/// Returns the days of one event.
fn event(event: &Component<'_>) -> Result<Vec<Exception>, String> {
    let name = property(event, "SUMMARY").map_or("", |summary| summary.val.as_str()).trim();
    let wrong =
        |what: String| if name.is_empty() { format!("an event without a name {what}") } else { format!("the event `{name}` {what}") };
    if property(event, "STATUS").is_some_and(|status| status.val.as_str().eq_ignore_ascii_case("CANCELLED")) {
        return Ok(Vec::new());
    }
    if property(event, "RECURRENCE-ID").is_some() {
        return Err(wrong("changes one repetition of another event, which is not understood".to_owned()));
    }
    let start = property(event, "DTSTART").ok_or_else(|| wrong("has no `DTSTART`".to_owned()))?;
    let first = day(start).map_err(wrong)?;
    let n_days = n_days(event, first).map_err(wrong)?;
    let mut firsts = BTreeSet::from([first]);
    for rule in properties(event, "RRULE") {
        firsts.extend(Yearly::read(rule.val.as_str()).map_err(wrong)?.days(first));
    }
    for property in properties(event, "RDATE") {
        firsts.extend(days(property).map_err(wrong)?);
    }
    for property in properties(event, "EXDATE") {
        for day in days(property).map_err(wrong)? {
            firsts.remove(&day);
        }
    }
    if properties(event, "EXRULE").next().is_some() {
        return Err(wrong("leaves days out by an `EXRULE`, which is not understood".to_owned()));
    }
    Ok(firsts.into_iter().map(|first| Exception::off(first, first.plus(n_days - 1).min(Day::LAST), name)).collect())
}

/// Returns how many days the event takes.
fn n_days(event: &Component<'_>, first: Day) -> Result<i32, String> {
    let n_days = match (property(event, "DTEND"), property(event, "DURATION")) {
        (Some(end), _) => day(end)?.0 - first.0,
        (None, Some(length)) => duration(length.val.as_str())?,
        (None, None) => 1,
    };
    if n_days < 1 { Err("ends before it begins".to_owned()) } else { Ok(n_days) }
}

/// Reads `P3D` and `P2W`.
fn duration(text: &str) -> Result<i32, String> {
    let wrong = || format!("takes `{text}`, which is no number of whole days");
    let number = text.trim_start_matches('+').strip_prefix('P').ok_or_else(wrong)?;
    let (number, unit) = number.strip_suffix('W').map_or((number.strip_suffix('D'), 1), |weeks| (Some(weeks), 7));
    let number: u16 = number.and_then(|number| number.parse().ok()).ok_or_else(wrong)?;
    Ok(i32::from(number) * unit)
}

fn days(property: &Property<'_>) -> Result<Vec<Day>, String> {
    property.val.as_str().split(',').map(read_day).collect()
}

fn day(property: &Property<'_>) -> Result<Day, String> {
    read_day(property.val.as_str())
}

/// Reads `20261225`, or that day's midnight where the time has no zone.
pub(super) fn read_day(text: &str) -> Result<Day, String> {
    let date = text.strip_suffix("T000000").unwrap_or(text);
    if date.len() != 8 || !date.bytes().all(|byte| byte.is_ascii_digit()) {
        let has_time = date.contains('T');
        return Err(if has_time {
            format!("has a time, `{text}`; a holiday takes whole days")
        } else {
            format!("has no such date as `{text}`")
        });
    }
    let number = |range: std::ops::Range<usize>| date.get(range).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(0);
    let year = i32::try_from(number(0..4)).unwrap_or(0);
    Day::from_ymd(year, number(4..6), number(6..8)).ok_or_else(|| format!("has no such date as `{text}` between 1900 and 2399"))
}

fn property<'c>(component: &'c Component<'c>, name: &'c str) -> Option<&'c Property<'c>> {
    properties(component, name).next()
}

fn properties<'c>(component: &'c Component<'c>, name: &'c str) -> impl Iterator<Item = &'c Property<'c>> {
    component.properties.iter().filter(move |property| property.name.as_str().eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(events: &str) -> String {
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\n{events}END:VCALENDAR\r\n")
    }

    /// Reads one event and returns its days as `from..to name`.
    fn check(event: &str) -> Result<Vec<String>, String> {
        let days = read_holidays(&file(&format!("BEGIN:VEVENT\nUID:1\n{event}\nEND:VEVENT\n")))?;
        Ok(days.iter().map(|day| format!("{}..{} {}", day.from.date(), day.to.date(), day.name)).collect())
    }

    #[test]
    fn the_end_is_exclusive() {
        let two_days = check("DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261227\nSUMMARY:Christmas\\, both days");
        assert_eq!(two_days, Ok(vec!["2026-12-25..2026-12-26 Christmas, both days".to_owned()]));
        assert_eq!(check("DTSTART:20260101\nSUMMARY:New Year"), Ok(vec!["2026-01-01..2026-01-01 New Year".to_owned()]));
        assert_eq!(check("DTSTART:20260101\nDURATION:P1W"), Ok(vec!["2026-01-01..2026-01-07 ".to_owned()]));
    }

    #[test]
    fn folded_lines_are_whole_again() {
        assert_eq!(check("DTSTART:20260501\nSUMMARY:Labour\n  Day"), Ok(vec!["2026-05-01..2026-05-01 Labour Day".to_owned()]));
    }

    #[test]
    fn every_year_is_every_year() {
        let days = check("DTSTART;VALUE=DATE:20201225\nRRULE:FREQ=YEARLY\nSUMMARY:x").unwrap();
        assert_eq!((days.len(), days[379].as_str()), (380, "2399-12-25..2399-12-25 x"));
    }

    #[test]
    fn the_fourth_thursday_and_the_last_monday() {
        let thanksgiving = check("DTSTART:20251127\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=2").unwrap();
        assert_eq!(thanksgiving, ["2025-11-27..2025-11-27 ", "2026-11-26..2026-11-26 "]);
        let memorial = check("DTSTART:20250526\nRRULE:FREQ=YEARLY;UNTIL=20260525;BYMONTH=5;BYDAY=-1MO\nEXDATE:20250526").unwrap();
        assert_eq!(memorial, ["2026-05-25..2026-05-25 "]);
        let election =
            check("DTSTART:20241105\nRRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=2").unwrap();
        assert_eq!(election, ["2024-11-05..2024-11-05 ", "2028-11-07..2028-11-07 "]);
        let leap = check("DTSTART:20240229\nRRULE:FREQ=YEARLY;COUNT=2").unwrap();
        assert_eq!(leap, ["2024-02-29..2024-02-29 ", "2028-02-29..2028-02-29 "]);
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let error = |event: &str| check(event).unwrap_err();
        assert_eq!(error("DTSTART:20260102T130000\nSUMMARY:a"), "the event `a` has a time, `20260102T130000`; a holiday takes whole days");
        assert_eq!(error("DTSTART:20260231\nSUMMARY:a"), "the event `a` has no such date as `20260231` between 1900 and 2399");
        assert_eq!(
            error("DTSTART:20260102\nRRULE:FREQ=WEEKLY"),
            "an event without a name repeats weekly; only yearly holidays are understood"
        );
        assert_eq!(error("DTSTART:20260102\nDTEND:20260102\nSUMMARY:a"), "the event `a` ends before it begins");
        assert_eq!(error("SUMMARY:a"), "the event `a` has no `DTSTART`");
        let easter = error("DTSTART:20260102\nRRULE:FREQ=YEARLY;BYEASTER=0\nSUMMARY:a");
        assert_eq!(easter, "the event `a` repeats by `BYEASTER=0`, which is not understood");
    }

    #[test]
    fn what_is_no_calendar_is_said() {
        assert_eq!(read_holidays("hello").unwrap_err(), "it is no iCalendar file: it does not begin with `BEGIN:VCALENDAR`");
        assert_eq!(read_holidays("BEGIN:VCALENDAR\nBEGIN:VEVENT\n").unwrap_err(), "it is not a whole iCalendar file");
        assert_eq!(read_holidays(&file("")).unwrap_err(), "it holds no holiday");
        assert_eq!(read_holidays(&file("BEGIN:VTODO\r\nUID:1\r\nEND:VTODO\r\n")).unwrap_err(), "it holds a VTODO, which is no holiday");
        let many = "BEGIN:VEVENT\r\nDTSTART:20260101\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\n".repeat(1_001);
        assert_eq!(read_holidays(&file(&many)).unwrap_err(), "it holds more than 100000 days off");
        let deep = "BEGIN:VEVENT\n".repeat(100_000);
        assert_eq!(read_holidays(&file(&deep)).unwrap_err(), "it nests too deeply");
    }
}
