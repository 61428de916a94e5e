//! A checker of pictures: reads an SVG as its readers will, and names everything that is wrong with it.
//!
//! It knows the plan and its dates, and nothing of how the picture was laid out: lengths, colours and places are read from
//! the text of the file. [`faults`] shows that every rule can fail.

mod clearance;
mod colours;
mod css;
mod faults;
mod file;
mod hard;
mod links;
mod load;
mod local;
mod shapes;
mod texts;
mod time;

use std::path::Path;
use std::sync::Arc;

use gantline::calendar::{DAY, Elapsed};
use gantline::compile::{Compilation, Options, compile};
use gantline::emit;
use gantline::model::{Plan, TaskId};
use gantline::schedule::Schedule;
use gantline::view::Baseline;
use gantline::view::chart::{Chart, ChartOptions, Column, Key, Theme, layout};

use crate::support::{Folder, files};
use crate::svg::{Element, try_read};
use css::Sheet;
use shapes::{Area, Line, Mark, Words};

/// A picture, read.
struct Picture<'a> {
    plan: &'a Plan,
    schedule: &'a Schedule,
    svg: &'a str,
    elements: Vec<Element>,
    sheet: Sheet,
    texts: Vec<Words>,
    marks: Vec<Mark>,
    /// What the rows show of a baseline.
    ghosts: Vec<Area>,
    lines: Vec<Line>,
    /// The id of each row, and its item.
    rows: Vec<(String, TaskId)>,
    /// Where the lines of the axis stand, and how high they begin.
    grid: Vec<(f64, f64)>,
    /// Where the line of the status date stands.
    status: Option<f64>,
    /// Where time begins and ends, and where the rows begin.
    left: f64,
    right: f64,
    top: f64,
    width: f64,
    height: f64,
    /// The first element of the first row.
    first_row: usize,
}

impl<'a> Picture<'a> {
    /// Reads `svg`, which shows these items of a plan.
    fn read(plan: &'a Plan, schedule: &'a Schedule, (tasks, svg): (&[TaskId], &'a str)) -> Result<Self, String> {
        let elements = try_read(svg)?;
        let sheet = Sheet::of(&elements);
        let ids = elements.iter().filter(|element| element.name == "g").filter_map(|element| element.attribute("id"));
        let ids = ids.filter(|id| id.starts_with("t-"));
        let rows: Vec<_> = ids.map(ToOwned::to_owned).zip(tasks.iter().copied()).collect();
        let first_row = elements.iter().position(|element| element.row.is_some()).unwrap_or(elements.len());
        let grid: Vec<Vec<(f64, f64)>> =
            elements.iter().take(first_row).filter(|element| element.class == "g").map(Element::points).collect();
        let uprights = grid.iter().filter(|points| points.windows(2).all(|pair| pair[0].0 == pair[1].0 || pair[0].1 != pair[1].1));
        let across = grid.iter().find(|points| points.first().zip(points.get(1)).is_some_and(|(a, b)| a.1 == b.1));
        let (right, top) = across.map_or((0.0, 0.0), |points| (points[1].0, points[0].1));
        let number = |name: &str| elements[0].attribute(name).and_then(|value| value.parse().ok()).unwrap_or(0.0);
        let grid: Vec<(f64, f64)> = uprights.flat_map(|points| points.iter().step_by(2)).copied().collect();
        let marks = shapes::marks(&elements);
        Ok(Self {
            plan,
            schedule,
            svg,
            texts: shapes::texts(&elements, &sheet),
            left: marks.iter().map(|mark| mark.area.left).chain(grid.iter().map(|line| line.0)).fold(right, f64::min),
            marks,
            ghosts: shapes::ghosts(&elements),
            lines: shapes::lines(&elements),
            rows,
            grid,
            status: shapes::status(&elements, first_row),
            right,
            top,
            width: number("width"),
            height: number("height"),
            first_row,
            sheet,
            elements,
        })
    }
}

impl Picture<'_> {
    /// Returns where the last row ends.
    fn bottom(&self) -> f64 {
        let shade = self.elements.iter().find(|element| element.class == "s" || element.class == "o");
        let rows = self.top + 28.0 * self.rows.len() as f64;
        shade.map_or(rows, |shade| shade.number("y") + shade.number("height"))
    }
}

/// Returns everything that is wrong with a picture, each with the name of its rule in front.
fn faults_of(plan: &Plan, schedule: &Schedule, (tasks, svg): (&[TaskId], &str)) -> Vec<String> {
    let picture = match Picture::read(plan, schedule, (tasks, svg)) {
        Ok(picture) => picture,
        Err(error) => return vec![format!("xml: {error}")],
    };
    let rules = [
        texts::apart,
        texts::named,
        texts::readable,
        texts::whole,
        links::tied,
        links::off_words,
        links::distances,
        links::alarms,
        links::behind,
        links::uncut,
        links::off_baselines,
        clearance::apart,
        time::ticks,
        time::bars,
        colours::contrast,
        file::inert,
        file::small,
        file::told,
        file::legend,
        load::load,
    ];
    let mut faults = Vec::new();
    for rule in rules {
        rule(&picture, &mut faults);
    }
    faults
}

