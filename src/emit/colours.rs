//! The colours of a theme for pages, as custom properties; pictures have plain ones, because renderers know no `var()`.

use std::fmt::Write as _;

use crate::emit;
use crate::view::chart::Style;
use crate::view::chart::theme::{Colour, Palette, Theme};

/// Returns what a page tells the browser of its colours.
pub(super) const fn scheme(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "light dark",
        Theme::Light | Theme::Print => "light",
        Theme::Dark => "dark",
    }
}

/// Returns the colours of a theme as custom properties, its font and how large everything is; on paper the colours are
/// always those of light.
pub(super) fn rules(theme: Theme, style: &Style) -> String {
    let root = |palette: &Palette| format!(":root{{{}}}\n", properties(palette));
    let paper = || format!("@media print{{\n{}{}}}\n", root(&style.light), emit::svg::rules_within(&style.light, "html"));
    let mut rules = match style.palettes(theme) {
        (light, Some(dark)) => format!("{}@media (prefers-color-scheme:dark){{{}}}\n{}", root(light), root(dark), paper()),
        (dark, None) if theme == Theme::Dark => root(dark) + &paper(),
        (only, None) => root(only),
    };
    let _ = writeln!(rules, ":root{{--text:{}}}", ratio(style.text_size));
    if let Some(font) = &style.font {
        let _ = writeln!(rules, "html body{{font-family:\"{font}\",Inter,system-ui,sans-serif}}");
    }
    rules
}

/// Returns how much larger than by itself a page is, where names are set so many tenths of a pixel high.
fn ratio(text_size: u16) -> String {
    let thousandths = (u32::from(text_size) * 1_000 + u32::from(Style::ONE) / 2) / u32::from(Style::ONE);
    let text = format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn properties(palette: &Palette) -> String {
    let hex = |colour: Colour| format!("#{:02x}{:02x}{:02x}", colour.0, colour.1, colour.2);
    let shade = palette.shade;
    let over = |thousandths: u32| format!("rgb({} {} {}/.{thousandths:03})", shade.0, shade.1, shade.2);
    let colours = [
        ("paper", hex(palette.paper)),
        ("ink", hex(palette.ink)),
        ("quiet", hex(palette.quiet)),
        ("grid", hex(palette.grid)),
        ("rule", over(200)),
        ("tint", over(65)),
        ("task", hex(palette.task)),
        ("task-done", hex(palette.task_done)),
        ("focus", hex(palette.task_done)),
        ("link", hex(palette.link)),
        ("late", hex(palette.late)),
        ("as-of", hex(palette.as_of)),
        ("as-of-ink", hex(palette.as_of_ink)),
        ("find", "#e0a100".to_owned()),
        ("found", "rgb(255 190 0/.42)".to_owned()),
    ];
    colours.iter().fold(String::new(), |mut out, (name, colour)| {
        let _ = write!(out, "--{name}:{colour};");
        out
    })
}
