//! Characters on their way into an SVG file: escaped, cleaned, numbers rounded, written in large pieces.

use std::io;

use crate::view::chart::Px;
use crate::view::steers;

/// Writes SVG through a buffer.
pub(super) struct Pen<'w> {
    /// Where the buffer goes when it is full; nowhere when it is what is wanted.
    out: Option<&'w mut dyn io::Write>,
    buffer: Vec<u8>,
    /// The radius of the corners of bars.
    radius: Px,
}

/// The buffer is written when it holds so many bytes.
const FULL: usize = 64 * 1024;

impl<'w> Pen<'w> {
    pub(super) fn new(out: &'w mut dyn io::Write, radius: Px) -> Self {
        Self { out: Some(out), buffer: Vec::with_capacity(FULL + 4 * 1024), radius }
    }

    /// Returns a pen that writes into `buffer`, which it empties first.
    pub(super) fn into(mut buffer: Vec<u8>, radius: Px) -> Self {
        buffer.clear();
        Self { out: None, buffer, radius }
    }

    /// Returns what was written into a buffer.
    pub(super) fn into_buffer(self) -> Vec<u8> {
        self.buffer
    }

    /// Writes the radius of a corner, and ends the bar that has it.
    pub(super) fn rounded(&mut self) -> &mut Self {
        let radius = self.radius;
        self.raw("\" rx=\"").px(radius).raw("\"/>\n")
    }

    /// Returns the radius of the corners of bars.
    pub(super) const fn radius(&self) -> Px {
        self.radius
    }

    /// Writes markup as it is.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.buffer.extend_from_slice(markup.as_bytes());
        self
    }

    /// Writes a length or position.
    pub(super) fn px(&mut self, px: Px) -> &mut Self {
        number(&mut self.buffer, px);
        self
    }

    /// Writes text that came from a plan.
    pub(super) fn text(&mut self, content: &str) -> &mut Self {
        text(&mut self.buffer, content);
        self
    }

    /// Writes a path of ids as a part of an XML id.
    pub(super) fn id(&mut self, path: &str) -> &mut Self {
        id(&mut self.buffer, path);
        self
    }

    /// Hands the buffer on when it is large.
    pub(super) fn flush_if_full(&mut self) -> io::Result<()> {
        if self.buffer.len() < FULL { Ok(()) } else { self.flush() }
    }

    /// Hands on what was written elsewhere, after what is written here.
    pub(super) fn part(&mut self, part: &[u8]) -> io::Result<()> {
        self.flush()?;
        self.out.as_mut().map_or(Ok(()), |out| out.write_all(part))
    }

    /// Hands on what is left.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.out.map_or(Ok(()), io::Write::flush)
    }

    fn flush(&mut self) -> io::Result<()> {
        let Some(out) = self.out.as_mut() else { return Ok(()) };
        let written = out.write_all(&self.buffer);
        self.buffer.clear();
        written
    }
}

/// Returns what is written, as text.
pub(super) fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    String::from_utf8(out).expect("only text is written")
}

/// Writes pixels with at most one decimal: the one place where lengths become text, a dozen in every row and link.
pub(super) fn number(out: &mut Vec<u8>, px: Px) {
    if px.0 < 0 {
        out.push(b'-');
    }
    let tenths = px.0.unsigned_abs();
    whole(out, tenths / 10);
    if let Ok(tenth @ 1..) = u8::try_from(tenths % 10) {
        out.extend_from_slice(&[b'.', b'0' + tenth]);
    }
}

/// Writes a whole number, four digits at a time.
fn whole(out: &mut Vec<u8>, number: u32) {
    let (high, low) = (number / 10_000, number % 10_000);
    let digit = |n: u32| u8::try_from(n % 10).map_or(b'0', |n| b'0' + n);
    let four = u32::from_le_bytes([digit(low / 1_000), digit(low / 100), digit(low / 10), digit(low)]);
    if 0 < high {
        whole(out, high);
        out.extend_from_slice(&four.to_le_bytes());
        return;
    }
    // Zeros at the beginning are shifted out; what is shifted in behind is cut off.
    let zeros = usize::from(low < 1_000) + usize::from(low < 100) + usize::from(low < 10);
    out.extend_from_slice(&(four >> (8 * zeros)).to_le_bytes());
    out.truncate(out.len() - zeros);
}

