//! A table of tasks (CSV) read into a plan, by the usual headings.
//!
//! What MS Project, GanttProject, Jira and people's own sheets call their columns is known; the rest is counted and left out.
//! A date that could be read in two ways, a predecessor that is not there and a length that is no length are faults, with
//! the row; what could be guessed without lying is listed.

mod columns;
mod rows;
mod values;

use super::{Fault, Imported};

/// Reads the text of a table.
///
/// # Errors
/// Where there is no column for names, or a cell cannot mean what its column says.
pub fn read(text: &str) -> Result<Imported, Fault> {
    let sheet = columns::read(text)?;
    rows::import(&sheet)
}

/// Returns a fault in a cell.
fn fault(line: usize, column: &str, sentence: impl Into<String>, help: &str) -> Fault {
    Fault { line, path: column.to_owned(), sentence: sentence.into(), help: help.to_owned(), is_limit: false }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::format::write;

    fn check(table: &str, plan: &str) {
        let imported = read(table).unwrap_or_else(|fault| panic!("{fault:?}"));
        let text = write(&imported.draft);
        let text = text.split("\n# ").next().unwrap_or("").trim_end();
        assert_eq!(text, plan.trim_end());
    }

    fn check_fault(table: &str, line: usize, sentence: &str) {
        let fault = read(table).expect_err("something is wrong in it");
        assert_eq!((fault.line, fault.sentence.as_str()), (line, sentence));
    }

    #[test]
    fn a_sheet_of_ms_project_becomes_a_plan() {
        check(
            "ID,Active,Task Mode,Name,Duration,Start,Finish,Predecessors,Outline Level,Resource Names,% Complete\n\
             1,Yes,Auto Scheduled,Design,5 days,2026-03-02 09:00,2026-03-06 17:00,,1,,0%\n\
             2,Yes,Auto Scheduled,Sketch it,3 days,2026-03-02 09:00,2026-03-04 17:00,,2,\"ana,ben[50%]\",100%\n\
             3,Yes,Auto Scheduled,Words,2 days,2026-03-05 09:00,2026-03-06 17:00,2,2,,0%\n\
             4,Yes,Auto Scheduled,Opening,0 days,2026-03-11 17:00,2026-03-11 17:00,\"1FS+3d,2SS\",1,,0%\n",
            "plan\n  start 2026-03-02\n\nphase design\n  task sketch-it 3d by \"ana\", \"ben\" 50% key 2\n    done\n  task words 2d after sketch-it key 3\n\n\
             milestone opening after design + 3d, sketch-it.start key 4\n",
        );
    }

    #[test]
    fn semicolons_and_days_first_are_found_out() {
        check(
            "Task;Start;End;Assigned to\nDig;16.03.2026;18.03.2026;Ana\nPour;19.03.2026;19.03.2026;\n",
            "plan\n  start 2026-03-16\n\ntask dig 3d by \"Ana\"\ntask pour 1d from 2026-03-19\n",
        );
    }

    #[test]
    fn a_date_that_may_be_two_is_a_fault() {
        check_fault("Name,Start\na,03/04/2026\n", 2, "`03/04/2026` may be in March or in April, and no other date of the column tells");
        check_fault("Name,Start\na,2026-02-30\n", 2, "`2026-02-30` is no date");
        check_fault("Name,Duration\na,fast\n", 2, "`fast` is no length");
        check_fault("ID,Name,Predecessors\n1,a,7\n", 2, "there is no row 7 to come after");
        check_fault("Who,When\nana,now\n", 1, "no column says what the tasks are called");
        check_fault("Name,Notes\na,\"never ends\n", 2, "a quote that opens here is not closed");
    }
}
