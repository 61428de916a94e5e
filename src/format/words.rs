//! Words of the language, and text that a plan can hold.

use super::Kind;
use crate::syntax::is_keyword;

/// Words that mean something within a clause; no name that is made here is one of them, nor one that begins a clause or an item.
const KEPT: [&str; 11] = ["all", "and", "any", "elapsed", "end", "of", "off", "on", "only", "standard", "start"];

/// Tells whether a name would be read as a word of the language somewhere.
pub(super) fn is_kept(name: &str) -> bool {
    KEPT.contains(&name) || is_keyword(name)
}

/// Returns the word that begins an item.
pub(super) const fn keyword(kind: Kind) -> &'static str {
    match kind {
        Kind::Plan => "plan",
        Kind::Calendar => "calendar",
        Kind::Person => "person",
        Kind::Team => "team",
        Kind::Resource => "resource",
        Kind::Phase => "phase",
        Kind::Task => "task",
        Kind::Milestone => "milestone",
        Kind::Chart => "chart",
    }
}

/// Writes a text in quotes.
pub(super) fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if is_refused(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Writes a value that may stand without quotes where it has no spaces, as keys and links do.
pub(super) fn value(out: &mut String, text: &str) {
    let is_plain =
        !text.is_empty() && !text.ends_with(',') && !text.starts_with('"') && !text.contains(|c: char| c.is_whitespace() || is_refused(c));
    if is_plain && !text.starts_with('#') { out.push_str(text) } else { quoted(out, text) }
}

/// Writes a text that goes on to the end of its line.
pub(super) fn line(out: &mut String, text: &str) {
    out.extend(text.chars().map(|c| if is_refused(c) { ' ' } else { c }));
}

/// Tells whether a plan cannot hold this character: control characters and those that turn the direction of writing.
pub(super) const fn is_refused(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns an id in words, as readers see an item without a title: `homepage-layout` is "Homepage layout".
pub(super) fn in_words(id: &str) -> String {
    let words = id.trim_start_matches('_').replace(['-', '_'], " ");
    let mut chars = words.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars.as_str().chars()).collect()
}
