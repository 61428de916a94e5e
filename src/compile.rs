//! The route from text to a schedule, on one screen.

use std::path::Path;

use crate::calendar::Day;
use crate::diagnostic::Diagnostics;
use crate::model::Plan;
use crate::schedule::Schedule;
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
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The status date, instead of the plan's own.
    pub as_of: Option<Day>,
}

/// Everything that came of a plan. It is whole even when the plan is wrong, so that editors can work with it.
#[derive(Clone, Debug, Default)]
pub struct Compilation {
    /// Every text that was read; the root first.
    pub sources: Sources,
    /// The parsed texts, in the order of the sources.
    pub documents: Vec<Document>,
    /// What they mean.
    pub plan: Plan,
    /// The dates; empty when an error kept the plan from being scheduled.
    pub schedule: Schedule,
    /// Everything there is to say, errors first, lints included.
    pub diagnostics: Diagnostics,
}
