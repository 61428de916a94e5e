//! Tokens with their places, the faults found in them, and what bare numbers mean.
//!
//! The grammar matches a token by its shape; here and in `amount`, `date` and `name` it becomes a value, or a message
//! that knows exactly what is wrong with it.

use super::ast::Money;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::span::{SourceId, Span, TextRange};

/// A stretch of a file's text with the place where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// Offset of its first byte in the file; it wraps where a line's first word was read as a longer one.
    pub(super) start: u32,
}

/// Where the faults of tokens go.
#[derive(Debug)]
pub(super) struct Faults<'d> {
    /// The file that the tokens stand in.
    pub(super) file: SourceId,
    /// Every fault found so far.
    pub(super) diagnostics: &'d mut Diagnostics,
}

impl Faults<'_> {
    /// Reports a fault of the text in `range`.
    pub(super) fn report(&mut self, code: Code, range: TextRange, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.report(code, Span::new(self.file, range), message)
    }

    /// Returns the span of `range`.
    pub(super) const fn span(&self, range: TextRange) -> Span {
        Span::new(self.file, range)
    }
}

impl<'t> Token<'t> {
    /// Returns where the token stands.
    pub(super) fn range(self) -> TextRange {
        TextRange::new(self.start, self.start.wrapping_add(length(self.text)))
    }

    /// Parts the token at the byte `at`.
    pub(super) fn split_at(self, at: usize) -> (Self, Self) {
        let (head, tail) = self.text.split_at_checked(at).unwrap_or((self.text, ""));
        (Self { text: head, start: self.start }, Self { text: tail, start: self.start.wrapping_add(length(head)) })
    }

    /// Returns the stretch from here through the end of `last`.
    pub(super) fn to(self, last: Self) -> TextRange {
        TextRange::new(self.start, last.range().end)
    }

    /// Returns the token without the spaces around it.
    pub(super) fn trim(self) -> Self {
        let text = self.text.trim_start_matches(' ');
        Self { text: text.trim_end_matches(' '), start: self.start.wrapping_add(length(self.text) - length(text)) }
    }

    /// Parts the token around the first `mark`.
    pub(super) fn split_once(self, mark: &str) -> Option<(Self, Self)> {
        let at = self.text.find(mark)?;
        let (head, tail) = self.split_at(at);
        Some((head, tail.split_at(mark.len()).1))
    }

    /// Parts the token after its first characters that are `wanted`.
    pub(super) fn take(self, wanted: impl Fn(char) -> bool) -> (Self, Self) {
        self.split_at(self.text.find(|c| !wanted(c)).unwrap_or(self.text.len()))
    }
}

/// Returns the number of bytes as an offset.
pub(super) fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// Reads digits as a number no greater than `most`.
pub(super) fn number(token: Token<'_>, most: u32, faults: &mut Faults<'_>) -> Option<u32> {
    let value = token.text.parse().ok().filter(|value| *value <= most);
    if value.is_none() {
        faults
            .report(Code::NumberTooLarge, token.range(), format!("`{}` is too large", token.text))
            .help(format!("the largest number here is {most}"));
    }
    value
}

/// Reads `12.5` as a number of `10^places`-ths, rounded to the nearest; `None` when it does not fit.
pub(super) fn decimal(text: &str, places: u32) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut value: u64 = whole.parse().ok()?;
    let mut digits = fraction.bytes();
    for _ in 0..places {
        let digit = digits.next().map_or(0, |digit| u64::from(digit - b'0'));
        value = value.checked_mul(10)?.checked_add(digit)?;
    }
    value.checked_add(u64::from(digits.next().is_some_and(|digit| digit >= b'5')))
}

/// Reads `1.5` in hundredths.
pub(super) fn factor(token: Token<'_>, most: u32, faults: &mut Faults<'_>) -> Option<u32> {
    let decimals = token.text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let value = decimal(token.text, 2).and_then(|value| u32::try_from(value).ok()).filter(|value| *value <= most && decimals < 3);
    if value.is_none() {
        let (what, help) = match decimals {
            0..3 => ("is too large", format!("the largest number here is {}", most / 100)),
            _ => ("has more than two decimals", "write a number such as `2` or `1.5`".to_owned()),
        };
        faults.report(Code::NumberTooLarge, token.range(), format!("`{}` {what}", token.text)).help(help);
    }
    value
}

/// Reads `40%` in ten-thousandths.
pub(super) fn percent(token: Token<'_>, most: u32, faults: &mut Faults<'_>) -> Option<u32> {
    let Some(text) = token.text.strip_suffix('%') else {
        let span = faults.span(token.range());
        let whole = format!("{}%", token.text);
        let report = faults.report(Code::BadUnit, token.range(), format!("`{}` has no percent sign", token.text));
        report.help(format!("write `{whole}`")).fix(format!("write `{whole}`"), span, whole);
        return None;
    };
    let value = decimal(text, 2).and_then(|value| u32::try_from(value).ok()).filter(|value| *value <= most);
    if value.is_none() {
        let message = format!("`{}` is more than {}%", token.text, most / 100);
        faults.report(Code::NumberTooLarge, token.range(), message);
    }
    value
}

/// Reads `80.50` in hundredths.
pub(super) fn money(token: Token<'_>, faults: &mut Faults<'_>) -> Option<Money> {
    const MOST: u64 = 100_000_000_000_000;
    if token.text.contains(',') {
        let plain = token.text.replace(',', "");
        let span = faults.span(token.range());
        faults
            .report(Code::Syntax, token.range(), format!("`{}` is written with marks for thousands", token.text))
            .help(format!("write `{plain}`"))
            .fix(format!("write `{plain}`"), span, plain.clone());
        return decimal(&plain, 2).map(|hundredths| Money { hundredths });
    }
    let decimals = token.text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if decimals > 2 {
        let message = format!("`{}` has more than two decimals", token.text);
        faults.report(Code::NumberTooLarge, token.range(), message).help("money is counted in hundredths");
        return None;
    }
    let hundredths = decimal(token.text, 2).filter(|value| *value <= MOST);
    if hundredths.is_none() {
        faults
            .report(Code::NumberTooLarge, token.range(), format!("`{}` is too large", token.text))
            .help("the largest amount of money is 1000000000000");
    }
    hundredths.map(|hundredths| Money { hundredths })
}
