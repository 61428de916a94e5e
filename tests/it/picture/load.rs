//! Rules of the load under the items: a column is as high as it says, stands on its line and under its own weeks.

use super::Picture;
use crate::svg::Element;

/// Every column agrees with its words and with the lines of its strip.
pub(super) fn load(picture: &Picture<'_>, faults: &mut Vec<String>) {
    let is_strip = |element: &Element| element.name == "g" && element.attribute("id").is_some_and(|id| id.starts_with("w-"));
    for (at, strip) in picture.elements.iter().enumerate().filter(|(_, element)| is_strip(element)) {
        let id = strip.attribute("id").unwrap_or("");
        let inside = || picture.elements.iter().enumerate().filter(move |(_, element)| element.holder == Some(at));
        let lines: Vec<Vec<(f64, f64)>> = inside().filter(|(_, element)| element.class == "g").map(|(_, line)| line.points()).collect();
        let [full, foot] = &lines[..] else {
            faults.push(format!("load: {id} has {} lines", lines.len()));
            continue;
        };
        let (full, foot, left, right) = (full[0].1, foot[0].1, foot[0].0, foot[1].0);
        let mut before = left - 0.1;
        for (index, column) in inside().filter(|(_, element)| element.name == "rect") {
            let title = picture.elements.get(index + 1).filter(|next| next.name == "title" && next.holder == Some(index));
            let words = title.map_or("", |title| &title.text);
            let (x, y, width, height) = (column.number("x"), column.number("y"), column.number("width"), column.number("height"));
            if (y + height - foot).abs() > 0.15 || x < before - 0.01 || right + 0.1 < x + width || width <= 0.0 {
                faults.push(format!("load: {id}: {words:?} stands elsewhere"));
            }
            before = x + width;
            match told(words) {
                Some(share) if ((foot - full) * share.clamp(0.0, 1.5) - height).abs() < 1.0 => {}
                share => faults.push(format!("load: {id}: {words:?} is {height} high, of {}: {share:?}", foot - full)),
            }
            if words.ends_with("overloaded") != (column.class == "tc") {
                faults.push(format!("load: {id}: {words:?} has the wrong colour"));
            }
        }
        if !inside().any(|(_, element)| element.name == "text" && !element.text.is_empty()) {
            faults.push(format!("load: {id} has no name"));
        }
    }
}

/// Returns the share of all hours that words such as `Ana, week of 2 Mar: 24 h booked of 40 h` tell.
fn told(words: &str) -> Option<f64> {
    let (booked, of) = words.rsplit_once(" h booked of ")?;
    let booked: f64 = booked.rsplit_once(' ')?.1.parse().ok()?;
    let hours: f64 = of.split_once(" h")?.0.parse().ok()?;
    Some(if hours == 0.0 { 1.5 } else { booked / hours })
}
