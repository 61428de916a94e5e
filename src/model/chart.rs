//! The charts that a plan asks for.

use super::{ResourceId, TaskId, Text};
use crate::calendar::Day;
use crate::span::Span;

/// A `chart` item: a picture of the plan, or of a part of it. What it leaves unsaid is as in a chart that nobody named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// The id; empty without one.
    pub id: Text,
    /// The title; without one, the id in words.
    pub title: Text,
    /// The id or title in the source.
    pub span: Span,
    /// Columns beside the names.
    pub columns: Option<Vec<Column>>,
    /// The first day drawn.
    pub from: Option<Day>,
    /// The last day drawn.
    pub until: Option<Day>,
    /// How many levels of the outline are drawn.
    pub depth: Option<u8>,
    /// The items that it is about.
    pub focus: Vec<TaskId>,
    /// Only the critical path.
    pub critical: bool,
    /// Only items with one of these tags.
    pub only: Vec<Text>,
    /// Only what one of these is on or answers for.
    pub by: Vec<ResourceId>,
    /// The colours.
    pub theme: Option<ChartTheme>,
    /// Which links are drawn.
    pub arrows: Option<Arrows>,
    /// The width in pixels.
    pub width: Option<u16>,
    /// What items stand together by, instead of the outline.
    pub group_by: Option<Key>,
    /// What the colour of a bar tells.
    pub color_by: Option<Key>,
    /// What the chart is of.
    pub picture: Option<Picture>,
    /// The file that has the dates once promised: a plan, or a schedule as JSON.
    pub baseline: Option<NamedFile>,
    /// How busy everybody is stands under it.
    pub load: bool,
    /// Weeks are called by their ISO numbers.
    pub iso_weeks: bool,
    /// Slack is left out.
    pub no_slack: bool,
    /// What it is written as, each in a file of its own.
    pub formats: Vec<Format>,
    /// The sheets of a PDF.
    pub page: Option<Paper>,
    /// Hundredths of a pixel of a PNG for each pixel of the chart.
    pub scale: Option<u16>,
    /// Fonts for characters that are not in the one there is.
    pub fonts: Vec<NamedFile>,
}

impl Chart {
    /// Returns every file that it names.
    pub fn files(&self) -> impl Iterator<Item = NamedFile> + '_ {
        let theme = match self.theme {
            Some(ChartTheme::File(file)) => Some(file),
            Some(ChartTheme::Named(_)) | None => None,
        };
        theme.into_iter().chain(self.baseline).chain(self.fonts.iter().copied())
    }
}

/// The colours that a chart asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartTheme {
    /// Some that have a name.
    Named(Theme),
    /// Those of a theme file.
    File(NamedFile),
}

/// A file that a plan names, inside its folder. Who draws reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// The path from the plan's folder.
    pub path: Text,
    /// Where it is named.
    pub span: Span,
}

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// All of them, in the order in which they are told.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the word for it, in a plan and on the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Returns the one that is called so.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.name() == name)
            }
        }
    )*};
}

choices! {
    /// A column beside the names.
    Column {
        /// Who answers for it, or who is on it.
        Owner = "owner",
        /// The first day.
        Start = "start",
        /// The last day worked.
        Finish = "finish",
        /// How long it takes.
        Duration = "duration",
        /// How much is done.
        Done = "done",
        /// How far it can slip without moving the plan's finish.
        Slack = "slack",
        /// What it costs: fixed costs, and the rates of those who work on it.
        Cost = "cost",
    }

    /// Which links are drawn.
    Arrows {
        /// All; above three hundred those that are critical or set a date, which the legend then says.
        All = "all",
        /// Those of the critical path.
        Critical = "critical",
        /// None.
        None = "none",
    }

    /// What items have in common: who, what, how far, where.
    Key {
        /// The outermost phase around them.
        Phase = "phase",
        /// Who answers for them, or is on them first.
        Owner = "owner",
        /// Their first tag.
        Tag = "tag",
        /// How far they are.
        Status = "status",
    }

    /// What a chart is of.
    Picture {
        /// Every item that was asked for.
        Gantt = "gantt",
        /// The milestones, in the order of their dates.
        Milestones = "milestones",
    }

    /// What a chart is written as.
    Format {
        /// A picture for browsers, documents and pull requests.
        Svg = "svg",
        /// A picture in pixels.
        Png = "png",
        /// A page to explore.
        Html = "html",
        /// Pages for paper, or one as large as the chart.
        Pdf = "pdf",
        /// Block characters.
        Txt = "txt",
    }

    /// A sheet of paper.
    Paper {
        /// ISO A4, upright.
        A4 = "a4",
        /// ISO A4 on its side.
        A4Landscape = "a4-landscape",
        /// ISO A3, upright.
        A3 = "a3",
        /// ISO A3 on its side.
        A3Landscape = "a3-landscape",
        /// Letter of North America, upright.
        Letter = "letter",
        /// Letter on its side.
        LetterLandscape = "letter-landscape",
    }

    /// Colours that have a name.
    Theme {
        /// Light, or dark where the reader's system is dark.
        Auto = "auto",
        /// Dark ink on white.
        Light = "light",
        /// Light ink on near-black.
        Dark = "dark",
        /// White, with hatches beside colours, for paper and copiers.
        Print = "print",
    }
}

#[allow(clippy::derivable_impls, reason = "the macro knows no default")]
impl Default for Picture {
    fn default() -> Self {
        Self::Gantt
    }
}

#[allow(clippy::derivable_impls, reason = "the macro knows no default")]
impl Default for Arrows {
    fn default() -> Self {
        Self::All
    }
}

#[allow(clippy::derivable_impls, reason = "the macro knows no default")]
impl Default for Theme {
    fn default() -> Self {
        Self::Auto
    }
}
