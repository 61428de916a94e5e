//! Formats: one file each, pure functions from a view to bytes.
//!
//! Nothing is decided here. Every writer escapes what it writes, and rounds numbers in one place.

pub mod svg;
