//! What the clauses of each work item say.
//!
//! One pass in file order, so that a phase is read before what it holds and inheritance is a look at the parent. Each
//! clause goes to the file that knows its kind; what can only be judged when all are read waits in the [`Draft`].

use super::clauses::{Seen, word};
use super::entries::{ClauseAt, Entry};
use super::unknown::Site;
use super::{Cx, TaskId};
use crate::diagnostic::Code;
use crate::model::{Delay, Details, Effort, Fact, Kind, Text};
use crate::span::{Span, TextRange};
use crate::syntax::Document;
use crate::syntax::ast::{Amount, ClauseKind, ItemKind, LineId, LineKind};

/// Most tags that phases hand down to what is inside them, over the whole plan.
const MOST_TAGS: usize = 8_000_000;

/// The item whose clauses are read, and what has been learned so far.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub(super) id: TaskId,
    /// Number of its entry.
    pub(super) index: u32,
    pub(super) kind: ItemKind,
    pub(super) document: &'a Document,
    /// The phase that holds it.
    pub(super) parent: Option<TaskId>,
    /// The place that stands for it in messages.
    pub(super) name: Span,
    /// It is a `gate`.
    pub(super) is_gate: bool,
    seen: Seen,
    /// The clause that said how long it takes.
    pub(super) length: Option<Span>,
    /// It has an `after` or an exact distance of its own.
    pub(super) follows: bool,
    /// The clause that ties it at an exact distance.
    pub(super) distance: Option<Span>,
    pub(super) as_late_as_possible: Option<Span>,
    /// The latest verdict on a gate: passed or failed.
    pub(super) verdict: Option<(bool, Fact)>,
    pub(super) done: Option<Span>,
    pub(super) remaining: Option<Span>,
    notes: String,
    has_notes: bool,
}

/// Reads the clauses of every work item.
pub(super) fn resolve(cx: &mut Cx<'_>) {
    let entries = cx.entries;
    // No list grows: growing leaves holes as large as what was copied.
    cx.plan.dependencies.reserve_exact(cx.parts.documents.iter().map(|document| document.targets.len()).sum());
    cx.plan.assignments.reserve_exact(cx.parts.documents.iter().map(|document| document.assignments.len()).sum());
    let mut n_before = 0;
    for id in cx.plan.tasks.ids() {
        while cx.passed_over.get(n_before).is_some_and(|n_items| *n_items <= id.0) {
            n_before += 1;
        }
        let index = id.0.saturating_add(u32::try_from(n_before).unwrap_or(u32::MAX));
        let Some(entry) = entries.get(index) else { continue };
        let kind = if entry.item.kind == ItemKind::Include { ItemKind::Phase } else { entry.item.kind };
        let task = &cx.plan.tasks[id];
        let (parent, span) = (task.parent(), task.span());
        let mut draft = Draft::of(id, index, kind, entries.document(&entry), (parent, span));
        cx.read(&mut draft, &entry);
    }
}

impl<'a> Draft<'a> {
    fn of(id: TaskId, index: u32, kind: ItemKind, document: &'a Document, (parent, name): (Option<TaskId>, Span)) -> Self {
        Self {
            id,
            index,
            kind,
            document,
            parent,
            name,
            is_gate: false,
            seen: Seen::default(),
            length: None,
            follows: false,
            distance: None,
            as_late_as_possible: None,
            verdict: None,
            done: None,
            remaining: None,
            notes: String::new(),
            has_notes: false,
        }
    }

    /// Returns where the item's references are looked up from.
    pub(super) const fn site(&self) -> Site<'a> {
        Site { document: self.document, scope: self.parent, owner: self.name }
    }

    /// Returns the span of `range` in the item's file.
    pub(super) fn span(&self, range: TextRange) -> Span {
        self.document.span(range)
    }
}

impl<'a> Cx<'a> {
    fn read(&mut self, draft: &mut Draft<'a>, entry: &Entry) {
        let entries = self.entries;
        self.set_calendar(draft);
        let mut boxes = (0u64, 0u64);
        let mut is_damaged = false;
        for (line, content) in entries.lines(draft.index) {
            is_damaged |= content.broken;
            match content.kind() {
                LineKind::Checklist { ticked, text } => {
                    boxes = (boxes.0 + u64::from(ticked), boxes.1 + 1);
                    let text = self.keep_quoted(draft.span(text));
                    self.details(draft.id).checklist.push((ticked, text));
                }
                LineKind::Item(_) | LineKind::Clauses => self.read_line(draft, line),
                LineKind::Unknown => is_damaged = true,
                LineKind::Blank | LineKind::Text | LineKind::Version(_) => {}
            }
        }
        self.finish_item(draft, boxes);
        let task = &self.plan.tasks[draft.id];
        let is_empty = task.kind == Kind::Phase && task.end.0 == draft.id.0 + 1 && matches!(task.effort, Effort::None) && !is_damaged;
        if is_empty && !self.holds_broken_lines(entry) && self.brought_nothing(entry) {
            self.report(Code::EmptyPhase, draft.name, "this phase has nothing in it")
                .help("indent what belongs to it below it, or make it a task or a milestone");
        }
    }

