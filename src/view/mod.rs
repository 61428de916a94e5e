//! What readers see, before any format: positioned charts, tables, sentences.
//!
//! Everything is decided here (which rows, which words, which pixel); emitters only write it down.

pub mod chart;
pub mod phrase;
