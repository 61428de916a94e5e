//! The colours of the chart, light, dark and for paper.
//!
//! Blue and red are Tol's and Okabe and Ito's vermilion family: apart for every kind of colour vision, and never the only
//! sign of a difference. The test below computes every contrast that is claimed (WCAG 2).

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// Which colours the chart is drawn in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Light, or dark where the reader's system is dark.
    #[default]
    Auto,
    /// Dark ink on white.
    Light,
    /// Light ink on near-black.
    Dark,
    /// White, with hatches beside colours, for paper and copiers.
    Print,
}

/// The colours of one theme, by what they are used for.
#[derive(Clone, Copy, Debug)]
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
    /// How much of it, in thousandths, on days off and on holidays.
    pub shade_alpha: (u32, u32),
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
    shade_alpha: (38, 62),
    task: Colour(0xb9, 0xd5, 0xf3),
    task_done: Colour(0x0f, 0x6c, 0xb4),
    critical: Colour(0xf7, 0xc1, 0xb3),
    critical_done: Colour(0xc8, 0x32, 0x1a),
    summary: Colour(0x2b, 0x35, 0x45),
    link: Colour(0x82, 0x90, 0xa3),
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
    shade_alpha: (32, 52),
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
    ..LIGHT
};

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Colour) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
    }

    fn contrast(a: Colour, b: Colour) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn over(colour: Colour, paper: Colour, thousandths: u32) -> Colour {
        let mix = |a: u8, b: u8| {
            let mixed = (u32::from(a) * thousandths + u32::from(b) * (1000 - thousandths) + 500) / 1000;
            u8::try_from(mixed).unwrap()
        };
        Colour(mix(colour.0, paper.0), mix(colour.1, paper.1), mix(colour.2, paper.2))
    }

    fn check(name: &str, what: &str, ratio: f64, least: f64, most: f64) {
        assert!(least <= ratio && ratio <= most, "{name}: {what} has a contrast of {ratio:.2}, not {least} to {most}");
    }

    #[test]
    fn every_colour_has_the_contrast_that_its_use_needs() {
        for (name, p) in [("light", LIGHT), ("dark", DARK), ("print", PRINT)] {
            let off = over(p.shade, p.paper, p.shade_alpha.0);
            let holiday = over(p.shade, p.paper, p.shade_alpha.1);
            for ground in [p.paper, off, holiday] {
                for (what, text) in [("ink", p.ink), ("quiet", p.quiet), ("late", p.late)] {
                    check(name, what, contrast(text, ground), 4.5, 21.0);
                }
                for (what, mark) in [
                    ("task outline", p.task_done),
                    ("critical outline", p.critical_done),
                    ("summary", p.summary),
                    ("slack", p.slack),
                    ("as of", p.as_of),
                    ("link", p.link),
                ] {
                    check(name, what, contrast(mark, ground), 2.85, 21.0);
                }
            }
            check(name, "link on paper", contrast(p.link, p.paper), 3.0, 21.0);
            check(name, "label of the status date", contrast(p.as_of_ink, p.as_of), 4.5, 21.0);
            check(name, "done in a task", contrast(p.task_done, p.task), 3.0, 21.0);
            check(name, "done in a critical task", contrast(p.critical_done, p.critical), 3.0, 21.0);
            check(name, "grid", contrast(p.grid, p.paper), 1.1, 1.4);
            check(name, "day off", contrast(off, p.paper), 1.04, 1.12);
            check(name, "holiday", contrast(holiday, p.paper), contrast(off, p.paper), 1.14);
        }
    }
}
