//! A chart as PNG: its SVG, rendered with fonts of our own.

use resvg::tiny_skia::{Pixmap, Transform};

use super::Fonts;
use crate::view::chart::Chart;

/// No side has more pixels: the renderer counts in 16.16 fixed point, and few programs open a longer picture.
pub const LARGEST_SIDE: u32 = 32_000;
/// No picture has more pixels: each needs eight bytes while it is drawn.
pub const LARGEST_AREA: u64 = 120_000_000;

/// How many pixels of a PNG a pixel of the chart is wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scale {
    /// Hundredths: 100 is one to one.
    pub hundredths: u16,
}

impl Scale {
    /// One to one.
    pub const ONE: Self = Self { hundredths: 100 };
}

/// A chart in pixels.
#[derive(Clone, Debug)]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    /// Characters that no font has, drawn as boxes.
    pub missing: Vec<char>,
}

/// The picture would have more pixels than [`LARGEST_SIDE`] or [`LARGEST_AREA`] allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// How wide it would be.
    pub width: u64,
    /// How high it would be.
    pub height: u64,
}

/// Returns `chart` as a PNG of eight bits a channel. A theme that follows the reader's screen is light.
///
/// # Errors
/// When it would be too large to draw; nothing is allocated then.
pub fn png(chart: &Chart<'_>, fonts: &Fonts, scale: Scale) -> Result<Png, TooLarge> {
    let thousandths = |tenths: i32| u64::from(tenths.unsigned_abs()) * u64::from(scale.hundredths);
    let (width, height) = (thousandths(chart.style.shown(chart.width).0), thousandths(chart.style.shown(chart.height).0));
    let too_large = TooLarge { width: ((width + 500) / 1_000).max(1), height: height.div_ceil(1_000).max(1) };
    let (Ok(width), Ok(height)) = (u32::try_from(too_large.width), u32::try_from(too_large.height)) else { return Err(too_large) };
    if LARGEST_SIDE < width.max(height) || LARGEST_AREA < too_large.width * too_large.height {
        return Err(too_large);
    }
    let tree = fonts.set(chart).expect("the chart is well-formed SVG");
    let mut pixmap = Pixmap::new(width, height).ok_or(too_large)?;
    let size = f32::from(scale.hundredths) / 100.0;
    resvg::render(&tree, Transform::from_scale(size, size), &mut pixmap.as_mut());
    let bytes = pixmap.encode_png().expect("a picture in memory is encoded");
    Ok(Png { bytes, missing: fonts.missing(&tree).into_iter().collect() })
}
