//! A chart as SVG.
//!
//! The shell (attributes, title, style, markers) is an `svg` document; rows and links are streamed into it, because a tree
//! of nodes costs fifty times as much as the text that it becomes. One element a line, so that a version control system
//! shows which task changed.

mod pen;
mod style;

use std::io;

use svg::Document;
use svg::node::Blob;
use svg::node::element::{Definitions, Style};

use crate::model::Kind;
use crate::view::chart::theme::Palette;
use crate::view::chart::{
    AXIS, Anchor, Arrow, AsOf, BASELINE, Bar, Chart, DIAMOND, Entry, Flag, Heading, LINE, Label, MARGIN, Paths, Px, ROW, Route, Row,
    SEPARATOR, State, Swatch, Theme, Tick, Words,
};
use pen::Pen;

/// Writes `chart` as one SVG document.
///
/// # Errors
/// Whatever `out` answers.
pub fn write(chart: &Chart<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    write_in(chart, chart.theme, out)
}

fn write_in(chart: &Chart<'_>, theme: Theme, out: &mut dyn io::Write) -> io::Result<()> {
    let shell = shell(chart, theme).to_string();
    let (head, foot) = shell.rsplit_once("</svg>").unwrap_or((&shell, ""));
    let mut pen = Pen::new(out);
    pen.raw(head);
    frame(chart, &mut pen);
    for arrow in &chart.arrows {
        link(arrow, &mut pen)?;
    }
    for lag in chart.arrows.iter().filter_map(|arrow| arrow.lag.as_deref()) {
        let class = if lag.anchor == Anchor::Start { "l q" } else { "l q e" };
        text(&mut pen, class, lag.x, lag.y).text(&lag.text).raw("</text>\n");
    }
    if let Some(x) = chart.as_of.as_ref().and_then(|as_of| as_of.line) {
        pen.raw("<path class=\"n\" d=\"M").px(x).raw(" ").px(chart.frame.axis_top).raw("V").px(chart.frame.bottom).raw("\"/>\n");
    }
    axis(chart, &mut pen);
    rows(chart, &mut pen)?;
    shades(chart, &mut pen);
    if let Some(as_of) = &chart.as_of {
        pill(chart, as_of, &mut pen);
    }
    legend(chart, &mut pen);
    pen.raw("</svg>").raw(foot).raw("\n");
    pen.finish()
}

/// So many rows are written by two threads, half each; what the second writes waits in memory.
const SHARED: usize = 4_096;

/// Below so many rows a second thread is not worth its beginning.
const WORTH_SHARING: usize = 1_024;

/// Writes the rows, two threads at a time where there are many. The bytes are the same.
fn rows(chart: &Chart<'_>, pen: &mut Pen<'_>) -> io::Result<()> {
    let mut paths = Paths::default();
    for piece in chart.rows.chunks(SHARED) {
        if piece.len() < WORTH_SHARING {
            some_rows(chart, piece, &mut paths, pen)?;
            continue;
        }
        let (first, second) = piece.split_at(piece.len() / 2);
        let mut ahead = paths.clone();
        let second = || -> io::Result<(Vec<u8>, Paths)> {
            let mut bytes = Vec::new();
            let mut pen = Pen::new(&mut bytes);
            some_rows(chart, second, &mut ahead, &mut pen)?;
            pen.finish()?;
            Ok((bytes, ahead))
        };
        let (written, rest) = std::thread::scope(|scope| {
            let second = scope.spawn(second);
            (some_rows(chart, first, &mut paths, pen), second.join())
        });
        written?;
        let (bytes, ahead) = rest.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        pen.bytes(&bytes)?;
        paths = ahead;
    }
    Ok(())
}

fn some_rows<'p>(chart: &Chart<'p>, rows: &[Row<'p>], paths: &mut Paths, pen: &mut Pen<'_>) -> io::Result<()> {
    let words = Words::of(chart);
    let mut sentence = String::new();
    for item in rows {
        sentence.clear();
        words.describe(item, &mut sentence);
        row(chart, item, (paths.next(chart.plan, item.task), &sentence), pen)?;
    }
    Ok(())
}

