//! From time to width.
//!
//! A day on the picture is the hours that are worked on it: work that ends at 17:00 on Friday ends at Friday's right edge, so
//! that a bar covers the days that a table names. Only in a plan of a few days, where hours are drawn, does the clock show,
//! and there too the nights that nobody works are left out. Every instant has one place, whose ever it is.

use super::days::Days;
use super::labels::Note;
use super::rows::{Context, Item};
use super::{ChartOptions, Px, Weeks};
use crate::calendar::{DAY, Day, Instant, Week, Weekday, WorkTime};
use crate::model::{Kind, Link};
use crate::schedule::TaskDates;
use crate::view::select::Rows;

/// What must be seen.
pub(super) struct Wanted<'a, 'p> {
    pub(super) items: &'a [Item<'p>],
    pub(super) notes: &'a [Option<Box<Note<'p>>>],
    /// Only what was asked for decides; a phase that holds it may go on at both sides.
    pub(super) chosen: &'a Rows,
    pub(super) from: Option<Day>,
    pub(super) to: Option<Day>,
    weeks: Weeks,
}

impl<'a, 'p> Wanted<'a, 'p> {
    pub(super) fn of((items, notes): (&'a [Item<'p>], &'a [Option<Box<Note<'p>>>]), chosen: &'a Rows, options: &ChartOptions) -> Self {
        Self { items, notes, chosen, from: options.from, to: options.to, weeks: options.weeks }
    }

    /// Returns what was asked for.
    fn items(&self) -> impl Iterator<Item = &'a Item<'p>> + use<'a, 'p> {
        let chosen = self.chosen;
        self.items.iter().filter(|item| chosen.asked_for(item.id))
    }

    /// Returns the first day on which anything is seen; an instant at midnight is seen on the day that it ends.
    fn first_day(&self) -> Option<Day> {
        let is_instant = |item: &Item<'_>| item.dates.start == item.dates.finish;
        self.items().map(|item| if is_instant(item) { item.dates.finish.last_day() } else { item.dates.start.day() }).min()
    }

    /// Tells whether there is nothing but instants, which tell nothing of hours.
    fn are_instants(&self) -> bool {
        self.items().all(|item| item.task.kind == Kind::Milestone)
    }
}

/// A place on the time line: tenths of a minute since 2000 of days that are all as long as their working hours.
type Spot = i64;

/// The time line.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    pub(super) left: Px,
    pub(super) right: Px,
    from: Spot,
    to: Spot,
    /// The first place where anything happens.
    first: Spot,
    /// The last place where anything happens; what lies beyond holds words only.
    last: Spot,
    /// The hours that are drawn of every day, where hours are drawn.
    pub(super) hours: Option<(i32, i32)>,
    /// The hours that every day stands for, where they are not.
    days: Days,
    /// What weeks are called.
    pub(super) weeks: Weeks,
    /// The day with which they begin, unless they have numbers.
    week: Weekday,
}

const DAY_SPOTS: i64 = DAY as i64;
/// Room before the first bar, for the arrows that enter it.
const LEAD: i64 = 240;
/// Room after the last bar.
const TAIL: i64 = 140;
/// Up to so many hundredths of the time that anything takes, words at the right may lengthen it; beyond, they stand left.
const GUTTER: i64 = 108;
/// Milestones alone stand in so many days at least.
const FEWEST_DAYS: i64 = 5;
/// A day at least so wide, in tenths of a pixel, shows its hours.
const HOURLY: i64 = 1_500;

