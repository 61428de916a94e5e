//! What stands in the cells: dates, lengths, links.

use crate::calendar::{Day, Instant, TimeOfDay};
use crate::format::Unit;

/// In which order day, month and year stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
    /// No date of the file tells.
    Unknown,
}

/// What a date cell comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Date {
    /// A day, and a time where one is written.
    At(Day, Option<TimeOfDay>),
    /// It may be in either of these months.
    Either(u32, u32),
    /// It is none.
    None,
}

/// A length as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Hundredths of the unit.
    pub(super) hundredths: i64,
    pub(super) unit: Unit,
    pub(super) elapsed: bool,
    /// With a question mark.
    pub(super) is_guess: bool,
    /// No unit is written.
    pub(super) is_bare: bool,
}

/// A predecessor as it is written: `3FS+2d`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) id: String,
    /// Two letters: `FS`.
    pub(super) kind: String,
    /// Negative is a lead.
    pub(super) lag: Option<(bool, Lag)>,
}

/// What lies between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lag {
    Span(Span),
    Percent(i32),
}

/// Returns in which order the dates of a file are written, as far as one of them tells.
pub(super) fn order<'a>(cells: impl Iterator<Item = &'a str>) -> Order {
    let mut found = Order::Unknown;
    for cell in cells {
        if let Some((numbers, sign)) = numbers(cell) {
            match numbers {
                _ if sign == '.' => found = Order::DayFirst,
                [first, _, _] if 12 < first && first < 32 => return Order::DayFirst,
                [_, second, _] if 12 < second && second < 32 => return Order::MonthFirst,
                [..] => {}
            }
        }
    }
    found
}

/// Reads `2026-03-02`, `2026-03-02 09:00`, `2.3.2026`, `03/16/2026`.
pub(super) fn date(text: &str, order: Order) -> Date {
    let Some((numbers, _)) = numbers(text) else { return Date::None };
    let [a, b, c] = numbers;
    let year = |year: u32| i32::try_from(if year < 100 { year + 2000 } else { year }).unwrap_or(0);
    let (y, m, d) = match order {
        _ if 31 < a => (year(a), b, c),
        Order::DayFirst => (year(c), b, a),
        Order::MonthFirst => (year(c), a, b),
        Order::Unknown if a == b => (year(c), a, b),
        Order::Unknown if a <= 12 && b <= 12 => return Date::Either(a, b),
        Order::Unknown => return Date::None,
    };
    let Some(day) = Day::from_ymd(y, m, d) else { return Date::None };
    match time(text) {
        Some(time) => Date::At(day, time),
        None => Date::None,
    }
}

/// Returns the three numbers of a date and the sign between them.
fn numbers(text: &str) -> Option<([u32; 3], char)> {
    let text = text.trim();
    // A weekday may stand before it: `Mon 02/03/26`.
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let day = text.get(start..)?.split([' ', 'T']).next()?;
    let sign = day.chars().find(|c| matches!(c, '-' | '.' | '/'))?;
    let mut parts = day.split(sign).map(|part| part.parse::<u32>().ok());
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some((numbers, sign))
}

/// Returns the time behind a date: none where there is none, nothing where it cannot be read.
fn time(text: &str) -> Option<Option<TimeOfDay>> {
    let text = text.trim();
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let Some((_, clock)) = text.get(start..)?.split_once([' ', 'T']) else { return Some(None) };
    let lower = clock.trim().trim_end_matches('Z').to_lowercase();
    let (digits, half) = match lower.strip_suffix("am").or(lower.strip_suffix("pm")) {
        Some(digits) => (digits.trim(), Some(lower.ends_with("pm"))),
        None => (lower.as_str(), None),
    };
    let mut parts = digits.split(':').map(|part| part.get(..2).unwrap_or(part).parse::<u16>().ok());
    let (hour, minute) = (parts.next()??, parts.next().unwrap_or(Some(0))?);
    let hour = match half {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        Some(_) | None => hour,
    };
    (hour < 24 && minute < 60).then_some(Some(TimeOfDay(hour * 600 + minute * 10)))
}

