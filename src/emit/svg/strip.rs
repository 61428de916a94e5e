//! The load of people under a chart.

use super::pen::Pen;
use super::text;
use crate::view::chart::{Chart, MARGIN, Px, Strip};

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
    for strip in &strips.list {
        one(chart, strip, pen);
    }
}

fn one(chart: &Chart<'_>, strip: &Strip, pen: &mut Pen<'_>) {
    let (left, right) = (chart.frame.left, chart.frame.right);
    pen.raw("<g id=\"w-").id(&strip.id).raw("\">\n");
    text(pen, "", MARGIN, strip.baseline).text(&strip.name).raw("</text>\n");
    text(pen, "c", left - Px::of(10), strip.baseline).text(&strip.share).raw("</text>\n");
    for column in &strip.columns {
        pen.raw(if column.over { "<rect class=\"tc\" x=\"" } else { "<rect class=\"t\" x=\"" }).px(column.left);
        pen.raw("\" y=\"").px(column.top).raw("\" width=\"").px(column.right - column.left);
        pen.raw("\" height=\"").px(strip.foot - column.top).raw("\">\n<title>").text(&strip.name).raw(", ").text(&column.words);
        pen.raw("</title>\n</rect>\n");
    }
    for y in [strip.full, strip.foot] {
        pen.raw("<path class=\"g\" d=\"M").px(left).raw(" ").px(y).raw("H").px(right).raw("\"/>\n");
    }
    pen.raw("</g>\n");
}
