//! Whether the parts of a file fit each other: every reference means something, and no work waits for itself.

use rustc_hash::{FxHashMap, FxHashSet};

use super::calendars::Calendars;
use super::file::{Assignment, Link, Resource, Task};
use super::outline::Outline;
use crate::interop::Fault;

/// Most tasks that a cycle names.
const SHOWN: usize = 10;

/// Looks up every UID that something refers to.
pub(super) fn references(
    tasks: &[Task<'_>],
    (resources, assignments): (&[Resource<'_>], &[Assignment<'_>]),
    calendars: &Calendars<'_>,
) -> Result<(), Fault> {
    let known: FxHashSet<i64> = tasks.iter().map(|task| task.uid).collect();
    for task in tasks {
        let dangles = |link: &&Link<'_>| !link.is_elsewhere && link.predecessor != 0 && !known.contains(&link.predecessor);
        if let Some(link) = task.links.iter().find(dangles) {
            return Err(link.element.fault(format!("no task has the UID {}, which “{}” waits for", link.predecessor, task.name)));
        }
        let Some(uid) = task.calendar else { continue };
        match calendars.get(uid) {
            None => return Err(task.element.fault(format!("no calendar has the UID {uid}, which “{}” names", task.name))),
            Some(own) if own.whole.is_empty() => return Err(own.element.fault("a calendar of tasks without any working time")),
            Some(_) => {}
        }
    }
    for resource in resources {
        if let Some(uid) = resource.calendar.filter(|uid| calendars.get(*uid).is_none()) {
            return Err(resource.element.fault(format!("no calendar has the UID {uid}, which “{}” names", resource.name)));
        }
    }
    let people: FxHashSet<i64> = resources.iter().map(|resource| resource.uid).collect();
    for assignment in assignments {
        if !known.contains(&assignment.task) && assignment.task != 0 {
            return Err(assignment.element.fault(format!("no task has the UID {}", assignment.task)));
        }
        if !people.contains(&assignment.resource) && assignment.resource != 0 {
            return Err(assignment.element.fault(format!("no resource has the UID {}", assignment.resource)));
        }
    }
    Ok(())
}

/// The order that links and nesting ask for: where each task begins and where it ends are one node each.
struct Waits<'a> {
    /// By node, the nodes that it waits for, with the link that says so.
    before: Vec<Vec<(usize, Option<&'a Link<'a>>)>>,
}

/// Reports work that waits for itself, summaries included.
pub(super) fn cycles(tasks: &[Task<'_>], outline: &Outline) -> Result<(), Fault> {
    let waits = Waits::of(tasks, outline);
    let mut open: Vec<usize> = waits.before.iter().map(Vec::len).collect();
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); open.len()];
    for (node, before) in waits.before.iter().enumerate() {
        for (other, _) in before {
            after.get_mut(*other).into_iter().for_each(|list| list.push(node));
        }
    }
    let mut ready: Vec<usize> = (0..open.len()).filter(|node| open.get(*node) == Some(&0)).collect();
    while let Some(node) = ready.pop() {
        for next in after.get(node).into_iter().flatten() {
            let Some(left) = open.get_mut(*next) else { continue };
            *left -= 1;
            if *left == 0 {
                ready.push(*next);
            }
        }
    }
    match open.iter().position(|left| 0 < *left) {
        Some(start) => Err(waits.describe(start, &open, tasks)),
        None => Ok(()),
    }
}

impl<'a> Waits<'a> {
    fn of(tasks: &'a [Task<'a>], outline: &Outline) -> Self {
        let by_uid: FxHashMap<i64, usize> = tasks.iter().enumerate().map(|(index, task)| (task.uid, index)).collect();
        let mut before: Vec<Vec<(usize, Option<&Link<'_>>)>> = vec![Vec::new(); tasks.len() * 2];
        let (begin, end) = (|index: usize| index * 2, |index: usize| index * 2 + 1);
        let mut add = |node: usize, other: usize, link: Option<&'a Link<'a>>| {
            before.get_mut(node).into_iter().for_each(|list| list.push((other, link)));
        };
        for (index, task) in tasks.iter().enumerate() {
            add(end(index), begin(index), None);
            if let Some(parent) = outline.parent(index) {
                add(begin(index), begin(parent), None);
                add(end(parent), end(index), None);
            }
            for link in task.links.iter().filter(|link| !link.is_elsewhere && !outline.is_inactive(index)) {
                let Some(predecessor) = by_uid.get(&link.predecessor).filter(|other| !outline.is_inactive(**other)) else { continue };
                let holds_end = outline.holds(index) && matches!(link.kind, 0 | 2);
                add(if holds_end { end(index) } else { begin(index) }, end(*predecessor), Some(link));
            }
        }
        Self { before }
    }

    /// Walks from a node that never becomes ready to those it waits for, until one comes again.
    fn describe(&self, start: usize, open: &[usize], tasks: &[Task<'_>]) -> Fault {
        let mut seen: Vec<(usize, Option<&Link<'_>>)> = Vec::new();
        let mut known: FxHashMap<usize, usize> = FxHashMap::default();
        let mut node = start;
        while !known.contains_key(&node) {
            known.insert(node, seen.len());
            let stuck = |(other, _): &&(usize, Option<&Link<'_>>)| open.get(*other).is_some_and(|left| 0 < *left);
            let Some((next, link)) = self.before.get(node).and_then(|list| list.iter().find(stuck)) else { break };
            seen.push((node, *link));
            node = *next;
        }
        let cycle = seen.get(known.get(&node).copied().unwrap_or(0)..).unwrap_or(&[]);
        let mut names: Vec<String> = Vec::new();
        for (node, _) in cycle {
            let name = tasks.get(node / 2).map_or("", |task| task.name);
            if names.last().is_none_or(|last| last != name) {
                names.push(name.to_owned());
            }
        }
        let more = names.len().saturating_sub(SHOWN);
        names.truncate(SHOWN);
        let chain: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
        let rest = if more == 0 { String::new() } else { format!(", … {more} more") };
        let sentence = format!("work that waits for itself: {}{rest}", chain.join(", which waits for "));
        let link = cycle.iter().find_map(|(_, link)| *link);
        let task = tasks.get(start / 2);
        let fault = link.map(|link| link.element.fault(&*sentence)).or_else(|| task.map(|task| task.element.fault(&*sentence)));
        fault.unwrap_or_default().with_help("take one of these links away")
    }
}
