//! Days that come again every year, as `RRULE:FREQ=YEARLY` tells them (RFC 5545, section 3.3.10).

use chrono::{Datelike, NaiveDate};

use super::holidays::read_day;
use super::{Day, Weekday};

/// A yearly rule. What is not told is taken from the first day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Yearly {
    /// Every so many years.
    interval: u16,
    count: Option<u16>,
    until: Day,
    months: Vec<u8>,
    /// Days of the month; negative ones count from its end.
    days: Vec<i8>,
    /// Weekdays, and which of the month's they are; 0 is all of them.
    weekdays: Vec<(i8, Weekday)>,
}

impl Yearly {
    /// Reads the text of a rule.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut rule = Self { interval: 1, count: None, until: Day::LAST, months: Vec::new(), days: Vec::new(), weekdays: Vec::new() };
        let mut frequency = "";
        for part in text.split(';').filter(|part| !part.is_empty()) {
            let unknown = || format!("repeats by `{part}`, which is not understood");
            let (key, value) = part.split_once('=').ok_or_else(unknown)?;
            match key {
                "FREQ" => frequency = value,
                "INTERVAL" => rule.interval = value.parse().ok().filter(|years| 0 < *years).ok_or_else(unknown)?,
                "COUNT" => rule.count = Some(value.parse().map_err(|_| unknown())?),
                "UNTIL" => rule.until = read_day(value.get(..8).unwrap_or(value))?,
                "BYMONTH" => {
                    rule.months = list(value, |month| month.parse().ok().filter(|month| (1..=12).contains(month))).ok_or_else(unknown)?;
                    rule.months.sort_unstable();
                    rule.months.dedup();
                }
                "BYMONTHDAY" => rule.days = list(value, |day| day.parse().ok()).ok_or_else(unknown)?,
                "BYDAY" => rule.weekdays = list(value, weekday).ok_or_else(unknown)?,
                "WKST" => {}
                _ => return Err(unknown()),
            }
        }
        if frequency != "YEARLY" {
            return Err(format!("repeats {}; only yearly holidays are understood", frequency.to_lowercase()));
        }
        if rule.months.is_empty() && !(rule.days.is_empty() && rule.weekdays.is_empty()) {
            return Err("repeats on days of no month; only days of a `BYMONTH` are understood".to_owned());
        }
        Ok(rule)
    }

    /// Returns the days on which it falls from `first` on, which is one of them.
    pub(super) fn days(&self, first: Day) -> impl Iterator<Item = Day> {
        let start = first.date();
        let months = if self.months.is_empty() { vec![u8::try_from(start.month()).unwrap_or(1)] } else { self.months.clone() };
        let years = (start.year()..=Day::LAST.date().year()).step_by(usize::from(self.interval));
        let all = years.flat_map(move |year| months.clone().into_iter().map(move |month| (year, u32::from(month))));
        let falls = all.flat_map(move |(year, month)| (1..=31).filter_map(move |day| NaiveDate::from_ymd_opt(year, month, day)));
        let matching =
            falls.filter(move |date| self.matches(*date, start)).filter_map(|date| Day::from_ymd(date.year(), date.month(), date.day()));
        let count = self.count.map_or(usize::MAX, usize::from);
        matching.filter(move |day| first <= *day).take(count).take_while(|day| *day <= self.until)
    }

    fn matches(&self, date: NaiveDate, first: NaiveDate) -> bool {
        if self.days.is_empty() && self.weekdays.is_empty() {
            return date.day() == first.day();
        }
        let day = i32::try_from(date.day()).unwrap_or(0);
        let next = NaiveDate::from_ymd_opt(date.year() + i32::from(date.month() == 12), date.month() % 12 + 1, 1);
        let length = next.and_then(|next| next.pred_opt()).map_or(31, |last| i32::try_from(last.day()).unwrap_or(31));
        let from_end = day - length - 1;
        let by_day = self.days.iter().any(|wanted| i32::from(*wanted) == day || i32::from(*wanted) == from_end);
        let (nth, nth_last) = ((day + 6) / 7, -((6 - from_end) / 7));
        let weekday = Weekday::from_monday(date.weekday().num_days_from_monday());
        let by_weekday = self.weekdays.iter().any(|(n, wanted)| *wanted == weekday && [0, nth, nth_last].contains(&i32::from(*n)));
        (self.days.is_empty() || by_day) && (self.weekdays.is_empty() || by_weekday)
    }
}

fn list<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    text.split(',').map(read).collect()
}

/// Reads `TU`, `4TH`, `-1MO`.
fn weekday(text: &str) -> Option<(i8, Weekday)> {
    let (n, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let day = names.into_iter().zip(Weekday::ALL).find(|(known, _)| *known == name)?.1;
    let n = if n.is_empty() { 0 } else { n.trim_start_matches('+').parse().ok().filter(|n| *n != 0)? };
    Some((n, day))
}
