//! Scalar functions.

use arrow::array::ArrayRef;
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, Expr};
use lurcher_symbols::FunctionSymbol;

use crate::kernel::Call;
use crate::udf::Lowering;

include!(concat!(env!("OUT_DIR"), "/scalar.rs"));

/// A scalar function: what it is, and how it runs.
#[derive(Debug)]
pub struct ScalarFunction {
    /// Names, signatures, documentation.
    pub symbol: FunctionSymbol,
    /// How it runs.
    pub kernel: Kernel,
}

/// How a scalar function runs.
#[derive(Debug, Clone, Copy)]
pub enum Kernel {
    /// By a DataFusion expression of the same meaning, so that DataFusion can simplify it, push it down and prune with
    /// it.
    Expression(fn(&Lowering<'_>) -> Result<Expr>),
    /// By a vectorised kernel of ours.
    Vectorized(fn(&Call<'_>) -> Result<ColumnarValue>),
    /// By a DataFusion expression where these arguments have one, by the kernel where they have none.
    Lowered(fn(&Lowering<'_>) -> Result<Option<Expr>>, fn(&Call<'_>) -> Result<ColumnarValue>),
    /// By a vectorised kernel with several values ([`lurcher_symbols::ResultType::Columns`]), which are computed
    /// together, once a row, whichever of them are read: a column for each.
    Several(fn(&Call<'_>) -> Result<Vec<ArrayRef>>),
    /// The binder replaces every call (`now()`, `column_ifexists()`), so that none is ever planned.
    Binder,
}
