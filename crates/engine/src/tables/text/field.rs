//! Where in a record a column's value is.

use lurcher_functions::kernel::json_path::Step;

/// Where in a record a column's value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Field {
    /// The value at this place, counted from 0.
    Ordinal(usize),
    /// The value that a path from the object leads to; the object itself where the path has no step.
    Path(Vec<Step>),
    /// The same text in every record.
    Constant(String),
}
