//! Which links are drawn, and the shape of each.
//!
//! A link leaves the edge that its kind ties and enters the other in the direction of its arrow. Between bars that follow
//! at once in neighbouring rows it drops onto the bar; otherwise its upright stands in the gutter of the item that waits,
//! and where words stand beside a bar it leaves through the channel between two rows.

use super::lags::{self, LagLabel, LagPlaces};
use super::route::{Route, Upright, lanes};
use super::rows::{Context, Item};
use super::scale::Scale;
use super::strokes::Strokes;
use super::{Anchor, Arrows, Bar, Px, ROW, Row};
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
}

/// The links of a chart.
pub(super) struct Links {
    pub(super) arrows: Vec<Arrow>,
    /// Where they run, if they are few enough for words to keep clear of them.
    pub(super) strokes: Strokes,
    pub(super) summary: LinkSummary,
}

/// What the legend says of the links.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LinkSummary {
    pub(super) total: usize,
    pub(super) drawn: usize,
    /// Which they are; `None` when all are drawn.
    pub(super) only: Option<&'static str>,
}

/// How far uprights may stand left of the time line, where the texts of the table end.
const MARGIN_LEFT: Px = Px::of(16);
/// How far they may stand right of it, where the picture ends.
const MARGIN_RIGHT: Px = Px::of(12);
/// Above so many links only those that are critical or set a date are drawn.
pub(super) const MANY: usize = 300;

/// A link between two rows.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub(super) dependency: u32,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) critical: bool,
    pub(super) drives: bool,
}

