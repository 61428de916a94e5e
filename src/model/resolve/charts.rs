//! The charts that a plan asks for: what they name is looked up, so that a picture of nothing is an error and not a picture.
//!
//! The charts of a file that is included as a phase are its own: they are drawn from that file.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Cx;
use super::calendars::Named;
use super::entries::{ClauseAt, Entry};
use super::unknown::Site;
use super::words::{normal, unquote};
use crate::calendar::Day;
use crate::diagnostic::{Code, suggest};
use crate::model::{Arrows, Chart, ChartTheme, Column, Format, Id, Key, NamedFile, Paper, Picture, ResourceId, Theme};
use crate::span::{Span, TextRange};
use crate::syntax::ast::{Assignments, ClauseKind, ItemKind, Moment, Pick};

/// The narrowest chart that can be read, in pixels.
const NARROWEST: u32 = 320;

/// The least scale, in hundredths.
const LEAST_SCALE: u32 = 10;

/// Reads them from the entries.
pub(super) fn resolve(cx: &mut Cx<'_>) {
    let entries = cx.entries;
    let mut known = Known::default();
    for (index, entry) in entries.others().filter(|(_, entry)| entry.item.kind == ItemKind::Chart && entry.parent.is_none()) {
        let document = entries.document(&entry);
        let Some(name) = entry.name().map(|range| document.span(range)) else { continue };
        let place = |range: Option<TextRange>| range.map(|range| document.span(range));
        let (id, title) = (place(entry.item.id), place(entry.item.title));
        let named = Named::of(cx, id, title);
        known.enter(cx, [id.map(|id| (named.id, id)), title.map(|title| (named.title, title))]);
        let chart = Chart { id: named.id, title: named.title, span: name, ..Chart::default() };
        let chart = read(cx, &mut known, (index, &entry), chart);
        cx.plan.charts.push(chart);
    }
}

/// What charts are looked up in.
#[derive(Default)]
struct Known {
    /// Ids and titles of charts, and where they stand.
    names: FxHashMap<Box<str>, Span>,
    /// Every tag of the plan, once it is asked for.
    tags: Option<Vec<Box<str>>>,
}

impl Known {
    /// Enters the names of a chart; one that another chart has is reported.
    fn enter(&mut self, cx: &mut Cx<'_>, names: [Option<(crate::model::Text, Span)>; 2]) {
        let own: Vec<_> = names.into_iter().flatten().map(|(name, span)| (normal(cx.plan.text(name)).into_owned(), span)).collect();
        for (name, span) in &own {
            if let Some(first) = self.names.get(name.as_str()) {
                cx.report(Code::DuplicateName, *span, format!("a second chart is called `{name}`"))
                    .label(*first, "the first one is here")
                    .help("give one of the two another name, so that each has a file of its own");
            }
        }
        self.names.extend(own.into_iter().map(|(name, span)| (name.into(), span)));
    }

    /// Returns every tag of the plan, sorted.
    fn tags(&mut self, cx: &Cx<'_>) -> &[Box<str>] {
        self.tags.get_or_insert_with(|| {
            let details = cx.plan.tasks.iter().filter_map(|(_, task)| task.details.as_deref());
            let tags: FxHashSet<&str> = details.flat_map(|details| &details.tags).map(|tag| cx.plan.text(*tag)).collect();
            let mut tags: Vec<Box<str>> = tags.into_iter().map(Into::into).collect();
            tags.sort_unstable();
            tags
        })
    }
}

/// Reads the clauses of a chart.
fn read(cx: &mut Cx<'_>, known: &mut Known, (index, entry): (u32, &Entry), mut chart: Chart) -> Chart {
    let kept = cx.keep_clauses(index, entry);
    let mut range: [Option<(Moment, Span)>; 2] = [None; 2];
    for at in &kept.clauses {
        read_clause(cx, known, *at, (&mut chart, &mut range));
    }
    check_formats(cx, &chart, &kept.clauses);
    let [from, until] = range.map(|date| date.and_then(|(moment, span)| whole_day(cx, moment, span).map(|day| (day, span))));
    if let (Some((first, _)), Some((last, span))) = (from, until)
        && last < first
    {
        cx.report(Code::BadRange, span, "the last day that is drawn lies before the first").help("exchange the two dates");
    }
    (chart.from, chart.until) = (from.map(|(day, _)| day), until.map(|(day, _)| day));
    chart
}

