//! Who is named beside an item: in full where the column has room for every name, by first words where it has not.

use std::borrow::Cow;

use super::rows::{Context, Item};
use super::{ChartOptions, Font, Px};
use crate::model::{Assignment, Pick, ResourceId};

/// How people are named in this chart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names {
    full: bool,
    widest: Px,
}

impl Names {
    /// Names people in full if no row then needs more than a fifth of the picture.
    pub(super) fn of<'p>(cx: &Context<'p>, items: &[Item<'p>], options: &ChartOptions) -> Self {
        let widest = Px::of(i32::from(options.width) / 5).max(Px::of(170));
        let full = Self { full: true, widest: Px(i32::MAX) };
        let longest = cx.plan.resources.iter().map(|(_, resource)| cx.plan.text(resource.title).len()).max().unwrap_or(0);
        // Two short names always have room.
        let fits = longest <= 8 || items.iter().all(|item| Font::SMALL.width(&full.owner(cx, item)) <= widest);
        Self { full: fits, widest }
    }

    /// Returns who answers for an item, else who is on it; those for whom there is no room are counted.
    pub(super) fn owner<'p>(self, cx: &Context<'p>, item: &Item<'p>) -> Cow<'p, str> {
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

    /// Names so many of those on an item, and counts the others.
    fn some<'p>(self, cx: &Context<'p>, item: &Item<'p>, most: usize) -> Cow<'p, str> {
        let plan = cx.plan;
        let title =
            |id: ResourceId| plan.resources.as_slice().get(id.0 as usize).map_or("", |resource| self.name(plan.text(resource.title)));
        if let Some(owner) = cx.details(item).owner {
            return Cow::Borrowed(title(owner));
        }
        let counted = |who: &Assignment| match who.pick() {
            Pick::One | Pick::All => Cow::Borrowed(title(who.resource)),
            Pick::Count(n) => Cow::Owned(format!("{n} {}", title(who.resource))),
        };
        match plan.assignments_of(item.id) {
            [] => Cow::Borrowed(""),
            [only] => counted(only),
            [first, second] if 2 <= most => format!("{}, {}", counted(first), counted(second)).into(),
            [first, others @ ..] => format!("{} + {}", counted(first), others.len()).into(),
        }
    }

    /// Returns a name in full, or the first word of a long one.
    fn name(self, title: &str) -> &str {
        if self.full || title.chars().count() <= 14 { title } else { title.split_whitespace().next().unwrap_or(title) }
    }
}
