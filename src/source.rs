//! The texts of one compilation: added once, never copied again.

use std::sync::{Arc, OnceLock};

use crate::line_index::{LineIndex, Position};
use crate::span::{SourceId, Span};

/// Every text of one compilation, in the order in which it was read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    list: Vec<Arc<Source>>,
}

/// One text with the name that the user knows it by.
#[derive(Debug)]
pub struct Source {
    /// The path as it was typed or written in an `include`; `-` for standard input.
    pub name: String,
    /// The whole text, byte-order mark and all.
    pub text: String,
    lines: OnceLock<LineIndex>,
}

impl Sources {
    /// Adds a text and returns its number.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let id = SourceId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(Arc::new(Source { name: name.into(), text: text.into(), lines: OnceLock::new() }));
        id
    }

    /// Returns the text numbered `id`, which this collection must have handed out.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Arc<Source> {
        self.list.get(id.0 as usize).expect("source ids come from add")
    }

    /// Returns the text that `span` covers; empty where the span does not fall on character boundaries.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Returns every text with its number, in order.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0u32..).map(SourceId).zip(self.list.iter().map(AsRef::as_ref))
    }
}

impl Source {
    /// Returns the line starts, which are read on the first call.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::of(&self.text))
    }

    /// Returns the line and column of the byte at `offset`.
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(&self.text, offset)
    }
}
