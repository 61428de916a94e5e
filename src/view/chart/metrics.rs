//! How wide text is, measured as Inter sets it.
//!
//! The table is generated from the very font that PNG and PDF are drawn with, whose digits all have the widest digit's
//! width, because figures are set tabular; a test compares the two. A reader of an SVG may not have Inter, so every measure
//! is a twentieth wider than the font's own; the fallbacks of the font stack stay within it.

mod inter;

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use super::Px;
use crate::view::steers;

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Font {
    /// Tenths of a pixel.
    pub size: i32,
    /// Semibold instead of regular.
    pub bold: bool,
}

impl Font {
    /// The chart's title.
    pub const TITLE: Self = Self { size: 200, bold: true };
    /// Names of tasks, the line below the title.
    pub const NAME: Self = Self { size: 130, bold: false };
    /// Names of phases.
    pub const STRONG: Self = Self { size: 130, bold: true };
    /// Figures, the lower tier of the axis, the legend, notes beside bars.
    pub const SMALL: Self = Self { size: 115, bold: false };
    /// The same, stressed.
    pub const SMALL_STRONG: Self = Self { size: 115, bold: true };

    /// Returns how wide `text` is at most.
    #[must_use]
    pub fn width(self, text: &str) -> Px {
        let ems: i64 = if text.is_ascii() { self.ascii(text) } else { text.chars().map(|c| i64::from(self.advance(c))).sum() };
        let tenths = (ems * i64::from(self.size) * 21 + 128 * 20 - 1) / (128 * 20);
        Px(i32::try_from(tenths).unwrap_or(i32::MAX))
    }

    /// Returns the advances of text that is ASCII, most of which the first block of the font has.
    fn ascii(self, text: &str) -> i64 {
        let (first, regular, bold) = inter::BLOCKS.first().copied().unwrap_or((0, &[], &[]));
        let widths = if self.bold { bold } else { regular };
        let advance = |byte: u8| match widths.get((u32::from(byte).wrapping_sub(first)) as usize) {
            Some(width) if *width != 0 => i64::from(*width),
            Some(_) | None => i64::from(self.advance(char::from(byte))),
        };
        text.bytes().map(advance).sum()
    }

    /// Returns `text`, cut with an ellipsis where it is wider than `room`.
    #[must_use]
    pub fn fit(self, text: &str, room: Px) -> Cow<'_, str> {
        if self.width(text) <= room {
            return Cow::Borrowed(text);
        }
        let room = room - self.width("…");
        let mut end = 0;
        let mut width = Px::ZERO;
        for (at, cluster) in text.grapheme_indices(true) {
            width = width + self.width(cluster);
            if room < width {
                break;
            }
            end = at + cluster.len();
        }
        // In a text that runs to the left, so does its end.
        let mark = if text.chars().find(|c| c.is_alphabetic()).is_some_and(runs_left) { "\u{200f}" } else { "" };
        Cow::Owned(format!("{}…{mark}", text.get(..end).unwrap_or("").trim_end()))
    }

    /// Splits `text` where a line of this width ends: between words, in a long word between letters. Neither part begins or
    /// ends with a space.
    #[must_use]
    pub fn split(self, text: &str, room: Px) -> (&str, &str) {
        let (mut width, mut end, mut space) = (Px::ZERO, 0, None);
        for (at, cluster) in text.grapheme_indices(true) {
            width = width + self.width(cluster);
            if room < width {
                break;
            }
            end = at + cluster.len();
            if cluster.chars().all(char::is_whitespace) {
                space = Some(at);
            }
        }
        let rest = text.get(end..).unwrap_or("");
        let begins_word = rest.chars().next().is_none_or(char::is_whitespace);
        let wide = rest.chars().next().is_some_and(|c| 1 < c.width().unwrap_or(0));
        let at = if begins_word || wide { end } else { space.filter(|at| end < at * 3).unwrap_or(end) };
        (text.get(..at).unwrap_or(text).trim_end(), text.get(at..).unwrap_or("").trim_start())
    }

    /// Returns the advance of a character, in 128ths of an em, rounded up.
    #[must_use]
    pub fn advance(self, c: char) -> u16 {
        let code = c as u32;
        for (first, regular, bold) in inter::BLOCKS {
            let Some(index) = code.checked_sub(*first) else { break };
            let widths = if self.bold { bold } else { regular };
            match widths.get(index as usize) {
                Some(0) => break,
                Some(width) => return u16::from(*width),
                None => {}
            }
        }
        elsewhere(c)
    }
}

