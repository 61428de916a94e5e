//! What the marks mean, of only those marks that are there.

use super::colours::{Coloured, Told};
use super::links::LinkSummary;
use super::{Arrow, AsOf, Bar, Font, MARGIN, Px, Row, Shade, State};
use crate::view::phrase;

/// The legend below the chart.
#[derive(Clone, Debug, Default)]
pub struct Legend {
    /// The line above it.
    pub top: Px,
    /// The marks, with their places.
    pub entries: Vec<Entry>,
    /// The bottom of the picture.
    pub bottom: Px,
}

/// A mark and its meaning.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The mark.
    pub swatch: Swatch,
    /// Where it begins.
    pub x: Px,
    /// Its middle.
    pub y: Px,
    /// Where the words begin.
    pub text_x: Px,
    /// What it means.
    pub text: String,
}

/// What lies between two entries.
const GAP: Px = Px::of(18);
/// The least of that.
const CLOSE: Px = Px::of(11);

/// The longest name of a group in the legend.
const LONGEST_TITLE: Px = Px::of(200);

/// A mark of the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Swatch {
    /// Work.
    Task,
    /// Work, part of it done.
    PartDone,
    /// Work on the critical path.
    Critical,
    /// Work on the critical path, part of it done.
    CriticalPartDone,
    /// Work on the critical path, whose colour tells something else.
    CriticalOutline,
    /// Work that has begun, nothing of it done.
    Begun,
    /// Work that nobody has estimated.
    Unestimated,
    /// Work that should be done and is not.
    Overdue {
        /// On the critical path.
        critical: bool,
    },
    /// A phase.
    Phase,
    /// A phase whose items are not drawn.
    Folded {
        /// Part of it is done.
        part_done: bool,
    },
    /// The same, with critical work inside.
    FoldedCritical,
    /// A milestone.
    Milestone(Look),
    /// A gate.
    Gate(Look),
    /// Slack.
    Slack,
    /// A deadline.
    Deadline,
    /// A deadline that work misses: hatched from there on.
    Missed {
        /// On the critical path.
        critical: bool,
    },
    /// A deadline that only milestones miss: a line leads to them.
    MissedMilestone(Look),
    /// The status date.
    AsOf,
    /// Days off.
    NotWorked,
    /// Holidays.
    Holiday,
    /// Links.
    Link,
    /// Links on the critical path.
    CriticalLink,
    /// Work of one group, by the number of its colour.
    Colour(u8),
    /// The same, part of it done.
    ColourPartDone(u8),
    /// The same, all of it done.
    ColourDone(u8),
    /// Where the baseline has items: work and phases, milestones, or both.
    Baseline {
        /// Lines.
        lines: bool,
        /// Hollow diamonds.
        diamonds: bool,
    },
}

/// How a diamond looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Look {
    /// On the critical path.
    pub critical: bool,
    /// Reached, or passed.
    pub done: bool,
}

/// What there is to explain.
pub(super) struct Seen<'a, 'p> {
    pub(super) rows: &'a [Row<'p>],
    pub(super) shades: &'a [Shade],
    pub(super) links: &'a LinkSummary,
    pub(super) arrows: &'a [Arrow],
    pub(super) as_of: Option<&'a AsOf>,
    pub(super) colours: &'a Coloured,
}

pub(super) fn legend(seen: &Seen<'_, '_>, top: Px, width: Px) -> Legend {
    let top = top + Px::of(14);
    let meanings = meanings(seen);
    let loose = placed(meanings.clone(), (top, width), GAP);
    // Closer together, where that spares a line.
    let close = placed(meanings, (top, width), CLOSE);
    if close.bottom < loose.bottom { close } else { loose }
}

