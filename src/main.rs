//! The gantline program; everything is in the library.

fn main() {
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let code = gantline::cli::run(&arguments);
    std::process::exit(i32::from(code));
}
