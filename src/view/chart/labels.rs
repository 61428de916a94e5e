//! What stands beside a bar: the name of a milestone, and whatever its reader must not overlook.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::Datelike;

use super::rows::{Context, Item};
use super::scale::Scale;
use super::strokes::{Area, Strokes};
use super::{Bar, DIAMOND, Font, Px, Row, words};
use crate::calendar::{Instant, Work};
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
    // A bar cannot show that there is nothing to do.
    let empty = item.task.kind == Kind::Task && item.dates.start == item.dates.finish;
    let slip = cx.slip(item);
    if !milestone
        && !empty
        && slip.is_none()
        && item.task.details.is_none()
        && !matches!(item.task.effort, Effort::Unestimated(_))
        && !cx.is_overdue(item)
    {
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
    if empty || matches!(item.task.effort, Effort::Unestimated(_)) {
        detail.push(words::duration(cx.plan, item));
    }
    if let Some(slip) = slip {
        let (sign, length) = if slip < Work::ZERO { ("−", Work(slip.0.saturating_neg())) } else { ("+", slip) };
        detail.push(format!("{sign}{}", phrase::work(length, &cx.plan.settings.units)));
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
    let name = match milestone {
        true if cx.dated => Cow::Owned(phrase::short_day(item.dates.finish.last_day())),
        true => Font::SMALL_STRONG.fit(cx.plan.title(item.id), LONGEST_NAME),
        false => Cow::Borrowed(""),
    };
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

/// Moves words that a line crosses to where none does: to the other side of their mark, beyond the line, and at last without
/// the name, which the first column tells. What finds no place is left to the sentence of the row.
///
/// `whole` keeps the words of those that moved, which may find their place again when lines have moved. Returns whether
/// any words are now elsewhere.
pub(super) fn keep_clear<'p>(rows: &mut [Row<'p>], (scale, lines): (&Scale, &Strokes), whole: &mut BTreeMap<usize, Label<'p>>) -> bool {
    let mut moved = false;
    for (index, row) in rows.iter_mut().enumerate() {
        let Some(bar) = row.bar else { continue };
        moved |= clear_edge(row, bar, (scale, lines));
        let said = row.label.take();
        if said.is_none() && !whole.contains_key(&index) {
            continue;
        }
        let room = Room::of(row, bar, (scale, lines));
        let is_clear = |label: &Label<'_>| room.lines.leave(room.area(label.span().0, label.span().1));
        let is_whole = |label: &Label<'_>| whole.get(&index).is_none_or(|whole| whole.width == label.width);
        if said.as_deref().is_some_and(|label| is_whole(label) && is_clear(label)) {
            row.label = said;
            continue;
        }
        if let Some(slack) = row.slack.as_mut() {
            slack.0 = bar.right();
        }
        let room = Room { slack: row.slack, ..room };
        let before = said.as_deref().map(|label| (label.x, label.anchor, label.width));
        let Some(label) = whole.get(&index).cloned().or_else(|| said.map(|label| *label)) else { continue };
        let shorter = label.shorter();
        let placed = std::iter::once(&label).chain(&shorter).find_map(|way| Some((way, room.place(way)?)));
        if let Some((way, place)) = placed {
            stand(row, way, place);
        }
        moved |= before != row.label.as_deref().map(|label| (label.x, label.anchor, label.width));
        whole.insert(index, label);
    }
    moved
}

/// Moves what is told at the right edge of the picture out of the way of lines: towards its mark, or to the other side of it.
fn clear_edge(row: &mut Row<'_>, bar: Bar, (scale, lines): (&Scale, &Strokes)) -> bool {
    let Some(edge) = row.edge.take_if(|edge| edge.anchor == Anchor::End) else { return false };
    let mut room = Room::of(row, bar, (scale, lines));
    let (left, right) = edge.span();
    if lines.leave(room.area(left, right)) {
        row.edge = Some(edge);
        return false;
    }
    room.taken.extend(row.label.as_deref().map(Label::span));
    // Seen from the edge, the marks of the row are what is on the way to the left.
    let from_edge = Room { left: right, inside: (bar.right() + Px::of(8), scale.right), ..room };
    if let Some(x) = from_edge.beside(edge.width, (Anchor::End, Status::Heeded)) {
        row.edge = Some(Box::new(Label { x, ..*edge }));
    } else if row.label.is_none() {
        let room = Room::of(row, bar, (scale, lines));
        let detail = edge.detail.trim_end_matches([' ', '►']).to_owned();
        let mut label = Label { detail, ..*edge };
        label.measure();
        if let Some(place) = room.place(&label) {
            stand(row, &label, place);
        }
    }
    true
}

