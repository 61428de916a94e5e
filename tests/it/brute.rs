//! A second scheduler, as naive as can be: it counts half hours one by one and repeats until nothing changes.
//!
//! It shares nothing with the real one but the meaning of the words, so where the two agree both are probably right.

/// Half hours since Monday, 5 January 2026, 00:00.
pub(crate) type Slot = i64;

/// How many half hours the calendars reach.
const HORIZON: Slot = 48 * 7 * 40;

/// Which half hours are worked.
#[derive(Clone, Debug)]
pub(crate) struct Clock(Vec<bool>);

/// One item; those inside a phase follow it.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// Phases and milestones take no half hours of their own.
    pub(crate) length: Slot,
    pub(crate) is_phase: bool,
    pub(crate) clock: usize,
    /// The phases that hold it, innermost first.
    pub(crate) around: Vec<usize>,
    pub(crate) links: Vec<Link>,
    pub(crate) from: Option<Slot>,
    pub(crate) ends_from: Option<Slot>,
}

/// A link to an earlier item.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) other: usize,
    /// From the other's start, not its end.
    pub(crate) of_start: bool,
    /// Binds the finish, not the start.
    pub(crate) to_end: bool,
    pub(crate) lag: Lag,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Lag {
    None,
    Work(Slot),
    Elapsed(Slot),
    /// Half of the other's duration.
    Half,
}

impl Clock {
    /// The half hours that `is_worked` says of a weekday (Monday is 0), a day number and a half hour of the day.
    pub(crate) fn of(is_worked: impl Fn(i64, i64, i64) -> bool) -> Self {
        Self((0..HORIZON).map(|slot| is_worked(slot / 48 % 7, slot / 48, slot % 48)).collect())
    }

    fn works(&self, slot: Slot) -> bool {
        self.0[usize::try_from(slot).unwrap()]
    }

    /// The first instant by which `n` more half hours are worked; the last one from which they are, backward.
    pub(crate) fn add(&self, from: Slot, n: Slot) -> Slot {
        let (mut at, mut left) = (from, n);
        while left > 0 {
            left -= Slot::from(self.works(at));
            at += 1;
        }
        while left < 0 {
            at -= 1;
            left += Slot::from(self.works(at));
        }
        at
    }

    pub(crate) fn next_start(&self, from: Slot) -> Slot {
        (from..).find(|slot| self.works(*slot)).unwrap()
    }

    pub(crate) fn prev_finish(&self, to: Slot) -> Slot {
        (0..=to).rev().find(|slot| self.works(slot - 1)).unwrap()
    }

    pub(crate) fn between(&self, from: Slot, to: Slot) -> Slot {
        let count = |from: Slot, to: Slot| (from..to).filter(|slot| self.works(*slot)).count() as Slot;
        if from <= to { count(from, to) } else { -count(to, from) }
    }
}

/// The start and finish of every item; `delayed` holds one leaf back to no earlier than a slot.
pub(crate) fn dates(items: &[Item], clocks: &[Clock], plan_start: Slot, delayed: Option<(usize, Slot)>) -> Vec<(Slot, Slot)> {
    let mut dates = vec![(plan_start, plan_start); items.len()];
    loop {
        let before = dates.clone();
        for index in 0..items.len() {
            dates[index] = if items[index].is_phase {
                phase(items, clocks, index, &dates)
            } else {
                leaf(items, clocks, plan_start, index, &dates, delayed.filter(|(leaf, _)| *leaf == index).map(|(_, slot)| slot))
            };
        }
        if dates == before {
            return dates;
        }
    }
}

fn bound(items: &[Item], clock: &Clock, link: &Link, dates: &[(Slot, Slot)]) -> Slot {
    let since = if link.of_start { dates[link.other].0 } else { dates[link.other].1 };
    match link.lag {
        Lag::None => since,
        Lag::Work(n) if n < 0 && link.to_end => clock.prev_finish(clock.add(since, n)),
        Lag::Work(n) => clock.add(since, n),
        Lag::Elapsed(n) => since + n,
        Lag::Half => clock.add(since, items[link.other].length / 2),
    }
}

fn leaf(items: &[Item], clocks: &[Clock], plan_start: Slot, index: usize, dates: &[(Slot, Slot)], delay: Option<Slot>) -> (Slot, Slot) {
    let item = &items[index];
    let clock = &clocks[item.clock];
    let mut starts: Vec<Slot> = Vec::new();
    let mut finishes: Vec<Slot> = item.ends_from.into_iter().collect();
    let mut waits_for_plan = true;
    for (owner, link) in
        std::iter::once(&index).chain(&item.around).flat_map(|owner| items[*owner].links.iter().map(move |link| (owner, link)))
    {
        if *owner != index && link.to_end {
            continue;
        }
        let at = bound(items, clock, link, dates);
        if link.to_end {
            finishes.push(at);
            if !link.of_start {
                starts.push(plan_start);
            } else {
                waits_for_plan = false;
            }
        } else {
            starts.push(at);
            waits_for_plan = false;
        }
    }
    for owner in std::iter::once(&index).chain(&item.around) {
        if let Some(from) = items[*owner].from {
            starts.push(from);
            waits_for_plan = false;
        }
    }
    if waits_for_plan {
        starts.push(plan_start);
    }
    starts.extend(finishes.iter().map(|finish| clock.add(*finish, -item.length)));
    let start = starts.into_iter().max().unwrap();
    let snap = |t: Slot| if item.length > 0 { clock.next_start(t) } else { t };
    let start = delay.map_or(snap(start), |delay| snap(delay.max(start)));
    let finish = clock.add(start, item.length);
    (start, item.ends_from.map_or(finish, |date| date.max(finish)))
}

fn phase(items: &[Item], clocks: &[Clock], index: usize, dates: &[(Slot, Slot)]) -> (Slot, Slot) {
    let inside: Vec<usize> = (0..items.len()).filter(|other| items[*other].around.contains(&index) && !items[*other].is_phase).collect();
    let nested = (0..items.len()).filter(|other| items[*other].around.contains(&index) && items[*other].is_phase);
    let start = inside.iter().map(|other| dates[*other].0).min().unwrap();
    let finish = inside.iter().map(|other| dates[*other].1).max().unwrap();
    let clock = &clocks[items[index].clock];
    let held = items[index].links.iter().filter(|link| link.to_end).map(|link| bound(items, clock, link, dates));
    let finish = held.chain(items[index].ends_from).chain(nested.map(|other| dates[other].1)).fold(finish, Slot::max);
    (start, finish)
}
