//! What the lines of a plan say, before any name is looked up.
//!
//! Flat arrays in file order, ranges instead of strings: a line owns the clauses from its `first_clause` up to the next
//! line's, a clause owns a range of targets or assignments. Nothing here is wrong: what could not be read is an `Unknown` line.

mod packed;

pub(in crate::syntax) use self::packed::Given;
pub use self::packed::{Assignment, Clause, Estimate, Line, Target};

use crate::calendar::{Day, DaySet, Hours, TimeOfDay};
use crate::span::{SourceId, Span, TextRange};

/// One file, read: every line in order, and how the lines nest.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The file that was read.
    pub source: SourceId,
    /// Every line, in order; their stretches of text tile the file.
    pub lines: Vec<Line>,
    /// The clauses of all lines.
    pub clauses: Vec<Clause>,
    /// The dates and names that clauses point to.
    pub targets: Vec<Target>,
    /// The entries of `by` and `of` lists.
    pub assignments: Vec<Assignment>,
    /// Words of broken lines: possibly names that would have been defined, so nobody complains that they are missing.
    pub poisoned: Vec<TextRange>,
}

/// The place of a line in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineId(pub u32);

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Nothing, or a comment.
    Blank,
    /// Text around the `plan` blocks of a Markdown file, fences included.
    Text,
    /// `gantline 1`.
    Version(u32),
    /// Begins an item; its clauses may follow on the line.
    Item(Item),
    /// Only clauses, of the owner.
    Clauses,
    /// `- [ ] …` or `- [x] …`, an entry of the owner's checklist; `text` is what follows the box.
    Checklist {
        /// Whether the box is ticked.
        ticked: bool,
        /// What the entry says.
        text: TextRange,
    },
    /// A line that could not be read at all; it was reported.
    Unknown,
}

/// The head of an item's line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which kind of item.
    pub kind: ItemKind,
    /// The name that others refer to it by; for `include` the name after `as`.
    pub id: Option<TextRange>,
    /// The quoted title with its quotes; for `include` the quoted path.
    pub title: Option<TextRange>,
}

/// The word that begins an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// The settings of the whole plan.
    Plan,
    /// A working calendar.
    Calendar,
    /// Someone who works.
    Person,
    /// A pool of people.
    Team,
    /// Something that work needs and that is scarce.
    Resource,
    /// Another file.
    Include,
    /// A picture of the plan.
    Chart,
    /// A summary that holds other items.
    Phase,
    /// Work.
    Task,
    /// An instant.
    Milestone,
}

/// What a clause says. Where a clause may stand is checked in `model::resolve`.
#[derive(Clone, Debug)]
pub enum ClauseKind {
    // work items
    /// `5d`, `5d (3d..10d)`, `4w..7w`, `6w elapsed`.
    Duration(Estimate),
    /// `effort 12d`, with an estimate as in a duration.
    Effort(Estimate),
    /// `2026-03-02..2026-03-06` or `from D until D`: two targets, begin and end.
    Span(Targets),
    /// `on D`.
    On(Targets),
    /// `after x, y + 2d`.
    After(Targets),
    /// `2w after x` on a milestone: `after x + 2w` and no later.
    DistanceAfter(Box<Distance>),
    /// `1w before x` on a milestone: exactly there.
    DistanceBefore(Box<Distance>),
    /// `ends after x`.
    EndsAfter(Targets),
    /// `before x`.
    Before(Targets),
    /// `in order`.
    InOrder,
    /// `from D`; on people the first day.
    From(Targets),
    /// `until D` alone: the last day of a person or resource.
    Until(Targets),
    /// `ends from D`.
    EndsFrom(Targets),
    /// `starts by D`.
    StartsBy(Targets),
    /// `ends by D`.
    EndsBy(Targets),
    /// `starts on D`.
    StartsOn(Targets),
    /// `ends on D`.
    EndsOn(Targets),
    /// `delayed 3d elapsed`.
    Delayed(Amount),
    /// `due D`.
    Due(Targets),
    /// `as late as possible`.
    AsLateAsPossible,
    /// `by ana, ben 50%`.
    By(Assignments),
    /// `by 2026-05-01`, which means `due 2026-05-01`: one target, a date.
    ByDate(Targets),
    /// `owner ana`.
    Owner(TextRange),
    /// `key PROJ-12`, with its quotes where it has them.
    Key(TextRange),
    /// `priority 700`.
    Priority(u32),
    /// `done`, `done 40%`: ten-thousandths, so `40%` is 4,000.
    Done(u32),
    /// `started D`; `None` without its date.
    Started(Option<Targets>),
    /// `finished D`; `None` without its date.
    Finished(Option<Targets>),
    /// `remaining 2d`.
    Remaining(Amount),
    /// `passed D`.
    Passed(Option<Targets>),
    /// `failed D`.
    Failed(Option<Targets>),
    /// `calendar night`.
    Calendar(TextRange),
    /// `calendar night only`: in these hours whoever is on it.
    CalendarOnly(TextRange),
    /// `cost 500`.
    Cost(Money),
    /// `baseline D..D`, or one date that is both ends: two targets, begin and end.
    Baseline(Targets),
    /// `budget 20000`.
    Budget(Money),
    /// One entry of `tag a, b`.
    Tag(TextRange),
    /// `link URL`, with its quotes where it has them.
    Link(TextRange),
    /// `note "…"`, with its quotes.
    Note(TextRange),
    /// `gate` on a milestone.
    Gate,

