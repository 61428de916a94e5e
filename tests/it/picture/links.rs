//! Rules of links: each ties two items that the plan ties, at the right edges; none runs through words, and through bars
//! only behind them, and only where there is no other way.

use gantline::calendar::Work;
use gantline::model::{Dependency, Lag, Link, TaskId};

use super::Picture;
use super::shapes::{Area, Kind, Line, Mark, kind_of};

/// How far from its edge a link may enter a bar from above.
const NEAR: f64 = 7.2;
/// The length of an arrowhead.
const HEAD: f64 = 6.0;
/// The room of an arrow that lands beside a bar.
const LANDING: f64 = 10.8;
/// How far an upright keeps away from the ends of a bar that it passes, and from the line of the status date.
pub(super) const ENDS: f64 = 4.9;
/// How far it keeps away from uprights that share neither of its ends.
pub(super) const OTHERS: f64 = 7.9;

/// Every link begins and ends on the edges of the two items that a dependency ties, and its head points into the second;
/// every dependency between items in view is drawn, unless the legend says that fewer are.
pub(super) fn tied(picture: &Picture<'_>, faults: &mut Vec<String>) {
    let task_of = |mark: &Mark| picture.rows.iter().find(|row| row.0 == mark.row).map(|row| row.1);
    let marks: Vec<(TaskId, &Mark)> = picture.marks.iter().filter_map(|mark| Some((task_of(mark)?, mark))).collect();
    let mark = |id: TaskId| marks.iter().find(|(task, _)| *task == id).map(|(_, mark)| *mark);
    let mut open: Vec<&Dependency> =
        picture.plan.dependencies.iter().filter(|tie| mark(tie.predecessor).is_some() && mark(tie.successor).is_some()).collect();
    for line in &picture.lines {
        let ends = line.points.first().zip(line.points.last());
        let Some((first, last)) = ends else { continue };
        let is_its = |tie: &&Dependency| {
            let (Some(before), Some(after)) = (mark(tie.predecessor), mark(tie.successor)) else { return false };
            let (leaves_right, enters_left) = match tie.link {
                Link::FinishToStart => (true, true),
                Link::StartToStart => (false, true),
                Link::FinishToFinish => (true, false),
                Link::StartToFinish => (false, false),
            };
            before.has_on_edge(*first)
                && after.has_on_edge(*last)
                && is_near(before, first.0, leaves_right)
                && is_near(after, last.0, !enters_left)
        };
        match open.iter().position(is_its) {
            Some(at) => {
                let tie = open.remove(at);
                if !mark(tie.successor).is_some_and(|mark| points_into(line, mark)) {
                    faults.push(format!("head: a link does not point into `{}`: {:?}", picture.plan.title(tie.successor), line.points));
                }
            }
            None => faults.push(format!("head: a link ties no two items: {first:?} to {last:?}")),
        }
    }
    for tie in open.iter().filter(|_| !is_reduced(picture)) {
        let ends = (picture.plan.title(tie.predecessor), picture.plan.title(tie.successor));
        faults.push(format!("head: the link from `{}` to `{}` is not drawn", ends.0, ends.1));
    }
}

/// The distance that a drawn link keeps is written beside it, or in the row of the item that waits.
pub(super) fn distances(picture: &Picture<'_>, faults: &mut Vec<String>) {
    let has_mark = |id: TaskId| picture.rows.iter().any(|row| row.1 == id && picture.marks.iter().any(|mark| mark.row == row.0));
    let ties = picture.plan.dependencies.iter().filter(|tie| has_mark(tie.predecessor) && has_mark(tie.successor));
    let kept = ties.filter(|tie| !matches!(tie.lag(), Lag::None | Lag::Work(Work::ZERO))).count();
    let beside = picture.texts.iter().filter(|words| words.row.is_none() && words.class.starts_with("l q")).count();
    let in_rows = picture.texts.iter().filter(|words| words.row.is_some() && words.class.starts_with('l'));
    let in_rows: usize = in_rows.map(|words| words.content.matches(" after ").count()).sum();
    let legend = picture.texts.iter().filter(|words| words.row.is_none() && words.content.ends_with(" not written here"));
    let unsaid: usize = legend.filter_map(|words| words.content.split(' ').next()?.parse::<usize>().ok()).sum();
    if 2.max(kept * 3 / 4) < unsaid && 1_000.0 < picture.width {
        faults.push(format!("distance: {unsaid} of {kept} distances are not told in a picture as wide as this"));
    }
    if beside + in_rows + unsaid != kept && !is_reduced(picture) {
        faults.push(format!("distance: {beside} + {in_rows} of {kept} distances are told"));
    }
}

