//! From the grammar's tokens to the syntax tree.
//!
//! Nearly every clause is a word and one value, so most of this is a table. Lists go into the document's arrays and the
//! clause keeps their range; a value that makes no sense has been reported by its reader, and its clause is left out.

use super::amount::{amount, equation, estimate};
use super::ast::{Assignments, Clause, ClauseKind, DayRange, Document, Item, ItemKind, LineKind, Names, Target, Targets, Unit, WeekHours};
use super::date::{days, hours, moment, moments};
use super::grammar::Rule;
use super::name::{entry, escapes, target};
use super::piece::{Part, Parts};
use super::token::{Faults, Token, factor, money, number, percent};
use crate::calendar::Hours;
use crate::diagnostic::Code;
use crate::span::TextRange;

/// The one language version there is.
const VERSION: u32 = 1;

/// Everything in ten-thousandths.
const WHOLE: u32 = 10_000;

/// The most that units may say: a million percent is a slip, not a team.
const MOST_UNITS: u32 = 100_000_000;

/// Writes lines into a document.
pub(super) struct Lower<'a> {
    /// Where clauses and their lists go.
    pub(super) document: &'a mut Document,
    /// Where faults go.
    pub(super) faults: Faults<'a>,
    /// Offset in the file of the first byte of the parsed text; it wraps where that is before the file.
    pub(super) start: u32,
    /// Offset of the line's body, which is not that of the text where its first word was read as a longer one.
    pub(super) head: u32,
}

