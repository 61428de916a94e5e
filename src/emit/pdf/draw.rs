//! Shapes and text of a rendered tree on a page.
//!
//! A run of text is drawn as one, so that it is found and copied as a word, and so that a page of hundreds of labels stays
//! small. What charts never use (gradients, masks, filters, pictures) is not here.

use std::collections::HashMap;

use krilla::Data;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Paint, Pattern, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use resvg::tiny_skia::PathSegment;
use resvg::usvg::layout::{PositionedGlyph, Span};
use resvg::usvg::{self, Group, Node, PaintOrder, Tree, fontdb};

use super::super::Fonts;

/// Draws trees, and keeps the fonts that they use.
pub(super) struct Artist<'a> {
    fonts: &'a Fonts,
    loaded: HashMap<fontdb::ID, Option<Font>>,
}

/// Glyphs of one font on one line.
struct Run {
    font: fontdb::ID,
    size: f32,
    start: (f32, f32),
    /// Where the last glyph begins.
    last: f32,
    glyphs: Vec<KrillaGlyph>,
    text: String,
}

impl<'a> Artist<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, loaded: HashMap::new() }
    }

    /// Fills a page with the colour of the chart's background, which is its first shape.
    pub(super) fn paint_paper(&mut self, surface: &mut Surface<'_>, tree: &Tree, size: Size) {
        let mut group = tree.root();
        while let Some(Node::Group(first)) = group.children().first() {
            group = first;
        }
        let Some(Node::Path(background)) = group.children().first() else { return };
        let Some(rect) = Rect::from_xywh(0.0, 0.0, size.width(), size.height()) else { return };
        let mut path = PathBuilder::new();
        path.push_rect(rect);
        if let Some((path, fill)) = path.finish().zip(background.fill()) {
            let fill = self.fill(surface, fill);
            surface.set_fill(fill);
            surface.set_stroke(None);
            surface.draw_path(&path);
        }
    }

    /// Draws everything in a group.
    pub(super) fn draw(&mut self, surface: &mut Surface<'_>, group: &Group) {
        surface.push_transform(&transform(group.transform()));
        for node in group.children() {
            match node {
                Node::Group(group) => self.draw(surface, group),
                Node::Path(path) if path.is_visible() => self.path(surface, path),
                Node::Text(text) => text.layouted().iter().for_each(|span| self.span(surface, span)),
                Node::Path(_) | Node::Image(_) => {}
            }
        }
        surface.pop();
    }

    fn path(&mut self, surface: &mut Surface<'_>, path: &usvg::Path) {
        let Some(outline) = outline(path) else { return };
        let fill = path.fill().and_then(|fill| self.fill(surface, fill));
        let stroke = path.stroke().and_then(|stroke| self.stroke(surface, stroke));
        if fill.is_some() || stroke.is_some() {
            surface.set_fill(fill);
            surface.set_stroke(stroke);
            surface.draw_path(&outline);
        }
    }

    /// Draws a span: its halo as shapes, which nobody wants to copy, then its letters.
    fn span(&mut self, surface: &mut Surface<'_>, span: &Span) {
        let fill = span.fill.as_ref().and_then(|fill| self.fill(surface, fill));
        let halo = span.stroke.as_ref().filter(|_| span.paint_order == PaintOrder::StrokeAndFill);
        let halo = halo.and_then(|stroke| self.stroke(surface, stroke));
        for run in runs(span) {
            let Some(font) = self.font(run.font) else { continue };
            let start = Point::from_xy(run.start.0, run.start.1);
            if halo.is_some() {
                surface.set_fill(None);
                surface.set_stroke(halo.clone());
                surface.draw_glyphs(start, &run.glyphs, font.clone(), &run.text, run.size, true);
            }
            surface.set_fill(fill.clone());
            surface.set_stroke(None);
            surface.draw_glyphs(start, &run.glyphs, font, &run.text, run.size, false);
        }
    }

    fn font(&mut self, id: fontdb::ID) -> Option<Font> {
        let id = self.fonts.once(id);
        let load = || {
            let (bytes, index) = self.fonts.bytes(id)?;
            Font::new(Data::from(bytes), index)
        };
        self.loaded.entry(id).or_insert_with(load).clone()
    }

    fn fill(&mut self, surface: &mut Surface<'_>, fill: &usvg::Fill) -> Option<Fill> {
        let rule = match fill.rule() {
            usvg::FillRule::NonZero => FillRule::NonZero,
            usvg::FillRule::EvenOdd => FillRule::EvenOdd,
        };
        Some(Fill { paint: self.paint(surface, fill.paint())?, opacity: opacity(fill.opacity()), rule })
    }

    fn stroke(&mut self, surface: &mut Surface<'_>, stroke: &usvg::Stroke) -> Option<Stroke> {
        Some(Stroke {
            paint: self.paint(surface, stroke.paint())?,
            width: stroke.width().get(),
            miter_limit: stroke.miterlimit().get(),
            line_cap: match stroke.linecap() {
                usvg::LineCap::Butt => LineCap::Butt,
                usvg::LineCap::Round => LineCap::Round,
                usvg::LineCap::Square => LineCap::Square,
            },
            line_join: match stroke.linejoin() {
                usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => LineJoin::Miter,
                usvg::LineJoin::Round => LineJoin::Round,
                usvg::LineJoin::Bevel => LineJoin::Bevel,
            },
            opacity: opacity(stroke.opacity()),
            dash: stroke.dasharray().map(|dashes| StrokeDash { array: dashes.to_vec(), offset: stroke.dashoffset() }),
        })
    }

    fn paint(&mut self, surface: &mut Surface<'_>, paint: &usvg::Paint) -> Option<Paint> {
        match paint {
            usvg::Paint::Color(colour) => Some(rgb::Color::new(colour.red, colour.green, colour.blue).into()),
            usvg::Paint::Pattern(hatch) => {
                let mut builder = surface.stream_builder();
                let mut tile = builder.surface();
                self.draw(&mut tile, hatch.root());
                tile.finish();
                let at = usvg::Transform::from_translate(hatch.rect().x(), hatch.rect().y());
                let transform = transform(hatch.transform().pre_concat(at));
                let (width, height) = (hatch.rect().width(), hatch.rect().height());
                Some(Pattern { stream: builder.finish(), transform, width, height }.into())
            }
            usvg::Paint::LinearGradient(_) | usvg::Paint::RadialGradient(_) => None,
        }
    }
}

