//! What waits for what: links as they are written, in the order of the text, then grouped by what waits.

use super::entries::ClauseAt;
use super::items::Draft;
use super::lengths::lag;
use super::names::AHEAD;
use super::{Cx, TaskId};
use crate::calendar::{Elapsed, Work};
use crate::diagnostic::{Code, Edit, Fix};
use crate::model::{Dependency, Lag, Link, Plan};
use crate::span::{Span, TextRange};
use crate::syntax::Document;
use crate::syntax::ast::{self, ClauseKind, Distance, Edge, Target, TargetKind, Targets};

impl<'a> Cx<'a> {
    /// Adds a link for every target of `after`, `ends after` or `before`.
    pub(super) fn link(&mut self, draft: &mut Draft<'a>, at: ClauseAt<'a>, targets: Targets) {
        let list = draft.document.targets(targets);
        self.warm(draft.document, targets);
        draft.follows |= matches!(at.clause.kind, ClauseKind::After(_));
        for (index, target) in list.iter().enumerate() {
            match target.what() {
                TargetKind::Date(_) => self.report_date(draft, at, list, index),
                TargetKind::Item { path, edge } => {
                    let Some(other) = self.item(draft.site(), path) else { continue };
                    let lag = lag(target.lag(), &self.plan.settings.units);
                    let span = draft.span(target.range());
                    let dependency = tie(&at.clause.kind, draft.id, (other, edge), (lag, span));
                    self.plan.dependencies.extend(dependency);
                }
            }
        }
    }

    /// Looks at the names in these targets and in some that follow, so that memory is waited for once and not for each.
    fn warm(&mut self, document: &Document, targets: Targets) {
        let last = targets.first.saturating_add(targets.len);
        if self.warm.0 == document.source && last <= self.warm.1 {
            return;
        }
        let ahead = document.targets.iter().skip(targets.first as usize).take(AHEAD);
        self.lookup.ids.warm(ahead.filter_map(|target| match target.what() {
            TargetKind::Item { path, .. } => Some(self.text(document.span(path))),
            TargetKind::Date(_) => None,
        }));
        self.warm = (document.source, targets.first.saturating_add(u32::try_from(AHEAD).unwrap_or(0)).max(last));
    }

    /// Places a milestone at a distance from another item.
    pub(super) fn link_exactly(&mut self, draft: &mut Draft<'a>, at: ClauseAt<'a>, distance: &Distance) {
        draft.follows = true;
        if let Some(first) = draft.distance {
            self.contradict(first, at.span(), "both say where this lies");
            return;
        }
        draft.distance = Some(at.span());
        let list = draft.document.targets(distance.target);
        let Some(target) = list.first() else { return };
        let TargetKind::Item { path, edge } = target.what() else {
            self.report_date(draft, at, list, 0);
            return;
        };
        if target.lag().is_some() {
            self.report(Code::Misplaced, draft.span(target.range()), "the distance is said twice")
                .label(at.span(), "the first number of this clause is the distance")
                .help("add the two up, or put a milestone between");
            return;
        }
        let Some(predecessor) = self.item(draft.site(), path) else { return };
        let is_after = matches!(at.clause.kind, ClauseKind::DistanceAfter(_));
        let edge = edge.unwrap_or(if is_after { Edge::End } else { Edge::Start });
        let link = if edge == Edge::End { Link::FinishToStart } else { Link::StartToStart };
        let lag = lag(Some(ast::Lag { amount: distance.amount, lead: !is_after }), &self.plan.settings.units);
        let span = draft.span(target.range());
        self.plan.dependencies.push(Dependency::new((predecessor, draft.id), link, lag, span).exactly());
    }

    /// Makes the item follow the one above it, where its phase is `in order` and it has no `after` of its own.
    pub(super) fn follow_sibling(&mut self, draft: &Draft<'a>) {
        let level = usize::from(self.plan.tasks[draft.id].level);
        if self.above.len() <= level + 1 {
            self.above.resize(level + 2, None);
        }
        let above = self.above.get_mut(level).and_then(|slot| slot.replace(draft.id));
        if let Some(inside) = self.above.get_mut(level + 1) {
            *inside = None;
        }
        let in_order = draft.parent.is_some_and(|parent| self.plan.tasks[parent].in_order);
        if let (Some(predecessor), true, false) = (above, in_order, draft.follows) {
            let link = Dependency::new((predecessor, draft.id), Link::FinishToStart, Lag::None, draft.name);
            self.plan.dependencies.push(link);
        }
    }

