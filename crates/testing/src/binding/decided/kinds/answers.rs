//! What the answers of the real engine say otherwise.

use crate::binding::decided::words::{SEVERAL, calls, has, is_in_call, is_of_types, is_unnamed, stem};
use crate::binding::decided::{Decided, NOTHING};
use crate::binding::{Difference, Objection};

/// The kinds, in the order of `docs/binder.md`.
pub(super) const KINDS: &[Decided] = &[
    Decided { heading: "Errors that only the engine finds", ours: is_of_engine, ..NOTHING },
    Decided {
        heading: "Parts of a datetime",
        theirs: |_, o| is_of_types(o) && o.message.contains("int") && is_in_call(o, DATE_PARTS),
        column: |d, step| calls(d, DATE_PARTS) && step.is_of_types(&["int"], "long"),
        ..NOTHING
    },
    Decided {
        heading: "Places of columns",
        column: |d, step| has(d, "getschema") && step.is_of_types(&["long"], "int"),
        ..NOTHING
    },
    Decided {
        heading: "Likeness and rounding",
        theirs: |_, o| is_of_types(o) && is_in_call(o, &["ceiling", "jaccard_index"]),
        ours: |_, o| is_of_types(o) && is_in_call(o, &["ceiling"]),
        column: |d, step| {
            calls(d, &["ceiling"]) && step.is_of_types(&["int", "long"], "real")
                || calls(d, &["jaccard_index"]) && step.is_of_types(&["dynamic"], "real")
        },
        ..NOTHING
    },
    Decided {
        heading: "Values of a call that has several",
        theirs: |d, o| {
            let is_tuple = o.message.contains("tuple") || o.message == "The expression must have the type dynamic.";
            is_tuple && calls(d, SEVERAL) || is_of_types(o) && is_in_call(o, SEVERAL)
        },
        ours: |_, o| o.message.ends_with("the call has several values.") || o.code == "KS116" && is_in_call(o, SEVERAL),
        column: |d, step| {
            let is_value = step.only_theirs().is_some_and(|c| c.0.starts_with("series_") || c.0.contains("_sorted"));
            // What a scalar function makes of the first is not called after it.
            let is_called = step.is_of_names(|_, ours| is_unnamed(ours));
            (is_value || is_called) && calls(d, SEVERAL)
                || step.both().is_some_and(|(t, o)| t.1 == "tuple" && t.0 == o.0)
        },
        ..NOTHING
    },
    Decided {
        heading: "Columns of pairs",
        column: |d, step| {
            let covers = |theirs: &str, ours: &str| is_unnamed(theirs) || ours.starts_with(stem(theirs));
            calls(d, COVARIANCES) && step.is_of_names(|theirs, ours| ours.starts_with("cov") && covers(theirs, ours))
        },
        ..NOTHING
    },
    Decided {
        heading: "Columns of an IPv6 lookup",
        column: |d, step| calls(d, &["ipv6_lookup"]) && step.is_of_names(|theirs, ours| stem(theirs) == stem(ours)),
        is_of_order: |d| calls(d, &["ipv6_lookup"]),
        ..NOTHING
    },
    Decided {
        heading: "Values that are counted",
        theirs: |_, o| o.message == "A value of type bool expected." && is_in_call(o, &["count"]),
        ..NOTHING
    },
    Decided { heading: "What is searched in numbers", theirs: is_searched, ..NOTHING },
];

/// Functions whose results the binder takes for ints.
const DATE_PARTS: &[&str] = &[
    "datepart",
    "datetime_part",
    "dayofmonth",
    "dayofyear",
    "getmonth",
    "getyear",
    "hourofday",
    "monthofyear",
    "week_of_year",
    "weekofyear",
];

/// Aggregates of pairs.
const COVARIANCES: &[&str] = &["covariance", "covarianceif", "covariancep", "covariancepif"];

/// Functions that need rows in order.
const WINDOWS: &[&str] = &[
    "next",
    "prev",
    "row_cumsum",
    "row_number",
    "row_rank",
    "row_rank_dense",
    "row_rank_min",
    "row_window_session",
    "rows_near",
];

fn is_of_engine(_: &Difference, objection: &Objection) -> bool {
    match &*objection.code {
        "SEM0073" => is_in_call(objection, WINDOWS),
        "SEM0001" | "SEM0064" => objection.message.contains("ompare"),
        "KS232" => is_in_call(objection, &["case", "coalesce", "iff", "iif", "max_of", "min_of"]),
        "SEM0420" => objection.text.contains(['\'', '"']),
        "SEM0472" | "SEM0473" | "SEM0476" | "SEM0477" => objection.line.contains("parse"),
        _ => false,
    }
}

/// Numbers in a `search`, and texts alone in a call there.
fn is_searched(_: &Difference, objection: &Objection) -> bool {
    let Objection { code, message, line, .. } = objection;
    let is_operand = |message: &str| ["'and'", "'or'", "':'"].iter().any(|sign| message.contains(sign));
    let is_term = match &**code {
        "KS106" => is_operand(message),
        "KS107" | "KS141" => message.contains("bool"),
        _ => false,
    };
    is_term && line.contains("search ")
}