/// Gathers the glyphs of a span into runs.
fn runs(span: &Span) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for glyph in &span.positioned_glyphs {
        let place = glyph.transform();
        let size = glyph.font_size();
        let goes_on = runs.last().is_some_and(|run| run.font == glyph.font && run.start.1 == place.ty && run.last <= place.tx);
        if !goes_on {
            let start = (place.tx, place.ty);
            runs.push(Run { font: glyph.font, size, start, last: place.tx, glyphs: Vec::new(), text: String::new() });
        }
        if let Some(run) = runs.last_mut() {
            run.add(glyph, place);
        }
    }
    runs
}

impl Run {
    fn add(&mut self, glyph: &PositionedGlyph, place: usvg::Transform) {
        if let Some(before) = self.glyphs.last_mut() {
            // In whole units of the font, so that only kerning differs from the font's own widths.
            before.x_advance = ((place.tx - self.last) / place.sx).round() * place.sx / self.size;
        }
        self.last = place.tx;
        let from = self.text.len();
        self.text.push_str(&glyph.text);
        self.glyphs.push(KrillaGlyph::new(GlyphId::new(u32::from(glyph.id.0)), 0.0, 0.0, 0.0, 0.0, from..self.text.len(), None));
    }
}

fn outline(path: &usvg::Path) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for segment in path.data().segments() {
        match segment {
            PathSegment::MoveTo(p) => builder.move_to(p.x, p.y),
            PathSegment::LineTo(p) => builder.line_to(p.x, p.y),
            PathSegment::QuadTo(a, p) => builder.quad_to(a.x, a.y, p.x, p.y),
            PathSegment::CubicTo(a, b, p) => builder.cubic_to(a.x, a.y, b.x, b.y, p.x, p.y),
            PathSegment::Close => builder.close(),
        }
    }
    builder.finish()
}

fn transform(t: usvg::Transform) -> Transform {
    Transform::from_row(t.sx, t.ky, t.kx, t.sy, t.tx, t.ty)
}

fn opacity(opacity: usvg::Opacity) -> NormalizedF32 {
    NormalizedF32::new(opacity.get()).unwrap_or(NormalizedF32::ONE)
}
