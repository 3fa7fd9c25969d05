//! Window functions over serialized rows.

use datafusion::common::{Result, ScalarValue};
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

impl WindowCall<'_> {
    /// The column that argument `i` is; none where it is not given.
    fn column(&self, i: usize) -> Option<Expr> {
        self.args.get(i).cloned()
    }

    /// The whole number, or ticks, that argument `i` must be; `default` where it is not given.
    fn integer_or(&self, i: usize, default: i64) -> Result<i64> {
        match self.args.get(i) {
            None => Ok(default),
            Some(Expr::Literal(ScalarValue::Int64(Some(value)), _)) => Ok(*value),
            Some(Expr::Literal(ScalarValue::Int32(Some(value)), _)) => Ok(i64::from(*value)),
            Some(_) => refuse!("argument {} must be a constant", i + 1),
        }
    }
}
