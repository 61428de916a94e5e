//! The rows of a table made into items of a plan.

use std::collections::BTreeMap;

use super::columns::{Column, Row, Sheet};
use super::fault;
use super::values::{self, Date, Order, Span};
use crate::calendar::{Calendar, Day, Instant, TimeOfDay, WorkTime};
use crate::format::{Clause, Draft, Edge, Entry, Item, ItemId, Kind, Lag, Length, Moment, Pick, Target, Unit, Who};
use crate::interop::{Fault, Imported, Notes, leave_out_first_day};

struct Cx<'a> {
    sheet: &'a Sheet,
    order: Order,
    clock: WorkTime,
    /// The item of each row, by its id.
    by_id: BTreeMap<String, ItemId>,
    notes: Notes,
    first: Option<Day>,
}

/// A row as a part of the outline.
struct Place {
    level: u16,
    kind: Kind,
}

/// Returns the plan of a table.
pub(super) fn import(sheet: &Sheet) -> Result<Imported, Fault> {
    let dates = [Column::Start, Column::Finish, Column::Due, Column::ConstraintDate];
    let cells = sheet.rows.iter().flat_map(|row| dates.map(|column| sheet.cell(row, column)));
    let mut cx = Cx {
        sheet,
        order: values::order(cells),
        clock: WorkTime::of(&Calendar::standard()),
        by_id: BTreeMap::new(),
        notes: Notes::default(),
        first: None,
    };
    let mut draft = Draft::default();
    draft.push(Item::new(Kind::Plan, 0, ""));
    let places = cx.places();
    let ids = cx.declare(&mut draft, &places)?;
    for ((row, place), id) in sheet.rows.iter().zip(&places).zip(&ids) {
        let clauses = cx.clauses(row, place)?;
        if let Some(item) = draft.get_mut(*id) {
            item.clauses = clauses;
        }
    }
    for heading in sheet.unknown() {
        cx.notes.add("columns that mean nothing to a plan", heading, 1);
    }
    match cx.first {
        Some(first) => {
            leave_out_first_day(&mut draft, first);
            draft.items.first_mut().into_iter().for_each(|plan| plan.clauses.push(Clause::Start(Moment::day(first))));
        }
        None => cx.notes.add("the start of the plan, which no date of the table tells: add `start` and a date", "", 1),
    }
    Ok(cx.notes.finish(draft, "What was guessed, or is not in the plan, of the table that it was imported from:"))
}

