//! Laying an order out by everybody's own hours, from a few bytes for each item.
//!
//! The forward pass knows every kind of link and date, and a pass in the order of urgency over very many items mostly waits
//! for memory. Where work begins after other work and at dates, and nothing stranger, this knows enough. What comes of it is
//! no more than a proposal: the forward pass follows it in the order of the file, and where the two disagree it counts for
//! nothing.

use super::books::Books;
use super::csr::Rows;
use super::needs::{Need, Needs, is_pinned};
use crate::calendar::Instant;
use crate::model::{ConstraintKind, Dependency, Edge, Effort, Lag, Link, Plan, TaskId, When};
use crate::schedule::effort::{Lengths, Run};
use crate::schedule::lag::{ahead, back, ends};
use crate::schedule::network::{Network, Node, Order, gives_start};
use crate::schedule::progress::{self, State};
use crate::schedule::{Cx, Dates, forward, is_phase};

/// An item that has no place yet.
const OPEN: (Instant, Instant) = (Instant::MAX, Instant::MIN);

/// A plan that can be laid out again and again.
pub(super) struct Compact<'a> {
    plan: &'a Plan,
    network: &'a Network,
    lengths: &'a Lengths,
    /// By node.
    jobs: Vec<Job>,
    /// By node, where it lies.
    pub(super) times: Vec<(Instant, Instant)>,
    /// Nodes that lie where they lie whatever else moves.
    fixed: Vec<(u32, (Instant, Instant))>,
}

/// One node of the network.
#[derive(Clone, Copy, Debug)]
struct Job {
    run: Run,
    /// It does not start before.
    release: Instant,
    /// Who does it, if it is one alone: kept here, since that is all that most placing asks of people.
    alone: Need,
    /// It waits for something other than the end of work.
    has_lags: bool,
}

/// Nobody, or more than one.
const NOT_ALONE: Need = Need { resource: 0, units: 0, share: 0 };

impl<'a> Compact<'a> {
    /// Reads the plan of `cx` with the dates that links allow; `None` where there is more to it than is known here.
    pub(super) fn of(cx: &Cx<'a>, needs: &Needs, dates: &Dates) -> Option<Self> {
        let n_nodes = cx.network.len();
        let mut jobs = Vec::with_capacity(n_nodes as usize);
        let mut fixed = Vec::new();
        for node in 0..n_nodes {
            jobs.push(match cx.network.node(node) {
                Node::Leaf(id) if is_fixed(cx.plan, id) => {
                    fixed.push((node, (dates[id].start, dates[id].finish)));
                    Job { run: Run::Instant, release: Instant::MIN, alone: NOT_ALONE, has_lags: false }
                }
                Node::Leaf(id) => leaf(cx, needs, id)?,
                Node::Open(id) => open(cx, id, cx.network.predecessors(node).is_empty())?,
                Node::Close(_) => Job { run: Run::Instant, release: Instant::MIN, alone: NOT_ALONE, has_lags: false },
            });
        }
        Some(Self { plan: cx.plan, network: cx.network, lengths: cx.lengths, jobs, times: Vec::new(), fixed })
    }

    /// Places everything as early as it can be, in the order of `nodes`; false where one comes before what it waits for.
    pub(super) fn forward(&mut self, books: &mut Books<'_>, nodes: impl Iterator<Item = u32>) -> bool {
        self.begin(books);
        for node in nodes {
            let Some(job) = self.jobs.get(node as usize).filter(|_| !self.is_placed(node)) else { continue };
            let Some(ready) = self.ready(node, job) else { return false };
            let dates = match job.run {
                Run::Instant => (ready, ready),
                run @ (Run::Hours(..) | Run::Elapsed(_) | Run::Crew { .. }) => {
                    match books.place_alone(self.lengths, &job.alone, run, ready) {
                        Some(dates) => dates,
                        None => books.place(self.lengths, self.task(node), run, ready),
                    }
                }
            };
            self.put(node, dates);
        }
        true
    }

