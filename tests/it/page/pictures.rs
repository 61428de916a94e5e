//! The pictures of a page and of sheets beside the examples: taken again, and compared. `UPDATE=1` takes them anew.

use std::io::Write;

use gantline::compile::{Options, compile};
use gantline::emit::{Fonts, Scale, png};
use gantline::view::chart::{ChartOptions, Paper, printed};
use resvg::tiny_skia::{Color, Pixmap, PixmapPaint, PremultipliedColorU8, Transform};
use serde_json::json;

use super::browser::Browser;
use super::paper::decoded;
use super::{CARD, browser};
use crate::support::{Folder, gantline, project};

/// A pixel differs that is so much lighter or darker in any channel; letters are smoothed a little differently elsewhere.
const SHADES: u8 = 48;
/// Of ten thousand pixels so many may differ.
const TOLERATED: usize = 30;

/// Returns how many of ten thousand pixels differ; all where the sizes do.
fn difference(one: &Pixmap, other: &Pixmap) -> usize {
    if (one.width(), one.height()) != (other.width(), other.height()) {
        return 10_000;
    }
    let channels = |pixel: &PremultipliedColorU8| [pixel.red(), pixel.green(), pixel.blue()];
    let differs =
        |(a, b): &(&PremultipliedColorU8, &PremultipliedColorU8)| channels(a).iter().zip(channels(b)).any(|(a, b)| SHADES < a.abs_diff(b));
    let n_different = one.pixels().iter().zip(other.pixels()).filter(differs).count();
    (n_different * 10_000).div_ceil(one.pixels().len())
}

/// Compares a picture with the one at `examples/pages/{name}`, which a person has looked at. `UPDATE=1` writes it instead.
fn compare(name: &str, picture: &Pixmap) {
    let path = project("examples/pages").join(name);
    let kept = Pixmap::load_png(&path).ok();
    let different = kept.map_or(10_000, |kept| difference(&kept, picture));
    if different <= TOLERATED {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        return picture.save_png(&path).unwrap();
    }
    let taken = std::env::temp_dir().join(format!("gantline-{name}"));
    picture.save_png(&taken).unwrap();
    panic!("examples/pages/{name}: {different} of 10,000 pixels differ from {}; UPDATE=1 accepts that", taken.display());
}

/// Returns what is seen of the website's page in a window: the reason of one date, on its card, if `asks`.
fn website(browser: &mut Browser, scheme: &str, asks: bool) -> Pixmap {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("x.html");
    let run = gantline(&project("examples"), &["chart", "website.plan", "-o", page.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
    browser.call("Emulation.setEmulatedMedia", json!({"media": "", "features": [{"name": "prefers-color-scheme", "value": scheme}]}));
    browser.visit(&page, (1_200, 740));
    if asks {
        browser.point("#g-plot > g > g:nth-child(9) rect", false);
        for _ in 0..40 {
            browser.evaluate("new Promise((done) => setTimeout(() => done(0), 50))");
            if browser.evaluate(CARD) != json!("") {
                break;
            }
        }
        assert!(browser.evaluate(CARD).as_str().unwrap().starts_with("Page templates"));
        browser.settle();
    }
    let taken = browser.call("Page.captureScreenshot", json!({"format": "png"}));
    browser.call("Emulation.setEmulatedMedia", json!({"media": "", "features": []}));
    Pixmap::decode_png(&decoded(taken["data"].as_str().unwrap())).unwrap()
}

/// Returns a browser that has the font in which the pictures were taken.
fn lettered() -> Option<Browser> {
    let mut browser = browser()?;
    let width = |family: &str| {
        format!(
            "(() => {{ const pen = document.createElement('canvas').getContext('2d'); pen.font = '40px {family}'; return pen.measureText('Website relaunch').width }})()"
        )
    };
    let (with, without) = (browser.evaluate(&width("Inter, monospace")), browser.evaluate(&width("monospace")));
    if with == without {
        let _ = writeln!(std::io::stderr(), "skipped: the font Inter, in which the pictures of pages are taken, is not installed");
        return None;
    }
    Some(browser)
}

#[test]
fn the_pictures_of_a_page_are_what_a_browser_shows() {
    let Some(mut browser) = lettered() else { return };
    compare("website.png", &website(&mut browser, "light", true));
    compare("website-dark.png", &website(&mut browser, "dark", true));
}

#[test]
fn another_picture_is_noticed() {
    let Some(mut browser) = lettered() else { return };
    let (asked, bare) = (website(&mut browser, "light", true), website(&mut browser, "light", false));
    assert!(difference(&asked, &website(&mut browser, "light", true)) <= TOLERATED, "the same is the same");
    assert!(TOLERATED < difference(&asked, &bare), "a card more");
    assert!(TOLERATED < difference(&bare, &website(&mut browser, "dark", false)), "other colours");
}

/// The width of a sheet in the picture of two.
const SHEET: i32 = 702;

/// Draws the first two sheets of the largest example beside each other, as they lie on a desk.
#[test]
fn the_picture_of_sheets_is_what_is_printed() {
    let text = std::fs::read_to_string(project("examples/erp.plan")).unwrap();
    let compilation = compile("erp.plan", text, &Folder(project("examples")), &Options::default());
    let paper = Paper::A4Landscape;
    let sheets = printed(&compilation.plan, &compilation.schedule, &ChartOptions::default(), paper);
    let numbers = ["one", "two", "three", "four", "five", "six", "seven"];
    let readme = std::fs::read_to_string(project("examples/README.md")).unwrap();
    assert!(readme.contains(&format!("{} sheets of A4", numbers[sheets.len() - 1])), "it takes {} sheets", sheets.len());
    let ((width, height), (room, _)) = (paper.size(), paper.room());
    let (high, edge, gap) = (SHEET * height / width, SHEET * (width - room) / width / 2, 12);
    let mut desk = Pixmap::new((2 * SHEET + 3 * gap) as u32, (high + 2 * gap) as u32).unwrap();
    desk.fill(Color::from_rgba8(208, 213, 221, 255));
    for (n, sheet) in sheets.iter().take(2).enumerate() {
        let left = gap + (SHEET + gap) * i32::try_from(n).unwrap();
        let mut white = Pixmap::new(SHEET as u32, high as u32).unwrap();
        white.fill(Color::WHITE);
        desk.draw_pixmap(left, gap, white.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
        let hundredths = u16::try_from(SHEET * room / width * 1_000 / sheet.width.0).unwrap();
        let drawn = png(sheet, &Fonts::default(), Scale { hundredths }).unwrap();
        let drawn = Pixmap::decode_png(&drawn.bytes).unwrap();
        desk.draw_pixmap(left + edge, gap + edge, drawn.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
    }
    compare("erp.png", &desk);
}
