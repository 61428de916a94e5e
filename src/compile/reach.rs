//! Every file that a plan reaches: included plans and holiday calendars, each read once.
//!
//! Files are followed depth first in the order of the text, so their numbers never depend on anything else. Paths are
//! compared as text after `.` and `..` are taken out: they lead from the plan's folder downwards and nowhere else.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::Files;
use crate::calendar::{Exception, read_holidays};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Holidays, Include};
use crate::source::{Sources, path_beside};
use crate::span::{Span, TextRange};
use crate::syntax::ast::{ClauseKind, ItemKind, LineId, LineKind};
use crate::syntax::{self, Document};

/// Deepest chain of files that include each other.
const DEEPEST: usize = 16;
/// Most files that one plan may reach.
const MOST: usize = 1_000;
/// Most bytes of all included files together.
const LARGEST: usize = 256 << 20;

/// What was read, before anything is known of its meaning.
#[derive(Debug, Default)]
pub(super) struct Reached {
    pub(super) sources: Sources,
    pub(super) documents: Vec<Document>,
    pub(super) includes: Vec<Include>,
    pub(super) holidays: Vec<Holidays>,
    pub(super) diagnostics: Diagnostics,
}

/// A file on the way from the root to the one that is being read.
#[derive(Clone, Debug)]
struct Link {
    /// Path from the plan's folder.
    path: String,
    /// The path in the `include` line that led there; the root's is empty.
    place: Span,
}

struct Walk<'a> {
    files: &'a dyn Files,
    /// The folder of the root as it was typed, with its slash.
    folder: &'a str,
    reached: Reached,
    /// Which document each path became.
    known: FxHashMap<String, usize>,
    n_files: usize,
    n_bytes: usize,
}

/// Reads the plan in `text` and everything that it reaches.
pub(super) fn read(name: &str, text: String, files: &dyn Files) -> Reached {
    let folder = name.rfind(['/', '\\']).map_or("", |slash| name.get(..=slash).unwrap_or(""));
    let own = name.get(folder.len()..).unwrap_or(name).to_owned();
    let mut walk = Walk { files, folder, reached: Reached::default(), known: FxHashMap::default(), n_files: 0, n_bytes: 0 };
    let root = walk.add(name, text);
    walk.known.insert(own.clone(), root);
    walk.follow(root, &mut vec![Link { path: own, place: Span::default() }]);
    walk.reached
}