    fn read_line(&mut self, draft: &mut Draft<'a>, line: LineId) {
        let document = draft.document;
        for clause in document.clauses_of(line) {
            let at = ClauseAt { document, clause };
            if !self.check_place(draft, at) {
                continue;
            }
            let bit = word(&clause.kind).1;
            if bit == 0 || self.clause_once(&mut draft.seen, draft.index, at) {
                self.read_clause(draft, at);
            }
        }
    }

    #[rustfmt::skip]
    fn read_clause(&mut self, draft: &mut Draft<'a>, at: ClauseAt<'a>) {
        let span = at.span();
        match &at.clause.kind {
            ClauseKind::Duration(estimate) => self.set_duration(draft, at, estimate),
            ClauseKind::Effort(estimate) => self.set_effort(draft, at, estimate),
            ClauseKind::Span(targets) => self.set_span(draft, at, *targets),
            ClauseKind::On(targets) | ClauseKind::From(targets) | ClauseKind::EndsFrom(targets) | ClauseKind::StartsBy(targets)
            | ClauseKind::EndsBy(targets) | ClauseKind::StartsOn(targets) | ClauseKind::EndsOn(targets) => self.constrain(draft, at, *targets),
            ClauseKind::Due(targets) => self.set_deadline(draft, at, *targets),
            ClauseKind::After(targets) | ClauseKind::EndsAfter(targets) | ClauseKind::Before(targets) => self.link(draft, at, *targets),
            ClauseKind::DistanceAfter(distance) | ClauseKind::DistanceBefore(distance) => self.link_exactly(draft, at, distance),
            ClauseKind::InOrder => self.plan.tasks[draft.id].in_order = true,
            ClauseKind::AsLateAsPossible => {
                draft.as_late_as_possible = Some(span);
                self.plan.tasks[draft.id].as_late_as_possible = true;
            }
            ClauseKind::Delayed(amount) => self.details(draft.id).delay = Some(self.delay(*amount)),
            ClauseKind::By(people) => self.assign(draft, *people),
            ClauseKind::Owner(name) => self.set_owner(draft, *name),
            ClauseKind::Priority(priority) => self.set_priority(draft, at, *priority),
            ClauseKind::Done(done) => self.set_done(draft, at, *done),
            ClauseKind::Started(date) | ClauseKind::Finished(date) | ClauseKind::Passed(date) | ClauseKind::Failed(date) => self.record(draft, at, *date),
            ClauseKind::Remaining(amount) => self.set_remaining(draft, at, *amount),
            ClauseKind::Key(text) => self.details(draft.id).key = Some(self.keep_quoted(draft.span(*text))),
            ClauseKind::Cost(money) => self.details(draft.id).cost = Some(money.hundredths),
            ClauseKind::Baseline(targets) => self.set_baseline(draft, at, *targets),
            ClauseKind::Budget(money) => self.details(draft.id).budget = Some(money.hundredths),
            ClauseKind::Tag(text) => { let tag = self.keep_id(draft.span(*text)); self.details(draft.id).tags.push(tag); }
            ClauseKind::Link(text) => { let link = self.keep_quoted(draft.span(*text)); self.details(draft.id).links.push(link); }
            ClauseKind::Note(text) => self.add_note(draft, draft.span(*text)),
            ClauseKind::Gate => draft.is_gate = true,
            // Read before anything else, or reported by `check_place`.
            ClauseKind::ByDate(_) | ClauseKind::Calendar(_) | ClauseKind::CalendarOnly(_) | ClauseKind::Until(_) | ClauseKind::Start(_) | ClauseKind::End(_) | ClauseKind::AsOf { .. }
            | ClauseKind::Week(_) | ClauseKind::Away(_) | ClauseKind::Workday(_) | ClauseKind::HolidaysFrom(_) | ClauseKind::Currency(_) | ClauseKind::Units(_)
            | ClauseKind::Leveling(_) | ClauseKind::Like(_) | ClauseKind::PersonUnits(_) | ClauseKind::UnitsFor(_)
            | ClauseKind::Rate { .. } | ClauseKind::Email(_) | ClauseKind::Capacity(_) | ClauseKind::Of(_)
            | ClauseKind::Columns(_) | ClauseKind::Depth(_) | ClauseKind::Focus(_) | ClauseKind::Critical | ClauseKind::Only(_)
            | ClauseKind::Theme(_) | ClauseKind::Arrows(_) | ClauseKind::Width(_)
            | ClauseKind::GroupBy(_) | ClauseKind::ColorBy(_) | ClauseKind::View(_) | ClauseKind::BaselineFrom(_) | ClauseKind::Load | ClauseKind::IsoWeeks
            | ClauseKind::NoSlack | ClauseKind::Format(_) | ClauseKind::Page(_) | ClauseKind::Scale(_) | ClauseKind::Font(_) => {}
        }
    }

    /// What needs all clauses of the item: inheritance, order, progress, and whether it all can hold.
    fn finish_item(&mut self, draft: &mut Draft<'a>, boxes: (u64, u64)) {
        if draft.has_notes {
            let note = self.plan.add_text(&draft.notes);
            self.details(draft.id).note = Some(note);
        }
        self.settle_progress(draft, boxes);
        self.check_constraints(draft);
        self.follow_sibling(draft);
        self.inherit(draft);
    }

