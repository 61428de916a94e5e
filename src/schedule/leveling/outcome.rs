//! What leveling came to, beside the dates: only what few items have.

use crate::model::{ResourceId, TaskId};

/// What leveling decided. Empty for most plans: nobody was booked twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leveling {
    /// Who of a team does what, by task and by place among those named on it.
    pub chosen: Vec<Chosen>,
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
