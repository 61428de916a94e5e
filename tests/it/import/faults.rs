//! Files that are broken, too large or odd, and what the command does with them.

use gantline::interop;

use super::{File, import, link, on, person, task, with_tasks};
use crate::support::{gantline, gantline_with, scratch};

/// Checks what is said of a broken file: line, path and sentence.
#[track_caller]
fn check_fault(xml: &str, expected: &str) {
    match interop::msproject::read(xml) {
        Ok(_) => panic!("this was read, and should not have been"),
        Err(fault) => assert_eq!(format!("{}: {}: {}", fault.line, fault.path, fault.sentence), expected),
    }
}

#[test]
fn a_broken_file_is_a_fault_at_its_element() {
    let plain = with_tasks(&task(1, 1, "Survey", 8, ""));
    check_fault("", "1: : there is nothing in this file");
    check_fault("<html></html>", "1: html: the outermost element is `html`; a file of Microsoft Project begins with `Project`");
    let cut = plain.split("</Duration>").next().unwrap();
    check_fault(cut, "5: Project/Tasks/Task/Duration: the file ends in the middle of this element");
    check_fault("<!DOCTYPE x [<!ENTITY a \"b\">]>\n<Project/>", "1: : this file has a document type declaration, which is refused");
    let entity = plain.replace("Survey", "&survey;");
    check_fault(&entity, "5: Project/Tasks/Task/Name: the entity `&survey;` is not one of the five that XML has");
    check_fault(&plain.replace("PT8H0M0S", "eight"), "5: Project/Tasks/Task/Duration: `eight` is not a length such as PT8H0M0S");
    let dated = with_tasks(&task(1, 1, "Survey", 8, "<Deadline>2026-02-30T08:00:00</Deadline>"));
    check_fault(
        &dated,
        "5: Project/Tasks/Task/Deadline: `2026-02-30T08:00:00` is not a date such as 2026-03-02T08:00:00 between 1900 and 2399",
    );
}

#[test]
fn uids_that_repeat_or_dangle_are_faults() {
    let twice = with_tasks(&[task(1, 1, "Survey", 8, ""), task(1, 1, "Deck", 8, "")].concat());
    check_fault(&twice, "6: Project/Tasks/Task[2]: a second task has the UID 1");
    let dangling = with_tasks(&task(1, 1, "Survey", 8, &link(9, 1, 0, 7)));
    check_fault(&dangling, "5: Project/Tasks/Task/PredecessorLink: no task has the UID 9, which “Survey” waits for");
    let no_calendar = with_tasks(&task(1, 1, "Survey", 8, "<CalendarUID>9</CalendarUID>"));
    check_fault(&no_calendar, "5: Project/Tasks/Task: no calendar has the UID 9, which “Survey” names");
    let tasks = task(1, 1, "Survey", 8, "");
    let nobody = File { tasks: &tasks, assignments: &on(1, 7, "1", 8), ..File::default() }.xml();
    check_fault(&nobody, "8: Project/Assignments/Assignment: no resource has the UID 7");
    let nothing = File { tasks: &tasks, resources: &person(1, "Ana", ""), assignments: &on(5, 1, "1", 8), ..File::default() }.xml();
    check_fault(&nothing, "8: Project/Assignments/Assignment: no task has the UID 5");
}

#[test]
fn work_that_waits_for_itself_is_a_fault_that_names_it() {
    let ring = with_tasks(&[task(1, 1, "Survey", 8, &link(2, 1, 0, 7)), task(2, 1, "Deck", 8, &link(1, 1, 0, 7))].concat());
    check_fault(
        &ring,
        "5: Project/Tasks/Task[1]/PredecessorLink: work that waits for itself: “Survey”, which waits for “Deck”, which waits for “Survey”",
    );
    let own_phase = with_tasks(&[task(1, 1, "Build", 8, ""), task(2, 2, "Deck", 8, &link(1, 1, 0, 7))].concat());
    check_fault(&own_phase, "6: Project/Tasks/Task[2]/PredecessorLink: work that waits for itself: “Build”, which waits for “Deck”");
}

