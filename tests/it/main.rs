//! Whole-path tests: plans and what must come of them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where something is missing")]
#![allow(unreachable_pub, reason = "what one file of the tests offers another is public here, and nothing is outside")]

mod architecture;
mod axis;
mod bookings;
mod bounds;
mod brute;
mod calendar;
mod chart;
mod chart_files;
mod charts;
mod cli;
mod codes;
mod diagnostics;
mod diary;
mod examples;
mod exchange;
mod export;
mod fixes;
mod groups;
mod hostile;
mod hostile_titles;
mod import;
mod laws;
mod leveled;
mod marks;
mod messages;
mod names;
mod narrow;
mod oracle;
mod page;
mod pages;
#[cfg(feature = "pdf")]
mod pdf;
mod people;
mod people_report;
mod picture;
#[cfg(feature = "png")]
mod png;
mod readme;
mod reference;
mod report;
mod scale;
mod schedule;
mod select;
mod solver;
mod support;
mod svg;
mod syntax;
mod text_chart;
mod theme_keys;
mod themes;
mod working_time;