/// How many bytes are looked at in one go.
const IN_ONE_GO: usize = 16;

/// Tells whether a byte may begin what needs care; of all that is no ASCII, only three may. Without branches, so that the
/// compiler looks at many at once.
const fn is_suspect(byte: u8) -> bool {
    let markup = (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"');
    markup | (byte < b' ') | (byte == 0x7f) | (byte == 0xc2) | (byte == 0xe2) | (byte == 0xef)
}

/// Returns where in a text the bytes are that may begin what needs care.
fn suspects(text: &str) -> impl Iterator<Item = usize> + '_ {
    let pieces = text.as_bytes().chunks(IN_ONE_GO).zip((0..).step_by(IN_ONE_GO));
    let any = |piece: &[u8]| piece.iter().fold(false, |any, byte| any | is_suspect(*byte));
    pieces.filter(move |(piece, _)| any(piece)).flat_map(|(piece, start)| {
        let bytes = piece.iter().zip(start..);
        bytes.filter(|(byte, _)| is_suspect(**byte)).map(|(_, at)| at)
    })
}

/// Writes text between tags or in an attribute. What XML cannot bear, and what would act instead of being seen, is shown as
/// U+FFFD; line breaks and tabs are spaces.
pub(super) fn text(out: &mut Vec<u8>, content: &str) {
    let mut written = 0;
    for at in suspects(content) {
        let Some(c) = content.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        let instead = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\n' | '\t' | '\r' => " ",
            '\u{fffe}' | '\u{ffff}' => "\u{fffd}",
            c if steers(c) => "\u{fffd}",
            _ => continue,
        };
        out.extend_from_slice(content.get(written..at).unwrap_or("").as_bytes());
        out.extend_from_slice(instead.as_bytes());
        written = at + c.len_utf8();
    }
    out.extend_from_slice(content.get(written..).unwrap_or("").as_bytes());
}

/// Writes a path of ids so that it may stand in an XML id: letters and digits of any script, `-`, `_` and `.` stay, the
/// `#` of a position goes, anything else becomes its number.
pub(super) fn id(out: &mut Vec<u8>, path: &str) {
    if path.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')) {
        return out.extend_from_slice(path.as_bytes());
    }
    for c in path.chars() {
        match c {
            '#' => {}
            'a'..='z'
            | 'A'..='Z'
            | '0'..='9'
            | '-'
            | '_'
            | '.'
            | '\u{c0}'..='\u{d6}'
            | '\u{d8}'..='\u{f6}'
            | '\u{f8}'..='\u{37d}'
            | '\u{37f}'..='\u{1fff}'
            | '\u{200c}'..='\u{200d}'
            | '\u{2070}'..='\u{218f}'
            | '\u{2c00}'..='\u{2fef}'
            | '\u{3001}'..='\u{d7ff}'
            | '\u{f900}'..='\u{fdcf}'
            | '\u{fdf0}'..='\u{fffd}'
            | '\u{10000}'..='\u{effff}' => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            other => {
                out.extend_from_slice(format!("_x{:x}_", u32::from(other)).as_bytes());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_at_most_one_decimal() {
        for (px, text) in
            [(0, "0"), (5, "0.5"), (-5, "-0.5"), (120, "12"), (12_345, "1234.5"), (-98_760, "-9876"), (i32::MIN, "-214748364.8")]
        {
            assert_eq!(written(|out| number(out, Px(px))), text);
        }
    }

    #[test]
    fn text_is_escaped_and_cleaned() {
        assert_eq!(written(|out| text(out, "R&D <b> \"x\"")), "R&amp;D &lt;b&gt; &quot;x&quot;");
        assert_eq!(written(|out| text(out, "2 – 5 é\u{85}设\u{ffff}\u{7f}")), "2 – 5 é\u{fffd}设\u{fffd}\u{fffd}");
        assert_eq!(written(|out| text(out, "a\u{1}b\u{202e}c\u{2066}d\ne")), "a\u{fffd}b\u{fffd}c\u{fffd}d e");
    }

    #[test]
    fn ids_keep_letters_of_every_script() {
        assert_eq!(written(|out| id(out, "выпуск.#3.设计")), "выпуск.3.设计");
        assert_eq!(written(|out| id(out, "aªb")), "a_xaa_b");
    }
}