    /// Places everything as late as it can be before `end`, the last of `nodes` first; false where one comes before what
    /// waits for it.
    pub(super) fn backward(
        &mut self,
        books: &mut Books<'_>,
        successors: &Rows<u32>,
        nodes: impl DoubleEndedIterator<Item = u32>,
        end: Instant,
    ) -> bool {
        self.begin(books);
        for node in nodes.rev() {
            let Some(job) = self.jobs.get(node as usize).filter(|_| !self.is_placed(node)) else { continue };
            let Some(latest) = self.latest(successors, node, job, end) else { return false };
            let dates = match job.run {
                Run::Instant => (latest, latest),
                run @ (Run::Hours(..) | Run::Elapsed(_) | Run::Crew { .. }) => {
                    books.place_before(self.lengths, self.task(node), run, latest)
                }
            };
            self.put(node, dates);
        }
        true
    }

    fn begin(&mut self, books: &mut Books<'_>) {
        books.clear();
        self.times.clear();
        self.times.resize(self.jobs.len(), OPEN);
        let fixed = std::mem::take(&mut self.fixed);
        fixed.iter().for_each(|(node, dates)| self.put(*node, *dates));
        self.fixed = fixed;
    }

    fn task(&self, node: u32) -> TaskId {
        let (Node::Leaf(id) | Node::Open(id) | Node::Close(id)) = self.network.node(node);
        id
    }

    fn at(&self, node: u32) -> (Instant, Instant) {
        self.times.get(node as usize).copied().unwrap_or(OPEN)
    }

    fn is_placed(&self, node: u32) -> bool {
        self.at(node) != OPEN
    }

    fn put(&mut self, node: u32, dates: (Instant, Instant)) {
        if let Some(slot) = self.times.get_mut(node as usize) {
            *slot = dates;
        }
    }

    /// Returns when everything that a node waits for lets it start, or nothing while some of that has no place.
    fn ready(&self, node: u32, job: &Job) -> Option<Instant> {
        let before = self.network.predecessors(node);
        if !job.has_lags {
            let last = before.iter().map(|before| self.at(*before).1).fold(job.release, Instant::max);
            return before.iter().all(|before| self.is_placed(*before)).then_some(last);
        }
        let Node::Leaf(id) = self.network.node(node) else { return None };
        let links = self.plan.dependencies_of(id);
        let (inside, tied) = before.split_at_checked(before.len().checked_sub(links.len())?)?;
        let clock = self.lengths.calendar(self.plan.tasks[id].calendar);
        let mut ready = inside.iter().map(|before| self.at(*before).1).fold(job.release, Instant::max);
        for (before, link) in tied.iter().zip(links) {
            let dates = self.at(*before);
            let since = if ends(link.link).0 == Edge::Start { dates.0 } else { dates.1 };
            ready = ready.max(ahead(clock, since, link.lag()));
        }
        before.iter().all(|before| self.is_placed(*before)).then_some(ready)
    }

    /// Returns by when everything that waits for a node needs it done, or nothing while some of that has no place.
    fn latest(&self, successors: &Rows<u32>, node: u32, job: &Job, end: Instant) -> Option<Instant> {
        let own = self.task(node);
        let mut latest = end;
        for after in successors.row(node).iter().copied() {
            if !self.is_placed(after) {
                return None;
            }
            let start = self.at(after).0;
            let has_lags = self.jobs.get(after as usize).is_some_and(|job| job.has_lags);
            let (true, Node::Leaf(id)) = (has_lags, self.network.node(after)) else {
                latest = latest.min(start);
                continue;
            };
            let clock = self.lengths.calendar(self.plan.tasks[id].calendar);
            let links = self.plan.dependencies_of(id).iter().filter(|link| link.predecessor == own);
            let bounds = links.map(|link| {
                let t = back(clock, start, link.lag());
                if ends(link.link).0 == Edge::Start { self.lengths.finish(job.run, t) } else { t }
            });
            latest = bounds.fold(if matches!(self.network.node(node), Node::Open(_)) { latest.min(start) } else { latest }, Instant::min);
        }
        Some(latest)
    }
}

