//! The chart for a screen that scrolls, folds and zooms: the same rows, placed in time instead of on paper.
//!
//! Lengths along the time line are [`Px`] whose tenth is a minute of a drawn day, so that a reader's zoom is one
//! multiplication: everything that was decided for the picture holds on the screen. Each [`Tiers`] is good from its own
//! width of a day up to that of the next, because what has room at one width has it at every greater one.

use super::axis;
use super::bars::{self, AsOf, Row};
use super::heading::{self, Heading};
use super::labels::{self, Note};
use super::legend::{self, Legend};
use super::links::{self, LinkSummary};
use super::rows::{self, Context, Visible};
use super::scale::{Scale, Wanted};
use super::shading;
use super::strokes::Strokes;
use super::table::Table;
use super::{Arrows, Chart, ChartOptions, Column, MARGIN, Px, Shade, Strips, Words, colours, lags, layout, strips};
use crate::calendar::Day;
use crate::model::{Link, Plan};
use crate::schedule::Schedule;
use crate::view::groups::Head;

/// A chart whose reader decides how much of it is seen.
#[derive(Clone, Debug)]
pub struct Screen<'p> {
    /// The picture of the same, for paper and for where nothing runs.
    pub still: Chart<'p>,
    /// Title and the line below it, of all items.
    pub heading: Heading<'p>,
    /// How many levels of the outline are open at first; `None` is all.
    pub depth: Option<u8>,
    /// Every item, along the time line. Its words are in `notes`.
    pub rows: Vec<Row<'p>>,
    /// What stands beside each item.
    pub notes: Vec<Option<Box<Note<'p>>>>,
    /// What the rows are worded from.
    pub words: Words<'p>,
    /// How wide the names are with their margins, in pixels.
    pub names: Px,
    /// The columns, and how wide each is with the room before it, in pixels.
    pub columns: Vec<(Column, Px)>,
    /// How long all of it is.
    pub length: Px,
    /// Days are made of hours that are drawn.
    pub hourly: bool,
    /// The axis, for the narrowest day first.
    pub tiers: Vec<Tiers>,
    /// Days that are not worked.
    pub shades: Vec<Shade>,
    /// The status date.
    pub as_of: Option<AsOf>,
    /// Every link between two items that are in the picture.
    pub ties: Vec<Tie>,
    /// What the marks mean.
    pub legend: Legend,
    /// What stands over groups of rows.
    pub heads: Vec<Head>,
    /// How busy everybody is, where that was asked for, along the time line; heights are those of the picture.
    pub strips: Strips,
}

/// The two tiers of the axis, for days of some width.
#[derive(Clone, Debug)]
pub struct Tiers {
    /// The least width of a thousand days, in tenths of a pixel.
    pub thousand_days: i64,
    /// Where each longer unit begins, and its labels, the best first.
    pub upper: Vec<(Px, Vec<String>)>,
    /// Where each shorter unit begins, and its label, which may be empty.
    pub lower: Vec<(Px, String)>,
    /// The labels of shorter units stand in their middle.
    pub centred: bool,
    /// Where the last unit ends.
    pub end: Px,
}

/// A link between two rows.
#[derive(Clone, Debug)]
pub struct Tie {
    /// The row that it leaves.
    pub from: usize,
    /// The row that it enters.
    pub to: usize,
    /// Which ends it ties.
    pub link: Link,
    /// It holds the critical path together.
    pub critical: bool,
    /// It is drawn unasked.
    pub drawn: bool,
    /// The distance that it keeps, in words.
    pub lag: Option<String>,
}

/// A thousand days of so many tenths of a pixel are 1,440 tenths a day: a tenth is a minute.
const MINUTES: i64 = 1_440_000;
/// Widths of a thousand days at which the tiers change what they say, the narrowest first.
const STEPS: [i64; 14] = [50, 100, 200, 400, 1_000, 2_400, 6_000, 11_000, 25_000, 33_000, 50_000, 140_000, 230_000, 480_000];
/// The same where hours are drawn.
const HOURLY: [i64; 13] = [
    480_000, 700_000, 1_000_000, 1_400_000, 2_000_000, 2_800_000, 4_000_000, 5_600_000, 8_000_000, 11_000_000, 16_000_000, 22_000_000,
    32_000_000,
];
/// Room before the first bar, in pixels.
pub const LEAD: Px = Px::of(28);
/// A scale at which everything is narrower than this is of no use.
const LEAST: Px = Px::of(120);
/// So wide that nothing is broken into lines.
const WIDE: Px = Px::of(1_000_000);
/// An axis of more units is left out.
const MOST_UNITS: usize = 12_000;
/// The axis goes on after the last day, where words may need room, for so many days and this part of all days.
const BEYOND: (i32, i32) = (40, 4);
/// And then until the unit ends.
const DAYS_AFTER: i64 = 400;