#[test]
fn bounds_are_limits_and_not_faults() {
    let deep = "<a>".repeat(100);
    let fault = interop::msproject::read(&deep).unwrap_err();
    assert!(fault.is_limit && fault.sentence.contains("64 deep"), "{fault:?}");
    let notes = with_tasks(&task(1, 1, "Survey", 8, &format!("<Notes>{}</Notes>", "word ".repeat(2 << 20))));
    let fault = interop::msproject::read(&notes).unwrap_err();
    assert!(fault.is_limit, "{fault:?}");
    assert_eq!((fault.line, fault.path.as_str()), (5, "Project/Tasks/Task/Notes"));
    let outline: String = (1..=70).map(|level| task(level, level, "Deeper", 8, "")).collect();
    assert!(interop::msproject::read(&with_tasks(&outline)).unwrap_err().is_limit);
}

#[test]
fn odd_texts_make_a_plan_that_compiles() {
    let names = [
        "due",
        "end",
        "&quot;quoted&quot; \\ &lt;b&gt;",
        "&#x1;&#x202e;bidi",
        "",
        "1.1",
        "Über\u{ad}maß &amp; Fuß",
        "after",
        "设计",
        "😀",
        "a#b",
        "# c",
    ];
    let tasks: String = (1u32..)
        .zip(names)
        .map(|(uid, name)| task(uid, 1, name, 8, &if uid > 1 { link(uid - 1, 1, 0, 7) } else { String::new() }))
        .collect();
    let notes = format!("<Notes>{}\n\n\"{}</Notes>", "\"".repeat(50_000), "x".repeat(50_000));
    let text = import(&with_tasks(&(tasks + &task(99, 1, "Noted", 8, &notes))));
    assert!(text.lines().all(|line| line.len() < 32_768), "no line is too long for a plan");
}

#[test]
fn the_command_writes_beside_the_file_and_never_over_a_plan_unasked() {
    let sound = with_tasks(&task(1, 1, "Survey", 8, "<ExtendedAttribute><Value>x</Value></ExtendedAttribute>"));
    let folder = scratch(&[("bridge.xml", &sound), ("broken.xml", "<Project><Tasks>"), ("old.mpp", "")]);
    let run = gantline(folder.path(), &["import", "bridge.xml"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert_eq!(
        run.err,
        "wrote bridge.plan: 1 task and milestone, 0 phases, 0 people and resources\nnot in the plan, and listed at its end:\n  1 × custom fields: “Survey”\n"
    );
    assert_eq!(gantline(folder.path(), &["check", "bridge.plan"]).code, 0);
    let again = gantline(folder.path(), &["import", "bridge.xml"]);
    assert_eq!(again.code, 5, "{}", again.err);
    assert!(again.err.contains("`bridge.plan` is there already"), "{}", again.err);
    assert_eq!(gantline(folder.path(), &["import", "bridge.xml", "-o", "bridge.plan"]).code, 0);
    let piped = gantline_with(folder.path(), &["import", "-", "-o", "-", "--quiet"], sound.as_bytes());
    assert_eq!((piped.code, piped.err.as_str()), (0, ""));
    assert_eq!(piped.out, std::fs::read_to_string(folder.path().join("bridge.plan")).unwrap());

    let broken = gantline(folder.path(), &["import", "broken.xml"]);
    assert_eq!(broken.code, 1, "{}", broken.err);
    assert!(broken.err.contains("broken.xml:1: Project/Tasks: "), "{}", broken.err);
    assert!(!folder.path().join("broken.plan").exists(), "nothing is written of a broken file");
    assert_eq!(gantline(folder.path(), &["import", "old.mpp"]).code, 2);
    assert_eq!(gantline(folder.path(), &["import", "none.xml"]).code, 3);
}
