//! The days that are not worked: shaded under everything, so that bars only hint at them.

use super::Px;
use super::rows::Context;
use super::scale::Scale;
use crate::calendar::Day;

/// Days in a row that are not worked by the standard calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shade {
    /// Where they begin.
    pub left: Px,
    /// Where they end.
    pub right: Px,
    /// What they are called; only of holidays, which are shaded more.
    pub holiday: Option<String>,
}

/// A day narrower than so many tenths of a pixel is not shaded.
const NARROWEST: i64 = 20;
/// Weekly days off are shaded from so many on: where they are thin they are only a fence.
const NARROWEST_WEEKLY: i64 = 40;

/// Returns the shaded days up to `end`, in order.
pub(super) fn shades(cx: &Context<'_>, scale: &Scale, end: Px) -> Vec<Shade> {
    let mut shades: Vec<Shade> = Vec::new();
    if scale.day_tenths() < NARROWEST {
        return shades;
    }
    for day in scale.first_day().0..=scale.last_day().0 {
        let Some(holiday) = day_off(cx, Day(day)) else { continue };
        if holiday.is_none() && scale.day_tenths() < NARROWEST_WEEKLY {
            continue;
        }
        let left = scale.day(Day(day)).max(scale.left);
        let right = scale.day(Day(day + 1)).min(end);
        if right <= left {
            continue;
        }
        match shades.last_mut() {
            Some(last) if last.right == left && last.holiday == holiday => last.right = right,
            Some(_) | None => shades.push(Shade { left, right, holiday }),
        }
    }
    shades
}

/// Returns `None` for a day that is worked, otherwise the name of its holiday, if it is one.
fn day_off(cx: &Context<'_>, day: Day) -> Option<Option<String>> {
    let calendar = cx.standard().calendar();
    if !calendar.hours_on(day).is_empty() {
        return None;
    }
    let weekly = calendar.week.hours(day.weekday()).is_empty();
    Some(calendar.exception_on(day).filter(|exception| !weekly || !exception.name.is_empty()).map(|exception| exception.name.clone()))
}
