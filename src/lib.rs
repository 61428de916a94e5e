//! gantline, a compiler for plans.

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
