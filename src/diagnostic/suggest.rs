//! "Did you mean": the nearest known word, or nothing when none is near.

use strsim::osa_distance;

/// Nobody mistypes a name longer than this, in bytes; and the comparison takes memory by the square of it.
const LONGEST: usize = 120;

/// Returns the candidate nearest to `word`, if it is near enough to be a slip of the fingers.
///
/// Near enough is one edit for every three letters, at least one (optimal string alignment with transpositions,
/// Damerau 1964), letter case ignored. Among equals the first candidate wins, so the answer does not depend on anything but the order given.
#[must_use]
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if LONGEST < word.len() {
        return None;
    }
    let word = word.to_lowercase();
    let n_letters = word.chars().count();
    let reach = (n_letters / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if reach < candidate.chars().count().abs_diff(n_letters) {
            continue;
        }
        let distance = osa_distance(&word, &candidate.to_lowercase());
        if distance <= reach && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn a_slip_of_the_fingers_is_understood() {
        let names = ["design", "build", "go-live", "templates"];
        for (typed, meant) in
            [("desgin", "design"), ("buld", "build"), ("golive", "go-live"), ("temlpates", "templates"), ("Design", "design")]
        {
            assert_eq!(suggest(typed, names), Some(meant), "{typed}");
        }
    }

    #[test]
    fn another_word_is_not_forced() {
        assert_eq!(suggest("invoice", ["design", "build"]), None);
        assert_eq!(suggest("ab", ["xy", "cd"]), None);
        assert_eq!(suggest("", ["design"]), None);
        assert_eq!(suggest("design", []), None);
    }

    #[test]
    fn the_first_of_equals_wins() {
        assert_eq!(suggest("task-c", ["task-a", "task-b"]), Some("task-a"));
    }

    #[test]
    fn letters_of_any_script_count_as_letters() {
        assert_eq!(suggest("дизайм", ["сборка", "дизайн"]), Some("дизайн"));
        assert_eq!(suggest("設汁", ["設計"]), Some("設計"));
    }

    #[test]
    fn hostile_names_cost_nothing() {
        let (long, longer) = ("x".repeat(30_000), "x".repeat(30_001));
        assert_eq!(suggest(&long, [longer.as_str()]), None);
        assert_eq!(suggest("design", [longer.as_str()]), None);
    }
}
