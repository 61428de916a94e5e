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
///
/// Keys mostly agree with what waits for what, so everything is sorted once, and only what is not ready when its turn comes
/// goes through a heap.
pub(in crate::schedule) fn ranked<K: Ord + Copy>(network: &Network, successors: &Rows<u32>, key: impl Fn(u32) -> K) -> Order {
    let mut missing: Vec<u32> = (0..network.len()).map(|node| u32::try_from(network.predecessors(node).len()).unwrap_or(0)).collect();
    let is_leaf = |node: u32| matches!(network.node(node), Node::Leaf(_));
    let mut sorted: Vec<(K, u32)> = (0..network.len()).filter(|node| is_leaf(*node)).map(|node| (key(node), node)).collect();
    sorted.sort_unstable();
    let mut gates: BinaryHeap<Reverse<u32>> =
        (0..network.len()).filter(|node| !is_leaf(*node) && network.predecessors(*node).is_empty()).map(Reverse).collect();
    let mut late: BinaryHeap<Reverse<(K, u32)>> = BinaryHeap::new();
    let mut list = Vec::with_capacity(missing.len());
    let mut rest = sorted.as_slice();
    while list.len() < missing.len() {
        let node = match gates.pop() {
            Some(Reverse(gate)) => gate,
            None => match least(&mut rest, &mut late, |node| missing.get(node as usize) == Some(&0)) {
                Some(node) => node,
                None => break,
            },
        };
        list.push(node);
        for after in successors.row(node) {
            let Some(count) = missing.get_mut(*after as usize) else { continue };
            *count -= 1;
            if *count > 0 {
                continue;
            }
            if !is_leaf(*after) {
                gates.push(Reverse(*after));
                continue;
            }
            let entry = (key(*after), *after);
            if rest.first().is_none_or(|first| entry < *first) {
                late.push(Reverse(entry));
            }
        }
    }
    Order::Listed(list)
}

/// Takes the least of what is late and of the first in `rest` that is ready; what is not ready there is passed.
fn least<K: Ord + Copy>(rest: &mut &[(K, u32)], late: &mut BinaryHeap<Reverse<(K, u32)>>, is_ready: impl Fn(u32) -> bool) -> Option<u32> {
    while let Some((_, others)) = rest.split_first().filter(|(first, _)| !is_ready(first.1)) {
        *rest = others;
    }
    match (rest.split_first(), late.peek()) {
        (Some((first, others)), None) => {
            *rest = others;
            Some(first.1)
        }
        (Some((first, others)), Some(Reverse(other))) if first < other => {
            *rest = others;
            Some(first.1)
        }
        (Some(_) | None, _) => late.pop().map(|Reverse((_, node))| node),
    }
}
