//! One clause as text.

use super::amount::{day, days, hours, lag, length, moment, money, percent, range};
use super::lines::{WIDTH, Writer};
use super::words::{line, quoted, value};
use super::{Clause, Edge, Entry, ItemId, Kind, Length, Moment, Pick, Target, Unit, Who};
use crate::calendar::{Day, DaySet, Hours};

/// Longest stretch of a note on one line, in bytes; a line of a plan may have 32,768.
const LONGEST_NOTE: usize = 15_000;

impl Writer<'_> {
    /// Returns the clause as text: long lists as several clauses that add up, a note as one for each of its lines.
    #[allow(clippy::wildcard_enum_match_arm, reason = "all others are one piece")]
    pub(super) fn pieces(&self, clause: &Clause) -> Vec<String> {
        match clause {
            Clause::After(targets) => self.list("after", targets.iter().map(|target| self.target(*target))),
            Clause::EndsAfter(targets) => self.list("ends after", targets.iter().map(|target| self.target(*target))),
            Clause::Before(targets) => self.list("before", targets.iter().map(|target| self.target(*target))),
            Clause::By(entries) => self.list("by", entries.iter().map(|entry| self.entry(entry))),
            Clause::Of(entries) => self.list("of", entries.iter().map(|entry| self.entry(entry))),
            Clause::Tag(tags) => self.list("tag", tags.iter().cloned()),
            Clause::Focus(items) => self.list("focus", items.iter().map(|item| self.names.path(self.id, *item))),
            Clause::Words(word, list) => self.list(word, list.iter().cloned()),
            Clause::Note(text) => notes(text),
            other => vec![self.one(other)],
        }
    }

    /// Returns a clause that is one piece.
    #[rustfmt::skip]
    fn one(&self, clause: &Clause) -> String {
        match clause {
            Clause::After(_) | Clause::EndsAfter(_) | Clause::Before(_) | Clause::By(_) | Clause::Of(_) | Clause::Tag(_) | Clause::Note(_)
            | Clause::Focus(_) | Clause::Words(..) => String::new(),
            Clause::Flag(word) => (*word).to_owned(),
            Clause::Choice(word, choice) => format!("{word} {choice}"),
            Clause::File(word, path) => filed(word, path),
            Clause::InOrder => "in order".to_owned(),
            Clause::Gate => "gate".to_owned(),
            Clause::AsLateAsPossible => "as late as possible".to_owned(),
            Clause::Duration(likely, spread) => self.estimate("", *likely, *spread),
            Clause::Effort(likely, spread) => self.estimate("effort ", *likely, *spread),
            Clause::Span(from, to) => self.span(*from, *to),
            Clause::DistanceAfter(far, target) => format!("{} after {}", self.length("", *far), self.target(*target)),
            Clause::DistanceBefore(far, target) => format!("{} before {}", self.length("", *far), self.target(*target)),
            Clause::On(when) => format!("on {}", self.target(*when)),
            Clause::From(when) => format!("from {}", self.target(*when)),
            Clause::StartsBy(when) => format!("starts by {}", self.target(*when)),
            Clause::StartsOn(when) => format!("starts on {}", self.target(*when)),
            Clause::EndsFrom(when) => format!("ends from {}", self.target(*when)),
            Clause::EndsBy(when) => format!("ends by {}", self.target(*when)),
            Clause::EndsOn(when) => format!("ends on {}", self.target(*when)),
            Clause::Due(when) => format!("due {}", self.target(*when)),
            Clause::Started(at) => dated("started ", *at),
            Clause::Finished(at) => dated("finished ", *at),
            Clause::Passed(at) => dated("passed ", *at),
            Clause::Failed(at) => dated("failed ", *at),
            Clause::Start(at) => dated("start ", *at),
            Clause::End(at) => dated("end ", *at),
            Clause::Joins(at) => dated("from ", *at),
            Clause::Leaves(at) => dated("until ", *at),
            Clause::AsOf(at, keeping) => dated("as of ", *at) + if *keeping { " keeping dates" } else { "" },
            Clause::Delayed(time) => self.length("delayed ", *time),
            Clause::Remaining(time) => self.length("remaining ", *time),
            Clause::Done(10_000) => "done".to_owned(),
            Clause::Done(share) => part("done ", *share),
            Clause::Share(share) => part("", *share),
            Clause::ShareFor(share, from, to) => part("", *share) + " " + &days_between(*from, *to),
            Clause::Calendar(id) => format!("calendar {}", self.calendar(*id)),
            Clause::CalendarOnly(id) => format!("calendar {} only", self.calendar(*id)),
            Clause::Like(id) => format!("like {}", self.calendar(*id)),
            Clause::Owner(who) => format!("owner {}", self.who(who)),
            Clause::Priority(priority) => format!("priority {priority}"),
            Clause::Capacity(capacity) => format!("capacity {capacity}"),
            Clause::Currency(code) => format!("currency {code}"),
            Clause::Cost(hundredths) => sum("cost ", *hundredths),
            Clause::Baseline(at, same) if at == same => dated("baseline ", *at),
            Clause::Baseline(from, to) => off("baseline ", (*from, *to), ""),
            Clause::Budget(hundredths) => sum("budget ", *hundredths),
            Clause::Rate(hundredths) => sum("rate ", *hundredths) + "/h",
            Clause::Key(key) => told("key ", key),
            Clause::Link(link) => told("link ", link),
            Clause::Email(email) => told("email ", email),
            Clause::Leveling(on) => if *on { "leveling on" } else { "leveling off" }.to_owned(),
            Clause::Check(ticked, text) => checked(*ticked, text),
            Clause::Units => self.units(),
            Clause::Week(set, times) => week(self.or_own("week ", "works "), *set, times),
            Clause::Off(from, to, why) => off(self.or_own("holiday ", "away "), (*from, *to), why),
            Clause::Workday(from, to, times, why) => workday(self.or_own("workday ", "works "), (*from, *to), times, why),
        }
    }

    /// Returns the word of a plan or calendar, or that of people and resources.
    const fn or_own(&self, plan: &'static str, own: &'static str) -> &'static str {
        match self.item.kind {
            Kind::Person | Kind::Team | Kind::Resource => own,
            Kind::Plan | Kind::Calendar | Kind::Phase | Kind::Task | Kind::Milestone | Kind::Chart => plan,
        }
    }

    fn list(&self, word: &str, entries: impl Iterator<Item = String>) -> Vec<String> {
        let room = WIDTH.saturating_sub(usize::from(self.item.level) * 2 + 2);
        let mut clauses: Vec<String> = Vec::new();
        for entry in entries {
            match clauses.last_mut().filter(|last| last.chars().count() + 2 + entry.chars().count() <= room) {
                Some(last) => {
                    last.push_str(", ");
                    last.push_str(&entry);
                }
                None => clauses.push(format!("{word} {entry}")),
            }
        }
        clauses
    }

    fn length(&self, word: &str, time: Length) -> String {
        let mut out = word.to_owned();
        length(&mut out, time, &self.draft.units);
        out
    }

    fn span(&self, from: Target, to: Target) -> String {
        let (Target::At(from), Target::At(to)) = (from, to) else {
            return format!("from {} until {}", self.target(from), self.target(to));
        };
        let mut out = String::new();
        moment(&mut out, from);
        out.push_str("..");
        moment(&mut out, to);
        out
    }

    fn calendar(&self, id: Option<ItemId>) -> &str {
        id.map_or("standard", |id| self.names.id(id))
    }

    fn estimate(&self, word: &str, likely: Length, spread: Option<(Length, Length)>) -> String {
        let mut out = self.length(word, likely);
        if let Some((best, worst)) = spread {
            out = format!("{out} ({}..{})", self.length("", best), self.length("", worst));
        }
        out
    }

    fn units(&self) -> String {
        let units = &self.draft.units;
        let told = |tenths: i64, unit: Unit| self.length("", Length { unit: Some(unit), ..Length::work(tenths) });
        let month = told(units.month, Unit::Day);
        format!("units 1d = {}, 1w = {}, 1mo = {month}", told(units.day, Unit::Hour), told(units.week, Unit::Hour))
    }

    fn target(&self, target: Target) -> String {
        let mut out = String::new();
        match target {
            Target::At(at) => moment(&mut out, at),
            Target::Item(item, edge, between) => {
                out.push_str(&self.names.path(self.id, item));
                out.push_str(match edge {
                    Some(Edge::Start) => ".start",
                    Some(Edge::End) => ".end",
                    None => "",
                });
                lag(&mut out, between, &self.draft.units);
            }
        }
        out
    }

    fn who(&self, who: &Who) -> String {
        match who {
            Who::Item(id) => self.names.id(*id).to_owned(),
            Who::Label(name) => {
                let mut out = String::new();
                quoted(&mut out, name);
                out
            }
        }
    }

    fn entry(&self, entry: &Entry) -> String {
        let mut out = match entry.pick {
            Pick::One => String::new(),
            Pick::Count(n) => format!("{n} of "),
            Pick::All => "all of ".to_owned(),
        };
        out.push_str(&self.who(&entry.who));
        if let Some(share) = entry.units {
            out.push(' ');
            percent(&mut out, share);
        }
        if let Some(work) = entry.work {
            out.push(' ');
            length(&mut out, work, &self.draft.units);
        }
        out
    }
}

