//! The marks that a test plan carries inside: carets under what is wrong, `#=` behind what must be computed.

/// A diagnostic that a plan is marked to provoke.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// Line of the fault, counted from one.
    pub line: usize,
    /// First column of the span, counted from one in characters.
    pub column: usize,
    /// One past the last column.
    pub end: usize,
    /// The code.
    pub code: String,
    /// What the message must contain.
    pub message: String,
}

/// Reads the caret lines of a plan: `#      ^^^^^^ G201 no task is named`. A caret right behind the `#` makes the `#` count as one.
pub fn carets(text: &str) -> Vec<Expected> {
    let mut expected = Vec::new();
    let mut line_above = 0;
    for (index, line) in text.lines().enumerate() {
        match caret_line(line) {
            Some((column, end, rest)) => {
                let (code, message) = rest.split_once(' ').unwrap_or((rest, ""));
                expected.push(Expected { line: line_above, column, end, code: code.to_owned(), message: message.trim().to_owned() });
            }
            None => line_above = index + 1,
        }
    }
    expected
}

fn caret_line(line: &str) -> Option<(usize, usize, &str)> {
    let inside = line.trim_start().strip_prefix('#')?;
    let carets = inside.trim_start();
    let n_carets = carets.bytes().take_while(|byte| *byte == b'^').count();
    if n_carets == 0 {
        return None;
    }
    let first = line.chars().take_while(|c| *c != '^').count() + 1;
    let end = first + n_carets;
    let column = if first == 2 { 1 } else { first };
    Some((column, end, carets.get(n_carets..)?.trim_start()))
}

/// What a plan says must come of the item on `line`.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Line of the item, counted from one.
    pub line: usize,
    /// The claims behind `#=`, one by one: `start 2026-04-09`, `critical`.
    pub facts: Vec<String>,
}

/// Reads the `#=` marks of a plan: behind the item, or on a line of their own below it.
pub fn claims(text: &str) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut line_above = 0;
    for (index, line) in text.lines().enumerate() {
        let Some((before, facts)) = line.split_once("#=") else {
            if !line.trim_start().starts_with('#') {
                line_above = index + 1;
            }
            continue;
        };
        if !before.trim().is_empty() {
            line_above = index + 1;
        }
        claims.push(Claim { line: line_above, facts: facts.split(',').map(|fact| fact.trim().to_owned()).collect() });
    }
    claims
}
