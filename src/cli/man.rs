//! `gantline man`: the manual pages, in roff.

use clap::CommandFactory;

use super::args::{Arguments, Man};
use super::console::Console;
use super::{Exit, Failure};
use crate::diagnostic::suggest;

/// Writes the page of gantline or of one command to standard output.
pub(super) fn run(man: &Man, console: &Console) -> Result<Exit, Failure> {
    let mut root = Arguments::command();
    root.build();
    let command = match &man.command {
        None => root,
        Some(name) => match root.find_subcommand(name) {
            Some(command) => command.clone(),
            None => {
                let near = suggest(name, root.get_subcommands().map(clap::Command::get_name));
                let help = near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default();
                return Err(Failure::new(Exit::Usage, format!("there is no command `{name}`")).help(help));
            }
        },
    };
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(command).source(concat!("gantline ", env!("CARGO_PKG_VERSION"))).render(&mut page);
    console.write(|out| rendered.and_then(|()| out.write_all(&page)))?;
    Ok(Exit::Done)
}
