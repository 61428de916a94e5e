//! Charts as PDF: vectors, and text that can be selected and searched.
//!
//! A page is its SVG, set by the fonts that PNG uses, and drawn shape by shape. Nothing in the file depends on the day or
//! the machine: no dates, no version, and its id is a hash of what it holds.

mod draw;
mod outline;

use std::collections::BTreeSet;

use krilla::Document;
use krilla::SerializeSettings;
use krilla::geom::{Point, Size, Transform};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;

use super::Fonts;
use crate::view::chart::{Chart, Paper, Px};
use crate::view::printable;
use draw::Artist;
use outline::Bookmarks;

/// A chart on pages.
#[derive(Clone, Debug)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Characters that no font has, drawn as boxes.
    pub missing: Vec<char>,
}

/// Returns `pages`, as [`crate::view::chart::pages`] makes them, as one PDF: each on a sheet of `paper`, or else on a page
/// of its own size, 96 pixels an inch. A theme that follows the reader's screen is light.
#[must_use]
pub fn pdf(pages: &[Chart<'_>], fonts: &Fonts, paper: Option<Paper>) -> Pdf {
    let settings = SerializeSettings { enable_tagging: false, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut artist = Artist::new(fonts);
    let mut missing = BTreeSet::new();
    let mut bookmarks = Bookmarks::default();
    for (number, chart) in pages.iter().enumerate() {
        let tree = fonts.set(chart).expect("the chart is well-formed SVG");
        missing.extend(fonts.missing(&tree));
        let place = Place::of(chart, paper);
        bookmarks.add(number, chart, |top| place.point(chart, top));
        let mut page = document.start_page_with(PageSettings::new(place.size));
        let mut surface = page.surface();
        artist.paint_paper(&mut surface, &tree, place.size);
        surface.push_transform(&place.transform());
        artist.draw(&mut surface, tree.root());
        surface.pop();
        surface.finish();
        page.finish();
    }
    if let Some(first) = pages.first() {
        let (title, description) = (printable(&first.heading.title).into_owned(), printable(&first.description).into_owned());
        document.set_outline(bookmarks.finish());
        document
            .set_metadata(Metadata::new().title(title).description(description).creator("gantline".to_owned()).language("en".to_owned()));
    }
    let bytes = document.finish().expect("a document of plain shapes and fonts that were read is written");
    Pdf { bytes, missing: missing.into_iter().collect() }
}

/// How large a page is and where its chart lies, in points.
struct Place {
    size: Size,
    left: f32,
    top: f32,
    /// Points a pixel of the chart.
    scale: f32,
}

impl Place {
    fn of(chart: &Chart<'_>, paper: Option<Paper>) -> Self {
        let shown = |px| points(chart.style.shown(px).0);
        let (width, height) = (shown(chart.width), shown(chart.height));
        let size = |width, height| Size::from_wh(width, height).expect("a chart and a sheet have a size");
        match paper {
            None => {
                let scale = SCREEN.min(LONGEST / width).min(LONGEST / height);
                Self { size: size(width * scale, height * scale), left: 0.0, top: 0.0, scale }
            }
            Some(paper) => {
                let ((sheet, room), (wide, high)) = ((paper.size(), paper.room()), (points(paper.size().0), points(paper.size().1)));
                let scale = (points(room.0) / width).min(points(room.1) / height);
                let (left, top) = (points((sheet.0 - room.0) / 2), points((sheet.1 - room.1) / 2));
                Self { size: size(wide, high), left, top, scale }
            }
        }
    }

    /// Returns what brings a point of the chart to its place on the page.
    fn transform(&self) -> Transform {
        Transform::from_row(self.scale, 0.0, 0.0, self.scale, self.left, self.top)
    }

    /// Returns where on the page a row of a chart begins.
    fn point(&self, chart: &Chart<'_>, top: Px) -> Point {
        Point::from_xy(0.0, points(chart.style.shown(top).0) * self.scale + self.top)
    }
}

/// Returns tenths as a number.
fn points(tenths: i32) -> f32 {
    let part = |part: i32| f32::from(i16::try_from(part).unwrap_or(i16::MAX));
    part(tenths / 10_000) * 1_000.0 + part(tenths % 10_000) / 10.0
}

/// Points a pixel, where 96 pixels are an inch.
const SCREEN: f32 = 0.75;
/// The longest side that every reader shows, in points.
const LONGEST: f32 = 14_400.0;
