//! How values of flags are read: dates, numbers, times.

use super::Optimize;
use crate::calendar::Day;
use crate::diagnostic::suggest;
use crate::model::Column;

/// How a date is written.
const SHAPE: &str = "write a date as 2026-03-26";

/// Reads an ISO date.
pub(super) fn day(text: &str) -> Result<Day, String> {
    let shape =
        text.len() == 10 && text.bytes().enumerate().all(|(n, byte)| if n == 4 || n == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if !shape {
        return Err(SHAPE.to_owned());
    }
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok());
    let parts = number(0..4).and_then(|year| i32::try_from(year).ok()).zip(number(5..7)).zip(number(8..10));
    parts
        .and_then(|((year, month), day)| Day::from_ymd(year, month, day))
        .ok_or_else(|| "there is no such day, or it is not between 1900 and 2399".to_owned())
}

/// Reads a date or `today`, the only thing that asks the clock.
pub(super) fn as_of(text: &str) -> Result<Day, String> {
    if text == "today" {
        use chrono::Datelike;
        let today = chrono::Local::now().date_naive();
        return Day::from_ymd(today.year(), today.month(), today.day()).ok_or_else(|| "the clock is wrong".to_owned());
    }
    day(text).map_err(|error| if error == SHAPE { format!("{SHAPE}, or `today`") } else { error })
}

/// Reads `5000`, `2s` or `0.5s`.
pub(super) fn optimize(text: &str) -> Result<Optimize, String> {
    let seconds = text.strip_suffix('s').and_then(|number| number.parse::<f64>().ok());
    let time = seconds.filter(|seconds| 0.0 < *seconds && *seconds <= 86_400.0).map(std::time::Duration::from_secs_f64);
    let count = || text.parse::<u64>().ok().filter(|count| (1..=1_000_000_000).contains(count));
    time.map(Optimize::Time)
        .or_else(|| count().map(Optimize::Schedules))
        .ok_or_else(|| "write a number of schedules, such as 5000, or a time in seconds, such as 2s".to_owned())
}

/// Reads how many levels of the outline are shown.
pub(super) fn depth(text: &str) -> Result<u8, String> {
    text.parse().ok().filter(|depth| 0 < *depth).ok_or_else(|| "write a number from 1, the outermost level, to 255".to_owned())
}

/// What may stand in a list of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Listed {
    /// `none`: no column at all.
    None,
    /// `name`, which is always there.
    Name,
    /// A column beside the names.
    Column(Column),
}

impl Listed {
    /// Returns the column, if it is one.
    pub(in crate::cli) const fn column(self) -> Option<Column> {
        match self {
            Self::Column(column) => Some(column),
            Self::None | Self::Name => None,
        }
    }
}

/// Reads what stands in a list of columns.
pub(super) fn column(text: &str) -> Result<Listed, String> {
    let folded = text.to_lowercase();
    match (Column::from_name(&folded), folded.as_str()) {
        (Some(column), _) => return Ok(Listed::Column(column)),
        (None, "none") => return Ok(Listed::None),
        (None, "name") => return Ok(Listed::Name),
        (None, _) => {}
    }
    let names: Vec<&str> = Column::ALL.iter().map(|column| column.name()).chain(["none"]).collect();
    match suggest(text, names.iter().copied()) {
        Some(near) => Err(format!("did you mean `{near}`?")),
        None => Err(format!("write some of {}", names.join(", "))),
    }
}

/// Reads a width in pixels or columns.
pub(super) fn width(text: &str) -> Result<u16, String> {
    text.parse().ok().filter(|width| (40..=20_000).contains(width)).ok_or_else(|| "write a number from 40 to 20000".to_owned())
}

pub(super) fn limit(text: &str) -> Result<usize, String> {
    if text == "all" { Ok(usize::MAX) } else { text.parse().map_err(|_| "write a number, or `all`".to_owned()) }
}
