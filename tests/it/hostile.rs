//! Bad input of every kind: a clear error, and nothing lost.

use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::support::{Run, gantline, gantline_with, scratch};

const SOUND: &str = "plan \"Shop\"\n  start 2026-03-02\n\ntask design 3d\ntask code 5d after design\n";

/// Checks a text from standard input.
fn check(text: &[u8]) -> Run {
    gantline_with(Path::new("."), &["check", "-", "--format", "short"], text)
}

/// Checks that a text ends with this exit code, and that `code` is said at `place`.
fn refuses(text: &[u8], exit: i32, place: &str, code: &str) {
    let run = check(text);
    let shown = String::from_utf8_lossy(text.get(..200.min(text.len())).unwrap()).into_owned();
    assert_eq!(run.code, exit, "{shown:?}: {}{}", run.out, run.err);
    let expected = format!("-:{place}: error[{code}]");
    assert!(run.out.lines().any(|line| line.starts_with(&expected)), "{shown:?}: {}{}", run.out, run.err);
}

#[test]
fn bytes_that_are_not_text() {
    refuses(b"task a 1d\ntask caf\xe9 2d\n", 3, "2:9", "G001");
    refuses(b"\xff\xfet\0a\0s\0k\0", 3, "1:1", "G001");
    refuses(&[0x89, b'P', b'N', b'G', 0, 0], 3, "1:1", "G001");
    refuses(b"task a\0b 1d\n", 1, "1:7", "G002");
}

#[test]
fn control_and_override_characters() {
    for (text, place) in [
        ("task a 1d\ntask \x1b[31mred 1d\n", "2:6"),
        ("task a\u{202e}b 1d\n", "1:7"),
        ("task \"\u{2066}x\" 1d\n", "1:7"),
        ("task \u{85}x 1d\n", "1:6"),
    ] {
        refuses(text.as_bytes(), 1, place, "G002");
    }
    let sound = check("task \"e\u{200d}e \u{200f}\" 1d\ntask b\t2d\r\n".as_bytes());
    assert!(!sound.out.contains("G002"), "joiners, marks, tabs and CRLF are text: {}", sound.out);
}

#[test]
fn limits_are_named_and_exit_4() {
    let long = format!("plan \"x\"\n  start 2026-03-02\ntask a 1d note \"{}\"\n", "x".repeat(40_000));
    let run = check(long.as_bytes());
    assert!(run.code == 4 && run.out.contains("error[G003]") && run.out.contains("32 KiB"), "{}", run.out);
    let deep: String = (0..70).map(|n| format!("{}phase p{n}\n", " ".repeat(n))).collect();
    let run = check(deep.as_bytes());
    assert!(run.code == 4 && run.out.contains("error[G005]") && run.out.contains("64"), "{}", run.out);
    let folder = scratch(&[]);
    let file = fs::File::create(folder.path().join("huge.plan")).unwrap();
    file.set_len((64 << 20) + 1).unwrap();
    let run = gantline(folder.path(), &["check", "huge.plan"]);
    assert!(run.code == 4 && run.out.contains("error[G004]") && run.out.contains("64 MiB"), "{}", run.out);
}

#[test]
fn every_line_is_diagnosed_and_output_is_bounded() {
    let mut text = String::from("plan \"x\"\n  start 2026-03-02\n");
    (0..700).for_each(|n| text.push_str(&format!("task a{n} 1d after nosuch{n}\n")));
    let human = gantline_with(Path::new("."), &["check", "-"], text.as_bytes());
    assert_eq!(human.out.matches("error[").count(), 50);
    assert!(human.out.contains("700 errors; the first 50 are shown"), "{}", human.out.lines().last().unwrap());
    let json = gantline_with(Path::new("."), &["check", "-", "--format", "json"], text.as_bytes());
    let document: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(document["summary"], serde_json::json!({"errors": 700, "warnings": 0, "shown": 500}));
    let all = gantline_with(Path::new("."), &["check", "-", "--max-diagnostics", "all", "--format", "short"], text.as_bytes());
    assert_eq!(all.out.matches("error[").count(), 700);
}

