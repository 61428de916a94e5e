//! The phases of a plan as bookmarks, so that a reader of many pages finds one.

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};

use crate::model::Kind;
use crate::view::chart::Chart;
use crate::view::{printable, shorten};

/// The longest bookmark, in cells of a terminal: what readers have beside a page.
const LONGEST: usize = 100;

/// Gathers the bookmarks of a document, page by page.
#[derive(Default)]
pub(super) struct Bookmarks {
    outline: Outline,
    /// Those that the next may be in, from the outermost, each with its level.
    open: Vec<(u8, OutlineNode)>,
}

impl Bookmarks {
    /// Adds the phases and groups that begin on a page; `point` tells where on it a row lies.
    pub(super) fn add(&mut self, page: usize, chart: &Chart<'_>, point: impl Fn(crate::view::chart::Px) -> Point) {
        let mut heads = chart.heads.iter().peekable();
        for (index, row) in chart.rows.iter().enumerate() {
            while let Some(head) = heads.next_if(|head| head.first <= index) {
                self.begin(0, &head.title, XyzDestination::new(page, point(head.top)));
            }
            let task = chart.plan.tasks.as_slice().get(row.task.0 as usize);
            if !row.continued && task.is_some_and(|task| task.kind == Kind::Phase) {
                self.begin(row.level, chart.plan.title(row.task), XyzDestination::new(page, point(row.top)));
            }
        }
    }

    fn begin(&mut self, level: u8, title: &str, to: XyzDestination) {
        self.end(level);
        self.open.push((level, OutlineNode::new(shorten(&printable(title), LONGEST).into_owned(), to)));
    }

    /// Ends all of this level and of those inside of it.
    fn end(&mut self, level: u8) {
        while let Some((_, node)) = self.open.pop_if(|(own, _)| level <= *own) {
            match self.open.last_mut() {
                Some((_, around)) => around.push_child(node),
                None => self.outline.push_child(node),
            }
        }
    }

    /// Returns the bookmarks of all pages.
    pub(super) fn finish(mut self) -> Outline {
        self.end(0);
        self.outline
    }
}
