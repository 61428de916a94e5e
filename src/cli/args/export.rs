//! The arguments of `gantline export`.

use std::path::PathBuf;

use clap::{ArgAction, Args, ValueEnum};

use super::Input;

/// `gantline export`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Export {
    /// The plan.
    #[command(flatten)]
    pub input: Input,
    /// Where to write it; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What to write [default: by the file's extension]; without `-o` it goes to standard output
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ExportFormat>,
    /// The calendar of this person, team or resource: what they are booked for in their own hours, and when they are away; as ics
    #[arg(long, value_name = "NAME", action = ArgAction::Append)]
    pub who: Vec<String>,
    /// Everybody's calendar, an ics each, in the folder that -o names; without it beside the plan
    #[arg(long, conflicts_with = "who", alias = "all")]
    pub everybody: bool,
}

/// What an export is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ExportFormat {
    /// MS Project XML, for MS Project, ProjectLibre and what reads their files
    #[value(alias = "mspdi")]
    Xml,
    /// iCalendar: tasks and milestones as events
    Ics,
    /// Mermaid gantt, which code hosts draw
    #[value(alias = "mermaid")]
    Mmd,
    /// PlantUML gantt
    #[value(alias = "plantuml")]
    Puml,
    /// A table in GitHub-flavoured Markdown
    #[value(alias = "markdown")]
    Md,
    /// Comma-separated values with the field names of MS Project
    Csv,
    /// Comma-separated values for Jira's importer
    Jira,
    /// The whole schedule, for tools
    Json,
}