impl Scale {
    /// Returns the time line that holds every item, its slack and its words between `left` and `right`.
    ///
    /// A deadline or status date widens it by a quarter at most; beyond, it is told at the edge.
    pub(super) fn fit(cx: &Context<'_>, wanted: &Wanted<'_, '_>, (left, right): (Px, Px)) -> Self {
        let items = wanted.items.iter().map(|item| (item.dates, cx.work_time(item.task.calendar)));
        let days = Days::of(cx.standard_hours(), items);
        let week = first_of_week(&cx.standard().calendar().week);
        let scale = |hours| Self { left, right, from: 0, to: 1, first: 0, last: 1, hours, days: days.clone(), weeks: wanted.weeks, week };
        let daily = Self::spanning(cx, wanted, scale(None));
        if daily.day_tenths() < HOURLY || wanted.are_instants() {
            return daily;
        }
        let dates = wanted.items.iter().map(|item| item.dates);
        Self::spanning(cx, wanted, scale(Some(hours_of_all(cx.standard(), dates))))
    }

    fn spanning(cx: &Context<'_>, wanted: &Wanted<'_, '_>, mut scale: Self) -> Self {
        let spot = |t| scale.spot(t);
        let items = || wanted.items();
        let begin = wanted.from.or(cx.schedule.start.map(Instant::day));
        let first = wanted.first_day().map(|day| (day, items().map(|item| item.dates.start).min()));
        let first = match first {
            // What comes at the end of a day is seen on that day.
            Some((day, Some(start))) if spot(start) < start_of(day) + DAY_SPOTS => spot(start),
            Some((day, _)) => start_of(day),
            None => begin.map_or(0, start_of),
        };
        let last = items().map(|item| item.dates.finish).max().or(cx.schedule.finish);
        let last = last.map_or(first, |last| spot(last).max(first));
        let near = (last - first) / 4;
        let dues = items().filter(|item| item.task.details.is_some()).filter_map(|item| Some(spot(cx.due(item)?)));
        let promised = items().filter_map(|item| cx.promised(item));
        let promised: Vec<_> = promised.flat_map(|(start, finish)| [spot(start), spot(finish)]).collect();
        let as_of = cx.as_of().map(spot);
        let seen = |spot: &Spot| first - near <= *spot && *spot <= last + near;
        // A part of a plan stands in its surroundings, where they are near: the slack after it, the phases that hold it.
        let around = wanted.items.iter().filter(|_| !wanted.chosen.is_all()).flat_map(|item| {
            let end = if has_whisker(item) { item.dates.late_finish } else { item.dates.finish };
            [spot(item.dates.start), spot(end)]
        });
        let (first, last) = (
            around.clone().chain(as_of).chain(promised.iter().copied()).filter(seen).fold(first, i64::min),
            around.chain(dues).chain(as_of).chain(promised.iter().copied()).filter(seen).fold(last, i64::max),
        );
        // Where one end of the time is told, only what is seen of it counts.
        let first = wanted.from.map_or(first, start_of);
        let last = wanted.to.map_or(last, |day| start_of(day) + DAY_SPOTS).max(first);
        let width = scale.width();
        let least = match scale.hours {
            _ if wanted.are_instants() => FEWEST_DAYS * DAY_SPOTS,
            Some(_) => 600,
            None => DAY_SPOTS,
        };
        let bare = scale.needed(first, last.max(first + least), Px(i32::try_from(TAIL).unwrap_or(0)));
        let mut span = bare;
        for (item, note) in wanted.items.iter().zip(wanted.notes) {
            let Some(note) = note.as_ref().filter(|_| wanted.chosen.asked_for(item.id)) else { continue };
            span = scale.span_of_words(cx, (item, note), (first, last, bare)).map_or(span, |wanted| span.max(wanted));
        }
        scale.from = wanted.from.map_or(first - LEAD * span / width, start_of);
        scale.to = wanted.to.map_or(scale.from + span, |day| start_of(day) + DAY_SPOTS);
        scale.to = scale.to.max(scale.from + least);
        scale.first = wanted.from.map_or(first, |_| scale.from);
        scale.last = wanted.to.map_or(last.max(first + least), |_| scale.to);
        scale
    }

    /// Returns how much time must be drawn from `first` on, so that words have room after `spot`.
    fn needed(&self, first: Spot, spot: Spot, words: Px) -> Spot {
        (spot - first).max(1) * self.width() / (self.width() - LEAD - i64::from(words.0)).max(1)
    }

