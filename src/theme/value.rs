//! The values of a theme file: words to choose from, a font, sizes, colours.

use toml::Spanned;
use toml::de::DeValue;

use super::Reading;
use crate::diagnostic::{Code, Diagnostic, suggest, visible};
use crate::view::chart::Theme;
use crate::view::chart::theme::Colour;

/// The longest name of a font.
const LONGEST: usize = 60;

/// The themes that a file can begin with.
const BASES: [(&str, Theme); 4] = [("auto", Theme::Auto), ("light", Theme::Light), ("dark", Theme::Dark), ("print", Theme::Print)];

impl Reading<'_> {
    pub(super) fn base(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Theme> {
        let names = BASES.map(|base| base.0);
        let said = self.words(value, "the base")?;
        if let Some((_, theme)) = BASES.into_iter().find(|base| base.0 == said) {
            return Some(theme);
        }
        let near = suggest(&said, names).map(|near| format!("did you mean `\"{near}\"`?"));
        let help = near.unwrap_or_else(|| format!("there are {}", names.join(", ")));
        self.wrong(value, format!("no theme is called `{}`", visible(&said))).help(help);
        None
    }

    /// Reads the name of a family, which goes into style sheets as it is.
    pub(super) fn font(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let name = self.words(value, "a font")?;
        let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
        match () {
            () if name.trim().is_empty() => {
                self.wrong(value, "the font has no name").help("write one, such as `font = \"Lato\"`, or leave the line out");
            }
            () if !name.chars().all(plain) => {
                self.wrong(value, "a font's name has letters, digits, spaces, `-` and `_` only").help("write one family, not a list");
            }
            () if LONGEST < name.chars().count() => {
                self.wrong(value, format!("no font has a name of more than {LONGEST} letters")).help("write one family");
            }
            () => return Some(name.trim().to_owned()),
        }
        None
    }

    /// Reads a number of pixels with at most one decimal, and returns it in tenths.
    pub(super) fn size(&mut self, value: &Spanned<DeValue<'_>>, what: &str, (least, most): (u16, u16)) -> Option<u16> {
        let between = format!("write a number of pixels from {} to {}", least / 10, most / 10);
        let text = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => {
                self.wrong(value, format!("{what} is a number, not {}", kind(value))).help(between);
                return None;
            }
        };
        let tenths = tenths(text).filter(|tenths| (least..=most).contains(tenths));
        if tenths.is_none() {
            let shown = value.span();
            let shown = self.text.get(shown).unwrap_or(text).to_owned();
            self.wrong(value, format!("`{}` is not {what}", visible(&shown))).help(between);
        }
        tenths
    }

    pub(super) fn colour(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Colour> {
        let text = self.words(value, "a colour")?;
        let colour = colour(&text);
        if colour.is_none() {
            let help = "write red, green and blue in hexadecimal: `\"#0f6cb4\"` or `\"#06b\"`";
            self.wrong(value, format!("`{}` is not a colour", visible(&text))).help(help);
        }
        colour
    }

    fn words(&mut self, value: &Spanned<DeValue<'_>>, what: &str) -> Option<String> {
        if let Some(text) = value.get_ref().as_str() {
            return Some(text.to_owned());
        }
        self.wrong(value, format!("{what} is a text in quotes, not {}", kind(value)));
        None
    }

    /// Reports what is wrong with a value.
    pub(super) fn wrong(&mut self, value: &Spanned<DeValue<'_>>, message: impl Into<String>) -> &mut Diagnostic {
        let span = self.span(value.span());
        self.diagnostics.report(Code::BadThemeValue, span, message)
    }
}

/// Returns what a value is, in words.
pub(super) fn kind(value: &Spanned<DeValue<'_>>) -> &'static str {
    match value.get_ref() {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Reads a number such as `13` or `12.5` in tenths.
fn tenths(text: &str) -> Option<u16> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let part = Some(part.trim_end_matches('0')).filter(|part| part.len() <= 1)?;
    if !digits(whole) || !(part.is_empty() || digits(part)) {
        return None;
    }
    whole.parse::<u16>().ok()?.checked_mul(10)?.checked_add(if part.is_empty() { 0 } else { part.parse().ok()? })
}

/// Reads `#rgb` or `#rrggbb`.
fn colour(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let number = |at: usize, len: usize| u8::from_str_radix(digits.get(at..at + len)?, 16).ok();
    match digits.len() {
        3 => Some(Colour(number(0, 1)? * 17, number(1, 1)? * 17, number(2, 1)? * 17)),
        6 => Some(Colour(number(0, 2)?, number(2, 2)?, number(4, 2)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_in_tenths() {
        for (text, expected) in [("13", Some(130)), ("12.5", Some(125)), ("12.50", Some(125)), ("3.0", Some(30)), ("0", Some(0))] {
            assert_eq!(tenths(text), expected, "{text}");
        }
        for text in ["12.55", "-1", "1e3", "", "nan", "70000", "1_0"] {
            assert_eq!(tenths(text), None, "{text}");
        }
    }

    #[test]
    fn colours_are_read_in_hexadecimal() {
        assert_eq!(colour("#06b"), Some(Colour(0, 0x66, 0xbb)));
        assert_eq!(colour("#0F6cb4"), Some(Colour(0x0f, 0x6c, 0xb4)));
        for text in ["0f6cb4", "#0f6cb", "#ggg", "red", "#", "#é1"] {
            assert_eq!(colour(text), None, "{text}");
        }
    }
}
