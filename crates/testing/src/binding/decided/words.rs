//! What the texts of queries and names tell.

use crate::binding::tables;
use crate::binding::{Difference, Objection};

/// Whether the query has a text.
pub(super) fn has(difference: &Difference, text: &str) -> bool {
    difference.query.contains(text)
}

/// Whether the query calls one of the functions.
pub(super) fn calls(difference: &Difference, functions: &[&str]) -> bool {
    calls_any(&difference.query, functions)
}

/// Whether the objection is about an operator that calls one of the functions.
pub(super) fn is_in_call(objection: &Objection, functions: &[&str]) -> bool {
    calls_any(&objection.line, functions)
}

/// `dcount(` calls no `count`, and neither does a text that has it.
fn calls_any(text: &str, functions: &[&str]) -> bool {
    let mut outside = text.split(['\'', '"']).step_by(2);
    outside.any(|part| {
        functions.iter().any(|function| {
            let call = format!("{function}(");
            let mut found = part.match_indices(&call).map(|(at, _)| &part[..at]);
            found.any(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        })
    })
}

/// The words outside of texts that are no names of functions.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    let outside = text.split(['\'', '"']).step_by(2);
    outside.flat_map(|part| {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let mut rest = part;
        std::iter::from_fn(move || {
            loop {
                rest = &rest[rest.find(is_word)?..];
                let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                let (word, behind) = rest.split_at(end);
                rest = behind;
                if !behind.starts_with('(') && !word.starts_with(|c: char| c.is_ascii_digit()) {
                    return Some(word);
                }
            }
        })
    })
}

/// Whether an expression reads a row: names a column of a table, or draws a number.
pub(super) fn reads_rows(text: &str) -> bool {
    let is_column = |name: &str| tables().iter().any(|(_, columns)| columns.iter().any(|c| *c.name == *name));
    names(text).any(is_column) || calls_any(text, &["rand", "new_guid", "row_number"])
}

/// The name that a message is about.
pub(super) fn quoted(objection: &Objection) -> Option<&str> {
    objection.message.split('\'').nth(1)
}

/// A name without the number behind it.
pub(super) fn stem(name: &str) -> &str {
    name.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// Whether a name is another one, or that and a number or a type.
pub(super) fn is_made_of(name: &str, made: &str) -> bool {
    let made = untyped(made);
    name == made || is_numbered(name, made)
}

/// Whether a name is another one and a number.
pub(super) fn is_numbered(name: &str, numbered: &str) -> bool {
    let number = numbered.strip_prefix(name);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// The types that a union puts behind names.
const TYPES: [&str; 10] =
    ["_bool", "_int", "_long", "_real", "_decimal", "_string", "_datetime", "_timespan", "_guid", "_dynamic"];

/// A name without the type that a union puts behind it, and a number behind that.
pub(super) fn untyped(name: &str) -> &str {
    TYPES.iter().find_map(|ty| stem(name).strip_suffix(ty)).unwrap_or(name)
}

/// A name without what tells it apart from others: a number, the type, a number behind the type.
pub(super) fn root(name: &str) -> &str {
    stem(untyped(stem(name)))
}

/// Whether a column of a value without a name may be called so; the binder leaves some of the names empty.
pub(super) fn is_unnamed(name: &str) -> bool {
    let name = name.trim_start_matches("aggregated_").trim_start_matches("approximate_sum_");
    let name = root(name);
    name.is_empty() || name == "Column"
}

/// The lines of the query that begin so, without what stands before their first word.
pub(super) fn operators<'d>(difference: &'d Difference, start: &'d str) -> impl Iterator<Item = &'d str> {
    difference.query.lines().filter(move |line| line.contains(start))
}

/// The names that stand behind a text.
pub(super) fn named_behind<'d>(difference: &'d Difference, text: &'d str) -> impl Iterator<Item = &'d str> {
    difference.query.split(text).skip(1).filter_map(|part| match part.strip_prefix("['") {
        Some(quoted) => quoted.split('\'').next(),
        None => part.split([' ', ':', '\n']).next(),
    })
}

/// Whether a table stands in a union twice.
pub(super) fn unites_a_table_twice(difference: &Difference) -> bool {
    let twice = |table: &str| names(&difference.query).filter(|name| *name == table).count() > 1;
    has(difference, "union ") && ["T", "U", "W"].into_iter().any(twice)
}

/// Functions with several values.
pub(super) const SEVERAL: &[&str] = &[
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

/// Of the types of arguments and operands.
pub(super) fn is_of_types(objection: &Objection) -> bool {
    ["KS106", "KS107", "KS116", "KS127", "KS134", "KS137", "KS138", "KS141", "KS206"].contains(&&*objection.code)
}
