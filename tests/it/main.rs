//! Whole-path tests: plans and what must come of them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where something is missing")]

mod architecture;
mod brute;
mod calendar;
mod chart;
mod codes;
mod diagnostics;
mod examples;
mod fixes;
mod laws;
mod marks;
mod names;
mod people;
mod reference;
mod report;
mod scale;
mod schedule;
mod support;
mod svg;
mod syntax;
mod working_time;
