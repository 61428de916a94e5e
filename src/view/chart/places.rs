//! Where words find room beside their mark.
//!
//! Words go away from their mark until nothing is in the way, but not so far that they would seem to belong to another. A
//! flag, and a hollow diamond of the baseline, have a date of their own: words that come after one would name it, so they
//! stay between it and their mark, or on the other side, as long as there is room.

use super::scale::Scale;
use super::strokes::{Area, Strokes};
use super::{Anchor, Bar, DIAMOND, Flag, Label, Px, Row};

/// The room beside a mark, and what else stands in it.
pub(super) struct Room<'a> {
    /// Where words may begin right of the mark and end left of it.
    right: Px,
    left: Px,
    inside: (Px, Px),
    top: Px,
    /// What words do not come after, unless there is no other room: the flag, and the line from it.
    walls: Vec<(Px, Px)>,
    /// The hollow diamond, which they do not come after, either.
    promised: Option<(Px, Px)>,
    taken: Vec<(Px, Px)>,
    /// The line that leads from a missed deadline to the mark.
    line: Option<(Px, Px)>,
    /// Words may cover the beginning of slack, if there is more of it.
    slack: Option<(Px, Px)>,
    lines: &'a Strokes,
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Right beside their mark.
    Near,
    /// On the line that leads from a missed deadline to their mark.
    OnLine,
    /// Right beside what else the row has there.
    Beyond,
    /// Far from their mark, where they say what must not be overlooked.
    Far,
    /// Far from everything that the row has there.
    FarBeyond,
}

/// What the line of the status date is to words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    /// They keep clear of it.
    Heeded,
    /// It is broken where they stand.
    Broken,
}

/// Words farther from their mark could be those of another.
const NEAR: Px = Px::of(28);
/// What is farther away has words of its own.
const CLOSE: Px = Px::of(40);
/// Words farther from their mark would be.
const FARTHEST: Px = Px::of(160);
/// Between a mark and its words.
const GAP: Px = Px::of(12);
/// Between words and what is beside them.
const AWAY: Px = Px::of(5);
/// From the pole of a flag to the end of it.
const FLAG: Px = Px::of(8);
/// How often words give way.
const TRIED: usize = 12;

impl Reach {
    /// Tells whether words that are found there are near something of their row.
    pub(super) const fn is_near(self) -> bool {
        match self {
            Self::Near | Self::OnLine | Self::Beyond => true,
            Self::Far | Self::FarBeyond => false,
        }
    }

    const fn is_beyond(self) -> bool {
        match self {
            Self::Beyond | Self::FarBeyond => true,
            Self::Near | Self::OnLine | Self::Far => false,
        }
    }
}