    /// Returns how much time must be drawn so that the words of an item have room; `None` where they find it anyway.
    fn span_of_words(
        &self,
        cx: &Context<'_>,
        (item, note): (&Item<'_>, &Note<'_>),
        (first, last, bare): (Spot, Spot, Spot),
    ) -> Option<Spot> {
        let (own, due) = note.widths();
        let (all, width) = (note.width() + Px::of(24), self.width());
        if width * 36 / 100 < i64::from(all.0) {
            return None;
        }
        let before = (self.spot(item.dates.start) - first) * width / bare + LEAD;
        let end = self.spot(if has_whisker(item) { item.dates.late_finish } else { item.dates.finish });
        let stands_left = may_stand_left(cx, item, note) && i64::from(all.0) <= before;
        // A deadline is told at its flag, and the name stands before that, if there is room between or left of it.
        let flag = cx.due(item).filter(|_| Px::ZERO < due).map(|due| self.spot(due)).filter(|flag| end < *flag && *flag <= last);
        let between = |flag: Spot| i64::from((own + Px::of(32)).0) <= (flag - end) * width / bare;
        let wanted = match flag {
            Some(flag) if stands_left || between(flag) => self.needed(first, flag, due + Px::of(28)),
            Some(flag) => self.needed(first, flag, all),
            None => self.needed(first, end, all),
        };
        Some(wanted).filter(|wanted| !stands_left || *wanted <= bare * GUTTER / 100)
    }

    /// Returns the same time at another width: from `lead` before the day on which anything first happens until `days` after
    /// the last. A thousand days are so many tenths of a pixel wide.
    pub(super) fn stretched(&self, thousand_days: i64, (lead, days): (Px, i64)) -> Self {
        let day = if self.hours.is_some() { 1 } else { DAY_SPOTS };
        let first = self.first.div_euclid(day) * day;
        let last = -(-self.last).div_euclid(day) * day;
        let before = i64::from(lead.0) * 1_000 * DAY_SPOTS / thousand_days.max(1);
        let (from, to) = (first - before, last.max(first) + days * DAY_SPOTS);
        // Rounded up, so that the width of a day is not rounded below what was asked for.
        let width = ((to - from) * thousand_days + DAY_SPOTS * 1_000 - 1) / (DAY_SPOTS * 1_000);
        let right = Px(i32::try_from(width).unwrap_or(i32::MAX));
        Self {
            left: Px::ZERO,
            right,
            from,
            to,
            first,
            last,
            hours: self.hours,
            days: self.days.clone(),
            weeks: self.weeks,
            week: self.week,
        }
    }

    fn width(&self) -> i64 {
        i64::from((self.right - self.left).0).max(1)
    }

    /// Returns how wide a day is, in tenths of a pixel.
    pub(super) fn day_tenths(&self) -> i64 {
        self.width() * DAY_SPOTS / (self.to - self.from).max(1)
    }

    /// Returns how wide a thousand days are, in tenths of a pixel.
    pub(super) fn thousand_days(&self) -> i64 {
        self.width() * DAY_SPOTS * 1_000 / (self.to - self.from).max(1)
    }

    fn spot(&self, t: Instant) -> Spot {
        let day = t.day();
        let (from, to) = self.hours.unwrap_or_else(|| self.days.span(day));
        let time = t.since(day.start()).0.clamp(from, to) - from;
        start_of(day) + i64::from(time) * DAY_SPOTS / i64::from(to - from)
    }

    fn x(&self, spot: Spot) -> Px {
        let width = self.width();
        let span = self.to - self.from;
        let x = ((spot - self.from) * width * 2 + span).div_euclid(span * 2);
        self.left + Px(i32::try_from(x.clamp(-1_000_000_000, 1_000_000_000)).unwrap_or(0))
    }

    /// Returns where `t` lies; it may be outside of the picture. What is later is never farther left.
    pub(super) fn at(&self, t: Instant) -> Px {
        self.x(self.spot(t))
    }

