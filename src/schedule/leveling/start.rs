//! As early as can be: finding an order of the work, and laying it out.

use std::cmp::Reverse;

use super::calendars::{self, Calendars};
use super::compact::{self, Compact};
use super::csr::Rows;
use super::decode::Direction::Forward;
use super::decode::{Decode, Layout, Pass, Scheme};
use super::floor::floor;
use super::level::{Laid, early, in_order, in_time};
use super::needs::Needs;
use super::nominal::Nominal;
use super::order::ranked;
use super::solve::{Budget, Progress, watch, watch_with};
use crate::calendar::{Elapsed, Instant};
use crate::model::Plan;
use crate::schedule::network::{Node, Order};
use crate::schedule::{Cx, Dates, Drawing, backward, forward};

/// In a larger network the most urgent go first, and other orders are tried only as far as time allows (`calendars`).
const TRIED: u32 = 3_000;

/// How much may be tried, and who is told.
pub(super) type Trial<'t> = (Budget, &'t mut dyn FnMut(Progress));

/// Finds an order and lays it out as early as it can be; what is to be late then moves back to where that moves nothing.
pub(super) fn from_start(cx: &mut Cx<'_>, needs: &Needs, successors: &Rows<u32>, dates: &mut Dates, (budget, each): Trial<'_>) -> Laid {
    if cx.course.drawing != Drawing::Early {
        // What is to be late has pushed other work; where that could be without is wanted.
        cx.course.drawing = Drawing::Early;
        let books = cx.books.take();
        forward::pass(cx, &in_order(cx.network, successors), dates);
        cx.books = books;
    }
    let early = early(dates);
    let is_large = TRIED < cx.network.len();
    let mut compact = if needs.teams.is_empty() { Compact::of(cx, needs, dates) } else { None };
    let is_tried = !is_large || budget != Budget::Portfolio || calendars::affords(cx.network.len(), compact.is_some());
    let nominal = if is_tried || has_ranks(cx.plan) { Nominal::of(cx, needs, dates) } else { None };
    // A plan in plain integers has a bound of its own.
    let is_bounded = !is_large && nominal.as_ref().is_some_and(|nominal| nominal.is_exact);
    let bound = if is_bounded { None } else { floor(cx, needs, successors, dates) };
    let bound = bound.or(dates.last_finish()).unwrap_or(cx.course.plan_start);
    let found = match nominal {
        // What is laid out one after the other would let work go before work that matters more.
        Some(nominal) if is_large && nominal.problem.is_prioritised() && !nominal.is_exact && budget == Budget::Portfolio => {
            Some(once((cx, &nominal), successors, bound, dates))
        }
        Some(nominal) if is_large && !nominal.problem.is_prioritised() => {
            by_urgency(cx, successors, compact.as_mut(), dates);
            let usual = (dates.last_finish(), dates.list.clone(), cx.books.clone());
            let is_best = usual.0.is_none_or(|finish| finish <= bound);
            let above = if is_best { None } else { try_orders(cx, (&nominal, compact.as_mut(), successors), bound, dates, (budget, each)) };
            if above.is_some() && dates.last_finish() < usual.0 {
                above
            } else {
                (_, dates.list, cx.books) = usual;
                None
            }
        }
        Some(nominal) => match try_orders(cx, (&nominal, compact.as_mut(), successors), bound, dates, (budget, each)) {
            Some(above) => Some(above),
            None => try_orders(cx, (&nominal, None, successors), bound, dates, (budget, each)),
        },
        None => {
            by_urgency(cx, successors, compact.as_mut(), dates);
            None
        }
    };
    let begin = early.iter().map(|(start, _)| *start).min().unwrap_or(cx.course.plan_start);
    let above = found.unwrap_or_else(|| above(bound.since(begin), dates.last_finish().unwrap_or(bound).since(begin)));
    if cx.plan.tasks.iter().any(|(_, task)| task.as_late_as_possible) {
        let order = in_time(cx.network, successors, dates);
        let end = dates.last_finish().unwrap_or(cx.course.plan_start);
        backward::justify(cx, &order, end, dates);
        forward::close_all(cx, &order, dates);
    }
    Laid { early, above }
}

