//! The column of names and the columns of figures beside it, as wide as their texts need.

use std::borrow::Cow;

use chrono::Datelike;

use super::rows::{Context, Item};
use super::share::share;
use super::{ChartOptions, Font, MARGIN, Px, words};
use crate::calendar::{Day, Instant};
use crate::model::{Column, Kind, Pick, Plan, ResourceId};
use crate::view::phrase;

/// The head of a column.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Which column.
    pub column: Column,
    /// Where its texts end.
    pub right: Px,
}

/// The texts of one row.
#[derive(Clone, Debug)]
pub(super) struct RowText<'p> {
    /// Where the name begins.
    pub(super) x: Px,
    pub(super) name: Cow<'p, str>,
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

impl<'p> Table<'p> {
    pub(super) fn of(cx: &Context<'p>, items: &[Item<'p>], options: &ChartOptions) -> Self {
        let columns = options.columns.clone().unwrap_or_else(|| default_columns(cx, items));
        let deepest = items.iter().map(|item| i32::from(item.task.level)).max().unwrap_or(1);
        let indent = INDENT.min(DEEPEST / (deepest - 1).max(1));
        let x = |item: &Item<'_>| MARGIN + Px(indent * (i32::from(item.task.level.max(1)) - 1));
        let longest = items.iter().map(|item| x(item) + font(item).width(cx.plan.title(item.id))).max().unwrap_or(MARGIN);
        let least = MARGIN + Px(indent * (deepest - 1)) + Px::of(215);
        let most = least.max(Px::of(i32::from(options.width) * 34 / 100));
        let names_right = longest.min(most).max(MARGIN + Px::of(90));
        let rows = share(items.to_vec(), |_, item| RowText {
            x: x(&item),
            name: font(&item).fit(cx.plan.title(item.id), names_right - x(&item)),
            cells: columns.iter().map(|column| cell(cx, &item, *column)).collect(),
        });
        let (headings, right) = place(&columns, &rows, names_right);
        Self { headings, rows, names_right, right }
    }
}

/// Puts the columns one beside the other, each as wide as its widest text.
fn place(columns: &[Column], rows: &[RowText<'_>], names_right: Px) -> (Vec<Heading>, Px) {
    let mut right = names_right;
    let mut headings = Vec::with_capacity(columns.len());
    for (index, column) in columns.iter().enumerate() {
        let widest = rows.iter().filter_map(|row| row.cells.get(index)).map(|text| Font::SMALL.width(text)).max().unwrap_or(Px::ZERO);
        right = right + GAP + widest.max(Font::SMALL.width(column.name()));
        headings.push(Heading { column: *column, right });
    }
    (headings, right)
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

fn cell<'p>(cx: &Context<'p>, item: &Item<'p>, column: Column) -> Cow<'p, str> {
    let dates = item.dates;
    let milestone = item.task.kind == Kind::Milestone;
    match column {
        Column::Owner => owner(cx.plan, cx, item),
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
    }
}

/// Returns a day, with its year where the plan spans several.
fn date(cx: &Context<'_>, day: Day) -> String {
    let year = |t: Option<Instant>| t.map(|t| t.last_day().date().year());
    if year(cx.schedule.start) == year(cx.schedule.finish) { phrase::short_day(day) } else { phrase::short_date(day) }
}

/// Returns who answers for an item, else who is on it; more than two are counted.
fn owner<'p>(plan: &'p Plan, cx: &Context<'p>, item: &Item<'p>) -> Cow<'p, str> {
    let title = |id: ResourceId| plan.resources.as_slice().get(id.0 as usize).map_or("", |resource| short_name(plan.text(resource.title)));
    if let Some(owner) = cx.details(item).owner {
        return Cow::Borrowed(title(owner));
    }
    let who = |index: usize| plan.assignments_of(item.id).get(index).map(|assignment| (title(assignment.resource), assignment.pick()));
    let counted = |(name, pick): (&'p str, Pick)| match pick {
        Pick::One | Pick::All => Cow::Borrowed(name),
        Pick::Count(n) => Cow::Owned(format!("{n} {name}")),
    };
    match (who(0), who(1), plan.assignments_of(item.id).len()) {
        (None, _, _) => Cow::Borrowed(""),
        (Some(only), None, _) => counted(only),
        (Some(first), Some(second), 2) => format!("{}, {}", counted(first), counted(second)).into(),
        (Some(first), Some(_), n) => format!("{} + {}", counted(first), n - 1).into(),
    }
}

/// Returns a name that a narrow column can hold: all of a short one, the first word of a long one.
fn short_name(title: &str) -> &str {
    if title.chars().count() <= 14 { title } else { title.split_whitespace().next().unwrap_or(title) }
}
