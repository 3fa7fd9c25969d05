//! The differences that are decided: each stands in `docs/binder.md` with its reason.

use super::{Difference, Objection};

/// A kind of difference that stays.
pub struct Decided {
    /// Its heading in `docs/binder.md`.
    pub heading: &'static str,
    /// Whether a difference is of that kind.
    pub is: fn(&Difference) -> bool,
}

/// The kinds that are decided.
pub const DECIDED: &[Decided] = &[
    Decided { heading: "Errors that only the engine finds", is: |d| d.ours_refuses(is_of_engine) },
    Decided { heading: "Arrays and bags that are constants", is: wants_array_or_bag },
    Decided { heading: "Parts of a datetime", is: |d| calls(d, DATE_PARTS) && d.types_differ("int", "long") },
    Decided { heading: "Places of columns", is: |d| has(d, "getschema") && d.types_differ("long", "int") },
    Decided { heading: "Likeness and rounding", is: |d| calls(d, &["jaccard_index", "ceiling"]) && d.is_of_types() },
    Decided { heading: "Values of a call that has several", is: has_several_values },
    Decided { heading: "What all tables have", is: |d| has(d, "kind=inner") && has(d, "union") },
    Decided {
        heading: "A table twice in a union",
        is: |d| has(d, "union") && (d.has_more_columns() || d.ours_refuses(is_unknown)),
    },
    Decided { heading: "A name twice in a union", is: |d| has(d, "withsource") && d.is_of_columns() },
    Decided { heading: "Columns without a name", is: |d| d.names_agree(unnamed, "Column") },
    Decided { heading: "A name that looks numbered", is: |d| has(d, "Column1 =") && d.is_of_columns() },
    Decided { heading: "Members of elements", is: |d| has(d, "].") && d.names_end_alike() },
    Decided { heading: "Columns of pairs", is: |d| calls(d, COVARIANCES) && d.names_agree(covariance, "Column") },
    Decided { heading: "The number of a match", is: |d| has(d, "| scan ") && d.is_of_columns() },
    Decided { heading: "Steps of a scan", is: |d| has(d, "| scan ") && d.ours_refuses(is_of_a_type) },
    Decided { heading: "Columns of an IPv6 lookup", is: |d| calls(d, &["ipv6_lookup"]) && d.is_of_columns() },
    Decided {
        heading: "Whether it is a sketch",
        is: |d| calls(d, &["hll_isvalid", "tdigest_isvalid"]) && d.theirs_refuses(|o| o.code == "KS119"),
    },
    Decided { heading: "A name of several types", is: |d| has(d, "find in (T, U)") && d.ours_refuses(is_of_types) },
    Decided { heading: "A wildcard that matches nothing", is: |d| d.theirs_refuses(is_wildcard) },
    Decided { heading: "A wildcard that matches one column", is: |d| has(d, "reorder") && d.theirs_refuses(is_twice) },
    Decided {
        heading: "Columns that a bag may have",
        is: |d| has(d, "bag_unpack") && d.types_differ("unknown", "dynamic"),
    },
    Decided { heading: "The sides of a join", is: |d| d.theirs_refuses(|o| o.code == "KS183") },
    Decided { heading: "Values that are counted", is: |d| calls(d, &["count"]) && d.theirs_refuses(wants_bool) },
    Decided { heading: "Dynamics in order", is: |d| has(d, "top ") && d.ours_refuses(is_dynamic) },
    Decided { heading: "Dynamic keys of a lookup", is: |d| d.ours_refuses(|o| o.code == "KS241") },
    Decided { heading: "Dynamic ids of a timeline", is: |d| has(d, "evaluate ") && d.theirs_refuses(is_dynamic) },
    Decided { heading: "Times of a timeline", is: |d| has(d, "evaluate ac") && d.ours_refuses(is_of_a_type) },
    Decided { heading: "Axes of ints", is: |d| has(d, "make-series") && d.theirs_refuses(is_int_axis) },
    Decided { heading: "Axes of other types", is: |d| d.ours_refuses(|o| o.code == "KS178") },
    Decided { heading: "Several values in a series", is: |d| has(d, "make-series") && d.is_of_types() },
    Decided {
        heading: "Seconds with a fraction",
        is: |d| calls(d, &["make_timespan"]) && d.theirs_refuses(wants_whole),
    },
    Decided { heading: "A summary of nothing", is: |d| d.ours_refuses(|o| o.code == "KS108") },
    Decided {
        heading: "What is parsed over a column",
        is: |d| has(d, "| parse") && (d.is_of_columns() || d.theirs_refuses(is_of_types)),
    },
    Decided { heading: "What only a run shows", is: |d| d.ours_refuses(is_about_values) },
    Decided { heading: "Values that a function refuses", is: |d| d.ours_refuses(|o| o.code == "LUR016") },
    Decided { heading: "Constants that are computed", is: |d| d.theirs_refuses(is_constant) },
    Decided { heading: "What must be constant", is: |d| d.ours_refuses(|o| o.code == "KS129") },
    Decided { heading: "What is searched in numbers", is: |d| has(d, "search ") && d.theirs_refuses(is_colon) },
    Decided { heading: "What is not implemented", is: |d| d.ours_refuses(is_not_implemented) },
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

/// The kind that a difference is of, if it is decided.
pub fn decided(difference: &Difference) -> Option<&'static Decided> {
    let kind = |difference: &Difference| DECIDED.iter().find(|decided| (decided.is)(difference));
    // Of several reasons, each must be decided.
    let each = || difference.by_reasons().iter().map(kind).collect::<Option<Vec<_>>>()?.into_iter().next();
    kind(difference).or_else(each)
}

