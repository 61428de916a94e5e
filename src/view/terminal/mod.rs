//! The chart in characters: the first picture that somebody sees of a plan, in the shell where it was written.
//!
//! A line is names, a mark for the critical path, and cells of equal length in time. Every state has a shape of its own,
//! so that the chart reads without colour; what each cell is goes along, so that the emitter may ink it.

mod axis;
mod bars;
mod scale;

use super::chart::Weeks;
use super::groups;
use super::select::{Bounds, Rows, Selection};
use super::{Reader, Summary, display_width, phrase, printable, shorten, wrap};
use crate::model::{Key, Kind, Picture, Plan, TaskId};
use crate::schedule::Schedule;
use scale::Scale;

/// What a chart in characters may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TerminalOptions {
    /// Cells of a line.
    pub width: usize,
    /// Which items.
    pub selection: Selection,
    /// How far and how deep.
    pub bounds: Bounds,
    /// What the chart is called, where a plan has several.
    pub name: Option<Box<str>>,
    /// What the chart is of.
    pub picture: Picture,
    /// What items stand together by, instead of the outline.
    pub group_by: Option<Key>,
    /// How weeks are called.
    pub weeks: Weeks,
    /// Whether slack is drawn.
    pub slack: bool,
}

/// Lines of pieces; a piece is text of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TerminalChart {
    /// The lines, top to bottom.
    pub lines: Vec<Vec<Piece>>,
}

/// Characters of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The characters, all printable.
    pub text: String,
    /// What they are.
    pub mark: Mark,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// A name, or nothing.
    #[default]
    Plain,
    /// The plan's title, or a phase.
    Strong,
    /// Grid, slack, legend.
    Faint,
    /// Work that is not critical.
    Work,
    /// Work on the critical path, and the name of an item on it.
    Critical,
    /// An item that is done.
    Done,
    /// A deadline missed, and the name of an item that is late.
    Late,
    /// A deadline kept.
    Due,
    /// The status date.
    AsOf,
}

impl Default for TerminalOptions {
    fn default() -> Self {
        Self {
            width: 100,
            selection: Selection::default(),
            bounds: Bounds::default(),
            name: None,
            picture: Picture::Gantt,
            group_by: None,
            weeks: Weeks::default(),
            slack: true,
        }
    }
}

/// Above so many rows the axis is repeated at the bottom.
const TALL: usize = 40;

/// At most so many missed deadlines are said above the chart; every one is marked in its row.
const LATE_SHOWN: usize = 3;

/// Draws a plan in lines of at most `options.width` cells, forty at least.
#[must_use]
pub fn layout(plan: &Plan, schedule: &Schedule, options: &TerminalOptions) -> TerminalChart {
    let reader = Reader::of(plan, schedule);
    let width = options.width.max(40);
    let mut chart = TerminalChart::default();
    let mut chosen = Rows::of(&reader, &options.selection, options.bounds);
    let heads = groups::arrange(&reader, &mut chosen.ids, (options.picture, options.group_by));
    let is_outline = options.picture == Picture::Gantt && options.group_by.is_none();
    let flat = (!is_outline).then_some(if heads.is_empty() { 0 } else { 2 });
    let rows = &chosen.ids;
    heading(&Summary::of(&reader, &chosen), options.name.as_deref(), width, &mut chart);
    let names = names_width(&reader, rows, (flat, width));
    let cells = width - names - GUTTER;
    let timed: Vec<TaskId> = rows.iter().copied().filter(|id| chosen.asked_for(*id)).collect();
    let Some(scale) = Scale::of(&reader, &timed, cells, (options.bounds.from, options.bounds.to)) else {
        let none = "There is no work in this plan yet. A line such as `task design 5d` is a beginning.";
        chart.say(if plan.tasks.is_empty() { none } else { "No item of the plan is among those asked for." }, Mark::Plain);
        return chart;
    };
    let axis = axis::Axis::of(&reader, &scale, options.weeks);
    axis.draw_top(names + GUTTER, &mut chart);
    let mut used = bars::Used::default();
    let mut heads = heads.iter().peekable();
    for (index, id) in rows.iter().enumerate() {
        if let Some(head) = heads.next_if(|head| head.first == index) {
            chart.say(&shorten(&printable(&head.title), width), Mark::Strong);
        }
        let line = bars::row(&reader, &scale, &axis, (*id, options.slack), &mut used);
        let gutter = gutter_piece(&reader, *id, &mut used);
        chart.row(name_piece(&reader, *id, (flat, names)), gutter, &line);
    }
    if TALL < rows.len() {
        axis.draw_bottom(names + GUTTER, &mut chart);
    }
    chart.lines.push(Vec::new());
    chart.lines.extend(bars::legend(&used, &axis, width));
    chart
}

