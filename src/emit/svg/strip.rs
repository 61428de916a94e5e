//! The load of people under a chart.

use super::pen::Pen;
use super::{lines, shades, text};
use crate::view::chart::{Chart, LoadColumn, MARGIN, Px, Strip, Strips};

/// Writes the strips, if there are any.
pub(super) fn strips(chart: &Chart<'_>, pen: &mut Pen<'_>) {
    if chart.strips.list.is_empty() {
        return;
    }
    let strips = &chart.strips;
    text(pen, "q", MARGIN, strips.baseline).raw(strips.title);
    match strips.apart {
        Some((right, left)) => {
            pen.raw("</text>\n");
            text(pen, "c", right, strips.baseline).raw(strips.heading).raw("</text>\n");
            text(pen, "q", left, strips.baseline).raw(strips.key).raw("</text>\n");
        }
        None => {
            let comma = if strips.heading.is_empty() { "" } else { ", " };
            pen.raw(comma).raw(strips.heading).raw(": ").raw(strips.key).raw("</text>\n");
        }
    }
    time(chart, pen);
    for strip in &strips.list {
        one(chart, strip, pen);
    }
}

/// Writes the time line of the chart behind the strips: days off, weeks, the status date.
fn time(chart: &Chart<'_>, pen: &mut Pen<'_>) {
    let Some(height) = chart.strips.span() else { return };
    shades::behind(chart, height, pen);
    lines(pen, &chart.axis.lower, height);
    lines(pen, &chart.axis.upper, height);
    if let Some(x) = chart.as_of.as_ref().and_then(|as_of| as_of.line) {
        pen.raw("<path class=\"n\" d=\"M").px(x).raw(" ").px(height.0).raw("V").px(height.1).raw("\"/>\n");
    }
}

fn one(chart: &Chart<'_>, strip: &Strip, pen: &mut Pen<'_>) {
    let (left, right) = (chart.frame.left, chart.frame.right);
    pen.raw("<g id=\"w-").id(&strip.id).raw("\">\n");
    text(pen, "", MARGIN, strip.baseline).text(&strip.name).raw("</text>\n");
    text(pen, "c", left - Strips::SHARE_GAP, strip.baseline).text(&strip.share).raw("</text>\n");
    for y in [strip.full, strip.foot] {
        pen.raw("<path class=\"g\" d=\"M").px(left).raw(" ").px(y).raw("H").px(right).raw("\"/>\n");
    }
    for column in &strip.columns {
        pen.raw(if column.over { "<rect class=\"tc\" x=\"" } else { "<rect class=\"t\" x=\"" }).px(column.left);
        pen.raw("\" y=\"").px(column.top).raw("\" width=\"").px(column.right - column.left);
        pen.raw("\" height=\"").px(strip.foot - column.top).raw("\">\n<title>").text(&strip.name).raw(", ").text(&column.words);
        pen.raw("</title>\n</rect>\n");
        if column.over {
            too_much(strip, column, pen);
        }
    }
    pen.raw("</g>\n");
}

/// Writes what stands on a column that is too high: the line of all hours, a break where it would go on, how much it is.
fn too_much(strip: &Strip, column: &LoadColumn, pen: &mut Pen<'_>) {
    let (left, right) = (column.left, column.right);
    let middle = left + (right - left).half();
    if column.top < strip.full {
        pen.raw("<path class=\"vf\" d=\"M").px(left).raw(" ").px(strip.full).raw("H").px(right).raw("\"/>\n");
    }
    if column.capped && Px::of(14) < right - left {
        pen.raw("<path class=\"vc\" d=\"M").px(middle - Px::of(6)).raw(" ").px(column.top + Px::of(5)).raw("l5-9m3 9l5-9\"/>\n");
    }
    if !column.label.is_empty() {
        text(pen, "vt", middle, strip.foot - Px::of(5)).text(&column.label).raw("</text>\n");
    }
}
