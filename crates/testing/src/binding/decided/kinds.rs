//! The kinds, in the order of `docs/binder.md`.

use super::columns::Step;
use super::words::{
    calls, has, is_in_call, is_numbered, is_unnamed, names, operators, quoted, reads_rows, root, stem,
    unites_a_table_twice,
};
use super::{Decided, NOTHING};
use crate::binding::{Difference, Objection};

/// The kinds that are decided.
pub const DECIDED: &[Decided] = &[
    Decided { heading: "Errors that only the engine finds", ours: is_of_engine, ..NOTHING },
    Decided { heading: "Arrays and bags that are constants", theirs: wants_array_or_bag, ..NOTHING },
    Decided {
        heading: "Parts of a datetime",
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
            is_tuple && calls(d, SEVERAL)
        },
        column: |d, step| {
            let is_value = step.only_theirs().is_some_and(|c| c.0.starts_with("series_") || c.0.contains("_sorted"));
            is_value && calls(d, SEVERAL) || step.both().is_some_and(|(t, o)| t.1 == "tuple" && t.0 == o.0)
        },
        ..NOTHING
    },
    Decided {
        heading: "What all tables have",
        ours: |d, o| has(d, "union kind=inner") && (o.code == "KS142" || o.code == "KS109"),
        column: |d, step| {
            let is_same = step.is_of_names(|theirs, ours| root(theirs) == root(ours));
            has(d, "union kind=inner") && (is_same || step.only_theirs().is_some())
        },
        ..NOTHING
    },
    Decided {
        heading: "A table twice in a union",
        ours: |d, o| unites_a_table_twice(d) && o.code == "KS142",
        column: |d, step| {
            let is_typed = |c: &(String, String)| stem(&c.0).ends_with(&format!("_{}", c.1));
            let is_same = step.is_of_names(|theirs, ours| root(theirs) == root(ours));
            let is_split = step.ours.is_some_and(is_typed) && (is_same || step.theirs.is_none());
            // A name that is split here is free for what comes behind.
            let is_free = step.is_of_names(|theirs, ours| is_numbered(ours, theirs));
            unites_a_table_twice(d) && (is_split || is_free)
        },
        ..NOTHING
    },
    Decided {
        heading: "A name twice in a union",
        column: |d, step| {
            // Either of the two may have the number.
            let is_source = |name: &str| name == "$table" || has(d, &format!("withsource={name} "));
            step.is_of_names(|theirs, ours| {
                is_numbered(theirs, ours) && is_source(theirs) || is_numbered(ours, theirs) && is_source(ours)
            })
        },
        ..NOTHING
    },
    Decided {
        heading: "Columns without a name",
        column: |d, step| {
            // A name in brackets counts as none to the binder in `top-nested`.
            let is_bracketed = |theirs: &str| matches!(theirs, "" | "aggregated_") && has(d, " of (");
            let is_nested = has(d, "top-nested ") || has(d, "top-hitters ");
            let is_lost = [step.only_theirs(), step.only_ours()].into_iter().flatten().any(|c| is_unnamed(&c.0));
            is_nested && is_lost
                || step.is_of_names(|theirs, ours| is_unnamed(theirs) && (is_unnamed(ours) || is_bracketed(theirs)))
        },
        ..NOTHING
    },
    Decided { heading: "A name that looks numbered", column: looks_numbered, ..NOTHING },
    Decided {
        heading: "Members of elements",
        column: |d, step| {
            has(d, "].") && step.is_of_names(|theirs, ours| stem(ours).ends_with(&format!("_{}", stem(theirs))))
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
        heading: "The number of a match",
        column: |d, step| {
            let is_number = step.only_theirs().is_some_and(|c| stem(&c.0) == "match_id" && c.1 == "long");
            let is_declared = |name: &str| has(d, &format!("declare ({name}:")) || has(d, &format!("(['{name}']:"));
            let is_twice = step.is_of_names(|theirs, ours| is_numbered(theirs, ours) && is_declared(theirs));
            has(d, "| scan ") && (is_number || is_twice)
        },
        ..NOTHING
    },
    Decided {
        heading: "Steps of a scan",
        ours: |_, o| o.line.contains("| scan ") && matches!(&*o.code, "KS141" | "KS107" | "KS106"),
        ..NOTHING
    },
    Decided {
        heading: "Columns of an IPv6 lookup",
        column: |d, step| calls(d, &["ipv6_lookup"]) && step.is_of_names(|theirs, ours| stem(theirs) == stem(ours)),
        is_of_order: |d| calls(d, &["ipv6_lookup"]),
        ..NOTHING
    },
    Decided {
        heading: "Whether it is a sketch",
        theirs: |_, o| o.code == "KS119" && quoted(o).is_some_and(|name| name.ends_with("_isvalid")),
        ..NOTHING
    },
    Decided {
        heading: "A name of several types",
        ours: |_, o| o.line.starts_with("find in (T, U)") && is_of_types(o) && names(&o.line).any(|name| name == "b0"),
        ..NOTHING
    },
    Decided { heading: "A wildcard that matches nothing", theirs: is_wildcard, ..NOTHING },
    Decided {
        heading: "A wildcard that matches one column",
        theirs: |_, o| o.code == "KS171" && o.line.contains("project-reorder ") && o.line.contains('*'),
        ..NOTHING
    },
    Decided {
        heading: "Columns that only the data shows",
        column: |d, step| calls(d, &["bag_unpack", "pivot"]) && step.is_of_types(&["unknown"], "dynamic"),
        ..NOTHING
    },
    Decided {
        heading: "The sides of a join",
        theirs: |_, o| o.code == "KS183" && o.line.contains("$right."),
        ..NOTHING
    },
    Decided {
        heading: "Values that are counted",
        theirs: |_, o| o.message == "A value of type bool expected." && is_in_call(o, &["count"]),
        ..NOTHING
    },
    Decided { heading: "Dynamics in order", ours: |_, o| o.code == "KS116" && o.line.contains("top "), ..NOTHING },
    Decided {
        heading: "Dynamic keys by their names",
        ours: |_, o| o.code == "KS241" && (o.line.contains("join ") || o.line.contains("lookup ")),
        ..NOTHING
    },
    Decided {
        heading: "Dynamic ids of a timeline",
        theirs: |_, o| o.code == "KS116" && o.line.contains("evaluate ac"),
        ..NOTHING
    },
    Decided {
        heading: "Times of a timeline",
        ours: |_, o| o.code == "KS141" && o.line.contains("evaluate ac"),
        ..NOTHING
    },
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
            let is_value = step.both().is_some_and(|(t, o)| t.0 == o.0 && t.1 != "dynamic" && o.1 == "dynamic");
            is_value && has(d, "make-series ") && calls(d, ROWS_AND_PERCENTILES)
        },
        ..NOTHING
    },
    Decided {
        heading: "Seconds with a fraction",
        theirs: |_, o| o.code == "KS134" && is_in_call(o, &["make_timespan"]),
        ..NOTHING
    },
    Decided { heading: "A summary of nothing", ours: |_, o| o.message.starts_with("summarize needs "), ..NOTHING },
    Decided { heading: "What is parsed over a column", theirs: reads_parsed, column: is_parsed, ..NOTHING },
    Decided { heading: "What only a run shows", ours: is_about_values, ..NOTHING },
    Decided {
        heading: "Strategies of a partition",
        ours: |_, o| o.message.starts_with("The strategies 'native' and 'shuffle' of partition"),
        ..NOTHING
    },
    Decided { heading: "Aggregates of a pivot", ours: |_, o| o.message.starts_with("pivot "), ..NOTHING },
    Decided { heading: "Values that a function refuses", ours: |_, o| o.code == "LUR016", ..NOTHING },
    Decided {
        heading: "Constants that are computed",
        theirs: |_, o| matches!(&*o.code, "KS129" | "KS131") && !reads_rows(&o.text),
        ..NOTHING
    },
    Decided {
        heading: "What must be constant",
        ours: |_, o| o.code == "KS129" && reads_rows(&o.text) && is_in_call(o, ACCURACIES),
        ..NOTHING
    },
    Decided { heading: "What is searched in numbers", theirs: is_searched, ..NOTHING },
    Decided { heading: "What is not implemented", ours: |_, o| o.code == "LUR001", ..NOTHING },
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

