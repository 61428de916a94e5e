//! Rules of texts: none meets another, none leaves the picture, none is squeezed or cut where there is room.

use unicode_segmentation::UnicodeSegmentation;

use super::Picture;
use super::shapes::{Kind, Words, font};

/// No two texts overlap, no text lies on a mark, and all are inside of the picture.
pub(super) fn apart(picture: &Picture<'_>, faults: &mut Vec<String>) {
    let mut texts: Vec<&Words> = picture.texts.iter().collect();
    texts.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
    for (index, words) in texts.iter().enumerate() {
        if words.area.left < 0.0 || picture.width < words.area.right || words.area.top < 0.0 || picture.height < words.area.bottom {
            faults.push(format!("outside: `{}` leaves the picture: {:?}", words.content, words.area));
        }
        for other in texts.iter().skip(index + 1).take_while(|other| other.area.top < words.area.bottom) {
            if words.area.meets(other.area) {
                faults.push(format!("overlap: `{}` and `{}`: {:?} {:?}", words.content, other.content, words.area, other.area));
            }
        }
        let beside = picture.marks.iter().filter(|mark| mark.area.top < words.area.bottom && words.area.top < mark.area.bottom);
        for mark in beside.filter(|mark| mark.area.meets(words.area)) {
            faults.push(format!("overlap: `{}` lies on the mark of {}: {:?} {:?}", words.content, mark.row, words.area, mark.area));
        }
        for ghost in picture.ghosts.iter().filter(|ghost| ghost.meets(words.area)) {
            faults.push(format!("overlap: `{}` lies on a baseline: {:?} {ghost:?}", words.content, words.area));
        }
    }
}

/// No words stand right after the hollow diamond of a baseline, which they would name, unless its own is right before it.
pub(super) fn named(picture: &Picture<'_>, faults: &mut Vec<String>) {
    for mark in picture.marks.iter().filter(|mark| mark.kind == Kind::Diamond) {
        let words = picture.texts.iter().filter(|words| words.row.as_ref() == Some(&mark.row) && words.class.starts_with('l'));
        let promised = picture.ghosts.iter().filter(|ghost| mark.area.top <= ghost.top && ghost.bottom <= mark.area.bottom);
        for (words, ghost) in words.flat_map(|words| promised.clone().map(move |ghost| (words, ghost))) {
            let (gap, between) = if mark.area.right < ghost.left {
                (words.area.left - ghost.right, ghost.left - mark.area.right)
            } else {
                (ghost.left - words.area.right, mark.area.left - ghost.right)
            };
            if (0.0..30.0).contains(&gap) && 50.0 < between {
                faults.push(format!("named: `{}` stands at a hollow diamond {ghost:?}: {:?}", words.content, words.area));
            }
        }
    }
}

/// No text is squeezed, and none is smaller than eleven pixels.
pub(super) fn readable(picture: &Picture<'_>, faults: &mut Vec<String>) {
    for words in &picture.texts {
        let element = &picture.elements[words.index];
        if element.attribute("textLength").is_some() || element.attribute("lengthAdjust").is_some() {
            faults.push(format!("squeezed: `{}`", words.content));
        }
        let size = font(&picture.elements, &picture.sheet, words.index).1;
        if size < 11.0 {
            faults.push(format!("squeezed: `{}` is set in {size} px", words.content));
        }
    }
}

/// A name is whole; or it fills its column, and shows at least twenty characters, or twenty-eight where the picture is wide.
pub(super) fn whole(picture: &Picture<'_>, faults: &mut Vec<String>) {
    let least = if picture.width < 800.0 { 20 } else { 28 };
    let columns_begin = picture.texts.iter().filter(|words| words.class == "c").map(|words| words.area.left).fold(picture.left, f64::min);
    for (row, task) in &picture.rows {
        let title = picture.plan.title(*task);
        let lines: Vec<&Words> = picture
            .texts
            .iter()
            .filter(|words| words.row.as_ref() == Some(row) && matches!(words.class.as_str(), "" | "b" | "w2" | "b w2"))
            .collect();
        let shown = lines.iter().map(|words| words.content.as_str()).collect::<Vec<_>>().join(" ");
        let goes_on = [", continued", ", cont."].into_iter().find_map(|words| shown.strip_suffix(words));
        // What goes on from the page before is told with the phases around it.
        if goes_on.is_some_and(|path| path.match_indices(" › ").any(|(at, mark)| plain(&path[at + mark.len()..]) == plain(title))) {
            continue;
        }
        let shown = goes_on.unwrap_or(&shown);
        if plain(shown) == plain(title) {
            continue;
        }
        let Some(cut) = shown.trim_end_matches(['\u{200f}', '\u{200e}']).strip_suffix('…') else {
            faults.push(format!("cut: `{shown}` stands for `{title}`"));
            continue;
        };
        let kept = cut.graphemes(true).count();
        let Some(last) = lines.last() else { continue };
        // Where there are no figures, time begins with room for arrows.
        let is_full = columns_begin - if columns_begin < picture.left { 40.0 } else { 66.0 } < last.area.right;
        if !plain(title).starts_with(&plain(cut)) || kept < least || !is_full {
            faults.push(format!("cut: {kept} characters of `{title}` are shown, up to {:.1} of {columns_begin:.1}", last.area.right));
        }
    }
    for words in picture.texts.iter().filter(|words| words.class == "c" && words.content.ends_with('…')) {
        faults.push(format!("cut: the figure `{}`", words.content));
    }
}

/// Returns a text without what a line break swallows.
fn plain(text: &str) -> String {
    text.split_whitespace().collect()
}
