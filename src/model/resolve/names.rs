//! Names of work: which item a word or a path means, looked up from where it is written.
//!
//! One table leads from a name to the first item that has it, and says whether others have it too; only those others
//! are kept by scope. Most names are unique, so most lookups are one probe. The table holds no text: an entry is a hash
//! and the number of an item, whose own name is compared.

use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

use super::words::{normal, unquote};
use crate::model::{Id, Plan, Task, TaskId};

/// A table from names to numbers, sized once; the names stay where they are.
#[derive(Debug, Default)]
pub(super) struct NameTable {
    /// Zero, or the upper half of the hash, one bit for "several have it", and the number plus one.
    slots: Vec<u64>,
}

/// Items that are shown where several have a name.
const SHOWN: usize = 5;
const SEVERAL: u64 = 1 << 31;
const HASH: u64 = 0xffff_ffff_0000_0000;
/// From how many slots on a table is so large that memory is waited for at every look.
const LARGE: usize = 1 << 16;
/// How many names are looked at beforehand, so that memory is waited for once and not for each.
pub(super) const AHEAD: usize = 64;
/// The bits at the bottom of a hash that say where to look first: the hasher leaves its best ones there.
const BEST: u32 = 26;

impl NameTable {
    /// Returns a table with room for `n` names.
    pub(super) fn with_capacity(n: usize) -> Self {
        Self { slots: vec![0; n + n / 2 + 1] }
    }

    /// Returns the first number that was given `name`, and whether others were given it too.
    pub(super) fn find<'t>(&self, name: &str, text_of: impl Fn(u32) -> &'t str) -> Option<(u32, bool)> {
        let slot = self.slots.get(self.probe(name, text_of)?).copied().filter(|slot| *slot != 0)?;
        Some((number(slot), slot & SEVERAL != 0))
    }

    /// Gives `name` to `id`, unless it was given before: then returns to whom first.
    pub(super) fn insert<'t>(&mut self, name: &str, id: u32, text_of: impl Fn(u32) -> &'t str) -> Option<u32> {
        let index = self.probe(name, text_of)?;
        let slot = self.slots.get_mut(index)?;
        if *slot != 0 {
            *slot |= SEVERAL;
            return Some(number(*slot));
        }
        *slot = (FxBuildHasher.hash_one(name) & HASH) | (u64::from(id) + 1);
        None
    }

    /// Looks at the slots of names that will be asked for next.
    fn warm<'t>(&self, names: impl Iterator<Item = &'t str>) {
        let slot = |name: &str| self.slots.get(self.home(FxBuildHasher.hash_one(name))).copied().unwrap_or(0);
        std::hint::black_box(names.fold(0, |all, name| all | slot(name)));
    }

    fn is_large(&self) -> bool {
        LARGE <= self.slots.len()
    }

    /// Returns where a name with this hash stands if no other took its place.
    fn home(&self, hash: u64) -> usize {
        let part = hash & ((1 << BEST) - 1);
        usize::try_from((part * self.slots.len() as u64) >> BEST).unwrap_or(0)
    }

    /// Returns where `name` stands or would stand.
    fn probe<'t>(&self, name: &str, text_of: impl Fn(u32) -> &'t str) -> Option<usize> {
        let hash = FxBuildHasher.hash_one(name);
        let home = self.home(hash);
        let (before, after) = self.slots.split_at_checked(home)?;
        let is_here = |slot: u64| slot == 0 || (slot & HASH == hash & HASH && text_of(number(slot)) == name);
        let found = after.iter().position(|slot| is_here(*slot)).map(|at| home + at);
        found.or_else(|| before.iter().position(|slot| is_here(*slot)))
    }
}

fn number(slot: u64) -> u32 {
    u32::try_from((slot & (SEVERAL - 1)).saturating_sub(1)).unwrap_or(u32::MAX)
}

/// Which of an item's two names a table is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum By {
    #[default]
    Id,
    Title,
}

/// The ids of all work items, or their titles.
#[derive(Debug, Default)]
pub(super) struct WorkNames {
    by: By,
    table: NameTable,
    /// Of the names that several have: the first that has it and a scope, and which item it is there.
    scoped: FxHashMap<(u32, Option<TaskId>), Place>,
    /// Every further item that has a name of an earlier one: that one, and itself; sorted.
    again: Vec<(u32, TaskId)>,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    One(TaskId),
    /// The first two that have it there.
    Several(TaskId, TaskId),
}

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// This item.
    Item(TaskId),
    /// None has it.
    Nothing,
    /// Several have it and none is nearer: the first few of them, and how many there are.
    Several(Vec<TaskId>, usize),
}

