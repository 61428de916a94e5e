//! Rules of the file: inert, small, one element a line, numbers short.

use std::collections::HashSet;

use gantline::model::TaskId;

use super::Picture;
use super::shapes::{Kind, kind_of};
use crate::svg::Element;

/// What would run, load or style from elsewhere.
const FORBIDDEN: &[&str] = &["var(", "<script", "foreignObject", "href", "@import", "@font-face", "url(h", "<image", "data:"];

/// The file runs nothing, loads nothing, and says what it shows.
pub(super) fn inert(picture: &Picture<'_>, faults: &mut Vec<String>) {
    for word in FORBIDDEN {
        if markup(picture.svg).any(|line| line.contains(word)) {
            faults.push(format!("inert: `{word}`"));
        }
    }
    let root = &picture.elements[0];
    let handlers = picture.elements.iter().flat_map(Element::names).filter(|name| name.starts_with("on"));
    faults.extend(handlers.map(|name| format!("inert: `{name}`")));
    for (name, value) in [("role", "img"), ("xmlns", "http://www.w3.org/2000/svg")] {
        if root.attribute(name) != Some(value) {
            faults.push(format!("inert: the root's {name} is {:?}", root.attribute(name)));
        }
    }
    let view = format!("0 0 {} {}", root.attribute("width").unwrap_or(""), root.attribute("height").unwrap_or(""));
    if root.attribute("viewBox") != Some(&view) || root.attribute("preserveAspectRatio").is_some() {
        faults.push(format!("inert: the view is {:?}, the size {view}", root.attribute("viewBox")));
    }
    for name in ["title", "desc"] {
        if !picture.elements.iter().any(|element| element.name == name && element.holder == Some(0) && !element.text.is_empty()) {
            faults.push(format!("inert: no {name}"));
        }
    }
    let mut ids = HashSet::new();
    for id in picture.elements.iter().filter_map(|element| element.attribute("id")).filter(|id| !ids.insert((*id).to_owned())) {
        faults.push(format!("inert: the id {id} is given twice"));
    }
}

/// Returns the lines without what a plan says in them.
fn markup(svg: &str) -> impl Iterator<Item = String> {
    svg.lines().map(|line| {
        let mut outside = String::new();
        let mut depth = 0_u32;
        for c in line.chars() {
            match c {
                '<' => depth += 1,
                '>' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if 0 < depth {
                outside.push(c);
            }
        }
        if line.starts_with('.') || line.starts_with('@') { line.to_owned() } else { outside }
    })
}

/// A row has at most 450 bytes and an arrow 150; one element a line; two decimals at most.
pub(super) fn small(picture: &Picture<'_>, faults: &mut Vec<String>) {
    if let (Some(first), Some(last)) = (picture.svg.find("<g id=\"t-"), picture.svg.rfind("<g id=\"t-")) {
        let end = last + picture.svg[last..].find("</g>").unwrap_or(0) + 4;
        let each = (end - first) / picture.rows.len().max(1);
        // Columns asked for come on top of the two that are usual.
        let columns = picture.texts.iter().filter(|words| words.class == "c" && words.row.is_none()).count();
        // A name longer than usual stands in the row and in its sentence, and signs of the markup are written as words there.
        let written = |title: &str| title.len() + title.matches(['<', '>', '&', '"']).count() * 3;
        let longer = |task: &TaskId| written(picture.plan.title(*task)).saturating_sub(30) * 2;
        let names: usize = picture.rows.iter().map(|row| longer(&row.1)).sum();
        // What a baseline shows of a row is a mark, a part of its sentence and words beside it.
        let promised = picture.ghosts.len() * 100;
        // A deadline is told at its flag, beside what is said of its milestone.
        let beside = picture.texts.iter().filter(|words| words.row.is_some() && words.class.starts_with('l'));
        let rows: HashSet<_> = beside.clone().map(|words| &words.row).collect();
        let promised = promised + (beside.count() - rows.len()) * 100;
        if 450 + columns.saturating_sub(2) * 45 + (names + promised) / picture.rows.len().max(1) < each {
            faults.push(format!("small: {each} bytes a row with {columns} columns"));
        }
    }
    for line in picture.svg.lines().filter(|line| line.starts_with("<path class=\"d")) {
        if 150 < line.len() {
            faults.push(format!("small: {} bytes for {line}", line.len()));
        }
    }
    let in_style = |line: &&str| !line.starts_with('.') && !line.starts_with('@') && !line.starts_with('}');
    for line in picture.svg.lines().filter(in_style) {
        let opened = line.matches('<').count() - line.matches("</").count();
        let parts = line.matches("<tspan").count();
        if 1 < opened - parts {
            faults.push(format!("small: {} elements on one line: {line}", opened - parts));
        }
    }
    for number in picture.elements.iter().flat_map(Element::numbers) {
        if number.split_once('.').is_some_and(|(_, decimals)| 2 < decimals.len()) {
            faults.push(format!("small: {number} has too many decimals"));
        }
    }
}

/// Every row is a group with a sentence, its id and its name.
pub(super) fn told(picture: &Picture<'_>, faults: &mut Vec<String>) {
    let is_row = |element: &Element| element.name == "g" && element.attribute("id").is_some_and(|id| !id.starts_with("w-"));
    let groups: Vec<(usize, &Element)> = picture.elements.iter().enumerate().filter(|(_, element)| is_row(element)).collect();
    if groups.len() != picture.rows.len() {
        faults.push(format!("told: {} groups for {} rows", groups.len(), picture.rows.len()));
    }
    for ((index, group), (_, task)) in groups.iter().zip(&picture.rows) {
        let sentence = picture.elements.get(index + 1).filter(|next| next.name == "title" && next.holder == Some(*index));
        if !sentence.is_some_and(|sentence| sentence.text.starts_with(picture.plan.title(*task))) {
            faults.push(format!("told: {:?} does not say what it is", group.attribute("id")));
        }
    }
    let bars = picture.elements.iter().filter(|element| element.row.is_some() && matches!(kind_of(element), "d" | "dc" | "n" | "g"));
    faults.extend(bars.map(|element| format!("told: a `{}` inside of the row {:?}", element.class, element.row)));
}

/// Every diamond of the legend looks like one in the rows, but is not red where a bar tells what that means.
pub(super) fn legend(picture: &Picture<'_>, faults: &mut Vec<String>) {
    let is_diamond = |element: &&Element| element.name == "path" && matches!(kind_of(element), "t" | "tc" | "f" | "fc");
    let (rows, below): (Vec<&Element>, Vec<&Element>) =
        picture.elements.iter().filter(is_diamond).partition(|element| element.row.is_some());
    let has_bars = picture.marks.iter().any(|mark| mark.kind == Kind::Bar);
    let red = |class: &str| matches!(class, "tc" | "fc");
    let plain = |element: &Element| kind_of(element).trim_end_matches('c').to_owned();
    let is_seen = |swatch: &Element| {
        let alike = |mark: &&Element| if has_bars { plain(mark) == plain(swatch) } else { kind_of(mark) == kind_of(swatch) };
        rows.iter().any(alike) && !(has_bars && red(kind_of(swatch)))
    };
    for swatch in below.iter().filter(|swatch| !is_seen(swatch)) {
        faults.push(format!("legend: no diamond is `{}`", swatch.class));
    }
}