    // the plan
    /// `start D`.
    Start(Targets),
    /// `end D`.
    End(Targets),
    /// `as of D`, with `keeping dates` or without.
    AsOf {
        /// The status date.
        date: Targets,
        /// `keeping dates`: nothing is moved.
        keeping_dates: bool,
    },
    /// `week mon-fri 09:00-12:00, 13:00-17:00` on a plan or calendar, `works …` on a person or resource.
    Week(Box<WeekHours>),
    /// `holiday RANGE "why"` on a plan or calendar, `away RANGE "why"` on a person or resource.
    Away(Box<DayRange>),
    /// `workday RANGE HOURS "why"` on a plan or calendar, `works RANGE HOURS "why"` on a person or resource; without hours a typical day's.
    Workday(Box<(DayRange, Hours)>),
    /// `holidays from "de.ics"`, the path with its quotes.
    HolidaysFrom(TextRange),
    /// `currency EUR`.
    Currency(TextRange),
    /// `units 1d = 8h, 1w = 40h, 1mo = 20d`: pairs of left and right.
    Units(Box<Box<[(Amount, Amount)]>>),
    /// `leveling off` is `false`, `leveling on` is `true`.
    Leveling(bool),

    // calendars, people, resources
    /// `like standard`.
    Like(TextRange),
    /// `50%`: ten-thousandths of a full person.
    PersonUnits(u32),
    /// `50% 2026-04-13..2026-07-17`.
    UnitsFor(Box<(u32, DayRange)>),
    /// `rate 80/h`, `rate 600/d`.
    Rate {
        /// How much.
        money: Money,
        /// Per what: hour or day.
        per: Unit,
    },
    /// `email a@b.c`.
    Email(TextRange),
    /// `capacity 3`.
    Capacity(u32),
    /// `of ana, ben`.
    Of(Assignments),

    // charts
    /// `columns start, finish`.
    Columns(Names),
    /// `depth 2`.
    Depth(u32),
    /// `focus go-live`.
    Focus(Names),
    /// `critical`.
    Critical,
    /// `only launch, beta`.
    Only(Names),
    /// `theme dark`, or `theme "brand.toml"` with its quotes.
    Theme(TextRange),
    /// `arrows none`.
    Arrows(TextRange),
    /// `width 900`.
    Width(u32),
    /// `group by owner`.
    GroupBy(TextRange),
    /// `color by tag`.
    ColorBy(TextRange),
    /// `view milestones`.
    View(TextRange),
    /// `baseline "first.plan"`, the path with its quotes.
    BaselineFrom(TextRange),
    /// `load`.
    Load,
    /// `iso weeks`.
    IsoWeeks,
    /// `no slack`.
    NoSlack,
    /// `format svg, pdf`.
    Format(Names),
    /// `page a4-landscape`.
    Page(TextRange),
    /// `scale 1.5` in hundredths.
    Scale(u32),
    /// `font "Noto.ttf"`, the path with its quotes.
    Font(TextRange),
}