#[test]
fn a_long_cycle_is_shortened_and_counted() {
    let mut text = String::from("plan \"x\"\n  start 2026-03-02\ntask t0 1d after t39\n");
    (1..40).for_each(|n| text.push_str(&format!("task t{n} 1d after t{}\n", n - 1)));
    let run = gantline_with(Path::new("."), &["check", "-"], text.as_bytes());
    assert_eq!(run.code, 1);
    assert_eq!(run.out.matches("error[").count(), 1, "{}", run.out);
    assert!(run.out.contains("error[G401]") && run.out.contains("28"), "40 edges, 12 shown: {}", run.out);
    assert!(run.out.lines().count() < 90, "{}", run.out);
}

#[test]
fn a_quoted_line_is_cut_around_the_fault() {
    let text =
        format!("plan \"x\"\n  start 2026-03-02\ntask a 1d note \"{}\" after nosuch note \"{}\"\n", "x".repeat(9_000), "y".repeat(9_000));
    let run = gantline_with(Path::new("."), &["check", "-"], text.as_bytes());
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.out.contains("after nosuch note"), "{}", run.out);
    assert!(run.out.lines().all(|line| line.chars().count() <= 212), "{}", run.out);
}

#[test]
fn one_mistake_leaves_old_outputs_alone() {
    let folder = scratch(&[("shop.plan", "task a 1d after nosuch\n"), ("shop.svg", "old picture"), ("shop.md", "old report")]);
    for arguments in [&["chart", "shop.plan"][..], &["report", "shop.plan", "-o", "shop.md"], &["why", "shop.plan", "a"]] {
        let run = gantline(folder.path(), arguments);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{arguments:?}");
        assert!(run.err.contains("error["), "{arguments:?}: {}", run.err);
    }
    assert_eq!(fs::read_to_string(folder.path().join("shop.svg")).unwrap(), "old picture");
    assert_eq!(fs::read_to_string(folder.path().join("shop.md")).unwrap(), "old report");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "nothing else was left behind");
}

#[test]
fn dates_numbers_and_calendars_that_cannot_be() {
    let start = "plan \"x\"\n  start 2026-03-02\n";
    for (line, code) in [
        ("task a 1d from 2026-02-30", "G103"),
        ("task a 1d from 2026-13-01", "G103"),
        ("task a 1d from 0000-00-00", "G103"),
        ("task a 5", "G104"),
        ("task a 5parsecs", "G104"),
        ("task a 99999999999999999999d", "G105"),
        ("task a 1d done 140%", "G105"),
        ("task a 1d priority 70000", "G105"),
        ("calendar none\ntask a 1d calendar none", "G301"),
        ("task a 2026-03-06..2026-03-02", "G303"),
    ] {
        let run = check(format!("{start}{line}\n").as_bytes());
        assert_eq!(run.code, 1, "{line}: {}{}", run.out, run.err);
        assert!(run.out.contains(&format!("error[{code}]")), "{line}: {}", run.out);
    }
}

#[test]
fn the_largest_numbers_do_not_break_the_arithmetic() {
    for line in [
        "task a 999999d",
        "task a 1d from 2399-12-31",
        "task a 1d after b + 999999d\ntask b 1d",
        "task a 1d delayed 999999d elapsed",
        "task a effort 999999d by ana 1%",
        "milestone m on 1900-01-01",
    ] {
        let run = check(format!("plan \"x\"\n  start 2026-03-02\n{line}\n").as_bytes());
        assert!(run.code == 0 || run.code == 1, "{line}: {} {}{}", run.code, run.out, run.err);
        assert!(!run.err.contains("mistake of its own"), "{line}: {}", run.err);
    }
}

