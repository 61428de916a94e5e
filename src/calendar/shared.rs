//! The hours that several calendars have in common.

use std::sync::Arc;

use super::index::{Rule, number};
use super::week::merged;
use super::{Calendar, DAY, Day, Exception, Hours, Week, WorkTime};

impl Calendar {
    /// Returns the hours that all of `calendars` work, to the minute, exceptions of all included; round the clock for none.
    ///
    /// Shifts past midnight come out split there. The exceptions take the name of the first calendar that names the day.
    #[must_use]
    pub fn intersect(calendars: &[&Self]) -> Self {
        if let [only] = calendars {
            return (*only).clone();
        }
        let indexed: Vec<WorkTime> = calendars.iter().map(|calendar| WorkTime::of(calendar)).collect();
        WorkTime::shared(&indexed.iter().collect::<Vec<_>>())
    }

    /// Returns the same working time for those who know neither shifts past midnight nor two exceptions for one day: the
    /// shifts are split there, and of the exceptions each day keeps the one that holds.
    #[must_use]
    pub fn apart(&self) -> Self {
        let indexed = WorkTime::of(self);
        let hours = self.week.0.iter().chain(self.exceptions.iter().map(|exception| &exception.hours));
        if hours.filter_map(Hours::span).any(|(_, end)| DAY < i32::from(end)) {
            return WorkTime::laid_over(&[&indexed]);
        }
        let kept = indexed.index.runs.iter().filter_map(|run| {
            let exception = self.exceptions.get(run.exception as usize)?;
            Some(Arc::new(Exception { from: run.from, to: run.to, hours: exception.hours.clone(), name: exception.name.clone() }))
        });
        Self { week: self.week.clone(), exceptions: kept.collect() }
    }
}

impl WorkTime {
    /// Returns the hours that all of `calendars` work, as [`Calendar::intersect`].
    #[must_use]
    pub fn shared(calendars: &[&Self]) -> Calendar {
        // Mostly one works within the hours of all the others: a person within the plan's week.
        let narrowest = calendars.iter().min_by_key(|calendar| calendar.index.total);
        if let Some(narrowest) = narrowest.filter(|narrowest| calendars.iter().all(|calendar| calendar.index.covers(&narrowest.index))) {
            return narrowest.calendar().clone();
        }
        Self::laid_over(calendars)
    }

    /// Returns hours that hold all that any of `calendars` works, the same every week: what is worked on some days only, as
    /// if it were worked on each such weekday.
    pub(crate) fn covering(calendars: &[&Self]) -> Calendar {
        let mut week: [Vec<(u16, u16)>; 7] = Default::default();
        let mut add = |day: u32, stretches: &[(u16, u16)]| {
            if let Some(hours) = week.get_mut((day % 7) as usize) {
                hours.extend_from_slice(stretches);
                *hours = merged(std::mem::take(hours));
            }
        };
        for index in calendars.iter().map(|calendar| &calendar.index) {
            (0..7).for_each(|day| add(day, index.stretches(index.pattern_in(Rule::Week, day))));
            let ends = index.blocks.iter().skip(1).map(|block| block.first).chain([number(Day::LAST) + 1]);
            for (block, end) in index.blocks.iter().zip(ends).filter(|(block, _)| block.rule != Rule::Week) {
                let pattern = index.pattern_in(block.rule, block.first);
                if pattern.work == 0 {
                    continue;
                }
                (block.first..end.min(block.first + 7)).for_each(|day| add(day, index.stretches(pattern)));
            }
        }
        Calendar { week: Week(week.map(Hours)), exceptions: Vec::new() }
    }

    /// Returns the hours that all of `calendars` work, split at midnight, one exception a day.
    fn laid_over(calendars: &[&Self]) -> Calendar {
        let week = Week(std::array::from_fn(|day| hours_in_common(calendars, |_| Rule::Week, u32::try_from(day).unwrap_or(0))));
        let mut firsts: Vec<u32> = calendars.iter().flat_map(|calendar| calendar.index.blocks.iter().map(|block| block.first)).collect();
        firsts.sort_unstable();
        firsts.dedup();
        let end = number(Day::LAST);
        let mut shared = Calendar { week, exceptions: Vec::new() };
        for (first, next) in firsts.iter().zip(firsts.iter().skip(1).copied().chain([end + 1])) {
            lay_segment(&mut shared, calendars, *first, next.saturating_sub(1).min(end));
        }
        shared
    }
}

/// Lays the days from `first` to `last`, over which each calendar keeps one rule.
fn lay_segment(shared: &mut Calendar, calendars: &[&WorkTime], first: u32, last: u32) {
    let rule_of = |calendar: &WorkTime| calendar.index.block_of(first).map_or(Rule::Week, |block| block.rule);
    let rules: Vec<Rule> = calendars.iter().map(|calendar| rule_of(calendar)).collect();
    if rules.iter().all(|rule| *rule == Rule::Week) || last < first {
        return;
    }
    let off = calendars.iter().zip(&rules).any(|(calendar, rule)| match rule {
        Rule::Week => false,
        Rule::Pattern(_) => calendar.index.pattern_in(*rule, first).work == 0,
    });
    let alike = off || !rules.contains(&Rule::Week);
    let mut from = first;
    while from <= last {
        let hours = if off { Hours::NONE } else { hours_in_common(calendars, rule_of, from) };
        let to = if alike { last } else { from };
        push(shared, calendars, (from, to), hours);
        from = to + 1;
    }
}

/// Adds an exception, the very one of a calendar where it has the same days and hours; or lengthens the last one where it
/// goes on with the same hours under the same name.
fn push(shared: &mut Calendar, calendars: &[&WorkTime], (from, to): (u32, u32), hours: Hours) {
    let day = |number: u32| Day::FIRST.plus(i32::try_from(number).unwrap_or(0));
    let (from, to) = (day(from), day(to));
    if from == to && *shared.week.hours(from.weekday()) == hours {
        return;
    }
    let mut there = calendars.iter().filter_map(|calendar| calendar.exception_on(from));
    if let Some(known) = there.clone().find(|known| (known.from, known.to) == (from, to) && known.hours == hours) {
        shared.exceptions.push(Arc::clone(known));
        return;
    }
    let name = there.find(|exception| !exception.name.is_empty()).map_or("", |exception| exception.name.as_str());
    match shared.exceptions.last_mut().and_then(Arc::get_mut) {
        Some(last) if last.to.plus(1) == from && last.hours == hours && last.name == name => last.to = to,
        _ => shared.exceptions.push(Arc::new(Exception { from, to, hours, name: name.to_owned() })),
    }
}

/// Returns the stretches of `day` that all calendars work, each under the rule that `rule` gives it.
fn hours_in_common(calendars: &[&WorkTime], rule: impl Fn(&WorkTime) -> Rule, day: u32) -> Hours {
    let mut common = Hours::whole_day().0;
    for calendar in calendars {
        let own = calendar.index.stretches(calendar.index.pattern_in(rule(calendar), day));
        common = overlaps(&common, own);
    }
    Hours(common)
}

/// Returns what two sorted lists of stretches have in common.
fn overlaps(left: &[(u16, u16)], right: &[(u16, u16)]) -> Vec<(u16, u16)> {
    let both = left.iter().flat_map(|a| right.iter().map(|b| (a.0.max(b.0), a.1.min(b.1))));
    both.filter(|(from, to)| from < to).collect()
}
