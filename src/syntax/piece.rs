//! The parts of one line by the grammar's rules, in a flat list: what is read, whoever found it.
//!
//! Most lines of a plan are taken apart by `quick`, the rest by pest; both leave the same list, so that a test can compare
//! them part by part and only one reader, `lower`, knows what the parts mean.

use pest::iterators::Pairs;

use super::grammar::Rule;

/// One part of a line, with how many of those that follow it are inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) rule: Rule,
    /// Where it begins in the line's text, in bytes.
    pub(super) start: u32,
    /// Where it ends.
    pub(super) end: u32,
    pub(super) inside: u32,
}

/// Adds what pest found; the depth is that of the grammar, which does not recur.
pub(super) fn add(pairs: Pairs<'_, Rule>, pieces: &mut Vec<Piece>) {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    for pair in pairs {
        let (at, span) = (pieces.len(), pair.as_span());
        pieces.push(Piece { rule: pair.as_rule(), start: offset(span.start()), end: offset(span.end()), inside: 0 });
        add(pair.into_inner(), pieces);
        let inside = offset(pieces.len() - at - 1);
        if let Some(piece) = pieces.get_mut(at) {
            piece.inside = inside;
        }
    }
}

/// Parts that stand side by side, from the first to the last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts<'t> {
    text: &'t str,
    rest: &'t [Piece],
}

/// One part with its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'t> {
    /// What it is.
    pub(super) rule: Rule,
    /// Where it begins in the line's text.
    pub(super) start: u32,
    /// Its characters.
    pub(super) text: &'t str,
    /// What is inside it.
    pub(super) inside: Parts<'t>,
}

impl<'t> Parts<'t> {
    /// Returns the parts of a line's `text`.
    pub(super) const fn new(text: &'t str, pieces: &'t [Piece]) -> Self {
        Self { text, rest: pieces }
    }

    /// Returns the next part without taking it.
    pub(super) fn peek(&self) -> Option<Part<'t>> {
        let mut ahead = *self;
        ahead.next()
    }

    /// Takes the next part if it is of `rule`.
    pub(super) fn next_if(&mut self, rule: Rule) -> Option<Part<'t>> {
        let is_next = self.rest.first().is_some_and(|piece| piece.rule == rule);
        if is_next { self.next() } else { None }
    }
}

impl<'t> Iterator for Parts<'t> {
    type Item = Part<'t>;

    fn next(&mut self) -> Option<Part<'t>> {
        let (piece, rest) = self.rest.split_first()?;
        let (inside, rest) = rest.split_at_checked(piece.inside as usize)?;
        self.rest = rest;
        let text = self.text.get(piece.start as usize..piece.end as usize).unwrap_or("");
        Some(Part { rule: piece.rule, start: piece.start, text, inside: Self { text: self.text, rest: inside } })
    }
}
