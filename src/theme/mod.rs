//! Theme files: a little TOML that gives a chart other colours, another font, other sizes.
//!
//! A key that is not known, a colour that is none and a size out of range are told with their place, like the faults of a
//! plan, and so is a contrast that some readers cannot see. What is not said stays as it is in the theme that the file
//! begins with.

mod contrast;
mod value;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostics, suggest};
use crate::source::Sources;
use crate::span::{SourceId, Span};
use crate::view::chart::theme::Palette;
use crate::view::chart::{Style, Theme};

/// What a theme file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThemeFile {
    /// The theme that it begins with.
    pub base: Theme,
    /// Colours, font and sizes.
    pub style: Style,
}

/// Every key at the top of a file.
const KEYS: [&str; 6] = ["base", "font", "text-size", "corner-radius", "colours", "dark"];

/// A file being read.
struct Reading<'a> {
    text: &'a str,
    file: SourceId,
    diagnostics: Diagnostics,
}

/// A colour that the file sets: the name, and where the value stands.
#[derive(Clone, Copy, Debug)]
struct Set {
    name: &'static str,
    span: Span,
}

/// Reads the theme in `file`, one of `sources`.
#[must_use]
pub fn read(sources: &Sources, file: SourceId) -> (ThemeFile, Diagnostics) {
    let text = &sources.get(file).text;
    let mut reading = Reading { text, file, diagnostics: Diagnostics::new() };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors.iter().take(1) {
        let range = error.span().unwrap_or(text.len()..text.len());
        let message = format!("this is not TOML: {}", error.message().lines().next().unwrap_or_default().to_lowercase());
        let span = reading.span(range);
        reading.diagnostics.report(Code::ThemeSyntax, span, message).help("a line of a theme is `key = value`, such as `font = \"Lato\"`");
    }
    let mut theme = ThemeFile::default();
    if errors.is_empty() {
        reading.theme(table.get_ref(), &mut theme);
    }
    (theme, reading.diagnostics)
}

impl Reading<'_> {
    fn theme(&mut self, table: &DeTable<'_>, theme: &mut ThemeFile) {
        let entry = |name: &str| table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value);
        if let Some(base) = entry("base") {
            theme.base = self.base(base).unwrap_or_default();
        }
        let (mut set, mut set_dark) = (Vec::new(), Vec::new());
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "base" => {}
                "font" => theme.style.font = self.font(value),
                "text-size" => theme.style.text_size = self.size(value, "a text size", (110, 260)).unwrap_or(Style::ONE),
                "corner-radius" => {
                    let radius = self.size(value, "a corner radius", (0, 80));
                    theme.style.radius = radius.map_or(theme.style.radius, |tenths| crate::view::chart::Px(i32::from(tenths)));
                }
                "colours" | "colors" => {
                    let palette = match theme.base {
                        Theme::Auto | Theme::Light => &mut theme.style.light,
                        Theme::Dark => &mut theme.style.dark,
                        Theme::Print => &mut theme.style.print,
                    };
                    set = self.colours(value, palette);
                }
                "dark" if theme.base == Theme::Auto => set_dark = self.colours(value, &mut theme.style.dark),
                "dark" => self.needless_dark(key),
                _ => self.unknown(key, &KEYS, ("a theme has no", "keys")),
            }
        }
        let palette = theme.style.palettes(theme.base).0;
        contrast::check(&mut self.diagnostics, palette, &set, "");
        contrast::check(&mut self.diagnostics, &theme.style.dark, &set_dark, " where screens are dark");
        self.diagnostics.sort();
    }

    /// Reads a table of colours, and returns which it sets.
    fn colours(&mut self, value: &Spanned<DeValue<'_>>, palette: &mut Palette) -> Vec<Set> {
        let mut set = Vec::new();
        let Some(table) = value.get_ref().as_table() else {
            let help = "begin a line with `[colours]` and write one colour a line below: `task = \"#b9d5f3\"`";
            self.wrong(value, format!("colours are a table, not {}", value::kind(value))).help(help);
            return set;
        };
        for (key, value) in table {
            let mut named = palette.named();
            let names = named.each_ref().map(|colour| colour.0);
            match named.iter_mut().find(|colour| colour.0 == key.get_ref()) {
                None => self.unknown(key, &names, ("a chart has no colour", "colours")),
                Some((name, colour)) => {
                    if let Some(read) = self.colour(value) {
                        **colour = read;
                        set.push(Set { name, span: self.span(value.span()) });
                    }
                }
            }
        }
        set
    }

    fn needless_dark(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>) {
        let span = self.span(key.span());
        self.diagnostics
            .report(Code::UnknownThemeKey, span, "`dark` is for a theme that follows the reader's screen, and `base` is another")
            .help("write `base = \"auto\"`, or put these colours under `[colours]`");
    }

    fn unknown(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, known: &[&'static str], (lacks, all): (&str, &str)) {
        let (span, name) = (self.span(key.span()), key.get_ref().as_ref());
        let message = format!("{lacks} `{}`", crate::diagnostic::visible(name));
        let near = suggest(name, known.iter().copied());
        let diagnostic = self.diagnostics.report(Code::UnknownThemeKey, span, message);
        match near {
            Some(near) => {
                diagnostic.help(format!("did you mean `{near}`?"));
                diagnostic.fix(format!("write `{near}`"), span, near);
            }
            None => {
                diagnostic.help(format!("the {all} are {}", known.join(", ")));
            }
        }
    }

    /// Returns the place of a stretch of the text, its byte-order mark not counted.
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        let mark = if self.text.starts_with('\u{feff}') { 3 } else { 0 };
        let place = |at: usize| u32::try_from((at + mark).min(self.text.len())).unwrap_or(u32::MAX);
        Span { file: self.file, start: place(range.start), end: place(range.end) }
    }
}
