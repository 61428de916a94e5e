//! The Gantt chart as a display list: positioned, measured, and of no format.
//!
//! [`layout`] decides everything that a reader sees: which rows, which words, which pixel. A writer such as
//! [`crate::emit::svg`] only puts it down. The rooms, in the order of the work: `rows` picks the items, `table` measures
//! their names and figures, `labels` words what stands beside a bar, `scale` maps time to width by `days`, `axis` and
//! `shading` draw time, `bars` the items, `links`, `ways`, `lanes` and `route` the arrows, `heading` and `legend` what frames
//! them. `screen` hands the same over to a reader who folds and zooms.

mod axis;
mod bars;
mod breaks;
mod colours;
mod days;
mod heading;
mod labels;
mod lags;
mod lanes;
mod legend;
mod links;
mod metrics;
mod named;
mod obstacles;
mod pages;
mod pages_load;
mod paper;
mod people;
mod places;
mod prices;
mod px;
mod route;
mod rows;
mod runs;
mod scale;
mod screen;
mod shading;
mod share;
mod strips;
mod strokes;
mod style;
mod table;
pub mod theme;
mod ways;
mod words;

pub use crate::model::{Arrows, Column, Key, Paper, Picture};
pub use axis::{Axis, Tick};
pub use bars::{AsOf, Bar, DIAMOND, Flag, Folded, Row, State};
pub use colours::{DARK as DARK_HUES, Hue, Hues, LIGHT as LIGHT_HUES, N_HUES, PRINT as PRINT_HUES};
pub(in crate::view) use days::Days;
pub use heading::{Heading, LINE, SEPARATOR, TITLE_LINE};
pub use labels::{Anchor, Label, Note};
pub use lags::LagLabel;
pub use legend::{Entry, Legend, Look, Swatch};
pub use links::Arrow;
pub use metrics::{Font, mark_after};
pub use pages::{PageNumber, pages};
pub use paper::{printed, sheets};
pub use px::Px;
pub use route::Route;
pub(in crate::view) use scale::hours_of_all;
pub use screen::{LEAD, Screen, Tie, Tiers, screen};
pub use shading::Shade;
pub use strips::{LoadColumn, Strip, Strips};
pub use style::Style;
pub use table::{Heading as ColumnHeading, Shown, heading as column_heading};
pub use theme::Theme;
pub use words::{Paths, Words};

use std::sync::Arc;

use crate::calendar::Day;
use crate::model::Plan;
use crate::schedule::Schedule;
use crate::view::select::Selection;
use crate::view::{Baseline, groups};
use rows::{Context, Item, Visible};
use scale::Scale;
use share::share;

/// What a reader may ask of the chart.
#[derive(Clone, Debug)]
pub struct ChartOptions {
    /// The colours.
    pub theme: Theme,
    /// Columns beside the names; `None` shows who and how much is done, where the plan says so.
    pub columns: Option<Vec<Column>>,
    /// The first day drawn; what lies before it is told at the edge.
    pub from: Option<Day>,
    /// The last day drawn; what lies after it is told at the edge.
    pub to: Option<Day>,
    /// How many levels of the outline are drawn; `None` is all.
    pub depth: Option<u8>,
    /// Which links are drawn.
    pub arrows: Arrows,
    /// The width of the picture in pixels. Where a table leaves no room for time, the picture is wider.
    pub width: u16,
    /// Which items are drawn, with the phases that hold them.
    pub selection: Selection,
    /// What the chart is called, where a plan has several.
    pub name: Option<Box<str>>,
    /// Colours, font and sizes.
    pub style: Arc<Style>,
    /// What weeks are called.
    pub weeks: Weeks,
    /// Whether slack is drawn.
    pub slack: bool,
    /// What the chart is of.
    pub picture: Picture,
    /// What items stand together by, instead of the outline.
    pub group_by: Option<Key>,
    /// What the colours of bars tell.
    pub color_by: Option<Key>,
    /// The dates that were once promised.
    pub baseline: Option<Arc<Baseline>>,
    /// Whether the load of people is drawn under the items.
    pub load: bool,
}

/// What the axis calls a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Weeks {
    /// The day with which it begins, a Monday mostly: `9`.
    #[default]
    Mondays,
    /// Its number in ISO 8601: `W11`.
    Iso,
}

