//! A row: its name and figures, its mark, and what stands beside it.

use std::io;

use super::hue;
use super::pen::Pen;
use super::{text, words_at};
use crate::model::Kind;
use crate::view::chart::{Anchor, BASELINE, Bar, Chart, DIAMOND, Flag, Folded, Label, Px, ROW, Row, State, mark_after};

/// Writes a row: its name and figures, its mark, what stands beside it.
pub(super) fn row(chart: &Chart<'_>, row: &Row<'_>, (path, sentence): (&str, &str), pen: &mut Pen<'_>) -> io::Result<()> {
    pen.raw("<g id=\"t-").id(path).raw("\" transform=\"translate(0 ").px(row.top + BASELINE).raw(")\">\n");
    pen.raw("<title>").text(sentence).raw("</title>\n");
    let is_phase = chart.plan.tasks.as_slice().get(row.task.0 as usize).is_none_or(|task| task.kind == Kind::Phase);
    let (name, more) = row.name(chart.plan);
    if more.is_empty() {
        words_at(pen, if is_phase { "b" } else { "" }, row.name_x).text(name).raw("</text>\n");
    } else {
        for (line, y) in [(name, -6), (more, 6)] {
            text(pen, if is_phase { "b w2" } else { "w2" }, row.name_x, Px::of(y)).text(line).raw("</text>\n");
        }
    }
    for column in &chart.columns {
        let cell = chart.words().cell(row, column.column);
        if !cell.is_empty() {
            words_at(pen, "c", column.right).text(&cell).raw("</text>\n");
        }
    }
    if let Some(ghost) = row.ghost {
        promised(pen, ghost);
    }
    match row.bar {
        Some(Bar::Task { left, right, done, unestimated }) => task(pen, row, (left, done, right), unestimated),
        Some(Bar::Phase { left, right }) => phase(pen, row, (left, right)),
        Some(Bar::Milestone { x, gate }) => milestone(pen, row, x, gate),
        None => {}
    }
    if let (Some(Bar::Task { right, done, .. }), Some(from)) = (row.bar, row.late_from) {
        late(pen, row, (from, done, right));
    }
    runs_on(pen, row);
    if let Some(deadline) = &row.deadline {
        flag(pen, row, deadline);
    }
    for label in row.words() {
        words(pen, label);
    }
    pen.raw("</g>\n");
    pen.flush_if_full()
}

/// Writes the slack of a row, at the height of the link that leaves its bar and under it, so that it is seen where that turns
/// away.
pub(super) fn slack(chart: &Chart<'_>, row: &Row<'_>, pen: &mut Pen<'_>) -> io::Result<()> {
    let Some((left, right)) = row.slack else { return Ok(()) };
    // Without its end cap where it goes on beyond the picture, or behind the words at its edge.
    let edge = row.edge.as_deref().map_or(chart.frame.right, |edge| edge.x - edge.width - Px::of(8));
    pen.raw(if right < edge { "<path class=\"w\" d=\"M" } else { "<path class=\"w wo\" d=\"M" });
    pen.px(left).raw(" ").px(row.top + ROW.half()).raw("H").px(right).raw("\"/>\n");
    pen.flush_if_full()
}

/// Writes where the baseline has the item: a thin bar below its own, a hollow diamond.
fn promised(pen: &mut Pen<'_>, (left, right): (Px, Px)) {
    if left == right {
        return diamond(pen, ("gm", ""), (left, Px::of(-4)), DIAMOND - Px::of(1));
    }
    pen.raw("<rect class=\"gb\" x=\"").px(left).raw("\" y=\"5.6\" width=\"").px(right - left).raw("\" height=\"2.4\" rx=\"1\"/>\n");
}

/// Writes the bar of a row, or a part of it: an end that the picture cuts off is square and open.
fn cut(pen: &mut Pen<'_>, (class, colour): (&str, &str), (left, right): (Px, Px), (before, after): (bool, bool)) {
    let radius = pen.radius();
    let is_wide = radius.times(2) < right - left;
    match (before, after) {
        (true, false) if is_wide => {
            pen.raw("<path class=\"").raw(class).raw(colour).raw(" cu\" d=\"M").px(left).raw(" -12H").px(right - radius);
            pen.raw("q").px(radius).raw(" 0 ").px(radius).raw(" ").px(radius).raw("V").px(Px::of(4) - radius);
            pen.raw("q0 ").px(radius).raw(" ").px(-radius).raw(" ").px(radius).raw("H").px(left).raw("\"/>\n");
        }
        (false, true) if is_wide => {
            pen.raw("<path class=\"").raw(class).raw(colour).raw(" cu\" d=\"M").px(right).raw(" -12H").px(left + radius);
            pen.raw("q").px(-radius).raw(" 0 ").px(-radius).raw(" ").px(radius).raw("V").px(Px::of(4) - radius);
            pen.raw("q0 ").px(radius).raw(" ").px(radius).raw(" ").px(radius).raw("H").px(right).raw("\"/>\n");
        }
        (false, false) => rect(pen, (class, colour), left, right),
        (true, _) | (_, true) => {
            pen.raw("<rect class=\"").raw(class).raw(colour).raw("\" x=\"").px(left).raw("\" y=\"-12\" width=\"").px(right - left);
            pen.raw("\" height=\"16\"/>\n");
        }
    }
}

