//! Every item of every file in reading order, includes spliced in where they stand.
//!
//! Resolving walks this list and never the lines: what an `include` brings looks as if it were written there. The
//! clauses of an item are not copied: they are on its own line, on the lines right below it and, for a phase whose
//! clauses follow what it holds, on lines further down, which are kept aside.

use super::Parts;
use crate::span::{Span, TextRange};
use crate::syntax::Document;
use crate::syntax::ast::{Clause, Item, ItemKind, Line, LineId, LineKind};

/// One item of one file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Index of the document.
    pub(super) document: u32,
    /// The line that begins the item.
    pub(super) line: LineId,
    /// What the line begins with.
    pub(super) item: Item,
    /// The entry that holds it, `plan` lines and includes without a name seen through; `None` at the outermost level.
    pub(super) parent: Option<u32>,
}

/// Where an entry stands and what holds it, or [`NOTHING`]; the rest is read off its line when it is asked for, because
/// there are as many entries as items.
#[derive(Clone, Copy, Debug)]
struct Place {
    document: u32,
    line: LineId,
    parent: u32,
}

/// The number of no entry.
const NOTHING: u32 = u32::MAX;

impl Place {
    fn entry(self, parts: Parts<'_>) -> Option<Entry> {
        let LineKind::Item(item) = parts.documents.get(self.document as usize)?.lines.get(self.line.0 as usize)?.kind() else {
            return None;
        };
        Some(Entry { document: self.document, line: self.line, item, parent: Some(self.parent).filter(|parent| *parent != NOTHING) })
    }
}

/// The items of a plan, and the lines of each.
#[derive(Debug)]
pub(super) struct Entries<'a> {
    parts: Parts<'a>,
    list: Vec<Place>,
    /// The entries that are no phases, tasks or milestones.
    others: Vec<u32>,
    /// Lines of an item that stand behind another item: entry and line, sorted by entry.
    late: Vec<(u32, LineId)>,
}

/// A clause with the document that its ranges point into.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClauseAt<'a> {
    pub(super) document: &'a Document,
    pub(super) clause: &'a Clause,
}

impl<'a> Entries<'a> {
    /// Lists the items of `parts`, the root document first.
    pub(super) fn of(parts: Parts<'a>) -> Self {
        let n_lines: usize = parts.documents.iter().map(|document| document.lines.len()).sum();
        let list = Vec::with_capacity(n_lines);
        let mut walk = Walk { parts, list, others: Vec::new(), late: Vec::new(), files: Vec::new() };
        if !parts.documents.is_empty() {
            walk.files.push(File::at(0, None));
        }
        walk.run();
        walk.late.sort_by_key(|(entry, _)| *entry);
        Self { parts, list: walk.list, others: walk.others, late: walk.late }
    }

    /// Returns the items in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, Entry)> {
        (0..).zip(&self.list).filter_map(|(index, place)| Some((index, place.entry(self.parts)?)))
    }

    /// Returns the items that are no work in order: few of a large plan, and asked for again and again.
    pub(super) fn others(&self) -> impl Iterator<Item = (u32, Entry)> {
        self.others.iter().filter_map(|index| Some((*index, self.get(*index)?)))
    }

    /// Returns the entry numbered `index`.
    pub(super) fn get(&self, index: u32) -> Option<Entry> {
        self.list.get(index as usize)?.entry(self.parts)
    }

    /// Returns how many items there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns the document of `entry`.
    pub(super) fn document(&self, entry: &Entry) -> &'a Document {
        self.read(entry.document)
    }

    fn read(&self, document: u32) -> &'a Document {
        self.parts.documents.get(document as usize).expect("entries come from documents")
    }

    /// Returns the lines that belong to an item: its own, then those below it, in order.
    pub(super) fn lines(&self, index: u32) -> impl Iterator<Item = (LineId, &'a Line)> + use<'a, '_> {
        let entry = self.list.get(index as usize).expect("the number of an entry");
        let lines = self.read(entry.document).lines.as_slice();
        let own = entry.line;
        let at = move |id: LineId| lines.get(id.0 as usize).map(|line| (id, line));
        let below = (own.0 + 1..)
            .map_while(move |id| at(LineId(id)))
            .take_while(|(_, line)| !matches!(line.kind(), LineKind::Item(_)))
            .filter(move |(_, line)| line.owner() == Some(own));
        at(own).into_iter().chain(below).chain(self.late(index).iter().filter_map(move |(_, id)| at(*id)))
    }

    /// Returns the clauses of an item, on its own line and below it, in order.
    pub(super) fn clauses(&self, index: u32) -> impl Iterator<Item = ClauseAt<'a>> + use<'a, '_> {
        let entry = self.list.get(index as usize).expect("the number of an entry");
        let document = self.read(entry.document);
        self.lines(index).flat_map(move |(id, _)| document.clauses_of(id)).map(move |clause| ClauseAt { document, clause })
    }

    fn late(&self, index: u32) -> &[(u32, LineId)] {
        if self.late.is_empty() {
            return &[];
        }
        let first = self.late.partition_point(|(entry, _)| *entry < index);
        let last = self.late.partition_point(|(entry, _)| *entry <= index);
        self.late.get(first..last).unwrap_or(&[])
    }
}

