//! A plan that is about to be written: items in order, clauses as typed values.
//!
//! Nothing here is checked. A draft can say what the compiler would refuse, an item after itself for instance; whoever fills
//! it in knows the language.

use crate::calendar::{Day, DaySet, Hours, Instant, TimeOfDay, Week, Weekday, WorkTime};

/// A whole plan, in the order in which it is written: settings, calendars, people, work, charts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Every item; what is inside a phase stands right behind it, one level deeper.
    pub items: Vec<Item>,
    /// What the larger units of time are here; lengths are written in them.
    pub units: Units,
    /// Comments at the end of the text, a line each.
    pub foot: Vec<String>,
}

/// The place of an item in [`Draft::items`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u32);

/// One item and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which kind.
    pub kind: Kind,
    /// How deep it stands; 0 is outermost.
    pub level: u16,
    /// Its name; empty if one is to be made of the title.
    pub id: String,
    /// Its title; empty if it has none but its name in words.
    pub title: String,
    /// What is said of it, in any order; repeated clauses keep theirs.
    pub clauses: Vec<Clause>,
    /// Comments above it, a line each.
    pub comments: Vec<String>,
    /// It is written as a comment, with all its clauses: work that is no part of the plan for now.
    pub is_comment: bool,
}

/// The word that begins an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the words of the language")]
pub enum Kind {
    Plan,
    Calendar,
    Person,
    Team,
    Resource,
    Phase,
    Task,
    Milestone,
    Chart,
}

/// One clause. Lists that add up (`after`, `by`, `tag`) may be one clause or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// `in order`, on a phase.
    InOrder,
    /// `gate`, on a milestone.
    Gate,
    /// `5d`, or with best and worst case `5d (3d..10d)`.
    Duration(Length, Option<(Length, Length)>),
    /// `effort 12d`, or with best and worst case.
    Effort(Length, Option<(Length, Length)>),
    /// `2026-03-02..2026-03-06`, or `from x until y` where an end is told from an item.
    Span(Target, Target),
    /// `on D`.
    On(Target),
    /// `2w after x`.
    DistanceAfter(Length, Target),
    /// `1w before x`.
    DistanceBefore(Length, Target),
    /// `by ana, ben 50%`.
    By(Vec<Entry>),
    /// `after x, y + 2d`.
    After(Vec<Target>),
    /// `ends after x`.
    EndsAfter(Vec<Target>),
    /// `before x - 2w`.
    Before(Vec<Target>),
    /// `from D`: starts no earlier.
    From(Target),
    /// `starts by D`: starts no later.
    StartsBy(Target),
    /// `starts on D`.
    StartsOn(Target),
    /// `ends from D`: ends no earlier.
    EndsFrom(Target),
    /// `ends by D`: ends no later.
    EndsBy(Target),
    /// `ends on D`.
    EndsOn(Target),
    /// `as late as possible`.
    AsLateAsPossible,
    /// `delayed 3d elapsed`.
    Delayed(Length),
    /// `due D`.
    Due(Target),
    /// `calendar night`; nothing is the standard calendar.
    Calendar(Option<ItemId>),
    /// `calendar night only`: in these hours whoever is on it; nothing is the standard calendar.
    CalendarOnly(Option<ItemId>),
    /// `owner ana`.
    Owner(Who),
    /// `priority 700`.
    Priority(u16),
    /// `started D`.
    Started(Moment),
    /// `finished D`.
    Finished(Moment),
    /// `passed D`.
    Passed(Moment),
    /// `failed D`.
    Failed(Moment),
    /// `done 40%`, in ten-thousandths; all of it is `done`.
    Done(u32),
    /// `remaining 2d`.
    Remaining(Length),
    /// `cost 500`, in hundredths.
    Cost(u64),
    /// `baseline D..D`; one date where both are the same.
    Baseline(Moment, Moment),
    /// `budget 20000`, in hundredths.
    Budget(u64),
    /// `tag a, b`.
    Tag(Vec<String>),
    /// `key PROJ-12`.
    Key(String),
    /// `link https://…`.
    Link(String),
    /// `note "…"`, one clause a line of the text.
    Note(String),
    /// `- [ ] …`, an entry of the checklist, ticked or not.
    Check(bool, String),

    /// `start D`.
    Start(Moment),
    /// `end D`.
    End(Moment),
    /// `as of D`, and whether `keeping dates` follows.
    AsOf(Moment, bool),
    /// `units 1d = 8h, 1w = 40h, 1mo = 20d`, of the draft's own units.
    Units,
    /// `currency EUR`.
    Currency(String),
    /// `leveling on`, `leveling off`.
    Leveling(bool),
    /// `week mon-fri 09:00-17:00` on a plan or calendar, `works …` on people and resources.
    Week(DaySet, Hours),
    /// `holiday RANGE "why"`, `away RANGE "why"` on people and resources: first and last day, with times where they are parts.
    Off(Moment, Moment, String),
    /// `workday RANGE HOURS "why"`, `works RANGE HOURS` on people and resources.
    Workday(Day, Day, Hours, String),
    /// `like night`; nothing is the standard calendar.
    Like(Option<ItemId>),
    /// `50%`, in ten-thousandths.
    Share(u32),
    /// `50% 2026-04-13..2026-07-17`.
    ShareFor(u32, Day, Day),
    /// `rate 80/h`, hundredths an hour.
    Rate(u64),
    /// `capacity 3`.
    Capacity(u32),
    /// `email ana@example.org`.
    Email(String),
    /// `from D` on people, resources and charts.
    Joins(Moment),
    /// `until D` on people, resources and charts.
    Leaves(Moment),
    /// `of ana, ben`, the members of a team.
    Of(Vec<Entry>),

    /// `focus go-live` on a chart.
    Focus(Vec<ItemId>),
    /// A word that says all, on a chart: `critical`, `no slack`.
    Flag(&'static str),
    /// A word with one of its choices or a number, on a chart: `theme dark`, `group by owner`, `depth 2`.
    Choice(&'static str, String),
    /// A word with a list of others, on a chart: `columns start, finish`.
    Words(&'static str, Vec<String>),
    /// A word with the path of a file, on a chart: `theme "brand.toml"`.
    File(&'static str, String),
}

/// A day, with a time where it is not the usual one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// The time of day; none is where that day's work begins, or ends, or all of the day: as the clause means it.
    pub time: Option<TimeOfDay>,
}

/// A date, or one told from an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A date.
    At(Moment),
    /// An item, one of its ends where that is to be said, and what lies between.
    Item(ItemId, Option<Edge>, Lag),
}

/// An end of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// `x.start`.
    Start,
    /// `x.end`.
    End,
}

