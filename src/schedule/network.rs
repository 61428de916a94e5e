//! The order of the work: one node a task or milestone, two a phase.
//!
//! A phase opens before anything inside it, with what everything inside inherits, and closes after all of it, with the dates
//! that others see. Nodes are numbered as the text nests, so a plan written in the order of its work is in order already;
//! the predecessors lie flat in one array that petgraph's algorithms walk in place.

use petgraph::visit::{DfsPostOrder, GraphBase, IntoNeighbors, VisitMap, Visitable};

use super::lag::ends;

use crate::model::{ConstraintKind, Dependency, Edge, Effort, Plan, TaskId, When};
use crate::span::Span;

/// The network of a plan.
#[derive(Debug, Default)]
pub(super) struct Network {
    /// By node: four times the task's number, and one more where its phase opens, two where it closes.
    owners: Vec<u32>,
    /// By task: its node; for a phase the one that opens it and the one that closes it.
    places: Vec<(u32, u32)>,
    /// By task: a phase that has something for what is inside to inherit, itself or from further out.
    gives: Vec<bool>,
    /// By node: the first of its predecessors; they reach to the next node's.
    first: Vec<u32>,
    predecessors: Vec<u32>,
}

/// A node of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A task, a milestone, or a phase with nothing in it.
    Leaf(TaskId),
    /// What the items of a phase inherit.
    Open(TaskId),
    /// The dates of a phase.
    Close(TaskId),
}

/// Why one node waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// A link, numbered as in the plan.
    Link(u32),
    /// A date told from an item, written there.
    Anchor(Span),
    /// It is inside the phase.
    Inside,
    /// The phase holds it.
    Holds,
}

/// Nodes in an order in which every one comes after what it waits for.
#[derive(Debug)]
pub(super) enum Order {
    /// As they are numbered, so many.
    Numbered(u32),
    /// As listed.
    Listed(Vec<u32>),
}

impl Order {
    /// Returns the nodes' numbers.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        let (numbered, listed) = match self {
            Self::Numbered(n) => (0..*n, &[][..]),
            Self::Listed(list) => (0..0, list.as_slice()),
        };
        numbered.chain(listed.iter().copied())
    }
}

impl Network {
    /// Builds the network of `plan`.
    pub(super) fn of(plan: &Plan) -> Self {
        let mut network = Self::default();
        network.number(plan);
        network.mark_givers(plan);
        let n_edges = plan.dependencies.len() + plan.tasks.len() * 2;
        network.predecessors.reserve_exact(n_edges);
        network.first.reserve_exact(network.owners.len() + 1);
        for number in 0..index(network.owners.len()) {
            network.first.push(index(network.predecessors.len()));
            let mut predecessors = std::mem::take(&mut network.predecessors);
            network.each_edge(plan, network.node(number), |predecessor, _| predecessors.push(predecessor));
            network.predecessors = predecessors;
        }
        network.first.push(index(network.predecessors.len()));
        network
    }

    /// Returns the node numbered so.
    pub(super) fn node(&self, number: u32) -> Node {
        let owner = self.owners.get(number as usize).copied().unwrap_or_default();
        let task = TaskId(owner >> 2);
        match owner & 3 {
            0 => Node::Leaf(task),
            1 => Node::Open(task),
            _ => Node::Close(task),
        }
    }

    /// Returns how many nodes there are.
    pub(super) fn len(&self) -> u32 {
        index(self.owners.len())
    }

    /// Tells whether items directly inside `phase` inherit anything that bounds their dates.
    pub(super) fn gives(&self, phase: TaskId) -> bool {
        self.gives.get(phase.0 as usize).copied().unwrap_or(false)
    }

    /// Returns the numbers of the nodes that `number` waits for.
    pub(super) fn predecessors(&self, number: u32) -> &[u32] {
        let at = |number: u32| self.first.get(number as usize).copied().unwrap_or_default() as usize;
        self.predecessors.get(at(number)..at(number + 1)).unwrap_or(&[])
    }

    /// Returns an order of the work, or `None` if some of it waits for itself.
    pub(super) fn order(&self) -> Option<Order> {
        let in_order = |number: &u32| self.predecessors(*number).iter().all(|predecessor| predecessor < number);
        if (0..self.len()).all(|number| in_order(&number)) {
            return Some(Order::Numbered(self.len()));
        }
        let mut list = Vec::with_capacity(self.owners.len());
        let mut walk = DfsPostOrder::empty(self);
        for number in 0..self.len() {
            if !walk.discovered.is_visited(&number) {
                walk.move_to(number);
                while let Some(next) = walk.next(self) {
                    list.push(next);
                }
            }
        }
        self.is_ordered(&list).then_some(Order::Listed(list))
    }

    fn is_ordered(&self, list: &[u32]) -> bool {
        let mut ranks = vec![0; list.len()];
        for (rank, number) in (0u32..).zip(list) {
            if let Some(slot) = ranks.get_mut(*number as usize) {
                *slot = rank;
            }
        }
        let rank = |number: u32| ranks.get(number as usize).copied().unwrap_or_default();
        list.iter().all(|number| self.predecessors(*number).iter().all(|predecessor| rank(*predecessor) < rank(*number)))
    }

    /// Numbers the nodes as the text nests.
    fn number(&mut self, plan: &Plan) {
        self.owners.reserve_exact(plan.tasks.len() + plan.tasks.len() / 8);
        self.places = vec![(0, 0); plan.tasks.len()];
        let mut open: Vec<(TaskId, TaskId)> = Vec::new();
        for (id, task) in plan.tasks.iter() {
            self.close_before(&mut open, id);
            if task.end.0 <= id.0 + 1 {
                self.add(id, 0);
            } else {
                self.add(id, 1);
                open.push((id, task.end));
            }
        }
        self.close_before(&mut open, TaskId(u32::MAX));
    }

