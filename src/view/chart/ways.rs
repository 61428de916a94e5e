//! The shape of each link: how it leaves one mark, where its upright stands, how it enters the other.
//!
//! A link leaves the edge that its kind ties and enters the other in the direction of its arrow. Between bars that follow
//! at once in neighbouring rows it drops onto the bar; otherwise its upright stands in the gutter of the item that waits.
//! Where words stand beside a mark, a link leaves through the channel below or above them, and enters from above or below.

use super::lanes::{Arrival, Upright};
use super::links::Candidate;
use super::obstacles::Obstacles;
use super::route::Route;
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
        // Words that stand left of a bar, and none at all, do not begin right of it.
        let words_right = standing.words.into_iter().filter(|(from, to)| right < *from && from <= to).map(|(from, _)| from).min();
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
    /// Along the channel at the second height to the first place, and from there as from above.
    Over(Px, Px),
}

/// A link whose upright has no place yet.
pub(super) struct Sketch {
    from: End,
    to: End,
    exit: Exit,
    entry: Entry,
    pub(super) upright: Upright,
}

/// A way: out, in, where the upright would be best, and how far it may give way to the left and to the right.
#[derive(Clone, Copy)]
struct Way {
    exit: Exit,
    entry: Entry,
    x: Px,
    low: Px,
    high: Px,
    detour: i32,
}

/// The ways that a link may take, the plainest first.
type Choices = [Option<Way>; 3];

impl Way {
    const fn at(exit: Exit, entry: Entry, x: Px) -> Self {
        Self { exit, entry, x, low: x, high: x, detour: 0 }
    }

    /// The upright may give way to the left as far as `low`.
    const fn left_of(exit: Exit, entry: Entry, (x, low): (Px, Px)) -> Self {
        Self { exit, entry, x, low, high: x, detour: 0 }
    }

    /// The upright may give way to the right as far as `high`.
    const fn right_of(exit: Exit, entry: Entry, (x, high): (Px, Px)) -> Self {
        Self { exit, entry, x, low: x, high, detour: 0 }
    }

    const fn detour(self, detour: i32) -> Self {
        Self { detour, ..self }
    }

    const fn only(self) -> Choices {
        [Some(self), None, None]
    }
}

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
const BESIDE: Px = Px::of(64);
/// What it costs to go back to the gutter of what follows at once.
const BACK: i32 = 600;
/// What it costs to leave to the right and come back above it.
const ASIDE: i32 = 750;
/// How far to the right that may be.
const NEARBY: Px = Px::of(32);
/// What it costs to come out of a milestone otherwise than is plainest.
const OTHERWISE: i32 = 100;

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
            Entry::Over(at, y) => route.to(x, y).to(at, y).to(at, self.to.facing(&self.from)),
        }
    }
}