/// Puts entries one after the other, in as many lines as they need.
fn placed(meanings: Vec<(Swatch, String)>, (top, width): (Px, Px), gap: Px) -> Legend {
    let mut y = top + Px::of(24);
    let mut x = MARGIN;
    let mut entries = Vec::with_capacity(meanings.len());
    for (swatch, text) in meanings {
        let text_x = x + swatch.width() + Px::of(7);
        let end = text_x + Font::SMALL.width(&text);
        if width - MARGIN < end && x != MARGIN {
            y = y + Px::of(24);
            let text_x = MARGIN + (text_x - x);
            entries.push(Entry { swatch, x: MARGIN, y, text_x, text });
            x = MARGIN + (end - x) + gap;
            continue;
        }
        entries.push(Entry { swatch, x, y, text_x, text });
        x = end + gap;
    }
    Legend { top, entries, bottom: y + Px::of(24) }
}

impl Legend {
    /// Returns the same right below `bottom`.
    pub(super) fn below(mut self, bottom: Px) -> Self {
        let shift = bottom + Px::of(14) - self.top;
        self.top = self.top + shift;
        self.bottom = self.bottom + shift;
        for entry in &mut self.entries {
            entry.y = entry.y + shift;
        }
        self
    }
}

impl Swatch {
    fn width(self) -> Px {
        match self {
            Self::Milestone(_) | Self::Gate(_) | Self::NotWorked | Self::Holiday => Px::of(16),
            Self::Deadline => Px::of(10),
            Self::Missed { .. } => Px::of(31),
            Self::Task
            | Self::PartDone
            | Self::Critical
            | Self::CriticalPartDone
            | Self::CriticalOutline
            | Self::Begun
            | Self::Unestimated
            | Self::Overdue { .. }
            | Self::Phase
            | Self::Folded { .. }
            | Self::FoldedCritical
            | Self::Slack
            | Self::MissedMilestone(_)
            | Self::AsOf
            | Self::Colour(_)
            | Self::ColourPartDone(_)
            | Self::ColourDone(_)
            | Self::Baseline { .. }
            | Self::Link
            | Self::CriticalLink => Px::of(26),
        }
    }
}

/// Which marks the rows have.
#[derive(Clone, Copy, Default)]
struct Marks {
    plain: bool,
    critical: bool,
    part_done: bool,
    begun: bool,
    unestimated: bool,
    overdue: Bars,
    phase: bool,
    folded: bool,
    folded_done: bool,
    folded_critical: bool,
    /// There are bars, so that red is explained by one.
    bar: bool,
    milestones: Diamonds,
    gates: Diamonds,
    slack: bool,
    deadline: bool,
    missed: Bars,
    missed_milestone: Option<Look>,
    ghosts: Ghosts,
}

/// What a baseline is seen by.
#[derive(Clone, Copy, Default)]
struct Ghosts {
    lines: bool,
    diamonds: bool,
    /// Items end later than it has them, and earlier.
    later: bool,
    earlier: bool,
}

impl Ghosts {
    fn see(&mut self, (from, to): (Px, Px), bar: Option<Bar>) {
        self.diamonds |= from == to;
        self.lines |= from != to;
        let finish = match bar {
            Some(Bar::Task { right, .. } | Bar::Phase { right, .. }) => right,
            Some(Bar::Milestone { x, .. }) => x,
            None => return,
        };
        self.later |= to < finish;
        self.earlier |= finish < to;
    }

    /// Returns what the marks mean, and the signs beside them.
    const fn meaning(self) -> &'static str {
        match (self.later, self.earlier) {
            (true, true) => "baseline (+ later, − earlier)",
            (true, false) => "baseline (+ later)",
            (false, true) => "baseline (− earlier)",
            (false, false) => "baseline",
        }
    }
}

/// Which bars have something.
#[derive(Clone, Copy, Default)]
struct Bars {
    any: bool,
    /// One that is not critical.
    plain: bool,
}

impl Bars {
    const fn see(&mut self, critical: bool) {
        self.any = true;
        self.plain |= !critical;
    }

    /// Tells whether all of them are critical.
    const fn critical(self) -> bool {
        self.any && !self.plain
    }
}

/// Which diamonds of a kind there are.
#[derive(Clone, Copy, Default)]
struct Diamonds {
    plain: Come,
    critical: Come,
}

/// Which diamonds are still to come, and which are reached.
#[derive(Clone, Copy, Default)]
struct Come {
    open: bool,
    done: bool,
}

