//! The parts of which a plan has millions, in as few bytes as they need.
//!
//! A line is at most 32 KiB long, so within a line sixteen bits say where something stands; only the beginning is
//! kept in thirty-two. Everything is read and made through methods that speak of ranges in the file.

use super::{Amount, ClauseKind, Edge, Item, ItemKind, Lag, LineId, LineKind, Moment, Pick, TargetKind, Unit};
use crate::calendar::{Day, TimeOfDay};
use crate::span::TextRange;

/// A stretch within a line, from the line's beginning; empty for what is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Within {
    at: u16,
    len: u16,
}

impl Within {
    const NOTHING: Self = Self { at: 0, len: 0 };

    fn new(start: u32, range: TextRange) -> Self {
        Self { at: short(range.start.wrapping_sub(start)), len: short(range.len()) }
    }

    const fn range(self, start: u32) -> TextRange {
        let from = start.wrapping_add(self.at as u32);
        TextRange::new(from, from.wrapping_add(self.len as u32))
    }

    fn filled(self, start: u32) -> Option<TextRange> {
        (self.len > 0).then(|| self.range(start))
    }
}

fn short(n: u32) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// One line with what it says and where it hangs.
#[derive(Clone, Debug)]
pub struct Line {
    /// Offset of the line's first byte; it reaches to the next line's.
    pub start: u32,
    /// The first of the line's clauses; they reach to the next line's first.
    pub first_clause: u32,
    owner: u32,
    body: Within,
    kind: Kind,
    /// Something of the line could not be read and was reported; what is here is the rest of it.
    pub broken: bool,
}

/// What a line is, with places from the line's beginning.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Blank,
    Text,
    Version([u16; 2]),
    Item { kind: ItemKind, id: Within, title: Within },
    Clauses,
    Checklist { ticked: bool, text: Within },
    Unknown,
}

/// Stands for no owner; a file of 64 MiB has fewer lines.
const NO_OWNER: u32 = u32::MAX;

impl Line {
    /// Returns a line at the outermost level that begins at `start`; a body ends within 64 KiB of its beginning.
    pub(in crate::syntax) fn new(start: u32, body: TextRange, kind: LineKind, first_clause: u32, broken: bool) -> Self {
        let mut line = Self { start, first_clause, owner: NO_OWNER, body: Within::new(start, body), kind: Kind::Blank, broken };
        line.set_kind(kind);
        line
    }

    /// Returns the statement without margin, comment and line ending.
    #[must_use]
    pub const fn body(&self) -> TextRange {
        self.body.range(self.start)
    }

    /// Returns what the line is.
    #[must_use]
    #[inline]
    pub fn kind(&self) -> LineKind {
        match self.kind {
            Kind::Blank => LineKind::Blank,
            Kind::Text => LineKind::Text,
            Kind::Version([high, low]) => LineKind::Version(u32::from(high) << 16 | u32::from(low)),
            Kind::Item { kind, id, title } => LineKind::Item(Item { kind, id: id.filled(self.start), title: title.filled(self.start) }),
            Kind::Clauses => LineKind::Clauses,
            Kind::Checklist { ticked, text } => LineKind::Checklist { ticked, text: text.range(self.start) },
            Kind::Unknown => LineKind::Unknown,
        }
    }

    /// Returns the item that the line belongs to: the innermost open one with a smaller margin. `None` at the outermost level.
    #[must_use]
    pub fn owner(&self) -> Option<LineId> {
        (self.owner != NO_OWNER).then_some(LineId(self.owner))
    }

    pub(in crate::syntax) fn set_owner(&mut self, owner: Option<LineId>) {
        self.owner = owner.map_or(NO_OWNER, |owner| owner.0);
    }

    pub(in crate::syntax) fn set_kind(&mut self, kind: LineKind) {
        let within = |range: Option<TextRange>| range.map_or(Within::NOTHING, |range| Within::new(self.start, range));
        self.kind = match kind {
            LineKind::Blank => Kind::Blank,
            LineKind::Text => Kind::Text,
            LineKind::Version(version) => Kind::Version([short(version >> 16), short(version & 0xffff)]),
            LineKind::Item(item) => Kind::Item { kind: item.kind, id: within(item.id), title: within(item.title) },
            LineKind::Clauses => Kind::Clauses,
            LineKind::Checklist { ticked, text } => Kind::Checklist { ticked, text: within(Some(text)) },
            LineKind::Unknown => Kind::Unknown,
        };
    }
}

/// One clause, on its item's line or below it.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Offset of the clause's first byte.
    start: u32,
    len: u16,
    /// What it says.
    pub kind: ClauseKind,
}

impl Clause {
    pub(in crate::syntax) fn new(range: TextRange, kind: ClauseKind) -> Self {
        Self { start: range.start, len: short(range.len()), kind }
    }