/// Writes a bar of a class and of the class of its colour.
fn rect(pen: &mut Pen<'_>, (class, colour): (&str, &str), left: Px, right: Px) {
    pen.raw("<rect class=\"").raw(class).raw(colour).raw("\" x=\"").px(left).raw("\" y=\"-12\" width=\"").px(right - left);
    pen.raw("\" height=\"16").rounded();
}

fn task(pen: &mut Pen<'_>, row: &Row<'_>, (left, done, right): (Px, Px, Px), unestimated: bool) {
    let (to_do, filled) = match (row.critical, unestimated) {
        (false, false) => ("t", "f"),
        (true, false) => ("tc", "fc"),
        (false, true) => ("t v", "f"),
        (true, true) => ("tc v", "fc"),
    };
    let (open, closed) = (hue::to_do(row.colour), hue::done(row.colour));
    cut(pen, if row.state == State::Done { (filled, closed) } else { (to_do, open) }, (left, right), row.runs_on);
    let hatches = hue::hatch(row.colour);
    if let Some((to_do, done)) = hatches {
        rect(pen, (if row.state == State::Done { done } else { to_do }, ""), left, right);
    }
    if row.state == State::Done {
        return;
    }
    if row.state == State::Overdue {
        rect(pen, ("x", ""), done, right);
    }
    if left < done {
        if row.critical && !closed.is_empty() {
            core(pen, closed, left, done);
        } else {
            cut(pen, (filled, closed), (left, done), (row.runs_on.0, row.runs_on.1 && done == right));
        }
        if let Some((_, hatch)) = hatches {
            rect(pen, (hatch, ""), left, done);
        }
    } else if row.is_only_begun() {
        // Its start stands firm.
        pen.raw("<path class=\"").raw(filled).raw(closed).raw(" j\" d=\"M").px(left).raw("-15V7\"/>\n");
    }
}

/// Writes what is done of a critical bar whose colour tells something: within its outline, so that this is seen beside
/// every colour.
fn core(pen: &mut Pen<'_>, colour: &str, left: Px, right: Px) {
    pen.raw("<rect class=\"").raw(colour.trim_start()).raw("\" x=\"").px(left + Px::of(2)).raw("\" y=\"-10\" width=\"");
    pen.px((right - left - Px::of(2)).max(Px::of(1))).raw("\" height=\"12\" rx=\"1.5\"/>\n");
}

/// Writes the arrowheads that tell of a bar that it began before the picture or goes on after it.
fn runs_on(pen: &mut Pen<'_>, row: &Row<'_>) {
    let Some(bar) = row.bar else { return };
    let (class, place) = match bar {
        Bar::Phase { .. } if row.folded.is_some() => ("m z", "-10"),
        Bar::Phase { .. } => ("m z", "-11.5"),
        Bar::Task { .. } | Bar::Milestone { .. } if row.critical => ("m fc", "-8"),
        Bar::Task { .. } | Bar::Milestone { .. } => ("m f", "-8"),
    };
    if row.runs_on.0 {
        pen.raw("<path class=\"").raw(class).raw("\" d=\"M").px(bar.left() - Px::of(4)).raw(place).raw("l-5 4 5 4z\"/>\n");
    }
    if row.runs_on.1 {
        pen.raw("<path class=\"").raw(class).raw("\" d=\"M").px(bar.right() + Px::of(4)).raw(place).raw("l5 4-5 4z\"/>\n");
    }
}

/// A bracket or a bar narrower than this has no legs: they would meet.
const NARROW: Px = Px::of(12);

