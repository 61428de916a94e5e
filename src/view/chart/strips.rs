//! How busy everybody is, under the items and on the same time line: a strip each, a column a week.

use super::rows::Context;
use super::scale::Scale;
use super::{ChartOptions, Font, MARGIN, Px, Theme};
use crate::model::Id;
use crate::view::Reader;
use crate::view::load::{Load, LoadCell, LoadOptions, PersonLoad, Step, decimal_hours};

/// The strip of one person or thing.
#[derive(Clone, Debug)]
pub struct Strip {
    /// What tells it from the others: an id, or `#3` of the third who has none.
    pub id: String,
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
    /// More is booked than it is high.
    pub capped: bool,
    /// How much is booked where that is too much, `160 %`, or `8 h` of none; empty where it has no room.
    pub label: String,
    /// What it says: `week of 2 Mar: 24 h booked of 40 h`.
    pub words: String,
}

/// The strips with the line above them.
#[derive(Clone, Debug, Default)]
pub struct Strips {
    /// What they show.
    pub title: &'static str,
    /// What the shares are shares of; empty where that has no room.
    pub heading: &'static str,
    /// How they are read.
    pub key: &'static str,
    /// The baseline of these.
    pub baseline: Px,
    /// Where the heading ends and where the key begins; none where they have no room but in one line with the title.
    pub apart: Option<(Px, Px)>,
    /// One for each person or thing, in the order of the text.
    pub list: Vec<Strip>,
    /// The bottom of all.
    pub bottom: Px,
}

/// Where name and share stand in a strip.
const BASELINE: Px = Px::of(28);
/// The height of a strip.
const HEIGHT: Px = Px::of(36);
/// From the top of all strips to that of the first.
const HEAD: Px = Px::of(32);
/// The height of a column when all hours are booked; what is too much goes up to half as high again.
const FULL: Px = Px::of(18);
/// How strips are read where nothing is too much, and where something is, in colour and on paper.
const KEY: &str = "the line is all hours booked";
const KEY_RED: &str = "the line is all hours booked, red is too much";
const KEY_HATCHED: &str = "the line is all hours booked, hatched is too much";
/// Above so many weeks, columns are months.
const WEEKS: usize = 104;

impl Strips {
    /// What the shares are shares of.
    pub const HEADING: &'static str = "booked";
    /// From the end of the shares to where time begins, as from the end of the columns above.
    pub const SHARE_GAP: Px = Px::of(20);

    /// Returns how high strips are together, with their title.
    pub(super) fn height(&self) -> Px {
        if self.list.is_empty() { Px::ZERO } else { HEAD + HEIGHT.times(self.list.len()) }
    }

    /// Returns how many strips have room below `top` and above `bottom`; one at least.
    pub(super) fn room(top: Px, bottom: Px) -> usize {
        usize::try_from((bottom - top - HEAD).0 / HEIGHT.0).unwrap_or(0).max(1)
    }

    /// Returns where the first strip begins and the last ends.
    #[must_use]
    pub fn span(&self) -> Option<(Px, Px)> {
        let (first, last) = self.list.first().zip(self.list.last())?;
        Some((first.baseline - BASELINE, last.foot))
    }

    /// Returns these strips below `top`, under title and key, beside and below a time line from `left` to `right`.
    pub(super) fn placed((title, key): (&'static str, &'static str), list: &[Strip], (left, right): (Px, Px), top: Px) -> Self {
        let shift = |n: usize| list.get(n).map_or(Px::ZERO, |strip| top + HEAD + HEIGHT.times(n) + BASELINE - strip.baseline);
        let list = list.iter().enumerate().map(|(n, strip)| strip.moved(shift(n))).collect();
        let wide = |text: &str| Font::SMALL.width(text);
        let end = left - Self::SHARE_GAP;
        let has_room = MARGIN + wide(title) + Px::of(12) + wide(Self::HEADING) <= end && left + wide(key) <= right;
        let apart = has_room.then_some((end, left));
        let fits = has_room || MARGIN + wide(title) + wide(Self::HEADING) + wide(key) + Px::of(12) <= right;
        let heading = if fits { Self::HEADING } else { "" };
        let mut strips = Self { title, heading, key, baseline: top + Px::of(24), apart, list, bottom: top };
        strips.bottom = top + strips.height();
        strips
    }
}

impl LoadColumn {
    /// Leaves a gap to the columns beside it, where there is room for one; what is too much has the wider outline.
    fn part(&mut self) {
        let gap = match (Px::of(6) < self.right - self.left, self.over) {
            (false, _) => Px::ZERO,
            (true, false) => Px::of(1),
            (true, true) => Px(15),
        };
        (self.left, self.right) = (self.left + gap, self.right - gap);
    }
}

