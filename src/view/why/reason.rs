//! One step of a chain in words: where it is, because of what, what else would have allowed, and where that leads.

use super::RivalDate;
use super::rest;
use super::sentence::{Sentence, length, spelled};
use std::cmp::Ordering;

use crate::calendar::{Instant, Work};
use crate::model::{Constraint, ConstraintKind, Dependency, Direction, Edge, Effort, Gate, Kind, Lag, Link, ResourceKind, TaskId, When};
use crate::schedule::leveling::Wait;
use crate::schedule::{Driver, TaskDates};
use crate::view::chain::{Step, first, held_by, predecessor_edge, successor_edge};
use crate::view::{Moment, Reader, phrase};

/// At most so many rivals are said; all are in the data.
const RIVALS_SAID: usize = 2;

/// Returns the step in words.
pub(super) fn sentences(reader: &Reader<'_>, step: Step, is_asked: bool, rivals: &[RivalDate]) -> Vec<Sentence> {
    let Some(dates) = reader.dates(step.task) else { return Vec::new() };
    let because = because(reader, step, is_asked);
    let because = said_rivals(reader, step, dates, rivals, because).say(".");
    // The length is part of the reason where the step before hangs on the end that it leads to.
    let is_led = is_asked || (step.edge == Edge::Start) == sets_end(reader, step.driver);
    let leads = (is_led && reader.plan.tasks[step.task].kind == Kind::Task).then(|| leads(reader, step, dates));
    std::iter::once(because).chain(leads.flatten()).collect()
}

/// Tells whether what set the date set the end, so that the beginning follows from it.
fn sets_end(reader: &Reader<'_>, driver: Driver) -> bool {
    match driver {
        Driver::Dependency(n) => reader.plan.dependencies.get(n as usize).is_some_and(|dependency| match dependency.link {
            Link::FinishToFinish | Link::StartToFinish => true,
            Link::FinishToStart | Link::StartToStart => false,
        }),
        Driver::Constraint { owner, index } => constraint(reader, owner, index as usize).is_some_and(|constraint| match constraint.kind {
            ConstraintKind::FinishNoEarlier | ConstraintKind::FinishNoLater | ConstraintKind::MustFinish => true,
            ConstraintKind::StartNoEarlier | ConstraintKind::StartNoLater | ConstraintKind::MustStart => false,
        }),
        Driver::AsLateAsPossible => true,
        Driver::Leveling(_) => is_backward(reader),
        Driver::PlanStart | Driver::Actual | Driver::Fixed | Driver::AsOf | Driver::Child(_) | Driver::Delay => false,
    }
}

/// Returns the item with its verb and date: `*Page templates* starts 14 April`.
fn subject(reader: &Reader<'_>, step: Step) -> Sentence {
    let kind = reader.plan.tasks[step.task].kind;
    let is_end = match kind {
        Kind::Phase => step.edge == Edge::End,
        Kind::Task | Kind::Milestone => sets_end(reader, step.driver),
    };
    happens(reader, step.task, if is_end { Edge::End } else { Edge::Start }, Sentence::new())
}

/// Adds what happens at one end of an item: `*Design approved* is reached 17 March`.
fn happens(reader: &Reader<'_>, task: TaskId, edge: Edge, sentence: Sentence) -> Sentence {
    let when = moment(reader, task, edge).map_or_else(String::new, |moment| reader.say(moment));
    sentence.name(reader.plan.title(task)).say(format!(" {} {when}", verb(reader, task, edge)))
}

fn verb(reader: &Reader<'_>, task: TaskId, edge: Edge) -> &'static str {
    let begun = reader.dates(task).is_some_and(|dates| 0 < dates.done);
    let passed = matches!(reader.plan.details(task).gate, Some(Gate::Passed(_)));
    match (reader.plan.tasks[task].kind, edge) {
        (Kind::Milestone, _) if passed => "was passed",
        (Kind::Milestone, _) if reader.is_done(task) => "was reached",
        (Kind::Milestone, _) => "comes",
        (Kind::Phase | Kind::Task, Edge::Start) if begun => "started",
        (Kind::Phase | Kind::Task, Edge::Start) => "starts",
        (Kind::Phase | Kind::Task, Edge::End) if reader.is_done(task) => "ended",
        (Kind::Phase | Kind::Task, Edge::End) => "ends",
    }
}

fn constraint<'a>(reader: &Reader<'a>, owner: TaskId, index: usize) -> Option<&'a Constraint> {
    reader.plan.details(owner).constraints.get(index)
}

