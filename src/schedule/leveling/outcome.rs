//! What leveling came to, beside the dates: only what few items have.

use crate::calendar::{Instant, Work};
use crate::model::{ResourceId, TaskId};

/// What leveling decided. Empty for most plans: nobody was booked twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leveling {
    /// Who of a team does what, by task and by place among those named on it.
    pub chosen: Vec<Chosen>,
    /// Work that begins later than it could because somebody is busy, by task.
    pub waits: Vec<Wait>,
    /// How much was tried, where more than the usual rules was asked for.
    pub optimized: Option<Optimized>,
    /// How much longer the plan takes, in ten-thousandths, than any order of the work must; nothing where this is proved to
    /// be the shortest, `None` where nothing had to wait.
    pub above: Option<u32>,
}

/// How much was tried: the same again gives the same dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Optimized {
    /// How many orders of the work might be laid out.
    pub schedules: u64,
    /// What chance began from.
    pub seed: u64,
}

/// Work that begins later than it could.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// What waits.
    pub task: TaskId,
    /// When everything but people would have let it begin.
    pub allowed: Instant,
    /// How much later it begins, in working time of the task's calendar.
    pub delay: Work,
    /// For whom it waits.
    pub resource: ResourceId,
    /// What they are busy with until it begins; `None` where there is less of them until then.
    pub behind: Option<TaskId>,
}

impl Leveling {
    /// Returns the wait of `task`, if it has one.
    #[must_use]
    pub fn wait(&self, task: TaskId) -> Option<&Wait> {
        self.waits.get(self.waits.binary_search_by_key(&task, |wait| wait.task).ok()?)
    }

    /// Returns the members of teams that were chosen for `task`.
    pub fn chosen_for(&self, task: TaskId) -> impl Iterator<Item = &Chosen> {
        let first = self.chosen.partition_point(|chosen| chosen.task < task);
        self.chosen.iter().skip(first).take_while(move |chosen| chosen.task == task)
    }
}

/// One member of a team, chosen for a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The task.
    pub task: TaskId,
    /// Which of the task's assignments names the team.
    pub assignment: u32,
    /// Who does it.
    pub member: ResourceId,
}
