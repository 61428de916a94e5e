//! The fonts that PNG and PDF are drawn with: the embedded Inter, and those that somebody adds for other scripts.
//!
//! No font of the system is asked, so that a picture is the same on every machine. A character that no font has is drawn
//! as a box and told of, never left out.

mod apart;
mod runs;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, Family, ID, Query, Source, Weight};
use resvg::usvg::{FontFamily, FontResolver, Group, Node, Options, Tree};
use ttf_parser::Face;
use unicode_width::UnicodeWidthChar;

use crate::view::chart::Chart;

const REGULAR: &[u8] = include_bytes!("inter-regular.otf");
const SEMIBOLD: &[u8] = include_bytes!("inter-semibold.otf");

/// The least weight that is set in semibold.
const BOLD: u16 = 600;

/// Fonts to draw with.
#[derive(Clone, Debug)]
pub struct Fonts {
    database: Arc<Database>,
    inter: [Option<ID>; 2],
    /// The same once more, for texts that no other font helps.
    alone: [Option<ID>; 2],
    added: Vec<ID>,
}

/// The bytes are no OpenType or TrueType font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoFont;

impl Default for Fonts {
    fn default() -> Self {
        let mut database = Database::new();
        let mut load = || [REGULAR, SEMIBOLD].map(|font| database.load_font_source(Source::Binary(Arc::new(font))).first().copied());
        let (inter, alone) = (load(), load());
        Self { database: Arc::new(database), inter, alone, added: Vec::new() }
    }
}

impl Fonts {
    /// Adds a font file: it is asked for characters that Inter lacks, after those that were added before, and wherever a
    /// chart names its family.
    ///
    /// # Errors
    /// When the bytes are no font.
    pub fn add(&mut self, bytes: Vec<u8>) -> Result<(), NoFont> {
        let ids = Arc::make_mut(&mut self.database).load_font_source(Source::Binary(Arc::new(bytes)));
        if ids.is_empty() {
            return Err(NoFont);
        }
        self.added.extend(ids);
        Ok(())
    }

    /// Returns a chart as a tree of shapes, text included, set in these fonts.
    pub(super) fn set(&self, chart: &Chart<'_>) -> Option<Tree> {
        let options = Options { fontdb: Arc::clone(&self.database), font_resolver: self.resolver(), ..Options::default() };
        let svg = super::svg::for_renderer(chart);
        let svg = apart::apart(&svg);
        let svg = if self.added.is_empty() { svg } else { runs::split(svg, self.added_fonts()) };
        Tree::from_str(&svg, &options).ok()
    }

    /// Returns what tells the number of the first added font that has a character which Inter lacks.
    fn added_fonts(&self) -> impl FnMut(char) -> Option<usize> {
        let mut known = BTreeMap::new();
        move |c| {
            if c.is_ascii() {
                return None;
            }
            let look = || {
                let [regular, _] = self.inter;
                if regular.is_some_and(|id| has(&self.database, id, c)) {
                    return None;
                }
                self.added.iter().position(|id| has(&self.database, *id, c))
            };
            *known.entry(c).or_insert_with(look)
        }
    }

    /// Returns the characters of a tree that are drawn as boxes, in order.
    pub(super) fn missing(&self, tree: &Tree) -> BTreeSet<char> {
        let mut missing = BTreeSet::new();
        let mut groups: Vec<&Group> = vec![tree.root()];
        while let Some(group) = groups.pop() {
            for node in group.children() {
                match node {
                    Node::Group(group) => groups.push(group),
                    Node::Text(text) => {
                        let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                        missing.extend(glyphs.filter(|glyph| glyph.id.0 == 0).flat_map(|glyph| glyph.text.chars()));
                    }
                    Node::Path(_) | Node::Image(_) => {}
                }
            }
        }
        // What is not seen may be missing from the font of one text; a box is told of even where another font would have had it.
        missing.retain(|c| {
            0 < c.width().unwrap_or(0)
                || !self.inter.into_iter().flatten().chain(self.added.iter().copied()).any(|id| has(&self.database, id, *c))
        });
        missing
    }

    /// Returns the bytes of a font and its place among those of its file.
    #[cfg(feature = "pdf")]
    pub(super) fn bytes(&self, id: ID) -> Option<(Vec<u8>, u32)> {
        self.database.with_face_data(id, |bytes, index| (bytes.to_vec(), index))
    }

