//! The command line: reads plans, asks the compiler, writes what comes out, and ends with the code that scripts rely on.
//!
//! One file a command. Nothing below this floor touches the disk, the clock, the environment or the terminal; `files` is the
//! first and last place that reads and writes, `console` the only one that asks what the terminal can do.

mod args;
mod baseline;
mod beside;
mod bug;
mod chart;
mod check;
mod completions;
mod console;
mod diary;
mod explain;
mod export;
mod files;
mod fit;
mod folder;
mod foreign;
mod import;
mod init;
mod jobs;
mod levels;
mod load;
mod man;
mod named;
mod optimize;
mod people;
mod picture;
mod report;
mod select;
mod start;
mod summary;
mod target;
mod theme;
mod why;

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches};

use args::{Arguments, Command, When};
use console::Console;

/// How a run ends; the numbers are part of the contract with scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// What was asked for is done.
    Done = 0,
    /// The plan has errors.
    PlanErrors = 1,
    /// The command was not understood.
    Usage = 2,
    /// An input could not be read.
    Unreadable = 3,
    /// A limit was exceeded; the message names it.
    Limit = 4,
    /// The output was not written; what was there before still is.
    NotWritten = 5,
    /// A bug of ours.
    Bug = 70,
}

/// Why a command stops, apart from what is wrong with the plan.
#[derive(Debug)]
struct Failure {
    exit: Exit,
    /// One sentence, lower case, no full stop.
    sentence: String,
    /// What to do about it.
    help: Option<String>,
}

impl Failure {
    fn new(exit: Exit, sentence: impl Into<String>) -> Self {
        Self { exit, sentence: sentence.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into()).filter(|help| !help.is_empty());
        self
    }
}

/// Runs one command line, the program's name first, and returns the exit code.
#[must_use]
pub fn run(arguments: &[OsString]) -> u8 {
    bug::catch();
    let exit = match parse(arguments) {
        Ok(arguments) => {
            let console = Console::of(&arguments.common);
            dispatch(&arguments, &console).unwrap_or_else(|failure| {
                console.fail(&failure.sentence, failure.help.as_deref());
                failure.exit
            })
        }
        Err(exit) => exit,
    };
    exit as u8
}

fn dispatch(arguments: &Arguments, console: &Console) -> Result<Exit, Failure> {
    let common = &arguments.common;
    match &arguments.command {
        Command::Check(check) => check::run(check, common, console),
        Command::Chart(chart) => chart::run(chart, common, console),
        Command::Report(report) => report::run(report, common, console),
        Command::Why(asked) => why::run(asked, common, console),
        Command::Export(wanted) => export::run(wanted, common, console),
        Command::Import(asked) => import::run(asked, console),
        Command::Init(init) => init::run(init, console),
        Command::Explain(explain) => explain::run(explain, console),
        Command::Completions(completions) => completions::run(completions, console),
        Command::Man(man) => man::run(man, console),
    }
}

/// Reads the arguments, or shows what was asked for or what is wrong with them.
fn parse(arguments: &[OsString]) -> Result<Arguments, Exit> {
    let when = start::colour(arguments);
    if arguments.len() < 2 {
        start::welcome(when);
        return Err(Exit::Done);
    }
    if let Some(understood) = args::typed(arguments) {
        return Ok(understood);
    }
    let choice = match when {
        When::Auto => clap::ColorChoice::Auto,
        When::Always => clap::ColorChoice::Always,
        When::Never => clap::ColorChoice::Never,
    };
    let command = Arguments::command().color(choice).term_width(console::help_width());
    command
        .try_get_matches_from(arguments)
        .and_then(|matches| Arguments::from_arg_matches(&matches))
        .map_err(|error| start::explain(arguments, &error))
}
