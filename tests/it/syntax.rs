//! What must hold of every text that is read, right or wrong.

use gantline::diagnostic::Diagnostics;
use gantline::source::Sources;
use gantline::span::TextRange;
use gantline::syntax::ast::{ClauseKind, LineId};
use gantline::syntax::{self, Document};

use crate::support::files;

fn parse(name: &str, text: &str) -> (Document, Diagnostics) {
    let mut sources = Sources::default();
    let source = sources.add(name, text);
    syntax::parse(&sources, source)
}

fn examples() -> Vec<(String, String)> {
    let read = |path: std::path::PathBuf| (path.display().to_string(), std::fs::read_to_string(&path).unwrap());
    files("examples", "plan").into_iter().map(read).collect()
}

#[track_caller]
fn check_tiles(text: &str, document: &Document) {
    let mut end = 0;
    for line in &document.lines {
        assert_eq!(line.start, end, "lines leave nothing out");
        assert!(line.start <= line.body().start && line.body().start <= line.body().end);
        end = text[line.body().end as usize..].find('\n').map_or(text.len(), |at| line.body().end as usize + at + 1) as u32;
    }
    assert_eq!(end as usize, text.len());
}

#[test]
fn examples_are_read_without_a_word() {
    for (name, text) in examples() {
        let (document, diagnostics) = parse(&name, &text);
        let said: Vec<_> = diagnostics
            .iter()
            .map(|d| format!("{} {:?} {}", &text[d.span.start as usize..d.span.end as usize], d.code, d.message))
            .collect();
        assert!(said.is_empty(), "{name}: {said:#?}");
        check_tiles(&text, &document);
    }
}

/// A small generator of numbers, the same on every run (SplitMix64, Steele 2014).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}

/// What a slip of the fingers, a paste from elsewhere or malice may put into a line.
const INSERTIONS: &[&str] = &[
    "\"",
    "\\",
    "#",
    ",",
    ".",
    "..",
    "(",
    ")",
    "-",
    "+",
    "%",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u{feff}",
    "\u{202e}",
    "\0",
    "é",
    "設",
    "🦀",
    "“",
    "5",
    "5d",
    "5x",
    "2026-02-30",
    "25:00",
    "after",
    "by",
    "task",
    "milestone",
    "calendar night",
    "and",
    "- [ ] ",
    "- [x]",
    "of",
    "until",
    "1d = 8h",
    "99999999999999999999",
    "``",
    "include \"x\"",
    "plan",
    "as",
];

/// Changes `text` at a few places.
fn mutate(text: &str, numbers: &mut Numbers) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..1 + numbers.below(4) {
        let at = numbers.below(chars.len() + 1);
        match numbers.below(4) {
            0 => drop(chars.drain(at..(at + numbers.below(6)).min(chars.len()))),
            1 | 2 => drop(chars.splice(at..at, INSERTIONS[numbers.below(INSERTIONS.len())].chars())),
            _ => {
                let other = numbers.below(chars.len() + 1).min(chars.len().saturating_sub(1));
                let at = at.min(chars.len().saturating_sub(1));
                if !chars.is_empty() {
                    chars.swap(at, other);
                }
            }
        }
    }
    chars.into_iter().collect()
}

/// Checks what holds of every text and of everything that is said about it.
#[track_caller]
fn check_laws(name: &str, text: &str) -> usize {
    let (document, diagnostics) = parse(name, text);
    check_tiles(text, &document);
    for clause in &document.clauses {
        assert!(
            text.get(clause.range().start as usize..clause.range().end as usize).is_some_and(|clause| !clause.is_empty()),
            "{text:?} {clause:?}"
        );
    }
    for diagnostic in diagnostics.iter() {
        let spans = std::iter::once(diagnostic.span).chain(diagnostic.labels.iter().map(|label| label.span));
        let spans = spans.chain(diagnostic.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span)));
        for span in spans {
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{text:?} {diagnostic:?}");
        }
        assert!(diagnostic.span.start < diagnostic.span.end, "a place that can be seen: {text:?} {diagnostic:?}");
        assert!(!diagnostic.message.ends_with('.') && !diagnostic.message.starts_with(char::is_uppercase), "{diagnostic:?}");
    }
    diagnostics.len()
}

