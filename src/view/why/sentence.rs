//! Sentences of words and names.

use crate::calendar::Work;
use crate::model::Units;
use crate::view::phrase;

/// A sentence with its full stop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(pub Vec<Word>);

/// A stretch of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Words of ours.
    Said(String),
    /// A name from the plan: not escaped.
    Name(String),
}

impl Sentence {
    /// Returns an empty sentence.
    #[must_use]
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds words.
    pub(super) fn say(mut self, words: impl AsRef<str>) -> Self {
        match self.0.last_mut() {
            Some(Word::Said(said)) => said.push_str(words.as_ref()),
            Some(Word::Name(_)) | None => self.0.push(Word::Said(words.as_ref().to_owned())),
        }
        self
    }

    /// Adds a name.
    pub(super) fn name(mut self, name: &str) -> Self {
        self.0.push(Word::Name(name.to_owned()));
        self
    }

    /// Adds names as a list: `a`, `a and b`, `a, b and 3 more`.
    pub(super) fn names(mut self, names: &[&str], shown: usize) -> Self {
        let n = names.len().min(shown);
        let more = names.len() - n;
        for (at, name) in names.iter().take(n).enumerate() {
            let before = match at {
                0 => "",
                _ if at + 1 == n && more == 0 => " and ",
                _ => ", ",
            };
            self = self.say(before).name(name);
        }
        if more == 0 { self } else { self.say(format!(" and {more} more")) }
    }

    /// Returns the sentence with every name between asterisks if `set_off`, else bare.
    #[must_use]
    pub fn text(&self, set_off: bool) -> String {
        let word = |word: &Word| match word {
            Word::Said(said) => said.clone(),
            Word::Name(name) if set_off => format!("*{name}*"),
            Word::Name(name) => name.clone(),
        };
        self.0.iter().map(word).collect()
    }
}

/// Returns working time in whole words: `5 days`, `1 day`, `2.5 days`, `4 hours`.
pub(super) fn length(work: Work, units: &Units) -> String {
    match phrase::work(work, units).as_str() {
        "0.5 d" => "half a day".to_owned(),
        short => spelled(short),
    }
}

/// Returns a length with its unit spelled out: `5 d` is `5 days`.
pub(super) fn spelled(short: &str) -> String {
    let (number, unit) = short.split_once(' ').unwrap_or((short, ""));
    let unit = match unit {
        "d" => "day",
        "h" => "hour",
        "min" => "minute",
        other => other,
    };
    let plural = if number == "1" { "" } else { "s" };
    format!("{number} {unit}{plural}")
}
