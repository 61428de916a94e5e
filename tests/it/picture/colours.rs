//! Rules of colours: everything is seen, light and dark, and what is only background stays there.

use super::Picture;
use super::css::{Rgb, Scheme};
use super::shapes::kind_of;

struct Paint<'a> {
    picture: &'a Picture<'a>,
    scheme: Scheme,
    paper: Rgb,
    shades: Vec<Rgb>,
}

/// Text has a contrast of 4.5 on paper and on days off, outlines 3 on paper; grid and shading stay faint.
pub(super) fn contrast(picture: &Picture<'_>, faults: &mut Vec<String>) {
    for scheme in [Scheme::Light, Scheme::Dark] {
        let class = |class: &str, property| picture.sheet.of_class(class, property, scheme);
        let Some(paper) = class("p", "fill").and_then(Rgb::read) else {
            faults.push(format!("contrast: no paper in {scheme:?}"));
            continue;
        };
        let shade = |name: &str| {
            let alpha = class(name, "fill-opacity")?.parse().ok()?;
            Some(class(name, "fill").and_then(Rgb::read)?.over(paper, alpha))
        };
        let through = |ground: Rgb| {
            let Some(alpha) = class("so", "fill-opacity").and_then(|alpha| alpha.parse().ok()) else { return ground };
            class("s", "fill").and_then(Rgb::read).map_or(ground, |shade| shade.over(ground, alpha))
        };
        let shades: Vec<Rgb> = ["s", "o"].into_iter().filter_map(shade).map(through).collect();
        let bar = class("t", "fill").and_then(Rgb::read);
        let seen = bar.map_or(1.0, |bar| bar.contrast(through(bar)));
        if 1.05 < seen {
            faults.push(format!("contrast: a day off is seen on a bar as if it were a part of it, with {seen:.2}, in {scheme:?}"));
        }
        let paint = Paint { picture, scheme, paper, shades };
        paint.texts(faults);
        paint.marks(faults);
        paint.background(faults);
    }
}

impl Paint<'_> {
    fn painted(&self, index: usize, property: &str) -> Option<Rgb> {
        self.picture.sheet.value(&self.picture.elements, index, property, self.scheme).and_then(Rgb::read)
    }

    fn demand(&self, what: &str, ratio: Option<f64>, (least, most): (f64, f64), faults: &mut Vec<String>) {
        match ratio {
            Some(ratio) if least <= ratio && ratio <= most => {}
            Some(ratio) => faults.push(format!("contrast: {what} has {ratio:.2}, not {least} to {most}, in {:?}", self.scheme)),
            None => faults.push(format!("contrast: {what} has no colour in {:?}", self.scheme)),
        }
    }

    fn texts(&self, faults: &mut Vec<String>) {
        let elements = &self.picture.elements;
        for (index, element) in elements.iter().enumerate().filter(|(_, element)| matches!(element.name.as_str(), "text" | "tspan")) {
            let fill = self.painted(index, "fill");
            let grounds = match kind_of(element) {
                "vt" => self.picture.sheet.of_class("tc", "fill", self.scheme).and_then(Rgb::read).into_iter().collect(),
                "nt" => self.picture.sheet.of_class("np", "fill", self.scheme).and_then(Rgb::read).into_iter().collect(),
                _ => std::iter::once(self.paper).chain(self.shades.iter().copied()).collect::<Vec<_>>(),
            };
            for ground in grounds {
                self.demand(&format!("`{}`", element.content()), fill.map(|fill| fill.contrast(ground)), (4.5, 21.0), faults);
            }
        }
    }

    fn marks(&self, faults: &mut Vec<String>) {
        for (index, element) in self.picture.elements.iter().enumerate() {
            let what = format!("a `{}` of {:?}", element.class, element.row);
            match (element.name.as_str(), kind_of(element)) {
                ("rect" | "path", "t" | "tc" | "f" | "fc") => {
                    let stroke = self.painted(index, "stroke");
                    self.demand(&what, stroke.map(|stroke| stroke.contrast(self.paper)), (3.0, 21.0), faults);
                }
                ("path", "z") if element.class.contains("zo") => {
                    let stroke = self.painted(index, "stroke");
                    self.demand(&what, stroke.map(|stroke| stroke.contrast(self.paper)), (3.0, 21.0), faults);
                    // On paper a hatch tells what is critical from what is done.
                    if let Some(open) = self.painted(index, "fill") {
                        let done = self.picture.sheet.of_class("z", "fill", self.scheme).and_then(Rgb::read);
                        self.demand("done in a folded phase", done.map(|done| done.contrast(open)), (3.0, 21.0), faults);
                    }
                }
                ("path", "z") => self.demand(&what, self.painted(index, "fill").map(|fill| fill.contrast(self.paper)), (3.0, 21.0), faults),
                ("path", "d" | "dc" | "w" | "n" | "y" | "yc") => {
                    let stroke = self.painted(index, "stroke");
                    self.demand(&what, stroke.map(|stroke| stroke.contrast(self.paper)), (3.0, 21.0), faults);
                }
                _ => {}
            }
        }
        let fill = |class| self.picture.sheet.of_class(class, "fill", self.scheme).and_then(Rgb::read);
        for (undone, done) in [("t", "f"), ("tc", "fc")] {
            // On paper a hatch tells both apart.
            let hatched = self.picture.sheet.of_class(undone, "fill", self.scheme).is_some_and(|fill| fill.starts_with("url("));
            let ratio = fill(undone).zip(fill(done)).map(|(undone, done)| undone.contrast(done));
            if !hatched {
                self.demand(&format!("done in a `{undone}`"), ratio, (3.0, 21.0), faults);
            }
        }
    }

    fn background(&self, faults: &mut Vec<String>) {
        let grid = self.picture.sheet.of_class("g", "stroke", self.scheme).and_then(Rgb::read);
        self.demand("the grid", grid.map(|grid| grid.contrast(self.paper)), (1.1, 1.4), faults);
        let off = self.shades.first().map(|shade| shade.contrast(self.paper));
        self.demand("a day off", off, (1.04, 1.12), faults);
        let holiday = self.shades.get(1).map(|shade| shade.contrast(self.paper));
        self.demand("a holiday", holiday, (off.unwrap_or(1.0) + 0.05, 1.22), faults);
    }
}