/// Returns `chart` as one SVG document.
#[must_use]
pub fn to_string(chart: &Chart<'_>) -> String {
    in_memory(chart, chart.theme)
}

/// Returns `chart` as a document for a renderer that knows no media queries: where the theme would follow the reader's
/// screen, it is light.
#[cfg(any(feature = "png", feature = "pdf"))]
pub(super) fn for_renderer(chart: &Chart<'_>) -> String {
    let theme = if chart.theme == Theme::Auto { Theme::Light } else { chart.theme };
    in_memory(chart, theme)
}

fn in_memory(chart: &Chart<'_>, theme: Theme) -> String {
    let mut bytes = Vec::with_capacity(8_000 + chart.rows.len() * 500);
    write_in(chart, theme, &mut bytes).expect("writing to memory does not fail");
    String::from_utf8(bytes).expect("only text is written")
}

/// Returns a path of ids as a part of an XML id.
pub(super) fn id(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    pen::id(&mut out, path);
    out
}

/// Returns the rules of a theme for wherever `prefix` holds: nested, so that they win over those of a picture inside.
pub(super) fn rules_within(palette: &Palette, prefix: &str) -> String {
    format!("{prefix}{{\n{}}}\n", style::coloured(palette))
}

/// Returns the mark of an entry of the legend as a picture of its own.
pub(super) fn mark(entry: &Entry) -> String {
    let mut bytes = Vec::new();
    let mut pen = Pen::new(&mut bytes);
    let width = entry.text_x - entry.x - Px::of(5);
    pen.raw("<svg class=\"gantline\" aria-hidden=\"true\" width=\"").px(width).raw("\" height=\"20\">");
    swatch(&mut pen, &Entry { x: Px::of(1), y: Px::of(10), ..entry.clone() });
    pen.raw("</svg>");
    pen.finish().expect("writing to memory does not fail");
    String::from_utf8_lossy(&bytes).replace('\n', "")
}

fn shell(chart: &Chart<'_>, theme: Theme) -> Document {
    let number = |px: Px| {
        let mut text = String::new();
        pen::number(&mut text, px);
        text
    };
    let element = |name: &str, text: &str| {
        let mut line = format!("<{name}>");
        pen::text(&mut line, text);
        line.push_str("</");
        line.push_str(name);
        line.push('>');
        Blob::new(line)
    };
    let (width, height) = (number(chart.width), number(chart.height));
    Document::new()
        .set("viewBox", format!("0 0 {width} {height}"))
        .set("width", width)
        .set("height", height)
        .set("class", "gantline")
        .set("role", "img")
        .set("direction", "ltr")
        .add(element("title", &chart.heading.title))
        .add(element("desc", &chart.description))
        .add(Style::new(style::rules(theme)))
        .add(Definitions::new().add(Blob::new(style::DEFINITIONS)))
}

/// Writes the lines below the title, what is late at the end of the last.
fn summary(heading: &Heading<'_>, pen: &mut Pen<'_>) {
    for (index, line) in heading.summary.iter().enumerate() {
        text(pen, "q u", MARGIN, Px::of(60) + LINE.times(index)).text(line);
        if index + 1 == heading.summary.len() && !heading.alarm.is_empty() {
            pen.raw(if line.is_empty() { "" } else { SEPARATOR }).raw("<tspan class=\"k\">").text(&heading.alarm).raw("</tspan>");
        }
        pen.raw("</text>\n");
    }
}

