//! The marks of a row, by name: the shapes and classes that a picture of the same row has.

use serde::Serialize;

use crate::view::chart::{Bar, Row, State};

/// A shape, its class, where it is and where it ends, in minutes of the time line.
#[derive(Serialize)]
pub(super) struct Mark(&'static str, &'static str, i32, #[serde(skip_serializing_if = "Option::is_none")] Option<i32>);

/// Returns the marks of a row, from back to front.
pub(super) fn of(row: &Row<'_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    match row.bar {
        Some(Bar::Task { left, right, done, unestimated }) => task(row, (left.0, done.0, right.0), unestimated, &mut marks),
        Some(Bar::Phase { left, right }) => marks.push(Mark("bracket", "z", left.0, Some(right.0))),
        Some(Bar::Milestone { x, gate }) => milestone(row, x.0, gate, &mut marks),
        None => {}
    }
    runs_on(row, &mut marks);
    missed(row, &mut marks);
    marks
}

fn task(row: &Row<'_>, (left, done, right): (i32, i32, i32), unestimated: bool, marks: &mut Vec<Mark>) {
    let (to_do, filled) = match (row.critical, unestimated) {
        (false, false) => ("t", "f"),
        (true, false) => ("tc", "fc"),
        (false, true) => ("t v", "f"),
        (true, true) => ("tc v", "fc"),
    };
    marks.push(Mark("bar", if row.state == State::Done { filled } else { to_do }, left, Some(right)));
    if row.state == State::Done {
        return;
    }
    if row.state == State::Overdue {
        marks.push(Mark("part", "x", done, Some(right)));
    }
    if left < done {
        marks.push(Mark("part", filled, left, Some(done)));
    } else if row.is_only_begun() {
        marks.push(Mark("post", if row.critical { "fc j" } else { "f j" }, left, None));
    }
}

/// What of a task lies after its deadline.
fn missed(row: &Row<'_>, marks: &mut Vec<Mark>) {
    let Some(flag) = row.deadline.filter(|flag| flag.missed_to.is_some() && row.state != State::Overdue) else { return };
    if let Some(Bar::Task { left, right, .. }) = row.bar {
        marks.push(Mark("part", "x", left.max(flag.x).0, Some(right.0)));
    }
}

fn milestone(row: &Row<'_>, x: i32, gate: Option<bool>, marks: &mut Vec<Mark>) {
    let (open, done) = if row.critical { ("tc", "fc") } else { ("t", "f") };
    let is_done = row.state == State::Done;
    marks.push(Mark("diamond", if is_done { done } else { open }, x, None));
    match gate {
        None => {}
        Some(false) => marks.push(Mark("dot", if is_done { "i" } else { done }, x, None)),
        Some(true) => marks.push(Mark("cross", "yc", x, None)),
    }
}

/// The arrowheads that tell of a bar that it began before the picture or goes on after it.
fn runs_on(row: &Row<'_>, marks: &mut Vec<Mark>) {
    let Some(bar) = row.bar else { return };
    let class = match bar {
        Bar::Phase { .. } => "m z",
        Bar::Task { .. } | Bar::Milestone { .. } if row.critical => "m fc",
        Bar::Task { .. } | Bar::Milestone { .. } => "m f",
    };
    if row.runs_on.0 {
        marks.push(Mark("before", class, bar.left().0, None));
    }
    if row.runs_on.1 {
        marks.push(Mark("after", class, bar.right().0, None));
    }
}
