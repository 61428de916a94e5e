//! The program as a person and a script meet it: commands, exit codes, streams, files.

use std::fs;

use crate::support::{gantline, gantline_with, scratch};

const SOUND: &str =
    "plan \"Shop\"\n  start 2026-03-02\n\nphase build\n  task design 3d\n  task code 5d after design\nmilestone live after build\n";
const WRONG: &str = "plan \"Shop\"\n  start 2026-03-02\n\ntask design 3d\ntask code 5d after desgin\n";
const LATE: &str = "plan \"Shop\"\n  start 2026-03-02\n\ntask design 3d\nmilestone live after design due 2026-03-03\n";

#[test]
fn without_arguments_it_shows_how_to_start() {
    let folder = scratch(&[]);
    let run = gantline(folder.path(), &[]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("gantline init") && run.out.contains("gantline chart"), "{}", run.out);
    assert_eq!(run.err, "");
}

#[test]
fn every_command_explains_itself_with_an_example() {
    let folder = scratch(&[]);
    for command in ["check", "chart", "report", "why", "export", "import", "init", "explain", "completions", "man"] {
        let run = gantline(folder.path(), &[command, "--help"]);
        assert_eq!(run.code, 0, "{command}");
        let (_, examples) = run.out.split_once("\nExamples:\n").unwrap_or_else(|| panic!("{command} has no examples"));
        assert!(examples.lines().all(|line| line.starts_with("  gantline ")), "{command}: {examples}");
    }
    let help = gantline(folder.path(), &["--help"]).out;
    for absent in ["fmt", "diff", "risk", "watch", "lsp"] {
        assert!(!help.contains(&format!("\n  {absent} ")), "{absent} is not there yet");
    }
}

#[test]
fn what_is_mistyped_is_guessed_and_exits_2() {
    let folder = scratch(&[("shop.plan", SOUND)]);
    let cases: &[(&[&str], &str)] = &[
        (&["chek", "shop.plan"], "'check'"),
        (&["check", "--fromat", "json", "shop.plan"], "'--format'"),
        (&["check", "--format", "jsn", "shop.plan"], "'json'"),
        (&["shop.plan"], "gantline chart shop.plan"),
        (&["check", "--deny", "unasigned", "shop.plan"], "did you mean `unassigned`?"),
        (&["check", "--allow", "G201", "shop.plan"], "is an error"),
        (&["explain", "unknwon-task"], "did you mean `unknown-task`?"),
        (&["man", "chrat"], "did you mean `chart`?"),
        (&["check", "--as-of", "26.3.2026", "shop.plan"], "2026-03-26"),
        (&["check", "--as-of", "2026-02-30", "shop.plan"], "no such day"),
        (&["check", "--max-diagnostics", "some", "shop.plan"], "all"),
        (&["check"], "<PLAN>"),
    ];
    for (arguments, expected) in cases {
        let run = gantline(folder.path(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
        assert!(run.err.contains(expected), "{arguments:?}: {}", run.err);
        assert_eq!(run.out, "", "{arguments:?}");
    }
}

#[test]
fn a_sound_plan_gets_a_kind_line() {
    let folder = scratch(&[("shop.plan", SOUND), ("empty.plan", "")]);
    let run = gantline(folder.path(), &["check", "shop.plan"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "shop.plan: 2 tasks, 1 milestone, 2 – 11 Mar 2026\n", ""));
    let run = gantline(folder.path(), &["check", "--quiet", "shop.plan"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    let run = gantline(folder.path(), &["check", "empty.plan"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("task first-step 2d"), "{}", run.out);
}

#[test]
fn errors_are_drawn_counted_and_exit_1() {
    let folder = scratch(&[("shop.plan", WRONG)]);
    let run = gantline(folder.path(), &["check", "shop.plan"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    for part in ["error[G201]: ", "╭─[shop.plan:5:20]", "did you mean `design`?", "1 error; `gantline explain G201` says more"] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
    assert!(!run.out.contains('\x1b'), "colour went to a pipe");
    assert!(gantline(folder.path(), &["check", "--color", "always", "shop.plan"]).out.contains("\x1b[1;31merror[G201]"));
}

#[test]
fn colour_goes_only_where_it_is_wanted() {
    let folder = scratch(&[("shop.plan", WRONG)]);
    let is_coloured = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gantline"));
        command.args(arguments).current_dir(folder.path()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        let output = command.envs(variables.iter().copied()).output().unwrap();
        output.stdout.contains(&0x1b) || output.stderr.contains(&0x1b)
    };
    let check = ["check", "shop.plan"];
    assert!(!is_coloured(&[], &check), "a pipe");
    assert!(is_coloured(&[("CLICOLOR_FORCE", "1")], &check));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "0")], &check));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &check), "no wins");
    assert!(is_coloured(&[("NO_COLOR", "1")], &["check", "shop.plan", "--color", "always"]), "the flag wins");
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "1")], &["--color=never", "check", "shop.plan"]));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "1")], &["check", "shop.plan", "--format", "json"]));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "1")], &["check", "shop.plan", "--format", "short"]));
    assert!(!is_coloured(&[], &["chek"]) && is_coloured(&[], &["chek", "--color=always"]), "what is wrong with the arguments, too");
}

