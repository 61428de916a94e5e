//! Pages of charts in groups and colours, and beside a baseline.

use serde_json::json;

use super::{CARD, Reader, SHOWN, browser, draw};

const GROUPED: &str = "\
plan \"Shop\"
  start 2026-03-02
person ana \"Ana\"
person ben \"Ben\"
phase design
  task draw \"Draw\" 3d by ana
  task print \"Print\" 2d by ben after draw
phase build after design
  task walls \"Walls\" 5d by ben
  task paint \"Paint\" 2d by ana after walls
milestone open \"Open\" after build
";

#[test]
fn groups_are_heads_that_fold_and_colours_are_those_of_the_legend() {
    let Some(mut browser) = browser() else { return };
    let (_folder, path) = draw(GROUPED, &["--group-by", "owner", "--color-by", "phase"]);
    browser.visit(&path, (1280, 800));
    let mut reader = Reader { browser: &mut browser, faults: Vec::new() };
    let all = json!(["Ana", "Draw", "Paint", "Ben", "Print", "Walls", "Nobody", "Open"]);
    reader.sees("heads stand over their rows", SHOWN, all.clone());
    reader.sees("they have no bars", "document.querySelectorAll('#g-plot > g > g:nth-child(1) > *').length", json!(0));
    let colour = |of: &str| format!("getComputedStyle(document.querySelector({})).fill", json!(of));
    for (number, row) in [(0, 2), (1, 3), (0, 5), (1, 6)] {
        let (bar, entry) = (colour(&format!("#g-plot > g > g:nth-child({row}) > rect")), colour(&format!("footer li .k{number}")));
        reader.holds(&format!("row {row} has colour {number}"), &format!("{bar} === {entry}"));
    }
    reader.holds("colours differ", &format!("{} !== {}", colour("footer li .k0"), colour("footer li .k1")));
    reader.sees(
        "the legend names them",
        "[...document.querySelectorAll('footer li')].slice(0, 2).map((entry) => entry.textContent)",
        json!(["Design", "Build"]),
    );
    // From `Draw` under one head to `Print` under another, and from `Walls` to `Paint`, upwards.
    let heads = "document.querySelector('#g-plot > path.ac').getAttribute('d').split('M').length - 1";
    reader.sees("links run between groups", heads, json!(2));
    reader.clicks("#g-r0 .words");
    reader.sees("a head folds", SHOWN, json!(["Ana", "Ben", "Print", "Walls", "Nobody", "Open"]));
    reader.sees("and its links go with its rows", "document.querySelector('#g-plot > path.ac').getAttribute('d')", json!(""));
    reader.presses(&["ArrowDown", "ArrowLeft", "/"]);
    reader.browser.write("walls");
    reader.presses(&["Enter"]);
    reader.sees("a hit unfolds its head", SHOWN, json!(["Ana", "Ben", "Print", "Walls", "Nobody", "Open"]));
    reader.clicks("[data-fold=none]");
    reader.sees("all heads unfold", SHOWN, all);
    let mut faults = reader.faults;
    faults.extend(browser.complaints());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_baseline_lies_beneath_and_words_keep_off_it() {
    let Some(mut browser) = browser() else { return };
    let plan = GROUPED
        .replace("5d by ben", "8d by ben baseline 2026-03-09..2026-03-13")
        .replace("\"Open\" after", "\"Open\" baseline 2026-03-19..2026-03-19 after");
    let (_folder, path) = draw(&plan, &[]);
    browser.visit(&path, (1280, 800));
    let mut reader = Reader { browser: &mut browser, faults: Vec::new() };
    let parts =
        "const row = (n) => document.querySelector(`#g-plot > g > g:nth-child(${n})`), box = (part) => part.getBoundingClientRect()";
    let seen = |test: &str| format!("(() => {{ {parts}; return {test} }})()");
    for zoom in ["[data-zoom=fit]", "[data-zoom='48']", "[data-zoom='5']"] {
        reader.clicks(zoom);
        reader.browser.evaluate("document.querySelector('#g-pane').scrollTo(0, 0)");
        reader.holds(
            "the bar of the baseline begins with the item and ends before it",
            &seen("box(row(5).querySelector('.gb')).left === box(row(5).querySelector('.tc')).left && box(row(5).querySelector('.gb')).right < box(row(5).querySelector('.tc')).right"),
        );
        reader.holds("and lies below it", &seen("box(row(5).querySelector('.tc')).bottom <= box(row(5).querySelector('.gb')).top + 1.5"));
        reader.sees("the slip is told", &seen("row(5).querySelector('text').textContent"), json!("+3 d"));
        reader.holds(
            "words keep off the hollow diamond",
            &seen("box(row(7).querySelector('.gm')).right <= box(row(7).querySelector('text')).left || box(row(7).querySelector('text')).right <= box(row(7).querySelector('.gm')).left"),
        );
    }
    reader.browser.point("#g-plot > g > g:nth-child(5) rect", false);
    reader.browser.evaluate("new Promise((done) => setTimeout(() => done(0), 260))");
    reader.holds("the card says what was promised", &format!("({CARD}).includes('9 – 13 Mar 2026')"));
    reader.sees(
        "the legend explains it",
        "[...document.querySelectorAll('footer li')].filter((entry) => entry.querySelector('.gb')).map((entry) => entry.textContent)",
        json!(["baseline (+ later)"]),
    );
    let mut faults = reader.faults;
    faults.extend(browser.complaints());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
