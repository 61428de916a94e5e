//! Amounts of time: `5d`, `3 days`, `6w elapsed`, `6ew`, and estimates made of them.

use super::ast::{Amount, Estimate, Unit};
use super::token::{Faults, Token, decimal};
use crate::diagnostic::{Code, suggest};

/// The units as they are written short.
const SHORT: [(&str, Unit); 5] = [("d", Unit::Day), ("h", Unit::Hour), ("w", Unit::Week), ("min", Unit::Minute), ("mo", Unit::Month)];

/// The units as they are written out.
const SPELLED: [(&str, Unit); 11] = [
    ("days", Unit::Day),
    ("day", Unit::Day),
    ("weeks", Unit::Week),
    ("week", Unit::Week),
    ("hours", Unit::Hour),
    ("hour", Unit::Hour),
    ("minutes", Unit::Minute),
    ("minute", Unit::Minute),
    ("mins", Unit::Minute),
    ("months", Unit::Month),
    ("month", Unit::Month),
];

/// Reads a token that is one amount.
pub(super) fn amount(token: Token<'_>, faults: &mut Faults<'_>) -> Option<Amount> {
    parts(token).0.value(faults)
}

/// Reads `5d`, `5d (3d..10d)` or `4w..7w`.
pub(super) fn estimate(token: Token<'_>, faults: &mut Faults<'_>) -> Option<Estimate> {
    let (first, rest) = parts(token);
    let rest = rest.trim();
    if rest.text.is_empty() {
        return Some(Estimate::new(Some(first.value(faults)?), None));
    }
    if let Some(high) = rest.text.strip_prefix("..") {
        let high = parts(rest.split_at(rest.text.len() - high.len()).1).0;
        let range = first.value(faults).zip(high.value(faults));
        return range.map(|range| Estimate::new(None, Some(range)));
    }
    let (low, high) = rest.split_at(rest.text.len().saturating_sub(1)).0.split_at(1).1.split_once("..")?;
    let likely = first.value(faults);
    let range = parts(low).0.value(faults).zip(parts(high).0.value(faults));
    Some(Estimate::new(Some(likely?), Some(range?)))
}

/// Reads `1d = 8h`.
pub(super) fn equation(token: Token<'_>, faults: &mut Faults<'_>) -> Option<(Amount, Amount)> {
    let (left, right) = token.split_once("=")?;
    amount(left.trim(), faults).zip(amount(right.trim(), faults))
}

/// The pieces of an amount as it was written.
struct Parts<'t> {
    digits: Token<'t>,
    gap: Token<'t>,
    unit: Token<'t>,
    elapsed: bool,
}

/// Takes the first amount of `token` apart and returns what follows it.
fn parts(token: Token<'_>) -> (Parts<'_>, Token<'_>) {
    let whole = token.take(|c| c.is_ascii_digit()).0.text.len();
    let tail = token.split_at(whole).1.text.strip_prefix('.').unwrap_or("");
    let places = tail.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = token.split_at(if places == 0 { whole } else { whole + 1 + places });
    let (gap, after_gap) = rest.take(|c| c == ' ');
    let (unit, after_unit) = after_gap.take(|c| c.is_alphanumeric() || c == '_');
    let is_unit = !unit.text.is_empty() && (gap.text.is_empty() || unit.text != "elapsed");
    let (gap, unit, rest) = if is_unit { (gap, unit, after_unit) } else { (rest.split_at(0).0, rest.split_at(0).0, rest) };
    let after = rest.text.trim_start_matches(' ');
    let elapsed = after.len() < rest.text.len() && after.starts_with("elapsed");
    let used = if elapsed { rest.text.len() - after.len() + "elapsed".len() } else { 0 };
    (Parts { digits, gap, unit, elapsed }, rest.split_at(used).1)
}

impl Parts<'_> {
    fn value(&self, faults: &mut Faults<'_>) -> Option<Amount> {
        let unit = self.unit(faults);
        let thousandths = decimal(self.digits.text, 3).and_then(|value| u32::try_from(value).ok());
        if thousandths.is_none() {
            let message = format!("`{}` is too large for a length of time", self.digits.text);
            faults.report(Code::NumberTooLarge, self.digits.range(), message);
        }
        let (unit, elapsed) = unit?;
        Some(Amount { thousandths: thousandths?, unit, elapsed: elapsed || self.elapsed })
    }

    /// Reads the unit and whether its `e` says elapsed.
    fn unit(&self, faults: &mut Faults<'_>) -> Option<(Unit, bool)> {
        if self.unit.text.is_empty() {
            self.report_no_unit(faults);
            return None;
        }
        if let Some(unit) = find(&SHORT, self.unit.text) {
            if !self.gap.text.is_empty() {
                self.report_gap(faults);
            }
            return Some((unit, false));
        }
        if let Some(unit) = find(&SPELLED, self.unit.text) {
            return Some((unit, false));
        }
        let elapsed = self.unit.text.strip_prefix('e').and_then(|unit| find(&SHORT, unit).or_else(|| find(&SPELLED, unit)));
        if elapsed.is_none() {
            self.report_unknown(faults);
        }
        elapsed.map(|unit| (unit, true))
    }

    fn report_no_unit(&self, faults: &mut Faults<'_>) {
        let digits = self.digits.text;
        let span = faults.span(self.digits.range());
        faults
            .report(Code::BadUnit, self.digits.range(), format!("`{digits}` has no unit"))
            .help(format!("write `{digits}d` for days; the units are min, h, d, w and mo"))
            .fix(format!("write `{digits}d`"), span, format!("{digits}d"));
    }

    fn report_gap(&self, faults: &mut Faults<'_>) {
        let together = format!("{}{}", self.digits.text, self.unit.text);
        let range = self.digits.to(self.unit);
        let span = faults.span(range);
        faults
            .report(Code::BadUnit, range, format!("a number and its unit `{}` stand together", self.unit.text))
            .help(format!("write `{together}`"))
            .fix(format!("write `{together}`"), span, together);
    }

    fn report_unknown(&self, faults: &mut Faults<'_>) {
        let unit = self.unit.text;
        let digits = self.digits.text;
        let span = faults.span(self.unit.range());
        let report = faults.report(Code::BadUnit, self.unit.range(), format!("`{unit}` is no unit of time"));
        if unit.eq_ignore_ascii_case("m") {
            report
                .help(format!("write `{digits}min` for minutes or `{digits}mo` for months"))
                .fix(format!("write `{digits}min`"), span, "min")
                .fix(format!("write `{digits}mo`"), span, "mo");
        } else if unit.contains(|c: char| c.is_ascii_digit()) {
            report.help("a length is one number and one unit: `1.5d` is a day and a half");
        } else if let Some(near) = nearest(unit) {
            report.help(format!("did you mean `{digits}{near}`?")).fix(format!("write `{digits}{near}`"), span, near);
        } else {
            report.help("the units are min, h, d, w and mo: `5d` is five days");
        }
    }
}