    /// Returns where a day begins.
    pub(super) fn day(&self, day: Day) -> Px {
        self.x(start_of(day))
    }

    /// Returns where a time of day lies, in tenths of a minute since midnight, where hours are drawn.
    pub(super) fn time(&self, day: Day, time: i32) -> Px {
        let (from, to) = self.hours.unwrap_or((0, DAY));
        self.x(start_of(day) + i64::from(time.clamp(from, to) - from) * DAY_SPOTS / i64::from((to - from).max(1)))
    }

    /// Returns where anything first happens.
    pub(super) fn first(&self) -> Px {
        self.x(self.first)
    }

    /// Returns the day with which weeks begin; numbered ones begin on Mondays.
    pub(super) fn week_begins(&self) -> Weekday {
        match self.weeks {
            Weeks::Iso => Weekday::Monday,
            Weeks::Mondays => self.week,
        }
    }

    /// Returns the first day of which anything is seen.
    pub(super) fn first_day(&self) -> Day {
        Day(i32::try_from(self.from.div_euclid(DAY_SPOTS)).unwrap_or(0))
    }

    /// Returns the last day of which anything is seen.
    pub(super) fn last_day(&self) -> Day {
        Day(i32::try_from((self.to - 1).div_euclid(DAY_SPOTS)).unwrap_or(0))
    }

    /// Returns the last day on which anything happens; later days are only room for words.
    pub(super) fn last_day_used(&self) -> Day {
        Day(i32::try_from((self.last - 1).div_euclid(DAY_SPOTS)).unwrap_or(0))
    }

    /// Tells whether a place is on the picture.
    pub(super) fn sees(&self, x: Px) -> bool {
        self.left <= x && x <= self.right
    }
}

fn start_of(day: Day) -> Spot {
    i64::from(day.0) * DAY_SPOTS
}

/// Tells whether words may stand left of an item: it is an instant, and no link that enters it sideways could take away
/// what is bad.
fn may_stand_left(cx: &Context<'_>, item: &Item<'_>, note: &Note<'_>) -> bool {
    let enters = || cx.plan.dependencies_of(item.id).iter().any(|dependency| dependency.link == Link::StartToStart);
    item.task.kind == Kind::Milestone && (note.alarm.is_empty() || !enters())
}

/// Returns the day after the longest rest of a week, Monday where there is none.
fn first_of_week(week: &Week) -> Weekday {
    let days = (0..7).map(Weekday::from_monday);
    let rest = |day: Weekday| {
        let before = (1..7).map(|n| Weekday::from_monday((day.index() as u32 + 7 - n) % 7));
        before.take_while(|day| week.hours(*day).is_empty()).count()
    };
    let works = |day: &Weekday| !week.hours(*day).is_empty();
    // Of several `max_by_key` takes the last, so the week is read backwards.
    days.rev().filter(works).max_by_key(|day| rest(*day)).unwrap_or(Weekday::Monday)
}

/// Tells whether the slack of an item is drawn.
pub(super) fn has_whisker(item: &Item<'_>) -> bool {
    item.task.kind == Kind::Task && !item.dates.critical && item.dates.done < 10_000 && item.dates.finish < item.dates.late_finish
}

/// Returns the hours of the day in which anything happens, for a picture that draws hours.
pub(in crate::view) fn hours_of_all<'a>(standard: &WorkTime, dates: impl Iterator<Item = &'a TaskDates>) -> (i32, i32) {
    let typical = standard.calendar().week.typical_hours().span().map_or((0, DAY), |(from, to)| (i32::from(from), i32::from(to)));
    let (mut from, mut to) = (typical.0, typical.1.min(DAY));
    for dates in dates {
        let start = i32::from(dates.start.time().0);
        let finish = match i32::from(dates.finish.time().0) {
            0 => DAY,
            time => time,
        };
        if typical.1 < start || finish < typical.0 {
            return (0, DAY);
        }
        (from, to) = (from.min(start), to.max(finish));
    }
    (from, to)
}
