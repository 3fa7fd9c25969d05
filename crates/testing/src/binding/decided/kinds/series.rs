//! Axes, bins and times.

use crate::binding::decided::words::{calls, has, is_in_call, is_of_types, untyped};
use crate::binding::decided::{Decided, NOTHING};

/// The kinds, in the order of `docs/binder.md`.
pub(super) const KINDS: &[Decided] = &[
    Decided {
        heading: "Axes of ints",
        theirs: |_, o| {
            let is_int = o.message.ends_with("'int'") || o.message.ends_with("the type int.");
            is_int && o.line.contains("make-series ")
        },
        ..NOTHING
    },
    Decided { heading: "Axes of other types", ours: |_, o| o.code == "KS178", ..NOTHING },
    Decided {
        heading: "Several values in a series",
        theirs: |d, o| {
            o.code == "KS142" && has(d, "make-series ") && calls(d, ROWS_AND_PERCENTILES) && o.line.contains('.')
        },
        column: |d, step| {
            let is_value = step
                .both()
                .is_some_and(|(t, o)| untyped(&t.0) == untyped(&o.0) && t.1 != "dynamic" && o.1 == "dynamic");
            let is_split = has(d, "union ") && step.only_ours().is_some_and(|c| untyped(&c.0) != c.0);
            (is_value || is_split) && has(d, "make-series ") && calls(d, ROWS_AND_PERCENTILES)
        },
        ..NOTHING
    },
    Decided {
        heading: "Times of a timeline",
        ours: |_, o| o.code == "KS141" && o.line.contains("evaluate ac"),
        ..NOTHING
    },
    Decided {
        heading: "Bins of times",
        ours: |_, o| o.message == "A value of type timespan expected." && is_in_call(o, &["bin_at"]),
        ..NOTHING
    },
    Decided {
        heading: "Values of other types",
        ours: |_, o| is_of_types(o) && is_in_call(o, &["around", "repeat"]),
        ..NOTHING
    },
    Decided {
        heading: "Seconds with a fraction",
        theirs: |_, o| o.code == "KS134" && is_in_call(o, &["make_timespan"]),
        ..NOTHING
    },
];

/// Aggregates of several columns.
const ROWS_AND_PERCENTILES: &[&str] = &[
    "any",
    "arg_max",
    "arg_min",
    "argmax",
    "argmin",
    "percentile",
    "percentiles",
    "percentilew",
    "percentilesw",
    "take_any",
];