/// Writes what lies behind everything: paper, title, grid.
fn frame(chart: &Chart<'_>, pen: &mut Pen<'_>) {
    let frame = &chart.frame;
    pen.raw("<rect class=\"p\" width=\"").px(chart.width).raw("\" height=\"").px(chart.height).raw("\"/>\n");
    text(pen, "h", MARGIN, Px::of(38)).text(&chart.heading.title).raw("</text>\n");
    summary(&chart.heading, pen);
    let middle = frame.axis_top + AXIS.half();
    let bottom = if frame.repeated { frame.bottom + AXIS } else { frame.bottom };
    let middle_below = frame.bottom + AXIS.half();
    lines(pen, &chart.axis.lower, (middle, if frame.repeated { middle_below } else { bottom }));
    lines(pen, &chart.axis.upper, (frame.axis_top, bottom));
    pen.raw("<path class=\"g\" d=\"M").px(MARGIN).raw(" ").px(frame.top).raw("H").px(frame.right);
    if frame.repeated {
        pen.raw("M").px(MARGIN).raw(" ").px(frame.bottom).raw("H").px(frame.right);
    }
    for row in chart.rows.iter().filter(|row| row.parted) {
        pen.raw("M").px(MARGIN).raw(" ").px(row.top).raw("H").px(frame.right);
    }
    pen.raw("\"/>\n");
}

/// Writes the words of the axis, which the line of the status date runs behind.
fn axis(chart: &Chart<'_>, pen: &mut Pen<'_>) {
    let frame = &chart.frame;
    let (upper, lower) = (frame.axis_top + Px::of(15), frame.axis_top + Px::of(36));
    tier(pen, "b r", &chart.axis.upper, upper);
    tier(pen, "q r", &chart.axis.lower, lower);
    for column in &chart.columns {
        text(pen, "c", column.right, lower).raw(column.column.name()).raw("</text>\n");
    }
    if frame.repeated {
        tier(pen, "q r", &chart.axis.lower, frame.bottom + Px::of(16));
        tier(pen, "b r", &chart.axis.upper, frame.bottom + Px::of(37));
    }
}

/// Begins a text of a row, whose baseline is the row's zero.
fn words_at<'a, 'w>(pen: &'a mut Pen<'w>, class: &str, x: Px) -> &'a mut Pen<'w> {
    pen.raw("<text");
    if !class.is_empty() {
        pen.raw(" class=\"").raw(class).raw("\"");
    }
    pen.raw(" x=\"").px(x).raw("\">")
}

/// Begins a text.
fn text<'a, 'w>(pen: &'a mut Pen<'w>, class: &str, x: Px, y: Px) -> &'a mut Pen<'w> {
    pen.raw("<text");
    if !class.is_empty() {
        pen.raw(" class=\"").raw(class).raw("\"");
    }
    pen.raw(" x=\"").px(x).raw("\" y=\"").px(y).raw("\">")
}

fn lines(pen: &mut Pen<'_>, ticks: &[Tick], (top, bottom): (Px, Px)) {
    if ticks.iter().all(|tick| tick.line.is_none()) {
        return;
    }
    pen.raw("<path class=\"g\" d=\"");
    for x in ticks.iter().filter_map(|tick| tick.line) {
        pen.raw("M").px(x).raw(" ").px(top).raw("V").px(bottom);
    }
    pen.raw("\"/>\n");
}

fn tier(pen: &mut Pen<'_>, class: &str, ticks: &[Tick], y: Px) {
    for (x, label) in ticks.iter().filter_map(|tick| tick.label.as_ref()) {
        text(pen, class, *x, y).text(label).raw("</text>\n");
    }
}

fn link(arrow: &Arrow, pen: &mut Pen<'_>) -> io::Result<()> {
    pen.raw(if arrow.critical { "<path class=\"dc\" d=\"" } else { "<path class=\"d\" d=\"" });
    route(&arrow.route, pen);
    pen.raw("\"/>\n");
    pen.flush_if_full()
}

/// The radius of a corner of a link.
const CORNER: Px = Px::of(3);

