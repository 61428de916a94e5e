//! Links as paths: orthogonal, with rounded corners.

use std::io;

use super::pen::Pen;
use crate::view::chart::{Arrow, Px, Route};

/// Writes a link.
pub(super) fn link(arrow: &Arrow, pen: &mut Pen<'_>) -> io::Result<()> {
    pen.raw(match (arrow.critical, arrow.arrives) {
        (true, true) => "<path class=\"dc\" d=\"",
        (true, false) => "<path class=\"dc wo\" d=\"",
        (false, true) => "<path class=\"d\" d=\"",
        (false, false) => "<path class=\"d wo\" d=\"",
    });
    route(&arrow.route, pen);
    pen.raw("\"/>\n");
    pen.flush_if_full()
}

/// The radius of a corner of a link.
const CORNER: Px = Px::of(3);
/// The length of a head, which is straight.
const HEAD: Px = Px::of(6);

/// Writes a polyline with rounded corners.
fn route(route: &Route, pen: &mut Pen<'_>) {
    let points = route.points();
    let Some((first, rest)) = points.split_first() else { return };
    pen.raw("M").px(first.0).raw(" ").px(first.1);
    let mut at = *first;
    for (index, point) in rest.iter().enumerate() {
        let Some(next) = rest.get(index + 1) else {
            step(pen, at, *point);
            break;
        };
        let size = |a: (Px, Px), b: (Px, Px)| Px((b.0 - a.0).0.abs() + (b.1 - a.1).0.abs());
        let last = rest.len() == index + 2;
        let room = if last { (size(*point, *next) - HEAD).max(Px::ZERO) } else { size(*point, *next).half() };
        let radius = CORNER.min(size(at, *point)).min(room);
        let towards = |a: Px, b: Px| if a < b { radius } else { -radius };
        let (before, after) = if at.0 == point.0 {
            ((point.0, point.1 - towards(at.1, point.1)), (point.0 + towards(point.0, next.0), point.1))
        } else {
            ((point.0 - towards(at.0, point.0), point.1), (point.0, point.1 + towards(point.1, next.1)))
        };
        step(pen, at, before);
        let turn = |a: (Px, Px), b: (Px, Px)| (b.0 - a.0, b.1 - a.1);
        let (corner, end) = (turn(before, *point), turn(before, after));
        pen.raw("q").px(corner.0).raw(" ").px(corner.1).raw(" ").px(end.0).raw(" ").px(end.1);
        at = after;
    }
}

fn step(pen: &mut Pen<'_>, from: (Px, Px), to: (Px, Px)) {
    if from.1 != to.1 {
        pen.raw("V").px(to.1);
    } else if from.0 != to.0 {
        pen.raw("H").px(to.0);
    }
}
