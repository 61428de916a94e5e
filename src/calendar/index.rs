//! The cumulative index of a calendar: what every day is worked, and how much was worked before it.
//!
//! Days fall into blocks: stretches of ordinary weeks, where the sum is a closed form, and stretches of days that are all
//! worked alike (a holiday, a year abroad). There is no array over days, so an index of five centuries costs what its exceptions cost.

use rustc_hash::FxHashMap;

use super::buckets::Buckets;
use super::exception::{Run, runs};
use super::week::{Hours, merged};
use super::{Calendar, DAY, Day, Weekday};

/// Tenths of a minute in a day, unsigned as the index counts.
pub(super) const DAY_LENGTH: u32 = DAY.unsigned_abs();

/// Days in a row that are worked by the same rule, up to the next block's first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its first day, counted from [`Day::FIRST`].
    pub(super) first: u32,
    /// Working time before it.
    pub(super) before: u32,
    /// Added to the closed form over days counted from [`Day::FIRST`], gives the working time before a day of the block; wraps.
    pub(super) base: u32,
    /// How its days are worked.
    pub(super) rule: Rule,
}

/// How the days of a block are worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// By the week.
    Week,
    /// All by the pattern numbered so.
    Pattern(u32),
}

/// The stretches worked from one midnight to the next, the end of last night's shift included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pattern {
    /// Index of the first stretch.
    pub(super) first: u32,
    /// One past the last.
    pub(super) end: u32,
    /// Their length together.
    pub(super) work: u32,
}

/// The patterns that were made so far.
type Known = FxHashMap<Vec<(u16, u16)>, Rule>;

/// The blocks of a calendar with the patterns of their days.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// In order; the first begins on the first day.
    pub(super) blocks: Vec<Block>,
    /// The first seven are the days of the week, Monday first.
    patterns: Vec<Pattern>,
    stretches: Vec<(u16, u16)>,
    /// Working time of a week before each weekday.
    week: [u32; 7],
    /// Working time of a whole week.
    whole: u32,
    /// For each stretch of the week the working time before it, and what that lacks to the clock time since Monday's midnight.
    week_stretches: (Vec<u32>, Vec<u32>),
    /// Where to begin looking for a block by its first day, and by the working time before it.
    by_day: Buckets,
    by_work: Buckets,
    /// All the working time there is.
    pub(super) total: u32,
    /// Which exception decides which days.
    pub(super) runs: Vec<Run>,
}

/// Returns how many days after the first day `day` is, at most one past the last.
pub(super) fn number(day: Day) -> u32 {
    day.0.clamp(Day::FIRST.0, Day::LAST.0 + 1).abs_diff(Day::FIRST.0)
}

impl Index {
    /// Builds the index of `calendar`.
    pub(super) fn of(calendar: &Calendar) -> Self {
        let mut index = Self { runs: runs(calendar.exceptions.iter().map(AsRef::as_ref)), ..Self::default() };
        let hours = |n: usize| calendar.week.hours(Weekday::ALL.get(n % 7).copied().unwrap_or(Weekday::Monday));
        let mut midnight = 0;
        for (day, before) in (0..7).zip(&mut index.week) {
            *before = index.whole;
            for (from, to) in split(hours(day + 6), hours(day)) {
                index.week_stretches.0.push(index.whole);
                index.week_stretches.1.push(midnight + u32::from(from) - index.whole);
                index.whole += u32::from(to - from);
            }
            index_pattern(&mut index.patterns, &mut index.stretches, &split(hours(day + 6), hours(day)));
            midnight += DAY_LENGTH;
        }
        index.lay(calendar);
        index.sum();
        index.by_day = Buckets::of(index.blocks.iter().map(|block| block.first));
        index.by_work = Buckets::of(index.blocks.iter().map(|block| block.before));
        index
    }

