//! What a day, a week and a month of work are.

use super::lengths::work;
use super::{Cx, Span};
use crate::calendar::Work;
use crate::diagnostic::Code;
use crate::model::Units;
use crate::syntax::ast::{Amount, Unit};

/// Days of work in a month unless the plan says otherwise.
const DAYS_PER_MONTH: i64 = 20;

/// Returns the units: what `usual` says of day and week, and the month of twenty days, but for what was told.
pub(super) fn settle(cx: &mut Cx<'_>, usual: Units, told: Option<(Vec<(Amount, Amount)>, Span)>) -> Units {
    let (pairs, clause) = told.unwrap_or_default();
    let keyword = cx.text(clause).find(char::is_whitespace).and_then(|length| u32::try_from(length).ok()).unwrap_or(0);
    let span = Span { start: clause.start + keyword, ..clause };
    let mut units = usual;
    let mut said = [false; 3];
    // Smaller units come first whatever the order of the text, for the larger are told in them.
    for (unit, said) in [Unit::Day, Unit::Week, Unit::Month].into_iter().zip(&mut said) {
        for (n, (left, right)) in pairs.iter().enumerate().filter(|(_, (left, _))| left.unit == unit) {
            let Some(length) = length(cx, &units, (left, right), span, n, *said) else { continue };
            *said = true;
            match unit {
                Unit::Day => units.day = length,
                Unit::Week => units.week = length,
                Unit::Minute | Unit::Hour | Unit::Month | Unit::Percent => units.month = length,
            }
        }
    }
    for (n, (left, _)) in pairs.iter().enumerate().filter(|(_, (left, _))| rank(left.unit) < rank(Unit::Day)) {
        let part = cx.part(span, n);
        let which = if left.unit == Unit::Hour { "an hour is always 60 minutes" } else { "only `d`, `w` and `mo` can be told" };
        cx.report(Code::BadUnit, part, which).help("`units 1d = 8h, 1w = 40h, 1mo = 20d` says what a day, a week and a month of work are");
    }
    if units.week == Work::ZERO {
        units.week = Work::from_tenths(i64::from(units.day.0) * 5);
    }
    if let [_, _, false] = said {
        units.month = Work::from_tenths(i64::from(units.day.0) * DAYS_PER_MONTH);
    }
    units
}

/// Returns the length of one of the unit on the left, or reports why there is none.
fn length(cx: &mut Cx<'_>, units: &Units, (left, right): (&Amount, &Amount), span: Span, n: usize, said: bool) -> Option<Work> {
    let part = cx.part(span, n);
    let whole = i64::from(work(*right, units).0);
    let one = if left.thousandths == 0 { 0 } else { whole * 1_000 / i64::from(left.thousandths) };
    let (code, message) = if said {
        (Code::RepeatedClause, "this unit is told twice")
    } else if rank(left.unit) <= rank(right.unit) || right.unit == Unit::Percent {
        (Code::BadUnit, "a unit is told in smaller ones")
    } else if left.elapsed || right.elapsed {
        (Code::BadUnit, "units are working time; `elapsed` time needs none, its days have 24 hours")
    } else if one == 0 {
        (Code::NumberTooLarge, "a unit of work cannot be nothing")
    } else {
        return Some(Work::from_tenths(one));
    };
    cx.report(code, part, message).help("for example `units 1d = 8h, 1w = 40h, 1mo = 20d`");
    None
}

const fn rank(unit: Unit) -> u8 {
    match unit {
        Unit::Percent => 0,
        Unit::Minute => 1,
        Unit::Hour => 2,
        Unit::Day => 3,
        Unit::Week => 4,
        Unit::Month => 5,
    }
}