/// What lies between two items; negative is a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lag {
    /// Nothing.
    None,
    /// Time.
    Time(Length),
    /// Ten-thousandths of the predecessor's duration.
    Percent(i32),
}

/// A length of time, exact to the tenth of a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// Tenths of a minute; negative only in a lag.
    pub tenths: i64,
    /// By the clock, nights and weekends included.
    pub elapsed: bool,
    /// The unit in which it was told; used where it comes out even, else the largest one that does.
    pub unit: Option<Unit>,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
}

/// How much work the larger units are, in tenths of a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Units {
    /// Of `1d`.
    pub day: i64,
    /// Of `1w`.
    pub week: i64,
    /// Of `1mo`.
    pub month: i64,
}

/// Somebody in a `by` or `of` list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub who: Who,
    /// How many of a team or resource.
    pub pick: Pick,
    /// How much of each day, in ten-thousandths; none is all they have.
    pub units: Option<u32>,
    /// Their own share of the work.
    pub work: Option<Length>,
}

/// A person, team or resource of the plan, or a mere name in a plan that declares nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Declared.
    Item(ItemId),
    /// A label.
    Label(String),
}

/// How many of a team or resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// The person, or any one.
    One,
    /// `2 of web`.
    Count(u32),
    /// `all of web`.
    All,
}

impl Draft {
    /// Adds an item and returns its place.
    pub fn push(&mut self, item: Item) -> ItemId {
        self.items.push(item);
        ItemId(u32::try_from(self.items.len() - 1).unwrap_or(u32::MAX))
    }

    /// Returns the item at a place, if there is one.
    #[must_use]
    pub fn get(&self, id: ItemId) -> Option<&Item> {
        self.items.get(id.0 as usize)
    }

    /// Returns the item at a place for more to be said of it, if there is one.
    pub fn get_mut(&mut self, id: ItemId) -> Option<&mut Item> {
        self.items.get_mut(id.0 as usize)
    }
}

impl Item {
    /// Returns an item of which nothing but the title is known.
    #[must_use]
    pub fn new(kind: Kind, level: u16, title: impl Into<String>) -> Self {
        Self { kind, level, id: String::new(), title: title.into(), clauses: Vec::new(), comments: Vec::new(), is_comment: false }
    }
}

impl Clause {
    /// Returns the working hours of a week, days with the same hours together; days off are not told.
    #[must_use]
    pub fn hours_of(week: &Week) -> Vec<Self> {
        let mut told: Vec<(DaySet, &Hours)> = Vec::new();
        for day in Weekday::ALL {
            let hours = week.hours(day);
            match told.iter_mut().find(|(_, known)| *known == hours) {
                Some((set, _)) => set.0 |= DaySet::of(day).0,
                None => told.push((DaySet::of(day), hours)),
            }
        }
        told.into_iter().filter(|(_, hours)| !hours.is_empty()).map(|(set, hours)| Self::Week(set, hours.clone())).collect()
    }
}

impl Moment {
    /// Returns `t` with its time.
    #[must_use]
    pub fn exact(t: Instant) -> Self {
        Self { day: t.day(), time: Some(t.time()) }
    }

    /// Returns `t` where something begins: without the time if that is when the day's work begins.
    #[must_use]
    pub fn begin(t: Instant, clock: &WorkTime) -> Self {
        if clock.day_start(t.day()) == t { Self::day(t.day()) } else { Self::exact(t) }
    }

    /// Returns `t` where something ends: without the time if that is when the day's work ends.
    #[must_use]
    pub fn end(t: Instant, clock: &WorkTime) -> Self {
        let day = t.last_day();
        if clock.day_finish(day) == t { Self::day(day) } else { Self::exact(t) }
    }

    /// Returns a day without a time.
    #[must_use]
    pub const fn day(day: Day) -> Self {
        Self { day, time: None }
    }
}

impl Length {
    /// Returns working time.
    #[must_use]
    pub const fn work(tenths: i64) -> Self {
        Self { tenths, elapsed: false, unit: None }
    }

    /// Returns clock time.
    #[must_use]
    pub const fn elapsed(tenths: i64) -> Self {
        Self { tenths, elapsed: true, unit: None }
    }
}

impl Default for Units {
    /// Eight hours, five days, twenty days.
    fn default() -> Self {
        Self { day: 4_800, week: 24_000, month: 96_000 }
    }
}
