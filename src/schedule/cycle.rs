//! Work that waits for itself: which items go round, and through which lines.
//!
//! Only reached when there is no order, so it may cost more than the order did. Strongly connected components are found by
//! Tarjan's algorithm (1972) with a stack of its own, since a chain may be a million long; each is told by a short cycle in it.

use std::collections::VecDeque;

use super::network::{Network, Node, Why};
use super::verify::name;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Plan, TaskId};
use crate::span::Span;

/// How many edges are shown at the beginning and at the end of a long cycle.
const SHOWN: (usize, usize) = (10, 2);
/// How many steps the search for the shortest cycle may take, so that a hopeless plan is told about at once.
const STEPS: usize = 4_000_000;

/// Reports every cycle: one for each group of items that wait for each other.
pub(super) fn report(plan: &Plan, network: &Network, diagnostics: &mut Diagnostics) {
    let mut groups = components(network);
    groups.sort_unstable_by_key(|group| group.first().copied());
    for group in groups {
        let edges = explain(plan, network, &shortest(network, &group));
        tell(plan, &edges, diagnostics);
    }
}

/// One step of a cycle: `from` waits for `to`.
struct Step {
    from: TaskId,
    to: TaskId,
    why: Why,
}

fn tell(plan: &Plan, steps: &[Step], diagnostics: &mut Diagnostics) {
    let Some(first) = steps.first() else { return };
    let mut names: Vec<String> = steps.iter().map(|step| name(plan, step.from).to_owned()).collect();
    names.push(name(plan, first.from).to_owned());
    let (head, tail) = SHOWN;
    let hidden = steps.len().saturating_sub(head + tail);
    let chain = if hidden > 0 {
        let (front, back) = (names.get(..=head).unwrap_or(&[]), names.get(names.len() - tail - 1..).unwrap_or(&[]));
        format!("{} -> … {hidden} more … -> {}", front.join(" -> "), back.join(" -> "))
    } else {
        names.join(" -> ")
    };
    let message = format!("work waits for itself: `{chain}`");
    let shown = |index: &usize| *index < head || steps.len() - tail <= *index || hidden == 0;
    let diagnostic = diagnostics.report(Code::Cycle, span(plan, first), message);
    diagnostic.note(sentence(plan, first));
    for (_, step) in steps.iter().enumerate().skip(1).filter(|(index, _)| shown(index)) {
        diagnostic.label(span(plan, step), sentence(plan, step));
    }
    diagnostic.help("take away the one of these that is not really needed");
}

fn sentence(plan: &Plan, step: &Step) -> String {
    let (from, to) = (name(plan, step.from), name(plan, step.to));
    match step.why {
        Why::Link(_) if step.from == step.to => format!("`{from}` waits for itself"),
        Why::Link(_) if plan.descendants(step.from).contains(&step.to.0) => format!("`{from}` waits for `{to}`, which is inside it"),
        Why::Link(_) if plan.descendants(step.to).contains(&step.from.0) => format!("`{from}` waits for `{to}`, which holds it"),
        Why::Link(_) => format!("`{from}` waits for `{to}`"),
        Why::Anchor(_) => format!("`{from}` has a date told from `{to}`"),
        Why::Inside => format!("`{from}` is inside `{to}` and waits for what it waits for"),
        Why::Holds => format!("`{from}` ends only when `{to}` does, which is inside it"),
    }
}

fn span(plan: &Plan, step: &Step) -> Span {
    match step.why {
        Why::Link(number) => plan.dependencies.get(number as usize).map_or(plan.tasks[step.from].span(), |link| link.span()),
        Why::Anchor(span) => span,
        Why::Inside => plan.tasks[step.from].span(),
        Why::Holds => plan.tasks[step.to].span(),
    }
}

/// Returns the steps of a cycle of nodes, each of which waits for the next and the last for the first.
fn explain(plan: &Plan, network: &Network, cycle: &[u32]) -> Vec<Step> {
    let nexts = cycle.iter().skip(1).chain(cycle.first());
    let mut steps: Vec<Step> = cycle.iter().zip(nexts).filter_map(|(from, to)| step(plan, network, *from, *to)).collect();
    // A cycle reads best from an item that is tied by something written, and the first of these in the text.
    let written = |step: &Step| matches!(step.why, Why::Link(_) | Why::Anchor(_));
    let first = steps.iter().enumerate().filter(|(_, step)| written(step)).min_by_key(|(_, step)| step.from);
    if let Some(first) = first.map(|(index, _)| index) {
        steps.rotate_left(first);
    }
    steps
}

fn step(plan: &Plan, network: &Network, from: u32, to: u32) -> Option<Step> {
    let task = |number: u32| match network.node(number) {
        Node::Leaf(id) | Node::Open(id) | Node::Close(id) => id,
    };
    let mut found = None;
    network.each_edge(plan, network.node(from), |predecessor, why| {
        if predecessor == to && found.is_none() {
            found = Some(why);
        }
    });
    found.map(|why| Step { from: task(from), to: task(to), why })
}