fn dated(word: &str, at: Moment) -> String {
    let mut out = word.to_owned();
    moment(&mut out, at);
    out
}

fn part(word: &str, share: u32) -> String {
    let mut out = word.to_owned();
    percent(&mut out, share);
    out
}

fn sum(word: &str, hundredths: u64) -> String {
    let mut out = word.to_owned();
    money(&mut out, hundredths);
    out
}

fn told(word: &str, text: &str) -> String {
    let mut out = word.to_owned();
    value(&mut out, text);
    out
}

fn filed(word: &str, path: &str) -> String {
    let mut out = format!("{word} ");
    quoted(&mut out, path);
    out
}

fn checked(ticked: bool, text: &str) -> String {
    let mut out = if ticked { "- [x] " } else { "- [ ] " }.to_owned();
    line(&mut out, text);
    out
}

fn days_between(from: Day, to: Day) -> String {
    let mut out = String::new();
    day(&mut out, from);
    out.push_str("..");
    day(&mut out, to);
    out
}

fn week(word: &str, set: DaySet, times: &Hours) -> String {
    let mut out = word.to_owned();
    days(&mut out, set);
    if !times.is_empty() {
        out.push(' ');
        hours(&mut out, times);
    }
    out
}

fn off(word: &str, (from, to): (Moment, Moment), why: &str) -> String {
    let mut out = word.to_owned();
    range(&mut out, from, to);
    reason(&mut out, why);
    out
}

fn workday(word: &str, (from, to): (Day, Day), times: &Hours, why: &str) -> String {
    let mut out = word.to_owned();
    range(&mut out, Moment::day(from), Moment::day(to));
    out.push(' ');
    hours(&mut out, times);
    reason(&mut out, why);
    out
}

fn reason(out: &mut String, why: &str) {
    if !why.is_empty() {
        out.push(' ');
        quoted(out, why);
    }
}

/// Returns one `note` clause for every line of a text; lines too long for a plan are broken at a space.
fn notes(text: &str) -> Vec<String> {
    let mut clauses = Vec::new();
    for text in text.lines() {
        let mut rest = text;
        loop {
            let mut end = rest.len().min(LONGEST_NOTE);
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            if end < rest.len() {
                end = rest.get(..end).and_then(|part| part.rfind(' ')).filter(|at| 0 < *at).unwrap_or(end);
            }
            let (part, after) = rest.split_at(end);
            let mut clause = "note ".to_owned();
            quoted(&mut clause, part);
            clauses.push(clause);
            rest = after.trim_start();
            if rest.is_empty() {
                break;
            }
        }
    }
    clauses
}
