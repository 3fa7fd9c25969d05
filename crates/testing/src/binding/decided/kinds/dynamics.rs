//! What a dynamic holds.

use crate::binding::decided::words::{SEVERAL, calls, has, is_in_call, is_numbered, stem};
use crate::binding::decided::{Decided, NOTHING};
use crate::binding::{Difference, Objection, Opinion};

/// The kinds, in the order of `docs/binder.md`.
pub(super) const KINDS: &[Decided] = &[
    Decided { heading: "Arrays and bags that are constants", theirs: wants_array_or_bag, ..NOTHING },
    Decided {
        heading: "Members of elements",
        column: |d, step| {
            let of_element = |theirs: &str| format!("_{}", stem(theirs.trim_start_matches("aggregated_")));
            let names_elements = has(d, "].") || has(d, "dynamic(");
            names_elements && step.is_of_names(|theirs, ours| stem(ours).ends_with(&of_element(theirs)))
        },
        ..NOTHING
    },
    Decided { heading: "Dynamics in order", ours: |_, o| o.code == "KS116" && o.line.contains("top "), ..NOTHING },
    Decided { heading: "Dynamic keys by their names", ours: |_, o| o.code == "KS241", ..NOTHING },
    Decided {
        heading: "Dynamic ids of a timeline",
        theirs: |_, o| o.code == "KS116" && o.line.contains("evaluate ac"),
        ..NOTHING
    },
    Decided {
        heading: "Columns that only the data shows",
        theirs: |d, o| o.code == "KS171" && o.line.contains("project-rename ") && calls(d, SHOWN_BY_DATA),
        column: |d, step| {
            let is_unknown = step.theirs.is_some_and(|c| c.1 == "unknown");
            let is_shown = step.only_ours().is_some_and(|c| c.1 == "dynamic");
            // A name that the data may give is taken to the binder.
            let is_free = step.is_of_names(|theirs, ours| is_numbered(ours, theirs));
            calls(d, SHOWN_BY_DATA) && (is_unknown || is_shown || is_free)
        },
        ..NOTHING
    },
];

/// Plugins whose columns only the data shows.
const SHOWN_BY_DATA: &[&str] = &["bag_unpack", "pivot"];

fn wants_array_or_bag(difference: &Difference, objection: &Objection) -> bool {
    let has_constant = has(difference, "dynamic(");
    let Objection { code, message, .. } = objection;
    match &**code {
        "KS233" | "KS234" | "KS235" | "KS147" => true,
        // Names behind a call that is refused so.
        "KS150" => is_in_call(objection, SEVERAL) && has_constant,
        // A series is of bools, a part of a path is a text.
        "KS136" => true,
        "KS106" => is_of_term(message),
        // A name that a refused call would have given.
        "KS142" | "KS109" => (has_constant || refuses(difference, "KS234")) && calls(difference, SEVERAL),
        "KS127" => message.contains("dynamic"),
        "KS107" => message == "A value of type string expected." && (has_constant || objection.text.contains('(')),
        "KS141" if message.ends_with("the type dynamic.") => has_constant,
        "KS141" => message.ends_with("int or long.") || message.ends_with("the type string."),
        _ => false,
    }
}

/// Whether the operator looks for a term, which may be a dynamic that holds a text, but no array, bag or number.
fn is_of_term(message: &str) -> bool {
    let sign = message.split('\'').nth(1).unwrap_or_default();
    sign.trim_start_matches('!').starts_with("has") && message.ends_with(" and dynamic.")
}

/// Whether Microsoft's binder has an objection of that code.
fn refuses(difference: &Difference, code: &str) -> bool {
    matches!(&difference.theirs, Opinion::Refused(why) if why.iter().any(|objection| objection.code == code))
}
