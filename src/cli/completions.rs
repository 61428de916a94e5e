//! `gantline completions`: the script that completes commands in a shell.

use clap::CommandFactory;

use super::args::{Arguments, Completions};
use super::console::Console;
use super::{Exit, Failure};

/// Writes the script for one shell to standard output.
pub(super) fn run(completions: &Completions, console: &Console) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut Arguments::command(), "gantline", &mut script);
    console.write(|out| out.write_all(&script))?;
    Ok(Exit::Done)
}
