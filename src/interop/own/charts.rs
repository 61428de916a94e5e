//! The charts that a plan asks for.

use super::Cx;
use crate::format::{Clause, Entry, Item, Kind, Moment, Pick};
use crate::model::{Chart, ChartTheme};

impl Cx<'_> {
    /// Declares every chart.
    pub(super) fn declare_charts(&mut self) {
        for chart in &self.plan.charts {
            let item = self.chart(chart);
            self.draft.push(item);
        }
    }

    fn chart(&self, chart: &Chart) -> Item {
        let text = |text| self.plan.text(text).to_owned();
        let mut item = Item::new(Kind::Chart, 0, text(chart.title));
        item.id = text(chart.id);
        let clauses = &mut item.clauses;
        let mut list = |word, words: Vec<String>| {
            if !words.is_empty() {
                clauses.push(Clause::Words(word, words));
            }
        };
        list("only", chart.only.iter().map(|tag| text(*tag)).collect());
        if let Some(columns) = &chart.columns {
            let names = columns.iter().map(|column| column.name().to_owned()).collect();
            list("columns", if columns.is_empty() { vec!["none".to_owned()] } else { names });
        }
        list("format", chart.formats.iter().map(|format| format.name().to_owned()).collect());
        if !chart.by.is_empty() {
            let entry = |who| Entry { who: self.who(who), pick: Pick::One, units: None, work: None };
            clauses.push(Clause::By(chart.by.iter().map(|who| entry(*who)).collect()));
        }
        if !chart.focus.is_empty() {
            clauses.push(Clause::Focus(chart.focus.iter().filter_map(|task| self.work.get(task.0 as usize).copied()).collect()));
        }
        clauses.extend(chart.from.map(|day| Clause::Joins(Moment::day(day))));
        clauses.extend(chart.until.map(|day| Clause::Leaves(Moment::day(day))));
        self.look(chart, clauses);
        item
    }

    /// Says how a chart looks.
    fn look(&self, chart: &Chart, clauses: &mut Vec<Clause>) {
        let path = |path| self.plan.text(path).to_owned();
        let flags = [("critical", chart.critical), ("load", chart.load), ("iso weeks", chart.iso_weeks), ("no slack", chart.no_slack)];
        clauses.extend(flags.iter().filter(|(_, is_said)| *is_said).map(|(word, _)| Clause::Flag(word)));
        let theme = |theme| match theme {
            ChartTheme::Named(theme) => Clause::Choice("theme", theme.name().to_owned()),
            ChartTheme::File(file) => Clause::File("theme", path(file.path)),
        };
        clauses.extend(chart.theme.map(theme));
        let choices = [
            ("view", chart.picture.map(|picture| picture.name().to_owned())),
            ("group by", chart.group_by.map(|key| key.name().to_owned())),
            ("color by", chart.color_by.map(|key| key.name().to_owned())),
            ("depth", chart.depth.map(|depth| depth.to_string())),
            ("arrows", chart.arrows.map(|arrows| arrows.name().to_owned())),
            ("width", chart.width.map(|width| width.to_string())),
            ("page", chart.page.map(|sheet| sheet.name().to_owned())),
            ("scale", chart.scale.map(factor)),
        ];
        clauses.extend(choices.into_iter().filter_map(|(word, choice)| Some(Clause::Choice(word, choice?))));
        clauses.extend(chart.baseline.map(|file| Clause::File("baseline", path(file.path))));
        clauses.extend(chart.fonts.iter().map(|file| Clause::File("font", path(file.path))));
    }
}

/// Returns hundredths as a number with as few decimals as it needs.
fn factor(hundredths: u16) -> String {
    let (whole, part) = (hundredths / 100, hundredths % 100);
    match part {
        0 => whole.to_string(),
        _ if part.is_multiple_of(10) => format!("{whole}.{}", part / 10),
        _ => format!("{whole}.{part:02}"),
    }
}
