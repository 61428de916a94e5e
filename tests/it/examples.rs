//! The examples: every one compiles, and complains only where it is meant to.

use std::path::{Path, PathBuf};

use gantline::compile::{Compilation, Options, compile};
use gantline::diagnostic::{Diagnostic, Severity};
use gantline::emit;
use gantline::view::chart::{self, ChartOptions};

use crate::support::{Folder, files, gantline, golden, project};

/// Plans that are late, and are there to show how that is said.
const LATE: &[&str] = &["progress.plan", "website.plan"];

#[test]
fn every_example_compiles_without_a_complaint() {
    let complaints: Vec<String> = examples().iter().flat_map(|path| complaints(path, &compiled(path))).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn late_examples_say_what_is_late() {
    for name in LATE {
        let path = examples().into_iter().find(|path| path.ends_with(name)).unwrap();
        let compilation = compiled(&path);
        assert!(compilation.diagnostics.iter().any(|each| each.severity == Severity::Warning), "{name} warns of nothing");
        assert!(!compilation.diagnostics.has_errors(), "{name} has errors: {:?}", complaints(&path, &compilation));
    }
}

/// Returns the plans of `examples/`, and the Markdown files with plans in them.
fn examples() -> Vec<PathBuf> {
    let mut examples = files("examples", "plan");
    examples.extend(files("examples", "md").into_iter().filter(|path| !path.ends_with("README.md")));
    assert!(12 <= examples.len(), "only {} examples were found", examples.len());
    examples
}

/// Compiles the example at `path` under its own name.
fn compiled(path: &Path) -> Compilation {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    compile(&name(path), text, &Folder(path.parent().unwrap().to_path_buf()), &Options::default())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn complaints(path: &Path, compilation: &Compilation) -> Vec<String> {
    let may_warn = LATE.iter().any(|late| path.ends_with(late));
    let unwanted = |each: &&Diagnostic| match each.severity {
        Severity::Error => true,
        Severity::Warning => !may_warn,
        Severity::Allowed => false,
    };
    let in_words = |each: &Diagnostic| {
        let source = compilation.sources.get(each.span.file);
        format!("{}:{}: {} {}", source.name, source.position(each.span.start).line, each.code.as_str(), each.message)
    };
    compilation.diagnostics.iter().filter(unwanted).map(in_words).collect()
}

#[test]
fn every_picture_is_what_its_example_draws() {
    for path in examples() {
        let compilation = compiled(&path);
        let chart = chart::layout(&compilation.plan, &compilation.schedule, &ChartOptions::default());
        let mut picture = Vec::new();
        emit::svg::write(&chart, &mut picture).expect("memory takes everything");
        golden(&path.with_extension("svg"), &String::from_utf8(picture).expect("a picture is text"));
    }
}

/// The pictures of a plan's charts lie in a folder of its name, as `gantline chart NAME.plan --all -o NAME` draws them.
#[test]
fn every_chart_that_an_example_asks_for_is_drawn() {
    let mut n_charts = 0;
    for path in examples().iter().filter(|path| !compiled(path).plan.charts.is_empty()) {
        let folder = path.with_extension("");
        let drawn = tempfile::tempdir().unwrap();
        let run = gantline(&project("examples"), &["chart", &name(path), "--all", "-o", &drawn.path().to_string_lossy()]);
        assert_eq!(run.code, 0, "{run:?}");
        std::fs::create_dir_all(&folder).unwrap();
        let names = |folder: &Path| {
            let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            names.sort();
            names
        };
        for picture in names(drawn.path()) {
            golden(&folder.join(&picture), &std::fs::read_to_string(drawn.path().join(&picture)).unwrap());
            n_charts += 1;
        }
        assert_eq!(names(&folder), names(drawn.path()), "{}", folder.display());
    }
    assert!(4 <= n_charts, "only {n_charts} charts were drawn");
}

#[test]
fn every_example_is_shown_in_their_readme() {
    let readme = std::fs::read_to_string(project("examples/README.md")).unwrap();
    for path in examples() {
        let (name, picture) = (name(&path), name(&path.with_extension("svg")));
        assert!(readme.contains(&format!("({name})")), "examples/README.md does not link {name}");
        assert!(readme.contains(&format!("({picture})")), "examples/README.md does not show {picture}");
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let charts = if path.with_extension("").is_dir() { files(&format!("examples/{stem}"), "svg") } else { Vec::new() };
        for chart in charts {
            let picture = format!("({stem}/{})", chart.file_name().unwrap().to_string_lossy());
            assert!(readme.contains(&picture), "examples/README.md does not show {picture}");
        }
    }
}

/// What a chart can be asked for, and the word of the plan, the theme or the command that asks.
#[test]
fn every_capability_has_its_picture() {
    let readme = std::fs::read_to_string(project("examples/README.md")).unwrap();
    let plans: String = examples().iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let charts: Vec<&str> = plans.split("\nchart ").skip(1).map(|chart| chart.split("\n\n").next().unwrap()).collect();
    let words = [
        "group by",
        "color by",
        "view milestones",
        "baseline \"",
        "load",
        "focus",
        "depth",
        "from",
        "until",
        "iso weeks",
        "no slack",
        "theme dark",
        "theme print",
        "theme \"",
        "critical",
        "by ",
        "columns",
        "cost",
        "arrows",
    ];
    for word in words {
        assert!(charts.iter().any(|chart| chart.contains(word)), "no example asks for `{word}`");
    }
    for picture in ["pages/website.png", "pages/website-dark.png", "pages/erp.png"] {
        assert!(readme.contains(picture) && project("examples").join(picture).is_file(), "{picture}");
    }
}