/// Writes the bracket of a phase; of one whose items are not drawn, a bar with the bracket's legs, so that it has room to
/// tell how much is done. An end that the picture cuts off has no leg.
fn phase(pen: &mut Pen<'_>, row: &Row<'_>, (left, right): (Px, Px)) {
    let (class, body) = match row.folded {
        None => ("z", Px::of(5)),
        Some(Folded { done, .. }) if right <= done => ("z", Px::of(9)),
        Some(Folded { critical: false, .. }) => ("z zo", Px::of(9)),
        Some(Folded { critical: true, .. }) => ("z zo zc", Px::of(9)),
    };
    let has_legs = NARROW <= right - left;
    let leg = |cut: bool| if has_legs && !cut { Px::of(5) } else { Px::ZERO };
    let (first, last) = (leg(row.runs_on.0), leg(row.runs_on.1));
    pen.raw("<path class=\"").raw(class).raw("\" d=\"M").px(left).raw("-10H").px(right).raw("v").px(body + last);
    if last != Px::ZERO {
        pen.raw("l-5-5");
    }
    pen.raw("H").px(left + first);
    if first != Px::ZERO {
        pen.raw("l-5 5");
    }
    pen.raw("z\"/>\n");
    if let Some(Folded { done, critical }) = row.folded.filter(|folded| left < folded.done && folded.done < right) {
        // Within the outline that tells of critical work.
        let (inset, y, height) = if critical { (Px::of(1), "-9", "7") } else { (Px::ZERO, "-10", "9") };
        pen.raw("<rect class=\"z\" x=\"").px(left + inset).raw("\" y=\"").raw(y).raw("\" width=\"");
        pen.px((done - left - inset).max(Px::of(1))).raw("\" height=\"").raw(height).raw("\"/>\n");
    }
}

/// Writes a diamond of a class and of the class of its colour.
pub(super) fn diamond(pen: &mut Pen<'_>, (class, colour): (&str, &str), (x, y): (Px, Px), size: Px) {
    pen.raw("<path class=\"")
        .raw(class)
        .raw(colour)
        .raw("\" d=\"M")
        .px(x - size)
        .raw(" ")
        .px(y)
        .raw("l")
        .px(size)
        .raw(" ")
        .px(-size)
        .raw(" ")
        .px(size);
    pen.raw(" ").px(size).raw(" ").px(-size).raw(" ").px(size).raw("z\"/>\n");
}

fn milestone(pen: &mut Pen<'_>, row: &Row<'_>, x: Px, gate: Option<bool>) {
    let middle = (x, Px::of(-4));
    let (open, done) = if row.critical { ("tc", "fc") } else { ("t", "f") };
    let is_done = row.state == State::Done;
    let colour = if is_done { hue::done(row.colour) } else { hue::to_do(row.colour) };
    diamond(pen, (if is_done { done } else { open }, colour), middle, DIAMOND);
    match gate {
        None => {}
        Some(false) if is_done => diamond(pen, ("i", ""), middle, Px::of(4)),
        Some(false) => diamond(pen, (done, hue::done(row.colour)), middle, Px::of(4)),
        Some(true) => {
            pen.raw("<path class=\"yc\" d=\"M").px(x - Px::of(3)).raw("-7l6 6m0-6l-6 6\"/>\n");
        }
    }
}

/// Writes the hatch of what is late of a bar: over what is done of it in the colour of paper, which is seen there.
fn late(pen: &mut Pen<'_>, row: &Row<'_>, (from, done, right): (Px, Px, Px)) {
    let done = if row.state == State::Done { right } else { done };
    if from < done {
        // Within the outline, which it would cut into pieces.
        pen.raw("<rect class=\"xd\" x=\"").px(from + Px::of(1)).raw("\" y=\"-11\" width=\"");
        pen.px((done - from - Px::of(2)).max(Px::of(1))).raw("\" height=\"14").rounded();
    }
    if done < right {
        rect(pen, ("x", ""), from.max(done), right);
    }
}

fn flag(pen: &mut Pen<'_>, row: &Row<'_>, flag: &Flag) {
    if matches!(row.bar, Some(Bar::Task { left, right, .. }) if left <= flag.x && flag.x < right) {
        // A rim of paper, so that it is seen on a bar of its own colour.
        pen.raw("<path class=\"yh\" d=\"M").px(flag.x).raw(" 5V-17l7 2.5-7 2.5\"/>\n");
    }
    pen.raw(if flag.missed_to.is_some() { "<path class=\"yc\" d=\"M" } else { "<path class=\"y\" d=\"M" });
    pen.px(flag.x).raw(" 5V-17l7 2.5-7 2.5");
    for (from, to) in row.missed_parts() {
        pen.raw("M").px(from).raw("-4H").px(to);
    }
    pen.raw("\"/>\n");
}

fn words(pen: &mut Pen<'_>, label: &Label<'_>) {
    words_at(pen, if label.anchor == Anchor::Start { "l" } else { "l e" }, label.x);
    let mut first = true;
    let mark = mark_after(&label.name);
    for (class, part) in [("b", &*label.name), ("q", &label.detail), ("k", &label.alarm)] {
        if part.is_empty() {
            continue;
        }
        // Spaces rather than a distance: they are copied and read out with the words, and every renderer knows how wide they are.
        pen.raw(if first { "<tspan class=\"" } else { "\u{a0}\u{a0}<tspan class=\"" });
        pen.raw(class).raw("\">").text(part).raw(if first { mark } else { "" }).raw("</tspan>");
        first = false;
    }
    pen.raw("</text>\n");
}
