//! The colours of the chart, light, dark and for paper.
//!
//! Blue and red are Tol's and Okabe and Ito's vermilion family: apart for every kind of colour vision, and never the only
//! sign of a difference. [`CONTRASTS`] holds what every palette must keep, those of theme files too.

pub use crate::model::Theme;

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// The colours of one theme, by what they are used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub paper: Colour,
    /// Names and titles.
    pub ink: Colour,
    /// Figures, dates, the axis.
    pub quiet: Colour,
    /// The grid and the lines between phases.
    pub grid: Colour,
    /// What lies over days that are not worked.
    pub shade: Colour,
    /// How much of it, in thousandths, lies under everything on days off and on holidays.
    pub shade_alpha: (u32, u32),
    /// How much more of it lies over everything on both, so that bars hint at them.
    pub shade_through: u32,
    /// Work to do.
    pub task: Colour,
    /// Work done, and the outline.
    pub task_done: Colour,
    /// Critical work to do.
    pub critical: Colour,
    /// Critical work done, its outline and its links.
    pub critical_done: Colour,
    /// Brackets over phases.
    pub summary: Colour,
    /// Links between items.
    pub link: Colour,
    /// Slack.
    pub slack: Colour,
    /// The status date.
    pub as_of: Colour,
    /// Text on the status date's label.
    pub as_of_ink: Colour,
    /// Text that tells of something late.
    pub late: Colour,
}

/// The light theme.
pub const LIGHT: Palette = Palette {
    paper: Colour(0xff, 0xff, 0xff),
    ink: Colour(0x1b, 0x23, 0x30),
    quiet: Colour(0x5b, 0x65, 0x73),
    grid: Colour(0xe2, 0xe6, 0xec),
    shade: Colour(0x10, 0x20, 0x40),
    shade_alpha: (26, 66),
    shade_through: 12,
    task: Colour(0xb9, 0xd5, 0xf3),
    task_done: Colour(0x0f, 0x6c, 0xb4),
    critical: Colour(0xf7, 0xc1, 0xb3),
    critical_done: Colour(0xc8, 0x32, 0x1a),
    summary: Colour(0x2b, 0x35, 0x45),
    link: Colour(0x7a, 0x88, 0x9c),
    slack: Colour(0x76, 0x84, 0x9a),
    as_of: Colour(0x0b, 0x7a, 0x6f),
    as_of_ink: Colour(0xff, 0xff, 0xff),
    late: Colour(0xb8, 0x28, 0x0f),
};

/// The dark theme.
pub const DARK: Palette = Palette {
    paper: Colour(0x11, 0x16, 0x1d),
    ink: Colour(0xe7, 0xea, 0xf0),
    quiet: Colour(0x9b, 0xa6, 0xb6),
    grid: Colour(0x28, 0x30, 0x3b),
    shade: Colour(0xd0, 0xe0, 0xff),
    shade_alpha: (30, 70),
    shade_through: 12,
    task: Colour(0x1f, 0x46, 0x70),
    task_done: Colour(0x6c, 0xb2, 0xf5),
    critical: Colour(0x6b, 0x2a, 0x22),
    critical_done: Colour(0xf6, 0x78, 0x60),
    summary: Colour(0xcf, 0xd7, 0xe3),
    link: Colour(0x74, 0x83, 0x9a),
    slack: Colour(0x7f, 0x8d, 0xa3),
    as_of: Colour(0x3c, 0xcf, 0xbd),
    as_of_ink: Colour(0x11, 0x16, 0x1d),
    late: Colour(0xff, 0x8f, 0x78),
};

/// The theme for paper: greys that a copier keeps, on white.
pub const PRINT: Palette = Palette {
    task: Colour(0xe4, 0xe7, 0xec),
    task_done: Colour(0x5a, 0x66, 0x76),
    critical: Colour(0xff, 0xff, 0xff),
    critical_done: Colour(0x14, 0x18, 0x20),
    link: Colour(0x6b, 0x75, 0x84),
    as_of: Colour(0x2b, 0x35, 0x45),
    late: Colour(0x14, 0x18, 0x20),
    // In grey, what lies over a bar would look like a part of it that is done.
    shade_alpha: (32, 85),
    shade_through: 0,
    ..LIGHT
};

impl Palette {
    /// Returns how much of the shade is seen on a working day, on a day off and on a holiday, in thousandths.
    #[must_use]
    pub const fn grounds(&self) -> [u32; 3] {
        [0, self.shade_alpha.0 + self.shade_through, self.shade_alpha.1 + self.shade_through]
    }

    /// Returns the colour of a folded phase of which nothing is done.
    #[must_use]
    pub fn folded(&self) -> Colour {
        over(self.summary, self.paper, 180)
    }