/// Lays out a chart for a screen. What `options` leave out by depth is folded; all else holds as for [`layout`].
#[must_use]
pub fn screen<'p>(plan: &'p Plan, schedule: &'p Schedule, options: &ChartOptions) -> Screen<'p> {
    let still = layout(plan, schedule, options);
    let cx = Context::new(plan, schedule).against(options.baseline.as_deref()).of(options.picture);
    let Visible { items, rows: chosen, heads } = rows::visible(&cx, &ChartOptions { depth: None, ..options.clone() });
    let notes: Vec<_> = items.iter().map(|item| labels::note(&cx, item).map(Box::new)).collect();
    let table = Table::of(&cx, &items, (options, WIDE));
    let wanted = Wanted::of((&items, &notes), &chosen, options);
    let fitted = Scale::fit(&cx, &wanted, (Px::ZERO, Px::of(900)));
    let scale = fitted.stretched(MINUTES, (Px::ZERO, 1));
    let lefts = std::iter::once(table.names_right).chain(table.headings.iter().map(|heading| heading.right));
    let columns = table.headings.iter().zip(lefts).map(|(heading, left)| (heading.column, heading.right - left)).collect();
    let colours = colours::coloured(&cx, &items, options.color_by);
    let bare = Strokes::of(&cx, &scale, Vec::new());
    let draw = |(index, item)| {
        let row = bars::row(&cx, (&scale, &table), item, super::ROW.times(index));
        let row = bars::worded(&cx, row, (item, None), (&scale, &bare));
        Row { colour: colours.get(index), slack: row.slack.filter(|_| options.slack), ..row }
    };
    let mut drawn: Vec<_> = items.iter().enumerate().map(draw).collect();
    bars::part(&mut drawn);
    let arrows = options.arrows_drawn();
    let ties = ties(&cx, &items, &drawn, arrows);
    let tiers = tiers(&fitted, &scale);
    let end = tiers.last().map_or(scale.right, |tiers| tiers.end);
    let after = fitted.stretched(MINUTES, (Px::ZERO, i64::from(beyond(&scale))));
    let shades = shading::shades(&cx, &after, end);
    let as_of = cx.as_of().map(|at| bars::as_of(&scale, at));
    let legend = {
        let links = summary(&ties, plan, arrows);
        let (as_of, arrows) = (as_of.as_ref(), still.arrows.as_slice());
        let seen = legend::Seen { rows: &drawn, shades: &shades, links: &links, arrows, as_of, colours: &colours };
        legend::legend(&seen, Px::ZERO, WIDE)
    };
    let heading = heading::heading(&cx, &chosen, (options.name.as_deref(), WIDE));
    Screen {
        strips: strips::uncut(&cx, &scale, options, Px::ZERO),
        still,
        heading,
        depth: options.depth,
        rows: drawn,
        notes,
        words: Words::new(cx, table.names),
        names: table.names_right - MARGIN,
        columns,
        length: scale.right,
        hourly: scale.hours.is_some(),
        tiers,
        shades,
        as_of,
        ties,
        legend,
        heads,
    }
}

fn ties(cx: &Context<'_>, items: &[rows::Item<'_>], drawn: &[Row<'_>], arrows: Arrows) -> Vec<Tie> {
    let candidates = links::candidates(cx, items, drawn);
    let many = links::MANY < candidates.len();
    let tie = |link: &links::Candidate| {
        let dependency = cx.plan.dependencies.get(link.dependency as usize)?;
        let drawn = match arrows {
            Arrows::All => !many || link.critical || link.drives,
            Arrows::Critical => link.critical,
            Arrows::None => false,
        };
        let lag = lags::words(cx, dependency);
        Some(Tie { from: link.from as usize, to: link.to as usize, link: dependency.link, critical: link.critical, drawn, lag })
    };
    candidates.iter().filter_map(tie).collect()
}

/// Says which links are drawn, where it is not all of them.
fn summary(ties: &[Tie], plan: &Plan, arrows: Arrows) -> LinkSummary {
    let drawn = ties.iter().filter(|tie| tie.drawn).count();
    let only = match arrows {
        Arrows::Critical => Some("those of the critical path"),
        Arrows::All if drawn < ties.len() => Some("those that set a date"),
        Arrows::All if ties.len() < plan.dependencies.len() => Some("those between items in view"),
        Arrows::All | Arrows::None => None,
    };
    LinkSummary { total: plan.dependencies.len(), drawn, only, untold: 0 }
}

/// Returns the axis at every width of a day at which it says something else, placed along `scale`.
fn tiers(fitted: &Scale, scale: &Scale) -> Vec<Tiers> {
    let beyond = beyond(scale);
    let steps: &[i64] = if scale.hours.is_some() { &HOURLY } else { &STEPS };
    let mut all: Vec<Tiers> = Vec::with_capacity(steps.len());
    for thousand_days in steps {
        let is_last = steps.last() == Some(thousand_days);
        let width = i64::from(scale.right.0) * thousand_days / MINUTES;
        if width < i64::from(LEAST.0) && !is_last {
            continue;
        }
        let units = axis::units(&fitted.stretched(*thousand_days, (LEAD, i64::from(beyond) + DAYS_AFTER)), beyond);
        if MOST_UNITS < units.lower.len() && !all.is_empty() {
            break;
        }
        let x = |day: Day, time: i32| if scale.hours.is_some() { scale.time(day, time) } else { scale.day(day) };
        all.push(Tiers {
            thousand_days: *thousand_days,
            upper: units.upper.into_iter().map(|(day, labels)| (scale.day(day), labels)).collect(),
            lower: units.lower.into_iter().map(|((day, time), label)| (x(day, time), label)).collect(),
            centred: units.centred,
            end: units.end.map_or(scale.right, |day| scale.day(day)),
        });
    }
    all
}

/// Returns for how many days the axis goes on after the last.
fn beyond(scale: &Scale) -> i32 {
    let days = i64::from(scale.right.0) * 1_000 / MINUTES;
    BEYOND.0 + i32::try_from(days).unwrap_or(0) / BEYOND.1
}
