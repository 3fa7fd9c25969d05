//! Constants, seen from the binder: what calls give for them, and what is wrong with those that are patterns.

use std::ops::Range;

use crate::{FunctionSymbol, ScalarType, Value};

/// Why a text is no regular expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegexMistake {
    /// What is wrong: no capital letter, no full stop.
    pub message: String,
    /// The bytes of the text that are.
    pub place: Range<usize>,
}

/// Runs a function once over constants. The binder folds through it and knows neither kernels nor Arrow.
pub trait ConstantEvaluator {
    /// The result of `function` over `arguments` (one value an argument, already of the types that the call was bound
    /// to), typed `result`. `None` where the function cannot run ahead of the query (it is volatile, an aggregate, or
    /// it failed: the query itself then says why).
    fn evaluate(&self, function: &FunctionSymbol, arguments: &[Value], result: ScalarType) -> Option<Value>;

    /// What is wrong with a regular expression.
    fn regex_mistake(&self, _pattern: &str) -> Option<RegexMistake> {
        None
    }

    /// The values of a function with several ([`crate::ResultType::Columns`]), in order. `None` as for
    /// [`Self::evaluate`].
    fn evaluate_all(&self, _function: &FunctionSymbol, _arguments: &[Value]) -> Option<Vec<Value>> {
        None
    }

    /// Why the function has no result for any row: of each argument the type and, where it is constant, the value.
    /// `None` where a row may have one.
    fn refusal(
        &self,
        _function: &FunctionSymbol,
        _arguments: &[(ScalarType, Option<&Value>)],
        _result: ScalarType,
    ) -> Option<String> {
        None
    }
}
