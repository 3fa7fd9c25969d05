//! Keys that take one of a few words.

use super::subject::Subject;
use super::{codes, suggestion};

/// A key and what it takes.
struct Vocabulary {
    /// The way to the key.
    path: &'static [&'static str],
    /// The words.
    words: &'static [&'static str],
    /// What the API calls the same.
    also: &'static [&'static str],
    /// Whether upper and lower case are the same.
    any_case: bool,
}

const VOCABULARIES: &[Vocabulary] = &[
    Vocabulary { path: &["severity"], words: &["High", "Medium", "Low", "Informational"], also: &[], any_case: true },
    Vocabulary { path: &["kind"], words: &["Scheduled", "NRT"], also: &[], any_case: true },
    Vocabulary {
        path: &["triggerOperator"],
        words: &["gt", "lt", "eq", "ne"],
        also: &["GreaterThan", "LessThan", "Equal", "NotEqual"],
        any_case: false,
    },
    Vocabulary {
        path: &["eventGroupingSettings", "aggregationKind"],
        words: &["SingleAlert", "AlertPerResult"],
        also: &[],
        any_case: true,
    },
];

pub(super) fn check(subject: &mut Subject<'_>) {
    if !subject.is_rule() {
        return;
    }
    for Vocabulary { path, words, also, any_case } in VOCABULARIES {
        let Some((first, rest)) = path.split_first() else { continue };
        let node = subject.node(first).and_then(|node| rest.iter().try_fold(node, |node, key| node.get(key)));
        let Some((node, word)) = node.and_then(|node| Some((node, node.as_str()?.trim()))) else { continue };
        let known =
            words.iter().chain(*also).any(|w| if *any_case { w.eq_ignore_ascii_case(word) } else { *w == word });
        if !known {
            let message = format!("'{}' cannot be '{word}'", path.join("."));
            subject.error(subject.place(node), codes::UNKNOWN_WORD, message, suggestion::did_you_mean(word, words));
        }
    }
}
