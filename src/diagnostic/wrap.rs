//! Breaking prose into lines that fit.

use unicode_width::UnicodeWidthStr;

/// Appends `prose` to `out` in lines of at most `width` columns, words kept whole; lines after the first begin with `indent`.
///
/// `column` is where the first line already stands. Line breaks inside the prose are kept.
pub(crate) fn wrap(out: &mut String, prose: &str, width: usize, column: usize, indent: &str) {
    let mut at = column;
    for (n, line) in prose.split('\n').enumerate() {
        if n > 0 {
            new_line(out, indent, &mut at);
        }
        let mut gap = "";
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            if !gap.is_empty() && at + 1 + word.width() > width {
                new_line(out, indent, &mut at);
                gap = "";
            }
            out.push_str(gap);
            out.push_str(word);
            at += gap.len() + word.width();
            gap = " ";
        }
    }
}

fn new_line(out: &mut String, indent: &str, at: &mut usize) {
    out.push('\n');
    out.push_str(indent);
    *at = indent.width();
}

#[cfg(test)]
mod tests {
    use super::wrap;

    fn wrapped(prose: &str, width: usize) -> String {
        let mut out = String::new();
        wrap(&mut out, prose, width, 0, "  ");
        out
    }

    #[test]
    fn words_stay_whole() {
        assert_eq!(wrapped("one two three", 8), "one two\n  three");
        assert_eq!(wrapped("incomprehensibilities", 8), "incomprehensibilities");
    }

    #[test]
    fn wide_letters_count_twice() {
        assert_eq!(wrapped("日本 日本 日本", 10), "日本 日本\n  日本");
    }
}