/// Tells whether the legend says that fewer links are drawn than there are.
fn is_reduced(picture: &Picture<'_>) -> bool {
    picture.texts.iter().any(|words| words.row.is_none() && words.content.contains(" links: "))
}

/// What is late or overdue says so in its row.
pub(super) fn alarms(picture: &Picture<'_>, faults: &mut Vec<String>) {
    for (index, element) in picture.elements.iter().enumerate().filter(|(_, element)| element.name == "title") {
        let Some(row) = &element.row else { continue };
        let said = |word: &str| picture.texts.iter().any(|words| words.row.as_ref() == Some(row) && words.content.contains(word));
        for word in ["late", "overdue"] {
            let is_so = element.text.ends_with(&format!(" {word}")) || element.text.contains(&format!(" {word}, "));
            if is_so && !said(word) && picture.marks.iter().any(|mark| mark.row == *row) {
                faults.push(format!("alarm: {index} {row} does not say that it is {word}"));
            }
        }
    }
}

/// Tells whether a place lies at the start or the finish of a mark, as far as it is wide.
fn is_near(mark: &Mark, x: f64, at_finish: bool) -> bool {
    if mark.kind == Kind::Diamond {
        return true;
    }
    let edge = if at_finish { mark.area.right } else { mark.area.left };
    (x - edge).abs() <= NEAR
}

/// Tells whether the last part of a line is as long as a head and ends where the mark begins.
fn points_into(line: &Line, mark: &Mark) -> bool {
    let [.., a, b] = line.points.as_slice() else { return false };
    let length = (b.0 - a.0).abs() + (b.1 - a.1).abs();
    let straight = a.0 == b.0 || a.1 == b.1;
    let step = ((b.0 - a.0) / length, (b.1 - a.1) / length);
    let at = |by: f64| Area::around(&[(b.0 + step.0 * by, b.1 + step.1 * by)]).grown(0.01);
    straight && HEAD - 0.05 <= length && mark.area.meets(at(1.5)) && !mark.area.grown(-0.2).meets(at(-1.5))
}

/// No line crosses a text.
pub(super) fn off_words(picture: &Picture<'_>, faults: &mut Vec<String>) {
    for line in &picture.lines {
        for words in picture.texts.iter().filter(|words| crosses(line, words.area.grown(0.5))) {
            faults.push(format!("crossing: a link runs through `{}` {:?}: {:?}", words.content, words.area, line.points));
        }
    }
    for (index, element) in picture.elements.iter().enumerate() {
        let in_row = element.row.is_some() && matches!(kind_of(element), "y" | "yc") && element.name == "path";
        let behind = matches!(kind_of(element), "n" | "w") && element.holder == Some(0) && index < picture.first_row;
        if !in_row && !behind {
            continue;
        }
        for line in element.strokes().into_iter().map(|points| Line { index, points }) {
            for words in picture.texts.iter().filter(|words| words.row.is_some()).filter(|words| crosses(&line, words.area)) {
                faults
                    .push(format!("crossing: a `{}` runs through `{}` {:?}: {:?}", element.class, words.content, words.area, line.points));
            }
        }
    }
}

fn crosses(line: &Line, area: Area) -> bool {
    line.points.windows(2).any(|pair| area.meets(Area::around(pair).grown(0.01)))
}

/// What only frames the links, or stands for the slack behind them, cuts none of them.
pub(super) fn uncut(picture: &Picture<'_>, faults: &mut Vec<String>) {
    let Some(first) = picture.lines.iter().map(|line| line.index).min() else { return };
    let inside = |line: &Line| line.points.iter().any(|point| point.1 < picture.bottom() - 1.0);
    for (index, element) in picture.elements.iter().enumerate().skip(first) {
        let in_legend = element.holder != Some(0) && element.row.is_none();
        if element.name == "path"
            && matches!(kind_of(element), "w" | "g")
            && !in_legend
            && inside(&Line { index, points: element.points() })
        {
            faults.push(format!("order: a `{}` lies over links: {:?}", element.class, element.points()));
        }
    }
}

