//! The numbers by which MS Project names units.

use crate::calendar::DAY;
use crate::model::Units;

/// Returns the number of the largest unit that a length is a whole number of: 3 minutes, 5 hours, 7 days, 9 weeks; one more
/// for clock time.
pub(super) fn lag_format(tenths: i64, elapsed: bool, units: &Units) -> u8 {
    let day = i64::from(DAY);
    let (day, week) = if elapsed { (day, day * 7) } else { (i64::from(units.day.0), i64::from(units.week.0)) };
    let sizes = [(week, 9), (day, 7), (600, 5)];
    let fits = |size: i64| 0 < size && tenths % size == 0;
    let unit = if tenths == 0 { 7 } else { sizes.into_iter().find(|(size, _)| fits(*size)).map_or(3, |(_, number)| number) };
    unit + u8::from(elapsed)
}

/// Returns the number of the unit of a duration; a guess is 32 more.
pub(super) fn duration_format(tenths: i64, elapsed: bool, guess: bool, units: &Units) -> u8 {
    lag_format(tenths, elapsed, units) + if guess { 32 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_is_the_largest_that_comes_out_even() {
        let units = Units::default();
        assert_eq!([24_000, 4_800, 600, 615, 0].map(|tenths| lag_format(tenths, false, &units)), [9, 7, 5, 3, 7]);
        assert_eq!([100_800, 14_400, -600].map(|tenths| lag_format(tenths, true, &units)), [10, 8, 6]);
        assert_eq!(duration_format(4_800, false, true, &units), 39);
    }
}
