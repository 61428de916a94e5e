//! What a format cannot show: refused where the command line asks for it, said where only the plan does.

use super::args::{Chart, Listed};
use super::console::Console;
use super::jobs::Job;
use super::{Exit, Failure};
use crate::diagnostic::visible;
use crate::model::{Arrows, Format, Plan};
use crate::view::chart::Chart as Picture;

/// The narrowest picture that can be read, in pixels.
const NARROWEST: u16 = 320;

/// Refuses what one of these formats cannot show, rather than leave it out without a word, and what concerns none of them.
pub(super) fn asked(chart: &Chart, formats: &[Format]) -> Result<(), Failure> {
    formats.iter().try_for_each(|format| fit_for_text(chart, *format))?;
    let none_is = |wanted: &[Format]| !formats.iter().any(|format| wanted.contains(format));
    let rendering = &chart.rendering;
    let refuse = |sentence: &str, help: &str| Err(Failure::new(Exit::Usage, sentence).help(help));
    let is_picture = formats.iter().any(|format| *format != Format::Txt);
    let mixed = chart.drawing.columns.as_ref().is_some_and(|columns| 1 < columns.len() && columns.contains(&Listed::None));
    match () {
        () if mixed => refuse("--columns says `none` beside others", "write `none` alone, or leave it out"),
        () if is_picture && chart.drawing.width.is_some_and(|width| width < NARROWEST) => {
            refuse("--width is too narrow for a picture; the least is 320 pixels", "a chart in characters may be narrower: `--format txt`")
        }
        () if rendering.page.is_some() && none_is(&[Format::Pdf]) => {
            refuse("--page is for a pdf: no other format has pages", "write it with `-o chart.pdf`")
        }
        () if rendering.scale.is_some() && none_is(&[Format::Png]) => {
            refuse("--scale is for a png: no other format is made of pixels", "write it with `-o chart.png`, or leave the scale out")
        }
        () if !rendering.font.is_empty() && none_is(&[Format::Png, Format::Pdf]) => {
            refuse("--font is for a png or pdf: whoever reads an svg or txt sees it in fonts of their own", "leave it out")
        }
        () => Ok(()),
    }
}

fn fit_for_text(chart: &Chart, format: Format) -> Result<(), Failure> {
    let drawing = &chart.drawing;
    let asked = [
        ("--color-by", drawing.color_by.is_some()),
        ("--baseline", drawing.baseline.is_some()),
        ("--load", drawing.load),
        ("--columns", drawing.columns.as_ref().is_some_and(|columns| columns.iter().any(|listed| listed.column().is_some()))),
        ("--arrows", drawing.arrows.is_some_and(|arrows| arrows != Arrows::None)),
        ("--theme", drawing.theme.is_some()),
    ];
    match asked.into_iter().find(|(_, is_asked)| *is_asked && format == Format::Txt) {
        Some((flag, _)) => Err(Failure::new(Exit::Usage, format!("a chart in characters cannot show what {flag} asks for"))
            .help("write it as svg, png or html: `-o chart.svg`")),
        None => Ok(()),
    }
}

/// Refuses to draw the load of nobody.
pub(super) fn somebody_to_show(chart: &Chart, plan: &Plan) -> Result<(), Failure> {
    if chart.drawing.load && plan.resources.is_empty() {
        let help = "`person ana` declares somebody, and `by ana` puts them on a task";
        return Err(Failure::new(Exit::Usage, "nobody is named in this plan, so there is no load to draw").help(help));
    }
    Ok(())
}

/// Says what a chart of the plan asks for and the format that it is drawn in cannot show.
pub(super) fn told(plan: &Plan, job: &Job<'_>, console: &Console) {
    let Some((_, item)) = job.item.filter(|_| job.format == Format::Txt) else { return };
    let has_columns = item.columns.as_ref().is_some_and(|columns| !columns.is_empty());
    let lacks =
        [("columns", has_columns), ("colours", item.color_by.is_some()), ("baseline", item.baseline.is_some()), ("load", item.load)];
    let lacks: Vec<&str> = lacks.iter().filter(|(_, lacks)| *lacks).map(|(what, _)| *what).collect();
    if !lacks.is_empty() {
        let what = lacks.join(" and ");
        let sentence = format!("`{}` is drawn without its {what}", visible(plan.text(item.title)));
        console.warn(&sentence, "any other format shows it: `--format svg`");
    }
}

/// Says where a picture had to be wider than it was to be.
pub(super) fn as_wide_as_asked(chart: &Picture<'_>, asked: u16, console: &Console) {
    let width = (chart.style.shown(chart.width).0 + 9) / 10;
    if i32::from(asked.max(NARROWEST)) < width {
        let sentence = format!("the picture is {width} pixels wide: on {asked} its columns leave no room for time");
        console.warn(&sentence, "show fewer columns, such as `--columns none`, or make it wider");
    }
}
