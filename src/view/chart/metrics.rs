//! How wide text is, measured as Inter sets it.
//!
//! The tables are Inter 4's advance widths (regular and semibold), in 128ths of an em, rounded up, read from the font's
//! `hmtx` and `cmap` tables; digits all have the widest digit's width, because figures are set tabular. A reader may not
//! have Inter, so every measure is a twentieth wider than the font's own; the fallbacks of the font stack stay within it.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use super::Px;

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
        let ems: i64 = text.chars().map(|c| i64::from(self.advance(c))).sum();
        let tenths = (ems * i64::from(self.size) * 21 + 128 * 20 - 1) / (128 * 20);
        Px(i32::try_from(tenths).unwrap_or(i32::MAX))
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
        Cow::Owned(format!("{}…", text.get(..end).unwrap_or("").trim_end()))
    }

    fn advance(self, c: char) -> u16 {
        let code = c as u32;
        let latin = if self.bold { &LATIN_BOLD } else { &LATIN_REGULAR };
        if let Some(width) = code.checked_sub(0x20).and_then(|index| latin.get(index as usize)) {
            return u16::from(*width);
        }
        let tables: [(u32, &[u8], &[u8]); 4] = [
            (0xa0, &LATIN_MORE_REGULAR, &LATIN_MORE_BOLD),
            (0x370, &GREEK_REGULAR, &GREEK_BOLD),
            (0x400, &CYRILLIC_REGULAR, &CYRILLIC_BOLD),
            (0x2010, &PUNCTUATION_REGULAR, &PUNCTUATION_BOLD),
        ];
        for (first, regular, bold) in tables {
            let table = if self.bold { bold } else { regular };
            if let Some(width) = code.checked_sub(first).and_then(|index| table.get(index as usize)) {
                return u16::from(*width);
            }
        }
        elsewhere(c)
    }
}

/// Returns the width of a character that Inter lacks: a whole em where it is wide, more for pictures, nothing for marks.
fn elsewhere(c: char) -> u16 {
    const EM: u16 = 128;
    match c.width() {
        None | Some(0) => 0,
        Some(1) => EM * 3 / 4,
        Some(_) if (0x1_f000..0x2_0000).contains(&(c as u32)) => EM * 5 / 4,
        Some(_) => EM,
    }
}

#[rustfmt::skip]
const LATIN_REGULAR: [u8; 95] = [
    36, 36, 52, 81, 82, 104, 82, 29, 47, 47, 64, 85, 36, 59, 36, 46, 83, 83, 83, 83, 83, 83, 83, 83, 83, 83, 36, 36, 85, 85, 85, 65,
    120, 87, 84, 94, 92, 77, 76, 96, 95, 34, 70, 84, 72, 114, 97, 98, 82, 98, 82, 82, 83, 95, 87, 122, 83, 86, 80, 47, 46, 47, 60, 58,
    64, 73, 80, 72, 80, 75, 47, 78, 76, 31, 31, 70, 31, 112, 75, 77, 78, 78, 48, 67, 47, 75, 72, 104, 70, 72, 70, 47, 42, 47, 85,
];

#[rustfmt::skip]
const LATIN_BOLD: [u8; 95] = [
    32, 40, 51, 83, 84, 108, 85, 28, 51, 51, 70, 87, 38, 60, 38, 49, 86, 86, 86, 86, 86, 86, 86, 86, 86, 86, 38, 38, 87, 87, 87, 70,
    128, 93, 85, 96, 93, 78, 75, 97, 96, 36, 72, 87, 73, 116, 95, 100, 83, 100, 84, 84, 85, 94, 93, 129, 89, 91, 84, 51, 49, 51, 62, 60,
    64, 74, 81, 74, 81, 76, 49, 81, 79, 34, 34, 73, 34, 115, 79, 78, 80, 80, 51, 71, 49, 78, 74, 108, 72, 74, 72, 51, 46, 51, 87,
];

