//! Orders in which work can be laid out.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::csr::Rows;
use crate::schedule::network::{Network, Node, Order};

/// The network read forwards: what waits for each node.
pub(in crate::schedule) fn successors(network: &Network) -> Rows<u32> {
    let pairs = (0..network.len()).flat_map(|node| network.predecessors(node).iter().map(move |predecessor| (*predecessor, node)));
    Rows::of(network.len() as usize, pairs)
}

/// Returns every node after what it waits for, of those that are ready the one with the least key first; phases open and
/// close as soon as they can (Kahn 1962).
pub(in crate::schedule) fn ranked<K: Ord + Copy>(network: &Network, successors: &Rows<u32>, key: impl Fn(u32) -> K) -> Order {
    let mut missing: Vec<u32> = (0..network.len()).map(|node| u32::try_from(network.predecessors(node).len()).unwrap_or(0)).collect();
    let rank = |node: u32| match network.node(node) {
        Node::Leaf(_) => Some(key(node)),
        Node::Open(_) | Node::Close(_) => None,
    };
    let none = (0..network.len()).filter(|node| network.predecessors(*node).is_empty());
    let mut ready: BinaryHeap<Reverse<(Option<K>, u32)>> = none.map(|node| Reverse((rank(node), node))).collect();
    let mut list = Vec::with_capacity(missing.len());
    while let Some(Reverse((_, node))) = ready.pop() {
        list.push(node);
        for after in successors.row(node) {
            let Some(count) = missing.get_mut(*after as usize) else { continue };
            *count -= 1;
            if *count == 0 {
                ready.push(Reverse((rank(*after), *after)));
            }
        }
    }
    Order::Listed(list)
}