impl Diamonds {
    const fn see(&mut self, look: Look) {
        let seen = if look.critical { &mut self.critical } else { &mut self.plain };
        if look.done {
            seen.done = true;
        } else {
            seen.open = true;
        }
    }

    /// Returns the looks to explain: those that are plain where a bar tells what red means, else those of each colour.
    fn told(self, bar: bool) -> impl Iterator<Item = Look> {
        let any = Come { open: self.plain.open || self.critical.open, done: self.plain.done || self.critical.done };
        let (plain, critical) = if bar { (any, Come::default()) } else { (self.plain, self.critical) };
        let looks = [(false, plain), (true, critical)];
        let look = |critical, done, seen: bool| seen.then_some(Look { critical, done });
        looks.into_iter().flat_map(move |(critical, seen)| [look(critical, false, seen.open), look(critical, true, seen.done)]).flatten()
    }
}

/// What the diamonds of a kind are called.
struct Called {
    open: &'static str,
    done: &'static str,
    critical: &'static str,
    critical_done: &'static str,
}

const MILESTONE: Called =
    Called { open: "milestone", done: "milestone, reached", critical: "critical milestone", critical_done: "critical milestone, reached" };
const GATE: Called = Called { open: "gate", done: "gate, passed", critical: "critical gate", critical_done: "critical gate, passed" };

impl Called {
    const fn name(&self, look: Look) -> &'static str {
        match (look.critical, look.done) {
            (false, false) => self.open,
            (false, true) => self.done,
            (true, false) => self.critical,
            (true, true) => self.critical_done,
        }
    }
}

