//! The chart in characters, inked or not.

use super::ink::Ink;
use crate::view::terminal::{Mark, TerminalChart};

/// Returns the chart as text; without colour it says the same.
#[must_use]
pub fn terminal(chart: &TerminalChart, ink: Ink) -> String {
    let mut out = String::new();
    for line in &chart.lines {
        for piece in line {
            ink.code(&mut out, code(piece.mark), &piece.text);
        }
        out.push('\n');
    }
    out
}

/// Colours that every usual palette sets apart from both black and white: its blue drowns in the one, its yellow in the other.
const fn code(mark: Mark) -> &'static str {
    match mark {
        Mark::Plain | Mark::Due => "",
        Mark::Strong => "1",
        Mark::Faint | Mark::Done => "2",
        Mark::Work => "36",
        Mark::Critical => "31",
        Mark::Late => "1;31",
        Mark::AsOf => "35",
    }
}
