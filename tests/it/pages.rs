//! Charts on pages: every row and every link is there once, no row is cut, and each page is a picture that stands for itself.

use gantline::compile::{Compilation, Options, compile};
use gantline::model::Sheet;
use gantline::view::chart::{Chart, ChartOptions, Paper, Px, layout, pages, sheets};

use crate::picture;
use crate::support::{Folder, files, project};

fn compiled(text: &str) -> Compilation {
    let compilation = compile("a.plan", text, &Folder(project("")), &Options::default());
    assert!(!compilation.diagnostics.has_errors());
    compilation
}

fn drawn<'p>(compilation: &'p Compilation, width: u16) -> Chart<'p> {
    layout(&compilation.plan, &compilation.schedule, &ChartOptions { width, ..ChartOptions::default() })
}

/// A plan of phases within phases, with links that reach far.
const NESTED: &str = "plan \"Nested\"
  start 2026-03-02
phase a \"Outer\" in order
  phase b \"Inner\" in order
    task r 1d
    task s 1d
    task t 1d
    task u 1d
    task v 1d
    task w 1d
    task last 1d
  task more 1d
milestone over after a
task other 2d after last
task x 1d
task y 1d
task z 1d after x, y
";

fn names<'a>(page: &'a Chart<'_>) -> Vec<&'a str> {
    page.rows.iter().map(|row| row.name(page.plan).0).collect()
}

#[test]
fn every_row_and_every_link_is_on_a_page_once() {
    for path in files("examples", "plan") {
        let text = std::fs::read_to_string(&path).unwrap();
        let compilation = compile("a.plan", text, &Folder(project("examples")), &Options::default());
        let whole = drawn(&compilation, 1_000);
        for height in [330, 400, 700] {
            let pages = pages(whole.clone(), Px::of(height));
            let rows = pages
                .iter()
                .flat_map(|page| &page.rows)
                .filter(|row| ![", continued", ", cont."].iter().any(|words| row.name(whole.plan).0.ends_with(words)));
            assert!(rows.map(|row| row.task).eq(whole.rows.iter().map(|row| row.task)), "{}", path.display());
            let arrives = pages.iter().flat_map(|page| &page.arrows).filter(|arrow| arrow.arrives).count();
            assert_eq!(arrives, whole.arrows.len(), "{}: every arrow has one head", path.display());
            let lags = |chart: &Chart<'_>| chart.arrows.iter().filter(|arrow| arrow.lag.is_some()).count();
            assert_eq!(pages.iter().map(lags).sum::<usize>(), lags(&whole), "{}: every lag is told once", path.display());
            for page in &pages {
                for arrow in &page.arrows {
                    let inside = |y: Px| page.frame.top <= y && y <= page.frame.bottom;
                    assert!(arrow.route.points().iter().all(|point| inside(point.1)), "{}", path.display());
                }
                assert!(page.rows.len() < 3 || page.height <= Px::of(height), "{}: {:?}", path.display(), page.height);
            }
        }
    }
}

/// A link that goes on ends at the edge of the page, its distance is told on one page only, and the legend is that of all
/// pages.
const OF_ALL: [&str; 3] = ["head: a link ties no two items", "distance:", "legend:"];

