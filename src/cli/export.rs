//! `gantline export`: a plan for other programs.

use super::args::{Common, Export, ExportFormat};
use super::console::Console;
use super::target::Target;
use super::{Exit, Failure, diary, load, summary};
use crate::compile::Compilation;
use crate::diagnostic::visible;
use crate::emit;
use crate::emit::msproject::Note;
use crate::view::select::{Bounds, Rows, Selection};
use crate::view::table::TableOptions;
use crate::view::{self, Reader};

const WRITES: &str = "an export is written as xml, ics, mmd, puml, md, csv, jira or json";

/// Writes the export, unless the plan has errors.
pub(super) fn run(export: &Export, common: &Common, console: &Console) -> Result<Exit, Failure> {
    if export.everybody || !export.who.is_empty() {
        return diary::run(export, common, console);
    }
    let (target, format) = target(export)?;
    let loaded = match load::load_one(&export.input, common, console)? {
        Ok(loaded) => loaded,
        Err(exit) => return Ok(exit),
    };
    summary::something_to_show(&loaded)?;
    let (text, notes) = text(&loaded.compilation, format);
    target.write(&loaded, console, |out| out.write_all(text.as_bytes()))?;
    if let Target::File(path) = &target {
        console.say(&format!("wrote {}: {}", visible(&path.to_string_lossy()), summary::of(&loaded)));
    }
    if !notes.is_empty() {
        console.say("what MS Project has no word for:");
        for note in &notes {
            console.say(&format!("  {}", visible(&note.line())));
        }
    }
    if format == ExportFormat::Mmd && emit::MERMAID_LIMIT < text.chars().count() {
        console.say("note: this is more than the 50,000 characters that code hosts draw; take a smaller plan, or `gantline chart`");
    }
    Ok(Exit::Done)
}

/// Decides where the export goes and as what: `--format` wins over the extension of `-o`; without `-o` standard output.
pub(super) fn target(export: &Export) -> Result<(Target, ExportFormat), Failure> {
    let target = Target::named(export.output.as_deref());
    let format = match (export.format, &target) {
        (Some(format), _) => Some(format),
        (None, Some(target)) => {
            target.format(WRITES, |_| "name another file, as in `-o plan.ics`, or say it with `--format`".to_owned())?
        }
        (None, None) => None,
    };
    match format {
        Some(format) => Ok((target.unwrap_or(Target::Standard), format)),
        None => Err(Failure::new(Exit::Usage, format!("there is nothing to say what to write: {WRITES}"))
            .help("name a file, as in `-o plan.ics`, or say it with `--format`")),
    }
}

/// Returns what is written, and what of the plan is not in it.
fn text(compilation: &Compilation, format: ExportFormat) -> (String, Vec<Note>) {
    let (plan, schedule) = (&compilation.plan, &compilation.schedule);
    let reader = Reader::of(plan, schedule);
    let text = match format {
        ExportFormat::Xml => {
            let exported = emit::msproject(&reader);
            return (exported.text, exported.notes);
        }
        ExportFormat::Ics => emit::ics(&reader),
        ExportFormat::Mmd => emit::mermaid(&reader),
        ExportFormat::Puml => emit::plantuml(&reader),
        ExportFormat::Md => emit::markdown(&view::tasks(plan, schedule, &TableOptions::default())),
        ExportFormat::Csv => emit::project_csv(&reader),
        ExportFormat::Jira => emit::jira(&reader),
        ExportFormat::Json => emit::json(&reader, &Rows::of(&reader, &Selection::default(), Bounds::default())),
    };
    (text, Vec::new())
}
