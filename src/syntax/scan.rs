//! What is refused before anybody reads it: control characters, overlong lines, files beyond the limit.
//!
//! One linear look at the bytes. A character that hides or reorders text could make a plan read otherwise than it is, so
//! its line is not read; joiners and the marks of right-to-left scripts are part of honest writing and stay.

use super::line::LogicalLine;
use crate::diagnostic::{Code, Diagnostics};
use crate::span::{SourceId, Span, TextRange};

/// The longest line, in bytes.
const LONGEST_LINE: u32 = 32 * 1024;

/// The largest file, in bytes.
const LARGEST_FILE: usize = 64 * 1024 * 1024;

/// Reports a text that is too large to be read; tells whether it may be read.
pub(super) fn fits(text: &str, file: SourceId, diagnostics: &mut Diagnostics) -> bool {
    let fits = text.len() <= LARGEST_FILE;
    if !fits {
        let first_line = text.lines().next().map_or(0, |line| line.len().min(80));
        let place = TextRange::new(0, (0..=first_line).rev().find(|at| text.is_char_boundary(*at)).map_or(0, offset));
        diagnostics
            .report(Code::FileTooLarge, Span::new(file, place), "the file is larger than 64 MiB")
            .help("split it, and let one file `include` the others");
    }
    fits
}

/// Reports what keeps `line` of `text` from being read; tells whether it may be read.
pub(super) fn accepts(text: &str, line: LogicalLine, file: SourceId, diagnostics: &mut Diagnostics) -> bool {
    let content = text.get(line.start as usize..line.end as usize).unwrap_or("");
    if offset(content.len()) > LONGEST_LINE {
        let shown = (0..=80).rev().find(|at| content.is_char_boundary(*at)).map_or(0, offset);
        diagnostics
            .report(Code::LineTooLong, Span::new(file, TextRange::new(line.start, line.start + shown)), "a line is longer than 32 KiB")
            .help("write its clauses on lines of their own; `after`, `by` and `tag` may be repeated");
        return false;
    }
    if content.bytes().fold(false, |odd, byte| odd | !(b' '..0x7f).contains(&byte))
        && let Some((at, c)) = content.char_indices().find(|(_, c)| is_refused(*c))
    {
        report_character(line.start + offset(at), c, file, diagnostics);
        return false;
    }
    true
}

fn is_refused(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn report_character(start: u32, c: char, file: SourceId, diagnostics: &mut Diagnostics) {
    let code = u32::from(c);
    let (message, help) = match c {
        '\r' => ("a carriage return stands inside a line".to_owned(), "lines end with LF or CR LF"),
        '\u{202a}'..='\u{2069}' => {
            (format!("a character that reorders text is hidden here (U+{code:04X})"), "delete it; it makes the line look other than it is")
        }
        _ => (format!("a control character is hidden here (U+{code:04X})"), "delete it"),
    };
    let span = Span::new(file, TextRange::new(start, start + offset(c.len_utf8())));
    diagnostics.report(Code::ControlCharacter, span, message).help(help).fix("delete it", span, "");
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
