//! What a person sees when the program itself is wrong: what to report, and exit code 70, never a panic message.

use std::io::Write;
use std::panic;

use super::Exit;

/// Replaces the message of a panic for the rest of the process.
pub(super) fn catch() {
    panic::set_hook(Box::new(|panic| {
        let payload = panic.payload();
        let what = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let place = panic.location().map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
        let version = env!("CARGO_PKG_VERSION");
        let mut text = String::from("gantline has made a mistake of its own and stops here; nothing was written\n");
        text.push_str("  help: report it with these two lines, the command, and the plan if you can share it\n");
        text.push_str(&format!("  gantline {version} on {}-{}{place}\n", std::env::consts::OS, std::env::consts::ARCH));
        text.push_str(&format!("  {}\n", what.unwrap_or("no message")));
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
        std::process::exit(i32::from(Exit::Bug as u8));
    }));
}
