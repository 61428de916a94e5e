//! What stands beside a bar: the name of a milestone, and whatever its reader must not overlook.

use std::borrow::Cow;

use super::bars;
use super::places::{Reach, Room};
use super::rows::{Context, Item};
use super::scale::Scale;
use super::strokes::Strokes;
use super::{Bar, Font, Px, Row, words};
use crate::calendar::{Instant, Work};
use crate::model::{Effort, Gate, Kind};
use crate::view::phrase;

/// Words before they have a place.
#[derive(Clone, Debug)]
pub struct Note<'p> {
    /// The name, stressed; may be empty.
    pub name: Cow<'p, str>,
    /// The name is a date that nothing else in the row tells.
    pub dated: bool,
    /// What became of a gate; may be empty.
    pub gate: &'static str,
    /// What else is said of it; may be empty.
    pub detail: String,
    /// The deadline that a milestone keeps, which stands at its flag where there is one; may be empty.
    pub due: String,
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
/// What stands between the words of one part.
const DOT: &str = " · ";

/// What of a note is said.
#[derive(Clone, Copy)]
struct Form {
    name: bool,
    gate: bool,
    detail: bool,
    due: bool,
    alarm: Said,
}

/// How much of what is bad is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    All,
    /// How late it is counts for more than what was due when.
    Shortly,
}

impl Form {
    const WHOLE: Self = Self { name: true, gate: true, detail: true, due: true, alarm: Said::All };
    const BARE: Self = Self { name: false, gate: false, detail: false, due: false, alarm: Said::Shortly };

    /// From the whole to the shortest: details go first, then the name, which the first column tells as well.
    const ALL: [Self; 9] = [
        Self::WHOLE,
        Self { gate: false, ..Self::WHOLE },
        Self { gate: false, due: false, ..Self::WHOLE },
        Self { gate: false, due: false, detail: false, ..Self::WHOLE },
        Self { name: true, ..Self::BARE },
        Self { name: false, gate: false, ..Self::WHOLE },
        Self { name: false, gate: false, due: false, ..Self::WHOLE },
        Self { alarm: Said::All, ..Self::BARE },
        Self::BARE,
    ];
}

impl<'p> Note<'p> {
    /// Returns how wide it all is at most.
    #[must_use]
    pub fn width(&self) -> Px {
        width(&self.name, &self.said(), &self.alarm)
    }

    /// Returns what is said of the item in one part.
    #[must_use]
    pub fn said(&self) -> String {
        joined([self.gate, &self.detail, &self.due])
    }

    /// Returns how wide it is without the deadline, which stands at its flag, and how wide that is.
    pub(super) fn widths(&self) -> (Px, Px) {
        (width(&self.name, &joined([self.gate, &self.detail]), &self.alarm), Font::SMALL.width(&self.due))
    }

    /// Returns the words, the longest first; without the deadline, if it is told at its flag.
    fn forms(&self, is_due_told: bool) -> impl Iterator<Item = Label<'p>> + '_ {
        let mut least = Px(i32::MAX);
        let forms = Form::ALL.into_iter().filter(move |form| !self.dated || form.name || form.alarm == Said::Shortly);
        forms.map(move |form| self.label(Form { due: form.due && !is_due_told, ..form })).filter(move |label| {
            let is_shorter = Px::ZERO < label.width && label.width < least;
            least = least.min(label.width);
            is_shorter
        })
    }

    fn label(&self, form: Form) -> Label<'p> {
        let name = if form.name { self.name.clone() } else { Cow::Borrowed("") };
        let parts = [(form.gate, self.gate), (form.detail, &*self.detail), (form.due, &*self.due)];
        let detail = joined(parts.map(|(is_said, part)| if is_said { part } else { "" }));
        let alarm = match form.alarm {
            Said::All => self.alarm.clone(),
            Said::Shortly => self.alarm.split(DOT).filter(|part| !part.starts_with("due ")).collect::<Vec<_>>().join(DOT),
        };
        let width = width(&name, &detail, &alarm);
        Label { x: Px::ZERO, anchor: Anchor::Start, name, detail, alarm, width }
    }
}

/// Returns parts that say something as one.
fn joined<const N: usize>(parts: [&str; N]) -> String {
    let mut out = String::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !out.is_empty() {
            out.push_str(DOT);
        }
        out.push_str(part);
    }
    out
}

