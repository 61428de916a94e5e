//! The first and last place that touches the disk.
//!
//! Inputs are read whole and bounded before anything is written. Outputs are written beside their target and renamed onto
//! it, so that a reader never sees half a chart and a failure leaves the old one alone.

use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::console::{end, reason};
use super::{Exit, Failure};
use crate::compile::{Compilation, Files};
use crate::diagnostic::{Code, Diagnostics, suggest, visible};
use crate::source::Sources;
use crate::span::Span;

/// The largest plan that is read, in bytes.
const LIMIT: u64 = 64 << 20;

/// The largest file of another program that is read, in bytes: a task takes a hundred times as many in XML as in a plan.
const FOREIGN_LIMIT: u64 = 512 << 20;

/// One plan as it was read.
#[derive(Debug)]
pub(super) struct Input {
    /// The path as it was typed; `-` is standard input.
    pub name: String,
    /// Where it lies; `None` for standard input.
    pub path: Option<PathBuf>,
    /// Its text, or what keeps it from being one.
    pub text: Result<String, Box<Compilation>>,
}

/// Reads a plan whole. What cannot be read is an input whose compilation says so.
pub(super) fn read(path: &Path) -> Input {
    let name = path.to_string_lossy().into_owned();
    let is_standard_input = path.as_os_str() == "-";
    let bytes = if is_standard_input { bounded(io::stdin().lock(), 0, LIMIT) } else { open(path, LIMIT) };
    let text = match bytes {
        Err(error) => Err(not_read(path, &name, &error)),
        Ok(None) => Err(too_large(&name)),
        Ok(Some(bytes)) => String::from_utf8(bytes).map_err(|error| not_utf8(&name, error.as_bytes())),
    };
    Input { name, path: (!is_standard_input).then(|| path.to_owned()), text: text.map_err(Box::new) }
}

/// Reads a font file whole.
#[cfg(any(feature = "png", feature = "pdf"))]
pub(super) fn read_font(path: &Path) -> Result<Vec<u8>, Failure> {
    read_whole(path, "font")
}

/// Reads a file that is no plan: `what` it is.
pub(super) fn read_whole(path: &Path, what: &str) -> Result<Vec<u8>, Failure> {
    let shown = visible(&path.to_string_lossy()).into_owned();
    match open(path, LIMIT) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(Failure::new(Exit::Limit, format!("`{shown}` is larger than 64 MiB, the most that a {what} may have"))),
        Err(error) => Err(Failure::new(Exit::Unreadable, format!("the {what} `{shown}` cannot be read: {}", reason(&error)))),
    }
}

/// Returns the bytes of a file, or nothing when there are too many.
fn open(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    bounded(file, metadata.len(), limit)
}

fn bounded(reader: impl Read, expected: u64, limit: u64) -> io::Result<Option<Vec<u8>>> {
    if limit < expected {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0) + 1);
    reader.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= limit))
}

/// Reads another program's file whole.
pub(super) fn read_foreign(path: &Path) -> Result<Vec<u8>, Failure> {
    let shown = format!("`{}`", visible(&path.to_string_lossy()));
    let read = if path.as_os_str() == "-" { bounded(io::stdin().lock(), 0, FOREIGN_LIMIT) } else { open(path, FOREIGN_LIMIT) };
    match read {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(Failure::new(Exit::Limit, format!("{shown} is larger than 512 MiB, the most that is read"))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Failure::new(Exit::Unreadable, format!("there is no file {shown}"))),
        Err(error) if error.kind() == io::ErrorKind::IsADirectory => {
            Err(Failure::new(Exit::Unreadable, format!("{shown} is a folder, not a file")))
        }
        Err(error) => Err(Failure::new(Exit::Unreadable, format!("{shown} cannot be read: {}", reason(&error)))),
    }
}

