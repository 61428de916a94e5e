//! Pages on paper: sheets that each stand for themselves, on whatever paper there is.

use serde_json::{Value, json};

use super::browser::Browser;
use super::{browser, draw};
use crate::support::{gantline, project};

/// Draws an example as a page in a folder of its own and opens it.
fn open(browser: &mut Browser, plan: &str, arguments: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("x.html");
    let run = gantline(&project("examples"), &[&["chart", plan, "--allow", "all", "-o", page.to_str().unwrap()], arguments].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    browser.visit(&page, (1280, 800));
    folder
}

/// Prints the page and returns the size of each sheet, in points.
fn print(browser: &mut Browser, (width, height): (f64, f64)) -> Vec<String> {
    let paper =
        json!({"paperWidth": width, "paperHeight": height, "marginTop": 0.4, "marginBottom": 0.4, "marginLeft": 0.4, "marginRight": 0.4});
    let printed = browser.call("Page.printToPDF", paper);
    let bytes = decoded(printed["data"].as_str().unwrap());
    let text = String::from_utf8_lossy(&bytes).into_owned();
    text.split("/Type /Page\n")
        .skip(1)
        .map(|page| page.split_once("/MediaBox [").unwrap().1.split(']').next().unwrap().to_owned())
        .collect()
}

/// Returns what base64 stands for.
pub(super) fn decoded(text: &str) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let value = |letter: u8| LETTERS.iter().position(|other| *other == letter).unwrap_or(0) as u32;
    let group = |four: &[u8]| four.iter().fold(0, |sum, letter| sum << 6 | value(*letter)).to_be_bytes()[1..].to_vec();
    text.as_bytes().chunks(4).flat_map(group).collect()
}

/// Lays the page out as for paper, which needs no printer to be looked at.
fn lay_out(browser: &mut Browser) {
    browser.call("Emulation.setEmulatedMedia", json!({"media": "print"}));
    browser.evaluate("dispatchEvent(new Event('beforeprint'))");
}

const SHEETS: &str = "[...document.querySelectorAll('.sheets > svg')]";

#[test]
fn every_row_and_everybody_is_on_one_sheet_once() {
    let Some(mut browser) = browser() else { return };
    for arguments in [&["--load"][..], &["--group-by", "owner"], &["--depth", "2"]] {
        let _folder = open(&mut browser, "erp.plan", arguments);
        let names = |of: &str| {
            format!(
                "[...document.querySelectorAll('{of} g > title')].map((title) => title.textContent).filter((title) => title.includes(':'))"
            )
        };
        let load = |of: &str| {
            format!("[...document.querySelectorAll('{of} g:has(> rect > title) > text:first-child')].map((name) => name.textContent)")
        };
        let all: Vec<Value> = [names(".still"), load(".still")].iter().map(|expression| browser.evaluate(expression)).collect();
        lay_out(&mut browser);
        let displayed = "['.still', '.sheets', '.screen'].map((part) => getComputedStyle(document.querySelector(part)).display !== 'none')";
        assert_eq!(browser.evaluate(displayed), json!([false, true, false]));
        assert!(30 < all[0].as_array().unwrap().len(), "{}", all[0]);
        assert_eq!([names(".sheets"), load(".sheets")].map(|expression| browser.evaluate(&expression)).to_vec(), all, "{arguments:?}");
        assert_eq!(browser.evaluate("document.querySelectorAll('.sheets [id]').length"), json!(0), "ids stay unique");
        browser.evaluate("dispatchEvent(new Event('afterprint'))");
        assert_eq!(browser.evaluate("document.querySelector('.sheets').childElementCount"), json!(0));
        browser.call("Emulation.setEmulatedMedia", json!({"media": ""}));
        assert!(browser.complaints().is_empty(), "{:?}", browser.complaints());
    }
}

#[test]
fn a_sheet_has_the_axis_and_says_of_what_it_is_the_rest() {
    let Some(mut browser) = browser() else { return };
    let _folder = open(&mut browser, "erp.plan", &[]);
    lay_out(&mut browser);
    let said = |sheet: usize| format!("{SHEETS}[{sheet}].textContent");
    let n_sheets = usize::try_from(browser.evaluate(&format!("{SHEETS}.length")).as_u64().unwrap()).unwrap();
    assert!(3 < n_sheets);
    for sheet in 0..n_sheets {
        let text = browser.evaluate(&said(sheet)).as_str().unwrap().to_owned();
        for words in ["One ledger: new ERP for two plants", "2027", "Jan", "owner", &format!("{}/{n_sheets}", sheet + 1)] {
            assert!(text.contains(words), "sheet {sheet} lacks {words}: {text}");
        }
        assert_eq!(text.contains("critical path"), sheet + 1 == n_sheets, "the legend is on the last sheet alone");
    }
    let second = browser.evaluate(&said(1)).as_str().unwrap().to_owned();
    assert!(second.contains("Fit and gap · Warehouse, continued"), "{second}");
    // Nothing but what is printed on every sheet is left over, and no sheet ends with the head of what comes on the next.
    let last = "[...document.querySelectorAll('.sheets > svg > g > svg')].map((part) => [...part.querySelectorAll('g:has(> title)')].at(-1)?.querySelector('text').matches('.b'))";
    assert_eq!(browser.evaluate(last), json!(vec![false; n_sheets]));
    browser.call("Emulation.setEmulatedMedia", json!({"media": ""}));
}

#[test]
fn a_sheet_is_a_sheet_of_paper() {
    let Some(mut browser) = browser() else { return };
    for (plan, arguments) in [("erp.plan", &["--load"][..]), ("website.plan", &[]), ("trial.plan", &["--width", "700"])] {
        for paper in [(11.69, 8.27), (11.0, 8.5), (14.0, 8.5)] {
            let _folder = open(&mut browser, plan, arguments);
            let is_one = browser.evaluate("document.querySelector('.still').matches('.one')") == json!(true);
            let printed = print(&mut browser, paper);
            lay_out(&mut browser);
            let n_sheets = if is_one { 1 } else { browser.evaluate(&format!("{SHEETS}.length")).as_u64().unwrap() };
            browser.call("Emulation.setEmulatedMedia", json!({"media": ""}));
            assert_eq!(printed.len() as u64, n_sheets, "{plan} {arguments:?} on {paper:?}: {printed:?}");
        }
    }
}

#[test]
fn a_distance_between_two_rows_is_on_one_sheet_whole() {
    let Some(mut browser) = browser() else { return };
    let tasks: String =
        (0..60).map(|n| format!("task t{n} 2d{}\n", if n == 0 { String::new() } else { format!(" after t{} + 1d", n - 1) })).collect();
    let (_folder, path) = draw(&format!("plan \"Distances\"\n  start 2026-03-02\n{tasks}"), &[]);
    browser.visit(&path, (1280, 800));
    lay_out(&mut browser);
    let cut = "[...document.querySelectorAll('.sheets > svg')].flatMap((sheet) => [...sheet.querySelectorAll('text.l')].filter((words) => {
      const box = words.getBoundingClientRect(), part = words.closest('svg').getBoundingClientRect();
      return box.top + 2 < part.top || part.bottom < box.bottom - 2;
    }).map((words) => words.textContent))";
    assert_eq!(browser.evaluate(cut), json!([]));
    let lags = "document.querySelectorAll('.sheets text.l.q').length - document.querySelectorAll('.still text.l.q').length";
    assert_eq!(browser.evaluate(lags), json!(0), "every distance is told once");
    browser.call("Emulation.setEmulatedMedia", json!({"media": ""}));
}
