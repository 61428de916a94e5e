//! Plans made at random, of what MS Project's format can say: the same seed gives the same text.

use std::fmt::Write as _;

/// A stream of numbers (splitmix64).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[usize::try_from(self.below(list.len() as u64)).unwrap()]
    }
}

/// What a random plan may hold.
#[derive(Clone, Copy)]
pub struct Shape {
    pub tasks: u64,
    /// Hundredths of the tasks that have a date of their own.
    pub constraints: u64,
    /// Tasks as late as possible, and then nothing that makes slack negative.
    pub late: bool,
    pub progress: bool,
    pub people: bool,
    /// Every item has a number, as an imported plan has.
    pub keys: bool,
}

const WEEKS: [&str; 4] = [
    "mon-fri 09:00-17:00",
    "mon-fri 08:00-12:00, 13:00-17:00",
    "mon-thu 07:30-12:00, 12:30-16:30\n  week fri 07:30-12:30",
    "sun-thu 09:00-13:00, 14:00-18:00",
];

/// Returns a plan of about so many tasks.
pub fn plan(seed: u64, shape: Shape) -> String {
    let mut maker = Maker { chance: Chance::new(seed), shape, out: String::new(), known: Vec::new(), n: 0, sealed: Vec::new() };
    maker.head(seed);
    maker.items(0);
    maker.out
}

/// An item that others may wait for.
struct Known {
    name: String,
    is_phase: bool,
    is_elapsed: bool,
}

struct Maker {
    chance: Chance,
    shape: Shape,
    out: String,
    known: Vec<Known>,
    n: u64,
    /// Items that stand before each open phase: all that may be named from its own line.
    sealed: Vec<usize>,
}

impl Maker {
    fn head(&mut self, seed: u64) {
        let chance = &mut self.chance;
        let _ = writeln!(self.out, "plan \"Network {seed}\"\n  start 2026-{:02}-{:02}", 1 + chance.below(6), 1 + chance.below(28));
        let _ = writeln!(self.out, "  week {}\n  leveling off\n  currency EUR", chance.pick(&WEEKS));
        for n in 0..chance.below(6) {
            let (month, day) = (1 + n * 2 + chance.below(2), 1 + chance.below(26));
            let long = if chance.percent(30) { format!("..2026-{month:02}-{:02}", day + 2) } else { String::new() };
            let _ = writeln!(self.out, "  holiday 2026-{month:02}-{day:02}{long}");
        }
        self.out.push_str("calendar six\n  week mon-sat 08:00-12:00, 13:00-15:00\n  holiday 2026-05-01\n");
        self.out.push_str("calendar late like standard\n  week mon-wed 12:00-20:00\n");
        if self.shape.keys {
            // A calendar that nobody uses does not come back.
            self.out.push_str("task early 1d calendar six key 1\ntask evening 1d calendar late key 2\n");
        }
        if self.shape.people {
            self.out.push_str("person ana\nperson ben rate 80/h\n  away 2026-03-29..2026-03-31\nperson cleo 50%\n");
        }
    }

    fn items(&mut self, level: usize) {
        let here = if level == 0 { self.shape.tasks } else { 2 + self.chance.below(9) };
        for _ in 0..here {
            if self.shape.tasks <= self.n {
                return;
            }
            if level < 3 && self.chance.percent(if level == 0 { 30 } else { 12 }) {
                self.phase(level);
            } else {
                self.leaf(level);
            }
        }
        if level == 0 && self.n < self.shape.tasks {
            self.items(level);
        }
    }

    fn phase(&mut self, level: usize) {
        let name = format!("p{}", self.out.lines().count());
        let _ = write!(self.out, "{:level$}phase {name}", "", level = level * 2);
        let before = self.known.len();
        if 0 < before && self.chance.percent(40) {
            self.link(before, &["after"], true);
        }
        self.key();
        if !self.shape.late && self.chance.percent(8) {
            let date = self.date();
            let _ = write!(self.out, " from {date}");
        }
        self.out.push('\n');
        self.sealed.push(before);
        self.items(level + 1);
        if self.known.len() == before {
            self.leaf(level + 1);
        }
        self.sealed.pop();
        self.known.push(Known { name, is_phase: true, is_elapsed: false });
    }

