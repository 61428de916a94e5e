//! The page that a chart is: driven in a browser as its readers drive it, where there is a browser.
#![cfg(unix)]

mod browser;
mod links;
mod paper;
#[cfg(feature = "png")]
mod pictures;
mod text_size;
mod views;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{files, gantline, project, scratch};
use browser::Browser;

const PLAN: &str = "\
plan \"Website <relaunch>\"
  start 2026-03-02
  as of 2026-03-11
person ana \"Ana Silva\"
phase design \"Design\"
  task interviews \"Interview five customers\" 3d by ana done
  task wireframes \"Wireframes\" 3d by ana after interviews
  phase review \"Review\" after wireframes
    task legal \"Legal review\" 2d
    task board \"Board review\" 1d after legal
milestone approved \"Design approved\" after design
phase build \"Build\" after approved
  task templates \"Page templates\" 30d
  task content \"Content\" 5d after templates.start + 1w
milestone live \"Go live\" after build due 2026-04-20
";

/// What a reader does and sees, and everything that went wrong with it.
struct Reader<'b> {
    browser: &'b mut Browser,
    faults: Vec<String>,
}

/// The names of the rows that are on the page.
const SHOWN: &str = "[...document.querySelectorAll('#g-names .words')].map((name) => name.textContent)";
const ACTIVE: &str = "document.querySelector('#g-names .active .words')?.textContent";
/// How wide the bar of the longest task is.
const WIDTH: &str =
    "Math.max(...[...document.querySelectorAll('#g-plot rect.t, #g-plot rect.tc')].map((bar) => bar.getBoundingClientRect().width))";
const TICKS: &str = "[...document.querySelectorAll('#g-axis .lower')].map((tick) => tick.textContent).filter(Boolean).slice(0, 3)";
const CARD: &str = "document.querySelector('#g-card').hidden ? '' : document.querySelector('#g-card').innerText";
const LIT: &str =
    "[...document.querySelectorAll('#g-plot .lit > path')].map((path) => path.getAttribute('d') || '').join('').split('M').length - 1";