/// Says why a file cannot be opened, and which one may be meant.
fn not_read(path: &Path, name: &str, error: &io::Error) -> Compilation {
    let shown = visible(name);
    if error.kind() == io::ErrorKind::IsADirectory {
        let inside = plans_in(path).into_iter().next().map(|plan| path.join(plan).to_string_lossy().into_owned());
        let help = inside.map(|plan| format!("name a plan inside it: `{}`", visible(&plan)));
        return without_text(name, Code::NotRead, &format!("`{shown}` is a folder, not a plan"), &help.unwrap_or_default());
    }
    if error.kind() != io::ErrorKind::NotFound {
        return without_text(name, Code::NotRead, &format!("`{shown}` cannot be read: {}", reason(error)), "");
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let known = plans_in(folder.unwrap_or(Path::new(".")));
    let file = path.file_name().map(|file| file.to_string_lossy()).unwrap_or_default();
    let plan = known.iter().find(|known| known.strip_suffix(".plan").or_else(|| known.strip_suffix(".md")) == Some(&file));
    let near = plan.map(String::as_str).or_else(|| suggest(&file, known.iter().map(String::as_str)));
    let help = near.map(|near| format!("did you mean `{}`?", visible(&path.with_file_name(near).to_string_lossy())));
    without_text(name, Code::NotRead, &format!("there is no file `{shown}`"), &help.unwrap_or_default())
}

/// A compilation of a file whose text is not there to be quoted.
pub(super) fn without_text(name: &str, code: Code, message: &str, help: &str) -> Compilation {
    let mut compilation = Compilation::default();
    let file = compilation.sources.add(name, "");
    compilation.diagnostics.report(code, Span { file, start: 0, end: 0 }, message).help(help);
    compilation
}

/// Returns the names of the plans directly in a folder, sorted, those in Markdown last.
pub(super) fn plans_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut plans: Vec<String> = names.filter(|name| name.ends_with(".plan") || name.ends_with(".md")).collect();
    plans.sort_by_key(|name| (name.ends_with(".md"), name.clone()));
    plans
}

fn too_large(name: &str) -> Compilation {
    let message = format!("`{}` is larger than 64 MiB, the most that a plan may have", visible(name));
    without_text(name, Code::FileTooLarge, &message, "a plan of a million tasks fits; is this the file you meant?")
}

/// Says where the first byte stands that is not UTF-8, and what the file may be instead.
fn not_utf8(name: &str, bytes: &[u8]) -> Compilation {
    let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let byte = bytes.get(at).copied().unwrap_or(0);
    let text = String::from_utf8_lossy(bytes);
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::new();
    let start = u32::try_from(at).unwrap_or(u32::MAX);
    let help = if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        "the file is UTF-16; save it as UTF-8"
    } else if bytes.iter().take(1024).any(|byte| *byte == 0) {
        "this looks like a picture, an archive or a spreadsheet, not like text"
    } else {
        "save the file as UTF-8 in your editor, or convert it: `iconv -f WINDOWS-1252 -t UTF-8`"
    };
    let file = sources.add(name, text);
    diagnostics
        .report(Code::NotUtf8, Span { file, start, end: start + 3 }, "the file is not UTF-8 text")
        .note(format!("the byte {byte:02X} is no part of a letter here"))
        .help(help);
    Compilation { sources, diagnostics, ..Compilation::default() }
}

/// The folder that a plan's includes are read from, and never out of.
#[derive(Debug)]
pub(super) struct Folder {
    root: io::Result<PathBuf>,
}

impl Folder {
    /// Returns the folder of a plan; of standard input, the one at hand.
    pub(super) fn of(plan: Option<&Path>) -> Self {
        let parent = plan.and_then(Path::parent).filter(|parent| !parent.as_os_str().is_empty());
        Self { root: parent.unwrap_or(Path::new(".")).canonicalize() }
    }
}

impl Files for Folder {
    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        let root = self.root.as_ref().map_err(|error| format!("the plan's folder cannot be read: {}", reason(error)))?;
        let file = root.join(path).canonicalize().map_err(|error| reason(&error))?;
        if !file.starts_with(root) {
            return Err("it lies outside the plan's folder".to_owned());
        }
        let metadata = fs::metadata(&file).map_err(|error| reason(&error))?;
        match () {
            () if metadata.is_dir() => Err("it is a folder".to_owned()),
            () if !metadata.is_file() => Err("it is not a regular file".to_owned()),
            () => match open(&file, LIMIT) {
                Ok(Some(bytes)) => Ok(bytes),
                Ok(None) => Err("it is larger than 64 MiB".to_owned()),
                Err(error) => Err(reason(&error)),
            },
        }
    }
}

