//! The README: its plan is the example whose picture stands below it, and its sessions are real.

use std::path::Path;
use std::process::Command;

use crate::support::project;

#[test]
fn the_plan_of_the_readme_is_the_one_in_its_picture() {
    let readme = readme();
    let smallest = std::fs::read_to_string(project("examples/smallest.plan")).unwrap();
    let (_, from_plan) = readme.split_once("```plan\n").expect("the README begins with a plan");
    let (plan, below) = from_plan.split_once("```\n").expect("the plan of the README ends");
    assert_eq!(plan, smallest);
    assert!(below.trim_start().starts_with("![Website relaunch](examples/smallest.svg)"), "its picture stands below");
}

#[test]
fn every_link_of_the_readmes_leads_somewhere() {
    for (folder, text) in [("", readme()), ("examples", std::fs::read_to_string(project("examples/README.md")).unwrap())] {
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| !link.contains("://")) {
            let path = project(folder).join(link.split('#').next().unwrap_or(link));
            assert!(path.exists(), "{} is not there", path.display());
        }
    }
}

/// Runs every `console` block in a folder of its own that lasts through all of them, and compares what is printed.
#[cfg(unix)]
#[test]
fn the_sessions_of_the_readme_are_real() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("examples")).unwrap();
    for plan in ["examples/smallest.plan", "examples/website.plan"] {
        std::fs::copy(project(plan), folder.path().join(plan)).unwrap();
    }
    for session in readme().split("```console\n").skip(1).filter_map(|rest| rest.split("```\n").next()) {
        for step in session.split("$ ").skip(1) {
            let (command, expected) = step.split_once('\n').unwrap_or((step, ""));
            assert_eq!(run(command, folder.path()).trim_end(), expected.trim_end(), "$ {command}");
        }
    }
}

#[cfg(unix)]
fn run(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_gantline"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh").args(["-c", &format!("exec 2>&1; {command}")]).current_dir(folder).env("PATH", path).output().unwrap();
    String::from_utf8(output.stdout).expect("what is printed is text")
}

fn readme() -> String {
    std::fs::read_to_string(project("README.md")).unwrap()
}
