//! Things that name each other in a ring, shown whole or shortened in the middle.

use super::Cx;
use super::words::unquote;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// Edges shown at the beginning and at the end of a long ring.
const SHOWN: (usize, usize) = (10, 2);

/// One thing of a ring, and where it names the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// Its name.
    pub(super) name: Span,
    /// Where the next one is named.
    pub(super) at: Span,
}

/// Reports a ring with every edge of it: `what` they are, and the word between two of them.
pub(super) fn report_cycle<'d>(cx: &'d mut Cx<'_>, code: Code, (what, verb): (&str, &str), ring: &[Edge]) -> &'d mut Diagnostic {
    let names: Vec<String> = ring.iter().chain(ring.first()).map(|edge| unquote(cx.text(edge.name)).into_owned()).collect();
    let (front, back) = SHOWN;
    let hidden = ring.len().saturating_sub(front + back);
    let is_shown = |n: usize| n < front || front + hidden <= n;
    let mut chain = String::new();
    for (n, name) in names.iter().enumerate().filter(|(n, _)| hidden == 0 || is_shown(*n)) {
        if 0 < n {
            chain.push_str(" -> ");
        }
        if 0 < hidden && n == front + hidden {
            chain.push_str(&format!("… {hidden} more … -> "));
        }
        chain.push_str(name);
    }
    let report = cx.diagnostics.report(code, ring.first().map(|edge| edge.at).unwrap_or_default(), format!("{what}: `{chain}`"));
    let mut pairs = names.iter().zip(names.iter().skip(1)).map(|(name, next)| format!("`{name}` {verb} `{next}`"));
    report.note = pairs.next();
    for ((edge, pair), _) in ring.iter().skip(1).zip(pairs).zip(1..).filter(|(_, n)| is_shown(*n)) {
        report.label(edge.at, pair);
    }
    report
}
