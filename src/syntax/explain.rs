//! Why a line does not fit the grammar, in one sentence.
//!
//! pest says where it stopped and which rules would have fitted there. Two cases follow: a value is missing after a word,
//! which the table of words explains, or something stands where a clause should begin, and then what stands there tells what
//! was meant. Every explanation also says which stretch to blank out, so that the rest of the line can still be read.

use std::ops::Range;

use super::grammar::Rule;
use super::words::{CLAUSES, ITEMS, clause_at, item_at, synonym};
use crate::diagnostic::{Code, suggest};

/// One fault of a line; all places are bytes of its body.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) message: String,
    /// The smallest stretch that is wrong.
    pub(super) range: Range<usize>,
    pub(super) help: Option<String>,
    pub(super) fix: Option<Replacement>,
    /// What to blank out, so that the rest may be read.
    pub(super) blank: Range<usize>,
    /// The word to read in place of the line's first.
    pub(super) head: Option<&'static str>,
}

/// A text to write in place of another.
#[derive(Debug)]
pub(super) struct Replacement {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

impl Fault {
    fn new(code: Code, range: Range<usize>, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), blank: range.clone(), range, help: None, fix: None, head: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn fix(mut self, range: Range<usize>, text: impl Into<String>) -> Self {
        self.fix = Some(Replacement { range, text: text.into() });
        self
    }

    fn blank(mut self, blank: Range<usize>) -> Self {
        self.blank = blank;
        self
    }
}

/// The words whose value may be left out.
const FACTS: [&str; 5] = ["done", "started", "finished", "passed", "failed"];

/// Explains why `body` could not be read past `at`, where one of `expected` would have fitted.
pub(super) fn explain(body: &str, at: usize, expected: &[Rule]) -> Fault {
    let found = word_at(body, at);
    if let Some(quote) = unclosed(body) {
        return unclosed_title(body, quote);
    }
    if let Some(fault) = strange_character(body, at) {
        return fault;
    }
    let line = Words { body, found: found.clone() };
    if body.starts_with("- [") || body.starts_with("[") {
        let end = body.find(']').map_or(found.end.max(1), |at| at + 1);
        return Fault::new(Code::Syntax, 0..end, "an entry of a checklist begins with `- [ ]`, or `- [x]` when it is done")
            .blank(0..body.len());
    }
    if found.start == 0 {
        return line.first();
    }
    if found.is_empty() && line.before().ends_with(',') {
        return line.dangling_comma();
    }
    if expected.contains(&Rule::due) || expected.contains(&Rule::eol) || expected.is_empty() {
        return line.no_clause();
    }
    line.missing(expected)
}

/// Returns the word at or after `at`: a quoted text, or everything up to a space or comma; empty at the end of the body.
fn word_at(body: &str, at: usize) -> Range<usize> {
    let rest = body.get(at..).unwrap_or("");
    let start = at + rest.len() - rest.trim_start_matches(' ').len();
    let rest = body.get(start..).unwrap_or("");
    let quoted = rest.strip_prefix('"').and_then(|text| text.find('"')).map(|end| end + 2);
    let plain = || rest.find([' ', ',']).map_or(rest.len(), |end| end.max(usize::from(rest.starts_with(','))));
    start..start + quoted.unwrap_or_else(plain)
}

/// Returns where a quoted text begins that does not end.
fn unclosed(body: &str) -> Option<usize> {
    let mut open = None;
    let mut escaped = false;
    for (at, byte) in body.bytes().enumerate() {
        match byte {
            b'"' if !escaped => open = if open.is_none() { Some(at) } else { None },
            _ => {}
        }
        escaped = open.is_some() && byte == b'\\' && !escaped;
    }
    open
}

fn unclosed_title(body: &str, quote: usize) -> Fault {
    let end = body.len();
    Fault::new(Code::UnclosedTitle, quote..end, "a quoted text has no closing quote")
        .help("end it with `\"`; a quote inside it is written `\\\"`")
        .fix(end..end, "\"")
}

/// Explains characters that look right and are others.
fn strange_character(body: &str, at: usize) -> Option<Fault> {
    let rest = body.get(at..)?;
    let word = rest.get(..rest.find([' ', ',']).unwrap_or(rest.len()))?;
    let (offset, c) = word.char_indices().find(|(_, c)| !c.is_ascii() && !c.is_alphanumeric())?;
    let range = at + offset..at + offset + c.len_utf8();
    let fault = |message: String, ours: &str| {
        Some(
            Fault::new(Code::Syntax, range.clone(), message)
                .help(format!("write `{ours}`"))
                .fix(range.clone(), ours)
                .blank(word_at(body, at)),
        )
    };
    match c {
        '“' | '”' | '„' | '«' | '»' | '‟' | '＂' => fault(format!("`{c}` is no quotation mark here"), "\""),
        '–' | '—' | '‑' | '−' | '‐' => fault(format!("`{c}` is not the sign `-`"), "-"),
        '…' => fault("`…` is not the sign `..`".to_owned(), ".."),
        '→' | '⇒' => {
            Some(Fault::new(Code::Syntax, range, format!("`{c}` has no meaning here")).help("what an item waits for follows `after`"))
        }
        c if c.is_whitespace() => {
            let message = format!("this space is not an ordinary one (U+{:04X})", u32::from(c));
            Some(Fault::new(Code::Syntax, range.clone(), message).help("write a space").fix(range.clone(), " ").blank(range))
        }
        _ => None,
    }
}

/// A line with the word at which reading it stopped.
struct Words<'b> {
    body: &'b str,
    found: Range<usize>,
}