impl Default for ChartOptions {
    fn default() -> Self {
        Self {
            theme: Theme::Auto,
            columns: None,
            from: None,
            to: None,
            depth: None,
            arrows: Arrows::All,
            width: 1200,
            selection: Selection::default(),
            name: None,
            style: Arc::default(),
            weeks: Weeks::default(),
            slack: true,
            picture: Picture::Gantt,
            group_by: None,
            color_by: None,
            baseline: None,
            load: false,
        }
    }
}

impl ChartOptions {
    /// Returns which links are drawn: of milestones alone, none.
    const fn arrows_drawn(&self) -> Arrows {
        match self.picture {
            Picture::Gantt => self.arrows,
            Picture::Milestones => Arrows::None,
        }
    }
}

/// A positioned picture of a schedule. Nothing in it overlaps that should not; a writer adds only syntax.
#[derive(Clone, Debug)]
pub struct Chart<'p> {
    /// The plan, for ids.
    pub plan: &'p Plan,
    /// The dates, for the sentence of each row.
    pub schedule: &'p Schedule,
    /// The colours.
    pub theme: Theme,
    /// Colours, font and sizes. Lengths are those of the layout, which [`Style::shown`] may enlarge.
    pub style: Arc<Style>,
    /// The width of the picture.
    pub width: Px,
    /// The height of the picture.
    pub height: Px,
    /// Title and the line below it.
    pub heading: Heading<'p>,
    /// One paragraph that says what the picture shows.
    pub description: String,
    /// Where rows and time begin and end.
    pub frame: Frame,
    /// Ticks and grid.
    pub axis: Axis,
    /// Days that are not worked.
    pub shades: Vec<Shade>,
    /// Headings over the columns.
    pub columns: Vec<ColumnHeading>,
    /// The items, in the order of the text.
    pub rows: Vec<Row<'p>>,
    /// The links, critical ones last.
    pub arrows: Vec<Arrow>,
    /// The status date.
    pub as_of: Option<AsOf>,
    /// What the marks mean.
    pub legend: Legend,
    /// Which page of several this is.
    pub page: Option<PageNumber>,
    /// What stands over groups of rows.
    pub heads: Vec<GroupHead>,
    /// How many kinds of bars there are by colour.
    pub n_colours: usize,
    /// What the rows are worded from.
    words: Words<'p>,
    /// How busy everybody is, where that was asked for.
    pub strips: Strips,
}

impl<'p> Chart<'p> {
    /// Returns what the rows are worded from.
    #[must_use]
    pub const fn words(&self) -> &Words<'p> {
        &self.words
    }
}

/// The head over a group of rows.
#[derive(Clone, Debug)]
pub struct GroupHead {
    /// The row right below it.
    pub first: usize,
    /// The top of its own row.
    pub top: Px,
    /// What the rows have in common, cut where the column of names ends.
    pub title: String,
}

/// Where rows and time begin and end.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Where names begin.
    pub table_left: Px,
    /// Where time begins.
    pub left: Px,
    /// Where time ends.
    pub right: Px,
    /// The top of the axis.
    pub axis_top: Px,
    /// The top of the first row.
    pub top: Px,
    /// The bottom of the last row.
    pub bottom: Px,
    /// Whether the axis is repeated below the rows.
    pub repeated: bool,
}

/// The height of a row.
pub const ROW: Px = Px::of(28);
/// Where the baseline of a row's text lies below its top.
pub const BASELINE: Px = Px::of(18);
/// The margin around the picture.
pub const MARGIN: Px = Px::of(24);
/// The height of the two tiers of the axis.
pub const AXIS: Px = Px::of(44);
/// The height of the strip that holds the label of the status date.
const AS_OF_STRIP: Px = Px::of(22);
/// The narrowest picture.
const NARROWEST: Px = Px::of(320);
/// Room between the table and time, and after time.
const BEFORE_TIME: Px = Px::of(20);
const AFTER_TIME: Px = Px::of(16);
/// Above so many rows the axis is repeated below them; of fewer where the load follows, which is read by it.
const REPEAT_AXIS: usize = 40;
const REPEAT_AXIS_FOR_LOAD: usize = 20;

