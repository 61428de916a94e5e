//! The one table of codes: it drives severities, `gantline explain`, the reference and the tests.
//!
//! Every code has a page in `codes/GNNN.md`, in one form that a test holds them to:
//!
//! ````text
//! # G201: a name that no task, phase or milestone has
//!
//! What it means, and why it is an error or worth a warning: one short paragraph, two at most, in the planner's words.
//!
//! ## Example
//!
//! ```plan
//! a whole plan, as small as can be, that provokes exactly this code
//! ```
//!
//! ## What to do
//!
//! What to change, in a sentence or two.
//!
//! ```plan
//! the same plan, mended: it compiles without this code
//! ```
//! ````
//!
//! The heading repeats the code and its title from the table. A silent lint's example is compiled with that lint warned.
//! Codes that no single text can show (a missing file, say) may leave out both `plan` blocks, never the headings.

/// How much a diagnostic weighs; errors sort first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is drawn and nothing is written.
    Error,
    /// The schedule stands; the reader should look.
    Warning,
    /// A lint that is silent until asked for.
    Allowed,
}

macro_rules! codes {
    ($($code:ident = $text:literal, $severity:ident, $name:literal, $title:literal;)*) => {
        /// Every kind of diagnostic. G0xx files, G1xx syntax, G2xx names, G3xx calendars and people, G4xx scheduling, G5xx lints, G6xx themes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $code,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// Returns the code as it is printed: `G201`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$code => $text,)* }
            }

            /// Returns the name that `--warn`, `--deny` and `--allow` take beside the code: `unknown-task`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)* }
            }

            /// Returns the severity that holds until it is set otherwise.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$code => Severity::$severity,)* }
            }

            /// Returns what the code stands for, in one line.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$code => $title,)* }
            }

            /// Returns the page that `gantline explain` prints, in Markdown.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$code => include_str!(concat!("codes/", $text, ".md")),)* }
            }
        }
    };
}

