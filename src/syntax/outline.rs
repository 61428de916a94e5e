//! How lines nest: every line finds its owner by its margin.
//!
//! A stack of the margins that are open at a line is all there is; it never grows past the deepest nesting. Once a line
//! knows its owner, what depends on the owner is settled: `calendar night` is an item or a clause, `2w after x` on a milestone is a
//! distance, and a clause that stands twice is reported.

use super::ast::{Clause, ClauseKind, Distance, Document, Item, ItemKind, LineId, LineKind};
use crate::diagnostic::{Code, Diagnostics};
use crate::span::{Span, TextRange};

/// How deep items may nest.
const DEEPEST: usize = 64;

/// Gives every line of `document` its owner.
pub(super) fn nest(text: &str, document: &mut Document, diagnostics: &mut Diagnostics) {
    let mut outline = Outline { text, open: Vec::new(), document, diagnostics, begun: false, too_deep: false, changes: false };
    for index in 0..outline.document.lines.len() {
        outline.place(index);
    }
    if outline.changes {
        settle(text, document);
    }
}

/// A margin that is open, with the last line that stands on it.
#[derive(Clone, Copy)]
struct Level {
    margin: TextRange,
    line: LineId,
    holds: Holds,
}

/// What a line is for those deeper.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// An item, which owns what is deeper.
    Item(ItemKind),
    /// A clause or an entry, which owns nothing.
    Nothing,
    /// A line that could not be read: nobody knows.
    Anything,
}

/// An item that owns lines.
#[derive(Clone, Copy)]
struct Owner {
    line: LineId,
    kind: ItemKind,
}

struct Outline<'a> {
    text: &'a str,
    open: Vec<Level>,
    document: &'a mut Document,
    diagnostics: &'a mut Diagnostics,
    /// Something was said already, so that this is no place for the version.
    begun: bool,
    /// The lines at hand are nested too deep, and that was reported.
    too_deep: bool,
    /// Clauses are to be dropped or joined.
    changes: bool,
}