impl Ways<'_> {
    /// Returns one of the ways of a link, the plainest first; `None` where it has no more.
    pub(super) fn sketch(&self, link: &Candidate, choice: u8) -> Option<Sketch> {
        let (from, to) = (End::of(self.obstacles, link.from)?, End::of(self.obstacles, link.to)?);
        let dependency = self.plan.dependencies.get(link.dependency as usize)?;
        let choices = match dependency.link {
            Link::FinishToStart => self.finish_to_start(&from, &to),
            Link::StartToStart => self.start_to_start(&from, &to),
            Link::FinishToFinish => finish_to_finish(&from, &to),
            Link::StartToFinish => start_to_finish(&from, &to),
        };
        let Way { exit, entry, x, low, high, detour } = choices.into_iter().flatten().nth(usize::from(choice))?;
        let begin = match exit {
            Exit::Side(_) => from.mid,
            Exit::Tip(_) => from.facing(&to),
            Exit::Channel(_, _, y) | Exit::TipChannel(_, y) => y,
        };
        let end = match entry {
            Entry::Side(_) => to.mid,
            Entry::Facing => to.facing(&from),
            Entry::Over(_, y) => y,
        };
        let (leaves_finish, enters_finish) = match dependency.link {
            Link::FinishToStart => (1, 0),
            Link::StartToStart => (0, 0),
            Link::FinishToFinish => (1, 1),
            Link::StartToFinish => (0, 1),
        };
        let (top, bottom, rows) = (begin.min(end), begin.max(end), between(&from, &to));
        let (source, target) = (link.from * 2 + leaves_finish, link.to * 2 + enters_finish);
        let arrival = match entry {
            Entry::Side(_) => Arrival::Beside,
            Entry::Facing => Arrival::On,
            Entry::Over(..) => Arrival::Over,
        };
        let upright = Upright { x, low, high, top, bottom, rows, source, target, detour, arrival };
        Some(Sketch { from, to, exit, entry, upright })
    }

    fn finish_to_start(&self, from: &End, to: &End) -> Choices {
        if let Some(x) = to.instant {
            return self.onto_milestone(from, to, x);
        }
        if to.words_left {
            let x = to.first();
            let exit = if from.is_open_to(x) { Exit::Side(from.right) } else { around(from, to) };
            return Way::at(exit, Entry::Facing, x).only();
        }
        self.to_start(from, to)
    }

    /// Returns the ways into the start of an item, beside which no words stand.
    fn to_start(&self, from: &End, to: &End) -> Choices {
        let (gutter, entry) = (to.left - GUTTER, Entry::Side(to.left));
        let around = around(from, to);
        let back = Way::left_of(around, entry, (gutter, gutter - BESIDE));
        if let Some(x) = from.instant {
            return out_of_milestone(from, to, (x, back));
        }
        if from.right + ROOM <= to.left {
            let exit = if from.is_open_to(gutter) { Exit::Side(from.right) } else { around };
            let direct = Way::left_of(exit, entry, (gutter, from.right + STUB));
            return [Some(direct), Some(back.detour(BACK)), None];
        }
        match drop_onto(from, to, from.right) {
            Some(drop) => [Some(drop), Some(back.detour(BACK)), self.over(from, to)],
            None => back.only(),
        }
    }

    /// Returns the ways onto a milestone: from above or below, or where no words stand before it, from the left.
    fn onto_milestone(&self, from: &End, to: &End, x: Px) -> Choices {
        let leaves = from.instant.unwrap_or(from.right);
        let exit = match from.instant {
            Some(at) if at == x => Exit::Tip(at),
            None if leaves <= x && (from.is_open_to(x) || x <= leaves + STUB) => Exit::Side(from.right),
            Some(_) | None => around(from, to),
        };
        let onto = Way::at(exit, Entry::Facing, x);
        if to.words_left {
            return onto.only();
        }
        let [aside, otherwise, _] = self.to_start(from, to);
        let dearer = |way: Way| way.detour(way.detour + OTHERWISE);
        [Some(onto), aside.map(dearer), self.over(from, to).or(otherwise.map(dearer))]
    }

    /// Returns the way that leaves to the right and comes back above what begins then, past other ends at the same instant.
    fn over(&self, from: &End, to: &End) -> Option<Way> {
        let at = to.first();
        let x = from.right.max(at) + GUTTER;
        let fits = from.instant.is_none() && from.row + 1 < to.row && from.right <= at + Px::of(1) && at <= from.right + ROOM;
        let above = self.obstacles.row(to.row.checked_sub(1)?)?;
        let y = to.row_top - if above.ghost { NARROW } else { CHANNEL };
        let exit = if from.is_open_to(x) { Exit::Side(from.right) } else { around(from, to) };
        fits.then_some(Way::right_of(exit, Entry::Over(at, y), (x, x + NEARBY)).detour(ASIDE))
    }

    /// A start where arrows land is left from below or above: straight to what starts later, if that is possible.
    fn start_to_start(&self, from: &End, to: &End) -> Choices {
        let channel = Exit::Channel(from.left, from.left - STUB, from.channel(to));
        let is_landed_on = self.waiting.get(from.row as usize).is_some_and(|waiting| 0 < *waiting);
        let foot = from.first();
        let exit = match from.instant {
            None if is_landed_on && !from.phase => Exit::TipChannel(foot, from.channel(to)),
            Some(_) | None if from.words_left => channel,
            Some(_) | None => Exit::Side(from.left),
        };
        if to.words_left {
            let x = to.first();
            return Way::at(if x < from.left { exit } else { channel }, Entry::Facing, x).only();
        }
        let (x, entry) = (from.left.min(to.left) - GUTTER, Entry::Side(to.left));
        let around = Way::left_of(exit, entry, (x, x - BESIDE));
        if matches!(exit, Exit::TipChannel(..)) && foot + ROOM <= to.left {
            let straight = Way::at(Exit::Tip(foot), entry, foot);
            let aside = Way::left_of(exit, entry, (to.left - GUTTER, foot + Px::of(4)));
            return [Some(straight), Some(aside.detour(OTHERWISE)), Some(around.detour(OTHERWISE))];
        }
        around.only()
    }
}

