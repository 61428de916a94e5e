//! The shape of each link: how it leaves one mark, where its upright stands, how it enters the other.
//!
//! A link leaves the edge that its kind ties and enters the other in the direction of its arrow. Between bars that follow
//! at once in neighbouring rows it drops onto the bar; otherwise its upright stands in the gutter of the item that waits.
//! Where words stand beside a mark, a link leaves through the channel below or above them, and enters from above or below.

use super::links::Candidate;
use super::obstacles::{Heed, Obstacles};
use super::route::{Route, Upright};
use super::{DIAMOND, Px, ROW};
use crate::model::{Kind, Link, Plan};

/// What the shapes of links depend on.
pub(super) struct Ways<'a> {
    pub(super) plan: &'a Plan,
    pub(super) obstacles: &'a Obstacles,
    /// How many links end in each row.
    pub(super) waiting: &'a [u32],
}

/// A row as links see it.
#[derive(Clone, Copy)]
pub(super) struct End {
    pub(super) row: u32,
    left: Px,
    right: Px,
    top: Px,
    mid: Px,
    bottom: Px,
    /// The top of its row.
    row_top: Px,
    /// The instant of a milestone.
    instant: Option<Px>,
    /// A bracket, whose legs hang down at its ends.
    phase: bool,
    /// A baseline shows a bar right below it.
    ghost: bool,
    /// Words stand left of it.
    words_left: bool,
    /// Where words begin right of it.
    words_right: Option<Px>,
}

impl End {
    fn of(obstacles: &Obstacles, row: u32) -> Option<Self> {
        let standing = obstacles.row(row)?;
        let mark = standing.mark?;
        let (top, mid, bottom) = match mark {
            Kind::Task | Kind::Milestone => (60, 140, 220),
            Kind::Phase => (80, 105, 130),
        };
        let (left, right) = standing.bar;
        let [label, edge] = standing.words;
        // Words that stand left of a bar, and none at all, do not begin right of it.
        let words_right = [label, edge].into_iter().find(|(from, to)| right < *from && from <= to).map(|(from, _)| from);
        Some(Self {
            row,
            left,
            right,
            top: standing.top + Px(top),
            mid: standing.top + Px(mid),
            bottom: standing.top + Px(bottom),
            row_top: standing.top,
            instant: (mark == Kind::Milestone).then(|| left + DIAMOND),
            phase: mark == Kind::Phase,
            ghost: standing.ghost,
            words_left: standing.words_left,
            words_right,
        })
    }

    /// Returns the height at which a link passes below or above the words of this row on the way to `other`.
    fn channel(&self, other: &Self) -> Px {
        let below = if self.ghost { NARROW } else { CHANNEL };
        if self.row < other.row { self.row_top + ROW - below } else { self.row_top + CHANNEL }
    }

    /// Returns the edge that faces `other`.
    fn facing(&self, other: &Self) -> Px {
        if self.row < other.row { self.bottom } else { self.top }
    }

    /// Tells whether a line may go sideways from the finish to `x`.
    fn is_open_to(&self, x: Px) -> bool {
        self.right <= x && self.words_right.is_none_or(|words| x + Px::of(2) <= words)
    }

    /// Returns the place near the start where a link enters from above or below.
    fn first(&self) -> Px {
        self.instant.unwrap_or_else(|| (self.left + Px::of(4)).min(self.left + (self.right - self.left).half()))
    }

    /// Returns the place near the finish where a link enters from above or below.
    fn last(&self) -> Px {
        self.instant.unwrap_or_else(|| (self.right - Px::of(4)).max(self.left + (self.right - self.left).half()))
    }
}

/// How a link gets to its upright.
#[derive(Clone, Copy)]
enum Exit {
    /// Sideways from the middle of an edge.
    Side(Px),
    /// Out of a milestone, up or down.
    Tip(Px),
    /// Sideways by a stub to the first place, then along the channel at the second.
    Channel(Px, Px, Px),
    /// Out of a milestone, then along the channel.
    TipChannel(Px, Px),
}

/// How a link gets from its upright to the arrow's tip.
#[derive(Clone, Copy)]
enum Entry {
    /// Sideways, into an edge.
    Side(Px),
    /// From above or below.
    Facing,
}

/// A link whose upright has no place yet.
pub(super) struct Sketch {
    from: End,
    to: End,
    exit: Exit,
    entry: Entry,
    pub(super) upright: Upright,
}

