//! What a rule adds to its alerts: custom details, and names and descriptions with columns in them.

use super::codes;
use super::columns::placeholders;
use super::lengths::characters;
use super::subject::Subject;

/// How many custom details a rule may have, and how long their names may be.
const MOST_DETAILS: usize = 20;
const LONGEST_DETAIL: usize = 20;
/// The texts of an alert with the number of characters that Sentinel takes, and the columns in each.
const TEXTS: [(&str, usize); 2] = [("alertDisplayNameFormat", 256), ("alertDescriptionFormat", 5_000)];
const MOST_PLACEHOLDERS: usize = 3;

pub(super) fn check(subject: &mut Subject<'_>) {
    if !subject.is_rule() {
        return;
    }
    check_custom_details(subject);
    let Some(details) = subject.node("alertDetailsOverride") else { return };
    for (key, limit) in TEXTS {
        let Some(node) = details.get(key) else { continue };
        let Some(source) = subject.document.source(node) else { continue };
        let length = characters(&source.text);
        if length > limit {
            let message = format!("'{key}' has {length} characters, more than the {limit} that Sentinel takes");
            subject.error(subject.place(node), codes::TEXT_TOO_LONG, message, "shorten it");
        }
        let count = placeholders(&source).len();
        if count > MOST_PLACEHOLDERS {
            let message = format!("'{key}' names {count} columns, and Sentinel takes {MOST_PLACEHOLDERS}");
            let help = "name the others under 'customDetails'";
            subject.error(subject.place(node), codes::ALERT_DETAILS, message, help);
        }
    }
}

fn check_custom_details(subject: &mut Subject<'_>) {
    let entries = subject.node("customDetails").map_or(&[][..], |node| node.entries());
    if let Some(first_too_many) = entries.get(MOST_DETAILS) {
        let message = format!("there are {} custom details, and Sentinel takes {MOST_DETAILS}", entries.len());
        let place = subject.document.place_of_key(first_too_many);
        subject.error(place, codes::ALERT_DETAILS, message, "remove those that say least");
    }
    for entry in entries {
        let name = &*entry.key;
        let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !begins || !plain || name.len() > LONGEST_DETAIL {
            let message = format!("a custom detail cannot be called '{name}'");
            let help = "begin with a letter, go on with letters, digits and _, and take 20 characters at most";
            subject.error(subject.document.place_of_key(entry), codes::ALERT_DETAILS, message, help);
        }
    }
}