impl Marks {
    /// Looks at every row once: a large chart's rows are many megabytes.
    fn of(rows: &[Row<'_>]) -> Self {
        let mut marks = Self::default();
        for row in rows {
            marks.see(row);
        }
        marks
    }

    /// Returns what diamonds mean. A dark milestone is explained by bars that are done, but a gate that is passed has a shape
    /// of its own.
    fn diamonds(&self) -> impl Iterator<Item = (Swatch, &'static str)> + use<> {
        let milestones: Vec<Look> = self.milestones.told(self.bar).collect();
        let open = milestones.clone();
        let is_told = move |look: &Look| !look.done || !open.contains(&Look { done: false, ..*look });
        let milestones = milestones.into_iter().filter(is_told).map(|look| (Swatch::Milestone(look), MILESTONE.name(look)));
        milestones.chain(self.gates.told(self.bar).map(|look| (Swatch::Gate(look), GATE.name(look))))
    }

    fn see(&mut self, row: &Row<'_>) {
        match row.bar {
            Some(Bar::Task { left, done, unestimated, .. }) => {
                self.bar = true;
                self.plain |= !row.critical && row.colour.is_none();
                self.part_done |= left < done || row.state == State::Overdue;
                if row.state == State::Overdue {
                    self.overdue.see(row.critical);
                }
                self.begun |= row.is_only_begun();
                self.unestimated |= unestimated;
            }
            Some(Bar::Phase { left, .. }) => {
                self.folded_done |= row.folded.is_some_and(|folded| left < folded.done);
                self.phase |= row.folded.is_none();
                self.folded |= row.folded.is_some_and(|folded| !folded.critical);
                self.folded_critical |= row.folded.is_some_and(|folded| folded.critical);
            }
            Some(Bar::Milestone { gate, .. }) => {
                let kind = if gate.is_some() { &mut self.gates } else { &mut self.milestones };
                let look = Look { critical: row.critical, done: row.state == State::Done };
                kind.see(look);
                if row.deadline.is_some_and(|flag| flag.missed_to.is_some()) {
                    self.missed_milestone = Some(look);
                }
            }
            None => {}
        }
        self.critical |= row.critical && row.bar.is_some();
        if let Some(ghost) = row.ghost {
            self.ghosts.see(ghost, row.bar);
        }
        self.slack |= row.slack.is_some();
        let is_flagged = row.deadline.is_some_and(|flag| flag.missed_to.is_some());
        if row.late_from.is_some() || is_flagged && !matches!(row.bar, Some(Bar::Milestone { .. })) {
            self.missed.see(row.critical);
        }
        if let Some(flag) = row.deadline {
            self.deadline |= flag.missed_to.is_none();
        }
    }
}

fn meanings(seen: &Seen<'_, '_>) -> Vec<(Swatch, String)> {
    let marks = Marks::of(seen.rows);
    let ghosts = marks.ghosts;
    let (plain, critical) = if marks.part_done { (Swatch::PartDone, Swatch::CriticalPartDone) } else { (Swatch::Task, Swatch::Critical) };
    let critical = if seen.colours.titles.is_empty() { critical } else { Swatch::CriticalOutline };
    let part_done = marks.folded_done;
    let folded = (Swatch::Folded { part_done }, if part_done { "folded phase, part done" } else { "folded phase" });
    let overdue = Swatch::Overdue { critical: marks.overdue.critical() };
    let mut all = vec![
        (plain, if marks.part_done { "task, part done" } else { "task" }, marks.plain),
        (critical, "critical path", marks.critical && marks.bar),
        (Swatch::CriticalLink, "critical path", !marks.critical && seen.arrows.iter().any(|arrow| arrow.critical)),
        (Swatch::Begun, "begun", marks.begun),
        (Swatch::Unestimated, "not estimated", marks.unestimated),
        (overdue, "overdue", marks.overdue.any),
        (Swatch::Phase, "phase", marks.phase),
        (folded.0, folded.1, marks.folded || marks.folded_done),
        (Swatch::FoldedCritical, "folded phase, critical", marks.folded_critical),
    ];
    all.extend(marks.diamonds().map(|(swatch, text)| (swatch, text, true)));
    all.extend([
        (Swatch::Slack, "slack", marks.slack),
        (Swatch::Deadline, "deadline", marks.deadline),
        (Swatch::Missed { critical: marks.missed.critical() }, "deadline missed", marks.missed.any),
    ]);
    let missed = marks.missed_milestone.map(|look| Look { critical: look.critical && !marks.bar, ..look });
    all.extend(missed.filter(|_| !marks.missed.any).map(|look| (Swatch::MissedMilestone(look), "deadline missed", true)));
    all.extend([
        (Swatch::Baseline { lines: ghosts.lines, diamonds: ghosts.diamonds }, ghosts.meaning(), ghosts.lines || ghosts.diamonds),
        (Swatch::AsOf, "as of", seen.as_of.is_some_and(|as_of| as_of.line.is_some())),
        (Swatch::NotWorked, "not worked", seen.shades.iter().any(|shade| shade.holiday.is_none())),
        (Swatch::Holiday, "holiday", seen.shades.iter().any(|shade| shade.holiday.is_some())),
    ]);
    let group = |told: &Told| {
        let swatch = match told.done {
            Some(true) => Swatch::ColourDone,
            Some(false) => Swatch::Colour,
            None if marks.part_done => Swatch::ColourPartDone,
            None => Swatch::Colour,
        };
        (swatch(told.colour), Font::SMALL.fit(&told.title, LONGEST_TITLE).into_owned())
    };
    let mut meanings: Vec<_> = seen.colours.titles.iter().map(group).collect();
    if 0 < seen.colours.n_plain {
        meanings.push((plain, phrase::count(seen.colours.n_plain, "other")));
    }
    let all = all.into_iter().filter(|entry| entry.2 && !(entry.0 == plain && 0 < seen.colours.n_plain));
    meanings.extend(all.map(|(swatch, text, _)| (swatch, text.to_owned())));
    if let Some(only) = seen.links.only {
        let (swatch, drawn) = (Swatch::Link, seen.links.drawn);
        meanings.push((
            swatch,
            if drawn == 0 { format!("no links: only {only}") } else { format!("{drawn} of {} links: {only}", seen.links.total) },
        ));
    }
    if 0 < seen.links.untold {
        meanings.push((Swatch::Link, format!("{} not written here", phrase::count(seen.links.untold, "lag"))));
    }
    meanings
}
