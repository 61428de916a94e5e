//! Where a product goes, and as what: decided from the arguments before anything is read.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::console::Console;
use super::load::Loaded;
use super::{Exit, Failure, files};
use crate::diagnostic::visible;

/// Where a product goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Standard output.
    Standard,
    /// A file.
    File(PathBuf),
}

impl Target {
    /// Returns the target that `-o` names, or nothing without one.
    pub(super) fn named(output: Option<&Path>) -> Option<Self> {
        output.map(|path| if path.as_os_str() == "-" { Self::Standard } else { Self::File(path.to_owned()) })
    }

    /// Returns where the file lies; nothing for standard output.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Standard => None,
            Self::File(path) => Some(path),
        }
    }

    /// Returns the file beside the plan, with its name and another extension; standard output when the plan has no name.
    pub(super) fn beside(plan: &Path, extension: &str) -> Self {
        if plan.as_os_str() == "-" { Self::Standard } else { Self::File(plan.with_extension(extension)) }
    }

    /// Returns the format that the file's extension says; nothing for standard output.
    ///
    /// # Errors
    /// When there is no such format; `writes` says what there is: "a chart is written as svg".
    pub(super) fn format<F: ValueEnum>(&self, writes: &str, help: impl Fn(&str) -> String) -> Result<Option<F>, Failure> {
        let Self::File(path) = self else { return Ok(None) };
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
        match F::from_str(&extension, true) {
            Ok(format) => Ok(Some(format)),
            Err(_) if path.is_dir() => {
                let sentence = format!("`{}` is a folder, and what is written is a file", visible(&path.to_string_lossy()));
                Err(Failure::new(Exit::Usage, sentence).help("name a file in it"))
            }
            Err(_) => {
                let sentence = match extension.as_str() {
                    "" => format!("`{}` has no extension to say what to write: {writes}", visible(&path.to_string_lossy())),
                    _ => format!("this version does not write `.{}`: {writes}", visible(&extension)),
                };
                Err(Failure::new(Exit::Usage, sentence).help(help(&extension)))
            }
        }
    }

    /// Writes a product of `loaded` through one buffer, and tells the person what was written where.
    pub(super) fn write(
        &self,
        loaded: &Loaded,
        console: &Console,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        match self {
            Self::Standard => console.write(write),
            Self::File(path) => {
                keep_plan(path, loaded)?;
                files::save(path, write)
            }
        }
    }
}

/// Refuses to write over the plan or a file that belongs to it.
pub(super) fn keep_plan(path: &Path, loaded: &Loaded) -> Result<(), Failure> {
    let Ok(target) = path.canonicalize() else { return Ok(()) };
    let is_target = |input: &Path| input.canonicalize().is_ok_and(|input| input == target);
    let shown = visible(&path.to_string_lossy()).into_owned();
    let sentence = match () {
        () if loaded.path.as_deref().is_some_and(is_target) => format!("`{shown}` is the plan itself"),
        () if loaded.belongings().iter().any(|input| is_target(input)) => format!("`{shown}` belongs to the plan, which reads it"),
        () => return Ok(()),
    };
    Err(Failure::new(Exit::Usage, sentence).help("give the output another name"))
}
