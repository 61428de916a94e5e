//! How the program is linked.
//!
//! A position-independent executable is put in order by the dynamic linker before it begins: seventeen thousand addresses on
//! seventy pages, each of which is copied. That takes as long as checking a small plan. Where the linker can settle the
//! addresses once and for all, the released program leaves that to it.

#![allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |variable: &str, value: &str| env::var(variable).is_ok_and(|found| found == value);
    if is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