#[rustfmt::skip]
const LATIN_MORE_REGULAR: [u8; 224] = [
    36, 36, 72, 81, 93, 71, 34, 71, 76, 118, 58, 70, 70, 59, 86, 58, 59, 85, 54, 56, 64, 80, 77, 36, 35, 41, 58, 70, 114, 119, 122, 65,
    87, 87, 87, 87, 87, 87, 127, 94, 77, 77, 77, 77, 34, 34, 34, 34, 92, 97, 98, 98, 98, 98, 98, 85, 98, 95, 95, 95, 95, 86, 81, 78,
    73, 73, 73, 73, 73, 73, 119, 72, 75, 75, 75, 75, 31, 31, 31, 31, 75, 75, 77, 77, 77, 77, 77, 85, 77, 75, 75, 75, 75, 72, 78, 72,
    87, 73, 87, 73, 87, 73, 94, 72, 94, 72, 94, 72, 94, 72, 92, 87, 92, 80, 77, 75, 77, 75, 77, 75, 77, 75, 77, 75, 96, 78, 96, 78,
    96, 78, 96, 78, 95, 76, 100, 76, 57, 36, 34, 31, 34, 31, 34, 31, 34, 31, 104, 61, 70, 31, 84, 70, 81, 72, 31, 72, 31, 72, 39, 72,
    41, 72, 31, 97, 75, 97, 75, 97, 75, 77, 97, 75, 98, 77, 98, 77, 98, 77, 122, 127, 82, 48, 82, 48, 82, 48, 82, 67, 82, 67, 82, 67,
    82, 67, 83, 47, 83, 47, 83, 47, 95, 75, 95, 75, 95, 75, 95, 75, 95, 75, 95, 75, 122, 104, 86, 72, 86, 80, 70, 80, 70, 80, 70, 35,
];

#[rustfmt::skip]
const LATIN_MORE_BOLD: [u8; 224] = [
    32, 40, 74, 85, 97, 73, 41, 75, 71, 118, 61, 77, 73, 60, 86, 68, 59, 87, 55, 57, 64, 84, 78, 38, 44, 41, 61, 77, 113, 118, 123, 70,
    93, 93, 93, 93, 93, 93, 131, 96, 78, 78, 78, 78, 36, 36, 36, 36, 93, 95, 100, 100, 100, 100, 100, 87, 100, 94, 94, 94, 94, 91, 85, 83,
    74, 74, 74, 74, 74, 74, 118, 74, 76, 76, 76, 76, 34, 34, 34, 34, 76, 79, 78, 78, 78, 78, 78, 87, 78, 78, 78, 78, 78, 74, 79, 74,
    93, 74, 93, 74, 93, 74, 96, 74, 96, 74, 96, 74, 96, 74, 93, 92, 93, 81, 78, 76, 78, 76, 78, 76, 78, 76, 78, 76, 97, 81, 97, 81,
    97, 81, 97, 81, 96, 79, 103, 79, 58, 37, 36, 34, 36, 34, 36, 35, 36, 34, 107, 67, 72, 34, 87, 73, 85, 73, 34, 73, 34, 73, 46, 74,
    49, 74, 34, 95, 79, 95, 79, 95, 79, 77, 95, 79, 100, 78, 100, 78, 100, 78, 128, 126, 84, 51, 84, 51, 84, 51, 84, 71, 84, 71, 84, 71,
    84, 71, 85, 49, 85, 52, 85, 49, 94, 78, 94, 78, 94, 78, 94, 78, 94, 78, 94, 78, 129, 108, 91, 74, 91, 84, 72, 84, 72, 84, 72, 37,
];

