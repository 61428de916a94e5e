//! A chart as SVG.
//!
//! The shell (attributes, title, style, markers) is an `svg` document; rows and links are streamed into it, because a tree
//! of nodes costs fifty times as much as the text that it becomes. One element a line, so that a version control system
//! shows which task changed.

pub(super) mod hue;
mod legend;
mod link;
mod parts;
mod pen;
mod row;
mod shades;
mod strip;
mod style;

use std::io;

use svg::Document;
use svg::node::Blob;
use svg::node::element::{Definitions, Style};

use crate::view::chart::theme::Palette;
use crate::view::chart::{
    AXIS, Anchor, AsOf, BASELINE, Chart, Entry, Heading, LINE, MARGIN, Px, ROW, SEPARATOR, TITLE_LINE, Theme, Tick, column_heading,
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
    let mut pen = Pen::new(out, chart.style.radius);
    pen.raw(head);
    paper(chart, &mut pen);
    shades::under(chart, &mut pen);
    frame(chart, &mut pen);
    parts::write(chart, &mut pen)?;
    shades::through(chart, &mut pen);
    if let Some(as_of) = &chart.as_of {
        pill(chart, as_of, &mut pen);
    }
    strip::strips(chart, &mut pen);
    legend::legend(chart, &mut pen);
    pen.raw("</svg>").raw(foot).raw("\n");
    pen.finish()
}

/// Writes what lies over the links and under the rows.
fn between(chart: &Chart<'_>, pen: &mut Pen<'_>) {
    for lag in chart.arrows.iter().filter_map(|arrow| arrow.lag.as_deref()) {
        let class = if lag.anchor == Anchor::Start { "l q" } else { "l q e" };
        text(pen, class, lag.x, lag.y).text(&lag.text).raw("</text>\n");
    }
    let height = (chart.frame.axis_top, chart.frame.bottom);
    for (x, from, to) in chart.as_of.as_ref().map(|as_of| as_of.parts(height, &chart.rows)).unwrap_or_default() {
        pen.raw("<path class=\"n\" d=\"M").px(x).raw(" ").px(from).raw("V").px(to).raw("\"/>\n");
    }
    axis(chart, pen);
    heads(chart, pen);
}

/// Writes what stands over groups of rows.
fn heads(chart: &Chart<'_>, pen: &mut Pen<'_>) {
    for head in &chart.heads {
        text(pen, "b", MARGIN, head.top + BASELINE).text(&head.title).raw("</text>\n");
    }
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
    pen::written(|out| pen::id(out, path))
}

/// Returns the rules of a theme for wherever `prefix` holds: nested, so that they win over those of a picture inside.
pub(super) fn rules_within(palette: &Palette, prefix: &str) -> String {
    format!("{prefix}{{\n{}}}\n", style::coloured(palette))
}

/// Returns the mark of an entry of the legend as a picture of its own.
pub(super) fn mark(entry: &Entry) -> String {
    let mut bytes = Vec::new();
    let mut pen = Pen::new(&mut bytes, Px::of(3));
    let width = entry.text_x - entry.x - Px::of(5);
    pen.raw("<svg class=\"gantline\" aria-hidden=\"true\" width=\"").px(width).raw("\" height=\"20\">");
    legend::swatch(&mut pen, &Entry { x: Px::of(1), y: Px::of(10), ..entry.clone() });
    pen.raw("</svg>");
    pen.finish().expect("writing to memory does not fail");
    String::from_utf8_lossy(&bytes).replace('\n', "")
}

fn shell(chart: &Chart<'_>, theme: Theme) -> Document {
    let number = |px: Px| pen::written(|out| pen::number(out, px));
    let element = |name: &str, text: &str| Blob::new(format!("<{name}>{}</{name}>", pen::written(|out| pen::text(out, text))));
    let (width, height) = (number(chart.width), number(chart.height));
    let shown = |px| number(chart.style.shown(px));
    let definitions = format!("{}{}", style::DEFINITIONS, hue::definitions(theme, chart.n_colours));
    Document::new()
        .set("viewBox", format!("0 0 {width} {height}"))
        .set("width", shown(chart.width))
        .set("height", shown(chart.height))
        .set("class", "gantline")
        .set("role", "img")
        .set("direction", "ltr")
        .add(element("title", &chart.heading.title))
        .add(element("desc", &chart.description))
        .add(Style::new(style::rules(theme, &chart.style, chart.n_colours)))
        .add(Definitions::new().add(Blob::new(definitions)))
}

