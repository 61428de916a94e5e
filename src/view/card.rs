//! What a reader is told of one item: the row of the report, turned on its side, and why it is where it is.

use chrono::Datelike;

use super::select::{Bounds, Rows, Selection};
use super::table::{self, Table};
use super::why::{Because, Sentence};
use super::{Moment, Reader, phrase};
use crate::model::{Id, Kind, TaskId};

/// One item in full.
#[derive(Clone, Debug)]
pub struct Card {
    /// When it is: `30 Oct – 10 Nov`.
    pub when: String,
    /// What is known of it, with what each is called. In the planner's words where they are his: not escaped.
    pub facts: Vec<(&'static str, String)>,
    /// What needs a look: `critical`, `2 d late`; may be empty.
    pub notes: String,
    /// Why it is where it is.
    pub why: Vec<Sentence>,
}

/// The cards of all items.
pub struct Cards<'r, 'a> {
    reader: &'r Reader<'a>,
    table: Table<'a>,
    because: Because<'r, 'a>,
}

impl<'r, 'a> Cards<'r, 'a> {
    /// Prepares to be asked.
    #[must_use]
    pub fn of(reader: &'r Reader<'a>) -> Self {
        let table = table::tasks(reader, &Rows::of(reader, &Selection::default(), Bounds::default()));
        Self { reader, table, because: Because::of(reader) }
    }

    /// Returns the card of an item; `None` if there is none.
    #[must_use]
    pub fn get(&self, task: TaskId) -> Option<Card> {
        let row = self.table.rows.get(task.index())?;
        let shown = |name: &str| {
            let column = self.table.columns.iter().position(|column| column.heading == name)?;
            row.cells.get(column).map(|cell| self.table.show(cell).into_owned()).filter(|text| !text.is_empty())
        };
        let details = self.reader.plan.details(task);
        let due = self.reader.due(task).map(|due| self.reader.ending(task, due).short(self.reader.years));
        let tags = details.tags.iter().map(|tag| self.reader.plan.text(*tag)).collect::<Vec<_>>().join(", ");
        let note = details.note.map(|note| self.reader.plan.text(note).to_owned());
        let facts = [
            ("who", shown("Who")),
            ("takes", shown("Duration").filter(|_| row.kind != Kind::Milestone)),
            ("done", shown("Done")),
            ("slack", shown("Slack")),
            ("due", due),
            ("tags", Some(tags).filter(|tags| !tags.is_empty())),
            ("note", note),
        ];
        Some(Card {
            when: self.when(task),
            facts: facts.into_iter().filter_map(|(name, text)| Some((name, text?))).collect(),
            notes: shown("Notes").unwrap_or_default(),
            why: self.because.sentences(task),
        })
    }

    /// Returns both dates as one span, with their times where the days alone would hide something.
    fn when(&self, task: TaskId) -> String {
        let (Some(start), Some(finish)) = (self.reader.start(task), self.reader.finish(task)) else { return String::new() };
        let clock = |moment: Moment| moment.time.map(|time| phrase::clock(moment.day.at(time)));
        let same_day = start.day == finish.day;
        match (clock(start), clock(finish)) {
            _ if start == finish => start.short(true),
            (None, None) => phrase::day_span(start.day, finish.day.max(start.day)),
            (Some(from), Some(to)) if same_day => format!("{} {from} – {to}", phrase::short_date(start.day)),
            (Some(from), None) if same_day => format!("{}, from {from}", phrase::short_date(start.day)),
            (None, Some(to)) if same_day => format!("{}, until {to}", phrase::short_date(start.day)),
            (Some(_), _) | (_, Some(_)) => {
                let same_year = start.day.date().year() == finish.day.date().year();
                format!("{} – {}", start.short(!same_year), finish.short(true))
            }
        }
    }
}
