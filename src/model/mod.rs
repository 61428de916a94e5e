//! What a plan means: strings stop here, ids from here on.
//!
//! Tasks, milestones and phases share one arena in file order (preorder), so a phase's descendants are the range behind it.
//! What nearly every item has is in [`Task`]; what few have is in its [`Details`].

mod arena;
mod chart;
mod constraint;
mod dependency;
mod plan;
mod resolve;
mod resource;
mod task;

pub use crate::syntax::ast::Edge;
pub use arena::{Arena, CalendarId, GivenId, Id, ResourceId, TaskId};
pub use chart::{Arrows, Chart, ChartTheme, Column, Format, Key, NamedFile, Paper, Picture, Theme};
pub use constraint::{Constraint, ConstraintKind, Deadline, When};
pub use dependency::{Dependency, Lag, Link};
pub use plan::{AsOf, Direction, NamedCalendar, Plan, Settings, Text, Units};
pub use resolve::{Holidays, Include, Parts, resolve};
pub use resource::{Assignment, Pick, Resource, ResourceKind};
pub use task::{Delay, Details, Effort, Fact, Gate, Kind, Progress, Task};