fn because(reader: &Reader<'_>, step: Step, is_asked: bool) -> Sentence {
    let subject = subject(reader, step);
    match step.driver {
        Driver::PlanStart => subject.say(", when the plan starts"),
        Driver::Dependency(n) => match reader.plan.dependencies.get(n as usize) {
            Some(dependency) => linked(reader, step.task, dependency, subject),
            None => subject,
        },
        Driver::Constraint { owner, index } => match constraint(reader, owner, index as usize) {
            Some(constraint) => constrained(reader, step.task, owner, constraint, subject),
            None => subject,
        },
        Driver::Actual => subject.say(", as recorded"),
        Driver::Fixed => fixed(reader, step.task, subject),
        Driver::AsOf => {
            let day = reader.plan.settings.as_of.map(|as_of| reader.say(reader.ending(step.task, as_of.at))).unwrap_or_default();
            subject.say(format!(" because what is not done lies after {day}, the status date"))
        }
        Driver::Child(child) if step.edge == Edge::Start => subject.say(" with ").name(reader.plan.title(child)),
        Driver::Child(child) => {
            let begins = if is_asked { with_beginning(reader, step.task) } else { None };
            let ends = begins.unwrap_or(subject);
            ends.say(" when ").name(reader.plan.title(child)).say(format!(" {}", ends_bare(reader, child)))
        }
        Driver::AsLateAsPossible => as_late_as_possible(reader, step.task, subject),
        Driver::Delay => subject.say(" because it is delayed on purpose"),
        Driver::Leveling(n) => match reader.schedule.leveling.waits.get(n as usize) {
            Some(wait) => waited(reader, wait, subject),
            None => subject,
        },
    }
}

/// Returns how a phase begins, up to its end: `*Build* starts 18 March with *Component library* and ends 21 April`.
fn with_beginning(reader: &Reader<'_>, phase: TaskId) -> Option<Sentence> {
    let Driver::Child(opening) = first(reader, phase, Edge::Start)?.driver else { return None };
    let ends = reader.say(reader.finish(phase)?);
    let begins = happens(reader, phase, Edge::Start, Sentence::new()).say(" with ").name(reader.plan.title(opening));
    Some(begins.say(format!(" and {} {ends}", verb(reader, phase, Edge::End))))
}

/// A given date: the item's own, told from another item, or of a phase that holds it.
fn fixed(reader: &Reader<'_>, task: TaskId, subject: Sentence) -> Sentence {
    let is_given = |id: &TaskId| matches!(reader.plan.tasks[*id].effort, Effort::Span(_));
    let owner = std::iter::successors(Some(task), |inner| reader.plan.tasks[*inner].parent()).find(is_given);
    match owner {
        Some(owner) if owner != task => {
            subject.say(" because the dates of ").name(reader.plan.title(owner)).say(", which holds it, are given")
        }
        Some(_) | None => {
            let subject = subject.say(" because its dates are given");
            match reader.plan.given(task) {
                Some((from, _)) => told_from(reader, from, subject),
                None => subject,
            }
        }
    }
}

/// Adds where a date is told from: `, from the end of *Conference*`.
fn told_from(reader: &Reader<'_>, when: &When, sentence: Sentence) -> Sentence {
    match when {
        When::At(_) => sentence,
        When::Item { item, edge, .. } => {
            let end = if *edge == Edge::Start { "start" } else { "end" };
            sentence.say(format!(", told from the {end} of ")).name(reader.plan.title(*item))
        }
    }
}

