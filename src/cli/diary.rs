//! `gantline export --who`: somebody's own calendar; with `--everybody` one for each, in a folder.

use std::io::Write;
use std::path::PathBuf;

use super::args::{Common, Export, ExportFormat};
use super::console::Console;
use super::folder::{self, Several};
use super::load::{self, Loaded};
use super::target::{Target, keep_plan};
use super::{Exit, Failure, export, select, summary};
use crate::diagnostic::visible;
use crate::emit::Diaries;
use crate::model::{Plan, ResourceId, ResourceKind};
use crate::view::Reader;
use crate::view::phrase::count;

/// Writes the calendars that are asked for, unless the plan has errors.
pub(super) fn run(export: &Export, common: &Common, console: &Console) -> Result<Exit, Failure> {
    let target = if export.everybody { everybody(export)? } else { one(export)? };
    let loaded = match load::load_one(&export.input, common, console)? {
        Ok(loaded) => loaded,
        Err(exit) => return Ok(exit),
    };
    summary::something_to_show(&loaded)?;
    let plan = &loaded.compilation.plan;
    let people: Vec<ResourceId> = plan.resources.iter().filter(|(_, who)| who.kind != ResourceKind::Team).map(|(id, _)| id).collect();
    if people.is_empty() {
        let help = "`person ana` declares somebody, and `by ana` puts them on a task";
        return Err(Failure::new(Exit::Usage, "nobody is named in this plan, so there is nobody's calendar").help(help));
    }
    let reader = Reader::of(plan, &loaded.compilation.schedule);
    match (&target, export.everybody) {
        (Target::File(folder), true) => write_all(&loaded, &Diaries::of(&reader), (folder, &people), console)?,
        (target, _) => {
            let who = named(plan, &export.who)?;
            let text = Diaries::of(&reader).calendar(&who);
            target.write(&loaded, console, |out| out.write_all(text.as_bytes()))?;
            if let Target::File(path) = target {
                console.say(&said(path, &text));
            }
        }
    }
    Ok(Exit::Done)
}

/// Decides where one calendar goes: without `-o` standard output.
fn one(export: &Export) -> Result<Target, Failure> {
    if export.output.is_none() && export.format.is_none() {
        return Ok(Target::Standard);
    }
    let (target, format) = match (export.format, Target::named(export.output.as_deref())) {
        (None, Some(Target::Standard)) => (Target::Standard, ExportFormat::Ics),
        _ => export::target(export)?,
    };
    only_ics(format, "--who")?;
    Ok(target)
}

fn everybody(export: &Export) -> Result<Target, Failure> {
    only_ics(export.format.unwrap_or(ExportFormat::Ics), "--everybody")?;
    let several = Several { flag: "--everybody", what: "calendars", whose: "each one's own name", extensions: &["ics"] };
    folder::of(export.output.as_deref(), &export.input.plan, &several).map(Target::File)
}

fn only_ics(format: ExportFormat, flag: &str) -> Result<(), Failure> {
    if format == ExportFormat::Ics {
        return Ok(());
    }
    Err(Failure::new(Exit::Usage, format!("{flag} asks for a calendar, which is written as ics"))
        .help("`gantline report PLAN agenda --who ana` is a table of what Ana does: txt, md, html or csv"))
}

/// Returns who is meant, each once, a team being its members.
fn named(plan: &Plan, names: &[String]) -> Result<Vec<ResourceId>, Failure> {
    let mut who = Vec::new();
    for name in names {
        let id = select::person(plan, name)?;
        let resource = &plan.resources[id];
        let meant = if resource.kind == ResourceKind::Team { resource.members.clone() } else { vec![id] };
        who.extend(meant.into_iter().filter(|id| !who.contains(id)).collect::<Vec<_>>());
    }
    Ok(who)
}

/// Writes everybody's calendar into the folder, all or none.
fn write_all(
    loaded: &Loaded,
    diaries: &Diaries<'_, '_>,
    (folder, people): (&PathBuf, &[ResourceId]),
    console: &Console,
) -> Result<(), Failure> {
    let plan = &loaded.compilation.plan;
    let words = |id: &ResourceId| match plan.text(plan.resources[*id].id) {
        "" => plan.text(plan.resources[*id].title),
        id => id,
    };
    let names = folder::names(people.iter().map(words), "calendar");
    let mut all: Vec<(PathBuf, String)> = Vec::with_capacity(people.len());
    for (who, name) in people.iter().zip(names) {
        let path = folder.join(format!("{name}.ics"));
        keep_plan(&path, loaded)?;
        all.push((path, diaries.calendar(std::slice::from_ref(who))));
    }
    folder::save(folder, all.iter().map(|(path, text)| (path.clone(), |out: &mut dyn Write| out.write_all(text.as_bytes()))))?;
    for (path, text) in &all {
        console.say(&said(path, text));
    }
    Ok(())
}

fn said(path: &std::path::Path, text: &str) -> String {
    let n_events = text.matches("\r\nBEGIN:VEVENT\r\n").count();
    format!("wrote {}: {}", visible(&path.to_string_lossy()), count(n_events, "event"))
}
