//! What the marks mean, of only those marks that are there.

use super::colours::Coloured;
use super::links::LinkSummary;
use super::{Bar, Font, MARGIN, Px, Row, Shade, State};
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
    /// Work that has begun, nothing of it done.
    Begun,
    /// Work that nobody has estimated.
    Unestimated,
    /// Work that should be done and is not.
    Overdue,
    /// A phase.
    Phase,
    /// A milestone.
    Milestone,
    /// A gate.
    Gate,
    /// Slack.
    Slack,
    /// A deadline.
    Deadline,
    /// A deadline that is missed.
    Missed,
    /// The status date.
    AsOf,
    /// Days off.
    NotWorked,
    /// Holidays.
    Holiday,
    /// Links.
    Link,
    /// Work of one group, by the number of its colour.
    Colour(u8),
    /// Where the baseline has an item.
    Baseline,
}

/// What there is to explain.
pub(super) struct Seen<'a, 'p> {
    pub(super) rows: &'a [Row<'p>],
    pub(super) shades: &'a [Shade],
    pub(super) links: &'a LinkSummary,
    pub(super) as_of: bool,
    pub(super) colours: &'a Coloured,
}

pub(super) fn legend(seen: &Seen<'_, '_>, top: Px, width: Px) -> Legend {
    let top = top + Px::of(14);
    let mut y = top + Px::of(24);
    let mut x = MARGIN;
    let mut entries = Vec::new();
    for (swatch, text) in meanings(seen) {
        let text_x = x + swatch.width() + Px::of(7);
        let end = text_x + Font::SMALL.width(&text);
        if width - MARGIN < end && x != MARGIN {
            y = y + Px::of(24);
            let text_x = MARGIN + (text_x - x);
            entries.push(Entry { swatch, x: MARGIN, y, text_x, text });
            x = MARGIN + (end - x) + GAP;
            continue;
        }
        entries.push(Entry { swatch, x, y, text_x, text });
        x = end + GAP;
    }
    Legend { top, entries, bottom: y + Px::of(24) }
}

impl Swatch {
    fn width(self) -> Px {
        match self {
            Self::Milestone | Self::Gate | Self::NotWorked | Self::Holiday => Px::of(16),
            Self::Deadline => Px::of(10),
            Self::Task
            | Self::PartDone
            | Self::Critical
            | Self::CriticalPartDone
            | Self::Begun
            | Self::Unestimated
            | Self::Overdue
            | Self::Phase
            | Self::Slack
            | Self::Missed
            | Self::AsOf
            | Self::Colour(_)
            | Self::Baseline
            | Self::Link => Px::of(26),
        }
    }
}

/// Which marks the rows have.
#[derive(Default)]
struct Marks {
    plain: bool,
    critical: bool,
    part_done: bool,
    begun: bool,
    unestimated: bool,
    overdue: bool,
    phase: bool,
    milestone: bool,
    gate: bool,
    slack: bool,
    deadline: bool,
    missed: bool,
    ghost: bool,
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

    fn see(&mut self, row: &Row<'_>) {
        match row.bar {
            Some(Bar::Task { left, done, unestimated, .. }) => {
                self.plain |= !row.critical && row.colour.is_none();
                self.part_done |= left < done || row.state == State::Overdue;
                self.overdue |= row.state == State::Overdue;
                self.begun |= row.is_only_begun();
                self.unestimated |= unestimated;
            }
            Some(Bar::Phase { .. }) => self.phase = true,
            Some(Bar::Milestone { gate: None, .. }) => self.milestone = true,
            Some(Bar::Milestone { gate: Some(_), .. }) => self.gate = true,
            None => {}
        }
        self.critical |= row.critical && row.bar.is_some();
        self.ghost |= row.ghost.is_some();
        self.slack |= row.slack.is_some();
        if let Some(flag) = row.deadline {
            self.missed |= flag.missed_to.is_some();
            self.deadline |= flag.missed_to.is_none();
        }
    }
}

fn meanings(seen: &Seen<'_, '_>) -> Vec<(Swatch, String)> {
    let marks = Marks::of(seen.rows);
    let (plain, critical) = if marks.part_done { (Swatch::PartDone, Swatch::CriticalPartDone) } else { (Swatch::Task, Swatch::Critical) };
    let all = [
        (plain, if marks.part_done { "task, part done" } else { "task" }, marks.plain),
        (critical, "critical path", marks.critical),
        (Swatch::Begun, "begun", marks.begun),
        (Swatch::Unestimated, "not estimated", marks.unestimated),
        (Swatch::Overdue, "overdue", marks.overdue),
        (Swatch::Phase, "phase", marks.phase),
        (Swatch::Milestone, "milestone", marks.milestone),
        (Swatch::Gate, "gate", marks.gate),
        (Swatch::Slack, "slack", marks.slack),
        (Swatch::Deadline, "deadline", marks.deadline),
        (Swatch::Missed, "deadline missed", marks.missed),
        (Swatch::Baseline, "baseline", marks.ghost),
        (Swatch::AsOf, "as of", seen.as_of),
        (Swatch::NotWorked, "not worked", seen.shades.iter().any(|shade| shade.holiday.is_none())),
        (Swatch::Holiday, "holiday", seen.shades.iter().any(|shade| shade.holiday.is_some())),
    ];
    let mut meanings: Vec<_> = (0_u8..)
        .zip(&seen.colours.titles)
        .map(|(number, title)| (Swatch::Colour(number), Font::SMALL.fit(title, LONGEST_TITLE).into_owned()))
        .collect();
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
