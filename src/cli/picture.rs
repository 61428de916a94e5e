//! Charts as pixels and pages: what is checked before the plan is read, and what is said of characters that no font has.

#[cfg(any(feature = "png", feature = "pdf"))]
use std::path::Path;

use super::args::Rendering;
use super::beside::Beside;
use super::console::Console;
use super::jobs::Job;
use super::{Exit, Failure, fit};
use crate::model::{Format, Plan};
use crate::schedule::Schedule;
#[cfg(any(feature = "png", feature = "pdf"))]
use crate::view::chart::layout;
use crate::view::chart::{ChartOptions, Paper};
#[cfg(feature = "pdf")]
use crate::view::chart::{printed, sheets};
#[cfg(any(feature = "png", feature = "pdf"))]
use crate::{cli::files, diagnostic::visible, emit};

/// Draws charts in a format that is not text, as the command line says, else as the chart does.
#[derive(Debug)]
pub(super) struct Renderer {
    #[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "only a pdf has sheets"))]
    paper: Option<Paper>,
    #[cfg(feature = "png")]
    scale: Option<u16>,
    /// Those of the command line, if it names any.
    #[cfg(any(feature = "png", feature = "pdf"))]
    fonts: Option<emit::Fonts>,
}

/// What is drawn.
#[cfg_attr(not(all(feature = "png", feature = "pdf")), allow(dead_code, reason = "without pixels or pages nothing asks for some of it"))]
pub(super) struct Subject<'p> {
    pub(super) plan: &'p Plan,
    pub(super) schedule: &'p Schedule,
    pub(super) options: ChartOptions,
    /// Whether somebody asked for the width.
    pub(super) wide: bool,
}

/// A format that is not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Binary {
    Png,
    Pdf,
}