#[rustfmt::skip]
const GREEK_REGULAR: [u8; 144] = [
    81, 70, 84, 70, 35, 35, 97, 81, 77, 77, 35, 70, 70, 70, 36, 70, 77, 77, 77, 77, 35, 70, 87, 36, 89, 111, 39, 77, 100, 77, 105, 98,
    34, 87, 84, 74, 87, 77, 80, 95, 98, 34, 84, 87, 114, 97, 70, 98, 93, 82, 77, 81, 83, 86, 96, 83, 100, 98, 34, 86, 82, 70, 75, 34,
    75, 82, 76, 69, 70, 70, 67, 75, 70, 34, 81, 75, 80, 75, 70, 77, 81, 74, 69, 81, 61, 75, 94, 77, 96, 104, 34, 75, 77, 75, 104, 81,
    81, 81, 85, 97, 85, 90, 104, 93, 98, 81, 93, 70, 81, 70, 81, 70, 93, 93, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77,
    93, 81, 72, 31, 98, 58, 58, 81, 78, 94, 114, 93, 74, 81, 94, 94,
];

#[rustfmt::skip]
const GREEK_BOLD: [u8; 144] = [
    85, 72, 86, 79, 37, 37, 99, 85, 77, 77, 37, 73, 73, 73, 37, 72, 77, 77, 77, 77, 44, 73, 93, 38, 97, 117, 46, 77, 102, 77, 118, 103,
    39, 93, 85, 75, 93, 78, 84, 96, 100, 36, 87, 93, 116, 95, 79, 100, 97, 83, 77, 85, 85, 91, 105, 89, 104, 99, 36, 91, 83, 72, 79, 39,
    76, 83, 78, 70, 79, 72, 70, 79, 79, 39, 85, 77, 84, 79, 73, 78, 91, 75, 73, 85, 68, 76, 104, 79, 101, 115, 39, 76, 78, 76, 115, 91,
    85, 85, 89, 106, 89, 98, 115, 96, 98, 80, 97, 73, 85, 73, 91, 79, 103, 96, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77,
    96, 85, 74, 34, 100, 61, 61, 85, 79, 96, 116, 96, 75, 91, 96, 96,
];

#[rustfmt::skip]
const CYRILLIC_REGULAR: [u8; 304] = [
    77, 77, 104, 74, 86, 82, 34, 34, 70, 139, 145, 116, 84, 97, 80, 92, 87, 85, 84, 74, 97, 77, 122, 82, 97, 97, 83, 92, 114, 95, 98, 93,
    82, 94, 83, 80, 102, 83, 97, 92, 122, 126, 104, 109, 84, 86, 130, 86, 73, 76, 72, 59, 80, 75, 106, 64, 77, 77, 69, 76, 96, 75, 77, 75,
    78, 72, 69, 72, 88, 70, 82, 74, 105, 111, 84, 96, 71, 70, 104, 72, 75, 75, 76, 59, 70, 67, 31, 31, 31, 119, 116, 76, 69, 77, 72, 75,
    114, 103, 84, 75, 122, 104, 81, 70, 116, 97, 104, 93, 151, 128, 70, 60, 100, 96, 98, 77, 90, 78, 90, 78, 169, 146, 98, 81, 116, 93, 114, 93,
    81, 70, 81, 0, 0, 0, 0, 0, 0, 0, 97, 84, 84, 75, 82, 78, 74, 59, 74, 59, 80, 70, 122, 106, 82, 64, 88, 76, 85, 75, 77, 77,
    96, 90, 99, 82, 127, 92, 139, 118, 104, 81, 94, 72, 83, 69, 86, 69, 86, 69, 83, 70, 116, 92, 92, 81, 93, 74, 92, 76, 104, 94, 104, 94,
    34, 122, 106, 87, 75, 92, 84, 95, 75, 100, 83, 92, 74, 114, 104, 34, 87, 73, 87, 73, 127, 119, 77, 75, 89, 75, 89, 75, 122, 106, 82, 64,
    81, 81, 97, 77, 97, 77, 98, 77, 98, 77, 98, 77, 86, 70, 80, 72, 80, 72, 80, 72, 92, 74, 74, 59, 106, 96, 74, 59, 83, 70, 83, 70,
    77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77,
    77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 83,
];