/// A way: out, in, and where the upright would be best, which way it may give way, and how far.
type Way = (Exit, Entry, Px, i32, Px);

/// How far a link goes sideways before it turns into a channel.
const STUB: Px = Px::of(5);
/// From an upright to the edge that its link enters: the length of a head and of a corner.
const GUTTER: Px = Px::of(9);
/// The least distance that has room for an upright and an arrow.
const ROOM: Px = Px::of(17);
/// How far channels lie from the edge of a row.
const CHANNEL: Px = Px::of(3);
/// The same below what a baseline shows.
const NARROW: Px = Px(15);
/// How far an upright may give way beside the item that waits.
const BESIDE: Px = Px::of(40);

impl Sketch {
    /// Returns the whole way, with the upright at `x`.
    pub(super) fn route(&self, x: Px) -> Route {
        let facing = self.from.facing(&self.to);
        let route = match self.exit {
            Exit::Side(edge) => Route::default().to(edge, self.from.mid).to(x, self.from.mid),
            Exit::Tip(at) => Route::default().to(at, facing),
            Exit::Channel(edge, stub, y) => Route::default().to(edge, self.from.mid).to(stub, self.from.mid).to(stub, y).to(x, y),
            Exit::TipChannel(at, y) => Route::default().to(at, facing).to(at, y).to(x, y),
        };
        match self.entry {
            Entry::Side(edge) => route.to(x, self.to.mid).to(edge, self.to.mid),
            Entry::Facing => route.to(x, self.to.facing(&self.from)),
        }
    }
}

impl Ways<'_> {
    pub(super) fn sketch(&self, link: &Candidate) -> Option<Sketch> {
        let (from, to) = (End::of(self.obstacles, link.from)?, End::of(self.obstacles, link.to)?);
        let dependency = self.plan.dependencies.get(link.dependency as usize)?;
        let (exit, entry, x, way, far) = match dependency.link {
            Link::FinishToStart => self.finish_to_start(&from, &to),
            Link::StartToStart => start_to_start(&from, &to),
            Link::FinishToFinish => finish_to_finish(&from, &to),
            Link::StartToFinish => start_to_finish(&from, &to),
        };
        let bundle = if is_many(self.waiting, link) { link.to * 2 + 1 } else { link.from * 2 };
        let begin = match exit {
            Exit::Side(_) => from.mid,
            Exit::Tip(_) => from.facing(&to),
            Exit::Channel(_, _, y) | Exit::TipChannel(_, y) => y,
        };
        let end = match entry {
            Entry::Side(_) => to.mid,
            Entry::Facing => to.facing(&from),
        };
        let upright = Upright { x, way, far, top: begin.min(end), bottom: begin.max(end), rows: between(&from, &to), bundle };
        Some(Sketch { from, to, exit, entry, upright })
    }

    fn finish_to_start(&self, from: &End, to: &End) -> Way {
        if let Some(x) = to.instant
            && let Some(way) = self.onto_milestone(from, to, x)
        {
            return way;
        }
        let around = around(from, to);
        if to.words_left {
            let x = to.first();
            let exit = if from.is_open_to(x) { Exit::Side(from.right) } else { around };
            return (exit, Entry::Facing, x, 0, x);
        }
        let (gutter, entry) = (to.left - GUTTER, Entry::Side(to.left));
        if let Some(x) = from.instant {
            return self.out_of_milestone(from, to, x);
        }
        let narrow = to.left < from.right + Px::of(60);
        let passes = || self.obstacles.block(between(from, to), gutter, Heed::All).is_none();
        if from.right + ROOM <= to.left && (!narrow || passes()) {
            let exit = if from.is_open_to(gutter) { Exit::Side(from.right) } else { around };
            return (exit, entry, gutter, -1, from.right + Px::of(4));
        }
        self.drop_onto(from, to, from.right).unwrap_or((around, entry, gutter, -1, gutter - BESIDE))
    }

    /// Returns the way straight down onto the start of a bar that follows at once.
    fn drop_onto(&self, from: &End, to: &End, leaves: Px) -> Option<Way> {
        let onto = (leaves + STUB).max(to.left + Px::of(4)).min((to.right - Px::of(3)).max(to.left + Px::of(1)));
        let near = leaves <= to.left + Px::of(1) && leaves <= onto && (from.row < to.row || !to.phase) && to.instant.is_none();
        if !near || !self.is_clear(from, to, onto) {
            return None;
        }
        let exit = if from.instant.is_none() && from.is_open_to(onto) { Exit::Side(from.right) } else { around(from, to) };
        Some((exit, Entry::Facing, onto, 0, onto))
    }

    fn out_of_milestone(&self, from: &End, to: &End, x: Px) -> Way {
        let (gutter, entry) = (to.left - GUTTER, Entry::Side(to.left));
        let around = around(from, to);
        // A bracket begins just below: straight down.
        if to.phase && from.row < to.row && to.left <= x && x <= to.left + Px::of(5) && self.is_clear(from, to, x) {
            return (Exit::Tip(x), Entry::Facing, x, 0, x);
        }
        if x + GUTTER <= to.left {
            if x + Px::of(40) < to.left {
                return (around, entry, gutter, -1, x + Px::of(4));
            }
            if self.is_clear(from, to, x) {
                return (Exit::Tip(x), entry, x, 0, x);
            }
            // Its other successors begin nearby: they all share one trunk beside the milestone.
            let beside = gutter.min(x - GUTTER);
            return (around, entry, beside, -1, beside - BESIDE);
        }
        self.drop_onto(from, to, x).unwrap_or((around, entry, gutter, -1, gutter - BESIDE))
    }

    /// Returns the way onto a milestone from above or below; `None` where something stands in it.
    fn onto_milestone(&self, from: &End, to: &End, x: Px) -> Option<Way> {
        let blocked = self.obstacles.block(between(from, to), x, if to.words_left { Heed::Words } else { Heed::Inside }).is_some();
        if blocked && !to.words_left {
            return None;
        }
        let leaves = from.instant.unwrap_or(from.right);
        let exit = match from.instant {
            Some(at) if at == x => Exit::Tip(at),
            None if leaves <= x && (from.is_open_to(x) || x <= leaves + STUB) => Exit::Side(from.right),
            Some(_) | None => around(from, to),
        };
        Some((exit, Entry::Facing, x, 0, x))
    }

    /// Tells whether nothing lies between two rows at `x`; too far apart counts as not.
    fn is_clear(&self, from: &End, to: &End, x: Px) -> bool {
        let rows = between(from, to);
        rows.len() <= 6 && self.obstacles.block(rows, x, Heed::All).is_none()
    }
}

