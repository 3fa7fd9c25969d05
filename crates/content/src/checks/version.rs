//! The version of a rule's template.

use super::codes;
use super::subject::Subject;

/// The longest version that Sentinel takes, in characters.
const LONGEST: usize = 20;

pub(super) fn check(subject: &mut Subject<'_>) {
    let Some(node) = subject.node("version") else { return };
    let Some(version) = node.as_str().map(str::trim) else { return };
    let numbers: Vec<&str> = version.split('.').collect();
    let number = |n: &&str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
    if numbers.len() != 3 || !numbers.iter().all(number) || version.len() > LONGEST {
        let message = format!("the version '{version}' is not of the form X.Y.Z");
        subject.refused(subject.place(node), codes::BAD_VERSION, message, "write three numbers, such as 1.0.0");
    }
}
