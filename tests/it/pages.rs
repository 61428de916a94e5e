//! Charts on pages: every row and every link is there once, no row is cut, and each page is a picture that stands for itself.

use gantline::compile::{Compilation, Options, compile};
use gantline::view::chart::{Chart, ChartOptions, Paper, Px, ROW, layout, pages, printed, sheets};

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
        for paper in Paper::ALL.iter().copied() {
            let name = paper.name();
            for page in printed(&compilation.plan, &compilation.schedule, &ChartOptions::default(), paper) {
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
fn a_page_inside_of_a_phase_begins_with_its_name_and_those_around_it() {
    let compilation = compiled(NESTED);
    let first = |height: i32, width: u16| -> Vec<String> {
        let pages = pages(drawn(&compilation, width), Px::of(height));
        let numbers: Vec<_> = pages.iter().map(|page| page.page.unwrap().to_string()).collect();
        assert_eq!(numbers[0], format!("1/{}", pages.len()));
        pages.iter().map(|page| names(page)[0].to_owned()).collect()
    };
    assert_eq!(first(330, 1_000)[1], "Inner, cont.", "as much of it as the column holds");
    let long = NESTED.replace("\"Outer\"", "\"O\"").replace("task other", "task \"A name that makes the column wide\" other");
    let wide =
        compiled(&long.replace("task \"A name that makes the column wide\" other", "task other \"A name that makes the column wide\""));
    let pages = pages(drawn(&wide, 1_000), Px::of(330));
    assert_eq!(names(&pages[1])[0], "O › Inner, continued");
}

#[test]
fn a_link_from_the_page_before_comes_from_below_the_axis() {
    let compilation = compiled(NESTED);
    let mut seen = 0;
    for height in 320..420 {
        for page in pages(drawn(&compilation, 1_000), Px::of(height)).iter().filter(|page| page.rows[0].continued) {
            for arrow in &page.arrows {
                let (x, y) = arrow.route.points()[0];
                let begins_at_a_bar = page.rows.iter().any(|row| row.top <= y && y < row.top + ROW && row.bar.is_some());
                assert!(begins_at_a_bar || y == page.frame.top, "{height}: {x:?} {y:?}");
                seen += usize::from(y == page.frame.top);
            }
        }
    }
    assert!(50 < seen, "{seen}");
}

/// Phases of so many tasks each, and how many rows there are on each sheet of A4.
fn divided(phases: &[usize]) -> Vec<usize> {
    let mut plan = String::from("plan \"Phases\"\n  start 2026-03-02\n");
    for (n, tasks) in phases.iter().enumerate() {
        plan.push_str(&format!("phase p{n} in order\n"));
        (0..*tasks).for_each(|n| plan.push_str(&format!("  task t{n} 1d\n")));
    }
    let compilation = compiled(&plan);
    let pages = printed(&compilation.plan, &compilation.schedule, &ChartOptions::default(), Paper::A4Landscape);
    pages.iter().map(|page| page.rows.iter().filter(|row| !row.continued).count()).collect()
}

#[test]
fn pages_end_between_phases_and_the_last_is_not_bare() {
    let cases: [(&[usize], &[usize]); 6] = [
        (&[9, 9], &[20]),
        (&[9, 9, 7], &[28]),
        (&[9, 9, 9], &[20, 10]),
        (&[19, 19, 19], &[20, 20, 20]),
        (&[40], &[25, 16]),
        (&[29], &[22, 8]),
    ];
    for (phases, expected) in cases {
        assert_eq!(divided(phases), expected, "{phases:?}");
    }
}

#[test]
fn a_chart_fills_its_sheet_with_letters_that_are_read_with_ease() {
    for path in files("examples", "plan") {
        let text = std::fs::read_to_string(&path).unwrap();
        let compilation = compile("a.plan", text, &Folder(project("examples")), &Options::default());
        let options = ChartOptions::default();
        for paper in Paper::ALL.iter().copied() {
            let pages = printed(&compilation.plan, &compilation.schedule, &options, paper);
            let usual = sheets(drawn(&compilation, paper.chart_width()), Some(paper));
            assert!(pages.len() <= usual.len(), "{} on {}", path.display(), paper.name());
            // Of names, in tenths of a point: a width of the paper's room is the width of the chart.
            let size = paper.room().0 * 130 / pages[0].width.0;
            assert!((72..=130).contains(&size), "{} on {}: {size}", path.display(), paper.name());
            assert!(78 <= size || pages.len() < usual.len(), "{} on {}: smaller for nothing", path.display(), paper.name());
        }
    }
    let smallest = std::fs::read_to_string(project("examples/smallest.plan")).unwrap();
    let compilation = compiled(&smallest);
    let pages = printed(&compilation.plan, &compilation.schedule, &ChartOptions::default(), Paper::A3Landscape);
    assert!(pages[0].width < Px::of(1_200), "eight rows on A3 are drawn large: {:?}", pages[0].width);
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
    let paper = Paper::A4Landscape;
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