fn ends_bare(reader: &Reader<'_>, child: TaskId) -> &'static str {
    match reader.plan.tasks[child].kind {
        Kind::Milestone => verb(reader, child, Edge::End),
        Kind::Phase | Kind::Task if reader.is_done(child) => "did",
        Kind::Phase | Kind::Task => "does",
    }
}

/// A link: of the item itself, or of a phase that holds it.
fn linked(reader: &Reader<'_>, task: TaskId, dependency: &Dependency, subject: Sentence) -> Sentence {
    let (from, edge) = (dependency.predecessor, predecessor_edge(dependency.link));
    let (size, is_lead) = lag(reader, dependency);
    let when = || moment(reader, from, edge).map_or_else(String::new, |moment| reader.say(moment));
    let is_own = dependency.successor == task;
    if dependency.exact && is_own && !size.is_empty() {
        let side = if is_lead { "before" } else { "after" };
        let set = subject.say(format!(" because it is set {size} {side} ")).name(reader.plan.title(from));
        return set.say(format!(", which {} {}", verb(reader, from, edge), when()));
    }
    let lag = match (size.as_str(), is_lead) {
        ("", _) => String::new(),
        (size, true) => format!(", less a lead of {size}"),
        (size, false) => format!(" and {size} must pass"),
    };
    if !is_own {
        let waits = subject.say(" because ").name(reader.plan.title(dependency.successor)).say(", which holds it, waits for ");
        return waits.name(reader.plan.title(from)).say(format!(", which {} {}{lag}", verb(reader, from, edge), when()));
    }
    // A date need not be said twice where one thing comes at the very moment of the other.
    let (at, item) = (moment(reader, from, edge), &reader.plan.tasks[task]);
    let own_edge = successor_edge(dependency.link);
    let is_moment = item.kind == Kind::Milestone || at.is_some_and(|at| at.time.is_some());
    let same = is_moment && moment(reader, task, own_edge) == at;
    let sentence = subject.say(" because ");
    if same && lag.is_empty() {
        return sentence.name(reader.plan.title(from)).say(format!(" {} then", verb(reader, from, edge)));
    }
    let gap = gap(reader, task, dependency).filter(|_| lag.is_empty());
    happens(reader, from, edge, sentence).say(lag).say(gap.unwrap_or_default())
}

/// Returns why an item does not begin the day after the one it waits for: `, with Labour Day between`; weekends need no word.
fn gap(reader: &Reader<'_>, task: TaskId, dependency: &Dependency) -> Option<String> {
    let is_plain = dependency.link == Link::FinishToStart && reader.plan.tasks[task].kind == Kind::Task;
    let (ends, starts) = (reader.dates(dependency.predecessor)?.finish.last_day(), reader.dates(task)?.start.day());
    let rest = rest::named(reader, task, ends.plus(1), starts.plus(-1)).filter(|_| is_plain)?;
    Some(format!(", with {rest} between"))
}

fn moment(reader: &Reader<'_>, task: TaskId, edge: Edge) -> Option<Moment> {
    match edge {
        Edge::Start => reader.start(task),
        Edge::End => reader.finish(task),
    }
}

/// Returns what lies between two ends, in words without a sign, and whether it is a lead; no words for nothing.
fn lag(reader: &Reader<'_>, dependency: &Dependency) -> (String, bool) {
    let units = &reader.plan.settings.units;
    let (amount, clock) = match dependency.lag() {
        Lag::None => return (String::new(), false),
        Lag::Work(work) => (work.0, false),
        Lag::Elapsed(elapsed) => (elapsed.0, true),
        Lag::Percent(part) => {
            let of = reader.dates(dependency.predecessor).map_or(0, |dates| dates.duration.0);
            (i32::try_from(i64::from(of) * i64::from(part) / 10_000).unwrap_or(i32::MAX), false)
        }
    };
    let size = amount.saturating_abs();
    let weeks = size.checked_rem(units.week.0).filter(|rest| *rest == 0 && 0 < size).map(|_| size / units.week.0);
    let said = match (weeks, clock) {
        _ if size == 0 => String::new(),
        (_, true) => format!("{} by the clock", spelled(&phrase::elapsed(size))),
        (Some(weeks), false) => phrase::count(usize::try_from(weeks).unwrap_or(0), "week"),
        (None, false) => length(Work(size), units),
    };
    (said, amount < 0)
}

fn constrained(reader: &Reader<'_>, task: TaskId, owner: TaskId, constraint: &Constraint, subject: Sentence) -> Sentence {
    let Some(at) = reader.when(owner, constraint.when) else { return subject };
    let (edge, rule) = match constraint.kind {
        ConstraintKind::StartNoEarlier if reader.plan.tasks[task].kind == Kind::Milestone => (Edge::Start, "may not come before"),
        ConstraintKind::StartNoEarlier => (Edge::Start, "may not start before"),
        ConstraintKind::FinishNoEarlier => (Edge::End, "may not end before"),
        ConstraintKind::StartNoLater => (Edge::Start, "must start by"),
        ConstraintKind::FinishNoLater => (Edge::End, "must end by"),
        ConstraintKind::MustStart => (Edge::Start, "must start on"),
        ConstraintKind::MustFinish if reader.plan.tasks[task].kind == Kind::Milestone => (Edge::End, "is set for"),
        ConstraintKind::MustFinish => (Edge::End, "must end on"),
    };
    let date = if edge == Edge::Start { reader.beginning(owner, at) } else { reader.ending(owner, at) };
    let is_then = moment(reader, task, edge) == Some(date);
    let rule = match (is_then, constraint.kind) {
        (true, ConstraintKind::MustStart) => "must start then".to_owned(),
        (true, ConstraintKind::MustFinish) if rule == "is set for" => "is set for that day".to_owned(),
        (true, ConstraintKind::MustFinish) => "must end then".to_owned(),
        (true, _) => format!("{rule} then"),
        (false, _) => format!("{rule} {}", reader.say(date)),
    };
    let sentence = if owner == task {
        subject.say(format!(" because it {rule}"))
    } else {
        subject.say(" because ").name(reader.plan.title(owner)).say(format!(", which holds it, {rule}"))
    };
    told_from(reader, &constraint.when, sentence)
}

fn is_backward(reader: &Reader<'_>) -> bool {
    matches!(reader.plan.settings.direction, Direction::Backward(_))
}

/// Somebody is busy: with what, until when, and what would have been possible without.
fn waited(reader: &Reader<'_>, wait: &Wait, subject: Sentence) -> Sentence {
    let who = reader.plan.text(reader.plan.resources[wait.resource].title);
    let verb = if reader.plan.resources[wait.resource].kind == ResourceKind::Resource { "is in use for " } else { "is busy with " };
    let because = subject.say(" because ").say(who);
    let (edge, bound) = if is_backward(reader) { (Edge::Start, "from") } else { (Edge::End, "until") };
    let because = match wait.behind.and_then(|other| Some((other, moment(reader, other, edge)?))) {
        Some((other, at)) => because.say(format!(" {verb}")).name(reader.plan.title(other)).say(format!(" {bound} {}", reader.say(at))),
        None => because.say(" is not free otherwise"),
    };
    if is_backward(reader) {
        let day = reader.say(reader.ending(wait.task, wait.allowed));
        return because.say(format!("; what follows would have allowed {day}"));
    }
    let has_links = std::iter::successors(Some(wait.task), |inner| reader.plan.tasks[*inner].parent())
        .any(|item| !reader.plan.dependencies_of(item).is_empty());
    let day = allowed(reader, wait.task, wait.allowed);
    let otherwise = if has_links { "its predecessors would have allowed" } else { "with people to spare it could start" };
    because.say(format!("; {otherwise} {day}"))
}

/// What is as late as possible waits for what follows it.
fn as_late_as_possible(reader: &Reader<'_>, task: TaskId, subject: Sentence) -> Sentence {
    let Some(dependency) = held_by(reader, task) else {
        return match reader.schedule.finish {
            Some(finish) if reader.dates(task).is_some_and(|dates| dates.finish == finish) => subject.say(", when the plan ends"),
            Some(_) | None => subject.say(", as late as the end of the plan and its dates allow"),
        };
    };
    let (size, is_lead) = lag(reader, dependency);
    let lag = match (size.as_str(), is_lead) {
        ("", _) => String::new(),
        (size, true) => format!(", and may overlap by {size}"),
        (size, false) => format!(", with {size} between"),
    };
    happens(reader, dependency.successor, successor_edge(dependency.link), subject.say(", as late as it can, because ")).say(lag)
}

/// Adds what else would have allowed, the nearest first.
fn said_rivals(reader: &Reader<'_>, step: Step, dates: &TaskDates, rivals: &[RivalDate], sentence: Sentence) -> Sentence {
    let is_asked = |rival: &&RivalDate| match rival.driver {
        Driver::AsOf => rival.allows == dates.start,
        Driver::Dependency(_) | Driver::Constraint { .. } | Driver::Delay => true,
        Driver::Leveling(_) | Driver::PlanStart | Driver::Actual | Driver::Fixed | Driver::Child(_) | Driver::AsLateAsPossible => false,
    };
    let is_cause = !matches!(
        step.driver,
        Driver::Leveling(_) | Driver::Actual | Driver::Fixed | Driver::Child(_) | Driver::PlanStart | Driver::AsLateAsPossible
    );
    let is_milestone = reader.plan.tasks[step.task].kind == Kind::Milestone;
    let mut sentence = sentence;
    for rival in rivals.iter().filter(is_asked).filter(|_| is_cause).take(RIVALS_SAID) {
        let allowed = allowed(reader, step.task, rival.allows);
        sentence = match rival.allows.cmp(&dates.start) {
            Ordering::Greater => named_rival(reader, step.task, rival.driver, sentence.say("; left to "))
                .say(format!(" it would {} {allowed}", if is_milestone { "come" } else { "start" })),
            Ordering::Equal => named_rival(reader, step.task, rival.driver, sentence.say("; ")).say(" would have held it there too"),
            Ordering::Less => {
                named_rival(reader, step.task, rival.driver, sentence.say("; ")).say(format!(" would have allowed {allowed}"))
            }
        };
    }
    sentence
}

/// Returns the day that a rival would have allowed, with its time only where the day is the same.
fn allowed(reader: &Reader<'_>, task: TaskId, at: Instant) -> String {
    let moment = match reader.plan.tasks[task].kind {
        Kind::Milestone => reader.ending(task, at),
        Kind::Phase | Kind::Task => reader.beginning(task, at),
    };
    let is_same_day = reader.start(task).is_some_and(|start| start.day == moment.day);
    reader.say(Moment { time: moment.time.filter(|_| is_same_day), ..moment })
}

fn named_rival(reader: &Reader<'_>, task: TaskId, driver: Driver, sentence: Sentence) -> Sentence {
    match driver {
        Driver::Dependency(n) => match reader.plan.dependencies.get(n as usize) {
            Some(dependency) => sentence.name(reader.plan.title(dependency.predecessor)),
            None => sentence.say("another link"),
        },
        Driver::Constraint { owner, .. } if owner == task => sentence.say("its own date"),
        Driver::Constraint { owner, .. } => sentence.say("the date of ").name(reader.plan.title(owner)),
        Driver::AsOf => sentence.say("the status date"),
        Driver::Delay => sentence.say("its delay"),
        Driver::Leveling(_) => sentence.say("its people"),
        Driver::PlanStart | Driver::Actual | Driver::Fixed | Driver::Child(_) | Driver::AsLateAsPossible => {
            sentence.say("the plan's start")
        }
    }
}

/// Returns how a task's length leads to its other end: `It takes 5 days, over Good Friday and a weekend, so it ends 9 April.`
fn leads(reader: &Reader<'_>, step: Step, dates: &TaskDates) -> Option<Sentence> {
    let units = &reader.plan.settings.units;
    let to_start = sets_end(reader, step.driver);
    let moment = if to_start { reader.start(step.task)? } else { reader.finish(step.task)? };
    let day = reader.say(moment);
    let done = reader.is_done(step.task);
    let end = match (to_start, done) {
        (true, _) => format!("so it starts {day}"),
        (false, true) => format!("so it ended {day}"),
        (false, false) => format!("so it ends {day}"),
    };
    let takes = if done { "took" } else { "takes" };
    let over = rest::words(reader, step.task, dates.start.day(), dates.finish.last_day())
        .map_or_else(String::new, |rest| format!(", over {rest}"));
    let said = match reader.plan.tasks[step.task].effort {
        Effort::Unestimated(_) => {
            format!("Nobody has said how long it takes; taken as {}{over} it ends {day}.", length(dates.duration, units))
        }
        Effort::Span(_) => format!("It ends {day}."),
        Effort::Elapsed(elapsed) => format!("It {takes} {} by the clock, {end}.", spelled(&phrase::elapsed(elapsed.0))),
        Effort::None | Effort::Duration(_) | Effort::Effort(_) if 0 < dates.done && !done => {
            let part = phrase::whole_percent(dates.done);
            format!("It is {part} done and ends {day} after {}{over}.", length(dates.duration, units))
        }
        Effort::None | Effort::Duration(_) | Effort::Effort(_) => {
            format!("It {takes} {}{over}, {end}.", length(dates.duration, units))
        }
    };
    Some(Sentence::new().say(said))
}