/// Returns the way straight down onto the start of a bar that follows at once.
fn drop_onto(from: &End, to: &End, leaves: Px) -> Option<Way> {
    let last = (to.right - Px::of(3)).max(to.left + Px::of(1));
    let onto = (leaves + STUB).max(to.left + Px::of(4)).min(last);
    let near = leaves <= to.left + Px::of(1) && leaves <= onto && (from.row < to.row || !to.phase) && to.instant.is_none();
    let exit = if from.instant.is_none() && from.is_open_to(onto) { Exit::Side(from.right) } else { around(from, to) };
    near.then_some(Way::right_of(exit, Entry::Facing, (onto, (to.left + Px::of(7)).min(last).max(onto))))
}

/// Returns the ways from a milestone at `x` into a start.
fn out_of_milestone(from: &End, to: &End, (x, back): (Px, Way)) -> Choices {
    let (gutter, entry) = (to.left - GUTTER, Entry::Side(to.left));
    let around = around(from, to);
    // A bracket begins just below: straight down.
    if to.phase && from.row < to.row && to.left <= x && x <= to.left + Px::of(5) {
        return [Some(Way::at(Exit::Tip(x), Entry::Facing, x)), Some(back.detour(BACK)), None];
    }
    if x + GUTTER <= to.left {
        let straight = Way::at(Exit::Tip(x), entry, x);
        if x + Px::of(40) < to.left {
            let aside = Way::left_of(around, entry, (gutter, x + Px::of(4)));
            return [Some(aside), Some(straight.detour(OTHERWISE)), Some(back.detour(BACK))];
        }
        // Its other successors begin nearby: they all share one trunk beside the milestone.
        let beside = gutter.min(x - GUTTER);
        let beside = Way::left_of(around, entry, (beside, beside - BESIDE));
        return [Some(straight), Some(beside.detour(OTHERWISE)), None];
    }
    match drop_onto(from, to, x) {
        Some(drop) => [Some(drop), Some(back.detour(BACK)), None],
        None => back.only(),
    }
}

fn finish_to_finish(from: &End, to: &End) -> Choices {
    let x = from.right.max(to.right) + GUTTER + Px::of(4);
    if to.words_right.is_some_and(|words| words < x + Px::of(20)) {
        let x = to.last();
        return Way::at(if from.is_open_to(x) { Exit::Side(from.right) } else { around(from, to) }, Entry::Facing, x).only();
    }
    let exit = if from.is_open_to(x + Px::of(12)) { Exit::Side(from.right) } else { around(from, to) };
    Way::right_of(exit, Entry::Side(to.right), (x, x + BESIDE)).only()
}

fn start_to_finish(from: &End, to: &End) -> Choices {
    let exit = Exit::Channel(from.left, from.left - STUB, from.channel(to));
    let x = to.right + GUTTER + Px::of(4);
    if to.words_right.is_some_and(|words| words < x + Px::of(20)) {
        return Way::at(exit, Entry::Facing, to.last()).only();
    }
    Way::right_of(exit, Entry::Side(to.right), (x, x + BESIDE)).only()
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
