//! The columns of functions with several values.

use lurcher_symbols::{OutputArgument, ScalarType};

/// Columns called `function_ARGUMENT_name` after the first argument (`series_stats_x_min`).
pub fn named(
    function: &str,
    arguments: &[OutputArgument<'_>],
    columns: &[(&str, ScalarType)],
) -> Vec<(String, ScalarType)> {
    let argument = arguments.first().and_then(|argument| argument.name).unwrap_or("");
    columns.iter().map(|(name, ty)| (format!("{function}_{argument}_{name}"), *ty)).collect()
}
