//! gantline, a compiler for plans.

// The code that pest derives without its `std` feature, which costs a stack probe for every rule, names this crate.
extern crate alloc;

pub mod calendar;
pub mod compile;
pub mod diagnostic;
pub mod line_index;
pub mod lint;
pub mod model;
pub mod schedule;
pub mod source;
pub mod span;
pub mod syntax;
pub mod view;