/// Writes a polyline with rounded corners.
fn route(route: &Route, pen: &mut Pen<'_>) {
    let points = route.points();
    let Some((first, rest)) = points.split_first() else { return };
    pen.raw("M").px(first.0).raw(" ").px(first.1);
    let mut at = *first;
    for (index, point) in rest.iter().enumerate() {
        let Some(next) = rest.get(index + 1) else {
            step(pen, at, *point);
            break;
        };
        let size = |a: (Px, Px), b: (Px, Px)| Px((b.0 - a.0).0.abs() + (b.1 - a.1).0.abs());
        let last = rest.len() == index + 2;
        let radius = CORNER.min(size(at, *point)).min(if last { size(*point, *next) } else { size(*point, *next).half() });
        let towards = |a: Px, b: Px| if a < b { radius } else { -radius };
        let (before, after) = if at.0 == point.0 {
            ((point.0, point.1 - towards(at.1, point.1)), (point.0 + towards(point.0, next.0), point.1))
        } else {
            ((point.0 - towards(at.0, point.0), point.1), (point.0, point.1 + towards(point.1, next.1)))
        };
        step(pen, at, before);
        let turn = |a: (Px, Px), b: (Px, Px)| (b.0 - a.0, b.1 - a.1);
        let (corner, end) = (turn(before, *point), turn(before, after));
        pen.raw("q").px(corner.0).raw(" ").px(corner.1).raw(" ").px(end.0).raw(" ").px(end.1);
        at = after;
    }
}

fn step(pen: &mut Pen<'_>, from: (Px, Px), to: (Px, Px)) {
    if from.1 != to.1 {
        pen.raw("V").px(to.1);
    } else if from.0 != to.0 {
        pen.raw("H").px(to.0);
    }
}

fn row(chart: &Chart<'_>, row: &Row<'_>, (path, sentence): (&str, &str), pen: &mut Pen<'_>) -> io::Result<()> {
    pen.raw("<g id=\"t-").id(path).raw("\" transform=\"translate(0 ").px(row.top + BASELINE).raw(")\">\n");
    pen.raw("<title>").text(sentence).raw("</title>\n");
    let is_phase = chart.plan.tasks.as_slice().get(row.task.0 as usize).is_some_and(|task| task.kind == Kind::Phase);
    words_at(pen, if is_phase { "b" } else { "" }, row.name_x).text(&row.name).raw("</text>\n");
    for (cell, column) in row.cells.iter().zip(&chart.columns).filter(|(cell, _)| !cell.is_empty()) {
        words_at(pen, "c", column.right).text(cell).raw("</text>\n");
    }
    if let Some((left, right)) = row.slack {
        // Without its end cap where it goes on beyond the picture.
        pen.raw(if right < chart.frame.right { "<path class=\"w\" d=\"M" } else { "<path class=\"w wo\" d=\"M" })
            .px(left)
            .raw(" 0H")
            .px(right)
            .raw("\"/>\n");
    }
    match row.bar {
        Some(Bar::Task { left, right, done, unestimated }) => task(pen, row, (left, done, right), unestimated),
        Some(Bar::Phase { left, right }) => phase(pen, (left, right)),
        Some(Bar::Milestone { x, gate }) => milestone(pen, row, x, gate),
        None => {}
    }
    runs_on(pen, row);
    if let Some(deadline) = &row.deadline {
        flag(pen, deadline);
    }
    for label in row.label.as_deref().into_iter().chain(row.edge.as_deref()) {
        words(pen, label);
    }
    pen.raw("</g>\n");
    pen.flush_if_full()
}

fn rect(pen: &mut Pen<'_>, class: &str, left: Px, right: Px) {
    pen.raw("<rect class=\"").raw(class).raw("\" x=\"").px(left).raw("\" y=\"-12\" width=\"").px(right - left);
    pen.raw("\" height=\"16\" rx=\"3\"/>\n");
}

fn task(pen: &mut Pen<'_>, row: &Row<'_>, (left, done, right): (Px, Px, Px), unestimated: bool) {
    let (to_do, filled) = match (row.critical, unestimated) {
        (false, false) => ("t", "f"),
        (true, false) => ("tc", "fc"),
        (false, true) => ("t v", "f"),
        (true, true) => ("tc v", "fc"),
    };
    rect(pen, if row.state == State::Done { filled } else { to_do }, left, right);
    if row.state == State::Done {
        return;
    }
    if row.state == State::Overdue {
        rect(pen, "x", done, right);
    }
    if left < done {
        rect(pen, filled, left, done);
    } else if row.is_only_begun() {
        // Its start stands firm.
        pen.raw("<path class=\"").raw(filled).raw(" j\" d=\"M").px(left).raw("-15V7\"/>\n");
    }
}