fn start_to_start(from: &End, to: &End) -> Way {
    let channel = Exit::Channel(from.left, from.left - STUB, from.channel(to));
    let exit = if from.words_left { channel } else { Exit::Side(from.left) };
    if to.words_left {
        let x = to.first();
        return (if x < from.left { exit } else { channel }, Entry::Facing, x, 0, x);
    }
    let x = from.left.min(to.left) - GUTTER;
    (exit, Entry::Side(to.left), x, -1, x - BESIDE)
}

fn finish_to_finish(from: &End, to: &End) -> Way {
    let x = from.right.max(to.right) + GUTTER + Px::of(4);
    if to.words_right.is_some_and(|words| words < x + Px::of(20)) {
        let x = to.last();
        return (if from.is_open_to(x) { Exit::Side(from.right) } else { around(from, to) }, Entry::Facing, x, 0, x);
    }
    let exit = if from.is_open_to(x + Px::of(12)) { Exit::Side(from.right) } else { around(from, to) };
    (exit, Entry::Side(to.right), x, 1, x + BESIDE)
}

fn start_to_finish(from: &End, to: &End) -> Way {
    let exit = Exit::Channel(from.left, from.left - STUB, from.channel(to));
    let x = to.right + GUTTER + Px::of(4);
    if to.words_right.is_some_and(|words| words < x + Px::of(20)) {
        return (exit, Entry::Facing, to.last(), 0, to.last());
    }
    (exit, Entry::Side(to.right), x, 1, x + BESIDE)
}

/// Tells whether other links end where this one does.
pub(super) fn is_many(waiting: &[u32], link: &Candidate) -> bool {
    waiting.get(link.to as usize).is_some_and(|count| 1 < *count)
}

/// Returns the way out of a finish that has words beside it.
fn around(from: &End, to: &End) -> Exit {
    let channel = from.channel(to);
    match from.instant {
        Some(x) => Exit::TipChannel(x, channel),
        None => Exit::Channel(from.right, from.right + STUB, channel),
    }
}

/// Returns the rows that a link passes.
fn between(from: &End, to: &End) -> std::ops::Range<u32> {
    from.row.min(to.row) + 1..from.row.max(to.row)
}