impl WorkNames {
    /// Names the items; an id that stands twice in one scope goes to the first, and `twice` hears of it.
    pub(super) fn of(by: By, plan: &Plan, has: impl Fn(TaskId) -> bool, mut twice: impl FnMut(TaskId, TaskId)) -> Self {
        let mut names = Self { by, table: NameTable::with_capacity(plan.tasks.len()), ..Self::default() };
        let ahead = |first: usize| plan.tasks.as_slice().iter().skip(first).take(AHEAD);
        for (id, task) in plan.tasks.iter() {
            if id.index() % AHEAD == 0 && names.table.is_large() {
                names.table.warm(ahead(id.index()).map(|task| names.name(plan, task)));
            }
            let name = names.name(plan, task);
            if name.is_empty() || !has(id) {
                continue;
            }
            let text_of = |other: u32| plan.text(if by == By::Id { plan.tasks[TaskId(other)].id } else { plan.tasks[TaskId(other)].title });
            let Some(first) = names.table.insert(name, id.0, text_of) else { continue };
            names.again.push((first, id));
            let first_parent = plan.tasks[TaskId(first)].parent();
            names.scoped.entry((first, first_parent)).or_insert(Place::One(TaskId(first)));
            match names.scoped.get(&(first, task.parent())).copied() {
                None => drop(names.scoped.insert((first, task.parent()), Place::One(id))),
                Some(Place::Several(..)) => {}
                Some(Place::One(earlier)) => {
                    if by == By::Title {
                        names.scoped.insert((first, task.parent()), Place::Several(earlier, id));
                    }
                    twice(earlier, id);
                }
            }
        }
        names.again.sort_unstable();
        names
    }

    fn name<'p>(&self, plan: &'p Plan, task: &Task) -> &'p str {
        plan.text(if self.by == By::Id { task.id } else { task.title })
    }

    /// Looks at the places of names that will be asked for next, where that pays.
    pub(super) fn warm<'t>(&self, names: impl Iterator<Item = &'t str>) {
        if self.table.is_large() {
            self.table.warm(names);
        }
    }

    fn find(&self, plan: &Plan, name: &str) -> Option<(u32, bool)> {
        self.table.find(name, |id| self.name(plan, &plan.tasks[TaskId(id)]))
    }

    /// Returns what `name` means directly inside `scope`.
    pub(super) fn inside(&self, plan: &Plan, name: &str, scope: Option<TaskId>) -> Meaning {
        let Some((first, several)) = self.find(plan, name) else { return Meaning::Nothing };
        if !several {
            return if plan.tasks[TaskId(first)].parent() == scope { Meaning::Item(TaskId(first)) } else { Meaning::Nothing };
        }
        match self.scoped.get(&(first, scope)) {
            Some(Place::One(id)) => Meaning::Item(*id),
            Some(Place::Several(one, other)) => Meaning::Several(vec![*one, *other], 2),
            None => Meaning::Nothing,
        }
    }

    /// Returns what `name` means from `scope` outwards, then anywhere.
    pub(super) fn from(&self, plan: &Plan, name: &str, scope: Option<TaskId>) -> Meaning {
        let Some((first, several)) = self.find(plan, name) else { return Meaning::Nothing };
        if !several {
            return Meaning::Item(TaskId(first));
        }
        let mut scope = scope;
        loop {
            match self.scoped.get(&(first, scope)) {
                Some(Place::One(id)) => return Meaning::Item(*id),
                Some(Place::Several(one, other)) => return Meaning::Several(vec![*one, *other], 2),
                None => {}
            }
            match scope {
                Some(phase) => scope = plan.tasks[phase].parent(),
                None => return Meaning::Several(self.all(first).take(SHOWN).collect(), self.n_all(first)),
            }
        }
    }

    /// Returns the item that an ASCII id means, where it is the only one of that name or a nearer one has it: the quick way for most.
    pub(super) fn plain(&self, plan: &Plan, name: &str, scope: Option<TaskId>) -> Option<TaskId> {
        match self.find(plan, name)? {
            (only, false) => Some(TaskId(only)),
            (_, true) => match self.from(plan, name, scope) {
                Meaning::Item(item) => Some(item),
                Meaning::Nothing | Meaning::Several(..) => None,
            },
        }
    }

    /// Returns every item that has `name`.
    pub(super) fn named(&self, plan: &Plan, name: &str) -> Vec<TaskId> {
        self.find(plan, name).map_or_else(Vec::new, |(first, _)| self.all(first).collect())
    }

    /// Returns how many items have the name of `first`.
    fn n_all(&self, first: u32) -> usize {
        let at = |bound: u32| self.again.partition_point(|(other, _)| *other < bound);
        at(first.saturating_add(1)) - at(first) + 1
    }

    /// Returns every item with the name of `first`, itself included.
    fn all(&self, first: u32) -> impl Iterator<Item = TaskId> {
        let from = self.again.partition_point(|(other, _)| *other < first);
        let rest = self.again.get(from..).unwrap_or(&[]).iter();
        std::iter::once(TaskId(first)).chain(rest.take_while(move |(other, _)| *other == first).map(|(_, id)| *id))
    }
}