#[allow(clippy::wildcard_enum_match_arm, reason = "clauses that do not belong on a chart were reported and dropped")]
fn read_clause(cx: &mut Cx<'_>, known: &mut Known, at: ClauseAt<'_>, (chart, range): (&mut Chart, &mut [Option<(Moment, Span)>; 2])) {
    match &at.clause.kind {
        ClauseKind::Columns(names) => chart.columns = columns(cx, at, names),
        ClauseKind::Depth(depth) => chart.depth = within(cx, at, *depth, 1, "draws nothing; `depth 1` draws the outermost items"),
        ClauseKind::Width(width) => {
            chart.width = within(cx, at, *width, NARROWEST, "is too narrow for a chart; the least is 320 pixels");
        }
        ClauseKind::Critical => chart.critical = true,
        ClauseKind::From(targets) => *range = [cx.plain_date(at, *targets).or(range[0]), range[1]],
        ClauseKind::Until(targets) => *range = [range[0], cx.plain_date(at, *targets).or(range[1])],
        ClauseKind::Span(targets) => *range = cx.two_dates(at, *targets),
        ClauseKind::Focus(names) => {
            let site = Site { document: at.document, scope: None, owner: chart.span };
            chart.focus.extend(names.iter().filter_map(|name| cx.item(site, *name)));
        }
        ClauseKind::Only(names) => {
            for name in names.iter().map(|name| at.document.span(*name)) {
                if let Some(tag) = tag(cx, known, name, chart.span) {
                    chart.only.push(cx.plan.add_text(&tag));
                }
            }
        }
        ClauseKind::By(people) => by(cx, at, *people, chart),
        ClauseKind::Theme(name) => chart.theme = theme(cx, at.document.span(*name)),
        ClauseKind::Arrows(name) => chart.arrows = choice(cx, at.document.span(*name), "kind of arrows", Arrows::ALL, Arrows::name),
        ClauseKind::GroupBy(name) => chart.group_by = choice(cx, at.document.span(*name), "key", Key::ALL, Key::name),
        ClauseKind::ColorBy(name) => chart.color_by = choice(cx, at.document.span(*name), "key", Key::ALL, Key::name),
        ClauseKind::View(name) => chart.picture = choice(cx, at.document.span(*name), "view", Picture::ALL, Picture::name),
        ClauseKind::BaselineFrom(path) => chart.baseline = file(cx, at.document.span(*path)),
        ClauseKind::Load => chart.load = somebody(cx, at),
        ClauseKind::IsoWeeks => chart.iso_weeks = true,
        ClauseKind::NoSlack => chart.no_slack = true,
        ClauseKind::Format(names) => formats(cx, at, names, chart),
        ClauseKind::Page(name) => chart.page = choice(cx, at.document.span(*name), "sheet", Paper::ALL, Paper::name),
        ClauseKind::Scale(scale) => chart.scale = within(cx, at, *scale, LEAST_SCALE, "is too small; the least is `scale 0.1`"),
        ClauseKind::Font(path) => chart.fonts.extend(file(cx, at.document.span(*path))),
        _ => {}
    }
}

/// Returns the theme at `name`: one of ours, or a file in quotes.
fn theme(cx: &mut Cx<'_>, name: Span) -> Option<ChartTheme> {
    if !cx.text(name).starts_with('"') {
        return choice(cx, name, "theme", Theme::ALL, Theme::name).map(ChartTheme::Named);
    }
    let path = unquote(cx.text(name));
    if let Some(ours) = Theme::from_name(&path) {
        let report = cx.report(Code::UnknownChoice, name, "a theme in quotes is a file");
        report.help(format!("write `theme {path}`")).fix(format!("write `{path}`"), name, ours.name());
        return None;
    }
    file(cx, name).map(ChartTheme::File)
}

