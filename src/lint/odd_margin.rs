//! G510: a block whose margin is unlike the rest of the file.
//!
//! Any margin that nests is read rightly; two habits in one file are what the next editor of it gets wrong.

use std::collections::BTreeMap;

use super::Context;
use crate::diagnostic::{Code, Diagnostics, Edit, Fix};
use crate::span::{Span, TextRange};
use crate::syntax::Document;
use crate::syntax::ast::{LineId, LineKind};

pub(super) fn check(cx: &Context<'_>, diagnostics: &mut Diagnostics) {
    for document in cx.documents {
        let margins = Margins { document, text: &cx.sources.get(document.source).text };
        margins.check(diagnostics);
    }
}

struct Margins<'a> {
    document: &'a Document,
    text: &'a str,
}

impl<'a> Margins<'a> {
    fn check(&self, diagnostics: &mut Diagnostics) {
        let Some(usual) = self.usual_step() else { return };
        for (line, step) in self.first_lines() {
            if step != usual {
                self.report(line, step, usual, diagnostics);
            }
        }
    }

    fn report(&self, line: LineId, step: &str, usual: &str, diagnostics: &mut Diagnostics) {
        let message = format!("this margin is {}, the file's is {}", in_words(step), in_words(usual));
        let diagnostic = diagnostics.report(Code::OddMargin, self.step_span(line, step), message);
        let edits: Vec<Edit> =
            self.block(line).map(|each| Edit { span: self.step_span_at(each, line, step), text: usual.to_owned() }).collect();
        diagnostic.fixes.push(Fix { message: format!("indent by {}", in_words(usual)), edits });
    }

    /// Returns the step that most blocks take beyond their item's margin; of equals the one that comes first.
    fn usual_step(&self) -> Option<&'a str> {
        let mut counts: BTreeMap<&str, (usize, std::cmp::Reverse<u32>)> = BTreeMap::new();
        for (line, step) in self.first_lines() {
            counts.entry(step).or_insert((0, std::cmp::Reverse(line.0))).0 += 1;
        }
        counts.into_iter().max_by_key(|(_, rank)| *rank).map(|(step, _)| step)
    }

    /// Returns the first line below each item, with what its margin adds to the item's.
    fn first_lines(&self) -> impl Iterator<Item = (LineId, &'a str)> {
        let lines = self.document.lines.iter().zip(0u32..);
        let mut seen = vec![false; self.document.lines.len()];
        lines.filter_map(move |(line, id)| {
            let owner = line.owner()?;
            let slot = seen.get_mut(owner.0 as usize)?;
            if matches!(line.kind(), LineKind::Blank | LineKind::Text) || std::mem::replace(slot, true) {
                return None;
            }
            let step = self.margin(LineId(id)).strip_prefix(self.margin(owner))?;
            Some((LineId(id), step)).filter(|_| !step.is_empty())
        })
    }

    /// Returns the lines of the block that `first` begins: everything below the same item.
    fn block(&self, first: LineId) -> impl Iterator<Item = LineId> {
        let margin = self.margin(first);
        let rest = (first.0..u32::try_from(self.document.lines.len()).unwrap_or(u32::MAX)).map(LineId);
        let lines = rest.filter(|id| self.document.lines.get(id.0 as usize).is_some_and(|line| line.kind() != LineKind::Blank));
        lines.take_while(move |id| self.margin(*id).starts_with(margin))
    }

    fn margin(&self, line: LineId) -> &'a str {
        let Some(line) = self.document.lines.get(line.0 as usize) else { return "" };
        self.text.get(line.start as usize..line.body().start as usize).unwrap_or("").trim_start_matches('\u{feff}')
    }

    fn step_span(&self, line: LineId, step: &str) -> Span {
        self.step_span_at(line, line, step)
    }

    /// Returns the place of `step` in the margin of `line`, as far in as it stands in the margin of `first`.
    fn step_span_at(&self, line: LineId, first: LineId, step: &str) -> Span {
        let outer = self.margin(first).len() - step.len();
        let start = self.document.lines.get(line.0 as usize).map_or(0, |line| line.start) as usize + outer;
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.document.span(TextRange::new(offset(start), offset(start + step.len())))
    }
}

/// Returns whitespace in words: `2 spaces`, `a tab`.
fn in_words(margin: &str) -> String {
    let (spaces, tabs) = (margin.matches(' ').count(), margin.matches('\t').count());
    let count = |n: usize, one: &str, many: &str| if n == 1 { one.to_owned() } else { format!("{n} {many}") };
    match (spaces, tabs) {
        (_, 0) => count(spaces, "1 space", "spaces"),
        (0, _) => count(tabs, "a tab", "tabs"),
        _ => "a mix of tabs and spaces".to_owned(),
    }
}
