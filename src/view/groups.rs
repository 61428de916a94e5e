//! Items put together by who does them, what they are tagged, how far they are, or the phase they belong to.
//!
//! An item stands in one group only, so that no work is counted twice: that of who answers for it, else of the first who is
//! on it; that of its first tag. What has none comes last. Within a group items stay in the order of the plan.

use super::Reader;
use crate::model::{Id, Key, Kind, Picture, ResourceId, TaskId};

/// A head over some rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The row right below it.
    pub first: usize,
    /// What the rows have in common.
    pub title: String,
}

/// What an item has in common with others, in the order in which groups come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Group {
    Status(Status),
    Of(u32),
    None,
}

/// How far an item is, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Status {
    Overdue,
    Running,
    ToDo,
    Done,
}

/// The groups of a plan's items by one key.
pub struct Groups<'a, 'r> {
    reader: &'r Reader<'a>,
    key: Key,
    /// The phase that holds everything, which is no group.
    root: Option<TaskId>,
    /// Every tag in the order in which the plan first says it.
    tags: Vec<&'a str>,
}

impl<'a, 'r> Groups<'a, 'r> {
    /// Returns the groups by `key`.
    #[must_use]
    pub fn by(reader: &'r Reader<'a>, key: Key) -> Self {
        let plan = reader.plan;
        let first = TaskId::from_index(0);
        let holds_all = |task: &crate::model::Task| task.kind == Kind::Phase && task.end.index() == plan.tasks.len();
        let root = plan.tasks.as_slice().first().filter(|task| holds_all(task)).map(|_| first);
        let mut tags: Vec<&str> = Vec::new();
        if key == Key::Tag {
            let mut seen = rustc_hash::FxHashSet::default();
            let all = plan.tasks.iter().filter_map(|(_, task)| task.details.as_deref()).flat_map(|details| &details.tags);
            tags.extend(all.map(|tag| plan.text(*tag)).filter(|tag| seen.insert(*tag)));
        }
        Self { reader, key, root, tags }
    }

    /// Puts tasks and milestones under the head of their group; phases go. Returns the heads, from the first on.
    #[must_use]
    pub fn arrange(&self, ids: &mut Vec<TaskId>) -> Vec<Head> {
        let plan = self.reader.plan;
        let mut grouped: Vec<(Group, TaskId)> =
            ids.iter().filter(|id| plan.tasks[**id].kind != Kind::Phase).map(|id| (self.group(*id), *id)).collect();
        grouped.sort_by_key(|(group, _)| *group);
        let mut heads: Vec<Head> = Vec::new();
        let mut last = None;
        for (index, (group, _)) in grouped.iter().enumerate() {
            if last != Some(*group) {
                heads.push(Head { first: index, title: self.title(*group) });
                last = Some(*group);
            }
        }
        *ids = grouped.into_iter().map(|(_, id)| id).collect();
        heads
    }

    /// Returns for each item its group's number, and the groups that have tasks, by number, with their titles.
    ///
    /// Groups are numbered as they come, but how far something is has a number of its own: next month's picture has the
    /// same.
    #[must_use]
    pub fn numbered(&self, ids: &[TaskId]) -> (Vec<Option<usize>>, Vec<(usize, String)>) {
        let kind = |id: TaskId| self.reader.plan.tasks[id].kind;
        let groups: Vec<Option<Group>> = ids.iter().map(|id| (kind(*id) != Kind::Phase).then(|| self.group(*id))).collect();
        let of_tasks = groups.iter().zip(ids).filter(|(_, id)| kind(**id) == Kind::Task);
        let mut all: Vec<Group> = of_tasks.filter_map(|(group, _)| *group).collect();
        all.sort_unstable();
        all.dedup();
        let number = |at: usize, group: Group| if let Group::Status(status) = group { status as usize } else { at };
        let numbers = groups.iter().map(|group| group.and_then(|group| Some(number(all.binary_search(&group).ok()?, group)))).collect();
        (numbers, all.iter().enumerate().map(|(at, group)| (number(at, *group), self.title(*group))).collect())
    }

