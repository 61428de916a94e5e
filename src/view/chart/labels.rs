//! What stands beside a bar: the name of a milestone, and whatever its reader must not overlook.

use std::borrow::Cow;

use chrono::Datelike;

use super::rows::{Context, Item};
use super::scale::Scale;
use super::strokes::{Area, Strokes};
use super::{Font, Px, Row, words};
use crate::calendar::Instant;
use crate::model::{Effort, Gate, Kind};
use crate::view::phrase;

/// Words before they have a place.
#[derive(Clone, Debug)]
pub struct Note<'p> {
    /// The name, stressed; may be empty.
    pub name: Cow<'p, str>,
    /// What is said of it; may be empty.
    pub detail: String,
    /// What is said of it that is bad; may be empty.
    pub alarm: String,
}

/// Words beside a bar.
#[derive(Clone, Debug)]
pub struct Label<'p> {
    /// Where they begin or end.
    pub x: Px,
    /// Which of both.
    pub anchor: Anchor,
    /// The name, stressed; may be empty.
    pub name: Cow<'p, str>,
    /// What is said of it; may be empty.
    pub detail: String,
    /// What is said of it that is bad; may be empty.
    pub alarm: String,
    /// How wide it all is at most.
    pub width: Px,
}

/// Which end of a text is at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The text begins there.
    Start,
    /// The text ends there.
    End,
}

/// The longest name beside a milestone.
const LONGEST_NAME: Px = Px::of(220);
/// What lies between two parts of a label.
pub(super) const PART_GAP: Px = Px::of(8);

impl Note<'_> {
    /// Returns how wide it all is at most.
    #[must_use]
    pub fn width(&self) -> Px {
        let parts = [(Font::SMALL_STRONG, &*self.name), (Font::SMALL, &self.detail), (Font::SMALL_STRONG, &self.alarm)];
        let shown = parts.iter().filter(|(_, text)| !text.is_empty());
        shown.map(|(font, text)| font.width(text) + PART_GAP).fold(-PART_GAP, |sum, width| sum + width)
    }
}

/// Returns what is to be said beside an item.
pub(super) fn note<'p>(cx: &Context<'p>, item: &Item<'p>) -> Option<Note<'p>> {
    let milestone = item.task.kind == Kind::Milestone;
    if !milestone && item.task.details.is_none() && !matches!(item.task.effort, Effort::Unestimated(_)) && !cx.is_overdue(item) {
        return None;
    }
    let mut detail = Vec::new();
    let mut alarm = Vec::new();
    if let Some(gate) = cx.details(item).gate {
        match gate {
            Gate::Open => detail.push("gate, open".to_owned()),
            Gate::Passed(_) => detail.push("gate, passed".to_owned()),
            Gate::Failed(_) => alarm.push("gate failed".to_owned()),
        }
    }
    if matches!(item.task.effort, Effort::Unestimated(_)) {
        detail.push(words::duration(cx.plan, item));
    }
    match (cx.due(item), cx.late_by(item)) {
        (Some(due), Some(late)) => {
            alarm.push(format!("due {} · {} late", due_day(cx, item, due), phrase::work(late, &cx.plan.settings.units)));
        }
        (Some(due), None) if milestone => detail.push(format!("due {}", due_day(cx, item, due))),
        (Some(_) | None, _) => {}
    }
    if cx.is_overdue(item) {
        alarm.push("overdue".to_owned());
    }
    if !milestone && detail.is_empty() && alarm.is_empty() {
        return None;
    }
    let name = if milestone { Font::SMALL_STRONG.fit(cx.plan.title(item.id), LONGEST_NAME) } else { Cow::Borrowed("") };
    Some(Note { name, detail: detail.join(" · "), alarm: alarm.join(" · ") })
}

/// Returns a deadline, with its year where that is not the year in which the item ends, and with its time where the day's
/// work goes on after it.
fn due_day(cx: &Context<'_>, item: &Item<'_>, due: Instant) -> String {
    let day = due.last_day();
    let same_year = day.date().year() == item.dates.finish.last_day().date().year();
    let said = if same_year { phrase::short_day(day) } else { phrase::short_date(day) };
    let ends_day = due.time().0 == 0 || cx.work_time(item.task.calendar).day_finish(day) == due;
    if ends_day { said } else { format!("{said} {}", phrase::clock(due)) }
}

/// Gives a note its place: right of `right`, or left of `left` where the right has no room for it. Where neither has, its
/// name goes, which the first column tells anyway, and at last its words are cut.
pub(super) fn place<'p>(scale: &Scale, note: Note<'p>, (left, right): (Px, Px)) -> Option<Label<'p>> {
    let gap = Px::of(12);
    let side = |note: &Note<'p>| match note.width() {
        width if right + gap + width <= scale.right => Some(Anchor::Start),
        width if scale.left <= left - gap - width => Some(Anchor::End),
        _ => None,
    };
    let fits = side(&note).is_some();
    let note = if fits { note } else { Note { name: Cow::Borrowed(""), ..note } };
    if note.detail.is_empty() && note.alarm.is_empty() && note.name.is_empty() {
        return None;
    }
    let (anchor, note) = match side(&note) {
        Some(anchor) => (anchor, note),
        None if scale.right - right <= left - scale.left => (Anchor::End, cut(note, left - gap - scale.left)),
        None => (Anchor::Start, cut(note, scale.right - right - gap)),
    };
    let width = note.width();
    let x = if anchor == Anchor::Start { right + gap } else { left - gap };
    Some(Label { x, anchor, name: note.name, detail: note.detail, alarm: note.alarm, width })
}

/// Moves words that a line crosses to the other side of their bar, where no line does.
pub(super) fn keep_clear(rows: &mut [Row<'_>], scale: &Scale, lines: &Strokes) {
    let gap = Px::of(12);
    for row in rows {
        let (Some(label), Some(bar)) = (row.label.as_deref_mut(), row.bar) else { continue };
        let (top, bottom) = (row.top + Px::of(8), row.top + Px::of(20));
        let area = |x: Px, anchor| match anchor {
            Anchor::Start => Area { left: x, top, right: x + label.width, bottom },
            Anchor::End => Area { left: x - label.width, top, right: x, bottom },
        };
        if lines.leave(area(label.x, label.anchor)) {
            continue;
        }
        if label.anchor == Anchor::End && row.edge.is_some() {
            continue;
        }
        let flag = row.deadline.map(|flag| flag.x);
        let (x, anchor) = match label.anchor {
            Anchor::Start => (flag.map_or(bar.left(), |flag| flag.min(bar.left())) - gap, Anchor::End),
            Anchor::End => (flag.map_or(bar.right(), |flag| flag.max(bar.right())) + gap, Anchor::Start),
        };
        let moved = area(x, anchor);
        let meets_slack = row.slack.is_some_and(|slack| moved.left < slack.1 && slack.0 < moved.right);
        if scale.left <= moved.left && moved.right <= scale.right && !meets_slack && lines.leave(moved) {
            (label.x, label.anchor) = (x, anchor);
        }
    }
}

/// Cuts a note without a name to the room there is.
fn cut(note: Note<'_>, room: Px) -> Note<'_> {
    let alarm = Font::SMALL_STRONG.fit(&note.alarm, room).into_owned();
    let room = if alarm.is_empty() { room } else { room - Font::SMALL_STRONG.width(&alarm) - PART_GAP };
    let detail = Font::SMALL.fit(&note.detail, room).into_owned();
    Note { detail: if room <= Px::of(20) { String::new() } else { detail }, alarm, ..note }
}