/// Writes the arrowheads that tell of a bar that it began before the picture or goes on after it.
fn runs_on(pen: &mut Pen<'_>, row: &Row<'_>) {
    let Some(bar) = row.bar else { return };
    let class = match bar {
        Bar::Phase { .. } => "m z",
        Bar::Task { .. } | Bar::Milestone { .. } if row.critical => "m fc",
        Bar::Task { .. } | Bar::Milestone { .. } => "m f",
    };
    if row.runs_on.0 {
        pen.raw("<path class=\"").raw(class).raw("\" d=\"M").px(bar.left() - Px::of(4)).raw("-8l-5 4 5 4z\"/>\n");
    }
    if row.runs_on.1 {
        pen.raw("<path class=\"").raw(class).raw("\" d=\"M").px(bar.right() + Px::of(4)).raw("-8l5 4-5 4z\"/>\n");
    }
}

fn phase(pen: &mut Pen<'_>, (left, right): (Px, Px)) {
    let tick = Px::of(5).min((right - left).half());
    pen.raw("<path class=\"z\" d=\"M").px(left).raw("-10H").px(right).raw("v10l").px(-tick).raw("-5H").px(left + tick);
    pen.raw("l").px(-tick).raw(" 5z\"/>\n");
}

fn diamond(pen: &mut Pen<'_>, class: &str, (x, y): (Px, Px), size: Px) {
    pen.raw("<path class=\"").raw(class).raw("\" d=\"M").px(x - size).raw(" ").px(y).raw("l").px(size).raw(" ").px(-size).raw(" ").px(size);
    pen.raw(" ").px(size).raw(" ").px(-size).raw(" ").px(size).raw("z\"/>\n");
}

fn milestone(pen: &mut Pen<'_>, row: &Row<'_>, x: Px, gate: Option<bool>) {
    let middle = (x, Px::of(-4));
    let (open, done) = if row.critical { ("tc", "fc") } else { ("t", "f") };
    diamond(pen, if row.state == State::Done { done } else { open }, middle, DIAMOND);
    match gate {
        None => {}
        Some(false) if row.state == State::Done => diamond(pen, "i", middle, Px::of(4)),
        Some(false) => diamond(pen, done, middle, Px::of(4)),
        Some(true) => {
            pen.raw("<path class=\"yc\" d=\"M").px(x - Px::of(3)).raw("-7l6 6m0-6l-6 6\"/>\n");
        }
    }
}

fn flag(pen: &mut Pen<'_>, flag: &Flag) {
    pen.raw(if flag.missed_to.is_some() { "<path class=\"yc\" d=\"M" } else { "<path class=\"y\" d=\"M" });
    pen.px(flag.x).raw(" 7V-17l7 2.5-7 2.5");
    if let Some(to) = flag.missed_to.filter(|to| flag.x < *to) {
        pen.raw("M").px(flag.x).raw(" 7H").px(to);
    }
    pen.raw("\"/>\n");
}

fn words(pen: &mut Pen<'_>, label: &Label<'_>) {
    words_at(pen, if label.anchor == Anchor::Start { "l" } else { "l e" }, label.x);
    let mut first = true;
    for (class, part) in [("b", &*label.name), ("q", &label.detail), ("k", &label.alarm)] {
        if part.is_empty() {
            continue;
        }
        pen.raw("<tspan class=\"").raw(class);
        pen.raw(if first { "\">" } else { "\" dx=\"8\">" }).text(part).raw("</tspan>");
        first = false;
    }
    pen.raw("</text>\n");
}

/// Writes the days off. They lie over the rows, so that a bar shows them too.
fn shades(chart: &Chart<'_>, pen: &mut Pen<'_>) {
    let height = chart.frame.bottom - chart.frame.top;
    for shade in &chart.shades {
        pen.raw(if shade.holiday.is_some() { "<rect class=\"o\" x=\"" } else { "<rect class=\"s\" x=\"" });
        pen.px(shade.left)
            .raw("\" y=\"")
            .px(chart.frame.top)
            .raw("\" width=\"")
            .px(shade.right - shade.left)
            .raw("\" height=\"")
            .px(height);
        match shade.holiday.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => pen.raw("\">\n<title>").text(name).raw("</title>\n</rect>\n"),
            None => pen.raw("\"/>\n"),
        };
    }
}

