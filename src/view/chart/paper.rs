//! Sheets of paper, and how large a chart is on them.

use super::{Chart, ChartOptions, Px, layout, pages};
use crate::model::{Paper, Plan};
use crate::schedule::Schedule;

/// The margin of a sheet, in tenths of a point.
const EDGE: i32 = 280;
/// How many hundredths of a point a pixel of the chart is high, unless a width was asked for: 13 pixels, the height of
/// names, become 7.8 points.
const USUAL: i32 = 60;
/// What it may be instead where that takes no more sheets.
const LARGER: [i32; 6] = [65, 70, 75, 80, 90, 100];
/// What it may be instead where that saves a sheet: 7.3 points are still read with ease.
const SMALLER: [i32; 2] = [58, 56];
/// No chart is drawn larger by becoming narrower than this, in pixels.
const NARROWEST: u16 = 1_100;
/// Of more sheets than these, one less is not looked for.
const MANY: usize = 12;

impl Paper {
    /// Returns width and height in tenths of a point.
    #[must_use]
    pub const fn size(self) -> (i32, i32) {
        match self {
            Self::A4 => (5_953, 8_419),
            Self::A4Landscape => (8_419, 5_953),
            Self::A3 => (8_419, 11_906),
            Self::A3Landscape => (11_906, 8_419),
            Self::Letter => (6_120, 7_920),
            Self::LetterLandscape => (7_920, 6_120),
        }
    }

    /// Returns width and height inside of the margins, in tenths of a point.
    #[must_use]
    pub const fn room(self) -> (i32, i32) {
        let (width, height) = self.size();
        (width - 2 * EDGE, height - 2 * EDGE)
    }

    /// Returns the width in pixels of a chart that reads well on the sheet.
    #[must_use]
    pub const fn chart_width(self) -> u16 {
        self.width_at(USUAL)
    }

    /// Returns the width of a chart whose pixels are so many hundredths of a point high.
    const fn width_at(self, hundredths: i32) -> u16 {
        (self.room().0 * 10 / hundredths).unsigned_abs() as u16
    }

    /// Returns how high a page of a chart of this width may be to fill the sheet.
    #[must_use]
    pub fn page_height(self, width: Px) -> Px {
        let (wide, high) = self.room();
        Px(i32::try_from(i64::from(width.0) * i64::from(high) / i64::from(wide)).unwrap_or(i32::MAX))
    }
}

/// The highest page without paper, in pixels: 200 inches, more than which many readers do not show.
const TALLEST: Px = Px::of(19_200);

/// Divides a chart into what sheets of paper hold; without paper, into as few pages as it can be.
#[must_use]
pub fn sheets(chart: Chart<'_>, paper: Option<Paper>) -> Vec<Chart<'_>> {
    let height = paper.map_or_else(|| chart.style.laid_out(TALLEST), |paper| paper.page_height(chart.width));
    pages(chart, height)
}

/// Lays a chart out for sheets of paper, whatever width the options say: larger than usual where it fits on one sheet all
/// the same, a little smaller where that saves a sheet. Either way it shows the same marks.
#[must_use]
pub fn printed<'p>(plan: &'p Plan, schedule: &'p Schedule, options: &ChartOptions, paper: Paper) -> Vec<Chart<'p>> {
    let at = |hundredths: i32| {
        let width = paper.width_at(hundredths);
        sheets(layout(plan, schedule, &ChartOptions { width, ..options.clone() }), Some(paper))
    };
    let usual = at(USUAL);
    let as_good = |sheets: &Vec<Chart<'_>>| shows_as_much(sheets, &usual);
    let better = match usual.len() {
        1 => LARGER.into_iter().take_while(|size| NARROWEST <= paper.width_at(*size)).map(at).take_while(as_good).last(),
        2..=MANY => SMALLER.into_iter().map(at).find(|sheets| sheets.len() < usual.len() && as_good(sheets)),
        _ => None,
    };
    better.unwrap_or(usual)
}

/// Tells whether a chart on no more sheets has the marks of another, and nearly as many dates on its axis.
fn shows_as_much(sheets: &[Chart<'_>], usual: &[Chart<'_>]) -> bool {
    let (Some(one), Some(other)) = (sheets.first(), usual.first()) else { return false };
    let dates = |chart: &Chart<'_>| chart.axis.lower.iter().filter(|tick| tick.label.is_some()).count();
    let marks = |chart: &Chart<'_>| chart.legend.entries.len();
    sheets.len() <= usual.len() && marks(one) == marks(other) && dates(other) * 9 <= dates(one) * 10
}
