//! The column of names and the columns of figures beside it, as wide as their texts need.

use std::borrow::Cow;

use chrono::Datelike;
use unicode_segmentation::UnicodeSegmentation;

use super::people::Names;
use super::rows::{Context, Item};
use super::share::share;
use super::{ChartOptions, Font, MARGIN, Px, words};
use crate::calendar::{Day, Instant};
use crate::model::{Column, Kind, Plan};
use crate::view::phrase;

/// The head of a column.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Which column.
    pub column: Column,
    /// Where its texts end.
    pub right: Px,
}

/// Returns what stands over a column; over money its currency, where the plan names it.
#[must_use]
pub fn heading(plan: &Plan, column: Column) -> Cow<'static, str> {
    match (column, plan.text(plan.settings.currency)) {
        (Column::Cost, currency) if !currency.is_empty() => Cow::Owned(format!("{} ({currency})", column.name())),
        (column, _) => Cow::Borrowed(column.name()),
    }
}

/// The texts of one row.
#[derive(Clone, Debug)]
pub(super) struct RowText<'p> {
    /// Where the name begins.
    pub(super) x: Px,
    pub(super) name: Cow<'p, str>,
    /// What of the name has no room on its line.
    pub(super) more: Cow<'p, str>,
    /// One a column; empty where there is nothing to say.
    pub(super) cells: Vec<Cow<'p, str>>,
}

/// All texts left of the bars.
pub(super) struct Table<'p> {
    pub(super) headings: Vec<Heading>,
    pub(super) rows: Vec<RowText<'p>>,
    /// Where the names end.
    pub(super) names_right: Px,
    pub(super) right: Px,
}

const INDENT: i32 = 160;
const DEEPEST: i32 = 1_300;
const GAP: Px = Px::of(16);
/// How many characters of a name are shown at least.
const LEAST: usize = 28;

impl<'p> Table<'p> {
    pub(super) fn of(cx: &Context<'p>, items: &[Item<'p>], options: &ChartOptions) -> Self {
        let columns = options.columns.clone().unwrap_or_else(|| default_columns(cx, items));
        let deepest = items.iter().map(|item| i32::from(item.level)).max().unwrap_or(1);
        let indent = INDENT.min(DEEPEST / (deepest - 1).max(1));
        let x = |item: &Item<'_>| MARGIN + Px(indent * (i32::from(item.level.max(1)) - 1));
        let names = Names::of(cx, items, options);
        let cells: Vec<Vec<Cow<'p, str>>> =
            share(items.to_vec(), |_, item| columns.iter().map(|column| cell(cx, &item, (*column, names))).collect());
        let widths = widths(cx.plan, &columns, &cells);
        let figures = widths.iter().fold(Px::ZERO, |sum, width| sum + GAP + *width);
        let names_right = names_right(cx, items, (Px::of(i32::from(options.width)), figures, x));
        let rows: Vec<RowText<'p>> = share(items.iter().copied().zip(cells).collect(), |_, (item, cells)| {
            let (name, more) = name(cx, &item, names_right - x(&item));
            RowText { x: x(&item), name, more, cells }
        });
        let names_right = used(&rows, items).min(names_right);
        let mut right = names_right;
        let head = |(column, width): (&Column, &Px)| {
            right = right + GAP + *width;
            Heading { column: *column, right }
        };
        let headings = columns.iter().zip(&widths).map(head).collect();
        Self { headings, rows, names_right, right }
    }
}

/// Returns where names end: as far as the longest needs, but no farther than a third of the picture, or than leaves two
/// fifths of it for time; or than twenty-eight characters of any name need.
fn names_right<'p>(cx: &Context<'p>, items: &[Item<'p>], (width, figures, x): (Px, Px, impl Fn(&Item<'_>) -> Px)) -> Px {
    let end = |item: &Item<'p>, text: &str| x(item) + font(item).width(text);
    let (third, most) = (Px(width.0 / 100 * 34), Px(width.0 / 100 * 40));
    let third = third.min(Px(width.0 / 100 * 60) - figures);
    let longest = items.iter().map(|item| end(item, cx.plan.title(item.id))).max().unwrap_or(MARGIN);
    if longest <= third {
        return longest.max(MARGIN + Px::of(90));
    }
    let begin = |item: &Item<'p>| {
        let title = cx.plan.title(item.id);
        let cut = title.grapheme_indices(true).nth(LEAST).map_or(title, |(at, _)| title.get(..at).unwrap_or(title));
        end(item, cut)
    };
    let least = items.iter().map(begin).max().unwrap_or(MARGIN);
    longest.min(third.max(least.min(most.max(MARGIN + Px::of(215)))))
}