#[test]
fn no_text_makes_the_reader_stumble() {
    let mut numbers = Numbers(7);
    let examples = examples();
    let mut n_faults = 0;
    for round in 0..10_000 {
        let (_, text) = &examples[numbers.below(examples.len())];
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let first = numbers.below(lines.len());
        let window = lines[first..(first + 4).min(lines.len())].concat();
        let name = if round % 10 == 0 { "notes.md" } else { "any.plan" };
        let window = if round % 10 == 0 { format!("# Notes\n\n```plan\n{window}```\n") } else { window };
        n_faults += check_laws(name, &mutate(&window, &mut numbers));
    }
    assert!(n_faults > 3_000, "the changes are grave enough: {n_faults}");
}

#[test]
fn every_prefix_of_a_plan_is_read() {
    let (_, text) = &examples()[0];
    for (at, _) in text.char_indices().take(700) {
        check_laws("any.plan", &text[..at]);
    }
}

#[track_caller]
fn says(text: &str, expected: &str) {
    let (_, mut diagnostics) = parse("any.plan", text);
    diagnostics.sort();
    let said: Vec<String> =
        diagnostics.iter().map(|d| format!("{}..{} {} {}", d.span.start, d.span.end, d.code.as_str(), d.message)).collect();
    assert_eq!(said.join("\n"), expected);
}

#[test]
fn characters_that_hide_are_refused_and_their_line_only() {
    says(
        "task a 5x\ntask \u{202e}b 5d\ntask c 5x\n",
        "8..9 G104 `x` is no unit of time\n15..18 G002 a character that reorders text is hidden here (U+202E)\n31..32 G104 `x` is no unit of time",
    );
    says("task a\u{1b}[31m 5d", "6..7 G002 a control character is hidden here (U+001B)");
    says("task a 5d\rtask b 5d\n", "9..10 G002 a carriage return stands inside a line");
    says("task \"عمل\u{200f} \u{200d}\" 5d\r\n", "");
}

#[test]
fn long_lines_and_large_files_are_refused() {
    says(
        &format!("task a 5d after {}\ntask b 5x", vec!["b"; 16_500].join(", ")),
        "0..80 G003 a line is longer than 32 KiB\n49523..49524 G104 `x` is no unit of time",
    );
    let text = format!("task a\n{}task \"{}\" 5d\ntask b 5d", " ".repeat(30_000), "é".repeat(40_000));
    let (document, diagnostics) = parse("any.plan", &text);
    assert_eq!((document.lines.len(), diagnostics.len()), (3, 1));
    check_tiles(&text, &document);
    let text = "# a line of sixty-four bytes, with which a file is soon filled.\n".repeat(1024 * 1024 + 1);
    says(&text, "0..63 G004 the file is larger than 64 MiB");
}

#[test]
fn deep_nesting_is_told_once_and_read_on() {
    let text: String = (0..70).map(|depth| format!("{}phase p{depth}\n", " ".repeat(depth))).collect();
    let (document, diagnostics) = parse("any.plan", &text);
    let codes: Vec<_> = diagnostics.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes, ["G005"]);
    assert_eq!(document.lines.len(), 70);
    assert_eq!(document.lines[69].owner().map(|owner| owner.0), Some(63));
}

#[test]
fn empty_texts_say_nothing() {
    says("", "");
    says("\u{feff}", "");
    says("\u{feff}task a 5d\r\n", "");
    says("\n  # only a comment\n", "");
}