/// Words or paths of names that stand in a list of their own.
#[allow(clippy::box_collection, reason = "a clause is as small as its largest variant")]
pub type Names = Box<Box<[TextRange]>>;

/// A range of a document's `targets`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Targets {
    /// The first.
    pub first: u32,
    /// How many.
    pub len: u32,
}

/// A range of a document's `assignments`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assignments {
    /// The first.
    pub first: u32,
    /// How many.
    pub len: u32,
}

/// What a target is before its lag.
#[derive(Clone, Copy, Debug)]
pub enum TargetKind {
    /// A date as it was written.
    Date(Moment),
    /// An item: `build.content`, `build."Write content"`; without the `.start` or `.end`.
    Item {
        /// The names and dots.
        path: TextRange,
        /// Which end was written.
        edge: Option<Edge>,
    },
}

/// An end of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

/// A date, with a time or without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// The time of day, if one was written.
    pub time: Option<TimeOfDay>,
}

/// A lag (`+ 2d`) or lead (`- 1d`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lag {
    /// How much.
    pub amount: Amount,
    /// A lead: taken off instead of added.
    pub lead: bool,
}

/// A number with a unit, as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Thousandths of the unit: `1.5d` is 1,500.
    pub thousandths: u32,
    /// The unit.
    pub unit: Unit,
    /// Counts nights and weekends.
    pub elapsed: bool,
}

/// Units of time; working time unless the amount is elapsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// `min`
    Minute,
    /// `h`
    Hour,
    /// `d`
    Day,
    /// `w`
    Week,
    /// `mo`
    Month,
    /// `%` of the predecessor's duration; only in a lag.
    Percent,
}

/// `2w after x`, `1w before x`.
#[derive(Clone, Copy, Debug)]
pub struct Distance {
    /// How far.
    pub amount: Amount,
    /// From where.
    pub target: Targets,
}

/// How many of a team or resource an assignment takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// The person, or whoever of the team is free first (`any of`).
    One,
    /// `2 of web`.
    Count(u32),
    /// `all of web`.
    All,
}

/// Working hours of some weekdays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekHours {
    /// Which weekdays.
    pub days: DaySet,
    /// The hours; empty when only the days were written, which then take the default hours.
    pub hours: Hours,
    /// Where the hours stand, for a message about them.
    pub range: TextRange,
}

/// A day or a range of days, both included, with the reason.
#[derive(Clone, Copy, Debug)]
pub struct DayRange {
    /// The dates.
    pub range: TextRange,
    /// The first.
    pub from: Moment,
    /// The last; the same where only one was written.
    pub to: Moment,
    /// The quoted reason, with its quotes.
    pub reason: Option<TextRange>,
}

/// An amount of money in hundredths of the plan's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// Hundredths: `80.50` is 8,050.
    pub hundredths: u64,
}

impl Document {
    /// Returns the span of `range` in this document's file.
    #[must_use]
    pub fn span(&self, range: TextRange) -> Span {
        Span::new(self.source, range)
    }

    /// Returns the clauses that stand on `line` itself.
    #[must_use]
    pub fn clauses_of(&self, line: LineId) -> &[Clause] {
        let first = |index: usize| self.lines.get(index).map_or(self.clauses.len(), |line| line.first_clause as usize);
        let index = line.0 as usize;
        self.clauses.get(first(index)..first(index + 1)).unwrap_or(&[])
    }

    /// Returns the targets of a clause.
    #[must_use]
    pub fn targets(&self, targets: Targets) -> &[Target] {
        self.targets.get(targets.first as usize..(targets.first + targets.len) as usize).unwrap_or(&[])
    }

    /// Returns the entries of a `by` or `of` list.
    #[must_use]
    pub fn assignments(&self, assignments: Assignments) -> &[Assignment] {
        self.assignments.get(assignments.first as usize..(assignments.first + assignments.len) as usize).unwrap_or(&[])
    }
}
