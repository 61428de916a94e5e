//! What the terminal can do and wants, asked once; and the two streams that a person reads.

use std::io::{self, IsTerminal, Write};

use super::args::{Common, When};
use super::{Exit, Failure};
use crate::diagnostic::render::Look;
use crate::diagnostic::wrap;

/// The two output streams and how to write to each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Console {
    /// Standard output.
    pub out: Look,
    /// Standard error.
    pub err: Look,
    /// Whether standard output is a terminal.
    pub shown: bool,
    /// Whether somebody watches standard error and wants to hear of progress.
    pub watched: bool,
    /// Say nothing but what is wrong.
    pub quiet: bool,
}

/// What became of the bytes of a product on standard output.
pub(super) type Written = Result<(), Failure>;

impl Console {
    /// Asks the environment: `--color` wins, then NO_COLOR, then CLICOLOR_FORCE, then whether it is a terminal.
    pub(super) fn of(common: &Common) -> Self {
        let err_is_terminal = io::stderr().is_terminal();
        Self {
            out: look(common.color, io::stdout().is_terminal()),
            shown: io::stdout().is_terminal(),
            err: look(common.color, err_is_terminal),
            watched: err_is_terminal && !is_dumb() && !common.quiet,
            quiet: common.quiet,
        }
    }

    /// Writes a product to standard output in one go.
    pub(super) fn print(&self, text: &str) -> Written {
        self.write(|out| out.write_all(text.as_bytes()))
    }

    /// Lets `write` write to standard output through one buffer and one lock. A reader who has left is no failure.
    pub(super) fn write(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Written {
        let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
        end(write(&mut out).and_then(|()| out.flush()), "standard output")
    }

    /// Lets `write` write to standard error through one buffer and one lock; nobody can be told if that fails.
    pub(super) fn write_err(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let mut out = io::BufWriter::with_capacity(1 << 16, io::stderr().lock());
        let _ = write(&mut out).and_then(|()| out.flush());
    }

    /// Says a line to the person, unless they asked for quiet.
    pub(super) fn say(&self, line: &str) {
        if !self.quiet {
            self.write_err(|out| writeln!(out, "{line}"));
        }
    }

    /// Says why the command stops, in the shape of a diagnostic.
    pub(super) fn fail(&self, sentence: &str, help: Option<&str>) {
        self.tell(("error:", "\x1b[1;31m"), sentence, help);
    }

    /// Says what is not as it should be with what is written all the same, in the shape of a diagnostic.
    pub(super) fn warn(&self, sentence: &str, help: &str) {
        self.tell(("warning:", "\x1b[1;33m"), sentence, Some(help));
    }

    fn tell(&self, (word, colour): (&str, &str), sentence: &str, help: Option<&str>) {
        self.write_err(|out| {
            let mut text = String::new();
            wrap(&mut text, sentence, self.err.width, word.len() + 1, "  ");
            writeln!(out, "{} {}", self.err.paint(colour, word), self.err.paint("\x1b[1m", &text))?;
            text.clear();
            wrap(&mut text, help.unwrap_or_default(), self.err.width, "  help: ".len(), "        ");
            if text.is_empty() { Ok(()) } else { writeln!(out, "  {} {text}", self.err.paint("\x1b[36m", "help:")) }
        });
    }
}

/// Judges what became of a write: a closed pipe ends quietly, everything else is told.
pub(super) fn end(result: io::Result<()>, place: &str) -> Written {
    match result {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::new(Exit::NotWritten, format!("{place} cannot be written: {}", reason(&error)))),
    }
}

/// Returns what an error of the system says, without its number.
pub(super) fn reason(error: &io::Error) -> String {
    let known = [
        (io::ErrorKind::NotFound, "there is no such file or folder"),
        (io::ErrorKind::PermissionDenied, "permission denied"),
        (io::ErrorKind::StorageFull, "the disk is full"),
        (io::ErrorKind::ReadOnlyFilesystem, "the disk is read-only"),
    ];
    if let Some((_, words)) = known.iter().find(|(kind, _)| *kind == error.kind()) {
        return (*words).to_owned();
    }
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

/// Tells whether colour goes to a stream.
pub(super) fn colour(when: When, is_terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) => false,
        When::Auto => set("CLICOLOR_FORCE") || (is_terminal && !is_dumb()),
    }
}

/// Tells whether the terminal says of itself that it knows no escape sequences.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Returns how wide the help is.
pub(super) fn help_width() -> usize {
    look(When::Never, io::stdout().is_terminal()).width.min(Look::PLAIN.width)
}

/// A file or pipe gets a fixed width whatever the environment says; a terminal its own.
fn look(when: When, is_terminal: bool) -> Look {
    let colour = colour(when, is_terminal);
    if !is_terminal {
        return Look { colour, ..Look::PLAIN };
    }
    let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0).clamp(40, 160));
    Look { colour, width, quoted: width.saturating_sub(8).max(32) }
}
