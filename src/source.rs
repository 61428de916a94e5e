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

    /// Returns where the path that is `written` in a file leads, from the folder of the first file; nothing where it leads
    /// out of it.
    #[must_use]
    pub fn path_from(&self, file: SourceId, written: &str) -> Option<String> {
        let folder = self.list.first().and_then(|root| root.name.rfind(['/', '\\'])).map_or(0, |slash| slash + 1);
        path_beside(self.get(file).name.get(folder..).unwrap_or(""), written)
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

/// Returns where `written` in the file `beside` leads, from the folder that `beside` leads from; nothing where it leads out
/// of it.
pub(crate) fn path_beside(beside: &str, written: &str) -> Option<String> {
    let is_rooted = written.starts_with('/') || written.contains(['\\', ':', '\0']);
    if is_rooted || written.is_empty() {
        return None;
    }
    let mut parts: Vec<&str> = beside.split('/').collect();
    parts.pop();
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            _ => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_starts_at_the_file_that_it_stands_in() {
        assert_eq!(path_beside("main.plan", "people.plan").as_deref(), Some("people.plan"));
        assert_eq!(path_beside("parts/a.plan", "b.plan").as_deref(), Some("parts/b.plan"));
        assert_eq!(path_beside("parts/a.plan", "./../c.plan").as_deref(), Some("c.plan"));
        let mut sources = Sources::default();
        sources.add("plans/main.plan", "");
        let part = sources.add("plans/parts/a.plan", "");
        assert_eq!(sources.path_from(part, "b.toml").as_deref(), Some("parts/b.toml"));
        assert_eq!(sources.path_from(part, "../../b.toml"), None);
    }

    #[test]
    fn a_path_never_leaves_the_folder() {
        for written in ["../a.plan", "x/../../a.plan", "/etc/passwd", "C:\\a.plan", "https://x.org/a.plan", "", ".."] {
            assert_eq!(path_beside("main.plan", written), None, "{written}");
        }
        assert_eq!(path_beside("parts/a.plan", "../../a.plan"), None);
    }
}