/// Lays `order` out by what `compact` knows and lets the forward pass follow; false where the two disagree, and then nothing
/// is laid out.
pub(super) fn lay_out(cx: &mut Cx<'_>, compact: &mut Compact<'_>, order: &Order, dates: &mut Dates) -> bool {
    let (Some(books), Some(numbered)) = (&mut cx.books, cx.network.order()) else { return false };
    if !compact.forward(books, order.iter()) {
        return false;
    }
    let mut places = vec![OPEN; cx.plan.tasks.len()];
    for (node, dates) in (0u32..).zip(&compact.times) {
        if let (Node::Leaf(id), dates) = (cx.network.node(node), dates)
            && let Some(slot) = places.get_mut(id.0 as usize)
        {
            *slot = *dates;
        }
    }
    books.follow(places);
    forward::pass(cx, &numbered, dates);
    cx.books.as_mut().is_some_and(Books::has_followed)
}

fn is_fixed(plan: &Plan, id: TaskId) -> bool {
    is_pinned(plan, id) || progress::state(plan, id) == State::Over
}

fn leaf(cx: &Cx<'_>, needs: &Needs, id: TaskId) -> Option<Job> {
    let (plan, task) = (cx.plan, &cx.plan.tasks[id]);
    let links = plan.dependencies_of(id);
    if !links.iter().all(|link| is_known(plan, link)) || matches!(task.effort, Effort::Span(_)) {
        return None;
    }
    let run = cx.lengths.run(plan, id);
    let waits = !links.is_empty() || task.parent().is_some_and(|parent| cx.network.gives(parent));
    let mut release = if waits { Instant::MIN } else { cx.course.plan_start };
    if task.details.is_some() {
        let details = plan.details(id);
        let is_plain = progress::state(plan, id) == State::Open && details.progress.remaining.is_none() && details.delay.is_none();
        if !is_plain || details.gate.is_some() && cx.as_of.is_some() {
            return None;
        }
        release = released(plan, id, release, |kind| kind == ConstraintKind::StartNoEarlier)?;
    }
    if let Some(as_of) = cx.as_of.filter(|_| run != Run::Instant) {
        release = release.max(as_of);
    }
    let alone = if let [one] = needs.row(id) { *one } else { NOT_ALONE };
    Some(Job { run, release, alone, has_lags: !links.iter().all(is_plain) })
}

/// A phase hands on the ends of other work and dates, and has nothing else to say.
fn open(cx: &Cx<'_>, phase: TaskId, is_first: bool) -> Option<Job> {
    let (plan, task) = (cx.plan, &cx.plan.tasks[phase]);
    if !plan.dependencies_of(phase).iter().all(is_plain) || matches!(task.effort, Effort::Span(_)) {
        return None;
    }
    let release = if is_first { cx.course.plan_start } else { Instant::MIN };
    Some(Job { run: Run::Instant, release: released(plan, phase, release, gives_start)?, alone: NOT_ALONE, has_lags: false })
}

/// Returns the first start that dates allow, which stand for the start of the plan; nothing where dates hold the finish.
fn released(plan: &Plan, id: TaskId, release: Instant, binds: impl Fn(ConstraintKind) -> bool) -> Option<Instant> {
    let mut from: Option<Instant> = None;
    for constraint in &plan.details(id).constraints {
        let When::At(at) = constraint.when else { return None };
        match constraint.kind {
            kind if binds(kind) => from = from.max(Some(at)),
            ConstraintKind::StartNoLater | ConstraintKind::FinishNoLater => {}
            ConstraintKind::StartNoEarlier | ConstraintKind::FinishNoEarlier | ConstraintKind::MustStart | ConstraintKind::MustFinish => {
                return None;
            }
        }
    }
    Some(from.unwrap_or(release))
}

/// Tells whether a link is to the end of other work, with nothing between.
fn is_plain(link: &Dependency) -> bool {
    link.link == Link::FinishToStart && link.lag() == Lag::None && !link.exact
}

fn is_known(plan: &Plan, link: &Dependency) -> bool {
    let is_ahead = match link.lag() {
        Lag::None => true,
        Lag::Work(work) => 0 <= work.0,
        Lag::Elapsed(time) => 0 <= time.0,
        Lag::Percent(_) => false,
    };
    let has_end = match link.link {
        Link::FinishToStart => true,
        Link::StartToStart => !is_phase(plan, link.predecessor),
        Link::FinishToFinish | Link::StartToFinish => false,
    };
    is_ahead && has_end && !link.exact
}
