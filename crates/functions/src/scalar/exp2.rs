use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "exp2",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "2 to the power of a number.",
        url: "https://learn.microsoft.com/kusto/query/exp2-function",
        examples: &[Example { kql: "print exp2(3)", result: "8.0" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::exp2)),
};
