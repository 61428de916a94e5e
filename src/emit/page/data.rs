//! What the script of a page knows: rows, links and axis, with times in minutes of the time line and lengths in pixels.

use serde::Serialize;

use super::marks::{self, Mark};
use crate::emit;
use crate::model::{Id, Kind, Link};
use crate::view::chart::{Anchor, Bar, Chart, LEAD, LoadColumn, Note, Paths, Px, Screen, Strips, Tiers};
use crate::view::groups::Head;
use crate::view::why::{Sentence, Word};
use crate::view::{Cards, printable};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    length: i32,
    lead: f64,
    hourly: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    depth: Option<u8>,
    names: i32,
    columns: Vec<(&'static str, i32)>,
    tiers: Vec<Axis>,
    shades: Vec<Shade>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<(Option<i32>, String)>,
    still: Still,
    rows: Vec<Row>,
    ties: Vec<Tie>,
}

/// What lies between the foot of a strip and the next strip.
const STRIP_END: Px = Px::of(4);

/// Where the parts of the picture are, so that it can be cut for paper.
#[derive(Serialize)]
struct Still {
    width: f64,
    height: f64,
    /// Where time begins.
    left: f64,
    axis: f64,
    top: f64,
    bottom: f64,
    /// Where the load of each person ends.
    strips: Vec<f64>,
}

