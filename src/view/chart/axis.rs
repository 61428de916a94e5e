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

/// The least room between two labels.
const GAP: Px = Px::of(6);

/// Returns the axis of a time line.
pub(super) fn axis(scale: &Scale) -> Axis {
    let unit = lower_unit(scale);
    let lower = lower(scale, unit, &starts(scale, unit));
    Axis { upper: upper(scale, unit), lower }
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
        Unit::Weeks => date(day).weekday() == chrono::Weekday::Mon,
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

fn lower(scale: &Scale, unit: Unit, starts: &[(Day, i32)]) -> Vec<Tick> {
    let x = |(day, time): (Day, i32)| if time == 0 && scale.hours.is_none() { scale.day(day) } else { scale.time(day, time) };
    let style = Style::of(scale, unit);
    let mut ticks = Vec::with_capacity(starts.len());
    let mut free = scale.left;
    for start in starts {
        let at = x(*start);
        let text = style.label(*start);
        let width = Font::SMALL.width(&text);
        let left =
            if unit == Unit::Days { at + (Px(i32::try_from(scale.day_tenths()).unwrap_or(0)) - width).half() } else { at + Px::of(5) };
        let fits = free <= left && left + width <= scale.right && !text.is_empty();
        let label = fits.then(|| {
            free = left + width + GAP;
            (left, text)
        });
        ticks.push(Tick { line: scale.sees(at).then_some(at), label });
    }
    ticks.retain(|tick| tick.line.is_some() || tick.label.is_some());
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

/// Returns the upper tier. Its first label says the year, and so does the first of every year.
fn upper(scale: &Scale, lower: Unit) -> Vec<Tick> {
    let begins = |day: Day| begins_longer(lower, day);
    let (first, last) = (scale.first_day(), scale.last_day());
    let mut days: Vec<Day> = (first.0 + 1..=last.0).map(Day).filter(|day| begins(*day)).collect();
    days.insert(0, first);
    let mut ticks = Vec::with_capacity(days.len());
    let mut told = None;
    for (index, day) in days.iter().enumerate() {
        let at = scale.day(*day);
        let left = at.max(scale.left) + Px::of(6);
        let right = days.get(index + 1).map_or(scale.right, |next| scale.day(*next)) - GAP;
        let year = day.date().year();
        let fits = |text: &String| left + Font::STRONG.width(text) <= right;
        let label = upper_labels(lower, *day, told != Some(year)).into_iter().find(fits).map(|text| (left, text));
        if label.is_some() {
            told = Some(year);
        }
        let line = (scale.left < at || begins(*day) && scale.sees(at)).then_some(at);
        ticks.push(Tick { line, label });
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
    let labels = |day: Day| match unit {
        // Where months are too narrow for their year, the others around them tell it.
        Unit::Days | Unit::Weeks => [upper_labels(unit, day, true), upper_labels(unit, day, false)].concat(),
        Unit::Minutes(_) | Unit::Months | Unit::Quarters | Unit::Years(_) => upper_labels(unit, day, true),
    };
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

/// Returns the labels that a unit of the upper tier may have, the best first.
fn upper_labels(lower: Unit, day: Day, with_year: bool) -> Vec<String> {
    let date = day.date();
    let year = date.year();
    let short = |text: &str| text.chars().take(3).collect::<String>();
    match lower {
        Unit::Minutes(_) => {
            let weekday = date.weekday();
            let mut labels = vec![format!("{weekday} {} {year}", phrase::day_month(day)), format!("{weekday} {}", phrase::short_date(day))];
            if !with_year {
                labels = vec![format!("{weekday} {}", phrase::day_month(day)), format!("{weekday} {}", phrase::short_day(day))];
            }
            labels
        }
        Unit::Days | Unit::Weeks if with_year => {
            vec![format!("{} {year}", phrase::month(day)), format!("{} {year}", short(phrase::month(day)))]
        }
        Unit::Days | Unit::Weeks => vec![phrase::month(day).to_owned(), short(phrase::month(day))],
        Unit::Months | Unit::Quarters => vec![year.to_string()],
        Unit::Years(step) if step < 10 => vec![format!("{}s", year.div_euclid(10) * 10)],
        Unit::Years(_) => vec![format!("{} – {}", year.div_euclid(100) * 100, year.div_euclid(100) * 100 + 99)],
    }
}