#[test]
#[cfg(unix)]
fn outputs_are_replaced_whole_or_not_at_all() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = scratch(&[("shop.plan", SOUND), ("kept.svg", "kept"), ("old.svg", "old")]);
    let at = |name: &str| folder.path().join(name);
    symlink(at("kept.svg"), at("link.svg")).unwrap();
    assert_eq!(gantline(folder.path(), &["chart", "shop.plan", "-o", "link.svg"]).code, 0);
    assert_eq!(fs::read_to_string(at("kept.svg")).unwrap(), "kept", "the link was replaced, not followed");
    assert!(fs::symlink_metadata(at("link.svg")).unwrap().is_file());
    fs::set_permissions(at("old.svg"), fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(gantline(folder.path(), &["chart", "shop.plan", "-o", "old.svg"]).code, 0);
    assert_eq!(fs::metadata(at("old.svg")).unwrap().permissions().mode() & 0o777, 0o640, "an old file keeps its permissions");
    let run = gantline(folder.path(), &["chart", "shop.plan", "-o", "no/such/chart.svg"]);
    assert!(run.code == 5 && run.err.contains("there is no folder `no/such`"), "{}", run.err);
    fs::create_dir(at("folder.svg")).unwrap();
    let run = gantline(folder.path(), &["chart", "shop.plan", "-o", "folder.svg"]);
    assert!(run.code == 5 && run.err.contains("is a folder"), "{}", run.err);
    let run = gantline(folder.path(), &["chart", "shop.plan", "-o", "shop.plan", "--format", "svg"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert_eq!(fs::read_to_string(at("shop.plan")).unwrap(), SOUND, "the plan is never written over");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains(".tmp")), "{left:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_exits_5_and_a_closed_pipe_ends_quietly() {
    let folder = scratch(&[("shop.plan", SOUND)]);
    let run = gantline(folder.path(), &["chart", "shop.plan", "-o", "/dev/full", "--format", "svg"]);
    assert!(run.code == 5 && run.err.contains("the disk is full"), "{} {}", run.code, run.err);
    assert_eq!(gantline(folder.path(), &["chart", "shop.plan", "-o", "/dev/null", "--format", "svg"]).code, 0);
    assert!(!fs::metadata("/dev/null").unwrap().is_file(), "a device is written to, not replaced");
    let program = env!("CARGO_BIN_EXE_gantline");
    let script = format!("'{program}' explain | head -n 1; '{program}' completions bash | true; '{program}' report shop.plan | true");
    let output = std::process::Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
#[cfg(unix)]
fn includes_stay_inside_the_folder_of_the_plan() {
    let folder = scratch(&[("secret.plan", "task secret 1d\n"), ("plans/inside.plan", "task inside 1d\n")]);
    let plans = folder.path().join("plans");
    std::os::unix::fs::symlink(folder.path().join("secret.plan"), plans.join("link.plan")).unwrap();
    fs::create_dir(plans.join("folder.plan")).unwrap();
    let include = |target: &str| {
        fs::write(plans.join("main.plan"), format!("plan \"x\"\n  start 2026-03-02\ninclude \"{target}\"\n")).unwrap();
        gantline(&plans, &["check", "main.plan"])
    };
    assert_eq!(include("inside.plan").code, 0);
    let absolute = folder.path().join("secret.plan").to_string_lossy().into_owned();
    for target in
        ["../secret.plan", &absolute, "link.plan", "folder.plan", "nosuch.plan", "https://example.org/x.plan", "/dev/zero", "main.plan"]
    {
        let run = include(target);
        assert_eq!(run.code, 1, "{target}: {}{}", run.out, run.err);
        assert!(run.out.contains("error[G00"), "{target}: {}", run.out);
    }
}

#[test]
fn text_from_a_plan_is_data_in_every_output() {
    let evil = "<script>alert(1)</script>";
    let plan = format!(
        "plan \"{evil}\"\n  start 2026-03-02\ntask \"=cmd|' /C calc'!A0\" 2d link javascript:alert(1)\ntask \"{evil} | & ]]> `\" 2d note \"{evil}\" link https://example.org/a?b=1&c=2\n"
    );
    let folder = scratch(&[("evil.plan", &plan)]);
    let write = |arguments: &[&str]| {
        let run = gantline(folder.path(), arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
        run.out
    };
    for arguments in [
        &["chart", "evil.plan", "-o", "-", "--format", "svg"][..],
        &["chart", "evil.plan", "-o", "-", "--format", "html"],
        &["report", "evil.plan", "--format", "html"],
        &["report", "evil.plan", "--format", "md"],
        &["report", "evil.plan", "milestones", "--format", "html"],
    ] {
        let out = write(arguments);
        assert!(!out.contains("<script>alert"), "{arguments:?}: {out}");
        assert!(!out.contains("href=\"javascript") && !out.contains("](javascript"), "{arguments:?}");
    }
    let csv = write(&["report", "evil.plan", "--format", "csv"]);
    assert!(csv.contains("'=cmd") && !csv.lines().any(|line| line.split(',').any(|cell| cell.trim_matches('"').starts_with('='))), "{csv}");
    serde_json::from_str::<serde_json::Value>(&write(&["report", "evil.plan", "--format", "json"])).unwrap();
}

#[test]
fn names_are_shown_never_sent() {
    let folder = scratch(&[]);
    let run = gantline(folder.path(), &["check", "no\x1b[2Jsuch\u{202e}.plan"]);
    assert_eq!(run.code, 3);
    assert!(!run.out.contains('\x1b') && !run.out.contains('\u{202e}') && run.out.contains('␛'), "{:?}", run.out);
    let run = gantline_with(folder.path(), &["check", "-"], "task \x1b]0;pwned\x07x 1d\n".as_bytes());
    assert!(!run.out.contains('\x1b') && run.out.contains('␛'), "{:?}", run.out);
    let run = gantline_with(folder.path(), &["check", "-", "--format", "github"], b"task a 1d after \"x\x0a::error::y\"\n");
    assert!(run.out.lines().all(|line| !line.starts_with("::error::")), "{}", run.out);
}

#[test]
fn a_diagnostic_costs_the_same_in_a_large_file() {
    let mut text = String::from("plan \"x\"\n  start 2026-03-02\n");
    (0..20_000).for_each(|n| text.push_str(&format!("task a{n} 1d after nosuch{n}\n")));
    let began = Instant::now();
    let run = gantline_with(Path::new("."), &["check", "-", "--max-diagnostics", "all"], text.as_bytes());
    assert_eq!(run.out.matches("error[").count(), 20_000);
    // Quadratic rendering took minutes here; even unoptimised and on a busy machine a linear one takes a few seconds.
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}

#[test]
fn the_same_input_gives_the_same_bytes_anywhere() {
    let folder = scratch(&[("plans/shop.plan", SOUND), ("plans/wrong.plan", "task a 1d after nosuch\ntask a 2d\n")]);
    let outputs = |variables: &[(&str, &str)]| -> Vec<Vec<u8>> {
        let commands: [&[&str]; 9] = [
            &["chart", "shop.plan", "-o", "-", "--format", "svg"],
            &["chart", "shop.plan", "-o", "-", "--format", "txt"],
            &["chart", "shop.plan", "-o", "-", "--format", "html"],
            &["report", "shop.plan"],
            &["report", "shop.plan", "--format", "html"],
            &["report", "shop.plan", "--format", "json"],
            &["why", "shop.plan", "code"],
            &["check", "wrong.plan"],
            &["check", "wrong.plan", "--format", "sarif"],
        ];
        let run = |arguments: &&[&str]| {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gantline"));
            command.args(*arguments).current_dir(folder.path().join("plans")).envs(variables.iter().copied());
            command.output().unwrap().stdout
        };
        commands.iter().map(run).collect()
    };
    let plain = outputs(&[]);
    assert!(plain.iter().all(|output| !output.is_empty()));
    for variables in [
        &[][..],
        &[("TZ", "Asia/Kathmandu"), ("LANG", "de_DE.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
        &[("COLUMNS", "40"), ("TERM", "dumb"), ("LINES", "2")],
        &[("RAYON_NUM_THREADS", "1"), ("HOME", "/nonexistent"), ("USER", "nobody")],
        &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")],
    ] {
        assert!(outputs(variables) == plain, "{variables:?} changed an output");
    }
}

#[test]
fn another_working_directory_changes_nothing_but_the_name() {
    let folder = scratch(&[("plans/shop.plan", SOUND)]);
    let inside = gantline(&folder.path().join("plans"), &["chart", "shop.plan", "-o", "-", "--format", "svg"]);
    let outside = gantline(folder.path(), &["chart", "plans/shop.plan", "-o", "-", "--format", "svg"]);
    assert_eq!(inside.out, outside.out);
    assert!(!outside.out.contains("plans/") && !outside.out.contains(&*folder.path().to_string_lossy()));
}
