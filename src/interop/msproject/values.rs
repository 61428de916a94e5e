//! The values of an MS Project file: numbers, dates, lengths, and the elements that hold them.

use crate::calendar::{Day, Instant, TimeOfDay};
use crate::format::Unit;
use crate::interop::Fault;
use crate::interop::xml::Element;

impl<'a> Element<'a> {
    /// Returns the whole number in the element of this name, if there is one.
    pub(super) fn number(self, name: &str) -> Result<Option<i64>, Fault> {
        self.value(name, "a whole number", |text| text.parse::<i64>().ok().or_else(|| whole(text)))
    }

    /// Returns what a flag says: `1` or `true`; nothing where there is none.
    pub(super) fn flag(self, name: &str) -> Result<Option<bool>, Fault> {
        self.value(name, "0 or 1", |text| match text {
            "1" | "true" | "-1" => Some(true),
            "0" | "false" => Some(false),
            _ => None,
        })
    }

    /// Returns a decimal number in millionths.
    pub(super) fn decimal(self, name: &str) -> Result<Option<i64>, Fault> {
        self.value(name, "a number", millionths)
    }

    /// Returns a date, or nothing where it is missing or one of the dates that stand for "none".
    pub(super) fn date(self, name: &str) -> Result<Option<Instant>, Fault> {
        let date = self.value(name, "a date such as 2026-03-02T08:00:00 between 1900 and 2399", instant)?;
        Ok(date.flatten())
    }

    /// Returns a length in tenths of a minute.
    pub(super) fn length(self, name: &str) -> Result<Option<i64>, Fault> {
        self.value(name, "a length such as PT8H0M0S", tenths)
    }

    fn value<T>(self, name: &str, what: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Fault> {
        let Some(element) = self.child(name).filter(|element| !element.text().is_empty()) else { return Ok(None) };
        match read(element.text()) {
            Some(value) => Ok(Some(value)),
            None => Err(element.fault(format!("`{}` is not {what}", shown(element.text())))),
        }
    }
}

/// Returns a text that was not understood, cut where it becomes long.
pub(super) fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if 40 < text.chars().count() {
        shown.push('…');
    }
    shown
}

/// Returns a number that was written with decimals of nothing: `480.0`.
fn whole(text: &str) -> Option<i64> {
    let millionths = millionths(text)?;
    (millionths % 1_000_000 == 0).then_some(millionths / 1_000_000)
}

/// Returns a decimal number in millionths; digits beyond are cut off. `1.5e2` is understood too.
fn millionths(text: &str) -> Option<i64> {
    if text.contains(['e', 'E']) {
        #[allow(clippy::cast_possible_truncation, reason = "bounded just before")]
        return text.parse::<f64>().ok().filter(|value| value.abs() < 1e12).map(|value| (value * 1e6).round() as i64);
    }
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    if (whole.is_empty() && rest.is_empty()) || !whole.bytes().chain(rest.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let rest: i64 = rest.bytes().chain(std::iter::repeat(b'0')).take(6).fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    let value = whole.checked_mul(1_000_000)?.checked_add(rest)?;
    Some(if negative { -value } else { value })
}

/// Returns the instant of `2026-03-02T08:00:00`, rounded down to six seconds; nothing for the dates that mean "none". A zone or a
/// fraction behind it is passed over: the times of a schedule are local.
fn instant(text: &str) -> Option<Option<Instant>> {
    let (day, time) = text.split_once('T').unwrap_or((text, "00:00:00"));
    let mut parts = day.split('-');
    let mut next = || parts.next().and_then(|part| part.parse::<u32>().ok());
    let (year, month, date) = (next()?, next()?, next()?);
    // What other programs write for a date that is not there.
    if matches!((year, month, date), (1984, 1, 1) | (2000, 1, 1) | (2049, 12, 31) | (1, 1, 1)) && matches!(time, "00:00:00" | "23:59:00") {
        return Some(None);
    }
    let day = Day::from_ymd(i32::try_from(year).ok()?, month, date)?;
    Some(Some(day.start().plus(crate::calendar::Elapsed(i32::from(time_of_day(time)?.0)))))
}

/// Returns the time of `08:00:00`.
pub(super) fn time_of_day(text: &str) -> Option<TimeOfDay> {
    let clock = text.get(..8).or(Some(text).filter(|text| text.len() == 5))?;
    let mut parts = clock.split(':');
    let mut next = |bound: u16| parts.next().map_or(Some(0), |part| part.parse::<u16>().ok()).filter(|part| *part < bound);
    let (hours, minutes, seconds) = (next(25)?, next(60)?, next(60)?);
    if hours == 24 && (0 < minutes || 0 < seconds) {
        return None;
    }
    Some(TimeOfDay(hours * 600 + minutes * 10 + seconds / 6))
}

/// Returns the tenths of a minute of `PT8H0M0S`, `P2DT4H` or `PT-8H0M0S`.
fn tenths(text: &str) -> Option<i64> {
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let rest = rest.strip_prefix('P')?;
    let (days, time) = rest.split_once('T').unwrap_or((rest, ""));
    let mut sum = part(days, &[('Y', 365 * 14_400), ('M', 30 * 14_400), ('W', 7 * 14_400), ('D', 14_400)])?;
    sum = sum.checked_add(part(time, &[('H', 600), ('M', 10), ('S', 0)])?)?;
    Some(if negative { -sum } else { sum })
}

/// Adds up `8H30M0S`; seconds are sixths of a tenth of a minute.
fn part(text: &str, units: &[(char, i64)]) -> Option<i64> {
    let mut rest = text;
    let mut sum: i64 = 0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let (number, after) = rest.split_at(end);
        let unit = after.chars().next()?;
        let size = units.iter().find(|(letter, _)| *letter == unit)?.1;
        let value = millionths(number)?;
        let tenths = if unit == 'S' { i128::from(value) / 6_000_000 } else { i128::from(value) * i128::from(size) / 1_000_000 };
        sum = sum.checked_add(i64::try_from(tenths).ok()?)?;
        rest = after.get(1..)?;
    }
    Some(sum)
}

