use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "exp",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "e to the power of a number.",
        url: "https://learn.microsoft.com/kusto/query/exp-function",
        examples: &[Example { kql: "print exp(2)", result: "7.38905609893065" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::exp)),
};
