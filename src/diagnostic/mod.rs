//! What the writer of a plan is told: one plain struct, one table of codes, one renderer.
//!
//! There is no error type per module. The sentence is written where the fault is known; everything after that
//! (severity, order, colour, format) happens here and at the edge.

mod code;
mod excerpt;
pub mod github;
pub mod json;
pub mod render;
mod report;
pub mod sarif;
pub mod short;
mod suggest;
mod visible;
mod wrap;

pub use code::{Code, Severity};
pub use report::{Finding, Report};
pub use suggest::suggest;
pub use visible::visible;
pub(crate) use wrap::wrap;

use crate::span::Span;

/// One fault or piece of advice, with every place that the reader must see to understand it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which entry of the table this is.
    pub code: Code,
    /// The code's own severity until the command line or the plan's settings change it.
    pub severity: Severity,
    /// One sentence in the planner's words: lower case, no full stop, names in backticks.
    pub message: String,
    /// The smallest stretch of text that is wrong.
    pub span: Span,
    /// What is said at that place itself, if the message does not say it all.
    pub note: Option<String>,
    /// The other places that make it wrong, in reading order.
    pub labels: Vec<Label>,
    /// What to type or where to look.
    pub help: Option<String>,
    /// Edits that mend it; the first is the best.
    pub fixes: Vec<Fix>,
}

/// Another place with the reason why it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// Why this place.
    pub message: String,
}

/// A change of the text that an editor can apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the change does: "write `design`".
    pub message: String,
    /// The replacements, none overlapping.
    pub edits: Vec<Edit>,
}

/// One replacement of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The text to replace; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Diagnostic {
    /// Adds what is said at the primary place itself.
    pub fn note(&mut self, message: impl Into<String>) -> &mut Self {
        self.note = Some(message.into());
        self
    }

    /// Adds another place and why it is shown.
    pub fn label(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// Says what to do. An empty help is none.
    pub fn help(&mut self, message: impl Into<String>) -> &mut Self {
        self.help = Some(message.into()).filter(|help| !help.is_empty());
        self
    }

    /// Offers to replace the text of `span` with `text`.
    pub fn fix(&mut self, message: impl Into<String>, span: Span, text: impl Into<String>) -> &mut Self {
        self.fixes.push(Fix { message: message.into(), edits: vec![Edit { span, text: text.into() }] });
        self
    }
}

/// The diagnostics of a stage, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Returns an empty sink.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic with the code's own severity and hands it back to be completed.
    pub fn report(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.list.push(Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            span,
            note: None,
            labels: Vec::new(),
            help: None,
            fixes: Vec::new(),
        });
        self.list.last_mut().expect("one was pushed just now")
    }

    /// Takes over everything that another stage found.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Tells whether anything keeps the plan from being drawn.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Returns how many diagnostics there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Tells whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns the diagnostics in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Keeps only what `keep` accepts, which may also change it (a severity, say).
    pub fn retain(&mut self, keep: impl FnMut(&mut Diagnostic) -> bool) {
        self.list.retain_mut(keep);
    }

    /// Puts errors before warnings, and each in the order of files and places.
    pub fn sort(&mut self) {
        self.list.sort_by_key(|diagnostic| (diagnostic.severity, diagnostic.span, diagnostic.code));
    }
}
