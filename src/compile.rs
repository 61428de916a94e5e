//! The route from text to a schedule, on one screen.
//!
//! Every stage returns what it could make and what it has to say, never an error, so that an editor can work with a plan
//! that is half written. What a later stage would say only because an earlier one failed is left out here.

mod reach;

use std::path::Path;

use crate::calendar::Day;
use crate::diagnostic::{Code, Diagnostics};
use crate::lint::{self, Lints};
use crate::model::{self, Parts, Plan};
use crate::schedule::leveling::{Budget, Progress};
use crate::schedule::{self, Schedule};
use crate::source::Sources;
use crate::syntax::Document;

/// Where included files come from: the disk, an editor's unsaved buffers, a test.
pub trait Files {
    /// Returns the bytes of the file at `path`, relative to the plan's folder.
    ///
    /// # Errors
    /// A sentence for the reader when there is no such regular file inside the folder.
    fn read(&self, path: &Path) -> Result<Vec<u8>, String>;
}

/// What a compilation may be told beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The status date, instead of the plan's own.
    pub as_of: Option<Day>,
    /// Which lints to run.
    pub lints: Lints,
    /// Whether the parsed texts are handed out too, as editors want them. Otherwise they are freed as soon as the plan is
    /// resolved, before there are dates: at a million tasks they are a third of all memory.
    pub keep_documents: bool,
    /// How much is tried for an order of the work in which little waits for people.
    pub level: Budget,
}

impl Default for Options {
    fn default() -> Self {
        Self { as_of: None, lints: Lints::default(), keep_documents: true, level: Budget::Portfolio }
    }
}

/// Everything that came of a plan. It is whole even when the plan is wrong, so that editors can work with it.
#[derive(Clone, Debug, Default)]
pub struct Compilation {
    /// Every text that was read; the root first.
    pub sources: Sources,
    /// The parsed texts, in the order of the sources; none unless they were to be kept.
    pub documents: Vec<Document>,
    /// What they mean.
    pub plan: Plan,
    /// The dates; empty when an error kept the plan from being scheduled.
    pub schedule: Schedule,
    /// Everything there is to say, errors first, lints included.
    pub diagnostics: Diagnostics,
}

/// Compiles the plan in `text`, which readers know as `name`: its path as it was typed, or `-`. Files that it includes come from `files`.
#[must_use]
pub fn compile(name: &str, text: impl Into<String>, files: &dyn Files, options: &Options) -> Compilation {
    compile_watched(name, text, files, options, &mut |_| ())
}

/// Does the same and tells `each` how far leveling is, again and again.
#[must_use]
pub fn compile_watched(
    name: &str,
    text: impl Into<String>,
    files: &dyn Files,
    options: &Options,
    each: &mut dyn FnMut(Progress),
) -> Compilation {
    let reached = reach::read(name, text.into(), files);
    let reach::Reached { sources, mut documents, includes, holidays, mut diagnostics } = reached;
    let parts = Parts { sources: &sources, documents: &documents, includes: &includes, holidays: &holidays, as_of: options.as_of };

    let (plan, found) = model::resolve(parts);
    diagnostics.append(found);

    let mut advice = Diagnostics::new();
    if !diagnostics.has_errors() {
        let schedule = Schedule::default();
        let cx = lint::Context { sources: &sources, documents: &documents, plan: &plan, schedule: &schedule, lints: options.lints };
        lint::check_text(&cx, &mut advice);
    }
    if !options.keep_documents {
        documents = Vec::new();
    }

    let (schedule, mut found) = schedule::schedule_within(&plan, options.level, each);
    if diagnostics.has_errors() {
        // Dates of a plan with holes are for editors to show; only a cycle is certain whatever is missing.
        found.retain(|diagnostic| diagnostic.code == Code::Cycle);
    }
    diagnostics.append(found);

    if !diagnostics.has_errors() {
        let cx = lint::Context { sources: &sources, documents: &documents, plan: &plan, schedule: &schedule, lints: options.lints };
        lint::check_dates(&cx, &mut advice);
        diagnostics.append(advice);
    }
    diagnostics.sort();
    Compilation { sources, documents, plan, schedule, diagnostics }
}
