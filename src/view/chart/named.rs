//! From a chart that a plan asks for to what the layout is told.

use super::{ChartOptions, Theme, Weeks};
use crate::model::{self, ChartTheme, Plan};
use crate::view::select::Selection;

impl ChartOptions {
    /// Returns what `chart` of `plan` says; what it leaves unsaid is as by default.
    #[must_use]
    pub fn of(plan: &Plan, chart: &model::Chart) -> Self {
        let default = Self::default();
        Self {
            style: default.style,
            weeks: if chart.iso_weeks { Weeks::Iso } else { default.weeks },
            slack: !chart.no_slack,
            load: chart.load,
            picture: chart.picture.unwrap_or_default(),
            group_by: chart.group_by,
            color_by: chart.color_by,
            baseline: None,
            name: Some(plan.text(chart.title).into()),
            theme: chart.theme.map_or(default.theme, Theme::from),
            columns: chart.columns.clone(),
            from: chart.from,
            to: chart.until,
            depth: chart.depth,
            arrows: chart.arrows.unwrap_or(default.arrows),
            width: chart.width.unwrap_or(default.width),
            selection: Selection {
                focus: chart.focus.clone(),
                critical: chart.critical,
                tags: chart.only.iter().map(|tag| plan.text(*tag).into()).collect(),
                who: chart.by.clone(),
            },
        }
    }
}

impl From<ChartTheme> for Theme {
    /// Returns a theme that has a name; a file's is known once it is read.
    fn from(theme: ChartTheme) -> Self {
        match theme {
            ChartTheme::Named(named) => named,
            ChartTheme::File(_) => Self::default(),
        }
    }
}
