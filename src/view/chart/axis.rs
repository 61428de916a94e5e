//! The two tiers above the bars: days under hours, months over days or weeks, years over months or quarters.
//!
//! The width of a day picks the tiers; where labels would touch, the lower tier takes longer steps.

use chrono::Datelike;

use super::scale::Scale;
use super::{Font, Px, Weeks};
use crate::calendar::{DAY, Day};
use crate::view::phrase;

/// Ticks, labels and grid lines.
#[derive(Clone, Debug, Default)]
pub struct Axis {
    /// The longer units, with the year.
    pub upper: Vec<Tick>,
    /// The shorter units.
    pub lower: Vec<Tick>,
}

/// A line of the grid and what it is called.
#[derive(Clone, Debug)]
pub struct Tick {
    /// Where the line is; `None` where the unit began before the picture.
    pub line: Option<Px>,
    /// The label and where it begins.
    pub label: Option<(Px, String)>,
}

/// What the lower tier counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// So many minutes.
    Minutes(i32),
    Days,
    Weeks,
    Months,
    Quarters,
    Years(i32),
}

impl Unit {
    /// Tells whether the label of a unit is that of each of its days.
    const fn names_any_day(self) -> bool {
        match self {
            Self::Months | Self::Quarters | Self::Years(1) => true,
            Self::Minutes(_) | Self::Days | Self::Weeks | Self::Years(_) => false,
        }
    }
}

/// Where a unit begins: the day, the time of it, and its place.
type Start = ((Day, i32), Px);

/// The least room between two labels.
const GAP: Px = Px::of(6);

/// How far right of its line a label begins.
const INSET: Px = Px::of(6);
/// A line so close to the end of the picture that only an empty strip is parted by it.
const LAST: Px = Px::of(8);

/// Returns the axis of a time line.
pub(super) fn axis(scale: &Scale) -> Axis {
    let unit = lower_unit(scale);
    let begun = Some((scale.first_day(), 0)).filter(|_| unit.names_any_day());
    let starts = starts(scale, unit).into_iter().map(|start| (start, x(scale, start)));
    // That a unit goes on from before the picture is told by a start that is not in it.
    let starts: Vec<Start> = begun.map(|start| (start, scale.left - INSET)).into_iter().chain(starts).collect();
    let longer: Vec<(Day, Px)> = longer(scale, unit).map(|day| (day, scale.day(day))).collect();
    let begin = Begin::of(scale, &starts, &longer);
    let mut axis = Axis { upper: upper(scale, unit, (&begin, &longer)), lower: lower(scale, unit, (&begin, &starts, &longer)) };
    for ticks in [&mut axis.upper, &mut axis.lower] {
        ticks.retain_mut(|tick| {
            tick.line = tick.line.filter(|line| tick.label.is_some() || *line <= scale.right - LAST);
            tick.line.is_some() || tick.label.is_some()
        });
    }
    axis
}

fn x(scale: &Scale, (day, time): (Day, i32)) -> Px {
    if time == 0 && scale.hours.is_none() { scale.day(day) } else { scale.time(day, time) }
}

/// Where the axis begins: with the last line before anything happens, or where the picture does.
struct Begin {
    x: Px,
    day: Day,
}

impl Begin {
    fn of(scale: &Scale, starts: &[Start], longer: &[(Day, Px)]) -> Self {
        let first = scale.first();
        let starts = starts.iter().map(|((day, _), x)| (*x, *day));
        let lines = starts.chain(longer.iter().map(|(day, x)| (*x, *day)));
        let last = lines.filter(|(x, _)| scale.left <= *x && *x <= first).max();
        last.map_or(Self { x: scale.left, day: scale.first_day() }, |(x, day)| Self { x, day })
    }
}

