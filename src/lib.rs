//! gantline, a compiler for plans: plain text in, a true schedule, a chart and reports out.
//!
//! A plan takes this way, one stage after the other; [`compile`](mod@compile) is the whole route on one screen.
//!
//! 1. [`Sources`](source::Sources) holds every text, added once and never copied again; all that follows points into it
//!    with a [`Span`](span::Span).
//! 2. [`syntax`] reads each file: logical lines whose spans tile it, a strict pest grammar for what they say, and indentation makes a
//!    [`Document`](syntax::Document). A line that cannot be read is one diagnostic, and everything else goes on.
//! 3. [`model`] gives it meaning: names are looked up and dates become instants. Strings stop here; a
//!    [`Plan`](model::Plan) is ids from here on.
//! 4. [`schedule`] computes the dates by the critical path method, on [`calendar`]s that count working time: a
//!    [`Schedule`](schedule::Schedule) with what set each date.
//! 5. [`lint`] adds advice to a plan that has no errors.
//! 6. [`view`] decides what readers see, before any format: positions, rows and words.
//! 7. [`emit`] writes that down, one format a file: bytes, and nothing is decided any more.
//!    [`theme`] reads the files that change how charts look.
//! 8. [`format`](mod@format) goes the other way: it writes plan text as a person would, from a [`Draft`](format::Draft) that somebody filled in.
//! 9. [`interop`] reads other programs' files into such drafts.
//! 10. [`cli`] is the edge: arguments, files, the terminal.
//!
//! What there is to say to the writer is a [`Diagnostic`](diagnostic::Diagnostic) at every stage, never an error value:
//! stages return what they could make beside what is wrong, so that editors can work with a plan that is half written.
//! Imports go upwards in this list only, and nothing above the edge touches the disk, the clock, the environment or the
//! terminal.

// The code that pest derives without its `std` feature, which costs a stack probe for every rule, names this crate.
extern crate alloc;

pub mod calendar;
pub mod cli;
pub mod compile;
pub mod diagnostic;
pub mod emit;
pub mod format;
pub mod interop;
pub mod line_index;
pub mod lint;
pub mod model;
pub mod schedule;
pub mod source;
pub mod span;
pub mod syntax;
pub mod theme;
pub mod view;
