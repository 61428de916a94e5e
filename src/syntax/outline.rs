//! How lines nest: every line finds its owner by its margin.
//!
//! A stack of the margins that are open at a line is all there is; it never grows past the deepest nesting. Once a line
//! knows its owner, what depends on the owner is settled: `calendar night` is an item or a clause, `2w after x` on a milestone is a
//! distance, and a clause that stands twice is reported.

use super::ast::{Clause, ClauseKind, Distance, Document, Item, ItemKind, LineId, LineKind};
use crate::diagnostic::Diagnostics;
use crate::span::TextRange;

/// How deep items may nest.
const DEEPEST: usize = 64;

/// Gives every line of `document` its owner.
pub(super) fn nest(text: &str, document: &mut Document, diagnostics: &mut Diagnostics) {
    let mut outline = Outline { text, open: Vec::new(), document, diagnostics, changes: false };
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
    /// What the line is, for those deeper.
    holds: Holds,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// An item, which owns what is deeper.
    Item(ItemKind),
    /// A clause or an entry, which owns nothing.
    Nothing,
    /// A line that could not be read: nobody knows.
    Anything,
}

struct Outline<'a> {
    text: &'a str,
    open: Vec<Level>,
    document: &'a mut Document,
    diagnostics: &'a mut Diagnostics,
    changes: bool,
}

impl Outline<'_> {
    fn place(&mut self, index: usize) {
        let Some(line) = self.document.lines.get(index) else { return };
        let (start, body, kind) = (line.start, line.body, line.kind);
        match kind {
            LineKind::Blank => return,
            LineKind::Text => return self.open.clear(),
            LineKind::Version(_) | LineKind::Item(_) | LineKind::Clauses | LineKind::Checklist { .. } | LineKind::Unknown => {}
        }
        self.close(TextRange::new(start, body.start));
        let owner = self.open.iter().rev().find_map(|level| match level.holds {
            Holds::Item(kind) => Some((level.line, kind)),
            Holds::Nothing | Holds::Anything => None,
        });
        let kind = self.as_calendar(index, kind, owner.map(|(_, kind)| kind));
        let id = LineId(u32::try_from(index).unwrap_or(u32::MAX));
        let holds = match kind {
            LineKind::Item(item) => Holds::Item(item.kind),
            LineKind::Unknown => Holds::Anything,
            LineKind::Blank | LineKind::Text | LineKind::Version(_) | LineKind::Clauses | LineKind::Checklist { .. } => Holds::Nothing,
        };
        self.open.push(Level { margin: TextRange::new(start, body.start), line: id, holds });
        if let Some(line) = self.document.lines.get_mut(index) {
            line.owner = owner.map(|(line, _)| line);
            line.kind = kind;
        }
        let is_milestone = holder(self.document, index) == Some(ItemKind::Milestone);
        self.changes |= is_milestone && self.document.clauses_of(id).iter().any(|clause| matches!(clause.kind, ClauseKind::Duration(_)));
    }

    /// Closes every level that does not hold a line with this margin.
    fn close(&mut self, margin: TextRange) {
        let depth = margin.len();
        while self.open.last().is_some_and(|level| level.margin.len() >= depth) {
            self.open.pop();
        }
    }

    /// Makes an item of `calendar night` where it stands at the outermost level.
    fn as_calendar(&mut self, index: usize, kind: LineKind, owner: Option<ItemKind>) -> LineKind {
        let is_outermost = matches!(owner, None | Some(ItemKind::Plan));
        let Some(line) = self.document.lines.get(index).filter(|_| kind == LineKind::Clauses && is_outermost) else { return kind };
        let Some(clause) = self.document.clauses.get(line.first_clause as usize) else { return kind };
        let ClauseKind::Calendar(name) = clause.kind else { return kind };
        if clause.range.start != line.body.start {
            return kind;
        }
        self.changes = true;
        let is_title = self.text.as_bytes().get(name.start as usize) == Some(&b'"');
        let (id, title) = if is_title { (None, Some(name)) } else { (Some(name), None) };
        LineKind::Item(Item { kind: ItemKind::Calendar, id, title })
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
        let head = line.body.start;
        let is_item = matches!(line.kind, LineKind::Item(_));
        while let Some(clause) = old.next_if(|clause| clause.range.start < end) {
            if is_item && clause.range.start == head {
                continue;
            }
            match clauses.last().filter(|last| is_milestone && last.range.start >= head).and_then(|last| distance(text, last, &clause)) {
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
    let item = match line.kind {
        LineKind::Item(_) => line,
        LineKind::Clauses => document.lines.get(line.owner?.0 as usize)?,
        LineKind::Blank | LineKind::Text | LineKind::Version(_) | LineKind::Checklist { .. } | LineKind::Unknown => return None,
    };
    match item.kind {
        LineKind::Item(item) => Some(item.kind),
        LineKind::Blank | LineKind::Text | LineKind::Version(_) | LineKind::Clauses | LineKind::Checklist { .. } | LineKind::Unknown => {
            None
        }
    }
}

/// Joins `2w` and `after x` or `before x`, where nothing but spaces stands between.
fn distance(text: &str, length: &Clause, edge: &Clause) -> Option<Clause> {
    let ClauseKind::Duration(estimate) = &length.kind else { return None };
    let amount = estimate.likely.filter(|_| estimate.range.is_none())?;
    let between = text.get(length.range.end as usize..edge.range.start as usize)?;
    let is_after = matches!(edge.kind, ClauseKind::After(_));
    let (ClauseKind::After(target) | ClauseKind::Before(target)) = edge.kind else { return None };
    let distance = Box::new(Distance { amount, target });
    let kind = if is_after { ClauseKind::DistanceAfter(distance) } else { ClauseKind::DistanceBefore(distance) };
    let range = TextRange::new(length.range.start, edge.range.end);
    (!between.contains(',')).then_some(Clause { range, kind })
}
