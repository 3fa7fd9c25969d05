//! "Did you mean …?"

/// The candidate that is most like `name`, when one is like enough to be a slip of the finger.
pub(crate) fn nearest(name: &str, candidates: impl IntoIterator<Item = impl Into<String>>) -> Option<String> {
    let lower = name.to_lowercase();
    candidates
        .into_iter()
        .map(Into::into)
        .map(|candidate: String| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len().min(name.len()) / 5 && candidate != name)
        .min()
        .map(|(_, candidate)| candidate)
}
