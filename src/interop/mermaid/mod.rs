//! Mermaid gantt text read into a plan.
//!
//! Mermaid draws whatever it is given: an `after` that names nothing begins today, a length that is no number is no length. A
//! plan made of such a chart would be a lie, so here they are faults, with the line. What Mermaid leaves open and a plan
//! must say (which hours a day has, what `active` means) is listed as guessed.

mod chart;
mod dates;
mod items;

use super::{Fault, Imported};

/// Reads the text of a Mermaid gantt chart.
///
/// # Errors
/// Where it is no gantt chart, or says something that only a renderer can pass over: dates that do not exist or are not in
/// its own format, lengths that are no numbers, names of nothing.
pub fn read(text: &str) -> Result<Imported, Fault> {
    items::import(&chart::read(text)?)
}

/// Returns a fault at a line.
fn fault(line: usize, sentence: impl Into<String>, help: &str) -> Fault {
    Fault { line, sentence: sentence.into(), help: help.to_owned(), ..Fault::default() }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::format::write;

    fn check(chart: &str, plan: &str) {
        let text = write(&read(chart).unwrap_or_else(|fault| panic!("{fault:?}")).draft);
        assert_eq!(text.split("\n# ").next().unwrap_or("").trim_end(), plan.trim_end());
    }

    fn check_fault(chart: &str, line: usize, sentence: &str) {
        let fault = read(chart).expect_err("something is wrong in it");
        assert_eq!((fault.line, fault.sentence.as_str()), (line, sentence));
    }

    #[test]
    fn a_chart_becomes_a_plan() {
        check(
            "gantt\n  title A shop\n  dateFormat YYYY-MM-DD\n  excludes weekends, 2026-03-10\n  section Design\n  Sketch it :done, a1, 2026-03-02, 3d\n  \
             Words :crit, after a1, 2d\n  section Build\n  Bake :2026-03-09, 2026-03-13\n  Opening :milestone, m1, after a1, 0d\n",
            "plan \"A shop\"\n  start 2026-03-02\n  holiday 2026-03-10\n\nphase design\n  task a1 \"Sketch it\" 3d\n    done\n  \
             task words 2d after a1\n\nphase build\n  task bake 3d from 2026-03-09\n  milestone m1 \"Opening\" after a1\n",
        );
    }

    #[test]
    fn what_mermaid_passes_over_is_a_fault() {
        check_fault("flowchart\n", 1, "this is no gantt chart: its first word is `flowchart`, not `gantt`");
        check_fault("gantt\n a :2026-03-02, 3d\n b :after nothing, 3d\n", 3, "`after` names `nothing`, and no task has that id");
        check_fault("gantt\n a :2026-02-30, 3d\n", 2, "`2026-02-30` is not a date as `dateFormat YYYY-MM-DD` has it");
        check_fault("gantt\n a :2026-03-02, 3dd\n", 2, "`3dd` is neither a length such as 3d nor a date as `dateFormat YYYY-MM-DD` has it");
        check_fault("gantt\n a :3d\n", 2, "`a` has no start, and nothing stands before it");
        check_fault(
            "gantt\n dateFormat HH:mm\n a :17:49, 2m\n",
            3,
            "`17:49` is a time of no day, which Mermaid draws on the day it is looked at",
        );
        check_fault("gantt\n a :x, after y, 1d\n b :y, after x, 1d\n", 2, "`a` waits for itself, by way of `b`");
    }

    #[test]
    fn hours_make_the_clock_go_round() {
        check(
            "gantt\n dateFormat YYYY-MM-DD HH:mm\n a :2026-03-02 09:00, 36h\n b :30m\n",
            "plan\n  start 2026-03-02\n  week mon-sun 00:00-24:00\n\ntask a \"a\" 36h from 2026-03-02 09:00\ntask b \"b\" 30min after a\n",
        );
    }
}