codes! {
    // G0xx: files
    NotUtf8 = "G001", Error, "not-utf8", "the file is not UTF-8 text";
    ControlCharacter = "G002", Error, "control-character", "a control or bidirectional-override character";
    LineTooLong = "G003", Error, "line-too-long", "a line longer than 32 KiB";
    FileTooLarge = "G004", Error, "file-too-large", "a file over 64 MiB";
    NestedTooDeep = "G005", Error, "nested-too-deep", "items nested more than 64 deep";
    IncludeNotRead = "G006", Error, "include-not-read", "an included file cannot be read";
    IncludeCycle = "G007", Error, "include-cycle", "files that include each other";
    IncludeOutside = "G008", Error, "include-outside", "a file outside the plan's folder";
    IncludeConflict = "G009", Error, "include-conflict", "two files that set the plan differently";
    NoPlanInMarkdown = "G010", Error, "no-plan-in-markdown", "a Markdown file without a plan block";
    NotRead = "G011", Error, "not-read", "a file that cannot be read";
    ChartFile = "G012", Error, "chart-file", "a file that a chart names and that cannot be used";
    // G1xx: syntax
    Syntax = "G101", Error, "syntax", "a line that cannot be read";
    UnknownKeyword = "G102", Error, "unknown-keyword", "a word that begins no item and no clause";
    BadDate = "G103", Error, "bad-date", "a date or time that does not exist";
    BadUnit = "G104", Error, "bad-unit", "a number without a unit, or with an unknown one";
    NumberTooLarge = "G105", Error, "number-too-large", "a number out of range";
    UnclosedTitle = "G106", Error, "unclosed-title", "a quoted text without its closing quote";
    BadIndentation = "G107", Error, "bad-indentation", "a margin that returns to none that is open";
    ClauseWithoutItem = "G108", Error, "clause-without-item", "a clause with no item above it";
    Misplaced = "G109", Error, "misplaced", "an item or clause where it does not belong";
    RepeatedClause = "G110", Error, "repeated-clause", "a clause that stands twice on one item";
    UnknownVersion = "G111", Error, "unknown-version", "a language version this program does not know";
    // G2xx: names
    UnknownTask = "G201", Error, "unknown-task", "a name that no task, phase or milestone has";
    AmbiguousName = "G202", Error, "ambiguous-name", "a name that several items have";
    DuplicateName = "G203", Error, "duplicate-name", "two items of one scope with the same name";
    UnknownPerson = "G204", Error, "unknown-person", "a name that no person, team or resource has";
    UnknownCalendar = "G205", Error, "unknown-calendar", "a name that no calendar has";
    DateForName = "G206", Error, "date-for-name", "a date where a name belongs";
    ReservedName = "G207", Error, "reserved-name", "a name that the language keeps for itself";
    UnknownTag = "G208", Error, "unknown-tag", "a tag that no item has";
    UnknownChoice = "G209", Error, "unknown-choice", "a word that is none of those to choose from";
    // G3xx: calendars and people
    EmptyCalendar = "G301", Error, "empty-calendar", "a calendar with no working time";
    BadHours = "G302", Error, "bad-hours", "working hours that overlap or are empty";
    BadRange = "G303", Error, "bad-range", "a range that ends before it begins";
    NoSharedHours = "G304", Error, "no-shared-hours", "people on a task who share no working hour";
    BadUnits = "G305", Error, "bad-units", "units out of range";
    TeamCycle = "G306", Error, "team-cycle", "a team that contains itself";
    CalendarCycle = "G307", Error, "calendar-cycle", "calendars that are like each other";
    UnitsOverPerson = "G308", Warning, "units-over-person", "more units than the person has";
    HolidaysNotRead = "G309", Error, "holidays-not-read", "a holiday calendar that cannot be read";
    EmptyTeam = "G310", Error, "empty-team", "a team with nobody in it";
    // G4xx: scheduling
    Cycle = "G401", Error, "cycle", "work that waits for itself";
    NoStart = "G402", Error, "no-start", "a plan with no date to begin at";
    MilestoneWithDuration = "G403", Error, "milestone-with-duration", "a milestone with a duration";
    WorkInTask = "G404", Error, "work-in-task", "an item inside a task";
    ContradictoryConstraints = "G405", Error, "contradictory-constraints", "constraints of one item that cannot all hold";
    BrokenDependency = "G406", Warning, "broken-dependency", "a pinned item that does not wait for what it depends on";
    FactInFuture = "G407", Error, "fact-in-future", "an actual date after the status date";
    OutOfRange = "G408", Error, "out-of-range", "a date beyond what the schedule can hold";
    StartAndEnd = "G409", Error, "start-and-end", "a plan that is told both to run forward and backward";
    // G5xx: lints
    Unassigned = "G501", Warning, "unassigned", "a task that nobody is assigned to";
    LongTask = "G502", Allowed, "long-task", "a task long enough to be broken down";
    NoEstimate = "G503", Allowed, "no-estimate", "a task with no estimate";
    ArbitraryMilestone = "G504", Warning, "arbitrary-milestone", "a milestone that follows nothing";
    PhaseWithoutMilestone = "G505", Allowed, "phase-without-milestone", "a phase that ends in no milestone";
    DanglingTask = "G506", Allowed, "dangling-task", "a task that nothing waits for";
    NoSlackToDeadline = "G507", Allowed, "no-slack-to-deadline", "a deadline with no slack";
    PartTimeSpan = "G508", Warning, "part-time-span", "a part-time person on a span of time";
    OddDay = "G509", Allowed, "odd-day", "a day unlike the day of the task's calendar";
    OddMargin = "G510", Allowed, "odd-margin", "a margin unlike the file's";
    MissedDeadline = "G511", Warning, "missed-deadline", "a deadline that is missed";
    Overbooked = "G512", Warning, "overbooked", "a person booked beyond their units";
    EmptyPhase = "G513", Warning, "empty-phase", "a phase with nothing in it";
    // G6xx: themes
    ThemeSyntax = "G601", Error, "theme-syntax", "a theme file that is not TOML";
    UnknownThemeKey = "G602", Error, "unknown-theme-key", "a key that themes do not have";
    BadThemeValue = "G603", Error, "bad-theme-value", "a value that does not fit its key in a theme";
    LowContrast = "G604", Warning, "low-contrast", "colours of a theme that some readers cannot tell apart";
}

impl Code {
    /// Returns the code printed or named so, letter case ignored: `G201`, `unknown-task`.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        let matches = |code: &Self| code.as_str().eq_ignore_ascii_case(text) || code.name().eq_ignore_ascii_case(text);
        Self::ALL.iter().copied().find(matches)
    }

    /// Tells whether the severity may be changed: warnings and lints may, errors may not.
    #[must_use]
    pub const fn is_switchable(self) -> bool {
        !matches!(self.severity(), Severity::Error)
    }
}