/// Tells whether some work has another priority than other work.
fn has_ranks(plan: &Plan) -> bool {
    plan.tasks.iter().any(|(id, task)| task.details.is_some() && plan.details(id).priority.is_some_and(|priority| priority != 500))
}

/// Lays everything out moment by moment, once, by when it must be over at the latest; returns how far that is above what must
/// be, in ten-thousandths.
fn once((cx, nominal): (&mut Cx<'_>, &Nominal), successors: &Rows<u32>, bound: Instant, dates: &mut Dates) -> u32 {
    let order = ranked(cx.network, successors, |node| {
        let (Node::Leaf(id) | Node::Open(id) | Node::Close(id)) = cx.network.node(node);
        (dates[id].late_finish, dates[id].late_start)
    });
    let order: Vec<u32> = order.iter().collect();
    let mut calendars = Calendars::new((cx, dates, None), nominal, successors, bound);
    let (least, mut layout) = (calendars.lower_bound(), Layout::default());
    calendars.decode(Pass { order: &order, direction: Forward, scheme: Scheme::Parallel, horizon: 0 }, &mut layout);
    above(Elapsed(least), Elapsed(layout.finish()))
}

/// Tries order after order and lays out the best; returns how far that is above what must be, in ten-thousandths. Nothing
/// where it cannot be laid out.
fn try_orders<'a>(
    cx: &mut Cx<'a>,
    (nominal, mut compact, successors): (&Nominal, Option<&mut Compact<'a>>, &Rows<u32>),
    bound: Instant,
    dates: &mut Dates,
    (budget, each): Trial<'_>,
) -> Option<u32> {
    let solution = if nominal.is_exact {
        watch(&nominal.problem, budget, each)
    } else {
        watch_with(&mut Calendars::new((cx, dates, compact.as_deref_mut()), nominal, successors, bound), budget, each)
    };
    let above = above(Elapsed(solution.lower_bound), Elapsed(solution.makespan));
    let starts = &solution.layout.starts;
    let order = ranked(cx.network, successors, |node| starts.get(node as usize).copied());
    match compact {
        Some(compact) => compact::lay_out(cx, compact, &order, dates).then_some(above),
        None if nominal.is_exact => {
            lay(cx, &order, dates);
            Some(above)
        }
        None => {
            let pass = Pass { order: &solution.order, direction: Forward, scheme: solution.scheme, horizon: 0 };
            Calendars::new((cx, dates, None), nominal, successors, nominal.origin).decode(pass, &mut Layout::default());
            Some(above)
        }
    }
}

fn lay(cx: &mut Cx<'_>, order: &Order, dates: &mut Dates) {
    if let Some(books) = &mut cx.books {
        books.clear();
    }
    forward::pass(cx, order, dates);
}

/// Lays everything out by priority, then by when it must be over at the latest.
fn by_urgency(cx: &mut Cx<'_>, successors: &Rows<u32>, compact: Option<&mut Compact<'_>>, dates: &mut Dates) {
    let order = ranked(cx.network, successors, |node| {
        let (Node::Leaf(id) | Node::Open(id) | Node::Close(id)) = cx.network.node(node);
        let priority = cx.plan.details(id).priority.unwrap_or(500);
        Some((Reverse(priority), dates[id].late_finish, dates[id].late_start))
    });
    if !compact.is_some_and(|compact| compact::lay_out(cx, compact, &order, dates)) {
        lay(cx, &order, dates);
    }
}

/// Returns how far a plan's length is above its bound, in ten-thousandths.
fn above(bound: Elapsed, length: Elapsed) -> u32 {
    debug_assert!(bound <= length, "no schedule is over before its bound");
    let (bound, length) = (i64::from(bound.0).max(1), i64::from(length.0));
    u32::try_from((length - bound).max(0) * 10_000 / bound).unwrap_or(u32::MAX)
}
