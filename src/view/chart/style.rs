//! How a chart looks beyond the choice of a theme: what a theme file may change.

use super::Px;
use super::theme::{DARK, LIGHT, PRINT, Palette, Theme};

/// The colours of every theme, the font, and how large it all is.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// Dark ink on white, also where the reader's system is light.
    pub light: Palette,
    /// Light ink on near-black, also where the reader's system is dark.
    pub dark: Palette,
    /// For paper.
    pub print: Palette,
    /// The family that names are set in, before those that are tried without it. Only letters, digits, spaces, `-` and `_`.
    pub font: Option<String>,
    /// How high names are set, in tenths of a pixel. Everything else is in proportion: 130 is one to one.
    pub text_size: u16,
    /// The radius of the corners of bars.
    pub radius: Px,
}

impl Default for Style {
    fn default() -> Self {
        Self { light: LIGHT, dark: DARK, print: PRINT, font: None, text_size: Self::ONE, radius: Px::of(3) }
    }
}

impl Style {
    /// The size of text for which charts are laid out, in tenths of a pixel.
    pub const ONE: u16 = 130;

    /// Returns the colours of a theme, and those for where the reader's system is dark.
    #[must_use]
    pub const fn palettes(&self, theme: Theme) -> (&Palette, Option<&Palette>) {
        match theme {
            Theme::Auto => (&self.light, Some(&self.dark)),
            Theme::Light => (&self.light, None),
            Theme::Dark => (&self.dark, None),
            Theme::Print => (&self.print, None),
        }
    }

    /// Returns a length of the layout as it is shown.
    #[must_use]
    pub fn shown(&self, px: Px) -> Px {
        scaled(px, self.text_size, Self::ONE)
    }

    /// Returns the length in the layout of what is shown so long.
    #[must_use]
    pub fn laid_out(&self, px: Px) -> Px {
        scaled(px, Self::ONE, self.text_size)
    }
}

/// Returns a length times one number by another, to the nearest tenth.
fn scaled(px: Px, by: u16, of: u16) -> Px {
    let (by, of) = (i64::from(by), i64::from(of.max(1)));
    Px(i32::try_from((i64::from(px.0) * by * 2 + of).div_euclid(of * 2)).unwrap_or(i32::MAX))
}
