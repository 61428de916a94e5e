//! Colour for terminals, where it is allowed.
//!
//! Only the sixteen colours that every terminal has and its owner chose, so that a light background stays readable;
//! colour never says what words or shapes do not say too.

/// Whether a terminal's colours may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Characters only: files, pipes, `NO_COLOR`.
    Plain,
    /// With ANSI colours.
    Colour,
}

/// What a piece of text is, which decides how it is inked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing special.
    #[default]
    Plain,
    /// A title or the name of a phase.
    Strong,
    /// What should step back.
    Faint,
    /// On the critical path.
    Critical,
    /// Misses a deadline.
    Late,
}

impl Role {
    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Critical => "31",
            Self::Late => "1;31",
        }
    }
}

impl Ink {
    /// Appends `text`, which must be printable, in the ink of `role`.
    pub(super) fn write(self, out: &mut String, role: Role, text: &str) {
        self.code(out, role.code(), text);
    }

    /// Appends `text` with the given ANSI codes.
    pub(super) fn code(self, out: &mut String, code: &str, text: &str) {
        match self {
            Self::Colour if !code.is_empty() && !text.trim().is_empty() => {
                out.push_str("\u{1b}[");
                out.push_str(code);
                out.push('m');
                out.push_str(text);
                out.push_str("\u{1b}[0m");
            }
            Self::Colour | Self::Plain => out.push_str(text),
        }
    }
}
