//! `gantline import`: another program's file becomes a plan.
//!
//! All of the file is read and understood before anything is written; a file that is broken leaves everything as it was.

use std::path::Path;

use super::args::{Import, ImportFormat};
use super::console::Console;
use super::target::Target;
use super::{Exit, Failure, files};
use crate::diagnostic::visible;
use crate::format;
use crate::interop::{self, Fault, Imported};

/// What can be read, for those who ask for something else.
const READS: &str = "this version reads Microsoft Project XML (`.xml`), Mermaid gantt (`.mmd`) and tables (`.csv`)";

/// Reads the file, writes the plan, and says what is not in it.
pub(super) fn run(asked: &Import, console: &Console) -> Result<Exit, Failure> {
    let format = format_of(asked)?;
    let target = match Target::named(asked.output.as_deref()) {
        Some(target) => target,
        None => Target::beside(&asked.file, "plan"),
    };
    if let (Target::File(path), None) = (&target, &asked.output)
        && path.exists()
    {
        let sentence = format!("`{}` is there already and stays as it is", shown(path));
        return Err(
            Failure::new(Exit::NotWritten, sentence).help("give the plan another name with `-o`, or say that very name to replace it")
        );
    }
    if let Target::File(path) = &target
        && is_same(path, &asked.file)
    {
        return Err(Failure::new(Exit::Usage, format!("`{}` is the file itself", shown(path))).help("give the plan another name with `-o`"));
    }
    let text = read(&asked.file)?;
    let read = match format {
        ImportFormat::Xml => interop::msproject::read(&text),
        ImportFormat::Mmd => interop::mermaid::read(&text),
        ImportFormat::Csv => interop::table::read(&text),
    };
    let imported = read.map_err(|fault| failure(&asked.file, &fault))?;
    let plan = format::write(&imported.draft);
    match &target {
        Target::Standard => console.write(|out| out.write_all(plan.as_bytes()))?,
        Target::File(path) => {
            files::save(path, |out| out.write_all(plan.as_bytes()))?;
            console.say(&format!("wrote {}: {}", shown(path), counts(&imported)));
        }
    }
    tell(&imported, format, console);
    Ok(Exit::Done)
}

/// Returns what the file is: what was said, else what its extension says.
fn format_of(asked: &Import) -> Result<ImportFormat, Failure> {
    if let Some(format) = asked.format {
        return Ok(format);
    }
    let extension = asked.file.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "xml" => Ok(ImportFormat::Xml),
        "mmd" | "mermaid" => Ok(ImportFormat::Mmd),
        "csv" | "tsv" => Ok(ImportFormat::Csv),
        "" if asked.file.as_os_str() == "-" => Ok(ImportFormat::Xml),
        "mpp" | "mpt" => {
            let sentence = format!("`{}` is in the program's own format, which only Microsoft Project reads", shown(&asked.file));
            Err(Failure::new(Exit::Usage, sentence).help("save it as XML there, then import that"))
        }
        "plan" => {
            let sentence = format!("`{}` is a plan already", shown(&asked.file));
            Err(Failure::new(Exit::Usage, sentence).help(format!("to draw it: `gantline chart {}`", shown(&asked.file))))
        }
        other => {
            let sentence = format!("`{}`: {READS}, not `.{}`", shown(&asked.file), visible(other));
            Err(Failure::new(Exit::Usage, sentence).help("if it is one all the same, say so with `--format`"))
        }
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    let bytes = files::read_foreign(path)?;
    let text = match bytes.as_slice() {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => None,
        _ => String::from_utf8(bytes).ok(),
    };
    text.ok_or_else(|| Failure::new(Exit::Unreadable, format!("`{}` is not in UTF-8", shown(path))).help("save it as UTF-8"))
}

fn failure(path: &Path, fault: &Fault) -> Failure {
    let place = if fault.path.is_empty() { String::new() } else { format!(" {}:", visible(&fault.path)) };
    let sentence = format!("{}:{}:{place} {}", shown(path), fault.line, visible(&fault.sentence));
    Failure::new(if fault.is_limit { Exit::Limit } else { Exit::PlanErrors }, sentence).help(&*fault.help)
}

/// Says how much was read.
fn counts(imported: &Imported) -> String {
    let count = |kinds: &[format::Kind]| imported.draft.items.iter().filter(|item| kinds.contains(&item.kind) && !item.is_comment).count();
    let tasks = count(&[format::Kind::Task, format::Kind::Milestone]);
    let phases = count(&[format::Kind::Phase]);
    let people = count(&[format::Kind::Person, format::Kind::Resource]);
    let counted = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let parts = [
        counted(tasks, "task and milestone", "tasks and milestones"),
        counted(phases, "phase", "phases"),
        counted(people, "person or resource", "people and resources"),
    ];
    parts.join(", ")
}

/// Says what of the file is not in the plan.
fn tell(imported: &Imported, format: ImportFormat, console: &Console) {
    if imported.notes.is_empty() {
        return;
    }
    console.say(if format == ImportFormat::Xml {
        "not in the plan, and listed at its end:"
    } else {
        "guessed, or not in the plan, and listed at its end:"
    });
    for note in &imported.notes {
        console.say(&format!("  {}", visible(&note.line())));
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}