/// Writes the lines below the title, what is late at the end of the last.
fn summary(heading: &Heading<'_>, pen: &mut Pen<'_>) {
    for (index, line) in heading.summary.iter().enumerate() {
        text(pen, "q u", MARGIN, heading.below_title() + LINE.times(index)).text(line);
        if index + 1 == heading.summary.len() && !heading.alarm.is_empty() {
            pen.raw(if line.is_empty() { "" } else { SEPARATOR }).raw("<tspan class=\"k\">").text(&heading.alarm).raw("</tspan>");
        }
        pen.raw("</text>\n");
    }
}

/// Writes what lies behind everything: paper and title.
fn paper(chart: &Chart<'_>, pen: &mut Pen<'_>) {
    pen.raw("<rect class=\"p\" width=\"").px(chart.width).raw("\" height=\"").px(chart.height).raw("\"/>\n");
    for (index, line) in chart.heading.shown.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        text(pen, "h", MARGIN, Px::of(38) + TITLE_LINE.times(index)).text(line).raw("</text>\n");
    }
    if let Some(page) = chart.page {
        text(pen, "q u e", chart.width - MARGIN, Px::of(38)).raw(&page.to_string()).raw("</text>\n");
    }
    summary(&chart.heading, pen);
}

/// Writes the lines of the axis, of phases and of groups, which links run over.
fn frame(chart: &Chart<'_>, pen: &mut Pen<'_>) {
    let frame = &chart.frame;
    let middle = frame.axis_top + AXIS.half();
    let bottom = if frame.repeated { frame.bottom + AXIS } else { frame.bottom };
    let middle_below = frame.bottom + AXIS.half();
    // What has no label has only a short tick, lest it pass through that of its neighbour.
    let (labelled, others): (Vec<&Tick>, Vec<&Tick>) = chart.axis.lower.iter().partition(|tick| tick.label.is_some());
    let below = |end: Px| if frame.repeated { end } else { bottom };
    lines(pen, labelled, (middle, below(middle_below)));
    lines(pen, others, (frame.top - TICK, below(frame.bottom + TICK)));
    lines(pen, chart.axis.upper.iter(), (frame.axis_top, bottom));
    pen.raw("<path class=\"g\" d=\"M").px(MARGIN).raw(" ").px(frame.top).raw("H").px(frame.right);
    if frame.repeated {
        pen.raw("M").px(MARGIN).raw(" ").px(frame.bottom).raw("H").px(frame.right);
    }
    let parted = chart.rows.iter().filter(|row| row.parted).map(|row| row.top);
    let heads = chart.heads.iter().map(|head| head.top).filter(|top| frame.top < *top);
    for top in parted.chain(heads) {
        pen.raw("M").px(MARGIN).raw(" ").px(top).raw("H").px(frame.right);
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
        text(pen, "c", column.right, lower).text(&column_heading(chart.plan, column.column)).raw("</text>\n");
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

fn lines<'a>(pen: &mut Pen<'_>, ticks: impl IntoIterator<Item = &'a Tick>, (top, bottom): (Px, Px)) {
    let mut lines = ticks.into_iter().filter_map(|tick| tick.line).peekable();
    if lines.peek().is_none() {
        return;
    }
    pen.raw("<path class=\"g\" d=\"");
    for x in lines {
        pen.raw("M").px(x).raw(" ").px(top).raw("V").px(bottom);
    }
    pen.raw("\"/>\n");
}

fn tier(pen: &mut Pen<'_>, class: &str, ticks: &[Tick], y: Px) {
    for (x, label) in ticks.iter().filter_map(|tick| tick.label.as_ref()) {
        text(pen, class, *x, y).text(label).raw("</text>\n");
    }
}

fn pill(chart: &Chart<'_>, as_of: &AsOf, pen: &mut Pen<'_>) {
    let top = chart.frame.axis_top - Px::of(20);
    pen.raw("<rect class=\"np\" x=\"").px(as_of.left).raw("\" y=\"").px(top).raw("\" width=\"").px(as_of.right - as_of.left);
    pen.raw("\" height=\"20\" rx=\"10\"/>\n");
    let middle = as_of.left + (as_of.right - as_of.left).half();
    text(pen, "nt", middle, top + Px::of(14)).text(&as_of.label).raw("</text>\n");
}

/// How far the line of a unit without a label reaches into its tier.
const TICK: Px = Px::of(5);

/// The height of a row, which the drawings above assume.
const _: () = assert!(ROW.0 == 280);
