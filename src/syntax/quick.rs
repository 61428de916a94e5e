//! The lines that plans are mostly made of, taken apart without pest.
//!
//! pest's grammar is the language; this knows a small part of it by heart and is some twenty times as fast. It gives up
//! on everything else: a line with anything unusual in it, or with anything wrong, goes to pest, so that it can neither
//! accept what the grammar refuses nor explain what is wrong. A test compares both part by part.

use super::grammar::Rule;
use super::piece::Piece;

/// Words that begin a clause, of those that have several the first: after a comma they may end a list.
const KEYWORDS: &str = "after and arrows as away baseline before budget by calendar capacity color colour columns cost critical currency \
    delayed depth done due effort email end ends failed finished focus font format from gate group holiday holidays in iso key \
    leveling like link load no note of on only owner page passed priority rate remaining scale start started starts tag theme \
    units until view week width workday works";

/// Takes a line apart into `pieces`, which it empties first; tells whether it could.
pub(super) fn parse(text: &str, pieces: &mut Vec<Piece>) -> bool {
    pieces.clear();
    Quick { bytes: text.as_bytes(), at: 0, pieces }.line().is_some()
}

/// A place in a line. Every method that returns `None` gives the line up.
struct Quick<'a> {
    bytes: &'a [u8],
    at: usize,
    pieces: &'a mut Vec<Piece>,
}