/// Returns where the lines of the grid stand, from left to right.
pub(super) fn lines(scale: &Scale) -> Vec<Px> {
    let axis = axis(scale);
    let mut lines: Vec<Px> = axis.lower.iter().chain(&axis.upper).filter_map(|tick| tick.line).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

fn lower_unit(scale: &Scale) -> Unit {
    if let Some((from, to)) = scale.hours {
        let hour = scale.day_tenths() * 600 / i64::from((to - from).max(1));
        let room = i64::from((Font::SMALL.width("00:00") + GAP + Px::of(10)).0);
        let steps = [5, 10, 15, 30, 60, 120, 180, 240, 360];
        return Unit::Minutes(steps.into_iter().find(|step| room <= hour * i64::from(*step) / 60).unwrap_or(720));
    }
    match scale.thousand_days() {
        140_000.. => Unit::Days,
        25_000.. => Unit::Weeks,
        6_000.. => Unit::Months,
        2_400.. => Unit::Quarters,
        thousand_days => {
            let room = i64::from((Font::SMALL.width("2026") + GAP + Px::of(6)).0) * 1_000;
            Unit::Years([1, 2, 5, 10, 20, 50].into_iter().find(|step| room <= thousand_days * 365 * i64::from(*step)).unwrap_or(100))
        }
    }
}

/// Returns the first of each unit that touches the picture: the day, and the minute of it.
fn starts(scale: &Scale, unit: Unit) -> Vec<(Day, i32)> {
    let (first, last) = (scale.first_day(), scale.last_day());
    let days = (first.0..=last.0).map(Day);
    let date = |day: &Day| day.date();
    let begins = |day: &Day| match unit {
        Unit::Minutes(_) | Unit::Days => true,
        Unit::Weeks => day.weekday() == scale.week_begins(),
        Unit::Months => date(day).day() == 1,
        Unit::Quarters => date(day).day() == 1 && date(day).month0() % 3 == 0,
        Unit::Years(step) => date(day).ordinal() == 1 && date(day).year() % step == 0,
    };
    match unit {
        Unit::Minutes(step) => {
            let (from, to) = scale.hours.unwrap_or((0, DAY));
            let times =
                |day| (0..DAY / (step * 10)).map(move |n| (day, n * step * 10)).filter(move |(_, time)| from <= *time && *time < to);
            days.flat_map(times).collect()
        }
        Unit::Days | Unit::Weeks | Unit::Months | Unit::Quarters | Unit::Years(_) => days.filter(begins).map(|day| (day, 0)).collect(),
    }
}

fn lower(scale: &Scale, unit: Unit, (begin, starts, longer): (&Begin, &[Start], &[(Day, Px)])) -> Vec<Tick> {
    let style = Style::of(scale, unit);
    let day_width = Px(i32::try_from(scale.day_tenths()).unwrap_or(0));
    let mut ticks = Vec::with_capacity(starts.len());
    // A date may be as wide as its day.
    let mut free = begin.x - Px::of(1);
    for (index, (start, at)) in starts.iter().enumerate() {
        let next = starts.get(index + 1).map(|(_, x)| *x);
        let is_begun = *at < begin.x;
        if is_begun && next.is_none_or(|next| next <= begin.x) {
            continue;
        }
        let text = style.label(*start);
        let width = Font::SMALL.width(&text);
        // Names of days stand in their middle, or in that of what is seen of them.
        let middle = || begin.x.max(*at) + (*at + day_width - begin.x.max(*at) - width).half();
        let left = if unit == Unit::Days { middle() } else { begin.x.max(*at) + INSET };
        let right = left + width;
        // Of a unit that began before the picture the name may stand, but not the date of its first day.
        let is_named = !is_begun || style.names() && next.is_none_or(|next| right + GAP <= next + INSET);
        // With the line of a month through it, or beyond that, a date would seem to be of that month.
        let across = longer.get(longer.partition_point(|(_, x)| x <= at)).is_some_and(|(_, line)| *line < right + Px::of(3));
        let fits = is_named && !across && free <= left && right <= scale.right && !text.is_empty();
        let label = fits.then(|| {
            free = right + GAP;
            (left, text)
        });
        ticks.push(Tick { line: (!is_begun && scale.sees(*at)).then_some(*at), label });
    }
    ticks
}

/// How the labels of the lower tier are written.
struct Style {
    unit: Unit,
    /// Days carry their weekday, weeks their ISO number, months three letters.
    long: bool,
    /// Every second day or week has a label.
    sparse: bool,
}

impl Style {
    fn of(scale: &Scale, unit: Unit) -> Self {
        let thousand_days = scale.thousand_days();
        let needs = |text: &str, days: i64| i64::from((Font::SMALL.width(text) + GAP).0) * 1_000 <= thousand_days * days;
        let (long, sparse) = match unit {
            Unit::Days => (needs("Wed 30", 1), !needs("30", 1)),
            Unit::Weeks => {
                let widest = if scale.weeks == Weeks::Iso { "W53" } else { "30" };
                (scale.weeks == Weeks::Iso, thousand_days * 7 < i64::from((Font::SMALL.width(widest) + GAP).0) * 1_000)
            }
            Unit::Months => (needs("Mar", 28), false),
            Unit::Minutes(_) | Unit::Quarters | Unit::Years(_) => (true, false),
        };
        Self { unit, long, sparse }
    }

    /// Tells whether labels name the whole unit, and not the day or time at its beginning.
    const fn names(&self) -> bool {
        match self.unit {
            Unit::Minutes(_) => false,
            Unit::Weeks => self.long,
            Unit::Days | Unit::Months | Unit::Quarters | Unit::Years(_) => true,
        }
    }

    fn label(&self, (day, time): (Day, i32)) -> String {
        let date = day.date();
        match self.unit {
            Unit::Minutes(_) => format!("{:02}:{:02}", time / 600, time % 600 / 10),
            Unit::Days if self.long => format!("{} {}", date.weekday(), date.day()),
            Unit::Days if self.sparse && !matches!(date.weekday(), chrono::Weekday::Mon | chrono::Weekday::Wed | chrono::Weekday::Fri) => {
                String::new()
            }
            Unit::Weeks if self.sparse && day.0.div_euclid(7) % 2 != 0 => String::new(),
            Unit::Weeks if self.long => format!("W{}", date.iso_week().week()),
            Unit::Days | Unit::Weeks => date.day().to_string(),
            Unit::Months if self.long => phrase::month(day).chars().take(3).collect(),
            Unit::Months => phrase::month(day).chars().take(1).collect(),
            Unit::Quarters => format!("Q{}", date.month0() / 3 + 1),
            Unit::Years(_) => date.year().to_string(),
        }
    }
}

/// Returns where the units of the upper tier begin.
fn longer(scale: &Scale, lower: Unit) -> impl Iterator<Item = Day> {
    (scale.first_day().0..=scale.last_day().0).map(Day).filter(move |day| begins_longer(lower, *day))
}

/// Returns the upper tier. Its first label says the year, where it has room for it, and so does the first of every year.
fn upper(scale: &Scale, lower: Unit, (begin, longer): (&Begin, &[(Day, Px)])) -> Vec<Tick> {
    let after = longer.partition_point(|(_, x)| *x <= begin.x);
    let begins = longer.get(..after).and_then(<[_]>::last).is_some_and(|(_, x)| *x == begin.x);
    let units = std::iter::once((begin.day, begin.x)).chain(longer.iter().skip(after).copied());
    let mut ticks = Vec::with_capacity(longer.len() + 1);
    let mut told = None;
    for (index, (day, at)) in units.enumerate() {
        let left = at + INSET;
        let right = longer.get(after + index).map_or(scale.right, |(_, next)| *next - GAP);
        let year = day.date().year();
        let fits = |text: &String| left + Font::STRONG.width(text) <= right;
        let label = upper_labels(lower, day, told != Some(year)).into_iter().find(fits);
        if label.as_ref().is_some_and(|label| label.contains(&year.to_string())) {
            told = Some(year);
        }
        let line = (0 < index || begins).then_some(at);
        ticks.push(Tick { line, label: label.map(|text| (left, text)) });
    }
    ticks
}

/// The units of both tiers, for a screen that places them itself.
pub(super) struct Units {
    /// The longer units: where each begins, and its labels, the best first. All say the year, because any may be the first
    /// that is seen.
    pub(super) upper: Vec<(Day, Vec<String>)>,
    /// The shorter units: where each begins, the day and the minute of it, and its label, which may be empty.
    pub(super) lower: Vec<((Day, i32), String)>,
    /// Labels of shorter units stand in their middle.
    pub(super) centred: bool,
    /// Where the last unit ends.
    pub(super) end: Option<Day>,
}

/// Returns the units that a time line of this scale shows, up to so many days beyond the last on which anything happens.
pub(super) fn units(scale: &Scale, beyond: i32) -> Units {
    let unit = lower_unit(scale);
    let mut starts = starts(scale, unit);
    let after = starts.partition_point(|(day, _)| day.0 <= scale.last_day_used().0.saturating_add(beyond));
    let end = starts.get(after).map(|(day, _)| *day);
    starts.truncate(after);
    let style = Style::of(scale, unit);
    let first = scale.first_day();
    let last = end.unwrap_or_else(|| scale.last_day());
    let longer = (first.0 + 1..last.0).map(Day).filter(|day| begins_longer(unit, *day));
    // Where months are too narrow for their year, the others around them tell it.
    let labels = |day: Day| upper_labels(unit, day, true);
    let upper = std::iter::once(first).chain(longer).map(|day| (day, labels(day))).collect();
    let lower = starts.into_iter().map(|start| (start, style.label(start))).collect();
    Units { upper, lower, centred: unit == Unit::Days, end }
}

/// Tells whether a unit of the tier above `lower` begins.
fn begins_longer(lower: Unit, day: Day) -> bool {
    let date = day.date();
    match lower {
        Unit::Minutes(_) => true,
        Unit::Days | Unit::Weeks => date.day() == 1,
        Unit::Months | Unit::Quarters => date.ordinal() == 1,
        Unit::Years(step) => date.ordinal() == 1 && date.year() % if step < 10 { 10 } else { 100 } == 0,
    }
}

/// Returns the labels that a unit of the upper tier may have, the best first: with the year where it has to be told, else
/// and at last without.
fn upper_labels(lower: Unit, day: Day, with_year: bool) -> Vec<String> {
    let date = day.date();
    let year = date.year();
    let month = phrase::month(day);
    let short: String = month.chars().take(3).collect();
    let weekday = date.weekday();
    let mut labels = match lower {
        Unit::Minutes(_) if with_year => {
            vec![format!("{weekday} {} {year}", phrase::day_month(day)), format!("{weekday} {}", phrase::short_date(day))]
        }
        Unit::Days | Unit::Weeks if with_year => vec![format!("{month} {year}"), format!("{short} {year}")],
        Unit::Minutes(_) | Unit::Days | Unit::Weeks => Vec::new(),
        Unit::Months | Unit::Quarters => vec![year.to_string()],
        Unit::Years(step) if step < 10 => vec![format!("{}s", year.div_euclid(10) * 10)],
        Unit::Years(_) => vec![format!("{} – {}", year.div_euclid(100) * 100, year.div_euclid(100) * 100 + 99)],
    };
    match lower {
        Unit::Minutes(_) => labels.extend([
            format!("{weekday} {}", phrase::day_month(day)),
            format!("{weekday} {}", phrase::short_day(day)),
            format!("{weekday} {}", date.day()),
        ]),
        Unit::Days | Unit::Weeks => labels.extend([month.to_owned(), short]),
        Unit::Months | Unit::Quarters | Unit::Years(_) => {}
    }
    labels
}
