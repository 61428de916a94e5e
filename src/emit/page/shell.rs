//! The page around picture and data: policy, styles, and the places that the script fills.

use std::fmt::Write as _;

use super::digest;
use crate::emit;
use crate::emit::colours;
use crate::emit::html::escape;
use crate::view::chart::theme::Theme;
use crate::view::chart::{SEPARATOR, Screen, Style, column_heading};

const STYLE: &str = include_str!("page.css");

/// Hides the picture before it is drawn, where the chart that follows can be used instead; shows it after all where the
/// script of that chart has drawn nothing.
const LIVE: &str = "document.documentElement.className=\"live\";addEventListener(\"DOMContentLoaded\",()=>{\
if(!document.querySelector(\"#g-names > *\"))document.documentElement.className=\"\"})";

/// The script of the chart.
pub(super) const SCRIPT: &str = concat!(
    "\"use strict\";\n(() => {\n",
    include_str!("chart.js"),
    include_str!("words.js"),
    include_str!("links.js"),
    include_str!("draw.js"),
    include_str!("paper.js"),
    include_str!("hand.js"),
    "})();\n"
);

const HELP: [(&str, &str); 8] = [
    ("↑ ↓", "the row before, the next"),
    ("← →", "fold a phase, unfold it"),
    ("Enter", "say more of the item, and why it is then"),
    ("Shift ← →", "earlier, later"),
    ("+ − 0", "zoom in, out, fit the width; Ctrl and the wheel too"),
    ("/", "find; Enter goes to the next, Shift Enter back"),
    ("n N", "the next that was found, the one before"),
    ("Esc", "close the card, forget what was searched for"),
];

/// Returns everything before the picture.
pub(super) fn head(screen: &Screen<'_>, picture: &str) -> String {
    let style = page_rules(screen.still.theme, &screen.still.style) + STYLE;
    let mut out = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    let inner = picture.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).map_or("", |(style, _)| style);
    let _ = writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; \
         script-src {} {}; style-src {} {}\">",
        digest::source(LIVE),
        digest::source(SCRIPT),
        digest::source(&style),
        digest::source(inner),
    );
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    let _ = writeln!(out, "<meta name=\"color-scheme\" content=\"{}\">", colours::scheme(screen.still.theme));
    let _ =
        write!(out, "<title>{}</title>\n<script>{LIVE}</script>\n<style>{style}</style>\n</head>\n<body>\n", escape(&screen.heading.title));
    out
}

/// Returns the places that the script fills.
pub(super) fn screen(screen: &Screen<'_>) -> String {
    let title = escape(&screen.heading.title);
    let mut out = String::from("<svg class=\"gantline marks\" id=\"g-marks\" width=\"0\" height=\"0\" aria-hidden=\"true\"></svg>\n");
    let _ = write!(out, "<div class=\"screen\">\n<header>\n<div><h1>{title}</h1>\n<p>{}", escape(&screen.heading.summary.join(SEPARATOR)));
    if !screen.heading.alarm.is_empty() {
        let _ = write!(out, "{SEPARATOR}<b>{}</b>", escape(&screen.heading.alarm));
    }
    out.push_str("</p></div>\n");
    out.push_str(TOOLS);
    let _ = writeln!(
        out,
        "</header>\n<div class=\"pane\" id=\"g-pane\" role=\"treegrid\" tabindex=\"0\" aria-label=\"{title}\" aria-colcount=\"{}\">",
        screen.columns.len() + 2
    );
    let dated = if screen.as_of.is_some() { "head dated" } else { "head" };
    let _ = write!(out, "<div class=\"{dated}\" id=\"g-head\" role=\"rowgroup\"><div class=\"corner\" role=\"row\" aria-rowindex=\"1\">");
    out.push_str("<span role=\"columnheader\"></span>");
    for (column, _) in &screen.columns {
        let _ = write!(out, "<span role=\"columnheader\">{}</span>", escape(&column_heading(screen.still.plan, *column)));
    }
    out.push_str("</div><div class=\"axis\" id=\"g-axis\" aria-hidden=\"true\"></div></div>\n");
    out.push_str("<div class=\"body\" id=\"g-body\" role=\"presentation\"><div class=\"names\" id=\"g-names\" role=\"rowgroup\"></div>");
    out.push_str(
        "<svg class=\"gantline plot\" id=\"g-plot\" aria-hidden=\"true\"></svg></div>\n</div>\n<footer>\n<ul aria-label=\"Legend\">\n",
    );
    for entry in &screen.legend.entries {
        let _ = writeln!(out, "<li>{}{}</li>", emit::svg::mark(entry), escape(&entry.text));
    }
    out.push_str("</ul>\n</footer>\n</div>\n<div class=\"card\" id=\"g-card\" role=\"tooltip\" hidden></div>\n");
    out.push_str("<div class=\"help\" id=\"g-help\" popover>\n<dl>\n");
    for (key, does) in HELP {
        let _ = writeln!(out, "<dt>{key}</dt><dd>{does}</dd>");
    }
    out.push_str("</dl>\n</div>\n");
    out
}

const TOOLS: &str = "\
<div class=\"tools\" id=\"g-tools\">
<label class=\"find\"><input id=\"g-find\" type=\"search\" placeholder=\"Find\" aria-label=\"Find an item\" aria-keyshortcuts=\"/\" \
autocomplete=\"off\" spellcheck=\"false\"><output id=\"g-found\" for=\"g-find\"></output></label>
<div class=\"group\" role=\"group\" aria-label=\"Phases\"><button data-fold=\"all\">Fold</button><button data-fold=\"none\">Unfold</button></div>
<div class=\"group\" role=\"group\" aria-label=\"Zoom\"><button data-zoom=\"fit\">Fit</button><button data-zoom=\"1.6\">Quarter</button>\
<button data-zoom=\"5\">Month</button><button data-zoom=\"16\">Week</button><button data-zoom=\"48\">Day</button>\
<button data-zoom=\"out\" aria-label=\"Zoom out\">−</button><button data-zoom=\"in\" aria-label=\"Zoom in\">+</button></div>
<div class=\"group keys\"><button popovertarget=\"g-help\">Keys</button></div>
</div>
";

/// Returns what a theme says of a page: colours, font, sizes, the corners of bars.
fn page_rules(theme: Theme, style: &Style) -> String {
    let mut rules = colours::rules(theme, style);
    if style.radius != Style::default().radius {
        let _ = writeln!(rules, "html .gantline rect:is(.t,.f,.tc,.fc,.x){{rx:{}.{}px}}", style.radius.0 / 10, style.radius.0 % 10);
    }
    rules
}
