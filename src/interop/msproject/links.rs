//! Links between tasks.

use rustc_hash::FxHashMap;

use super::Cx;
use super::file::{Link, Task};
use super::values::unit;
use crate::format::{Clause, Edge, Lag, Length, Target};

impl Cx<'_> {
    /// Writes every link at what waits.
    pub(super) fn link_all(&mut self) {
        let by_uid: FxHashMap<i64, usize> = self.tasks.iter().enumerate().map(|(index, task)| (task.uid, index)).collect();
        let repeats = self.repeating();
        for (index, task) in self.tasks.iter().enumerate() {
            for link in &task.links {
                let Some(predecessor) = by_uid.get(&link.predecessor).copied().filter(|_| !link.is_elsewhere) else {
                    self.notes.add("links to other files, or to the project as a whole", task.name, 1);
                    continue;
                };
                if self.outline.is_inactive(predecessor) && !self.outline.is_inactive(index) {
                    self.notes.add("links from inactive tasks, which hold nothing up", task.name, 1);
                    continue;
                }
                for successor in self.reached(index, link, &repeats) {
                    self.link(successor, predecessor, link);
                }
            }
        }
    }

    /// Returns which tasks are a series of dates (a weekly meeting), or hold one, or are one of its dates: a recurring summary in
    /// which everything is pinned to a day and waits for nothing. Other tasks may carry the mark too, and mean nothing by it.
    fn repeating(&self) -> Vec<bool> {
        let mut repeats: Vec<bool> = self.tasks.iter().enumerate().map(|(at, task)| task.is_recurring && self.outline.holds(at)).collect();
        for (index, task) in self.tasks.iter().enumerate() {
            let is_pinned = !self.outline.holds(index) && task.links.is_empty() && (task.constraint == 4 || task.is_manual);
            if let Some(parent) = self.outline.parent(index).filter(|_| !is_pinned) {
                repeats.get_mut(parent).into_iter().for_each(|slot| *slot = false);
            }
        }
        for index in 0..repeats.len() {
            let is_in_series = self.outline.parent(index).and_then(|parent| repeats.get(parent)).copied().unwrap_or(false);
            repeats.get_mut(index).into_iter().for_each(|slot| *slot |= is_in_series);
        }
        for index in (0..repeats.len()).rev() {
            if let (Some(parent), Some(true)) = (self.outline.parent(index), repeats.get(index).copied()) {
                repeats.get_mut(parent).into_iter().for_each(|slot| *slot = true);
            }
        }
        repeats
    }

    /// Returns on which items a link into `index` is written: on a summary for all that is inside, but a series of dates does
    /// not wait for what its summary waits for, so beside one the link stands on each of the others.
    fn reached(&self, index: usize, link: &Link<'_>, repeats: &[bool]) -> Vec<usize> {
        let repeat = |at: usize| repeats.get(at).copied().unwrap_or(false);
        if !self.outline.holds(index) || !repeat(index) || matches!(link.kind, 0 | 2) {
            return vec![index];
        }
        let mut reached = Vec::new();
        for at in index + 1..self.tasks.len() {
            if self.outline.level(at) <= self.outline.level(index) {
                break;
            }
            let inside = std::iter::successors(self.outline.parent(at), |up| self.outline.parent(*up)).find(|up| reached.contains(up));
            if !repeat(at) && inside.is_none() {
                reached.push(at);
            }
        }
        reached
    }

    #[allow(clippy::wildcard_enum_match_arm, reason = "only these two are lists of links")]
    fn link(&mut self, successor: usize, predecessor: usize, link: &Link<'_>) {
        let (Some(before), Some(after)) = (self.tasks.get(predecessor), self.tasks.get(successor)) else { return };
        let (Some(other), Some(item)) = (self.items.get(&before.uid).copied(), self.items.get(&after.uid).copied()) else { return };
        let lag = lag(link, before);
        let edge = matches!(link.kind, 2 | 3).then_some(Edge::Start);
        let target = Target::Item(other, edge, lag);
        let Some(item) = self.draft.get_mut(item) else { return };
        let ends = matches!(link.kind, 0 | 2);
        for clause in &mut item.clauses {
            match clause {
                Clause::After(targets) if !ends => return targets.push(target),
                Clause::EndsAfter(targets) if ends => return targets.push(target),
                _ => {}
            }
        }
        item.clauses.push(if ends { Clause::EndsAfter(vec![target]) } else { Clause::After(vec![target]) });
    }
}

/// Returns the lag of a link; a percentage by the clock is made of the predecessor's duration.
fn lag(link: &Link<'_>, before: &Task<'_>) -> Lag {
    match link.lag_format {
        _ if link.lag == 0 => Lag::None,
        19 | 51 => Lag::Percent(i32::try_from(link.lag.saturating_mul(100)).unwrap_or(i32::MAX)),
        20 | 52 => Lag::Time(Length::elapsed(before.duration.unwrap_or(0).saturating_mul(link.lag) / 100)),
        format => {
            let (unit, elapsed) = unit(format).map_or((None, false), |(unit, elapsed)| (Some(unit), elapsed));
            Lag::Time(Length { tenths: link.lag, elapsed, unit })
        }
    }
}