impl Entry {
    /// Returns the place that stands for the item in a message: its id, else its title.
    pub(super) fn name(&self) -> Option<TextRange> {
        self.item.id.or(self.item.title)
    }
}

impl ClauseAt<'_> {
    /// Returns the place of the whole clause.
    pub(super) fn span(&self) -> Span {
        self.document.span(self.clause.range())
    }
}

/// The walk through the files, the including ones waiting underneath.
struct Walk<'a> {
    parts: Parts<'a>,
    list: Vec<Place>,
    others: Vec<u32>,
    late: Vec<(u32, LineId)>,
    files: Vec<File>,
}

/// A file that is being read, up to where.
struct File {
    document: u32,
    next: u32,
    /// What holds the outermost items of the file.
    holder: Option<u32>,
    /// The items whose insides are being read, outermost first.
    open: Vec<(LineId, u32)>,
    last_item: Option<LineId>,
}

impl File {
    fn at(document: u32, holder: Option<u32>) -> Self {
        Self { document, next: 0, holder, open: Vec::new(), last_item: None }
    }
}

impl Walk<'_> {
    fn run(&mut self) {
        while let Some(file) = self.files.last_mut() {
            let document = self.parts.documents.get(file.document as usize);
            let Some(line) = document.and_then(|document| document.lines.get(file.next as usize)) else {
                self.files.pop();
                continue;
            };
            let id = LineId(file.next);
            file.next += 1;
            match line.kind() {
                LineKind::Blank | LineKind::Text | LineKind::Version(_) => {}
                LineKind::Unknown => close(&mut file.open, line.owner()),
                LineKind::Clauses | LineKind::Checklist { .. } => {
                    close(&mut file.open, line.owner());
                    let owner = file.open.last().filter(|(open, _)| line.owner() == Some(*open));
                    let behind = |(open, _): &&(LineId, u32)| file.last_item != Some(*open);
                    self.late.extend(owner.filter(behind).map(|(_, entry)| (*entry, id)));
                }
                LineKind::Item(item) => self.item(line.owner(), id, item),
            }
        }
    }

    fn item(&mut self, owner: Option<LineId>, id: LineId, item: Item) {
        let index = number(self.list.len());
        let Some(file) = self.files.last_mut() else { return };
        close(&mut file.open, owner);
        let holder = |open: u32| self.list.get(open as usize).and_then(|place| seen_through(&place.entry(self.parts)?, open));
        let parent = file.open.last().map_or(file.holder, |(_, open)| holder(*open));
        self.list.push(Place { document: file.document, line: id, parent: parent.unwrap_or(NOTHING) });
        if !matches!(item.kind, ItemKind::Phase | ItemKind::Task | ItemKind::Milestone) {
            self.others.push(index);
        }
        file.open.push((id, index));
        file.last_item = Some(id);
        if item.kind != ItemKind::Include {
            return;
        }
        let here = |include: &&super::Include| include.document == file.document as usize && include.line == id && !include.repeated;
        if let Some(include) = self.parts.includes.iter().find(here) {
            let holder = if item.id.is_some() { Some(index) } else { parent };
            self.files.push(File::at(number(include.target), holder));
        }
    }
}

/// Returns what holds the items under `entry`: itself, but for lines that are no part of a path.
fn seen_through(entry: &Entry, index: u32) -> Option<u32> {
    let transparent = entry.item.kind == ItemKind::Plan || (entry.item.kind == ItemKind::Include && entry.item.id.is_none());
    if transparent { entry.parent } else { Some(index) }
}

/// Leaves the items that end before a line of `owner`.
fn close(open: &mut Vec<(LineId, u32)>, owner: Option<LineId>) {
    while open.last().is_some_and(|(line, _)| owner.is_none_or(|owner| owner < *line)) {
        open.pop();
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