    fn close_before(&mut self, open: &mut Vec<(TaskId, TaskId)>, id: TaskId) {
        while let Some((phase, _)) = open.pop_if(|(_, end)| *end <= id) {
            self.add(phase, 2);
        }
    }

    fn add(&mut self, task: TaskId, role: u32) {
        let number = index(self.owners.len());
        if let Some(place) = self.places.get_mut(task.0 as usize) {
            *place = (if role == 2 { place.0 } else { number }, number);
        }
        self.owners.push(task.0 << 2 | role);
    }

    fn mark_givers(&mut self, plan: &Plan) {
        self.gives = vec![false; plan.tasks.len()];
        for (id, task) in plan.tasks.iter().filter(|(id, task)| id.0 + 1 < task.end.0) {
            let gives = task.parent().is_some_and(|parent| self.gives(parent)) || has_own_to_give(plan, id);
            if let Some(slot) = self.gives.get_mut(id.0 as usize) {
                *slot = gives;
            }
        }
    }

    /// Calls `each` with every node that `node` waits for, and why.
    pub(super) fn each_edge(&self, plan: &Plan, node: Node, mut each: impl FnMut(u32, Why)) {
        let (Node::Leaf(id) | Node::Open(id) | Node::Close(id)) = node;
        let task = &plan.tasks[id];
        let place = |task: TaskId| self.places.get(task.0 as usize).copied().unwrap_or_default();
        let end_of = |task: TaskId| place(task).1;
        if let Node::Close(phase) = node {
            plan.children(phase).for_each(|child| each(end_of(child), Why::Holds));
        } else if let Some(parent) = task.parent().filter(|parent| self.gives(*parent)) {
            each(place(parent).0, Why::Inside);
        }
        for (number, link) in (task.first_dependency..).zip(plan.dependencies_of(id)) {
            if belongs(node, link) {
                each(end_of(link.predecessor), Why::Link(number));
            }
        }
        each_anchor(plan, node, |item, span| each(end_of(item), Why::Anchor(span)));
    }
}

/// Tells whether `link` of its successor bounds what `node` stands for: a phase hands on what bounds starts and keeps the rest.
fn belongs(node: Node, link: &Dependency) -> bool {
    let start = matches!(ends(link.link).1, Edge::Start);
    match node {
        Node::Leaf(_) => true,
        Node::Open(_) => start,
        Node::Close(_) => !start,
    }
}

/// Calls `each` with every item that a date of `node` is told from.
fn each_anchor(plan: &Plan, node: Node, mut each: impl FnMut(TaskId, Span)) {
    let (Node::Leaf(id) | Node::Open(id) | Node::Close(id)) = node;
    let task = &plan.tasks[id];
    let mut told = |when: &When| {
        if let When::Item { item, span, .. } = *when {
            each(item, span);
        }
    };
    if let (Some((from, until)), Node::Leaf(_) | Node::Open(_)) = (plan.given(id), node) {
        told(from);
        told(until);
    }
    if task.details.is_some() {
        for constraint in &plan.details(id).constraints {
            let here = match node {
                Node::Leaf(_) => true,
                Node::Open(_) => gives_start(constraint.kind),
                Node::Close(_) => matches!(constraint.kind, ConstraintKind::FinishNoEarlier | ConstraintKind::MustFinish),
            };
            if here {
                told(&constraint.when);
            }
        }
    }
}

fn has_own_to_give(plan: &Plan, phase: TaskId) -> bool {
    let task = &plan.tasks[phase];
    matches!(task.effort, Effort::Span(_))
        || plan.dependencies_of(phase).iter().any(|link| matches!(ends(link.link).1, Edge::Start))
        || task.details.is_some() && plan.details(phase).constraints.iter().any(|constraint| gives_start(constraint.kind))
}

/// Tells whether a phase's constraint keeps what is inside from starting earlier.
pub(super) const fn gives_start(kind: ConstraintKind) -> bool {
    matches!(kind, ConstraintKind::StartNoEarlier | ConstraintKind::MustStart)
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The nodes that a walk has seen.
#[derive(Debug)]
pub(super) struct Seen(Vec<bool>);

impl VisitMap<u32> for Seen {
    fn visit(&mut self, number: u32) -> bool {
        self.0.get_mut(number as usize).is_some_and(|seen| !std::mem::replace(seen, true))
    }

    fn is_visited(&self, number: &u32) -> bool {
        self.0.get(*number as usize).copied().unwrap_or(true)
    }

    fn unvisit(&mut self, number: u32) -> bool {
        self.0.get_mut(number as usize).is_some_and(std::mem::take)
    }
}

impl GraphBase for Network {
    type NodeId = u32;
    type EdgeId = u32;
}

impl Visitable for Network {
    type Map = Seen;

    fn visit_map(&self) -> Seen {
        Seen(vec![false; self.owners.len()])
    }

    fn reset_map(&self, map: &mut Seen) {
        map.0.clear();
        map.0.resize(self.owners.len(), false);
    }
}

impl<'a> IntoNeighbors for &'a Network {
    type Neighbors = std::iter::Copied<std::slice::Iter<'a, u32>>;

    fn neighbors(self, number: u32) -> Self::Neighbors {
        self.predecessors(number).iter().copied()
    }
}
