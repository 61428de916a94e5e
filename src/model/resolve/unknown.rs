//! What is said when a name leads nowhere, or to several places.
//!
//! Help must not cost more than the plan: every unknown name would be compared with every known one, so candidates are
//! sieved by length and letters first, and after so many looks names are still reported but no longer guessed.

use std::borrow::Cow;

use super::names::{Meaning, Segments, written};
use super::words::{normal, unquote};
use super::{Cx, TaskId};
use crate::diagnostic::{Code, suggest};
use crate::span::{Span, TextRange};
use crate::syntax::Document;

/// Looks at candidates for "did you mean" that a compilation may spend, beside sixteen an item.
const LOOKS: usize = 2_000_000;

/// The known names with what the sieve needs, and the looks that are left.
#[derive(Debug, Default)]
pub(super) struct Guesses {
    sieve: Option<Vec<Shape>>,
    looks: usize,
}

/// A name's length and the letters in it, case ignored.
#[derive(Clone, Copy, Debug)]
struct Shape {
    length: u32,
    letters: u32,
}

impl Shape {
    fn of(name: &str) -> Self {
        let mut shape = Self { length: 0, letters: 0 };
        for c in name.chars() {
            shape.length += 1;
            shape.letters |= 1 << (u32::from(c.to_ascii_lowercase()) % 32);
        }
        shape
    }

    /// Tells whether a name of this shape can be within `reach` edits of one of the other.
    fn near(self, other: Self, reach: u32) -> bool {
        self.length.abs_diff(other.length) <= reach && (self.letters ^ other.letters).count_ones() <= 2 * reach
    }
}

/// Where a path is written: for whom, and from which phase outwards its first name is looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site<'a> {
    pub(super) document: &'a Document,
    pub(super) scope: Option<TaskId>,
    /// The place that stands for the item that needs it.
    pub(super) owner: Span,
}

