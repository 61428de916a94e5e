//! The hours of a week.

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A set of weekdays: bit 0 is Monday.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DaySet(pub u8);

/// The working stretches of one day, in tenths of a minute since its midnight: sorted, apart from each other, none empty.
///
/// A stretch may reach past midnight (up to 28,800) and still belongs to the day on which it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Hours(pub Vec<(u16, u16)>);

/// The hours of every weekday, Monday first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Week(pub [Hours; 7]);
