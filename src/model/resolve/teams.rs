//! Teams, taken apart into the people they come down to.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Cx;
use super::chain::{Edge, report_cycle};
use super::entries::Entry;
use super::words::unquote;
use crate::diagnostic::Code;
use crate::model::ResourceId;
use crate::span::Span;
use crate::syntax::ast::{Assignment, ClauseKind, Pick};

/// Members of all teams together; teams of teams of teams could otherwise grow without end.
const MOST: usize = 1_000_000;

/// Steps of rings that are written down before further ones go unreported; the first is error enough.
const STEPS: usize = 100_000;

/// Whom the teams name.
#[derive(Default)]
pub(super) struct Members {
    teams: FxHashMap<ResourceId, Team>,
    /// In the order of the text.
    order: Vec<ResourceId>,
    /// Steps of rings that were written down.
    steps: usize,
}

/// A team as it was written.
struct Team {
    name: Span,
    /// Who is named, and where.
    named: Vec<(ResourceId, Span)>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Whole,
    /// Its members are being taken apart.
    Open,
    Apart,
}

impl Members {
    /// Reads whom the team names.
    pub(super) fn read(&mut self, cx: &mut Cx<'_>, id: ResourceId, index: u32, entry: &Entry) {
        let kept = cx.keep_clauses(index, entry);
        let name = cx.plan.resources[id].span;
        let mut named = Vec::new();
        let mut damaged = kept.damaged;
        for at in &kept.clauses {
            let ClauseKind::Of(list) = at.clause.kind else { continue };
            for member in at.document.assignments(list) {
                check_member(cx, at.document.span(member.range()), member);
                let place = at.document.span(member.name());
                match cx.person(place, name) {
                    Some(person) => named.push((person, place)),
                    None => damaged = true,
                }
            }
        }
        if named.is_empty() && !damaged {
            let shown = unquote(cx.text(name));
            cx.report(Code::EmptyTeam, name, format!("nobody is in the team `{shown}`")).help("name its members, `of ana, ben`");
        }
        self.teams.insert(id, Team { name, named, state: State::Whole });
        self.order.push(id);
    }

    /// Fills in the members of every team, teams inside it taken apart; reports teams that contain themselves.
    pub(super) fn take_apart(mut self, cx: &mut Cx<'_>) {
        let mut n_members = 0;
        for start in std::mem::take(&mut self.order) {
            let mut path: Vec<(ResourceId, usize)> = vec![(start, 0)];
            if self.enter(start) != State::Whole {
                continue;
            }
            while let Some((team, next)) = path.last_mut() {
                let team = *team;
                let Some((member, _)) = self.teams.get(&team).and_then(|team| team.named.get(*next)).copied() else {
                    path.pop();
                    n_members += self.flatten(cx, team, n_members);
                    continue;
                };
                *next += 1;
                match self.enter(member) {
                    State::Whole => path.push((member, 0)),
                    State::Open => self.report(cx, &path, member),
                    State::Apart => {}
                }
            }
        }
    }

    /// Opens a team that is still whole and returns what it was; whoever is no team is apart.
    fn enter(&mut self, id: ResourceId) -> State {
        let Some(team) = self.teams.get_mut(&id) else { return State::Apart };
        let was = team.state;
        if was == State::Whole {
            team.state = State::Open;
        }
        was
    }

    /// Writes a team's members into the plan and returns how many there are; a team that is still open would contain itself.
    fn flatten(&mut self, cx: &mut Cx<'_>, id: ResourceId, so_far: usize) -> usize {
        let Some(team) = self.teams.get_mut(&id) else { return 0 };
        team.state = State::Apart;
        let name = team.name;
        let named = std::mem::take(&mut team.named);
        let mut seen = FxHashSet::default();
        let mut members = Vec::new();
        for (member, _) in named {
            match self.teams.get(&member).map(|team| team.state) {
                None => members.extend(seen.insert(member).then_some(member)),
                Some(State::Apart) => members.extend(cx.plan.resources[member].members.iter().copied().filter(|inner| seen.insert(*inner))),
                Some(State::Open | State::Whole) => {}
            }
        }
        if MOST < so_far + members.len() {
            members.clear();
            if so_far <= MOST {
                cx.report(Code::NumberTooLarge, name, format!("the teams come down to more than {MOST} members"))
                    .help("name fewer teams inside of teams");
                return MOST;
            }
        }
        let n_members = members.len();
        cx.plan.resources[id].members = members;
        n_members
    }

    /// Reports the teams of `path` from `first` on, the last of which names `first` again.
    fn report(&mut self, cx: &mut Cx<'_>, path: &[(ResourceId, usize)], first: ResourceId) {
        if STEPS < self.steps {
            return;
        }
        let from = path.iter().position(|(team, _)| *team == first).unwrap_or(0);
        let edge = |(id, next): &(ResourceId, usize)| {
            let team = self.teams.get(id)?;
            let (_, at) = team.named.get(next.checked_sub(1)?)?;
            Some(Edge { name: team.name, at: *at })
        };
        let ring: Vec<Edge> = path.get(from..).unwrap_or(&[]).iter().filter_map(edge).collect();
        self.steps += ring.len();
        report_cycle(cx, Code::TeamCycle, ("a team that contains itself", "contains"), &ring).help("take one of the names out");
    }
}

/// Reports a count, a percentage or work in a list of members.
fn check_member(cx: &mut Cx<'_>, span: Span, member: &Assignment) {
    if member.pick() != Pick::One || member.units().is_some() || member.work().is_some() {
        cx.report(Code::Misplaced, span, "a team names its members and nothing else")
            .help("how many of them and how much belongs where they are assigned, `by 2 of web 50%`");
    }
}
