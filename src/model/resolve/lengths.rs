//! Numbers with units, made into time.

use crate::calendar::{DAY, Elapsed, Work};
use crate::model::{Lag, Units};
use crate::syntax::ast::{self, Amount, Unit};

/// Returns the working time of `amount`, whose unit must be one of time; saturates.
pub(super) fn work(amount: Amount, units: &Units) -> Work {
    let unit = match amount.unit {
        Unit::Minute | Unit::Percent => 10,
        Unit::Hour => 600,
        Unit::Day => units.day.0,
        Unit::Week => units.week.0,
        Unit::Month => units.month.0,
    };
    Work::from_tenths(scale(amount.thousandths, unit))
}

/// Returns the clock time of `amount`: a day is 24 hours, a week seven days, a month thirty; saturates.
pub(super) fn elapsed(amount: Amount) -> Elapsed {
    let unit = match amount.unit {
        Unit::Minute | Unit::Percent => 10,
        Unit::Hour => 600,
        Unit::Day => DAY,
        Unit::Week => 7 * DAY,
        Unit::Month => 30 * DAY,
    };
    Elapsed(i32::try_from(scale(amount.thousandths, unit)).unwrap_or(i32::MAX))
}

/// Returns what `lag` adds; a lead is negative.
pub(super) fn lag(lag: Option<ast::Lag>, units: &Units) -> Lag {
    let Some(ast::Lag { amount, lead }) = lag else { return Lag::None };
    let sign = if lead { -1 } else { 1 };
    match amount.unit {
        Unit::Percent => Lag::Percent(sign * i32::try_from(amount.thousandths / 10).unwrap_or(i32::MAX)),
        Unit::Minute | Unit::Hour | Unit::Day | Unit::Week | Unit::Month if amount.elapsed => {
            Lag::Elapsed(Elapsed(sign * elapsed(amount).0))
        }
        Unit::Minute | Unit::Hour | Unit::Day | Unit::Week | Unit::Month => Lag::Work(Work(sign * work(amount, units).0)),
    }
}

/// Returns thousandths of a unit in tenths of a minute, rounded to the nearest.
fn scale(thousandths: u32, unit: i32) -> i64 {
    (i64::from(thousandths) * i64::from(unit) + 500).div_euclid(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn amount(thousandths: u32, unit: Unit) -> Amount {
        Amount { thousandths, unit, elapsed: false }
    }

    #[test]
    fn working_units_follow_the_plan() {
        let units = Units::default();
        assert_eq!(work(amount(1_500, Unit::Day), &units), Work(7_200));
        assert_eq!(work(amount(2_000, Unit::Week), &units), Work(48_000));
        assert_eq!(work(amount(u32::MAX, Unit::Month), &units), Work(i32::MAX));
    }

    #[test]
    fn leads_are_negative() {
        let half = ast::Lag { amount: amount(50_000, Unit::Percent), lead: true };
        assert_eq!(lag(Some(half), &Units::default()), Lag::Percent(-5_000));
        let day = ast::Lag { amount: Amount { thousandths: 1_000, unit: Unit::Day, elapsed: true }, lead: false };
        assert_eq!(lag(Some(day), &Units::default()), Lag::Elapsed(Elapsed(DAY)));
    }
}