impl Binary {
    const fn of(format: Format) -> Option<Self> {
        match format {
            Format::Png => Some(Self::Png),
            Format::Pdf => Some(Self::Pdf),
            Format::Svg | Format::Html | Format::Txt => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    const fn is_built(self) -> bool {
        match self {
            Self::Png => cfg!(feature = "png"),
            Self::Pdf => cfg!(feature = "pdf"),
        }
    }
}

/// Refuses a format that this program was built without, and pixels or pages on a terminal.
pub(super) fn check(format: Format, to_terminal: bool) -> Result<(), Failure> {
    let Some(format) = Binary::of(format) else { return Ok(()) };
    let name = format.name();
    if !format.is_built() {
        return Err(not_built(format));
    }
    if to_terminal {
        return Err(Failure::new(Exit::Usage, format!("a terminal cannot show a {name}"))
            .help(format!("write it to a file, `-o chart.{name}`, or send it to another program with `|`")));
    }
    Ok(())
}

impl Renderer {
    /// Reads what the command line says, the fonts included.
    pub(super) fn of(rendering: &Rendering) -> Result<Self, Failure> {
        Ok(Self {
            paper: rendering.page,
            #[cfg(feature = "png")]
            scale: rendering.scale,
            #[cfg(any(feature = "png", feature = "pdf"))]
            fonts: fonts(rendering)?,
        })
    }

    /// Returns the sheets that a chart is divided into.
    #[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "only a pdf has sheets"))]
    pub(super) fn paper(&self, job: &Job<'_>) -> Option<Paper> {
        let own = job.item.and_then(|(_, item)| item.page);
        self.paper.or(own).filter(|_| job.format == Format::Pdf)
    }

    /// Returns the file of a chart, and says what is drawn as boxes.
    #[cfg(any(feature = "png", feature = "pdf"))]
    pub(super) fn draw(
        &self,
        subject: &Subject<'_>,
        (job, beside): (&Job<'_>, Option<&Beside>),
        console: &Console,
    ) -> Result<Vec<u8>, Failure> {
        let own = beside.and_then(|beside| beside.fonts.as_deref());
        let fonts = self.fonts.as_ref().or(own).cloned().unwrap_or_default();
        match job.format {
            Format::Png => self.png(subject, job, &fonts, console),
            Format::Pdf => self.pdf(subject, job, &fonts, console),
            Format::Svg | Format::Html | Format::Txt => Ok(Vec::new()),
        }
    }

    /// Has nothing to draw with.
    #[cfg(not(any(feature = "png", feature = "pdf")))]
    pub(super) fn draw(&self, _: &Subject<'_>, (job, _): (&Job<'_>, Option<&Beside>), _: &Console) -> Result<Vec<u8>, Failure> {
        check(job.format, false).map(|()| Vec::new())
    }

    #[cfg(feature = "png")]
    fn png(&self, subject: &Subject<'_>, job: &Job<'_>, fonts: &emit::Fonts, console: &Console) -> Result<Vec<u8>, Failure> {
        let own = job.item.and_then(|(_, item)| item.scale);
        let scale = self.scale.or(own).map_or(emit::Scale::ONE, |hundredths| emit::Scale { hundredths });
        let chart = layout(subject.plan, subject.schedule, &subject.options);
        fit::as_wide_as_asked(&chart, subject.options.width, console);
        let png = emit::png(&chart, fonts, scale).map_err(too_large)?;
        tell_missing(&png.missing, console);
        Ok(png.bytes)
    }

    #[cfg(feature = "pdf")]
    fn pdf(&self, subject: &Subject<'_>, job: &Job<'_>, fonts: &emit::Fonts, console: &Console) -> Result<Vec<u8>, Failure> {
        let paper = self.paper(job);
        let Subject { plan, schedule, options, wide } = subject;
        let pages = match paper {
            Some(paper) if !wide => printed(plan, schedule, options, paper),
            Some(_) | None => sheets(layout(plan, schedule, options), paper),
        };
        if let Some(paper) = paper.filter(|_| *wide) {
            tell_small(paper, options, console);
        }
        for chart in pages.iter().take(1).filter(|_| *wide) {
            fit::as_wide_as_asked(chart, options.width, console);
        }
        let pdf = emit::pdf(&pages, fonts, paper);
        tell_missing(&pdf.missing, console);
        Ok(pdf.bytes)
    }

    #[cfg(all(feature = "png", not(feature = "pdf")))]
    fn pdf(&self, _: &Subject<'_>, _: &Job<'_>, _: &emit::Fonts, _: &Console) -> Result<Vec<u8>, Failure> {
        Err(not_built(Binary::Pdf))
    }

    #[cfg(all(feature = "pdf", not(feature = "png")))]
    fn png(&self, _: &Subject<'_>, _: &Job<'_>, _: &emit::Fonts, _: &Console) -> Result<Vec<u8>, Failure> {
        Err(not_built(Binary::Png))
    }
}

fn not_built(format: Binary) -> Failure {
    let name = format.name();
    Failure::new(Exit::Usage, format!("this gantline was built without {name}"))
        .help(format!("write an .svg, or build gantline with `--features {name}`"))
}

#[cfg(any(feature = "png", feature = "pdf"))]
fn fonts(rendering: &Rendering) -> Result<Option<emit::Fonts>, Failure> {
    if rendering.font.is_empty() {
        return Ok(None);
    }
    let mut fonts = emit::Fonts::default();
    for path in &rendering.font {
        let bytes = files::read_font(path)?;
        fonts.add(bytes).map_err(|_| not_a_font(path))?;
    }
    Ok(Some(fonts))
}

#[cfg(any(feature = "png", feature = "pdf"))]
fn not_a_font(path: &Path) -> Failure {
    Failure::new(Exit::Unreadable, format!("`{}` is not a font", visible(&path.to_string_lossy())))
        .help("name a .ttf, .otf or .ttc file; a .woff2 has to be unpacked first")
}

#[cfg(feature = "png")]
fn too_large(emit::TooLarge { width, height }: emit::TooLarge) -> Failure {
    let limit = if u64::from(emit::LARGEST_SIDE) < width.max(height) {
        format!("{} on a side", emit::LARGEST_SIDE)
    } else {
        format!("{} million", emit::LARGEST_AREA / 1_000_000)
    };
    Failure::new(Exit::Limit, format!("the png would have {width} × {height} pixels; it may have {limit}"))
        .help("draw fewer rows with `--depth 2`, fewer pixels with `--scale`, or an .svg, which may be of any size")
}

/// Names that are lower than this are hard to read, in tenths of a point.
#[cfg(feature = "pdf")]
const SMALL: i32 = 50;

/// Says how small the names become of a chart that is wide for its sheet.
#[cfg(feature = "pdf")]
fn tell_small(paper: Paper, options: &ChartOptions, console: &Console) {
    let size = paper.room().0 * i32::from(options.style.text_size) / (i32::from(options.width.max(1)) * 10);
    if size < SMALL {
        let sentence = format!(
            "the names are {}.{} points high on the page, because the chart is {} pixels wide",
            size / 10,
            size % 10,
            options.width
        );
        console.warn(&sentence, "leave the width out: a chart for a page is then as wide as reads well on it");
    }
}

/// So many characters are named.
#[cfg(any(feature = "png", feature = "pdf"))]
const NAMED: usize = 12;

/// Says which characters are boxes, and with which fonts they would not be.
#[cfg(any(feature = "png", feature = "pdf"))]
fn tell_missing(missing: &[char], console: &Console) {
    let n = missing.len();
    let named: String = missing.iter().take(NAMED).collect();
    let named = visible(&named);
    let sentence = match n {
        0 => return,
        1 => format!("the fonts here do not set the character `{named}`: a box stands for it"),
        2..=NAMED => format!("the fonts here do not set these characters: `{named}`; a box stands for each"),
        _ => format!("the fonts here do not set these characters: `{named}` and {} more; a box stands for each", n - NAMED),
    };
    let mut fonts: Vec<_> = missing.iter().map(|c| font_for(*c)).collect();
    fonts.sort_unstable();
    fonts.dedup();
    let options: Vec<_> = fonts.iter().map(|font| format!("--font {font}")).collect();
    console.warn(&sentence, &format!("add a font that has them, such as `{}`", options.join(" ")));
}

/// Returns the file name of a free font that has a character.
#[cfg(any(feature = "png", feature = "pdf"))]
fn font_for(c: char) -> &'static str {
    match u32::from(c) {
        0x590..=0x5ff => "NotoSansHebrew-Regular.ttf",
        0x600..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => "NotoSansArabic-Regular.ttf",
        0x900..=0x97f => "NotoSansDevanagari-Regular.ttf",
        0xe00..=0xe7f => "NotoSansThai-Regular.ttf",
        0x2e80..=0x9fff | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0xff00..=0xffef | 0x2_0000..=0x3_ffff => "NotoSansCJK-Regular.ttc",
        0x2600..=0x27bf | 0x1_f000..=0x1_faff => "NotoColorEmoji.ttf",
        _ => "NotoSans-Regular.ttf",
    }
}
