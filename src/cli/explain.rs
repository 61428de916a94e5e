//! `gantline explain`: the page of a code, read in the terminal.

use super::args::Explain;
use super::console::Console;
use super::{Exit, Failure};
use crate::diagnostic::render::Look;
use crate::diagnostic::{Code, Severity, suggest, wrap};

/// Prints the page of a code, or the list of all.
pub(super) fn run(explain: &Explain, console: &Console) -> Result<Exit, Failure> {
    let text = match &explain.code {
        None => list(console.out),
        Some(name) => page(find(name)?.explanation(), console.out),
    };
    console.print(&text)?;
    Ok(Exit::Done)
}

fn find(name: &str) -> Result<Code, Failure> {
    Code::find(name).ok_or_else(|| {
        let known = Code::ALL.iter().flat_map(|code| [code.as_str(), code.name()]);
        let upper = name.to_uppercase();
        let near = suggest(name, known).or_else(|| suggest(&upper, Code::ALL.iter().map(|code| code.as_str())));
        let help = near.map_or_else(|| "`gantline explain` lists every code".to_owned(), |near| format!("did you mean `{near}`?"));
        Failure::new(Exit::Usage, format!("no code is named `{name}`")).help(help)
    })
}

/// Every code with its name and title, under the headings of its hundreds.
fn list(look: Look) -> String {
    const HEADINGS: [(&str, &str); 7] = [
        ("G0", "Files"),
        ("G1", "Reading a line"),
        ("G2", "Names"),
        ("G3", "Calendars and people"),
        ("G4", "Scheduling"),
        ("G5", "Advice"),
        ("G6", "Themes"),
    ];
    let mut text = String::new();
    for (prefix, heading) in HEADINGS {
        text.push_str(&format!("{}\n", look.paint("\x1b[1m", heading)));
        for code in Code::ALL.iter().filter(|code| code.as_str().starts_with(prefix)) {
            let weight = match code.severity() {
                Severity::Error => "",
                Severity::Warning => " (a warning)",
                Severity::Allowed => " (silent until asked for)",
            };
            let name = look.paint("\x1b[36m", &format!("{:<26}", code.name()));
            text.push_str(&format!("  {}  {name}{}{weight}\n", code.as_str(), code.title()));
        }
        text.push('\n');
    }
    text.push_str("`gantline explain G201` explains one; --deny, --warn and --allow take the names of what is no error.\n");
    text
}

/// Sets the Markdown of a page as text: headings stand out, prose is broken to the width, plans are indented.
fn page(markdown: &str, look: Look) -> String {
    let mut text = String::new();
    let mut prose = String::new();
    let mut in_plan = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            flush(&mut text, &mut prose, look);
            in_plan = !in_plan;
        } else if in_plan {
            text.push_str(format!("    {}", look.paint("\x1b[36m", line)).trim_end());
            text.push('\n');
        } else if let Some(heading) = line.strip_prefix("# ").or_else(|| line.strip_prefix("## ")) {
            flush(&mut text, &mut prose, look);
            text.push_str(&look.paint("\x1b[1m", heading));
            text.push('\n');
        } else if line.is_empty() {
            flush(&mut text, &mut prose, look);
            text.push('\n');
        } else {
            if !prose.is_empty() {
                prose.push(if line.starts_with("- ") { '\n' } else { ' ' });
            }
            prose.push_str(line.trim());
        }
    }
    flush(&mut text, &mut prose, look);
    text
}

fn flush(text: &mut String, prose: &mut String, look: Look) {
    if !prose.is_empty() {
        wrap(text, &prose.replace("**", ""), look.width, 0, "");
        text.push('\n');
        prose.clear();
    }
}