impl Walk<'_> {
    /// Parses a text; its document has the number of its source.
    fn add(&mut self, name: &str, text: String) -> usize {
        let source = self.reached.sources.add(name, text);
        let (document, found) = syntax::parse(&self.reached.sources, source);
        self.reached.diagnostics.append(found);
        self.reached.documents.push(document);
        self.reached.documents.len() - 1
    }

    /// Reads what a document includes. At most [`DEEPEST`] calls deep.
    fn follow(&mut self, document: usize, chain: &mut Vec<Link>) {
        let (includes, holidays) = self.reached.documents.get(document).map(paths).unwrap_or_default();
        for (clause, place) in holidays {
            if let Some(days) = self.holidays(place, chain) {
                self.reached.holidays.push(Holidays { document, clause, days });
            }
        }
        for (line, place) in includes {
            let Some(path) = self.path(place, chain) else { continue };
            if let Some(first) = chain.iter().position(|link| link.path == path) {
                self.report_cycle(place, chain.get(first + 1..).unwrap_or(&[]), &path);
                continue;
            }
            if let Some(target) = self.known.get(&path).copied() {
                self.reached.includes.push(Include { document, line, target, repeated: true });
                continue;
            }
            let Some(text) = self.text(&path, place, chain.len()) else { continue };
            let target = self.add(&format!("{}{path}", self.folder), text);
            self.known.insert(path.clone(), target);
            self.reached.includes.push(Include { document, line, target, repeated: false });
            chain.push(Link { path, place });
            self.follow(target, chain);
            chain.pop();
        }
    }

    /// Returns the path from the plan's folder that the quoted path at `place` means, or reports that it leads out of it.
    fn path(&mut self, place: Span, chain: &[Link]) -> Option<String> {
        let written = self.reached.sources.text(place).trim_matches('"');
        let including = chain.last().map_or("", |link| link.path.as_str());
        let path = path_beside(including, written);
        if path.is_none() {
            let message = format!("`{written}` is not inside the plan's folder");
            self.reached
                .diagnostics
                .report(Code::IncludeOutside, place, message)
                .help("paths lead from the file that includes to a file in the plan's folder or below it; put the file there");
        }
        path
    }

    fn text(&mut self, path: &str, place: Span, depth: usize) -> Option<String> {
        if DEEPEST < depth {
            self.refuse(Code::IncludeNotRead, place, &format!("files are included more than {DEEPEST} deep"));
            return None;
        }
        let bytes = self.bytes(Code::IncludeNotRead, path, place)?;
        match String::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(_) => {
                self.refuse(Code::IncludeNotRead, place, &format!("`{path}` is not UTF-8 text"));
                None
            }
        }
    }

    fn bytes(&mut self, code: Code, path: &str, place: Span) -> Option<Vec<u8>> {
        self.n_files += 1;
        if MOST < self.n_files {
            if self.n_files == MOST + 1 {
                self.refuse(code, place, &format!("this plan reaches more than {MOST} files"));
            }
            return None;
        }
        let bytes = match self.files.read(Path::new(path)) {
            Ok(bytes) => bytes,
            Err(why) => {
                let message = format!("`{path}` cannot be read: {why}");
                self.reached.diagnostics.report(code, place, message).help("the path leads from the folder of the file that it stands in");
                return None;
            }
        };
        self.n_bytes = self.n_bytes.saturating_add(bytes.len());
        if LARGEST < self.n_bytes {
            self.refuse(code, place, &format!("with `{path}` this plan's files are more than {} MiB", LARGEST >> 20));
            return None;
        }
        Some(bytes)
    }

    fn holidays(&mut self, place: Span, chain: &[Link]) -> Option<Vec<Exception>> {
        let path = self.path(place, chain)?;
        let bytes = self.bytes(Code::HolidaysNotRead, &path, place)?;
        let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned());
        match text.and_then(|text| read_holidays(&text)) {
            Ok(days) => Some(days),
            Err(why) => {
                self.refuse(Code::HolidaysNotRead, place, &format!("`{path}` cannot be used: {why}"));
                None
            }
        }
    }

    fn refuse(&mut self, code: Code, place: Span, message: &str) {
        self.reached.diagnostics.report(code, place, message);
    }

    fn report_cycle(&mut self, place: Span, links: &[Link], path: &str) {
        let names: Vec<&str> = [path].into_iter().chain(links.iter().map(|link| link.path.as_str())).chain([path]).collect();
        let message = match links {
            [] => format!("`{path}` includes itself"),
            _ => format!("these files include each other: `{}`", names.join(" -> ")),
        };
        let report = self.reached.diagnostics.report(Code::IncludeCycle, place, message);
        for link in links {
            report.label(link.place, format!("`{}` is included here", link.path));
        }
        report.help("take one of the includes out; what both need can stand in a file of its own");
    }
}

/// The lines of a document that include a file, and the clauses that read holidays, each with its quoted path.
type Paths = (Vec<(LineId, Span)>, Vec<(u32, Span)>);

fn paths(document: &Document) -> Paths {
    let span = |range: TextRange| document.span(range);
    let lines = document.lines.iter().zip(0u32..).map(|(line, number)| (LineId(number), line.kind()));
    let includes = lines.filter_map(|(id, kind)| match kind {
        LineKind::Item(item) if item.kind == ItemKind::Include => item.title.map(|path| (id, span(path))),
        LineKind::Item(_) | LineKind::Blank | LineKind::Text | LineKind::Version(_) | LineKind::Clauses => None,
        LineKind::Checklist { .. } | LineKind::Unknown => None,
    });
    let clauses = document.clauses.iter().zip(0u32..);
    let holidays = clauses.filter_map(|(clause, number)| {
        let ClauseKind::HolidaysFrom(path) = clause.kind else { return None };
        Some((number, span(path)))
    });
    (includes.collect(), holidays.collect())
}
