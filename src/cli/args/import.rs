//! The arguments of `gantline import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `gantline import`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Import {
    /// The file to read; `-` is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where to write the plan [default: FILE.plan beside it]; `-` is standard output
    #[arg(short, long, value_name = "PLAN")]
    pub output: Option<PathBuf>,
    /// What the file is [default: by its extension]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ImportFormat>,
}

/// What an imported file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ImportFormat {
    /// Microsoft Project XML (MSPDI)
    Xml,
    /// Mermaid gantt
    #[value(alias = "mermaid")]
    Mmd,
    /// A table of tasks with the usual headings
    Csv,
}
