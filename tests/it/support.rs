//! The one helper file of the tests: finding data files, comparing goldens.

use std::path::{Path, PathBuf};

/// Returns a path inside the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Returns the files directly in a project folder whose names end in `.{extension}`, sorted.
pub fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(project(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == extension)).collect();
    paths.sort();
    paths
}

/// Compares `actual` with the file at `path`, which a person has read. `UPDATE=1` writes it instead.
pub fn golden(path: &Path, actual: &str) {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, actual).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    if let Some((line, (left, right))) = expected.lines().zip(actual.lines()).enumerate().find(|(_, (left, right))| left != right) {
        panic!("{}:{}: differs; UPDATE=1 accepts it\n  golden: {left}\n  actual: {right}", path.display(), line + 1);
    }
    assert_eq!(expected.len(), actual.len(), "{}: differs in length; UPDATE=1 accepts it", path.display());
}

/// Returns path (relative to the project) and text of every Rust file below `folder`, sorted.
pub fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![project(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(project("")).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// A folder on disk that plans may include files from.
pub struct Folder(pub PathBuf);

impl gantline::compile::Files for Folder {
    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        std::fs::read(self.0.join(path)).map_err(|_| "there is no such file or folder".to_owned())
    }
}

/// What a run of the program did.
#[derive(Debug)]
pub struct Run {
    /// The exit code; -1 when a signal ended it.
    pub code: i32,
    /// What it wrote to standard output.
    pub out: String,
    /// What it wrote to standard error.
    pub err: String,
}

/// Runs the program in `folder` with `input` on standard input.
pub fn gantline_with(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut command = Command::new(env!("CARGO_BIN_EXE_gantline"));
    command.args(arguments).current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The program may end without reading its input; that is not the test's concern.
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the program in `folder` with nothing on standard input.
pub fn gantline(folder: &Path, arguments: &[&str]) -> Run {
    gantline_with(folder, arguments, b"")
}

/// Makes a folder that goes away with the value, holding these files.
pub fn scratch(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// Returns how a law is tried: on so many random cases, the same every time. `PROPTEST_RNG_SEED` asks for others.
pub fn cases(n: u32) -> proptest::test_runner::Config {
    use proptest::test_runner::{Config, RngSeed};
    let default = Config::default();
    let rng_seed = if default.rng_seed == RngSeed::Random { RngSeed::Fixed(20_260_302) } else { default.rng_seed };
    Config { cases: n, failure_persistence: None, rng_seed, ..default }
}