    /// Returns the place of the clause, keyword and all.
    #[must_use]
    pub const fn range(&self) -> TextRange {
        TextRange::new(self.start, self.start.wrapping_add(self.len as u32))
    }
}

/// A date, or an item's edge, with a lag or lead.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    start: u32,
    /// The day, or the thousandths of the lag.
    value: [u8; 4],
    len: u16,
    /// The time of day, or the length of the path, which the target begins with.
    second: u16,
    form: Form,
    unit: Option<Unit>,
    elapsed: bool,
    lead: bool,
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Day,
    Moment,
    Item(Option<Edge>),
}

impl Target {
    /// Returns a date.
    pub(in crate::syntax) fn date(range: TextRange, moment: Moment) -> Self {
        let value = moment.day.0.to_ne_bytes();
        let (form, second) = moment.time.map_or((Form::Day, 0), |time| (Form::Moment, time.0));
        Self { start: range.start, value, len: short(range.len()), second, form, unit: None, elapsed: false, lead: false }
    }

    /// Returns an end of an item; its path begins where the target does.
    pub(in crate::syntax) fn item(range: TextRange, path: TextRange, edge: Option<Edge>, lag: Option<Lag>) -> Self {
        let amount = lag.map(|lag| lag.amount);
        Self {
            start: range.start,
            value: amount.map_or(0, |amount| amount.thousandths).to_ne_bytes(),
            len: short(range.len()),
            second: short(path.len()),
            form: Form::Item(edge),
            unit: amount.map(|amount| amount.unit),
            elapsed: amount.is_some_and(|amount| amount.elapsed),
            lead: lag.is_some_and(|lag| lag.lead),
        }
    }

    /// Returns the place of the whole of it, lag and all.
    #[must_use]
    pub const fn range(&self) -> TextRange {
        TextRange::new(self.start, self.start.wrapping_add(self.len as u32))
    }

    /// Returns the date, or the path of names.
    #[must_use]
    pub const fn what(&self) -> TargetKind {
        let day = Day(i32::from_ne_bytes(self.value));
        match self.form {
            Form::Day => TargetKind::Date(Moment { day, time: None }),
            Form::Moment => TargetKind::Date(Moment { day, time: Some(TimeOfDay(self.second)) }),
            Form::Item(edge) => {
                let path = TextRange::new(self.start, self.start.wrapping_add(self.second as u32));
                TargetKind::Item { path, edge }
            }
        }
    }

    /// Returns what is added to it or taken off.
    #[must_use]
    pub fn lag(&self) -> Option<Lag> {
        let thousandths = u32::from_ne_bytes(self.value);
        self.unit.map(|unit| Lag { amount: Amount { thousandths, unit, elapsed: self.elapsed }, lead: self.lead })
    }
}

/// An entry of a `by` or `of` list.
#[derive(Clone, Copy, Debug)]
pub struct Assignment {
    start: u32,
    /// How many, or one of the two below.
    pick: u32,
    /// The ten-thousandths of a person, or the thousandths of the unit of work.
    value: u32,
    len: u16,
    name: Within,
    share: Share,
    elapsed: bool,
    /// The ten-thousandths of a person beside work of their own; more than six times a person is an error anyway.
    beside: u16,
}

/// Stands for one person; no count is that large.
const ONE: u32 = u32::MAX;

/// Stands for everyone.
const ALL: u32 = u32::MAX - 1;

/// What stands behind the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Given {
    Nothing,
    /// `50%`, in ten-thousandths.
    Units(u32),
    /// `24h`.
    Work(Amount),
    /// `50% 24h`.
    Both(u32, Amount),
}

#[derive(Clone, Copy, Debug)]
enum Share {
    Nothing,
    Units,
    Work(Unit),
    Both(Unit),
}

impl Assignment {
    pub(in crate::syntax) fn new(range: TextRange, name: TextRange, pick: Pick, given: Given) -> Self {
        let (share, value, elapsed) = match given {
            Given::Nothing => (Share::Nothing, 0, false),
            Given::Units(units) => (Share::Units, units, false),
            Given::Work(work) => (Share::Work(work.unit), work.thousandths, work.elapsed),
            Given::Both(_, work) => (Share::Both(work.unit), work.thousandths, work.elapsed),
        };
        let beside = if let Given::Both(units, _) = given { short(units) } else { 0 };
        let pick = match pick {
            Pick::One => ONE,
            Pick::Count(n) => n,
            Pick::All => ALL,
        };
        Self { start: range.start, pick, value, len: short(range.len()), name: Within::new(range.start, name), share, elapsed, beside }
    }

    /// Returns the place of the whole entry.
    #[must_use]
    pub const fn range(&self) -> TextRange {
        TextRange::new(self.start, self.start.wrapping_add(self.len as u32))
    }

    /// Returns the place of the name, or of a quoted title.
    #[must_use]
    pub const fn name(&self) -> TextRange {
        self.name.range(self.start)
    }

