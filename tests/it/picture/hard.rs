//! Plans that are hard to draw: long and foreign names, hours and decades, far deadlines, everything waiting for everything.

use gantline::compile::{Compilation, Options, compile};
use gantline::view::chart::{Arrows, ChartOptions, Column};

use super::judge;
use crate::support::Folder;

fn plan(text: &str) -> Compilation {
    let compilation = compile("p.plan", text.to_owned(), &Folder(".".into()), &Options::default());
    assert!(!compilation.diagnostics.has_errors(), "{text}\n{:?}", compilation.diagnostics.iter().collect::<Vec<_>>());
    compilation
}

/// Draws a plan at several widths and asserts that nothing is wrong.
fn passes(text: &str) {
    let compilation = plan(text);
    for width in [640, 900, 1_200, 1_800] {
        let found = judge(&compilation, &ChartOptions { width, ..ChartOptions::default() });
        assert!(found.is_empty(), "on {width}:\n{}\n{text}", found.join("\n"));
    }
    let columns = Some(Column::ALL.to_vec());
    let found = judge(&compilation, &ChartOptions { width: 1_600, columns, arrows: Arrows::Critical, ..ChartOptions::default() });
    assert!(found.is_empty(), "with all columns:\n{}\n{text}", found.join("\n"));
}

#[test]
fn long_names_are_wrapped_and_keep_their_beginning() {
    passes(
        "plan \"P\"\n  start 2026-03-02\nphase a \"A phase whose name says everything that is done inside of it, and more\"\n  \
         task b \"Agree with the neighbours on the scaffolding over their garage and the drive\" 5d by \"Department of Works\"\n  \
         task c \"Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle\" 3d after b\n  \
         task d \"電気の配線と水道の工事を終えてから床を張り替えて壁を塗り直すまでのすべての作業\" 4d after c\n  \
         task e \"تجهيز الموقع وتركيب الأثاث ونقل الكتب القديمة من المخزن إلى القاعة الرئيسية\" 4d after c\n  \
         task f \"🚀 Launch 🎉 and celebrate 👩‍👩‍👧 with everyone who had a part in it, however small 🎈🎈🎈\" 2d after d\n\
         milestone g \"The last and most important milestone of all, after which nothing is as before\" after a due 2026-03-20\n",
    );
}

#[test]
fn every_scale_from_hours_to_centuries_is_drawn() {
    for (length, later) in [
        ("1h", "2h"),
        ("4h", "1d"),
        ("1d", "3d"),
        ("1w", "2w"),
        ("8w", "3w"),
        ("30w", "20w"),
        ("150w", "90w"),
        ("900w", "400w"),
        ("3000w", "2000w"),
    ] {
        passes(&format!(
            "plan \"P\"\n  start 2026-03-02\ntask a {length}\ntask b {later} after a\nmilestone m \"Half way\" after a\ntask c {length} after m\nmilestone n \"End\" after c, b\n"
        ));
    }
}

#[test]
fn deadlines_and_status_dates_near_and_far_are_told() {
    for due in ["2026-03-03", "2026-03-18", "2026-03-24", "2026-03-27", "2026-04-03", "2026-05-01", "2027-03-26"] {
        for as_of in ["2026-02-20", "2026-03-11", "2026-03-23", "2026-12-24"] {
            passes(&format!(
                "plan \"P\"\n  start 2026-03-02\n  as of {as_of}\ntask a 2w due {due}\nmilestone m \"It is there\" after a due {due}\ntask b 1w after m due {due}\n"
            ));
        }
    }
}

#[test]
fn a_thicket_of_links_leaves_every_word_alone() {
    // A small generator (Park and Miller 1988), so that every run draws the same.
    let mut seed: u64 = 42;
    let mut next = |below: u64| {
        seed = seed * 48_271 % 2_147_483_647;
        seed % below
    };
    for _ in 0..12 {
        let mut text = "plan \"P\"\n  start 2026-03-02\n".to_owned();
        for n in 0..24_u64 {
            let (kind, length) = if next(5) == 0 { ("milestone", String::new()) } else { ("task", format!(" {}d", 1 + next(12))) };
            text += &format!("{kind} t{n} \"Item number {n}\"{length}");
            let count = next(3).min(n);
            let mut before = Vec::new();
            for _ in 0..count {
                let lag = ["", "", " + 2d", " - 1d"][usize::try_from(next(4)).unwrap()];
                before.push(format!("t{}{lag}", next(n)));
            }
            if !before.is_empty() {
                text += &format!(" after {}", before.join(", "));
            }
            if next(6) == 0 {
                text += &format!(" due 2026-0{}-1{}", 3 + next(4), next(9));
            }
            text.push('\n');
        }
        passes(&text);
    }
}
