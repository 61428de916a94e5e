//! What readers see, before any format: positioned charts, tables, sentences.
//!
//! Everything is decided here (which rows, which words, which pixel); emitters only write it down.

mod baseline;
mod blocked;
mod card;
mod chain;
pub mod chart;
mod closed;
mod display_width;
mod find;
mod focus;
pub mod groups;
pub mod load;
mod paths;
pub mod phrase;
mod reader;
pub mod select;
mod successors;
mod summary;
pub mod table;
pub mod terminal;
pub mod why;

pub use baseline::Baseline;
pub use blocked::{Blocked, blocked};
pub use card::{Card, Cards};
pub use chain::{Step, chain};
pub use closed::Closed;
pub use display_width::{display_width, printable, shorten, steers, wrap};
pub use find::{NotFound, find};
pub use paths::Paths;
pub use reader::{Moment, Reader};
pub use summary::Summary;

use crate::model::Plan;
use crate::schedule::Schedule;
use select::Rows;
use table::{Table, TableOptions};

/// A report: what the plan comes to, and a table of its items.
pub struct Report<'a> {
    /// The plan in a few lines.
    pub summary: Summary<'a>,
    /// The items.
    pub table: Table<'a>,
}

/// Returns the report of every item.
#[must_use]
pub fn tasks<'a>(plan: &'a Plan, schedule: &'a Schedule, options: &TableOptions) -> Report<'a> {
    let reader = Reader::of(plan, schedule);
    let rows = Rows::of(&reader, &options.selection, options.bounds);
    Report { summary: Summary::of(&reader, &rows), table: table::tasks(&reader, &rows) }
}

/// Returns the report of the milestones.
#[must_use]
pub fn milestones<'a>(plan: &'a Plan, schedule: &'a Schedule, options: &TableOptions) -> Report<'a> {
    let reader = Reader::of(plan, schedule);
    let rows = Rows::of(&reader, &options.selection, options.bounds);
    Report { summary: Summary::of(&reader, &rows), table: table::milestones(&reader, &rows) }
}