/// Returns how wide the parts of a label are at most.
fn width(name: &str, detail: &str, alarm: &str) -> Px {
    let parts = [(Font::SMALL_STRONG, name), (Font::SMALL, detail), (Font::SMALL_STRONG, alarm)];
    let shown = parts.iter().filter(|(_, text)| !text.is_empty());
    shown
        .map(|(font, text)| font.width(text) + PART_GAP)
        .fold(None, |sum, width| Some(sum.unwrap_or(-PART_GAP) + width))
        .unwrap_or_default()
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
        && !cx.is_new(item)
        && item.task.details.is_none()
        && !matches!(item.task.effort, Effort::Unestimated(_))
        && !cx.is_overdue(item)
    {
        return None;
    }
    let mut detail = Vec::new();
    let mut alarm = Vec::new();
    let gate = match cx.details(item).gate {
        Some(gate) => match gate {
            Gate::Open => "gate, open",
            Gate::Passed(_) => "gate, passed",
            Gate::Failed(_) => {
                alarm.push("gate failed".to_owned());
                ""
            }
        },
        None => "",
    };
    if empty || matches!(item.task.effort, Effort::Unestimated(_)) {
        detail.push(words::duration(cx.plan, item));
    }
    if cx.is_new(item) {
        detail.push("new".to_owned());
    }
    if let Some(slip) = slip {
        let (sign, length) = if slip < Work::ZERO { ("−", Work(slip.0.saturating_neg())) } else { ("+", slip) };
        detail.push(format!("{sign}{}", phrase::whole_work(length, &cx.plan.settings.units)));
    }
    let due = match (cx.due(item), cx.late_by(item)) {
        (Some(due), Some(late)) => {
            alarm.push(format!("due {} · {} late", due_day(cx, item, due), phrase::whole_work(late, &cx.plan.settings.units)));
            String::new()
        }
        (Some(due), None) if milestone => format!("due {}", due_day(cx, item, due)),
        (Some(_) | None, _) => String::new(),
    };
    if cx.is_overdue(item) {
        alarm.push("overdue".to_owned());
    }
    if !milestone && detail.is_empty() && alarm.is_empty() {
        return None;
    }
    let name = match milestone {
        true if cx.dated => Cow::Owned(day(cx, item.dates.finish)),
        true => Font::SMALL_STRONG.fit(cx.plan.title(item.id), LONGEST_NAME),
        false => Cow::Borrowed(""),
    };
    Some(Note { name, dated: milestone && cx.dated, gate, detail: detail.join(DOT), due, alarm: alarm.join(DOT) })
}

/// Returns the day of an instant, with its year where the picture tells of more than one.
fn day(cx: &Context<'_>, at: Instant) -> String {
    if cx.spans_years() { phrase::short_date(at.last_day()) } else { phrase::short_day(at.last_day()) }
}

/// Returns a deadline, with its time where it lies within the work of its day.
pub(super) fn due_day(cx: &Context<'_>, item: &Item<'_>, due: Instant) -> String {
    let said = day(cx, due);
    let (hours, on) = (cx.work_time(item.task.calendar), due.last_day());
    let is_whole = due.time().0 == 0 || hours.day_finish(on) == due || hours.day_start(on) == due;
    if is_whole { said } else { format!("{said} {}", phrase::clock(due)) }
}

/// Puts the words of an item beside its mark, and the deadline that it keeps at its flag; what finds no place is left to the
/// sentence of the row.
pub(super) fn settle<'p>(row: &mut Row<'p>, (bar, note): (Bar, &Note<'p>), (scale, lines): (&Scale, &Strokes)) {
    (row.label, row.due) = (None, None);
    if let Some(slack) = row.slack.as_mut() {
        slack.0 = bar.right();
    }
    let room = Room::of(row, bar, (scale, lines));
    let is_flagged = !note.due.is_empty() && row.deadline.is_some_and(|flag| flag.missed_to.is_none());
    let is_bad = !note.alarm.is_empty() || note.dated;
    let stages: [(&[Reach], bool); 4] =
        [(&[Reach::Near], is_flagged), (&[Reach::OnLine, Reach::Beyond], false), (&[Reach::Far], is_flagged), (&[Reach::FarBeyond], false)];
    let stages = stages.into_iter().filter(|(reaches, _)| is_bad || reaches.iter().all(|reach| reach.is_near()));
    let found = stages.into_iter().find_map(|(reaches, is_due_told)| {
        let place = |label: &Label<'p>| reaches.iter().find_map(|reach| room.place(label.width, *reach));
        let (label, place) = note.forms(is_due_told).find_map(|label| place(&label).map(|place| (label, place)))?;
        Some((label, place, is_due_told))
    });
    let is_due_told = found.as_ref().is_none_or(|found| found.2);
    if let Some((label, place, _)) = found {
        // A flag that words stand beyond would be taken for theirs, unless they tell it.
        if is_flagged && !is_due_told && !label.detail.contains(&note.due) {
            row.deadline = None;
        }
        stand(row, label, place);
    }
    if is_flagged && is_due_told {
        row.due = due_words(row, note, (bar, (scale, lines))).map(Box::new);
    }
}

/// Returns the words of a deadline that is kept: right of its flag, or left of it.
fn due_words<'p>(row: &Row<'p>, note: &Note<'p>, (bar, around): (Bar, (&Scale, &Strokes))) -> Option<Label<'p>> {
    let flag = row.deadline?;
    let width = Font::SMALL.width(&note.due);
    let (x, anchor) = Room::of(row, bar, around).at_flag(flag, (width, row.label.as_deref().map(Label::span)))?;
    Some(Label { x, anchor, name: Cow::Borrowed(""), detail: note.due.clone(), alarm: String::new(), width })
}

