//! The calendars of the plan.

use super::Cx;

/// Reads them from the entries.
pub(super) fn resolve(cx: &mut Cx<'_>) {
    let _ = cx;
}
