//! The words of the language and what follows each: what messages, suggestions and recovery know beside the grammar.

/// A word that begins an item or a clause.
pub(super) struct Word {
    /// The word; two where only both together are one.
    pub(super) text: &'static str,
    /// What comes after it, for "after `due` comes …".
    pub(super) then: &'static str,
}

const fn word(text: &'static str, then: &'static str) -> Word {
    Word { text, then }
}

const DATE: &str = "a date such as `2026-03-02`";
const DATE_OR_NAME: &str = "a date such as `2026-03-02`, or an item's name";
const MONEY: &str = "an amount in digits, such as `500`";
const NAME: &str = "a name, or a title in quotes";
const LENGTH: &str = "a length of time such as `5d`";
const CALENDAR: &str = "the name of a calendar";
const HOURS: &str = "days and hours: `mon-fri 09:00-17:00`";
const DAYS: &str = "a day or a range of days: `2026-04-13..2026-04-17`";

/// The words that begin an item.
pub(super) const ITEMS: [Word; 11] = [
    word("task", NAME),
    word("milestone", NAME),
    word("phase", NAME),
    word("plan", NAME),
    word("person", NAME),
    word("team", NAME),
    word("resource", NAME),
    word("calendar", NAME),
    word("include", "the name of a file in quotes"),
    word("chart", NAME),
    word("gantline", "the version of the language: `gantline 1`"),
];

/// The words that begin a clause.
pub(super) const CLAUSES: [Word; 76] = [
    word("after", "the name of what it waits for"),
    word("by", "the name of who does it"),
    word("due", DATE_OR_NAME),
    word("done", "a percentage such as `40%`"),
    word("before", "the name of what waits for it"),
    word("on", DATE_OR_NAME),
    word("effort", LENGTH),
    word("ends after", "the name of what it ends after"),
    word("ends from", DATE_OR_NAME),
    word("ends by", DATE_OR_NAME),
    word("ends on", DATE_OR_NAME),
    word("ends", "`after`, `from`, `by` or `on`"),
    word("starts by", DATE_OR_NAME),
    word("starts on", DATE_OR_NAME),
    word("starts", "`by` or `on`"),
    word("from", DATE_OR_NAME),
    word("until", DATE_OR_NAME),
    word("started", DATE),
    word("finished", DATE),
    word("passed", DATE),
    word("failed", DATE),
    word("remaining", LENGTH),
    word("delayed", LENGTH),
    word("gate", "nothing: who decides is said with `by`"),
    word("in order", "nothing more"),
    word("in", "`order`"),
    word("owner", "the name of who answers for it"),
    word("priority", "a number from 0 to 1000"),
    word("tag", "a word of letters, digits, `-` and `_`"),
    word("link", "an address such as `https://example.org`"),
    word("key", "the item's name in the other system, such as `PROJ-12`"),
    word("note", "a text in quotes"),
    word("calendar", CALENDAR),
    word("cost", MONEY),
    word("baseline", "a day or a range of days, or on a chart the name of a file in quotes"),
    word("budget", MONEY),
    word("as of", DATE),
    word("as late as possible", "nothing more"),
    word("as", "`late as possible`, or `of` and a date"),
    word("start", DATE),
    word("end", DATE),
    word("week", HOURS),
    word("workday", DAYS),
    word("works", HOURS),
    word("holidays from", "the name of a file in quotes"),
    word("holiday", DAYS),
    word("away", DAYS),
    word("currency", "the letters of a currency, such as `EUR`"),
    word("units", "what each unit holds: `1d = 8h, 1w = 40h`"),
    word("leveling", "`on` or `off`"),
    word("like", CALENDAR),
    word("rate", "money per hour or day, such as `80/h`"),
    word("capacity", "a number"),
    word("of", "the names of its members"),
    word("email", "an address such as `ana@example.org`"),
    word("columns", "the names of columns, such as `start, finish`, or `none`"),
    word("depth", "how many levels of the outline are drawn, such as `2`"),
    word("focus", "the name of the item that it is about"),
    word("critical", "nothing more"),
    word("only", "a tag"),
    word("theme", "`auto`, `light`, `dark`, `print`, or the name of a file in quotes"),
    word("arrows", "`all`, `critical` or `none`"),
    word("width", "a number of pixels, such as `1200`"),
    word("group by", "`phase`, `owner`, `tag` or `status`"),
    word("group", "`by`, and what"),
    word("color by", "`phase`, `owner`, `tag` or `status`"),
    word("view", "`milestones` or `gantt`"),
    word("load", "nothing more"),
    word("iso weeks", "nothing more"),
    word("iso", "`weeks`"),
    word("no slack", "nothing more"),
    word("no", "`slack`"),
    word("format", "`svg`, `png`, `pdf`, `html` or `txt`"),
    word("page", "a sheet of paper, such as `a4` or `a3-landscape`"),
    word("scale", "how many pixels each becomes, such as `2` or `1.5`"),
    word("font", "the name of a file in quotes"),
];

/// Words of other tools and of daily speech, with the word that they stand for.
const SYNONYMS: [(&str, &str); 37] = [
    ("section", "phase"),
    ("group", "phase"),
    ("epic", "phase"),
    ("stage", "phase"),
    ("summary", "phase"),
    ("activity", "task"),
    ("story", "task"),
    ("ticket", "task"),
    ("todo", "task"),
    ("step", "task"),
    ("job", "task"),
    ("project", "plan"),
    ("title", "plan"),
    ("user", "person"),
    ("member", "person"),
    ("deadline", "due"),
    ("depends", "after"),
    ("needs", "after"),
    ("requires", "after"),
    ("follows", "after"),
    ("then", "after"),
    ("assigned", "by"),
    ("assignee", "by"),
    ("with", "by"),
    ("progress", "done"),
    ("complete", "done"),
    ("completed", "finished"),
    ("begin", "from"),
    ("begins", "from"),
    ("vacation", "away"),
    ("leave", "away"),
    ("label", "tag"),
    ("comment", "note"),
    ("url", "link"),
    ("to", "until"),
    ("who", "by"),
    ("paper", "page"),
];

/// Returns the word that another one stands for.
pub(super) fn synonym(word: &str) -> Option<&'static str> {
    SYNONYMS.iter().find(|(other, _)| other.eq_ignore_ascii_case(word)).map(|(_, ours)| *ours)
}

/// Returns the clause word at the beginning of `text`, the longest there is.
pub(super) fn clause_at(text: &str) -> Option<&'static Word> {
    CLAUSES.iter().filter(|word| begins(text, word.text)).max_by_key(|word| word.text.len())
}

/// Returns the item word at the beginning of `text`.
pub(super) fn item_at(text: &str) -> Option<&'static Word> {
    ITEMS.iter().find(|word| begins(text, word.text))
}

/// Tells whether `text` begins with the words of `phrase`, however many spaces stand between them.
fn begins(text: &str, phrase: &str) -> bool {
    if text.as_bytes().first() != phrase.as_bytes().first() {
        return false;
    }
    let mut rest = text;
    for word in phrase.split(' ') {
        let Some(after) = rest.trim_start_matches(' ').strip_prefix(word) else { return false };
        if after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')) {
            return false;
        }
        rest = after;
    }
    true
}