    fn group(&self, id: TaskId) -> Group {
        let found = match self.key {
            Key::Phase => self.phase(id).map(|phase| phase.0),
            Key::Owner => self.owner(id).map(|owner| owner.0),
            Key::Tag => self.tag(id),
            Key::Status => return Group::Status(self.status(id)),
        };
        found.map_or(Group::None, Group::Of)
    }

    /// Returns the outermost phase around an item, but for one that holds everything.
    fn phase(&self, id: TaskId) -> Option<TaskId> {
        let plan = self.reader.plan;
        let mut found = None;
        let mut above = plan.tasks[id].parent().filter(|parent| Some(*parent) != self.root);
        while let Some(phase) = above {
            found = Some(phase);
            above = plan.tasks[phase].parent().filter(|parent| Some(*parent) != self.root);
        }
        found
    }

    fn owner(&self, id: TaskId) -> Option<ResourceId> {
        let plan = self.reader.plan;
        plan.details(id).owner.or_else(|| plan.assignments_of(id).first().map(|assignment| assignment.resource))
    }

    fn tag(&self, id: TaskId) -> Option<u32> {
        let plan = self.reader.plan;
        let first = plan.text(*plan.details(id).tags.first()?);
        self.tags.iter().position(|tag| *tag == first).and_then(|at| u32::try_from(at).ok())
    }

    fn status(&self, id: TaskId) -> Status {
        let begun = || {
            let started = self.reader.plan.details(id).progress.started.is_some();
            started || self.reader.dates(id).is_some_and(|dates| 0 < dates.done)
        };
        match () {
            () if self.reader.is_done(id) => Status::Done,
            () if self.reader.is_overdue(id) => Status::Overdue,
            () if begun() => Status::Running,
            () => Status::ToDo,
        }
    }

    fn title(&self, group: Group) -> String {
        let plan = self.reader.plan;
        match (group, self.key) {
            (Group::Status(Status::Overdue), _) => "Overdue".to_owned(),
            (Group::Status(Status::Running), _) => "In progress".to_owned(),
            (Group::Status(Status::ToDo), _) => "To do".to_owned(),
            (Group::Status(Status::Done), _) => "Done".to_owned(),
            (Group::Of(at), Key::Tag) => self.tags.get(at as usize).copied().unwrap_or("").to_owned(),
            (Group::Of(at), Key::Owner) => plan.text(plan.resources[ResourceId::from_index(at)].title).to_owned(),
            (Group::Of(at), Key::Phase | Key::Status) => plan.title(TaskId::from_index(at)).to_owned(),
            (Group::None, Key::Tag) => "No tag".to_owned(),
            (Group::None, Key::Owner) => "Nobody".to_owned(),
            (Group::None, Key::Phase | Key::Status) => "No phase".to_owned(),
        }
    }
}

/// Puts the items of a picture in its order: milestones alone by their dates, groups under their heads. Returns the heads.
#[must_use]
pub fn arrange(reader: &Reader<'_>, ids: &mut Vec<TaskId>, (picture, key): (Picture, Option<Key>)) -> Vec<Head> {
    if picture == Picture::Milestones {
        ids.retain(|id| reader.plan.tasks[*id].kind == Kind::Milestone);
        ids.sort_by_key(|id| reader.dates(*id).map(|dates| dates.finish));
    }
    key.map_or_else(Vec::new, |key| Groups::by(reader, key).arrange(ids))
}

/// Returns the items of `ids` whose title another of them has too.
#[must_use]
pub fn namesakes(reader: &Reader<'_>, ids: &[TaskId]) -> rustc_hash::FxHashSet<TaskId> {
    let mut first: rustc_hash::FxHashMap<&str, TaskId> = rustc_hash::FxHashMap::default();
    let mut namesakes = rustc_hash::FxHashSet::default();
    for id in ids {
        if let Some(other) = first.insert(reader.plan.title(*id), *id) {
            namesakes.extend([other, *id]);
        }
    }
    namesakes
}
