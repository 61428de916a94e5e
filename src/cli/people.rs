//! The reports about people: how busy they are, and what they do.

use super::args::{Report, ReportFormat, View};
use super::chart::ink;
use super::{Exit, Failure, theme};
use crate::compile::Compilation;
use crate::diagnostic::render::Look;
use crate::emit;
use crate::view::Reader;
use crate::view::load::{Load, LoadOptions, Step, agenda, people};
use crate::view::table::TableOptions;

/// Readers see months where there would be more weeks than this.
const WEEKS_SHOWN: usize = 26;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// How busy everybody is.
    Load,
    /// What everybody does.
    Agenda,
}

/// Refuses what the reports about people do not know.
///
/// # Errors
/// When items are selected, which these reports could only add up to a load that nobody has, or the format is not written.
pub(super) fn check(report: &Report, format: ReportFormat) -> Result<(), Failure> {
    let is_agenda = match report.view {
        View::Tasks | View::Milestones => return Ok(()),
        View::People => false,
        View::Agenda => true,
    };
    let asked = &report.selecting;
    let flags = [
        ("--focus", !asked.focus.is_empty()),
        ("--critical", asked.critical),
        ("--only", !asked.only.is_empty()),
        ("--depth", asked.depth.is_some()),
    ];
    if let Some((flag, _)) = flags.iter().find(|(_, set)| *set) {
        let sentence = format!("`{flag}` selects items, and this report shows all that people do");
        return Err(Failure::new(Exit::Usage, sentence).help("`--who`, `--from` and `--to` select people and days"));
    }
    if is_agenda && format == ReportFormat::Json {
        let help = "`people --format json` has the tasks of everybody by week";
        return Err(Failure::new(Exit::Usage, "an agenda is written as txt, md, html or csv").help(help));
    }
    Ok(())
}

/// Returns the report.
pub(super) fn text(
    compilation: &Compilation,
    shown: Shown,
    options: &TableOptions,
    (format, look, theme): (ReportFormat, Look, &theme::Look),
) -> String {
    let reader = Reader::of(&compilation.plan, &compilation.schedule);
    let wanted = LoadOptions { who: options.selection.who.clone(), from: options.bounds.from, to: options.bounds.to };
    let weeks = Load::of(&reader, &wanted, Step::Week);
    match (format, shown) {
        (ReportFormat::Csv, Shown::Load) => return emit::load_csv(&reader, &weeks),
        (ReportFormat::Csv, Shown::Agenda) => return emit::agenda_csv(&reader, &weeks),
        (ReportFormat::Json, _) => return emit::load_json(&reader, &weeks),
        (ReportFormat::Txt | ReportFormat::Md | ReportFormat::Html, _) => {}
    }
    let sheet = match shown {
        Shown::Agenda => agenda(&reader, &weeks),
        Shown::Load if weeks.periods.len() <= WEEKS_SHOWN => people(&reader, &weeks, &weeks),
        Shown::Load => people(&reader, &weeks, &Load::of(&reader, &wanted, Step::Month)),
    };
    match format {
        ReportFormat::Md => emit::sheet_markdown(&sheet),
        ReportFormat::Html => emit::sheet_html(&sheet, (theme.0, &theme.1)),
        ReportFormat::Txt | ReportFormat::Csv | ReportFormat::Json => emit::sheet_text(&sheet, look.width, ink(look)),
    }
}
