//! Window functions over serialized rows.

use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::{FunctionSymbol, ScalarType};

include!(concat!(env!("OUT_DIR"), "/window.rs"));

/// A window function: what it is, and how it runs.
#[derive(Debug)]
pub struct WindowFunction {
    /// Names, signatures, documentation.
    pub symbol: FunctionSymbol,
    /// The DataFusion window expression, without its ORDER BY, which the planner adds (the serialized rows' number).
    pub kernel: fn(WindowCall<'_>) -> Result<Expr>,
}

/// One call of a window function, ready to be planned.
#[derive(Debug)]
pub struct WindowCall<'a> {
    /// The arguments as DataFusion expressions.
    pub args: Vec<Expr>,
    /// Their KQL types.
    pub types: &'a [ScalarType],
    /// The result's KQL type.
    pub result: ScalarType,
}