#[test]
fn the_clock_is_asked_only_for_today() {
    let folder = scratch(&[("shop.plan", SOUND)]);
    let json = |date: &str| -> serde_json::Value {
        let run = gantline(folder.path(), &["report", "shop.plan", "--format", "json", "--as-of", date]);
        assert_eq!(run.code, 0, "{}", run.err);
        serde_json::from_str(&run.out).unwrap()
    };
    assert_eq!(json("2026-03-05")["plan"]["as_of"], "2026-03-06T00:00", "the end of that day");
    let today = json("today")["plan"]["as_of"].as_str().unwrap().to_owned();
    assert!(today.get(..2) == Some("20"), "{today}");
}

#[test]
fn several_plans_are_checked_together_errors_first() {
    let folder = scratch(&[("a.plan", LATE), ("b.plan", WRONG), ("c.plan", SOUND)]);
    let run = gantline(folder.path(), &["check", "a.plan", "b.plan", "c.plan"]);
    assert_eq!(run.code, 1);
    let (error, warning) = (run.out.find("error[").unwrap(), run.out.find("warning[G511]").unwrap());
    assert!(error < warning, "{}", run.out);
    assert!(run.out.contains("1 error, 1 warning; ") && run.out.contains("c.plan: 2 tasks"), "{}", run.out);
}

#[test]
fn levels_turn_warnings_into_errors_and_silence() {
    let folder = scratch(&[("late.plan", LATE)]);
    let code = |arguments: &[&str]| gantline(folder.path(), &[&["check", "late.plan"], arguments].concat()).code;
    assert_eq!(code(&[]), 0);
    assert_eq!(code(&["--deny", "missed-deadline"]), 1);
    assert_eq!(code(&["--deny", "G511"]), 1);
    assert_eq!(code(&["--deny", "all", "--allow", "all"]), 1, "the strictest counts");
    assert_eq!(code(&["--deny", "all", "--warn", "all"]), 1);
    let quiet = gantline(folder.path(), &["check", "late.plan", "--allow", "missed-deadline"]);
    assert!(!quiet.out.contains("warning"), "{}", quiet.out);
    let named = gantline(folder.path(), &["check", "late.plan", "--deny", "missed-deadline", "--allow", "all"]);
    assert_eq!(named.code, 1, "a named lint wins over all");
}

#[test]
fn json_is_one_document_that_counts_all() {
    let folder = scratch(&[("shop.plan", WRONG), ("sound.plan", SOUND)]);
    let run = gantline(folder.path(), &["check", "--format", "json", "shop.plan"]);
    let document: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(run.code, 1);
    assert_eq!(document["version"], 1);
    assert_eq!(document["summary"], serde_json::json!({"errors": 1, "warnings": 0, "shown": 1}));
    let diagnostic = &document["diagnostics"][0];
    assert_eq!(diagnostic["code"], "G201");
    assert_eq!(diagnostic["severity"], "error");
    assert_eq!(diagnostic["file"], "shop.plan");
    assert_eq!(diagnostic["range"], serde_json::json!({"start": {"line": 5, "column": 20}, "end": {"line": 5, "column": 26}}));
    assert_eq!(diagnostic["fixes"][0]["edits"][0]["text"], "design");
    let sound = gantline(folder.path(), &["check", "--format", "json", "sound.plan"]);
    let document: serde_json::Value = serde_json::from_str(&sound.out).unwrap();
    assert_eq!((sound.code, document["diagnostics"].as_array().unwrap().len()), (0, 0));
}

