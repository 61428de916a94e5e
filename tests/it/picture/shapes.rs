//! What a picture shows, read from its elements: texts with the room they take, marks of the rows, links.

use gantline::view::chart::Font;

use super::css::{Scheme, Sheet};
use crate::svg::Element;

/// A box on the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    pub(super) fn meets(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Returns the box with its edges moved outwards.
    pub(super) fn grown(self, by: f64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    pub(super) fn around(points: &[(f64, f64)]) -> Self {
        let (xs, ys) = (points.iter().map(|point| point.0), points.iter().map(|point| point.1));
        Self {
            left: xs.clone().fold(f64::MAX, f64::min),
            top: ys.clone().fold(f64::MAX, f64::min),
            right: xs.fold(f64::MIN, f64::max),
            bottom: ys.fold(f64::MIN, f64::max),
        }
    }
}

/// A text.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// Its place among the elements.
    pub(super) index: usize,
    pub(super) class: String,
    pub(super) row: Option<String>,
    pub(super) content: String,
    pub(super) baseline: f64,
    pub(super) area: Area,
}

/// What kind of mark an item has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bar,
    Bracket,
    Diamond,
}

/// The mark of an item.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) kind: Kind,
    pub(super) row: String,
    pub(super) area: Area,
}

/// A link.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) index: usize,
    pub(super) points: Vec<(f64, f64)>,
}

/// Returns the first class of an element.
pub(super) fn kind_of(element: &Element) -> &str {
    element.class.split(' ').next().unwrap_or("")
}

/// Returns every text, measured in the font that the style sheet gives it.
pub(super) fn texts(elements: &[Element], sheet: &Sheet) -> Vec<Words> {
    let texts = elements.iter().enumerate().filter(|(_, element)| element.name == "text");
    texts.map(|(index, text)| words(elements, sheet, (index, text))).collect()
}

/// Returns the font of an element, and its size.
pub(super) fn font(elements: &[Element], sheet: &Sheet, index: usize) -> (Font, f64) {
    let value = |property| sheet.value(elements, index, property, Scheme::Light);
    let size: f64 = value("font-size").and_then(|size| size.strip_suffix("px")?.parse().ok()).unwrap_or(16.0);
    let bold = value("font-weight").is_some_and(|weight| weight != "400" && weight != "normal");
    #[allow(clippy::cast_possible_truncation, reason = "sizes of fonts are small")]
    (Font { size: (size * 10.0).round() as i32, bold }, size)
}

fn words(elements: &[Element], sheet: &Sheet, (index, text): (usize, &Element)) -> Words {
    let measured = |index: usize, content: &str| f64::from(font(elements, sheet, index).0.width(content).0) / 10.0;
    let mut width = if text.text.is_empty() { 0.0 } else { measured(index, &text.text) };
    for (at, part) in elements.iter().enumerate().filter(|(_, element)| element.holder == Some(index)) {
        width += measured(at, &part.text);
    }
    let size = font(elements, sheet, index).1;
    let (x, baseline) = (text.number("x"), text.number("y"));
    let left = match sheet.value(elements, index, "text-anchor", Scheme::Light) {
        Some("end") => x - width,
        Some("middle") => x - width / 2.0,
        _ => x,
    };
    let area = Area { left, top: baseline - size * 0.72, right: left + width, bottom: baseline + size * 0.2 };
    Words { index, class: text.class.clone(), row: text.row.clone(), content: text.content(), baseline, area }
}

/// Returns the marks of the rows, one for each.
pub(super) fn marks(elements: &[Element]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for element in elements {
        let Some(row) = &element.row else { continue };
        let is_small = ["j", "m", "i"].iter().any(|class| element.class.split(' ').any(|own| own == *class));
        let (kind, area) = match (element.name.as_str(), kind_of(element)) {
            _ if is_small => continue,
            ("rect", "t" | "tc" | "f" | "fc") => (Kind::Bar, rect(element)),
            ("path", "t" | "tc" | "f" | "fc") if element.class.ends_with(" cu") => (Kind::Bar, Area::around(&element.points())),
            ("path", "t" | "tc" | "f" | "fc") => (Kind::Diamond, Area::around(&element.points())),
            ("path", "z") => (Kind::Bracket, Area::around(&element.points())),
            _ => continue,
        };
        // What is done lies on the bar, the heart of a gate on the diamond.
        if marks.last().is_none_or(|last| last.row != *row) {
            marks.push(Mark { kind, row: row.clone(), area });
        }
    }
    marks
}

/// Returns what the rows show of a baseline.
pub(super) fn ghosts(elements: &[Element]) -> Vec<Area> {
    let ghosts = elements.iter().filter(|element| element.row.is_some() && matches!(kind_of(element), "gb" | "gm"));
    ghosts.map(|ghost| if ghost.name == "rect" { rect(ghost) } else { Area::around(&ghost.points()) }).collect()
}

fn rect(element: &Element) -> Area {
    let (x, y) = (element.number("x"), element.number("y"));
    Area { left: x, top: y, right: x + element.number("width"), bottom: y + element.number("height") }
}

/// Returns the links, without the one that the legend shows.
pub(super) fn lines(elements: &[Element]) -> Vec<Line> {
    let links = elements.iter().enumerate().filter(|(_, element)| element.holder == Some(0) && matches!(kind_of(element), "d" | "dc"));
    links.map(|(index, element)| Line { index, points: element.points() }).collect()
}

/// Returns where the line of the status date stands, which comes before the rows.
pub(super) fn status(elements: &[Element], first_row: usize) -> Option<f64> {
    let line = elements.iter().take(first_row).find(|element| kind_of(element) == "n" && element.name == "path");
    line.and_then(|line| line.points().first().map(|point| point.0))
}

impl Mark {
    /// Tells whether a straight line runs through the inside.
    pub(super) fn is_crossed_by(&self, a: (f64, f64), b: (f64, f64)) -> bool {
        let line = Area::around(&[a, b]);
        match self.kind {
            Kind::Bar | Kind::Bracket => self.area.grown(-1.0).meets(line.grown(0.01)),
            Kind::Diamond => {
                let middle = ((self.area.left + self.area.right) / 2.0, (self.area.top + self.area.bottom) / 2.0);
                let radius = (self.area.right - self.area.left) / 2.0 - 1.5;
                let near = (middle.0.clamp(line.left, line.right), middle.1.clamp(line.top, line.bottom));
                (near.0 - middle.0).abs() + (near.1 - middle.1).abs() < radius
            }
        }
    }

    /// Tells whether a point lies on the edge.
    pub(super) fn has_on_edge(&self, (x, y): (f64, f64)) -> bool {
        let (area, near) = (self.area, |a: f64, b: f64| (a - b).abs() < 0.11);
        let beside = (near(x, area.left) || near(x, area.right)) && area.top - 0.1 <= y && y <= area.bottom + 0.1;
        let above = (near(y, area.top) || near(y, area.bottom)) && area.left - 0.1 <= x && x <= area.right + 0.1;
        match self.kind {
            Kind::Bar => beside || above,
            // The legs of a bracket reach below it.
            Kind::Bracket => beside || above || near(y, area.top + 5.0) && area.left <= x && x <= area.right,
            Kind::Diamond => {
                let middle = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
                near((x - middle.0).abs() + (y - middle.1).abs(), (area.right - area.left) / 2.0)
            }
        }
    }
}
