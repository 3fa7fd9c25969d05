//! "Did you mean …?"

/// The candidate that is most like `name`, when one is like enough to be a slip of the finger.
pub(crate) fn nearest(name: &str, candidates: impl IntoIterator<Item = impl Into<String>>) -> Option<String> {
    let lower = name.to_lowercase();
    let length = lower.chars().count();
    candidates
        .into_iter()
        .map(Into::into)
        .filter_map(|candidate: String| {
            let most = 1 + candidate.len().min(name.len()) / 5;
            let other = candidate.to_lowercase();
            // Each letter too many is an edit; there are hundreds of tables, and most are told apart by that.
            if other.chars().count().abs_diff(length) > most || candidate == name {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&lower, &other);
            (distance <= most).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}
