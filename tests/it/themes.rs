//! Theme files: what they change, and what is said of those that are wrong.

use std::path::Path;

use gantline::diagnostic::render::{Look, render};
use gantline::diagnostic::{Code, Diagnostics, Finding};
use gantline::source::Sources;
use gantline::theme::{self, ThemeFile};
use gantline::view::chart::theme::Colour;
use gantline::view::chart::{Px, Theme};

use crate::marks::{Expected, carets};
use crate::support::{files, gantline, golden, project, scratch};

const PLAN: &str = "plan \"Shop\"\n  start 2026-03-02\n\ntask a \"Write\" 3d by ana\ntask b \"Print\" 2d after a\n";

fn read(name: &str, text: &str) -> (Sources, ThemeFile, Diagnostics) {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    let (theme, diagnostics) = theme::read(&sources, file);
    (sources, theme, diagnostics)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn every_marked_theme_provokes_exactly_what_it_marks() {
    let mut faults = Vec::new();
    let mut page = String::new();
    for path in files("tests/data/themes", "toml") {
        let text = std::fs::read_to_string(&path).unwrap();
        let (sources, _, diagnostics) = read(&name(&path), &text);
        let mut found: Vec<Expected> = diagnostics
            .iter()
            .map(|diagnostic| {
                let source = sources.get(diagnostic.span.file);
                let (start, end) = (source.position(diagnostic.span.start), source.position(diagnostic.span.end));
                let (line, column) = (start.line as usize, start.column as usize);
                let code = diagnostic.code.as_str().to_owned();
                Expected { line, column, end: (end.column as usize).max(column + 1), code, message: diagnostic.message.clone() }
            })
            .collect();
        for expected in carets(&text) {
            let place = |found: &Expected| (found.line, found.column, found.end, found.code.clone());
            match found.iter().position(|found| place(found) == place(&expected) && found.message.contains(&expected.message)) {
                Some(index) => drop(found.remove(index)),
                None => faults.push(format!("{}: missing {expected:?}", name(&path))),
            }
        }
        faults.extend(found.into_iter().map(|found| format!("{}: unmarked {found:?}", name(&path))));
        page.push_str(&format!("==== {}\n\n", name(&path)));
        for diagnostic in diagnostics.iter() {
            render(&mut page, &Finding { sources: &sources, diagnostic }, Look::PLAIN);
            page.push('\n');
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    golden(&project("tests/data/themes/all.txt"), &page);
}

#[test]
fn the_examples_of_the_pages_do_what_they_say() {
    for code in [Code::ThemeSyntax, Code::UnknownThemeKey, Code::BadThemeValue, Code::LowContrast] {
        let themes: Vec<&str> = code.explanation().split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
        let [wrong, mended] = themes.as_slice() else { panic!("{} has two themes", code.as_str()) };
        let codes = |text: &str| read("a.toml", text).2.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>();
        assert_eq!(codes(wrong), [code]);
        assert_eq!(codes(mended), [], "{}", code.as_str());
    }
}

#[test]
fn the_theme_of_the_readme_is_sound() {
    let readme = std::fs::read_to_string(project("README.md")).unwrap();
    let theme = readme.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let (_, file, diagnostics) = read("brand.toml", theme);
    assert!(diagnostics.is_empty(), "{:?}", diagnostics.iter().map(|diagnostic| &diagnostic.message).collect::<Vec<_>>());
    assert_eq!((file.style.text_size, file.style.radius), (140, Px(20)));
}

#[test]
fn what_is_not_said_stays_as_it_is() {
    let (_, nothing, _) = read("a.toml", "");
    assert_eq!(nothing, ThemeFile::default());
    let (_, theme, diagnostics) = read("a.toml", "\u{feff}base = \"dark\"\n[colors]\ntask = \"#123\"\n");
    assert_eq!(diagnostics.iter().filter(|diagnostic| diagnostic.code != Code::LowContrast).count(), 0);
    assert_eq!((theme.base, theme.style.dark.task), (Theme::Dark, Colour(0x11, 0x22, 0x33)));
    assert_eq!(theme.style.light, ThemeFile::default().style.light);
    let text = std::fs::read_to_string(project("tests/data/themes/sound.toml")).unwrap();
    let (_, sound, diagnostics) = read("sound.toml", &text);
    assert!(diagnostics.is_empty());
    assert_eq!((sound.style.text_size, sound.style.radius, sound.style.font.as_deref()), (155, Px(0), Some("IBM Plex Sans")));
    assert_eq!((sound.style.light.task_done, sound.style.dark.task), (Colour(0x1d, 0x6b, 0x3a), Colour(0x1d, 0x40, 0x28)));
}

#[test]
fn a_theme_file_reaches_every_picture() {
    let theme = std::fs::read_to_string(project("tests/data/themes/sound.toml")).unwrap();
    let folder = scratch(&[("a.plan", PLAN), ("brand.toml", &theme)]);
    let draw = |to: &str| {
        let run = gantline(folder.path(), &["chart", "a.plan", "--theme", "brand.toml", "--width", "800", "-o", to]);
        assert_eq!((run.code, run.err.contains("warning")), (0, false), "{}", run.err);
        std::fs::read(folder.path().join(to)).unwrap()
    };
    let svg = String::from_utf8(draw("a.svg")).unwrap();
    for expected in
        ["font:13px \"IBM Plex Sans\",Inter,", ".gantline .p{fill:#fffdf7}", ".gantline .t{fill:#1d4028}", "rx=\"0\"/>", " width=\"800"]
    {
        assert!(svg.contains(expected), "{expected} in {}", svg.get(..2_000).unwrap());
    }
    let page = String::from_utf8(draw("a.html")).unwrap();
    assert!(page.contains("--paper:#fffdf7") && page.contains("\"IBM Plex Sans\""));
    #[cfg(feature = "png")]
    {
        let picture = resvg::tiny_skia::Pixmap::decode_png(&draw("a.png")).unwrap();
        let corner = picture.pixel(1, 1).unwrap();
        assert_eq!((corner.red(), corner.green(), corner.blue()), (0xff, 0xfd, 0xf7));
        assert_eq!(picture.width(), 800, "larger text takes no more width");
    }
}

#[test]
fn larger_text_is_larger_and_the_width_stays() {
    let folder = scratch(&[("a.plan", PLAN), ("large.toml", "text-size = 26\n"), ("small.toml", "text-size = 11\n")]);
    let size = |options: &[&str]| {
        let run = gantline(folder.path(), &[&["chart", "a.plan", "-o", "-"], options].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        let value =
            |name: &str| -> f64 { run.out.split(&format!(" {name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap() };
        (value("width"), value("height"))
    };
    let plain = size(&[]);
    for (theme, zoom) in [("large.toml", 2.0), ("small.toml", 11.0 / 13.0)] {
        let (width, height) = size(&["--theme", theme]);
        assert!((width - plain.0).abs() < 0.3, "{theme}: {width}");
        assert!(height >= plain.1 * zoom - 1.0, "{theme}: {height} of {}", plain.1);
    }
    for width in [320, 321, 777, 5_000, 20_000] {
        for theme in [&[][..], &["--theme", "small.toml"]] {
            let shown = size(&[&["--width", &width.to_string()], theme].concat());
            assert!((shown.0 - f64::from(width)).abs() < 0.3, "{width}: {shown:?}");
        }
    }
}

/// Text twice as large on a width is the picture of half the width with twice the pixels, to the last of them.
#[cfg(feature = "png")]
#[test]
fn larger_text_is_the_same_picture_enlarged() {
    let folder = scratch(&[("a.plan", PLAN), ("large.toml", "text-size = 26\n")]);
    let draw = |options: &[&str], to: &str| {
        let run = gantline(folder.path(), &[&["chart", "a.plan", "-o", to], options].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        std::fs::read(folder.path().join(to)).unwrap()
    };
    let large = draw(&["--theme", "large.toml", "--width", "1200"], "large.png");
    assert_eq!(large, draw(&["--theme", "auto", "--width", "600", "--scale", "2"], "twice.png"));
    #[cfg(feature = "pdf")]
    {
        let size = |bytes: &[u8]| String::from_utf8_lossy(bytes).split("/MediaBox[").nth(1).unwrap().split(']').next().unwrap().to_owned();
        let plain = size(&draw(&["--width", "600"], "plain.pdf"));
        let numbers = |size: &str| size.split(' ').map(|number| number.parse::<f64>().unwrap() * 2.0).collect::<Vec<_>>();
        let large = size(&draw(&["--theme", "large.toml", "--width", "1200"], "large.pdf"));
        assert_eq!(numbers(&plain), numbers(&large).iter().map(|number| number / 2.0).collect::<Vec<_>>());
    }
}

#[test]
fn a_wrong_theme_draws_nothing_and_is_told_with_the_plan() {
    let folder = scratch(&[("a.plan", PLAN), ("bad.plan", "task a 3dd\n"), ("bad.toml", "text-size = 4\n"), ("old.svg", "old")]);
    let run = |arguments: &[&str]| gantline(folder.path(), &[&["chart"], arguments].concat());
    let wrong = run(&["a.plan", "--theme", "bad.toml", "-o", "old.svg"]);
    assert_eq!((wrong.code, wrong.err.contains("bad.toml:1:13")), (1, true), "{}", wrong.err);
    let both = run(&["bad.plan", "--theme", "bad.toml", "-o", "old.svg", "--diagnostics", "json"]);
    assert!(both.code == 1 && both.err.contains("G603") && both.err.contains("G104"), "{}", both.err);
    serde_json::from_str::<serde_json::Value>(&both.err).expect("one document");
    assert_eq!(std::fs::read_to_string(folder.path().join("old.svg")).unwrap(), "old");
    let missing = run(&["a.plan", "--theme", "none.toml"]);
    assert_eq!((missing.code, missing.err.contains("there is no file `none.toml`")), (3, true), "{}", missing.err);
    let slip = run(&["a.plan", "--theme", "drak"]);
    assert_eq!((slip.code, slip.err.contains("`dark`")), (2, true), "{}", slip.err);
    let itself = run(&["a.plan", "--theme", "bad.toml", "-o", "bad.toml", "--format", "svg"]);
    assert_eq!(itself.code, 1, "{}", itself.err);
}

#[test]
fn a_faint_theme_warns_and_can_be_denied() {
    let folder = scratch(&[("a.plan", PLAN), ("faint.toml", "[colours]\nquiet = \"#b0b8c0\"\n")]);
    let run = |arguments: &[&str]| gantline(folder.path(), &[&["chart", "a.plan", "--theme", "faint.toml"], arguments].concat());
    let warned = run(&[]);
    assert_eq!((warned.code, warned.err.contains("warning[G604]")), (0, true), "{}", warned.err);
    assert_eq!(run(&["--deny", "low-contrast"]).code, 1);
    assert!(!run(&["--allow", "low-contrast"]).err.contains("G604"));
    let onto = run(&["-o", "faint.toml", "--format", "svg"]);
    assert_eq!((onto.code, onto.err.contains("faint.toml")), (2, true), "{}", onto.err);
}