impl Strip {
    fn moved(&self, by: Px) -> Self {
        let column = |column: &LoadColumn| LoadColumn { top: column.top + by, ..column.clone() };
        Self {
            baseline: self.baseline + by,
            full: self.full + by,
            foot: self.foot + by,
            columns: self.columns.iter().map(column).collect(),
            ..self.clone()
        }
    }
}

/// Returns the strips below `top`: none unless they are asked for. Names are cut where time begins.
pub(super) fn strips(cx: &Context<'_>, scale: &Scale, options: &ChartOptions, top: Px) -> Strips {
    let mut strips = uncut(cx, scale, options, top);
    for strip in &mut strips.list {
        let room = scale.left - MARGIN - Font::SMALL.width(&strip.share) - Strips::SHARE_GAP - Px::of(10);
        strip.name = Font::NAME.fit(&strip.name, room).into_owned();
        strip.columns.iter_mut().for_each(LoadColumn::part);
    }
    strips
}

/// Returns the strips with the names as they are.
pub(super) fn uncut(cx: &Context<'_>, scale: &Scale, options: &ChartOptions, top: Px) -> Strips {
    if !options.load {
        return Strips { bottom: top, ..Strips::default() };
    }
    let reader = Reader::of(cx.plan, cx.schedule);
    let wanted = LoadOptions { who: options.selection.who.clone(), from: options.from, to: options.to };
    let weeks = Load::of(&reader, &wanted, Step::Week);
    let load = if weeks.periods.len() <= WEEKS { weeks } else { Load::of(&reader, &wanted, Step::Month) };
    let list: Vec<Strip> = load.people.iter().map(|person| strip(&reader, scale, &load, person)).collect();
    let title = match load.step {
        Step::Week => "Load by week",
        Step::Month => "Load by month",
    };
    let over = list.iter().flat_map(|strip| &strip.columns).any(|column| column.over);
    let key = match options.theme {
        _ if !over => KEY,
        Theme::Print => KEY_HATCHED,
        Theme::Auto | Theme::Light | Theme::Dark => KEY_RED,
    };
    Strips::placed((title, key), &list, (scale.left, scale.right), top)
}

/// Returns the strip of somebody, its own top at zero.
fn strip(reader: &Reader<'_>, scale: &Scale, load: &Load, person: &PersonLoad) -> Strip {
    let (plan, foot) = (reader.plan, Px::of(32));
    let id = match plan.text(plan.resources[person.who].id) {
        "" => format!("#{}", person.who.index() + 1),
        id => id.to_owned(),
    };
    let name = plan.text(plan.resources[person.who].title).to_owned();
    let share = person.total().percent().map_or_else(String::new, |percent| format!("{percent} %"));
    let mut strip = Strip { id, name, share, baseline: BASELINE, full: foot - FULL, foot, columns: Vec::new() };
    for (period, cell) in person.cells.iter().enumerate().filter(|(_, cell)| 0 < cell.booked) {
        let Some((first, last)) = load.periods.get(period) else { continue };
        let left = scale.day(*first).max(scale.left);
        let right = scale.day(last.plus(1)).min(scale.right);
        if left < right {
            strip.columns.push(column((left, right), foot, cell, words(load, period, cell)));
        }
    }
    strip
}

/// Returns the column of a week or a month.
fn column((left, right): (Px, Px), foot: Px, cell: &LoadCell, words: String) -> LoadColumn {
    let share = cell.booked.saturating_mul(100).checked_div(cell.available).filter(|_| 0 < cell.available);
    let label = match share {
        _ if !cell.over => String::new(),
        // Too much at one time, not over the whole of it.
        Some(..=100) => String::new(),
        Some(percent) => format!("{percent} %"),
        None => format!("{} h", decimal_hours(cell.booked)),
    };
    let has_room = Font::SMALL_STRONG.width(&label) + Px::of(8) <= right - left;
    let capped = share.is_none_or(|percent| 150 < percent);
    LoadColumn {
        left,
        right,
        top: foot - height(cell),
        over: cell.over,
        capped,
        label: if has_room { label } else { String::new() },
        words,
    }
}

fn words(load: &Load, period: usize, cell: &LoadCell) -> String {
    let of = if load.step == Step::Week { "week of " } else { "" };
    format!(
        "{of}{}: {} h booked of {} h{}",
        load.name(period),
        decimal_hours(cell.booked),
        decimal_hours(cell.available),
        if cell.over { ", overloaded" } else { "" }
    )
}

/// Returns the height of a column: of nothing booked none, of too much at most half as high again as all hours.
fn height(cell: &LoadCell) -> Px {
    let most = i64::from(FULL.0) * 3 / 2;
    let high = if cell.available <= 0 { most } else { cell.booked.saturating_mul(i64::from(FULL.0)) / cell.available };
    Px(i32::try_from(high.clamp(10, most)).unwrap_or(FULL.0))
}