/// Returns a shortest cycle through the group, as far as the search may go; always some cycle.
fn shortest(network: &Network, group: &[u32]) -> Vec<u32> {
    let mut place = vec![u32::MAX; network.len() as usize];
    for (index, number) in (0u32..).zip(group) {
        if let Some(slot) = place.get_mut(*number as usize) {
            *slot = index;
        }
    }
    let mut best: Vec<u32> = Vec::new();
    let mut steps = 0;
    for start in group {
        if steps > STEPS && !best.is_empty() || best.len() == 1 {
            break;
        }
        let cycle = round(network, group, &place, *start, &mut steps);
        if best.is_empty() || !cycle.is_empty() && cycle.len() < best.len() {
            best = cycle;
        }
    }
    best
}

/// Returns the shortest way from `start` round to itself inside its group, by breadth.
fn round(network: &Network, group: &[u32], place: &[u32], start: u32, steps: &mut usize) -> Vec<u32> {
    let mut came_from: Vec<u32> = vec![u32::MAX; group.len()];
    let local = |number: u32| place.get(number as usize).copied().filter(|index| *index != u32::MAX).map(|index| index as usize);
    let mut queue = VecDeque::from([start]);
    while let Some(number) = queue.pop_front() {
        for next in network.predecessors(number) {
            *steps += 1;
            let Some(slot) = local(*next).and_then(|index| came_from.get_mut(index)) else { continue };
            if *slot == u32::MAX {
                *slot = number;
                queue.push_back(*next);
            }
            if *next == start {
                let mut way = vec![number];
                while let Some(last) = way.last().copied().filter(|last| *last != start) {
                    way.push(local(last).and_then(|index| came_from.get(index)).copied().unwrap_or(start));
                }
                way.reverse();
                return way;
            }
        }
    }
    Vec::new()
}

/// Returns the groups of nodes that wait for each other, each in ascending order.
fn components(network: &Network) -> Vec<Vec<u32>> {
    const NEW: u32 = u32::MAX;
    let n_nodes = network.len() as usize;
    let mut walk = Walk { index: vec![NEW; n_nodes], low: vec![0; n_nodes], on_stack: vec![false; n_nodes], stack: Vec::new(), next: 0 };
    let mut groups = Vec::new();
    for root in 0..network.len() {
        if walk.index(root) != NEW {
            continue;
        }
        let mut path: Vec<(u32, usize)> = vec![(root, 0)];
        walk.enter(root);
        while let Some((number, edge)) = path.last_mut() {
            let number = *number;
            if let Some(next) = network.predecessors(number).get(*edge).copied() {
                *edge += 1;
                if walk.index(next) == NEW {
                    walk.enter(next);
                    path.push((next, 0));
                } else if walk.is_on_stack(next) {
                    walk.lower(number, walk.index(next));
                }
                continue;
            }
            path.pop();
            if let Some((parent, _)) = path.last() {
                walk.lower(*parent, walk.low(number));
            }
            if walk.low(number) == walk.index(number) {
                groups.extend(walk.leave(network, number));
            }
        }
    }
    groups
}

/// The state of Tarjan's walk.
struct Walk {
    index: Vec<u32>,
    low: Vec<u32>,
    on_stack: Vec<bool>,
    stack: Vec<u32>,
    next: u32,
}

impl Walk {
    fn index(&self, number: u32) -> u32 {
        self.index.get(number as usize).copied().unwrap_or_default()
    }

    fn low(&self, number: u32) -> u32 {
        self.low.get(number as usize).copied().unwrap_or_default()
    }

    fn is_on_stack(&self, number: u32) -> bool {
        self.on_stack.get(number as usize).copied().unwrap_or_default()
    }

    fn lower(&mut self, number: u32, to: u32) {
        if let Some(low) = self.low.get_mut(number as usize) {
            *low = to.min(*low);
        }
    }

    fn enter(&mut self, number: u32) {
        let place = number as usize;
        if let (Some(index), Some(low), Some(on)) = (self.index.get_mut(place), self.low.get_mut(place), self.on_stack.get_mut(place)) {
            (*index, *low, *on) = (self.next, self.next, true);
        }
        self.next += 1;
        self.stack.push(number);
    }

    /// Takes the component of `root` off the stack; one node alone is a cycle only if it waits for itself.
    fn leave(&mut self, network: &Network, root: u32) -> Option<Vec<u32>> {
        let from = self.stack.iter().rposition(|number| *number == root)?;
        let mut group = self.stack.split_off(from);
        for number in &group {
            if let Some(on) = self.on_stack.get_mut(*number as usize) {
                *on = false;
            }
        }
        group.sort_unstable();
        (group.len() > 1 || network.predecessors(root).contains(&root)).then_some(group)
    }
}
