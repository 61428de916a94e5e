//! `gantline why`: the chain of reasons behind a date.

use super::args::{Common, Why, WhyFormat};
use super::chart::ink;
use super::console::Console;
use super::{Exit, Failure, load, summary};
use crate::diagnostic::visible;
use crate::emit;
use crate::model::{Plan, TaskId};
use crate::view::{self, NotFound, Reader, why};

/// Tells why the item falls on its dates, unless the plan has errors.
pub(super) fn run(asked: &Why, common: &Common, console: &Console) -> Result<Exit, Failure> {
    let loaded = match load::load_one(&asked.input, common, console)? {
        Ok(loaded) => loaded,
        Err(exit) => return Ok(exit),
    };
    summary::something_to_show(&loaded)?;
    let (plan, schedule) = (&loaded.compilation.plan, &loaded.compilation.schedule);
    let task = find(plan, &asked.task)?;
    let reader = Reader::of(plan, schedule);
    let why = why::explain(&reader, task)
        .ok_or_else(|| Failure::new(Exit::PlanErrors, format!("`{}` has no dates", visible(plan.title(task)))))?;
    console.print(&match asked.format {
        WhyFormat::Txt => emit::why(&reader, &why, console.out.width, ink(console.out)),
        WhyFormat::Json => emit::why_json(&reader, &why),
    })?;
    Ok(Exit::Done)
}

fn find(plan: &Plan, name: &str) -> Result<TaskId, Failure> {
    view::find(plan, name).map_err(|error| match error {
        NotFound::Unknown(near) => {
            let help = near.map(|near| format!("did you mean `{}`?", visible(&near)));
            Failure::new(Exit::Usage, format!("no task, phase or milestone is named `{}`", visible(name))).help(help.unwrap_or_default())
        }
        NotFound::Ambiguous(paths) => {
            let shown: Vec<String> = paths.iter().take(6).map(|path| format!("`{}`", visible(path))).collect();
            let more = if paths.len() > shown.len() { format!(" and {} more", paths.len() - shown.len()) } else { String::new() };
            Failure::new(Exit::Usage, format!("several items are named `{}`", visible(name)))
                .help(format!("write the path of the one that is meant: {}{more}", shown.join(", ")))
        }
    })
}
