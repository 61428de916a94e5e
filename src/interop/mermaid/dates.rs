//! Dates in the shape that a chart declares, and lengths.

use crate::calendar::{Day, Instant, TimeOfDay};

/// Letters that stand for parts of a date, longest first.
const TOKENS: [(&str, Part); 11] = [
    ("YYYY", Part::Year),
    ("YY", Part::ShortYear),
    ("MM", Part::Month),
    ("M", Part::Month),
    ("DD", Part::Day),
    ("D", Part::Day),
    ("HH", Part::Hour),
    ("H", Part::Hour),
    ("mm", Part::Minute),
    ("m", Part::Minute),
    ("ss", Part::Second),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Year,
    ShortYear,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

/// A length as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Thousandths of the unit.
    pub(super) thousandths: i64,
    pub(super) unit: Unit,
}

/// The units of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// Tells whether dates of this shape have a time of day.
pub(super) fn has_time(format: &str) -> bool {
    format.contains('H') || format.contains('m')
}

/// Tells whether dates of this shape have a day.
pub(super) fn has_day(format: &str) -> bool {
    format.contains('Y') && format.contains('M') && format.contains('D')
}

/// Returns the instant that `text` means in the shape `format`, every letter and sign of it.
pub(super) fn instant(text: &str, format: &str) -> Option<Instant> {
    let (mut year, mut month, mut day, mut minutes, mut seconds) = (None, None, None, 0u32, 0u32);
    let (mut text, mut format) = (text.trim(), format.trim());
    while !format.is_empty() {
        let Some((token, part)) = TOKENS.into_iter().find(|(token, _)| format.starts_with(token)) else {
            let sign = format.chars().next()?;
            text = text.strip_prefix(sign)?;
            format = format.strip_prefix(sign)?;
            continue;
        };
        format = format.strip_prefix(token)?;
        let digits = text.bytes().take(token.len().max(2)).take_while(u8::is_ascii_digit).count();
        if digits == 0 || 1 < token.len() && digits != token.len() {
            return None;
        }
        let number: u32 = text.get(..digits)?.parse().ok()?;
        text = text.get(digits..)?;
        match part {
            Part::Year => year = i32::try_from(number).ok(),
            Part::ShortYear => year = i32::try_from(2000 + number).ok(),
            Part::Month => month = Some(number),
            Part::Day => day = Some(number),
            Part::Hour => minutes += Some(number).filter(|hour| *hour < 24)? * 60,
            Part::Minute => minutes += Some(number).filter(|minute| *minute < 60)?,
            Part::Second => seconds = Some(number).filter(|second| *second < 60)?,
        }
    }
    let day = Day::from_ymd(year?, month?, day?)?;
    text.is_empty().then(|| day.at(TimeOfDay(u16::try_from(minutes * 10 + seconds / 6).unwrap_or(0))))
}

/// Returns the length of `3d`, `1.5w`, `36h`.
pub(super) fn span(text: &str) -> Option<Span> {
    let split = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(split);
    let unit = match unit {
        "s" => Unit::Second,
        "m" => Unit::Minute,
        "h" => Unit::Hour,
        "d" => Unit::Day,
        "w" => Unit::Week,
        "M" => Unit::Month,
        "y" => Unit::Year,
        _ => return None,
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(part) || 6 < whole.len() {
        return None;
    }
    let thousandths: i64 = format!("{part:0<3}").get(..3)?.parse().ok()?;
    Some(Span { thousandths: whole.parse::<i64>().ok()? * 1_000 + thousandths, unit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_their_own_shape_only() {
        let shown = |text: &str, format: &str| instant(text, format).map(crate::view::phrase::iso);
        assert_eq!(shown("2026-03-02", "YYYY-MM-DD").as_deref(), Some("2026-03-02T00:00"));
        assert_eq!(shown("2.3.2026 9:05", "D.M.YYYY H:mm").as_deref(), Some("2026-03-02T09:05"));
        assert_eq!(shown("2026-3-2", "YYYY-MM-DD"), None);
        assert_eq!(shown("2026-03-02x", "YYYY-MM-DD"), None);
        assert_eq!(shown("2026-02-30", "YYYY-MM-DD"), None);
    }

    #[test]
    fn lengths_are_numbers_with_a_unit() {
        assert_eq!(span("1.5d"), Some(Span { thousandths: 1_500, unit: Unit::Day }));
        assert_eq!([span("d"), span("3"), span("3dd"), span("-1d"), span("1e3d")], [None; 5]);
    }
}