/// The cells between names and chart, with the mark of the critical path.
const GUTTER: usize = 3;

fn heading(summary: &Summary<'_>, name: Option<&str>, width: usize, chart: &mut TerminalChart) {
    let titles: Vec<&str> = [summary.title, name.unwrap_or("")].into_iter().filter(|title| !title.is_empty()).collect();
    if !titles.is_empty() {
        chart.say(&shorten(&printable(&titles.join(" · ")), width), Mark::Strong);
    }
    if !summary.is_empty() {
        for line in summary.lines(width) {
            chart.say(&shorten(&printable(&line), width), Mark::Faint);
        }
    }
    for sentence in summary.late.iter().take(LATE_SHOWN) {
        wrap(&printable(sentence), width).iter().for_each(|line| chart.say(line, Mark::Late));
    }
    let more = summary.late.len().saturating_sub(LATE_SHOWN);
    if 0 < more {
        chart.say(&format!("and {}", phrase::count(more, "more missed deadline")), Mark::Late);
    }
    if !chart.lines.is_empty() {
        chart.lines.push(Vec::new());
    }
}

/// Returns how wide the names are: as they need, at most two fifths of the line.
fn names_width(reader: &Reader<'_>, rows: &[TaskId], (flat, width): (Option<usize>, usize)) -> usize {
    let widest = rows.iter().map(|id| indent(reader, *id, flat) + display_width(&printable(reader.plan.title(*id)))).max();
    widest.unwrap_or(0).clamp(8, width * 2 / 5)
}

/// Returns how far a name is indented: as deep as its item lies, or all alike where the chart is no outline.
fn indent(reader: &Reader<'_>, id: TaskId, flat: Option<usize>) -> usize {
    flat.unwrap_or(usize::from(reader.plan.tasks[id].level.saturating_sub(1)) * 2)
}

fn name_piece(reader: &Reader<'_>, id: TaskId, (flat, width): (Option<usize>, usize)) -> Piece {
    let margin = indent(reader, id, flat).min(width.saturating_sub(8));
    let printable = printable(reader.plan.title(id));
    let name = shorten(&printable, width - margin);
    let room = width - margin - display_width(&name);
    let is_critical = reader.dates(id).is_some_and(|dates| dates.critical);
    let mark = match reader.plan.tasks[id].kind {
        Kind::Phase if reader.is_late(id) => Mark::Late,
        Kind::Phase => Mark::Strong,
        Kind::Task | Kind::Milestone if reader.is_done(id) => Mark::Faint,
        Kind::Task | Kind::Milestone if reader.is_late(id) || reader.is_overdue(id) => Mark::Late,
        Kind::Task | Kind::Milestone if is_critical => Mark::Critical,
        Kind::Task | Kind::Milestone => Mark::Plain,
    };
    // Behind a name that runs to the left the line goes on to the right, or a terminal that turns such text turns the cells too.
    let onward = if name.chars().any(runs_left) { "\u{200e}" } else { "" };
    Piece { text: format!("{:margin$}{name}{onward}{:room$}", "", ""), mark }
}

/// Tells whether a character belongs to a script that is written to the left: Hebrew, Arabic and their neighbours.
const fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

fn gutter_piece(reader: &Reader<'_>, id: TaskId, used: &mut bars::Used) -> Piece {
    let is_path = reader.plan.tasks[id].kind != Kind::Phase && reader.dates(id).is_some_and(|dates| dates.critical);
    used.path |= is_path;
    Piece { text: format!(" {} ", if is_path { bars::PATH } else { ' ' }), mark: Mark::Critical }
}

impl TerminalChart {
    fn say(&mut self, text: &str, mark: Mark) {
        self.lines.push(vec![Piece { text: text.to_owned(), mark }]);
    }

    /// Adds a line of a name, the gutter and cells, neighbours of one kind put together and spaces at the end left out.
    fn row(&mut self, name: Piece, gutter: Piece, cells: &[(char, Mark)]) {
        let mut pieces = vec![name, gutter];
        let last = cells.iter().rposition(|(c, _)| *c != ' ').map_or(0, |n| n + 1);
        for (c, mark) in cells.iter().take(last) {
            match pieces.last_mut() {
                Some(piece) if piece.mark == *mark => piece.text.push(*c),
                Some(_) | None => pieces.push(Piece { text: c.to_string(), mark: *mark }),
            }
        }
        self.lines.push(pieces);
    }
}