/// Where days off begin and end, and what they are called if they are holidays.
#[derive(Serialize)]
struct Shade(i32, i32, #[serde(skip_serializing_if = "Option::is_none")] Option<String>);

/// The axis for days at least `least` pixels wide.
#[derive(Serialize)]
struct Axis {
    least: f64,
    centred: bool,
    end: i32,
    upper: Vec<(i32, Vec<String>)>,
    lower: Vec<(i32, String)>,
}

#[derive(Default, Serialize)]
struct Row {
    id: String,
    name: String,
    level: u8,
    kind: u8,
    #[serde(skip_serializing_if = "is_blank")]
    cells: Vec<String>,
    /// A line parts it from what is above.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    parted: bool,
    /// Where its bar begins and ends; a milestone's instant twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    ends: Option<(i32, i32)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<Mark>,
    /// Where its slack ends, and whether that is in the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    slack: Option<(i32, bool)>,
    /// Its deadline, and up to where it exceeds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    flag: Option<Flag>,
    /// What stands beside it, in three parts, and how wide that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<(String, String, String, i32)>,
    /// What is told at the edge, and whether that is the right one.
    #[serde(skip_serializing_if = "Option::is_none")]
    edge: Option<(String, bool)>,
    when: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    notes: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<(&'static str, String)>,
    #[serde(skip_serializing_if = "is_blank")]
    why: Vec<String>,
    /// How busy somebody is: columns with begin, end, per cent of the height of all hours, and what they say; none over others.
    #[serde(skip_serializing_if = "Option::is_none")]
    load: Option<Vec<Column>>,
    #[serde(skip_serializing_if = "String::is_empty")]
    share: String,
    /// Something in the notes is bad.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    bad: bool,
}

/// A week or month of somebody: where it begins and ends, how high it is, what it says, and whether it is too much.
#[derive(Serialize)]
struct Column(i32, i32, i32, String, bool);

/// Where a deadline is, and up to where the item exceeds it.
#[derive(Serialize)]
struct Flag(i32, #[serde(skip_serializing_if = "Option::is_none")] Option<i32>);

#[derive(Serialize)]
struct Tie {
    from: usize,
    to: usize,
    kind: &'static str,
    critical: bool,
    drawn: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    lag: Option<String>,
}

#[allow(clippy::ptr_arg, reason = "serde hands over what the field is")]
fn is_blank(texts: &Vec<String>) -> bool {
    texts.iter().all(String::is_empty)
}

/// Returns the data of a page as JSON that may stand in a script element.
pub(super) fn json(screen: &Screen<'_>, cards: &Cards<'_, '_>) -> String {
    let mut paths = Paths::default();
    let rows = screen.rows.iter().zip(&screen.notes).map(|(item, note)| row(screen, cards, (item, note.as_deref()), &mut paths));
    let data = Data {
        length: screen.length.0,
        lead: pixels(LEAD),
        hourly: screen.hourly,
        depth: screen.depth,
        names: whole(screen.names),
        columns: screen.columns.iter().map(|(column, width)| (column.name(), whole(*width))).collect(),
        tiers: screen.tiers.iter().map(axis).collect(),
        shades: screen.shades.iter().map(|shade| Shade(shade.left.0, shade.right.0, shade.holiday.as_deref().map(clean))).collect(),
        as_of: screen.as_of.as_ref().map(|as_of| (as_of.line.map(|x| x.0), as_of.label.clone())),
        still: still(&screen.still),
        rows: with_load(with_heads(rows.collect(), &screen.heads), &screen.strips),
        ties: screen.ties.iter().map(|each| tie(each, &screen.heads)).collect(),
    };
    let json = serde_json::to_string(&data).unwrap_or_default();
    // Only texts can hold what HTML or an old JavaScript would act on, and texts may be escaped.
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// Puts the heads of groups over their rows, as phases without dates.
fn with_heads(rows: Vec<Row>, heads: &[Head]) -> Vec<Row> {
    let mut all = Vec::with_capacity(rows.len() + heads.len());
    let mut heads = heads.iter().enumerate().peekable();
    for (index, row) in rows.into_iter().enumerate() {
        if let Some((number, head)) = heads.next_if(|(_, head)| head.first == index) {
            let id = format!("g-group-{number}");
            all.push(Row { id, name: clean(&head.title), level: 1, parted: 0 < index, ..Row::default() });
        }
        all.push(row);
    }
    all
}

/// Puts the load of people below the rows, under a head of its own.
fn with_load(mut rows: Vec<Row>, strips: &Strips) -> Vec<Row> {
    if strips.list.is_empty() {
        return rows;
    }
    let (name, edge) = (strips.title.to_owned(), Some((strips.key.to_owned(), false)));
    let share = Strips::HEADING.to_owned();
    rows.push(Row { id: "w".to_owned(), name, edge, level: 1, parted: true, load: Some(Vec::new()), share, ..Row::default() });
    rows.extend(strips.list.iter().map(|strip| {
        let full = (strip.foot - strip.full).0.max(1);
        let column = |column: &LoadColumn| {
            let high = (strip.foot - column.top).0 * 100 / full;
            Column(column.left.0, column.right.0, high, column.words.clone(), column.over)
        };
        let columns: Vec<Column> = strip.columns.iter().map(column).collect();
        let when = if strip.share.is_empty() { String::new() } else { format!("{} of all hours are booked", strip.share) };
        let over: Vec<&str> = strip.columns.iter().filter(|column| column.over).map(|column| &*column.words).collect();
        Row {
            id: format!("w-{}", emit::svg::id(&strip.id)),
            name: clean(&strip.name),
            level: 2,
            kind: 1,
            load: Some(columns),
            share: strip.share.clone(),
            when,
            bad: !over.is_empty(),
            notes: over.join("; "),
            ..Row::default()
        }
    }));
    rows
}

fn row<'p>(
    screen: &Screen<'p>,
    cards: &Cards<'_, '_>,
    (item, note): (&crate::view::chart::Row<'p>, Option<&Note<'_>>),
    paths: &mut Paths,
) -> Row {
    let plan = screen.still.plan;
    let path = paths.next(plan, item.task);
    let task = plan.tasks.as_slice().get(item.task.index());
    let card = cards.get(item.task);
    let kind = match task.map(|task| task.kind) {
        Some(Kind::Phase) => 0,
        Some(Kind::Task) | None => 1,
        Some(Kind::Milestone) => 2,
    };
    let ends = item.bar.map(|bar| match bar {
        Bar::Task { left, right, .. } | Bar::Phase { left, right } => (left.0, right.0),
        Bar::Milestone { x, .. } => (x.0, x.0),
    });
    let is_bad = |notes: &str| notes.contains("late") || notes.contains("overdue") || notes.contains("failed");
    let (when, mut facts, notes, why) = card.map(|card| (card.when, card.facts, card.notes, card.why)).unwrap_or_default();
    facts.extend(screen.words.promised(item).map(|promised| ("baseline", promised)));
    Row {
        id: format!("t-{}", emit::svg::id(path)),
        name: clean(plan.title(item.task)),
        level: item.level,
        kind,
        cells: screen.columns.iter().map(|(column, _)| clean(&screen.words.cell(item, *column))).collect(),
        parted: item.parted,
        ends,
        marks: marks::of(item),
        slack: item.slack.map(|(_, right)| (right.0, right < screen.length)),
        flag: item.deadline.map(|flag| Flag(flag.x.0, flag.missed_to.map(|to| to.0))),
        note: note.map(|note| (clean(&note.name), clean(&note.said()), clean(&note.alarm), whole(note.width()))),
        edge: item.edge.as_ref().map(|edge| (edge.detail.clone(), edge.anchor == Anchor::End)),
        when,
        bad: is_bad(&notes),
        load: None,
        share: String::new(),
        notes: clean(&notes),
        facts: facts.into_iter().map(|(name, text)| (name, clean(&text))).collect(),
        why: by_turns(&why),
    }
}

/// Returns sentences as words and names by turns, words first.
fn by_turns(sentences: &[Sentence]) -> Vec<String> {
    let mut turns = vec![String::new()];
    for (index, sentence) in sentences.iter().enumerate() {
        let space = Word::Said(" ".to_owned());
        for word in std::iter::once(&space).filter(|_| 0 < index).chain(&sentence.0) {
            let (text, is_name) = match word {
                Word::Said(text) => (clean(text), false),
                Word::Name(text) => (clean(text), true),
            };
            let is_turn = (turns.len() % 2 == 0) == is_name;
            match turns.last_mut().filter(|_| is_turn) {
                Some(last) => last.push_str(&text),
                None => turns.push(text),
            }
        }
    }
    turns
}

fn axis(tiers: &Tiers) -> Axis {
    let thousandths = i32::try_from(tiers.thousand_days / 10).unwrap_or(i32::MAX);
    Axis {
        least: f64::from(thousandths) / 1_000.0,
        centred: tiers.centred,
        end: tiers.end.0,
        upper: tiers.upper.iter().map(|(x, labels)| (x.0, labels.clone())).collect(),
        lower: tiers.lower.iter().map(|(x, label)| (x.0, label.clone())).collect(),
    }
}

fn tie(tie: &crate::view::chart::Tie, heads: &[Head]) -> Tie {
    let at = |row: usize| row + heads.partition_point(|head| head.first <= row);
    let kind = match tie.link {
        Link::FinishToStart => "FS",
        Link::StartToStart => "SS",
        Link::FinishToFinish => "FF",
        Link::StartToFinish => "SF",
    };
    Tie { from: at(tie.from), to: at(tie.to), kind, critical: tie.critical, drawn: tie.drawn, lag: tie.lag.clone() }
}

fn still(chart: &Chart<'_>) -> Still {
    let frame = &chart.frame;
    Still {
        width: pixels(chart.width),
        height: pixels(chart.height),
        left: pixels(frame.left),
        axis: pixels(frame.axis_top),
        top: pixels(frame.top),
        bottom: pixels(frame.bottom),
        strips: chart.strips.list.iter().map(|strip| pixels(strip.foot + STRIP_END)).collect(),
    }
}

fn pixels(px: Px) -> f64 {
    f64::from(px.0) / 10.0
}

/// Returns a length in whole pixels, rounded up.
fn whole(px: Px) -> i32 {
    px.0.saturating_add(9).div_euclid(10)
}

/// Returns text of a plan so that it can be seen and does nothing.
fn clean(text: &str) -> String {
    printable(text).into_owned()
}
