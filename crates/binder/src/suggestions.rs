//! "Did you mean …?"

/// The candidate that is most like `name`, when one is like enough to be a slip of the finger.
pub(crate) fn nearest(name: &str, candidates: impl IntoIterator<Item = impl AsRef<str>>) -> Option<String> {
    let lower = name.to_lowercase();
    let (length, letters) = (lower.chars().count(), Letters::of(&lower));
    let distance = |candidate: &str| {
        let most = 1 + candidate.len().min(name.len()) / 5;
        // Each letter too many is an edit, and each edit takes one letter away and adds one at most. There are thousands
        // of names, and nearly all are told apart by that.
        if candidate.chars().count().abs_diff(length) > most
            || letters.difference(&Letters::of(candidate)) > 2 * most
            || candidate == name
        {
            return None;
        }
        let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
        (distance <= most).then_some(distance)
    };
    let mut nearest: Option<(usize, String)> = None;
    for candidate in candidates {
        let candidate = candidate.as_ref();
        let Some(distance) = distance(candidate) else { continue };
        if nearest.as_ref().is_none_or(|(least, text)| (distance, candidate) < (*least, text)) {
            nearest = Some((distance, candidate.to_owned()));
        }
    }
    nearest.map(|(_, candidate)| candidate)
}

/// How often each letter occurs, whatever its case; letters beyond ASCII share places.
struct Letters([u8; 32]);

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = [0_u8; 32];
        for byte in text.bytes().filter(u8::is_ascii) {
            // Upper and lower case differ in a bit that is left out.
            let place = &mut letters[usize::from(byte & 31)];
            *place = place.saturating_add(1);
        }
        Self(letters)
    }

    fn difference(&self, other: &Self) -> usize {
        self.0.iter().zip(other.0).map(|(a, b)| usize::from(a.abs_diff(b))).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_finger() {
        let names = ["SecurityEvent", "SecurityAlert", "SigninLogs", "Syslog", "Überblick"];
        for (name, expected) in [
            ("SecurtyEvent", Some("SecurityEvent")),
            ("securityevent", Some("SecurityEvent")),
            ("SignInLogs", Some("SigninLogs")),
            ("SginiLnogs", Some("SigninLogs")),
            ("Sylsog", Some("Syslog")),
            ("überblik", Some("Überblick")),
            ("Heartbeat", None),
            ("Syslog", None),
        ] {
            assert_eq!(nearest(name, names).as_deref(), expected, "{name}");
        }
    }
}
