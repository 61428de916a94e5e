//! The style sheet of a chart: shapes once, colours once a theme.
//!
//! Plain colours in classes, overridden under `prefers-color-scheme: dark`, because renderers to PNG know no `var()`.
//! Every rule is inside `.gantline`, so that a chart within a page leaves the page alone.

use std::fmt::Write as _;

use super::hue;
use crate::view::chart::theme::{Colour, Palette};
use crate::view::chart::{DARK_HUES, Hues, LIGHT_HUES, PRINT_HUES, Style, Theme};

/// Arrow heads and hatches.
pub(super) const DEFINITIONS: &str = "\
<marker id=\"gantline-head\" markerWidth=\"7\" markerHeight=\"7\" refX=\"6\" refY=\"3.5\" orient=\"auto\" markerUnits=\"userSpaceOnUse\">
<path class=\"a\" d=\"M0 .5 6 3.5 0 6.5z\"/>
</marker>
<marker id=\"gantline-critical\" markerWidth=\"7\" markerHeight=\"7\" refX=\"6\" refY=\"3.5\" orient=\"auto\" markerUnits=\"userSpaceOnUse\">
<path class=\"ac\" d=\"M0 0 6 3.5 0 7z\"/>
</marker>
<marker id=\"gantline-cap\" markerWidth=\"2\" markerHeight=\"8\" refX=\"1\" refY=\"4\" markerUnits=\"userSpaceOnUse\">
<path class=\"wc\" d=\"M1 0v8\"/>
</marker>
<pattern id=\"gantline-late\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">
<path class=\"xh\" d=\"M1.5 0v6\"/>
</pattern>
<pattern id=\"gantline-late-done\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">
<path class=\"xi\" d=\"M1.5 0v6\"/>
</pattern>
<pattern id=\"gantline-hatch\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(-45)\">
<rect class=\"p\" width=\"4\" height=\"4\"/>
<path class=\"ph\" d=\"M1 0v4\"/>
</pattern>";

