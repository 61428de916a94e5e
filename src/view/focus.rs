//! What belongs to an item: why it falls on its dates, and what falls on its own because of it.

use super::Reader;
use super::chain::hangs_on;
use crate::model::{Edge, Id, Kind, TaskId};

/// By task: whether it belongs to one of `items`. That are the items and what is inside them; what they wait for and what
/// waits for them, by links of their own or of their phases; back from them the chain of what set each date; and forth
/// from them everything whose date they set, be it through others.
pub(super) fn around(reader: &Reader<'_>, items: &[TaskId]) -> Vec<bool> {
    let mut marks = Marks(vec![false; reader.plan.tasks.len()]);
    let inside = |item: &TaskId| std::iter::once(item.0).chain(reader.plan.descendants(*item)).map(TaskId);
    let seeds: Vec<TaskId> = items.iter().flat_map(inside).filter(|id| marks.set(*id)).collect();
    let mut reached = marks.clone();
    for seed in &seeds {
        neighbours(reader, *seed, &mut reached);
    }
    back(reader, &seeds, &mut reached);
    forth(reader, seeds, &mut marks);
    reached.0.iter_mut().zip(marks.0).for_each(|(mark, moved)| *mark |= moved);
    reached.0
}

#[derive(Clone)]
struct Marks(Vec<bool>);

impl Marks {
    /// Marks an item; answers false when it was marked before.
    fn set(&mut self, id: TaskId) -> bool {
        self.0.get_mut(id.index()).is_some_and(|mark| !std::mem::replace(mark, true))
    }
}

/// Marks what an item waits for and what waits for it.
fn neighbours(reader: &Reader<'_>, item: TaskId, marks: &mut Marks) {
    for dependency in reader.links_from(item) {
        marks.set(dependency.successor);
    }
    let holders = std::iter::successors(Some(item), |id| reader.plan.tasks[*id].parent());
    for dependency in holders.flat_map(|id| reader.plan.dependencies_of(id)) {
        marks.set(dependency.predecessor);
    }
}

/// Marks the chains that set the dates of `seeds`.
fn back(reader: &Reader<'_>, seeds: &[TaskId], marks: &mut Marks) {
    let mut walked = [Marks(vec![false; marks.0.len()]), Marks(vec![false; marks.0.len()])];
    for seed in seeds {
        let mut next = Some((*seed, Edge::Start));
        while let Some((id, edge)) = next {
            let [starts, ends] = &mut walked;
            let walked = if edge == Edge::Start { starts } else { ends };
            if !walked.set(id) {
                break;
            }
            marks.set(id);
            next = hangs_on(reader, id, edge);
        }
    }
}

/// Marks everything whose date hangs on an item that is marked. What hangs on an end of a phase hangs on the items there.
fn forth(reader: &Reader<'_>, seeds: Vec<TaskId>, marks: &mut Marks) {
    let work = reader.plan.tasks.iter().filter(|(_, task)| task.kind != Kind::Phase);
    let on = |id: TaskId| hangs_on(reader, id, Edge::Start).map(|(on, edge)| (on, edge == Edge::End, id));
    let mut hanging: Vec<(TaskId, bool, TaskId)> = work.filter_map(|(id, _)| on(id)).collect();
    hanging.sort_unstable();
    let mut moved = [Marks(vec![false; marks.0.len()]), Marks(vec![false; marks.0.len()])];
    let mut waiting = seeds;
    while let Some(id) = waiting.pop() {
        for (base, is_end) in ends_at(reader, id) {
            let [starts, ends] = &mut moved;
            if !(if is_end { ends } else { starts }).set(base) {
                continue;
            }
            let first = hanging.partition_point(|(on, end, _)| (*on, *end) < (base, is_end));
            for (_, _, item) in hanging.get(first..).unwrap_or(&[]).iter().take_while(|(on, end, _)| (*on, *end) == (base, is_end)) {
                if marks.set(*item) {
                    waiting.push(*item);
                }
            }
        }
    }
}

/// Returns both ends of an item, and the ends of the phases around it that are at the same instant.
fn ends_at(reader: &Reader<'_>, item: TaskId) -> Vec<(TaskId, bool)> {
    let mut ends = vec![(item, false), (item, true)];
    let Some(own) = reader.dates(item) else { return ends };
    for phase in std::iter::successors(reader.plan.tasks[item].parent(), |id| reader.plan.tasks[*id].parent()) {
        let Some(dates) = reader.dates(phase) else { break };
        let (starts, finishes) = (dates.start == own.start, dates.finish == own.finish);
        if !starts && !finishes {
            break;
        }
        ends.extend(starts.then_some((phase, false)));
        ends.extend(finishes.then_some((phase, true)));
    }
    ends
}
