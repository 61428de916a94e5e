//! The house rules that a compiler does not check: which room may import which, how long files and functions grow.

use std::path::Path;

use crate::support::sources;

/// Which rooms each room may import, top floor first. Imports go downward only.
const FLOORS: &[(&str, &[&str])] = &[
    (
        "cli",
        &[
            "calendar",
            "compile",
            "diagnostic",
            "emit",
            "format",
            "interop",
            "line_index",
            "lint",
            "model",
            "schedule",
            "source",
            "span",
            "theme",
            "view",
        ],
    ),
    ("interop", &["format", "model", "calendar"]),
    ("emit", &["view", "schedule", "model", "calendar"]),
    ("theme", &["view", "diagnostic", "source", "span"]),
    ("compile", &["lint", "schedule", "model", "syntax", "calendar", "diagnostic", "source", "span"]),
    ("view", &["schedule", "model", "calendar", "diagnostic"]),
    ("format", &["syntax", "calendar"]),
    ("lint", &["schedule", "model", "syntax", "calendar", "diagnostic", "source", "span"]),
    ("schedule", &["model", "calendar", "diagnostic", "span"]),
    ("model", &["syntax", "calendar", "diagnostic", "source", "span"]),
    ("syntax", &["calendar", "diagnostic", "source", "span"]),
    ("calendar", &[]),
    ("diagnostic", &["line_index", "source", "span"]),
    ("source", &["line_index", "span"]),
    ("line_index", &[]),
    ("span", &[]),
];

/// The one home of each big dependency.
const HOMES: &[(&str, &[&str])] = &[
    ("pest", &["src/syntax/"]),
    ("miette", &["src/diagnostic/render"]),
    ("quick_xml", &["src/interop/xml"]),
    ("petgraph", &["src/schedule/network"]),
    ("svg::", &["src/emit/svg"]),
    ("resvg", &["src/emit/font", "src/emit/png", "src/emit/pdf"]),
    ("krilla", &["src/emit/pdf"]),
    ("clap", &["src/cli/"]),
    ("toml", &["src/theme/"]),
    ("std::fs", &["src/cli/"]),
    ("std::env", &["src/cli/", "src/main.rs"]),
];

#[test]
fn imports_go_downward_only() {
    let mut faults = Vec::new();
    for (path, text) in sources("src") {
        let room = room_of(&path);
        let Some((_, allowed)) = FLOORS.iter().find(|(name, _)| *name == room) else { continue };
        for (number, line) in code_lines(&text) {
            for import in line.split("crate::").skip(1).filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()) {
                let is_room = FLOORS.iter().any(|(name, _)| *name == import);
                if is_room && import != room && !allowed.contains(&import) {
                    faults.push(format!("{path}:{number}: `{room}` imports `{import}`"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "imports that climb a floor:\n{}", faults.join("\n"));
}

#[test]
fn every_room_has_a_floor() {
    for (path, _) in sources("src") {
        let room = room_of(&path);
        assert!(
            FLOORS.iter().any(|(name, _)| *name == room) || ["main", "lib"].contains(&room.as_str()),
            "{path}: name the floor of `{room}`"
        );
    }
}

#[test]
fn big_dependencies_have_one_home() {
    let mut faults = Vec::new();
    for (path, text) in sources("src") {
        for (number, line) in code_lines(&text) {
            for (dependency, homes) in HOMES {
                let word = dependency.trim_end_matches(':');
                let used =
                    line.contains(&format!("use {word}::")) || line.contains(&format!(" {word}::")) || line.contains(&format!("({word}::"));
                if used && !line.contains(&format!("crate::{word}")) && !homes.iter().any(|home| path.starts_with(home)) {
                    faults.push(format!("{path}:{number}: `{word}` outside of {homes:?}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_stay_under_five_hundred_lines_and_functions_under_sixty() {
    let mut faults = Vec::new();
    for (path, text) in sources("src").into_iter().chain(sources("tests/it")) {
        let generated = text.lines().take(6).any(|line| line.contains("Generated"));
        let n_lines = text.lines().count();
        if n_lines > 500 && !generated {
            faults.push(format!("{path}: {n_lines} lines"));
        }
        faults.extend(long_functions(&text).into_iter().map(|(line, name, length)| format!("{path}:{line}: `{name}` has {length} lines")));
    }
    assert!(faults.is_empty(), "too long to read at once:\n{}", faults.join("\n"));
}

#[test]
fn every_file_says_what_it_is() {
    for (path, text) in sources("src").into_iter().chain(sources("tests/it")) {
        assert!(text.starts_with("//!"), "{path} does not begin with `//!`");
    }
}

/// Returns line, name and length of functions over sixty lines that are not one flat match.
fn long_functions(text: &str) -> Vec<(usize, String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line).filter(|_| !line.ends_with(';')) else { continue };
        let margin = line.len() - line.trim_start().len();
        let closing = format!("{}}}", " ".repeat(margin));
        let Some(length) = lines.iter().skip(start).position(|line| *line == closing) else { continue };
        let flat_match =
            lines.get(start + 1..start + 3).is_some_and(|head| head.iter().any(|line| line.trim_start().starts_with("match ")));
        if length > 60 && !flat_match {
            found.push((start + 1, name, length));
        }
    }
    found
}

fn function_name(line: &str) -> Option<String> {
    let head = line.trim_start();
    let rest =
        ["pub(crate) ", "pub(super) ", "pub ", ""].iter().find_map(|visibility| head.strip_prefix(visibility)?.strip_prefix("fn "))?;
    Some(rest.split(['(', '<']).next().unwrap_or("").to_owned())
}

fn room_of(path: &str) -> String {
    let inside = path.trim_start_matches("src/");
    Path::new(inside.split('/').next().unwrap_or(inside)).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// Returns the lines that are not comments, numbered from one, up to the unit tests of the file.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let code = text.lines().take_while(|line| !line.starts_with("mod tests") && !line.starts_with("#[cfg(test)]"));
    code.enumerate().map(|(index, line)| (index + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}
