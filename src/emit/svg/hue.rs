//! The looks of bars whose colours tell something: six hues, then the same with a hatch, then with another.

use std::fmt::Write as _;

use super::style::hex;
use crate::view::chart::{Hue, N_HUES};

const TO_DO: [&str; N_HUES] = [" k0", " k1", " k2", " k3", " k4", " k5"];
const DONE: [&str; N_HUES] = [" d0", " d1", " d2", " d3", " d4", " d5"];

/// The hatches, beside those that every chart has.
pub(super) const DEFINITIONS: &str = "
<pattern id=\"gantline-lines\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">
<path class=\"hl\" d=\"M1 0v5\"/>
</pattern>
<pattern id=\"gantline-dots\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">
<path class=\"hl\" d=\"M1.5 1v1.6M4 3.5v1.6\"/>
</pattern>";

/// Returns the class that gives work to do its colour, after a space; nothing without one.
pub(in crate::emit) fn to_do(colour: Option<u8>) -> &'static str {
    of(&TO_DO, colour)
}

/// Returns the class that gives finished work its colour, after a space; nothing without one.
pub(in crate::emit) fn done(colour: Option<u8>) -> &'static str {
    of(&DONE, colour)
}

/// Returns the class of the hatch that lies over a bar, if its colour has one.
pub(in crate::emit) fn hatch(colour: Option<u8>) -> Option<&'static str> {
    match usize::from(colour?) / N_HUES {
        0 => None,
        1 => Some("h1"),
        _ => Some("h2"),
    }
}

fn of(classes: &[&'static str; N_HUES], colour: Option<u8>) -> &'static str {
    colour.and_then(|colour| classes.get(usize::from(colour) % N_HUES)).copied().unwrap_or("")
}

/// Writes the rules of the hatches, for so many colours.
pub(super) fn shapes(rules: &mut String, n_colours: usize) {
    if n_colours <= N_HUES {
        return;
    }
    rules.push_str(".gantline .h1{fill:url(#gantline-lines)}\n.gantline .h2{fill:url(#gantline-dots)}\n");
    rules.push_str(".gantline .hl{stroke-width:1.4px;stroke-opacity:.45}\n");
}

/// Writes the colours of the hues; what is critical keeps its outline.
pub(super) fn colours(rules: &mut String, hues: &[Hue]) {
    for (number, hue) in hues.iter().enumerate() {
        let (task, done) = (hex(hue.task), hex(hue.task_done));
        let _ = writeln!(rules, ".gantline .k{number}{{fill:{task}}}\n.gantline .d{number}{{fill:{done}}}");
        let _ = writeln!(rules, ".gantline .t.k{number},.gantline .f.d{number}{{stroke:{done}}}");
    }
}
