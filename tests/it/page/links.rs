//! Links on a page and the words beside its bars, at every zoom, whatever is folded.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::{browser, draw};
use crate::support::{files, gantline, project};

/// Words that a link crosses and that do not hide it, words on marks of their own row, and words outside of the plot.
const FAULTS: &str = r"(() => {
  const faults = [], plot = document.querySelector('#g-plot'), at = plot.getBoundingClientRect();
  const lines = [...plot.querySelectorAll(':scope > path.d, :scope > path.dc, .lit > path.d, .lit > path.dc')]
    .flatMap((path) => (path.getAttribute('d') || '').split('M').slice(1)).flatMap((part) => {
      const points = [...part.matchAll(/([LQ]?)([-\d. ]+)/g)].map(([, , numbers]) => numbers.trim().split(/\s+/).map(Number).slice(-2));
      return points.slice(1).map((point, n) => [points[n], point]);
    });
  const meets = (box, [a, b]) => Math.min(a[0], b[0]) < box.right && box.left < Math.max(a[0], b[0]) &&
    Math.min(a[1], b[1]) < box.bottom && box.top < Math.max(a[1], b[1]);
  for (const text of plot.querySelectorAll('g:not(.lit) > g > text.l')) {
    const box = text.getBoundingClientRect(), row = text.parentNode;
    const words = { left: box.left - at.left, right: box.right - at.left, top: box.top - at.top + 3, bottom: box.bottom - at.top - 3 };
    if (words.left < 0 || at.width < words.right) faults.push('outside: ' + text.textContent);
    if (lines.some((line) => meets(words, line)) && !row.querySelector('rect.p')) faults.push('crossed: ' + text.textContent);
    for (const mark of row.querySelectorAll('rect:not(.p), path')) {
      const other = mark.getBoundingClientRect();
      if (other.left < box.right - 1 && box.left + 1 < other.right && other.top < box.bottom - 3 && box.top + 3 < other.bottom) {
        faults.push('on a mark: ' + text.textContent);
      }
    }
  }
  return faults;
})()";

/// Looks at a page at every zoom, unfolded, with its first phases folded in turn, and with an item lit.
fn faults(browser: &mut super::Browser) -> Vec<String> {
    let mut all = Vec::new();
    let mut look = |browser: &mut super::Browser, state: &str| {
        let found = browser.evaluate(FAULTS);
        let found = found.as_array().unwrap_or_else(|| panic!("{found}")).clone();
        all.extend(found.iter().map(|fault| format!("{state}: {}", fault.as_str().unwrap())));
    };
    for zoom in ["fit", "1.6", "5", "16", "48"] {
        browser.evaluate(&format!("document.querySelector('[data-zoom=\"{zoom}\"]').click()"));
        browser.evaluate("document.querySelector('#g-pane').scrollLeft = 0");
        browser.settle();
        look(browser, zoom);
    }
    browser.evaluate("document.querySelector('[data-zoom=\"fit\"]').click()");
    let n_phases = browser.evaluate("document.querySelectorAll('#g-names .phase').length").as_u64().unwrap();
    for phase in 0..n_phases.min(2) {
        let folds = format!("document.querySelectorAll('#g-names .phase')[{phase}].id");
        let name = format!("#{} .words", browser.evaluate(&folds).as_str().unwrap());
        browser.point(&name, true);
        look(browser, &format!("phase {phase} folded"));
        browser.point(&name, true);
        look(browser, &format!("phase {phase} lit"));
    }
    all
}

/// Draws an example as a page in a folder of its own.
fn example(plan: &Path) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("x.html");
    let run = gantline(&project("examples"), &["chart", &plan.to_string_lossy(), "-o", &page.to_string_lossy()]);
    assert_eq!(run.code, 0, "{}", run.err);
    (folder, page)
}

#[test]
fn no_link_runs_through_the_words_of_another_row() {
    let Some(mut browser) = browser() else { return };
    for path in files("examples", "plan") {
        let (_folder, page) = example(&path);
        browser.visit(&page, (1_000, 6_000));
        let faults = faults(&mut browser);
        assert!(faults.is_empty(), "{}: {}", path.display(), faults.join("\n"));
        assert!(browser.complaints().is_empty(), "{:?}", browser.complaints());
    }
}

