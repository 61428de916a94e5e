//! `--deny`, `--warn` and `--allow`: how much each lint weighs.

use super::args::Common;
use super::{Exit, Failure};
use crate::diagnostic::{Code, Diagnostics, Severity, suggest};
use crate::lint::Lints;

/// The severity of every code that was set otherwise.
#[derive(Debug)]
pub(super) struct Levels {
    all: Option<Severity>,
    named: Vec<(Code, Severity)>,
}

impl Levels {
    /// Reads the flags. A named lint wins over `all`; said several ways at once, the strictest counts.
    pub(super) fn of(common: &Common) -> Result<Self, Failure> {
        let mut levels = Self { all: None, named: Vec::new() };
        let flags = [(&common.deny, Severity::Error), (&common.warn, Severity::Warning), (&common.allow, Severity::Allowed)];
        for (names, severity) in flags {
            for name in names.iter().flat_map(|names| names.split(',')) {
                match lint(name.trim())? {
                    None => levels.all = levels.all.or(Some(severity)),
                    Some(code) => levels.named.push((code, severity)),
                }
            }
        }
        Ok(levels)
    }

    /// Returns the lints that somebody will hear of; the others need not run.
    pub(super) fn lints(&self) -> Lints {
        let silent = Code::ALL.iter().filter(|code| self.severity(**code) == Severity::Allowed);
        silent.fold(Lints::default(), |lints, code| lints.without(*code))
    }

    /// Gives every warning and lint the severity that was asked for, and drops what stays silent.
    pub(super) fn apply(&self, diagnostics: &mut Diagnostics) {
        diagnostics.retain(|diagnostic| {
            diagnostic.severity = self.severity(diagnostic.code);
            diagnostic.severity < Severity::Allowed
        });
        diagnostics.sort();
    }

    fn severity(&self, code: Code) -> Severity {
        if !code.is_switchable() {
            return code.severity();
        }
        let named = self.named.iter().find(|(named, _)| *named == code).map(|(_, severity)| *severity);
        named.or(self.all).unwrap_or(code.severity())
    }
}

/// Returns the lint named so, or nothing for `all`.
fn lint(name: &str) -> Result<Option<Code>, Failure> {
    if name == "all" {
        return Ok(None);
    }
    match Code::find(name) {
        Some(code) if code.is_switchable() => Ok(Some(code)),
        Some(code) => {
            let sentence = format!("`{}` ({}) is an error: it cannot be set otherwise", code.name(), code.as_str());
            Err(Failure::new(Exit::Usage, sentence)
                .help("only warnings and lints can be denied, warned or allowed; `gantline explain` lists them"))
        }
        None => {
            let known = Code::ALL.iter().filter(|code| code.is_switchable()).map(|code| code.name());
            let help = match suggest(name, known.chain(["all"])) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`gantline explain` lists them".to_owned(),
            };
            Err(Failure::new(Exit::Usage, format!("no lint is named `{name}`")).help(help))
        }
    }
}