pub(super) fn draw(cx: &Context<'_>, items: &[Item<'_>], rows: &[Row<'_>], (arrows, scale): (Arrows, &Scale)) -> Links {
    if arrows == Arrows::None {
        return Links { arrows: Vec::new(), strokes: Strokes::of(cx, scale, &[]), summary: LinkSummary::default() };
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
    let (critical, mut candidates): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|link| link.critical);
    candidates.extend(critical);
    let mut waiting = vec![0_u32; rows.len()];
    for link in &candidates {
        if let Some(count) = waiting.get_mut(link.to) {
            *count += 1;
        }
    }
    // Sketched twice, because sketching costs less than keeping a hundred thousand sketches.
    let upright = |link| sketch(cx, rows, link, &waiting).map_or(Upright::default(), |sketch| sketch.upright);
    let uprights: Vec<Upright> = candidates.iter().map(upright).collect();
    let places = lanes(&uprights, (scale.left - MARGIN_LEFT, scale.right + MARGIN_RIGHT));
    drop(uprights);
    let mut arrows = Vec::with_capacity(candidates.len());
    let mut kept = Vec::new();
    for (link, x) in candidates.iter().zip(places) {
        let Some(sketch) = sketch(cx, rows, link, &waiting) else { continue };
        if let Some(text) = cx.plan.dependencies.get(sketch.dependency as usize).and_then(|dependency| lags::words(cx, dependency)) {
            kept.push((arrows.len(), lags::Lag { text, from: sketch.from.row, to: sketch.to.row, x, shared: is_many(&waiting, link) }));
        }
        arrows.push(Arrow { route: sketch.route(x), critical: sketch.critical, lag: None });
    }
    let strokes = Strokes::of(cx, scale, if arrows.len() <= MANY { &arrows } else { &[] });
    let mut places = LagPlaces::new(rows, scale, &strokes);
    for (index, lag) in kept {
        if let Some(arrow) = arrows.get_mut(index) {
            arrow.lag = places.place(lag).map(Box::new);
        }
    }
    Links { strokes, summary: LinkSummary { total: cx.plan.dependencies.len(), drawn: arrows.len(), only }, arrows }
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
    let row = |id: TaskId| row_of.get(id.index()).map(|row| *row as usize).and_then(|index| Some((index, rows.get(index)?)));
    let mut links = Vec::with_capacity(cx.plan.dependencies.len());
    for (index, dependency) in (0_u32..).zip(&cx.plan.dependencies) {
        let (Some((from, before)), Some((to, after))) = (row(dependency.predecessor), row(dependency.successor)) else { continue };
        let cut = match dependency.link {
            Link::FinishToStart => before.runs_on.1 || after.runs_on.0,
            Link::StartToStart => before.runs_on.0 || after.runs_on.0,
            Link::FinishToFinish => before.runs_on.1 || after.runs_on.1,
            Link::StartToFinish => before.runs_on.0 || after.runs_on.1,
        };
        if cut || from == to {
            continue;
        }
        let drives = drives(cx, index, dependency);
        let critical = drives && is_critical(cx, dependency.predecessor) && is_critical(cx, dependency.successor);
        links.push(Candidate { dependency: index, from, to, critical, drives });
    }
    links
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
    let from = match dependency.lag {
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

/// A row as links see it.
#[derive(Clone, Copy)]
struct End {
    row: usize,
    left: Px,
    right: Px,
    top: Px,
    mid: Px,
    bottom: Px,
    /// The instant of a milestone.
    instant: Option<Px>,
    /// Words stand right of it.
    labelled: bool,
}

impl End {
    fn of(rows: &[Row<'_>], row: usize) -> Option<Self> {
        let placed = rows.get(row)?;
        let bar = placed.bar?;
        let (top, mid, bottom, instant) = match bar {
            Bar::Task { .. } => (60, 140, 220, None),
            Bar::Phase { .. } => (80, 105, 130, None),
            Bar::Milestone { x, .. } => (60, 140, 220, Some(x)),
        };
        Some(Self {
            row,
            left: bar.left(),
            right: bar.right(),
            top: placed.top + Px(top),
            mid: placed.top + Px(mid),
            bottom: placed.top + Px(bottom),
            instant,
            labelled: placed.label.as_ref().is_some_and(|label| label.anchor == Anchor::Start),
        })
    }

    /// Returns the middle of the space between this row and the next on the way to `other`.
    fn channel(&self, rows: &[Row<'_>], other: &Self) -> Px {
        let top = rows.get(self.row).map_or(Px::ZERO, |row| row.top);
        if self.row < other.row { top + ROW } else { top }
    }

    /// Returns the edge that faces `other`.
    fn facing(&self, other: &Self) -> Px {
        if self.row < other.row { self.bottom } else { self.top }
    }
}

/// How a link gets to its upright.
#[derive(Clone, Copy)]
enum Exit {
    /// Sideways from the middle of an edge.
    Side(Px),
    /// Out of a milestone, up or down.
    Tip(Px),
    /// Sideways by a stub to the first place, then along the channel at the second.
    Channel(Px, Px, Px),
    /// Out of a milestone, then along the channel.
    TipChannel(Px, Px),
}

/// How a link gets from its upright to the arrow's tip.
#[derive(Clone, Copy)]
enum Entry {
    /// Sideways, into an edge.
    Side(Px),
    /// From above or below.
    Facing,
}

struct Sketch {
    dependency: u32,
    critical: bool,
    from: End,
    to: End,
    exit: Exit,
    entry: Entry,
    upright: Upright,
}

impl Sketch {
    fn route(&self, x: Px) -> Route {
        let facing = self.from.facing(&self.to);
        let route = match self.exit {
            Exit::Side(edge) => Route::default().to(edge, self.from.mid).to(x, self.from.mid),
            Exit::Tip(at) => Route::default().to(at, facing),
            Exit::Channel(edge, stub, y) => Route::default().to(edge, self.from.mid).to(stub, self.from.mid).to(stub, y).to(x, y),
            Exit::TipChannel(at, y) => Route::default().to(at, facing).to(at, y).to(x, y),
        };
        match self.entry {
            Entry::Side(edge) => route.to(x, self.to.mid).to(edge, self.to.mid),
            Entry::Facing => route.to(x, self.to.facing(&self.from)),
        }
    }
}

const STUB: Px = Px::of(5);
/// From an upright to the edge that its link enters.
const GUTTER: Px = Px::of(7);
/// The least distance that has room for an upright and an arrow.
const ROOM: Px = Px::of(14);

fn sketch(cx: &Context<'_>, rows: &[Row<'_>], link: &Candidate, waiting: &[u32]) -> Option<Sketch> {
    let (from, to) = (End::of(rows, link.from)?, End::of(rows, link.to)?);
    let dependency = cx.plan.dependencies.get(link.dependency as usize)?;
    let (exit, entry, x, way) = match dependency.link {
        Link::FinishToStart => finish_to_start(rows, &from, &to),
        Link::StartToStart => (Exit::Side(from.left), Entry::Side(to.left), from.left.min(to.left) - GUTTER, -1),
        Link::FinishToFinish => {
            let exit = if from.labelled { around(rows, &from, &to) } else { Exit::Side(from.right) };
            (exit, Entry::Side(to.right), from.right.max(to.right) + GUTTER + Px::of(4), 1)
        }
        Link::StartToFinish => {
            let exit = Exit::Channel(from.left, from.left - STUB, from.channel(rows, &to));
            (exit, Entry::Side(to.right), to.right + GUTTER + Px::of(4), 1)
        }
    };
    let many = is_many(waiting, link);
    let bundle = u32::try_from(if many { link.to * 2 + 1 } else { link.from * 2 }).unwrap_or(u32::MAX);
    let begin = match exit {
        Exit::Side(_) => from.mid,
        Exit::Tip(_) => from.facing(&to),
        Exit::Channel(_, _, y) | Exit::TipChannel(_, y) => y,
    };
    let end = match entry {
        Entry::Side(_) => to.mid,
        Entry::Facing => to.facing(&from),
    };
    let upright = Upright { x, way, top: begin.min(end), bottom: begin.max(end), bundle };
    Some(Sketch { dependency: link.dependency, critical: link.critical, from, to, exit, entry, upright })
}

/// Tells whether other links end where this one does.
fn is_many(waiting: &[u32], link: &Candidate) -> bool {
    waiting.get(link.to).is_some_and(|count| 1 < *count)
}

/// Returns the way out of a finish that has words beside it.
fn around(rows: &[Row<'_>], from: &End, to: &End) -> Exit {
    let channel = from.channel(rows, to);
    match from.instant {
        Some(x) => Exit::TipChannel(x, channel),
        None => Exit::Channel(from.right, from.right + STUB, channel),
    }
}

fn finish_to_start(rows: &[Row<'_>], from: &End, to: &End) -> (Exit, Entry, Px, i32) {
    let leaves = from.instant.unwrap_or(from.right);
    let around = around(rows, from, to);
    if let Some(x) = to.instant {
        let exit = match from.instant {
            Some(at) if at == x => Exit::Tip(at),
            None if leaves <= x && (!from.labelled || x <= leaves + STUB) => Exit::Side(from.right),
            Some(_) | None => around,
        };
        return (exit, Entry::Facing, x, 0);
    }
    let gutter = to.left - GUTTER;
    if from.right + ROOM <= to.left || from.instant.is_some_and(|x| x + GUTTER <= to.left) {
        return match from.instant {
            Some(x) if to.left <= x + Px::of(40) && is_clear(rows, from, to, x) => (Exit::Tip(x), Entry::Side(to.left), x, 0),
            // Its other successors begin nearby: they all share one trunk beside the milestone.
            Some(x) if to.left <= x + Px::of(40) => (around, Entry::Side(to.left), gutter.min(x - GUTTER), -1),
            None if !from.labelled => (Exit::Side(from.right), Entry::Side(to.left), gutter, -1),
            Some(_) | None => (around, Entry::Side(to.left), gutter, -1),
        };
    }
    let onto = (leaves + STUB).max(to.left + Px::of(4)).min((to.right - Px::of(3)).max(to.left + Px::of(1)));
    let near = leaves <= to.left + Px::of(1) && leaves <= onto;
    if near && is_clear(rows, from, to, onto) {
        let exit = if from.instant.is_some() { around } else { Exit::Side(from.right) };
        return (exit, Entry::Facing, onto, 0);
    }
    (around, Entry::Side(to.left), gutter, -1)
}

/// Tells whether no bar lies between two rows at `x`; too far apart counts as not.
fn is_clear(rows: &[Row<'_>], from: &End, to: &End, x: Px) -> bool {
    let (first, last) = (from.row.min(to.row) + 1, from.row.max(to.row));
    let margin = Px::of(2);
    let clear = |row: &Row<'_>| row.bar.is_none_or(|bar| x < bar.left() - margin || bar.right() + margin < x);
    last - first <= 6 && rows.get(first..last).is_some_and(|between| between.iter().all(clear))
}
