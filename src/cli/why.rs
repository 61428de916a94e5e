//! `gantline why`: the chain of reasons behind a date.

use super::args::{Common, Why, WhyFormat};
use super::chart::ink;
use super::console::Console;
use super::{Exit, Failure, load, select, summary};
use crate::diagnostic::visible;
use crate::emit;
use crate::view::{Reader, why};

/// Tells why the item falls on its dates, unless the plan has errors.
pub(super) fn run(asked: &Why, common: &Common, console: &Console) -> Result<Exit, Failure> {
    let loaded = match load::load_one(&asked.input, common, console)? {
        Ok(loaded) => loaded,
        Err(exit) => return Ok(exit),
    };
    summary::something_to_show(&loaded)?;
    let (plan, schedule) = (&loaded.compilation.plan, &loaded.compilation.schedule);
    let task = select::item(plan, &asked.task)?;
    let reader = Reader::of(plan, schedule);
    let why = why::explain(&reader, task)
        .ok_or_else(|| Failure::new(Exit::PlanErrors, format!("`{}` has no dates", visible(plan.title(task)))))?;
    console.print(&match asked.format {
        WhyFormat::Txt => emit::why(&reader, &why, console.out.width, ink(console.out)),
        WhyFormat::Json => emit::why_json(&reader, &why),
    })?;
    Ok(Exit::Done)
}
