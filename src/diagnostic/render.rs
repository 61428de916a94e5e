//! Diagnostics for people: a sentence, the lines it speaks of, what to do.
//!
//! miette draws the lines; the head stands here because ours is one line, severity, code and sentence. Its own
//! text sources read a file from the start for every label and quote everything between two labels; an `Excerpt` is cut
//! through the line index instead, and is all that miette sees.

use std::fmt;
use std::io::{self, Write};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
    ThemeCharacters, ThemeStyles,
};
use unicode_width::UnicodeWidthStr;

use super::excerpt::{Excerpt, Mark, excerpts};
use super::visible::{visible, visible_lines};
use super::wrap::wrap;
use super::{Diagnostic, Finding, Report, Severity};

/// How the output for people looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether colour is sent.
    pub colour: bool,
    /// Columns that prose is broken to.
    pub width: usize,
    /// Characters that a quoted line is cut to.
    pub quoted: usize,
}

impl Look {
    /// What files and pipes get.
    pub const PLAIN: Self = Self { colour: false, width: 100, quoted: 200 };

    /// Returns `text` in the style of an escape sequence, if colour is sent.
    #[must_use]
    pub fn paint(self, style: &str, text: &str) -> String {
        if self.colour { format!("{style}{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// Writes everything that is shown, with an empty line after each, and the counts at the end.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut dyn Write, report: &Report<'_>, look: Look) -> io::Result<()> {
    let mut text = String::new();
    for finding in &report.findings {
        text.clear();
        render(&mut text, finding, look);
        writeln!(out, "{text}")?;
    }
    Ok(())
}

/// Appends one diagnostic, ending in a line break.
pub fn render(out: &mut String, finding: &Finding<'_>, look: Look) {
    let diagnostic = finding.diagnostic;
    head(out, diagnostic, look);
    let (excerpts, left_out) = excerpts(finding.sources, diagnostic, look.quoted);
    let source = finding.sources.get(diagnostic.span.file);
    if source.text.is_empty() && !diagnostic.message.contains(&*visible(&source.name)) {
        out.push_str(&format!("   ╶─[{}]\n", visible(&source.name)));
    }
    for mut excerpt in excerpts {
        break_messages(&mut excerpt, look.width);
        snippet(out, diagnostic.severity, excerpt, look);
    }
    if left_out > 0 {
        out.push_str(&format!("   and {left_out} more places\n"));
    }
    let fix = || diagnostic.fixes.first().map(|fix| &fix.message);
    if let Some(help) = diagnostic.help.as_ref().or_else(fix) {
        out.push_str(&format!("  {} ", look.paint("\x1b[36m", "help:")));
        wrap(out, &visible_lines(help), look.width, "  help: ".len(), "        ");
        out.push('\n');
    }
}

/// `error[G201]: no task is named ...`, broken to the width.
fn head(out: &mut String, diagnostic: &Diagnostic, look: Look) {
    let label = format!("{}[{}]", diagnostic.severity.word(), diagnostic.code.as_str());
    let (hue, bold, end) = match (look.colour, diagnostic.severity) {
        (false, _) => ("", "", ""),
        (true, Severity::Error) => ("\x1b[1;31m", "\x1b[0;1m", "\x1b[0m"),
        (true, Severity::Warning) => ("\x1b[1;33m", "\x1b[0;1m", "\x1b[0m"),
        (true, Severity::Allowed) => ("\x1b[1;36m", "\x1b[0;1m", "\x1b[0m"),
    };
    out.push_str(&format!("{hue}{label}{bold}: "));
    wrap(out, &visible_lines(&diagnostic.message), look.width, label.len() + 2, "  ");
    out.push_str(end);
    out.push('\n');
}

/// Breaks what is said at a mark into lines that fit beside it; miette breaks only where it is told to.
fn break_messages(excerpt: &mut Excerpt, width: usize) {
    // Line number, frame, and the hook from the mark to its message.
    let around = (excerpt.first_line + excerpt.marks.len()).to_string().len() + 8;
    for mark in &mut excerpt.marks {
        let before = excerpt.text.get(..mark.range.start).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("");
        let marked = excerpt.text.get(mark.range.clone()).unwrap_or("");
        let room = width.saturating_sub(around + line.width() + marked.width() / 2).max(24);
        let mut message = String::with_capacity(mark.message.len());
        wrap(&mut message, &mark.message, room, 0, "");
        mark.message = message;
    }
}

/// Lets miette draw one excerpt.
fn snippet(out: &mut String, severity: Severity, excerpt: Excerpt, look: Look) {
    let styles = styles(severity, &excerpt.marks, look.colour);
    let theme = GraphicalTheme { characters: ThemeCharacters::unicode(), styles };
    let handler = GraphicalReportHandler::new_themed(theme).with_context_lines(1).without_cause_chain().with_links(false);
    let mut drawn = String::new();
    if handler.render_report(&mut drawn, &Snippet { excerpt }).is_ok() {
        // miette opens with the line of the message, which is empty here.
        out.push_str(drawn.split_once('\n').map_or("", |(_, rest)| rest));
    }
}

/// The fault in the colour of its severity, what explains it in another, everything else quiet.
fn styles(severity: Severity, marks: &[Mark], colour: bool) -> ThemeStyles {
    if !colour {
        return ThemeStyles::none();
    }
    let mut styles = ThemeStyles::ansi();
    let fault = match severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Allowed => styles.advice,
    };
    styles.link = styles.linum;
    let highlights = marks.iter().map(|mark| if mark.primary { fault } else { styles.help });
    styles.highlights = highlights.chain([fault]).collect();
    styles
}

/// What miette is given of a diagnostic.
#[derive(Debug)]
struct Snippet {
    excerpt: Excerpt,
}

impl fmt::Display for Snippet {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Snippet {}

impl miette::Diagnostic for Snippet {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = |mark: &Mark| {
            let text = Some(mark.message.clone()).filter(|text| !text.is_empty());
            let span = (mark.range.start, mark.range.len());
            if mark.primary { LabeledSpan::new_primary_with_span(text, span) } else { LabeledSpan::new_with_span(text, span) }
        };
        Some(Box::new(self.excerpt.marks.iter().map(label)))
    }
}

impl SourceCode for Excerpt {
    /// Hands out the whole excerpt whatever the span; without context lines, miette only asks for the place to name at the top.
    fn read_span<'a>(&'a self, _: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let zero_based = |n: u32| n.saturating_sub(1) as usize;
        let (line, column) =
            if before + after == 0 { (zero_based(self.at.line), zero_based(self.at.column)) } else { (self.first_line, 0) };
        let lines = self.text.bytes().filter(|byte| *byte == b'\n').count();
        let span = SourceSpan::from((0, self.text.len()));
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), self.text.as_bytes(), span, line, column, lines)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostics};
    use crate::source::Sources;
    use crate::span::{SourceId, Span};

    /// Renders one diagnostic at `word` with labels at other words of one text.
    fn rendered(text: &str, word: &str, labels: &[(&str, &str)]) -> String {
        let mut sources = Sources::default();
        let file = sources.add("shop.plan", text);
        let mut diagnostics = Diagnostics::new();
        let diagnostic = diagnostics.report(Code::UnknownTask, find(file, text, word), "no task is named so");
        diagnostic.note("here").help("did you mean `design`?");
        for (word, message) in labels {
            diagnostic.label(find(file, text, word), *message);
        }
        draw(&sources, &diagnostics)
    }

    fn draw(sources: &Sources, diagnostics: &Diagnostics) -> String {
        let mut out = String::new();
        for diagnostic in diagnostics.iter() {
            render(&mut out, &Finding { sources, diagnostic }, Look::PLAIN);
        }
        out
    }

    fn find(file: SourceId, text: &str, word: &str) -> Span {
        let start = text.find(word).expect("the word is in the text");
        Span { file, start: start as u32, end: (start + word.len()) as u32 }
    }

    #[test]
    fn one_shape() {
        let text = "phase design\n  task a 1d\n  task b 2d after desgin\n";
        let expected = "\
error[G201]: no task is named so
   ╭─[shop.plan:3:19]
 2 │   task a 1d
   ·        ──┬─
   ·          ╰── there
 3 │   task b 2d after desgin
   ·                   ───┬──
   ·                      ╰── here
   ╰────
  help: did you mean `design`?
";
        assert_eq!(rendered(text, "desgin", &[("a 1d", "there")]), expected);
    }

    #[test]
    fn far_labels_do_not_quote_what_lies_between() {
        let text = format!("first\n{}last\n", "between\n".repeat(20_000));
        let drawn = rendered(&text, "last", &[("first", "as here")]);
        assert!(drawn.lines().count() < 15, "{drawn}");
        assert!(drawn.contains("shop.plan:20002:1") && drawn.contains("shop.plan:1:1"), "{drawn}");
    }

    #[test]
    fn the_very_end_is_marked() {
        for text in ["task", "task\n", "task\r\n", "a\ntask"] {
            let mut sources = Sources::default();
            let file = sources.add("p.plan", text);
            let mut diagnostics = Diagnostics::new();
            let end = text.len() as u32;
            diagnostics.report(Code::Syntax, Span { file, start: end, end }, "something is missing").note("a name, say");
            let drawn = draw(&sources, &diagnostics);
            assert!(drawn.contains("│ task\n") && drawn.contains("▲") && drawn.contains("╰── a name, say"), "{drawn}");
        }
    }

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let text = format!("{} needle {}\n", "x".repeat(70_000), "y".repeat(70_000));
        let drawn = rendered(&text, "needle", &[]);
        assert!(drawn.contains("xx needle yy") && drawn.contains('…'), "{drawn}");
        assert!(drawn.lines().all(|line| line.chars().count() < 220), "{drawn}");
        assert!(drawn.contains("shop.plan:1:70002"), "{drawn}");
    }

    #[test]
    fn hidden_characters_are_shown_and_marks_stay_under_their_words() {
        let drawn = rendered("task \x1b[31m\u{202e}x after needle\n", "needle", &[]);
        assert!(!drawn.contains('\x1b') && !drawn.contains('\u{202e}'), "{drawn:?}");
        let lines: Vec<&str> = drawn.lines().collect();
        let column = |line: &str, part: &str| line[..line.find(part).expect("it is there")].chars().count();
        assert_eq!(column(lines[2], "needle"), column(lines[3], "───┬──"), "{drawn}");
    }

    #[test]
    fn another_file_is_quoted_by_its_own_name() {
        let mut sources = Sources::default();
        let (a, b) = (sources.add("a.plan", "task one\n"), sources.add("b.plan", "\ntask one\n"));
        let mut diagnostics = Diagnostics::new();
        diagnostics
            .report(Code::DuplicateName, find(a, "task one", "one"), "two tasks are named `one`")
            .label(Span { file: b, start: 6, end: 9 }, "also here");
        let drawn = draw(&sources, &diagnostics);
        assert!(drawn.contains("[a.plan:1:6]") && drawn.contains("[b.plan:2:6]") && drawn.contains("also here"), "{drawn}");
    }

    #[test]
    fn overlapping_marks_stay_in_place() {
        let text = "task b 2d after desgin\n";
        let drawn = rendered(text, "desgin", &[(text.trim(), "this task"), ("desgin", "twice"), ("des", "part")]);
        assert!(drawn.contains("this task") && drawn.contains("here; twice") && drawn.contains("part"), "{drawn}");
    }

    #[test]
    fn a_long_message_stays_inside_the_width() {
        let words = "this is said at great length and with many words because there is so much to be said about it";
        let drawn = rendered("task a 1d after somewhere-far-to-the-right, and-further, needle\n", "needle", &[("somewhere", words)]);
        assert!(drawn.lines().all(|line| line.chars().count() <= 100), "{drawn}");
        assert!(drawn.contains("┤ this is said"), "{drawn}");
    }

    #[test]
    fn many_labels_are_counted() {
        let text = "task a\n".repeat(100);
        let mut sources = Sources::default();
        let file = sources.add("p.plan", text);
        let mut diagnostics = Diagnostics::new();
        let diagnostic = diagnostics.report(Code::Cycle, Span { file, start: 5, end: 6 }, "a waits for itself");
        for n in 1..100 {
            diagnostic.label(Span { file, start: n * 7 + 5, end: n * 7 + 6 }, "then this");
        }
        let drawn = draw(&sources, &diagnostics);
        assert!(drawn.contains("and 83 more places"), "{drawn}");
        assert!(drawn.len() < 4_000, "{drawn}");
    }
}