impl Words<'_> {
    fn text(&self) -> &str {
        self.body.get(self.found.clone()).unwrap_or("")
    }

    fn before(&self) -> &str {
        self.body.get(..self.found.start).unwrap_or("").trim_end_matches(' ')
    }

    fn rest(&self) -> &str {
        self.body.get(self.found.start..).unwrap_or("")
    }

    /// Returns the stretch from the word through what can only belong to it: up to the next clause, number or title.
    fn through_clause(&self) -> Range<usize> {
        let mut end = self.found.end;
        loop {
            let next = word_at(self.body, end);
            let text = self.body.get(next.start..).unwrap_or("");
            let is_ours = text.starts_with(|c: char| !c.is_ascii_digit() && c != '"') && clause_at(text).is_none();
            if next.is_empty() || !is_ours {
                break;
            }
            end = next.end;
        }
        let kept = self.body.get(..end).unwrap_or("").trim_end_matches([' ', ',']).len();
        self.with_comma(self.found.start)..kept.max(self.found.end)
    }

    /// Returns `start`, or the comma before it.
    fn with_comma(&self, start: usize) -> usize {
        let before = self.body.get(..start).unwrap_or("").trim_end_matches(' ');
        before.strip_suffix(',').map_or(start, str::len)
    }

    /// Explains a line whose very first word does not fit.
    fn first(&self) -> Fault {
        if let Some(word) = item_at(self.rest()).or_else(|| clause_at(self.rest())) {
            return self.after_word(word.text, word.then, 0);
        }
        let text = self.text();
        let plain = text.trim_end_matches(':');
        let range = self.found.clone();
        let fault =
            Fault::new(Code::UnknownKeyword, range.clone(), format!("`{text}` begins no item and no clause")).blank(0..self.body.len());
        if let Some(near) = synonym(plain).or_else(|| suggest(plain, all_words())) {
            return Fault { head: Some(near), ..fault }.help(format!("did you mean `{near}`?")).fix(range, near);
        }
        let fault = Fault { code: Code::Syntax, message: format!("no line begins with `{text}`"), ..fault };
        match text.chars().next() {
            Some('-' | '*' | '+' | '[') => fault.help("an entry of a checklist is `- [ ] what to do`, or `- [x]` when it is done"),
            Some('"') => fault.help(format!("say what it is: `task {text}`")).fix(0..0, "task "),
            Some('0'..='9') if text.contains(['-', '/', '.']) => {
                fault.help(format!("say what the date is: `due {text}`, `from {text}`, `on {text}`"))
            }
            Some('/') => fault.help("a comment begins with `#`"),
            _ => Fault { code: Code::UnknownKeyword, message: format!("`{text}` begins no item and no clause"), ..fault }
                .help("a line begins with a word such as `task`, `milestone`, `phase`, or with a clause such as `after`"),
        }
    }

    fn dangling_comma(&self) -> Fault {
        let comma = self.before().len() - 1;
        Fault::new(Code::Syntax, comma..comma + 1, "nothing follows the comma")
            .help("a list ends with its line; write the word again on the next one, or leave the comma out")
            .fix(comma..comma + 1, "")
    }

    /// Explains a word where a clause should begin.
    fn no_clause(&self) -> Fault {
        if let Some(word) = clause_at(self.rest()) {
            return self.after_word(word.text, word.then, self.found.start);
        }
        if let Some((start, text, then)) = self.opener().filter(|(_, text, _)| self.before().ends_with(text) && FACTS.contains(text)) {
            return self.after_word(text, then, start);
        }
        if let Some(fault) = self.taken_for_name() {
            return fault;
        }
        let text = self.text();
        match text.chars().next() {
            Some(c) if c.is_alphabetic() || c == '_' => self.unknown_word(),
            Some(c) if c.is_ascii_digit() => self.loose_number(),
            _ => self.loose_sign(),
        }
    }

    /// Explains a clause word that was read as a name because it stands where a name belongs: `task after b`.
    fn taken_for_name(&self) -> Option<Fault> {
        let before = self.before();
        let start = before.rfind([' ', ',']).map_or(0, |at| at + 1);
        let taken = before.get(start..).filter(|taken| clause_at(taken).is_some())?;
        let head = before.get(..start)?.trim_end_matches(' ');
        let opener = head.rsplit([' ', ',']).next()?;
        let word = item_at(opener).or_else(|| clause_at(opener)).filter(|_| head.len() < start)?;
        let message = format!("after `{}` comes {}, and `{taken}` was taken for it", word.text, word.then);
        Some(Fault::new(Code::Syntax, start..start + taken.len(), message).blank(self.through_clause()))
    }

    /// Explains a word that begins no clause.
    fn unknown_word(&self) -> Fault {
        let text = self.text();
        let range = self.found.clone();
        if item_at(self.rest()).is_some() {
            return Fault::new(Code::Syntax, range, format!("`{text}` begins an item of its own"))
                .help("one item a line")
                .blank(self.found.start..self.body.len());
        }
        let fault = Fault::new(Code::UnknownKeyword, range.clone(), format!("`{text}` begins no clause")).blank(self.through_clause());
        if let Some(near) = synonym(text).filter(|near| clause_at(near).is_some()).or_else(|| suggest(text, clause_words())) {
            return fault.help(format!("did you mean `{near}`?")).fix(range, near);
        }
        if let Some(swapped) = self.name_after_title() {
            return Fault { code: Code::Syntax, message: "a name stands before the title".to_owned(), ..fault }
                .help(format!("write `{}`", swapped.text))
                .fix(swapped.range, swapped.text);
        }
        match self.second_name() {
            Some(joined) => Fault { code: Code::Syntax, message: "a name is one word".to_owned(), ..fault }
                .help(format!("write `{}`, or a title in quotes", joined.text))
                .fix(joined.range, joined.text),
            None => fault.help("clauses begin with words such as `after`, `by` and `due`"),
        }
    }

    /// Joins the words after an item's first word to one name.
    fn second_name(&self) -> Option<Replacement> {
        let head = item_at(self.body)?;
        let before = self.before();
        let name = before.get(head.text.len()..)?.trim_start_matches(' ');
        if name.is_empty() || name.contains([' ', '"', ',']) {
            return None;
        }
        let end = self.through_clause().end;
        let words = self.body.get(self.found.start..end).filter(|words| !words.contains([',', '"', '(']))?;
        let joined: Vec<&str> = std::iter::once(name).chain(words.split_whitespace()).collect();
        let start = before.len() - name.len();
        Some(Replacement { range: start..end, text: joined.join("-").to_lowercase() })
    }

    /// Puts the word before the title that it follows, where the item has no name yet.
    fn name_after_title(&self) -> Option<Replacement> {
        let head = item_at(self.body)?;
        let title = self.before().get(head.text.len()..)?.trim_start_matches(' ');
        let start = self.before().len() - title.len();
        let next = word_at(self.body, self.found.end);
        let is_last = next.is_empty()
            || clause_at(self.body.get(next.start..)?).is_some()
            || self.body.get(next)?.starts_with(|c: char| c.is_ascii_digit());
        (is_last && title.starts_with('"') && word_at(self.body, start).len() == title.len())
            .then(|| Replacement { range: start..self.found.end, text: format!("{} {title}", self.text()) })
    }

    /// Explains a number or date that no word introduces.
    fn loose_number(&self) -> Fault {
        let text = self.text();
        let fault = Fault::new(Code::Syntax, self.found.clone(), format!("nothing says what `{text}` is"));
        let fault = fault.blank(self.with_comma(self.found.start)..self.found.end);
        let is_date = text.len() >= 8 && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'.'));
        if is_date {
            let word = if self.body.starts_with("milestone") { "on" } else { "due" };
            let at = self.found.start;
            return fault.help(format!("say `due {text}`, `from {text}` or `on {text}`")).fix(at..at, format!("{word} "));
        }
        if text.contains(':') {
            return fault.help("working hours follow their days: `week mon-fri 09:00-17:00`");
        }
        if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return fault.help("hours are written `09:00-17:00`");
        }
        fault.help("a name cannot begin with a digit; in quotes it may")
    }

    /// Explains a sign where a clause should begin.
    fn loose_sign(&self) -> Fault {
        let text = self.text();
        let first = text.chars().next().unwrap_or(' ');
        let sign = self.found.start..self.found.start + first.len_utf8();
        let fault = Fault::new(Code::Syntax, sign.clone(), format!("`{first}` has no meaning here")).blank(self.found.clone());
        if text.starts_with("->") || text.starts_with("=>") {
            let arrow = self.found.start..self.found.start + 2;
            return Fault {
                message: format!("`{}` has no meaning here", if text.starts_with('-') { "->" } else { "=>" }),
                range: arrow,
                blank: self.through_clause(),
                ..fault
            }
            .help("what an item waits for follows `after`");
        }
        match first {
            '"' => Fault { message: "a quoted text has no place here".to_owned(), range: self.found.clone(), ..fault }
                .help("a title stands right after the name of its item; a remark is `note \"…\"`"),
            '@' => fault.help("who does it follows `by`").fix(sign, "by "),
            '-' if self.before().ends_with(char::is_alphanumeric) && text.len() > 1 && self.before().len() == self.found.start => {
                fault.help("a range is written with two dots: `3d..5d`").fix(sign, "..")
            }
            '+' | '-' => {
                let lag = word_at(self.body, sign.end);
                let help = if lag.is_empty() {
                    format!("after `{first}` comes a lag such as `2d`")
                } else {
                    "a lag follows the name of an item; a date takes none".to_owned()
                };
                fault.help(help).blank(self.found.start..lag.end)
            }
            '(' => fault.help("the range of an estimate is written `5d (3d..10d)`"),
            '%' => fault.help("no space stands before `%`").fix(self.before().len()..sign.start, ""),
            ':' => fault.help("no sign stands between a word and what follows it").fix(sign, ""),
            ';' => fault.help("clauses stand apart by spaces or commas").fix(sign, ","),
            ',' => Fault { message: "nothing stands between two commas".to_owned(), ..fault }.fix(sign, ""),
            '.' => fault.help("a name holds no dot; what belongs to an item is indented below it"),
            _ => fault.help("names are letters, digits, `-` and `_`; everything else goes in quotes"),
        }
    }

    /// Explains a value that is missing after the last word of the language.
    fn missing(&self, expected: &[Rule]) -> Fault {
        match self.opener() {
            Some((start, text, then)) => self.after_word(text, then, start),
            None => {
                let wanted = expected.iter().find_map(|rule| phrase(*rule)).unwrap_or("something else");
                Fault::new(Code::Syntax, self.found.clone(), format!("here comes {wanted}")).blank(self.through_clause())
            }
        }
    }

    /// Returns the last word of the language before the place, where it begins and what follows it.
    fn opener(&self) -> Option<(usize, &'static str, &'static str)> {
        let mut opener = item_at(self.body).map(|word| (0, word.text, word.then));
        let mut at = 0;
        while at < self.found.start {
            let word = word_at(self.body, at);
            let is_name = opener.is_some_and(|(start, text, _)| start == 0 && word.start == text.len() + 1 && item_at(self.body).is_some());
            let found = self.body.get(word.start..).and_then(clause_at).filter(|_| !is_name && word.start < self.found.start);
            match found {
                Some(word_found) => {
                    opener = Some((word.start, word_found.text, word_found.then));
                    at = word.start + word_found.text.len();
                }
                None => at = word.end.max(at + 1),
            }
        }
        opener
    }

    /// Says what comes after the word that begins at `start`, and marks what stands there instead, or the word itself.
    fn after_word(&self, word: &str, then: &str, start: usize) -> Fault {
        let end = start + word.len();
        let next = if self.found.start > start { self.found.clone() } else { word_at(self.body, end) };
        let follows = self.body.get(next.start..).unwrap_or("");
        let is_other =
            next.is_empty() || clause_at(follows).is_some() || self.body.get(end..next.start).is_some_and(|gap| gap.contains(','));
        let range = if is_other { start..end } else { next.clone() };
        let blank = if is_other { self.with_comma(start)..next.start.min(end) } else { self.with_comma(start)..next.end };
        let fault = Fault::new(Code::Syntax, range, format!("after `{word}` comes {then}")).blank(blank);
        let found = self.body.get(next.clone()).unwrap_or("");
        match found.to_lowercase().as_str() {
            _ if is_other => fault,
            "soon" if word == "as" => fault.help("everything is planned as soon as possible unless it says `as late as possible`"),
            _ if word == "as" && self.body.starts_with("include") => {
                Fault { message: "after `as` comes the name of the phase that the file becomes".to_owned(), ..fault }
            }
            _ if word == "note" => {
                let text = next.start..self.body.len();
                let quoted = format!("\"{}\"", self.body.get(text.clone()).unwrap_or("").replace('"', ""));
                fault.help("put it in quotes").fix(text.clone(), quoted).blank(start..text.end)
            }
            _ if then.ends_with("in quotes") && word != "task" && item_at(word).is_none_or(|item| item.text == "include") => {
                fault.help("put it in quotes").fix(next, format!("\"{found}\""))
            }
            "today" | "tomorrow" | "now" => fault.help("dates are written out, so that the same plan is the same chart on any day"),
            found if item_at(word).is_some() && found.starts_with(|c: char| c.is_ascii_digit()) => {
                fault.help("a name begins with a letter; in quotes a title may begin with anything")
            }
            _ => fault,
        }
    }
}

