//! Texts that are longer than Sentinel takes them.

use super::codes;
use super::subject::Subject;

/// The keys of a rule with the number of characters that Sentinel takes.
const LIMITS: [(&str, usize); 2] = [("name", 256), ("description", 5_000)];

pub(super) fn check(subject: &mut Subject<'_>) {
    if !subject.is_rule() {
        return;
    }
    for (key, limit) in LIMITS {
        let Some(entry) = subject.entry(key) else { continue };
        let length = entry.node.as_str().map_or(0, characters);
        if length > limit {
            let message = format!("'{key}' has {length} characters, more than the {limit} that Sentinel takes");
            let place = subject.document.place_of_key(entry);
            subject.error(place, codes::TEXT_TOO_LONG, message, "shorten it");
        }
    }
}

/// The length of a text as Sentinel counts it: in units of UTF-16.
pub(super) fn characters(text: &str) -> usize {
    text.encode_utf16().count()
}