#[test]
fn sarif_has_a_rule_for_every_result() {
    let folder = scratch(&[("my shop.plan", WRONG)]);
    let run = gantline(folder.path(), &["check", "--format", "sarif", "my shop.plan"]);
    let log: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let (driver, result) = (&log["runs"][0]["tool"]["driver"], &log["runs"][0]["results"][0]);
    let index = result["ruleIndex"].as_u64().unwrap() as usize;
    assert_eq!(driver["rules"][index]["id"], "G201");
    assert_eq!(result["ruleId"], "G201");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "my%20shop.plan");
    assert_eq!(place["region"], serde_json::json!({"startLine": 5, "startColumn": 20, "endLine": 5, "endColumn": 26}));
    assert!(result["message"]["text"].as_str().unwrap().contains("desgin"));
}

#[test]
fn short_and_github_are_one_line_each() {
    let folder = scratch(&[("a,b:c.plan", WRONG)]);
    let run = gantline(folder.path(), &["check", "--format", "short", "a,b:c.plan"]);
    assert!(run.out.starts_with("a,b:c.plan:5:20: error[G201]: "), "{}", run.out);
    assert_eq!(run.out.lines().count(), 1);
    let run = gantline(folder.path(), &["check", "--format", "github", "a,b:c.plan"]);
    assert!(run.out.starts_with("::error file=a%2Cb%3Ac.plan,line=5,endLine=5,col=20,endColumn=26,title=G201 "), "{}", run.out);
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn standard_input_is_a_dash() {
    let folder = scratch(&[]);
    let run = gantline_with(folder.path(), &["check", "-"], WRONG.as_bytes());
    assert_eq!(run.code, 1);
    assert!(run.out.contains("╭─[-:5:20]"), "{}", run.out);
    let run = gantline_with(folder.path(), &["chart", "-"], SOUND.as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("<svg") && run.out.ends_with("</svg>\n"), "a chart of standard input goes to standard output");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn unreadable_inputs_exit_3_and_say_why() {
    let folder = scratch(&[("website.plan", SOUND), ("inside/a.plan", SOUND)]);
    fs::write(folder.path().join("latin.plan"), b"task m\xfcller 1d\n").unwrap();
    for (arguments, expected) in [
        (["check", "webiste.plan"], "did you mean `website.plan`?"),
        (["chart", "inside"], "`inside` is a folder, not a plan"),
        (["report", "no/such.plan"], "there is no file `no/such.plan`"),
    ] {
        let run = gantline(folder.path(), &arguments);
        assert_eq!(run.code, 3, "{arguments:?}");
        let said = format!("{}{}", run.out, run.err);
        assert!(said.contains("error[G011]") && said.contains(expected), "{arguments:?}: {said}");
    }
    let json = gantline(folder.path(), &["check", "--format", "json", "webiste.plan"]);
    let document: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((json.code, &document["diagnostics"][0]["code"]), (3, &serde_json::json!("G011")));
    let run = gantline(folder.path(), &["check", "latin.plan"]);
    assert_eq!(run.code, 3);
    assert!(run.out.contains("error[G001]") && run.out.contains("[latin.plan:1:7]") && run.out.contains("FC"), "{}", run.out);
    let run = gantline(folder.path(), &["check", "nosuch.plan", "website.plan"]);
    assert_eq!(run.code, 3);
    assert!(run.out.contains("website.plan: 2 tasks"), "what can be read is checked: {}", run.out);
}

#[test]
fn a_chart_lands_beside_its_plan_and_says_so() {
    let folder = scratch(&[("plans/shop.plan", SOUND), ("plans/late.plan", LATE)]);
    let run = gantline(folder.path(), &["chart", "plans/shop.plan"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert_eq!(run.err, "wrote plans/shop.svg: 2 tasks, 1 milestone, 2 – 11 Mar 2026\n");
    assert!(fs::read_to_string(folder.path().join("plans/shop.svg")).unwrap().contains("<svg"));
    let run = gantline(folder.path(), &["chart", "--quiet", "plans/shop.plan", "-o", "out.svg"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let svg = fs::read_to_string(folder.path().join("out.svg")).unwrap();
    let piped = gantline(folder.path(), &["chart", "plans/shop.plan", "-o", "-", "--format", "svg"]);
    assert_eq!(piped.out, svg);
    let late = gantline(folder.path(), &["chart", "plans/late.plan"]);
    assert_eq!(late.code, 0, "a warning still draws");
    assert!(late.err.contains("warning[G511]") && late.err.contains("wrote plans/late.svg"), "{}", late.err);
}

#[test]
fn formats_follow_the_extension() {
    let folder = scratch(&[("shop.plan", SOUND)]);
    let chart = |arguments: &[&str]| gantline(folder.path(), &[&["chart", "shop.plan"], arguments].concat());
    assert!(chart(&["--format", "txt"]).out.contains("Design"), "txt goes to standard output");
    assert_eq!(chart(&["-o", "shop.txt"]).code, 0);
    assert!(!fs::read_to_string(folder.path().join("shop.txt")).unwrap().contains("<svg"));
    for name in ["shop.gif", "shop"] {
        let run = chart(&["-o", name]);
        assert_eq!(run.code, 2, "{name}");
        assert!(run.err.contains("svg") && run.err.contains("txt"), "{}", run.err);
        assert!(!folder.path().join(name).exists());
    }
    for (name, expected) in [("r.md", "| "), ("r.csv", ","), ("r.html", "<html"), ("r.json", "\"version\": 1"), ("r.txt", "Design")] {
        let run = gantline(folder.path(), &["report", "shop.plan", "-o", name]);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        assert!(fs::read_to_string(folder.path().join(name)).unwrap().contains(expected), "{name}");
    }
    assert_eq!(gantline(folder.path(), &["report", "shop.plan", "-o", "r.docx"]).code, 2);
}

#[test]
fn report_json_alone_goes_to_standard_output() {
    let folder = scratch(&[("late.plan", LATE)]);
    let run = gantline(folder.path(), &["report", "late.plan", "--format", "json"]);
    assert_eq!(run.code, 0);
    let document: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(document["plan"]["title"], "Shop");
    assert!(run.err.contains("warning[G511]"));
    let short = gantline(folder.path(), &["report", "late.plan", "--diagnostics", "short"]);
    assert!(short.err.starts_with("late.plan:5:"), "{}", short.err);
}

#[test]
fn why_tells_the_chain_and_knows_names_paths_and_titles() {
    let folder = scratch(&[("shop.plan", SOUND)]);
    for name in ["code", "build.code", "Code"] {
        let run = gantline(folder.path(), &["why", "shop.plan", name]);
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        assert!(run.out.contains("Design"), "{name}: {}", run.out);
    }
    let run = gantline(folder.path(), &["why", "shop.plan", "cod"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("did you mean `code`?"), "{}", run.err);
    let json = gantline(folder.path(), &["why", "shop.plan", "code", "--format", "json"]);
    serde_json::from_str::<serde_json::Value>(&json.out).unwrap();
}

#[test]
fn init_writes_a_plan_that_charts_without_a_word() {
    let folder = scratch(&[]);
    let run = gantline(folder.path(), &["init", "kitchen-renovation"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("gantline chart kitchen-renovation.plan"), "{}", run.err);
    let text = fs::read_to_string(folder.path().join("kitchen-renovation.plan")).unwrap();
    assert!(text.contains("plan \"Kitchen renovation\""));
    let check = gantline(folder.path(), &["check", "kitchen-renovation.plan", "--warn", "all"]);
    assert_eq!((check.code, check.out.matches("warning").count()), (0, 0), "not even what is silent: {}", check.out);
    assert_eq!(gantline(folder.path(), &["chart", "kitchen-renovation.plan"]).code, 0);
    let again = gantline(folder.path(), &["init", "kitchen-renovation"]);
    assert_eq!(again.code, 5);
    assert!(again.err.contains("is there already"), "{}", again.err);
    assert_eq!(fs::read_to_string(folder.path().join("kitchen-renovation.plan")).unwrap(), text);
    for start in ["2026-01-01", "2027-12-20", "2028-02-29"] {
        let name = format!("from-{start}");
        assert_eq!(gantline(folder.path(), &["init", &name, "--start", start]).code, 0);
        let check = gantline(folder.path(), &["check", &format!("{name}.plan")]);
        assert_eq!((check.code, check.out.matches("warning").count()), (0, 0), "{start}: {}", check.out);
    }
}

#[test]
fn explain_prints_every_page() {
    let folder = scratch(&[]);
    let list = gantline(folder.path(), &["explain"]);
    assert_eq!(list.code, 0);
    for code in gantline::diagnostic::Code::ALL {
        assert!(list.out.contains(code.as_str()) && list.out.contains(code.name()), "{}", code.as_str());
    }
    let by_code = gantline(folder.path(), &["explain", "g201"]);
    assert!(by_code.out.starts_with("G201: ") && by_code.out.contains("\nWhat to do\n"), "{}", by_code.out);
    assert!(!by_code.out.contains("```"));
    assert_eq!(gantline(folder.path(), &["explain", "unknown-task"]).out, by_code.out);
}

#[test]
fn completions_and_manual_pages_are_written() {
    let folder = scratch(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = gantline(folder.path(), &["completions", shell]);
        assert!(run.code == 0 && run.out.contains("max-diagnostics"), "{shell}");
    }
    assert!(gantline(folder.path(), &["man"]).out.contains(".TH gantline 1"));
    assert!(gantline(folder.path(), &["man", "chart"]).out.contains(".TH gantline-chart 1"));
}

#[test]
fn what_is_left_out_of_the_diagnostics_is_told() {
    let folder = scratch(&[("two.plan", "plan \"Shop\"\n  start 2026-03-02\ntask a 1d after b\ntask c 1d after d\ntask e 1d after f\n")]);
    for (limit, said) in [("0", "3 errors; none is shown"), ("1", "3 errors; the first is shown"), ("2", "3 errors; the first 2 are shown")]
    {
        for format in ["human", "short", "github"] {
            let run = gantline(folder.path(), &["check", "two.plan", "--max-diagnostics", limit, "--format", format]);
            assert!(run.code == 1 && run.out.contains(said), "{format}: {run:?}");
        }
    }
}

#[test]
fn what_is_plainly_no_plan_is_told_once() {
    let schedule = "<Project xmlns=\"http://schemas.microsoft.com/project\">\n<Name>x</Name>\n</Project>\n";
    let folder = scratch(&[
        ("shop.plan", SOUND),
        ("shop.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">\n<g/>\n</svg>\n"),
        ("relaunch.xml", schedule),
        ("page.html", "\u{feff}\n<!doctype html>\n<p>x\n"),
        ("shop.json", "{\n\"tasks\": []}\n"),
        ("chart.mmd", "gantt\n  title A\n"),
        ("tasks.csv", "Name,Start\na,2026-03-02\n"),
        ("notes.txt", "# Minutes\n\n```plan\ntask a 1d\n```\n"),
        ("notes.md", "<!-- minutes -->\n\n```plan\nplan \"P\"\n  start 2026-03-02\ntask a 1d\n```\n"),
    ]);
    for (file, what, help) in [
        ("shop.svg", "a picture", "name the plan that it was drawn from"),
        ("relaunch.xml", "Microsoft Project XML", "gantline import relaunch.xml"),
        ("page.html", "XML or HTML", "gantline init"),
        ("shop.json", "JSON", "--baseline shop.json"),
        ("chart.mmd", "a Mermaid chart", "gantline import chart.mmd"),
        ("tasks.csv", "a table", "gantline import tasks.csv"),
        ("notes.txt", "Markdown with a plan in it", "ends in .md"),
    ] {
        for run in [gantline(folder.path(), &["chart", file]), gantline(folder.path(), &["chart", "shop.plan", "--baseline", file])] {
            // A schedule in JSON is a baseline.
            if run.code == 0 && file == "shop.json" {
                continue;
            }
            let told = format!("error[G011]: `{file}` is not a plan, it is {what}");
            assert!(run.code == 3 && run.err.contains(&told) && run.err.contains("1 error"), "{run:?}");
            assert!(run.err.replace("\n        ", " ").contains(help), "{run:?}");
        }
    }
    assert_eq!(gantline(folder.path(), &["check", "notes.md"]).code, 0);
}

#[test]
fn a_newcomer_is_told_what_to_type() {
    let folder = scratch(&[("shop.plan", SOUND), ("sub/x", "")]);
    let empty = scratch(&[]);
    assert!(gantline(folder.path(), &["chart"]).err.contains("gantline chart shop.plan"));
    assert!(gantline(empty.path(), &["check"]).err.contains("gantline init"));
    let cases: &[(&[&str], u8, &str)] = &[
        (&["chart", "shop.plan", "-o", "out/x.svg"], 5, "make it first: `mkdir out`"),
        (&["chart", "shop.plan", "-o", "sub"], 2, "`sub` is a folder"),
        (&["chart", "shop.plan", "--depth", "0"], 2, "write a number from 1"),
        (&["chart", "shop.plan", "--width", "10"], 2, "write a number from 40 to 20000"),
        (&["export", "shop.plan", "-o", "x.mpp"], 2, "name another file"),
        (&["init", "new/plan"], 5, "make it first: `mkdir new`"),
    ];
    for (arguments, code, expected) in cases {
        let run = gantline(folder.path(), arguments);
        assert!(run.code == i32::from(*code) && run.err.contains(expected), "{arguments:?}: {run:?}");
    }
    let run = gantline(folder.path(), &["init", "my plan"]);
    assert!(run.err.contains("gantline chart 'my plan.plan' "), "{run:?}");
}