impl Lower<'_> {
    /// Reads one parsed line; its clauses are added to the document.
    pub(super) fn line(&mut self, mut parts: Parts<'_>) -> LineKind {
        let Some(head) = parts.peek() else { return LineKind::Clauses };
        let kind = match item_kind(head.rule) {
            Some(kind) => {
                parts.next();
                LineKind::Item(self.item(kind, &mut parts))
            }
            None if head.rule == Rule::checklist => return self.checklist(head),
            None if head.rule == Rule::version => return self.version(parts.nth(1)),
            None => LineKind::Clauses,
        };
        for part in parts {
            self.clause(part);
        }
        kind
    }

    fn item(&mut self, kind: ItemKind, parts: &mut Parts<'_>) -> Item {
        let id = parts.next_if(Rule::id).map(|part| self.token(part).range());
        let title = parts.next_if(Rule::title).map(|part| self.title(part));
        let name = if kind == ItemKind::Include { parts.next_if(Rule::id) } else { None };
        Item { kind, id: name.map(|part| self.token(part).range()).or(id), title }
    }

    fn checklist(&self, part: Part<'_>) -> LineKind {
        let at_end = self.token(part).range().end;
        let mut inner = part.inside;
        let ticked = inner.next().is_some_and(|mark| mark.rule == Rule::ticked);
        let text = inner.next().map_or(TextRange::new(at_end, at_end), |text| self.token(text).range());
        LineKind::Checklist { ticked, text }
    }

    fn version(&mut self, part: Option<Part<'_>>) -> LineKind {
        let Some(part) = part else { return LineKind::Unknown };
        let token = self.token(part);
        let version = token.text.parse().unwrap_or(u32::MAX);
        if version != VERSION {
            let message = format!("version {} of the language is not known here", token.text);
            self.faults.report(Code::UnknownVersion, token.range(), message).help("this program reads `gantline 1`");
        }
        LineKind::Version(version)
    }

    /// Adds the clause that `part` holds, unless one of its values makes no sense.
    fn clause(&mut self, part: Part<'_>) {
        let rule = part.rule;
        let mut range = self.token(part).range();
        if range.start == self.start {
            range.start = self.head;
        }
        if rule == Rule::tag {
            return self.tags(part, range.start);
        }
        if matches!(rule, Rule::key | Rule::link | Rule::email) {
            range.end = self.value(part).range().end;
        }
        if let Some(kind) = self.clause_kind(part) {
            self.document.clauses.push(Clause::new(range, kind));
        }
    }

    #[allow(clippy::wildcard_enum_match_arm, reason = "pest makes one enum of all rules, and most are no clauses")]
    fn clause_kind(&mut self, part: Part<'_>) -> Option<ClauseKind> {
        let kind = match part.rule {
            Rule::duration => ClauseKind::Duration(estimate(self.token(part), &mut self.faults)?),
            Rule::after => ClauseKind::After(self.targets(part)?),
            Rule::by => self.by(part)?,
            Rule::due => ClauseKind::Due(self.targets(part)?),
            Rule::before => ClauseKind::Before(self.targets(part)?),
            Rule::fixed_span => ClauseKind::Span(self.span(self.token(part))?),
            Rule::on => ClauseKind::On(self.targets(part)?),
            Rule::ends_after => ClauseKind::EndsAfter(self.targets(part)?),
            Rule::from => {
                let targets = self.targets(part)?;
                if targets.len == 2 { ClauseKind::Span(targets) } else { ClauseKind::From(targets) }
            }
            Rule::until => ClauseKind::Until(self.targets(part)?),
            Rule::starts_by => ClauseKind::StartsBy(self.targets(part)?),
            Rule::starts_on => ClauseKind::StartsOn(self.targets(part)?),
            Rule::ends_from => ClauseKind::EndsFrom(self.targets(part)?),
            Rule::ends_by => ClauseKind::EndsBy(self.targets(part)?),
            Rule::ends_on => ClauseKind::EndsOn(self.targets(part)?),
            Rule::start => ClauseKind::Start(self.targets(part)?),
            Rule::end => ClauseKind::End(self.targets(part)?),
            Rule::started => ClauseKind::Started(self.fact(part)?),
            Rule::finished => ClauseKind::Finished(self.fact(part)?),
            Rule::passed => ClauseKind::Passed(self.fact(part)?),
            Rule::failed => ClauseKind::Failed(self.fact(part)?),
            Rule::gate => ClauseKind::Gate,
            Rule::in_order => ClauseKind::InOrder,
            Rule::as_late => ClauseKind::AsLateAsPossible,
            Rule::of => ClauseKind::Of(self.entries(part.inside)?),
            Rule::critical => ClauseKind::Critical,
            Rule::columns => ClauseKind::Columns(self.names(part)),
            Rule::focus => ClauseKind::Focus(self.names(part)),
            Rule::only => ClauseKind::Only(self.names(part)),
            Rule::format => ClauseKind::Format(self.names(part)),
            Rule::load => ClauseKind::Load,
            Rule::iso_weeks => ClauseKind::IsoWeeks,
            Rule::no_slack => ClauseKind::NoSlack,
            _ => self.valued(part)?,
        };
        Some(kind)
    }

    /// Reads the clauses that hold one value of their own kind.
    #[allow(clippy::wildcard_enum_match_arm, reason = "pest makes one enum of all rules, and most are no clauses")]
    fn valued(&mut self, part: Part<'_>) -> Option<ClauseKind> {
        let rule = part.rule;
        let mut inner = part.inside;
        let Some(first) = inner.next() else { return (rule == Rule::done).then_some(ClauseKind::Done(WHOLE)) };
        let token = self.token(first);
        let kind = match rule {
            Rule::effort => ClauseKind::Effort(estimate(token, &mut self.faults)?),
            Rule::delayed => ClauseKind::Delayed(amount(token, &mut self.faults)?),
            Rule::remaining => ClauseKind::Remaining(amount(token, &mut self.faults)?),
            Rule::done => ClauseKind::Done(percent(token, WHOLE, &mut self.faults)?),
            Rule::priority => ClauseKind::Priority(number(token, 1_000, &mut self.faults)?),
            Rule::capacity => ClauseKind::Capacity(number(token, 1_000_000, &mut self.faults)?),
            Rule::cost => ClauseKind::Cost(money(token, &mut self.faults)?),
            Rule::baseline if first.rule == Rule::title => ClauseKind::BaselineFrom(self.title(first)),
            Rule::baseline => {
                let (from, to) = moments(token, &mut self.faults)?;
                ClauseKind::Baseline(self.push_targets([Target::date(token.range(), from), Target::date(token.range(), to)]))
            }
            Rule::budget => ClauseKind::Budget(money(token, &mut self.faults)?),
            Rule::rate => ClauseKind::Rate { money: money(token, &mut self.faults)?, per: self.per(inner.next()?)? },
            Rule::owner => ClauseKind::Owner(token.range()),
            Rule::depth => ClauseKind::Depth(number(token, 255, &mut self.faults)?),
            Rule::width => ClauseKind::Width(number(token, 20_000, &mut self.faults)?),
            Rule::theme => ClauseKind::Theme(self.word_or_title(first)),
            Rule::page => ClauseKind::Page(token.range()),
            Rule::scale => ClauseKind::Scale(factor(token, 1_000, &mut self.faults)?),
            Rule::font => ClauseKind::Font(self.title(first)),
            Rule::arrows => ClauseKind::Arrows(token.range()),
            Rule::group_by => ClauseKind::GroupBy(token.range()),
            Rule::color_by => ClauseKind::ColorBy(token.range()),
            Rule::view => ClauseKind::View(token.range()),
            Rule::key => ClauseKind::Key(self.value(first).range()),
            Rule::link => ClauseKind::Link(self.value(first).range()),
            Rule::email => ClauseKind::Email(self.value(first).range()),
            Rule::note => ClauseKind::Note(self.title(first)),
            Rule::calendar if inner.next().is_some() => ClauseKind::CalendarOnly(token.range()),
            Rule::calendar => ClauseKind::Calendar(token.range()),
            Rule::like => ClauseKind::Like(token.range()),
            Rule::currency => ClauseKind::Currency(token.range()),
            Rule::holidays_from => ClauseKind::HolidaysFrom(self.title(first)),
            Rule::leveling => ClauseKind::Leveling(token.text == "on"),
            Rule::as_of => ClauseKind::AsOf { date: self.dated(first)?, keeping_dates: inner.next().is_some() },
            Rule::workday => self.workday(token, inner)?,
            Rule::works if first.rule == Rule::whole_days => self.workday(token, inner)?,
            Rule::week | Rule::works => self.week(token, inner.next())?,
            Rule::holiday | Rule::away => ClauseKind::Away(Box::new(self.day_range(token, inner.next())?)),
            Rule::person_units => self.person_units(token, inner.next())?,
            Rule::units => {
                let equations = std::iter::once(first).chain(inner);
                let pairs: Vec<_> = equations.map(|part| equation(self.token(part), &mut self.faults)).collect();
                ClauseKind::Units(Box::new(pairs.into_iter().collect::<Option<Box<[_]>>>()?))
            }
            _ => return None,
        };
        Some(kind)
    }

    const fn token<'t>(&self, part: Part<'t>) -> Token<'t> {
        Token { text: part.text, start: self.start.wrapping_add(part.start) }
    }

    /// Returns the value of a `key` or `link` without its trailing comma.
    fn value<'t>(&self, part: Part<'t>) -> Token<'t> {
        let token = self.token(part);
        token.split_at(token.text.strip_suffix(',').unwrap_or(token.text).len()).0
    }

    fn title(&mut self, part: Part<'_>) -> TextRange {
        let token = self.token(part);
        escapes(token, &mut self.faults);
        token.range()
    }

    /// Returns a word as it is, and a quoted text with its quotes.
    fn word_or_title(&mut self, part: Part<'_>) -> TextRange {
        if part.rule == Rule::title { self.title(part) } else { self.token(part).range() }
    }

    /// Reads every target of the clause; `None` when none makes sense.
    fn targets(&mut self, part: Part<'_>) -> Option<Targets> {
        let first = length_of(&self.document.targets);
        for part in part.inside {
            if let Some(target) = target(self.token(part), &mut self.faults) {
                self.document.targets.push(target);
            }
        }
        let len = length_of(&self.document.targets) - first;
        (len > 0).then_some(Targets { first, len })
    }

    /// Reads `started` with its date or without; `None` when there is one that makes no sense.
    fn fact(&mut self, mut part: Part<'_>) -> Option<Option<Targets>> {
        match part.inside.next() {
            Some(date) => self.dated(date).map(Some),
            None => Some(None),
        }
    }

    fn dated(&mut self, part: Part<'_>) -> Option<Targets> {
        let token = self.token(part);
        let moment = moment(token, &mut self.faults)?;
        Some(self.push_targets([Target::date(token.range(), moment)]))
    }

    fn span(&mut self, token: Token<'_>) -> Option<Targets> {
        let (from, to) = token.split_once("..")?;
        let moments = moment(from, &mut self.faults).zip(moment(to, &mut self.faults))?;
        Some(self.push_targets([Target::date(from.range(), moments.0), Target::date(to.range(), moments.1)]))
    }

    fn push_targets<const N: usize>(&mut self, targets: [Target; N]) -> Targets {
        let first = length_of(&self.document.targets);
        self.document.targets.extend(targets);
        Targets { first, len: length_of(&self.document.targets) - first }
    }

    fn by(&mut self, part: Part<'_>) -> Option<ClauseKind> {
        let inner = part.inside;
        match inner.peek() {
            Some(date) if date.rule == Rule::date => self.dated(date).map(ClauseKind::ByDate),
            _ => self.entries(inner).map(ClauseKind::By),
        }
    }

    fn entries(&mut self, entries: Parts<'_>) -> Option<Assignments> {
        let first = length_of(&self.document.assignments);
        for part in entries {
            if let Some(assignment) = entry(self.token(part), &mut self.faults) {
                self.document.assignments.push(assignment);
            }
        }
        let len = length_of(&self.document.assignments) - first;
        (len > 0).then_some(Assignments { first, len })
    }

    fn names(&self, part: Part<'_>) -> Names {
        Box::new(part.inside.map(|name| self.token(name).range()).collect())
    }

    /// Adds a clause for every tag; the first covers the keyword too.
    fn tags(&mut self, part: Part<'_>, mut start: u32) {
        for part in part.inside {
            let tag = self.token(part).range();
            let range = TextRange::new(start.min(tag.start), tag.end);
            self.document.clauses.push(Clause::new(range, ClauseKind::Tag(tag)));
            start = u32::MAX;
        }
    }

    fn week(&mut self, token: Token<'_>, part: Option<Part<'_>>) -> Option<ClauseKind> {
        let days = days(token, &mut self.faults);
        let (hours, range) = match part {
            Some(part) => (hours(self.token(part), &mut self.faults)?, self.token(part).range()),
            None => (Hours::default(), token.range()),
        };
        Some(ClauseKind::Week(Box::new(WeekHours { days: days?, hours, range })))
    }

    /// Reads the days, the hours and the reason of working days.
    fn workday(&mut self, token: Token<'_>, mut rest: Parts<'_>) -> Option<ClauseKind> {
        let times = match rest.next_if(Rule::hours) {
            Some(part) => hours(self.token(part), &mut self.faults)?,
            None => Hours::default(),
        };
        let range = self.day_range(token, rest.next())?;
        Some(ClauseKind::Workday(Box::new((range, times))))
    }

    fn day_range(&mut self, token: Token<'_>, reason: Option<Part<'_>>) -> Option<DayRange> {
        let reason = reason.map(|part| self.title(part));
        let (from, to) = moments(token, &mut self.faults)?;
        Some(DayRange { range: token.range(), from, to, reason })
    }

    fn person_units(&mut self, token: Token<'_>, dates: Option<Part<'_>>) -> Option<ClauseKind> {
        let units = percent(token, MOST_UNITS, &mut self.faults);
        let Some(dates) = dates else { return units.map(ClauseKind::PersonUnits) };
        let range = self.day_range(self.token(dates), None);
        Some(ClauseKind::UnitsFor(Box::new((units?, range?))))
    }

    fn per(&mut self, part: Part<'_>) -> Option<Unit> {
        let token = self.token(part);
        match token.text {
            "h" | "hour" => Some(Unit::Hour),
            "d" | "day" => Some(Unit::Day),
            _ => {
                let message = format!("a rate is per hour or per day, not per `{}`", token.text);
                self.faults.report(Code::BadUnit, token.range(), message).help("write `80/h` or `600/d`");
                None
            }
        }
    }
}

#[allow(clippy::wildcard_enum_match_arm, reason = "pest makes one enum of all rules, and most begin no item")]
const fn item_kind(rule: Rule) -> Option<ItemKind> {
    match rule {
        Rule::task => Some(ItemKind::Task),
        Rule::milestone => Some(ItemKind::Milestone),
        Rule::phase => Some(ItemKind::Phase),
        Rule::plan | Rule::untitled_plan => Some(ItemKind::Plan),
        Rule::person => Some(ItemKind::Person),
        Rule::team => Some(ItemKind::Team),
        Rule::resource => Some(ItemKind::Resource),
        Rule::calendar_item => Some(ItemKind::Calendar),
        Rule::include => Some(ItemKind::Include),
        Rule::chart => Some(ItemKind::Chart),
        _ => None,
    }
}

fn length_of<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}
