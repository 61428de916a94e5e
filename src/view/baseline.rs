//! The dates that were once promised, to be seen beside those of today.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Paths;
use crate::calendar::Instant;
use crate::model::{Plan, TaskId};
use crate::schedule::Schedule;

/// Starts and finishes of an earlier schedule, by the paths of its items.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    dates: FxHashMap<String, (Instant, Instant)>,
}

/// A baseline beside a plan.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    dates: Vec<Option<(Instant, Instant)>>,
    /// How many items of the plan the baseline does not know.
    pub(super) n_new: usize,
    /// How many items of the baseline the plan has no more.
    pub(super) n_gone: usize,
    /// Their paths, where they are few.
    gone: Vec<String>,
}

/// So many items that are gone are named.
const NAMED: usize = 3;

impl Baseline {
    /// Returns the dates of a schedule.
    #[must_use]
    pub fn of(plan: &Plan, schedule: &Schedule) -> Self {
        let paths = Paths::of(plan);
        plan.tasks.ids().filter_map(|id| schedule.get(id).map(|dates| (paths.get(id), (dates.start, dates.finish)))).collect()
    }

    /// Finds the items of `plan`.
    pub(super) fn beside(&self, plan: &Plan) -> Beside {
        let paths = Paths::of(plan);
        let dates: Vec<_> = plan.tasks.ids().map(|id| self.dates.get(&paths.get(id)).copied()).collect();
        let n_known = dates.iter().flatten().count();
        let n_gone = self.dates.len().saturating_sub(n_known);
        let mut gone = Vec::new();
        if (1..=NAMED).contains(&n_gone) {
            let known: FxHashSet<String> = plan.tasks.ids().map(|id| paths.get(id)).collect();
            gone.extend(self.dates.keys().filter(|path| !known.contains(*path)).cloned());
            gone.sort_unstable();
        }
        Beside { n_new: dates.len() - n_known, n_gone, gone, dates }
    }
}

impl FromIterator<(String, (Instant, Instant))> for Baseline {
    /// Takes the start and finish of each path.
    fn from_iter<I: IntoIterator<Item = (String, (Instant, Instant))>>(dates: I) -> Self {
        Self { dates: dates.into_iter().collect() }
    }
}

impl Beside {
    /// Returns the baselines that the items of a plan keep themselves, if any does.
    pub(super) fn kept(plan: &Plan) -> Option<Self> {
        let dates: Vec<_> = plan.tasks.iter().map(|(_, task)| task.details.as_deref().and_then(|details| details.baseline)).collect();
        dates.iter().any(Option::is_some).then_some(Self { dates, n_new: 0, n_gone: 0, gone: Vec::new() })
    }

    /// Returns when an item was to start and finish.
    pub(super) fn get(&self, task: TaskId) -> Option<(Instant, Instant)> {
        self.dates.get(task.0 as usize).copied().flatten()
    }

    /// Tells whether the baseline does not know an item of the plan.
    pub(super) fn is_new(&self, task: TaskId) -> bool {
        0 < self.n_new && self.get(task).is_none()
    }

    /// Returns what the baseline and the plan do not share, in words.
    pub(super) fn said(&self) -> Vec<String> {
        let count = |n: usize, what: &str| (0 < n).then(|| format!("{n} {what}"));
        let names = if self.gone.is_empty() { String::new() } else { format!(" ({})", self.gone.join(", ")) };
        count(self.n_new, "not in the baseline").into_iter().chain(count(self.n_gone, &format!("gone since{names}"))).collect()
    }
}