impl Cx<'_> {
    /// Returns the item that the path at `range` names; otherwise reports it and answers nothing.
    pub(super) fn item(&mut self, site: Site<'_>, range: TextRange) -> Option<TaskId> {
        let path = self.text(site.document.span(range));
        let (mut scope, mut inside) = (site.scope, false);
        for (at, segment) in Segments::of(path) {
            let start = range.start + u32::try_from(at).unwrap_or(0);
            let place = TextRange::new(start, start + u32::try_from(segment.len()).unwrap_or(0));
            match self.lookup.segment(&self.plan, segment, scope, inside) {
                Meaning::Item(item) => scope = Some(item),
                Meaning::Nothing => {
                    self.unknown_item(site, place, if inside { scope } else { None });
                    return None;
                }
                Meaning::Several(items) => {
                    self.ambiguous_item(site, place, &items);
                    return None;
                }
            }
            inside = true;
        }
        scope.filter(|_| inside)
    }

    fn ambiguous_item(&mut self, site: Site<'_>, place: TextRange, items: &[TaskId]) {
        let span = site.document.span(place);
        let name = unquote(self.text(span));
        let paths: Vec<String> = items
            .iter()
            .take(5)
            .map(|item| written(&self.plan, &self.lookup.ids, *item, site.scope))
            .map(|path| format!("`{path}`"))
            .collect();
        let places: Vec<Span> = items.iter().take(5).map(|item| self.plan.tasks[*item].span).collect();
        let more = if items.len() > paths.len() { format!(" and {} more", items.len() - paths.len()) } else { String::new() };
        let report = self.diagnostics.report(Code::AmbiguousName, span, format!("several items are named `{name}`"));
        for (place, path) in places.into_iter().zip(&paths) {
            report.label(place, format!("{path} is one"));
        }
        report.help(format!("write the path of the one that is meant: {}{more}", paths.join(", ")));
        for path in &paths {
            report.fix(format!("write {path}"), span, path.trim_matches('`'));
        }
    }

    fn unknown_item(&mut self, site: Site<'_>, place: TextRange, inside: Option<TaskId>) {
        let span = site.document.span(place);
        let segment = self.text(span);
        if self.excused.covers(segment) {
            return;
        }
        let name = unquote(segment);
        let meant = self.meant(site, segment, inside);
        let message = match inside {
            Some(phase) => format!("nothing in `{}` is named `{name}`", self.plan.path(phase)),
            None => format!("no task, phase or milestone is named `{name}`"),
        };
        let elsewhere = self.elsewhere(segment);
        let report = self.diagnostics.report(Code::UnknownTask, span, message);
        report.label(site.owner, "needed here");
        match (meant, elsewhere) {
            (Some(Meant::Lead(text)), _) => {
                report.help(format!("a lead has a space before its minus: `{text}`")).fix(format!("write `{text}`"), span, text);
            }
            (Some(Meant::Name(text)), _) => {
                report.help(format!("did you mean `{text}`?")).fix(format!("write `{text}`"), span, text);
            }
            (None, Some(what)) => {
                report.help(what);
            }
            (None, None) => {}
        }
    }

    fn meant(&mut self, site: Site<'_>, segment: &str, inside: Option<TaskId>) -> Option<Meant> {
        if let Some(lead) = self.lead(site, segment, inside) {
            return Some(Meant::Lead(lead));
        }
        let name = unquote(segment);
        if let Some(phase) = inside {
            let end = self.plan.tasks[phase].end.0;
            if !self.spend((end - phase.0) as usize) {
                return None;
            }
            let plan = &self.plan;
            let ids = (phase.0 + 1..end).map(|id| plan.text(plan.tasks[TaskId(id)].id)).filter(|id| !id.is_empty());
            return suggest(&name, ids).map(|id| Meant::Name(id.to_owned()));
        }
        let item = self.nearest(&name)?;
        Some(Meant::Name(written(&self.plan, &self.lookup.ids, item, site.scope)))
    }

    /// Returns `b - 1d` for `b-1d` where `b` is an item.
    fn lead(&mut self, site: Site<'_>, segment: &str, inside: Option<TaskId>) -> Option<String> {
        let (name, length) = segment.rsplit_once('-')?;
        let unit = length.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let counts = length.starts_with(|c: char| c.is_ascii_digit()) && ["min", "h", "d", "w", "mo", "ed", "ew", "eh"].contains(&unit);
        let scope = inside.or(site.scope);
        if !counts || !matches!(self.lookup.segment(&self.plan, name, scope, inside.is_some()), Meaning::Item(_)) {
            return None;
        }
        Some(format!("{name} - {length}"))
    }

    /// Returns the item with the id or title nearest to `name`, if one is near.
    fn nearest(&mut self, name: &str) -> Option<TaskId> {
        if !self.spend(self.plan.tasks.len()) {
            return None;
        }
        let plan = &self.plan;
        let sieve = self.guesses.sieve.get_or_insert_with(|| plan.tasks.iter().map(|(_, task)| Shape::of(plan.text(task.id))).collect());
        let shape = Shape::of(name);
        let reach = (shape.length / 3).max(1);
        let near = || sieve.iter().zip(0u32..).filter(|(other, _)| other.length > 0 && other.near(shape, reach)).map(|(_, id)| TaskId(id));
        let name = normal(name);
        let best = suggest(&name, near().map(|id| plan.text(plan.tasks[id].id)))?;
        near().find(|id| plan.text(plan.tasks[*id].id) == best)
    }

    /// Takes so many looks at names off what is left; answers false when it is spent.
    pub(super) fn spend(&mut self, looks: usize) -> bool {
        let allowed = LOOKS + 16 * self.plan.tasks.len();
        self.guesses.looks = self.guesses.looks.saturating_add(looks);
        self.guesses.looks <= allowed
    }

    /// Returns what else has the name, if work does not.
    fn elsewhere(&self, segment: &str) -> Option<Cow<'static, str>> {
        let name = normal(segment);
        let (_, resource) = self.plan.resources.iter().find(|(_, resource)| self.plan.text(resource.id) == name)?;
        Some(Cow::Owned(format!("`{}` is someone who works; here a task, a phase or a milestone is meant", self.plan.text(resource.id))))
    }
}

/// What was probably meant.
enum Meant {
    /// A name with a lead run into it.
    Lead(String),
    Name(String),
}
