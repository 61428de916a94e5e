//! What the colours of bars tell, and these colours: Okabe and Ito's hues without red, which is the critical path's.
//!
//! Six hues are told apart by every kind of colour vision; the seventh group has the first hue again with a hatch, the
//! thirteenth with another. Beyond the eighteenth nothing could be told apart, and bars keep the plain colour.

use super::rows::{Context, Item};
use super::theme::Colour;
use crate::model::Key;
use crate::view::Reader;
use crate::view::groups::Groups;

/// The colours of the bars of one group.
#[derive(Clone, Copy, Debug)]
pub struct Hue {
    /// Work to do.
    pub task: Colour,
    /// Work done, and the outline.
    pub task_done: Colour,
}

const fn hue(task: (u8, u8, u8), done: (u8, u8, u8)) -> Hue {
    Hue { task: Colour(task.0, task.1, task.2), task_done: Colour(done.0, done.1, done.2) }
}

/// How many hues there are.
pub const N_HUES: usize = 6;

/// How many groups have a look of their own.
const MOST: usize = 3 * N_HUES;

/// The hues of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Hues {
    /// Those of groups.
    pub groups: [Hue; N_HUES],
    /// What belongs to none; `None` is the plain colour.
    pub none: Option<Hue>,
}

/// The hues of statuses in the order of their numbers, overdue, in progress, to do and done: orange, blue, grey and green.
const STATUSES: [u8; 4] = [1, 0, 5, 2];

/// Whether all work of a status is done, or nothing of it, in the same order.
const DONE: [Option<bool>; 4] = [None, None, Some(false), Some(true)];

/// The hues on light paper.
pub const LIGHT: Hues = Hues {
    none: Some(hue((0xea, 0xed, 0xf1), (0x66, 0x70, 0x7e))),
    groups: [
        hue((0xac, 0xcf, 0xf2), (0x0b, 0x5c, 0x9e)),
        hue((0xf8, 0xcd, 0x80), (0x8f, 0x52, 0x00)),
        hue((0x98, 0xdc, 0xc4), (0x00, 0x67, 0x4b)),
        hue((0xe8, 0xbd, 0xda), (0x8a, 0x2f, 0x6b)),
        hue((0xf2, 0xe8, 0x84), (0x6b, 0x61, 0x00)),
        hue((0xcf, 0xd4, 0xdb), (0x4b, 0x55, 0x63)),
    ],
};

/// The hues on dark paper.
pub const DARK: Hues = Hues {
    none: Some(hue((0x27, 0x2e, 0x38), (0x93, 0x9e, 0xad))),
    groups: [
        hue((0x1d, 0x44, 0x6c), (0x7f, 0xbd, 0xf5)),
        hue((0x66, 0x43, 0x08), (0xf2, 0xb2, 0x4d)),
        hue((0x0d, 0x50, 0x3e), (0x5e, 0xd3, 0xb0)),
        hue((0x5a, 0x29, 0x4a), (0xe2, 0x9a, 0xc6)),
        hue((0x52, 0x4c, 0x10), (0xe0, 0xd3, 0x5c)),
        hue((0x3a, 0x43, 0x50), (0xb3, 0xbd, 0xca)),
    ],
};

/// The hues on paper: each as light or dark as no other, because a copier keeps nothing else of them.
pub const PRINT: Hues = Hues {
    none: None,
    groups: [
        hue((0xf3, 0xf8, 0xfe), (0x0b, 0x2e, 0x4f)),
        hue((0xcf, 0x92, 0x4a), (0x36, 0x20, 0x00)),
        hue((0xac, 0xd8, 0xc5), (0x00, 0x30, 0x21)),
        hue((0x96, 0x6a, 0x88), (0x24, 0x0b, 0x1c)),
        hue((0xf0, 0xe6, 0x9a), (0x2b, 0x27, 0x00)),
        hue((0xa9, 0xb4, 0xc2), (0x14, 0x18, 0x1f)),
    ],
};

/// Which colour each row has, and what the colours tell.
#[derive(Clone, Debug, Default)]
pub(super) struct Coloured {
    /// By row.
    pub(super) rows: Vec<Option<u8>>,
    /// Every colour that occurs.
    pub(super) titles: Vec<Told>,
    /// How many groups have none.
    pub(super) n_plain: usize,
}

/// What a colour tells.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// Its number.
    pub(super) colour: u8,
    /// What its bars have in common.
    pub(super) title: String,
    /// Whether everything or nothing of these is done, where the title says so.
    pub(super) done: Option<bool>,
}

/// Gives the items their colours.
pub(super) fn coloured(cx: &Context<'_>, items: &[Item<'_>], key: Option<Key>) -> Coloured {
    let Some(key) = key else { return Coloured::default() };
    let reader = Reader::of(cx.plan, cx.schedule);
    let ids: Vec<_> = items.iter().map(|item| item.id).collect();
    let (numbers, titles) = Groups::by(&reader, key).numbered(&ids);
    let n_plain = titles.len().saturating_sub(MOST);
    let colour = |number: usize| match key {
        Key::Status => STATUSES.get(number).copied(),
        Key::Phase | Key::Owner | Key::Tag => u8::try_from(number).ok().filter(|_| number < MOST),
    };
    let told = |(number, title)| {
        let done = if key == Key::Status { DONE.get(number).copied().flatten() } else { None };
        Some(Told { colour: colour(number)?, title, done })
    };
    let titles = titles.into_iter().filter_map(told).collect();
    Coloured { rows: numbers.into_iter().map(|number| number.and_then(colour)).collect(), titles, n_plain }
}

impl Coloured {
    /// Returns the colour of a row.
    pub(super) fn get(&self, row: usize) -> Option<u8> {
        self.rows.get(row).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::chart::theme;

    #[test]
    fn every_hue_has_the_contrast_that_a_bar_needs() {
        let papers = [("light", theme::LIGHT.paper, LIGHT), ("dark", theme::DARK.paper, DARK), ("print", theme::PRINT.paper, PRINT)];
        for (name, paper, hues) in papers {
            for (index, hue) in hues.groups.iter().chain(&hues.none).enumerate() {
                for (what, ratio) in
                    [("outline", theme::contrast(hue.task_done, paper)), ("done", theme::contrast(hue.task_done, hue.task))]
                {
                    assert!(3.0 <= ratio, "{name}: the {what} of hue {index} has a contrast of {ratio:.2}");
                }
            }
        }
    }

    #[test]
    fn a_copier_tells_the_hues_of_paper_apart() {
        let white = Colour(255, 255, 255);
        let mut grey: Vec<f64> = PRINT.groups.iter().map(|hue| theme::contrast(white, hue.task)).collect();
        grey.sort_by(f64::total_cmp);
        for pair in grey.windows(2) {
            assert!(1.15 <= pair[1] / pair[0], "{grey:?}");
        }
    }
}