/// Functions with several values.
const SEVERAL: &[&str] = &[
    "any",
    "arg_max",
    "arg_min",
    "argmax",
    "argmin",
    "array_sort_asc",
    "array_sort_desc",
    "percentile",
    "percentiles",
    "percentilesw",
    "percentilew",
    "series_decompose",
    "series_decompose_anomalies",
    "series_decompose_forecast",
    "series_fft",
    "series_fit_2lines",
    "series_fit_line",
    "series_fit_poly",
    "series_ifft",
    "series_periods_detect",
    "series_periods_validate",
    "series_stats",
    "take_any",
];

/// Functions that need an accuracy, a percentage or a distance before they run.
const ACCURACIES: &[&str] = &[
    "dcount",
    "dcountif",
    "hll",
    "hll_if",
    "next",
    "percentile",
    "percentiles",
    "percentiles_array",
    "percentilesw",
    "percentilesw_array",
    "percentilew",
    "prev",
];

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
        "SEM0472" | "SEM0473" | "SEM0476" | "SEM0477" => objection.line.contains("| parse"),
        _ => false,
    }
}

fn wants_array_or_bag(difference: &Difference, objection: &Objection) -> bool {
    let has_constant = has(difference, "dynamic(");
    let Objection { code, message, .. } = objection;
    match &**code {
        "KS233" | "KS234" | "KS235" | "KS147" => true,
        // Names behind a call that is refused so.
        "KS150" => is_in_call(objection, SEVERAL) && has_constant,
        "KS136" => has_constant,
        "KS127" => message.contains("dynamic"),
        "KS107" => has_constant && message == "A value of type string expected.",
        "KS141" if message.ends_with("the type dynamic.") => has_constant,
        "KS141" => message.ends_with("int or long.") || message.ends_with("the type string."),
        _ => false,
    }
}

