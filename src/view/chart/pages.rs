//! A chart on paper: pages that each stand for themselves, with their own axis, column headings, legend and number.
//!
//! Rows are never cut. A page that begins inside of a phase begins with its name, and a phase's name is not left alone at
//! the bottom. Links that go on are drawn to the edge of one page and from the edge of the next.

use super::{
    AXIS, Arrow, Chart, Font, Frame, GroupHead, Heading, MARGIN, Px, REPEAT_AXIS, ROW, Route, Row, Shown, State, Strips, pages_load,
};
use crate::model::{Kind, TaskId};

/// A sheet of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Paper {
    /// Its format.
    pub size: PaperSize,
    /// Whether its long side lies below.
    pub landscape: bool,
}

/// A format of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaperSize {
    /// ISO A4.
    A4,
    /// ISO A3.
    A3,
    /// Letter of North America.
    Letter,
}

/// The place of a page among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PageNumber {
    /// From one.
    pub number: usize,
    /// How many there are.
    pub count: usize,
}

/// The margin of a sheet, in tenths of a point.
const EDGE: i32 = 280;
/// How many tenths of a point a pixel of the chart is high, unless a width was asked for: 13 pixels become 7.8 points.
const POINT_TENTHS_PER_PX: i32 = 6;

impl Paper {
    /// Returns width and height in tenths of a point.
    #[must_use]
    pub const fn size(self) -> (i32, i32) {
        let (short, long) = match self.size {
            PaperSize::A4 => (5_953, 8_419),
            PaperSize::A3 => (8_419, 11_906),
            PaperSize::Letter => (6_120, 7_920),
        };
        if self.landscape { (long, short) } else { (short, long) }
    }

    /// Returns width and height inside of the margins, in tenths of a point.
    #[must_use]
    pub const fn room(self) -> (i32, i32) {
        let (width, height) = self.size();
        (width - 2 * EDGE, height - 2 * EDGE)
    }

    /// Returns the width in pixels of a chart that reads well on the sheet.
    #[must_use]
    pub const fn chart_width(self) -> u16 {
        (self.room().0 / POINT_TENTHS_PER_PX).unsigned_abs() as u16
    }

    /// Returns how high a page of a chart of this width may be to fill the sheet.
    #[must_use]
    pub fn page_height(self, width: Px) -> Px {
        let (wide, high) = self.room();
        Px(i32::try_from(i64::from(width.0) * i64::from(high) / i64::from(wide)).unwrap_or(i32::MAX))
    }
}

/// The rows of one page: from this row up to before that one, below the name of a phase that goes on, if there is one.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    from: usize,
    to: usize,
    /// The places of the rows in the whole chart.
    top: Px,
    bottom: Px,
    continued: Option<Above>,
}

/// What holds the first row of a page.
#[derive(Clone, Copy, Debug)]
enum Above {
    Phase(TaskId),
    /// The head of a group, by its number.
    Head(usize),
}

/// The highest page without paper, in pixels: 200 inches, more than which many readers do not show.
const TALLEST: Px = Px::of(19_200);

