//! Names as others point to them: paths, their lags, entries of `by` and `of`, and the escapes of quoted texts.

use super::amount::amount;
use super::ast::{Amount, Assignment, Edge, Given, Lag, Pick, Target, Unit};
use super::date::moment;
use super::token::{Faults, Token, decimal, number, percent};
use crate::diagnostic::Code;
use crate::span::TextRange;

/// Reads `2026-03-02`, `build.content`, `build."Write content".end + 2d`.
pub(super) fn target(token: Token<'_>, faults: &mut Faults<'_>) -> Option<Target> {
    let range = token.range();
    if token.text.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(Target::date(range, moment(token, faults)?));
    }
    let (path, rest) = path(token, faults);
    let rest = rest.trim();
    if rest.text.is_empty() {
        return Some(Target::item(range, path.path, path.edge, None));
    }
    let (sign, measure) = rest.split_at(1);
    let amount = lag(measure.trim(), faults)?;
    Some(Target::item(range, path.path, path.edge, Some(Lag { amount, lead: sign.text == "-" })))
}

fn lag(token: Token<'_>, faults: &mut Faults<'_>) -> Option<Amount> {
    let Some(digits) = token.text.strip_suffix('%') else { return amount(token, faults) };
    let thousandths = decimal(digits, 3).and_then(|value| u32::try_from(value).ok());
    if thousandths.is_none() {
        faults.report(Code::NumberTooLarge, token.range(), format!("`{}` is too large for a lag", token.text));
    }
    thousandths.map(|thousandths| Amount { thousandths, unit: Unit::Percent, elapsed: false })
}

struct Path {
    path: TextRange,
    edge: Option<Edge>,
}

/// Reads a path at the beginning of `token` and returns what follows it; the last of several names may be an edge.
fn path<'t>(token: Token<'t>, faults: &mut Faults<'_>) -> (Path, Token<'t>) {
    let (mut rest, mut before) = (token, token);
    loop {
        let (name, after) = segment(rest, faults);
        let is_first = rest.start == token.start;
        if !after.text.starts_with('.') || after.text.starts_with("..") {
            let edge = match name.text {
                "start" if !is_first => Some(Edge::Start),
                "end" if !is_first => Some(Edge::End),
                _ => None,
            };
            let end = if edge.is_some() { before.start } else { after.start };
            return (Path { path: TextRange::new(token.start, end), edge }, after);
        }
        before = after;
        rest = after.split_at(1).1;
    }
}

/// Takes one name or quoted text off the beginning of `token`.
fn segment<'t>(token: Token<'t>, faults: &mut Faults<'_>) -> (Token<'t>, Token<'t>) {
    if !token.text.starts_with('"') {
        return token.take(|c| !matches!(c, '.' | ' ' | '+' | ','));
    }
    let mut escaped = true;
    let end = token.text.find(|c| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    });
    let (title, rest) = token.split_at(end.map_or(token.text.len(), |end| end + 1));
    escapes(title, faults);
    (title, rest)
}

/// Reports what is escaped in a quoted text and need not be.
pub(super) fn escapes(title: Token<'_>, faults: &mut Faults<'_>) {
    let mut rest = title;
    while let Some(at) = rest.text.find('\\') {
        let (_, escape) = rest.split_at(at);
        let length = escape.text.chars().take(2).map(char::len_utf8).sum();
        let (escape, after) = escape.split_at(length);
        if !matches!(escape.text, "\\\"" | "\\\\") {
            let span = faults.span(escape.split_at(1).0.range());
            faults
                .report(Code::Syntax, escape.range(), format!("`{}` stands for nothing in a quoted text", escape.text))
                .help("only `\\\"` and `\\\\` are written with a backslash")
                .fix("write `\\\\` for a backslash", span, "\\\\");
        }
        rest = after;
    }
}

/// Reads `ana`, `ben 50%`, `ben 8h`, `ben 50% 8h`, `2 of web`, `any of web`, `all of web 50%`.
pub(super) fn entry(token: Token<'_>, faults: &mut Faults<'_>) -> Option<Assignment> {
    let (pick, rest) = pick(token, faults);
    let (path, after) = path(rest, faults);
    let name = TextRange::new(path.path.start, after.start);
    let share = after.trim();
    let (part, own) = share.split_at(share.text.find('%').map_or(0, |at| at + 1));
    let own = own.trim();
    let given = match (part.text.is_empty(), own.text.is_empty()) {
        (true, true) => Given::Nothing,
        (false, true) => Given::Units(percent(part, 100_000_000, faults)?),
        (true, false) => Given::Work(amount(own, faults)?),
        (false, false) => Given::Both(percent(part, 100_000_000, faults)?, amount(own, faults)?),
    };
    Some(Assignment::new(token.range(), name, pick?, given))
}

/// Reads how many of a team are meant, and returns what follows.
fn pick<'t>(token: Token<'t>, faults: &mut Faults<'_>) -> (Option<Pick>, Token<'t>) {
    let (count, rest) = token.take(|c| c != ' ');
    let of = rest.trim();
    let (word, rest) = of.take(|c| c != ' ');
    let (_, name) = rest.take(|c| c == ' ');
    if word.text != "of" || name.text.is_empty() {
        return (Some(Pick::One), token);
    }
    let pick = match count.text {
        "any" => Some(Pick::One),
        "all" => Some(Pick::All),
        digits if digits.starts_with(|c: char| c.is_ascii_digit()) => number(count, 1_000_000, faults).map(Pick::Count),
        _ => return (Some(Pick::One), token),
    };
    (pick, name)
}
