//! `gantline check`: everything that is wrong with some plans, and nothing written.

use super::args::{Check, Common, DiagnosticFormat};
use super::console::Console;
use super::files::{self, Input};
use super::levels::Levels;
use super::load::{self, Loaded};
use super::{Exit, Failure, beside, summary};
use crate::diagnostic::visible;

/// Checks every plan; all of them are read before the first is judged.
pub(super) fn run(check: &Check, common: &Common, console: &Console) -> Result<Exit, Failure> {
    let levels = Levels::of(common)?;
    let compile = || {
        let inputs: Vec<Input> = check.plans.iter().map(|plan| files::read(plan)).collect();
        inputs.into_iter().map(|input| load::load(input, &levels, common)).collect()
    };
    let mut plans: Vec<Loaded> = load::patiently(console, compile);
    let sound: Vec<&mut Loaded> = plans.iter_mut().filter(|plan| load::verdict(&plan.compilation.diagnostics) == Exit::Done).collect();
    let others: Vec<Loaded> = sound.into_iter().flat_map(|plan| beside::read(plan, |_| true, &levels, common).1).collect();
    let n_plans = plans.len();
    plans.extend(others);
    let report = load::report(&plans, check.format, common);
    console.write(|out| {
        load::write(out, &report, check.format, console.out, console.quiet)?;
        if check.format == DiagnosticFormat::Human && !console.quiet {
            let mut sound = plans.iter().take(n_plans).filter(|plan| plan.compilation.diagnostics.is_empty());
            sound.try_for_each(|plan| writeln!(out, "{}: {}", visible(&plan.name), summary::of(plan)))?;
        }
        Ok(())
    })?;
    let worst = plans.iter().map(|plan| load::verdict(&plan.compilation.diagnostics)).max_by_key(|exit| *exit as u8);
    // The program ends here: taking millions of items apart would only keep the reader waiting.
    std::mem::forget(plans);
    Ok(worst.unwrap_or(Exit::Done))
}