/// Returns the unit of a duration or lag format, and whether it counts by the clock; percentages are none.
pub(super) const fn unit(format: i64) -> Option<(Unit, bool)> {
    let estimated = if format >= 35 { 32 } else { 0 };
    Some(match format - estimated {
        3 => (Unit::Minute, false),
        4 => (Unit::Minute, true),
        5 => (Unit::Hour, false),
        6 => (Unit::Hour, true),
        7 => (Unit::Day, false),
        8 => (Unit::Day, true),
        9 => (Unit::Week, false),
        10 => (Unit::Week, true),
        11 => (Unit::Month, false),
        12 => (Unit::Month, true),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_hours_minutes_and_seconds() {
        assert_eq!(tenths("PT8H0M0S"), Some(4_800));
        assert_eq!(tenths("PT0H30M6S"), Some(301));
        assert_eq!(tenths("PT-8H0M0S"), Some(-4_800));
        assert_eq!(tenths("-PT1H"), Some(-600));
        assert_eq!(tenths("P2D"), Some(28_800));
        assert_eq!(tenths("PT1.5H"), Some(900));
        assert_eq!(tenths("8 hours"), None);
        assert_eq!(tenths("PT99999999999999999999H"), None);
    }

    #[test]
    fn dates_that_stand_for_none_are_none() {
        let at = |text| instant(text).map(|at| at.map(|at| (at.day().date().to_string(), at.time().0)));
        assert_eq!(at("2026-03-02T08:00:00"), Some(Some(("2026-03-02".to_owned(), 4_800))));
        assert_eq!(at("2026-03-02T08:00:00Z"), Some(Some(("2026-03-02".to_owned(), 4_800))));
        assert_eq!(at("1984-01-01T00:00:00"), Some(None));
        assert_eq!(at("2026-02-30T08:00:00"), None);
        assert_eq!(at("NA"), None);
    }

    #[test]
    fn numbers_may_have_decimals() {
        assert_eq!(millionths("0.0006"), Some(600));
        assert_eq!(millionths("-1.5"), Some(-1_500_000));
        assert_eq!(whole("480.0"), Some(480));
        assert_eq!(millionths("1,5"), None);
    }

    #[test]
    fn every_second_format_counts_by_the_clock() {
        assert_eq!(unit(7), Some((Unit::Day, false)));
        assert_eq!(unit(8), Some((Unit::Day, true)));
        assert_eq!(unit(39), Some((Unit::Day, false)));
        assert_eq!(unit(19), None);
    }
}
