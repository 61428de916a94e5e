//! The looks of bars whose colours tell something: six hues, then the same with a hatch, then with another.
//!
//! On paper each hue is a grey of its own. What is done is a dark stripe there, over which the grey is still seen, and what
//! is critical is hatched over its grey: a copier keeps all three apart.

use std::fmt::Write as _;

use super::style::hex;
use crate::view::chart::theme::Palette;
use crate::view::chart::{Hues, N_HUES, PRINT_HUES, Theme};

const TO_DO: [&str; N_HUES] = [" k0", " k1", " k2", " k3", " k4", " k5"];
const DONE: [&str; N_HUES] = [" d0", " d1", " d2", " d3", " d4", " d5"];

/// Returns the class that gives work to do its colour, after a space; nothing without one.
pub(in crate::emit) fn to_do(colour: Option<u8>) -> &'static str {
    of(&TO_DO, colour)
}

/// Returns the class that gives finished work its colour, after a space; nothing without one.
pub(in crate::emit) fn done(colour: Option<u8>) -> &'static str {
    of(&DONE, colour)
}

/// Returns the class of the hatch that lies over a bar, if its colour has one, and of that over what is done of it.
pub(in crate::emit) fn hatch(colour: Option<u8>) -> Option<(&'static str, &'static str)> {
    match usize::from(colour?) / N_HUES {
        0 => None,
        1 => Some(("h1", "h3")),
        _ => Some(("h2", "h4")),
    }
}

fn of(classes: &[&'static str; N_HUES], colour: Option<u8>) -> &'static str {
    colour.and_then(|colour| classes.get(usize::from(colour) % N_HUES)).copied().unwrap_or("")
}

/// Returns what the rules below refer to, for so many colours.
pub(super) fn definitions(theme: Theme, n_colours: usize) -> String {
    let mut out = String::new();
    if N_HUES < n_colours {
        for (name, class) in [("", "hl"), ("-done", "hd")] {
            let _ = write!(
                out,
                "\n<pattern id=\"gantline-lines{name}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\n\
                 <path class=\"{class}\" d=\"M1 0v5\"/>\n</pattern>\n\
                 <pattern id=\"gantline-dots{name}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">\n\
                 <path class=\"{class}\" d=\"M1.5 1v1.6M4 3.5v1.6\"/>\n</pattern>"
            );
        }
    }
    if theme == Theme::Print {
        for (number, hue) in PRINT_HUES.groups.iter().enumerate().take(n_colours) {
            let (task, done) = (hex(hue.task), hex(hue.task_done));
            let _ = write!(
                out,
                "\n<linearGradient id=\"gantline-done-{number}\" x2=\"0\" y2=\"1\">\n<stop offset=\".5\" stop-color=\"{task}\"/>\n\
                 <stop offset=\".5\" stop-color=\"{done}\"/>\n</linearGradient>\n\
                 <pattern id=\"gantline-critical-{number}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(-45)\">\n\
                 <rect fill=\"{task}\" width=\"6\" height=\"6\"/>\n<path class=\"ph\" d=\"M1 0v6\"/>\n</pattern>"
            );
        }
    }
    out
}

/// Writes the rules of the hatches, for so many colours.
pub(super) fn shapes(rules: &mut String, n_colours: usize) {
    if n_colours <= N_HUES {
        return;
    }
    for (class, pattern) in [("h1", "lines"), ("h2", "dots"), ("h3", "lines-done"), ("h4", "dots-done")] {
        let _ = writeln!(rules, ".gantline .{class}{{fill:url(#gantline-{pattern})}}");
    }
    rules.push_str(".gantline .hl,.gantline .hd{stroke-width:1.4px;stroke-opacity:.45}\n");
}

/// Writes the colours of the hues; what is critical keeps its outline.
pub(super) fn colours(rules: &mut String, hues: &Hues) {
    if let Some(none) = hues.none {
        let (task, done) = (hex(none.task), hex(none.task_done));
        let _ = writeln!(rules, ".gantline .t{{fill:{task};stroke:{done}}}\n.gantline .f{{fill:{done};stroke:{done}}}");
    }
    for (number, hue) in hues.groups.iter().enumerate() {
        let (task, done) = (hex(hue.task), hex(hue.task_done));
        let _ = writeln!(rules, ".gantline .k{number}{{fill:{task}}}\n.gantline .d{number}{{fill:{done}}}");
        let _ = writeln!(rules, ".gantline .t.k{number},.gantline .f.d{number}{{stroke:{done}}}");
    }
}

/// Writes what paper has instead, for so many colours: stripes and hatches.
pub(super) fn on_paper(rules: &mut String, palette: &Palette, n_colours: usize) {
    for number in 0..n_colours.min(N_HUES) {
        let _ = writeln!(rules, ".gantline .d{number}{{fill:url(#gantline-done-{number})}}");
        let _ = writeln!(rules, ".gantline rect.tc.k{number}{{fill:url(#gantline-critical-{number})}}");
    }
    if N_HUES < n_colours {
        let _ = writeln!(rules, ".gantline .hd{{stroke:{}}}", hex(palette.ink));
    }
}
