//! Several files in one folder: where they go, what they are called, and that all of them are written or none.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::console::reason;
use super::{Exit, Failure, files};
use crate::diagnostic::visible;

/// The longest name of a file, in bytes, before its extension.
const LONGEST: usize = 100;

/// Names that a file cannot have everywhere.
const RESERVED: [&str; 8] = ["con", "prn", "aux", "nul", "com1", "com2", "lpt1", "lpt2"];

/// What several files are of, for the sentences about them.
pub(super) struct Several<'a> {
    /// The flag that asks for several.
    pub flag: &'a str,
    /// What they are.
    pub what: &'a str,
    /// What a file is called after.
    pub whose: &'a str,
    /// Extensions that a file of theirs has, and so hardly a folder.
    pub extensions: &'a [&'a str],
}

/// Returns the folder that `-o` names; without it, the one that the plan lies in.
pub(super) fn of(output: Option<&Path>, plan: &Path, several: &Several<'_>) -> Result<PathBuf, Failure> {
    let Several { flag, what, whose, extensions } = several;
    let Some(folder) = output else {
        if plan.as_os_str() == "-" {
            let sentence = format!("{flag} writes several files, and a plan from standard input has no folder");
            return Err(Failure::new(Exit::Usage, sentence).help(format!("name one: `-o {what}`")));
        }
        let parent = plan.parent().filter(|parent| !parent.as_os_str().is_empty());
        return Ok(parent.unwrap_or(Path::new(".")).to_owned());
    };
    let is_file_name = || {
        let extension = folder.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        extension.is_some_and(|extension| extensions.contains(&&*extension))
    };
    if folder.as_os_str() == "-" || folder.is_file() || (is_file_name() && !folder.is_dir()) {
        return Err(Failure::new(Exit::Usage, format!("with {flag}, -o names the folder that the {what} go to"))
            .help(format!("write `-o {what}`; {whose} becomes its file's")));
    }
    Ok(folder.to_owned())
}

/// Writes all files into `folder`, which is made where it is not there; none of them when one cannot be written.
pub(super) fn save<W: FnOnce(&mut dyn Write) -> io::Result<()>>(
    folder: &Path,
    all: impl IntoIterator<Item = (PathBuf, W)>,
) -> Result<(), Failure> {
    let is_new = !folder.is_dir();
    std::fs::create_dir_all(folder).map_err(|error| {
        let shown = visible(&folder.to_string_lossy()).into_owned();
        Failure::new(Exit::NotWritten, format!("the folder `{shown}` cannot be made: {}", reason(&error)))
    })?;
    let saved = files::save_all(all);
    if saved.is_err() && is_new {
        // Only an empty folder goes; what is in it was not made here.
        let _ = std::fs::remove_dir(folder);
    }
    saved
}

/// Returns what the files of several things are called, without their extension, each differently; `kind` is what they are.
pub(super) fn names<'a>(words: impl Iterator<Item = &'a str>, kind: &str) -> Vec<String> {
    let mut taken = rustc_hash::FxHashSet::default();
    let unlike = |words: &str| {
        let name = name(words, kind);
        let numbered = (2..).map(|n| format!("{name}-{n}"));
        std::iter::once(name.clone()).chain(numbered).find(|name| taken.insert(name.to_lowercase())).unwrap_or(name)
    };
    words.map(unlike).collect()
}

/// Returns what the file of something is called: its words in kebab case.
pub(super) fn name(words: &str, kind: &str) -> String {
    let mut name = String::new();
    for c in words.to_lowercase().chars() {
        if LONGEST < name.len() + c.len_utf8() {
            break;
        }
        if c.is_alphanumeric() || c == '_' {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') && !matches!(c, '\'' | '’') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() || RESERVED.contains(&name) { format!("{name}-{kind}").trim_start_matches('-').to_owned() } else { name.to_owned() }
}
