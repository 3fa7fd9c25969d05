//! Values in place of nulls.

use datafusion::common::Result;
use datafusion::logical_expr::{Expr, when};

/// Another value for null. DataFusion's `coalesce` runs only where a rule of the optimizer has made this of it.
///
/// # Errors
/// Where the two are of types that do not go together.
pub fn or_else(value: Expr, other: Expr) -> Result<Expr> {
    when(value.clone().is_not_null(), value).otherwise(other)
}
