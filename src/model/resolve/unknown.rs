//! What is said when a name leads nowhere, or to several places.
//!
//! Help must not cost more than the plan: every unknown name would be compared with every known one, so candidates are
//! sieved by length and letters first, and after so many looks names are still reported but no longer guessed.

use std::ops::Range;

use super::names::{Meaning, Segments, own_name, written};
use super::words::{normal, unquote};
use super::{Cx, TaskId};
use crate::diagnostic::{Code, suggest};
use crate::span::{Span, TextRange};
use crate::syntax::Document;

/// Looks at candidates for "did you mean" that a compilation may spend, beside sixteen an item.
const LOOKS: usize = 2_000_000;

/// What a comparison letter by letter costs, in looks.
const COMPARISON: usize = 40;

/// The known names with what the sieve needs, and the looks that are left.
#[derive(Debug, Default)]
pub(super) struct Guesses {
    ids: Option<Vec<Shape>>,
    titles: Option<Vec<Shape>>,
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
        if path.bytes().all(|byte| byte.is_ascii() && byte != b'.' && byte != b'"')
            && let Some(item) = self.lookup.ids.plain(&self.plan, path, site.scope)
        {
            return Some(item);
        }
        let (mut scope, mut inside) = (site.scope, false);
        for (at, segment) in Segments::of(path) {
            let start = range.start + u32::try_from(at).unwrap_or(0);
            let place = TextRange::new(start, start + u32::try_from(segment.len()).unwrap_or(0));
            match self.lookup.segment(&self.plan, segment, scope, inside) {
                Meaning::Item(item) => scope = Some(item),
                Meaning::Nothing => {
                    self.unknown_item(site, (range, place), if inside { scope } else { None });
                    return None;
                }
                Meaning::Several(items, n) => {
                    self.ambiguous_item(site, place, &items, n);
                    return None;
                }
            }
            inside = true;
        }
        scope.filter(|_| inside)
    }

    fn ambiguous_item(&mut self, site: Site<'_>, place: TextRange, items: &[TaskId], n: usize) {
        let span = site.document.span(place);
        let name = unquote(self.text(span));
        let paths: Vec<String> = items
            .iter()
            .take(5)
            .map(|item| written(&self.plan, &self.lookup.ids, *item, site.scope))
            .map(|path| format!("`{path}`"))
            .collect();
        let places: Vec<Span> = items.iter().map(|item| self.plan.tasks[*item].span()).collect();
        let more = if items.len() < n { format!(" and {} more", n - items.len()) } else { String::new() };
        let report = self.diagnostics.report(Code::AmbiguousName, span, format!("several items are named `{name}`"));
        for (place, path) in places.into_iter().zip(&paths) {
            report.label(place, format!("{path} is one"));
        }
        report.help(format!("write the path of the one that is meant: {}{more}", paths.join(", ")));
        for path in &paths {
            report.fix(format!("write {path}"), span, path.trim_matches('`'));
        }
    }

    /// Reports the name at `place`, of the path at `path`, that nothing has: nothing in the phase `inside`, or nothing at all.
    fn unknown_item(&mut self, site: Site<'_>, (path, place): (TextRange, TextRange), inside: Option<TaskId>) {
        let span = site.document.span(place);
        let segment = self.text(span);
        if self.excused.covers(segment) {
            return;
        }
        let name = unquote(segment);
        let lead = self.lead(site, segment, inside);
        let meant = if lead.is_some() { None } else { self.meant(site, segment, inside) };
        let message = match inside {
            Some(phase) => format!("nothing in `{}` is named `{name}`", written(&self.plan, &self.lookup.ids, phase, site.scope)),
            None => format!("no task, phase or milestone is named `{name}`"),
        };
        let otherwise = match inside {
            Some(phase) => self.contents(phase),
            None => self.elsewhere(segment),
        };
        let whole = site.document.span(path);
        let report = self.diagnostics.report(Code::UnknownTask, span, message);
        report.label(site.owner, "needed here");
        if let Some(lead) = lead {
            report.help(format!("a lead has a space before its minus: `{lead}`")).fix(format!("write `{lead}`"), span, lead);
        } else if let Some(meant) = meant {
            report.help(format!("did you mean `{meant}`?")).fix(format!("write `{meant}`"), whole, meant);
        } else if let Some(otherwise) = otherwise {
            report.help(otherwise);
        }
    }

    /// Returns how to write the item that was probably meant.
    fn meant(&mut self, site: Site<'_>, segment: &str, inside: Option<TaskId>) -> Option<String> {
        let within = inside.map_or(0..u32::try_from(self.plan.tasks.len()).unwrap_or(u32::MAX), |phase| self.plan.descendants(phase));
        let item = match self.nearest(segment, within) {
            Some(item) => item,
            None if inside.is_some() => match self.lookup.segment(&self.plan, segment, site.scope, false) {
                Meaning::Item(item) => item,
                Meaning::Nothing | Meaning::Several(..) => return None,
            },
            None => return None,
        };
        Some(written(&self.plan, &self.lookup.ids, item, site.scope))
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

    /// Returns the item among those numbered `within` whose id, or title where one was written, is nearest to `segment`.
    fn nearest(&mut self, segment: &str, within: Range<u32>) -> Option<TaskId> {
        if !self.spend(within.len()) {
            return None;
        }
        let plan = &self.plan;
        let by_title = segment.starts_with('"');
        let name_of = |id: u32| plan.text(if by_title { plan.tasks[TaskId(id)].title } else { plan.tasks[TaskId(id)].id });
        let sieve = if by_title { &mut self.guesses.titles } else { &mut self.guesses.ids };
        let sieve = sieve.get_or_insert_with(|| (0..).take(plan.tasks.len()).map(|id| Shape::of(name_of(id))).collect());
        let name = unquote(segment);
        let name = normal(&name);
        let shape = Shape::of(&name);
        let reach = (shape.length / 3).max(1);
        let fits = |id: &u32| sieve.get(*id as usize).is_some_and(|other| other.length > 0 && other.near(shape, reach));
        let near: Vec<u32> = within.filter(fits).collect();
        let best = suggest(&name, near.iter().map(|id| name_of(*id)));
        let item = near.iter().find(|id| best == Some(name_of(**id))).map(|id| TaskId(*id));
        self.spend(near.len() * COMPARISON);
        item
    }

    /// Returns what a phase holds, for whoever looked there.
    fn contents(&self, phase: TaskId) -> Option<String> {
        let plan = &self.plan;
        let names: Vec<String> = plan.children(phase).take(6).map(|id| format!("`{}`", own_name(plan, id))).collect();
        let (shown, more) = if names.len() < 6 { (names.as_slice(), "") } else { (names.get(..5).unwrap_or(&[]), " and more") };
        let name = own_name(plan, phase);
        (!names.is_empty()).then(|| format!("`{name}` holds {}{more}", shown.join(", ")))
    }

    /// Takes so many looks at names off what is left; answers false when it is spent.
    pub(super) fn spend(&mut self, looks: usize) -> bool {
        let allowed = LOOKS + 16 * self.plan.tasks.len();
        self.guesses.looks = self.guesses.looks.saturating_add(looks);
        self.guesses.looks <= allowed
    }

    /// Returns what else has the name, if work does not.
    fn elsewhere(&mut self, segment: &str) -> Option<String> {
        if !self.spend(self.plan.resources.len()) {
            return None;
        }
        let name = normal(segment);
        let (_, resource) = self.plan.resources.iter().find(|(_, resource)| self.plan.text(resource.id) == name)?;
        Some(format!("`{}` is someone who works; here a task, a phase or a milestone is meant", self.plan.text(resource.id)))
    }
}