/// Moves words that a line crosses to where none does: to the other side of their mark, beyond the line, or makes them shorter.
/// Returns whether any words are now elsewhere.
pub(super) fn keep_clear<'p>(rows: &mut [Row<'p>], notes: &[Option<Box<Note<'p>>>], (scale, lines): (&Scale, &Strokes)) -> bool {
    let mut moved = false;
    for (row, note) in rows.iter_mut().zip(notes) {
        let Some(bar) = row.bar else { continue };
        moved |= clear_edge(row, bar, (scale, lines));
        let Some(note) = note.as_deref() else { continue };
        let room = Room::of(row, bar, (scale, lines));
        let said = [row.label.as_deref(), row.due.as_deref()];
        let is_clear = said.into_iter().flatten().all(|label| room.is_clear(label.span()));
        let (own, due) = note.widths();
        let is_whole = match said {
            [Some(label), None] => label.width == note.width(),
            [Some(label), Some(_)] => label.width == own,
            [None, Some(_)] => own == Px::ZERO,
            [None, None] => own == Px::ZERO && due == Px::ZERO,
        };
        if is_clear && is_whole {
            continue;
        }
        let before = said.map(|label| label.map(|label| (label.span(), label.anchor)));
        settle(row, (bar, note), (scale, lines));
        moved |= before != [row.label.as_deref(), row.due.as_deref()].map(|label| label.map(|label| (label.span(), label.anchor)));
    }
    moved
}

/// Moves what is told at the right edge of the picture out of the way of lines: towards its mark, or to the other side of it.
fn clear_edge(row: &mut Row<'_>, bar: Bar, (scale, lines): (&Scale, &Strokes)) -> bool {
    let Some(edge) = row.edge.take_if(|edge| edge.anchor == Anchor::End) else { return false };
    let mut room = Room::of(row, bar, (scale, lines));
    if room.is_clear(edge.span()) {
        row.edge = Some(edge);
        return false;
    }
    room.take(row.label.iter().chain(&row.due).map(|label| label.span()));
    if let Some(x) = room.seen_from(edge.span().1, (bar.right() + Px::of(8), scale.right)).leftwards(edge.width) {
        row.edge = Some(Box::new(Label { x, ..*edge }));
    } else if row.label.is_none() {
        let room = Room::of(row, bar, (scale, lines));
        let detail = edge.detail.trim_end_matches([' ', '►']).to_owned();
        let width = Font::SMALL.width(&detail);
        if let Some(place) = [Reach::Near, Reach::Far].into_iter().find_map(|reach| room.place(width, reach)) {
            stand(row, Label { detail, width, ..*edge }, place);
        }
    }
    true
}

/// Adds words to the rows that found no place elsewhere; returns how many find none here either.
pub(super) fn tell<'p>(
    rows: &mut [Row<'p>],
    notes: &[Option<Box<Note<'p>>>],
    (scale, lines, told): (&Scale, &Strokes, Vec<(usize, String)>),
) -> usize {
    let mut untold = 0;
    for (index, words) in told {
        let Some((row, bar)) = rows.get_mut(index).and_then(|row| row.bar.map(|bar| (row, bar))) else { continue };
        let slipped = notes.get(index).and_then(Option::as_deref).is_some_and(|note| note.detail.contains(['+', '−']));
        let before = row.label.as_deref();
        let detail = joined([before.map_or("", |label| &label.detail), &words]);
        let (name, alarm) = before.map_or_else(Default::default, |label| (label.name.clone(), label.alarm.clone()));
        let width = width(&name, &detail, &alarm);
        let has_slack = row.slack.is_some_and(|slack| MOST_OVER_SLACK < width && slack.0 < bar.right() + width);
        let room = Room::of(row, bar, (scale, lines));
        let place = if slipped || has_slack { None } else { room.place(width, Reach::Near) };
        match place {
            Some(place) => stand(row, Label { x: Px::ZERO, anchor: Anchor::Start, name, detail, alarm, width }, place),
            None => untold += 1,
        }
    }
    untold
}

/// Wider words do not stand over slack.
const MOST_OVER_SLACK: Px = Px::of(120);

/// Puts words into their place; slack that they cover begins after them.
fn stand<'p>(row: &mut Row<'p>, label: Label<'p>, (x, anchor): (Px, Anchor)) {
    let label = Label { x, anchor, ..label };
    let (left, right) = label.span();
    if let Some(slack) = row.slack.as_mut().filter(|slack| left < slack.1 && slack.0 < right) {
        slack.0 = right + Px::of(4);
        row.slack = row.slack.filter(|slack| bars::is_seen(*slack));
    }
    row.label = Some(Box::new(label));
}