fn pill(chart: &Chart<'_>, as_of: &AsOf, pen: &mut Pen<'_>) {
    let top = chart.frame.axis_top - Px::of(20);
    pen.raw("<rect class=\"np\" x=\"").px(as_of.left).raw("\" y=\"").px(top).raw("\" width=\"").px(as_of.right - as_of.left);
    pen.raw("\" height=\"20\" rx=\"10\"/>\n");
    let middle = as_of.left + (as_of.right - as_of.left).half();
    text(pen, "nt", middle, top + Px::of(14)).text(&as_of.label).raw("</text>\n");
}

fn legend(chart: &Chart<'_>, pen: &mut Pen<'_>) {
    let legend = &chart.legend;
    pen.raw("<path class=\"g\" d=\"M").px(MARGIN).raw(" ").px(legend.top).raw("H").px(chart.frame.right).raw("\"/>\n");
    for entry in &legend.entries {
        swatch(pen, entry);
        text(pen, "q", entry.text_x, entry.y + Px::of(4)).text(&entry.text).raw("</text>\n");
    }
}

fn swatch(pen: &mut Pen<'_>, entry: &Entry) {
    let (x, y) = (entry.x, entry.y);
    let at = |pen: &mut Pen<'_>, drawing: &str| {
        pen.raw("<g transform=\"translate(").px(x).raw(" ").px(y).raw(")\">\n").raw(drawing).raw("</g>\n");
    };
    let bar = |class: &str, width: i32| format!("<rect class=\"{class}\" y=\"-6\" width=\"{width}\" height=\"12\" rx=\"3\"/>\n");
    let square = |class: &str| format!("<rect class=\"{class}\" y=\"-8\" width=\"16\" height=\"16\"/>\n");
    let patch = |class: &str| square(class) + &square("sf");
    match entry.swatch {
        Swatch::Task => at(pen, &bar("t", 26)),
        Swatch::PartDone => at(pen, &(bar("t", 26) + &bar("f", 14))),
        Swatch::Critical => at(pen, &bar("tc", 26)),
        Swatch::CriticalPartDone => at(pen, &(bar("tc", 26) + &bar("fc", 14))),
        Swatch::Begun => at(pen, &(bar("t", 26) + "<path class=\"f j\" d=\"M0-9V9\"/>\n")),
        Swatch::Unestimated => at(pen, &bar("t v", 26)),
        Swatch::Overdue => at(pen, &(bar("t", 26) + &bar("x", 26))),
        Swatch::Phase => at(pen, "<path class=\"z\" d=\"M0-4H26v9l-5-4H5l-5 4z\"/>\n"),
        Swatch::Milestone => diamond(pen, "t", (x + Px::of(8), y), Px::of(7)),
        Swatch::Gate => {
            diamond(pen, "t", (x + Px::of(8), y), Px::of(7));
            diamond(pen, "f", (x + Px::of(8), y), Px(35));
        }
        Swatch::Slack => at(pen, "<path class=\"w\" d=\"M0 0H26\"/>\n"),
        Swatch::Deadline => at(pen, "<path class=\"y\" d=\"M2 8V-8l7 2.5-7 2.5\"/>\n"),
        Swatch::Missed => at(pen, "<path class=\"yc\" d=\"M2 8H26\"/>\n<path class=\"yc\" d=\"M2 8V-8l7 2.5-7 2.5\"/>\n"),
        Swatch::AsOf => at(pen, "<path class=\"n\" d=\"M0 0H26\"/>\n"),
        Swatch::NotWorked => at(pen, &patch("s")),
        Swatch::Holiday => at(pen, &patch("o")),
        Swatch::Link => at(pen, "<path class=\"d\" d=\"M0 0H26\"/>\n"),
    }
}

/// The height of a row, which the drawings above assume.
const _: () = assert!(ROW.0 == 280);