#[test]
fn each_page_is_a_picture_without_a_fault() {
    let mut found = Vec::new();
    for path in files("examples", "plan") {
        let text = std::fs::read_to_string(&path).unwrap();
        let compilation = compile("a.plan", text, &Folder(project("examples")), &Options::default());
        for sheet in Sheet::ALL {
            let (name, paper) = (sheet.name(), Paper::from(*sheet));
            for page in sheets(drawn(&compilation, paper.chart_width()), Some(paper)) {
                let number = page.page.map_or_else(String::new, |page| page.to_string());
                let goes_on = |fault: &String| OF_ALL.iter().any(|rule| fault.starts_with(rule));
                let faults = picture::faults_in(&page).into_iter().filter(|fault| !goes_on(fault));
                let faults = faults.map(|fault| format!("{} on {name} {number}: {fault}", path.display()));
                found.extend(faults);
            }
        }
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_page_inside_of_a_phase_begins_with_its_name() {
    let compilation = compiled(NESTED);
    let whole = drawn(&compilation, 1_000);
    let pages = pages(whole, Px::of(330));
    let first: Vec<_> = pages.iter().map(|page| names(page)[0].to_owned()).collect();
    assert_eq!(first[..2], ["Outer", "Inner, cont."], "{first:?}");
    assert!(first.iter().skip(1).all(|name| !name.starts_with("over")), "{first:?}");
    let numbers: Vec<_> = pages.iter().map(|page| page.page.unwrap().to_string()).collect();
    assert_eq!(numbers[0], format!("1/{}", pages.len()));
}

#[test]
fn the_name_of_a_phase_is_not_left_alone_at_the_bottom() {
    let compilation = compiled(NESTED);
    for height in 320..500 {
        for page in pages(drawn(&compilation, 1_000), Px::of(height)).iter().filter(|page| 1 < page.rows.len()) {
            let names = names(page);
            let last = names[names.len() - 1];
            assert!(!["Outer", "Inner"].contains(&last), "{height}: {names:?}");
        }
    }
}

#[test]
fn a_chart_that_fits_stays_as_it_is() {
    let compilation = compiled(NESTED);
    let whole = drawn(&compilation, 1_000);
    let height = whole.height;
    let pages = pages(whole, height);
    assert_eq!((pages.len(), pages[0].page), (1, None));
}

/// Draws with the load of people.
fn loaded<'p>(compilation: &'p Compilation, width: u16) -> Chart<'p> {
    layout(&compilation.plan, &compilation.schedule, &ChartOptions { width, load: true, ..ChartOptions::default() })
}

#[test]
fn everybodys_load_is_on_a_page_once() {
    let mut together = 0;
    for path in files("examples", "plan") {
        let text = std::fs::read_to_string(&path).unwrap();
        let compilation = compile("a.plan", text, &Folder(project("examples")), &Options::default());
        let whole = loaded(&compilation, 1_000);
        for height in [330, 400, 700, 1_100] {
            let pages = pages(whole.clone(), Px::of(height));
            let said = |page: &Chart<'_>| page.strips.list.iter().map(|strip| (strip.id.clone(), strip.columns.len())).collect::<Vec<_>>();
            assert_eq!(pages.iter().flat_map(said).collect::<Vec<_>>(), said(&whole), "{}", path.display());
            for page in pages.iter().filter(|page| !page.strips.list.is_empty()) {
                together += usize::from(!page.rows.is_empty() && page.page.is_some());
                let (title, below) = (page.strips.baseline, if page.rows.is_empty() { page.frame.top } else { page.frame.bottom });
                assert!(below < title && page.strips.bottom < page.height, "{}", path.display());
                for strip in &page.strips.list {
                    let columns = strip.columns.iter().map(|column| column.top);
                    assert!(title < columns.min().unwrap_or(strip.full) && strip.foot < page.strips.bottom, "{}", path.display());
                }
                assert!(page.strips.list.len() == 1 || page.height <= Px::of(height), "{}: {:?}", path.display(), page.height);
            }
            let numbers: Vec<_> = pages.iter().filter_map(|page| page.page).map(|page| (page.number, page.count)).collect();
            assert!(pages.len() == 1 || numbers == (1..=pages.len()).map(|n| (n, pages.len())).collect::<Vec<_>>(), "{numbers:?}");
        }
    }
    assert!(3 < together, "strips stand under the last rows where they have room");
}

#[test]
fn each_page_of_load_is_a_picture_without_a_fault() {
    let mut found = Vec::new();
    let paper = Paper::from(Sheet::A4Landscape);
    for path in files("examples", "plan") {
        let text = std::fs::read_to_string(&path).unwrap();
        let compilation = compile("a.plan", text, &Folder(project("examples")), &Options::default());
        for page in sheets(loaded(&compilation, paper.chart_width()), Some(paper)).iter().filter(|page| !page.strips.list.is_empty()) {
            let goes_on = |fault: &String| OF_ALL.iter().any(|rule| fault.starts_with(rule));
            let faults = picture::faults_in(page).into_iter().filter(|fault| !goes_on(fault));
            found.extend(faults.map(|fault| format!("{} {:?}: {fault}", path.display(), page.page)));
        }
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}