/// Divides a chart into what sheets of paper hold; without paper, into as few pages as it can be.
#[must_use]
pub fn sheets(chart: Chart<'_>, paper: Option<Paper>) -> Vec<Chart<'_>> {
    let height = paper.map_or(TALLEST, |paper| paper.page_height(chart.width));
    pages(chart, height)
}

/// Divides a chart into pages of at most this height. A chart that is not higher stays as it is, and a page holds one row
/// at least. The load of people follows the last row, on pages of its own where it has no room below that.
#[must_use]
pub fn pages(chart: Chart<'_>, height: Px) -> Vec<Chart<'_>> {
    if chart.height <= height || (chart.rows.is_empty() && chart.strips.list.is_empty()) {
        return vec![chart];
    }
    let stretches = stretches(&chart, height);
    let mut arrows = divide(&chart, &stretches).into_iter();
    let mut pages = Vec::with_capacity(stretches.len());
    let mut chart = chart;
    let mut rows = std::mem::take(&mut chart.rows).into_iter();
    chart.arrows = Vec::new();
    let strips = std::mem::take(&mut chart.strips);
    for stretch in &stretches {
        let own: Vec<_> = rows.by_ref().take(stretch.to - stretch.from).collect();
        let links = arrows.next().unwrap_or_default();
        pages.push(page(&chart, stretch, (own, links)));
    }
    pages_load::add((&chart, &strips), &mut pages, height);
    let count = pages.len();
    for (number, page) in (1..).zip(&mut pages) {
        let number = PageNumber { number, count };
        page.heading = heading(&chart.heading, chart.width, number);
        page.page = Some(number);
    }
    pages
}

/// Decides which rows stand on which page.
fn stretches(chart: &Chart<'_>, height: Px) -> Vec<Stretch> {
    let head_of = |index: usize| chart.heads.binary_search_by_key(&index, |head| head.first).ok().and_then(|at| chart.heads.get(at));
    let top = |index: usize| match (head_of(index), chart.rows.get(index)) {
        (Some(head), Some(_)) => head.top,
        (None, Some(row)) => row.top,
        (_, None) => chart.frame.bottom,
    };
    let below = chart.legend.bottom - chart.legend.top + Px::of(14);
    let room = height - chart.frame.top - below;
    let room = if ROW.times(REPEAT_AXIS) < room { (room - AXIS).max(ROW.times(REPEAT_AXIS)) } else { room };
    let mut stretches = Vec::new();
    let mut from = 0;
    while from < chart.rows.len() {
        let continued = going_on(chart, from).filter(|_| 0 < from);
        let room = if continued.is_some() { room - ROW } else { room };
        let mut to = from + 1;
        while to < chart.rows.len() && top(to + 1) - top(from) <= room {
            to += 1;
        }
        if to < chart.rows.len() {
            to = outermost(chart, (from, to)).unwrap_or(to);
        }
        // The name of a phase goes with what it holds.
        while to < chart.rows.len() && from + 1 < to && holds(chart, to - 1, to) {
            to -= 1;
        }
        stretches.push(Stretch { from, to, top: top(from), bottom: top(to), continued });
        from = to;
    }
    stretches
}

/// Returns the last row at the top of the outline that begins in the last third of a page, where it had better end.
fn outermost(chart: &Chart<'_>, (from, to): (usize, usize)) -> Option<usize> {
    let is_outermost = |row: &usize| going_on(chart, *row).is_none();
    (to - (to - from) / 3..=to).rev().find(|row| from < *row && is_outermost(row))
}

/// Tells whether a row is a phase that holds another.
fn holds(chart: &Chart<'_>, row: usize, other: usize) -> bool {
    let task = |row: usize| chart.rows.get(row).and_then(|row| Some((row.task, chart.plan.tasks.as_slice().get(row.task.0 as usize)?)));
    let (Some((phase, item)), Some((other, _))) = (task(row), task(other)) else { return false };
    item.kind == Kind::Phase && phase < other && other < item.end
}

/// Returns the phase that a row is in, unless the row is at the top of the outline; or its group, unless it is the first.
fn going_on(chart: &Chart<'_>, row: usize) -> Option<Above> {
    let Row { task, level, .. } = chart.rows.get(row)?;
    if let Some(head) = chart.heads.partition_point(|head| head.first <= row).checked_sub(1) {
        return chart.heads.get(head).filter(|head| head.first < row).map(|_| Above::Head(head));
    }
    let parent = chart.plan.tasks.as_slice().get(task.0 as usize)?.parent();
    parent.filter(|_| 1 < *level).map(Above::Phase)
}

/// Gives every page its part of every link.
fn divide(chart: &Chart<'_>, stretches: &[Stretch]) -> Vec<Vec<Arrow>> {
    let mut divided: Vec<Vec<Arrow>> = vec![Vec::new(); stretches.len()];
    for arrow in &chart.arrows {
        let ys = || arrow.route.points().iter().map(|point| point.1);
        let (Some(top), Some(bottom)) = (ys().min(), ys().max()) else { continue };
        let first = stretches.partition_point(|stretch| stretch.bottom <= top);
        for (stretch, page) in stretches.iter().zip(&mut divided).skip(first).take_while(|(stretch, _)| stretch.top <= bottom) {
            let shift = place(chart, stretch) - stretch.top;
            let mut lag = arrow.lag.clone().filter(|lag| stretch.top <= lag.y && lag.y < stretch.bottom);
            if let Some(lag) = &mut lag {
                lag.y = lag.y + shift;
            }
            for (route, arrives) in cut(&arrow.route, (stretch.top, stretch.bottom)) {
                page.push(Arrow { route: moved(&route, shift), arrives: arrives && arrow.arrives, lag: lag.take(), ..*arrow });
            }
        }
    }
    divided
}

/// Returns where the first row of a page stands that was on the page before, too.
fn place(chart: &Chart<'_>, stretch: &Stretch) -> Px {
    chart.frame.top + if stretch.continued.is_some() { ROW } else { Px::ZERO }
}

/// Returns the parts of a way between two heights, each with whether it arrives.
fn cut(route: &Route, (top, bottom): (Px, Px)) -> Vec<(Route, bool)> {
    let points = route.points();
    let mut parts = Vec::new();
    let mut part = Route::default();
    let end = |part: &mut Route, parts: &mut Vec<(Route, bool)>, arrives: bool| {
        let whole = std::mem::take(part);
        if 1 < whole.points().len() {
            parts.push((whole, arrives));
        }
    };
    for (a, b) in points.iter().zip(points.iter().skip(1)) {
        let inside = |y: Px| y.max(top).min(bottom);
        let (from, to) = (inside(a.1), inside(b.1));
        let misses = if a.1 == b.1 { a.1 < top || bottom <= a.1 } else { from == to };
        if misses || from != a.1 {
            end(&mut part, &mut parts, false);
        }
        if !misses {
            part = part.to(a.0, from).to(b.0, to);
        }
        if to != b.1 {
            end(&mut part, &mut parts, false);
        }
    }
    let arrives = points.last() == part.points().last();
    end(&mut part, &mut parts, arrives);
    parts
}

fn moved(route: &Route, by: Px) -> Route {
    route.points().iter().fold(Route::default(), |route, (x, y)| route.to(*x, *y + by))
}

fn page<'p>(chart: &Chart<'p>, stretch: &Stretch, (own, arrows): (Vec<Row<'p>>, Vec<Arrow>)) -> Chart<'p> {
    let shift = place(chart, stretch) - stretch.top;
    let continued = stretch.continued.map(|above| continued(chart, above));
    let heads = chart.heads.iter().filter(|head| (stretch.from..stretch.to).contains(&head.first));
    let first = stretch.from.saturating_sub(usize::from(continued.is_some()));
    let heads = heads.map(|head| GroupHead { first: head.first - first, top: head.top + shift, title: head.title.clone() }).collect();
    let n_rows = own.len() + usize::from(continued.is_some());
    let moved = own.into_iter().map(|row| Row { top: row.top + shift, ..row });
    let bottom = stretch.bottom + shift;
    let repeated = REPEAT_AXIS < n_rows;
    let legend = chart.legend.clone().below(bottom + if repeated { AXIS } else { Px::ZERO });
    Chart {
        plan: chart.plan,
        schedule: chart.schedule,
        theme: chart.theme,
        style: std::sync::Arc::clone(&chart.style),
        width: chart.width,
        height: legend.bottom,
        heading: chart.heading.clone(),
        description: chart.description.clone(),
        frame: Frame { bottom, repeated, ..chart.frame },
        axis: chart.axis.clone(),
        shades: chart.shades.clone(),
        columns: chart.columns.clone(),
        rows: continued.into_iter().chain(moved).collect(),
        arrows,
        as_of: chart.as_of.clone(),
        legend,
        page: None,
        heads,
        n_colours: chart.n_colours,
        words: chart.words.clone(),
        strips: Strips::default(),
    }
}

/// Returns the heading of a page, whose title leaves room for the number.
fn heading<'p>(heading: &Heading<'p>, width: Px, page: PageNumber) -> Heading<'p> {
    let room = width - MARGIN.times(3) - Font::NAME.width(&page.to_string());
    Heading { shown: Font::TITLE.fit(&heading.title, room).into_owned(), ..heading.clone() }
}

/// Returns the row that tells which phase or group a page begins in.
fn continued<'p>(chart: &Chart<'p>, above: Above) -> Row<'p> {
    let (phase, title) = match above {
        Above::Phase(phase) => (phase, chart.plan.title(phase)),
        Above::Head(number) => (TaskId::NONE, chart.heads.get(number).map_or("", |head| &head.title)),
    };
    let room = |words: &str| chart.frame.left - MARGIN - Px::of(12) - Font::STRONG.width(words);
    let fits = |words: &&str| Font::STRONG.width(title) <= room(words);
    let words = [", continued", ", cont."].into_iter().find(fits).unwrap_or(", cont.");
    let name = Font::STRONG.fit(title, room(words));
    Row {
        task: phase,
        top: chart.frame.top,
        name_x: MARGIN,
        shown: Some(Box::new(Shown { first: format!("{name}{words}").into(), second: "".into() })),
        continued: true,
        bar: None,
        state: State::Future,
        critical: false,
        slack: None,
        deadline: None,
        label: None,
        edge: None,
        runs_on: (false, false),
        parted: false,
        level: 1,
        colour: None,
        ghost: None,
    }
}

impl std::fmt::Display for PageNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.count)
    }
}