/// The names of a path, one after the other: `build."Write content"` is `build` and `"Write content"`.
#[derive(Clone, Debug)]
pub(super) struct Segments<'a> {
    path: &'a str,
    at: usize,
}

impl<'a> Segments<'a> {
    /// Takes `path` apart.
    pub(super) const fn of(path: &'a str) -> Self {
        Self { path, at: 0 }
    }
}

impl<'a> Iterator for Segments<'a> {
    /// Offset in the path, and the name with its quotes.
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.path.get(self.at..).filter(|rest| !rest.is_empty())?;
        let (mut quoted, mut escaped) = (false, false);
        let end = rest.bytes().position(|byte| {
            let ends = byte == b'.' && !quoted;
            quoted ^= byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        });
        let segment = rest.get(..end.unwrap_or(rest.len()))?;
        let start = self.at;
        self.at += segment.len() + 1;
        Some((start, segment))
    }
}

/// The two tables of work names; titles are read when the first reference by title asks for them.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    pub(super) ids: WorkNames,
    titles: Option<WorkNames>,
    /// Which items have a title of their own, not their id in words.
    pub(super) titled: Vec<bool>,
}

impl Lookup {
    /// Returns what one name of a path means from `scope` outwards, or directly `inside` it.
    pub(super) fn segment(&mut self, plan: &Plan, segment: &str, scope: Option<TaskId>, inside: bool) -> Meaning {
        if segment.starts_with('"') {
            let titled = &self.titled;
            let has = |id: TaskId| titled.get(id.0 as usize).copied().unwrap_or(false);
            let titles = self.titles.get_or_insert_with(|| WorkNames::of(By::Title, plan, has, |_, _| {}));
            return look(titles, plan, &unquote(segment), scope, inside);
        }
        look(&self.ids, plan, &normal(segment), scope, inside)
    }
}

fn look(names: &WorkNames, plan: &Plan, name: &str, scope: Option<TaskId>, inside: bool) -> Meaning {
    if inside { names.inside(plan, name, scope) } else { names.from(plan, name, scope) }
}

/// Returns how `item` is written from `scope`: its id where that is enough, else its path, titles in quotes.
pub(super) fn written(plan: &Plan, ids: &WorkNames, item: TaskId, scope: Option<TaskId>) -> String {
    let id = plan.text(plan.tasks[item].id);
    if !id.is_empty() && ids.from(plan, id, scope) == Meaning::Item(item) {
        return id.to_owned();
    }
    let mut names: Vec<String> = std::iter::successors(Some(item), |id| plan.tasks[*id].parent()).map(|id| own_name(plan, id)).collect();
    names.reverse();
    names.join(".")
}

/// Returns an item's id, or its title in quotes where it has none.
pub(super) fn own_name(plan: &Plan, item: TaskId) -> String {
    match plan.text(plan.tasks[item].id) {
        "" => format!("\"{}\"", plan.text(plan.tasks[item].title).replace('\\', "\\\\").replace('"', "\\\"")),
        id => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_splits_at_dots_outside_quotes() {
        let names = |path| Segments::of(path).map(|(at, name)| format!("{at}:{name}")).collect::<Vec<_>>();
        assert_eq!(names("build.content"), ["0:build", "6:content"]);
        assert_eq!(names(r#"build."v1.0 \".\" x".z"#), ["0:build", r#"6:"v1.0 \".\" x""#, "21:z"]);
        assert_eq!(names("a"), ["0:a"]);
    }

    #[test]
    fn a_table_finds_the_first_and_knows_of_others() {
        let words = ["a", "b", "a", "long-name", "ü"];
        let mut table = NameTable::with_capacity(words.len());
        let text_of = |id: u32| words[id as usize];
        let firsts: Vec<_> = (0u32..).zip(words).map(|(id, word)| table.insert(word, id, text_of)).collect();
        assert_eq!(firsts, [None, None, Some(0), None, None]);
        assert_eq!(table.find("a", text_of), Some((0, true)));
        assert_eq!(table.find("ü", text_of), Some((4, false)));
        assert_eq!(table.find("x", text_of), None);
    }
}
