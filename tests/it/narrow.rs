//! Narrow pictures: time has its part of every width, and titles their lines.

use gantline::compile::{Compilation, Options, compile};
use gantline::model::Key;
use gantline::view::chart::{Chart, ChartOptions, Column, layout};

use crate::support::{Folder, files, gantline, project, scratch};

fn example(name: &str) -> Compilation {
    let path = project(&format!("examples/{name}.plan"));
    let folder = Folder(path.parent().unwrap().to_path_buf());
    compile(name, std::fs::read_to_string(path).unwrap(), &folder, &Options::default())
}

/// Draws an example and looks at it.
fn look(name: &str, options: &ChartOptions, at: impl Fn(&Chart<'_>)) {
    let compilation = example(name);
    at(&layout(&compilation.plan, &compilation.schedule, options));
}

fn columns(chart: &Chart<'_>) -> Vec<Column> {
    chart.columns.iter().map(|heading| heading.column).collect()
}

#[test]
fn time_has_its_part_of_every_width() {
    for path in files("examples", "plan") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        for width in [320, 400, 500, 640, 900, 1_200] {
            look(&name, &ChartOptions { width, ..ChartOptions::default() }, |chart| {
                let time = chart.frame.right - chart.frame.left;
                assert_eq!(chart.width.0, i32::from(width) * 10, "{name} on {width}");
                assert!(chart.width.0 * 40 <= time.0 * 100, "{name} on {width}: {time:?} of {:?}", chart.width);
            });
        }
    }
}

#[test]
fn how_much_is_done_goes_before_who_does_it() {
    let on = |width| ChartOptions { width, ..ChartOptions::default() };
    look("progress", &on(1_200), |chart| assert_eq!(columns(chart), [Column::Owner, Column::Done]));
    look("progress", &on(640), |chart| assert_eq!(columns(chart), [Column::Owner]));
    look("progress", &on(400), |chart| assert_eq!(columns(chart), []));
}

#[test]
fn a_picture_that_is_too_narrow_for_its_columns_is_wider_and_says_so() {
    let plan = "plan \"P\"\n  start 2026-03-02\ntask a \"Put the roof on\" 5d\ntask b \"Hang the doors\" 3d after a\n";
    let folder = scratch(&[("p.plan", plan)]);
    let said = |columns: &str| {
        let run = gantline(folder.path(), &["chart", "p.plan", "--width", "400", "--columns", columns]);
        assert_eq!(run.code, 0, "{}", run.err);
        run.err
    };
    assert!(said("start,finish,duration,slack").contains("pixels wide: on 400 its columns leave no room for time"));
    assert!(!said("duration").contains("pixels wide"));
}

#[test]
fn under_the_name_of_somebody_only_the_others_are_named() {
    let options = ChartOptions { group_by: Some(Key::Owner), ..ChartOptions::default() };
    look("website", &options, |chart| {
        let cells: Vec<_> = chart.rows.iter().map(|row| chart.words().cell(row, Column::Owner).into_owned()).collect();
        assert!(cells.iter().any(|cell| cell.starts_with("with ")), "{cells:?}");
        assert!(cells.iter().all(|cell| cell.is_empty() || cell.starts_with("with ")), "{cells:?}");
    });
    look("house", &ChartOptions { columns: Some(vec![Column::Owner]), ..options }, |chart| {
        assert!(chart.rows.iter().any(|row| !chart.words().cell(row, Column::Owner).starts_with("with ")));
    });
}

#[test]
fn what_works_is_named_in_full_or_cut_with_a_sign() {
    look("device", &ChartOptions::default(), |chart| {
        let cells: Vec<_> = chart.rows.iter().map(|row| chart.words().cell(row, Column::Owner).into_owned()).collect();
        assert!(cells.iter().any(|cell| cell == "Climate chamber"), "{cells:?}");
    });
}

#[test]
fn a_long_title_has_two_lines_before_it_is_cut() {
    let text = "plan \"A title that says at length what all of this is about and for whom, since when and until when\"\ntask a 1d\n";
    let compilation = compile("p.plan", text.to_owned(), &Folder(".".into()), &Options::default());
    let on = |width| {
        let chart = layout(&compilation.plan, &compilation.schedule, &ChartOptions { width, ..ChartOptions::default() });
        (chart.heading.shown.clone(), chart.frame.top)
    };
    let ((one, above), (two, below)) = (on(1_800), on(800));
    assert_eq!((one.len(), two.join(" ")), (1, one.concat()));
    assert!(above < below && two.len() == 2, "{two:?}");
    let (cut, _) = on(400);
    assert!(cut.len() == 2 && cut[1].ends_with('…') && !cut[0].ends_with('…'), "{cut:?}");
}

#[test]
fn words_of_a_name_are_broken_only_where_they_must_be() {
    look("release", &ChartOptions { width: 400, ..ChartOptions::default() }, |chart| {
        for row in &chart.rows {
            let (first, second) = row.name(chart.plan);
            let title = chart.plan.title(row.task);
            assert!(second.is_empty() || format!("{first} {second}") == title, "`{first}` and `{second}`");
        }
    });
}
