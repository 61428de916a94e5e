//! What a person sees when the program itself is wrong: what to report, and exit code 70, never a panic message.

use std::io::Write;
use std::panic::{self, PanicHookInfo};

use super::{Exit, files};

/// Replaces the message of a panic for the rest of the process, which ends with it.
pub(super) fn catch() {
    panic::set_hook(Box::new(|panic| {
        // The process ends here, so nothing that is half written goes away by itself.
        files::abandon();
        let _ = std::io::stderr().lock().write_all(report(panic).as_bytes());
        std::process::exit(i32::from(Exit::Bug as u8));
    }));
}

fn report(panic: &PanicHookInfo<'_>) -> String {
    let payload = panic.payload();
    let what = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let place = panic.location().map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
    format!(
        "gantline has made a mistake of its own and stops here; nothing was written\n  \
         help: report it with these two lines, the command, and the plan if you can share it\n  \
         gantline {} on {}-{}{place}\n  {}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        what.unwrap_or("no message"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the test below runs in a process of its own.
    #[test]
    #[ignore = "it ends the process"]
    fn makes_a_mistake() {
        catch();
        let folder = std::env::var_os("GANTLINE_TEST_FOLDER").expect("the test below names one");
        let chart = std::path::Path::new(&folder).join("old.svg");
        let _ = files::save(&chart, |out| {
            out.write_all(b"half a cha")?;
            panic!("the bar {} is lost", 7)
        });
    }

    #[test]
    fn a_mistake_of_our_own_ends_with_70_and_leaves_things_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("old.svg"), "old").unwrap();
        let run = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["cli::bug::tests::makes_a_mistake", "--exact", "--ignored", "--nocapture"])
            .env("GANTLINE_TEST_FOLDER", folder.path())
            .output()
            .unwrap();
        let told = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(70), "{told}");
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines[0], "gantline has made a mistake of its own and stops here; nothing was written");
        assert!(lines[1].starts_with("  help: report it") && lines[2].contains(" at src/cli/bug.rs:"), "{told}");
        assert_eq!((lines[3], lines.len()), ("  the bar 7 is lost", 4), "{told}");
        assert!(!told.contains("panicked") && !told.contains("RUST_BACKTRACE"), "{told}");
        assert_eq!(std::fs::read_to_string(folder.path().join("old.svg")).unwrap(), "old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing half written stays");
    }
}
