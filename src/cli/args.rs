//! What may be typed: every command, its flags, and the help that goes with them.
//!
//! clap lives here only. The types are plain, so that a command reads its arguments without knowing who parsed them.

mod drawing;
mod export;
mod import;
mod picture;
mod typed;
mod values;
mod words;

use std::path::PathBuf;

use clap::builder::Styles;
use clap::builder::styling::AnsiColor;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::calendar::Day;
use crate::model::Format;
pub(super) use drawing::Drawing;
pub(super) use export::{Export, ExportFormat};
pub(super) use import::{Import, ImportFormat};

pub(super) use picture::{Rendering, ThemeChoice};
pub(super) use typed::typed;
pub(super) use values::Listed;
use values::{as_of, day, depth, limit, optimize};

/// The headings and names of the help in colour, where colour is wanted.
const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EVERYWHERE: &str = "Options of every command";

/// gantline compiles plans: plain text in; a true schedule, a Gantt chart and reports out.
#[derive(Debug, Parser)]
#[command(
    name = "gantline",
    version,
    about = "Compiles plans: plain text in; a true schedule, a Gantt chart and reports out",
    styles = STYLES,
    subcommand_required = true,
    after_help = "Start with:\n  gantline init website        writes website.plan, a small plan to change\n  \
                  gantline chart website.plan  draws it as website.svg"
)]
pub(super) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What holds for every command.
    #[command(flatten)]
    pub common: Common,
}

/// One command a variant.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Say everything that is wrong with a plan, and write nothing
    #[command(after_help = "Examples:\n  gantline check website.plan\n  gantline check --format github plans/*.plan\n  \
                            gantline check --warn all website.plan    also what is silent until asked for")]
    Check(Check),
    /// Draw a plan as a Gantt chart
    #[command(after_help = "Examples:\n  gantline chart website.plan               draws website.svg beside the plan\n  \
                            gantline chart website.plan --format txt  draws it in the terminal\n  \
                            gantline chart website.plan -o website.png --scale 2\n  \
                            gantline chart website.plan -o site.html  a page that folds, zooms and explains\n  \
                            gantline chart website.plan -o website.pdf --page a4-landscape\n  \
                            gantline chart website.plan --as-of today --columns start,finish,slack -o status.svg\n  \
                            gantline chart website.plan --focus go-live --depth 2\n  \
                            gantline chart website.plan --load        how busy everybody is, under the items\n  \
                            gantline chart website.plan --all -o charts")]
    Chart(Chart),
    /// Write the schedule as a table
    #[command(after_help = "Examples:\n  gantline report website.plan                       every task, in the terminal\n  \
                            gantline report website.plan milestones -o dates.md\n  \
                            gantline report website.plan -o website.html       a page with the chart in it\n  \
                            gantline report website.plan people                how busy everybody is, week by week\n  \
                            gantline report website.plan agenda --who ana      what Ana does, week by week\n  \
                            gantline report website.plan --who ana --from 2026-03-02 --to 2026-03-13\n  \
                            gantline report website.plan --format json | jq '.plan.finish'")]
    Report(Report),
    /// Say why an item falls on its dates
    #[command(after_help = "Examples:\n  gantline why website.plan go-live\n  \
                            gantline why website.plan \"Page templates\"\n  \
                            gantline why website.plan build.templates --format json")]
    Why(Why),
    /// Write a plan for another program: a calendar, a code host, a spreadsheet, a tracker
    #[command(after_help = "Examples:\n  gantline export website.plan -o website.xml         for MS Project and ProjectLibre\n  \
                            gantline export website.plan -o website.ics         tasks and milestones for a calendar\n  \
                            gantline export website.plan -o website.mmd         Mermaid, which code hosts draw\n  \
                            gantline export website.plan --who ana -o ana.ics   what Ana does, in her calendar's hours\n  \
                            gantline export website.plan --everybody -o calendars\n  \
                            gantline export website.plan --format jira -o issues.csv")]
    Export(Export),
    /// Make a plan of another program's file
    ///
    /// Reads Microsoft Project XML (in Microsoft Project: save as XML), Mermaid gantt charts and tables (CSV). What a plan has no word for is counted, by task, on
    /// standard error and at the end of the plan. When the file is broken, nothing is written.
    #[command(after_help = "Examples:\n  gantline import relaunch.xml              writes relaunch.plan beside it\n  \
                            gantline import chart.mmd                 a Mermaid gantt chart\n  \
                            gantline import tasks.csv                 a table with a heading line\n  \
                            gantline import relaunch.xml -o - | less  shows it first\n  \
                            gantline import - -o new.plan < old.xml   reads standard input")]
    Import(Import),
    /// Write a first plan to change
    #[command(after_help = "Examples:\n  gantline init                               writes project.plan\n  \
                            gantline init kitchen-renovation            writes kitchen-renovation.plan\n  \
                            gantline init website --start 2026-09-07")]
    Init(Init),
    /// Explain a code such as G201, with an example and what to do
    #[command(after_help = "Examples:\n  gantline explain          lists every code\n  gantline explain G201\n  \
                            gantline explain unassigned")]
    Explain(Explain),
    /// Write the script that completes commands in a shell
    #[command(after_help = "Examples:\n  gantline completions bash > ~/.local/share/bash-completion/completions/gantline\n  \
                            gantline completions fish > ~/.config/fish/completions/gantline.fish\n  \
                            gantline completions zsh > ~/.zfunc/_gantline")]
    Completions(Completions),
    /// Write the manual page
    #[command(after_help = "Examples:\n  gantline man | man -l -\n  gantline man chart > gantline-chart.1")]
    Man(Man),
}

