//! Aggregate functions.

use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::{FunctionSymbol, ScalarType};

include!(concat!(env!("OUT_DIR"), "/aggregate.rs"));

/// An aggregate function: what it is, and how it runs.
#[derive(Debug)]
pub struct AggregateFunction {
    /// Names, signatures, documentation.
    pub symbol: FunctionSymbol,
    /// How it runs.
    pub kernel: AggregateKernel,
}

/// One call of an aggregate, ready to be planned.
#[derive(Debug)]
pub struct AggregateCall<'a> {
    /// The arguments as DataFusion expressions of the physical types of [`crate::types::arrow_type`].
    pub args: Vec<Expr>,
    /// The arguments' KQL types.
    pub types: &'a [ScalarType],
    /// The KQL type of the result (of an `arg_max`: of its first output).
    pub result: ScalarType,
}

/// How an aggregate runs.
#[derive(Debug, Clone, Copy)]
pub enum AggregateKernel {
    /// By the DataFusion aggregate expression that the function returns: one of DataFusion's own, or an `AggregateUDF` of ours.
    /// The expression's type is the physical type of the result; of a function with several results (`arg_max`, `percentiles`) a struct
    /// with one field an output, named `c0`, `c1` ….
    Expression(fn(AggregateCall<'_>) -> Result<Expr>),
}
