//! What the dates break: links into pinned items, deadlines, the ends of the calendar.

use super::effort::shares_of;
use super::inherit::{each_of_leaf, each_of_phase};
use super::lag::{Bound, edge, ends, instant};
use super::network::{Node, Order};
use super::progress::{self, State};
use super::{Cx, Dates, Driver, is_phase};
use crate::calendar::{Instant, WorkTime};
use crate::diagnostic::{Code, Diagnostics};

use crate::model::{Edge, Effort, Kind, Plan, TaskId};
use crate::span::Span;

/// Reports what the reader of these dates must know.
pub(super) fn check(cx: &Cx<'_>, order: &Order, dates: &Dates, diagnostics: &mut Diagnostics) {
    if range(cx, order, dates, diagnostics) {
        return;
    }
    for (id, task) in cx.plan.tasks.iter() {
        let details = cx.plan.details(id);
        if let Some(due) = &details.due {
            let date = instant(cx, dates, &due.when, Edge::End, cx.lengths.calendar(task.calendar));
            deadline(cx, id, (date, due.span), dates, diagnostics);
        }
        match pin_of(cx.plan, id, &dates.list) {
            Some(pin) if is_phase(cx.plan, id) => phase_links(cx, id, pin, dates, diagnostics),
            Some(pin) => links(cx, id, pin, dates, diagnostics),
            None => {}
        }
    }
}

/// Why an item does not move.
#[derive(Clone, Copy, Debug)]
enum Pin {
    /// It has begun; where the date was recorded.
    Begun(Span),
    /// A date holds it, written there.
    Held(Span),
}

fn pin_of(plan: &Plan, id: TaskId, dates: &[super::TaskDates]) -> Option<Pin> {
    let task = &plan.tasks[id];
    if is_phase(plan, id) {
        return matches!(task.effort, Effort::Span(_)).then_some(Pin::Held(task.span()));
    }
    let progress = &plan.details(id).progress;
    if let Some(fact) = progress.started.or(progress.finished) {
        return Some(Pin::Begun(fact.span));
    }
    if progress::state(plan, id) != State::Open {
        return None;
    }
    if matches!(task.effort, Effort::Span(_)) {
        return Some(Pin::Held(task.span()));
    }
    match dates.get(id.0 as usize)?.driver {
        Driver::Constraint { owner, index } if owner == id => {
            plan.details(id).constraints.get(usize::from(index)).map(|constraint| Pin::Held(constraint.span))
        }
        Driver::Dependency(number) => plan.dependencies.get(number as usize).filter(|link| link.exact).map(|link| Pin::Held(link.span())),
        Driver::Constraint { .. }
        | Driver::PlanStart
        | Driver::Actual
        | Driver::Fixed
        | Driver::AsOf
        | Driver::Child(_)
        | Driver::AsLateAsPossible
        | Driver::Delay
        | Driver::Leveling(_) => None,
    }
}

/// Reports every link, of the item's own or of its phases, that a pinned item does not wait for.
fn links(cx: &Cx<'_>, id: TaskId, pin: Pin, dates: &Dates, diagnostics: &mut Diagnostics) {
    let clock = cx.lengths.calendar(cx.plan.tasks[id].calendar);
    each_of_leaf(cx, dates, id, clock, |candidate| {
        if let Driver::Dependency(number) = candidate.driver {
            link(cx, id, pin, (number, candidate.bound), dates, diagnostics);
        }
    });
    let mut around = cx.plan.tasks[id].parent();
    while let Some(phase) = around.filter(|phase| cx.network.gives(*phase)) {
        each_of_phase(cx, dates, phase, clock, |candidate| {
            if let (Driver::Dependency(number), Bound::Start(_)) = (candidate.driver, candidate.bound) {
                link(cx, id, pin, (number, candidate.bound), dates, diagnostics);
            }
        });
        around = cx.plan.tasks[phase].parent();
    }
}

/// Reports every link of its own that a phase with fixed dates does not wait for.
fn phase_links(cx: &Cx<'_>, phase: TaskId, pin: Pin, dates: &Dates, diagnostics: &mut Diagnostics) {
    each_of_phase(cx, dates, phase, cx.lengths.calendar(cx.plan.tasks[phase].calendar), |candidate| {
        if let Driver::Dependency(number) = candidate.driver {
            link(cx, phase, pin, (number, candidate.bound), dates, diagnostics);
        }
    });
}

