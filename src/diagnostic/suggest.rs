//! "Did you mean": the nearest known word, or nothing when none is near.

use strsim::damerau_levenshtein;

/// Returns the candidate nearest to `word`, if it is near enough to be a slip of the fingers.
///
/// Near enough is one edit for every three letters, at least one (optimal string alignment with transpositions,
/// Damerau 1964), letter case ignored. Among equals the first candidate wins, so the answer does not depend on anything but the order given.
#[must_use]
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let reach = (word.chars().count() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate.len().abs_diff(word.len()) > reach * 4 {
            continue;
        }
        let distance = damerau_levenshtein(&word, &candidate.to_lowercase());
        if distance <= reach && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}