#[test]
fn a_link_through_words_is_noticed() {
    let Some(mut browser) = browser() else { return };
    let (_folder, path) = example(&project("examples/trial.plan"));
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once("<meta http-equiv=\"Content-Security-Policy\"").unwrap();
    let open = format!("{before}{}", rest.split_once('\n').unwrap().1);
    for (fault, seeds) in [
        ("crossed", &[("if (!keepClear(ways)) break;", "break;"), ("if (standing.most < last - first) return null;", "return null;")][..]),
        ("on a mark", &[("return right + 12;", "return right - 60;")]),
        ("outside", &[("2 <= from && from + width <= wide - 4;", "true;")]),
    ] {
        let mut seeded = open.clone();
        for (right, wrong) in seeds {
            assert!(seeded.contains(right), "{right} is not in the page");
            seeded = seeded.replace(right, wrong);
        }
        fs::write(&path, seeded).unwrap();
        browser.visit(&path, (1280, 6_000));
        let faults = faults(&mut browser);
        assert!(faults.iter().any(|found| found.contains(fault)), "{fault}: {faults:?}");
    }
}

/// Where there is no way around words, they hide what is behind them.
#[test]
fn words_without_room_hide_the_link_behind_them() {
    let Some(mut browser) = browser() else { return };
    let plan = "plan \"Narrow\"\n  start 2026-03-02\ntask first 1d\ntask wide 20d\n\
                milestone m \"Words that are as wide as the time there is\" after first due 2026-03-20\n\
                task a 1d after first + 12d\ntask b 1d after first + 4d\ntask c 1d after first + 8d\ntask d 1d after first + 16d\n";
    let (_folder, path) = draw(plan, &[]);
    browser.visit(&path, (560, 800));
    let faults = faults(&mut browser);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(browser.evaluate("document.querySelectorAll('#g-plot text.l').length > 0"), json!(true));
}

/// Where all is to fit, words give way: to the other side of their bars, and on a telephone without the names.
#[test]
fn all_of_a_plan_fits_and_its_words_with_it() {
    let Some(mut browser) = browser() else { return };
    let fits = "(() => { const pane = document.querySelector('#g-pane'); return pane.scrollWidth <= pane.clientWidth })()";
    let used = "(() => { const plot = document.querySelector('#g-plot').getBoundingClientRect(), ends = [...document.querySelectorAll('#g-plot rect.t, \
                #g-plot rect.tc, #g-plot path.z')].map((bar) => bar.getBoundingClientRect().right); \
                return Math.round((Math.max(...ends) - plot.left) / plot.width * 100) })()";
    let names = "[...document.querySelectorAll('#g-plot text.l .b')].map((name) => name.textContent)";
    let (_folder, page) = example(&project("examples/website.plan"));
    for (width, least, told) in
        [(390, 85, json!(["Beta live", "Go live"])), (1_280, 90, json!(["Design approved", "Beta live", "Go live"]))]
    {
        browser.visit(&page, (width, 900));
        assert_eq!(browser.evaluate(fits), json!(true), "{width}");
        assert!(least <= browser.evaluate(used).as_i64().unwrap(), "{width}: {}", browser.evaluate(used));
        assert_eq!(browser.evaluate(names), told, "{width}");
        let faults = browser.evaluate(FAULTS);
        assert_eq!(faults, json!([]), "{width}");
    }
}

/// Time that grows does so around what a reader looks at, not into a stretch of nothing.
#[test]
fn a_zoom_keeps_in_sight_what_was_looked_at() {
    let Some(mut browser) = browser() else { return };
    let (_folder, page) = example(&project("examples/migration.plan"));
    browser.visit(&page, (1_280, 700));
    let left = |of: &str| format!("Math.round(document.querySelector('{of}').getBoundingClientRect().left)");
    let first = browser.evaluate(&left("#g-plot > g > g:nth-child(2) rect"));
    browser.point("[data-zoom='16']", true);
    assert_eq!(browser.evaluate(&left("#g-plot > g > g:nth-child(2) rect")), first, "the first bar in view stays");
    browser.point("[data-zoom=fit]", true);
    browser.point("#g-r9 .words", true);
    let bar = "#g-plot > g > g:nth-child(10) rect";
    let active = browser.evaluate(&left(bar)).as_i64().unwrap();
    browser.point("[data-zoom='48']", true);
    assert!((browser.evaluate(&left(bar)).as_i64().unwrap() - active).abs() <= 1, "the active item stays");
    let (_folder, page) = example(&project("examples/website.plan"));
    browser.visit(&page, (1_280, 700));
    let today = browser.evaluate(&left(".pill")).as_i64().unwrap();
    browser.point("[data-zoom='48']", true);
    assert!((browser.evaluate(&left(".pill")).as_i64().unwrap() - today).abs() <= 1, "the status date stays");
}