impl Outline<'_> {
    fn place(&mut self, index: usize) {
        let Some(line) = self.document.lines.get(index) else { return };
        let (start, body, kind) = (line.start, line.body(), line.kind());
        match kind {
            LineKind::Blank => return,
            LineKind::Text => return self.open.clear(),
            LineKind::Version(_) | LineKind::Item(_) | LineKind::Clauses | LineKind::Checklist { .. } | LineKind::Unknown => {}
        }
        let margin = TextRange::new(if start == 0 && self.text.starts_with('\u{feff}') { 3 } else { start }, body.start);
        self.close(margin, body);
        let above = self.open.last().copied();
        let owner = self.open.iter().rev().find_map(|level| match level.holds {
            Holds::Item(kind) => Some(Owner { line: level.line, kind }),
            Holds::Nothing | Holds::Anything => None,
        });
        let kind = self.as_calendar(index, kind, owner);
        let is_lost = above.is_some_and(|level| level.holds == Holds::Anything);
        let kind = if is_lost && !matches!(kind, LineKind::Item(_)) { LineKind::Unknown } else { kind };
        let (kind, owner) = self.belongs(body, kind, owner);
        let id = LineId(u32::try_from(index).unwrap_or(u32::MAX));
        if let Some(line) = self.document.lines.get_mut(index) {
            line.set_owner(owner.map(|owner| owner.line));
            line.set_kind(kind);
            line.broken |= kind == LineKind::Unknown;
        }
        self.begun = true;
        self.open(Level { margin, line: id, holds: holds(kind) }, body);
        self.notice_distances(id);
    }

    /// Closes every level that does not hold a line with this margin, and reports a margin that fits none.
    fn close(&mut self, margin: TextRange, body: TextRange) {
        let mut closed = None;
        while let Some(level) = self.open.pop_if(|level| level.margin.len() >= margin.len()) {
            closed = Some(level);
        }
        let above = self.open.last().copied();
        match (closed, above) {
            (Some(level), _) if !self.slice(level.margin).starts_with(self.slice(margin)) => {
                self.report_margin(margin, body, level, "a margin of tabs and one of spaces do not line up");
            }
            (Some(level), _) if level.margin.len() == margin.len() => {}
            (Some(level), _) => self.report_margin(margin, body, level, "this margin returns to none that is open"),
            (None, Some(level)) => {
                if !self.slice(margin).starts_with(self.slice(level.margin)) {
                    self.report_margin(margin, body, level, "a margin of tabs and one of spaces do not line up");
                } else if level.holds == Holds::Nothing {
                    self.report_margin(margin, body, level, "nothing is indented below a clause or an entry");
                }
            }
            (None, None) => {}
        }
    }

    fn slice(&self, range: TextRange) -> &str {
        self.text.get(range.start as usize..range.end as usize).unwrap_or("")
    }

    fn span(&self, range: TextRange) -> Span {
        self.document.span(range)
    }

    /// Returns the first word of a body.
    fn word(&self, body: TextRange) -> TextRange {
        let text = self.slice(body);
        let first = text.chars().next().map_or(0, char::len_utf8);
        let end = text.find([' ', '\t', ',']).unwrap_or(text.len()).max(first);
        TextRange::new(body.start, body.start + u32::try_from(end).unwrap_or(u32::MAX))
    }

    fn report_margin(&mut self, margin: TextRange, body: TextRange, other: Level, message: &str) {
        let place = if margin.is_empty() { self.word(body) } else { margin };
        let (span, margin) = (self.span(place), self.span(margin));
        let wanted = self.slice(other.margin).to_owned();
        let label = self.document.lines.get(other.line.0 as usize).map(|line| self.span(self.word(line.body())));
        let report = self.diagnostics.report(Code::BadIndentation, span, message);
        if let Some(label) = label {
            report.label(label, "this line is indented as it should be");
        }
        report.help("indent a line like those beside it, or further than the item it belongs to");
        report.fix("indent it like the other line", margin, wanted);
    }

    /// Checks that a line may stand under its owner, and moves it to the outermost level where it may not.
    fn belongs(&mut self, body: TextRange, kind: LineKind, owner: Option<Owner>) -> (LineKind, Option<Owner>) {
        match kind {
            LineKind::Item(item) => {
                let misplaced = owner.is_some_and(|owner| !may_hold(owner.kind, item.kind));
                if let Some(owner) = owner.filter(|_| misplaced) {
                    self.report_misplaced(body, item.kind, owner);
                }
                (kind, owner.filter(|_| !misplaced))
            }
            LineKind::Clauses | LineKind::Checklist { .. } if owner.is_none() => {
                self.report_orphan(body);
                (LineKind::Unknown, None)
            }
            LineKind::Version(_) if self.begun => {
                let span = self.span(body);
                self.diagnostics
                    .report(Code::Misplaced, span, "the language version stands below other lines")
                    .help("`gantline 1` is the first line of its file");
                (kind, None)
            }
            LineKind::Clauses | LineKind::Checklist { .. } => (kind, owner),
            LineKind::Version(_) | LineKind::Blank | LineKind::Text | LineKind::Unknown => (kind, None),
        }
    }

    fn report_misplaced(&mut self, body: TextRange, kind: ItemKind, owner: Owner) {
        let word = item_word(kind);
        let article = match owner.kind {
            ItemKind::Plan => "the",
            ItemKind::Include => "an",
            ItemKind::Calendar | ItemKind::Person | ItemKind::Team | ItemKind::Resource | ItemKind::Chart => "a",
            ItemKind::Phase | ItemKind::Task | ItemKind::Milestone => "a",
        };
        let span = self.span(self.word(body));
        let label = self.document.lines.get(owner.line.0 as usize).map(|line| self.span(self.word(line.body())));
        let report =
            self.diagnostics.report(Code::Misplaced, span, format!("`{word}` does not belong inside {article} {}", item_word(owner.kind)));
        if let Some(label) = label {
            report.label(label, "it is indented below this line");
        }
        match kind {
            ItemKind::Phase | ItemKind::Task | ItemKind::Milestone => report.help("indent it like the phases, or inside one"),
            ItemKind::Plan
            | ItemKind::Calendar
            | ItemKind::Person
            | ItemKind::Team
            | ItemKind::Resource
            | ItemKind::Include
            | ItemKind::Chart => report.help(format!("a `{word}` stands at the left margin")),
        };
    }

    /// Reports a clause or an entry with no item above it; where one stands beside it, the fix indents.
    fn report_orphan(&mut self, body: TextRange) {
        let word = self.word(body);
        let message = format!("`{}` belongs to no item", self.slice(word));
        let (span, at) = (self.span(word), self.span(TextRange::new(body.start, body.start)));
        let report = self.diagnostics.report(Code::ClauseWithoutItem, span, message);
        report.help("a clause stands on the line of its item or indented below it");
        if self.begun {
            report.fix("indent it", at, "  ");
        }
    }

    /// Opens a level for those deeper, unless it is too deep for anything to stand there.
    fn open(&mut self, level: Level, body: TextRange) {
        if self.open.len() < DEEPEST {
            self.too_deep = false;
            self.open.push(level);
        } else if !self.too_deep && matches!(level.holds, Holds::Item(_)) {
            self.too_deep = true;
            let span = self.span(self.word(body));
            self.diagnostics
                .report(Code::NestedTooDeep, span, format!("items are nested more than {DEEPEST} deep"))
                .help("a plan that deep is read by nobody; move the inner items out");
        }
    }

    /// Makes an item of `calendar night` where it stands at the outermost level.
    fn as_calendar(&mut self, index: usize, kind: LineKind, owner: Option<Owner>) -> LineKind {
        let is_outermost = owner.is_none_or(|owner| owner.kind == ItemKind::Plan);
        let Some(line) = self.document.lines.get(index).filter(|_| kind == LineKind::Clauses && is_outermost) else { return kind };
        let Some(clause) = self.document.clauses.get(line.first_clause as usize) else { return kind };
        let ClauseKind::Calendar(name) = clause.kind else { return kind };
        if clause.range().start != line.body().start {
            return kind;
        }
        self.changes = true;
        let is_title = self.slice(name).starts_with('"');
        let (id, title) = if is_title { (None, Some(name)) } else { (Some(name), None) };
        LineKind::Item(Item { kind: ItemKind::Calendar, id, title })
    }

    /// Notes whether a milestone's line holds a length, which may be a distance.
    fn notice_distances(&mut self, id: LineId) {
        let is_length = |clause: &Clause| matches!(clause.kind, ClauseKind::Duration(_));
        if !self.changes && self.document.clauses_of(id).iter().any(is_length) {
            self.changes = holder(self.document, id.0 as usize) == Some(ItemKind::Milestone);
        }
    }
}

