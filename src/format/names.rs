//! Names for everything: made of titles, unique where they stand, and written as short as they are understood.
//!
//! Work is named within the phase that holds it, as the language looks names up: `build.review` and `design.review` may live
//! side by side, and inside `build` a bare `review` is enough. People and calendars have one room each.

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use super::words::is_kept;
use super::{Draft, Item, ItemId, Kind};
use crate::syntax::{begins_name, is_in_name};

/// Longest name that is made of a title, in characters; it ends with a whole word.
const LONGEST: usize = 32;

/// The names of a draft's items.
pub(super) struct Names {
    ids: Vec<String>,
    /// The phase that holds each item.
    parents: Vec<Option<ItemId>>,
    by_place: FxHashMap<(String, Option<ItemId>), ItemId>,
    /// How many items of work have a name, and the first of them.
    counts: FxHashMap<String, (u32, ItemId)>,
}

impl Names {
    /// Names everything in `draft`.
    pub(super) fn of(draft: &Draft) -> Self {
        let parents = parents(draft);
        let mut names =
            Self { ids: vec![String::new(); draft.items.len()], parents, by_place: FxHashMap::default(), counts: FxHashMap::default() };
        let mut taken: FxHashSet<(u8, Option<ItemId>, String)> = FxHashSet::default();
        let mut outermost: FxHashSet<String> = FxHashSet::default();
        // Names that were given come first, then the outermost level: no name further in hides one of those.
        for pass in 0..3 {
            for (id, item) in numbered(draft) {
                let is_outer = names.parent(id).is_none();
                let when = if !item.id.is_empty() {
                    0
                } else if is_outer {
                    1
                } else {
                    2
                };
                if when != pass || item.kind == Kind::Plan || (item.kind == Kind::Chart && item.id.is_empty()) {
                    continue;
                }
                let scope = (room(item.kind), names.parent(id));
                let is_free = |name: &str| {
                    !taken.contains(&(scope.0, scope.1, name.to_owned())) && (is_outer || scope.0 != WORK || !outermost.contains(name))
                };
                let name = if item.id.is_empty() { unique(&stem(item), is_free) } else { item.id.clone() };
                taken.insert((scope.0, scope.1, name.clone()));
                if is_outer && scope.0 == WORK {
                    outermost.insert(name.clone());
                }
                names.enter(id, item, name);
            }
        }
        names
    }

    fn enter(&mut self, id: ItemId, item: &Item, name: String) {
        if room(item.kind) == WORK && !item.is_comment {
            self.by_place.insert((name.clone(), self.parent(id)), id);
            self.counts.entry(name.clone()).or_insert((0, id)).0 += 1;
        }
        if let Some(slot) = self.ids.get_mut(id.0 as usize) {
            *slot = name;
        }
    }

    /// Returns the item's own name; empty for the plan.
    pub(super) fn id(&self, id: ItemId) -> &str {
        self.ids.get(id.0 as usize).map_or("", String::as_str)
    }

    fn parent(&self, id: ItemId) -> Option<ItemId> {
        self.parents.get(id.0 as usize).copied().flatten()
    }

    /// Returns how `item`, a piece of work, is written on `owner`: the shortest end of its path that means it there.
    pub(super) fn path(&self, owner: ItemId, item: ItemId) -> String {
        let chain: Vec<ItemId> = std::iter::successors(Some(item), |id| self.parent(*id)).collect();
        let means = |n: &usize| chain.get(*n).is_some_and(|first| self.find(self.id(*first), self.parent(owner)) == Some(*first));
        let length = (0..chain.len()).find(means).unwrap_or(chain.len().saturating_sub(1));
        let path: Vec<&str> = chain.iter().take(length + 1).rev().map(|id| self.id(*id)).collect();
        path.join(".")
    }

    /// Returns what a bare name means from `scope` outwards, then anywhere.
    fn find(&self, name: &str, scope: Option<ItemId>) -> Option<ItemId> {
        let mut scope = scope;
        loop {
            if let Some(found) = self.by_place.get(&(name.to_owned(), scope)) {
                return Some(*found);
            }
            match scope {
                Some(phase) => scope = self.parent(phase),
                None => break,
            }
        }
        self.counts.get(name).filter(|(n, _)| *n == 1).map(|(_, only)| *only)
    }
}

const WORK: u8 = 0;

/// Returns the number of the room in which an item's name must be unique.
const fn room(kind: Kind) -> u8 {
    match kind {
        Kind::Phase | Kind::Task | Kind::Milestone => WORK,
        Kind::Person | Kind::Team | Kind::Resource => 1,
        Kind::Calendar => 2,
        Kind::Plan => 3,
        Kind::Chart => 4,
    }
}

fn numbered(draft: &Draft) -> impl Iterator<Item = (ItemId, &Item)> {
    (0u32..).map(ItemId).zip(&draft.items)
}

fn parents(draft: &Draft) -> Vec<Option<ItemId>> {
    let mut open: Vec<(u16, ItemId)> = Vec::new();
    let mut parents = Vec::with_capacity(draft.items.len());
    for (id, item) in numbered(draft) {
        while open.pop_if(|(level, _)| item.level <= *level).is_some() {}
        parents.push(open.last().map(|(_, phase)| *phase));
        if item.kind == Kind::Phase {
            open.push((item.level, id));
        }
    }
    parents
}

fn unique(stem: &str, is_free: impl Fn(&str) -> bool) -> String {
    if is_free(stem) {
        return stem.to_owned();
    }
    let numbered = (2u32..).map(|n| format!("{stem}-{n}"));
    numbered.into_iter().find(|name| is_free(name)).unwrap_or_else(|| stem.to_owned())
}

/// Returns the name that a title suggests: its words in small letters, joined by dashes, cut after a whole word. Numbers
/// before the first word (`1.2 Foundations`) are left out, for they change as the plan grows.
fn stem(item: &Item) -> String {
    let title: String = item.title.nfc().collect::<String>().to_lowercase();
    let words: Vec<String> =
        title.split(|c: char| matches!(c, '-' | '_') || !is_in_name(c)).map(str::to_owned).filter(|word| !word.is_empty()).collect();
    let first = words.iter().position(|word| word.starts_with(begins_name));
    let chosen = words.get(first.unwrap_or(0)..).unwrap_or(&[]);
    let mut name = String::new();
    for word in chosen {
        if !name.is_empty() && LONGEST < name.chars().count() + 1 + word.chars().count() {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.chars().take(LONGEST));
    }
    let keyword = super::words::keyword(item.kind);
    match (first, name.is_empty()) {
        (_, true) => keyword.to_owned() + "-1",
        (None, false) => format!("{keyword}-{name}"),
        (Some(_), false) if is_kept(&name) => format!("{name}-{keyword}"),
        (Some(_), false) => name,
    }
}