impl Reader<'_> {
    #[allow(clippy::needless_pass_by_value, reason = "a value reads best where it is written")]
    fn sees(&mut self, what: &str, expression: &str, expected: Value) {
        let found = self.browser.evaluate(expression);
        if found != expected {
            self.faults.push(format!("{what}: {found}, not {expected}"));
        }
    }

    fn holds(&mut self, what: &str, expression: &str) {
        self.sees(what, expression, json!(true));
    }

    fn clicks(&mut self, selector: &str) {
        if !self.browser.point(selector, true) {
            self.faults.push(format!("there is no {selector}"));
        }
    }

    fn presses(&mut self, keys: &[&str]) {
        keys.iter().for_each(|key| self.browser.press(key));
    }

    fn folds(&mut self) {
        let all = json!([
            "Design",
            "Interview five customers",
            "Wireframes",
            "Review",
            "Legal review",
            "Board review",
            "Design approved",
            "Build",
            "Page templates",
            "Content",
            "Go live"
        ]);
        self.sees("every row is there", SHOWN, all.clone());
        self.clicks("#g-r0 .words");
        self.sees("a click folds a phase", SHOWN, json!(["Design", "Design approved", "Build", "Page templates", "Content", "Go live"]));
        self.sees("which is said", "document.querySelector('#g-r0').getAttribute('aria-expanded')", json!("false"));
        self.presses(&["ArrowRight", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowLeft"]);
        self.sees("keys fold what they have reached", ACTIVE, json!("Review"));
        self.sees("and its rows are gone", SHOWN.replace(".map", ".length + 0 * [].map").as_str(), json!(9));
        self.presses(&["ArrowRight", "ArrowRight"]);
        self.sees("a key goes into an open phase", ACTIVE, json!("Legal review"));
        self.presses(&["ArrowLeft"]);
        self.sees("and out of it", ACTIVE, json!("Review"));
        self.clicks("[data-fold=all]");
        self.sees("all phases fold", SHOWN, json!(["Design", "Design approved", "Build", "Go live"]));
        self.sees("what was active is stood for", ACTIVE, json!("Design"));
        self.clicks("[data-fold=none]");
        self.sees("all phases unfold", SHOWN, all);
    }

    fn zooms(&mut self) {
        self.holds(
            "all of it fits at first",
            "document.querySelector('#g-pane').scrollWidth <= document.querySelector('#g-pane').clientWidth",
        );
        let fit = self.browser.evaluate(WIDTH).as_f64().unwrap_or(0.0);
        self.clicks("[data-zoom='48']");
        // Six weeks with their weekends.
        self.sees("a day is 48 pixels wide", &format!("Math.round({WIDTH} / 48)"), json!(42));
        self.browser.evaluate("document.querySelector('#g-pane').scrollTo(0, 0)");
        self.browser.settle();
        self.sees("days are told", TICKS, json!(["2", "3", "4"]));
        self.clicks("[data-zoom='5']");
        self.sees("a day is 5 pixels wide", &format!("Math.round({WIDTH} / 5)"), json!(42));
        self.sees("weeks are told", TICKS, json!(["2", "9", "16"]));
        self.presses(&["+"]);
        self.sees("a key zooms in", &format!("Math.round({WIDTH} / 7.5)"), json!(42));
        self.presses(&["-", "-"]);
        self.sees("a key zooms out", &format!("Math.round({WIDTH} / 5 * 1.5)"), json!(42));
        self.clicks("[data-zoom='48']");
        self.browser.evaluate("document.querySelector('#g-pane').scrollTo(700, 90)");
        self.browser.settle();
        self.holds(
            "names stay at the left, the axis at the top",
            "(() => { const box = (name) => document.querySelector(name).getBoundingClientRect(), pane = box('#g-pane'); \
             return box('#g-names').left === pane.left && box('.corner').left === pane.left && Math.abs(box('#g-head').top - pane.top) <= 1 })()",
        );
        self.holds("the month stays in sight", "[...document.querySelectorAll('#g-axis .upper span')].some((month) => month.textContent === 'March 2026' && document.querySelector('#g-names').getBoundingClientRect().right <= month.getBoundingClientRect().left)");
        self.presses(&["0"]);
        self.holds("and fits again", &format!("Math.abs({WIDTH} - {fit}) < 1"));
    }

    fn searches(&mut self) {
        self.clicks("[data-fold=all]");
        self.presses(&["/"]);
        self.browser.write("REVIEW");
        self.sees("hits are counted", "document.querySelector('#g-found').textContent", json!("3"));
        self.presses(&["Enter", "Enter"]);
        self.sees("the next hit is unfolded", ACTIVE, json!("Legal review"));
        self.sees("and told", "document.querySelector('#g-found').textContent", json!("2 of 3"));
        self.sees(
            "and marked",
            "[...document.querySelectorAll('#g-names mark')].map((mark) => mark.textContent)",
            json!(["Review", "review", "review"]),
        );
        self.presses(&["Enter", "Enter"]);
        self.sees("the first comes after the last", ACTIVE, json!("Review"));
        self.presses(&["Escape", "Escape"]);
        self.sees("and all is forgotten", "document.querySelectorAll('#g-names mark, #g-names .hit').length", json!(0));
        self.holds("the rows have the focus", "document.activeElement.id === 'g-pane'");
        self.clicks("[data-fold=none]");
    }

    fn points(&mut self) {
        self.presses(&["Escape"]);
        self.browser.point("#g-plot > g > g:nth-child(3) rect", false);
        self.browser.evaluate("new Promise((done) => setTimeout(() => done(0), 260))");
        for words in ["Wireframes", "Ana Silva", "3 d", "because what is not done lies after", "critical"] {
            self.holds(&format!("the card says {words}"), &format!("({CARD}).includes({})", json!(words)));
        }
        // A line and a head each.
        self.sees("what it waits for and what waits for it are lit", LIT, json!(4));
        self.sees(
            "and their names",
            "[...document.querySelectorAll('.near .words')].map((name) => name.textContent)",
            json!(["Interview five customers", "Review"]),
        );
        self.browser.point("h1", false);
        self.sees("the card goes with the pointer", CARD, json!(""));
        self.clicks("#g-r2 .words");
        self.presses(&["Escape", "ArrowDown", "ArrowDown", "Enter"]);
        self.holds("a key shows the card", &format!("({CARD}).startsWith('Legal review')"));
        self.presses(&["Escape"]);
        self.sees("and another hides it", CARD, json!(""));
    }
}

/// Drives the page at `path` and returns what went wrong.
fn drive(browser: &mut Browser, path: &Path) -> Vec<String> {
    browser.visit(path, (1280, 800));
    let mut reader = Reader { browser, faults: Vec::new() };
    reader.holds("the picture has given way", "getComputedStyle(document.querySelector('.still')).display === 'none'");
    reader.zooms();
    reader.folds();
    reader.searches();
    reader.points();
    let mut faults = reader.faults;
    faults.extend(browser.complaints());
    faults
}

/// Returns a running browser, or says that there is none.
fn browser() -> Option<Browser> {
    let browser = Browser::start();
    if browser.is_none() {
        // Past the capture of the test's own output: a skipped test must not look like one that has passed.
        let _ = writeln!(std::io::stderr(), "skipped: there is no Chromium to drive a page with");
    }
    browser
}

/// Draws a plan as a page in a folder of its own.
fn draw(plan: &str, arguments: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let folder = scratch(&[("x.plan", plan)]);
    let run = gantline(folder.path(), &[&["chart", "x.plan", "-o", "x.html"], arguments].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let path = folder.path().join("x.html");
    (folder, path)
}

#[test]
fn a_page_does_what_its_reader_does() {
    let Some(mut browser) = browser() else { return };
    let (_folder, path) = draw(PLAN, &[]);
    let faults = drive(&mut browser, &path);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_card_has_times_where_days_would_hide_something() {
    let plan = "plan \"Times\"\n  start 2026-12-28\ntask whole 2d\ntask long 7d\ntask one 1d\ntask early 2h\ntask noon 4h after early\n\
                task late 2h after noon\ntask over 1.5d after late\ntask year 5.5d\nmilestone shown after early\n";
    let (_folder, path) = draw(plan, &[]);
    let page = fs::read_to_string(path).unwrap();
    let data = page.split_once("id=\"g-plan\">").unwrap().1.split_once("</script>").unwrap().0;
    let data: Value = serde_json::from_str(data).unwrap();
    let when = |row: usize| data["rows"][row]["when"].as_str().unwrap().to_owned();
    let expected = [
        "28 – 29 Dec 2026",
        "28 Dec 2026 – 5 Jan 2027",
        "28 Dec 2026",
        "28 Dec 2026, until 11:00",
        "28 Dec 2026 11:00 – 15:00",
        "28 Dec 2026, from 15:00",
        "29 Dec – 30 Dec 2026 13:00",
        "28 Dec 2026 – 4 Jan 2027 13:00",
        "28 Dec 2026 11:00",
    ];
    assert_eq!((0..expected.len()).map(when).collect::<Vec<_>>(), expected);
}

#[test]
fn a_page_calls_weeks_and_leaves_out_slack_as_it_is_told() {
    let written = |arguments: &[&str]| {
        let (_folder, path) = draw(PLAN, arguments);
        let page = fs::read_to_string(path).unwrap();
        page.split_once("id=\"g-plan\">").unwrap().1.split_once("</script>").unwrap().0.to_owned()
    };
    let (plain, told) = (written(&[]), written(&["--iso-weeks", "--no-slack"]));
    assert!(!plain.contains("\"W11\"") && told.contains("\"W11\""), "weeks have their numbers");
    assert!(plain.contains("\"slack\":[") && !told.contains("\"slack\":["), "slack is left out");
}

/// What a page may get wrong, and what makes it so.
const SEEDS: [(&str, &str, &str); 10] = [
    ("a click folds", "folded[i] = isFolded ? 1 : 0;", ""),
    ("all phases unfold", "data-fold=\"none\"", "data-fold=\"no\""),
    ("a day is 48", "z = isFit ? fit :", "z = true ? fit :"),
    ("fits", "if (widthAt(middle, giving, among) <= room)", "if (true)"),
    ("stay at the left", ".names { position: sticky;", ".names { position: relative;"),
    ("hits are counted", "texts[i].includes(query)", "texts[i] === query"),
    ("the card says", "card.hidden = false;", ""),
    ("are lit", "tiesOf[tie.from].push(tie);", ""),
    ("exception", "function reveal(i) {", "function reveal(i) { undefined.x;"),
    ("request", "</body>", "<img src=\"http://127.0.0.1:9/x.png\"></body>"),
];

#[test]
fn what_a_page_gets_wrong_is_noticed() {
    let Some(mut browser) = browser() else { return };
    let (_folder, path) = draw(PLAN, &[]);
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once("<meta http-equiv=\"Content-Security-Policy\"").unwrap();
    let open = format!("{before}{}", rest.split_once("\n").unwrap().1);
    for (fault, right, wrong) in SEEDS {
        assert!(open.contains(right), "{right} is not in the page");
        fs::write(&path, open.replace(right, wrong)).unwrap();
        let faults = drive(&mut browser, &path);
        assert!(faults.iter().any(|found| found.contains(fault)), "{fault}: {faults:?}");
    }
}

#[test]
fn a_page_of_many_rows_holds_few_of_them_at_a_time() {
    let Some(mut browser) = browser() else { return };
    let tasks: String = (0..3_000).map(|n| format!("  task t{n} \"Task {n}\" 1d{}\n", if n % 7 == 0 { "" } else { " after t0" })).collect();
    let (_folder, path) =
        draw(&format!("plan \"Many\"\n  start 2026-03-02\nphase p \"Phase\"\n{tasks}milestone over \"The end\" after p\n"), &[]);
    browser.visit(&path, (1280, 800));
    let count = "document.querySelectorAll('.screen *').length";
    let few = browser.evaluate(count).as_u64().unwrap();
    assert!(few < 1_200, "{few} elements");
    browser.evaluate("document.querySelector('#g-pane').scrollTop = 1e9");
    browser.settle();
    assert_eq!(browser.evaluate(&format!("{SHOWN}.at(-1)")), json!("The end"));
    browser.point("#g-r3001 .words", true);
    browser.press("Home");
    browser.press("ArrowDown");
    assert_eq!(browser.evaluate(ACTIVE), json!("Task 0"));
    browser.press("/");
    browser.write("task 2718");
    browser.press("Enter");
    assert_eq!(browser.evaluate(ACTIVE), json!("Task 2718"));
    let visible = "(() => { const box = document.querySelector('#g-names .active').getBoundingClientRect(); return 100 < box.top && box.bottom < 760 })()";
    assert_eq!(browser.evaluate(visible), json!(true), "it is brought into sight");
    let now = browser.evaluate(count).as_u64().unwrap();
    assert!(now < 1_200, "{now} elements");
    assert!(browser.complaints().is_empty(), "{:?}", browser.complaints());
}

/// Returns what is displayed of the still picture and of the screen.
const DISPLAYED: &str = "['.still', '.screen', '.card'].map((part) => getComputedStyle(document.querySelector(part)).display !== 'none')";

#[test]
fn without_scripts_and_on_paper_a_page_is_the_picture() {
    let Some(mut browser) = browser() else { return };
    let (_folder, path) = draw(PLAN, &["--theme", "dark"]);
    browser.visit(&path, (1280, 800));
    assert_eq!(browser.evaluate(DISPLAYED), json!([false, true, false]), "with scripts");
    browser.call("Emulation.setEmulatedMedia", json!({"media": "print"}));
    assert_eq!(browser.evaluate(DISPLAYED), json!([true, false, false]), "on paper");
    let paper = "getComputedStyle(document.querySelector('.still .p')).fill + getComputedStyle(document.body).backgroundColor";
    assert_eq!(browser.evaluate(paper), json!("rgb(255, 255, 255)rgb(255, 255, 255)"), "paper is white");
    browser.call("Emulation.setEmulatedMedia", json!({"media": ""}));
    browser.call("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    browser.load(&path, (1280, 800));
    assert_eq!(browser.evaluate(DISPLAYED), json!([true, false, false]), "without scripts");
    let texts = "[...document.querySelectorAll('.still text')].map((text) => text.textContent).join()";
    let said = browser.evaluate(texts);
    for words in ["Website <relaunch>", "Legal review", "Go live", "April"] {
        assert!(said.as_str().unwrap().contains(words), "{words}: {said}");
    }
    browser.call("Emulation.setScriptExecutionDisabled", json!({"value": false}));
    let page = fs::read_to_string(&path).unwrap();
    fs::write(&path, page.replacen("const plan =", "const plan  =", 1)).unwrap();
    browser.visit(&path, (1280, 800));
    assert_eq!(browser.evaluate(DISPLAYED), json!([true, false, false]), "where the script may not run");
    assert!(browser.complaints().iter().any(|complaint| complaint.contains("Content Security Policy")), "a changed script is not run");
}

/// The marks of every row and how many links there are, without their places, of the picture or of the screen. Slack and
/// deadlines that are kept give way to words, which have less room in the picture; words may have paper of their own.
fn drawing(of: &str) -> String {
    let sign = "(mark) => mark.getAttribute('class') + ' ' + (mark.getAttribute('d') || '').replace(/[^a-zA-Z]/g, '')";
    let (rows, links) = match of {
        "picture" => {
            // The legend below the rows may have one, too.
            (
                "[...document.querySelectorAll('.still g[id^=t-]')]",
                "[...document.querySelectorAll('.still path.d, .still path.dc')].filter((path) => path.compareDocumentPosition(document.querySelector('.still g[id^=t-]')) & 4).length",
            )
        }
        _ => (
            "[...document.querySelectorAll('#g-plot > g:not(.lit) > g')]",
            "[...document.querySelectorAll('#g-plot > path.d, #g-plot > path.dc')].map((path) => path.getAttribute('d').split('M').length - 1).reduce((a, b) => a + b)",
        ),
    };
    let mine = "(mark) => ['rect', 'path'].includes(mark.localName) && !mark.matches('.w, .y, .p')";
    format!("{rows}.map((row) => [...row.children].filter({mine}).map({sign}).join(', ')).concat({links} + ' links')")
}

#[test]
fn a_page_draws_what_the_picture_draws() {
    let Some(mut browser) = browser() else { return };
    let examples = files("examples", "plan");
    assert!(!examples.is_empty());
    for path in examples {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("x.html");
        let run = gantline(&project("examples"), &["chart", &path.to_string_lossy(), "-o", &page.to_string_lossy()]);
        assert_eq!(run.code, 0, "{}", run.err);
        browser.visit(&page, (1280, 6_000));
        let (picture, screen) = (browser.evaluate(&drawing("picture")), browser.evaluate(&drawing("screen")));
        let (picture, screen) = (picture.as_array().unwrap(), screen.as_array().unwrap());
        for (row, (still, live)) in picture.iter().zip(screen).enumerate() {
            assert_eq!(still, live, "{}, row {row}", path.display());
        }
        assert_eq!(picture.len(), screen.len(), "{}", path.display());
        assert!(browser.complaints().is_empty(), "{:?}", browser.complaints());
    }
}

#[test]
fn texts_of_a_plan_do_nothing_on_a_page() {
    let Some(mut browser) = browser() else { return };
    let evil = "</script><script>document.title='owned'</script><img src=x onerror=document.title='owned'>\u{2028}${x}`']]>--";
    let long = "W".repeat(4_000);
    let plan = format!(
        "plan \"{evil}\"\n  start 2026-03-02\n  holiday 2026-03-04 \"{evil}\"\nperson p \"{evil}\"\nphase \"{evil}\"\n  task a \"{evil}\" 3d by p\n    \
         note \"{evil}\"\n    link javascript:alert(1)\n  milestone m \"{evil}\" after a due 2026-03-03\n  task b \"{long}\" 1d after m\n"
    );
    let (_folder, path) = draw(&plan, &["--columns", "owner,start,finish,duration,done,slack"]);
    browser.visit(&path, (800, 600));
    assert_eq!(browser.evaluate("document.querySelectorAll('img, .screen a').length"), json!(0));
    assert_eq!(browser.evaluate("document.title.includes('owned\\'')"), json!(true), "the title is text");
    assert_eq!(browser.evaluate("document.scripts.length"), json!(3));
    for row in ["#g-r0", "#g-r1", "#g-r2", "#g-r3"] {
        browser.point(&format!("{row} .words"), true);
        browser.press("Enter");
    }
    assert_eq!(browser.evaluate("document.title === 'owned' || document.querySelectorAll('img').length"), json!(0));
    let layout = "document.documentElement.scrollWidth <= 800 && document.querySelector('#g-names').offsetWidth < 560";
    assert_eq!(browser.evaluate(layout), json!(true), "the layout is kept");
    assert!(browser.complaints().is_empty(), "{:?}", browser.complaints());
}

#[test]
fn groups_keep_their_colours_on_paper() {
    let Some(mut browser) = browser() else { return };
    let plan = "plan x\n  start 2026-03-02\nphase a\n  task b 5d\nphase c\n  task d 3d\n";
    for theme in ["light", "dark", "auto"] {
        let (_folder, path) = draw(plan, &["--color-by", "phase", "--theme", theme]);
        browser.visit(&path, (1280, 800));
        browser.call("Emulation.setEmulatedMedia", json!({"media": "print"}));
        let fill = "getComputedStyle(document.querySelector('.still rect.k1')).fill";
        assert_eq!(browser.evaluate(fill), json!("rgb(248, 205, 128)"), "{theme}");
        browser.call("Emulation.setEmulatedMedia", json!({"media": ""}));
    }
}

#[test]
fn the_load_of_people_is_under_the_items() {
    let Some(mut browser) = browser() else { return };
    let plan = "plan x\n  start 2026-03-02\n  leveling off\nperson ana \"</script>Ana\"\nperson ben \"Ben\"\nperson cy \"Cy\"\n\
                task a 10d by ana\ntask b 3d by ana\ntask c 5d by ben\n";
    let (_folder, path) = draw(plan, &["--load", "--allow", "all"]);
    browser.visit(&path, (1280, 800));
    assert_eq!(browser.evaluate(SHOWN), json!(["A", "B", "C", "Load by week", "</script>Ana", "Ben", "Cy"]));
    let share = "[...document.querySelectorAll('#g-names .share')].map((share) => share.textContent)";
    assert_eq!(browser.evaluate(share), json!(["booked", "130 %", "50 %", "0 %"]));
    let columns = "[...document.querySelectorAll('#g-plot rect:has(title)')].map((column) => [column.getAttribute('class'), \
                   column.getAttribute('height'), column.textContent])";
    let expected = json!([
        ["tc", "21", "</script>Ana, week of 2 Mar: 64 h booked of 40 h, overloaded"],
        ["t", "14", "</script>Ana, week of 9 Mar: 40 h booked of 40 h"],
        ["t", "14", "Ben, week of 2 Mar: 40 h booked of 40 h"],
    ]);
    assert_eq!(browser.evaluate(columns), expected);
    let under = "(() => { const [bar, column] = ['#g-plot > g > g rect.tc', '#g-plot rect:has(title)'].map((one) => \
                 document.querySelector(one).getBoundingClientRect()); return bar.left === column.left && bar.bottom < column.top })()";
    assert_eq!(browser.evaluate(under), json!(true), "a column begins with the week under the axis of the items");
    browser.point("#g-r3 .words", true);
    assert_eq!(browser.evaluate(SHOWN), json!(["A", "B", "C", "Load by week"]), "it folds");
    browser.point("#g-r3 .words", true);
    browser.press("ArrowDown");
    browser.press("Enter");
    assert!(browser.evaluate(CARD).as_str().unwrap().contains("130 % of all hours are booked"), "{}", browser.evaluate(CARD));
    browser.evaluate("dispatchEvent(new Event('beforeprint'))");
    assert!(browser.complaints().is_empty(), "{:?}", browser.complaints());
}
