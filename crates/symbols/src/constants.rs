//! Constant folding, seen from the binder.

use crate::{FunctionSymbol, ScalarType, Value};

/// Runs a function once over constants. The binder folds through it and knows neither kernels nor Arrow.
pub trait ConstantEvaluator {
    /// The result of `function` over `arguments` (one value an argument, already of the types that the call was bound
    /// to), typed `result`. `None` where the function cannot run ahead of the query (it is volatile, an aggregate, or
    /// it failed: the query itself then says why).
    fn evaluate(&self, function: &FunctionSymbol, arguments: &[Value], result: ScalarType) -> Option<Value>;

    /// The values of a function with several ([`crate::ResultType::Columns`]), in order. `None` as for
    /// [`Self::evaluate`].
    fn evaluate_all(&self, _function: &FunctionSymbol, _arguments: &[Value]) -> Option<Vec<Value>> {
        None
    }
}
