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
