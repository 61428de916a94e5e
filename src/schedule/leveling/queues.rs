//! What is ready and waits, in the order in which it can begin: those who wait for the same people queue together.
//!
//! When somebody is taken, all that wait for them begin later; a queue knows that once for all of it, so that laying out
//! moment by moment does not ask again and again for each of ten thousand.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use crate::calendar::Instant;

/// Of what can begin at the same moment: what matters more goes first, then the order, then the number of the node.
pub(super) type Turn = (Reverse<u16>, u32, u32);

/// The queue of what waits for nobody, or as nothing else does.
const ALONE: u32 = 0;

/// Which queue every node belongs to.
#[derive(Clone, Debug, Default)]
pub(super) struct Queues {
    of_node: Vec<u32>,
    n_queues: usize,
}

/// What waits at some moment.
pub(super) struct Waiting<'q> {
    queues: &'q Queues,
    list: Vec<Queue>,
    /// The first of each queue; what is no longer the first is passed over.
    fronts: BinaryHeap<Reverse<(Instant, Turn, u32)>>,
}

/// Those who wait for the same.
#[derive(Clone, Default)]
struct Queue {
    /// Nobody of `now` begins before.
    floor: Option<Instant>,
    now: BinaryHeap<Reverse<Turn>>,
    later: BinaryHeap<Reverse<(Instant, Turn)>>,
}

impl Queues {
    /// Puts nodes together that take the same, by what `taken` says of each; `None` queues alone.
    pub(super) fn of<K: Eq + std::hash::Hash>(taken: impl Iterator<Item = Option<K>>) -> Self {
        let mut known: FxHashMap<K, u32> = FxHashMap::default();
        let mut n_queues = ALONE + 1;
        let mut number = |key: K| {
            *known.entry(key).or_insert_with(|| {
                n_queues += 1;
                n_queues - 1
            })
        };
        let of_node = taken.map(|key| key.map_or(ALONE, &mut number)).collect();
        Self { of_node, n_queues: n_queues as usize }
    }

    /// Begins with nothing that waits.
    pub(super) fn begin(&self) -> Waiting<'_> {
        Waiting { queues: self, list: vec![Queue::default(); self.n_queues], fronts: BinaryHeap::new() }
    }

    fn of_node(&self, node: u32) -> u32 {
        self.of_node.get(node as usize).copied().unwrap_or(ALONE)
    }

    /// Tells whether others may wait for the same as `node`.
    pub(super) fn is_shared(&self, node: u32) -> bool {
        self.of_node(node) != ALONE
    }
}

impl Waiting<'_> {
    /// Lets `turn` wait, which cannot begin before `at`.
    pub(super) fn push(&mut self, at: Instant, turn: Turn) {
        let number = self.queues.of_node(turn.2);
        if let Some(queue) = self.list.get_mut(number as usize) {
            queue.later.push(Reverse((at, turn)));
        }
        self.announce(number);
    }

    /// Takes whatever can begin first, with when that would be.
    pub(super) fn pop(&mut self) -> Option<(Instant, Turn)> {
        while let Some(Reverse((at, turn, number))) = self.fronts.pop() {
            let Some(queue) = self.list.get_mut(number as usize) else { continue };
            if queue.first() == Some((at, turn)) {
                queue.take();
                self.announce(number);
                return Some((at, turn));
            }
        }
        None
    }

    /// Keeps everything that waits for the same as `node` from beginning before `floor`; all of it waits since now.
    pub(super) fn raise(&mut self, node: u32, floor: Instant) {
        let number = self.queues.of_node(node);
        if let Some(queue) = self.list.get_mut(number as usize) {
            queue.raise(floor);
        }
        self.announce(number);
    }

    fn announce(&mut self, number: u32) {
        let first = self.list.get(number as usize).and_then(Queue::first);
        self.fronts.extend(first.map(|(at, turn)| Reverse((at, turn, number))));
    }
}

impl Queue {
    fn first(&self) -> Option<(Instant, Turn)> {
        let now = self.floor.zip(self.now.peek()).map(|(floor, Reverse(turn))| (floor, *turn));
        let later = self.later.peek().map(|Reverse(entry)| *entry);
        now.into_iter().chain(later).min()
    }

    fn take(&mut self) {
        let now = self.floor.zip(self.now.peek()).map(|(floor, Reverse(turn))| (floor, *turn));
        if now.is_some() && now == self.first() {
            self.now.pop();
        } else {
            self.later.pop();
        }
    }

    fn raise(&mut self, floor: Instant) {
        self.floor = Some(self.floor.map_or(floor, |known| known.max(floor)));
        while let Some(Reverse((_, turn))) = self.later.peek().filter(|Reverse((at, _))| Some(*at) <= self.floor).copied() {
            self.later.pop();
            self.now.push(Reverse(turn));
        }
    }
}
