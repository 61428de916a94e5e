//! Rules of distance: a link that passes a bar seems neither to enter nor to leave it, and is told from every other.
//!
//! A line gives way where there is room for it; where there is none, nothing is said.

use super::Picture;
use super::links::{ENDS, OTHERS, better, crosses_head};
use super::shapes::{Area, Kind, Line, Mark};

/// Shorter parts of two lines beside each other are corners.
const SHORT: f64 = 7.0;
/// Shorter parts lead out of an item.
const STUB: f64 = 14.0;

/// The upright parts of a line keep away from the ends of the bars that they pass, from arrows that land beside these, from
/// other lines and from the line of the status date, unless no other place is free.
pub(super) fn apart(picture: &Picture<'_>, faults: &mut Vec<String>) {
    for line in picture.lines.iter().filter(|line| is_whole(picture, line)) {
        let uprights = line.points.windows(2).filter(|pair| pair[0].0 == pair[1].0 && STUB < (pair[0].1 - pair[1].1).abs());
        let met = uprights.map(|pair| (pair[0].0, Area::around(pair))).find_map(|(x, upright)| {
            let bar = || bar_at(picture, line, upright).map(|row| format!("the end of {row}"));
            let head = || landing_at(picture, line, upright).map(|tip| format!("an arrow that lands at {tip:?}"));
            let other = || beside(picture, line, upright).map(|at| format!("another link at {at}"));
            let status = || picture.status.filter(|status| (status - x).abs() < ENDS).map(|_| "the status date".to_owned());
            Some((x, bar().or_else(head).or_else(other).or_else(status)?))
        });
        let Some((x, met)) = met else { continue };
        if let Some(better) = better(picture, line) {
            faults.push(format!("apart: a link at {x} is too close to {met}, though nothing is at {better:.1}: {:?}", line.points));
        }
    }
}

/// Tells whether a line begins at an item of this page.
fn is_whole(picture: &Picture<'_>, line: &Line) -> bool {
    line.points.first().is_some_and(|first| picture.marks.iter().any(|mark| mark.has_on_edge(*first)))
}

/// Returns the row of a mark whose end an upright part passes too closely.
fn bar_at<'a>(picture: &'a Picture<'_>, line: &Line, upright: Area) -> Option<&'a str> {
    let is_passed = |mark: &&Mark| upright.top < mark.area.top && mark.area.bottom < upright.bottom;
    let is_close = |mark: &&Mark| match mark.kind {
        Kind::Diamond => mark.area.left - ENDS < upright.left && upright.left < mark.area.right + ENDS,
        Kind::Bar | Kind::Bracket => [mark.area.left, mark.area.right].iter().any(|end| (end - upright.left).abs() < ENDS),
    };
    let foreign = picture.marks.iter().filter(|mark| !ends_of(line).iter().any(|end| mark.has_on_edge(*end)));
    foreign.filter(is_passed).find(is_close).map(|mark| mark.row.as_str())
}

/// Returns the tip of an arrow of others that an upright part runs through.
fn landing_at(picture: &Picture<'_>, line: &Line, upright: Area) -> Option<(f64, f64)> {
    let others = picture.lines.iter().filter(|other| other.index != line.index && !share_an_end(picture, line, other));
    others.filter(|other| crosses_head(other, upright.grown(0.1))).find_map(|other| other.points.last().copied())
}

/// Returns where another line runs beside an upright part.
fn beside(picture: &Picture<'_>, line: &Line, upright: Area) -> Option<f64> {
    let others = picture.lines.iter().filter(|other| other.index != line.index && is_whole(picture, other));
    let is_close = |other: &Area| {
        let common = upright.bottom.min(other.bottom) - upright.top.max(other.top);
        SHORT < common && (other.left - upright.left).abs() < OTHERS
    };
    let close = |other: &&Line| {
        let uprights = other.points.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(Area::around);
        uprights.into_iter().find(is_close).map(|other| other.left)
    };
    others.filter(|other| close(other).is_some()).find(|other| !share_an_end(picture, line, other)).as_ref().and_then(close)
}

/// Tells whether two lines leave one item, or enter one.
fn share_an_end(picture: &Picture<'_>, line: &Line, other: &Line) -> bool {
    let ends = ends_of(line).into_iter().zip(ends_of(other));
    ends.into_iter().any(|(a, b)| picture.marks.iter().any(|mark| mark.has_on_edge(a) && mark.has_on_edge(b)))
}

/// Returns the first and the last place of a line.
fn ends_of(line: &Line) -> Vec<(f64, f64)> {
    line.points.first().into_iter().chain(line.points.last()).copied().collect()
}