/// Returns where names end once long ones are broken into lines; where none is, they take what they were given.
fn used(rows: &[RowText<'_>], items: &[Item<'_>]) -> Px {
    if rows.iter().all(|row| row.more.is_empty()) {
        return Px(i32::MAX);
    }
    let end = |(row, item): (&RowText<'_>, &Item<'_>)| {
        let font = font(item);
        let small = Font { size: Font::SMALL.size, ..font };
        let lines = if row.more.is_empty() { font.width(&row.name) } else { small.width(&row.name).max(small.width(&row.more)) };
        row.x + lines
    };
    rows.iter().zip(items).map(end).max().unwrap_or(MARGIN).max(MARGIN + Px::of(90))
}

/// Returns a name on one line, or on two smaller ones; the second is that of the phase where another row has the same name.
fn name<'p>(cx: &Context<'p>, item: &Item<'p>, room: Px) -> (Cow<'p, str>, Cow<'p, str>) {
    let (font, title) = (font(item), cx.plan.title(item.id));
    let small = Font { size: Font::SMALL.size, ..font };
    if let Some(phase) = item.task.parent().filter(|_| item.ambiguous) {
        return (small.fit(title, room), small.fit(cx.plan.title(phase), room));
    }
    if font.width(title) <= room {
        return (Cow::Borrowed(title), Cow::Borrowed(""));
    }
    // Two lines of about the same length, where they hold the whole name.
    let even = Px(small.width(title).0 / 100 * 56);
    let (first, rest) =
        Some(small.split(title, even.min(room))).filter(|(_, rest)| small.width(rest) <= room).unwrap_or_else(|| small.split(title, room));
    (Cow::Borrowed(first), small.fit(rest, room))
}

/// Returns how wide each column is: as its widest text.
fn widths(plan: &Plan, columns: &[Column], rows: &[Vec<Cow<'_, str>>]) -> Vec<Px> {
    let widest = |(index, column): (usize, &Column)| {
        let texts = rows.iter().filter_map(|row| row.get(index)).map(|text| Font::SMALL.width(text));
        texts.max().unwrap_or(Px::ZERO).max(Font::SMALL.width(&heading(plan, *column)))
    };
    columns.iter().enumerate().map(widest).collect()
}

/// Returns the font of an item's name.
pub(super) fn font(item: &Item<'_>) -> Font {
    if item.task.kind == Kind::Phase { Font::STRONG } else { Font::NAME }
}

/// Who and how much is done, where the plan says any of it.
fn default_columns(cx: &Context<'_>, items: &[Item<'_>]) -> Vec<Column> {
    let mut columns = Vec::new();
    if items.iter().any(|item| !cx.plan.assignments_of(item.id).is_empty() || cx.details(item).owner.is_some()) {
        columns.push(Column::Owner);
    }
    if items.iter().any(|item| 0 < item.dates.done) {
        columns.push(Column::Done);
    }
    columns
}

fn cell<'p>(cx: &Context<'p>, item: &Item<'p>, (column, names): (Column, Names)) -> Cow<'p, str> {
    let dates = item.dates;
    let milestone = item.task.kind == Kind::Milestone;
    match column {
        Column::Owner => names.owner(cx, item),
        Column::Start if milestone => Cow::Borrowed(""),
        Column::Start => date(cx, dates.start.day()).into(),
        Column::Finish => date(cx, dates.finish.last_day()).into(),
        Column::Duration => words::duration(cx.plan, item).into(),
        Column::Done => match dates.done {
            10_000 => Cow::Borrowed("100 %"),
            0 => Cow::Borrowed(""),
            // What is not done is not rounded up to done.
            done => phrase::percent(((done + 50) / 100 * 100).min(9_900)).into(),
        },
        Column::Slack if item.task.kind == Kind::Phase => Cow::Borrowed(""),
        Column::Slack => phrase::work(dates.total_slack, &cx.plan.settings.units).into(),
        Column::Cost => match cx.runs().cost(item.id) {
            0 => Cow::Borrowed(""),
            cost => phrase::money(cost).into(),
        },
    }
}

/// Returns a day, with its year where the plan spans several.
fn date(cx: &Context<'_>, day: Day) -> String {
    let year = |t: Option<Instant>| t.map(|t| t.last_day().date().year());
    if year(cx.schedule.start) == year(cx.schedule.finish) { phrase::short_day(day) } else { phrase::short_date(day) }
}