impl<'a> Room<'a> {
    pub(super) fn of(row: &Row<'_>, bar: Bar, (scale, lines): (&Scale, &'a Strokes)) -> Self {
        let is_milestone = matches!(bar, Bar::Milestone { .. });
        let flag = row.deadline.map(|flag| (flag.x - Px::of(4), flag.x + FLAG));
        let missed = row.deadline.filter(|flag| flag.missed_to.is_some()).map(|flag| (flag.x - Px::of(4), bar.left()));
        let missed = missed.filter(|(from, to)| from < to);
        let promised = row.ghost.filter(|(from, to)| from == to).map(|(x, _)| (x - DIAMOND, x + DIAMOND));
        // A flag at work has no words that a name could be taken for.
        let (flag_walls, flag_taken) = if is_milestone { (flag, None) } else { (None, flag) };
        Self {
            right: bar.right() + GAP,
            left: bar.left() - GAP,
            inside: (scale.left, scale.right),
            top: row.top,
            walls: [flag_walls, missed].into_iter().flatten().collect(),
            promised,
            taken: [flag_taken, row.edge.as_deref().map(Label::span)].into_iter().flatten().collect(),
            line: missed.map(|(from, to)| (from + Px::of(4) + FLAG, to)),
            slack: row.slack,
            lines,
        }
    }

    fn area(&self, (left, right): (Px, Px)) -> Area {
        Area { left, top: self.top + Px::of(9), right, bottom: self.top + Px::of(21) }
    }

    /// Keeps words away from others.
    pub(super) fn take(&mut self, spans: impl Iterator<Item = (Px, Px)>) {
        self.taken.extend(spans);
    }

    /// Returns the room as it is seen from the edge of the picture at `left`: marks of the row are on the way to the left.
    pub(super) fn seen_from(self, left: Px, inside: (Px, Px)) -> Self {
        Self { left, inside, ..self }
    }

    /// Returns where words end that go to the left until nothing is in their way.
    pub(super) fn leftwards(&self, width: Px) -> Option<Px> {
        self.beside(width, (Anchor::End, Status::Heeded), Reach::Near)
    }

    /// Tells whether no line runs through words.
    pub(super) fn is_clear(&self, span: (Px, Px)) -> bool {
        self.lines.leave(self.area(span))
    }

    /// Returns the nearest place for words of this width, right of the mark if both sides are as near. The line of the status
    /// date is broken only where they would have none.
    pub(super) fn place(&self, width: Px, reach: Reach) -> Option<(Px, Anchor)> {
        if reach == Reach::OnLine {
            return self.on_line(width);
        }
        let far = if reach.is_near() { NEAR } else { FARTHEST };
        let from = |anchor| self.edge(anchor, reach);
        let distance = |(x, anchor): &(Px, Anchor)| if *anchor == Anchor::Start { *x - from(*anchor) } else { from(*anchor) - *x };
        let nearest = |status| {
            let sides = [Anchor::Start, Anchor::End].into_iter().filter(|anchor| self.belongs(*anchor, reach));
            let sides = sides.filter_map(|anchor| Some((self.beside(width, (anchor, status), reach)?, anchor)));
            sides.filter(|place| distance(place) <= far).min_by_key(distance)
        };
        nearest(Status::Heeded).or_else(|| nearest(Status::Broken))
    }

    /// Returns where words may begin or end.
    fn edge(&self, anchor: Anchor, reach: Reach) -> Px {
        let is_close = |x: Px| reach == Reach::FarBeyond || x - self.right <= CLOSE && self.left - x <= CLOSE;
        let promised = self.promised.filter(|(from, to)| is_close(*from) || is_close(*to));
        let walls = self.walls.iter().chain(&promised).filter(|_| reach.is_beyond());
        match anchor {
            Anchor::Start => walls.map(|wall| wall.1 + AWAY).fold(self.right, Px::max),
            Anchor::End => walls.map(|wall| wall.0 - AWAY).fold(self.left, Px::min),
        }
    }

    /// Tells whether words beside what else the row has there would still be seen to belong to the mark: it is close, or a
    /// line leads to it.
    fn belongs(&self, anchor: Anchor, reach: Reach) -> bool {
        let (near, edge) = (self.edge(anchor, Reach::Near), self.edge(anchor, reach));
        reach != Reach::Beyond || edge - near <= CLOSE && near - edge <= CLOSE || anchor == Anchor::End && self.line.is_some()
    }

    /// Returns the place of words on the line from a missed deadline, which is broken there.
    fn on_line(&self, width: Px) -> Option<(Px, Anchor)> {
        let (from, to) = self.line?;
        let span = (self.left - width, self.left);
        let is_free = |other: &(Px, Px)| !meet(span, *other);
        let fits = from + AWAY <= span.0 && self.inside.0 <= span.0 && self.left <= to;
        let is_free = fits && self.promised.iter().chain(&self.taken).all(is_free) && self.is_clear(span);
        is_free.then_some((self.left, Anchor::End))
    }

    /// Goes away from the mark until nothing is in the way.
    fn beside(&self, width: Px, (anchor, status): (Anchor, Status), reach: Reach) -> Option<Px> {
        let mut x = self.edge(anchor, reach);
        for _ in 0..TRIED {
            let span = if anchor == Anchor::Start { (x, x + width) } else { (x - width, x) };
            if span.0 < self.inside.0 || self.inside.1 < span.1 || self.walls.iter().chain(&self.promised).any(|wall| meet(span, *wall)) {
                return None;
            }
            let slack = self.slack.filter(|slack| x != self.right || slack.1 < span.1 + GAP);
            let taken = self.taken.iter().copied().chain(slack).find(|taken| meet(span, *taken));
            let hit = taken.or_else(|| self.lines.crossing(self.area(span)));
            let as_of = || self.lines.as_of(self.area(span)).filter(|_| status == Status::Heeded);
            let Some(hit) = hit.or_else(as_of) else { return Some(x) };
            x = if anchor == Anchor::Start { hit.1 + AWAY } else { hit.0 - AWAY };
        }
        None
    }

    /// Returns the place of words at a flag: right of it, or left of it.
    pub(super) fn at_flag(&self, flag: Flag, (width, label): (Px, Option<(Px, Px)>)) -> Option<(Px, Anchor)> {
        let (right, left) = (flag.x + FLAG + AWAY, flag.x - AWAY);
        let own = (flag.x - Px::of(4), flag.x + FLAG);
        let mark = (self.left + GAP, self.right - GAP);
        let others = self.walls.iter().chain(&self.promised).copied().filter(|wall| *wall != own).chain(self.taken.iter().copied());
        let others: Vec<_> = others.chain(label).chain([mark]).collect();
        let is_free = |status, (left, right): (Px, Px)| {
            let area = self.area((left, right));
            let is_inside = self.inside.0 <= left && right <= self.inside.1;
            is_inside
                && !others.iter().any(|other| meet((left, right), *other))
                && self.lines.crossing(area).is_none()
                && (status == Status::Broken || self.lines.as_of(area).is_none())
        };
        [Status::Heeded, Status::Broken].into_iter().find_map(|status| {
            let is_right = is_free(status, (right, right + width)).then_some((right, Anchor::Start));
            is_right.or_else(|| is_free(status, (left - width, left)).then_some((left, Anchor::End)))
        })
    }
}

/// Tells whether words come too close to something.
fn meet((left, right): (Px, Px), other: (Px, Px)) -> bool {
    left < other.1 + AWAY && other.0 - AWAY < right
}