/// What holds for every command.
#[derive(Clone, Debug, Args)]
pub(super) struct Common {
    /// When to use colour; NO_COLOR and CLICOLOR_FORCE are honoured
    #[arg(long, global = true, value_name = "auto|always|never", default_value = "auto", hide_default_value = true, hide_possible_values = true, help_heading = EVERYWHERE)]
    pub color: When,
    /// Say nothing but what is wrong
    #[arg(short, long, global = true, help_heading = EVERYWHERE)]
    pub quiet: bool,
    /// The status date, instead of the plan's own: a date, or `today` to ask the clock
    #[arg(long, global = true, value_name = "DATE", value_parser = as_of, help_heading = EVERYWHERE)]
    pub as_of: Option<Day>,
    /// Treat a warning as an error; may be repeated, a named one wins over `all`
    #[arg(long, global = true, value_name = "LINT", action = ArgAction::Append, help_heading = EVERYWHERE)]
    pub deny: Vec<String>,
    /// Warn of what is silent until asked for
    #[arg(long, global = true, value_name = "LINT", action = ArgAction::Append, help_heading = EVERYWHERE)]
    pub warn: Vec<String>,
    /// Say nothing of a warning
    #[arg(long, global = true, value_name = "LINT", action = ArgAction::Append, help_heading = EVERYWHERE)]
    pub allow: Vec<String>,
    /// How many diagnostics to show [default: 50, and 500 for machines]
    #[arg(long, global = true, value_name = "N|all", value_parser = limit, help_heading = EVERYWHERE)]
    pub max_diagnostics: Option<usize>,
}

/// `gantline check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The plans to read; `-` is standard input
    #[arg(required = true, value_name = "PLAN")]
    pub plans: Vec<PathBuf>,
    /// How to write what was found
    #[arg(long, value_name = "FORMAT", default_value = "human", visible_alias = "diagnostics")]
    pub format: DiagnosticFormat,
}

/// The plan of a command that reads one.
#[derive(Debug, Args)]
pub(super) struct Input {
    /// The plan to read: a `.plan` file, a Markdown file with plan blocks, or `-` for standard input
    #[arg(value_name = "PLAN")]
    pub plan: PathBuf,
    /// How to write what is wrong with the plan, to standard error
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub diagnostics: DiagnosticFormat,
    /// Try so many orders of the work, such as 5000, or as many as fit in a time, such as 2s, for one in which less waits for people
    #[arg(long, value_name = "N|Ns", value_parser = optimize)]
    pub optimize: Option<Optimize>,
}

/// How much is tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Optimize {
    /// So many orders.
    Schedules(u64),
    /// As many as fit in a time.
    Time(std::time::Duration),
}