#[rustfmt::skip]
const CYRILLIC_BOLD: [u8; 304] = [
    78, 78, 108, 75, 88, 84, 36, 36, 72, 143, 144, 117, 87, 95, 84, 93, 93, 84, 85, 75, 100, 78, 134, 84, 95, 95, 88, 93, 116, 96, 100, 97,
    83, 96, 85, 84, 108, 89, 100, 96, 131, 133, 105, 113, 86, 89, 134, 88, 74, 78, 74, 60, 84, 76, 111, 67, 78, 78, 73, 77, 98, 76, 78, 76,
    80, 74, 71, 74, 97, 72, 84, 75, 109, 118, 89, 102, 74, 71, 106, 74, 76, 76, 79, 60, 73, 71, 34, 34, 34, 121, 117, 79, 73, 78, 74, 76,
    122, 110, 86, 79, 127, 107, 91, 79, 127, 106, 115, 96, 156, 132, 72, 66, 104, 101, 100, 78, 95, 79, 95, 79, 173, 150, 98, 80, 127, 103, 122, 110,
    85, 73, 85, 0, 0, 0, 0, 0, 0, 0, 95, 89, 86, 79, 84, 79, 75, 61, 75, 60, 86, 73, 134, 111, 84, 67, 93, 83, 89, 80, 77, 77,
    105, 95, 106, 88, 128, 93, 144, 119, 108, 91, 96, 74, 85, 71, 91, 70, 91, 70, 89, 72, 119, 94, 96, 88, 97, 75, 96, 79, 108, 97, 108, 97,
    36, 134, 111, 89, 79, 93, 88, 96, 76, 104, 87, 96, 75, 122, 109, 36, 93, 74, 93, 74, 131, 118, 78, 76, 90, 76, 90, 76, 134, 111, 84, 67,
    83, 83, 95, 78, 95, 78, 100, 78, 100, 78, 100, 78, 89, 71, 84, 74, 84, 74, 84, 74, 96, 75, 75, 60, 116, 102, 75, 60, 89, 71, 89, 72,
    77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77,
    77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 77, 90,
];

#[rustfmt::skip]
const PUNCTUATION_REGULAR: [u8; 48] = [
    46, 46, 83, 64, 128, 128, 46, 58, 26, 24, 26, 29, 49, 49, 49, 58, 81, 70, 72, 72, 35, 71, 106, 35, 77, 77, 77, 77, 77, 77, 77, 24,
    134, 163, 29, 52, 76, 29, 52, 76, 58, 46, 46, 81, 72, 65, 70, 104,
];

#[rustfmt::skip]
const PUNCTUATION_BOLD: [u8; 48] = [
    55, 55, 86, 64, 128, 128, 59, 61, 30, 28, 30, 31, 53, 53, 53, 57, 78, 73, 64, 64, 37, 71, 104, 37, 77, 77, 77, 77, 77, 77, 77, 21,
    138, 168, 34, 59, 85, 34, 59, 85, 67, 49, 49, 98, 80, 70, 66, 108,
];
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
    fn a_long_name_ends_in_an_ellipsis_between_whole_letters() {
        let cut = Font::NAME.fit("Write website content", Px::of(80));
        assert!(Font::NAME.width(&cut) <= Px::of(80) && Px::of(70) < Font::NAME.width(&cut), "{cut}");
        assert!(cut.starts_with("Write web") && cut.ends_with('…'), "{cut}");
        assert_eq!(Font::NAME.fit("short", Px::of(100)), "short");
        let family = Font::NAME.fit("👩‍👩‍👧 at the house", Px::of(20));
        assert!(family == "…" || family == "👩‍👩‍👧…", "{family}");
    }
}
