//! The lines of a chart: settings, sections, tasks. What they mean is decided later.

use super::fault;
use crate::interop::Fault;

/// A chart as it is written.
#[derive(Debug, Default)]
pub(super) struct Chart<'a> {
    pub(super) title: String,
    /// The shape of its dates: `YYYY-MM-DD` unless told.
    pub(super) date_format: &'a str,
    /// End dates are worked too.
    pub(super) inclusive: bool,
    /// The line, and a word of what is not worked.
    pub(super) excludes: Vec<(usize, &'a str)>,
    /// The line, and a day that is worked all the same.
    pub(super) includes: Vec<(usize, &'a str)>,
    /// `weekend friday`.
    pub(super) weekend_is_friday: bool,
    pub(super) lines: Vec<Line<'a>>,
    /// The line, an id, and where it leads.
    pub(super) clicks: Vec<(usize, &'a str, &'a str)>,
}

/// A section or a task.
#[derive(Debug)]
pub(super) enum Line<'a> {
    /// Its title.
    Section(String),
    /// A task.
    Task(Task<'a>),
}

/// A task as it is written.
#[derive(Debug)]
pub(super) struct Task<'a> {
    /// The line, from one.
    pub(super) line: usize,
    pub(super) title: String,
    /// `done`, `active`, `crit`, `milestone`, `vert`.
    pub(super) tags: Vec<&'a str>,
    pub(super) id: Option<&'a str>,
    /// Nothing is after the task above.
    pub(super) start: Option<&'a str>,
    pub(super) end: &'a str,
}

const TAGS: [&str; 5] = ["active", "done", "crit", "milestone", "vert"];

/// Settings of the picture, which say nothing of the plan.
const LOOKS: [&str; 8] = ["axisformat", "tickinterval", "todaymarker", "topaxis", "displaymode", "acctitle", "accdescr", "weekday"];

/// Reads the lines of a chart.
pub(super) fn read(text: &str) -> Result<Chart<'_>, Fault> {
    let mut chart = Chart { date_format: "YYYY-MM-DD", ..Chart::default() };
    let mut has_begun = false;
    let mut lines = (1..).zip(text.trim_start_matches('\u{feff}').lines()).peekable();
    // A heading between dashes holds settings of the picture.
    if lines.peek().is_some_and(|(_, line)| line.trim() == "---") {
        lines.next();
        let _ = lines.by_ref().find(|(_, line)| line.trim() == "---");
    }
    for (number, line) in lines {
        let line = line.trim();
        if line.is_empty() || line.starts_with("%%") || line.starts_with("```") {
            continue;
        }
        if !has_begun {
            let word = line.split_whitespace().next().unwrap_or("");
            if word != "gantt" {
                let word: String = word.chars().take(40).collect();
                return Err(fault(
                    number,
                    format!("this is no gantt chart: its first word is `{word}`, not `gantt`"),
                    "only gantt charts can be plans",
                ));
            }
            has_begun = true;
            continue;
        }
        statement(&mut chart, number, line)?;
    }
    if has_begun { Ok(chart) } else { Err(fault(1, "there is no chart in it", "a gantt chart begins with the word `gantt`")) }
}

fn statement<'a>(chart: &mut Chart<'a>, number: usize, line: &'a str) -> Result<(), Fault> {
    let (word, rest) = line.split_once(char::is_whitespace).map_or((line, ""), |(word, rest)| (word, rest.trim()));
    let lower = word.to_lowercase();
    match lower.trim_end_matches(':') {
        "title" => chart.title = decoded(rest),
        "dateformat" => chart.date_format = rest,
        "inclusiveenddates" => chart.inclusive = true,
        "excludes" => chart.excludes.extend(words(rest).map(|word| (number, word))),
        "includes" => chart.includes.extend(words(rest).map(|word| (number, word))),
        "weekend" => chart.weekend_is_friday = rest.eq_ignore_ascii_case("friday"),
        "section" => chart.lines.push(Line::Section(decoded(rest))),
        "click" => chart.clicks.extend(click(number, rest)),
        other if LOOKS.contains(&other) && !line.contains(" :") => {}
        _ => chart.lines.push(Line::Task(task(number, line)?)),
    }
    Ok(())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty())
}

/// Reads `a1 href "https://x.org"`.
fn click(number: usize, rest: &str) -> Option<(usize, &str, &str)> {
    let (id, rest) = rest.split_once(char::is_whitespace)?;
    let url = rest.split('"').nth(1).filter(|_| rest.trim_start().starts_with("href"))?;
    Some((number, id, url))
}

fn task(number: usize, line: &str) -> Result<Task<'_>, Fault> {
    let Some((title, data)) = line.split_once(':') else {
        let shown: String = line.chars().take(60).collect();
        return Err(fault(
            number,
            format!("`{shown}` is neither a setting nor a task"),
            "a task is a title, a colon and its dates: `Bake :2026-03-09, 5d`",
        ));
    };
    let mut parts = data.split(',').map(str::trim).peekable();
    let mut tags = Vec::new();
    while let Some(tag) = parts.next_if(|part| TAGS.contains(part)) {
        tags.push(tag);
    }
    let title = decoded(title.trim());
    let rest: Vec<&str> = parts.collect();
    let (id, start, end) = match rest.as_slice() {
        [end] if !end.is_empty() => (None, None, *end),
        [start, end] => (None, Some(*start), *end),
        [id, start, end] => (Some(*id), Some(*start), *end),
        [] | [_] => return Err(fault(number, format!("`{title}` has no dates"), "write a start and a length: `:2026-03-09, 5d`")),
        [..] => return Err(fault(number, format!("`{title}` has more than an id, a start and an end"), "write `:id, 2026-03-09, 5d`")),
    };
    Ok(Task { line: number, title, tags, id: id.filter(|id| !id.is_empty()), start, end })
}

/// Returns a text with its numbered entities (`#58;`) as the characters that they stand for.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('#') {
        out.push_str(before);
        let entity = after.split_once(';').and_then(|(number, after)| Some((char::from_u32(number.parse().ok()?)?, after)));
        match entity {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('#');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