    /// Lays the runs of exceptions over the weeks. The day after a run is laid too: a shift may have reached into it.
    fn lay(&mut self, calendar: &Calendar) {
        static NONE: Hours = Hours::NONE;
        let mut known = Known::default();
        self.push(0, Rule::Week);
        let runs = std::mem::take(&mut self.runs);
        let hours = |run: &Run| calendar.exceptions.get(run.exception as usize).map_or(&NONE, |exception| &exception.hours);
        let weekly = |day: Day| calendar.week.hours(day.weekday());
        let mut before: Option<&Run> = None;
        for (run, next) in runs.iter().zip(runs.iter().skip(1).map(Some).chain([None])) {
            let own = hours(run);
            let yesterday = before.filter(|before| before.to.plus(1) == run.from).map_or_else(|| weekly(run.from.plus(-1)), hours);
            self.push_day(&mut known, run.from, split(yesterday, own));
            if run.from < run.to {
                let rule = self.pattern_of(&mut known, split(own, own));
                self.push(number(run.from) + 1, rule);
            }
            let after = run.to.plus(1);
            if next.is_none_or(|next| after < next.from) && after <= Day::LAST {
                // Only a shift over midnight, one that was worked or one that was not, makes the day after unlike its week's.
                if reaches_over(own) || reaches_over(weekly(run.to)) {
                    self.push_day(&mut known, after, split(own, weekly(after)));
                    self.push(number(after) + 1, Rule::Week);
                } else {
                    self.push(number(after), Rule::Week);
                }
            }
            before = Some(run);
        }
        self.runs = runs;
    }

    /// Tells whether everything that `other` works is worked here as well.
    pub(super) fn covers(&self, other: &Self) -> bool {
        let mut week = None;
        let (mut own, mut others) = (self.blocks.iter().peekable(), other.blocks.iter().peekable());
        let (Some(mut left), Some(mut right)) = (own.next(), others.next()) else { return false };
        let (mut day, last) = (0, number(Day::LAST));
        loop {
            let ends = [own.peek(), others.peek()].map(|next| next.map_or(last + 1, |next| next.first));
            let end = ends.into_iter().min().unwrap_or(last + 1);
            let covered = match (left.rule, right.rule) {
                (Rule::Week, Rule::Week) => *week.get_or_insert_with(|| self.covers_days(other, (left.rule, right.rule), 0..7)),
                rules => self.covers_days(other, rules, day..end.min(day + 7)),
            };
            if !covered {
                return false;
            }
            if last < end {
                return true;
            }
            left = own.next_if(|next| next.first == end).unwrap_or(left);
            right = others.next_if(|next| next.first == end).unwrap_or(right);
            day = end;
        }
    }

    /// Tells whether on every one of `days` everything is worked here under the one rule that `other` works under the other.
    fn covers_days(&self, other: &Self, (own, others): (Rule, Rule), mut days: std::ops::Range<u32>) -> bool {
        days.all(|day| {
            let wide = self.stretches(self.pattern_in(own, day));
            let narrow = other.stretches(other.pattern_in(others, day));
            narrow.iter().all(|(from, to)| wide.iter().any(|(start, end)| start <= from && to <= end))
        })
    }

    /// Lays one day, as part of the week where it is like the week's.
    fn push_day(&mut self, known: &mut Known, day: Day, stretches: Vec<(u16, u16)>) {
        let usual = self.patterns.get(day.weekday().index()).copied().unwrap_or_default();
        let rule = if self.stretches(usual) == stretches.as_slice() { Rule::Week } else { self.pattern_of(known, stretches) };
        self.push(number(day), rule);
    }

    fn push(&mut self, first: u32, rule: Rule) {
        while self.blocks.last().is_some_and(|last| last.first == first) {
            self.blocks.pop();
        }
        if self.blocks.last().is_none_or(|last| last.rule != rule) {
            self.blocks.push(Block { first, before: 0, base: 0, rule });
        }
    }

    /// Returns the pattern with these stretches, a new one when there is none yet.
    fn pattern_of(&mut self, known: &mut Known, stretches: Vec<(u16, u16)>) -> Rule {
        if let Some(rule) = known.get(&stretches) {
            return *rule;
        }
        let rule = Rule::Pattern(u32::try_from(self.patterns.len()).unwrap_or(u32::MAX));
        index_pattern(&mut self.patterns, &mut self.stretches, &stretches);
        known.insert(stretches, rule);
        rule
    }

    /// Fills in the sums.
    fn sum(&mut self) {
        let mut blocks = std::mem::take(&mut self.blocks);
        let ends: Vec<u32> = blocks.iter().skip(1).map(|block| block.first).chain([number(Day(i32::MAX))]).collect();
        // Five centuries round the clock are 2.6 thousand million tenths of a minute: a sum fits.
        let mut before = 0;
        for (block, end) in blocks.iter_mut().zip(ends) {
            block.before = before;
            block.base = before.wrapping_sub(self.closed(block.rule, block.first));
            before = block.base.wrapping_add(self.closed(block.rule, end));
        }
        self.blocks = blocks;
        self.total = before;
    }