/// Reads `5 days`, `2.5d`, `3 wks`, `4 hrs`, `2 edays`, `1 day?`, `5`.
pub(super) fn span(text: &str) -> Option<Span> {
    let text = text.trim();
    let is_guess = text.ends_with('?');
    let text = text.trim_end_matches('?').trim();
    let split = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let (number, name) = text.split_at(split);
    let number = number.trim().replace(',', ".");
    let (whole, part) = number.split_once('.').unwrap_or((&number, "0"));
    let is_number = |text: &str| !text.is_empty() && text.len() < 7 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(part) {
        return None;
    }
    let hundredths = whole.parse::<i64>().ok()? * 100 + format!("{part:0<2}").get(..2)?.parse::<i64>().ok()?;
    let name = name.trim().to_lowercase();
    let (elapsed, name) = match name.strip_prefix('e') {
        Some(rest) => (true, rest),
        None => (false, name.as_str()),
    };
    let unit = match name.trim_end_matches('s') {
        "" | "d" | "day" | "dy" => Unit::Day,
        "m" | "min" | "minute" => Unit::Minute,
        "h" | "hr" | "hour" => Unit::Hour,
        "w" | "wk" | "week" => Unit::Week,
        "mo" | "mon" | "month" => Unit::Month,
        _ => return None,
    };
    Some(Span { hundredths, unit, elapsed, is_guess, is_bare: name.is_empty() })
}

/// Reads `3`, `3FS+2d`, `PROJ-12`, `5SS - 1 day`, `7FF+50%`.
pub(super) fn link(text: &str, is_known: impl Fn(&str) -> bool) -> Option<Link> {
    let text = text.trim();
    if is_known(text) {
        return Some(Link { id: text.to_owned(), kind: "FS".to_owned(), lag: None });
    }
    // The lag begins at the last sign behind which a length stands.
    let mut signs = text.char_indices().filter(|(_, c)| matches!(c, '+' | '-' | '\u{2212}'));
    let lag = signs.next_back().and_then(|(at, sign)| {
        let rest = text.get(at + sign.len_utf8()..)?.trim();
        let lag = match rest.strip_suffix('%') {
            Some(percent) => Lag::Percent(percent.trim().parse::<i32>().ok().filter(|percent| *percent < 100_000)? * 100),
            None => Lag::Span(span(rest)?),
        };
        Some((text.get(..at)?.trim(), sign != '+', lag))
    });
    let (head, lag) = lag.map_or((text, None), |(head, lead, lag)| (head, Some((lead, lag))));
    let upper = head.to_uppercase();
    let kind = ["FS", "SS", "FF", "SF"].into_iter().find(|kind| upper.ends_with(kind));
    let id = kind.and_then(|kind| head.get(..head.len() - kind.len())).unwrap_or(head).trim();
    (!id.is_empty()).then(|| Link { id: id.to_owned(), kind: kind.unwrap_or("FS").to_owned(), lag })
}

/// Returns the instant of a day, at a time if there is one.
pub(super) fn instant(day: Day, time: Option<TimeOfDay>) -> Instant {
    day.at(time.unwrap_or(TimeOfDay(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_order_that_the_file_tells() {
        assert_eq!(order(["03/04/2026", "16/04/2026"].into_iter()), Order::DayFirst);
        assert_eq!(order(["03/04/2026", "04/16/26"].into_iter()), Order::MonthFirst);
        assert_eq!(date("03/04/2026", Order::Unknown), Date::Either(3, 4));
        assert_eq!(date("Mon 3/16/26 9:30 PM", Order::MonthFirst), Date::At(Day::from_ymd(2026, 3, 16).unwrap(), Some(TimeOfDay(12_900))));
        assert_eq!(date("soon", Order::DayFirst), Date::None);
    }

    #[test]
    fn lengths_and_links_are_read_as_people_write_them() {
        let of = |text: &str| span(text).map(|span| (span.hundredths, span.unit, span.elapsed));
        assert_eq!(of("2.5 days"), Some((250, Unit::Day, false)));
        assert_eq!(of("3 ewks"), Some((300, Unit::Week, true)));
        assert_eq!(of("5"), Some((500, Unit::Day, false)));
        assert_eq!(of("soon"), None);
        let found = link("12SS - 1 day", |_| false).unwrap();
        assert_eq!((found.id.as_str(), found.kind.as_str()), ("12", "SS"));
        assert!(found.lag.is_some_and(|(lead, _)| lead));
        assert_eq!(link("PROJ-12", |id| id == "PROJ-12").unwrap().lag, None);
    }
}
