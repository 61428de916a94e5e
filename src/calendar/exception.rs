//! Days that differ from the week.

use super::{Day, Hours};

/// A range of days with hours of their own; no hours is a holiday or an absence.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Exception {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// The hours of each of these days.
    pub hours: Hours,
    /// Why, for readers of the chart; empty when nothing was said.
    pub name: String,
}