fn link(cx: &Cx<'_>, id: TaskId, pin: Pin, (number, bound): (u32, Bound), dates: &Dates, diagnostics: &mut Diagnostics) {
    let task = &cx.plan.tasks[id];
    let clock = cx.lengths.calendar(task.calendar);
    let Some(link) = cx.plan.dependencies.get(number as usize) else { return };
    let (from, to) = ends(link.link);
    let own = if to == Edge::Start { dates[id].early_start } else { dates[id].early_finish };
    let needs = match (pin, bound) {
        (Pin::Held(_), Bound::Start(t) | Bound::Finish(t)) => t,
        // Facts are recorded by the day, so a lag or an hour is no news; beginning on an earlier day than allowed is.
        (Pin::Begun(_), _) => edge(cx, dates, link.predecessor, from),
    };
    let is_broken = match pin {
        Pin::Held(_) => is_before(task.kind, clock, own, needs),
        Pin::Begun(_) if to == Edge::End && progress::state(cx.plan, id) != State::Over => false,
        Pin::Begun(_) => shown(own, to) < shown(needs, from),
    };
    if !is_broken {
        return;
    }
    let (name, other) = (name(cx.plan, id), name(cx.plan, link.predecessor));
    let needed =
        if to == Edge::Start && task.kind != Kind::Milestone && matches!(pin, Pin::Held(_)) { clock.next_start(needs) } else { needs };
    let (ours, theirs) = two_dates((own, to), (needed, if matches!(pin, Pin::Held(_)) { to } else { from }));
    let verb = match (task.kind, to) {
        (Kind::Milestone, _) => "is",
        (Kind::Task | Kind::Phase, Edge::Start) => "starts",
        (Kind::Task | Kind::Phase, Edge::End) => "ends",
    };
    let message = match pin {
        Pin::Held(_) => format!("`{name}` {verb} on {ours}, but must wait for `{other}` until {theirs}"),
        Pin::Begun(_) => {
            let did = if to == Edge::Start { "started" } else { "ended" };
            let when = if from == Edge::Start { "starts" } else { "ends" };
            format!("`{name}` {did} on {ours}, before `{other}` {when} on {theirs}")
        }
    };
    let diagnostic = diagnostics.report(Code::BrokenDependency, link.span(), message);
    match pin {
        Pin::Held(span) => diagnostic.label(span, "this holds it there").help("move the date, or take the link away"),
        Pin::Begun(span) => {
            diagnostic.label(span, "recorded here").help("mend the date that is wrong, or take the link away: the work did not wait")
        }
    };
}

fn is_before(kind: Kind, clock: &WorkTime, own: Instant, needs: Instant) -> bool {
    own < needs && (kind == Kind::Milestone || 0 < clock.between(own, needs).0)
}

/// Reports a deadline that is missed, with how late it is.
fn deadline(cx: &Cx<'_>, id: TaskId, (due, span): (Instant, Span), dates: &Dates, diagnostics: &mut Diagnostics) {
    let task = &cx.plan.tasks[id];
    let finish = dates[id].finish;
    let late = cx.lengths.calendar(task.calendar).between(due, finish);
    if finish <= due || (task.kind != Kind::Milestone && late.0 <= 0) {
        return;
    }
    let day = cx.plan.settings.units.day.0.max(1);
    let days = late.0.saturating_add(day - 1) / day;
    let (ends, wanted) = two_dates((finish, Edge::End), (due, Edge::End));
    let by = match days {
        0 => "outside working hours".to_owned(),
        _ if finish.last_day() == due.last_day() => format!("{} working minutes late", late.minutes()),
        1 => "1 working day late".to_owned(),
        _ => format!("{days} working days late"),
    };
    let message = format!("`{}` is due on {wanted} and ends on {ends}: {by}", name(cx.plan, id));
    diagnostics.report(Code::MissedDeadline, span, message).help("start earlier, shorten what it waits for, or agree on another date");
}

/// Reports the first item that runs off the calendar; what follows it does so because of it.
fn range(cx: &Cx<'_>, order: &Order, dates: &Dates, diagnostics: &mut Diagnostics) -> bool {
    let off = order.iter().find_map(|number| match cx.network.node(number) {
        Node::Leaf(id) => (dates[id].start.is_end() || dates[id].finish.is_end()).then_some(id),
        Node::Open(_) | Node::Close(_) => None,
    });
    let Some(id) = off else { return false };
    let name = name(cx.plan, id);
    let mut shares = Vec::new();
    shares_of(cx.plan, cx.lengths.stand_ins(), id, &mut shares);
    let gone = shares.into_iter().find(|share| cx.plan.resources[share.resource].until.is_some());
    if let Some((share, until)) = gone.and_then(|share| cx.plan.resources[share.resource].until.map(|until| (share, until))) {
        let resource = &cx.plan.resources[share.resource];
        let who = cx.plan.text(if cx.plan.text(resource.id).is_empty() { resource.title } else { resource.id });
        diagnostics
            .report(Code::OutOfRange, share.span, format!("`{name}` cannot be done: `{who}` is there only until {}", until.date()))
            .label(resource.span, "until then")
            .help("start it earlier, or give it to someone who stays");
        return true;
    }
    let is_early = dates[id].start == Instant::MIN || dates[id].finish == Instant::MIN;
    let message =
        if is_early { format!("`{name}` would begin before the year 1900") } else { format!("`{name}` would end after the year 2399") };
    diagnostics
        .report(Code::OutOfRange, cx.plan.tasks[id].span(), message)
        .note("no date beyond that can be held")
        .help("look for a length or a lag with a digit too many, or for a calendar that stops working");
    true
}

/// Returns two dates as the plan writes them, with times where the days are the same.
fn two_dates(one: (Instant, Edge), other: (Instant, Edge)) -> (String, String) {
    let (a, b) = (shown(one.0, one.1), shown(other.0, other.1));
    if a != b {
        return (a.date().to_string(), b.date().to_string());
    }
    let timed = |t: Instant| {
        let minutes = t.time().0 / 10;
        format!("{} {:02}:{:02}", t.day().date(), minutes / 60, minutes % 60)
    };
    (timed(one.0), timed(other.0))
}

/// Returns the day that readers see an instant on.
fn shown(t: Instant, edge: Edge) -> crate::calendar::Day {
    if edge == Edge::Start { t.day() } else { t.last_day() }
}

/// Returns what the reader calls an item.
pub(super) fn name(plan: &Plan, id: TaskId) -> &str {
    match plan.text(plan.tasks[id].id) {
        "" => plan.title(id),
        id => id,
    }
}