/// The words that a slip may have meant; two letters are too few to tell.
fn clause_words() -> impl Iterator<Item = &'static str> {
    CLAUSES.iter().map(|word| word.text).filter(|word| word.len() > 2)
}

fn all_words() -> impl Iterator<Item = &'static str> {
    ITEMS.iter().map(|word| word.text).chain(clause_words())
}

/// Says what a rule stands for, where no word of the language says it better.
const fn phrase(rule: Rule) -> Option<&'static str> {
    match rule {
        Rule::id | Rule::title | Rule::path => Some("a name, or a title in quotes"),
        Rule::target => Some("the name of an item, or a date such as `2026-03-02`"),
        Rule::entry => Some("the name of a person or team"),
        Rule::date | Rule::dates | Rule::whole_days | Rule::moment | Rule::day | Rule::fixed_span => Some("a date such as `2026-03-02`"),
        Rule::time | Rule::stretch | Rule::hours => Some("hours such as `09:00-17:00`"),
        Rule::days | Rule::weekday => Some("a day of the week: mon, tue, wed, thu, fri, sat or sun"),
        Rule::amount | Rule::measure | Rule::estimate | Rule::duration | Rule::unit_word => Some("a length of time such as `5d`"),
        Rule::number | Rule::digits | Rule::decimal | Rule::factor => Some("a number"),
        Rule::money => Some("an amount in digits, such as `500`"),
        Rule::per => Some("`h` or `d`"),
        Rule::percent | Rule::share => Some("a percentage such as `40%`"),
        Rule::equation => Some("what a unit holds: `1d = 8h`"),
        Rule::word => Some("a word of letters, digits, `-` and `_`"),
        Rule::value => Some("an address or a word"),
        Rule::switch => Some("`on` or `off`"),
        Rule::alone => Some("`only`"),
        Rule::keeping_dates => Some("`keeping dates`"),
        Rule::open | Rule::ticked => Some("a box: `[ ]` or `[x]`"),
        Rule::text => Some("what is to be done"),
        Rule::task | Rule::milestone | Rule::phase | Rule::plan | Rule::untitled_plan | Rule::person | Rule::team | Rule::resource => {
            Some("an item")
        }
        Rule::calendar_item | Rule::include | Rule::chart | Rule::version | Rule::checklist | Rule::line => Some("an item"),
        Rule::after | Rule::by | Rule::due | Rule::done | Rule::before | Rule::on | Rule::effort | Rule::ends_after => Some("a clause"),
        Rule::from | Rule::until | Rule::starts | Rule::starts_by | Rule::starts_on | Rule::ends | Rule::ends_from => Some("a clause"),
        Rule::ends_by | Rule::ends_on | Rule::started | Rule::finished | Rule::remaining | Rule::passed => Some("a clause"),
        Rule::failed | Rule::gate | Rule::in_order | Rule::owner | Rule::priority | Rule::tag | Rule::link | Rule::key => Some("a clause"),
        Rule::note | Rule::calendar | Rule::cost | Rule::baseline | Rule::budget | Rule::as_late | Rule::delayed | Rule::works => {
            Some("a clause")
        }
        Rule::away | Rule::person_units | Rule::rate | Rule::of | Rule::capacity | Rule::email | Rule::start => Some("a clause"),
        Rule::end | Rule::as_of | Rule::week | Rule::holiday | Rule::holidays_from | Rule::currency | Rule::units => Some("a clause"),
        Rule::workday | Rule::leveling | Rule::like | Rule::clause | Rule::columns | Rule::depth | Rule::focus | Rule::critical => {
            Some("a clause")
        }
        Rule::only | Rule::theme | Rule::arrows | Rule::width | Rule::group_by | Rule::color_by | Rule::view => Some("a clause"),
        Rule::load | Rule::iso_weeks | Rule::no_slack | Rule::format | Rule::page | Rule::scale | Rule::font => Some("a clause"),
        Rule::eol => Some("the end of the line"),
        Rule::comma | Rule::join | Rule::more | Rule::keyword | Rule::also | Rule::column | Rule::charted | Rule::setting => None,
    }
}