impl Quick<'_> {
    fn line(&mut self) -> Option<()> {
        if let Some(item) = self.item() {
            self.leaf(item, 0);
            self.name()?;
        } else {
            self.clause()?;
        }
        while self.at < self.bytes.len() {
            self.at += if self.looks_at(b", ") { 2 } else { usize::from(self.peek() == b' ') };
            self.clause()?;
        }
        self.leaf(Rule::eol, self.at);
        Some(())
    }

    /// Reads the word of an item and the space after it.
    fn item(&mut self) -> Option<Rule> {
        let items: [(&[u8], Rule); 3] = [(b"task ", Rule::task), (b"milestone ", Rule::milestone), (b"phase ", Rule::phase)];
        let (word, rule) = items.into_iter().find(|(word, _)| self.bytes.starts_with(word))?;
        self.at = word.len();
        Some(rule)
    }

    /// Reads an id, a title, or both.
    fn name(&mut self) -> Option<()> {
        if self.peek() != b'"' {
            let start = self.at;
            self.id()?;
            self.leaf(Rule::id, start);
            if !self.looks_at(b" \"") {
                return Some(());
            }
            self.at += 1;
        }
        self.titled(Rule::title)
    }

    fn clause(&mut self) -> Option<()> {
        let start = self.at;
        if self.peek().is_ascii_digit() {
            return self.duration();
        }
        match self.word() {
            b"after" => self.targets(Rule::after, start),
            b"before" => self.targets(Rule::before, start),
            b"by" => self.entries(start),
            b"due" => self.holding(Rule::due, start, Self::target),
            b"on" => self.holding(Rule::on, start, Self::target),
            b"from" => {
                self.holding(Rule::from, start, Self::target)?;
                (!self.looks_at(b" until ")).then_some(())
            }
            b"effort" => self.holding(Rule::effort, start, Self::duration),
            b"priority" => self.holding(Rule::priority, start, Self::number),
            b"tag" => self.holding(Rule::tag, start, Self::tags),
            b"note" => self.holding(Rule::note, start, |this| this.titled(Rule::title)),
            b"started" => self.dated(Rule::started, start),
            b"finished" => self.dated(Rule::finished, start),
            b"done" => self.done(start),
            b"in" => {
                self.skip(b" order")?;
                self.ends_here()?;
                self.leaf(Rule::in_order, start);
                Some(())
            }
            _ => None,
        }
    }

    /// Reads the space after a clause's word and what follows it.
    fn holding(&mut self, rule: Rule, start: usize, mut value: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        let at = self.open(rule, start);
        self.skip(b" ")?;
        value(self)?;
        self.close(at);
        Some(())
    }

    fn targets(&mut self, rule: Rule, start: usize) -> Option<()> {
        self.holding(rule, start, |this| {
            this.target()?;
            while this.joins()? {
                this.target()?;
            }
            Some(())
        })
    }

    fn entries(&mut self, start: usize) -> Option<()> {
        self.holding(Rule::by, start, |this| {
            this.entry()?;
            while this.joins()? {
                this.entry()?;
            }
            Some(())
        })
    }

    fn tags(&mut self) -> Option<()> {
        loop {
            let start = self.at;
            self.id()?;
            self.leaf(Rule::word, start);
            if !self.joins()? {
                return Some(());
            }
        }
    }

    /// Passes what joins two names of a list; tells whether there is another.
    fn joins(&mut self) -> Option<bool> {
        let ahead = if self.looks_at(b" and ") {
            5
        } else if self.peek() != b',' {
            return Some(false);
        } else {
            1 + usize::from(self.looks_at(b", "))
        };
        let rest = self.bytes.get(self.at + ahead..)?;
        let letters = rest.iter().take_while(|byte| continues(**byte)).count();
        let word = rest.get(..letters)?;
        let is_name = rest.first().is_some_and(|byte| *byte == b'_' || byte.is_ascii_alphabetic()) && !is_keyword(word);
        self.at += ahead;
        is_name.then_some(true)
    }

    /// Reads a date, or a path with its lag.
    fn target(&mut self) -> Option<()> {
        let start = self.at;
        if self.peek().is_ascii_digit() {
            self.day()?;
        } else {
            self.path()?;
            if self.looks_at(b" + ") || self.looks_at(b" - ") {
                self.at += 3;
                self.measure()?;
            }
            (self.ends_here().is_some() && !self.looks_at(b" +") && !self.looks_at(b" -")).then_some(())?;
        }
        self.leaf(Rule::target, start);
        Some(())
    }

    /// Reads somebody, with a share or without.
    fn entry(&mut self) -> Option<()> {
        let start = self.at;
        self.path()?;
        if self.peek() == b' ' && self.after_next().is_ascii_digit() {
            self.at += 1;
            self.digits();
            self.skip(b"%")?;
        }
        (self.ends_here().is_some() && !self.looks_at(b" of")).then_some(())?;
        self.leaf(Rule::entry, start);
        Some(())
    }

    fn path(&mut self) -> Option<()> {
        self.id()?;
        while self.peek() == b'.' {
            self.at += 1;
            self.id()?;
        }
        Some(())
    }

    /// Reads letters that begin like a name and end where no name goes on.
    fn id(&mut self) -> Option<()> {
        let first = self.peek();
        (first == b'_' || first.is_ascii_alphabetic()).then_some(())?;
        let rest = self.bytes.get(self.at..)?;
        self.at += rest.iter().position(|byte| !continues(*byte)).unwrap_or(rest.len());
        self.peek().is_ascii().then_some(())
    }

    fn titled(&mut self, rule: Rule) -> Option<()> {
        let start = self.at;
        self.skip(b"\"")?;
        let rest = self.bytes.get(self.at..)?;
        let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
        self.at += end;
        self.skip(b"\"")?;
        self.ends_here()?;
        self.leaf(rule, start);
        Some(())
    }

    fn duration(&mut self) -> Option<()> {
        let start = self.at;
        self.measure()?;
        self.leaf(Rule::duration, start);
        Some(())
    }

    /// Reads whole days, hours or weeks that nothing else belongs to.
    fn measure(&mut self) -> Option<()> {
        (0 < self.digits()).then_some(())?;
        matches!(self.peek(), b'd' | b'h' | b'w').then_some(())?;
        self.at += 1;
        self.ends_here()?;
        (self.peek() != b' ' || !matches!(self.after_next(), b'e' | b'(')).then_some(())
    }

    fn number(&mut self) -> Option<()> {
        let start = self.at;
        (0 < self.digits()).then_some(())?;
        self.ends_here()?;
        self.leaf(Rule::number, start);
        Some(())
    }

    /// Reads a day written as it should be, with no time after it.
    fn day(&mut self) -> Option<()> {
        let shape = self.bytes.get(self.at..self.at + 10)?;
        let fits = shape.iter().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() });
        fits.then_some(())?;
        self.at += 10;
        self.ends_here()?;
        (self.peek() != b' ' || !self.after_next().is_ascii_digit()).then_some(())
    }

    /// Reads a fact, with its day or without.
    fn dated(&mut self, rule: Rule, start: usize) -> Option<()> {
        self.ends_here()?;
        let at = self.open(rule, start);
        if self.peek() == b' ' && self.after_next().is_ascii_digit() {
            self.at += 1;
            let start = self.at;
            self.day()?;
            self.leaf(Rule::date, start);
        }
        self.close(at);
        Some(())
    }

    /// Reads `done`, with its percentage or without.
    fn done(&mut self, start: usize) -> Option<()> {
        self.ends_here()?;
        let at = self.open(Rule::done, start);
        if self.peek() == b' ' && self.after_next().is_ascii_digit() {
            self.at += 1;
            let start = self.at;
            self.digits();
            self.skip(b"%")?;
            self.ends_here()?;
            self.leaf(Rule::share, start);
        }
        self.close(at);
        Some(())
    }

    /// Tells whether a part may end here: before the line's end, a comma, or one space.
    fn ends_here(&self) -> Option<()> {
        let ends = self.at == self.bytes.len() || self.peek() == b',' || (self.peek() == b' ' && self.after_next() != b' ');
        ends.then_some(())
    }

    fn word(&mut self) -> &[u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let len = rest.iter().position(|byte| !byte.is_ascii_lowercase()).unwrap_or(rest.len());
        self.at += len;
        rest.get(..len).unwrap_or_default()
    }

    fn digits(&mut self) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let len = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        self.at += len;
        len
    }

    /// Returns the byte here; NUL, which no line holds, at its end.
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn after_next(&self) -> u8 {
        self.bytes.get(self.at + 1).copied().unwrap_or(0)
    }

    fn looks_at(&self, expected: &[u8]) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(expected))
    }

    fn skip(&mut self, expected: &[u8]) -> Option<()> {
        let is_there = self.looks_at(expected);
        self.at += expected.len();
        is_there.then_some(())
    }

    /// Adds a part without parts, from `start` to here.
    fn leaf(&mut self, rule: Rule, start: usize) {
        self.pieces.push(Piece { rule, start: offset(start), end: offset(self.at), inside: 0 });
    }

    /// Begins a part that holds others; returns where it is among the pieces.
    fn open(&mut self, rule: Rule, start: usize) -> usize {
        self.leaf(rule, start);
        self.pieces.len() - 1
    }

    /// Ends a part with the last one inside it.
    fn close(&mut self, at: usize) {
        let (inside, end) = (offset(self.pieces.len() - at - 1), offset(self.at));
        if let Some(piece) = self.pieces.get_mut(at) {
            (piece.inside, piece.end) = (inside, end);
        }
    }
}