const SHAPES: &str = "\
.gantline text{font:13px Inter,system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,sans-serif;font-variant-numeric:tabular-nums;direction:ltr}
.gantline .h{font-size:20px;font-weight:600}
.gantline .b,.gantline .k{font-weight:600}
.gantline .q,.gantline .c,.gantline .l,.gantline .nt,.gantline .w2{font-size:11.5px}
.gantline .u{font-size:13px}
.gantline .c,.gantline .e{text-anchor:end}
.gantline .nt{font-weight:600;text-anchor:middle}
.gantline .l,.gantline .r{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}
.gantline .tc,.gantline .fc{stroke-width:2px}
.gantline .v{stroke-dasharray:3 2}
.gantline .j{stroke-width:2.5px}
.gantline .d,.gantline .dc,.gantline .w,.gantline .n,.gantline .g,.gantline .sf,.gantline .yh{fill:none}
.gantline .d{stroke-width:1.2px;marker-end:url(#gantline-head)}
.gantline .dc{stroke-width:1.7px;marker-end:url(#gantline-critical)}
.gantline .w{stroke-width:1.5px;stroke-dasharray:1.5 2.5;marker-end:url(#gantline-cap)}
.gantline .y,.gantline .yc{stroke-width:1.5px;stroke-linejoin:round}
.gantline .yh{stroke-width:4px;stroke-linejoin:round;stroke-opacity:.85}
.gantline .n{stroke-width:1.5px;stroke-dasharray:5 3}
.gantline .x{fill:url(#gantline-late)}
.gantline .xd{fill:url(#gantline-late-done)}
.gantline .wo{marker-end:none}
.gantline .wc{stroke-width:1.5px}
.gantline .gm{stroke-width:1.3px}
.gantline .xh,.gantline .xi{stroke-width:2px}
.gantline .vf,.gantline .zo{stroke-width:1px}
.gantline .zc{stroke-width:2px}
.gantline .vc{stroke-width:2.5px;fill:none}
.gantline .vt{font-size:11.5px;font-weight:600;text-anchor:middle;paint-order:stroke;stroke-width:3px;stroke-linejoin:round;pointer-events:none}
.gantline .s,.gantline .np,.gantline .nt{pointer-events:none}
";

/// Where the list of families begins.
const FONT: &str = "font:13px Inter,";

/// Returns the style sheet of a theme, with the hues of so many colours.
pub(super) fn rules(theme: Theme, style: &Style, n_colours: usize) -> String {
    let mut rules = match &style.font {
        None => SHAPES.to_owned(),
        Some(font) => SHAPES.replacen(FONT, &format!("font:13px \"{font}\",Inter,"), 1),
    };
    let (palette, dark) = style.palettes(theme);
    let hues = |rules: &mut String, hues: &Hues| {
        if 0 < n_colours {
            hue::colours(rules, hues);
        }
    };
    hue::shapes(&mut rules, n_colours);
    colours(&mut rules, palette);
    if theme == Theme::Print {
        // Bars alone: a diamond is so small that a hatch would give it one stripe or two by chance.
        let _ =
            writeln!(rules, ".gantline rect.tc,.gantline .zc{{fill:url(#gantline-hatch)}}\n.gantline .i{{fill:{}}}", hex(palette.paper));
    }
    hues(
        &mut rules,
        match theme {
            Theme::Dark => &DARK_HUES,
            Theme::Print => &PRINT_HUES,
            Theme::Auto | Theme::Light => &LIGHT_HUES,
        },
    );
    if theme == Theme::Print {
        hue::on_paper(&mut rules, palette, n_colours);
    }
    if let Some(dark) = dark {
        rules.push_str("@media (prefers-color-scheme:dark){\n");
        colours(&mut rules, dark);
        hues(&mut rules, &DARK_HUES);
        rules.push_str("}\n");
    }
    rules.truncate(rules.trim_end().len());
    rules
}

/// Returns the colours of a palette alone, with those of groups on light paper.
pub(super) fn coloured(palette: &Palette) -> String {
    let mut rules = String::new();
    colours(&mut rules, palette);
    hue::colours(&mut rules, &Hues { none: None, ..LIGHT_HUES });
    rules
}

fn colours(rules: &mut String, palette: &Palette) {
    let fills = [
        (".p", palette.paper),
        ("text,.gantline .b", palette.ink),
        (".q,.gantline .c", palette.quiet),
        (".k", palette.late),
        (".t", palette.task),
        (".f", palette.task_done),
        (".tc", palette.critical),
        (".fc", palette.critical_done),
        (".i", palette.paper),
        (".y", palette.ink),
        (".yc", palette.late),
        (".z", palette.summary),
        (".zo", palette.folded()),
        (".a", palette.link),
        (".ac", palette.critical_done),
        (".gb", palette.slack),
        (".gm", palette.paper),
        (".np", palette.as_of),
        (".nt", palette.as_of_ink),
    ];
    let strokes = [
        (".l,.gantline .r,.gantline .yh,.gantline .xi,.gantline .hd", palette.paper),
        (".g,.gantline .sf", palette.grid),
        (".t,.gantline .f", palette.task_done),
        (".tc,.gantline .fc,.gantline .dc,.gantline .xh", palette.critical_done),
        (".ph", palette.critical_done),
        (".d", palette.link),
        (".w,.gantline .wc", palette.slack),
        (".y,.gantline .hl", palette.ink),
        (".zo", palette.summary),
        (".vf,.gantline .zc", palette.critical_done),
        (".vc", palette.paper),
        (".vt", palette.critical),
        (".yc", palette.late),
        (".n", palette.as_of),
        (".gm", palette.slack),
    ];
    for (selector, colour) in fills {
        let _ = writeln!(rules, ".gantline {selector}{{fill:{}}}", hex(colour));
    }
    for (selector, colour) in strokes {
        let _ = writeln!(rules, ".gantline {selector}{{stroke:{}}}", hex(colour));
    }
    for (selector, alpha) in [(".s", palette.shade_alpha.0), (".o", palette.shade_alpha.1), (".so", palette.shade_through)] {
        let _ = writeln!(rules, ".gantline {selector}{{fill:{};fill-opacity:.{alpha:03}}}", hex(palette.shade));
    }
}

pub(super) fn hex(colour: Colour) -> String {
    format!("#{:02x}{:02x}{:02x}", colour.0, colour.1, colour.2)
}
