//! The work items themselves: kinds, nesting, names and titles, before anything that their clauses say.

use super::entries::Entry;
use super::names::{By, WorkNames};
use super::{Cx, TaskId};
use crate::diagnostic::Code;
use crate::model::{Arena, Effort, Kind, Plan, Task, Text};
use crate::span::{Place, Span, TextRange};
use crate::syntax::ast::{Item, ItemKind, LineKind};

/// Deepest level of nesting.
const DEEPEST: u8 = 64;

/// Lists the work items, and notes between which of them other entries stand.
pub(super) fn resolve(cx: &mut Cx<'_>) {
    let entries = cx.entries;
    let bytes: usize = cx.parts.documents.iter().map(|document| cx.parts.sources.get(document.source).text.len()).sum();
    cx.plan.texts.reserve(bytes / 2);
    cx.plan.tasks = Arena::with_capacity(entries.len());
    let mut task_of = vec![TaskId::NONE; entries.len()];
    for (index, entry) in entries.iter() {
        let task = cx.list(&entry, &task_of);
        if task.is_none() {
            cx.passed_over.push(u32::try_from(cx.plan.tasks.len()).unwrap_or(u32::MAX));
        }
        if let Some(slot) = task_of.get_mut(index as usize) {
            *slot = task.unwrap_or(TaskId::NONE);
        }
    }
    close_phases(&mut cx.plan);
    cx.name_items();
}

/// Gives every phase the end of what it holds.
fn close_phases(plan: &mut Plan) {
    for id in plan.tasks.ids().rev() {
        let end = plan.tasks[id].end;
        if let Some(parent) = plan.tasks[id].parent() {
            let phase = &mut plan.tasks[parent];
            phase.end = phase.end.max(end);
        }
    }
}

