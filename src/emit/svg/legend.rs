//! The legend: every mark in small, and its meaning.

use super::hue;
use super::pen::{Pen, number, written};
use super::row::diamond;
use super::text;
use crate::view::chart::{Chart, Entry, Look, MARGIN, Px, Swatch};

/// Writes what the marks mean.
pub(super) fn legend(chart: &Chart<'_>, pen: &mut Pen<'_>) {
    let legend = &chart.legend;
    if legend.entries.is_empty() {
        return;
    }
    pen.raw("<path class=\"g\" d=\"M").px(MARGIN).raw(" ").px(legend.top).raw("H").px(chart.frame.right).raw("\"/>\n");
    for entry in &legend.entries {
        swatch(pen, entry);
        text(pen, "q", entry.text_x, entry.y + Px::of(4)).text(&entry.text).raw("</text>\n");
    }
}

/// Writes one mark.
pub(super) fn swatch(pen: &mut Pen<'_>, entry: &Entry) {
    let (x, y) = (entry.x, entry.y);
    let at = |pen: &mut Pen<'_>, drawing: &str| {
        pen.raw("<g transform=\"translate(").px(x).raw(" ").px(y).raw(")\">\n").raw(drawing).raw("</g>\n");
    };
    let radius = written(|out| number(out, pen.radius().min(Px::of(6))));
    let bar = |class: &str, width: i32| format!("<rect class=\"{class}\" y=\"-6\" width=\"{width}\" height=\"12\" rx=\"{radius}\"/>\n");
    let square = |class: &str| format!("<rect class=\"{class}\" y=\"-8\" width=\"16\" height=\"16\"/>\n");
    let patch = |class: &str| square(class) + &square("sf");
    match entry.swatch {
        Swatch::Task => at(pen, &bar("t", 26)),
        Swatch::PartDone => at(pen, &(bar("t", 26) + &bar("f", 14))),
        Swatch::Critical => at(pen, &bar("tc", 26)),
        Swatch::CriticalPartDone => at(pen, &(bar("tc", 26) + &bar("fc", 14))),
        Swatch::CriticalOutline => at(pen, &bar("tc i", 26)),
        Swatch::Begun => at(pen, &(bar("t", 26) + "<path class=\"f j\" d=\"M0-9V9\"/>\n")),
        Swatch::Unestimated => at(pen, &bar("t v", 26)),
        Swatch::Overdue { critical } => at(pen, &(bar(if critical { "tc" } else { "t" }, 26) + &bar("x", 26))),
        Swatch::Phase => at(pen, "<path class=\"z\" d=\"M0-4H26v9l-5-4H5l-5 4z\"/>\n"),
        Swatch::Folded { part_done } => {
            let done = if part_done { "<rect class=\"z\" y=\"-6\" width=\"14\" height=\"8\"/>\n" } else { "" };
            at(pen, &format!("<path class=\"z zo\" d=\"M0-6H26v13l-5-5H5l-5 5z\"/>\n{done}"));
        }
        Swatch::FoldedCritical => at(pen, "<path class=\"z zo zc\" d=\"M0-6H26v13l-5-5H5l-5 5z\"/>\n"),
        Swatch::Milestone(look) => milestone(pen, look, (x + Px::of(8), y)),
        Swatch::Gate(look) => {
            milestone(pen, look, (x + Px::of(8), y));
            let heart = if look.done { "i" } else { diamond_classes(look).1 };
            diamond(pen, (heart, ""), (x + Px::of(8), y), Px(35));
        }
        Swatch::Slack => at(pen, "<path class=\"w\" d=\"M0 0H26\"/>\n"),
        Swatch::Deadline => at(pen, "<path class=\"y\" d=\"M2 8V-8l7 2.5-7 2.5\"/>\n"),
        Swatch::Missed { critical } => at(pen, &missed(if critical { "tc" } else { "t" }, &radius)),
        Swatch::MissedMilestone(look) => {
            at(pen, "<path class=\"yc\" d=\"M2 8V-9l7 2.5-7 2.5M2 0H12\"/>\n");
            milestone(pen, look, (x + Px::of(19), y));
        }
        Swatch::AsOf => at(pen, "<path class=\"n\" d=\"M0 0H26\"/>\n"),
        Swatch::NotWorked => at(pen, &patch("s")),
        Swatch::Holiday => at(pen, &patch("o")),
        Swatch::Colour(number) => at(pen, &coloured(bar, number)),
        Swatch::ColourPartDone(number) => {
            let hatch = hue::hatch(Some(number)).map_or(String::new(), |(_, class)| bar(class, 14));
            at(pen, &(coloured(bar, number) + &bar(&format!("f{}", hue::done(Some(number))), 14) + &hatch));
        }
        Swatch::Baseline { lines, diamonds } => {
            let width = if diamonds { 10 } else { 26 };
            if lines {
                at(pen, &format!("<rect class=\"gb\" y=\"-1.5\" width=\"{width}\" height=\"3\" rx=\"1\"/>\n"));
            }
            if diamonds {
                diamond(pen, ("gm", ""), (x + Px::of(if lines { 19 } else { 13 }), y), Px::of(6));
            }
        }
        Swatch::ColourDone(number) => at(pen, &bar(&format!("f{}", hue::done(Some(number))), 26)),
        Swatch::CriticalLink => at(pen, "<path class=\"dc\" d=\"M0 0H26\"/>\n"),
        Swatch::Link => at(pen, "<path class=\"d\" d=\"M0 0H26\"/>\n"),
    }
}

/// Returns a flag and a bar of a class that is late, side by side: one on the other would be too small to be seen.
fn missed(class: &str, radius: &str) -> String {
    let bar = |class: &str| format!("<rect class=\"{class}\" x=\"12\" y=\"-6\" width=\"19\" height=\"12\" rx=\"{radius}\"/>\n");
    format!("<path class=\"yc\" d=\"M2 8V-9l7 2.5-7 2.5\"/>\n{}{}", bar(class), bar("x"))
}

/// Returns a bar of a colour, with its hatch.
fn coloured(bar: impl Fn(&str, i32) -> String, number: u8) -> String {
    let hatch = hue::hatch(Some(number)).map_or(String::new(), |(class, _)| bar(class, 26));
    bar(&format!("t{}", hue::to_do(Some(number))), 26) + &hatch
}

/// Returns the classes of a diamond that is to come, and of what is done.
const fn diamond_classes(look: Look) -> (&'static str, &'static str) {
    if look.critical { ("tc", "fc") } else { ("t", "f") }
}

fn milestone(pen: &mut Pen<'_>, look: Look, middle: (Px, Px)) {
    let (open, done) = diamond_classes(look);
    diamond(pen, (if look.done { done } else { open }, ""), middle, Px::of(7));
}
