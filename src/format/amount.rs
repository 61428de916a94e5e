//! Lengths, dates, percentages and money, as people write them.

use std::fmt::Write;

use super::{Lag, Length, Moment, Unit, Units};
use crate::calendar::{DAY, Day, DaySet, Hours, Weekday};

/// The units that a length is told in unasked, largest first.
const UNITS: [Unit; 4] = [Unit::Week, Unit::Day, Unit::Hour, Unit::Minute];

/// Writes a length without its sign: `2w`, `1.5d`, `3d elapsed`.
pub(super) fn length(out: &mut String, length: Length, units: &Units) {
    let tenths = length.tenths.unsigned_abs();
    let (unit, thousandths) = unit_of(length, units);
    if thousandths * size(unit, length.elapsed, units) / 1_000 != tenths {
        // Not even in any unit: minutes and tenths of one always are.
        decimal(out, tenths, 10);
        out.push_str("min");
    } else {
        decimal(out, thousandths, 1_000);
        out.push_str(match unit {
            Unit::Minute => "min",
            Unit::Hour => "h",
            Unit::Day => "d",
            Unit::Week => "w",
            Unit::Month => "mo",
        });
    }
    if length.elapsed {
        out.push_str(" elapsed");
    }
}

/// Returns the unit that a length is told in, and thousandths of it: the one asked for if it comes out even to a hundredth,
/// else the largest of which it is a whole number, else minutes.
fn unit_of(length: Length, units: &Units) -> (Unit, u64) {
    let tenths = length.tenths.unsigned_abs();
    let part = |unit: Unit, parts: u64| {
        let size = size(unit, length.elapsed, units);
        let scaled = tenths.saturating_mul(parts);
        (0 < size && scaled.is_multiple_of(size)).then(|| scaled / size * (1_000 / parts))
    };
    if tenths == 0 {
        return (length.unit.unwrap_or(Unit::Day), 0);
    }
    let asked = length.unit.and_then(|unit| Some((unit, part(unit, 100)?)));
    let whole = UNITS.into_iter().find_map(|unit| Some((unit, part(unit, 1)?)));
    asked.or(whole).unwrap_or((Unit::Minute, tenths * 100))
}

fn size(unit: Unit, elapsed: bool, units: &Units) -> u64 {
    let day = i64::from(DAY);
    let size = match (unit, elapsed) {
        (Unit::Minute, _) => 10,
        (Unit::Hour, _) => 600,
        (Unit::Day, false) => units.day,
        (Unit::Week, false) => units.week,
        (Unit::Month, false) => units.month,
        (Unit::Day, true) => day,
        (Unit::Week, true) => 7 * day,
        (Unit::Month, true) => 30 * day,
    };
    size.unsigned_abs()
}

/// Writes ` + 2d`, ` - 50%`, or nothing.
pub(super) fn lag(out: &mut String, lag: Lag, units: &Units) {
    match lag {
        Lag::Time(time) if time.tenths != 0 => {
            out.push_str(if time.tenths < 0 { " - " } else { " + " });
            length(out, time, units);
        }
        Lag::Percent(share) if share != 0 => {
            out.push_str(if share < 0 { " - " } else { " + " });
            percent(out, share.unsigned_abs());
        }
        Lag::None | Lag::Time(_) | Lag::Percent(_) => {}
    }
}

/// Writes ten-thousandths as `40%` or `33.33%`.
pub(super) fn percent(out: &mut String, ten_thousandths: u32) {
    decimal(out, u64::from(ten_thousandths), 100);
    out.push('%');
}

/// Writes hundredths as `80` or `80.50`.
pub(super) fn money(out: &mut String, hundredths: u64) {
    let _ = match hundredths % 100 {
        0 => write!(out, "{}", hundredths / 100),
        rest => write!(out, "{}.{rest:02}", hundredths / 100),
    };
}

/// Writes `parts` of `one`, a power of ten, with no more digits than there are.
fn decimal(out: &mut String, parts: u64, one: u64) {
    let _ = write!(out, "{}", parts / one);
    let mut rest = parts % one;
    if 0 < rest {
        out.push('.');
    }
    let mut place = one / 10;
    while 0 < rest && 0 < place {
        let _ = write!(out, "{}", rest / place);
        rest %= place;
        place /= 10;
    }
}

/// Writes a date, with its time where it has one.
pub(super) fn moment(out: &mut String, moment: Moment) {
    day(out, moment.day);
    if let Some(at) = moment.time {
        out.push(' ');
        time(out, i32::from(at.0));
    }
}

pub(super) fn day(out: &mut String, day: Day) {
    let _ = write!(out, "{}", day.date().format("%Y-%m-%d"));
}

/// Writes two moments as a range, or one where both are the same day without a time.
pub(super) fn range(out: &mut String, from: Moment, to: Moment) {
    moment(out, from);
    if from != to || from.time.is_some() {
        out.push_str("..");
        moment(out, to);
    }
}

/// Writes tenths of a minute since midnight as `09:00`, with seconds where there are some.
fn time(out: &mut String, tenths: i32) {
    let _ = write!(out, "{:02}:{:02}", tenths / 600, tenths / 10 % 60);
    if tenths % 10 != 0 {
        let _ = write!(out, ":{:02}", tenths % 10 * 6);
    }
}

/// Writes days in ranges where three or more follow each other: `mon-fri`, `mon, wed`.
pub(super) fn days(out: &mut String, set: DaySet) {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let name = |day: usize| names.get(day).copied().unwrap_or_default();
    let has = |day: usize| Weekday::ALL.get(day).is_some_and(|day| set.contains(*day));
    let (mut at, mut first) = (0, true);
    while at < 7 {
        let run = (at..7).take_while(|day| has(*day)).count();
        if run == 0 {
            at += 1;
            continue;
        }
        let take = if run == 2 { 1 } else { run };
        if !std::mem::take(&mut first) {
            out.push_str(", ");
        }
        out.push_str(name(at));
        if 1 < take {
            out.push('-');
            out.push_str(name(at + take - 1));
        }
        at += take;
    }
}

/// Writes hours: `09:00-12:00, 13:00-17:00`. Those that pass midnight end on the next day's clock.
pub(super) fn hours(out: &mut String, hours: &Hours) {
    for (n, (from, to)) in hours.0.iter().enumerate() {
        if 0 < n {
            out.push_str(", ");
        }
        time(out, i32::from(*from));
        out.push('-');
        let to = i32::from(*to);
        time(out, if DAY < to { to - DAY } else { to });
    }
}