/// Lays out the chart of a schedule.
///
/// A plan without dates gives a chart without rows. The cost is linear in items and links, but for sorting the links.
#[must_use]
pub fn layout<'p>(plan: &'p Plan, schedule: &'p Schedule, options: &ChartOptions) -> Chart<'p> {
    let cx = Context::new(plan, schedule).against(options.baseline.as_deref()).of(options.picture);
    let Visible { items, rows: chosen, heads } = rows::visible(&cx, options);
    let colours = colours::coloured(&cx, &items, options.color_by);
    let notes: Vec<_> = items.iter().map(|item| labels::note(&cx, item).map(Box::new)).collect();
    let asked = options.style.laid_out(Px::of(i32::from(options.width))).max(NARROWEST);
    let table = table::Table::of(&cx, &items, (options, asked));
    let width = table.picture(asked);
    let wanted = scale::Wanted::of((&items, &notes), &chosen, options);
    let scale = Scale::fit(&cx, &wanted, (table.right + BEFORE_TIME, width - AFTER_TIME));
    let heading = heading::heading(&cx, &chosen, (options.name.as_deref(), width));
    let axis_top = heading.bottom() + if cx.as_of().is_some() { AS_OF_STRIP } else { Px::ZERO };
    let top = axis_top + AXIS;
    let n_rows = items.len() + heads.len();
    let repeated = if options.load { REPEAT_AXIS_FOR_LOAD } else { REPEAT_AXIS } < n_rows;
    let frame = frame(&scale, (axis_top, top), (n_rows, repeated));
    let slot = |at: usize| top + ROW.times(at + heads.partition_point(|head| head.first <= at));
    let mut rows = placed(&cx, (&items, &notes), (&scale, &table, &colours, &slot), options);
    let links = links::connect(&cx, (&items, &notes), &mut rows, (options.arrows_drawn(), &scale));
    let heads = heads.iter().map(|head| group_head(head, slot(head.first) - ROW, table.names_right)).collect();
    let axis = axis::axis(&scale);
    let shades = shading::shades(&cx, &scale, scale.right);
    let as_of = cx.as_of().map(|at| bars::as_of(&scale, at));
    let axis_bottom = frame.bottom + if frame.repeated { AXIS } else { Px::ZERO };
    let strips = strips::strips(&cx, &scale, options, axis_bottom);
    let (links, arrows) = (links.summary, links.strokes.arrows);
    let seen = legend::Seen { rows: &rows, shades: &shades, links: &links, arrows: &arrows, as_of: as_of.as_ref(), colours: &colours };
    let legend = legend::legend(&seen, strips.bottom, width);
    Chart {
        plan,
        schedule,
        theme: options.theme,
        style: Arc::clone(&options.style),
        width,
        height: legend.bottom,
        heading,
        description: heading::description(&cx, &chosen),
        frame,
        axis,
        shades,
        columns: table.headings,
        rows,
        arrows,
        as_of,
        legend,
        page: None,
        heads,
        n_colours: colours.titles.len(),
        words: Words::new(cx, table.names),
        strips,
    }
}

/// Places items in their rows, with the words beside them.
fn placed<'p>(
    cx: &Context<'p>,
    (items, notes): (&[Item<'p>], &[Option<Box<Note<'p>>>]),
    (scale, table, colours, slot): (&Scale, &table::Table, &colours::Coloured, &(dyn Fn(usize) -> Px + Sync)),
    options: &ChartOptions,
) -> Vec<Row<'p>> {
    let bare = strokes::Strokes::of(cx, scale, Vec::new());
    let place = |at, item: &Item<'p>| {
        let row = bars::row(cx, (scale, table), item, slot(at));
        let folded = bars::folded(cx, scale, item, items.get(at + 1).map_or(0, |next| next.level));
        let slack = row.slack.filter(|slack| options.slack && bars::is_seen(*slack));
        let row = Row { colour: colours.get(at), slack, folded, ..row };
        bars::worded(cx, row, (item, notes.get(at).and_then(Option::as_deref)), (scale, &bare))
    };
    let mut rows = share(items, place);
    bars::part(&mut rows);
    rows
}

/// Returns where rows and time begin and end.
fn frame(scale: &Scale, (axis_top, top): (Px, Px), (n_rows, repeated): (usize, bool)) -> Frame {
    let (left, right, bottom) = (scale.left, scale.right, top + ROW.times(n_rows));
    Frame { table_left: MARGIN, left, right, axis_top, top, bottom, repeated }
}

/// Places the head of a group.
fn group_head(head: &groups::Head, top: Px, names_right: Px) -> GroupHead {
    GroupHead { first: head.first, top, title: Font::STRONG.fit(&head.title, names_right - MARGIN).into_owned() }
}
