//! The critical path: work without slack, and what set its dates.
//!
//! Work by the clock may end in a night or a weekend and leave slack until work goes on; so may a change of hours. What set
//! the dates of critical work is critical all the same, and the path has no holes: it is the longest path of Primavera P6
//! ("define critical activities: longest path"), taken from everything without slack.

use rustc_hash::FxHashMap;

use super::leveling::Leveling;
use super::progress::{self, State};
use super::slack::is_hammock;
use super::{Cx, Dates, Driver, is_phase};
use crate::model::{Direction, Edge, TaskId, When};

/// The item inside a phase that its start or its finish is that of, where it was looked for.
type Ends = FxHashMap<(TaskId, Edge), TaskId>;

/// Makes what set the dates of critical work critical too. A plan that is counted back from its end has no such holes: there
/// everything hangs on what follows.
pub(super) fn path(cx: &Cx<'_>, leveling: &Leveling, dates: &mut Dates) {
    if matches!(cx.plan.settings.direction, Direction::Backward(_)) {
        return;
    }
    let mut ends = Ends::default();
    for id in cx.plan.tasks.ids() {
        let mut at = Some(id).filter(|id| dates[*id].critical);
        while let Some(known) = at {
            let before = set_by(cx, leveling, dates, known).map(|end| leaf(cx, &mut ends, dates, end));
            at = before.filter(|before| !dates[*before].critical && can_be(cx, *before));
            at.iter().for_each(|before| dates[*before].critical = true);
        }
    }
}

/// Tells whether an item may be critical: what is over may not, nor what only reaches from one item to another.
fn can_be(cx: &Cx<'_>, id: TaskId) -> bool {
    progress::state(cx.plan, id) != State::Over && !is_hammock(cx.plan, id)
}

/// Returns which end of which item set the date of `id`.
fn set_by(cx: &Cx<'_>, leveling: &Leveling, dates: &Dates, id: TaskId) -> Option<(TaskId, Edge)> {
    let told_from = |when: &When| match when {
        When::At(_) => None,
        When::Item { item, edge, .. } => Some((*item, *edge)),
    };
    match dates[id].driver {
        Driver::Dependency(n) => {
            let link = cx.plan.dependencies.get(n as usize)?;
            Some((link.predecessor, super::lag::ends(link.link).0))
        }
        Driver::Constraint { owner, index } => told_from(&cx.plan.details(owner).constraints.get(usize::from(index))?.when),
        Driver::Fixed => told_from(&cx.plan.given(id)?.0),
        Driver::Leveling(n) => Some((leveling.waits.get(n as usize)?.behind?, Edge::End)),
        Driver::PlanStart | Driver::Actual | Driver::AsOf | Driver::Child(_) | Driver::AsLateAsPossible | Driver::Delay => None,
    }
}

/// Returns the item at the end of a phase, or the item itself.
fn leaf(cx: &Cx<'_>, ends: &mut Ends, dates: &Dates, (mut id, edge): (TaskId, Edge)) -> TaskId {
    while is_phase(cx.plan, id) {
        id = *ends.entry((id, edge)).or_insert_with(|| {
            let inside = cx.plan.children(id);
            // Of several that begin or end together the first counts, as everywhere.
            let end = match edge {
                Edge::Start => inside.min_by_key(|child| dates[*child].start),
                Edge::End => inside.min_by_key(|child| std::cmp::Reverse(dates[*child].finish)),
            };
            end.unwrap_or(id)
        });
    }
    id
}
