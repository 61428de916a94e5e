//! Places in source text.
//!
//! A span knows its file, so a place can travel through every stage and still be shown; offsets are bytes in
//! thirty-two bits because a file is at most 64 MiB and a plan holds millions of places.

/// A file of one compilation, numbered in the order in which it was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A stretch of one file's text, in bytes: `start` is the first, `end` one past the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file that holds the text.
    pub file: SourceId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset one past the last byte.
    pub end: u32,
}

impl Span {
    /// Returns the span of `range` in `file`.
    #[must_use]
    pub const fn new(file: SourceId, range: TextRange) -> Self {
        Self { file, start: range.start, end: range.end }
    }

    /// Returns the smallest span that covers both; the two must lie in one file.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A stretch within one line, in two thirds of a [`Span`]'s bytes: a plan keeps millions of them.
///
/// A line is at most 32 KiB long and a plan at most a thousand files, so sixteen bits say its length and its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    start: u32,
    len: u16,
    file: u16,
}

impl Place {
    /// Returns the place of `span`, which lies in one line.
    #[must_use]
    pub fn of(span: Span) -> Self {
        let short = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
        Self { start: span.start, len: short(span.end.saturating_sub(span.start)), file: short(span.file.0) }
    }

    /// Returns it as every other place is told.
    #[must_use]
    pub const fn span(self) -> Span {
        Span { file: SourceId(self.file as u32), start: self.start, end: self.start.saturating_add(self.len as u32) }
    }
}

/// A stretch of the text at hand, in bytes from the start of its file; the owner knows which file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRange {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset one past the last byte.
    pub end: u32,
}

impl TextRange {
    /// Returns the range from `start` up to `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Returns the number of bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Tells whether no byte is covered.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
}
