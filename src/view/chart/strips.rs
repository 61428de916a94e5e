//! How busy everybody is, under the items and on the same time line: a strip each, a column a week.

use super::rows::Context;
use super::scale::Scale;
use super::{ChartOptions, Font, MARGIN, Px};
use crate::view::Reader;
use crate::view::load::{Load, LoadCell, LoadOptions, Step, decimal_hours};

/// The strip of one person or thing.
#[derive(Clone, Debug)]
pub struct Strip {
    /// Who, cut where time begins.
    pub name: String,
    /// How much of all their hours is booked; empty where they have none.
    pub share: String,
    /// Where name and share stand.
    pub baseline: Px,
    /// The height that says that all hours are booked.
    pub full: Px,
    /// Where the columns stand.
    pub foot: Px,
    /// Weeks, or months, in which something is booked.
    pub columns: Vec<LoadColumn>,
}

/// A week, or a month.
#[derive(Clone, Debug)]
pub struct LoadColumn {
    /// Where it begins.
    pub left: Px,
    /// Where it ends.
    pub right: Px,
    /// How high it is.
    pub top: Px,
    /// Booked beyond what there is.
    pub over: bool,
    /// What it says: `week of 2 Mar: 24 h booked of 40 h`.
    pub words: String,
}

/// The strips with the line above them.
#[derive(Clone, Debug, Default)]
pub struct Strips {
    /// What they show.
    pub title: String,
    /// The baseline of the title.
    pub baseline: Px,
    /// One for each person or thing, in the order of the text.
    pub list: Vec<Strip>,
    /// The bottom of all.
    pub bottom: Px,
}

/// The height of a strip.
const HEIGHT: Px = Px::of(36);
/// The height of a column when all hours are booked; what is too much goes up to half as high again.
const FULL: Px = Px::of(18);
/// Above so many weeks, columns are months.
const WEEKS: usize = 104;

/// Returns the strips below `top`: none unless they are asked for.
pub(super) fn strips(cx: &Context<'_>, scale: &Scale, options: &ChartOptions, top: Px) -> Strips {
    if !options.load {
        return Strips { bottom: top, ..Strips::default() };
    }
    let reader = Reader::of(cx.plan, cx.schedule);
    let wanted = LoadOptions { who: options.selection.who.clone(), from: options.from, to: options.to };
    let weeks = Load::of(&reader, &wanted, Step::Week);
    let load = if weeks.periods.len() <= WEEKS { weeks } else { Load::of(&reader, &wanted, Step::Month) };
    let begin = top + Px::of(32);
    let list: Vec<Strip> = load.people.iter().enumerate().map(|(n, _)| strip(&reader, scale, &load, n, begin + HEIGHT.times(n))).collect();
    let bottom = if list.is_empty() { top } else { begin + HEIGHT.times(list.len()) };
    let title = match load.step {
        Step::Week => "Load by week: the line is all hours booked, red is too much",
        Step::Month => "Load by month: the line is all hours booked, red is too much",
    };
    Strips { title: title.to_owned(), baseline: top + Px::of(24), list, bottom }
}

fn strip(reader: &Reader<'_>, scale: &Scale, load: &Load, n: usize, top: Px) -> Strip {
    let foot = top + Px::of(32);
    let mut strip =
        Strip { name: String::new(), share: String::new(), baseline: top + Px::of(28), full: foot - FULL, foot, columns: Vec::new() };
    let Some(person) = load.people.get(n) else { return strip };
    strip.share = person.total().percent().map_or_else(String::new, |percent| format!("{percent} %"));
    let room = scale.left - MARGIN - Font::SMALL.width(&strip.share) - Px::of(20);
    strip.name = Font::NAME.fit(reader.plan.text(reader.plan.resources[person.who].title), room).into_owned();
    for (period, cell) in person.cells.iter().enumerate().filter(|(_, cell)| 0 < cell.booked) {
        let Some((first, last)) = load.periods.get(period) else { continue };
        let left = scale.day(*first).max(scale.left);
        let right = scale.day(last.plus(1)).min(scale.right);
        if left < right {
            // A gap between columns, where there is room for one.
            let right = if Px::of(4) < right - left { right - Px::of(2) } else { right };
            let of = if load.step == Step::Week { "week of " } else { "" };
            let words = format!(
                "{of}{}: {} h booked of {} h{}",
                load.name(period),
                decimal_hours(cell.booked),
                decimal_hours(cell.available),
                if cell.over { ", overloaded" } else { "" }
            );
            strip.columns.push(LoadColumn { left, right, top: foot - height(cell), over: cell.over, words });
        }
    }
    strip
}

/// Returns the height of a column: of nothing booked none, of too much at most half as high again as all hours.
fn height(cell: &LoadCell) -> Px {
    let most = i64::from(FULL.0) * 3 / 2;
    let high = if cell.available <= 0 { most } else { cell.booked.saturating_mul(i64::from(FULL.0)) / cell.available };
    Px(i32::try_from(high.clamp(10, most)).unwrap_or(FULL.0))
}