/// Returns the file that is named at `place`; one outside the plan's folder is reported.
fn file(cx: &mut Cx<'_>, place: Span) -> Option<NamedFile> {
    let written = unquote(cx.text(place));
    let Some(path) = cx.parts.sources.path_from(place.file, &written) else {
        cx.report(Code::IncludeOutside, place, format!("`{written}` is not inside the plan's folder"))
            .help("the path leads from the folder of the file that it stands in to a file there or below; put the file there");
        return None;
    };
    Some(NamedFile { path: cx.plan.add_text(&path), span: place })
}

/// Tells whether there is anybody whose load can be drawn; otherwise reports it.
fn somebody(cx: &mut Cx<'_>, at: ClauseAt<'_>) -> bool {
    let is_there = !cx.plan.resources.is_empty();
    if !is_there {
        cx.report(Code::Misplaced, at.span(), "nobody is named in this plan, so there is no load to draw")
            .help("`person ana` declares somebody, and `by ana` puts them on a task");
    }
    is_there
}

/// Reads what a chart is written as, each once.
fn formats(cx: &mut Cx<'_>, at: ClauseAt<'_>, names: &[TextRange], chart: &mut Chart) {
    for name in names {
        let format = choice(cx, at.document.span(*name), "format", Format::ALL, Format::name);
        chart.formats.extend(format.filter(|format| !chart.formats.contains(format)));
    }
}

/// Reports what concerns only formats that the chart is not written in.
fn check_formats(cx: &mut Cx<'_>, chart: &Chart, clauses: &[ClauseAt<'_>]) {
    let has = |wanted: &[Format]| chart.formats.is_empty() || chart.formats.iter().any(|format| wanted.contains(format));
    for at in clauses {
        #[allow(clippy::wildcard_enum_match_arm, reason = "every other clause concerns every format, or was reported")]
        let (formats, what, word) = match at.clause.kind {
            ClauseKind::Page(_) => ([Format::Pdf].as_slice(), "has pages", "pdf"),
            ClauseKind::Scale(_) => ([Format::Png].as_slice(), "has pixels of its own", "png"),
            ClauseKind::Font(_) => ([Format::Png, Format::Pdf].as_slice(), "has fonts in it", "pdf"),
            _ => continue,
        };
        if !has(formats) {
            let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
            let (own, names) = (cx.text(at.span()), names.join(" or "));
            let message = format!("this chart is written in no format that {what}: `{own}` is for {names}");
            cx.report(Code::Misplaced, at.span(), message).help(format!("add it, `format {}, {word}`, or leave this out", listed(chart)));
        }
    }
}

fn listed(chart: &Chart) -> String {
    let names: Vec<&str> = chart.formats.iter().map(|format| format.name()).collect();
    names.join(", ")
}

/// Returns a number unless it is less than a chart can have, which is reported.
fn within<T: TryFrom<u32>>(cx: &mut Cx<'_>, at: ClauseAt<'_>, number: u32, least: u32, otherwise: &str) -> Option<T> {
    if number < least {
        let written = cx.text(at.span());
        cx.report(Code::NumberTooLarge, at.span(), format!("`{written}` {otherwise}"));
        return None;
    }
    T::try_from(number).ok()
}

/// Reads the list of columns; `none` is a list without any, and `name` is always there.
fn columns(cx: &mut Cx<'_>, at: ClauseAt<'_>, names: &[TextRange]) -> Option<Vec<Column>> {
    let spans = || names.iter().map(|name| at.document.span(*name));
    if names.len() == 1 && spans().all(|span| cx.text(span) == "none") {
        return Some(Vec::new());
    }
    let told: Vec<Span> = spans().filter(|span| cx.text(*span) != "name").collect();
    Some(told.into_iter().filter_map(|span| choice(cx, span, "column", Column::ALL, Column::name)).collect())
}

