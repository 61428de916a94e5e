//! What is said to be the least that a plan can take: with teams and with people who keep different hours.

use std::fmt::Write as _;
use std::path::Path;

use gantline::compile::{Compilation, Options, compile};
use gantline::schedule::leveling::Budget;
use proptest::prelude::*;

use crate::support::Folder;

/// Members of a team, the first so many of whom there are.
const CREW: [&str; 5] = [
    "person ana\n",
    "person ben\n  away 2026-03-09..2026-03-20\n",
    "person cid\n  works mon-wed 09:00-17:00\n",
    "person dan 50%\n",
    "person eva\n  works mon-sat 12:00-20:00\n",
];

fn leveled(text: &str, level: Budget) -> Compilation {
    compile("bounds.plan", text.to_owned(), &Folder(Path::new("").to_path_buf()), &Options { level, ..Options::default() })
}

/// Returns how long the plan takes and between which two lengths its bound lies, as far as ten-thousandths say.
fn bound(compilation: &Compilation) -> Option<(i64, i64, i64)> {
    let schedule = &compilation.schedule;
    let above = i64::from(schedule.leveling.above?);
    let length = i64::from(schedule.finish?.since(schedule.start?).0);
    Some((length, length * 10_000 / (10_001 + above), length * 10_000 / (10_000 + above) + 1))
}

fn plan(tasks: &[(u8, u8, bool)], n_people: usize) -> String {
    let names = ["ana", "ben", "cid", "dan", "eva"];
    let mut text =
        format!("plan \"Bounds\"\n  start 2026-03-02\n{}team web of {}\n", CREW[..n_people].concat(), names[..n_people].join(", "));
    for (n, (hours, who, waits)) in tasks.iter().enumerate() {
        let by = if *who == 0 { "ana" } else { "web" };
        let kind = if *who == 1 { "effort " } else { "" };
        let _ = write!(text, "task t{n} {kind}{hours}h by {by}");
        if *waits && 1 < n {
            let _ = write!(text, " after t{}", n - 2);
        }
        text.push('\n');
    }
    text
}

proptest! {
    #![proptest_config(crate::support::cases(60))]

    #[test]
    fn one_more_in_the_team_never_raises_the_bound(
        tasks in prop::collection::vec((1u8..30, 0u8..4, any::<bool>()), 3..12),
        n_people in 1usize..5,
    ) {
        let much = Budget::Schedules { count: 200, seed: 1 };
        let (fewer, more) = (leveled(&plan(&tasks, n_people), much), leveled(&plan(&tasks, n_people + 1), much));
        prop_assert!(!fewer.diagnostics.has_errors() && !more.diagnostics.has_errors());
        if let (Some((_, _, most)), Some((_, least, _))) = (bound(&fewer), bound(&more)) {
            prop_assert!(least <= most, "{}", plan(&tasks, n_people));
        }
    }
}

#[test]
fn the_load_of_a_team_is_the_least_that_its_work_takes() {
    let tasks: Vec<(u8, u8, bool)> = vec![(40, 2, false); 10];
    let compilation = leveled(&plan(&tasks, 1), Budget::Portfolio);
    assert_eq!(compilation.schedule.leveling.above, Some(0));
    let compilation = leveled(&plan(&tasks, 2), Budget::Portfolio);
    assert!(compilation.schedule.leveling.above.is_some_and(|above| above < 1_500), "{:?}", compilation.schedule.leveling.above);
}

#[test]
fn leave_counts_in_what_somebody_needs_at_least() {
    let text = "plan \"Leave\"\n  start 2026-03-02\nperson ana\n  away 2026-03-09..2026-03-20\nperson ben\n\
        task one 4d by ana\ntask two 4d by ana\ntask three 1d by ben after two\ntask four 1d by ben\n";
    let compilation = leveled(text, Budget::Portfolio);
    assert_eq!(compilation.schedule.leveling.above, Some(0));
}
