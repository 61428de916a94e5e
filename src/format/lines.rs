//! The lines of the text: what stands beside what, and where a line breaks.
//!
//! An item's line holds what decides its dates, as far as a hundred columns go; what does not fit stands below it, clause
//! by clause. Facts share a line, and so do the words for filters; links, notes and hours have one each.

use super::names::Names;
use super::order::{Place, place, rank};
use super::words::{in_words, keyword, line, quoted};
use super::{Clause, Draft, Item, ItemId, Kind};

/// Where a line ends, in characters.
pub(super) const WIDTH: usize = 100;

/// Writes the whole draft.
pub(super) fn write(draft: &Draft, names: &Names) -> String {
    let mut out = String::new();
    let mut before: Option<&Item> = None;
    for (id, item) in (0u32..).map(ItemId).zip(&draft.items) {
        if before.is_some_and(|before| parts(before, item)) {
            out.push('\n');
        }
        before = Some(item);
        Writer { draft, names, id, item }.item(&mut out);
    }
    if !draft.foot.is_empty() {
        out.push('\n');
    }
    for comment in &draft.foot {
        write_comment(&mut out, "", comment);
    }
    out
}

/// Tells whether an empty line stands between two items: between rooms of the plan, and above an outermost phase.
fn parts(before: &Item, item: &Item) -> bool {
    let room = |kind: Kind| match kind {
        Kind::Plan => 0,
        Kind::Calendar => 1,
        Kind::Person | Kind::Team | Kind::Resource => 2,
        Kind::Phase | Kind::Task | Kind::Milestone => 3,
        Kind::Chart => 4,
    };
    let follows_phase = item.level == 0 && 0 < before.level;
    room(before.kind) != room(item.kind) || (item.level == 0 && item.kind == Kind::Phase) || follows_phase
}

fn write_comment(out: &mut String, margin: &str, comment: &str) {
    out.push_str(margin);
    out.push('#');
    if !comment.is_empty() {
        out.push(' ');
        line(out, comment);
    }
    out.push('\n');
}

/// One item that is being written.
pub(super) struct Writer<'a> {
    pub(super) draft: &'a Draft,
    pub(super) names: &'a Names,
    pub(super) id: ItemId,
    pub(super) item: &'a Item,
}

impl Writer<'_> {
    fn item(&self, out: &mut String) {
        let mut margin = "  ".repeat(usize::from(self.item.level));
        for comment in &self.item.comments {
            write_comment(out, &margin, comment);
        }
        if self.item.is_comment {
            margin.push_str("# ");
        }
        let mut head = margin.clone() + keyword(self.item.kind);
        self.name(&mut head);
        margin.push_str("  ");
        let mut below = self.head(&mut head, &margin);
        for place in [Place::Fact, Place::About] {
            let words: Vec<String> =
                self.clauses().filter(|(_, at, _)| *at == place).flat_map(|(_, _, clause)| self.pieces(clause)).collect();
            below.extend(wrapped(&words, &margin));
        }
        for (_, _, clause) in self.clauses().filter(|(_, at, _)| *at == Place::Own) {
            below.extend(self.pieces(clause).into_iter().map(|text| format!("{margin}{text}")));
        }
        for text in [head].into_iter().chain(below) {
            out.push_str(&text);
            out.push('\n');
        }
    }

    /// Puts on the item's line what fits, and returns the lines of what does not.
    fn head(&self, head: &mut String, margin: &str) -> Vec<String> {
        let words: Vec<String> =
            self.clauses().filter(|(_, at, _)| *at == Place::Head).flat_map(|(_, _, clause)| self.pieces(clause)).collect();
        let mut width = head.chars().count();
        let mut fitting = 0;
        for word in &words {
            let wide = width + 1 + word.chars().count();
            if WIDTH < wide {
                break;
            }
            width = wide;
            fitting += 1;
        }
        for word in words.iter().take(fitting) {
            head.push(' ');
            head.push_str(word);
        }
        wrapped(words.get(fitting..).unwrap_or(&[]), margin)
    }

    fn name(&self, head: &mut String) {
        let id = self.names.id(self.id);
        if !id.is_empty() {
            head.push(' ');
            head.push_str(id);
        }
        let is_told = !id.is_empty() && in_words(id) == self.item.title;
        if !self.item.title.is_empty() && !is_told {
            head.push(' ');
            quoted(head, &self.item.title);
        }
    }

    /// Returns the clauses in the order of the text; equals keep theirs.
    fn clauses(&self) -> impl Iterator<Item = (u8, Place, &Clause)> {
        let mut list: Vec<(u8, Place, &Clause)> =
            self.item.clauses.iter().map(|clause| (rank(clause), place(clause, self.item.kind), clause)).collect();
        list.sort_by_key(|(rank, place, _)| (*place, *rank));
        list.into_iter()
    }
}

/// Returns clauses on as few lines as they fit on.
fn wrapped(words: &[String], margin: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut().filter(|last| last.chars().count() + 1 + word.chars().count() <= WIDTH) {
            Some(last) => {
                last.push(' ');
                last.push_str(word);
            }
            None => lines.push(format!("{margin}{word}")),
        }
    }
    lines
}
