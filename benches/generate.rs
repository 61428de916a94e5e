//! Plans of any size, for measuring: one shape like real work, and the shapes that are hard on a compiler.
//!
//! The same size gives the same text. The real shape keeps its people booked once: work runs in streams, each stream's
//! phases one after another, each phase in two lanes with a person each, so that what is measured is a plan without warnings.
//! The shapes of leveling book everybody many times over; what they cost above the same plan with `leveling off` is leveling.

use std::fmt::Write as _;

/// Items in a phase: tasks, and a milestone at the end.
const PHASE: usize = 20;
/// Phases of a stream, one after another.
const STREAM: usize = 40;
/// Letters of every text that is made here to a line of a plan, roughly; for reserving memory.
const LINE: usize = 56;

/// Returns a plan of `n` tasks and milestones in phases of twenty, with up to two predecessors each, people and holidays.
pub(crate) fn plan(n: usize) -> String {
    let mut text = String::with_capacity((n + 64) * LINE);
    head(&mut text, n.div_ceil(PHASE * STREAM));
    for phase in 0..n.div_ceil(PHASE) {
        write_phase(&mut text, phase, PHASE.min(n - phase * PHASE));
    }
    text
}

/// Tasks for each person where many people share the work.
const SHARE: usize = 200;

/// Returns a plan of `n` tasks on a person for every two hundred, nearly all of them after one or two others.
pub(crate) fn people(n: usize) -> String {
    booked(n, n.div_ceil(SHARE).max(5), 9)
}

/// Returns a plan of `n` tasks on ten people, of which most wait for nothing else.
pub(crate) fn backlog(n: usize) -> String {
    booked(n, 10, 2)
}

/// Returns a plan of `n` tasks of a person each, every tenth of two; each may wait for two others, at `waiting` chances of ten.
fn booked(n: usize, n_people: usize, waiting: u64) -> String {
    let mut state = 88_172_645_463_325_252u64;
    let mut chance = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below.max(1)).unwrap_or(1)).unwrap_or(0)
    };
    let mut text = String::with_capacity((n + 64) * LINE);
    text.push_str("plan \"Many tasks\"\n  start 2026-03-02\n");
    holidays(&mut text);
    for person in 0..n_people {
        let day = person % 14 + 1;
        let _ = writeln!(text, "person p{person}\n  away 2026-08-{day:02}..2026-08-{:02} \"leave\"", day + 13);
    }
    for task in 0..n {
        let person = chance(n_people);
        let _ = write!(text, "task t{task} \"Task {task}\" {}h by p{person}", chance(4) + 1);
        if chance(10) == 0 {
            let _ = write!(text, ", p{}", (person + 1) % n_people);
        }
        let mut word = " after";
        for _ in 0..2 {
            if 0 < task && u64::try_from(chance(10)).is_ok_and(|drawn| drawn < waiting) {
                let _ = write!(text, "{word} t{}", task - 1 - chance(task.min(SHARE)));
                word = ",";
            }
        }
        text.push('\n');
    }
    text
}

/// Returns a plan in which each of `n` tasks waits for the one written below it.
pub(crate) fn backward_chain(n: usize) -> String {
    let mut text = String::from("plan \"Chain\"\n  start 2026-03-02\n");
    for task in 1..n {
        let _ = writeln!(text, "task t{task} 1min after t{}", task + 1);
    }
    let _ = writeln!(text, "task t{n} 1min");
    text
}

/// Returns a plan in which one task waits for `n` others, ten on each of its `after` lines.
pub(crate) fn many_predecessors(n: usize) -> String {
    let mut text = String::from("plan \"Fan\"\n  start 2026-03-02\n");
    for task in 0..n {
        let _ = writeln!(text, "task t{task} {}d", task % 9 + 1);
    }
    text.push_str("task all 1d\n");
    for line in 0..n.div_ceil(10) {
        let names: Vec<String> = (line * 10..n.min(line * 10 + 10)).map(|task| format!("t{task}")).collect();
        let _ = writeln!(text, "  after {}", names.join(", "));
    }
    text
}

/// Returns a plan of about `n` items in towers of phases, each tower `depth` deep and waiting for the one before.
pub(crate) fn deep_phases(n: usize, depth: usize) -> String {
    let mut text = String::from("plan \"Deep\"\n  start 2026-03-02\n");
    for tower in 0..n.div_ceil(depth) {
        for level in 0..depth - 1 {
            let after = if level == 0 && tower % 50 != 0 { format!(" after f{}-0", tower - 1) } else { String::new() };
            let _ = writeln!(text, "{:width$}phase f{tower}-{level}{after}", "", width = level * 2);
        }
        let _ = writeln!(text, "{:width$}task t{tower} 1d", "", width = (depth - 1) * 2);
    }
    text
}

/// Returns the plan of `n` items with every second line of its items wrong, each in one of four ways.
pub(crate) fn half_wrong(n: usize) -> String {
    let mut text = String::with_capacity((n + 64) * LINE);
    for (index, line) in plan(n).lines().enumerate() {
        let is_task = line.trim_start().starts_with("task ") && index % 2 == 0;
        match (is_task, index / 2 % 4) {
            (false, _) => text.push_str(line),
            (true, 0) => text.push_str(&line.replacen("task", "tsak", 1)),
            (true, 1) => text.push_str(&line.replacen("d by", "q by", 1)),
            (true, 2) => text.push_str(&line.replacen("after ", "after no-such-", 1)),
            (true, _) => {
                text.push_str(line);
                text.push_str(" due 2026-02-30");
            }
        }
        text.push('\n');
    }
    text
}

fn head(text: &mut String, n_streams: usize) {
    text.push_str("plan \"A plan of any size\"\n  start 2026-03-02\n");
    holidays(text);
    for stream in 0..n_streams {
        let _ = writeln!(text, "person a{stream} rate 80/h\nperson b{stream}");
        let _ = writeln!(text, "  away 2026-08-{:02}..2026-08-{:02} \"leave\"", stream % 14 + 1, stream % 14 + 14);
    }
}

/// Writes the holidays of twenty years.
fn holidays(text: &mut String) {
    for year in 2026..2046 {
        let _ = writeln!(text, "  holiday {year}-01-01 \"New Year\"\n  holiday {year}-05-01 \"Labour Day\"");
        let _ = writeln!(text, "  holiday {year}-12-24..{year}-12-26 \"Christmas\"");
    }
}

fn write_phase(text: &mut String, phase: usize, len: usize) {
    let stream = phase / STREAM;
    let _ = write!(text, "phase phase{phase} \"Phase {phase}\"");
    if !phase.is_multiple_of(STREAM) {
        let _ = write!(text, " after phase{}", phase - 1);
    }
    text.push('\n');
    for task in 0..len {
        let own = phase * PHASE + task;
        let (person, days) = (if task % 2 == 0 { 'a' } else { 'b' }, own * 7 % 4 + 1);
        match task {
            _ if task + 1 == PHASE => {
                let _ = writeln!(text, "  milestone done{phase} after t{}, t{}", own - 1, own - 2);
            }
            0 | 1 => {
                let _ = writeln!(text, "  task t{own} \"Task {own}\" {days}d by {person}{stream}");
            }
            _ if own.is_multiple_of(3) => {
                let _ = writeln!(text, "  task t{own} \"Task {own}\" {days}d by {person}{stream} after t{}, t{}", own - 2, own - 1);
            }
            _ => {
                let _ = writeln!(text, "  task t{own} \"Task {own}\" {days}d by {person}{stream} after t{}", own - 2);
            }
        }
    }
}
