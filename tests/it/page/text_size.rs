//! A page whose theme sets text of another size.

use serde_json::json;

use super::{PLAN, Reader, browser};
use crate::support::{gantline, scratch};

/// Text of another size is another size of everything, and a reader points and presses as before.
#[test]
fn a_page_of_larger_or_smaller_text_does_the_same() {
    let Some(mut browser) = browser() else { return };
    for (size, zoom) in [("11", 11.0 / 13.0), ("18", 18.0 / 13.0), ("26", 2.0)] {
        let folder = scratch(&[("x.plan", PLAN), ("brand.toml", &format!("text-size = {size}\n"))]);
        let run = gantline(folder.path(), &["chart", "x.plan", "-o", "x.html", "--theme", "brand.toml"]);
        assert_eq!(run.code, 0, "{run:?}");
        browser.visit(&folder.path().join("x.html"), (1280, 800));
        let mut reader = Reader { browser: &mut browser, faults: Vec::new() };
        let high = reader.browser.evaluate("document.querySelector('#g-r0').getBoundingClientRect().height").as_f64().unwrap();
        assert!((high - 28.0 * zoom).abs() < 0.1, "{size}: a row is {high} high");
        reader.holds(
            "the page fills the window and no more",
            "Math.abs(document.querySelector('.screen').getBoundingClientRect().height - innerHeight) < 2 && \
             document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight + 1",
        );
        reader.folds();
        reader.searches();
        reader.points();
        reader.clicks("#g-plot > g > g:nth-child(3) rect");
        reader.holds(
            "the card is beside the pointer and inside of the window",
            "(() => { const card = document.querySelector('#g-card').getBoundingClientRect(), \
             bar = document.querySelector('#g-plot > g > g:nth-child(3) rect').getBoundingClientRect(); \
             const x = (bar.left + bar.right) / 2, y = (bar.top + bar.bottom) / 2; \
             return 0 <= card.left && card.right <= innerWidth && 0 <= card.top && card.bottom <= innerHeight \
             && (Math.abs(card.left - x - 14) < 2 || Math.abs(x - 14 - card.right) < 2 || Math.abs(card.left - 8) < 1) && (Math.abs(card.top - y - 18) < 2 || card.bottom < y || Math.abs(card.top - 8) < 1) })()",
        );
        let mut faults = reader.faults;
        faults.extend(browser.complaints());
        assert!(faults.is_empty(), "{size}: {}", faults.join("\n"));
    }
}

/// On paper a report is light, and its picture lies between the margins, whatever its theme.
#[test]
fn a_report_on_paper_is_light_and_whole() {
    let Some(mut browser) = browser() else { return };
    for theme in ["base = \"dark\"\n", "base = \"auto\"\n", "base = \"dark\"\ntext-size = 20\n"] {
        let folder = scratch(&[("x.plan", PLAN), ("brand.toml", theme)]);
        let run = gantline(folder.path(), &["report", "x.plan", "-o", "x.html", "--theme", "brand.toml"]);
        assert_eq!(run.code, 0, "{run:?}");
        let dark = json!([{"name": "prefers-color-scheme", "value": "dark"}]);
        browser.load(&folder.path().join("x.html"), (700, 900));
        browser.call("Emulation.setEmulatedMedia", json!({"media": "print", "features": dark}));
        let mut reader = Reader { browser: &mut browser, faults: Vec::new() };
        reader.holds(
            "the picture is inside of the page",
            "(() => { const box = document.querySelector('.report-chart > svg').getBoundingClientRect(); \
             return 0 <= box.left && box.right <= innerWidth + 1 && 400 < box.width })()",
        );
        reader.sees("the paper is white", "getComputedStyle(document.documentElement).backgroundColor", "rgb(255, 255, 255)".into());
        reader.sees("bars are light", "getComputedStyle(document.querySelector('.report-chart .t')).fill", "rgb(185, 213, 243)".into());
        reader.sees("and so are words", "getComputedStyle(document.querySelector('.report-line')).color", "rgb(91, 101, 115)".into());
        let faults = reader.faults;
        browser.call("Emulation.setEmulatedMedia", json!({"media": "", "features": []}));
        assert!(faults.is_empty(), "{theme}: {}", faults.join("\n"));
    }
}