fn is_wildcard(_: &Difference, objection: &Objection) -> bool {
    match &*objection.code {
        "KS109" => objection.line.contains("project") && objection.line.contains('*'),
        "KS142" => quoted(objection).is_some_and(|name| name.contains('*')),
        _ => false,
    }
}

/// Of the types of arguments and operands.
fn is_of_types(objection: &Objection) -> bool {
    ["KS106", "KS107", "KS116", "KS127", "KS137", "KS141"].contains(&&*objection.code)
}

/// A value without a name has a number that nothing else has: that of the binder may be a column's which is named so.
fn looks_numbered(difference: &Difference, step: &Step<'_>) -> bool {
    let is_numbered = |c: &(String, String)| stem(&c.0) == "Column";
    let written = names(&difference.query).any(|name| stem(name) == "Column");
    let inside = has(difference, "mv-apply ");
    let is_both = written && step.both().is_some_and(|(t, o)| is_numbered(t) && is_numbered(o));
    is_both || (written || inside) && step.only_ours().is_some_and(is_numbered)
}

/// The names that a `parse` gives.
fn parsed(difference: &Difference) -> impl Iterator<Item = &str> {
    operators(difference, "parse").flat_map(|line| {
        let bracketed = line.split("['").skip(1).filter_map(|part| part.split("']").next());
        names(line).chain(bracketed)
    })
}

/// A column that a `parse` has replaced here, and that is there beside the new one to the binder.
fn is_parsed(difference: &Difference, step: &Step<'_>) -> bool {
    let is_parsed = |name: &str| parsed(difference).any(|parsed| parsed == name || is_numbered(parsed, name));
    let is_new = step.both().is_some_and(|(t, o)| root(&t.0) == root(&o.0) && is_parsed(&t.0));
    is_new || step.only_theirs().is_some_and(|c| is_parsed(&c.0))
}

/// The binder reads the column of the input where a `parse` has made another one of its name.
fn reads_parsed(difference: &Difference, objection: &Objection) -> bool {
    let mut parsed = parsed(difference);
    is_of_types(objection) && parsed.any(|parsed| names(&objection.line).any(|name| name == parsed))
}

fn is_about_values(_: &Difference, objection: &Objection) -> bool {
    const ABOUT_VALUES: [&str; 6] = [
        "A range from ",
        "The expression must not be the value",
        "The ends and the step of a range must not be null",
        "The bounds of make-series must not be null",
        "The number of rows must not be ",
        "bin_auto() needs the width of a bin",
    ];
    ABOUT_VALUES.iter().any(|start| objection.message.starts_with(start))
        || objection.message.contains("the offset must be at least 1")
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