impl Cx<'_> {
    /// Finds out how deep every row stands and what it is.
    fn places(&mut self) -> Vec<Place> {
        let levels = self.levels();
        let list: Vec<Place> = self
            .sheet
            .rows
            .iter()
            .enumerate()
            .map(|(n, row)| {
                let level = levels.get(n).copied().unwrap_or(0);
                let holds = levels.get(n + 1).is_some_and(|next| level < *next);
                let is_epic = self.sheet.cell(row, Column::Kind).eq_ignore_ascii_case("epic");
                let kind = match () {
                    () if holds || is_epic => Kind::Phase,
                    () if self.is_milestone(row) => Kind::Milestone,
                    () => Kind::Task,
                };
                Place { level, kind }
            })
            .collect();
        list
    }

    /// Returns how deep every row stands: by its level, its outline number, its parent, or the space before its name.
    fn levels(&mut self) -> Vec<u16> {
        let sheet = self.sheet;
        let rows = || sheet.rows.iter();
        let raw: Vec<u16> = if sheet.has(Column::Level) {
            rows().map(|row| sheet.cell(row, Column::Level).parse().unwrap_or(1)).collect()
        } else if sheet.has(Column::Outline) {
            let depth = |text: &str| text.split('.').filter(|part| !part.is_empty()).count();
            rows().map(|row| u16::try_from(depth(sheet.cell(row, Column::Outline))).unwrap_or(1)).collect()
        } else if sheet.has(Column::Parent) {
            self.by_parent()
        } else {
            rows().map(|row| u16::try_from(sheet.name(row).chars().take_while(|c| c.is_whitespace()).count()).unwrap_or(0)).collect()
        };
        // Levels are made dense: a row is one deeper than the last row that is less deep.
        let mut open: Vec<u16> = Vec::new();
        raw.into_iter()
            .map(|level| {
                while open.pop_if(|last| level <= *last).is_some() {}
                open.push(level);
                u16::try_from(open.len() - 1).unwrap_or(0).min(60)
            })
            .collect()
    }

    fn by_parent(&mut self) -> Vec<u16> {
        let mut depth: BTreeMap<&str, u16> = BTreeMap::new();
        let mut levels = Vec::new();
        for row in &self.sheet.rows {
            let parent = self.sheet.cell(row, Column::Parent);
            let level = match depth.get(parent) {
                Some(above) => above + 1,
                None => {
                    if !parent.is_empty() {
                        self.notes.add("rows whose parent stands nowhere above them", self.sheet.name(row).trim(), 1);
                    }
                    0
                }
            };
            depth.insert(self.sheet.cell(row, Column::Id), level);
            levels.push(level);
        }
        levels
    }

    fn is_milestone(&self, row: &Row) -> bool {
        let said = matches!(self.sheet.cell(row, Column::Milestone).to_lowercase().as_str(), "yes" | "true" | "1" | "x" | "ja" | "y");
        let named = self.sheet.cell(row, Column::Kind).eq_ignore_ascii_case("milestone");
        let length = values::span(self.sheet.cell(row, Column::Duration));
        said || named || length.is_some_and(|length| length.hundredths == 0)
    }

    /// Adds an item for every row, and a phase where the column of phases changes.
    fn declare(&mut self, draft: &mut Draft, places: &[Place]) -> Result<Vec<ItemId>, Fault> {
        let sheet = self.sheet;
        let mut phase = "";
        let mut ids = Vec::new();
        for (n, (row, place)) in sheet.rows.iter().zip(places).enumerate() {
            let name = sheet.name(row).trim();
            if name.is_empty() {
                return Err(fault(row.line, sheet.heading(Column::Name), "this row has no name", "give it one, or leave the row out"));
            }
            let own = sheet.cell(row, Column::Phase);
            if own != phase && !own.is_empty() {
                draft.push(Item::new(Kind::Phase, 0, own));
            }
            phase = own;
            let level = place.level + u16::from(!own.is_empty());
            let mut item = Item::new(place.kind, level, name.trim_start_matches('\''));
            item.is_comment = matches!(sheet.cell(row, Column::Active).to_lowercase().as_str(), "no" | "false" | "0");
            if item.is_comment {
                self.notes.add("inactive rows, which stand above as comments", name, 1);
            }
            let id = draft.push(item);
            let key = match sheet.cell(row, Column::Id) {
                "" => (n + 1).to_string(),
                key => key.to_owned(),
            };
            if self.by_id.insert(key.clone(), id).is_some() {
                return Err(fault(row.line, sheet.heading(Column::Id), format!("a second row has the id `{key}`"), "give each its own"));
            }
            ids.push(id);
        }
        Ok(ids)
    }

    fn clauses(&mut self, row: &Row, place: &Place) -> Result<Vec<Clause>, Fault> {
        let sheet = self.sheet;
        let mut clauses = Vec::new();
        let links = self.links(row)?;
        let has_links = !links.is_empty();
        clauses.extend(links);
        let key = sheet.cell(row, Column::Id);
        if place.kind == Kind::Phase {
            clauses.extend(self.notes_of(row));
            return Ok(clauses);
        }
        if !key.is_empty() {
            clauses.push(Clause::Key(key.to_owned()));
        }
        self.dates(row, place, has_links, &mut clauses)?;
        if let Some((day, time)) = self.date(row, Column::Due)? {
            clauses.push(Clause::Due(Target::At(Moment { day, time: time.filter(|_| self.is_odd(day, time)) })));
        }
        clauses.extend(self.people(row));
        clauses.extend(self.done(row)?);
        if let Ok(priority @ 0..=1_000) = sheet.cell(row, Column::Priority).parse::<u16>() {
            clauses.extend(Some(Clause::Priority(priority)).filter(|_| priority != 500));
        }
        clauses.extend(self.notes_of(row));
        Ok(clauses)
    }

    fn notes_of(&self, row: &Row) -> Option<Clause> {
        let note = self.sheet.cell(row, Column::Notes).trim_start_matches('\'');
        (!note.is_empty()).then(|| Clause::Note(note.to_owned()))
    }

    /// Says how long a row takes and which of its dates was somebody's decision.
    fn dates(&mut self, row: &Row, place: &Place, has_links: bool, clauses: &mut Vec<Clause>) -> Result<(), Fault> {
        let sheet = self.sheet;
        let name = sheet.name(row).trim();
        let (start, finish) = (self.date(row, Column::Start)?, self.date(row, Column::Finish)?);
        if let Some((day, _)) = start.or(finish) {
            self.first = Some(self.first.map_or(day, |first| first.min(day)));
        }
        if place.kind == Kind::Milestone {
            match start.or(finish).filter(|_| !has_links) {
                Some((day, time)) => clauses.push(Clause::On(Target::At(Moment { day, time: time.filter(|_| self.is_odd(day, time)) }))),
                None if has_links && start.or(finish).is_some() => self.computed(name),
                None => {}
            }
            return Ok(());
        }
        let cell = sheet.cell(row, Column::Duration);
        let is_manual = sheet.cell(row, Column::Mode).to_lowercase().starts_with("manual");
        if let (true, Some((from, _)), Some((to, _))) = (is_manual, start, finish) {
            clauses.push(Clause::Span(Target::At(Moment::day(from)), Target::At(Moment::day(to.max(from)))));
            return Ok(());
        }
        let length = if cell.is_empty() {
            None
        } else {
            let help = "write `5 days`, `2w` or `4 hours`";
            Some(
                values::span(cell)
                    .ok_or_else(|| fault(row.line, sheet.heading(Column::Duration), format!("`{cell}` is no length"), help))?,
            )
        };
        match (length, start.zip(finish)) {
            (Some(length), _) => self.long(length, name, clauses),
            (None, Some(((from, _), (to, _)))) if to < from => {
                return Err(fault(
                    row.line,
                    sheet.heading(Column::Finish),
                    format!("`{name}` ends before it begins"),
                    "exchange the two dates",
                ));
            }
            (None, Some(((from, from_time), (to, to_time)))) => self.between(name, (from, from_time), (to, to_time), clauses),
            (None, None) => self.notes.add("rows without a length, drawn as a day with a question mark", name, 1),
        }
        self.constraint(row, start, has_links, clauses)
    }

    fn constraint(
        &mut self,
        row: &Row,
        start: Option<(Day, Option<TimeOfDay>)>,
        has_links: bool,
        clauses: &mut Vec<Clause>,
    ) -> Result<(), Fault> {
        let name = self.sheet.name(row).trim();
        let has_span = clauses.iter().any(|clause| matches!(clause, Clause::Span(..)));
        let kind = self.sheet.cell(row, Column::ConstraintType).to_lowercase();
        let date = self.date(row, Column::ConstraintDate)?.map(|(day, _)| Target::At(Moment::day(day)));
        let said = match (kind.as_str(), date) {
            ("as late as possible", _) => Some(Clause::AsLateAsPossible),
            ("start no earlier than", Some(date)) => Some(Clause::From(date)),
            ("start no later than", Some(date)) => Some(Clause::StartsBy(date)),
            ("finish no earlier than", Some(date)) => Some(Clause::EndsFrom(date)),
            ("finish no later than", Some(date)) => Some(Clause::EndsBy(date)),
            ("must start on", Some(date)) => Some(Clause::StartsOn(date)),
            ("must finish on", Some(date)) => Some(Clause::EndsOn(date)),
            _ => None,
        };
        if said.is_some() {
            clauses.extend(said);
            return Ok(());
        }
        // With a column of constraints every date that was decided stands there.
        let is_decided = !has_links && !has_span && !self.sheet.has(Column::ConstraintType);
        match start {
            Some((day, _)) if is_decided => clauses.push(Clause::From(Target::At(Moment::day(day)))),
            Some(_) if has_links => self.computed(name),
            Some(_) | None => {}
        }
        Ok(())
    }

    fn computed(&mut self, name: &str) {
        self.notes.add("dates of what comes after something, which the plan computes itself", name, 1);
    }

    fn long(&mut self, span: Span, name: &str, clauses: &mut Vec<Clause>) {
        if span.is_bare {
            self.notes.add("lengths without a unit, taken for days", name, 1);
        }
        if span.is_guess {
            self.notes.add("lengths with a question mark", name, 1);
        }
        clauses.push(Clause::Duration(length(span), None));
    }

    /// Says work between two days, both worked: as its working days, or as a span where there are none.
    fn between(&mut self, name: &str, from: (Day, Option<TimeOfDay>), to: (Day, Option<TimeOfDay>), clauses: &mut Vec<Clause>) {
        let work = self.clock.between(from.0.start(), to.0.plus(1).start());
        let hours = from.1.zip(to.1).filter(|_| self.is_odd(from.0, from.1) || self.is_odd(to.0, to.1));
        let work = hours
            .map_or(work, |(start, finish)| self.clock.between(values::instant(from.0, Some(start)), values::instant(to.0, Some(finish))));
        if work.0 <= 0 || self.clock.hours_on(from.0).is_empty() {
            self.notes.add("work that begins on a weekend, kept as a span", name, 1);
            clauses.push(Clause::Span(Target::At(Moment::day(from.0)), Target::At(Moment::day(to.0))));
            return;
        }
        self.notes.add("lengths, counted from the two dates by a week of five days", name, 1);
        clauses.push(Clause::Duration(Length { tenths: i64::from(work.0), elapsed: false, unit: Some(Unit::Day) }, None));
    }

    /// Tells whether a time is neither the beginning nor the end of a working day.
    fn is_odd(&self, day: Day, time: Option<TimeOfDay>) -> bool {
        let edges: [Instant; 3] = [day.start(), self.clock.day_start(day), self.clock.day_finish(day)];
        time.is_some_and(|time| !edges.contains(&day.at(time)))
    }

    fn date(&self, row: &Row, column: Column) -> Result<Option<(Day, Option<TimeOfDay>)>, Fault> {
        let cell = self.sheet.cell(row, column);
        if cell.is_empty() || cell.eq_ignore_ascii_case("na") {
            return Ok(None);
        }
        let heading = self.sheet.heading(column);
        match values::date(cell, self.order) {
            Date::At(day, time) => Ok(Some((day, time))),
            Date::Either(first, second) => {
                let name = |month: u32| MONTHS.get(month.saturating_sub(1) as usize).copied().unwrap_or("");
                let (early, late) = (first.min(second), first.max(second));
                let sentence = format!("`{cell}` may be in {} or in {}, and no other date of the column tells", name(early), name(late));
                Err(fault(row.line, heading, sentence, "write dates as 2026-04-03"))
            }
            Date::None => Err(fault(row.line, heading, format!("`{cell}` is no date"), "write dates as 2026-04-03")),
        }
    }

    fn links(&mut self, row: &Row) -> Result<Vec<Clause>, Fault> {
        let cell = self.sheet.cell(row, Column::Predecessors);
        let heading = self.sheet.heading(Column::Predecessors);
        let (mut after, mut ends): (Vec<Target>, Vec<Target>) = (Vec::new(), Vec::new());
        for part in cell.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
            let known = |id: &str| self.by_id.contains_key(id);
            let link = values::link(part, known)
                .ok_or_else(|| fault(row.line, heading, format!("`{part}` is no predecessor"), "write `3FS+2d`"))?;
            let Some(other) = self.by_id.get(&link.id) else {
                return Err(fault(
                    row.line,
                    heading,
                    format!("there is no row {} to come after", link.id),
                    "predecessors are named by their ids",
                ));
            };
            let lag = match link.lag {
                None => Lag::None,
                Some((lead, values::Lag::Percent(part))) => Lag::Percent(if lead { -part } else { part }),
                Some((lead, values::Lag::Span(span))) => {
                    let length = length(span);
                    Lag::Time(Length { tenths: if lead { -length.tenths } else { length.tenths }, ..length })
                }
            };
            let edge = link.kind.starts_with('S').then_some(Edge::Start);
            let list = if link.kind.ends_with('F') { &mut ends } else { &mut after };
            list.push(Target::Item(*other, edge, lag));
        }
        let lists = [(after, true), (ends, false)].into_iter().filter(|(list, _)| !list.is_empty());
        Ok(lists.map(|(list, is_after)| if is_after { Clause::After(list) } else { Clause::EndsAfter(list) }).collect())
    }

    /// Returns who is on a row: names without a declaration are labels.
    fn people(&self, row: &Row) -> Option<Clause> {
        let cell = self.sheet.cell(row, Column::People).trim_start_matches('\'');
        let entries: Vec<Entry> = cell.split([',', ';']).map(str::trim).filter(|name| !name.is_empty()).map(entry).collect();
        (!entries.is_empty()).then_some(Clause::By(entries))
    }

    fn done(&self, row: &Row) -> Result<Option<Clause>, Fault> {
        let cell = self.sheet.cell(row, Column::Done);
        if cell.is_empty() {
            return Ok(None);
        }
        let number = cell.trim_end_matches('%').trim().replace(',', ".");
        let share = number.parse::<f64>().ok().filter(|share| (0.0..=100.0).contains(share));
        match share {
            Some(share) if share < 0.01 => Ok(None),
            Some(share) => Ok(Some(Clause::Done(ten_thousandths(share)))),
            None => {
                Err(fault(row.line, self.sheet.heading(Column::Done), format!("`{cell}` is no percentage"), "write a number from 0 to 100"))
            }
        }
    }
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a percentage from 0 to 100")]
fn ten_thousandths(share: f64) -> u32 {
    (share * 100.0).round() as u32
}

fn entry(text: &str) -> Entry {
    let units = text.strip_suffix("%]").and_then(|text| text.rsplit_once('['));
    let units = units.and_then(|(name, share)| Some((name, share.trim().parse::<u32>().ok().filter(|share| *share <= 100)?)));
    let (name, share) = units.map_or((text, None), |(name, share)| (name, Some(share * 100)));
    Entry {
        who: Who::Label(name.trim().to_owned()),
        pick: Pick::One,
        units: share.filter(|share| 0 < *share && *share < 10_000),
        work: None,
    }
}

/// Returns a length in tenths of a minute: a day is eight hours, a week five days, a month twenty; by the clock 24 hours.
fn length(span: Span) -> Length {
    let size = match (span.unit, span.elapsed) {
        (Unit::Minute, _) => 10,
        (Unit::Hour, _) => 600,
        (Unit::Day, false) => 4_800,
        (Unit::Week, false) => 24_000,
        (Unit::Month, false) => 96_000,
        (Unit::Day, true) => 14_400,
        (Unit::Week, true) => 100_800,
        (Unit::Month, true) => 432_000,
    };
    Length { tenths: span.hundredths * size / 100, elapsed: span.elapsed, unit: Some(span.unit) }
}
