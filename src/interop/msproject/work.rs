//! Tasks of the file made into phases, tasks and milestones.

use super::Cx;
use super::file::Task;
use super::values::unit;
use crate::calendar::{Elapsed, Instant, Work};
use crate::format::{Clause, Item, Kind, Length, Moment, Target};

/// What a task of the file becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Phase,
    Task,
    Milestone,
}

impl Cx<'_> {
    /// Makes an item of every task, then links them.
    pub(super) fn declare_work(&mut self) {
        for (index, task) in self.tasks.iter().enumerate() {
            let item = self.item(index, task);
            let id = self.draft.push(item);
            self.items.insert(task.uid, id);
        }
        self.link_all();
    }

    fn item(&mut self, index: usize, task: &Task<'_>) -> Item {
        let form = self.form(index, task);
        let kind = match form {
            Form::Phase => Kind::Phase,
            Form::Task => Kind::Task,
            Form::Milestone => Kind::Milestone,
        };
        let title = if task.name.is_empty() { format!("Task {}", task.uid) } else { task.name.to_owned() };
        let mut item = Item::new(kind, self.outline.level(index), title);
        item.is_comment = self.outline.is_inactive(index);
        if item.is_comment {
            self.notes.add("inactive tasks, which stand above as comments", task.name, 1);
        }
        item.clauses.push(Clause::Key(task.uid.to_string()));
        match form {
            Form::Phase => self.phase(task, &mut item),
            Form::Task => self.task(task, &mut item),
            Form::Milestone => self.milestone(index, task, &mut item),
        }
        self.constraint(task, form, &mut item);
        if let Some(deadline) = task.deadline {
            let end = Moment::end(deadline, self.clock(task));
            item.clauses.push(Clause::Due(Target::At(end)));
        }
        if let Some((start, finish)) = task.baseline.filter(|(start, finish)| start <= finish) {
            let clock = self.clock(task);
            let begin = if form == Form::Milestone { Moment::end(start, clock) } else { Moment::begin(start, clock) };
            item.clauses.push(Clause::Baseline(begin, Moment::end(finish, clock)));
        }
        item.clauses.extend(self.texts(task));
        item
    }

    /// Returns what a task becomes. Without a duration it is an instant, unless it took time when it was done.
    fn form(&mut self, index: usize, task: &Task<'_>) -> Form {
        if self.outline.holds(index) {
            return Form::Phase;
        }
        let manual_time = task.manual.0.zip(task.manual.1).is_some_and(|(start, finish)| start < finish);
        let has_length = if task.is_manual && task.manual.0.is_some() { manual_time } else { task.duration.unwrap_or(0) != 0 };
        let took_time = task.actual_start.zip(task.actual_finish).is_some_and(|(start, finish)| start != finish);
        if !has_length && took_time {
            self.notes.add("milestones that took time when they were done; each is a task with both dates", task.name, 1);
        }
        if has_length || took_time { Form::Task } else { Form::Milestone }
    }

    fn phase(&mut self, task: &Task<'_>, item: &mut Item) {
        if let Some((start, finish)) = task.manual.0.zip(task.manual.1).filter(|_| task.is_manual) {
            item.clauses.push(self.span(task, start, finish));
        }
        if task.calendar.is_some() {
            self.notes.add("calendars of summaries, which hold for nothing inside them", task.name, 1);
        }
        if task.fixed_cost != 0 {
            self.notes.add("fixed costs of summaries", task.name, 1);
        }
        if self.by_task.contains_key(&task.uid) {
            self.notes.add("resources of summaries", task.name, self.by_task.get(&task.uid).map_or(0, Vec::len));
        }
    }

    fn task(&mut self, task: &Task<'_>, item: &mut Item) {
        let own = task.calendar.and_then(|uid| self.calendars.get(uid)).and_then(|own| own.item);
        if task.is_milestone && task.duration.unwrap_or(0) != 0 {
            item.clauses.push(Clause::Tag(vec!["milestone".to_owned()]));
            self.notes.add("milestones with a duration; each is a task tagged `milestone`", task.name, 1);
        }
        let (unit, elapsed) = unit(task.duration_format).map_or((None, false), |(unit, elapsed)| (Some(unit), elapsed));
        let length = Length { tenths: task.duration.unwrap_or(0).max(0), elapsed, unit };
        let mut clauses = self.length_and_people(task, length);
        if let Some((start, finish)) = task.manual.0.zip(task.manual.1).filter(|_| task.is_manual) {
            clauses.retain(|clause| !matches!(clause, Clause::Duration(..) | Clause::Effort(..) | Clause::CalendarOnly(_)));
            strip_work(&mut clauses);
            clauses.push(self.span(task, start, finish));
        } else if task.is_manual {
            self.notes.add("manual tasks without dates, which are scheduled now", task.name, 1);
        }
        if task.is_estimated && !elapsed && length.tenths == self.draft.units.day && clauses.len() == 1 {
            // A task that says nothing of its length is drawn as a day with a question mark, as it was there.
            clauses.clear();
        }
        let is_only = clauses.iter().any(|clause| matches!(clause, Clause::CalendarOnly(_)));
        if let Some(own) = own.filter(|_| !is_only) {
            clauses.push(Clause::Calendar(Some(own)));
        }
        let whole = clauses.iter().find_map(|clause| {
            let (Clause::Duration(whole, _) | Clause::Effort(whole, _)) = clause else { return None };
            Some(*whole)
        });
        item.clauses.extend(clauses);
        item.clauses.extend(self.progress(task, whole));
        if 0 < task.leveling_delay && !task.is_manual {
            item.clauses.push(Clause::Delayed(Length::elapsed(task.leveling_delay)));
        }
        self.ranks_and_costs(task, item);
    }

    fn milestone(&mut self, index: usize, task: &Task<'_>, item: &mut Item) {
        if let Some(own) = task.calendar.and_then(|uid| self.calendars.get(uid)).and_then(|own| own.item) {
            item.clauses.push(Clause::Calendar(Some(own)));
        }
        if let Some(at) = task.manual.0.filter(|_| task.is_manual) {
            // It can slip as far as what follows allows, unless something would move it already.
            let clock = self.clock(task);
            let is_free = task.links.is_empty() && !self.waits_with_summary(index);
            let at =
                if is_free { Clause::From(Target::At(Moment::begin(at, clock))) } else { Clause::On(Target::At(Moment::end(at, clock))) };
            item.clauses.push(at);
        }
        if let Some(finish) = task.actual_finish.or(task.actual_start) {
            item.clauses.push(Clause::Finished(Moment::end(finish, self.clock(task))));
        } else if task.done == 100 {
            item.clauses.push(Clause::Done(10_000));
        }
        if 0 < task.leveling_delay && !task.is_manual {
            item.clauses.push(Clause::Delayed(Length::elapsed(task.leveling_delay)));
        }
        if let Some(list) = self.by_task.get(&task.uid) {
            self.notes.add("resources of milestones", task.name, list.len());
        }
        self.ranks_and_costs(task, item);
    }

    /// Tells whether a summary around a task waits for something.
    fn waits_with_summary(&self, index: usize) -> bool {
        let around = std::iter::successors(self.outline.parent(index), |up| self.outline.parent(*up));
        around.filter_map(|up| self.tasks.get(up)).any(|summary| !summary.links.is_empty() || summary.constraint_date.is_some())
    }

    fn ranks_and_costs(&self, task: &Task<'_>, item: &mut Item) {
        if task.priority != 500 {
            item.clauses.push(Clause::Priority(u16::try_from(task.priority).unwrap_or(500)));
        }
        if let Some(cost) = u64::try_from(task.fixed_cost).ok().filter(|cost| 0 < *cost) {
            item.clauses.push(Clause::Cost(cost));
        }
    }

    fn span(&self, task: &Task<'_>, start: Instant, finish: Instant) -> Clause {
        let clock = self.clock(task);
        let (start, finish) = if start <= finish { (start, finish) } else { (finish, start) };
        Clause::Span(Target::At(Moment::begin(start, clock)), Target::At(Moment::end(finish, clock)))
    }

    /// Returns what was recorded of a task whose length or work is `whole`. Percentages are whole numbers there; where that is not
    /// to the minute, what is left says it.
    fn progress(&self, task: &Task<'_>, whole: Option<Length>) -> Vec<Clause> {
        let clock = self.clock(task);
        let start = task.actual_start.filter(|start| task.actual_finish.is_none_or(|finish| *start <= finish));
        let mut clauses: Vec<Clause> = start.map(|start| Clause::Started(Moment::begin(start, clock))).into_iter().collect();
        if let Some(finish) = task.actual_finish {
            clauses.push(Clause::Finished(Moment::end(finish, clock)));
            return clauses;
        }
        let (duration, remaining) = (task.duration.unwrap_or(0), task.remaining_duration.unwrap_or(0));
        let is_exact = (duration * (100 - task.done) - remaining * 100).abs() < 1_000 || task.actual_duration.is_none();
        match whole.filter(|_| !is_exact && 0 < remaining && remaining <= duration) {
            Some(whole) => {
                let left = i128::from(whole.tenths) * i128::from(remaining) / i128::from(duration.max(1));
                clauses.push(Clause::Remaining(Length { tenths: i64::try_from(left).unwrap_or(0), ..whole }));
            }
            None if 0 < task.done => clauses.push(Clause::Done(u32::try_from(task.done * 100).unwrap_or(10_000))),
            None => {}
        }
        clauses
    }

    /// Says the date that binds a task.
    fn constraint(&mut self, task: &Task<'_>, form: Form, item: &mut Item) {
        if task.constraint == 0 || task.is_manual {
            return;
        }
        if task.constraint == 1 {
            item.clauses.push(Clause::AsLateAsPossible);
            return;
        }
        let Some(date) = task.constraint_date else {
            self.notes.add("constraints without a date", task.name, 1);
            return;
        };
        let clock = self.clock(task);
        let begin = || Target::At(Moment::begin(date, clock));
        let end = || Target::At(Moment::end(date, clock));
        let clauses = match (task.constraint, self.settings.dates_win) {
            (2, true) if form == Form::Phase => vec![Clause::From(begin())],
            (2, true) => vec![Clause::StartsOn(begin())],
            (3, true) => vec![Clause::EndsOn(end())],
            (4, _) => vec![Clause::From(begin())],
            (5, true) if form != Form::Phase => vec![Clause::StartsBy(begin())],
            (6, _) => self.earliest(task, form, date).into_iter().chain([Clause::EndsFrom(end())]).collect(),
            (7, true) => vec![Clause::EndsBy(end())],
            // Where links win over dates, a date that is too early only shows in the slack, as a deadline does.
            (2, false) => vec![Clause::From(begin())],
            (3, false) => vec![Clause::EndsFrom(end()), Clause::Due(end())],
            (7, false) => vec![Clause::Due(end())],
            (5, false) => {
                let finish = clock.add(date, Work::from_tenths(task.duration.unwrap_or(0)));
                vec![Clause::Due(Target::At(Moment::end(finish, clock)))]
            }
            _ => Vec::new(),
        };
        if form == Form::Phase && clauses.is_empty() {
            self.notes.add("dates that bind a summary as no phase is bound", task.name, 1);
            return;
        }
        if clauses.is_empty() || (!self.settings.dates_win && matches!(task.constraint, 2 | 3 | 5 | 7)) {
            self.notes.add("dates to be kept that give way to links there; each is a bound or a deadline", task.name, 1);
        }
        let has_due = task.deadline.is_some();
        item.clauses.extend(clauses.into_iter().filter(|clause| !has_due || !matches!(clause, Clause::Due(_))));
    }

    /// Returns the start that a task which waits for nothing needs in order to end no earlier than `date`, if that is before the
    /// plan's: there such a date stands in place of the plan's start.
    fn earliest(&self, task: &Task<'_>, form: Form, date: Instant) -> Option<Clause> {
        if !task.links.is_empty() || form == Form::Phase {
            return None;
        }
        let clock = self.clock(task);
        let length = task.duration.unwrap_or(0);
        let own = if unit(task.duration_format).is_some_and(|(_, elapsed)| elapsed) {
            date.plus(Elapsed(i32::try_from(-length).unwrap_or(i32::MIN)))
        } else {
            clock.add(date, Work::from_tenths(-length))
        };
        let start = self.begins(task, date).into_iter().chain([own]).min()?;
        let is_before = self.settings.runs_forward && self.settings.start.is_some_and(|plan| start < plan);
        is_before.then(|| Clause::From(Target::At(Moment::begin(start, clock))))
    }

    fn texts(&self, task: &Task<'_>) -> Vec<Clause> {
        let mut clauses = Vec::new();
        let address = task.element.text_of("HyperlinkAddress");
        if !address.is_empty() {
            clauses.push(Clause::Link(address.to_owned()));
        }
        let notes = task.element.text_of("Notes");
        if !notes.is_empty() {
            clauses.push(Clause::Note(notes.to_owned()));
        }
        clauses
    }
}

/// Takes the work off those who are on a task whose dates are given.
fn strip_work(clauses: &mut [Clause]) {
    for clause in clauses {
        if let Clause::By(entries) = clause {
            entries.iter_mut().for_each(|entry| entry.work = None);
        }
    }
}
