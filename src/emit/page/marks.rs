//! The marks of a row, by name: the shapes and classes that a picture of the same row has.

use std::borrow::Cow;

use serde::Serialize;

use crate::emit::svg::hue;
use crate::view::chart::{Bar, Row, State};

/// A shape, its class, where it is and where it ends, in minutes of the time line.
#[derive(Serialize)]
pub(super) struct Mark(&'static str, Cow<'static, str>, i32, #[serde(skip_serializing_if = "Option::is_none")] Option<i32>);

impl Mark {
    fn new(shape: &'static str, class: &'static str, at: i32, end: Option<i32>) -> Self {
        Self(shape, Cow::Borrowed(class), at, end)
    }

    /// Adds the class of a colour.
    fn hued(mut self, colour: &str) -> Self {
        if !colour.is_empty() {
            self.1.to_mut().push_str(colour);
        }
        self
    }
}

/// Returns the marks of a row, from back to front.
pub(super) fn of(row: &Row<'_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    match row.ghost {
        Some((x, end)) if x == end => marks.push(Mark::new("promise", "gm", x.0, None)),
        Some((left, right)) => marks.push(Mark::new("ghost", "gb", left.0, Some(right.0))),
        None => {}
    }
    match row.bar {
        Some(Bar::Task { left, right, done, unestimated }) => task(row, (left.0, done.0, right.0), unestimated, &mut marks),
        Some(Bar::Phase { left, right }) => marks.push(Mark::new("bracket", "z", left.0, Some(right.0))),
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
    let (open, closed) = (hue::to_do(row.colour), hue::done(row.colour));
    let (class, colour) = if row.state == State::Done { (filled, closed) } else { (to_do, open) };
    marks.push(Mark::new("bar", class, left, Some(right)).hued(colour));
    let hatches = hue::hatch(row.colour);
    if let Some((to_do, done)) = hatches {
        marks.push(Mark::new("bar", if row.state == State::Done { done } else { to_do }, left, Some(right)));
    }
    if row.state == State::Done {
        return;
    }
    if row.state == State::Overdue {
        marks.push(Mark::new("part", "x", done, Some(right)));
    }
    if left < done {
        if row.critical && !closed.is_empty() {
            marks.push(Mark::new("core", "", left, Some(done)).hued(closed));
        } else {
            marks.push(Mark::new("part", filled, left, Some(done)).hued(closed));
        }
        if let Some((_, hatch)) = hatches {
            marks.push(Mark::new("part", hatch, left, Some(done)));
        }
    } else if row.is_only_begun() {
        marks.push(Mark::new("post", if row.critical { "fc j" } else { "f j" }, left, None).hued(closed));
    }
}

/// What of a task lies after its deadline.
fn missed(row: &Row<'_>, marks: &mut Vec<Mark>) {
    if let (Some(Bar::Task { right, done, .. }), Some(from)) = (row.bar, row.late_from) {
        let (from, done) = (from.0, if row.state == State::Done { right } else { done }.0);
        if from < done {
            marks.push(Mark::new("part", "xd", from, Some(done.min(right.0))));
        }
        if done < right.0 {
            marks.push(Mark::new("part", "x", from.max(done), Some(right.0)));
        }
    }
}

fn milestone(row: &Row<'_>, x: i32, gate: Option<bool>, marks: &mut Vec<Mark>) {
    let (open, done) = if row.critical { ("tc", "fc") } else { ("t", "f") };
    let is_done = row.state == State::Done;
    let colour = if is_done { hue::done(row.colour) } else { hue::to_do(row.colour) };
    marks.push(Mark::new("diamond", if is_done { done } else { open }, x, None).hued(colour));
    match gate {
        None => {}
        Some(false) if is_done => marks.push(Mark::new("dot", "i", x, None)),
        Some(false) => marks.push(Mark::new("dot", done, x, None).hued(hue::done(row.colour))),
        Some(true) => marks.push(Mark::new("cross", "yc", x, None)),
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
        marks.push(Mark::new("before", class, bar.left().0, None));
    }
    if row.runs_on.1 {
        marks.push(Mark::new("after", class, bar.right().0, None));
    }
}