    /// Sets the working calendar, which must be known before the first date is read.
    #[allow(clippy::wildcard_enum_match_arm, reason = "only these name a calendar")]
    fn set_calendar(&mut self, draft: &Draft<'a>) {
        if let Some(parent) = draft.parent {
            let phase = &self.plan.tasks[parent];
            let (calendar, only) = (phase.calendar, phase.calendar_only);
            let task = &mut self.plan.tasks[draft.id];
            (task.calendar, task.calendar_only) = (calendar, only);
        }
        if self.names_no_calendar {
            return;
        }
        let entries = self.entries;
        let named = entries.clauses(draft.index).find_map(|at| match at.clause.kind {
            ClauseKind::Calendar(name) => Some((at.document.span(name), false)),
            ClauseKind::CalendarOnly(name) => Some((at.document.span(name), true)),
            _ => None,
        });
        if let Some((calendar, only)) = named.and_then(|(name, only)| Some((self.calendar(name, draft.name)?, only))) {
            let task = &mut self.plan.tasks[draft.id];
            (task.calendar, task.calendar_only) = (calendar, only);
        }
    }

    fn inherit(&mut self, draft: &Draft<'a>) {
        let Some(parent) = draft.parent else { return };
        let phase = &self.plan.tasks[parent];
        let (late, people) = (phase.as_late_as_possible, phase.assignments.clone());
        let task = &mut self.plan.tasks[draft.id];
        task.as_late_as_possible |= late;
        if task.assignments.is_empty() && !draft.is_gate {
            task.assignments = people;
        }
        let Some(details) = &self.plan.tasks[parent].details else { return };
        let (owner, priority) = (details.owner, details.priority);
        if owner.is_none() && priority.is_none() && details.tags.is_empty() {
            return;
        }
        let n_tags = details.tags.len();
        let inherited = if self.may_inherit(draft, n_tags) { self.plan.details(parent).tags.clone() } else { Vec::new() };
        let own = std::mem::take(&mut self.details(draft.id).tags);
        let plan = &self.plan;
        let is_new = |tag: &Text| inherited.len() > 64 || !inherited.iter().any(|other| plan.text(*other) == plan.text(*tag));
        let own: Vec<Text> = own.into_iter().filter(is_new).collect();
        let details = self.details(draft.id);
        details.tags = inherited;
        details.tags.extend(own);
        details.owner = details.owner.or(owner);
        details.priority = details.priority.or(priority);
    }

    /// Counts inherited tags: a few lines could otherwise ask for more memory than there is. Reports where it is too much.
    fn may_inherit(&mut self, draft: &Draft<'a>, n: usize) -> bool {
        let before = self.inherited_tags;
        self.inherited_tags = before.saturating_add(n);
        if before <= MOST_TAGS && MOST_TAGS < self.inherited_tags {
            self.report(Code::NumberTooLarge, draft.name, "this plan's phases hand down more than eight million tags")
                .help("give the phases fewer tags");
        }
        self.inherited_tags <= MOST_TAGS
    }

    fn add_note(&mut self, draft: &mut Draft<'a>, span: Span) {
        if draft.has_notes {
            draft.notes.push('\n');
        }
        draft.has_notes = true;
        draft.notes.push_str(&super::words::unquote(self.text(span)));
    }

    fn set_priority(&mut self, draft: &Draft<'a>, at: ClauseAt<'a>, priority: u32) {
        match u16::try_from(priority) {
            Ok(priority) if priority <= 1_000 => self.details(draft.id).priority = Some(priority),
            Ok(_) | Err(_) => {
                self.report(Code::NumberTooLarge, at.span(), "a priority is at most 1000").help("500 is the usual one, 1000 goes first");
            }
        }
    }

    fn delay(&self, amount: Amount) -> Delay {
        if amount.elapsed {
            Delay::Elapsed(super::lengths::elapsed(amount))
        } else {
            Delay::Work(super::lengths::work(amount, &self.plan.settings.units))
        }
    }

    /// Returns the details of `task`, made when the first one is needed.
    pub(super) fn details(&mut self, task: TaskId) -> &mut Details {
        self.plan.tasks[task].details.get_or_insert_with(Box::default)
    }

    /// Tells whether lines that could not be read stand inside the item.
    fn holds_broken_lines(&self, entry: &Entry) -> bool {
        let document = self.entries.document(entry);
        let below = document.lines.iter().skip(entry.line.0 as usize + 1);
        let mut inside = below.take_while(|line| line.owner().is_some_and(|owner| entry.line <= owner) || line.kind() == LineKind::Blank);
        inside.any(|line| line.broken || line.kind() == LineKind::Unknown)
    }

    /// Tells whether the item is no include whose file could not be read.
    fn brought_nothing(&self, entry: &Entry) -> bool {
        entry.item.kind != ItemKind::Include
            || self.parts.includes.iter().any(|i| i.document == entry.document as usize && i.line == entry.line)
    }
}
