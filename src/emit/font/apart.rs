//! Emoji one by one.
//!
//! A renderer sets a text in one font and then tries others for all of it, and keeps its boxes where another font draws a
//! different number of glyphs. A font of emoji draws several characters as one: a family, a skin, a flag. So these are taken
//! apart before the renderer sees them: a family is then its members, a flag its letters, and nothing is a box. Letters and
//! their marks are put together for the same reason.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Keeps two letters of a flag apart.
const APART: char = '\u{200c}';

/// Returns `svg` with what joins emoji left out of its texts.
pub(super) fn apart(svg: &str) -> Cow<'_, str> {
    if svg.is_ascii() || is_nfc(svg) && !svg.chars().any(|c| joins(c) || is_letter(c)) {
        return Cow::Borrowed(svg);
    }
    let mut out = String::with_capacity(svg.len());
    for line in svg.split_inclusive('\n') {
        if !line.starts_with("<text") {
            out.push_str(line);
            continue;
        }
        let mut before = ' ';
        for c in line.nfc() {
            // Joiners of other scripts, whose letters come before all symbols, stay.
            if joins(c) && (c != '\u{200d}' || '\u{2190}' <= before) {
                continue;
            }
            if is_letter(c) && is_letter(before) {
                out.push(APART);
            }
            out.push(c);
            before = c;
        }
    }
    Cow::Owned(out)
}

/// Tells whether a character changes the emoji before it: a joiner, a selector, a skin, a key around it.
const fn joins(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Tells whether a character is half of a flag.
const fn is_letter(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn what_is_joined_is_taken_apart_in_texts_alone() {
        let svg = "<title>👩\u{200d}👧</title>\n<text>👩\u{200d}👧 👍🏽 1\u{fe0f}\u{20e3} 🇩🇪 क\u{94d}\u{200d}ष e\u{301}</text>\n";
        let expected = "<title>👩\u{200d}👧</title>\n<text>👩👧 👍 1 🇩\u{200c}🇪 क\u{94d}\u{200d}ष é</text>\n";
        assert_eq!(apart(svg), expected);
    }
}
