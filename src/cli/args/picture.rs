//! What may be typed of pixels, pages and themes.

use std::path::{Path, PathBuf};

use clap::{ArgAction, Args};

use crate::diagnostic::suggest;
use crate::model::{Paper, Theme};

/// How a chart becomes pixels or pages.
#[derive(Debug, Args)]
#[command(next_help_heading = "Pixels and pages")]
pub(in crate::cli) struct Rendering {
    /// Sheets of a pdf: a4, a3 or letter, each also with -landscape [default: one page as large as the chart]
    #[arg(long, value_name = "PAPER", value_parser = paper)]
    pub page: Option<Paper>,
    /// Pixels of a png for each pixel of the chart, such as 2 or 1.5 [default: 1]
    #[arg(long, value_name = "N", value_parser = scale)]
    pub scale: Option<u16>,
    /// A font file for characters that Inter lacks, for a png or pdf; may be repeated
    #[arg(long, value_name = "FILE", action = ArgAction::Append)]
    pub font: Vec<PathBuf>,
}

/// The colours of a chart: a theme of ours, or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum ThemeChoice {
    /// One of ours.
    Named(Theme),
    /// A theme file.
    File(PathBuf),
}

/// Reads the name of a theme, or of a theme file.
pub(super) fn theme(text: &str) -> Result<ThemeChoice, String> {
    if Path::new(text).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
        return Ok(ThemeChoice::File(text.into()));
    }
    Theme::from_name(&text.to_lowercase()).map(ThemeChoice::Named).ok_or_else(|| {
        let names: Vec<&str> = Theme::ALL.iter().map(|theme| theme.name()).collect();
        match suggest(text, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write {}, or name a file that ends in .toml", names.join(", ")),
        }
    })
}

/// Reads the name of a paper.
fn paper(text: &str) -> Result<Paper, String> {
    Paper::from_name(&text.to_lowercase()).ok_or_else(|| {
        let names: Vec<&str> = Paper::ALL.iter().map(|paper| paper.name()).collect();
        format!("write one of {}", names.join(", "))
    })
}

/// Reads a scale in hundredths.
fn scale(text: &str) -> Result<u16, String> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || 2 < part.len() {
        return Err("write a number such as 2 or 1.5".to_owned());
    }
    let hundredths = whole.parse::<u16>().ok().and_then(|whole| whole.checked_mul(100)?.checked_add(format!("{part:0<2}").parse().ok()?));
    hundredths.filter(|n| (10..=1_000).contains(n)).ok_or_else(|| "it is between 0.1 and 10".to_owned())
}
