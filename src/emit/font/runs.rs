//! Several scripts in one text.
//!
//! A renderer sets a whole text in one font, then in the next, and takes letters over only where both drew as many. Arabic
//! joins two letters to one, so beside an emoji it would stay boxes. Here such a text is taken apart into spans, each with
//! the font that has it. The renderer lays spans over what the first of them drew, sign by sign, so that one has to be the
//! script whose letters join: where another begins the text, a mark without width goes before it. With two such scripts in
//! one text there is no first, and nothing is done.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// The family by which an added font is asked for by its number.
pub(super) const ADDED: &str = "added-";
/// A mark without width, which every renderer hides.
const NOTHING: char = '\u{200c}';

/// Returns `svg` with the texts of several scripts in spans. `font_of` tells the number of the added font that a character
/// is set in, or none where it is the embedded one.
pub(super) fn split(svg: Cow<'_, str>, mut font_of: impl FnMut(char) -> Option<usize>) -> Cow<'_, str> {
    if svg.is_ascii() {
        return svg;
    }
    let mut out = String::new();
    let mut kept = 0;
    let mut at = 0;
    for line in svg.split_inclusive('\n') {
        let from = at;
        at += line.len();
        if line.is_ascii() || !line.starts_with("<text") {
            continue;
        }
        if let Some(first) = joining(line, &mut font_of) {
            out.push_str(svg.get(kept..from).unwrap_or_default());
            spans(line, first, &mut font_of, &mut out);
            kept = at;
        }
    }
    if kept == 0 {
        return svg;
    }
    out.push_str(svg.get(kept..).unwrap_or_default());
    Cow::Owned(out)
}

/// Returns the font of the one script of a text whose letters may join, if there is anything else in the text.
fn joining(line: &str, font_of: &mut impl FnMut(char) -> Option<usize>) -> Option<usize> {
    let mut found = None;
    let mut others = false;
    for (c, _) in characters(line).filter(|(c, is_text)| *is_text && !c.is_whitespace()) {
        match font_of(c) {
            Some(font) if found == Some(font) => {}
            Some(font) if !stands_alone(c) => {
                if found.replace(font).is_some() {
                    return None;
                }
            }
            Some(_) | None => others = true,
        }
    }
    found.filter(|_| others)
}

/// Tells whether a character never joins another: those of East Asia, symbols, emoji.
fn stands_alone(c: char) -> bool {
    c.width() == Some(2) || matches!(c, '\u{2000}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Writes a text in spans.
fn spans(line: &str, first: usize, font_of: &mut impl FnMut(char) -> Option<usize>, out: &mut String) {
    let mut font = None;
    let mut begun = false;
    for (c, is_text) in characters(line) {
        let own = if is_text { font_of(c) } else { None };
        if is_text && !begun {
            begun = true;
            if own != Some(first) {
                open(first, out);
                out.push(NOTHING);
                out.push_str("</tspan>");
            }
        }
        if own != font {
            if font.is_some() {
                out.push_str("</tspan>");
            }
            if let Some(own) = own {
                open(own, out);
            }
            font = own;
        }
        out.push(c);
    }
}

fn open(font: usize, out: &mut String) {
    out.push_str("<tspan font-family=\"");
    out.push_str(ADDED);
    out.push_str(&font.to_string());
    out.push_str("\">");
}

/// Returns the characters of a line, each with whether it is of the text, not of a tag or the end of the line.
fn characters(line: &str) -> impl Iterator<Item = (char, bool)> {
    let mut in_tag = false;
    line.chars().map(move |c| {
        in_tag |= c == '<';
        let is_text = !in_tag && c != '\n';
        in_tag &= c != '>';
        (c, is_text)
    })
}

#[cfg(test)]
mod tests {
    use super::split;

    /// Arabic is in the first added font, Hindi in the second, emoji in the third.
    fn check(text: &str, expected: &str) {
        let font_of = |c: char| match c {
            '\u{600}'..='\u{6ff}' => Some(0),
            '\u{900}'..='\u{97f}' => Some(1),
            '\u{1f000}'..='\u{1ffff}' => Some(2),
            _ => None,
        };
        let line = |text: &str| format!("<title>سلام 🎉</title>\n<text class=\"b\" x=\"7\">{text}</text>\n<path/>\n");
        assert_eq!(split(line(text).into(), font_of), line(expected));
    }

    #[test]
    fn scripts_beside_others_become_spans_the_joining_one_first() {
        let (a, e) = ("<tspan font-family=\"added-0\">", "<tspan font-family=\"added-2\">");
        check("سلام 🎉", &format!("{a}سلام</tspan> {e}🎉</tspan>"));
        check("R&amp;D سلام", &format!("{a}\u{200c}</tspan>R&amp;D {a}سلام</tspan>"));
        check("1 <tspan class=\"k\">سلام</tspan>", &format!("{a}\u{200c}</tspan>1 <tspan class=\"k\">{a}سلام</tspan></tspan>"));
        check("काम +5d", "<tspan font-family=\"added-1\">काम</tspan> +5d");
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in ["سلام سلام", "Party 🎉 設計", "سلام काम", "plain", ""] {
            check(text, text);
        }
    }
}
