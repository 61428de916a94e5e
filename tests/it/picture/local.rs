//! A picture in a repository: what one task changes is seen in its row and in those that it moves, and nowhere else.

use std::collections::BTreeSet;

use gantline::calendar::Day;
use gantline::compile::{Compilation, Options, compile};
use gantline::emit;
use gantline::view::chart::{ChartOptions, Column, Weeks, layout};

use crate::support::{Folder, project};
use crate::svg::read;

fn compiled(text: &str) -> Compilation {
    compile("p.plan", text.to_owned(), &Folder(".".into()), &Options::default())
}

fn drawn(compilation: &Compilation) -> String {
    let (from, to) = (Day::from_ymd(2026, 2, 23), Day::from_ymd(2026, 6, 30));
    let options = ChartOptions { from, to, columns: Some(vec![Column::Start, Column::Finish]), ..ChartOptions::default() };
    emit::svg::to_string(&layout(&compilation.plan, &compilation.schedule, &options))
}

/// Returns the text of each row, by its id.
fn rows(svg: &str) -> Vec<(String, String)> {
    let groups = svg.split("<g id=\"").skip(1);
    groups.filter_map(|group| Some((group.split('"').next()?.to_owned(), group.split("</g>").next()?.to_owned()))).collect()
}

/// Makes one task longer and returns the rows that change, besides those that move or whose slack does.
fn others(before: &str, after: &str) -> Vec<String> {
    let (old, new) = (compiled(before), compiled(after));
    let moved: BTreeSet<usize> = (0..old.schedule.tasks.len())
        .filter(|index| {
            let (a, b) = (old.schedule.tasks[*index], new.schedule.tasks[*index]);
            (a.start, a.finish, a.late_finish, a.critical, a.done) != (b.start, b.finish, b.late_finish, b.critical, b.done)
        })
        .collect();
    assert!(moved.len() < old.schedule.tasks.len() / 2, "the change moves half of the plan");
    let (old, new) = (rows(&drawn(&old)), rows(&drawn(&new)));
    assert!(old != new && old.len() == new.len(), "nothing has changed");
    let changed = old.iter().zip(&new).enumerate().filter(|(_, (a, b))| a != b);
    changed.filter(|(index, _)| !moved.contains(index)).map(|(_, (row, _))| row.0.clone()).collect()
}

#[test]
fn a_longer_task_changes_its_row_and_those_that_it_moves() {
    let text = std::fs::read_to_string(project("examples/website.plan")).unwrap();
    for (from, to) in [("\"Accessibility audit\" 5d", "\"Accessibility audit\" 6d"), ("announce 3d", "announce 2d")] {
        let longer = text.replace(from, to);
        assert_ne!(text, longer, "{from} is not in the plan");
        assert_eq!(others(&text, &longer), Vec::<String>::new(), "{from}");
    }
}

#[test]
fn a_longer_task_leaves_axis_shading_and_the_other_lines_alone() {
    let text = "plan \"P\"\n  start 2026-03-02\ntask a 1w\ntask b 1w after a\ntask c 2w\ntask d 1w after c\ntask e 12w\n";
    let (before, after) = (drawn(&compiled(text)), drawn(&compiled(&text.replace("task c 2w", "task c 3w"))));
    let changed: Vec<_> = before.lines().zip(after.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(before.lines().count(), after.lines().count());
    let in_rows = changed.iter().filter(|(line, _)| !line.starts_with("<path class=\"d")).count();
    assert_eq!((changed.len() - in_rows, changed.len() <= 14), (1, true), "one link, the rest in two rows: {changed:#?}");
    assert!(read(&after).len() == read(&before).len());
}

#[test]
fn weeks_may_be_called_by_their_numbers_and_slack_left_out() {
    let compilation = compiled("plan \"P\"\n  start 2026-12-07\ntask a 6w\ntask b 1w\n");
    let svg = |options: &ChartOptions| emit::svg::to_string(&layout(&compilation.plan, &compilation.schedule, options));
    let numbered = svg(&ChartOptions { weeks: Weeks::Iso, width: 640, ..ChartOptions::default() });
    assert!(numbered.contains(">W50<") && numbered.contains(">W53<") && numbered.contains(">W1<"), "{numbered}");
    assert!(svg(&ChartOptions::default()).contains("<path class=\"w\""));
    assert!(!svg(&ChartOptions { slack: false, ..ChartOptions::default() }).contains("<path class=\"w\""));
}