fn holds(kind: LineKind) -> Holds {
    match kind {
        LineKind::Item(item) => Holds::Item(item.kind),
        LineKind::Unknown => Holds::Anything,
        LineKind::Blank | LineKind::Text | LineKind::Version(_) | LineKind::Clauses | LineKind::Checklist { .. } => Holds::Nothing,
    }
}

/// Tells whether an item may stand inside another; what is inside tasks and milestones is reported where work is read.
const fn may_hold(owner: ItemKind, item: ItemKind) -> bool {
    match item {
        ItemKind::Plan => false,
        ItemKind::Calendar | ItemKind::Person | ItemKind::Team | ItemKind::Resource | ItemKind::Include | ItemKind::Chart => {
            matches!(owner, ItemKind::Plan)
        }
        ItemKind::Phase | ItemKind::Task | ItemKind::Milestone => {
            matches!(owner, ItemKind::Plan | ItemKind::Phase | ItemKind::Task | ItemKind::Milestone)
        }
    }
}

const fn item_word(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Plan => "plan",
        ItemKind::Calendar => "calendar",
        ItemKind::Person => "person",
        ItemKind::Team => "team",
        ItemKind::Resource => "resource",
        ItemKind::Include => "include",
        ItemKind::Chart => "chart",
        ItemKind::Phase => "phase",
        ItemKind::Task => "task",
        ItemKind::Milestone => "milestone",
    }
}

/// Drops the clauses that became items, and joins a milestone's `2w` and `after x` to a distance.
fn settle(text: &str, document: &mut Document) {
    let mut old = std::mem::take(&mut document.clauses).into_iter().peekable();
    let mut clauses: Vec<Clause> = Vec::with_capacity(old.len());
    for index in 0..document.lines.len() {
        let end = document.lines.get(index + 1).map_or(u32::MAX, |line| line.start);
        let is_milestone = holder(document, index) == Some(ItemKind::Milestone);
        let Some(line) = document.lines.get_mut(index) else { break };
        line.first_clause = u32::try_from(clauses.len()).unwrap_or(u32::MAX);
        let head = line.body().start;
        let is_item = matches!(line.kind(), LineKind::Item(_));
        while let Some(clause) = old.next_if(|clause| clause.range().start < end) {
            if is_item && clause.range().start == head {
                continue;
            }
            match clauses.last().filter(|last| is_milestone && last.range().start >= head).and_then(|last| distance(text, last, &clause)) {
                Some(joined) => {
                    clauses.pop();
                    clauses.push(joined);
                }
                None => clauses.push(clause),
            }
        }
    }
    document.clauses = clauses;
}

/// Returns the kind of the item that the line begins or belongs to.
fn holder(document: &Document, index: usize) -> Option<ItemKind> {
    let line = document.lines.get(index)?;
    let item = match line.kind() {
        LineKind::Item(_) => line,
        LineKind::Clauses => document.lines.get(line.owner()?.0 as usize)?,
        LineKind::Blank | LineKind::Text | LineKind::Version(_) | LineKind::Checklist { .. } | LineKind::Unknown => return None,
    };
    match item.kind() {
        LineKind::Item(item) => Some(item.kind),
        LineKind::Blank | LineKind::Text | LineKind::Version(_) | LineKind::Clauses | LineKind::Checklist { .. } | LineKind::Unknown => {
            None
        }
    }
}

/// Joins `2w` and `after x` or `before x`, where nothing but spaces stands between.
fn distance(text: &str, length: &Clause, edge: &Clause) -> Option<Clause> {
    let ClauseKind::Duration(estimate) = &length.kind else { return None };
    let amount = estimate.likely().filter(|_| estimate.bounds().is_none())?;
    let between = text.get(length.range().end as usize..edge.range().start as usize)?;
    let is_after = matches!(edge.kind, ClauseKind::After(_));
    let (ClauseKind::After(target) | ClauseKind::Before(target)) = edge.kind else { return None };
    let distance = Box::new(Distance { amount, target });
    let kind = if is_after { ClauseKind::DistanceAfter(distance) } else { ClauseKind::DistanceBefore(distance) };
    let range = TextRange::new(length.range().start, edge.range().end);
    (!between.contains(',')).then(|| Clause::new(range, kind))
}