    /// Reports a date in a list of names, and offers the clause that takes a date.
    fn report_date(&mut self, draft: &Draft<'a>, at: ClauseAt<'a>, list: &[Target], index: usize) {
        #[allow(clippy::wildcard_enum_match_arm, reason = "only lists of names come here")]
        let (word, right) = match at.clause.kind {
            ClauseKind::Before(_) | ClauseKind::DistanceBefore(_) => ("before", "due"),
            ClauseKind::EndsAfter(_) => ("ends after", "ends from"),
            _ => ("after", "from"),
        };
        let Some(target) = list.get(index) else { return };
        let span = draft.span(target.range());
        let written = self.text(span);
        let moved = format!("{right} {written}");
        let is_list = matches!(at.clause.kind, ClauseKind::After(_) | ClauseKind::EndsAfter(_) | ClauseKind::Before(_));
        let report = self.diagnostics.report(Code::DateForName, span, format!("`{word}` takes the names of items, and this is a date"));
        report.help(format!("write `{moved}`"));
        if is_list {
            let edits = move_out(at, list, index, &moved);
            report.fixes.push(Fix { message: format!("write `{moved}`"), edits });
        }
    }
}

/// Returns the edits that take one of a list of targets out into a clause of its own.
fn move_out(at: ClauseAt<'_>, list: &[Target], index: usize, moved: &str) -> Vec<Edit> {
    let edit = |start, end, text: String| Edit { span: at.document.span(TextRange::new(start, end)), text };
    let Some(target) = list.get(index) else { return Vec::new() };
    let clause = at.clause.range();
    let before = index.checked_sub(1).and_then(|before| list.get(before));
    match (before, list.get(index + 1)) {
        (None, None) => vec![edit(clause.start, clause.end, moved.to_owned())],
        (None, Some(next)) => {
            let first = vec![edit(target.range().start, next.range().start, String::new())];
            first.into_iter().chain([edit(clause.end, clause.end, format!(" {moved}"))]).collect()
        }
        (Some(before), None) => vec![edit(before.range().end, target.range().end, format!(" {moved}"))],
        (Some(before), Some(_)) => {
            vec![edit(before.range().end, target.range().end, String::new()), edit(clause.end, clause.end, format!(" {moved}"))]
        }
    }
}

/// Returns the link that a clause of `item` makes with `other`.
fn tie(clause: &ClauseKind, item: TaskId, (other, edge): (TaskId, Option<Edge>), (lag, span): (Lag, Span)) -> Option<Dependency> {
    #[allow(clippy::wildcard_enum_match_arm, reason = "only these three tie items")]
    let (predecessor, successor, link, lag) = match (clause, edge) {
        (ClauseKind::After(_), None | Some(Edge::End)) => (other, item, Link::FinishToStart, lag),
        (ClauseKind::After(_), Some(Edge::Start)) => (other, item, Link::StartToStart, lag),
        (ClauseKind::EndsAfter(_), None | Some(Edge::End)) => (other, item, Link::FinishToFinish, lag),
        (ClauseKind::EndsAfter(_), Some(Edge::Start)) => (other, item, Link::StartToFinish, lag),
        (ClauseKind::Before(_), None | Some(Edge::Start)) => (item, other, Link::FinishToStart, opposite(lag)),
        (ClauseKind::Before(_), Some(Edge::End)) => (item, other, Link::FinishToFinish, opposite(lag)),
        _ => return None,
    };
    Some(Dependency::new((predecessor, successor), link, lag, span))
}

/// Returns the lag as the other side of the link sees it: `before x - 2w` keeps two weeks between.
const fn opposite(lag: Lag) -> Lag {
    match lag {
        Lag::None => Lag::None,
        Lag::Work(work) => Lag::Work(Work(work.0.saturating_neg())),
        Lag::Elapsed(elapsed) => Lag::Elapsed(Elapsed(elapsed.0.saturating_neg())),
        Lag::Percent(percent) => Lag::Percent(percent.saturating_neg()),
    }
}

/// Links of one item that are compared with each other to drop those that say the same twice.
const COMPARED: usize = 32;

/// Groups the links by what waits, each group in the order of the text, and gives every item its range. What an item says
/// twice in the same words counts once.
pub(super) fn group(plan: &mut Plan) {
    let links = &mut plan.dependencies;
    if !links.is_sorted_by_key(|link| link.successor) {
        links.sort_by_key(|link| link.successor);
    }
    let (mut first, mut kept) = (0, 0);
    for read in 0..links.len() {
        let Some(link) = links.get(read).copied() else { break };
        if links.get(first).is_some_and(|other| other.successor != link.successor) {
            first = kept;
        }
        let group = links.get(first..kept).unwrap_or(&[]);
        let is_repeated = group.len() < COMPARED && group.iter().any(|other| other.repeats(&link));
        if let (Some(slot), false) = (links.get_mut(kept), is_repeated) {
            *slot = link;
            kept += 1;
        }
    }
    links.truncate(kept);
    let mut next = 0;
    for id in plan.tasks.ids() {
        plan.tasks[id].first_dependency = u32::try_from(next).unwrap_or(u32::MAX);
        while plan.dependencies.get(next).is_some_and(|link| link.successor == id) {
            next += 1;
        }
    }
}
