//! Words as they were written, made into words to show and to compare.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::Cx;
use crate::model::Text;
use crate::span::Span;

/// Returns what a quoted text says: the quotes off, `\"` and `\\` undone. A text without quotes says itself.
pub(super) fn unquote(text: &str) -> Cow<'_, str> {
    let Some(inner) = text.strip_prefix('"') else { return Cow::Borrowed(text) };
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let mut plain = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.extend(chars.next()),
            _ => plain.push(c),
        }
    }
    Cow::Owned(plain)
}

/// Returns a name in the one form in which names are compared: NFC.
pub(super) fn normal(name: &str) -> Cow<'_, str> {
    if name.is_ascii() || is_nfc_quick(name.chars()) == IsNormalized::Yes { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}

/// Adds an id in words to `out`: `homepage-layout` reads "Homepage layout".
pub(super) fn push_in_words(out: &mut String, id: &str) {
    let words = id.trim_start_matches('_');
    let mut chars = if words.is_empty() { id } else { words }.chars();
    out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    let mut rest = chars.as_str();
    while let Some(at) = rest.bytes().position(|byte| byte == b'-' || byte == b'_') {
        let (word, behind) = rest.split_at(at);
        out.push_str(word);
        out.push(' ');
        rest = behind.get(1..).unwrap_or("");
    }
    out.push_str(rest);
}

impl Cx<'_> {
    /// Keeps what the quoted text at `span` says.
    pub(super) fn keep_quoted(&mut self, span: Span) -> Text {
        let text = unquote(self.text(span));
        self.plan.add_text(&text)
    }

    /// Keeps the id at `span`, in NFC.
    pub(super) fn keep_id(&mut self, span: Span) -> Text {
        let id = normal(self.text(span));
        self.plan.add_text(&id)
    }

    /// Keeps the id at `span` in words, for an item without a title.
    pub(super) fn keep_in_words(&mut self, span: Span) -> Text {
        let id = normal(self.text(span));
        let start = self.plan.texts.len();
        push_in_words(&mut self.plan.texts, &id);
        self.plan.text_from(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_quotes_and_backslashes_are_escaped() {
        assert_eq!(unquote(r#""say \"hi\" \\ there""#), r#"say "hi" \ there"#);
        assert_eq!(unquote("plain"), "plain");
        assert_eq!(unquote(r#""""#), "");
    }

    #[test]
    fn an_id_in_words_begins_with_a_capital() {
        let words = |id: &str| {
            let mut out = String::new();
            push_in_words(&mut out, id);
            out
        };
        assert_eq!(words("homepage-layout"), "Homepage layout");
        assert_eq!(words("élan_vital"), "Élan vital");
        assert_eq!(words("_x"), "X");
        assert_eq!(words("_"), "_");
        assert_eq!(words("a--b-"), "A  b ");
    }

    #[test]
    fn names_are_compared_composed() {
        assert_eq!(normal("cafe\u{301}"), "caf\u{e9}");
        assert_eq!(normal("設計"), "設計");
    }
}
