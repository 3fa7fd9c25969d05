use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "sqrt",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The square root; NaN for a negative number.",
        url: "https://learn.microsoft.com/kusto/query/sqrt-function",
        examples: &[Example { kql: "print sqrt(16)", result: "4.0" }, Example { kql: "print sqrt(-1)", result: "NaN" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::sqrt)),
};
