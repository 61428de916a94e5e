//! Characters that must be seen, not obeyed: control codes and the overrides of reading direction.
//!
//! A plan is data wherever it is shown. A name that holds an escape sequence must not move the reader's cursor, and one
//! that holds a right-to-left override must not make a line read differently from what was compiled.

use std::borrow::Cow;

/// Returns `text` with every hidden character spelled out: `␛` for escape, `<U+202E>` for an override. Tabs stay.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    text.chars().for_each(|c| push(&mut shown, c));
    Cow::Owned(shown)
}

/// Returns a message, which may have lines, with every hidden character in it spelled out.
pub(super) fn visible_lines(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| is_hidden(c) && c != '\n') {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c == '\n' { shown.push(c) } else { push(&mut shown, c) }
    }
    Cow::Owned(shown)
}

fn push(shown: &mut String, c: char) {
    let code = u32::from(c);
    match c {
        _ if !is_hidden(c) => shown.push(c),
        '\0'..='\x1f' => shown.push(char::from_u32(0x2400 + code).unwrap_or('\u{fffd}')),
        '\x7f' => shown.push('\u{2421}'),
        _ => shown.push_str(&format!("<U+{code:04X}>")),
    }
}

/// C0 but tab, delete, C1, line and paragraph separators, embeddings, overrides and isolates, and a mark inside the text
/// that belongs at its very beginning.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\t') || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(visible("Gehäuse\t日本語"), Cow::Borrowed(_)));
    }

    #[test]
    fn hidden_characters_are_spelled_out() {
        assert_eq!(visible("a\x1b[31m\u{202e}b\u{9b}\x7f\n"), "a␛[31m<U+202E>b<U+009B>␡␊");
    }

    #[test]
    fn lines_of_a_message_stay_lines() {
        assert_eq!(visible_lines("a\n\x07b"), "a\n␇b");
    }
}
