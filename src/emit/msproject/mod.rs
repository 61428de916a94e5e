//! MS Project's XML (MSPDI): what MS Project and ProjectLibre open, element by element in the order of its schema.
//!
//! `rows` decides what each item is told as, and what makes MS Project come to the same dates; the others write it down.
//! What a plan says and the format does not is counted in [`Note`]s.

mod calendars;
mod links;
mod notes;
mod people;
mod project;
mod rows;
mod tasks;
mod uids;
mod values;
mod xml;

pub use notes::Note;

use crate::schedule::Bookings;
use crate::view::Reader;
use calendars::Calendars;
use notes::Notes;
use rows::Cx;
use uids::Uids;
use xml::Xml;

/// A file for MS Project, and what of the plan is not in it.
pub struct Exported {
    /// The file.
    pub text: String,
    /// What was left out or said in another way.
    pub notes: Vec<Note>,
}

/// Returns a plan as an MS Project XML file.
#[must_use]
pub fn msproject(reader: &Reader<'_>) -> Exported {
    let plan = reader.plan;
    let uids = Uids::of_plan(plan);
    let mut cx =
        Cx { reader, uids: &uids, bookings: Bookings::of(plan, reader.schedule), calendars: Calendars::of(plan), notes: Notes::default() };
    let rows = cx.rows();
    project::note(&mut cx);
    let mut xml = Xml::new();
    xml.inside("Project xmlns=\"http://schemas.microsoft.com/project\"", |xml| {
        project::write(xml, reader);
        cx.calendars.write(xml);
        tasks::write(xml, &cx, &rows);
        people::write(xml, &cx, &rows);
    });
    Exported { text: xml.end(), notes: cx.notes.0 }
}
