//! The days that are not worked: shaded under everything, and faintly once more over it, so that a bar hints at them and
//! is not taken for two parts.

use super::pen::Pen;
use crate::view::chart::{Chart, Px, Shade};

/// Writes the days off as they lie under everything.
pub(super) fn under(chart: &Chart<'_>, pen: &mut Pen<'_>) {
    let height = chart.frame.bottom - chart.frame.top;
    for shade in &chart.shades {
        pen.raw(if shade.holiday.is_some() { "<rect class=\"o\" x=\"" } else { "<rect class=\"s\" x=\"" });
        pen.px(shade.left).raw("\" y=\"").px(chart.frame.top);
        pen.raw("\" width=\"").px(shade.right - shade.left).raw("\" height=\"").px(height);
        match shade.holiday.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => pen.raw("\">\n<title>").text(name).raw("</title>\n</rect>\n"),
            None => pen.raw("\"/>\n"),
        };
    }
}

/// Writes what of them is seen through bars, unless that is nothing.
pub(super) fn through(chart: &Chart<'_>, pen: &mut Pen<'_>) {
    if chart.shades.is_empty() || chart.style.palettes(chart.theme).0.shade_through == 0 {
        return;
    }
    pen.raw("<path class=\"s so\" d=\"");
    columns(chart.shades.iter(), (chart.frame.top, chart.frame.bottom), pen);
    pen.raw("\"/>\n");
}

/// Writes the days off behind the load, where they have no names.
pub(super) fn behind(chart: &Chart<'_>, height: (Px, Px), pen: &mut Pen<'_>) {
    for (class, is_holiday) in [("s", false), ("o", true)] {
        let shades = || chart.shades.iter().filter(move |shade| shade.holiday.is_some() == is_holiday);
        if shades().next().is_some() {
            pen.raw("<path class=\"").raw(class).raw("\" d=\"");
            columns(shades(), height, pen);
            pen.raw("\"/>\n");
        }
    }
}

/// Writes the outlines of all of them, from `top` to `bottom`.
fn columns<'a>(mut shades: impl Iterator<Item = &'a Shade>, (top, bottom): (Px, Px), pen: &mut Pen<'_>) {
    let Some(first) = shades.next() else { return };
    let mut column = (first.left, first.right);
    let mut write = |(left, right): (Px, Px)| {
        pen.raw("M").px(left).raw(" ").px(top).raw("H").px(right).raw("V").px(bottom).raw("H").px(left).raw("z");
    };
    for shade in shades {
        if shade.left == column.1 {
            column.1 = shade.right;
        } else {
            write(column);
            column = (shade.left, shade.right);
        }
    }
    write(column);
}