    /// Returns every colour with the name that a theme file has for it.
    #[must_use]
    pub fn named(&mut self) -> [(&'static str, &mut Colour); 15] {
        [
            ("paper", &mut self.paper),
            ("ink", &mut self.ink),
            ("quiet", &mut self.quiet),
            ("grid", &mut self.grid),
            ("shade", &mut self.shade),
            ("task", &mut self.task),
            ("task-done", &mut self.task_done),
            ("critical", &mut self.critical),
            ("critical-done", &mut self.critical_done),
            ("phase", &mut self.summary),
            ("link", &mut self.link),
            ("slack", &mut self.slack),
            ("as-of", &mut self.as_of),
            ("as-of-ink", &mut self.as_of_ink),
            ("late", &mut self.late),
        ]
    }
}

/// A contrast that two colours of a palette need, as WCAG 2 counts it.
#[derive(Clone, Copy, Debug)]
pub struct Contrast {
    /// What is seen, by its name in a theme file.
    pub mark: &'static str,
    /// What it is seen on, by its name in a theme file.
    pub ground: &'static str,
    /// The least.
    pub least: f64,
    /// The most.
    pub most: f64,
}

/// The contrasts that every palette has. What is on `paper` is on days off and holidays too, where marks, but not words, may
/// have a twentieth less.
pub const CONTRASTS: [Contrast; 13] = {
    const fn at_least(mark: &'static str, ground: &'static str, least: f64) -> Contrast {
        Contrast { mark, ground, least, most: 21.0 }
    }
    [
        at_least("ink", "paper", WORDS),
        at_least("quiet", "paper", WORDS),
        at_least("late", "paper", WORDS),
        at_least("as-of-ink", "as-of", WORDS),
        at_least("task-done", "paper", MARKS),
        at_least("critical-done", "paper", MARKS),
        at_least("phase", "paper", MARKS),
        at_least("link", "paper", MARKS),
        at_least("slack", "paper", MARKS),
        at_least("as-of", "paper", MARKS),
        at_least("task-done", "task", MARKS),
        at_least("critical-done", "critical", MARKS),
        Contrast { mark: "grid", ground: "paper", least: 1.1, most: 1.4 },
    ]
};

/// The least contrast of words.
const WORDS: f64 = 4.5;
/// The least contrast of lines and shapes.
const MARKS: f64 = 3.0;

impl Contrast {
    /// Returns the least contrast of the two in a palette, over every ground that they meet on.
    #[must_use]
    pub fn of(&self, palette: &Palette) -> f64 {
        let mut palette = *palette;
        let grounds = palette.grounds();
        let (shade, paper) = (palette.shade, palette.paper);
        let named = palette.named();
        let find = |name| named.iter().find(|colour| colour.0 == name).map_or(paper, |colour| *colour.1);
        let (mark, ground) = (find(self.mark), find(self.ground));
        if self.ground != "paper" || self.mark == "grid" {
            return contrast(mark, ground);
        }
        let on = |alpha: &u32| contrast(mark, over(shade, paper, *alpha)) * if 0 < *alpha && self.least < WORDS { 1.05 } else { 1.0 };
        grounds.iter().map(on).fold(21.0, f64::min)
    }

    /// Returns a colour as near to the mark as can be that has the contrast, going towards black or white.
    #[must_use]
    pub fn mended(&self, palette: &Palette) -> Option<Colour> {
        let mark = palette.clone().named().into_iter().find(|colour| colour.0 == self.mark).map(|colour| *colour.1)?;
        let with = |colour: Colour| {
            let mut palette = *palette;
            palette.named().into_iter().filter(|named| named.0 == self.mark).for_each(|named| *named.1 = colour);
            let contrast = self.of(&palette);
            self.least <= contrast && contrast <= self.most
        };
        let ends = [Colour(0, 0, 0), Colour(255, 255, 255)];
        let steps = (1..=50).flat_map(|step| ends.map(|end| over(end, mark, step * 20)));
        steps.into_iter().find(|colour| with(*colour))
    }
}

/// Returns the contrast of two colours by WCAG 2: from 1 to 21.
#[must_use]
pub fn contrast(a: Colour, b: Colour) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = |colour: Colour| 0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2);
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Returns what is seen where so many thousandths of a colour lie over another.
fn over(colour: Colour, paper: Colour, thousandths: u32) -> Colour {
    let mix = |a: u8, b: u8| {
        let mixed = (u32::from(a) * thousandths + u32::from(b) * (1_000 - thousandths.min(1_000)) + 500) / 1_000;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    };
    Colour(mix(colour.0, paper.0), mix(colour.1, paper.1), mix(colour.2, paper.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_has_the_contrast_that_its_use_needs() {
        for (name, palette) in [("light", LIGHT), ("dark", DARK), ("print", PRINT)] {
            for needed in CONTRASTS {
                let (ratio, Contrast { mark, ground, least, most }) = (needed.of(&palette), needed);
                assert!(least <= ratio && ratio <= most, "{name}: {mark} on {ground} has a contrast of {ratio:.2}, not {least} to {most}");
            }
            let [_, off, holiday] = palette.grounds().map(|alpha| contrast(over(palette.shade, palette.paper, alpha), palette.paper));
            assert!((1.04..=1.12).contains(&off), "{name}: a day off has {off:.2}");
            assert!((off + 0.05..=1.22).contains(&holiday), "{name}: a holiday has {holiday:.2}, a day off {off:.2}");
        }
    }

    #[test]
    fn a_faint_colour_is_mended_by_the_nearest_that_is_not() {
        let faint = Palette { quiet: Colour(0xb0, 0xb8, 0xc0), ..LIGHT };
        let needed = CONTRASTS[1];
        assert!(needed.of(&faint) < 2.1);
        let mended = needed.mended(&faint).unwrap();
        let ratio = needed.of(&Palette { quiet: mended, ..faint });
        assert!((4.5..4.8).contains(&ratio), "{mended:?}: {ratio}");
        let loud = Palette { grid: Colour(0, 0, 0), ..LIGHT };
        let mended = CONTRASTS[12].mended(&loud).unwrap();
        assert!((1.1..=1.4).contains(&contrast(mended, LIGHT.paper)), "{mended:?}");
    }
}