    fn resolver(&self) -> FontResolver<'_> {
        FontResolver {
            select_font: Box::new(|font, database| {
                let families = font.families().iter();
                families.filter_map(|family| self.named(family, font.weight(), database)).next().or(self.inter(font.weight()))
            }),
            select_fallback: Box::new(|c, used, database| {
                if used.first().is_some_and(|id| self.alone.contains(&Some(*id))) {
                    return None;
                }
                let bold = used.first().and_then(|id| database.face(*id)).is_some_and(|face| Weight(BOLD) <= face.weight);
                let fits = |id: &&ID| database.face(**id).is_some_and(|face| (Weight(BOLD) <= face.weight) == bold);
                let candidates = self.added.iter().filter(fits).chain(&self.added).copied().chain(self.inter(if bold { BOLD } else { 0 }));
                candidates.filter(|id| !used.contains(id)).find(|id| has(database, *id, c))
            }),
        }
    }

    fn inter(&self, weight: u16) -> Option<ID> {
        let [regular, semibold] = self.inter;
        if weight < BOLD { regular } else { semibold }
    }

    /// Returns the font that stands for this one in a file: each is in it once.
    #[cfg(feature = "pdf")]
    pub(super) fn once(&self, id: ID) -> ID {
        let same = self.alone.iter().zip(self.inter).find(|(alone, _)| **alone == Some(id));
        same.and_then(|(_, inter)| inter).unwrap_or(id)
    }

    fn named(&self, family: &FontFamily, weight: u16, database: &Database) -> Option<ID> {
        match family {
            FontFamily::Named(name) if name == "Inter" => self.inter(weight),
            FontFamily::Named(name) if name == runs::ALONE => {
                let [regular, semibold] = self.alone;
                if weight < BOLD { regular } else { semibold }
            }
            FontFamily::Named(name) if name.starts_with(runs::ADDED) => {
                let number = name.strip_prefix(runs::ADDED).and_then(|number| number.parse::<usize>().ok());
                let id = *self.added.get(number?)?;
                let (family, _) = database.face(id)?.families.first()?;
                let as_bold = Query { families: &[Family::Name(family)], weight: Weight(weight), ..Query::default() };
                database.query(&as_bold).filter(|_| BOLD <= weight).or(Some(id))
            }
            FontFamily::Named(name) => {
                database.query(&Query { families: &[Family::Name(name)], weight: Weight(weight), ..Query::default() })
            }
            FontFamily::Serif | FontFamily::SansSerif | FontFamily::Cursive | FontFamily::Fantasy | FontFamily::Monospace => None,
        }
    }
}

/// Tells whether a font has a character.
fn has(database: &Database, id: ID, c: char) -> bool {
    let look = |data: &[u8], index| Face::parse(data, index).ok().is_some_and(|face| face.glyph_index(c).is_some());
    database.with_face_data(id, look).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::chart::Font;

    /// The layout counts with the widths of this font, to the 128th of an em.
    #[test]
    fn text_is_measured_as_it_is_drawn() {
        for (bytes, font) in [(REGULAR, Font::NAME), (SEMIBOLD, Font::STRONG)] {
            let face = Face::parse(bytes, 0).unwrap();
            let em = u32::from(face.units_per_em());
            let mut compared = 0;
            for c in ('\0'..='\u{fffd}').filter(|c| face.glyph_index(*c).is_some()) {
                let advance = u32::from(face.glyph_hor_advance(face.glyph_index(c).unwrap()).unwrap());
                assert_eq!(u32::from(font.advance(c)), (advance * 128).div_ceil(em), "{c:?}");
                compared += 1;
            }
            assert!(1_200 < compared, "{compared} characters");
        }
    }

    #[test]
    fn the_embedded_fonts_hold_what_charts_draw() {
        let drawn = "AZaz09ÀžșΩжїẾ–—…·►◄←→↑↓✓✗◆◇−×≤≥€₿•“”‘’\u{301}\u{fffd}";
        for bytes in [REGULAR, SEMIBOLD] {
            let face = Face::parse(bytes, 0).unwrap();
            let lacking: Vec<_> = drawn.chars().filter(|c| face.glyph_index(*c).is_none()).collect();
            assert!(lacking.is_empty(), "{lacking:?}");
        }
    }

    #[test]
    fn only_fonts_can_be_added() {
        let mut fonts = Fonts::default();
        assert_eq!(fonts.add(b"plan\n".to_vec()), Err(NoFont));
        assert_eq!(fonts.add(SEMIBOLD.to_vec()), Ok(()));
    }
}