/// Returns the choice that is called so; otherwise reports what there is to choose from.
fn choice<T: Copy>(cx: &mut Cx<'_>, span: Span, kind: &str, all: &[T], name: impl Fn(T) -> &'static str) -> Option<T> {
    let written = cx.text(span);
    if let Some(choice) = all.iter().find(|choice| name(**choice) == written) {
        return Some(*choice);
    }
    let names: Vec<&str> = all.iter().map(|choice| name(*choice)).collect();
    let report = cx.diagnostics.report(Code::UnknownChoice, span, format!("there is no {kind} `{written}`"));
    match suggest(written, names.iter().copied()) {
        Some(meant) => report.help(format!("did you mean `{meant}`?")).fix(format!("write `{meant}`"), span, meant),
        None => report.help(format!("there are `{}`", names.join("`, `"))),
    };
    None
}

/// Returns the tag at `name` if any item has it; otherwise reports it.
fn tag(cx: &mut Cx<'_>, known: &mut Known, name: Span, owner: Span) -> Option<Box<str>> {
    let written = normal(cx.text(name));
    let tags = known.tags(cx);
    if let Some(tag) = tags.iter().find(|tag| ***tag == *written) {
        return Some(tag.clone());
    }
    if cx.excused.covers(cx.text(name)) {
        return None;
    }
    let meant = suggest(&written, tags.iter().map(AsRef::as_ref)).map(str::to_owned);
    let report = cx.diagnostics.report(Code::UnknownTag, name, format!("no item has the tag `{written}`"));
    report.label(owner, "needed by this chart");
    match meant {
        Some(meant) => report.help(format!("did you mean `{meant}`?")).fix(format!("write `{meant}`"), name, meant),
        None if *written == *"critical" => report.help("the critical path is a clause of its own: `critical`"),
        None => report.help(format!("give it to a task or phase: `tag {written}`")),
    };
    None
}

/// Reads whose work is drawn. A chart takes people as they are: no shares, no numbers.
fn by(cx: &mut Cx<'_>, at: ClauseAt<'_>, people: Assignments, chart: &mut Chart) {
    for entry in at.document.assignments(people) {
        let (name, whole) = (at.document.span(entry.name()), at.document.span(entry.range()));
        if entry.pick() != Pick::One || entry.units().is_some() || entry.work().is_some() {
            let written = cx.text(name);
            cx.report(Code::Misplaced, whole, "a chart takes somebody's work as it is, without shares or numbers")
                .help(format!("write `by {written}`"))
                .fix(format!("write `{written}`"), whole, written);
        }
        let found = if cx.plan.settings.has_people { cx.person(name, chart.span) } else { label(cx, name, chart.span) };
        chart.by.extend(found);
    }
}

/// Returns the label that is written so on some work; otherwise reports it.
fn label(cx: &mut Cx<'_>, name: Span, owner: Span) -> Option<ResourceId> {
    let written = &*unquote(cx.text(name));
    let folded = normal(written);
    let find = |(id, label): (ResourceId, &crate::model::Resource)| (cx.plan.text(label.id) == folded).then_some(id);
    if let Some(found) = cx.plan.resources.iter().find_map(find) {
        return Some(found);
    }
    if cx.excused.covers(written) {
        return None;
    }
    let names = cx.plan.resources.ids().filter(|id| id.index() < 10_000).map(|id| cx.plan.text(cx.plan.resources[id].id));
    let meant = suggest(&folded, names).map(str::to_owned);
    let report = cx.diagnostics.report(Code::UnknownPerson, name, format!("nobody named `{written}` is on any work"));
    report.label(owner, "needed by this chart");
    match meant {
        Some(meant) => report.help(format!("did you mean `{meant}`?")).fix(format!("write `{meant}`"), name, meant),
        None => report.help(format!("put them on a task: `by {written}`")),
    };
    None
}

/// Returns a day; charts are drawn in whole ones.
fn whole_day(cx: &mut Cx<'_>, moment: Moment, span: Span) -> Option<Day> {
    if moment.time.is_some() {
        cx.report(Code::Misplaced, span, "a chart begins and ends with a whole day").help("leave the time out");
        return None;
    }
    Some(moment.day)
}