/// Compiles a file of the examples.
fn compiled(path: &Path) -> Compilation {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    compile(&name, std::fs::read_to_string(path).unwrap(), &Folder(path.parent().unwrap().to_path_buf()), &Options::default())
}

fn tasks_of(chart: &Chart<'_>) -> Vec<TaskId> {
    chart.rows.iter().map(|row| row.task).collect()
}

/// Returns what is wrong with a picture that is laid out already.
pub(crate) fn faults_in(chart: &Chart<'_>) -> Vec<String> {
    faults_of(chart.plan, chart.schedule, (&tasks_of(chart), &emit::svg::to_string(chart)))
}

/// Draws a plan and returns what is wrong with the picture.
fn judge(compilation: &Compilation, options: &ChartOptions) -> Vec<String> {
    let chart = layout(&compilation.plan, &compilation.schedule, options);
    faults_of(&compilation.plan, &compilation.schedule, (&tasks_of(&chart), &emit::svg::to_string(&chart)))
}

#[test]
fn every_example_passes_at_five_widths() {
    let mut found = Vec::new();
    for path in files("examples", "plan") {
        let compilation = compiled(&path);
        let options = |width| ChartOptions { width, ..ChartOptions::default() };
        let part = |share: i32| {
            let (start, finish) = compilation.schedule.start.zip(compilation.schedule.finish)?;
            Some(start.day().plus((finish.day().0 - start.day().0) * share / 10))
        };
        let ways = [
            ("on 400", options(400)),
            ("on 640", options(640)),
            ("on 900", options(900)),
            ("on 1200", options(1_200)),
            ("on 1800", options(1_800)),
            ("with all columns", ChartOptions { columns: Some(Column::ALL.to_vec()), ..options(1_800) }),
            ("dark, two levels", ChartOptions { depth: Some(2), theme: Theme::Dark, ..options(1_000) }),
            ("in a window", ChartOptions { from: part(3), to: part(6), ..options(1_200) }),
            ("on paper", ChartOptions { theme: Theme::Print, ..options(1_000) }),
            ("with the load", ChartOptions { load: true, ..options(1_200) }),
            ("with the load, dark and narrow", ChartOptions { load: true, theme: Theme::Dark, ..options(640) }),
        ];
        for (way, options) in ways {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            found.extend(judge(&compilation, &options).into_iter().map(|fault| format!("{name} {way}: {fault}")));
        }
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

/// Returns dates that were promised when everything was to take other days.
fn promised(compilation: &Compilation) -> Baseline {
    let mut schedule = compilation.schedule.clone();
    for (n, dates) in (0..).zip(&mut schedule.tasks) {
        let by = |days: i32| Elapsed(days * DAY);
        dates.start = dates.start.plus(by(n % 5 - 3));
        dates.finish = dates.finish.plus(by(n % 7 - 2)).max(dates.start);
    }
    Baseline::of(&compilation.plan, &schedule)
}

#[test]
fn every_example_passes_beside_a_baseline() {
    let mut found = Vec::new();
    for path in files("examples", "plan") {
        let compilation = compiled(&path);
        let baseline = Some(Arc::new(promised(&compilation)));
        for width in [700, 1_200, 1_600] {
            let faults = judge(&compilation, &ChartOptions { width, baseline: baseline.clone(), ..ChartOptions::default() });
            // Words that a baseline leaves no room for are in the sentence of the row.
            let faults = faults.into_iter().filter(|fault| !fault.starts_with("distance:"));
            found.extend(faults.map(|fault| format!("{} on {width}: {fault}", path.display())));
        }
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

#[test]
fn groups_colours_and_milestones_alone_pass_too() {
    // Names there carry that of their phase where another row has the same, links between far rows leave no room for every
    // lag, and milestones alone are drawn without links.
    let told_otherwise = |fault: &String| ["cut:", "distance:", "head:"].iter().any(|rule| fault.starts_with(rule));
    let mut found = Vec::new();
    for path in files("examples", "plan") {
        let compilation = compiled(&path);
        let options = |width| ChartOptions { width, ..ChartOptions::default() };
        let ways = [
            ("by owner", ChartOptions { group_by: Some(Key::Owner), color_by: Some(Key::Phase), ..options(1_100) }),
            ("by status", ChartOptions { group_by: Some(Key::Status), color_by: Some(Key::Tag), theme: Theme::Dark, ..options(900) }),
            ("milestones", ChartOptions { picture: gantline::view::chart::Picture::Milestones, ..options(900) }),
        ];
        for (way, options) in ways {
            let faults = judge(&compilation, &options).into_iter().filter(|fault| !told_otherwise(fault));
            found.extend(faults.map(|fault| format!("{} {way}: {fault}", path.display())));
        }
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}
