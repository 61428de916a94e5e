//! How the tasks of a file nest: their levels made into parents and children.

use super::file::Task;

/// The nesting of the tasks, by their place in the file.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The summary that holds each.
    pub(super) parents: Vec<Option<usize>>,
    /// Whether it holds any.
    pub(super) holds: Vec<bool>,
    /// How deep each stands; 0 is outermost.
    pub(super) levels: Vec<u16>,
    /// It, or a summary around it, is not part of the plan for now.
    pub(super) inactive: Vec<bool>,
}

impl Outline {
    /// Nests the tasks: each belongs to the nearest above it that stands further out.
    pub(super) fn of(tasks: &[Task<'_>]) -> Self {
        let mut outline = Self::default();
        let mut open: Vec<(u16, usize)> = Vec::new();
        for (index, task) in tasks.iter().enumerate() {
            while open.pop_if(|(level, _)| task.level <= *level).is_some() {}
            let parent = open.last().map(|(_, parent)| *parent);
            if let Some(slot) = parent.and_then(|parent| outline.holds.get_mut(parent)) {
                *slot = true;
            }
            let around = parent.and_then(|parent| outline.inactive.get(parent)).copied().unwrap_or(false);
            outline.parents.push(parent);
            outline.holds.push(false);
            outline.levels.push(u16::try_from(open.len()).unwrap_or(u16::MAX));
            outline.inactive.push(!task.is_active || around);
            open.push((task.level, index));
        }
        outline
    }

    pub(super) fn holds(&self, index: usize) -> bool {
        self.holds.get(index).copied().unwrap_or(false)
    }

    pub(super) fn parent(&self, index: usize) -> Option<usize> {
        self.parents.get(index).copied().flatten()
    }

    pub(super) fn level(&self, index: usize) -> u16 {
        self.levels.get(index).copied().unwrap_or(0)
    }

    pub(super) fn is_inactive(&self, index: usize) -> bool {
        self.inactive.get(index).copied().unwrap_or(false)
    }
}