#[test]
fn every_word_of_the_language_is_read() {
    let plan = r#"gantline 1
plan "Everything"
  start 2026-03-02
  end 2026-12-31 17:00
  as of 2026-03-26 keeping dates
  week mon-fri 09:00-12:00, 13:00-17:00
  week sat, sun 22:00-06:00
  holiday 2026-04-03 "Good Friday"
  holiday 2026-12-24..2026-12-26
  holidays from "de.ics"
  currency EUR
  budget 60000.50
  units 1d = 8h, 1w = 40h, 1mo = 20d
  leveling off
calendar night "Night shift" like standard
person ana "Ana Silva" rate 80/h, email ana@example.org, calendar night, from 2026-01-01 until 2026-12-31
  50% 2026-04-13..2026-07-17
  works mon-thu 00:00-24:00
  away 2026-04-13..2026-04-17 "leave"
person ben 50/h 50%
team web of ana, ben
resource lab capacity 2 600/d
include "people.plan" as hub
phase build "Build" in order after x, y.start + 2d and z - 1d from conf - 4w by ana
  task a 5d (3d..10d), by ana 24h, 2 of web 50% and any of lab, all of web
  task b effort 4w..7w before a - 2w, ends after a.start + 50%, tag a, 2026-q1, fast
  task "Quoted \"name\" \\ so" 1.5mo elapsed after build."Write content".end+1d
  task c 2026-03-02 09:00..2026-03-06 calendar night priority 700 cost 500 budget 20 owner ana
  task d from a until b starts by 2026-03-02 starts on 2026-03-02 ends by a, ends on b, ends from 2026-03-02
  task e 3 days due 2026-04-10 done 40% started 2026-03-19 finished 2026-03-20 remaining 2d delayed 3d elapsed
    key #12, link https://x.org/#top, note "n"  # why
    as late as possible done
    - [x] header #1
    - [ ]
  milestone m gate on 2026-04-10 14:00:36 passed 2026-04-10 failed 2026-04-11
  milestone n 2w after m
  milestone o
    1w before n
person cy until 2026-12-31
task late 2d by 2026-12-01
"#;
    says(plan, "");
    let (document, _) = parse("any.plan", plan);
    let kinds: std::collections::BTreeSet<String> =
        document.clauses.iter().map(|clause| format!("{:?}", clause.kind).split(['(', ' ']).next().unwrap().to_owned()).collect();
    assert_eq!(kinds.len(), 54, "{kinds:?}");
}

/// What the clauses of a line point to, as it was written.
#[allow(clippy::wildcard_enum_match_arm, reason = "the other clauses point to nothing")]
fn pointed_to<'t>(text: &'t str, document: &Document, line: usize) -> Vec<&'t str> {
    let slice = |range: TextRange| &text[range.start as usize..range.end as usize];
    let mut said = Vec::new();
    for clause in document.clauses_of(LineId(line as u32)) {
        said.push(slice(clause.range()));
        match &clause.kind {
            ClauseKind::After(targets) | ClauseKind::On(targets) | ClauseKind::Due(targets) | ClauseKind::From(targets) => {
                said.extend(document.targets(*targets).iter().map(|target| slice(target.range())));
            }
            ClauseKind::By(entries) | ClauseKind::Of(entries) => {
                said.extend(document.assignments(*entries).iter().map(|entry| slice(entry.name())));
            }
            _ => {}
        }
    }
    said
}

#[test]
fn pieces_read_at_once_are_the_whole() {
    let plan: String = examples().into_iter().map(|(_, text)| text).collect();
    let wrong = plan.replace(" after ", " aftr ");
    let text = [plan.as_str(), wrong.as_str()].concat();
    let (one, _) = parse("any.plan", &text);
    let text = text.repeat(1 + 600 * 1024 / text.len());
    let (whole, _) = parse("any.plan", &text);
    check_tiles(&text, &whole);
    for line in 0..whole.lines.len() {
        assert_eq!(pointed_to(&text, &whole, line), pointed_to(&text, &one, line % one.lines.len()), "{line}");
    }
    let whole = text.as_str();
    let half = &whole[..256 * 1024 - 1];
    let half = &half[..half.rfind('\n').unwrap() + 1];
    let ((whole, _), (half, _)) = (parse("any.plan", whole), parse("any.plan", half));
    let n = half.lines.len() - 1;
    assert!(whole.lines.len() > half.lines.len());
    assert_eq!(format!("{:?}", &whole.lines[..n]), format!("{:?}", &half.lines[..n]));
    let n = half.lines[n].first_clause as usize;
    assert_eq!(format!("{:?}", &whole.clauses[..n]), format!("{:?}", &half.clauses[..n]));
    assert_eq!(format!("{:?}", &whole.targets[..half.targets.len()]), format!("{:?}", half.targets));
    assert_eq!(format!("{:?}", &whole.assignments[..half.assignments.len()]), format!("{:?}", half.assignments));
    assert_eq!(format!("{:?}", &whole.poisoned[..half.poisoned.len()]), format!("{:?}", half.poisoned));
}
