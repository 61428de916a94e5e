//! Who is named beside an item: in full where the column has room for every name, by first words where it has not.

use std::borrow::Cow;

use super::rows::{Context, Item};
use super::{ChartOptions, Font, Px};
use crate::model::{Assignment, Key, Pick, ResourceId, ResourceKind};

/// How people are named in this chart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names {
    full: bool,
    widest: Px,
    /// Rows stand under the name of who answers for them, so only the others are named.
    others: bool,
}

impl Names {
    /// Names people in full if no row then needs more than a fifth of the picture.
    pub(super) fn of<'p>(cx: &Context<'p>, items: &[Item<'p>], (options, width): (&ChartOptions, Px)) -> Self {
        let widest = Px(width.0 / 5).max(Px::of(170));
        let others = options.group_by == Some(Key::Owner) && options.columns.is_none();
        let full = Self { full: true, widest: Px(i32::MAX), others };
        let longest = cx.plan.resources.iter().map(|(_, resource)| cx.plan.text(resource.title).len()).max().unwrap_or(0);
        // Two short names always have room.
        let fits = longest <= 8 || items.iter().all(|item| Font::SMALL.width(&full.owner(cx, item)) <= widest);
        Self { full: fits, widest, others }
    }

    /// Returns who answers for an item, else who is on it; those for whom there is no room are counted.
    pub(super) fn owner<'p>(self, cx: &Context<'p>, item: &Item<'p>) -> Cow<'p, str> {
        if self.others {
            return self.beside(cx, item);
        }
        let text = self.some(cx, item, 2);
        let fits = |text: &str| text.len() <= 12 || Font::SMALL.width(text) <= self.widest;
        if fits(&text) {
            return text;
        }
        match self.some(cx, item, 1) {
            Cow::Borrowed(text) => Font::SMALL.fit(text, self.widest),
            Cow::Owned(text) => Cow::Owned(Font::SMALL.fit(&text, self.widest).into_owned()),
        }
    }

    /// Tells whether anybody is to be named beside an item.
    pub(super) fn has_owner<'p>(self, cx: &Context<'p>, item: &Item<'p>) -> bool {
        let answered = || cx.details(item).owner.is_some() || !cx.plan.assignments_of(item.id).is_empty();
        if self.others { !self.beside(cx, item).is_empty() } else { answered() }
    }

    /// Names who is on an item besides the one that it stands under.
    fn beside<'p>(self, cx: &Context<'p>, item: &Item<'p>) -> Cow<'p, str> {
        let assigned = cx.plan.assignments_of(item.id);
        let first = cx.details(item).owner.or_else(|| assigned.first().map(|who| who.resource));
        let mut others = assigned.iter().filter(|who| Some(who.resource) != first);
        let Some(other) = others.next() else { return Cow::Borrowed("") };
        let name = Font::SMALL.fit(self.title(cx, other.resource), self.widest).into_owned();
        match others.count() {
            0 => format!("with {name}").into(),
            n => format!("with {name} + {n}").into(),
        }
    }

    /// Names so many of those on an item, and counts the others.
    fn some<'p>(self, cx: &Context<'p>, item: &Item<'p>, most: usize) -> Cow<'p, str> {
        let title = |id: ResourceId| self.title(cx, id);
        if let Some(owner) = cx.details(item).owner {
            return Cow::Borrowed(title(owner));
        }
        let counted = |who: &Assignment| match who.pick() {
            Pick::One | Pick::All => Cow::Borrowed(title(who.resource)),
            Pick::Count(n) => Cow::Owned(format!("{n} {}", title(who.resource))),
        };
        match cx.plan.assignments_of(item.id) {
            [] => Cow::Borrowed(""),
            [only] => counted(only),
            [first, second] if 2 <= most => format!("{}, {}", counted(first), counted(second)).into(),
            [first, others @ ..] => format!("{} + {}", counted(first), others.len()).into(),
        }
    }

    /// Returns a name in full, or the first word of a person's where it is long.
    fn title<'p>(self, cx: &Context<'p>, id: ResourceId) -> &'p str {
        let Some(resource) = cx.plan.resources.as_slice().get(id.0 as usize) else { return "" };
        let title = cx.plan.text(resource.title);
        // The first word of a thing or of a team may be that of another, too.
        let is_person = matches!(resource.kind, ResourceKind::Person);
        if self.full || !is_person || title.chars().count() <= 14 { title } else { title.split_whitespace().next().unwrap_or(title) }
    }
}
