//! People, teams and other resources, and who is on what.

use super::{CalendarId, ResourceId, Text};
use crate::calendar::{Day, Work};
use crate::span::Span;

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

/// Someone, or some of a team, on a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Who.
    pub resource: ResourceId,
    /// How many of a team or resource.
    pub pick: Pick,
    /// Ten-thousandths of a full day; `None` is all that they have.
    pub units: Option<u32>,
    /// Their own share of the work.
    pub work: Option<Work>,
    /// Where it stands.
    pub span: Span,
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