/// Writes a file so that it is there whole or not at all: what `write` writes goes to a file beside it, which then takes its place.
///
/// A symbolic link is replaced, not followed. A device or pipe cannot be replaced and is written to as it is.
pub(super) fn save(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let shown = format!("`{}`", visible(&path.to_string_lossy()));
    let failure = |error: &io::Error| Failure::new(Exit::NotWritten, format!("{shown} cannot be written: {}", reason(error)));
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => return Err(Failure::new(Exit::NotWritten, format!("{shown} is a folder"))),
        Ok(metadata) if !metadata.is_file() => {
            let mut device = BufWriter::new(fs::OpenOptions::new().write(true).open(path).map_err(|error| failure(&error))?);
            return end(write(&mut device).and_then(|()| device.flush()), &shown);
        }
        Ok(_) | Err(_) => {}
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let folder = visible(&folder.to_string_lossy()).into_owned();
        return Err(Failure::new(Exit::NotWritten, format!("there is no folder `{folder}` to write {shown} in"))
            .help(format!("make it first: `mkdir {folder}`")));
    }
    replace(folder, path, write).map_err(|error| failure(&error))
}

/// Writes several files so that all are there or none: each is written whole beside its place before the first takes its own.
pub(super) fn save_all<W: FnOnce(&mut dyn Write) -> io::Result<()>>(all: impl IntoIterator<Item = (PathBuf, W)>) -> Result<(), Failure> {
    let failure = |path: &Path, error: &io::Error| {
        Failure::new(Exit::NotWritten, format!("`{}` cannot be written: {}", visible(&path.to_string_lossy()), reason(error)))
    };
    let mut staged = Vec::new();
    for (path, write) in all {
        if fs::metadata(&path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(Failure::new(Exit::NotWritten, format!("`{}` is not a file", visible(&path.to_string_lossy()))));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = stage(folder, &path, write).map_err(|error| failure(&path, &error))?;
        staged.push((path, file));
    }
    for (path, file) in staged {
        file.persist(&path).map_err(|error| failure(&path, &error.error))?;
    }
    Ok(())
}

/// The files that were written, or are being written, beside their place. A name of one that has taken its place is not used again.
static STAGED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Takes away what is half written, for a process that ends at once.
pub(super) fn abandon() {
    // Whoever holds the lock is the one who made the mistake.
    for path in STAGED.try_lock().iter().flat_map(|staged| staged.iter()) {
        let _ = fs::remove_file(path);
    }
}

fn replace(folder: &Path, path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    stage(folder, path, write)?.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Writes what is to take the place of a file beside it.
fn stage(folder: &Path, path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<tempfile::NamedTempFile> {
    let old = fs::symlink_metadata(path).ok().filter(Metadata::is_file);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gantline-").suffix(".tmp");
    let file = create(&mut builder, folder)?;
    if let Ok(mut staged) = STAGED.lock() {
        staged.push(file.path().to_owned());
    }
    let mut out = BufWriter::with_capacity(1 << 16, file);
    write(&mut out)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    Ok(file)
}

/// Creates the file beside the target with the permissions that any new file gets.
fn create(builder: &mut tempfile::Builder<'_, '_>, folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Writes a new file that must not be there yet.
pub(super) fn create_new(path: &Path, text: &str) -> Result<(), Failure> {
    let shown = format!("`{}`", visible(&path.to_string_lossy()));
    let created = fs::OpenOptions::new().write(true).create_new(true).open(path);
    match created.and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Failure::new(Exit::NotWritten, format!("{shown} is there already and stays as it is"))
                .help("give another name: `gantline init my-plan`"))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = path.parent().unwrap_or(path).to_string_lossy().into_owned();
            let folder = visible(&folder);
            Err(Failure::new(Exit::NotWritten, format!("there is no folder `{folder}` to write {shown} in"))
                .help(format!("make it first: `mkdir {folder}`")))
        }
        Err(error) => Err(Failure::new(Exit::NotWritten, format!("{shown} cannot be written: {}", reason(&error)))),
    }
}