/// Adds words to the rows that found no place elsewhere; returns how many find none here either.
pub(super) fn tell(rows: &mut [Row<'_>], scale: &Scale, (lines, told): (&Strokes, Vec<(usize, String)>)) -> usize {
    let mut untold = 0;
    for (index, words) in told {
        let Some((row, bar)) = rows.get_mut(index).and_then(|row| row.bar.map(|bar| (row, bar))) else { continue };
        let before = row.label.as_deref();
        let detail = match before.map_or("", |label| &label.detail) {
            "" => words,
            detail => format!("{detail} · {words}"),
        };
        let (name, alarm) = before.map_or_else(Default::default, |label| (label.name.clone(), label.alarm.clone()));
        let anchor = before.map_or(Anchor::Start, |label| label.anchor);
        let room = Room::of(row, bar, (scale, lines));
        let mut label = Label { x: Px::ZERO, anchor, name, detail, alarm, width: Px::ZERO };
        label.measure();
        let shorter = label.shorter();
        let told = |label: &&Label<'_>| !label.detail.is_empty();
        match std::iter::once(&label).chain(&shorter).filter(told).find_map(|way| Some((way, room.place(way)?))) {
            Some((way, place)) => stand(row, way, place),
            None => untold += 1,
        }
    }
    untold
}

/// Puts words into their place; slack that they cover begins after them.
fn stand<'p>(row: &mut Row<'p>, label: &Label<'p>, (x, anchor): (Px, Anchor)) {
    let label = Label { x, anchor, ..label.clone() };
    let (left, right) = label.span();
    if let Some(slack) = row.slack.as_mut().filter(|slack| left < slack.1 && slack.0 < right) {
        slack.0 = right + Px::of(4);
    }
    row.label = Some(Box::new(label));
}

/// What the line of the status date is to words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    /// They keep clear of it.
    Heeded,
    /// It is broken where they stand.
    Broken,
}

/// The room beside a mark, and what else stands in it.
struct Room<'a> {
    /// Where words may begin right of the mark and end left of it.
    right: Px,
    left: Px,
    inside: (Px, Px),
    top: Px,
    taken: Vec<(Px, Px)>,
    /// Words may cover the beginning of slack, if there is more of it.
    slack: Option<(Px, Px)>,
    lines: &'a Strokes,
}

/// Words that would have to go farther to keep clear of the status date stand across its line instead.
const NEAR: Px = Px::of(24);

/// Words farther from their mark would seem to belong to another.
pub(super) const FARTHEST: Px = Px::of(160);