    /// Returns what would have been worked before the day if every day since the first had followed `rule`.
    fn closed(&self, rule: Rule, day: u32) -> u32 {
        match rule {
            Rule::Week => day / 7 * self.whole + self.week.get((day % 7) as usize).copied().unwrap_or(0),
            Rule::Pattern(id) => day * self.pattern(id).work,
        }
    }

    /// Returns the block that holds the day.
    pub(super) fn block_of(&self, day: u32) -> Option<&Block> {
        self.by_day.find(&self.blocks, day, |block| block.first)
    }

    /// Returns the pattern of the day and the working time before it.
    pub(super) fn day(&self, day: u32) -> (Pattern, u32) {
        let Some(block) = self.block_of(day) else { return (Pattern::default(), 0) };
        (self.pattern_in(block.rule, day), block.base.wrapping_add(self.closed(block.rule, day)))
    }

    /// Returns how a day under `rule` is worked.
    pub(super) fn pattern_in(&self, rule: Rule, day: u32) -> Pattern {
        match rule {
            Rule::Week => self.pattern(day % 7),
            Rule::Pattern(id) => self.pattern(id),
        }
    }

    fn pattern(&self, id: u32) -> Pattern {
        self.patterns.get(id as usize).copied().unwrap_or_default()
    }

    /// Returns the stretches of a pattern.
    pub(super) fn stretches(&self, pattern: Pattern) -> &[(u16, u16)] {
        self.stretches.get(pattern.first as usize..pattern.end as usize).unwrap_or(&[])
    }

    /// Returns the working time before `tenths` since the first day's midnight.
    pub(super) fn worked(&self, tenths: u32) -> u32 {
        let time = tenths % DAY_LENGTH;
        let (pattern, before) = self.day(tenths / DAY_LENGTH);
        let today = |(from, to): &(u16, u16)| time.clamp(u32::from(*from), u32::from(*to)) - u32::from(*from);
        before + self.stretches(pattern).iter().map(today).sum::<u32>()
    }

    /// Returns where the working tenth of a minute numbered `tick` begins, in tenths since the first day's midnight.
    pub(super) fn tick(&self, tick: i64) -> Option<u32> {
        let tick = u32::try_from(tick).ok().filter(|tick| *tick < self.total)?;
        let block = self.by_work.find(&self.blocks, tick, |block| block.before)?;
        let rest = tick.wrapping_sub(block.base);
        match block.rule {
            Rule::Week => {
                let (weeks, rest) = (rest.checked_div(self.whole)?, rest.checked_rem(self.whole)?);
                // Counted and not searched: a week has a dozen stretches, and counting takes no branches.
                let begun: u32 = self.week_stretches.0.iter().map(|before| u32::from(*before <= rest)).sum();
                let to_clock = self.week_stretches.1.get(begun.wrapping_sub(1) as usize)?;
                Some(weeks * 7 * DAY_LENGTH + rest + to_clock)
            }
            Rule::Pattern(id) => {
                let pattern = self.pattern(id);
                let (days, mut rest) = (rest.checked_div(pattern.work)?, rest.checked_rem(pattern.work)?);
                for (from, to) in self.stretches(pattern) {
                    let length = u32::from(to - from);
                    if rest < length {
                        return Some(days * DAY_LENGTH + u32::from(*from) + rest);
                    }
                    rest -= length;
                }
                None
            }
        }
    }
}

fn index_pattern(patterns: &mut Vec<Pattern>, stretches: &mut Vec<(u16, u16)>, own: &[(u16, u16)]) {
    let at = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let work = own.iter().map(|(from, to)| u32::from(to - from)).sum();
    let first = at(stretches.len());
    stretches.extend(own);
    patterns.push(Pattern { first, end: at(stretches.len()), work });
}

/// Tells whether the hours of a day go on after its midnight.
fn reaches_over(hours: &Hours) -> bool {
    hours.0.last().is_some_and(|(_, to)| DAY < i32::from(*to))
}

/// Returns what is worked from midnight to midnight: the hours of the day, and what the night shift of the day before left of its own.
fn split(yesterday: &Hours, today: &Hours) -> Vec<(u16, u16)> {
    let day = u16::try_from(DAY).unwrap_or(u16::MAX);
    let morning = yesterday.0.iter().filter(|(_, to)| day < *to).map(|(from, to)| (from.saturating_sub(day), to - day));
    let own = today.0.iter().filter(|(from, _)| *from < day).map(|(from, to)| (*from, (*to).min(day)));
    merged(morning.chain(own).filter(|(from, to)| from < to).map(|(from, to)| (from, to.min(day))).collect())
}
