//! The lines that a diagnostic quotes, cut out of their file before anything is drawn.
//!
//! Marks that lie close together share an excerpt; those far apart get one each, so that two places at the ends of a long
//! file do not quote the file between them. A line is cut to a window around its first mark, hidden characters are
//! spelled out, and no two marks overlap: what draws the excerpt need not know of long lines, controls or a missing last
//! line break. Every lookup goes through the shared line index, so an excerpt costs the same in any size of file.

use std::ops::Range;

use super::Diagnostic;
use super::visible::visible;
use crate::line_index::Position;
use crate::source::{Source, Sources};
use crate::span::{SourceId, Span};

/// Marks fewer lines apart than this share an excerpt.
const NEAR: usize = 4;
/// More marks than this are counted, not drawn.
const MOST_MARKS: usize = 16;

/// A few whole lines with marks on them.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The name of the file.
    pub name: String,
    /// The text to draw; every line ends in a line break.
    pub text: String,
    /// The number of the first line, from zero.
    pub first_line: usize,
    /// Where the excerpt's first mark, or the fault itself, begins in the file.
    pub at: Position,
    /// Places in `text`, in order, none overlapping.
    pub marks: Vec<Mark>,
}

/// A stretch of one line of an excerpt.
#[derive(Debug)]
pub(super) struct Mark {
    /// Bytes of the excerpt's text; empty for a place between characters.
    pub range: Range<usize>,
    /// What is said there; may be empty.
    pub message: String,
    /// Whether this is the fault itself and not a place that explains it.
    pub primary: bool,
}

/// A mark in the file, before anything is cut: one line's stretch.
struct Place<'a> {
    file: SourceId,
    line: usize,
    range: Range<usize>,
    message: &'a str,
    primary: bool,
}

/// Returns what `diagnostic` quotes, the fault first, then the other places in order; and how many marks were left out.
///
/// A line is cut to `columns` characters. A file without text is not quoted.
pub(super) fn excerpts(sources: &Sources, diagnostic: &Diagnostic, columns: usize) -> (Vec<Excerpt>, usize) {
    let mut places = vec![place(sources, diagnostic.span, diagnostic.note.as_deref().unwrap_or(""), true)];
    let labels = diagnostic.labels.iter().map(|label| place(sources, label.span, &label.message, false));
    places.extend(labels.take(MOST_MARKS));
    let left_out = diagnostic.labels.len().saturating_sub(MOST_MARKS);
    places.retain(|place| !sources.get(place.file).text.is_empty());
    places.sort_by_key(|place| (place.file, place.line, place.range.start));
    let mut groups: Vec<&[Place<'_>]> = places.chunk_by(|a, b| a.file == b.file && b.line - a.line < NEAR).collect();
    groups.sort_by_key(|group| !group.iter().any(|place| place.primary));
    (groups.into_iter().map(|group| excerpt(sources, group, columns)).collect(), left_out)
}

/// Brings a span onto one line: a stretch that goes on is cut at the line's end, the end of the text belongs to its last line.
fn place<'a>(sources: &Sources, span: Span, message: &'a str, primary: bool) -> Place<'a> {
    let source = sources.get(span.file);
    let (text, lines) = (source.text.as_str(), source.lines());
    let mut start = floor(text, span.start as usize);
    if start == text.len() && text.ends_with('\n') {
        start = text.trim_end_matches(['\n', '\r']).len();
    }
    let line = lines.line_of(u32::try_from(start).unwrap_or(u32::MAX));
    let content = content(source, line);
    let start = start.clamp(content.start, content.end);
    let end = floor(text, span.end as usize).clamp(start, content.end);
    Place { file: span.file, line, range: start..end, message, primary }
}

/// Returns the bytes of a line without its line break, and without the byte-order mark on the first.
fn content(source: &Source, line: usize) -> Range<usize> {
    let start = source.lines().start_of(line).map_or(source.text.len(), |start| start as usize);
    let end = source.lines().start_of(line + 1).map_or(source.text.len(), |next| next as usize);
    let text = source.text.get(start..end).unwrap_or("");
    let mark = if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let text = text.strip_suffix('\n').unwrap_or(text);
    start + mark..(start + text.strip_suffix('\r').unwrap_or(text).len()).max(start + mark)
}

fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn excerpt(sources: &Sources, group: &[Place<'_>], columns: usize) -> Excerpt {
    let (first, last) = (group.first().expect("a group has a place"), group.last().expect("a group has a place"));
    let source = sources.get(first.file);
    let head = group.iter().find(|place| place.primary).unwrap_or(first);
    let mut excerpt = Excerpt {
        name: visible(&source.name).into_owned(),
        text: String::new(),
        first_line: first.line,
        at: source.position(u32::try_from(head.range.start).unwrap_or(u32::MAX)),
        marks: Vec::with_capacity(group.len()),
    };
    for line in first.line..=last.line {
        let marked: Vec<&Place<'_>> = group.iter().filter(|place| place.line == line).collect();
        quote(&mut excerpt, source, content(source, line), &marked, columns);
    }
    excerpt.marks = apart(std::mem::take(&mut excerpt.marks));
    excerpt
}

/// Appends one line, or a window of it, and the marks that lie on it.
fn quote(excerpt: &mut Excerpt, source: &Source, line: Range<usize>, places: &[&Place<'_>], columns: usize) {
    let text = |range: Range<usize>| source.text.get(range).unwrap_or("");
    let focus = places.iter().find(|place| place.primary).or(places.first()).map_or(line.start, |place| place.range.start);
    let window = window(&source.text, line.clone(), focus, columns);
    let base = excerpt.text.len();
    if line.start < window.start {
        excerpt.text.push('…');
    }
    let origin = excerpt.text.len();
    excerpt.text.push_str(&visible(text(window.clone())));
    let end = excerpt.text.len();
    if window.end < line.end {
        excerpt.text.push('…');
    }
    let shown = |offset: usize| match offset {
        before if before < window.start => base,
        after if window.end < after => end,
        within => origin + visible(text(window.start..within)).len(),
    };
    for place in places {
        let range = shown(place.range.start)..shown(place.range.end);
        excerpt.marks.push(Mark { range, message: visible(place.message).into_owned(), primary: place.primary });
    }
    excerpt.text.push('\n');
}

/// Returns the part of a line to show: all of it, or `columns` characters, a third of them before `focus`.
fn window(text: &str, line: Range<usize>, focus: usize, columns: usize) -> Range<usize> {
    let whole = text.get(line.clone()).unwrap_or("");
    if whole.len() <= columns || whole.chars().count() <= columns {
        return line;
    }
    let before = text.get(line.start..focus).unwrap_or("");
    let start = before.char_indices().rev().nth(columns / 3).map_or(line.start, |(at, _)| line.start + at);
    let rest = text.get(start..line.end).unwrap_or("");
    let end = rest.char_indices().nth(columns).map_or(line.end, |(at, _)| start + at);
    if end < line.end {
        return start..end;
    }
    let start = whole.char_indices().rev().nth(columns - 1).map_or(line.start, |(at, _)| line.start + at);
    start..line.end
}

/// Puts marks in order and pulls overlapping ones apart, because they are drawn side by side: what begins later keeps its
/// place, what covers it ends where it begins; of two that begin together the longer goes on after the shorter, and two
/// of the same stretch become one.
fn apart(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.range.start, mark.range.end));
    marks.dedup_by(|mark, kept| mark.range == kept.range && join(kept, mark));
    let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
    for mut mark in marks {
        if let Some(last) = kept.last_mut() {
            if mark.range.start <= last.range.start {
                mark.range.start = last.range.end.min(mark.range.end);
            } else if mark.range.start < last.range.end {
                last.range.end = mark.range.start;
            }
        }
        kept.push(mark);
    }
    kept
}

/// Adds what `other` says to `mark`; they are one from now on.
fn join(mark: &mut Mark, other: &Mark) -> bool {
    mark.primary |= other.primary;
    if !mark.message.is_empty() && !other.message.is_empty() && mark.message != other.message {
        mark.message.push_str("; ");
        mark.message.push_str(&other.message);
    } else if mark.message.is_empty() {
        mark.message.push_str(&other.message);
    }
    true
}