impl<'a> Room<'a> {
    fn of(row: &Row<'_>, bar: Bar, (scale, lines): (&Scale, &'a Strokes)) -> Self {
        let gap = Px::of(12);
        let flag = row.deadline.map(|flag| (flag.x - Px::of(4), flag.x + Px::of(8)));
        let edge = row.edge.as_deref().map(Label::span);
        let missed = row.deadline.and_then(|flag| Some((flag.x, flag.missed_to?)));
        let promised = row.ghost.filter(|(from, to)| from == to).map(|(x, _)| (x - DIAMOND, x + DIAMOND));
        let taken = [flag, edge, missed, promised].into_iter().flatten().collect();
        Self {
            right: bar.right() + gap,
            left: bar.left() - gap,
            inside: (scale.left, scale.right),
            top: row.top,
            taken,
            slack: row.slack,
            lines,
        }
    }

    fn area(&self, left: Px, right: Px) -> Area {
        Area { left, top: self.top + Px::of(9), right, bottom: self.top + Px::of(21) }
    }

    /// Returns the nearest place for words, on the side where they were if both are as near. The line of the status date
    /// is broken where the words would else stand far away.
    fn place(&self, label: &Label<'_>) -> Option<(Px, Anchor)> {
        let distance = |(x, anchor): &(Px, Anchor)| if *anchor == Anchor::Start { *x - self.right } else { self.left - *x };
        let nearest = |status| {
            let sides = [label.anchor, label.anchor.other()].map(|anchor| self.beside(label.width, (anchor, status)).map(|x| (x, anchor)));
            sides.into_iter().flatten().filter(|place| distance(place) <= FARTHEST).min_by_key(distance)
        };
        let clear = nearest(Status::Heeded);
        if clear.as_ref().is_some_and(|place| distance(place) <= NEAR) {
            return clear;
        }
        let across = nearest(Status::Broken);
        let is_nearer = |across: &(Px, Anchor)| clear.as_ref().is_none_or(|clear| distance(across) < distance(clear));
        across.filter(is_nearer).or(clear)
    }

    /// Goes away from the mark until nothing is in the way.
    fn beside(&self, width: Px, (anchor, status): (Anchor, Status)) -> Option<Px> {
        let away = Px::of(5);
        let mut x = if anchor == Anchor::Start { self.right } else { self.left };
        for _ in 0..12 {
            let (left, right) = if anchor == Anchor::Start { (x, x + width) } else { (x - width, x) };
            if left < self.inside.0 || self.inside.1 < right {
                return None;
            }
            let area = self.area(left, right);
            let slack = self.slack.filter(|slack| x != self.right || slack.1 < right + Px::of(12));
            let mut taken = self.taken.iter().copied().chain(slack);
            let taken = taken.find(|taken| left < taken.1 + away && taken.0 - away < right);
            let hit = taken.or_else(|| self.lines.crossing(area));
            let as_of = || self.lines.as_of(area).filter(|_| status == Status::Heeded);
            let Some(hit) = hit.or_else(as_of) else { return Some(x) };
            x = if anchor == Anchor::Start { hit.1 + away } else { hit.0 - away };
        }
        None
    }
}

impl Anchor {
    const fn other(self) -> Self {
        match self {
            Self::Start => Self::End,
            Self::End => Self::Start,
        }
    }
}

impl<'p> Label<'p> {
    /// Returns the words without the name, and then without what is not bad.
    fn shorter(&self) -> Vec<Self> {
        let none = || Cow::Borrowed("");
        let no_name = Self { name: none(), ..self.clone() };
        let only_alarm = Self { name: none(), detail: String::new(), ..self.clone() };
        let late = self.alarm.rsplit_once(" · ").map(|(_, late)| Self { alarm: late.to_owned(), ..only_alarm.clone() });
        let mut shorter: Vec<Self> = [no_name, only_alarm].into_iter().chain(late).collect();
        shorter.iter_mut().for_each(Self::measure);
        shorter.retain(|label| Px::ZERO < label.width && label.width < self.width);
        shorter
    }

    fn measure(&mut self) {
        let note = Note { name: self.name.clone(), detail: self.detail.clone(), alarm: self.alarm.clone() };
        self.width = if self.name.is_empty() && self.detail.is_empty() && self.alarm.is_empty() { Px::ZERO } else { note.width() };
    }
}

/// Cuts a note without a name to the room there is.
fn cut(note: Note<'_>, room: Px) -> Note<'_> {
    // How late it is counts for more than what was due when.
    let short = note.alarm.rsplit_once(" · ").map_or(note.alarm.as_str(), |(_, late)| late);
    let alarm = if Font::SMALL_STRONG.width(&note.alarm) <= room { &note.alarm } else { short };
    let alarm = Font::SMALL_STRONG.fit(alarm, room).into_owned();
    let room = if alarm.is_empty() { room } else { room - Font::SMALL_STRONG.width(&alarm) - PART_GAP };
    let detail = Font::SMALL.fit(&note.detail, room).into_owned();
    Note { detail: if room <= Px::of(20) { String::new() } else { detail }, alarm, ..note }
}
