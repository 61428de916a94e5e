//! Reasons behind a date, as text and as JSON.

use serde_json::{Value, json};

use super::ink::{Ink, Role};
use super::json::{driver_kind, driver_value, kind};
use crate::model::TaskId;
use crate::view::why::{Reason, Sentence, Why, Word};
use crate::view::{Paths, Reader, phrase, printable, wrap};

/// Of a longer chain the middle is counted.
const STEPS_SHOWN: usize = 24;

/// Returns the reasons as numbered paragraphs of at most `width` cells a line, the item itself first.
///
/// Names stand between asterisks, or are bold where colour is allowed.
#[must_use]
pub fn why(reader: &Reader<'_>, why: &Why, width: usize, ink: Ink) -> String {
    let mut out = String::new();
    let title = reader.plan.title(why.task);
    ink.write(&mut out, Role::Strong, &printable(title));
    if let Some(step) = why.steps.first() {
        let (start, finish) = (step.start.map(|start| start.day), step.finish.map(|finish| finish.day));
        if let Some((start, finish)) = start.zip(finish) {
            ink.write(&mut out, Role::Faint, &format!("  {}", phrase::day_span(start.min(finish), finish)));
        }
    }
    out.push_str("\n\n");
    let n = why.steps.len();
    let digits = n.to_string().len();
    let hidden = if n <= STEPS_SHOWN { 0..0 } else { STEPS_SHOWN / 2..n - STEPS_SHOWN / 2 };
    for (number, step) in why.steps.iter().enumerate() {
        if number == hidden.start && !hidden.is_empty() {
            out.push_str(&format!("{:digits$}  … {} more steps …\n", "", hidden.len()));
        }
        if !hidden.contains(&number) {
            paragraph(&step.sentences, &format!("{:>digits$}  ", number + 1), width, ink, &mut out);
        }
    }
    if !why.facts.is_empty() {
        out.push('\n');
        paragraph(&why.facts, "", width, ink, &mut out);
    }
    out
}

fn paragraph(sentences: &[Sentence], lead: &str, width: usize, ink: Ink, out: &mut String) {
    // Names are kept between two marks that no printable text holds while lines are broken.
    let text: Vec<String> = sentences.iter().map(|sentence| marked(sentence, ink)).collect();
    let margin = lead.chars().count();
    let mut lead = lead.to_owned();
    let mut in_name = false;
    for line in wrap(&text.join(" "), width.saturating_sub(margin).max(20)) {
        ink.write(out, Role::Faint, &lead);
        for (n, piece) in line.split(NAME).enumerate() {
            in_name = if n == 0 { in_name } else { !in_name };
            ink.write(out, if in_name { Role::Strong } else { Role::Plain }, piece);
        }
        out.push('\n');
        lead = " ".repeat(margin);
    }
}

/// A mark of no width around a name in colour.
const NAME: char = '\u{1}';

fn marked(sentence: &Sentence, ink: Ink) -> String {
    let word = |word: &Word| match (word, ink) {
        (Word::Said(said), _) => printable(said).into_owned(),
        (Word::Name(name), Ink::Plain) => format!("*{}*", printable(name)),
        (Word::Name(name), Ink::Colour) => format!("{NAME}{}{NAME}", printable(name)),
    };
    sentence.0.iter().map(word).collect()
}

/// Returns the reasons as JSON.
///
/// `{"version": 1, "item": {id, title, kind, start, finish, total_slack_min, critical}, "steps": [{id, title, kind, start,
/// finish, driver: {kind, id, date}, rivals: [{kind, id, allows, same}], sentence}], "facts": [sentence], "drives": [id]}`:
/// the item itself is the first step; times as in the schedule's JSON; `allows` is the start that a rival alone would have allowed.
#[must_use]
pub fn why_json(reader: &Reader<'_>, why: &Why) -> String {
    let paths = Paths::of(reader.plan);
    let steps: Vec<Value> = why.steps.iter().map(|step| step_value(reader, &paths, step)).collect();
    let facts: Vec<String> = why.facts.iter().map(|fact| fact.text(false)).collect();
    let drives: Vec<String> = why.drives.iter().map(|id| paths.get(*id)).collect();
    let mut item = item_value(reader, &paths, why.task);
    if let (Some(object), Some(dates)) = (item.as_object_mut(), reader.dates(why.task)) {
        object.insert("total_slack_min".to_owned(), json!(dates.total_slack.minutes()));
        object.insert("critical".to_owned(), json!(dates.critical));
    }
    let value = json!({"version": 1, "item": item, "steps": steps, "facts": facts, "drives": drives});
    serde_json::to_string_pretty(&value).expect("strings, numbers and lists are always JSON") + "\n"
}

fn item_value(reader: &Reader<'_>, paths: &Paths<'_>, task: TaskId) -> Value {
    let dates = reader.dates(task);
    json!({
        "id": paths.get(task),
        "title": reader.plan.title(task),
        "kind": kind(reader.plan.tasks[task].kind),
        "start": dates.map(|dates| phrase::iso(dates.start)),
        "finish": dates.map(|dates| phrase::iso(dates.finish)),
    })
}

fn step_value(reader: &Reader<'_>, paths: &Paths<'_>, step: &Reason) -> Value {
    let mut value = item_value(reader, paths, step.task);
    let rivals = step.rivals.iter().map(|rival| {
        let (kind, item) = driver_kind(reader, rival.driver);
        json!({
            "kind": kind, "id": item.map(|item| paths.get(item)), "allows": phrase::iso(rival.allows), "same": rival.binding,
        })
    });
    let sentence: Vec<String> = step.sentences.iter().map(|sentence| sentence.text(false)).collect();
    if let Some(object) = value.as_object_mut() {
        object.insert("driver".to_owned(), driver_value(reader, paths, step.task, step.driver));
        object.insert("rivals".to_owned(), Value::Array(rivals.collect()));
        object.insert("sentence".to_owned(), json!(sentence.join(" ")));
    }
    value
}