    fn leaf(&mut self, level: usize) {
        self.n += 1;
        let name = format!("t{}", self.n);
        let is_milestone = self.chance.percent(10);
        let _ = write!(self.out, "{:level$}{} {name}", "", if is_milestone { "milestone" } else { "task" }, level = level * 2);
        let is_elapsed = !is_milestone && self.chance.percent(4);
        let who = if self.shape.people && !is_milestone && !is_elapsed && self.chance.percent(40) {
            self.chance.pick(&["ana", "ben", "cleo", "ana 50%", "ana, ben"])
        } else {
            ""
        };
        let calendar = if !is_milestone && self.chance.percent(12) { self.chance.pick(&["six", "late"]) } else { "" };
        if !is_milestone {
            let span = self.length();
            // A span in the hours of people who work others is work there: the format has no word for it.
            let is_work = !who.is_empty() && (who.contains("ben") || !calendar.is_empty() || self.chance.percent(30));
            // Whole weeks of work are told in days where more than one person's full time is in them.
            let length = if is_work { format!("{}d", self.chance.pick(&[1, 2, 3, 4, 6, 7, 8, 9])) } else { span };
            let (before, behind) = (if is_work { "effort " } else { "" }, if is_elapsed { " elapsed" } else { "" });
            let _ = write!(self.out, " {before}{length}{behind}");
        }
        if !who.is_empty() {
            let _ = write!(self.out, " by {who}");
        }
        let before = self.known.len();
        let waits = 0 < before && self.chance.percent(85);
        if waits {
            self.links(before, is_milestone);
        }
        if self.chance.below(100) < self.shape.constraints {
            self.bind(waits);
        }
        if !calendar.is_empty() {
            let _ = write!(self.out, " calendar {calendar}");
        }
        self.rest(is_milestone);
        self.key();
        self.out.push('\n');
        self.known.push(Known { name, is_phase: false, is_elapsed });
    }

    fn key(&mut self) {
        if self.shape.keys {
            let n = 1_000 + self.out.lines().count();
            let _ = write!(self.out, " key {n}");
        }
    }

    /// Priorities, deadlines, progress, notes.
    fn rest(&mut self, is_milestone: bool) {
        if self.chance.percent(6) {
            let _ = write!(self.out, " priority {}", 501 + self.chance.below(500));
        }
        if !self.shape.late && self.chance.percent(6) {
            let date = self.date();
            let _ = write!(self.out, " due {date}");
        }
        if self.shape.progress && !is_milestone && self.chance.percent(12) {
            let date = self.date();
            let _ = write!(self.out, " started {date}");
            let done = self.chance.below(10) * 10;
            if 0 < done {
                let _ = write!(self.out, " done {done}%");
            }
        }
        if self.chance.percent(5) {
            self.out.push_str(" note \"See < & > \\\"there\\\".\"");
        }
    }

    fn length(&mut self) -> String {
        match self.chance.below(10) {
            0 => format!("{}h", 1 + self.chance.below(12)),
            1 => format!("{}min", 10 * (1 + self.chance.below(40))),
            2 => format!("{}w", 1 + self.chance.below(3)),
            _ => format!("{}d", 1 + self.chance.below(12)),
        }
    }

    /// One to three links to different earlier items.
    fn links(&mut self, before: usize, is_milestone: bool) {
        let mut named: Vec<usize> = Vec::new();
        for _ in 0..=self.chance.below(3) {
            let at = self.near(before);
            if !named.contains(&at) {
                named.push(at);
                let words = if is_milestone { &["after"][..] } else { &["after", "after", "after", "ends after"] };
                self.link_to(at, words, false);
            }
        }
    }

    fn link(&mut self, before: usize, words: &[&str], is_phase: bool) {
        let at = self.near(before);
        self.link_to(at, words, is_phase);
    }

    /// An earlier item, most often a late one.
    fn near(&mut self, before: usize) -> usize {
        let back = if self.chance.percent(80) { self.chance.below(12) } else { self.chance.below(before as u64) };
        before - 1 - usize::try_from(back).unwrap().min(before - 1)
    }

    fn link_to(&mut self, at: usize, words: &[&str], is_phase: bool) {
        let word = self.chance.pick(words);
        let other = &self.known[at];
        let (name, other_is_phase, other_is_elapsed) = (other.name.clone(), other.is_phase, other.is_elapsed);
        let from_start = self.chance.percent(if word == "after" { 20 } else { 15 });
        let _ = write!(self.out, " {word} {name}{}", if from_start { ".start" } else { "" });
        let lag = match self.chance.below(if is_phase { 12 } else { 20 }) {
            0 | 1 => format!(" + {}d", 1 + self.chance.below(4)),
            2 => format!(" - {}d", 1 + self.chance.below(3)),
            3 => format!(" + {}h", 1 + self.chance.below(9)),
            4 if word == "after" => format!(" + {}d elapsed", 1 + self.chance.below(5)),
            5 if !other_is_phase && !other_is_elapsed => format!(" + {}%", 10 * (1 + self.chance.below(12))),
            _ => String::new(),
        };
        self.out.push_str(&lag);
    }

    fn bind(&mut self, waits: bool) {
        if self.shape.late {
            self.out.push_str(" as late as possible");
            return;
        }
        // Without a predecessor an end that waits for a date would stand in place of the project's start.
        let ends = if waits || !self.shape.keys { "ends from" } else { "from" };
        let word = self.chance.pick(&["from", "from", "from", ends, "starts by", "ends by", "starts on", "ends on"]);
        let date = self.date();
        let _ = write!(self.out, " {word} {date}");
    }

    fn date(&mut self) -> String {
        format!("2026-{:02}-{:02}", 2 + self.chance.below(9), 1 + self.chance.below(28))
    }
}
