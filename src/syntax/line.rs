//! Logical lines: where margin, body and comment part.
//!
//! The stretches tile the text, so nothing of a file is ever lost: a line is its margin, its body, what stands between the body
//! and the ending (spaces and a comment), and the ending. Everything works on bytes; only ASCII bytes are looked for.

use std::ops::Range;

use crate::span::TextRange;

/// One line of the text, endings excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LogicalLine {
    /// Offset of the first byte; the line reaches to the next line's.
    pub(super) start: u32,
    /// The statement, without margin, comment, ending and the spaces before them; empty at the end of the margin where there is none.
    pub(super) body: TextRange,
    /// Offset of the ending, or of the end of the text.
    pub(super) end: u32,
}

/// Splits a stretch of `text`, which begins where a line does, into lines; a last line without ending counts, an empty one does not.
pub(super) fn split(text: &str, range: Range<usize>, mut each: impl FnMut(LogicalLine)) {
    let mut start = range.start;
    while let Some(rest) = text.get(start..range.end).filter(|rest| !rest.is_empty()) {
        let (line, next) = match rest.split_once('\n') {
            Some((line, _)) => (line, start + line.len() + 1),
            None => (rest, range.end),
        };
        let line = line.strip_suffix('\r').unwrap_or(line);
        each(part(line, offset(start)));
        start = next;
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Parts one line, which begins at `start` and has no ending.
fn part(line: &str, start: u32) -> LogicalLine {
    let margin = margin_of(line, start);
    let body = line.get(margin..).unwrap_or("");
    let end = margin + statement_of(body).trim_end_matches([' ', '\t']).len();
    LogicalLine { start, body: TextRange::new(start + offset(margin), start + offset(end)), end: start + offset(line.len()) }
}

/// Returns the length of the margin; a byte-order mark at the very beginning belongs to it.
fn margin_of(line: &str, start: u32) -> usize {
    let mark = if start == 0 && line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let rest = line.get(mark..).unwrap_or("");
    mark + rest.len() - rest.trim_start_matches([' ', '\t']).len()
}

/// Returns what stands before the comment.
fn statement_of(body: &str) -> &str {
    if !body.contains('#') {
        return body;
    }
    let bytes = body.as_bytes();
    let is_entry = body.starts_with("- [");
    let mut quoted = false;
    let mut before = b' ';
    let mut escaped = false;
    for (at, byte) in bytes.iter().copied().enumerate() {
        match byte {
            b'"' if !escaped && (quoted || closes(bytes, at)) => quoted = !quoted,
            b'#' if !quoted && matches!(before, b' ' | b'\t') && !is_number(body, at, is_entry) => return body.get(..at).unwrap_or(""),
            _ => {}
        }
        escaped = quoted && byte == b'\\' && !escaped;
        before = byte;
    }
    body
}

/// Tells whether the quote at `at` opens a text; in an entry of a checklist a lone quote is a sign like any other.
fn closes(bytes: &[u8], at: usize) -> bool {
    !bytes.starts_with(b"- [") || bytes.get(at + 1..).is_some_and(|rest| rest.contains(&b'"'))
}

/// Tells whether the `#` at `at` begins a number rather than a comment: in a checklist entry, and after `key`.
fn is_number(body: &str, at: usize, is_entry: bool) -> bool {
    let follows = body.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit);
    follows && (is_entry || is_key(body.get(..at).unwrap_or("")))
}

fn is_key(before: &str) -> bool {
    let word = before.trim_end_matches([' ', '\t']);
    word.len() < before.len() && word.strip_suffix("key").is_some_and(|head| head.is_empty() || head.ends_with([' ', '\t', ',']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, bodies: &[&str]) {
        let mut found = Vec::new();
        let mut next = 0;
        split(text, 0..text.len(), |line| {
            assert_eq!(line.start, next);
            found.push(&text[line.body.start as usize..line.body.end as usize]);
            let ending = text[line.end as usize..].chars().take_while(|c| matches!(c, '\r' | '\n')).take(2).collect::<String>();
            next = line.end + offset(ending.find('\n').map_or(ending.len(), |at| at + 1));
        });
        assert_eq!(next as usize, text.len());
        assert_eq!(found, bodies);
    }

    #[test]
    fn margins_comments_and_endings_fall_away() {
        check("task a\r\n  task b \t# why\n\n# all\n   \n\tdone", &["task a", "task b", "", "", "", "done"]);
    }

    #[test]
    fn byte_order_mark_is_margin() {
        check("\u{feff}task a\n", &["task a"]);
    }

    #[test]
    fn hash_inside_word_or_quotes_is_text() {
        check("link https://x.org/#top # but", &["link https://x.org/#top"]);
        check(r#"note "a # b \" # c" # d"#, &[r#"note "a # b \" # c""#]);
    }

    #[test]
    fn hash_before_digit_is_text_in_entries_and_after_key() {
        check("- [ ] fix #12 # later", &["- [ ] fix #12"]);
        check("- [ ] a 24\" screen # later", &["- [ ] a 24\" screen"]);
        check("task a key #12 #12", &["task a key #12"]);
        check("task monkey #12", &["task monkey"]);
    }
}