/// `gantline chart`.
#[derive(Debug, Args)]
pub(super) struct Chart {
    /// The plan.
    #[command(flatten)]
    pub input: Input,
    /// Where to write the chart [default: PLAN.svg beside the plan]; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What to write [default: by the file's extension, else what the `chart` says, else svg]; txt goes to standard output
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Draw the `chart` of the plan that has this name; what is said here wins over what the plan says of it
    #[arg(long = "chart", value_name = "NAME")]
    pub named: Option<String>,
    /// Draw every `chart` of the plan, each into a file of its own in the folder -o [default: beside the plan], in the formats that it asks for unless --format does
    #[arg(long, conflicts_with = "named")]
    pub all: bool,
    /// How to draw it.
    #[command(flatten)]
    pub drawing: Drawing,
    /// What to draw of it.
    #[command(flatten)]
    pub selecting: Selecting,
    /// How pixels are made of it.
    #[command(flatten)]
    pub rendering: Rendering,
}

/// Which items are shown. Phases that hold them stay; of what is repeated one is enough, of different options all must hold.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which items")]
pub(super) struct Selecting {
    /// Only this item, what it waits for and what set its date, what waits for it and whose date it sets
    #[arg(long, value_name = "TASK", action = ArgAction::Append)]
    pub focus: Vec<String>,
    /// Only the critical path
    #[arg(long)]
    pub critical: bool,
    /// Only items with this tag
    #[arg(long, value_name = "TAG", action = ArgAction::Append)]
    pub only: Vec<String>,
    /// Only what this person, team or resource is on or answers for
    #[arg(long, value_name = "NAME", action = ArgAction::Append)]
    pub who: Vec<String>,
    /// Leave out what ends before this date
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<Day>,
    /// Leave out what begins after this date
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub to: Option<Day>,
    /// Show only so many levels of the outline; 1 is the outermost
    #[arg(long, value_name = "N", value_parser = depth)]
    pub depth: Option<u8>,
}

/// `gantline report`.
#[derive(Debug, Args)]
pub(super) struct Report {
    /// The plan.
    #[command(flatten)]
    pub input: Input,
    /// What to show
    #[arg(value_name = "VIEW", default_value = "tasks")]
    pub view: View,
    /// Where to write it [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What to write [default: by the file's extension, else txt]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ReportFormat>,
    /// Colours of an html: auto, which follows the reader's screen, light, dark, print for paper, or a theme file: FILE.toml [default: auto]
    #[arg(long, value_name = "THEME", value_parser = picture::theme)]
    pub theme: Option<ThemeChoice>,
    /// What to show of it.
    #[command(flatten)]
    pub selecting: Selecting,
}

/// `gantline why`.
#[derive(Debug, Args)]
pub(super) struct Why {
    /// The plan.
    #[command(flatten)]
    pub input: Input,
    /// The item: its id (`templates`), its path (`build.templates`) or its title
    #[arg(value_name = "TASK")]
    pub task: String,
    /// What to write
    #[arg(long, value_name = "FORMAT", default_value = "txt")]
    pub format: WhyFormat,
}

/// `gantline init`.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// What to call it: the file is NAME.plan, the title NAME in words
    #[arg(value_name = "NAME", default_value = "project", hide_default_value = true)]
    pub name: PathBuf,
    /// The day the plan starts
    #[arg(long, value_name = "DATE", default_value = "2026-09-07", value_parser = day)]
    pub start: Day,
}

/// `gantline explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// A code or its name; without one, every code is listed
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// `gantline completions`.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell that reads the script
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// `gantline man`.
#[derive(Debug, Args)]
pub(super) struct Man {
    /// The command whose page to write; without one, the page of gantline itself
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// When colour is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiagnosticFormat {
    /// For people: the lines, marked, and what to do
    Human,
    /// One line each: shop.plan:7:23: error[G201]: …
    Short,
    /// One JSON document
    Json,
    /// A SARIF 2.1.0 log, for code scanning
    Sarif,
    /// Workflow commands, for annotations on GitHub
    Github,
}

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// A table for the terminal
    Txt,
    /// A Markdown table
    Md,
    /// One page with the chart in it
    Html,
    /// Comma-separated values, for spreadsheets
    Csv,
    /// The whole schedule, for tools
    Json,
}

/// What `why` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum WhyFormat {
    /// Sentences
    Txt,
    /// The same chain for tools
    Json,
}

/// What a report shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum View {
    /// Every phase, task and milestone with its dates
    Tasks,
    /// The milestones, their deadlines and how late they are
    Milestones,
    /// How busy everybody is, week by week: hours booked and available, free and overloaded weeks
    People,
    /// What everybody does, week by week; with --who ana, what Ana does
    Agenda,
}