/// A line crosses a bar only behind it, and only where no other upright would do.
pub(super) fn behind(picture: &Picture<'_>, faults: &mut Vec<String>) {
    for line in picture.lines.iter().filter(|line| picture.first_row < line.index) {
        faults.push(format!("crossing: a link lies on the marks: {:?}", line.points));
    }
    for line in &picture.lines {
        let (Some(first), Some(last)) = (line.points.first(), line.points.last()) else { continue };
        for mark in &picture.marks {
            let crossing = line.points.windows(2).find(|pair| mark.is_crossed_by(pair[0], pair[1]));
            let Some(pair) = crossing else { continue };
            let own = mark.has_on_edge(*first) || mark.has_on_edge(*last);
            if own || pair[0].1 == pair[1].1 {
                faults.push(format!("crossing: a link runs through the mark of {} {:?}: {:?}", mark.row, mark.area, line.points));
            } else if let Some(x) = better(picture, line) {
                faults.push(format!("crossing: a link runs behind {}, though nothing is at {x:.1}: {:?}", mark.row, line.points));
                break;
            }
        }
    }
}

/// No line runs along what a row shows of a baseline.
pub(super) fn off_baselines(picture: &Picture<'_>, faults: &mut Vec<String>) {
    for line in &picture.lines {
        let across = line.points.windows(2).filter(|pair| pair[0].1 == pair[1].1);
        for pair in across {
            let level = Area::around(pair).grown(0.01);
            if let Some(ghost) = picture.ghosts.iter().find(|ghost| ghost.bottom - ghost.top < 5.0 && ghost.grown(0.2).meets(level)) {
                faults.push(format!("crossing: a link runs along a baseline {ghost:?}: {:?}", line.points));
            }
        }
    }
}

/// Returns a place where the upright of a line would cross nothing.
pub(super) fn better(picture: &Picture<'_>, line: &Line) -> Option<f64> {
    let [.., before, last] = line.points.as_slice() else { return None };
    if before.1 != last.1 {
        // It falls onto its mark from above or below, at the one place that is right.
        return None;
    }
    let first = line.points.first()?;
    let (top, bottom) = (first.1.min(last.1), first.1.max(last.1));
    let leaves_right = line.points.get(1).is_some_and(|next| first.0 <= next.0);
    let (low, high) = match (before.0 < last.0, leaves_right) {
        (true, true) if first.0 + 12.0 < last.0 - 12.0 => (first.0 + 12.0, last.0 - 12.0),
        (true, true) => (last.0 - 24.0, last.0 - 12.0),
        (true, false) => (first.0.min(last.0) - 24.0, first.0.min(last.0) - 12.0),
        (false, _) => (first.0.max(last.0) + 16.0, first.0.max(last.0) + 32.0),
    };
    let column = |x: f64, by: f64| Area { left: x - by, top: top + 12.0, right: x + by, bottom: bottom - 12.0 };
    let is_free = |x: &f64| {
        let meets_line = |other: &&Line| other.index != line.index && crosses_upright(other, column(*x, OTHERS));
        let meets_head = |other: &&Line| other.index != line.index && crosses_head(other, column(*x, 0.1));
        !picture.marks.iter().any(|mark| mark.area.meets(column(*x, ENDS)))
            && !picture.texts.iter().any(|words| words.area.meets(column(*x, ENDS)))
            && !picture.lines.iter().any(|other| meets_line(&other) || meets_head(&other))
            && picture.status.is_none_or(|status| ENDS < (status - x).abs())
    };
    if high - low < 4.0 || bottom - top < 30.0 {
        return None;
    }
    let mut x = high;
    while low <= x {
        if is_free(&x) {
            return Some(x);
        }
        x -= 1.0;
    }
    None
}

/// Tells whether a column runs through the place of an arrow that lands from the side.
pub(super) fn crosses_head(line: &Line, column: Area) -> bool {
    let [.., a, b] = line.points.as_slice() else { return false };
    let room = Area::around(&[(b.0 - (b.0 - a.0).signum() * LANDING, b.1 - 3.0), (b.0, b.1 + 3.0)]);
    a.1 == b.1 && column.meets(room)
}

/// Tells whether an upright part of a line runs beside or on a column.
fn crosses_upright(line: &Line, column: Area) -> bool {
    line.points.windows(2).filter(|pair| pair[0].0 == pair[1].0).any(|pair| column.meets(Area::around(pair).grown(0.01)))
}
