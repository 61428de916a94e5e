//! Dates that override what the links say: they are kept, and the slack tells that it cannot be.

use super::forward::Placed;
use super::inherit::each_constraint;
use super::{Cx, Dates};
use crate::calendar::WorkTime;
use crate::model::{ConstraintKind, TaskId};

use super::effort::Run;

/// Returns `placed`, or where a hard date puts the item instead: on it, or not past it.
pub(super) fn pin(cx: &Cx<'_>, dates: &Dates, id: TaskId, run: Run, clock: &WorkTime, placed: Placed) -> Placed {
    let mut placed = placed;
    each_constraint(cx, dates, id, clock, |kind, date, driver| {
        let binds = match kind {
            ConstraintKind::StartNoEarlier | ConstraintKind::FinishNoEarlier => false,
            ConstraintKind::StartNoLater => date < placed.start,
            ConstraintKind::FinishNoLater => date < placed.finish,
            ConstraintKind::MustStart | ConstraintKind::MustFinish => true,
        };
        if binds {
            placed = match kind {
                ConstraintKind::FinishNoLater => {
                    let start = cx.lengths.begin(run, date);
                    Placed { start, finish: cx.lengths.finish(run, start), driver }
                }
                ConstraintKind::MustFinish => Placed { start: cx.lengths.begin(run, date), finish: date, driver },
                ConstraintKind::StartNoEarlier
                | ConstraintKind::FinishNoEarlier
                | ConstraintKind::StartNoLater
                | ConstraintKind::MustStart => Placed { start: date, finish: cx.lengths.finish(run, date), driver },
            };
        }
    });
    placed
}
