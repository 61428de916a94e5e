//! How wide text stands in a terminal, and what of it may be sent there.
//!
//! Columns align by what a reader sees: a Chinese character takes two cells, an accent none, an emoji of five
//! code points two. Everything is counted by grapheme, so that nothing is cut in the middle of what reads as one letter.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns how many cells of a terminal `text` takes.
#[must_use]
pub fn display_width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(grapheme_width).sum() }
}

/// Returns `text` in at most `cells` cells: whole, or its beginning and `…`.
#[must_use]
pub fn shorten(text: &str, cells: usize) -> Cow<'_, str> {
    if display_width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let mut kept = String::new();
    let mut used = 1;
    for grapheme in text.graphemes(true) {
        used += grapheme_width(grapheme);
        if cells < used {
            break;
        }
        kept.push_str(grapheme);
    }
    kept.truncate(kept.trim_end().len());
    if 0 < cells {
        kept.push('…');
    }
    Cow::Owned(kept)
}

/// Returns `text` in lines of at most `cells` cells; a word that is longer alone is cut.
#[must_use]
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in unbroken(text) {
        let word = &*shorten(word, cells);
        let wide = display_width(word);
        if 0 < used && cells < used + 1 + wide {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if 0 < used {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += wide;
        }
    }
    lines
}

/// Returns the words of `text`, a number kept with what follows it: `4 March` is not torn.
fn unbroken(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let first = rest.find(' ').unwrap_or(rest.len());
        let is_number = 0 < first && rest.get(..first).is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
        let after = rest.get(first + 1..).filter(|_| is_number);
        let end = after.map_or(first, |after| first + 1 + after.find(' ').unwrap_or(after.len()));
        let word = rest.get(..end)?;
        rest = rest.get(end + 1..).unwrap_or("");
        Some(word)
    })
}

/// Returns `text` with what could steer a terminal shown as `�`, and line breaks and tabs as a space.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(steers) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match c {
        '\n' | '\t' | '\r' => ' ',
        c if steers(c) => '\u{fffd}',
        c => c,
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// Tells whether a character acts instead of being seen: controls, bidirectional overrides and isolates, line separators.
#[must_use]
pub fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

fn grapheme_width(grapheme: &str) -> usize {
    grapheme.width().min(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_is_what_a_reader_sees() {
        assert_eq!(display_width("Go-live"), 7);
        assert_eq!(display_width("設計"), 4);
        assert_eq!(display_width("e\u{301}te\u{301}"), 3);
        assert_eq!(display_width("👩‍👩‍👧‍👦 home"), 7);
    }

    #[test]
    fn shortening_keeps_graphemes_whole_and_never_exceeds_the_cells() {
        assert_eq!(shorten("Homepage layout", 15), "Homepage layout");
        assert_eq!(shorten("Homepage layout", 10), "Homepage…");
        assert_eq!(shorten("設計書", 4), "設…");
        assert_eq!(shorten("設計書", 0), "");
        assert_eq!(shorten("ab", 1), "…");
    }

    #[test]
    fn controls_are_shown_and_not_sent() {
        assert_eq!(printable("a\u{1b}[31mb\u{202e}c\nd"), "a\u{fffd}[31mb\u{fffd}c d");
    }
}
