//! Several scripts in one text.
//!
//! A renderer sets a whole text in one font, then in the next. It takes the next for all of the text where that has all of
//! it, so that Latin words beside Chinese ones would look unlike all others; else it takes letters over only where both
//! drew as many. Arabic joins two letters to one, so beside an emoji it would stay boxes. Here such a text is taken apart
//! into spans, each with the font that has it. The renderer lays spans over what the first of them drew, sign by sign, so
//! that one has to be the script whose letters join: where another begins the text, a mark without width goes before it.
//! With two such scripts in one text there is no first, and nothing is done; nor with letters that a font may put together
//! from several signs.

use std::borrow::Cow;

use unicode_normalization::char::decompose_canonical;
use unicode_width::UnicodeWidthChar;

/// The family by which an added font is asked for by its number.
pub(super) const ADDED: &str = "added-";
/// The family of the embedded font, which no other then helps.
pub(super) const ALONE: &str = "alone";
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
        if let Some(first) = mixed(line, &mut font_of) {
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

/// Returns the font that has to draw a text of several fonts first; none where one font is enough, or where there is no
/// first because letters of two join.
fn mixed(line: &str, font_of: &mut impl FnMut(char) -> Option<usize>) -> Option<First> {
    let mut seen: Option<Option<usize>> = None;
    let mut several = false;
    let mut joins = None;
    for (c, _) in characters(line).filter(|(c, is_text)| *is_text && !c.is_whitespace()) {
        let font = font_of(c);
        several |= seen.is_some_and(|seen| seen != font);
        seen = Some(font);
        if let Some(font) = font.filter(|font| joins != Some(*font) && !stands_alone(c))
            && joins.replace(font).is_some()
        {
            return None;
        }
    }
    let is_sound = characters(line).all(|(c, is_text)| !is_text || is_steady(c) || joins.is_some() && font_of(c) == joins);
    (several && is_sound).then_some(joins.map_or(First::Any, First::Font))
}

/// Tells whether every font draws a character as one sign, or as two where it has two bytes: the renderer counts signs by
/// bytes where a span has fewer of them than what it is laid over.
fn is_steady(c: char) -> bool {
    let mut parts = 0;
    decompose_canonical(c, |_| parts += 1);
    let is_hidden = matches!(c, '\u{200c}' | '\u{200e}' | '\u{200f}');
    is_hidden || c.width() != Some(0) && (parts == 1 || parts == 2 && c.len_utf8() == 2)
}

/// Which font draws a text first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Any,
    Font(usize),
}

/// Tells whether a character never joins another: those of East Asia, symbols, emoji.
fn stands_alone(c: char) -> bool {
    c.width() == Some(2) || matches!(c, '\u{2000}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Writes a text in spans.
fn spans(line: &str, first: First, font_of: &mut impl FnMut(char) -> Option<usize>, out: &mut String) {
    let mut span: Option<Option<usize>> = None;
    let mut begun = false;
    for (c, is_text) in characters(line) {
        let own = is_text.then(|| font_of(c));
        if let (Some(own), First::Font(first), false) = (own, first, begun)
            && own != Some(first)
        {
            open(Some(first), out);
            out.push(NOTHING);
            out.push_str("</tspan>");
        }
        begun |= is_text;
        if own != span {
            out.push_str(if span.is_some() { "</tspan>" } else { "" });
            if let Some(font) = own {
                open(font, out);
            }
            span = own;
        }
        out.push(c);
    }
}

fn open(font: Option<usize>, out: &mut String) {
    out.push_str("<tspan font-family=\"");
    match font {
        Some(number) => out.push_str(&format!("{ADDED}{number}")),
        None => out.push_str(ALONE),
    }
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
        let (a, e, i) = ("<tspan font-family=\"added-0\">", "<tspan font-family=\"added-2\">", "<tspan font-family=\"alone\">");
        let end = "</tspan>";
        check("سلام 🎉", &format!("{a}سلام{end}{i} {end}{e}🎉{end}"));
        check("R&amp;D سلام", &format!("{a}\u{200c}{end}{i}R&amp;D {end}{a}سلام{end}"));
        check("1 <tspan class=\"k\">سلام</tspan>", &format!("{a}\u{200c}{end}{i}1 {end}<tspan class=\"k\">{a}سلام{end}</tspan>"));
        check("काम +5d", &format!("<tspan font-family=\"added-1\">काम{end}{i} +5d{end}"));
        check("Party 🎉", &format!("{i}Party {end}{e}🎉{end}"));
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in ["سلام سلام", "🎉 🎉", "سلام काम 1", "سلام ế", "🎉 q\u{323}", "plain – text", ""] {
            check(text, text);
        }
    }
}
