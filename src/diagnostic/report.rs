//! What is shown of all that was found: which diagnostics, and how many there were.

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::Sources;

/// A diagnostic with the texts that its places lie in.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'a> {
    /// The texts of its compilation.
    pub sources: &'a Sources,
    /// What was found.
    pub diagnostic: &'a Diagnostic,
}

/// The diagnostics to show, and counts of all of them.
#[derive(Clone, Debug, Default)]
pub struct Report<'a> {
    /// What is shown, errors first.
    pub findings: Vec<Finding<'a>>,
    /// How many errors there are, shown or not.
    pub errors: usize,
    /// How many warnings there are, shown or not.
    pub warnings: usize,
}

impl<'a> Report<'a> {
    /// Takes what several compilations found: errors before warnings, each in the order given, at most `limit` of them shown.
    #[must_use]
    pub fn of(compilations: impl IntoIterator<Item = (&'a Sources, &'a Diagnostics)>, limit: usize) -> Self {
        let all = |(sources, diagnostics): (&'a Sources, &'a Diagnostics)| {
            diagnostics.iter().map(move |diagnostic| Finding { sources, diagnostic })
        };
        let mut findings: Vec<Finding<'a>> = compilations.into_iter().flat_map(all).collect();
        findings.sort_by_key(|finding| finding.diagnostic.severity);
        let errors = findings.partition_point(|finding| finding.diagnostic.severity <= Severity::Error);
        let warnings = findings.len() - errors;
        findings.truncate(limit);
        Self { findings, errors, warnings }
    }

    /// Tells whether some diagnostics are not shown.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.findings.len() < self.errors + self.warnings
    }

    /// Says that not everything is shown: `the first 50 are shown`.
    #[must_use]
    pub fn cut(&self) -> String {
        match self.findings.len() {
            0 => "none is shown".to_owned(),
            1 => "the first is shown".to_owned(),
            n => format!("the first {n} are shown"),
        }
    }

    /// Returns the counts in words: `3 errors, 1 warning`; empty when nothing was found.
    #[must_use]
    pub fn counts(&self) -> String {
        let count = |n: usize, noun: &str| match n {
            0 => None,
            1 => Some(format!("1 {noun}")),
            _ => Some(format!("{n} {noun}s")),
        };
        let parts: Vec<String> = [count(self.errors, "error"), count(self.warnings, "warning")].into_iter().flatten().collect();
        parts.join(", ")
    }
}

impl Severity {
    /// Returns the word that is printed: `error`, `warning`, and `note` for what is silent until asked for.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Allowed => "note",
        }
    }
}
