//! Every key of a theme file has its effect in every format that has colours.

use gantline::compile::{Compilation, Options, compile};
use gantline::emit;
use gantline::source::Sources;
use gantline::theme::{self, ThemeFile};
use gantline::view::chart::theme::LIGHT;
use gantline::view::chart::{ChartOptions, layout, screen};
use gantline::view::table::TableOptions;
use gantline::view::{self, Cards, Reader};
#[cfg(any(feature = "png", feature = "pdf"))]
use std::sync::LazyLock;

use crate::support::Folder;
#[cfg(any(feature = "png", feature = "pdf"))]
use crate::support::project;

/// A plan that uses every colour.
const PLAN: &str = "plan \"Shop\"
  start 2026-03-02
  as of 2026-03-09 keeping dates
  holiday 2026-03-13 \"Day off\"
person ana
phase build
  task walls 6d by ana done 50%
  task roof 4d by ana after walls
  task paint 1d after walls
  task late 2d
milestone open after roof due 2026-03-12
";

/// A colour that no theme has.
const COLOUR: &str = "#7a1fa2";

fn compiled() -> Compilation {
    let compilation = compile("p.plan", PLAN, &Folder(".".into()), &Options::default());
    assert!(!compilation.diagnostics.has_errors());
    compilation
}

fn themed(text: &str) -> ThemeFile {
    let mut sources = Sources::default();
    let file = sources.add("a.toml", text);
    let (theme, diagnostics) = theme::read(&sources, file);
    assert!(!diagnostics.has_errors(), "{text}: {diagnostics:?}");
    theme
}

/// Inter, and its bolder face under another name.
#[cfg(any(feature = "png", feature = "pdf"))]
static FONTS: LazyLock<emit::Fonts> = LazyLock::new(|| {
    let mut fonts = emit::Fonts::default();
    let mut bytes = std::fs::read(project("src/emit/font/inter-semibold.otf")).unwrap();
    let (name, other) = (b"\0I\0n\0t\0e\0r", b"\0O\0t\0h\0e\0r");
    while let Some(at) = bytes.windows(name.len()).position(|window| window == name) {
        bytes[at..at + name.len()].copy_from_slice(other);
    }
    fonts.add(bytes).unwrap();
    fonts
});

/// Writes a chart, and a report, in every format.
fn written(compilation: &Compilation, theme: &str) -> Vec<(&'static str, Vec<u8>)> {
    let (plan, schedule) = (&compilation.plan, &compilation.schedule);
    let file = themed(theme);
    let options = ChartOptions { theme: file.base, style: file.style.clone().into(), width: 600, ..ChartOptions::default() };
    let chart = layout(plan, schedule, &options);
    let svg = emit::svg::to_string(&chart);
    let mut page = Vec::new();
    emit::page(&screen(plan, schedule, &options), &Cards::of(&Reader::of(plan, schedule)), &mut page).unwrap();
    let report = emit::html(&view::tasks(plan, schedule, &TableOptions::default()), Some(&svg), (file.base, &file.style));
    vec![
        ("svg", svg.into_bytes()),
        ("html", page),
        ("report", report.into_bytes()),
        #[cfg(feature = "png")]
        ("png", emit::png(&chart, &FONTS, emit::Scale::ONE).unwrap().bytes),
        #[cfg(feature = "pdf")]
        ("pdf", emit::pdf(&[chart], &FONTS, None).bytes),
    ]
}

/// Checks that a theme changes every format but `same`, and returns what is written as text.
#[track_caller]
fn check(compilation: &Compilation, base: &[(&str, Vec<u8>)], (theme, same): (&str, &[&str])) -> Vec<(&'static str, String)> {
    let written = written(compilation, theme);
    for ((format, bytes), (_, before)) in written.iter().zip(base) {
        assert_eq!(bytes == before, same.contains(format), "{format}: {theme}");
    }
    let texts = written.into_iter().filter(|(format, _)| ["svg", "html", "report"].contains(format));
    texts.map(|(format, bytes)| (format, String::from_utf8(bytes).unwrap())).collect()
}

#[test]
fn every_colour_is_in_every_format() {
    let compilation = compiled();
    let base = written(&compilation, "base = \"light\"\n");
    for (name, _) in LIGHT.clone().named() {
        let theme = format!("base = \"light\"\n[colours]\n{name} = \"{COLOUR}\"\n");
        for (format, text) in check(&compilation, &base, (&theme, &[])) {
            assert!(text.contains(COLOUR), "{format} has no {name}");
        }
    }
}

#[test]
fn colours_for_dark_screens_are_in_what_is_read_on_them() {
    let compilation = compiled();
    let base = written(&compilation, "");
    for (name, _) in LIGHT.clone().named() {
        let theme = format!("[dark]\n{name} = \"{COLOUR}\"\n");
        for (format, text) in check(&compilation, &base, (&theme, &["png", "pdf"])) {
            let (_, dark) = text.split_once("prefers-color-scheme:dark").unwrap();
            assert!(dark.contains(COLOUR), "{format} has no {name}");
        }
    }
}

#[test]
fn base_font_and_sizes_are_in_every_format() {
    let compilation = compiled();
    let base = written(&compilation, "base = \"light\"\n");
    check(&compilation, &base, ("base = \"dark\"\n", &[]));
    check(&compilation, &base, ("base = \"print\"\n", &[]));
    check(&compilation, &base, ("base = \"light\"\ncorner-radius = 7\n", &[]));
    for (format, text) in check(&compilation, &base, ("base = \"light\"\nfont = \"Other\"\n", &[])) {
        assert!(text.contains("\"Other\",Inter,"), "{format}");
    }
    for (format, text) in check(&compilation, &base, ("base = \"light\"\ntext-size = 26\n", &[])) {
        assert_eq!(text.contains(":root{--text:2}"), format != "svg", "{format}");
    }
}

#[test]
fn no_key_is_left_out_here() {
    let mut sources = Sources::default();
    let file = sources.add("a.toml", "zzzzzzzzzz = 1\n");
    let (_, diagnostics) = theme::read(&sources, file);
    let help = diagnostics.iter().next().unwrap().help.clone().unwrap();
    assert_eq!(help, "the keys are base, font, text-size, corner-radius, colours, dark");
}
