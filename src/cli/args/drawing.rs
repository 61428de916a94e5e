//! How a chart is drawn, as it may be asked for.

use std::path::PathBuf;

use clap::Args;

use super::picture::{self, ThemeChoice};
use super::values::{self, Listed};
use crate::model::{Arrows, Key, Picture};

/// How a chart is drawn.
#[derive(Debug, Args)]
pub(in crate::cli) struct Drawing {
    /// Columns beside the names, in order: start, finish, duration, owner, done, slack, cost; or `none`; not of a txt
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = values::column)]
    pub columns: Option<Vec<Listed>>,
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
