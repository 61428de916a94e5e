//! People, teams and other resources, and who is on what.

use super::{CalendarId, Plan, ResourceId, Text};
use crate::calendar::{Day, Work};
use crate::span::{Place, Span};

/// A person, team, resource, or a mere label.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Which of them.
    pub kind: ResourceKind,
    /// The id; for a label the name as written.
    pub id: Text,
    /// The title; without one, the id in words.
    pub title: Text,
    /// The id or title in the source.
    pub span: Span,
    /// The calendar with the person's own hours and absences; for a team the standard one.
    pub calendar: CalendarId,
    /// How much there is at most, in ten-thousandths of a full person.
    pub units: u32,
    /// Other units for a time, in the order of the text: first day, last day, units.
    pub units_for: Vec<(Day, Day, u32)>,
    /// How many of a resource there are.
    pub capacity: u32,
    /// The first day there.
    pub from: Option<Day>,
    /// The last day there.
    pub until: Option<Day>,
    /// Hundredths of the currency an hour.
    pub rate_per_hour: Option<u64>,
    /// Empty when untold.
    pub email: Text,
    /// The members of a team, in order, teams inside it taken apart.
    pub members: Vec<ResourceId>,
}

impl Resource {
    /// Returns someone or something of whom nothing but the name is known: full-time, one, on the standard calendar.
    pub(crate) const fn named(kind: ResourceKind, (id, title): (Text, Text), span: Span) -> Self {
        Self {
            kind,
            id,
            title,
            span,
            calendar: Plan::STANDARD,
            units: 10_000,
            units_for: Vec::new(),
            capacity: 1,
            from: None,
            until: None,
            rate_per_hour: None,
            email: Text { start: 0, end: 0 },
            members: Vec::new(),
        }
    }

    /// Returns the units on `day`, in ten-thousandths: those said for a time, else the usual ones.
    #[must_use]
    pub fn units_on(&self, day: Day) -> u32 {
        let told = self.units_for.iter().rev().find(|(from, to, _)| *from <= day && day <= *to);
        told.map_or(self.units, |(_, _, units)| *units)
    }
}

/// Which kind of resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResourceKind {
    /// Someone who works.
    Person,
    /// A pool of people.
    Team,
    /// Something scarce.
    Resource,
    /// A name after `by` in a plan that declares nobody.
    Label,
}

/// Someone, or some of a team, on a task. A large plan has as many as tasks, so what most leave unsaid takes no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Who.
    pub resource: ResourceId,
    place: Place,
    /// How many: [`ONE`], [`ALL`], or the number.
    pick: u32,
    /// Ten-thousandths, or [`UNSAID`].
    units: u32,
    /// Tenths of a minute, or `i32::MIN`.
    work: i32,
}

const ONE: u32 = u32::MAX;
const ALL: u32 = u32::MAX - 1;
const UNSAID: u32 = u32::MAX;

impl Assignment {
    /// Puts all of `resource` on a task, written at `span`.
    #[must_use]
    pub fn new(resource: ResourceId, span: Span) -> Self {
        Self { resource, place: Place::of(span), pick: ONE, units: UNSAID, work: i32::MIN }
    }

    /// Says how many of a team or resource; a number beyond four thousand million is that many.
    #[must_use]
    pub fn with_pick(self, pick: Pick) -> Self {
        let pick = match pick {
            Pick::One => ONE,
            Pick::Count(n) => n.min(ALL - 1),
            Pick::All => ALL,
        };
        Self { pick, ..self }
    }

    /// Says how much of each day, and their own share of the work.
    #[must_use]
    pub fn with_share(self, units: Option<u32>, work: Option<Work>) -> Self {
        Self { units: units.map_or(UNSAID, |units| units.min(UNSAID - 1)), work: work.map_or(i32::MIN, |work| work.0), ..self }
    }

    /// Returns where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.place.span()
    }

    /// Returns how many of a team or resource.
    #[must_use]
    pub const fn pick(&self) -> Pick {
        match self.pick {
            ONE => Pick::One,
            ALL => Pick::All,
            n => Pick::Count(n),
        }
    }

    /// Returns how much of each day, in ten-thousandths; `None` is all that they have.
    #[must_use]
    pub fn units(&self) -> Option<u32> {
        Some(self.units).filter(|units| *units != UNSAID)
    }

    /// Returns their own share of the work.
    #[must_use]
    pub fn work(&self) -> Option<Work> {
        Some(Work(self.work)).filter(|work| work.0 != i32::MIN)
    }
}

/// How many of a team or resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// The person; of a team, whoever is free first.
    One,
    /// So many.
    Count(u32),
    /// All of them.
    All,
}
