//! The texts that typed columns take, as regular expressions.
//!
//! In a regular pattern a typed column always takes its shape. In a pattern of literal texts it does so only in front
//! of a `*`; anywhere else what follows says where it ends.

use lurcher_symbols::ScalarType;

const WHOLE: &str = r"\s*[-+]?[0-9]+";
const GUID: &str = concat!(
    r"\s*(?:\{[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}\}",
    r"|[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12})"
);
// The separator says which of year and day comes first.
const DATETIME: &str = concat!(
    r"\s*(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{1,4})",
    r"(?:[Tt ]\s*[0-9]{1,2}:[0-9]{1,2}(?::[0-9]{1,2}(?:\.[0-9]*)?)?)?",
    r"(?:[Zz]|[-+][0-9]{1,2}(?::[0-9]{1,2})?)?"
);
const TIMESPAN: &str = concat!(
    r"\s*-?(?:[0-9]+\.[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}|[0-9]{1,2}:[0-9]{1,2}(?::[0-9]{1,2})?)",
    r"(?:\.[0-9]*)?"
);

/// What a column takes in a regular pattern: a string all that it can.
pub const fn regular(ty: ScalarType) -> &'static str {
    match ty {
        ScalarType::Int | ScalarType::Long => WHOLE,
        ScalarType::Real | ScalarType::Decimal => r"\s*[-+]?[0-9]+(?:\.[0-9]+)?",
        ScalarType::Bool => r"\s*(?i:true|false)",
        ScalarType::Guid => GUID,
        ScalarType::DateTime => DATETIME,
        ScalarType::TimeSpan => TIMESPAN,
        ScalarType::String | ScalarType::Dynamic => ".*",
    }
}

/// What a column takes in front of a `*` in a pattern of literal texts.
pub const fn literal(ty: ScalarType) -> &'static str {
    match ty {
        ScalarType::Real | ScalarType::Decimal => r"\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)",
        ScalarType::Bool => r"\s*(?:(?i:true|false)|[-+]?[0-9]+)",
        // Nothing tells where text would end.
        ScalarType::String | ScalarType::Dynamic => "",
        other => regular(other),
    }
}
