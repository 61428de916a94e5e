//! How a chart is drawn, as it may be asked for.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::picture::{self, ThemeChoice};
use super::values;

/// How a chart is drawn.
#[derive(Debug, Args)]
pub(in crate::cli) struct Drawing {
    /// Columns beside the names, in order: start, finish, duration, owner, done, slack, cost; or `none`; not of a txt
    #[arg(long, value_name = "LIST", value_delimiter = ',', hide_possible_values = true)]
    pub columns: Option<Vec<Column>>,
    /// Colours: auto, which follows the reader's screen, light, dark, print for paper, or a theme file: FILE.toml [default: auto]
    #[arg(long, value_name = "THEME", value_parser = picture::theme)]
    pub theme: Option<ThemeChoice>,
    /// Which dependencies are drawn, but in a txt; of a plan with hundreds, `all` leaves out those that set no date [default: all]
    #[arg(long, value_name = "WHICH")]
    pub arrows: Option<Arrows>,
    /// Call the weeks by their ISO numbers
    #[arg(long)]
    pub iso_weeks: bool,
    /// Draw no slack
    #[arg(long)]
    pub no_slack: bool,
    /// What the chart is of: `milestones` draws these alone, in the order of their dates [default: gantt]
    #[arg(long, value_name = "VIEW")]
    pub view: Option<Picture>,
    /// Put items under heads instead of the outline, by what they have in common
    #[arg(long, value_name = "KEY")]
    pub group_by: Option<Key>,
    /// Give bars colours that tell what they have in common
    #[arg(long, value_name = "KEY", alias = "colour-by")]
    pub color_by: Option<Key>,
    /// Draw where an earlier plan, or a schedule written with `report --format json`, has the items, and say by how much they slipped
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Draw how busy everybody is, week by week, under the items; not of a txt
    #[arg(long)]
    pub load: bool,
    /// Width of the chart: pixels of a picture, columns of a txt [default: 1200, what reads well on the --page, or the terminal's width]
    #[arg(long, value_name = "N", value_parser = values::width)]
    pub width: Option<u16>,
}

/// A column beside the names of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Column {
    /// No column at all.
    None,
    /// First day.
    Start,
    /// Last day.
    Finish,
    /// Working time.
    Duration,
    /// Who is on it.
    Owner,
    /// How much is done.
    Done,
    /// How far it can slip.
    Slack,
    /// What it costs.
    Cost,
    /// Its name, which is always there.
    Name,
}

/// The colours of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Theme {
    /// Follows the reader's screen
    Auto,
    /// Dark on light
    Light,
    /// Light on dark
    Dark,
    /// White with hatches, for paper
    Print,
}

/// Which dependencies are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Arrows {
    /// Every one
    All,
    /// Those of the critical path
    Critical,
    /// None
    None,
}

/// What a chart is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Picture {
    /// Every item that was asked for
    Gantt,
    /// The milestones alone
    Milestones,
}

/// What items have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Key {
    /// The outermost phase around them
    Phase,
    /// Who answers for them, else who is on them first
    Owner,
    /// Their first tag
    Tag,
    /// How far they are
    Status,
}