fn find(table: &[(&str, Unit)], word: &str) -> Option<Unit> {
    table.iter().find(|(name, _)| *name == word).map(|(_, unit)| *unit)
}

/// Returns the unit that was probably meant; written-out units first where the word is long enough to be one.
fn nearest(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    let known = SHORT.iter().chain(&SPELLED).map(|(name, _)| *name);
    let meant = match lower.as_str() {
        "hr" | "hrs" | "std" => Some("h"),
        "wk" | "wks" => Some("w"),
        "dy" | "dys" | "tag" | "tage" => Some("d"),
        "mth" | "mths" | "mon" => Some("mo"),
        _ => None,
    };
    meant.or_else(|| known.clone().find(|name| *name == lower)).or_else(|| suggest(&lower, known.filter(|name| name.len() > 2)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::span::SourceId;

    #[track_caller]
    #[allow(clippy::needless_pass_by_value, reason = "an expected value reads best where it is written")]
    fn check<T: std::fmt::Debug + PartialEq>(
        read: impl Fn(Token<'_>, &mut Faults<'_>) -> Option<T>,
        text: &str,
        expected: Option<T>,
        says: &str,
    ) {
        let mut diagnostics = Diagnostics::new();
        let mut faults = Faults { file: SourceId(0), diagnostics: &mut diagnostics };
        assert_eq!(read(Token { text, start: 7 }, &mut faults), expected);
        let said: Vec<String> = diagnostics
            .iter()
            .map(|d| {
                format!("{}..{} {}{}", d.span.start, d.span.end, d.message, d.help.as_ref().map_or(String::new(), |h| format!("; {h}")))
            })
            .collect();
        assert_eq!(said.join("\n"), says);
    }

    const fn of(thousandths: u32, unit: Unit, elapsed: bool) -> Amount {
        Amount { thousandths, unit, elapsed }
    }

    #[test]
    fn amounts() {
        check(amount, "5d", Some(of(5_000, Unit::Day, false)), "");
        check(amount, "1.5h", Some(of(1_500, Unit::Hour, false)), "");
        check(amount, "0.3337min", Some(of(334, Unit::Minute, false)), "");
        check(amount, "3 days", Some(of(3_000, Unit::Day, false)), "");
        check(amount, "2 weeks elapsed", Some(of(2_000, Unit::Week, true)), "");
        check(amount, "6w elapsed", Some(of(6_000, Unit::Week, true)), "");
        check(amount, "6ew", Some(of(6_000, Unit::Week, true)), "");
        check(amount, "1mo", Some(of(1_000, Unit::Month, false)), "");
    }

    #[test]
    fn faults_of_amounts() {
        check(amount, "5", None, "7..8 `5` has no unit; write `5d` for days; the units are min, h, d, w and mo");
        check(amount, "5dy", None, "8..10 `dy` is no unit of time; did you mean `5d`?");
        check(amount, "5D", None, "8..9 `D` is no unit of time; did you mean `5d`?");
        check(amount, "5m", None, "8..9 `m` is no unit of time; write `5min` for minutes or `5mo` for months");
        check(amount, "5dyas", None, "8..12 `dyas` is no unit of time; did you mean `5days`?");
        check(amount, "5 d", Some(of(5_000, Unit::Day, false)), "7..10 a number and its unit `d` stand together; write `5d`");
        check(amount, "1d4h", None, "8..11 `d4h` is no unit of time; a length is one number and one unit: `1.5d` is a day and a half");
        check(amount, "99999999999999999999d", None, "7..27 `99999999999999999999` is too large for a length of time");
    }

    #[test]
    fn estimates() {
        let day = |n: u32| of(n * 1_000, Unit::Day, false);
        check(estimate, "5d (3d..10d)", Some(Estimate::new(Some(day(5)), Some((day(3), day(10))))), "");
        check(estimate, "5d(3d..10d)", Some(Estimate::new(Some(day(5)), Some((day(3), day(10))))), "");
        check(estimate, "4d..7d", Some(Estimate::new(None, Some((day(4), day(7))))), "");
        check(estimate, "4..7d", None, "7..8 `4` has no unit; write `4d` for days; the units are min, h, d, w and mo");
        check(estimate, "5d elapsed", Some(Estimate::new(Some(of(5_000, Unit::Day, true)), None)), "");
        check(equation, "1d = 8h", Some((day(1), of(8_000, Unit::Hour, false))), "");
    }
}