const fn continues(byte: u8) -> bool {
    matches!(byte, b'_' | b'-') || byte.is_ascii_alphanumeric()
}

fn is_keyword(word: &[u8]) -> bool {
    word.iter().all(u8::is_ascii_lowercase) && KEYWORDS.split(' ').any(|keyword| keyword.as_bytes() == word)
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use pest::Parser;

    use super::*;
    use crate::syntax::grammar::PlanGrammar;
    use crate::syntax::piece;
    use crate::syntax::words::CLAUSES;

    /// Compares both readers on one line; tells whether the quick one took it.
    #[track_caller]
    fn agrees(line: &str) -> bool {
        let (mut quick, mut slow) = (Vec::new(), Vec::new());
        if !parse(line, &mut quick) {
            return false;
        }
        let pairs = PlanGrammar::parse(Rule::line, line).unwrap_or_else(|error| panic!("only the quick reader takes `{line}`: {error}"));
        piece::add(pairs.clone().next().expect("a line").into_inner(), &mut slow);
        assert_eq!(quick, slow, "`{line}`");
        true
    }

    #[test]
    fn every_clause_word_ends_a_list() {
        for word in CLAUSES {
            let first = word.text.split(' ').next().unwrap_or("");
            assert!(is_keyword(first.as_bytes()), "`{first}` is missing among the keywords");
        }
    }

    #[test]
    fn common_lines_are_taken() {
        let lines = [
            "task wireframes 3d",
            "task templates \"Page templates\" 10d by ana, ben 50% after design.start + 2d, content and wireframes",
            "task \"Write it\" effort 12d by ana after x - 1d",
            "milestone go-live after build due 2026-05-08",
            "phase design in order",
            "after a, b and c.end - 3w",
            "done 40%",
            "started 2026-03-19 done tag a, b priority 700",
            "from 2026-03-02 note \"Wait — for fonts.\"",
        ];
        for line in lines {
            assert!(agrees(line), "`{line}` was left to pest");
        }
    }

    #[test]
    fn unusual_lines_are_left() {
        let lines =
            ["task a  3d", "task é 3d", "task a 5d (3d..9d)", "task a 3d elapsed", "after a, done", "by 2 of web", "nonsense", "task", ""];
        for line in lines {
            assert!(!agrees(line), "`{line}` was taken");
        }
    }

    const PARTS: &str = "task |milestone |phase |a|b-1|x.y|person |after |before |by |due |on |from |until |effort |priority |tag |note \
        |started |finished |done |in order|in |order|gate|key |start|.end|of| of | and |, |,| |  | + | - |+|-|.|..|3d|12h|2w|1.5d|3 days\
        | elapsed|e|(1d..2d)|2026-03-02|2026-02-30| 14:00|T14:00|7|50%|%|\"T\"|\"a\\\"b\"|\"|é|_|web";

    /// Lines put together from parts at random, right and wrong ones, are read alike wherever both read them.
    #[test]
    fn both_readers_agree() {
        let parts: Vec<&str> = PARTS.split('|').collect();
        let mut state = 0x2545_f491_u32;
        let mut draw = |n: usize| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state as usize % n
        };
        let mut n_taken = 0;
        for _ in 0..60_000 {
            let mut line = if draw(3) == 0 { String::new() } else { format!("{}{}", parts[draw(3)], parts[3 + draw(3)]) };
            for _ in 0..draw(6) {
                line.push_str([" ", ", ", "", ""][draw(4)]);
                line.push_str(parts[draw(parts.len())]);
            }
            n_taken += usize::from(agrees(line.trim_end_matches(' ')));
        }
        assert!(3_000 < n_taken, "only {n_taken} lines were taken");
    }
}
