//! A command line that is right, read without the help of all the others.
//!
//! Making every option of every command, with what the help says of it, takes as long as checking a small plan. So the one command
//! that was typed is made alone; what it does not understand is for the whole to explain.

use std::ffi::OsString;

use clap::{Args, Command, FromArgMatches};

use super::{Arguments, Chart, Check, Common, Export, Report, Why};

/// Returns what the arguments say, if they are those of a command on plans and there is nothing to explain.
pub(in crate::cli) fn typed(arguments: &[OsString]) -> Option<Arguments> {
    let command = alone(arguments.get(1)?.to_str()?)?;
    let matches = command.try_get_matches_from(arguments).ok()?;
    Arguments::from_arg_matches(&matches).ok()
}

/// Returns the program as if it had only one command, which works on plans.
fn alone(name: &str) -> Option<Command> {
    let command = match name {
        "check" => Check::augment_args(Command::new("check")),
        "chart" => Chart::augment_args(Command::new("chart")),
        "report" => Report::augment_args(Command::new("report")),
        "why" => Why::augment_args(Command::new("why")),
        "export" => Export::augment_args(Command::new("export")),
        _ => return None,
    };
    Some(Common::augment_args(Command::new("gantline")).subcommand(command))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    /// Returns the options of a command in some order: where the help shows each is all that they may differ in.
    fn options(mut program: Command, name: &str) -> Vec<String> {
        program.build();
        let command = program.find_subcommand(name).unwrap();
        let mut options: Vec<String> = command.get_arguments().map(|option| format!("{:?}", option.clone().display_order(0))).collect();
        options.sort();
        options
    }

    #[test]
    fn a_command_alone_takes_what_it_takes_among_others() {
        for name in ["check", "chart", "report", "why", "export"] {
            assert_eq!(options(alone(name).unwrap(), name), options(Arguments::command(), name));
        }
    }

    #[test]
    fn what_is_to_be_explained_is_left_to_the_whole() {
        let is_typed = |line: &str| typed(&line.split(' ').map(OsString::from).collect::<Vec<_>>()).is_some();
        assert!(is_typed("gantline check a.plan --quiet"));
        assert!(is_typed("gantline why a.plan b --format json"));
        for line in
            ["gantline", "gantline --quiet check a.plan", "gantline check", "gantline check --help", "gantline init", "gantline chart -x"]
        {
            assert!(!is_typed(line), "{line}");
        }
    }
}
