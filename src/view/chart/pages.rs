//! A chart on paper: pages that each stand for themselves, with their own axis, column headings, legend and number.
//!
//! Rows are never cut; [`breaks`](super::breaks) says between which of them a page ends. A page that begins inside of a
//! phase begins with its name and those of the phases around it. Links that go on are drawn to the edge of one page and
//! from the edge of the next.

use super::breaks::{Stretch, stretches};
use super::{
    AXIS, Arrow, Chart, Font, Frame, GroupHead, Heading, MARGIN, Px, REPEAT_AXIS, ROW, Route, Row, Shown, State, Strips, pages_load,
};
use crate::model::TaskId;

/// The place of a page among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PageNumber {
    /// From one.
    pub number: usize,
    /// How many there are.
    pub count: usize,
}

/// What holds the first row of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Above {
    Phase(TaskId),
    /// The head of a group, by its number.
    Head(usize),
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
            // What comes from the page before comes from below the axis, past the name of what goes on.
            let edge = chart.frame.top - shift;
            for (route, arrives) in cut(&arrow.route, (stretch.top, stretch.bottom), edge) {
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

/// Returns the parts of a way between two heights, each with whether it arrives; what crosses the upper one begins at `edge`.
fn cut(route: &Route, (top, bottom): (Px, Px), edge: Px) -> Vec<(Route, bool)> {
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
            let seen = |y: Px, inside: Px| if y < top { edge } else { inside };
            part = part.to(a.0, seen(a.1, from)).to(b.0, seen(b.1, to));
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
    heading.beside(Font::NAME.width(&page.to_string()), width)
}

/// Returns the row that tells which phase or group a page begins in, with the phases around it where they have room.
fn continued<'p>(chart: &Chart<'p>, above: Above) -> Row<'p> {
    let (phase, titles) = match above {
        Above::Phase(phase) => (phase, around(chart, phase)),
        Above::Head(number) => (TaskId::NONE, vec![chart.heads.get(number).map_or("", |head| &head.title)]),
    };
    let room = |words: &str| chart.frame.left - MARGIN - Px::of(12) - Font::STRONG.width(words);
    let paths = (0..titles.len()).map(|skipped| titles.get(skipped..).unwrap_or_default().join(" › "));
    let all = paths.flat_map(|path| [", continued", ", cont."].map(|words| (path.clone(), words)));
    let fits = |(path, words): &(String, &'static str)| Font::STRONG.width(path) <= room(words);
    let own = titles.last().copied().unwrap_or_default();
    let (path, words) = all.into_iter().find(fits).unwrap_or_else(|| (own.to_owned(), ", cont."));
    let name = Font::STRONG.fit(&path, room(words));
    Row {
        task: phase,
        top: chart.frame.top,
        name_x: MARGIN,
        shown: Some(Box::new(Shown { first: format!("{name}{words}").into(), second: "".into() })),
        continued: true,
        folded: None,
        bar: None,
        state: State::Future,
        critical: false,
        slack: None,
        deadline: None,
        late_from: None,
        label: None,
        due: None,
        edge: None,
        runs_on: (false, false),
        parted: false,
        level: 1,
        colour: None,
        ghost: None,
    }
}

/// Returns the titles of the phases around a phase, from the outermost to its own.
fn around<'p>(chart: &Chart<'p>, phase: TaskId) -> Vec<&'p str> {
    let parent = |phase: &TaskId| chart.plan.tasks.as_slice().get(phase.0 as usize)?.parent();
    let mut titles: Vec<_> = std::iter::successors(Some(phase), parent).map(|phase| chart.plan.title(phase)).collect();
    titles.reverse();
    titles
}

impl std::fmt::Display for PageNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.count)
    }
}