/// Aggregates of pairs.
const COVARIANCES: &[&str] = &["covariance", "covarianceif", "covariancep", "covariancepif"];

fn has(difference: &Difference, text: &str) -> bool {
    difference.query.contains(text)
}

fn calls(difference: &Difference, functions: &[&str]) -> bool {
    functions.iter().any(|function| difference.query.contains(&format!("{function}(")))
}

fn wants_array_or_bag(difference: &Difference) -> bool {
    let has_constant = has(difference, "dynamic(");
    difference.theirs_refuses(|Objection { code, message }| match code.as_str() {
        "KS233" | "KS234" | "KS235" | "KS147" => true,
        "KS136" => has_constant,
        "KS127" => message.contains("dynamic"),
        "KS107" => has_constant && message == "A value of type string expected.",
        "KS141" if message.ends_with("the type dynamic.") => has_constant,
        "KS141" => message.ends_with("int or long.") || message.ends_with("the type string."),
        _ => false,
    })
}

fn is_wildcard(objection: &Objection) -> bool {
    let pattern = objection.message.split('\'').nth(1).is_some_and(|name| name.contains('*'));
    objection.code == "KS109" || objection.code == "KS142" && pattern
}

fn is_of_engine(objection: &Objection) -> bool {
    objection.code.starts_with("SEM") || objection.code == "KS232"
}

fn is_unknown(objection: &Objection) -> bool {
    objection.code == "KS142"
}

fn is_twice(objection: &Objection) -> bool {
    objection.code == "KS171"
}

fn is_constant(objection: &Objection) -> bool {
    objection.code == "KS129" || objection.code == "KS131"
}

/// Of a call with several values: the others are left out where one is named, and the first one is what stands where
/// there can be one.
fn has_several_values(difference: &Difference) -> bool {
    let sorts = calls(difference, &["array_sort_asc", "array_sort_desc"]);
    let is_tuple =
        |o: &Objection| o.message.contains("tuple") || o.message == "The expression must have the type dynamic.";
    difference.lacks_columns("series_")
        || sorts && difference.lacks_columns("")
        || difference.has_type("tuple")
        || (has(difference, "mv") || has(difference, "summarize")) && difference.theirs_refuses(is_tuple)
}

/// Of the types of arguments and operands.
fn is_of_types(objection: &Objection) -> bool {
    ["KS106", "KS107", "KS116", "KS127", "KS137", "KS141"].contains(&objection.code.as_str())
}

fn is_of_a_type(objection: &Objection) -> bool {
    objection.code == "KS141"
}

fn is_dynamic(objection: &Objection) -> bool {
    objection.code == "KS116"
}

fn wants_bool(objection: &Objection) -> bool {
    objection.message == "A value of type bool expected."
}

fn wants_whole(objection: &Objection) -> bool {
    objection.code == "KS134"
}

fn is_int_axis(objection: &Objection) -> bool {
    objection.message.ends_with("'int'") || objection.message.ends_with("the type int.")
}

fn is_colon(objection: &Objection) -> bool {
    objection.code == "KS106" && objection.message.contains("':'")
}

fn is_about_values(objection: &Objection) -> bool {
    let starts = |text: &str| objection.message.starts_with(text);
    let is_range = starts("A range from ") || starts("The expression must not be the value");
    is_range || objection.code == "LUR009" || objection.message.starts_with("The number of rows must not be ")
}

fn is_not_implemented(objection: &Objection) -> bool {
    objection.code == "LUR001"
}

/// What a column of a value without a name is called, without its number; the binder leaves some of the names empty.
fn unnamed(name: &str) -> &str {
    let name = name.trim_start_matches("aggregated_").trim_start_matches("approximate_sum_");
    let name = name.trim_end_matches(char::is_numeric);
    if name.is_empty() { "Column" } else { name }
}

/// What a column of a covariance is called, or one of a value without a name.
fn covariance(name: &str) -> &str {
    if name.starts_with("covariance") { "Column" } else { unnamed(name) }
}
