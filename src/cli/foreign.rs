//! Files that are plainly something else than a plan, told in one sentence instead of one for every line.

use std::path::Path;

use super::files::without_text;
use crate::compile::Compilation;
use crate::diagnostic::{Code, visible};

/// Returns what is said of a text that begins as no plan can; nothing of any other.
pub(super) fn told(name: &str, text: &str) -> Option<Compilation> {
    let begin = text.trim_start_matches('\u{feff}').trim_start();
    let shown = visible(name);
    let import = || format!("make a plan of it: `gantline import {shown}`");
    let extension = Path::new(name).extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    let (what, help) = match () {
        () if matches!(&*extension, "md" | "markdown") => return None,
        () if begin.starts_with('<') && begin.contains("schemas.microsoft.com/project") => ("Microsoft Project XML", import()),
        () if begin.starts_with("<svg") => ("a picture", "name the plan that it was drawn from".to_owned()),
        () if begin.starts_with('<') => ("XML or HTML", WRITE.to_owned()),
        () if begin.starts_with('{') => ("JSON", format!("{WRITE}; a schedule in JSON is a baseline: `--baseline {shown}`")),
        () if begin.lines().next().is_some_and(|line| line.trim() == "gantt") => ("a Mermaid chart", import()),
        () if extension != "plan" && (begin.starts_with(FENCE) || begin.contains(&format!("\n{FENCE}"))) => {
            ("Markdown with a plan in it", "name a file that ends in .md".to_owned())
        }
        () if extension == "csv" => ("a table", import()),
        () => return None,
    };
    Some(without_text(name, Code::NotRead, &format!("`{shown}` is not a plan, it is {what}"), &help))
}

/// What begins a plan inside of a Markdown file.
const FENCE: &str = "```plan";

const WRITE: &str = "a plan is plain text; `gantline init` writes one to begin with";
