//! Plan text as a person would write it: a [`Draft`] of a plan, and one way to put it down.
//!
//! Whoever makes a plan of something else (a file of another program, a compiled plan) fills in a [`Draft`]: a plain list of
//! items with typed clauses, in which items refer to each other by their place in the list. [`write()`] gives everything a
//! name, puts the clauses in one order and breaks the lines. The same draft is the same text, byte by byte.

mod amount;
mod clause;
mod draft;
mod lines;
mod names;
mod order;
mod words;

pub use draft::{Clause, Draft, Edge, Entry, Item, ItemId, Kind, Lag, Length, Moment, Pick, Target, Unit, Units, Who};

use names::Names;

/// Returns the text of `draft`, with a line feed at its end.
///
/// Items without an id get one from their title, unique where they stand. An item's clauses stand in one order whatever
/// their order in the draft: what decides its dates on its own line, as far as that goes, then what was recorded of it,
/// then what is told to readers. Characters that a plan cannot hold are written as spaces.
#[must_use]
pub fn write(draft: &Draft) -> String {
    let names = Names::of(draft);
    lines::write(draft, &names)
}

#[cfg(test)]
mod tests;
