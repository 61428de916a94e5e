//! Which links are drawn, and where the upright of each stands.

use super::lags::{self, LagLabel, LagPlaces};
use super::lanes::{Field, Upright, lanes};
use super::obstacles::{Heads, Obstacles};
use super::route::Route;
use super::rows::{Context, Item};
use super::scale::Scale;
use super::share::share;
use super::strokes::Strokes;
use super::ways::{Ways, is_many};
use super::{Arrows, Note, Px, Row, axis, labels};
use crate::calendar::Work;
use crate::model::{Dependency, Id, Lag, Link, TaskId};
use crate::schedule::Driver;

/// A link in the picture.
#[derive(Clone, Debug)]
pub struct Arrow {
    /// Its way, from edge to edge.
    pub route: Route,
    /// It holds the critical path together.
    pub critical: bool,
    /// The distance that it keeps.
    pub lag: Option<Box<LagLabel>>,
    /// Its way ends at the item that waits, not at the edge of a page.
    pub arrives: bool,
}

/// The links of a chart.
pub(super) struct Links {
    /// Where they run, so that words keep clear of them.
    pub(super) strokes: Strokes,
    /// Distances that found no place beside their links: the row that waits, and the words.
    pub(super) told_in_rows: Vec<(usize, String)>,
    pub(super) summary: LinkSummary,
}

/// What the legend says of the links.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LinkSummary {
    pub(super) total: usize,
    pub(super) drawn: usize,
    /// Which they are; `None` when all are drawn.
    pub(super) only: Option<&'static str>,
    /// How many distances have no place in the picture.
    pub(super) untold: usize,
}

/// How far uprights may stand left of the time line, where the texts of the table end.
const MARGIN_LEFT: Px = Px::of(16);
/// How far they may stand right of it, where the picture ends.
const MARGIN_RIGHT: Px = Px::of(12);
/// Above so many links only those that are critical or set a date are drawn.
pub(super) const MANY: usize = 300;
/// How often lines are drawn again after words have moved out of their way.
const AGAIN: usize = 4;

/// A link between two rows.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub(super) dependency: u32,
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) critical: bool,
    pub(super) drives: bool,
}

/// Draws the links and moves words out of their way; what distances find no place beside them is told in the rows.
pub(super) fn connect<'p>(
    cx: &Context<'p>,
    (items, notes): (&[Item<'p>], &[Option<Box<Note<'p>>>]),
    rows: &mut [Row<'p>],
    (arrows, scale): (Arrows, &Scale),
) -> Links {
    let (chosen, summary) = choose(cx, items, rows, arrows);
    let mut links = draw(cx, rows, &chosen, scale);
    // Words that have moved make way for better lines.
    let mut again = if chosen.len() <= MANY { AGAIN } else { 0 };
    while labels::keep_clear(rows, notes, (scale, &links.strokes)) && 0 < again {
        links = draw(cx, rows, &chosen, scale);
        again -= 1;
    }
    let told = std::mem::take(&mut links.told_in_rows);
    let untold = labels::tell(rows, notes, (scale, &links.strokes, told));
    Links { summary: LinkSummary { untold, ..summary }, ..links }
}

/// Returns the links that are drawn, critical ones last, and what the legend says of them.
fn choose(cx: &Context<'_>, items: &[Item<'_>], rows: &[Row<'_>], arrows: Arrows) -> (Vec<Candidate>, LinkSummary) {
    if arrows == Arrows::None {
        return (Vec::new(), LinkSummary::default());
    }
    let mut candidates = candidates(cx, items, rows);
    let reduced = arrows == Arrows::All && MANY < candidates.len();
    match arrows {
        Arrows::Critical => candidates.retain(|link| link.critical),
        Arrows::All if reduced => candidates.retain(|link| link.critical || link.drives),
        Arrows::All | Arrows::None => {}
    }
    let all = candidates.len() == cx.plan.dependencies.len();
    let only = match arrows {
        Arrows::Critical => Some("those of the critical path"),
        Arrows::All if reduced => Some("those that set a date"),
        Arrows::All if !all => Some("those between items in view"),
        Arrows::All | Arrows::None => None,
    };
    let mut chosen = Vec::with_capacity(candidates.len());
    for critical in [false, true] {
        chosen.extend(candidates.iter().filter(|link| link.critical == critical));
    }
    let summary = LinkSummary { total: cx.plan.dependencies.len(), drawn: chosen.len(), only, untold: 0 };
    (chosen, summary)
}

