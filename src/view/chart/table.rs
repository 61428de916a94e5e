//! The column of names and the columns of figures beside it, as wide as their texts need.

use std::borrow::Cow;

use chrono::Datelike;
use unicode_segmentation::UnicodeSegmentation;

use super::people::Names;
use super::rows::{Context, Item};
use super::{AFTER_TIME, BEFORE_TIME, ChartOptions, Font, MARGIN, Px, words};
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

/// A name that is not written in full on one line.
#[derive(Clone, Debug)]
pub struct Shown<'p> {
    /// The first line.
    pub first: Cow<'p, str>,
    /// What stands on a second line, both then in smaller letters; mostly empty.
    pub second: Cow<'p, str>,
}

/// How wide everything left of the bars is.
pub(super) struct Table {
    pub(super) headings: Vec<Heading>,
    /// How people are named.
    pub(super) names: Names,
    /// How far a level is indented.
    indent: i32,
    /// How far names may reach, and whether that is far enough for all of them in full.
    room: Px,
    all_fit: bool,
    /// Where the names end.
    pub(super) names_right: Px,
    pub(super) right: Px,
}

const INDENT: i32 = 160;
const DEEPEST: i32 = 1_300;
const GAP: Px = Px::of(16);
/// The narrowest time line.
const LEAST_TIME: Px = Px::of(130);
/// How many characters of a name are shown at least.
const LEAST: usize = 28;

impl Table {
    /// Returns the table of a picture of this width. Columns that nobody asked for go where they would leave too little
    /// room for time.
    pub(super) fn of<'p>(cx: &Context<'p>, items: &[Item<'p>], (options, width): (&ChartOptions, Px)) -> Self {
        let names = Names::of(cx, items, (options, width));
        if let Some(columns) = &options.columns {
            return Self::with(cx, items, (columns, names), width);
        }
        let mut columns = default_columns(cx, items, names);
        loop {
            let table = Self::with(cx, items, (&columns, names), width);
            let enough = Px(width.0 / 100 * 45) <= table.time(width);
            if enough || columns.pop().is_none() {
                return table;
            }
        }
    }

    fn with<'p>(cx: &Context<'p>, items: &[Item<'p>], (columns, names): (&[Column], Names), picture: Px) -> Self {
        let deepest = items.iter().map(|item| i32::from(item.level)).max().unwrap_or(1);
        let indent = INDENT.min(DEEPEST / (deepest - 1).max(1));
        let widths: Vec<Px> = columns.iter().map(|column| width(cx, items, (*column, names))).collect();
        let figures = widths.iter().fold(Px::ZERO, |sum, width| sum + GAP + *width);
        let (room, all_fit) = names_right(cx, items, (picture, figures, indent));
        let mut table = Self { headings: Vec::new(), names, indent, all_fit, room, names_right: room, right: room };
        table.names_right = table.used(cx, items).min(room);
        let names_right = table.names_right;
        let mut right = names_right;
        let head = |(column, width): (&Column, &Px)| {
            right = right + GAP + *width;
            Heading { column: *column, right }
        };
        let headings = columns.iter().zip(&widths).map(head).collect();
        Self { headings, right, ..table }
    }

    /// Returns how much of a picture is left for time.
    fn time(&self, picture: Px) -> Px {
        picture - BEFORE_TIME - AFTER_TIME - self.right
    }

    /// Returns how wide a picture is that was asked for in this width: wider where three tenths would not be left for time.
    pub(super) fn picture(&self, asked: Px) -> Px {
        let least = Px(asked.0 / 100 * 30).max(LEAST_TIME);
        if self.time(asked) < least { self.right + BEFORE_TIME + AFTER_TIME + least } else { asked }
    }

