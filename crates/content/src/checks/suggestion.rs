//! What someone most likely meant.

/// What to do about an unknown word: the word that was most likely meant, or all that there are.
pub(super) fn did_you_mean(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!("use one of {}", known.join(", ")),
    }
}

/// The candidate that is like enough to `word` to be a slip of the finger, or another way to write it.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let bare = bare(word);
    let score = |candidate: &'a str| (strsim::damerau_levenshtein(&bare, &self::bare(candidate)), candidate);
    let (distance, candidate) = candidates.into_iter().filter(|c| *c != word).map(score).min()?;
    // A third of the letters may be wrong.
    (distance * 3 <= bare.len()).then_some(candidate)
}

/// The letters and digits in lower case: `Command and Control` is `CommandAndControl`.
fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_other_spellings() {
        let tactics = ["CommandAndControl", "Collection", "Impact"];
        assert_eq!(did_you_mean("Command and Control", &tactics), "did you mean 'CommandAndControl'?");
        assert_eq!(did_you_mean("collecton", &tactics), "did you mean 'Collection'?");
        assert_eq!(did_you_mean("C2", &tactics), "use one of CommandAndControl, Collection, Impact");
        assert_eq!(nearest("Impact", tactics), None);
    }
}
