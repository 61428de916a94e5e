//! Who is on what, who answers for it, and the labels of a plan that declares nobody.

use std::borrow::Cow;

use super::Cx;
use super::items::Draft;
use super::resources::check_assigned;
use super::words::{normal, unquote};
use crate::diagnostic::Code;
use crate::model::{Assignment, Pick, Resource, ResourceId, ResourceKind};
use crate::span::{Span, TextRange};
use crate::syntax::ast::{self, Assignments};

impl<'a> Cx<'a> {
    /// Puts people on the item.
    pub(super) fn assign(&mut self, draft: &Draft<'a>, people: Assignments) {
        let start = u32::try_from(self.plan.assignments.len()).unwrap_or(u32::MAX);
        for said in draft.document.assignments(people) {
            let Some(resource) = self.who(draft, said.name()) else { continue };
            let span = draft.span(said.range());
            if !self.check_once(draft, resource, span, draft.span(said.name())) {
                continue;
            }
            self.check_pick(resource, said, span);
            if let Some(units) = said.units() {
                check_assigned(self, resource, span, units);
            }
            let pick = match said.pick() {
                ast::Pick::One => Pick::One,
                ast::Pick::Count(n) => Pick::Count(n),
                ast::Pick::All => Pick::All,
            };
            let work = said.work().map(|amount| super::lengths::work(amount, &self.plan.settings.units));
            self.plan.assignments.push(Assignment::new(resource, span).with_pick(pick).with_share(said.units(), work));
        }
        let end = u32::try_from(self.plan.assignments.len()).unwrap_or(u32::MAX);
        let range = &mut self.plan.tasks[draft.id].assignments;
        *range = if range.start == range.end { start..end } else { range.start..end };
    }

    /// Sets who answers for the item.
    pub(super) fn set_owner(&mut self, draft: &Draft<'a>, name: TextRange) {
        if let Some(owner) = self.who(draft, name) {
            self.details(draft.id).owner = Some(owner);
        }
    }

    /// Returns whom the name means: somebody declared, or a label in a plan that declares nobody.
    fn who(&mut self, draft: &Draft<'a>, name: TextRange) -> Option<ResourceId> {
        let span = draft.span(name);
        if self.plan.settings.has_people {
            return self.person(span, draft.name);
        }
        let written = self.text(span);
        let label = if written.starts_with('"') { unquote(written) } else { Cow::Borrowed(written) };
        let label = if label.is_ascii() { label } else { Cow::Owned(normal(&label).into_owned()) };
        if let Some(known) = self.labels.get(&label) {
            return Some(*known);
        }
        let text = self.plan.add_text(&label);
        let id = self.plan.resources.push(Resource::named(ResourceKind::Label, (text, text), span));
        self.labels.insert(label, id);
        Some(id)
    }

    /// Reports somebody who is on one item twice.
    fn check_once(&mut self, draft: &Draft<'a>, resource: ResourceId, span: Span, written: Span) -> bool {
        let index = resource.0 as usize;
        if self.assigned.len() <= index {
            self.assigned.resize(index + 1, (u32::MAX, Span::default()));
        }
        let Some(slot) = self.assigned.get_mut(index) else { return true };
        if slot.0 != draft.id.0 {
            *slot = (draft.id.0, span);
            return true;
        }
        let first = slot.1;
        let name = unquote(self.text(written)).into_owned();
        self.report(Code::RepeatedClause, span, format!("`{name}` is on this twice"))
            .label(first, "the first time is here")
            .help("name everyone once; how much they give stands after the name, `ana 50%`");
        false
    }

    /// Reports more of a team or resource than there are.
    fn check_pick(&mut self, id: ResourceId, said: &ast::Assignment, span: Span) {
        let ast::Pick::Count(n) = said.pick() else { return };
        let resource = &self.plan.resources[id];
        let (has, noun) = match resource.kind {
            ResourceKind::Label => return,
            ResourceKind::Person => (1, "person"),
            ResourceKind::Team => (resource.members.len(), "member"),
            ResourceKind::Resource => (resource.capacity as usize, "unit"),
        };
        if (1..=has).contains(&(n as usize)) || (resource.kind == ResourceKind::Team && has == 0) {
            return;
        }
        let (name, place) = (self.plan.text(resource.title).to_owned(), resource.span);
        let message = if n == 0 { format!("0 of {name} is nobody") } else { format!("{name} is {}, not {n}", count(has, noun)) };
        let help = if n == 0 { "leave it out, or write how many" } else { "write fewer, or `all of` for everyone there is" };
        self.report(Code::BadUnits, span, message).label(place, "declared here").help(help);
    }
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
