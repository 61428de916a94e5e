//! The gantline program; everything is in the library.

fn main() {
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let code = gantline::cli::run(&arguments);
    // Without destructors: nothing is left to do, and a large plan takes a while to take apart.
    std::process::exit(i32::from(code));
}