impl Cx<'_> {
    fn list(&mut self, entry: &Entry, task_of: &[TaskId]) -> Option<TaskId> {
        let holder = entry.parent.and_then(|parent| self.entries.get(parent));
        let parent = entry.parent.and_then(|parent| task_of.get(parent as usize).copied()).filter(|parent| *parent != TaskId::NONE);
        let kind = match entry.item.kind {
            ItemKind::Phase => Kind::Phase,
            ItemKind::Task => Kind::Task,
            ItemKind::Milestone => Kind::Milestone,
            ItemKind::Include if entry.item.id.is_some() => {
                self.check_outermost(entry, holder);
                if self.is_read_elsewhere(entry) {
                    return None;
                }
                Kind::Phase
            }
            ItemKind::Plan
            | ItemKind::Calendar
            | ItemKind::Person
            | ItemKind::Team
            | ItemKind::Resource
            | ItemKind::Include
            | ItemKind::Chart => {
                self.check_outermost(entry, holder);
                return None;
            }
        };
        match (parent, holder) {
            (Some(parent), _) => self.check_holder(entry, parent),
            (None, Some(holder)) => self.report_in(entry, &holder),
            (None, None) => {}
        }
        Some(self.add(entry, kind, parent))
    }

    fn add(&mut self, entry: &Entry, kind: Kind, parent: Option<TaskId>) -> TaskId {
        let document = self.entries.document(entry);
        let Item { id, title, .. } = entry.item;
        let span = document.span(entry.name().unwrap_or_default());
        let level = parent.map_or(1, |parent| self.plan.tasks[parent].level.saturating_add(1));
        if level == DEEPEST + 1 && entry.document != 0 {
            self.report(Code::NestedTooDeep, span, format!("items nested more than {DEEPEST} deep")).help("include this file further out");
        }
        let name = id.map_or(Text::default(), |id| self.keep_id(document.span(id)));
        let own = if entry.item.kind == ItemKind::Include { self.plan_title(entry) } else { title.map(|title| document.span(title)) };
        let title = match (own, id) {
            (Some(title), _) => self.keep_quoted(title),
            (None, Some(id)) => self.keep_in_words(document.span(id)),
            (None, None) => Text::default(),
        };
        let task = TaskId(u32::try_from(self.plan.tasks.len()).unwrap_or(u32::MAX));
        let effort = if kind == Kind::Task { Effort::Unestimated(self.plan.settings.units.day) } else { Effort::None };
        self.lookup.titled.push(own.is_some());
        self.plan.tasks.push(Task {
            kind,
            level,
            in_order: false,
            as_late_as_possible: false,
            calendar_only: false,
            holder: parent.unwrap_or(TaskId::NONE).0,
            end: TaskId(task.0 + 1),
            id: name,
            title,
            place: Place::of(span),
            effort,
            calendar: Plan::STANDARD,
            assignments: 0..0,
            first_dependency: 0,
            details: None,
        })
    }

    /// Returns the title of the plan that an include brings.
    fn plan_title(&self, entry: &Entry) -> Option<Span> {
        let read = |include: &&super::Include| include.document == entry.document as usize && include.line == entry.line;
        let include = self.parts.includes.iter().find(read)?;
        let document = self.parts.documents.get(include.target)?;
        let title = document.lines.iter().find_map(|line| match line.kind() {
            LineKind::Item(Item { kind: ItemKind::Plan, title, .. }) => title,
            LineKind::Item(_) | LineKind::Blank | LineKind::Text | LineKind::Version(_) | LineKind::Clauses => None,
            LineKind::Checklist { .. } | LineKind::Unknown => None,
        })?;
        Some(document.span(title))
    }

    /// Tells whether an include brings a file that an earlier one brought under another name, and reports it.
    fn is_read_elsewhere(&mut self, entry: &Entry) -> bool {
        let here = |include: &&super::Include| include.document == entry.document as usize && include.line == entry.line;
        let includes = self.parts.includes;
        let Some(again) = includes.iter().find(here).filter(|include| include.repeated) else { return false };
        let document = self.entries.document(entry);
        let span = document.span(entry.name().unwrap_or_default());
        self.excused.add(self.text(span));
        let first = includes.iter().find(|include| include.target == again.target);
        let first = first.and_then(|first| Some((first, self.parts.documents.get(first.document)?)));
        let first = first.and_then(|(first, document)| Some(document.span(document.lines.get(first.line.0 as usize)?.body())));
        let report = self.diagnostics.report(Code::DuplicateName, span, "this file is part of the plan already, under another name");
        if let Some(first) = first {
            report.label(first, "first included here");
        }
        report.help("a file is read once: refer to its items by the name that it has there");
        true
    }

    /// Reports an item that belongs at the left margin of a file and stands inside another.
    fn check_outermost(&mut self, entry: &Entry, holder: Option<Entry>) {
        let is_in_file = |holder: &Entry| holder.item.kind == ItemKind::Include && holder.document != entry.document;
        if let Some(holder) = holder.filter(|holder| !is_in_file(holder)) {
            self.report_in(entry, &holder);
        }
    }

    /// Reports an item inside one that cannot hold it.
    fn report_in(&mut self, entry: &Entry, holder: &Entry) {
        let (keyword, outer) = (self.keyword(entry), self.keyword(holder));
        let word = self.text(keyword);
        let message = format!("`{word}` does not belong inside {}", super::clauses::a_kind(holder.item.kind));
        self.report(Code::Misplaced, keyword, message).label(outer, "inside this item").help("move it to the left margin");
    }

    /// Reports the first item inside a task or milestone, which becomes a phase so that all else goes on.
    fn check_holder(&mut self, entry: &Entry, parent: TaskId) {
        if self.plan.tasks[parent].kind == Kind::Phase {
            return;
        }
        let Some(holder) = self.entry(parent) else { return };
        let what = if holder.item.kind == ItemKind::Task { "task" } else { "milestone" };
        let (inner, keyword) = (self.keyword(entry), self.keyword(&holder));
        let phase = &mut self.plan.tasks[parent];
        (phase.kind, phase.effort) = (Kind::Phase, Effort::None);
        self.report(Code::WorkInTask, inner, format!("a {what} holds no other items"))
            .label(keyword, format!("inside this {what}"))
            .help(format!("make the {what} a `phase`, or move the item out of it"))
            .fix("make it a phase", keyword, "phase");
    }

    /// Returns the place of the word that begins the item.
    pub(super) fn keyword(&self, entry: &Entry) -> Span {
        let document = self.entries.document(entry);
        let body = document.lines.get(entry.line.0 as usize).map_or(TextRange::default(), |line| line.body());
        let text = self.text(document.span(body));
        let length = text.find(|c: char| c.is_whitespace()).unwrap_or(text.len());
        document.span(TextRange::new(body.start, body.start + u32::try_from(length).unwrap_or(0)))
    }

    /// Returns the entry that `task` came from: as many further as were passed over before it.
    pub(super) fn entry(&self, task: TaskId) -> Option<Entry> {
        let n_before = self.passed_over.partition_point(|n_items| *n_items <= task.0);
        self.entries.get(task.0.saturating_add(u32::try_from(n_before).unwrap_or(u32::MAX)))
    }

    /// Makes the table of ids, and reports those that stand twice in one scope or that the language keeps.
    fn name_items(&mut self) {
        let mut twice = Vec::new();
        let ids = WorkNames::of(By::Id, &self.plan, |_| true, |first, second| twice.push((first, second)));
        self.lookup.ids = ids;
        for (first, second) in twice {
            let tasks = &self.plan.tasks;
            let (first, place, id) = (tasks[first].span(), tasks[second].span(), self.plan.text(tasks[second].id));
            let scope = if tasks[second].parent().is_some() { "in the same phase" } else { "at the outermost level" };
            self.diagnostics
                .report(Code::DuplicateName, place, format!("a second `{id}` {scope}"))
                .label(first, "the first one is here")
                .help("give one of the two another name");
        }
        for edge in ["start", "end"] {
            self.check_reserved(edge);
        }
    }

    fn check_reserved(&mut self, edge: &str) {
        let named: Vec<Span> = self.lookup.ids.named(&self.plan, edge).iter().map(|id| self.plan.tasks[*id].span()).collect();
        for span in named {
            self.report(Code::ReservedName, span, format!("`{edge}` is kept for where an item {edge}s"))
                .help(format!("`build.{edge}` is where `build` {edge}s; give this item another name"));
        }
    }
}
