//! Formats: one file each, pure functions from a view to bytes.
//!
//! Nothing is decided here. Every writer escapes what it writes, and rounds numbers in one place.

mod colours;
mod csv;
mod diary;
#[cfg(any(feature = "png", feature = "pdf"))]
mod font;
mod html;
pub mod ics;
mod ink;
mod jira;
mod json;
mod load;
mod markdown;
mod mermaid;
pub mod msproject;
mod page;
#[cfg(feature = "pdf")]
mod pdf;
mod plantuml;
#[cfg(feature = "png")]
mod png;
mod project_csv;
mod sheet;
pub mod svg;
mod terminal;
mod text;
mod why;

pub use csv::csv;
pub use diary::Diaries;
#[cfg(any(feature = "png", feature = "pdf"))]
pub use font::{Fonts, NoFont};
pub use html::html;
pub use ics::ics;
pub use ink::Ink;
pub use jira::jira;
pub use json::{SCHEDULE_SCHEMA, json};
pub use load::{LOAD_SCHEMA, agenda_csv, load_csv, load_json};
pub use markdown::markdown;
pub use mermaid::{MERMAID_LIMIT, mermaid};
pub use msproject::msproject;
pub use page::page;
#[cfg(feature = "pdf")]
pub use pdf::{Pdf, pdf};
pub use plantuml::plantuml;
#[cfg(feature = "png")]
pub use png::{LARGEST_AREA, LARGEST_SIDE, Png, Scale, TooLarge, png};
pub use project_csv::project_csv;
pub use sheet::{sheet_html, sheet_markdown, sheet_text};
pub use terminal::terminal;
pub use text::text;
pub use why::{why, why_json};