    /// Returns how many of a team.
    #[must_use]
    pub const fn pick(&self) -> Pick {
        match self.pick {
            ONE => Pick::One,
            ALL => Pick::All,
            n => Pick::Count(n),
        }
    }

    /// Returns `50%` in ten-thousandths.
    #[must_use]
    pub const fn units(&self) -> Option<u32> {
        match self.share {
            Share::Units => Some(self.value),
            Share::Both(_) => Some(self.beside as u32),
            Share::Nothing | Share::Work(_) => None,
        }
    }

    /// Returns `ana 24h`: this person's own work.
    #[must_use]
    pub const fn work(&self) -> Option<Amount> {
        match self.share {
            Share::Work(unit) | Share::Both(unit) => Some(Amount { thousandths: self.value, unit, elapsed: self.elapsed }),
            Share::Nothing | Share::Units => None,
        }
    }
}

/// A duration or effort with its range of uncertainty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    likely: Bytes,
    low: Bytes,
    high: Bytes,
}

impl Estimate {
    /// Returns a length that is most likely, uncertain within bounds, or both.
    pub(in crate::syntax) fn new(likely: Option<Amount>, bounds: Option<(Amount, Amount)>) -> Self {
        Self { likely: Bytes::new(likely), low: Bytes::new(bounds.map(|(low, _)| low)), high: Bytes::new(bounds.map(|(_, high)| high)) }
    }

    /// Returns the most likely amount; `None` in `4w..7w`, which means halfway.
    #[must_use]
    pub fn likely(&self) -> Option<Amount> {
        self.likely.amount()
    }

    /// Returns the optimistic and the pessimistic amount.
    #[must_use]
    pub fn bounds(&self) -> Option<(Amount, Amount)> {
        self.low.amount().zip(self.high.amount())
    }
}

/// An amount or none, in bytes that fit anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bytes {
    thousandths: [u8; 4],
    /// Zero for none, else a unit; `ELAPSED` is added.
    unit: u8,
}

const ELAPSED: u8 = 8;

impl Bytes {
    fn new(amount: Option<Amount>) -> Self {
        let Some(amount) = amount else { return Self { thousandths: [0; 4], unit: 0 } };
        let unit = match amount.unit {
            Unit::Minute => 1,
            Unit::Hour => 2,
            Unit::Day => 3,
            Unit::Week => 4,
            Unit::Month => 5,
            Unit::Percent => 6,
        };
        Self { thousandths: amount.thousandths.to_ne_bytes(), unit: if amount.elapsed { unit + ELAPSED } else { unit } }
    }

    fn amount(self) -> Option<Amount> {
        let unit = match self.unit % ELAPSED {
            1 => Unit::Minute,
            2 => Unit::Hour,
            3 => Unit::Day,
            4 => Unit::Week,
            5 => Unit::Month,
            6 => Unit::Percent,
            _ => return None,
        };
        Some(Amount { thousandths: u32::from_ne_bytes(self.thousandths), unit, elapsed: self.unit >= ELAPSED })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_lines_fit() {
        assert!(size_of::<Line>() <= 28);
        assert!(size_of::<Clause>() <= 24);
        assert!(size_of::<Target>() <= 16);
        assert!(size_of::<Assignment>() <= 24);
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let within = |from: u32, to: u32| TextRange::new(5_000_000 + from, 5_000_000 + to);
        let (id, title) = (Some(within(7, 9)), Some(within(10, 32_000)));
        let kinds = [
            LineKind::Version(1),
            LineKind::Version(0xfedc_ba98),
            LineKind::Item(Item { kind: ItemKind::Phase, id, title }),
            LineKind::Item(Item { kind: ItemKind::Task, id: None, title: None }),
            LineKind::Checklist { ticked: true, text: within(8, 8) },
        ];
        for kind in kinds {
            let line = Line::new(5_000_000, within(2, 32_000), kind, 3, false);
            assert_eq!((line.kind(), line.body(), line.owner()), (kind, within(2, 32_000), None));
        }
    }

    #[test]
    fn amounts_come_out_again() {
        for unit in [Unit::Minute, Unit::Hour, Unit::Day, Unit::Week, Unit::Month, Unit::Percent] {
            for elapsed in [false, true] {
                let amount = Amount { thousandths: 0x0102_fffe, unit, elapsed };
                assert_eq!(Estimate::new(Some(amount), None).likely(), Some(amount));
                assert_eq!(Estimate::new(None, Some((amount, amount))).bounds(), Some((amount, amount)));
                let range = TextRange::new(40, 60);
                let given = Assignment::new(range, range, Pick::Count(2), Given::Work(amount));
                assert_eq!((given.work(), given.units(), given.pick()), (Some(amount), None, Pick::Count(2)));
                let lag = Lag { amount, lead: elapsed };
                assert_eq!(Target::item(range, TextRange::new(40, 44), None, Some(lag)).lag(), Some(lag));
            }
        }
    }
}
