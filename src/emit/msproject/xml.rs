//! XML, one element a line: every text escaped, what XML cannot hold shown as a sign.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};

use crate::calendar::{Instant, TimeOfDay};
use crate::view::{phrase, steers};

/// A document that is being written.
pub(super) struct Xml {
    out: String,
    depth: usize,
}

impl Xml {
    /// Begins a document.
    pub(super) fn new() -> Self {
        Self { out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"), depth: 0 }
    }

    /// Returns the document.
    pub(super) fn end(self) -> String {
        self.out
    }

    /// Writes an element that holds others.
    pub(super) fn inside(&mut self, tag: &str, write: impl FnOnce(&mut Self)) {
        self.margin();
        let _ = writeln!(self.out, "<{tag}>");
        self.depth += 1;
        write(self);
        self.depth -= 1;
        self.margin();
        // The first element alone has attributes.
        let _ = writeln!(self.out, "</{}>", tag.split(' ').next().unwrap_or(tag));
    }

    /// Writes an element with a value that needs no escape.
    pub(super) fn put(&mut self, tag: &str, value: impl Display) {
        self.margin();
        let _ = writeln!(self.out, "<{tag}>{value}</{tag}>");
    }

    /// Writes an element with a text on one line; none for an empty one.
    pub(super) fn text(&mut self, tag: &str, value: &str) {
        let line: Cow<'_, str> =
            if value.contains(['\n', '\r', '\t']) { value.replace(['\n', '\r', '\t'], " ").into() } else { value.into() };
        self.paragraphs(tag, &line);
    }

    /// Writes an element with a text that may have several lines; none for an empty one.
    pub(super) fn paragraphs(&mut self, tag: &str, value: &str) {
        if !value.is_empty() {
            self.put(tag, Escaped(value));
        }
    }

    /// Writes an instant.
    pub(super) fn instant(&mut self, tag: &str, t: Instant) {
        self.put(tag, stamp(t));
    }

    fn margin(&mut self) {
        self.out.extend(std::iter::repeat_n("  ", self.depth));
    }
}

/// Returns an instant as the format writes it, to the second.
fn stamp(t: Instant) -> String {
    format!("{}T{}", phrase::iso_day(t.day()), clock(t.time()))
}

/// Returns a time of day; the end of a day is the beginning of the next.
pub(super) fn clock(time: TimeOfDay) -> String {
    let seconds = u32::from(time.0) * 6 % 86_400;
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// Returns a length in hours, minutes and seconds, never in days: `PT16H0M0S`.
pub(super) fn length(tenths: i64) -> String {
    let (sign, seconds) = (if tenths < 0 { "-" } else { "" }, tenths.unsigned_abs() * 6);
    format!("{sign}PT{}H{}M{}S", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// Returns ten-thousandths as a number of wholes: `0.5`.
pub(super) fn share(ten_thousandths: u32) -> String {
    let (whole, part) = (ten_thousandths / 10_000, ten_thousandths % 10_000);
    if part == 0 { whole.to_string() } else { format!("{whole}.{part:04}").trim_end_matches('0').to_owned() }
}

/// Returns hundredths as a number: `80`, `80.5`.
pub(super) fn money(hundredths: u64) -> String {
    let (whole, part) = (hundredths / 100, hundredths % 100);
    if part == 0 { whole.to_string() } else { format!("{whole}.{part:02}") }
}

struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '\n' | '\t' => out.write_char(c)?,
                '\r' => {}
                c if steers(c) || matches!(c, '\u{fffe}' | '\u{ffff}') => out.write_char('\u{fffd}')?,
                c => out.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_no_days() {
        assert_eq!(length(9_600), "PT16H0M0S");
        assert_eq!(length(-1), "-PT0H0M6S");
        assert_eq!(length(14_400 * 3), "PT72H0M0S");
    }

    #[test]
    fn the_end_of_a_day_is_midnight() {
        assert_eq!(clock(TimeOfDay(14_400)), "00:00:00");
        assert_eq!(clock(TimeOfDay(10_201)), "17:00:06");
    }

    #[test]
    fn shares_and_money_have_no_idle_digits() {
        assert_eq!((share(10_000), share(5_000), share(3_333)), ("1".to_owned(), "0.5".to_owned(), "0.3333".to_owned()));
        assert_eq!((money(8_000), money(8_050)), ("80".to_owned(), "80.50".to_owned()));
    }
}
