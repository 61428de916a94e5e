//! Formats: one file each, pure functions from a view to bytes.
//!
//! Nothing is decided here. Every writer escapes what it writes, and rounds numbers in one place.

mod csv;
mod html;
mod ink;
mod json;
mod markdown;
pub mod svg;
mod terminal;
mod text;
mod why;

pub use csv::csv;
pub use html::html;
pub use ink::Ink;
pub use json::{SCHEDULE_SCHEMA, json};
pub use markdown::markdown;
pub use terminal::terminal;
pub use text::text;
pub use why::{why, why_json};
