//! Functions that only plans call: paths into dynamics, the pieces of a `parse`, the rows of an `mv-expand`.

mod column;
mod element;
pub mod graph;
mod in_set;
mod json;
mod json_path;
mod json_paths;
mod mv_expand;
mod parse;
pub mod scan;
mod ticks;

pub use element::element;
pub use in_set::in_set;
pub use json_path::json_path;
pub use json_paths::{json_paths, path_field};
pub use mv_expand::{expand, expand_index};
pub use parse::{MATCHED, output_name, parse};
pub use ticks::{rewrap_ticks, unwrap_ticks};

use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{Expr, lit};
use lurcher_functions::or_else;

/// A string that an outer join may have made null.
pub fn never_null(text: Expr) -> Result<Expr> {
    or_else(text, lit(ScalarValue::Utf8View(Some(String::new()))))
}