    /// Returns where names end once long ones are broken into lines; where none is, they take what they were given.
    fn used<'p>(&self, cx: &Context<'p>, items: &[Item<'p>]) -> Px {
        if self.all_fit && items.iter().all(|item| !item.ambiguous) {
            return self.room;
        }
        let end = |item: &Item<'p>| {
            let (font, shown) = (font(item), self.shown(cx, item));
            let small = Font { size: Font::SMALL.size, ..font };
            let broken = shown.as_ref().is_some_and(|shown| !shown.second.is_empty());
            let width = match &shown {
                Some(shown) if broken => small.width(&shown.first).max(small.width(&shown.second)),
                Some(shown) => font.width(&shown.first),
                None => font.width(cx.plan.title(item.id)),
            };
            (broken, self.x(item) + width)
        };
        let (broken, end) = items.iter().map(end).fold((false, MARGIN), |all, own| (all.0 || own.0, all.1.max(own.1)));
        if broken { end.max(MARGIN + Px::of(90)) } else { self.room }
    }

    /// Returns where the name of an item begins.
    pub(super) fn x(&self, item: &Item<'_>) -> Px {
        indented(self.indent, item)
    }

    /// Returns how the name of an item is written; `None` when it is in full on one line. The second line is the name of the
    /// phase where another row has the same name.
    pub(super) fn shown<'p>(&self, cx: &Context<'p>, item: &Item<'p>) -> Option<Box<Shown<'p>>> {
        let (font, title, room) = (font(item), cx.plan.title(item.id), self.room - self.x(item));
        let small = Font { size: Font::SMALL.size, ..font };
        if let Some(phase) = item.task.parent().filter(|_| item.ambiguous) {
            return Some(Box::new(Shown { first: small.fit(title, room), second: small.fit(cx.plan.title(phase), room) }));
        }
        if self.all_fit || font.width(title) <= room {
            return None;
        }
        // Two lines of about the same length, where they hold the whole name.
        let whole = small.width(title);
        let split = |percent: i32| small.split(title, Px(whole.0 / 100 * percent).min(room));
        let fits = |(_, rest): &(&str, &str)| small.width(rest) <= room;
        // A word is broken only where no line can end after it.
        let between = |(first, rest): &(&str, &str)| first.len() + rest.len() < title.len();
        let found = [56, 66, 78, 90].map(split).into_iter().find(|parts| fits(parts) && between(parts));
        let (first, rest) = found.or_else(|| Some(split(56)).filter(fits)).unwrap_or_else(|| small.split(title, room));
        Some(Box::new(Shown { first: Cow::Borrowed(first), second: small.fit(rest, room) }))
    }
}

/// Returns where a name that is indented so far begins.
fn indented(indent: i32, item: &Item<'_>) -> Px {
    MARGIN + Px(indent * (i32::from(item.level.max(1)) - 1))
}

/// Returns where names end: as far as the longest needs, but no farther than a third of the picture, or than leaves two
/// fifths of it for time; or than twenty-eight characters of any name need. Tells, too, whether that is far enough for all.
fn names_right<'p>(cx: &Context<'p>, items: &[Item<'p>], (width, figures, indent): (Px, Px, i32)) -> (Px, bool) {
    let end = |item: &Item<'p>, text: &str| indented(indent, item) + font(item).width(text);
    let (third, most) = (Px(width.0 / 100 * 34), Px(width.0 / 100 * 40));
    let third = third.min(Px(width.0 / 100 * 60) - figures);
    let longest = items.iter().map(|item| end(item, cx.plan.title(item.id))).max().unwrap_or(MARGIN);
    if longest <= third {
        return (longest.max(MARGIN + Px::of(90)), true);
    }
    let begin = |item: &Item<'p>| {
        let title = cx.plan.title(item.id);
        let cut = title.grapheme_indices(true).nth(LEAST).map_or(title, |(at, _)| title.get(..at).unwrap_or(title));
        end(item, cut)
    };
    let least = items.iter().map(begin).max().unwrap_or(MARGIN);
    let right = longest.min(third.max(least.min(most.max(MARGIN + Px::of(120)))));
    (right, longest <= right)
}

/// Returns how wide a column is: as its widest text.
fn width<'p>(cx: &Context<'p>, items: &[Item<'p>], (column, names): (Column, Names)) -> Px {
    let heading = Font::SMALL.width(&heading(cx.plan, column));
    items.iter().map(|item| Font::SMALL.width(&cell(cx, item, (column, names)))).fold(heading, Px::max)
}

/// Returns the font of an item's name.
pub(super) fn font(item: &Item<'_>) -> Font {
    if item.task.kind == Kind::Phase { Font::STRONG } else { Font::NAME }
}

/// Who and how much is done, where the plan says any of it.
fn default_columns<'p>(cx: &Context<'p>, items: &[Item<'p>], names: Names) -> Vec<Column> {
    let mut columns = Vec::new();
    if items.iter().any(|item| names.has_owner(cx, item)) {
        columns.push(Column::Owner);
    }
    if items.iter().any(|item| 0 < item.dates.done) {
        columns.push(Column::Done);
    }
    columns
}

/// Returns the text of an item in a column; empty where there is nothing to say.
pub(super) fn cell<'p>(cx: &Context<'p>, item: &Item<'p>, (column, names): (Column, Names)) -> Cow<'p, str> {
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
        Column::Slack => words::slack(cx.plan, item).into(),
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