/// Returns the mark that keeps figures behind `text` in their place: one where its last letter is of a script that is written
/// from right to left, which would take them along.
#[must_use]
pub fn mark_after(text: &str) -> &'static str {
    if text.chars().rev().find(|c| c.is_alphabetic()).is_some_and(runs_left) { "\u{200e}" } else { "" }
}

/// Tells whether a letter is of a script that is written from right to left.
const fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Returns the width of a character that Inter lacks: a whole em where it is wide, more for pictures, nothing for marks.
fn elsewhere(c: char) -> u16 {
    const EM: u16 = 128;
    // That of U+FFFD, which stands for it.
    const SHOWN_AS_SIGN: u16 = 113;
    match c.width() {
        _ if steers(c) && !matches!(c, '\n' | '\t' | '\r') => SHOWN_AS_SIGN,
        None | Some(0) => 0,
        Some(1) => EM * 3 / 4,
        Some(_) if (0x1_f000..0x2_0000).contains(&(c as u32)) => EM * 5 / 4,
        Some(_) => EM,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_as_wide_as_its_letters() {
        assert_eq!(Font::NAME.width(""), Px::ZERO);
        assert!(Font::NAME.width("iii") < Font::NAME.width("WWW"));
        assert!(Font::NAME.width("Wireframes") < Font::STRONG.width("Wireframes"));
        assert_eq!(Font::SMALL.width("11"), Font::SMALL.width("40"), "figures are tabular");
    }

    #[test]
    fn wide_scripts_pictures_and_marks_have_their_widths() {
        assert_eq!(Font::NAME.width("設計"), Px(273));
        assert!(Font::NAME.width("設") < Font::NAME.width("🚀"));
        assert_eq!(Font::NAME.width("e\u{301}"), Font::NAME.width("e"));
    }

    #[test]
    fn a_line_ends_between_words_or_in_a_long_one_between_letters() {
        let room = Font::SMALL.width("Interview five") + Px::of(3);
        assert_eq!(Font::SMALL.split("Interview five customers", room), ("Interview five", "customers"));
        assert_eq!(Font::SMALL.split("Interview fivefold", room).0, "Interview");
        let (first, rest) = Font::SMALL.split("Donaudampfschifffahrtsgesellschaft", room);
        assert_eq!(format!("{first}{rest}"), "Donaudampfschifffahrtsgesellschaft");
        assert!(8 < first.len() && Font::SMALL.width(first) <= room, "{first}");
        assert!(Font::NAME.fit("تبرعات الكتب من السكان", Px::of(60)).ends_with("…\u{200f}"));
    }

    #[test]
    fn a_long_name_ends_in_an_ellipsis_between_whole_letters() {
        let cut = Font::NAME.fit("Write website content", Px::of(80));
        assert!(Font::NAME.width(&cut) <= Px::of(80) && Px::of(70) < Font::NAME.width(&cut), "{cut}");
        assert!(cut.starts_with("Write web") && cut.ends_with('…'), "{cut}");
        assert_eq!(Font::NAME.fit("short", Px::of(100)), "short");
        let family = Font::NAME.fit("👩‍👩‍👧 at the house", Px::of(20));
        assert!(family == "…" || family == "👩‍👩‍👧…", "{family}");
    }
}
