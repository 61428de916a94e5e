//! The `plan` blocks of a Markdown file.
//!
//! pulldown-cmark says where fenced blocks lie, so that a fence inside a list, a quotation or a comment means here what it means
//! to every other reader of the file; what is inside the fences is then split into lines like any plan.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// Tells whether a source of this name is read as Markdown.
pub(super) fn is_markdown(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
}

/// Returns where the contents of the fenced blocks lie whose language is `plan`, in order; whole lines, without the fences.
#[allow(clippy::wildcard_enum_match_arm, reason = "everything in Markdown but fenced blocks is text")]
pub(super) fn plan_blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut content: Option<Range<usize>> = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if is_plan(&language) => content = Some(range.end..range.end),
            Event::Text(_) => {
                if let Some(content) = &mut content {
                    *content = content.start.min(range.start)..range.end;
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                blocks.extend(content.take().filter(|content| !content.is_empty()).and_then(|content| whole_lines(text, &content)));
            }
            _ => {}
        }
    }
    blocks
}

/// Tells whether the first word after the fence is `plan`.
fn is_plan(language: &str) -> bool {
    language.split([' ', '\t', ',', '{']).next() == Some("plan")
}

/// Widens a range to whole lines, so that the margin of its first line belongs to it; `None` inside a quotation, whose marks
/// stand on every line.
fn whole_lines(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let start = text.get(..range.start)?.rfind('\n').map_or(0, |at| at + 1);
    let is_margin = text.get(start..range.start)?.trim_start_matches([' ', '\t']).is_empty();
    let is_whole = text.get(..range.end)?.ends_with('\n');
    let end = if is_whole { range.end } else { text.get(range.end..)?.find('\n').map_or(text.len(), |at| range.end + at + 1) };
    is_margin.then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, blocks: &[&str]) {
        let found: Vec<&str> = plan_blocks(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, blocks);
    }

    #[test]
    fn fenced_blocks_of_plans_and_no_others() {
        check(
            "# A\n```plan\ntask a\n\n  done\n```\ntext\n~~~~plan\ntask b\n```\n~~~~\n```rust\ntask c\n```\n",
            &["task a\n\n  done\n", "task b\n```\n"],
        );
        check("```plan\ntask a", &["task a"]);
        check("```plan-error\ntask a\n```\n```plan\n```\n    ```plan\n    task b\n", &[]);
    }

    #[test]
    fn quotations_hold_no_plan() {
        check("> ```plan\n> task a\n> ```\n", &[]);
    }

    #[test]
    fn blocks_keep_their_margins() {
        check("- item\n\n  ```plan\n  task a\n    done\n  ```\n", &["  task a\n    done\n"]);
    }
}
