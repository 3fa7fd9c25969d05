use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "exp10",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "10 to the power of a number.",
        url: "https://learn.microsoft.com/kusto/query/exp10-function",
        examples: &[Example { kql: "print exp10(2)", result: "100.0" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, |x| 10_f64.powf(x))),
};