fn draw(cx: &Context<'_>, rows: &[Row<'_>], chosen: &[Candidate], scale: &Scale) -> Links {
    let mut waiting = vec![0_u32; rows.len()];
    for link in chosen {
        if let Some(count) = waiting.get_mut(link.to as usize) {
            *count += 1;
        }
    }
    let obstacles = Obstacles::of(rows, chosen.len());
    let ways = Ways { plan: cx.plan, obstacles: &obstacles, waiting: &waiting };
    // Sketched twice, because sketching costs less than keeping a hundred thousand sketches.
    let uprights = share(chosen, |_, link| ways.sketch(link, 0).map_or(Upright::default(), |sketch| sketch.upright));
    let mut heads = Heads::new(rows.len());
    for (link, upright) in chosen.iter().zip(&uprights) {
        heads.land(upright);
        if chosen.len() <= MANY {
            heads.tie((link.from, link.to));
        }
    }
    heads.tied();
    let grid = axis::lines(scale);
    let field = Field {
        inside: (scale.left - MARGIN_LEFT, scale.right + MARGIN_RIGHT),
        obstacles: &obstacles,
        status: cx.as_of().map(|at| scale.at(at)),
        grid: &grid,
    };
    let another = |index: usize, way| chosen.get(index).and_then(|link| Some(ways.sketch(link, way)?.upright));
    let places = lanes(&uprights, (&field, heads), another);
    drop(uprights);
    let arrow = |index: usize, link: &Candidate| {
        let place = places.get(index).copied().unwrap_or_default();
        let route = ways.sketch(link, place.way).map_or(Route::default(), |sketch| sketch.route(place.x));
        Arrow { route, critical: link.critical, lag: None, arrives: true }
    };
    let mut strokes = Strokes::of(cx, scale, share(chosen, arrow));
    let mut lag_places = LagPlaces::new(rows, scale);
    let mut told_in_rows = Vec::new();
    for (index, (link, place)) in chosen.iter().zip(&places).enumerate() {
        let Some(dependency) = cx.plan.dependencies.get(link.dependency as usize) else { continue };
        let Some(text) = lags::words(cx, dependency) else { continue };
        let (from, to) = (link.from as usize, link.to as usize);
        let lag = lags::Lag { text, arrow: index, from, to, x: place.x, shared: is_many(&waiting, link) };
        let placed = lag_places.place(&lag, &mut strokes).map(Box::new);
        if placed.is_none() {
            told_in_rows.push((lag.to, lags::in_words(cx, dependency, &lag.text)));
        }
        if let Some(arrow) = strokes.arrows.get_mut(index) {
            arrow.lag = placed;
        }
    }
    Links { strokes, told_in_rows, summary: LinkSummary::default() }
}

/// Returns every link whose two ends are in the picture. A phase does not stand for what is folded away inside of it: its
/// edges are not where such a link is tied.
pub(super) fn candidates(cx: &Context<'_>, items: &[Item<'_>], rows: &[Row<'_>]) -> Vec<Candidate> {
    let mut row_of: Vec<u32> = vec![u32::MAX; cx.plan.tasks.len()];
    for (index, (item, row)) in (0_u32..).zip(items.iter().zip(rows)) {
        if let Some(place) = row_of.get_mut(item.id.index()).filter(|_| row.bar.is_some()) {
            *place = index;
        }
    }
    let row = |id: TaskId| row_of.get(id.index()).and_then(|row| Some((*row, rows.get(*row as usize)?)));
    let candidate = |index, dependency: &Dependency| {
        let ((from, before), (to, after)) = (row(dependency.predecessor)?, row(dependency.successor)?);
        let cut = match dependency.link {
            Link::FinishToStart => before.runs_on.1 || after.runs_on.0,
            Link::StartToStart => before.runs_on.0 || after.runs_on.0,
            Link::FinishToFinish => before.runs_on.1 || after.runs_on.1,
            Link::StartToFinish => before.runs_on.0 || after.runs_on.1,
        };
        if cut || from == to {
            return None;
        }
        let index = u32::try_from(index).ok()?;
        let drives = drives(cx, index, dependency);
        let critical = drives && is_critical(cx, dependency.predecessor) && is_critical(cx, dependency.successor);
        Some(Candidate { dependency: index, from, to, critical, drives })
    };
    share(&cx.plan.dependencies, candidate).into_iter().flatten().collect()
}

fn is_critical(cx: &Context<'_>, id: TaskId) -> bool {
    cx.item(id).is_some_and(|item| item.dates.critical && item.dates.done < 10_000)
}

/// Tells whether a link sets the date of the item that waits: it is what drove it, or leaves no time between.
fn drives(cx: &Context<'_>, index: u32, dependency: &Dependency) -> bool {
    let (Some(before), Some(after)) = (cx.item(dependency.predecessor), cx.item(dependency.successor)) else { return false };
    if after.dates.driver == Driver::Dependency(index) {
        return true;
    }
    let hours = cx.work_time(after.task.calendar);
    let from = match dependency.link {
        Link::FinishToStart | Link::FinishToFinish => before.dates.finish,
        Link::StartToStart | Link::StartToFinish => before.dates.start,
    };
    let from = match dependency.lag() {
        Lag::None => from,
        Lag::Work(work) => hours.add(from, work),
        Lag::Elapsed(length) => from.plus(length),
        Lag::Percent(share) => hours.add(from, Work::from_tenths(i64::from(before.dates.duration.0) * i64::from(share) / 10_000)),
    };
    match dependency.link {
        Link::FinishToStart | Link::StartToStart => after.dates.start <= hours.next_start(from),
        Link::FinishToFinish | Link::StartToFinish => after.dates.finish <= from,
    }
}
