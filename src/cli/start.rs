//! The first screen, and what is said when the arguments make no sense.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::When;
use super::{Exit, console, files};
use crate::diagnostic::visible;

const WELCOME: &str = "\
gantline compiles plans: plain text in; a true schedule, a Gantt chart and reports out.

Start here:
  gantline init website          write website.plan, a small plan to change
  gantline chart website.plan    draw it as website.svg
  gantline check website.plan    say everything that is wrong with it

`gantline help` lists every command, `gantline help chart` explains one.
";

/// Shows how to start.
pub(super) fn welcome(when: When) {
    let colour = console::colour(when, io::stdout().is_terminal());
    let mut text = String::new();
    for line in WELCOME.lines() {
        match line.strip_prefix("  ").and_then(|command| command.split_once("    ")) {
            Some((command, rest)) if colour => text.push_str(&format!("  \x1b[36m{command}\x1b[0m    {rest}")),
            _ => text.push_str(line),
        }
        text.push('\n');
    }
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// Returns the choice of colour as far as it can be told before the arguments are understood.
pub(super) fn colour(arguments: &[OsString]) -> When {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let split = texts.windows(2).find_map(|pair| (pair.first() == Some(&"--color")).then(|| pair.last().copied()).flatten());
    match split.or_else(|| texts.iter().find_map(|text| text.strip_prefix("--color="))) {
        Some("always") => When::Always,
        Some("never") => When::Never,
        _ => When::Auto,
    }
}

/// Shows the help or version that was asked for, or what is wrong with the arguments.
pub(super) fn explain(arguments: &[OsString], error: &clap::Error) -> Exit {
    let _ = error.print();
    let exit = if error.use_stderr() { Exit::Usage } else { Exit::Done };
    if error.kind() == ErrorKind::InvalidSubcommand
        && let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand)
        && (word.ends_with(".plan") || word.ends_with(".md") || Path::new(word).is_file())
    {
        let rest: Vec<String> = arguments.iter().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
        let _ = writeln!(io::stderr().lock(), "\n  to draw that plan: gantline chart {}", rest.join(" "));
    }
    if error.kind() == ErrorKind::MissingRequiredArgument
        && let Some(ContextValue::Strings(missing)) = error.get(ContextKind::InvalidArg)
        && missing.iter().any(|name| name.starts_with("<PLAN>"))
    {
        tell_plans(arguments);
    }
    exit
}

/// Says which plans lie here, where none was named.
fn tell_plans(arguments: &[OsString]) {
    let plans = files::plans_in(Path::new("."));
    let command = arguments.get(1).map_or_else(String::new, |argument| argument.to_string_lossy().into_owned());
    let sentence = match plans.first().filter(|plan| plan.ends_with(".plan")) {
        Some(plan) => format!("  with a plan that is here: gantline {command} {plan}"),
        None => "  there is no plan here; to write a first one: gantline init".to_owned(),
    };
    let _ = writeln!(io::stderr().lock(), "\n{}", visible(&sentence));
}
